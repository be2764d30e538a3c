#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"

namespace desk {

/// The bounded log of live events. Written in the transaction of the change that it tells of.
class LiveLog
{
public:
    LiveLog(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// @param topic "ticket", "message", "conversation" or "customer"; @p subject the row's id.
    [[nodiscard]] Result<> record(const QString &topic, qint64 subject);

private:
    Database &m_database;
    Clock &m_clock;
};

} // namespace desk
