#include "core/customers/customerjoin.h"

#include "core/base/boundvalue.h"
#include "core/base/logging.h"
#include "core/conversation/conversationrules.h"
#include "core/storage/ticketrepository.h"

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Which of the two conversations goes on: the one that moved last, unless a person has taken the other one and is not done with it.
bool firstGoesOn(const ConversationState &first, const ConversationState &second)
{
    const bool handedOver = first.stage == Stage::HandedOver;
    const bool near = std::abs(first.lastActivityAt - second.lastActivityAt)
        < ConversationSettings().handOverEndsAfterMs;
    if (near && handedOver != (second.stage == Stage::HandedOver))
        return handedOver;
    return first.lastActivityAt >= second.lastActivityAt;
}

} // namespace

Result<> CustomerJoin::join(CustomerId kept, CustomerId gone, const Cause &cause, qint64 now)
{
    if (auto done = moveMessages(kept, gone); !done)
        return done;
    if (auto done = moveTickets(kept, gone, cause.actor, now); !done)
        return done;
    if (auto done = joinConversations(kept, gone, now); !done)
        return done;
    if (auto done = joinCustomers(kept, gone); !done)
        return done;
    Statement history = m_database.prepare(
        u"INSERT INTO customer_history(customer_id, at, event, address, other_customer_id, merge_id, actor_type, actor_id, "
        "actor_name) VALUES (?,?,?,?,?,?,?,?,?)"_s);
    history.bind(kept.value).bind(now).bind(cause.event).bind(textOrEmpty(cause.address)).bind(gone.value);
    history.bind(zeroAsNull(cause.mergeId)).bind(toString(cause.actor.type)).bind(cause.actor.userId.value);
    if (auto done = history.bind(textOrEmpty(cause.actor.name)).exec(); !done)
        return done;
    for (const CustomerId customer : {gone, kept}) {
        if (auto done = m_live.record(u"customer"_s, customer.value); !done)
            return done;
    }
    qCInfo(lcInbox) << "customer" << gone.value << "is customer" << kept.value;
    return {};
}

Result<> CustomerJoin::move(const QString &sql, qint64 to, qint64 from)
{
    Statement query = m_database.prepare(sql);
    return query.bind(to).bind(from).exec();
}

Result<> CustomerJoin::moveMessages(CustomerId kept, CustomerId gone)
{
    QList<Pair> pairs;
    {
        Statement query = m_database.prepare(
            u"SELECT min(g.id, k.id), max(g.id, k.id) FROM message g JOIN message k ON k.customer_id = ? "
            "AND k.direction = g.direction AND k.wire_id = g.wire_id WHERE g.customer_id = ?"_s);
        if (auto done = query.bind(kept.value).bind(gone.value).exec(); !done)
            return done;
        while (query.next())
            pairs << Pair{{query.int64(0)}, {query.int64(1)}};
    }
    for (const Pair &pair : std::as_const(pairs)) {
        if (auto done = joinMessages(pair); !done)
            return done;
    }
    if (auto done = move(u"UPDATE message SET customer_id = ? WHERE customer_id = ?"_s, kept.value, gone.value); !done)
        return done;
    if (auto done = move(u"UPDATE outbox SET customer_id = ? WHERE customer_id = ?"_s, kept.value, gone.value); !done)
        return done;
    if (auto done = move(u"UPDATE pace_entry SET customer_id = ? WHERE customer_id = ?"_s, kept.value, gone.value);
        !done)
        return done;
    return m_messages.linkAllActions(kept);
}

