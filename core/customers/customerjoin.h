#pragma once

#include "core/base/database.h"
#include "core/base/id.h"
#include "core/events/livelog.h"
#include "core/storage/conversationrepository.h"
#include "core/storage/messagerepository.h"
#include "core/tickets/ticket.h"

namespace desk {

/// Makes one customer of two that turned out to be one person.
///
/// All that hangs on the younger one goes over to the older: messages (of a pair with the same wire id one stays), tickets with a line in
/// their audit trail, what waits to be sent, addresses and the guided conversation. The younger row stays behind, empty, and points to
/// the older one. Runs inside the caller's transaction, on the core thread.
class CustomerJoin
{
public:
    /// What led to it, for the history and the tickets' trails.
    struct Cause
    {
        QString event = QStringLiteral("joined"); ///< or "merged": by a person
        QString address = {};                     ///< of "joined": the address of the younger customer that led to it
        qint64 mergeId = 0;                       ///< of "merged"
        Actor actor = {};
    };

    explicit CustomerJoin(Database &database, LiveLog &live)
        : m_database(database), m_live(live), m_messages(database), m_conversations(database)
    {
    }

    [[nodiscard]] Result<> join(CustomerId kept, CustomerId gone, const Cause &cause, qint64 now);

private:
    struct Pair
    {
        MessageId kept;
        MessageId gone;
    };
    [[nodiscard]] Result<> moveMessages(CustomerId kept, CustomerId gone);
    [[nodiscard]] Result<> joinMessages(const Pair &pair);
    [[nodiscard]] Result<> moveTickets(CustomerId kept, CustomerId gone, const Actor &actor, qint64 now);
    [[nodiscard]] Result<> joinConversations(CustomerId kept, CustomerId gone, qint64 now);
    [[nodiscard]] Result<> joinCustomers(CustomerId kept, CustomerId gone);
    [[nodiscard]] Result<> move(const QString &sql, qint64 to, qint64 from);

    Database &m_database;
    LiveLog &m_live;
    MessageRepository m_messages;
    ConversationRepository m_conversations;
};

} // namespace desk
