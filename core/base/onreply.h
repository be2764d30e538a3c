#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace desk {

/// Calls @p callback with the future's result on @p context's thread; never once @p context is gone.
/// Used instead of QFuture::then(context, ...), which asserts in Qt 6.4 when the context dies first.
template<typename T, typename Callback>
void onReply(const QFuture<T> &future, QObject *context, Callback callback)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, callback = std::move(callback)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             callback(watcher->future().result());
                     });
    watcher->setFuture(future);
}

} // namespace desk
