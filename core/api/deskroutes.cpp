#include "core/api/deskroutes.h"

namespace desk {

void DeskRoutes::add(const QByteArray &method, const QString &pattern, Access access, Handler handler, qint64 bodyLimit)
{
    const DirectHandler bound = [&services = m_services, handler](const HttpServerRequest &request) {
        return handler(services, request);
    };
    m_router.add(method, pattern, access, directly(bound), bodyLimit);
}

void DeskRoutes::add(const QByteArray &method, const QString &pattern, Access access, AsyncHandler handler,
                     qint64 bodyLimit)
{
    const HttpHandler bound = [&services = m_services, handler](const HttpServerRequest &request) {
        return handler(services, request);
    };
    m_router.add(method, pattern, access, bound, bodyLimit);
}

} // namespace desk
