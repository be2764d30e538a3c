#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/customers/identityresolver.h"
#include "core/events/livelog.h"
#include "core/storage/conversationrepository.h"
#include "core/tickets/ticket.h"

namespace desk {

/// Makes one customer of two because a person says so, and takes that back.
///
/// Like CustomerJoin, but what went over is written down. Undone, the other customer has again what was theirs, with what has come to
/// their tickets and addresses since; facts that were changed meanwhile stay as they are. What both had under the same wire id (a message
/// that was delivered under two addresses) is one message from then on. Lives on the core thread; each call is one transaction, and may
/// join a running one.
class CustomerMerge
{
public:
    /// What a merge would do, before anybody asks for it.
    struct Preview
    {
        Customer kept = {};
        Customer gone = {};
        int tickets = 0;  ///< that go over, as all below
        int messages = 0; ///< without those that both have
        QStringList addresses = {};
    };

    CustomerMerge(Database &database, IdentityResolver &customers, Clock &clock)
        : m_database(database), m_customers(customers), m_clock(clock), m_live(database, clock),
          m_conversations(database)
    {
    }

    /// NotFound; Invalid when both are the same customer.
    [[nodiscard]] Result<Preview> preview(CustomerId kept, CustomerId gone);
    /// @p gone goes into @p kept; its id finds @p kept from then on.
    /// @return the id to undo it by. NotFound; Invalid when both are the same customer.
    [[nodiscard]] Result<qint64> merge(CustomerId kept, CustomerId gone, const Actor &actor);
    /// @return the customer that is there again. NotFound; Conflict: "undone" already, or "merged_since" when one of the two has gone
    /// into another since, which must be undone first.
    [[nodiscard]] Result<CustomerId> undo(qint64 merge, const Actor &actor);

private:
    struct Merge
    {
        CustomerId kept;
        CustomerId gone;
        QJsonObject before;
        QJsonObject after;
    };
    [[nodiscard]] Result<> noteRows(qint64 merge, CustomerId kept, CustomerId gone);
    [[nodiscard]] Result<QJsonObject> snapshot(CustomerId customer);
    [[nodiscard]] Result<Merge> open(qint64 merge);
    [[nodiscard]] Result<> separate(qint64 id, const Merge &merge, const Actor &actor);
    [[nodiscard]] Result<> separateTickets(qint64 id, const Merge &merge, const Actor &actor);
    [[nodiscard]] Result<> separateMessages(qint64 id, const Merge &merge);
    [[nodiscard]] Result<> separateAddresses(qint64 id, const Merge &merge);
    [[nodiscard]] Result<> restoreFacts(const Merge &merge);
    [[nodiscard]] Result<> restoreConversations(const Merge &merge);
    [[nodiscard]] Result<> restoreConversation(CustomerId customer, const QJsonObject &saved);

    Database &m_database;
    IdentityResolver &m_customers;
    Clock &m_clock;
    LiveLog m_live;
    ConversationRepository m_conversations;
};

} // namespace desk
