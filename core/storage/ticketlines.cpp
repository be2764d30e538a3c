#include "core/storage/ticketlines.h"

#include "core/storage/draftrepository.h"
#include "core/storage/searchwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

// What is counted of one ticket costs no more than this, however long its chat is.
constexpr int mostCounted = 1000;

/// What was found in the ticket's own fields where a line does not show it anyhow; empty: it does.
QString hiddenText(const TicketLine &line, const QStringList &words)
{
    const Ticket &ticket = line.ticket;
    for (const QString &shown : {ticket.fault, line.person, ticket.department, ticket.folio}) {
        if (!SearchWords::rangesOf(shown, words).isEmpty())
            return {};
    }
    for (const QString &hidden : {ticket.faultDetail, ticket.diagnosis, ticket.assetNumber}) {
        if (!SearchWords::rangesOf(hidden, words).isEmpty())
            return hidden;
    }
    return {};
}

} // namespace

bool passes(const TicketFilter &filter, const Ticket &ticket)
{
    const auto same = [](const QString &wanted, const QString &value) { return wanted.isEmpty() || wanted == value; };
    if (!filter.statuses.isEmpty() && !filter.statuses.contains(toString(ticket.status)))
        return false;
    if (filter.openOnly && !isOpen(ticket.status))
        return false;
    if (filter.assigneeId && *filter.assigneeId != ticket.assigneeId)
        return false;
    if (filter.assigneeOther && (!ticket.assigneeId.isValid() || ticket.assigneeId == *filter.assigneeOther))
        return false;
    if (filter.customerId.isValid() && filter.customerId != ticket.customerId)
        return false;
    if (filter.closedSince > 0 && ticket.closedAt < filter.closedSince)
        return false;
    if (filter.quietSince > 0 && ticket.activityAt >= filter.quietSince)
        return false;
    if (!filter.assetNumber.isEmpty() && filter.assetNumber.compare(ticket.assetNumber, Qt::CaseInsensitive) != 0)
        return false;
    if (!filter.tag.isEmpty()) {
        const QStringList tags = ticket.tags.split(u',');
        if (std::none_of(tags.cbegin(), tags.cend(), [&](const QString &tag) {
                return tag.trimmed().compare(filter.tag, Qt::CaseInsensitive) == 0;
            }))
            return false;
    }
    return same(filter.category, ticket.category) && same(filter.priority, ticket.priority)
        && same(filter.equipmentType, ticket.equipmentType) && ticket.updatedAt >= filter.updatedSince;
}

Result<QList<TicketLine>> TicketLines::linesOf(const QList<Ticket> &tickets)
{
    QList<TicketId> ids;
    QStringList numbers;
    for (const Ticket &ticket : tickets) {
        ids << ticket.id;
        numbers << QString::number(ticket.id.value);
    }
    const auto begun = DraftRepository(m_database).begun(ids, m_viewer);
    if (!begun)
        return fail(begun.error());
    Statement query = m_database.prepare(
        u"SELECT t.id, c.display_name, "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.customer_id = t.customer_id AND m.unread = 1 LIMIT ?)), "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.ticket_id = t.id AND m.state IN ('queued', 'sending') LIMIT ?)), "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.ticket_id = t.id AND m.state = 'refused' "
        "AND m.cause <> 'cancelled' AND m.settled_at IS NULL LIMIT ?)), "
        "t.activity_at, "
        "(SELECT coalesce(nullif(u.display_name, ''), u.name) FROM user u WHERE u.id = t.assignee_id) "
        "FROM ticket t JOIN customer c ON c.id = t.customer_id WHERE t.id IN (SELECT value FROM json_each(?))"_s);
    query.bind(mostCounted).bind(mostCounted).bind(mostCounted).bind(u'[' + numbers.join(u',') + u']');
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QHash<TicketId, TicketLine> found;
    while (query.next()) {
        TicketLine line;
        line.person = query.text(1);
        line.unread = int(query.int64(2));
        line.queued = int(query.int64(3));
        line.refused = int(query.int64(4));
        line.lastAt = query.int64(5);
        line.ticket.assigneeName = query.text(6);
        found.insert({query.int64(0)}, line);
    }
    QList<TicketLine> lines;
    lines.reserve(tickets.size());
    for (const Ticket &ticket : tickets) {
        TicketLine line = found.value(ticket.id);
        const QString assignee = line.ticket.assigneeName;
        line.ticket = ticket;
        line.ticket.assigneeName = assignee; // as people are called
        if (!ticket.requester.isEmpty())
            line.person = ticket.requester;
        line.lastAt = std::max(line.lastAt, ticket.createdAt);
        line.draft = begun->contains(ticket.id);
        lines << line;
    }
    return lines;
}

Result<TicketLinePage> TicketLines::page(const TicketFilter &filter, qint64 before, int limit)
{
    return page(filter, TicketOrder::Newest, {0, {before}}, limit);
}

Result<TicketLinePage> TicketLines::page(const TicketFilter &filter, TicketOrder order, const TicketCursor &after,
                                         int limit)
{
    const auto tickets = TicketRepository(m_database).page(filter, order, after, limit);
    if (!tickets)
        return fail(tickets.error());
    auto lines = linesOf(tickets->tickets);
    if (!lines)
        return fail(lines.error());
    if (auto done = addExcerpts(*lines, *tickets, filter.text); !done)
        return fail(done.error());
    return TicketLinePage{*lines, tickets->hasMore, tickets->last, tickets->lastKey};
}

