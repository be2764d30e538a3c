#pragma once

#include "core/base/completer.h"
#include "core/base/onreply.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <functional>
#include <utility>

namespace desk {

/// A named thread with an event loop, for one object and what that object makes there.
///
/// Starting and stopping are the owner's, on the owner's thread. The object never asks where it is.
class WorkerThread
{
public:
    explicit WorkerThread(const QString &name);
    ~WorkerThread();
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    /// Moves @p worker, which has no parent, to the thread and starts it. @param atEnd runs on the thread when its loop is over:
    /// there the worker gives back what it made. @p worker outlives stop().
    void start(QObject &worker, std::function<void()> atEnd);
    /// Runs @p last on the thread after all that was asked of the worker before, lets what that answers find its way, ends the
    /// loop and waits for the thread. Nothing when it does not run.
    void stop(std::function<void()> last);

private:
    struct Thread : QThread
    {
        std::function<void()> atEnd;

    protected:
        void run() override;
    };

    Thread m_thread;
    QObject *m_worker = nullptr;
};

/// Asks @p object, which lives on another thread, for an answer; in the order of the asking.
/// @param work runs on the thread of @p object. @return Cancelled when @p object is gone first.
template<typename T>
[[nodiscard]] QFuture<Result<T>> callOn(QObject *object, std::function<QFuture<Result<T>>()> work)
{
    const Completer<T> completer;
    QMetaObject::invokeMethod(
        object,
        [object, completer, work = std::move(work)] {
            onReply(work(), object, [completer](const Result<T> &answer) { completer.complete(answer); });
        },
        Qt::QueuedConnection);
    return completer.future();
}

} // namespace desk
