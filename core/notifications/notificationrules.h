#pragma once

#include "core/administration/adminaudit.h"
#include "core/notifications/notificationservice.h"

namespace desk {

/// The texts that tell customers of a change of status, as people edit them; each change is on the trail of administration.
/// Lives on the database's thread.
class NotificationRules
{
public:
    NotificationRules(Database &database, Clock &clock) : m_database(database), m_audit(database, clock) { }

    /// All, by status.
    [[nodiscard]] Result<QList<NotificationRule>> all();
    /// Stores all of @p rules or none; statuses that are not among them stay as they are. Invalid ("/rules/2/text") for an unknown or
    /// repeated status, and a text that is blank, over 2000 characters or uses a variable that there is not.
    [[nodiscard]] Result<> store(const QList<NotificationRule> &rules, const AuditSource &source);

    /// What a customer would read, with an invented ticket.
    [[nodiscard]] static QString preview(const NotificationRule &rule);
    /// The names between braces that stand for something.
    [[nodiscard]] static QStringList variables();

private:
    Database &m_database;
    AdminAudit m_audit;
};

} // namespace desk
