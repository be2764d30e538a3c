#include "core/http/router.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

RouteDescription &Router::add(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
                              qint64 bodyLimit)
{
    m_routes << Route{method, pattern.split(u'/'), access, bodyLimit, std::move(handler), {}};
    m_largestBodyLimit = std::max(m_largestBodyLimit, bodyLimit);
    return m_routes.last().description;
}

QFuture<HttpAnswer> Router::answer(const Route &route, HttpServerRequest request) const
{
    return m_gate ? m_gate(route, std::move(request)) : route.handler(std::move(request));
}

Router::Match Router::match(const QByteArray &method, const QString &path) const
{
    const QStringList segments = path.split(u'/');
    const QByteArray wanted = method == "HEAD" ? QByteArray("GET") : method;
    Match match;
    for (const Route &route : m_routes) {
        if (route.pattern.size() != segments.size())
            continue;
        QHash<QString, QString> parameters;
        bool fits = true;
        for (qsizetype i = 0; fits && i < segments.size(); ++i) {
            const QString &part = route.pattern.at(i);
            if (part.startsWith(u'{'))
                fits = !segments.at(i).isEmpty()
                    && (parameters.insert(part.mid(1, part.size() - 2), segments.at(i)), true);
            else
                fits = part == segments.at(i);
        }
        if (!fits)
            continue;
        if (route.method == wanted) {
            match.route = &route;
            match.parameters = parameters;
            return match;
        }
        if (match.allowed.contains(route.method))
            continue;
        match.allowed << route.method;
        if (route.method == "GET")
            match.allowed << "HEAD";
    }
    return match;
}

bool Router::isSafePath(const QByteArray &encodedPath)
{
    if (!encodedPath.startsWith('/'))
        return false;
    const QByteArray lower = encodedPath.toLower();
    if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00"))
        return false;
    const QByteArray decoded = QByteArray::fromPercentEncoding(encodedPath);
    const bool clean = std::all_of(decoded.begin(), decoded.end(),
                                   [](char c) { return uchar(c) >= 0x20 && c != 0x7f && c != '\\'; });
    if (!clean)
        return false;
    const QList<QByteArray> segments = decoded.split('/');
    return !segments.contains(".") && !segments.contains("..");
}

} // namespace desk
