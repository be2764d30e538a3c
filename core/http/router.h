#pragma once

#include "core/http/httphandler.h"
#include "core/http/routedescription.h"

#include <QList>
#include <QMap>

namespace desk {

/// Method and path -> handler. Pure.
class Router
{
public:
    static constexpr qint64 defaultBodyLimit = 64 * 1024;

    struct Route
    {
        QByteArray method;
        QStringList pattern;
        Access access = Access::Read;
        qint64 bodyLimit = defaultBodyLimit;
        HttpHandler handler;
        bool toFile = false; ///< the body goes to HttpServerRequest::upload
        RouteDescription description;

        [[nodiscard]] QString path() const { return pattern.join(u'/'); }
    };
    /// Stands before the handlers: has the last word on what reaches them and what leaves them.
    using Gate = std::function<QFuture<HttpAnswer>(const Route &, HttpServerRequest)>;
    struct Match
    {
        const Route *route = nullptr; ///< null: see allowed
        QHash<QString, QString> parameters;
        QList<QByteArray> allowed; ///< methods that the path has; empty: no such path
    };

    /// @param pattern "/api/v1/tickets/{id}" @return to be written on; valid until the next one is added.
    RouteDescription &add(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
                          qint64 bodyLimit = defaultBodyLimit);
    /// The same for large bodies: the caller is known before the first byte of it is taken; it goes to a file, never into memory.
    RouteDescription &addUpload(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
                                qint64 bodyLimit);
    /// Another limit for the bodies of a route that there is.
    void setBodyLimit(const QByteArray &method, const QString &pattern, qint64 limit);
    /// A schema that descriptions refer to by name.
    void define(const QString &name, const QJsonObject &schema) { m_schemas.insert(name, schema); }
    void setGate(Gate gate) { m_gate = std::move(gate); }
    /// HEAD finds the GET route.
    [[nodiscard]] Match match(const QByteArray &method, const QString &path) const;
    /// Through the gate to the route's handler. @p request has its parameters and identity.
    [[nodiscard]] QFuture<HttpAnswer> answer(const Route &route, HttpServerRequest request) const;
    [[nodiscard]] const QList<Route> &routes() const { return m_routes; }
    [[nodiscard]] const QMap<QString, QJsonObject> &schemas() const { return m_schemas; }

    /// The path of a request line as sent, still encoded: UTF-8 without control characters, backslashes, encoded slashes, dot segments, names of
    /// Windows' devices, what is encoded twice, or a '%' that encodes nothing.
    [[nodiscard]] static bool isSafePath(const QByteArray &encodedPath);

private:
    QList<Route> m_routes;
    QMap<QString, QJsonObject> m_schemas;
    Gate m_gate;
};

} // namespace desk
