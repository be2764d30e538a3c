#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QList>
#include <QString>

namespace desk {

/// Counts attempts to sign in and says how long the next one has to wait. Lives on one thread; does not own @p clock.
///
/// Three counts: of an account from one address, of an address whatever the account, of an account from everywhere. The last does not
/// hold at an address that the account has been used from before, so that whoever tries from elsewhere cannot keep its owner out.
/// An IPv6 address counts as its /64. Memory is bounded: keys that find no room share one count; nobody's gives way to them.
class LoginLimiter
{
public:
    struct Rule
    {
        int attempts = 5;
        std::chrono::milliseconds window{std::chrono::minutes(5)};
    };
    struct Limits
    {
        Rule pair{5, std::chrono::minutes(5)};
        Rule address{10, std::chrono::minutes(5)};
        Rule account{50, std::chrono::hours(1)};
        Rule crowd{100, std::chrono::minutes(5)}; ///< all keys that found no room together
        int keys = 20000;
    };
    struct Attempt
    {
        QString account = {}; ///< as typed; upper and lower case are one
        QString address = {};
        bool known = false; ///< the account has been used from this address before
    };

    explicit LoginLimiter(Clock &clock) : LoginLimiter(clock, Limits()) { }
    LoginLimiter(Clock &clock, Limits limits) : m_clock(clock), m_limits(limits) { }

    /// @return the seconds until it may be tried, rounded up; 0: now.
    [[nodiscard]] qint64 waitSeconds(const Attempt &attempt);
    /// Before the password is looked at, so that attempts in parallel cannot slip through.
    void count(const Attempt &attempt);
    /// The counted attempt was right: the pair starts anew; the address and the account are relieved of this attempt only.
    void forgive(const Attempt &attempt);

    [[nodiscard]] qsizetype trackedKeys() const { return m_attempts.size(); }
    /// What counts as one place: IPv4 in its short form, IPv6 by its /64.
    [[nodiscard]] static QString placeOf(const QString &address);

private:
    [[nodiscard]] qint64 waitOf(const QString &key, const Rule &rule);
    void note(const QString &key, const Rule &rule, bool reserved);
    void sweep();

    Clock &m_clock;
    Limits m_limits;
    QHash<QString, QList<qint64>> m_attempts; ///< times, oldest first; never longer than the rule's number
    qint64 m_sweptAt = 0;
};

} // namespace desk
