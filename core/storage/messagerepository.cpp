#include "core/storage/messagerepository.h"

#include "core/base/boundvalue.h"
#include "core/storage/searchwords.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString messageColumns =
    u"id, customer_id, ticket_id, direction, author_type, author_id, author_name, wire_id, kind, text, quoted_id, "
    "attachment_id, state, cause, created_at, details, target_id, target_wire_id, target_direction, pending, unread, accepted_at, "
    "delivered_at, read_at, file_state, file_reason, settled_at"_s;

// More edits of one message than this are not shown with it; each is still a message of its own.
constexpr int keptEdits = 20;

QString toString(Direction direction)
{
    return direction == Direction::In ? u"in"_s : u"out"_s;
}

Direction directionOf(const MessageReference &reference)
{
    return reference.fromUs ? Direction::Out : Direction::In;
}

QString toText(const QJsonObject &details)
{
    return details.isEmpty() ? u""_s : QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
}

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
    message.details = QJsonDocument::fromJson(row.text(15).toUtf8()).object();
    message.targetId = {row.int64(16)};
    if (const QString direction = row.text(18); !direction.isEmpty())
        message.target = MessageReference{row.text(17), direction == "out"_L1};
    message.pending = row.int64(19) != 0;
    message.unread = row.int64(20) != 0;
    message.acceptedAt = row.int64(21);
    message.deliveredAt = row.int64(22);
    message.readAt = row.int64(23);
    message.fileState = fileStateFrom(row.text(24));
    message.fileReason = row.text(25);
    message.settledAt = row.int64(26);
    return message;
}

FileState fileStateOf(const Message &message)
{
    return message.attachmentId.isValid() ? FileState::Available : message.fileState;
}

void bindTarget(Statement &query, const Message &message)
{
    query.bind(zeroAsNull(message.targetId.value)).bind(message.target ? textOrEmpty(message.target->wireId) : u""_s);
    query.bind(message.target ? toString(directionOf(*message.target)) : u""_s);
}

} // namespace

Result<MessageRepository::Inserted> MessageRepository::insert(const Message &message)
{
    const QString direction = toString(message.direction);
    Statement query = m_database.prepare(
        u"INSERT INTO message(customer_id, ticket_id, direction, author_type, author_id, author_name, wire_id, kind, text, quoted_id, "
        "attachment_id, state, cause, created_at, state_at, details, target_id, target_wire_id, target_direction, pending, unread, "
        "accepted_at, file_state, file_reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT(customer_id, direction, wire_id) DO NOTHING RETURNING id"_s);
    query.bind(message.customerId.value).bind(zeroAsNull(message.ticketId.value)).bind(direction);
    query.bind(toString(message.author.type)).bind(message.author.id).bind(textOrEmpty(message.author.name));
    query.bind(message.wireId)
        .bind(message.kind)
        .bind(textOrEmpty(message.text))
        .bind(zeroAsNull(message.quotedId.value));
    query.bind(zeroAsNull(message.attachmentId.value)).bind(toString(message.state)).bind(textOrEmpty(message.cause));
    query.bind(message.createdAt).bind(message.createdAt).bind(toText(message.details));
    bindTarget(query, message);
    query.bind(message.pending ? 1 : 0).bind(message.unread ? 1 : 0).bind(zeroAsNull(message.acceptedAt));
    query.bind(textOrEmpty(toString(fileStateOf(message)))).bind(textOrEmpty(message.fileReason));
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
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns + u" FROM message WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"message %1"_s.arg(id.value));
    return messageFrom(query);
}

Result<> MessageRepository::replaceUnreadable(MessageId id, const Message &message)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET ticket_id = coalesce(ticket_id, ?), author_name = ?, kind = ?, text = ?, quoted_id = ?, attachment_id = ?, details = ?, target_id = ?, "
        "target_wire_id = ?, target_direction = ?, pending = ?, unread = ?, file_state = ?, file_reason = ? WHERE id = ? AND kind = ?"_s);
    query.bind(zeroAsNull(message.ticketId.value)).bind(textOrEmpty(message.author.name)).bind(message.kind);
    query.bind(textOrEmpty(message.text));
    query.bind(zeroAsNull(message.quotedId.value))
        .bind(zeroAsNull(message.attachmentId.value))
        .bind(toText(message.details));
    bindTarget(query, message);
    query.bind(message.pending ? 1 : 0).bind(message.unread ? 1 : 0);
    query.bind(textOrEmpty(toString(fileStateOf(message)))).bind(textOrEmpty(message.fileReason));
    query.bind(id.value).bind(unreadableKind);
    if (auto done = query.exec(); !done)
        return done;
    return SearchWords(m_database).add(message.text);
}

