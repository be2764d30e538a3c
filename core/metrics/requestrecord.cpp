#include "core/metrics/requestrecord.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace desk {

QString shortened(const QString &address)
{
    const QHostAddress parsed(address);
    if (parsed.isNull())
        return u"-"_s;
    if (parsed.isLoopback())
        return u"loopback"_s;
    bool isIpv4 = false;
    const quint32 ipv4 = parsed.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4 & 0xffffff00U).toString().section(u'.', 0, 2) + u".x"_s;
    const Q_IPV6ADDR bytes = parsed.toIPv6Address();
    const auto group = [&bytes](int at) { return QString::number(bytes[2 * at] << 8 | bytes[2 * at + 1], 16); };
    return group(0) + u':' + group(1) + u':' + group(2) + u"::x"_s;
}

QString logLine(const RequestRecord &record)
{
    const QString route = record.route.isEmpty() ? u"-"_s : record.route;
    const QString who = record.who.isEmpty() ? u"-"_s : record.who;
    return QStringList{QString::fromLatin1(record.method),
                       route,
                       QString::number(record.status),
                       QString::number(record.microseconds / 1000) + u" ms"_s,
                       QString::number(record.bytes) + u" B"_s,
                       who,
                       shortened(record.address)}
        .join(u' ');
}

} // namespace desk
