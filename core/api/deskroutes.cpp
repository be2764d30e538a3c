#include "core/api/deskroutes.h"

namespace desk {

RouteDescription &DeskRoutes::add(const QByteArray &method, const QString &pattern, Access access, Handler handler,
                                  qint64 bodyLimit)
{
    const DirectHandler bound = [&services = m_services, handler](const HttpServerRequest &request) {
        return handler(services, request);
    };
    return m_router.add(method, pattern, access, directly(bound), bodyLimit);
}

RouteDescription &DeskRoutes::add(const QByteArray &method, const QString &pattern, Access access, AsyncHandler handler,
                                  qint64 bodyLimit)
{
    const HttpHandler bound = [&services = m_services, handler](const HttpServerRequest &request) {
        return handler(services, request);
    };
    return m_router.add(method, pattern, access, bound, bodyLimit);
}

RouteDescription &DeskRoutes::addUpload(const QByteArray &method, const QString &pattern, Access access,
                                        AsyncHandler handler, qint64 bodyLimit)
{
    const HttpHandler bound = [&services = m_services, handler](const HttpServerRequest &request) {
        return handler(services, request);
    };
    return m_router.addUpload(method, pattern, access, bound, bodyLimit);
}

} // namespace desk
