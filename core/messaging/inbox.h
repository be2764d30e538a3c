#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/base/clock.h"
#include "core/customers/identityresolver.h"
#include "core/events/livelog.h"
#include "core/storage/conversationrepository.h"
#include "core/storage/messagerepository.h"
#include "core/storage/ticketrepository.h"

#include <QObject>

namespace desk {

/// Stores what comes in, once, before the channel may confirm it.
///
/// One transaction: customer, message (unique by customer and wire id), its live-event row, and the persisted time of the chat's next
/// turn. A message of a customer with an open ticket joins it at once. Lives on the core thread.
class Inbox : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        MessageRepository &messages;
        TicketRepository &tickets;
        ConversationRepository &conversations;
        AttachmentStore &attachments;
        IdentityResolver &customers;
        LiveLog &live;
    };
    /// @param quietTime how long a burst must pause before it is answered.
    Inbox(Stores stores, Clock &clock, std::chrono::milliseconds quietTime, QObject *parent = nullptr);

    /// @return the stored message's id; a redelivery answers the same id and changes nothing.
    [[nodiscard]] Result<MessageId> take(const IncomingMessage &incoming);

Q_SIGNALS:
    void messageStored(desk::MessageId id, desk::CustomerId customer);

private:
    Stores m_stores;
    Clock &m_clock;
    std::chrono::milliseconds m_quietTime;
};

} // namespace desk