Result<Message> MessageRepository::findOutgoing(const QString &wireId)
{
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns
                                         + u" FROM message WHERE wire_id = ? AND direction = 'out'"_s);
    if (auto done = query.bind(wireId).exec(); !done)
        return fail(done.error());
    if (query.next())
        return messageFrom(query);
    Statement earlier = m_database.prepare(u"SELECT message_id FROM message_wire_id WHERE wire_id = ?"_s);
    if (auto done = earlier.bind(wireId).exec(); !done)
        return fail(done.error());
    if (!earlier.next())
        return fail(Errc::NotFound, u"no such outgoing message"_s);
    return find({earlier.int64(0)});
}

Result<Message> MessageRepository::findReferenced(CustomerId customer, const MessageReference &reference)
{
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns
                                         + u" FROM message WHERE customer_id = ? AND direction = ? AND wire_id = ?"_s);
    query.bind(customer.value).bind(toString(directionOf(reference))).bind(textOrEmpty(reference.wireId));
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (query.next())
        return messageFrom(query);
    if (!reference.fromUs)
        return fail(Errc::NotFound, u"no such message of the customer"_s);
    auto message = findOutgoing(reference.wireId);
    if (message && message->customerId != customer)
        return fail(Errc::NotFound, u"a message to somebody else"_s);
    return message;
}

Result<> MessageRepository::setWireId(MessageId id, const QString &wireId)
{
    Statement keep = m_database.prepare(
        u"INSERT INTO message_wire_id(wire_id, message_id) SELECT wire_id, id FROM message WHERE id = ?"_s);
    if (auto done = keep.bind(id.value).exec(); !done)
        return done;
    Statement forget = m_database.prepare(u"DELETE FROM message_wire_id WHERE wire_id = ?"_s);
    if (auto done = forget.bind(wireId).exec(); !done)
        return done;
    Statement query = m_database.prepare(u"UPDATE message SET wire_id = ? WHERE id = ?"_s);
    return query.bind(wireId).bind(id.value).exec();
}

Result<> MessageRepository::linkActions(const Message &target)
{
    // An edit or a revoke counts only when it is of the target's own author.
    Statement query = m_database.prepare(
        u"UPDATE message SET target_id = ? WHERE customer_id = ? AND target_id IS NULL AND target_direction <> '' "
        "AND target_wire_id = ? AND target_direction = ? AND (kind = 'reaction' OR direction = ?) RETURNING id"_s);
    const QString direction = toString(target.direction);
    query.bind(target.id.value).bind(target.customerId.value).bind(target.wireId).bind(direction).bind(direction);
    if (auto done = query.exec(); !done)
        return done;
    return query.next() ? supersede(target.id) : Result<>();
}

Result<> MessageRepository::supersede(MessageId target)
{
    const std::array<std::pair<QString, int>, 3> kept{
        std::pair(u"reaction"_s, 1), {u"edit"_s, keptEdits}, {u"revoke"_s, 1}};
    for (const Direction direction : {Direction::In, Direction::Out}) {
        for (const auto &[kind, count] : kept) {
            Statement query = m_database.prepare(
                u"UPDATE message SET replaced = 1 WHERE id IN (SELECT id FROM message WHERE target_id = ? AND replaced = 0 "
                "AND kind = ? AND direction = ? ORDER BY created_at DESC, id DESC LIMIT -1 OFFSET ?)"_s);
            if (auto done = query.bind(target.value).bind(kind).bind(toString(direction)).bind(count).exec(); !done)
                return done;
        }
    }
    return {};
}

