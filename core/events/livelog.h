#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"

#include <QList>

namespace desk {

enum class LiveChange { Created, Updated, Deleted };

/// "created", "updated", "deleted"
[[nodiscard]] QString toString(LiveChange change);

/// One change, with what is known of its subject when it is read. 0 or empty where it does not apply.
struct LiveEvent
{
    qint64 id = 0;
    qint64 at = 0; ///< UTC ms
    QString topic = {};
    qint64 subject = 0;
    QString change = {};
    qint64 ticket = 0;      ///< of a message or a ticket
    qint64 customer = 0;    ///< of a message, ticket, conversation or customer
    QString direction = {}; ///< of a message
    QString state = {};     ///< delivery state of a message, status of a ticket
};

/// The bounded log of live events. Written in the transaction of the change that it tells of, partly by the database's own triggers.
/// Lives on the core thread.
class LiveLog
{
public:
    static constexpr qint64 keptEvents = 10'000;
    static constexpr qint64 keptMs = 7LL * 24 * 3600 * 1000;
    /// More than that are never kept, even when a webhook has not got to them.
    static constexpr qint64 mostEvents = 10 * keptEvents;

    LiveLog(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// @param topic "ticket", "message", "conversation", "customer", "link", "pacing" or "settings"; @p subject the row's id, 0 without one.
    [[nodiscard]] Result<> record(const QString &topic, qint64 subject, LiveChange change = LiveChange::Updated);

    /// What came after @p id, oldest first, in one read.
    [[nodiscard]] Result<QList<LiveEvent>> after(qint64 id, int limit);
    struct Bounds
    {
        qint64 oldest = 0; ///< the first that can still be read; newest + 1 when none can
        qint64 newest = 0; ///< the last that was ever written
    };
    [[nodiscard]] Result<Bounds> bounds();
    /// Forgets what is over the limits.
    [[nodiscard]] Result<> prune();

private:
    Database &m_database;
    Clock &m_clock;
};

} // namespace desk
