#include "whatsapp/media/mediaconnection.h"

#include "core/base/onreply.h"
#include "whatsapp/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxMediaHosts = 16;
constexpr qsizetype maxAuthBytes = 4096;
constexpr qint64 shortestTtl = 10; // seconds
constexpr qint64 longestTtl = 86'400;

/// A name with or without port that can stand in a URL, and nothing else.
bool isHostName(QByteArrayView name)
{
    if (name.isEmpty() || name.size() > 255)
        return false;
    QByteArrayView host = name;
    if (const qsizetype colon = name.indexOf(':'); colon >= 0) {
        host = name.first(colon);
        const QByteArrayView port = name.sliced(colon + 1);
        bool ok = false;
        if (port.toByteArray().toUShort(&ok) == 0 || !ok)
            return false;
    }
    return !host.isEmpty() && !host.startsWith('.') && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

void addHost(MediaHost host, QList<MediaHost> &hosts)
{
    host.name = host.name.toLower();
    const bool known = std::any_of(hosts.cbegin(), hosts.cend(),
                                   [&host](const MediaHost &other) { return other.name == host.name; });
    if (isHostName(host.name) && !known && hosts.size() < maxMediaHosts)
        hosts.append(std::move(host));
}

} // namespace

Result<MediaRoute> parseMediaRoute(const Node &iq)
{
    const Node *connection = iq.child("media_conn");
    if (!connection)
        return fail(Errc::Protocol, u"an answer without media_conn"_s);
    MediaRoute route{.auth = connection->attr("auth")};
    if (route.auth.isEmpty() || route.auth.size() > maxAuthBytes)
        return fail(Errc::Protocol, u"media_conn without authorisation"_s);
    const qint64 ttl = std::min(connection->number("ttl").value_or(shortestTtl),
                                connection->number("auth_ttl").value_or(longestTtl));
    route.validFor = std::chrono::seconds(std::clamp(ttl, shortestTtl, longestTtl));
    const auto hosts = connection->children("host");
    for (const bool fallback : {false, true}) {
        for (const Node *host : hosts) {
            if ((host->attr("type") == "fallback") == fallback)
                addHost({.name = host->attr("hostname"),
                         .maxUploadBytes = std::max<qint64>(0, host->number("maxContentLengthBytes").value_or(0)),
                         .isFallback = fallback},
                        route.hosts);
        }
    }
    for (const Node *host : hosts)
        addHost({.name = host->attr("fallback_hostname"), .isFallback = true}, route.hosts);
    if (route.hosts.isEmpty())
        return fail(Errc::Protocol, u"media_conn without hosts"_s);
    return route;
}

MediaConnection::MediaConnection(IqChannel &iqs, Clock &clock, QObject *parent)
    : QObject(parent), m_iqs(iqs), m_clock(clock)
{
}

QFuture<Result<MediaRoute>> MediaConnection::route()
{
    const Completer<MediaRoute> waiting;
    if (m_route && m_clock.nowMs() < m_validUntil) {
        waiting.complete(*m_route);
        return waiting.future();
    }
    m_waiting.append(waiting);
    if (m_waiting.size() > 1)
        return waiting.future();
    const Node request{.tag = "iq",
                       .attributes = {{"to", Jid::server()}, {"type", "set"}, {"xmlns", "w:m"}},
                       .content = QList{Node{.tag = "media_conn"}}};
    onReply(m_iqs.request(request), this, [this](const Result<Node> &answer) {
        auto route = answer.and_then(parseMediaRoute);
        if (!route && (route.error().code == Errc::Rejected || route.error().code == Errc::Protocol)) {
            qCWarning(lcWaMedia).noquote() << "no hosts for media:" << route.error().detail;
            route = fail(Errc::NotConnected, route.error().detail);
        }
        if (route) {
            m_route = *route;
            m_validUntil = m_clock.nowMs() + std::chrono::milliseconds(route->validFor).count();
        }
        const auto all = std::exchange(m_waiting, {});
        for (const Completer<MediaRoute> &one : all)
            one.complete(route);
    });
    return waiting.future();
}

void MediaConnection::refused(const QByteArray &auth)
{
    if (m_route && m_route->auth == auth)
        m_route.reset();
}

void MediaConnection::forget()
{
    m_route.reset();
}

} // namespace desk::wa
