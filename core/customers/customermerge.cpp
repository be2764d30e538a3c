#include "core/customers/customermerge.h"

#include "core/base/boundvalue.h"
#include "core/customers/customerjoin.h"
#include "core/storage/ticketrepository.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString mergeJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject mergeObject(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

Result<CustomerMerge::Preview> CustomerMerge::preview(CustomerId kept, CustomerId gone)
{
    const auto first = m_customers.find(kept);
    if (!first)
        return fail(first.error());
    const auto second = m_customers.find(gone);
    if (!second)
        return fail(second.error());
    if (first->id == second->id)
        return fail(Errc::Invalid, u"/other_customer_id"_s);
    Preview preview{.kept = *first, .gone = *second};
    Statement counts = m_database.prepare(
        u"SELECT (SELECT count(*) FROM ticket WHERE customer_id = ?), (SELECT count(*) FROM message m WHERE customer_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM message k WHERE k.customer_id = ? AND k.direction = m.direction AND k.wire_id = m.wire_id))"_s);
    if (auto done = counts.bind(second->id.value).bind(second->id.value).bind(first->id.value).exec(); !done)
        return fail(done.error());
    if (counts.next()) {
        preview.tickets = int(counts.int64(0));
        preview.messages = int(counts.int64(1));
    }
    const auto addresses = m_customers.addresses(second->id);
    if (!addresses)
        return fail(addresses.error());
    preview.addresses = *addresses;
    return preview;
}

Result<qint64> CustomerMerge::merge(CustomerId kept, CustomerId gone, const Actor &actor)
{
    return m_database.transaction([&]() -> Result<qint64> {
        // By the id of one that is part of another already, the other is meant.
        const auto first = m_customers.find(kept);
        if (!first)
            return fail(first.error());
        const auto second = m_customers.find(gone);
        if (!second)
            return fail(second.error());
        if (first->id == second->id)
            return fail(Errc::Invalid, u"/other_customer_id"_s);
        const auto keptBefore = snapshot(first->id);
        if (!keptBefore)
            return fail(keptBefore.error());
        const auto goneBefore = snapshot(second->id);
        if (!goneBefore)
            return fail(goneBefore.error());

        const qint64 now = m_clock.nowMs();
        Statement made = m_database.prepare(
            u"INSERT INTO customer_merge(kept_id, gone_id, at, before, after) VALUES (?,?,?,?,'{}')"_s);
        made.bind(first->id.value).bind(second->id.value).bind(now);
        made.bind(mergeJson({{u"kept"_s, *keptBefore}, {u"gone"_s, *goneBefore}}));
        if (auto done = made.exec(); !done)
            return fail(done.error());
        const qint64 id = made.lastInsertId();
        if (auto done = noteRows(id, first->id, second->id); !done)
            return fail(done.error());
        const CustomerJoin::Cause cause{.event = u"merged"_s, .mergeId = id, .actor = actor};
        if (auto done = CustomerJoin(m_database, m_live).join(first->id, second->id, cause, now); !done)
            return fail(done.error());
        const auto keptAfter = snapshot(first->id);
        if (!keptAfter)
            return fail(keptAfter.error());
        Statement after = m_database.prepare(u"UPDATE customer_merge SET after = ? WHERE id = ?"_s);
        if (auto done = after.bind(mergeJson(*keptAfter)).bind(id).exec(); !done)
            return fail(done.error());
        return id;
    });
}

Result<> CustomerMerge::noteRows(qint64 merge, CustomerId kept, CustomerId gone)
{
    Statement messages = m_database.prepare(
        u"INSERT INTO customer_merge_row(merge_id, kind, row_id) SELECT ?, 'message', id FROM message m WHERE customer_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM message k WHERE k.customer_id = ? AND k.direction = m.direction AND k.wire_id = m.wire_id)"_s);
    if (auto done = messages.bind(merge).bind(gone.value).bind(kept.value).exec(); !done)
        return done;
    const QString rows[] = {
        u"INSERT INTO customer_merge_row(merge_id, kind, row_id) SELECT ?, 'ticket', id FROM ticket WHERE customer_id = ?"_s,
        u"INSERT INTO customer_merge_row(merge_id, kind, row_id) SELECT ?, 'alias', id FROM customer_alias WHERE customer_id = ?"_s,
        u"INSERT INTO customer_merge_row(merge_id, kind, row_id) SELECT ?, 'customer', id FROM customer WHERE merged_into = ?"_s};
    for (const QString &sql : rows) {
        Statement query = m_database.prepare(sql);
        if (auto done = query.bind(merge).bind(gone.value).exec(); !done)
            return done;
    }
    return {};
}

