#pragma once

#include "core/base/database.h"
#include "core/messaging/message.h"

namespace desk {

struct MessagePage
{
    QList<Message> messages; ///< oldest first
    bool hasMore = false;    ///< older ones exist
};

/// SQL of messages.
class MessageRepository
{
public:
    explicit MessageRepository(Database &database) : m_database(database) { }

    /// Stores @p message unless its (customer, direction, wire id) is known.
    /// @return its id, and whether it was new.
    struct Inserted
    {
        MessageId id;
        bool isNew = false;
    };
    [[nodiscard]] Result<Inserted> insert(const Message &message);
    [[nodiscard]] Result<Message> find(MessageId id);
    [[nodiscard]] Result<Message> findOutgoing(const QString &wireId);
    /// @param before only ids below it; 0: the newest page.
    [[nodiscard]] Result<MessagePage> ofTicket(TicketId ticket, qint64 before, int limit);
    /// The customer's messages above @p after, oldest first, at most @p limit.
    [[nodiscard]] Result<QList<Message>> inboundAfter(CustomerId customer, MessageId after, int limit);
    [[nodiscard]] Result<> assignToTicket(CustomerId customer, TicketId ticket, MessageId from);
    /// Moves the state up; a move down changes nothing and answers false.
    [[nodiscard]] Result<bool> advance(MessageId id, DeliveryState state, const QString &cause, qint64 at);

private:
    Database &m_database;
};

} // namespace desk
