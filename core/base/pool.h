#pragma once

#include "core/base/completer.h"

#include <QThreadPool>

#include <utility>

namespace desk {

/// Runs blocking work on a thread of the program's pool. @p work gives a Result<T>, and touches nothing that others have.
template<typename T, typename Work>
[[nodiscard]] QFuture<Result<T>> onPool(Work work)
{
    const Completer<T> done;
    QThreadPool::globalInstance()->start([done, work = std::move(work)]() mutable { done.complete(work()); });
    return done.future();
}

} // namespace desk
