#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/tickets/ticket.h"

#include <QJsonObject>

#include <optional>

namespace desk {

/// Who administers, and from which address.
struct AuditSource
{
    Actor actor = {};
    QString address = {}; ///< empty: at this computer, on the command line

    /// The command line of this computer.
    [[nodiscard]] static AuditSource commandLine();
};

/// One step of administration as stored. Plain value; @c at is UTC milliseconds.
struct AdminAuditEntry
{
    qint64 id = 0;
    qint64 at = 0;
    QString actorType;
    qint64 actorId = 0;
    QString actorName;
    QString address;
    QString action; ///< "user.create", "setting.change" ...
    QString target; ///< "user:3", "setting:ai.model" ...
    QJsonObject oldValue;
    QJsonObject newValue;
};

struct AdminAuditFilter
{
    QString action = {}; ///< empty: all
    QString target = {}; ///< empty: all
    qint64 actorId = 0;  ///< 0: all
    qint64 since = 0;    ///< UTC milliseconds; 0: from the beginning
    qint64 until = 0;    ///< before that time; 0: up to now
};

struct AdminAuditPage
{
    QList<AdminAuditEntry> entries; ///< newest first
    bool hasMore = false;
};

/// The trail of administration: who changed what, from where, from which value to which. Never rewritten.
/// Lives on the database's thread. Values hold no secrets: whoever records leaves them out.
class AdminAudit
{
public:
    AdminAudit(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// To be called in the transaction of the change.
    [[nodiscard]] Result<> record(const AuditSource &source, const QString &action, const QString &target,
                                  const QJsonObject &oldValue, const QJsonObject &newValue);
    /// @param before entries with smaller ids; 0: from the newest. @param limit 1-200.
    [[nodiscard]] Result<AdminAuditPage> page(const AdminAuditFilter &filter, qint64 before, int limit);

private:
    [[nodiscard]] Result<qint64> firstIdAt(qint64 time);

    Database &m_database;
    Clock &m_clock;
};

} // namespace desk