Result<> MessageRepository::linkAllActions(CustomerId customer)
{
    QSet<qint64> targets;
    {
        Statement query = m_database.prepare(
            u"UPDATE message SET target_id = (SELECT t.id FROM message t WHERE t.customer_id = message.customer_id "
            "AND t.direction = message.target_direction AND t.wire_id = message.target_wire_id "
            "AND (message.kind = 'reaction' OR t.direction = message.direction)) "
            "WHERE customer_id = ? AND target_id IS NULL AND target_direction <> '' RETURNING target_id"_s);
        if (auto done = query.bind(customer.value).exec(); !done)
            return done;
        while (query.next())
            targets << query.int64(0);
    }
    targets.remove(0); // still not here
    for (const qint64 target : std::as_const(targets)) {
        if (auto done = supersede({target}); !done)
            return done;
    }
    return {};
}

Result<QHash<MessageId, QList<Message>>> MessageRepository::actionsOn(const QList<Message> &targets)
{
    QHash<MessageId, QList<Message>> actions;
    QStringList ids;
    ids.reserve(targets.size());
    for (const Message &target : targets)
        ids << QString::number(target.id.value);
    if (ids.isEmpty())
        return actions;
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns
                                         + u" FROM message WHERE target_id IN (SELECT value FROM json_each(?)) "
                                           "AND replaced = 0 ORDER BY created_at, id"_s);
    if (auto done = query.bind(u'[' + ids.join(u',') + u']').exec(); !done)
        return fail(done.error());
    while (query.next()) {
        const Message action = messageFrom(query);
        actions[action.targetId] << action;
    }
    return actions;
}

Result<MessagePage> MessageRepository::ofTicket(TicketId ticket, qint64 before, int limit)
{
    return page(u"ticket_id = ?"_s, ticket.value, before, limit);
}

Result<MessagePage> MessageRepository::ofTicketAfter(TicketId ticket, qint64 after, int limit)
{
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns
                                         + u" FROM message WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ?"_s);
    if (auto done = query.bind(ticket.value).bind(after).bind(limit + 1).exec(); !done)
        return fail(done.error());
    MessagePage page;
    while (query.next()) {
        if (page.messages.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.messages << messageFrom(query);
    }
    return page;
}

Result<MessageId> MessageRepository::firstUnreadOf(TicketId ticket)
{
    // By customer: that is what those few are indexed by.
    return first(u"customer_id = (SELECT customer_id FROM ticket WHERE id = ?) AND unread = 1 AND ticket_id = ?"_s,
                 {ticket.value, ticket.value});
}

Result<MessageId> MessageRepository::firstSince(TicketId ticket, qint64 at)
{
    return first(u"ticket_id = ? AND created_at >= ? AND kind NOT IN ('reaction', 'edit', 'revoke')"_s,
                 {ticket.value, at});
}

Result<MessageId> MessageRepository::first(const QString &where, const QList<qint64> &values)
{
    Statement query = m_database.prepare(u"SELECT id FROM message WHERE "_s + where + u" ORDER BY id LIMIT 1"_s);
    for (const qint64 value : values)
        query.bind(value);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? Result<MessageId>(MessageId{query.int64(0)}) : fail(Errc::NotFound, u"no such message"_s);
}

Result<MessagePage> MessageRepository::withAttachmentOf(TicketId ticket, qint64 before, int limit)
{
    return page(u"attachment_id IS NOT NULL AND ticket_id = ?"_s, ticket.value, before, limit);
}

