#pragma once

#include "core/storage/ticketrepository.h"

namespace desk {

/// A ticket as a list shows it.
struct TicketLine
{
    Ticket ticket = {};
    QString person = {};  ///< who it is about: the requester, else the customer's name
    int unread = 0;       ///< of the customer's messages
    int queued = 0;       ///< of ours on this ticket, waiting or under way
    int refused = 0;      ///< of ours on this ticket, not settled by a person
    qint64 lastAt = 0;    ///< UTC ms of the last message, else of the opening
    bool draft = false;   ///< whoever looks has begun to write
    MessageId hit = {};   ///< of a search: the message that was found; invalid: what was found is no message
    QString excerpt = {}; ///< of what was found, around the words; empty: what the line shows anyhow
};

struct TicketLinePage
{
    QList<TicketLine> lines = {};
    bool hasMore = false;
    TicketId last = {}; ///< see TicketPage
    qint64 lastKey = 0;
};

/// How many tickets and messages stand where, for the views of a list.
struct DeskCounts
{
    int open = 0;
    int unassigned = 0; ///< of the open ones, as all below
    int mine = 0;
    int waitingCustomer = 0;
    int waitingParts = 0;               ///< or for an approval
    int ready = 0;                      ///< or delivered
    int team = 0;                       ///< somebody else's
    int closedToday = 0;                ///< or cancelled
    QHash<UserId, int> byAssignee = {}; ///< open ones
    QHash<qint64, int> saved = {};      ///< of saved filters, by their ids
    int unread = 0;                     ///< chats with messages that nobody has seen
    int queued = 0;                     ///< messages
    int refused = 0;                    ///< messages, not settled
    qint64 oldestQueuedAt = 0;          ///< UTC ms; 0: none

    /// So many tickets of one filter are counted at most.
    static constexpr int most = 1000;
};

/// Reads what a list of tickets shows: with a few queries a page, however long the list and its chats are.
class TicketLines
{
public:
    /// @param viewer whose drafts are marked.
    TicketLines(Database &database, UserId viewer) : m_database(database), m_viewer(viewer) { }

    /// @param before only ids below it; 0: from the newest.
    [[nodiscard]] Result<TicketLinePage> page(const TicketFilter &filter, qint64 before, int limit);
    [[nodiscard]] Result<TicketLinePage> page(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                              int limit);
    /// Of @p ids that @p filter lets pass, without looking at its text; newest first.
    [[nodiscard]] Result<QList<TicketLine>> find(const QList<TicketId> &ids, const TicketFilter &filter);
    /// @param today when the day began where people look on. @param saved filters to be counted, by id.
    [[nodiscard]] Result<DeskCounts> counts(qint64 today = 0, const QHash<qint64, TicketFilter> &saved = {});

private:
    [[nodiscard]] Result<QList<TicketLine>> linesOf(const QList<Ticket> &tickets);
    [[nodiscard]] Result<> addExcerpts(QList<TicketLine> &lines, const TicketPage &page, const QString &searched);

    Database &m_database;
    UserId m_viewer;
};

/// Whether @p filter lets @p ticket pass; its text and messages are not looked at.
[[nodiscard]] bool passes(const TicketFilter &filter, const Ticket &ticket);

} // namespace desk
