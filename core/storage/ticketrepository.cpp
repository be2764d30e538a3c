#include "core/storage/ticketrepository.h"

#include "core/base/boundvalue.h"
#include "core/storage/searchwords.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

// Hits are filtered in groups of this many tickets; after so many groups the page ends, even when it is not full.
constexpr int searchGroup = 256;
constexpr int maxSearchGroups = 16;
// Fewer changed tickets than this are looked up one by one; more are soon met on the way from the newest down.
constexpr int fewChanged = 2000;

const QString ticketColumns =
    u"t.id, t.folio, t.customer_id, t.requester, t.department, t.equipment_type, t.asset_number, t.fault, t.fault_detail, "
    "t.category, t.subcategory, t.category_confidence, t.priority, t.status, t.assignee_id, t.tags, t.diagnosis, "
    "t.needs_technician, t.created_at, t.updated_at, t.first_response_at, t.resolved_at, t.closed_at, u.name, t.revision, t.activity_at, t.waiting_since"_s;
const QString joined = u" LEFT JOIN user u ON u.id = t.assignee_id "_s;
const QString source = u" FROM ticket t"_s + joined;
// As the partial indexes of the schema say it: only then they are used.
const QString whileOpen = u"t.status NOT IN ('closed', 'cancelled')"_s;
constexpr int tagsLookedAt = 500;

Ticket ticketFrom(const Statement &row)
{
    Ticket ticket;
    ticket.id = {row.int64(0)};
    ticket.folio = row.text(1);
    ticket.customerId = {row.int64(2)};
    ticket.requester = row.text(3);
    ticket.department = row.text(4);
    ticket.equipmentType = row.text(5);
    ticket.assetNumber = row.text(6);
    ticket.fault = row.text(7);
    ticket.faultDetail = row.text(8);
    ticket.category = row.text(9);
    ticket.subcategory = row.text(10);
    ticket.categoryConfidence = row.value(11).toDouble();
    ticket.priority = row.text(12);
    ticket.status = ticketStatusFrom(row.text(13)).value_or(TicketStatus::New);
    ticket.assigneeId = {row.int64(14)};
    ticket.tags = row.text(15);
    ticket.diagnosis = row.text(16);
    ticket.needsTechnician = row.int64(17) != 0;
    ticket.createdAt = row.int64(18);
    ticket.updatedAt = row.int64(19);
    ticket.firstResponseAt = row.int64(20);
    ticket.resolvedAt = row.int64(21);
    ticket.closedAt = row.int64(22);
    ticket.assigneeName = row.text(23);
    ticket.revision = row.int64(24);
    ticket.activityAt = row.int64(25);
    ticket.waitingSince = row.int64(26);
    return ticket;
}

