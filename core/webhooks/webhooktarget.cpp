#include "core/webhooks/webhooktarget.h"

#include "core/base/completer.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QNetworkInterface>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// The IPv4 address that an IPv6 one stands for, where it does.
std::optional<QHostAddress> embedded(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    const auto at = [&bytes](int from) {
        return QHostAddress(quint32(bytes[from]) << 24 | quint32(bytes[from + 1]) << 16 | quint32(bytes[from + 2]) << 8
                            | quint32(bytes[from + 3]));
    };
    const auto zero = [&bytes](int from, int to) {
        return std::all_of(&bytes.c[from], &bytes.c[to], [](quint8 byte) { return byte == 0; });
    };
    const bool mapped = zero(0, 10) && bytes[10] == 0xff && bytes[11] == 0xff;
    const bool compatible = zero(0, 12);
    const bool translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xff && bytes[3] == 0x9b
        && zero(4, 12); // NAT64
    if (mapped || compatible || translated)
        return at(12);
    if (bytes[0] == 0x20 && bytes[1] == 0x02) // 6to4
        return at(2);
    return std::nullopt;
}

bool inAny(const QHostAddress &address, const QList<std::pair<QHostAddress, int>> &nets)
{
    return std::any_of(nets.cbegin(), nets.cend(), [&](const auto &net) { return address.isInSubnet(net); });
}

QList<std::pair<QHostAddress, int>> netsFrom(const QStringList &texts)
{
    QList<std::pair<QHostAddress, int>> nets;
    for (const QString &text : texts)
        nets << QHostAddress::parseSubnet(text);
    return nets;
}

} // namespace

Result<QUrl> WebhookTarget::parse(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    const bool clean = url.userInfo().isEmpty() && !url.hasFragment() && url.port() != 0;
    if (text.size() > 2000 || !url.isValid() || !web || url.host().isEmpty() || !clean)
        return fail(Errc::Invalid, u"/url"_s);
    return url;
}

bool WebhookTarget::isPublic(const QHostAddress &address)
{
    static const auto closed4 = netsFrom(
        {u"0.0.0.0/8"_s, u"10.0.0.0/8"_s, u"100.64.0.0/10"_s, u"127.0.0.0/8"_s, u"169.254.0.0/16"_s, u"172.16.0.0/12"_s,
         u"192.0.0.0/24"_s, u"192.0.2.0/24"_s, u"192.88.99.0/24"_s, u"192.168.0.0/16"_s, u"198.18.0.0/15"_s,
         u"198.51.100.0/24"_s, u"203.0.113.0/24"_s, u"224.0.0.0/4"_s, u"240.0.0.0/4"_s});
    static const auto open6 = netsFrom({u"2000::/3"_s});
    static const auto closed6 = netsFrom({u"2001::/23"_s, u"2001:db8::/32"_s, u"3fff::/20"_s});
    if (address.isNull())
        return false;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return !inAny(address, closed4);
    if (const auto inner = embedded(address))
        return isPublic(*inner);
    return inAny(address, open6) && !inAny(address, closed6);
}

bool WebhookTarget::isNever(const QHostAddress &address)
{
    static const auto never4 = netsFrom({u"0.0.0.0/8"_s, u"224.0.0.0/4"_s, u"240.0.0.0/4"_s});
    static const auto never6 = netsFrom({u"ff00::/8"_s});
    if (address.isNull())
        return true;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return inAny(address, never4);
    if (address == QHostAddress(QHostAddress::LocalHostIPv6))
        return false;
    if (const auto inner = embedded(address))
        return isNever(*inner);
    return inAny(address, never6);
}

Result<QHostAddress> WebhookTarget::choose(const QList<QHostAddress> &addresses, const QList<QHostAddress> &own,
                                           bool privateAllowed, int attempt)
{
    if (addresses.isEmpty())
        return fail(Errc::NotConnected, u"no address"_s);
    for (const QHostAddress &address : addresses) {
        const bool ours = std::any_of(own.cbegin(), own.cend(),
                                      [&](const QHostAddress &one) { return one.isEqual(address); });
        if (isNever(address) || (!privateAllowed && (ours || !isPublic(address))))
            return fail(Errc::Forbidden, u"an address that may not be posted to"_s);
    }
    return addresses.at(attempt % addresses.size());
}

QFuture<Result<QList<QHostAddress>>> SystemHostResolver::resolve(const QString &host)
{
    const Completer<QList<QHostAddress>> completer;
    if (const QHostAddress literal(host); !literal.isNull()) {
        completer.complete(QList<QHostAddress>{literal});
        return completer.future();
    }
    QHostInfo::lookupHost(host, QCoreApplication::instance(), [completer](const QHostInfo &info) {
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
            completer.complete(fail(Errc::NotConnected, u"the name leads nowhere"_s));
        else
            completer.complete(info.addresses());
    });
    return completer.future();
}

QList<QHostAddress> SystemHostResolver::ownAddresses() const
{
    return QNetworkInterface::allAddresses();
}

} // namespace desk