Result<> CustomerJoin::joinMessages(const Pair &pair)
{
    auto kept = m_messages.find(pair.kept);
    if (!kept)
        return fail(kept.error());
    auto gone = m_messages.find(pair.gone);
    if (!gone)
        return fail(gone.error());
    if (kept->kind == unreadableKind && gone->kind != unreadableKind) {
        if (auto done = m_messages.replaceUnreadable(kept->id, *gone); !done)
            return done;
    }
    // What one of them went through already is not gone through again.
    Statement flags = m_database.prepare(
        u"UPDATE message SET ticket_id = coalesce(ticket_id, (SELECT ticket_id FROM message WHERE id = ?)), "
        "pending = min(pending, ?), unread = min(unread, ?) WHERE id = ?"_s);
    flags.bind(gone->id.value).bind(gone->pending ? 1 : 0).bind(gone->unread ? 1 : 0).bind(kept->id.value);
    if (auto done = flags.exec(); !done)
        return done;
    const QString repoint[] = {u"UPDATE message SET quoted_id = ? WHERE quoted_id = ?"_s,
                               u"UPDATE message SET target_id = ? WHERE target_id = ?"_s,
                               u"UPDATE notification SET message_id = ? WHERE message_id = ?"_s,
                               u"UPDATE message_wire_id SET message_id = ? WHERE message_id = ?"_s,
                               u"UPDATE OR IGNORE media_download SET message_id = ? WHERE message_id = ?"_s,
                               u"UPDATE OR IGNORE outbox SET message_id = ? WHERE message_id = ?"_s};
    for (const QString &sql : repoint) {
        if (auto done = move(sql, kept->id.value, gone->id.value); !done)
            return done;
    }
    // Emptied first: that takes its words out of the search index.
    const QString remove[] = {u"DELETE FROM outbox WHERE message_id = ?"_s,
                              u"DELETE FROM media_download WHERE message_id = ?"_s,
                              u"UPDATE message SET text = '' WHERE id = ?"_s, u"DELETE FROM message WHERE id = ?"_s};
    for (const QString &sql : remove) {
        Statement query = m_database.prepare(sql);
        if (auto done = query.bind(gone->id.value).exec(); !done)
            return done;
    }
    return m_live.record(u"message"_s, gone->id.value, LiveChange::Deleted);
}

Result<> CustomerJoin::moveTickets(CustomerId kept, CustomerId gone, const Actor &actor, qint64 now)
{
    QList<qint64> tickets;
    {
        Statement query = m_database.prepare(
            u"UPDATE ticket SET customer_id = ?, updated_at = ? WHERE customer_id = ? RETURNING id"_s);
        if (auto done = query.bind(kept.value).bind(now).bind(gone.value).exec(); !done)
            return done;
        while (query.next())
            tickets << query.int64(0);
    }
    for (const qint64 ticket : std::as_const(tickets)) {
        if (auto noted = TicketRepository(m_database)
                             .addAudit({ticket}, now, actor, u"customer"_s, QString::number(gone.value),
                                       QString::number(kept.value));
            !noted)
            return fail(noted.error());
        if (auto done = m_live.record(u"ticket"_s, ticket); !done)
            return done;
    }
    return {};
}

Result<> CustomerJoin::joinConversations(CustomerId kept, CustomerId gone, qint64 now)
{
    auto first = m_conversations.load(kept);
    if (!first)
        return fail(first.error());
    auto second = m_conversations.load(gone);
    if (!second)
        return fail(second.error());
    const bool keepsFirst = firstGoesOn(conversationStateFrom(first->state), conversationStateFrom(second->state));
    ConversationRow row = keepsFirst ? *first : *second;
    row.customerId = kept;
    row.paused = first->paused || second->paused;
    row.turnDueAt = std::max(first->turnDueAt, second->turnDueAt); // the burst goes on
    if (auto done = m_conversations.remove(gone); !done)
        return done;
    return m_conversations.save(row, now);
}

Result<> CustomerJoin::joinCustomers(CustomerId kept, CustomerId gone)
{
    if (auto done = move(u"UPDATE customer_alias SET customer_id = ? WHERE customer_id = ?"_s, kept.value, gone.value);
        !done)
        return done;
    Statement facts = m_database.prepare(
        u"UPDATE customer SET display_name = coalesce(nullif(customer.display_name, ''), g.display_name), "
        "department = coalesce(nullif(customer.department, ''), g.department), "
        "notes = trim(customer.notes || char(10) || g.notes, char(10)), opt_out = max(customer.opt_out, g.opt_out) "
        "FROM customer g WHERE customer.id = ? AND g.id = ?"_s);
    if (auto done = facts.bind(kept.value).bind(gone.value).exec(); !done)
        return done;
    if (auto done = move(u"UPDATE customer SET merged_into = ? WHERE id = ?"_s, kept.value, gone.value); !done)
        return done;
    return move(u"UPDATE customer SET merged_into = ? WHERE merged_into = ?"_s, kept.value, gone.value);
}

} // namespace desk
