#pragma once

#include "core/http/httphandler.h"

#include <QList>

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
    };
    struct Match
    {
        const Route *route = nullptr; ///< null: see allowed
        QHash<QString, QString> parameters;
        QList<QByteArray> allowed; ///< methods that the path has; empty: no such path
    };

    /// @param pattern "/api/v1/tickets/{id}"
    void add(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
             qint64 bodyLimit = defaultBodyLimit);
    /// The same for large bodies: the caller is known before the first byte of it is taken; it goes to a file, never into memory.
    void addUpload(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
                   qint64 bodyLimit);
    /// HEAD finds the GET route.
    [[nodiscard]] Match match(const QByteArray &method, const QString &path) const;

    /// The path of a request line as sent, still encoded: UTF-8 without control characters, backslashes, encoded slashes, dot segments, names of
    /// Windows' devices, what is encoded twice, or a '%' that encodes nothing.
    [[nodiscard]] static bool isSafePath(const QByteArray &encodedPath);

private:
    QList<Route> m_routes;
};

} // namespace desk
