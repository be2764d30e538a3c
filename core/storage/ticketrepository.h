#pragma once

#include "core/base/database.h"
#include "core/storage/ticketsearch.h"
#include "core/tickets/ticket.h"

namespace desk {

/// Which tickets, newest first. Empty members do not filter.
struct TicketFilter
{
    QStringList statuses;
    QString category;
    QString priority;
    QString equipmentType;
    QString
        text; ///< full-text: every word (or one that begins with it) must occur in one message, one note, or the ticket's own fields
    std::optional<UserId> assigneeId;    ///< an invalid id: unassigned
    std::optional<UserId> assigneeOther; ///< assigned to anybody but them
    CustomerId customerId;
    QString tag;         ///< one of the ticket's tags
    QString assetNumber; ///< of the same device
    qint64 updatedSince = 0;
    qint64 closedSince = 0; ///< closed or cancelled at or after
    qint64 quietSince = 0;  ///< nothing has been said since
    bool openOnly = false;
    bool withRefused = false; ///< with messages of ours that were refused and that nobody has settled
    bool withQueued = false;  ///< with messages of ours that wait or are under way
};

/// In which order tickets are listed. A search is always newest first.
enum class TicketOrder {
    Newest,         ///< opened last
    RecentActivity, ///< something was said last
    OldestWaiting,  ///< whose customer waits longest for one of us; of open tickets only, else as RecentActivity
    Priority,       ///< high before normal before low, then as RecentActivity
};

/// A place in an ordered list: behind that ticket, as it was ordered then. By default: the begin.
struct TicketCursor
{
    qint64 key = 0;
    TicketId id = {};
};

struct TicketPage
{
    QList<Ticket> tickets;
    bool hasMore = false;
    /// Where the next page goes on. Not always the last of @c tickets: a search with filters that few hits pass ends its
    /// page early, with fewer tickets than asked for (even none) and hasMore.
    TicketId last;
    qint64 lastKey = 0;                   ///< with last: the cursor of the next page
    QHash<TicketId, SearchHit> hits = {}; ///< of a search: what was found
};

/// A ticket with what the old list shows beside it.
struct TicketOverview
{
    Ticket ticket;
    QString address;     ///< of the customer, as last used; may be empty
    QString photoSha256; ///< of its first image; empty without one
    QString photoMime;
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

struct AuditPage
{
    QList<AuditEntry> entries; ///< oldest first
    bool hasMore = false;      ///< older ones exist
};

/// SQL of the ticket, its audit trail and its folio counter. Rules are TicketService's.
class TicketRepository
{
public:
    explicit TicketRepository(Database &database) : m_database(database) { }

    /// Stands before the folios from now on, e.g. "SOP" in "SOP-2026-00123"; empty: none.
    void setFolioPrefix(const QString &prefix) { m_folioPrefix = prefix; }

    /// Stores @p ticket under a new id and folio (of the year of createdAt, UTC) and returns it whole.
    [[nodiscard]] Result<Ticket> insert(Ticket ticket);
    [[nodiscard]] Result<> update(const Ticket &ticket);
    [[nodiscard]] Result<Ticket> find(TicketId id);
    /// @param before only ids below it; 0: from the newest.
    [[nodiscard]] Result<TicketPage> page(const TicketFilter &filter, qint64 before, int limit);
    /// Of open tickets a page costs the same however many have been closed, in every order.
    [[nodiscard]] Result<TicketPage> page(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                          int limit);
    /// How many there are, but not more than @p most.
    [[nodiscard]] Result<int> count(const TicketFilter &filter, int most);
    /// The tags in use, from the newest tickets on; each once.
    [[nodiscard]] Result<QStringList> tagsInUse();
    /// The newest @p limit tickets.
    [[nodiscard]] Result<QList<TicketOverview>> overviews(int limit);
    /// The customer's newest open ticket, or the newest one closed at or after @p closedSince; NotFound without.
    [[nodiscard]] Result<Ticket> currentOf(CustomerId customer, qint64 closedSince);

    [[nodiscard]] Result<qint64> addAudit(TicketId id, qint64 at, const Actor &actor, const QString &field,
                                          const QString &from, const QString &to);
    [[nodiscard]] Result<QList<AuditEntry>> audit(TicketId id);
    /// @param before only ids below it; 0: the newest page.
    [[nodiscard]] Result<AuditPage> audit(TicketId id, qint64 before, int limit);
    /// Whether tickets may be given to that user.
    [[nodiscard]] Result<bool> isAssignable(UserId user);

    /// The SELECT of a page, with a limit as its last parameter: what it costs can be looked at. Without the filter's text.
    /// @param among only these ids; null: any.
    struct Query
    {
        QString sql = {};
        QStringList where = {};
        QVariantList values = {};
        QString index = {}; ///< to be read by; empty: SQLite's own choice
    };
    [[nodiscard]] Result<Query> statementOf(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                            const QList<qint64> *among);

private:
    /// @p filter without its text.
    [[nodiscard]] Result<Query> queryOf(const TicketFilter &filter, TicketOrder order);
    [[nodiscard]] Result<TicketPage> search(const TicketFilter &filter, qint64 before, int limit);
    /// @p filter without its text. @p among: only these ids; null: any.
    [[nodiscard]] Result<TicketPage> select(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                            int limit, const QList<qint64> *among);
    /// Whether few tickets have changed since then: the way to them must not lead over all the others.
    [[nodiscard]] Result<bool> isRare(qint64 updatedSince);
    [[nodiscard]] Result<> addSearchWords(const Ticket &ticket);
    Database &m_database;
    QString m_folioPrefix;
};

/// The order that a list of @p filter really has when @p order is asked for.
[[nodiscard]] TicketOrder orderOf(const TicketFilter &filter, TicketOrder order);
/// Whether @p a stands above @p b in a list of that order.
[[nodiscard]] bool standsAbove(const Ticket &a, const Ticket &b, TicketOrder order);
/// Where a list goes on behind @p ticket.
[[nodiscard]] TicketCursor cursorAfter(const Ticket &ticket, TicketOrder order);
/// Only open tickets can pass.
[[nodiscard]] bool isOfOpenTickets(const TicketFilter &filter);

} // namespace desk
