#include "core/http/router.h"

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// "con", "aux.txt", "COM1 .log": on Windows all of them open a device.
bool isDeviceName(const QByteArray &segment)
{
    const QByteArray stem = segment.mid(0, segment.indexOf('.')).trimmed().toLower();
    if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul" || stem == "conin$" || stem == "conout$")
        return true;
    return stem.size() == 4 && (stem.startsWith("com") || stem.startsWith("lpt")) && stem.at(3) >= '0'
        && stem.at(3) <= '9';
}

/// Each '%' is followed by two digits.
bool isWellEncoded(const QByteArray &text)
{
    const auto isHex = [&text](qsizetype at) { return at < text.size() && std::isxdigit(uchar(text.at(at))); };
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (!isHex(at + 1) || !isHex(at + 2))
            return false;
    }
    return true;
}

bool hidesSeparators(const QByteArray &lower)
{
    return lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00");
}

} // namespace

RouteDescription &Router::add(const QByteArray &method, const QString &pattern, Access access, HttpHandler handler,
                              qint64 bodyLimit)
{
    m_routes << Route{method, pattern.split(u'/'), access, bodyLimit, std::move(handler), false, {}};
    return m_routes.last().description;
}

RouteDescription &Router::addUpload(const QByteArray &method, const QString &pattern, Access access,
                                    HttpHandler handler, qint64 bodyLimit)
{
    RouteDescription &description = add(method, pattern, access, std::move(handler), bodyLimit);
    m_routes.last().toFile = true;
    return description;
}

void Router::setBodyLimit(const QByteArray &method, const QString &pattern, qint64 limit)
{
    for (Route &route : m_routes) {
        if (route.method == method && route.path() == pattern)
            route.bodyLimit = limit;
    }
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
    if (!encodedPath.startsWith('/') || !isWellEncoded(encodedPath) || hidesSeparators(encodedPath.toLower()))
        return false;
    const QByteArray decoded = QByteArray::fromPercentEncoding(encodedPath);
    const QByteArray lower = decoded.toLower();
    if (hidesSeparators(lower) || lower.contains("%2e") || QString::fromUtf8(decoded).toUtf8() != decoded)
        return false;
    const bool clean = std::all_of(decoded.begin(), decoded.end(),
                                   [](char c) { return uchar(c) >= 0x20 && c != 0x7f && c != '\\'; });
    const QList<QByteArray> segments = decoded.split('/');
    return clean && std::none_of(segments.begin(), segments.end(), [](const QByteArray &segment) {
               return segment == "." || segment == ".." || isDeviceName(segment);
           });
}

} // namespace desk
