#include "core/storage/messagerepository.h"

#include "core/storage/searchwords.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString columns =
    u"id, customer_id, ticket_id, direction, author_type, author_id, author_name, wire_id, kind, text, quoted_id, "
    "attachment_id, state, cause, created_at"_s;

Message messageFrom(const Statement &row)
{
    Message message;
    message.id = {row.int64(0)};
    message.customerId = {row.int64(1)};
    message.ticketId = {row.int64(2)};
    message.direction = row.text(3) == "in"_L1 ? Direction::In : Direction::Out;
    message.author = {authorTypeFrom(row.text(4)), row.int64(5), row.text(6)};
    message.wireId = row.text(7);
    message.kind = row.text(8);
    message.text = row.text(9);
    message.quotedId = {row.int64(10)};
    message.attachmentId = {row.int64(11)};
    message.state = deliveryStateFrom(row.text(12)).value_or(DeliveryState::Received);
    message.cause = row.text(13);
    message.createdAt = row.int64(14);
    return message;
}

QVariant orNull(qint64 id)
{
    return id > 0 ? QVariant(id) : QVariant(QMetaType::fromType<qint64>());
}

QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

} // namespace

Result<MessageRepository::Inserted> MessageRepository::insert(const Message &message)
{
    const QString direction = message.direction == Direction::In ? u"in"_s : u"out"_s;
    Statement query = m_database.prepare(
        u"INSERT INTO message(customer_id, ticket_id, direction, author_type, author_id, author_name, wire_id, kind, text, quoted_id, "
        "attachment_id, state, cause, created_at, state_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT(customer_id, direction, wire_id) DO NOTHING RETURNING id"_s);
    query.bind(message.customerId.value).bind(orNull(message.ticketId.value)).bind(direction);
    query.bind(toString(message.author.type)).bind(message.author.id).bind(orEmpty(message.author.name));
    query.bind(message.wireId).bind(message.kind).bind(orEmpty(message.text)).bind(orNull(message.quotedId.value));
    query.bind(orNull(message.attachmentId.value)).bind(toString(message.state)).bind(orEmpty(message.cause));
    query.bind(message.createdAt).bind(message.createdAt);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (query.next()) {
        const MessageId id{query.int64(0)};
        if (auto done = SearchWords(m_database).add(message.text); !done)
            return fail(done.error());
        return Inserted{id, true};
    }

    Statement known = m_database.prepare(
        u"SELECT id FROM message WHERE customer_id = ? AND direction = ? AND wire_id = ?"_s);
    if (auto done = known.bind(message.customerId.value).bind(direction).bind(message.wireId).exec(); !done)
        return fail(done.error());
    if (!known.next())
        return fail(Errc::Storage, u"a conflicting message is not there"_s);
    return Inserted{{known.int64(0)}, false};
}

Result<Message> MessageRepository::find(MessageId id)
{
    Statement query = m_database.prepare(u"SELECT "_s + columns + u" FROM message WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"message %1"_s.arg(id.value));
    return messageFrom(query);
}

Result<Message> MessageRepository::findOutgoing(const QString &wireId)
{
    Statement query = m_database.prepare(u"SELECT "_s + columns
                                         + u" FROM message WHERE wire_id = ? AND direction = 'out'"_s);
    if (auto done = query.bind(wireId).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"no such outgoing message"_s);
    return messageFrom(query);
}

Result<MessagePage> MessageRepository::ofTicket(TicketId ticket, qint64 before, int limit)
{
    Statement query = m_database.prepare(u"SELECT "_s + columns
                                         + u" FROM message WHERE ticket_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s);
    if (auto done = query.bind(ticket.value)
                        .bind(before > 0 ? before : std::numeric_limits<qint64>::max())
                        .bind(limit + 1)
                        .exec();
        !done)
        return fail(done.error());
    MessagePage page;
    while (query.next()) {
        if (page.messages.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.messages << messageFrom(query);
    }
    std::reverse(page.messages.begin(), page.messages.end());
    return page;
}

Result<QList<Message>> MessageRepository::inboundAfter(CustomerId customer, MessageId after, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + columns
        + u" FROM message WHERE customer_id = ? AND id > ? AND direction = 'in' ORDER BY id LIMIT ?"_s);
    if (auto done = query.bind(customer.value).bind(after.value).bind(limit).exec(); !done)
        return fail(done.error());
    QList<Message> messages;
    while (query.next())
        messages << messageFrom(query);
    return messages;
}

Result<> MessageRepository::assignToTicket(CustomerId customer, TicketId ticket, MessageId from)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET ticket_id = ? WHERE customer_id = ? AND id >= ? AND ticket_id IS NULL"_s);
    return query.bind(ticket.value).bind(customer.value).bind(from.value).exec();
}

Result<bool> MessageRepository::advance(MessageId id, DeliveryState state, const QString &cause, qint64 at)
{
    auto message = find(id);
    if (!message)
        return fail(message.error());
    if (!canAdvance(message->state, state))
        return false;
    Statement query = m_database.prepare(u"UPDATE message SET state = ?, cause = ?, state_at = ? WHERE id = ?"_s);
    if (auto done = query.bind(toString(state)).bind(orEmpty(cause)).bind(at).bind(id.value).exec(); !done)
        return fail(done.error());
    return true;
}

} // namespace desk
