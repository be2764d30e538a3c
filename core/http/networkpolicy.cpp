#include "core/http/networkpolicy.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int maxHops = 20;

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty()
        && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
}

QString hostName(const QHostAddress &address)
{
    const QString text = normalisedAddress(address).toString();
    return text.contains(u':') ? u'[' + text + u']' : text;
}

/// "203.0.113.7", "203.0.113.7:4711", "2001:db8::1" or "[2001:db8::1]:4711".
QHostAddress hopAddress(QByteArray hop)
{
    hop = hop.trimmed();
    if (hop.startsWith('['))
        hop = hop.mid(1, hop.indexOf(']') - 1);
    else if (hop.count(':') == 1)
        hop = hop.left(hop.indexOf(':'));
    return normalisedAddress(QHostAddress(QString::fromLatin1(hop)));
}

} // namespace

Result<> checkPolicy(const NetworkPolicy &policy)
{
    for (const QString &origin : policy.allowedOrigins) {
        if (!isOrigin(origin))
            return fail(Errc::Invalid, u"not an origin like https://host:port: "_s + origin);
    }
    for (const QString &name : policy.hostNames) {
        if (name.isEmpty() || hostWithoutPort(name.toLatin1()) != name.toLower())
            return fail(Errc::Invalid, u"not a host name without port: "_s + name);
    }
    for (const QString &proxy : policy.trustedProxies) {
        if (!networkFrom(proxy))
            return fail(Errc::Invalid, u"not an address or network: "_s + proxy);
    }
    if (policy.requestsPerMinute < 0 || policy.requestBurst < 0)
        return fail(Errc::Invalid, u"a limit of requests must not be negative"_s);
    if (policy.certificateFile.isEmpty() != policy.keyFile.isEmpty())
        return fail(Errc::Invalid, u"a certificate needs its key, and a key its certificate"_s);
    return {};
}

QHostAddress normalisedAddress(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 bits = address.toIPv4Address(&isIPv4); // mapped ones as well
    if (isIPv4)
        return QHostAddress(bits);
    QHostAddress plain(address);
    plain.setScopeId({});
    return plain;
}

QString clientKey(const QHostAddress &address)
{
    const QHostAddress plain = normalisedAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol || plain.isLoopback())
        return plain.toString();
    Q_IPV6ADDR bits = plain.toIPv6Address();
    std::fill(bits.c + 8, bits.c + 16, quint8(0));
    return QHostAddress(bits).toString();
}

QStringList ownNames(const NetworkPolicy &policy)
{
    QStringList names{u"localhost"_s, u"127.0.0.1"_s, u"[::1]"_s};
    if (policy.lan) {
        const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
        for (const QHostAddress &address : addresses)
            names << hostName(address);
        const QString machine = QHostInfo::localHostName().toLower();
        if (!machine.isEmpty())
            names << machine << machine + u".local"_s;
        const QString domain = QHostInfo::localDomainName().toLower();
        if (!machine.isEmpty() && !domain.isEmpty())
            names << machine + u'.' + domain;
    }
    for (const QString &name : policy.hostNames)
        names << name.toLower();
    names.removeDuplicates();
    return names;
}

QString hostWithoutPort(const QByteArray &host)
{
    const QByteArray lower = host.trimmed().toLower();
    const qsizetype bracket = lower.indexOf(']');
    const qsizetype colon = lower.indexOf(':', std::max<qsizetype>(bracket, 0));
    const QByteArray name = lower.mid(0, colon);
    const QByteArray port = colon < 0 ? QByteArray("0") : lower.mid(colon + 1);
    const bool isPort = !port.isEmpty() && port.size() <= 5
        && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool isName = !name.isEmpty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '['
            || c == ']' || c == ':';
    });
    if (!isPort || !isName || name.startsWith('[') != (bracket > 0) || (bracket > 0 && bracket != name.size() - 1))
        return {};
    return QString::fromLatin1(name);
}

std::optional<std::pair<QHostAddress, int>> networkFrom(const QString &text)
{
    if (text.contains(u'/')) {
        const auto network = QHostAddress::parseSubnet(text.trimmed());
        return network.second >= 0 ? std::optional(network) : std::nullopt;
    }
    const QHostAddress address = normalisedAddress(QHostAddress(text.trimmed()));
    if (address.isNull())
        return std::nullopt;
    return std::pair(address, address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128);
}

ProxyTrust::ProxyTrust(const QStringList &networks)
{
    for (const QString &text : networks) {
        if (const auto network = networkFrom(text))
            m_networks << *network;
    }
}

bool ProxyTrust::trusts(const QHostAddress &address) const
{
    const QHostAddress plain = normalisedAddress(address);
    return std::any_of(m_networks.begin(), m_networks.end(), [&plain](const auto &network) {
        return network.first.protocol() == plain.protocol() && plain.isInSubnet(network);
    });
}

QHostAddress ProxyTrust::clientOf(const QHostAddress &peer, const QByteArray &forwardedFor) const
{
    QHostAddress client = normalisedAddress(peer);
    QByteArray hops = forwardedFor;
    for (int i = 0; i < maxHops && trusts(client) && !hops.trimmed().isEmpty(); ++i) {
        const qsizetype comma = hops.lastIndexOf(',');
        const QHostAddress hop = hopAddress(hops.mid(comma + 1));
        if (hop.isNull())
            break; // what stands left of it cannot be believed either
        client = hop;
        hops = comma < 0 ? QByteArray() : hops.left(comma);
    }
    return client;
}

RequestOrigin originOf(const QByteArray &origin, const QByteArray &secFetchSite, const QByteArray &host,
                       const QStringList &allowedOrigins)
{
    if (origin.isEmpty()) {
        if (secFetchSite.isEmpty())
            return RequestOrigin::Unknown;
        return secFetchSite == "same-origin" || secFetchSite == "none" ? RequestOrigin::Own : RequestOrigin::Foreign;
    }
    const QByteArray lower = origin.toLower();
    if (lower == "http://" + host.toLower() || lower == "https://" + host.toLower())
        return RequestOrigin::Own;
    return allowedOrigins.contains(QString::fromLatin1(lower), Qt::CaseInsensitive) ? RequestOrigin::Allowed
                                                                                    : RequestOrigin::Foreign;
}

} // namespace desk
