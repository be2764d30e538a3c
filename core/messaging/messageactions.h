#pragma once

#include "core/base/clock.h"
#include "core/messaging/outbox.h"
#include "core/storage/ticketrepository.h"
#include "core/tickets/ticket.h"

#include <chrono>

namespace desk {

/// What one of us may do to a message or a chat besides writing: the rules of it. The channel's part goes through the outbox.
///
/// Conflict has a stable word as its detail: "channel_cannot" (the channel knows no such thing), "not_sent" (not accepted by the service,
/// or refused), "revoked", "not_a_message" (a reaction, a system line ...), "not_ours", "too_late", "not_refused".
/// Lives on the core thread.
class MessageActions
{
public:
    struct Stores
    {
        Database &database;
        MessageRepository &messages;
        TicketRepository &tickets;
        IdentityResolver &customers;
        LiveLog &live;
    };
    /// After that long WhatsApp takes no edit any more.
    static constexpr std::chrono::minutes editWindow{20};

    MessageActions(Stores stores, Outbox &outbox, MessageChannel &channel, Clock &clock)
        : m_stores(stores), m_outbox(outbox), m_channel(channel), m_clock(clock)
    {
    }

    /// @param emoji one, or empty to take ours back. Invalid (/emoji) for anything else.
    [[nodiscard]] Result<Message> react(MessageId id, const Actor &actor, const QString &emoji);
    /// Whether @p actor may give a message that was sent new words: Forbidden for another's, Conflict as above. Pure; any thread.
    [[nodiscard]] static Result<> editable(const Message &message, const Actor &actor, qint64 now);
    /// New words for a message that @p actor wrote. Forbidden for anybody else's.
    [[nodiscard]] Result<Message> edit(MessageId id, const Actor &actor, const QString &text);
    /// Takes back a message of ours, whoever of us wrote it.
    [[nodiscard]] Result<Message> revoke(MessageId id, const Actor &actor);
    [[nodiscard]] Result<Message> resend(MessageId id);
    /// Sends a refused message again, or tries one that waits at once. Conflict as Outbox::hurry().
    [[nodiscard]] Result<Message> tryAgain(MessageId id);
    /// Takes a message that waits out of the queue, or puts a refused one aside. Conflict as Outbox::cancel().
    [[nodiscard]] Result<Message> giveUp(MessageId id);
    /// Puts a refused message aside: it stays refused and asks for nobody any more.
    [[nodiscard]] Result<Message> dismiss(MessageId id);
    /// The messages of the ticket's customer are read, up to @p upTo (or all); the customer is told.
    /// @return how many were unread until now.
    [[nodiscard]] Result<int> markRead(TicketId ticket, MessageId upTo);
    [[nodiscard]] Result<> showTyping(TicketId ticket, bool typing);

private:
    [[nodiscard]] Result<Message> target(MessageId id);
    [[nodiscard]] Result<Message> ownTarget(MessageId id);

    Stores m_stores;
    Outbox &m_outbox;
    MessageChannel &m_channel;
    Clock &m_clock;
};

} // namespace desk
