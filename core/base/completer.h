#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QPromise>

#include <memory>

namespace desk {

/// The answering end of one reply. Dropped unanswered, it answers Cancelled, so that nobody waits for ever. Copies share the reply.
template<typename T>
class Completer
{
public:
    Completer() : m_state(std::make_shared<State>()) { }

    [[nodiscard]] QFuture<Result<T>> future() const { return m_state->future; }
    /// The first answer counts; later ones are dropped.
    void complete(Result<T> result) const { m_state->complete(std::move(result)); }

private:
    struct State
    {
        State()
        {
            promise.start();
            future = promise.future();
        }
        ~State() { complete(fail(Errc::Cancelled, QStringLiteral("nobody answered"))); }
        void complete(Result<T> result)
        {
            if (done)
                return;
            done = true;
            promise.addResult(std::move(result));
            promise.finish();
        }
        QPromise<Result<T>> promise;
        QFuture<Result<T>> future;
        bool done = false;
    };
    std::shared_ptr<State> m_state;
};

} // namespace desk