AuditEntry auditFrom(const Statement &row)
{
    return {row.int64(0), row.int64(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
}

QVariant orNull(qint64 value)
{
    return value > 0 ? QVariant(value) : QVariant(QMetaType::fromType<qint64>());
}

// A null QString would be bound as NULL and break NOT NULL.
void bindBody(Statement &query, const Ticket &ticket)
{
    query.bind(textOrEmpty(ticket.requester))
        .bind(textOrEmpty(ticket.department))
        .bind(textOrEmpty(ticket.equipmentType));
    query.bind(textOrEmpty(ticket.assetNumber)).bind(textOrEmpty(ticket.fault)).bind(textOrEmpty(ticket.faultDetail));
    query.bind(ticket.category)
        .bind(textOrEmpty(ticket.subcategory))
        .bind(ticket.categoryConfidence)
        .bind(ticket.priority);
    query.bind(toString(ticket.status)).bind(orNull(ticket.assigneeId.value)).bind(textOrEmpty(ticket.tags));
    query.bind(textOrEmpty(ticket.diagnosis)).bind(ticket.needsTechnician ? 1 : 0).bind(ticket.updatedAt);
    query.bind(orNull(ticket.firstResponseAt)).bind(orNull(ticket.resolvedAt)).bind(orNull(ticket.closedAt));
}

} // namespace

Result<Ticket> TicketRepository::insert(Ticket ticket)
{
    return m_database.transaction([&]() -> Result<Ticket> {
        const int year = QDateTime::fromMSecsSinceEpoch(ticket.createdAt, QTimeZone::utc()).date().year();
        Statement counter = m_database.prepare(
            u"INSERT INTO folio_counter(year, last) VALUES (?, 1) ON CONFLICT(year) DO UPDATE SET last = last + 1 RETURNING last"_s);
        if (auto done = counter.bind(year).exec(); !done)
            return fail(done.error());
        if (!counter.next())
            return fail(Errc::Storage, u"no folio"_s);
        ticket.folio = u"%1-%2"_s.arg(year).arg(counter.int64(0), 5, 10, QChar(u'0'));
        if (!m_folioPrefix.isEmpty())
            ticket.folio.prepend(m_folioPrefix + u'-');

        Statement query = m_database.prepare(
            u"INSERT INTO ticket(requester, department, equipment_type, asset_number, fault, fault_detail, category, subcategory, "
            "category_confidence, priority, status, assignee_id, tags, diagnosis, needs_technician, updated_at, first_response_at, "
            "resolved_at, closed_at, folio, customer_id, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s);
        bindBody(query, ticket);
        query.bind(ticket.folio).bind(ticket.customerId.value).bind(ticket.createdAt);
        if (auto done = query.exec(); !done)
            return fail(done.error());
        ticket.id = {query.lastInsertId()};
        ticket.activityAt = ticket.createdAt;
        ticket.waitingSince = isOpen(ticket.status) ? ticket.createdAt : 0;
        if (auto done = addSearchWords(ticket); !done)
            return fail(done.error());
        return ticket;
    });
}

Result<> TicketRepository::update(const Ticket &ticket)
{
    if (auto done = addSearchWords(ticket); !done)
        return done;
    Statement query = m_database.prepare(
        u"UPDATE ticket SET requester=?, department=?, equipment_type=?, asset_number=?, fault=?, fault_detail=?, category=?, "
        "subcategory=?, category_confidence=?, priority=?, status=?, assignee_id=?, tags=?, diagnosis=?, needs_technician=?, "
        "updated_at=?, first_response_at=?, resolved_at=?, closed_at=? WHERE id=?"_s);
    bindBody(query, ticket);
    if (auto done = query.bind(ticket.id.value).exec(); !done)
        return done;
    if (query.rowsAffected() == 0)
        return fail(Errc::NotFound, u"ticket %1"_s.arg(ticket.id.value));
    return {};
}

Result<Ticket> TicketRepository::find(TicketId id)
{
    Statement query = m_database.prepare(u"SELECT "_s + ticketColumns + source + u"WHERE t.id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"ticket %1"_s.arg(id.value));
    return ticketFrom(query);
}

Result<Ticket> TicketRepository::currentOf(CustomerId customer, qint64 closedSince)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + ticketColumns + source
        + u"WHERE t.customer_id = ? AND (t.status NOT IN ('closed', 'cancelled') OR t.closed_at >= ?) "
          "ORDER BY (t.status IN ('closed', 'cancelled')), t.id DESC LIMIT 1"_s);
    if (auto done = query.bind(customer.value).bind(closedSince).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"customer %1 has no current ticket"_s.arg(customer.value));
    return ticketFrom(query);
}

TicketOrder orderOf(const TicketFilter &filter, TicketOrder order)
{
    if (!filter.text.trimmed().isEmpty())
        return TicketOrder::Newest;
    return order == TicketOrder::OldestWaiting && !isOfOpenTickets(filter) ? TicketOrder::RecentActivity : order;
}

bool isOfOpenTickets(const TicketFilter &filter)
{
    const auto open = [](const QString &status) {
        return isOpen(ticketStatusFrom(status).value_or(TicketStatus::Closed));
    };
    return filter.openOnly
        || (!filter.statuses.isEmpty() && std::all_of(filter.statuses.cbegin(), filter.statuses.cend(), open));
}

TicketCursor cursorAfter(const Ticket &ticket, TicketOrder order)
{
    // As the generated columns of the schema.
    constexpr qint64 step = qint64(1) << 42;
    switch (order) {
    case TicketOrder::Newest:
        break;
    case TicketOrder::RecentActivity:
        return {ticket.activityAt, ticket.id};
    case TicketOrder::OldestWaiting:
        return {ticket.waitingSince > 0 ? ticket.waitingSince : ticket.activityAt + step, ticket.id};
    case TicketOrder::Priority: {
        const qint64 rank = ticket.priority == "high"_L1 ? 0 : ticket.priority == "normal"_L1 ? 1 : 2;
        return {rank * step - ticket.activityAt, ticket.id};
    }
    }
    return {0, ticket.id};
}

bool standsAbove(const Ticket &a, const Ticket &b, TicketOrder order)
{
    const TicketCursor one = cursorAfter(a, order);
    const TicketCursor other = cursorAfter(b, order);
    if (order == TicketOrder::Newest || order == TicketOrder::RecentActivity)
        return std::pair(one.key, one.id) > std::pair(other.key, other.id);
    return std::pair(one.key, one.id) < std::pair(other.key, other.id);
}

Result<TicketPage> TicketRepository::page(const TicketFilter &filter, qint64 before, int limit)
{
    return page(filter, TicketOrder::Newest, {0, {before}}, limit);
}

Result<TicketPage> TicketRepository::page(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                          int limit)
{
    return filter.text.trimmed().isEmpty() ? select(filter, orderOf(filter, order), after, limit, nullptr)
                                           : search(filter, after.id.value, limit);
}

Result<TicketPage> TicketRepository::search(const TicketFilter &filter, qint64 before, int limit)
{
    const auto match = SearchWords(m_database).matchExpression(filter.text);
    if (!match)
        return fail(match.error());
    TicketSearch search(m_database, *match, before);
    TicketPage page;
    for (int group = 0; group < maxSearchGroups; ++group) {
        // The first group is about a page: without other filters it fills it.
        const int wanted = group == 0 ? limit + 1 : searchGroup;
        const auto ids = search.next(wanted);
        if (!ids)
            return fail(ids.error());
        auto found = select(filter, TicketOrder::Newest, {}, limit - int(page.tickets.size()), &*ids);
        if (!found)
            return fail(found.error());
        for (const Ticket &ticket : std::as_const(found->tickets))
            page.hits.insert(ticket.id, search.hitOf(ticket.id.value));
        page.tickets += found->tickets;
        page.hasMore = found->hasMore;
        page.last = page.hasMore ? page.tickets.last().id : TicketId{ids->isEmpty() ? 0 : ids->last()};
        if (page.hasMore || ids->size() < wanted)
            return page;
        if (page.tickets.size() == limit)
            break;
    }
    page.hasMore = true;
    return page;
}

Result<TicketRepository::Query> TicketRepository::queryOf(const TicketFilter &filter, TicketOrder order)
{
    Query query;
    const auto add = [&](const QString &clause, const QVariant &value) {
        query.where << clause;
        query.values << value;
    };
    if (!filter.statuses.isEmpty()) {
        QStringList marks;
        for (const QString &status : filter.statuses) {
            marks << u"?"_s;
            query.values << status;
        }
        query.where << u"t.status IN ("_s + marks.join(u',') + u')';
    }
    if (!filter.category.isEmpty())
        add(u"t.category = ?"_s, filter.category);
    if (!filter.priority.isEmpty())
        add(u"t.priority = ?"_s, filter.priority);
    if (!filter.equipmentType.isEmpty())
        add(u"t.equipment_type = ?"_s, filter.equipmentType);
    if (filter.assigneeId && filter.assigneeId->isValid())
        add(u"t.assignee_id = ?"_s, filter.assigneeId->value);
    else if (filter.assigneeId)
        query.where << u"t.assignee_id IS NULL"_s;
    if (filter.assigneeOther) {
        query.where << u"t.assignee_id IS NOT NULL"_s;
        add(u"t.assignee_id <> ?"_s, filter.assigneeOther->value);
    }
    if (!filter.tag.isEmpty()) {
        query.where << u"t.tags <> ''"_s;
        add(u"instr(',' || replace(lower(t.tags), ', ', ',') || ',', ?) > 0"_s, u',' + filter.tag.toLower() + u',');
    }
    if (filter.quietSince > 0)
        add(u"t.activity_at < ?"_s, filter.quietSince);
    // What follows leaves so few that they are found by it and sorted.
    bool few = filter.customerId.isValid() || filter.closedSince > 0;
    if (filter.customerId.isValid())
        add(u"t.customer_id = ?"_s, filter.customerId.value);
    if (filter.closedSince > 0)
        add(u"t.closed_at >= ?"_s, filter.closedSince);
    if (!filter.assetNumber.isEmpty()) {
        few = true;
        query.where << u"t.asset_number <> ''"_s;
        add(u"t.asset_number = ? COLLATE NOCASE"_s, filter.assetNumber);
    }
    if (filter.updatedSince > 0) {
        const auto rare = isRare(filter.updatedSince);
        if (!rare)
            return fail(rare.error());
        add(*rare ? u"t.id IN (SELECT s.id FROM ticket s WHERE s.updated_at >= ?)"_s : u"t.updated_at >= ?"_s,
            filter.updatedSince);
        few = few || *rare;
    }
    if (filter.withRefused)
        query.where
            << u"t.id IN (SELECT m.ticket_id FROM message m WHERE m.state = 'refused' AND m.cause <> 'cancelled' "
               "AND m.settled_at IS NULL)"_s;
    if (filter.withQueued)
        query.where << u"t.id IN (SELECT m.ticket_id FROM message m WHERE m.state IN ('queued', 'sending'))"_s;
    few = few || filter.withRefused || filter.withQueued;
    const bool open = isOfOpenTickets(filter);
    if (open)
        query.where << whileOpen;
    static const QHash<TicketOrder, QString> ofOpen{{TicketOrder::Newest, u"ticket_open"_s},
                                                    {TicketOrder::RecentActivity, u"ticket_open_activity"_s},
                                                    {TicketOrder::OldestWaiting, u"ticket_open_waiting"_s},
                                                    {TicketOrder::Priority, u"ticket_open_priority"_s}};
    static const QHash<TicketOrder, QString> ofAll{{TicketOrder::RecentActivity, u"ticket_activity"_s},
                                                   {TicketOrder::Priority, u"ticket_priority_key"_s}};
    // Left alone, SQLite takes all tickets that somebody ever had and sorts them.
    if (!few)
        query.index = (open ? ofOpen : ofAll).value(order);
    return query;
}

Result<TicketRepository::Query> TicketRepository::statementOf(const TicketFilter &filter, TicketOrder order,
                                                              const TicketCursor &after, const QList<qint64> *among)
{
    auto query = queryOf(filter, order);
    if (!query)
        return fail(query.error());
    if (among) {
        QStringList numbers;
        numbers.reserve(among->size());
        for (qint64 id : *among)
            numbers << QString::number(id);
        query->where << u"t.id IN (SELECT value FROM json_each(?))"_s;
        query->values << u'[' + numbers.join(u',') + u']';
        query->index.clear();
    }
    QString column;
    bool descending = true;
    switch (order) {
    case TicketOrder::Newest:
        break;
    case TicketOrder::RecentActivity:
        column = u"t.activity_at"_s;
        break;
    case TicketOrder::OldestWaiting:
        column = u"t.waiting_key"_s;
        descending = false;
        break;
    case TicketOrder::Priority:
        column = u"t.priority_key"_s;
        descending = false;
        break;
    }
    if (after.id.isValid()) {
        const QString sign = descending ? u"<"_s : u">"_s;
        if (!column.isEmpty()) {
            query->where << u"(%1, t.id) %2 (?, ?)"_s.arg(column, sign);
            query->values << after.key << after.id.value;
        } else {
            query->where << u"t.id %1 ?"_s.arg(sign);
            query->values << after.id.value;
        }
    }
    QString sql = u"SELECT "_s + ticketColumns + u" FROM ticket t"_s;
    if (!query->index.isEmpty())
        sql += u" INDEXED BY "_s + query->index;
    sql += joined;
    if (!query->where.isEmpty())
        sql += u"WHERE "_s + query->where.join(u" AND "_s);
    const QString way = descending ? u" DESC"_s : QString();
    sql += u" ORDER BY "_s + (column.isEmpty() ? QString() : column + way + u", "_s) + u"t.id"_s + way + u" LIMIT ?"_s;
    query->sql = sql;
    return query;
}

Result<TicketPage> TicketRepository::select(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                            int limit, const QList<qint64> *among)
{
    const auto query = statementOf(filter, order, after, among);
    if (!query)
        return fail(query.error());
    Statement rows = m_database.prepare(query->sql);
    for (const QVariant &value : query->values)
        rows.bind(value);
    if (auto done = rows.bind(limit + 1).exec(); !done)
        return fail(done.error());
    TicketPage page;
    while (rows.next()) {
        if (page.tickets.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.tickets << ticketFrom(rows);
    }
    if (!page.tickets.isEmpty()) {
        page.last = page.tickets.last().id;
        page.lastKey = cursorAfter(page.tickets.last(), order).key;
    }
    return page;
}

Result<int> TicketRepository::count(const TicketFilter &filter, int most)
{
    auto query = queryOf(filter, TicketOrder::Newest);
    if (!query)
        return fail(query.error());
    QString sql = u"SELECT count(*) FROM (SELECT 1 FROM ticket t"_s;
    if (!query->index.isEmpty())
        sql += u" INDEXED BY "_s + query->index;
    if (!query->where.isEmpty())
        sql += u" WHERE "_s + query->where.join(u" AND "_s);
    Statement rows = m_database.prepare(sql + u" LIMIT ?)"_s);
    for (const QVariant &value : std::as_const(query->values))
        rows.bind(value);
    if (auto done = rows.bind(most).exec(); !done)
        return fail(done.error());
    return rows.next() ? int(rows.int64(0)) : 0;
}

Result<QStringList> TicketRepository::tagsInUse()
{
    Statement rows = m_database.prepare(
        u"SELECT t.tags FROM ticket t INDEXED BY ticket_tagged WHERE t.tags <> '' ORDER BY t.id DESC LIMIT ?"_s);
    if (auto done = rows.bind(tagsLookedAt).exec(); !done)
        return fail(done.error());
    QStringList tags;
    while (rows.next()) {
        for (const QString &tag : rows.text(0).split(u',', Qt::SkipEmptyParts)) {
            const QString word = tag.trimmed();
            if (!word.isEmpty() && !tags.contains(word, Qt::CaseInsensitive))
                tags << word;
        }
    }
    tags.sort(Qt::CaseInsensitive);
    return tags;
}

Result<bool> TicketRepository::isRare(qint64 updatedSince)
{
    Statement query = m_database.prepare(
        u"SELECT count(*) FROM (SELECT 1 FROM ticket WHERE updated_at >= ? LIMIT ?)"_s);
    if (auto done = query.bind(updatedSince).bind(fewChanged).exec(); !done)
        return fail(done.error());
    return query.next() && query.int64(0) < fewChanged;
}

Result<QList<TicketOverview>> TicketRepository::overviews(int limit)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + ticketColumns
        + u", (SELECT c.address FROM customer_alias c WHERE c.customer_id = t.customer_id "
          "ORDER BY c.last_used_at DESC, c.id DESC LIMIT 1), a.sha256, a.mime"_s
        + source
        + u"LEFT JOIN attachment a ON a.id = (SELECT m.attachment_id FROM message m WHERE m.ticket_id = t.id "
          "AND m.kind = 'image' AND m.attachment_id IS NOT NULL ORDER BY m.id LIMIT 1) ORDER BY t.id DESC LIMIT ?"_s);
    if (auto done = query.bind(limit).exec(); !done)
        return fail(done.error());
    QList<TicketOverview> overviews;
    while (query.next())
        overviews << TicketOverview{ticketFrom(query), query.text(27), query.text(28), query.text(29)};
    return overviews;
}

