#pragma once

#include "core/base/onreply.h"
#include "core/deskservices.h"
#include "core/http/router.h"

#include <QPromise>

#include <memory>

namespace desk {

/// Adds routes whose handlers work with the desk's services.
class DeskRoutes
{
public:
    using Handler = HttpAnswer (*)(DeskServices &, const HttpServerRequest &);
    using AsyncHandler = QFuture<HttpAnswer> (*)(DeskServices &, const HttpServerRequest &);

    DeskRoutes(Router &router, DeskServices &services) : m_router(router), m_services(services) { }

    RouteDescription &add(const QByteArray &method, const QString &pattern, Access access, Handler handler,
                          qint64 bodyLimit = Router::defaultBodyLimit);
    RouteDescription &add(const QByteArray &method, const QString &pattern, Access access, AsyncHandler handler,
                          qint64 bodyLimit = Router::defaultBodyLimit);
    /// The body goes to a file, see Router::addUpload().
    RouteDescription &addUpload(const QByteArray &method, const QString &pattern, Access access, AsyncHandler handler,
                                qint64 bodyLimit);

private:
    Router &m_router;
    DeskServices &m_services;
};

/// The answer that @p toAnswer makes of @p future's result, once it is there; on @p context's thread. Without a result when
/// @p context dies first.
template<typename T, typename ToAnswer>
[[nodiscard]] QFuture<HttpAnswer> answerLater(const QFuture<Result<T>> &future, QObject *context, ToAnswer toAnswer)
{
    auto promise = std::make_shared<QPromise<HttpAnswer>>();
    promise->start();
    onReply(future, context, [promise, toAnswer = std::move(toAnswer)](const Result<T> &result) {
        promise->addResult(toAnswer(result));
        promise->finish();
    });
    return promise->future();
}

} // namespace desk
