#include "core/administration/panelstanding.h"

#include <QNetworkInterface>
#include <QTcpServer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Of containers and virtual machines: nobody's telephone is there.
bool isVirtual(const QNetworkInterface &adapter)
{
    static const QStringList beginnings{u"docker"_s, u"br-"_s,   u"veth"_s,     u"virbr"_s,
                                        u"vbox"_s,   u"vmnet"_s, u"vethernet"_s};
    const QString name = adapter.name().toLower();
    const QString shown = adapter.humanReadableName().toLower();
    return adapter.type() == QNetworkInterface::Virtual
        || std::any_of(beginnings.begin(), beginnings.end(), [&](const QString &beginning) {
               return name.startsWith(beginning) || shown.startsWith(beginning);
           });
}

} // namespace

QList<LanAddress> lanAddresses()
{
    struct Found
    {
        LanAddress lan;
        int rank;
    };
    QList<Found> found;
    const auto adapters = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &adapter : adapters) {
        const auto flags = adapter.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::IsRunning)
            || flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const auto entries = adapter.addressEntries();
        for (const QNetworkAddressEntry &entry : entries) {
            QHostAddress address = entry.ip();
            if (address.isLoopback() || address.isLinkLocal())
                continue;
            address.setScopeId({});
            const int rank = (isVirtual(adapter) ? 2 : 0) + (address.protocol() == QAbstractSocket::IPv6Protocol);
            found << Found{{adapter.humanReadableName(), address.toString()}, rank};
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found &left, const Found &right) { return left.rank < right.rank; });
    QList<LanAddress> addresses;
    for (const Found &one : std::as_const(found))
        addresses << one.lan;
    return addresses;
}

bool isPortFree(quint16 port)
{
    QTcpServer probe;
    return probe.listen(QHostAddress::Any, port);
}

QUrl panelUrl(const QString &address, quint16 port, bool tls)
{
    QUrl url;
    url.setScheme(tls ? u"https"_s : u"http"_s);
    url.setHost(address);
    url.setPort(port);
    return url;
}

} // namespace desk