Result<> TicketRepository::addSearchWords(const Ticket &ticket)
{
    return SearchWords(m_database)
        .add(QStringList{ticket.folio, ticket.requester, ticket.department, ticket.assetNumber, ticket.fault,
                         ticket.faultDetail, ticket.diagnosis}
                 .join(u' '));
}

Result<qint64> TicketRepository::addAudit(TicketId id, qint64 at, const Actor &actor, const QString &field,
                                          const QString &from, const QString &to)
{
    Statement query = m_database.prepare(
        u"INSERT INTO ticket_audit(ticket_id, at, actor_type, actor_id, actor_name, field, old_value, "
        "new_value) VALUES (?,?,?,?,?,?,?,?)"_s);
    query.bind(id.value).bind(at).bind(toString(actor.type)).bind(actor.userId.value).bind(textOrEmpty(actor.name));
    query.bind(field).bind(textOrEmpty(from)).bind(textOrEmpty(to));
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.lastInsertId();
}

Result<QList<AuditEntry>> TicketRepository::audit(TicketId id)
{
    Statement query = m_database.prepare(
        u"SELECT id, at, actor_type, actor_name, field, old_value, new_value FROM ticket_audit "
        "WHERE ticket_id = ? ORDER BY id"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    QList<AuditEntry> entries;
    while (query.next())
        entries << auditFrom(query);
    return entries;
}

Result<AuditPage> TicketRepository::audit(TicketId id, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT id, at, actor_type, actor_name, field, old_value, new_value FROM ticket_audit "
        "WHERE ticket_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s);
    query.bind(id.value).bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    AuditPage page;
    while (query.next()) {
        page.hasMore = page.entries.size() == limit;
        if (page.hasMore)
            break;
        page.entries << auditFrom(query);
    }
    std::reverse(page.entries.begin(), page.entries.end());
    return page;
}

Result<bool> TicketRepository::isAssignable(UserId user)
{
    Statement query = m_database.prepare(u"SELECT 1 FROM user WHERE id = ? AND disabled = 0"_s);
    if (auto done = query.bind(user.value).exec(); !done)
        return fail(done.error());
    return query.next();
}

} // namespace desk