Result<QHash<TicketId, Message>> MessageRepository::lastOf(const QList<TicketId> &tickets)
{
    QStringList ids;
    ids.reserve(tickets.size());
    for (const TicketId id : tickets)
        ids << QString::number(id.value);
    Statement query = m_database.prepare(
        u"SELECT "_s + messageColumns
        + u" FROM message WHERE id IN (SELECT (SELECT m.id FROM message m WHERE m.ticket_id = j.value AND m.kind NOT IN "
          "('reaction', 'edit', 'revoke', 'system') ORDER BY m.id DESC LIMIT 1) FROM json_each(?) j)"_s);
    if (auto done = query.bind(u'[' + ids.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QHash<TicketId, Message> last;
    while (query.next()) {
        const Message message = messageFrom(query);
        last.insert(message.ticketId, message);
    }
    return last;
}

Result<MessagePage> MessageRepository::ofCustomer(CustomerId customer, qint64 before, int limit)
{
    return page(u"customer_id = ?"_s, customer.value, before, limit);
}

Result<MessagePage> MessageRepository::page(const QString &where, qint64 owner, qint64 before, int limit)
{
    Statement query = m_database.prepare(u"SELECT "_s + messageColumns + u" FROM message WHERE "_s + where
                                         + u" AND id < ? ORDER BY id DESC LIMIT ?"_s);
    if (auto done =
            query.bind(owner).bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1).exec();
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

Result<QList<Message>> MessageRepository::pendingOf(CustomerId customer, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + messageColumns + u" FROM message WHERE customer_id = ? AND pending = 1 ORDER BY id LIMIT ?"_s);
    if (auto done = query.bind(customer.value).bind(limit).exec(); !done)
        return fail(done.error());
    QList<Message> messages;
    while (query.next())
        messages << messageFrom(query);
    return messages;
}

Result<> MessageRepository::markTaken(CustomerId customer, MessageId upTo)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET pending = 0 WHERE customer_id = ? AND pending = 1 AND id <= ?"_s);
    return query.bind(customer.value).bind(upTo.value).exec();
}

Result<QStringList> MessageRepository::markRead(CustomerId customer, MessageId upTo, qint64 at)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET unread = 0, read_at = ? WHERE customer_id = ? AND unread = 1 AND id <= ? "
        "RETURNING wire_id, kind"_s);
    if (auto done = query.bind(at).bind(customer.value).bind(upTo.value).exec(); !done)
        return fail(done.error());
    QStringList wireIds;
    while (query.next()) {
        if (query.text(1) != unreadableKind) // we have not read what nobody could
            wireIds << query.text(0);
    }
    return wireIds;
}

Result<bool> MessageRepository::markRead(CustomerId customer, const QString &wireId, qint64 at)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET unread = 0, read_at = ? WHERE customer_id = ? AND direction = 'in' AND wire_id = ? AND unread = 1"_s);
    if (auto done = query.bind(at).bind(customer.value).bind(wireId).exec(); !done)
        return fail(done.error());
    return query.rowsAffected() > 0;
}

Result<int> MessageRepository::unreadOf(CustomerId customer)
{
    Statement query = m_database.prepare(u"SELECT count(*) FROM message WHERE customer_id = ? AND unread = 1"_s);
    if (auto done = query.bind(customer.value).exec(); !done)
        return fail(done.error());
    return query.next() ? int(query.int64(0)) : 0;
}

Result<> MessageRepository::assignToTicket(CustomerId customer, TicketId ticket, MessageId from)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET ticket_id = ? WHERE customer_id = ? AND id >= ? AND ticket_id IS NULL"_s);
    return query.bind(ticket.value).bind(customer.value).bind(from.value).exec();
}

Result<> MessageRepository::setFile(MessageId id, FileState state, const QString &reason, AttachmentId attachment)
{
    Statement query = m_database.prepare(
        u"UPDATE message SET file_state = ?, file_reason = ?, attachment_id = coalesce(?, attachment_id) WHERE id = ?"_s);
    query.bind(textOrEmpty(toString(state)))
        .bind(textOrEmpty(reason))
        .bind(zeroAsNull(attachment.value))
        .bind(id.value);
    return query.exec();
}

Result<> MessageRepository::setSettled(MessageId id, qint64 at)
{
    Statement query = m_database.prepare(u"UPDATE message SET settled_at = ? WHERE id = ?"_s);
    return query.bind(zeroAsNull(at)).bind(id.value).exec();
}

Result<bool> MessageRepository::advance(MessageId id, DeliveryState state, const QString &cause, qint64 at)
{
    auto message = find(id);
    if (!message)
        return fail(message.error());
    if (!canAdvance(message->state, state))
        return false;
    const bool delivered = state == DeliveryState::Delivered;
    const bool read = state == DeliveryState::Read || state == DeliveryState::Played;
    const bool accepted = state == DeliveryState::Accepted || delivered || read;
    const auto when = [at](bool reached) { return zeroAsNull(reached ? at : 0); };
    Statement query = m_database.prepare(
        u"UPDATE message SET state = ?, cause = ?, state_at = ?, accepted_at = coalesce(accepted_at, ?), "
        "delivered_at = coalesce(delivered_at, ?), read_at = coalesce(read_at, ?) WHERE id = ?"_s);
    query.bind(toString(state)).bind(textOrEmpty(cause)).bind(at);
    query.bind(when(accepted)).bind(when(delivered)).bind(when(read)).bind(id.value);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return true;
}

} // namespace desk