/// What is known of a customer, and where the guided conversation stands.
Result<QJsonObject> CustomerMerge::snapshot(CustomerId customer)
{
    const auto facts = m_customers.find(customer);
    if (!facts)
        return fail(facts.error());
    const auto conversation = m_conversations.load(customer);
    if (!conversation)
        return fail(conversation.error());
    return QJsonObject{{u"name"_s, facts->displayName},
                       {u"department"_s, facts->department},
                       {u"notes"_s, facts->notes},
                       {u"opt_out"_s, facts->optOut},
                       {u"conversation"_s, conversation->state},
                       {u"paused"_s, conversation->paused},
                       {u"wake_at"_s, conversation->wakeAt}};
}

Result<CustomerId> CustomerMerge::undo(qint64 id, const Actor &actor)
{
    return m_database.transaction([&]() -> Result<CustomerId> {
        const auto merge = open(id);
        if (!merge)
            return fail(merge.error());
        if (auto done = separate(id, *merge, actor); !done)
            return fail(done.error());
        return merge->gone;
    });
}

Result<CustomerMerge::Merge> CustomerMerge::open(qint64 id)
{
    Statement query = m_database.prepare(
        u"SELECT m.kept_id, m.gone_id, m.before, m.after, m.undone_at, k.merged_into, g.merged_into FROM customer_merge m "
        "JOIN customer k ON k.id = m.kept_id JOIN customer g ON g.id = m.gone_id WHERE m.id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"merge %1"_s.arg(id));
    if (query.int64(4) != 0)
        return fail(Errc::Conflict, u"undone"_s);
    if (query.int64(5) != 0 || query.int64(6) != query.int64(0))
        return fail(Errc::Conflict, u"merged_since"_s);
    return Merge{{query.int64(0)}, {query.int64(1)}, mergeObject(query.text(2)), mergeObject(query.text(3))};
}

Result<> CustomerMerge::separate(qint64 id, const Merge &merge, const Actor &actor)
{
    Statement back = m_database.prepare(u"UPDATE customer SET merged_into = NULL WHERE id = ?"_s);
    if (auto done = back.bind(merge.gone.value).exec(); !done)
        return done;
    Statement earlier = m_database.prepare(
        u"UPDATE customer SET merged_into = ? WHERE merged_into = ? AND id IN (SELECT row_id FROM customer_merge_row "
        "WHERE merge_id = ? AND kind = 'customer')"_s);
    if (auto done = earlier.bind(merge.gone.value).bind(merge.kept.value).bind(id).exec(); !done)
        return done;
    if (auto done = separateTickets(id, merge, actor); !done)
        return done;
    if (auto done = separateMessages(id, merge); !done)
        return done;
    if (auto done = separateAddresses(id, merge); !done)
        return done;
    if (auto done = restoreFacts(merge); !done)
        return done;
    if (auto done = restoreConversations(merge); !done)
        return done;
    const qint64 now = m_clock.nowMs();
    Statement undone = m_database.prepare(u"UPDATE customer_merge SET undone_at = ? WHERE id = ?"_s);
    if (auto done = undone.bind(now).bind(id).exec(); !done)
        return done;
    const std::pair<CustomerId, CustomerId> sides[] = {{merge.kept, merge.gone}, {merge.gone, merge.kept}};
    for (const auto &[customer, other] : sides) {
        Statement history = m_database.prepare(
            u"INSERT INTO customer_history(customer_id, at, event, other_customer_id, merge_id, actor_type, actor_id, actor_name) "
            "VALUES (?,?,'unmerged',?,?,?,?,?)"_s);
        history.bind(customer.value).bind(now).bind(other.value).bind(id).bind(toString(actor.type));
        if (auto done = history.bind(actor.userId.value).bind(textOrEmpty(actor.name)).exec(); !done)
            return done;
        if (auto done = m_live.record(u"customer"_s, customer.value); !done)
            return done;
    }
    return {};
}

Result<> CustomerMerge::separateTickets(qint64 id, const Merge &merge, const Actor &actor)
{
    const qint64 now = m_clock.nowMs();
    QList<qint64> tickets;
    {
        Statement query = m_database.prepare(
            u"UPDATE ticket SET customer_id = ?, updated_at = ? WHERE customer_id = ? AND id IN (SELECT row_id FROM "
            "customer_merge_row WHERE merge_id = ? AND kind = 'ticket') RETURNING id"_s);
        if (auto done = query.bind(merge.gone.value).bind(now).bind(merge.kept.value).bind(id).exec(); !done)
            return done;
        while (query.next())
            tickets << query.int64(0);
    }
    for (const qint64 ticket : std::as_const(tickets)) {
        if (auto noted = TicketRepository(m_database)
                             .addAudit({ticket}, now, actor, u"customer"_s, QString::number(merge.kept.value),
                                       QString::number(merge.gone.value));
            !noted)
            return fail(noted.error());
        if (auto done = m_live.record(u"ticket"_s, ticket); !done)
            return done;
    }
    return {};
}

Result<> CustomerMerge::separateMessages(qint64 id, const Merge &merge)
{
    // With what has been said in their tickets since.
    Statement messages = m_database.prepare(
        u"UPDATE message SET customer_id = ? WHERE customer_id = ? AND (id IN (SELECT row_id FROM customer_merge_row "
        "WHERE merge_id = ? AND kind = 'message') OR ticket_id IN (SELECT id FROM ticket WHERE customer_id = ?))"_s);
    messages.bind(merge.gone.value).bind(merge.kept.value).bind(id).bind(merge.gone.value);
    if (auto done = messages.exec(); !done)
        return done;
    Statement outbox = m_database.prepare(
        u"UPDATE outbox SET customer_id = ? WHERE customer_id = ? AND message_id IN (SELECT id FROM message WHERE customer_id = ?)"_s);
    return outbox.bind(merge.gone.value).bind(merge.kept.value).bind(merge.gone.value).exec();
}

Result<> CustomerMerge::separateAddresses(qint64 id, const Merge &merge)
{
    // With those that were found out through them since: else the next message would make one customer of the two again.
    Statement query = m_database.prepare(
        u"WITH RECURSIVE theirs(id) AS (SELECT row_id FROM customer_merge_row WHERE merge_id = ? AND kind = 'alias' UNION "
        "SELECT a.id FROM customer_alias a JOIN theirs t ON a.learned_with = t.id) "
        "UPDATE customer_alias SET customer_id = ? WHERE customer_id = ? AND id IN (SELECT id FROM theirs)"_s);
    return query.bind(id).bind(merge.gone.value).bind(merge.kept.value).exec();
}

Result<> CustomerMerge::restoreFacts(const Merge &merge)
{
    const auto now = m_customers.find(merge.kept);
    if (!now)
        return fail(now.error());
    const QJsonObject before = merge.before.value("kept"_L1).toObject();
    CustomerPatch patch;
    const auto restored = [&](const QString &field, const QString &present) {
        return present == merge.after.value(field).toString() ? before.value(field).toString() : present;
    };
    patch.displayName = restored(u"name"_s, now->displayName);
    patch.department = restored(u"department"_s, now->department);
    patch.notes = restored(u"notes"_s, now->notes);
    if (now->optOut == merge.after.value("opt_out"_L1).toBool())
        patch.optOut = before.value("opt_out"_L1).toBool();
    const auto changed = m_customers.change(merge.kept, patch);
    return changed ? Result<>() : fail(changed.error());
}

Result<> CustomerMerge::restoreConversations(const Merge &merge)
{
    const auto present = m_conversations.load(merge.kept);
    if (!present)
        return fail(present.error());
    // One that has gone on since goes on where it is.
    if (present->state == merge.after.value("conversation"_L1).toObject()) {
        if (auto done = restoreConversation(merge.kept, merge.before.value("kept"_L1).toObject()); !done)
            return done;
    }
    return restoreConversation(merge.gone, merge.before.value("gone"_L1).toObject());
}

Result<> CustomerMerge::restoreConversation(CustomerId customer, const QJsonObject &saved)
{
    Statement pending = m_database.prepare(u"SELECT 1 FROM message WHERE customer_id = ? AND pending = 1 LIMIT 1"_s);
    if (auto done = pending.bind(customer.value).exec(); !done)
        return done;
    const qint64 now = m_clock.nowMs();
    ConversationRow row;
    row.customerId = customer;
    row.state = saved.value("conversation"_L1).toObject();
    row.paused = saved.value("paused"_L1).toBool();
    row.turnDueAt = pending.next() ? now : 0;
    const qint64 wakeAt = saved.value("wake_at"_L1).toInteger();
    row.wakeAt = wakeAt > now ? wakeAt : 0; // nobody is reminded of what is long past
    return m_conversations.save(row, now);
}

} // namespace desk
