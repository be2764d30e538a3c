#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/attachments/mediaqueue.h"
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
/// One transaction: customer, message (unique by customer and wire id), the file that is to be fetched, its live-event row, and the
/// persisted time of the chat's next turn. A message of a customer with an open ticket joins it at once. What was said by us on the phone starts a turn too, in which
/// the bot steps aside; reactions, edits, revokes and what could not be read start none. Lives on the core thread.
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
        MediaQueue &media;
    };
    /// @param quietTime how long a burst must pause before it is answered.
    Inbox(Stores stores, Clock &clock, std::chrono::milliseconds quietTime, QObject *parent = nullptr);
    /// Of messages from now on.
    void setQuietTime(std::chrono::milliseconds quietTime) { m_quietTime = quietTime; }

    /// @return the stored message's id; a redelivery answers the same id and changes nothing, and the real message takes the place of
    /// its "unreadable". Invalid for what can never be stored.
    [[nodiscard]] Result<MessageId> take(const IncomingMessage &incoming);
    /// Of somebody unknown: nothing.
    [[nodiscard]] Result<> take(const ReadElsewhere &read);
    /// A line of the kind "system" in the chat; at most one a day, for the event has no name of its own to know a repetition by.
    /// Of somebody unknown: nothing.
    [[nodiscard]] Result<> take(const SecurityCodeChanged &changed);

Q_SIGNALS:
    void messageStored(desk::MessageId id, desk::CustomerId customer);
    /// A message of the kind "call", after messageStored().
    void callStored(desk::MessageId id);

private:
    [[nodiscard]] Result<MessageId> store(const IncomingMessage &incoming, CustomerId customer);
    [[nodiscard]] Result<> refer(Message &message, const IncomingMessage &incoming);
    [[nodiscard]] Result<> follow(const Message &message);
    [[nodiscard]] Result<TicketId> openTicketOf(CustomerId customer);
    [[nodiscard]] Result<> announce(const Message &message);

    Stores m_stores;
    Clock &m_clock;
    std::chrono::milliseconds m_quietTime;
};

} // namespace desk