Result<> TicketLines::addExcerpts(QList<TicketLine> &lines, const TicketPage &page, const QString &searched)
{
    QStringList messages;
    QStringList notes;
    for (const SearchHit &hit : page.hits) {
        if (hit.message.isValid())
            messages << QString::number(hit.message.value);
        else if (hit.note > 0)
            notes << QString::number(hit.note);
    }
    if (page.hits.isEmpty())
        return {};
    // An edit is part of the message that it is about.
    struct Found
    {
        MessageId message = {};
        QString text = {};
    };
    QHash<qint64, Found> found;
    Statement said = m_database.prepare(
        u"SELECT id, ifnull(target_id, id), text FROM message WHERE id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = said.bind(u'[' + messages.join(u',') + u']').exec(); !done)
        return done;
    while (said.next())
        found.insert(said.int64(0), {{said.int64(1)}, said.text(2)});
    QHash<qint64, QString> noted;
    Statement note = m_database.prepare(u"SELECT id, text FROM note WHERE id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = note.bind(u'[' + notes.join(u',') + u']').exec(); !done)
        return done;
    while (note.next())
        noted.insert(note.int64(0), note.text(1));
    const QStringList words = SearchWords::wordsOf(searched);
    for (TicketLine &line : lines) {
        const SearchHit hit = page.hits.value(line.ticket.id);
        const Found message = found.value(hit.message.value);
        line.hit = message.message;
        QString text = message.message.isValid() ? message.text : noted.value(hit.note);
        if (!message.message.isValid() && hit.note == 0)
            text = hiddenText(line, words);
        line.excerpt = text.isEmpty() ? QString() : SearchWords::excerpt(text, words);
    }
    return {};
}

Result<QList<TicketLine>> TicketLines::find(const QList<TicketId> &ids, const TicketFilter &filter)
{
    TicketRepository repository(m_database);
    QList<Ticket> tickets;
    for (const TicketId id : ids) {
        const auto ticket = repository.find(id);
        if (!ticket && ticket.error().code != Errc::NotFound)
            return fail(ticket.error());
        if (ticket && passes(filter, *ticket))
            tickets << *ticket;
    }
    std::sort(tickets.begin(), tickets.end(), [](const Ticket &a, const Ticket &b) { return b.id < a.id; });
    auto lines = linesOf(tickets);
    if (lines) {
        lines->removeIf([&filter](const TicketLine &line) {
            return (filter.withRefused && line.refused == 0) || (filter.withQueued && line.queued == 0);
        });
    }
    return lines;
}

Result<DeskCounts> TicketLines::counts(qint64 today, const QHash<qint64, TicketFilter> &saved)
{
    DeskCounts counts;
    Statement tickets = m_database.prepare(
        u"SELECT status, ifnull(assignee_id, 0), count(*) FROM ticket WHERE status IN ('new', 'assigned', 'diagnosing', "
        "'waiting_customer', 'waiting_parts', 'in_repair', 'testing', 'ready', 'waiting_approval', 'delivered', 'warranty') "
        "GROUP BY 1, 2"_s);
    if (auto done = tickets.exec(); !done)
        return fail(done.error());
    while (tickets.next()) {
        const auto status = ticketStatusFrom(tickets.text(0)).value_or(TicketStatus::New);
        const UserId assignee{tickets.int64(1)};
        const int count = int(tickets.int64(2));
        counts.open += count;
        counts.byAssignee[assignee] += count;
        if (!assignee.isValid())
            counts.unassigned += count;
        else if (assignee == m_viewer)
            counts.mine += count;
        else
            counts.team += count;
        if (status == TicketStatus::WaitingCustomer)
            counts.waitingCustomer += count;
        if (status == TicketStatus::WaitingParts || status == TicketStatus::WaitingApproval)
            counts.waitingParts += count;
        if (status == TicketStatus::Ready || status == TicketStatus::Delivered)
            counts.ready += count;
    }
    Statement messages = m_database.prepare(
        u"SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM message WHERE state = 'refused' AND cause <> 'cancelled' "
        "AND settled_at IS NULL), (SELECT m.created_at FROM outbox o JOIN message m ON m.id = o.message_id "
        "ORDER BY o.message_id LIMIT 1), (SELECT count(DISTINCT customer_id) FROM message WHERE unread = 1)"_s);
    if (auto done = messages.exec(); !done)
        return fail(done.error());
    if (messages.next()) {
        counts.queued = int(messages.int64(0));
        counts.refused = int(messages.int64(1));
        counts.oldestQueuedAt = messages.int64(2);
        counts.unread = int(messages.int64(3));
    }
    TicketRepository repository(m_database);
    if (today > 0) {
        TicketFilter closed;
        closed.closedSince = today;
        const auto count = repository.count(closed, DeskCounts::most);
        if (!count)
            return fail(count.error());
        counts.closedToday = *count;
    }
    for (auto filter = saved.cbegin(); filter != saved.cend(); ++filter) {
        const auto count = repository.count(*filter, DeskCounts::most);
        if (!count)
            return fail(count.error());
        counts.saved.insert(filter.key(), *count);
    }
    return counts;
}

} // namespace desk
