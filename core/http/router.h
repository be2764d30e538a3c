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
    /// HEAD finds the GET route.
    [[nodiscard]] Match match(const QByteArray &method, const QString &path) const;
    [[nodiscard]] qint64 largestBodyLimit() const { return m_largestBodyLimit; }

    /// The path of a request line as sent, still encoded: no control characters, backslashes, encoded slashes or dot segments.
    [[nodiscard]] static bool isSafePath(const QByteArray &encodedPath);

private:
    QList<Route> m_routes;
    qint64 m_largestBodyLimit = 0;
};

} // namespace desk
