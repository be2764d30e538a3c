#pragma once

#include "core/administration/adminaudit.h"

namespace desk {

/// A text that technicians answer with by its shortcut. Plain value; times are UTC milliseconds.
struct QuickReply
{
    qint64 id = 0;
    QString shortcut;                        ///< 1-32 letters, digits, '_' or '-'; unique without regard to case
    QString text;                            ///< up to 4000 characters
    QString language = QStringLiteral("es"); ///< es, pt or en
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

struct QuickReplyPage
{
    QList<QuickReply> replies; ///< newest first
    bool hasMore = false;
};

/// The quick replies; each change is on the trail of administration. Lives on the database's thread.
/// Invalid with a field pointer, Conflict ("shortcut_taken"), NotFound.
class QuickReplies
{
public:
    QuickReplies(Database &database, Clock &clock) : m_database(database), m_clock(clock), m_audit(database, clock) { }

    /// @param language empty: all. @param before smaller ids; 0: from the newest.
    [[nodiscard]] Result<QuickReplyPage> page(const QString &language, qint64 before, int limit);
    [[nodiscard]] Result<QuickReply> find(qint64 id);
    /// The id and the times of @p draft are given here.
    [[nodiscard]] Result<QuickReply> create(const QuickReply &draft, const AuditSource &source);
    /// Stores shortcut, text and language of @p changed.
    [[nodiscard]] Result<QuickReply> update(const QuickReply &changed, const AuditSource &source);
    [[nodiscard]] Result<> remove(qint64 id, const AuditSource &source);

private:
    Database &m_database;
    Clock &m_clock;
    AdminAudit m_audit;
};

} // namespace desk
