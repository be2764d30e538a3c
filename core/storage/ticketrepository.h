#pragma once

#include "core/base/database.h"
#include "core/tickets/ticket.h"

namespace desk {

/// Which tickets, newest first. Empty members do not filter.
struct TicketFilter
{
    QStringList statuses;
    QString category;
    QString priority;
    QString text; ///< full-text: every word must occur in one message, one note, or the ticket's own fields
    std::optional<UserId> assigneeId; ///< an invalid id: unassigned
    CustomerId customerId;
    qint64 updatedSince = 0;
    bool openOnly = false;
};

struct TicketPage
{
    QList<Ticket> tickets;
    bool hasMore = false;
    /// A very frequent word: only its newest hits were looked at, older tickets may be missing.
    bool truncated = false;
};

struct AuditEntry
{
    qint64 id = 0;
    qint64 at = 0;
    QString actorType;
    QString actorName;
    QString field;
    QString oldValue;
    QString newValue;
};

/// SQL of the ticket, its audit trail and its folio counter. Rules are TicketService's.
class TicketRepository
{
public:
    explicit TicketRepository(Database &database) : m_database(database) { }

    /// Stores @p ticket under a new id and folio (of the year of createdAt, UTC) and returns it whole.
    [[nodiscard]] Result<Ticket> insert(Ticket ticket);
    [[nodiscard]] Result<> update(const Ticket &ticket);
    [[nodiscard]] Result<Ticket> find(TicketId id);
    /// @param before only ids below it; 0: from the newest.
    [[nodiscard]] Result<TicketPage> page(const TicketFilter &filter, qint64 before, int limit);
    /// The customer's newest open ticket, or the newest one closed at or after @p closedSince; NotFound without.
    [[nodiscard]] Result<Ticket> currentOf(CustomerId customer, qint64 closedSince);

    [[nodiscard]] Result<qint64> addAudit(TicketId id, qint64 at, const Actor &actor, const QString &field,
                                          const QString &from, const QString &to);
    [[nodiscard]] Result<QList<AuditEntry>> audit(TicketId id);
    [[nodiscard]] Result<> addNote(TicketId id, qint64 at, const Actor &actor, const QString &text);

    /// "hola mundo" -> "\"hola\"* \"mundo\"*": every word quoted, so that no input is syntax. Empty when there is no word.
    [[nodiscard]] static QString matchExpression(const QString &text);

private:
    [[nodiscard]] Result<QList<qint64>> search(const QString &text, qint64 before, bool *truncated);
    Database &m_database;
};

} // namespace desk
