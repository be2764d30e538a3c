#include "core/accounts/loginlimiter.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString crowd = u"crowd"_s;

QString accountKey(const LoginLimiter::Attempt &attempt)
{
    return u"account:"_s + attempt.account.toLower().left(64);
}

QString addressKey(const LoginLimiter::Attempt &attempt)
{
    return u"address:"_s + LoginLimiter::placeOf(attempt.address);
}

QString pairKey(const LoginLimiter::Attempt &attempt)
{
    return u"pair:"_s + LoginLimiter::placeOf(attempt.address) + u' ' + attempt.account.toLower().left(64);
}

} // namespace

QString LoginLimiter::placeOf(const QString &address)
{
    const QHostAddress host(address.section(u'%', 0, 0));
    bool isIpv4 = false;
    const quint32 ipv4 = host.toIPv4Address(&isIpv4); // also of ::ffff:a.b.c.d
    if (isIpv4)
        return QHostAddress(ipv4).toString();
    if (host.isNull() || host.isLoopback())
        return address.left(64);
    Q_IPV6ADDR bytes = host.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QHostAddress(bytes).toString() + u"/64"_s;
}

qint64 LoginLimiter::waitOf(const QString &key, const Rule &rule)
{
    const auto entry = m_attempts.find(key);
    if (entry == m_attempts.end())
        return 0;
    const qint64 now = m_clock.nowMs();
    const qint64 window = rule.window.count();
    entry->removeIf([now, window](qint64 at) { return at < now - window || at > now; });
    if (entry->isEmpty()) {
        m_attempts.erase(entry);
        return 0;
    }
    if (entry->size() < rule.attempts)
        return 0;
    return std::max<qint64>(1,
                            (entry->first() + window - now + 999) / 1000); // rounded up: earlier would be refused again
}

qint64 LoginLimiter::waitSeconds(const Attempt &attempt)
{
    qint64 wait = std::max(waitOf(pairKey(attempt), m_limits.pair), waitOf(addressKey(attempt), m_limits.address));
    if (!attempt.known)
        wait = std::max(wait, waitOf(accountKey(attempt), m_limits.account));
    if (m_attempts.size() >= m_limits.keys)
        sweep();
    const bool hasNoRoom = m_attempts.size() >= m_limits.keys && !m_attempts.contains(addressKey(attempt));
    if (hasNoRoom && !attempt.known)
        wait = std::max(wait, waitOf(crowd, m_limits.crowd));
    return wait;
}

void LoginLimiter::note(const QString &key, const Rule &rule, bool reserved)
{
    const auto add = [this](QList<qint64> &times, int most) {
        if (times.size() < most)
            times << m_clock.nowMs();
    };
    if (const auto entry = m_attempts.find(key); entry != m_attempts.end())
        return add(*entry, rule.attempts);
    // Known places are few by their nature: what strangers fill up does not leave them uncounted.
    if (m_attempts.size() < m_limits.keys || reserved)
        return add(m_attempts[key], rule.attempts);
    add(m_attempts[crowd], m_limits.crowd.attempts);
}

void LoginLimiter::count(const Attempt &attempt)
{
    note(addressKey(attempt), m_limits.address, attempt.known);
    note(pairKey(attempt), m_limits.pair, attempt.known);
    note(accountKey(attempt), m_limits.account, attempt.known);
}

void LoginLimiter::forgive(const Attempt &attempt)
{
    m_attempts.remove(pairKey(attempt));
    for (const QString &key : {addressKey(attempt), accountKey(attempt)}) {
        const auto entry = m_attempts.find(key);
        if (entry == m_attempts.end())
            continue;
        if (!entry->isEmpty())
            entry->removeLast();
        if (entry->isEmpty())
            m_attempts.erase(entry);
    }
}

void LoginLimiter::sweep()
{
    const qint64 now = m_clock.nowMs();
    if (now - m_sweptAt < 1000 && now >= m_sweptAt)
        return;
    m_sweptAt = now;
    const qint64 longest = std::max({m_limits.pair.window, m_limits.address.window, m_limits.account.window}).count();
    m_attempts.removeIf([&](const QHash<QString, QList<qint64>>::iterator entry) {
        // The long window is the accounts' alone.
        const qint64 window = entry.key().startsWith("account:"_L1) ? longest : m_limits.address.window.count();
        return entry->isEmpty() || entry->last() < now - window;
    });
}

} // namespace desk
