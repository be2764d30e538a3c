#include "core/messaging/messageactions.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int receiptsAtOnce = 256;

bool isOneCharacter(const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    return finder.toNextBoundary() == text.size();
}

Author authorFrom(const Actor &actor)
{
    return {Author::Type::Technician, actor.userId.value, actor.name};
}

Outbox::Draft draftFor(const Message &target, const Actor &actor, OutgoingMessage::Kind kind, const QString &text)
{
    return {.customer = target.customerId,
            .ticket = target.ticketId,
            .author = authorFrom(actor),
            .text = text,
            .kind = kind,
            .target = target.id};
}

} // namespace

/// A message that the other side has too.
Result<Message> MessageActions::target(MessageId id)
{
    auto message = m_stores.messages.find(id);
    if (!message)
        return message;
    if (!m_channel.knowsActions())
        return fail(Errc::Conflict, u"channel_cannot"_s);
    if (isAction(message->kind) || message->kind == "system"_L1 || message->kind == unreadableKind)
        return fail(Errc::Conflict, u"not_a_message"_s);
    const bool sent = message->state >= DeliveryState::Accepted && message->state != DeliveryState::Refused;
    if (!sent)
        return fail(Errc::Conflict, u"not_sent"_s);
    auto changes = m_stores.messages.actionsOn({*message});
    if (!changes)
        return fail(changes.error());
    const QList<Message> ofTarget = changes->value(id);
    const bool revoked = std::any_of(ofTarget.cbegin(), ofTarget.cend(), [](const Message &change) {
        return change.kind == "revoke"_L1 && change.state != DeliveryState::Refused;
    });
    if (revoked)
        return fail(Errc::Conflict, u"revoked"_s);
    return message;
}

Result<Message> MessageActions::ownTarget(MessageId id)
{
    auto message = target(id);
    if (message && message->direction != Direction::Out)
        return fail(Errc::Conflict, u"not_ours"_s);
    return message;
}

Result<Message> MessageActions::react(MessageId id, const Actor &actor, const QString &emoji)
{
    if (!emoji.isEmpty() && !isOneCharacter(emoji))
        return fail(Errc::Invalid, u"/emoji"_s);
    auto message = target(id);
    if (!message)
        return message;
    return m_outbox.enqueue(draftFor(*message, actor, OutgoingMessage::Kind::Reaction, emoji));
}

Result<> MessageActions::editable(const Message &message, const Actor &actor, qint64 now)
{
    if (message.direction != Direction::Out)
        return fail(Errc::Conflict, u"not_ours"_s);
    if (message.author.type != Author::Type::Technician || message.author.id != actor.userId.value)
        return fail(Errc::Forbidden, u"another's words"_s);
    if (message.kind != "text"_L1)
        return fail(Errc::Conflict, u"not_a_message"_s);
    if (message.state < DeliveryState::Accepted || message.state == DeliveryState::Refused)
        return fail(Errc::Conflict, u"not_sent"_s);
    if (now - message.acceptedAt > std::chrono::milliseconds(editWindow).count())
        return fail(Errc::Conflict, u"too_late"_s);
    return {};
}

Result<Message> MessageActions::edit(MessageId id, const Actor &actor, const QString &text)
{
    auto message = ownTarget(id);
    if (!message)
        return message;
    if (auto may = editable(*message, actor, m_clock.nowMs()); !may)
        return fail(may.error());
    return m_outbox.enqueue(draftFor(*message, actor, OutgoingMessage::Kind::Edit, text));
}

Result<Message> MessageActions::revoke(MessageId id, const Actor &actor)
{
    auto message = ownTarget(id);
    if (!message)
        return message;
    return m_outbox.enqueue(draftFor(*message, actor, OutgoingMessage::Kind::Revoke, {}));
}

Result<Message> MessageActions::resend(MessageId id)
{
    auto message = m_outbox.resend(id);
    if (!message && message.error().code == Errc::Conflict)
        return fail(Errc::Conflict, u"not_refused"_s);
    return message;
}

Result<Message> MessageActions::tryAgain(MessageId id)
{
    const auto message = m_stores.messages.find(id);
    if (!message)
        return message;
    return message->state == DeliveryState::Refused ? resend(id) : m_outbox.hurry(id);
}

Result<Message> MessageActions::giveUp(MessageId id)
{
    const auto message = m_stores.messages.find(id);
    if (!message)
        return message;
    return message->state == DeliveryState::Refused ? dismiss(id) : m_outbox.cancel(id);
}

Result<Message> MessageActions::dismiss(MessageId id)
{
    return m_stores.database.transaction([&]() -> Result<Message> {
        auto message = m_stores.messages.find(id);
        if (!message)
            return message;
        if (message->state != DeliveryState::Refused)
            return fail(Errc::Conflict, u"not_refused"_s);
        if (auto done = m_stores.messages.setSettled(id, m_clock.nowMs()); !done)
            return fail(done.error());
        if (auto done = m_stores.live.record(u"message"_s, id.value); !done)
            return fail(done.error());
        return m_stores.messages.find(id);
    });
}

Result<int> MessageActions::markRead(TicketId ticketId, MessageId upTo)
{
    auto ticket = m_stores.tickets.find(ticketId);
    if (!ticket)
        return fail(ticket.error());
    const CustomerId customer = ticket->customerId;
    const MessageId last = upTo.isValid() ? upTo : MessageId{std::numeric_limits<qint64>::max()};
    auto read = m_stores.database.transaction([&]() -> Result<QStringList> {
        auto wireIds = m_stores.messages.markRead(customer, last, m_clock.nowMs());
        if (!wireIds || wireIds->isEmpty())
            return wireIds;
        if (auto done = m_stores.live.record(u"conversation"_s, customer.value); !done)
            return fail(done.error());
        return wireIds;
    });
    if (!read)
        return fail(read.error());
    // Of a customer without an address (any more) nobody is to be told.
    if (auto address = m_stores.customers.sendingAddress(customer); address) {
        for (qsizetype at = 0; at < read->size(); at += receiptsAtOnce)
            m_channel.markRead(*address, read->mid(at, receiptsAtOnce));
    }
    return int(read->size());
}

Result<> MessageActions::showTyping(TicketId ticketId, bool typing)
{
    auto ticket = m_stores.tickets.find(ticketId);
    if (!ticket)
        return fail(ticket.error());
    if (!m_channel.knowsActions())
        return fail(Errc::Conflict, u"channel_cannot"_s);
    auto address = m_stores.customers.sendingAddress(ticket->customerId);
    if (!address)
        return fail(address.error());
    m_channel.showTyping(*address, typing);
    return {};
}

} // namespace desk
