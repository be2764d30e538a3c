#include "core/storage/statsrepository.h"

#include "core/tickets/ticketstatus.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 dayMs = 86'400'000;

QDate dateOf(qint64 day)
{
    return QDateTime::fromMSecsSinceEpoch(day * dayMs, QTimeZone::utc()).date();
}

/// "?,?,?" and the names of the statuses in which work is left: an index on the status is only used for a list of them.
QString openStatuses(QVariantList &values)
{
    QStringList marks;
    const QStringList names = ticketStatusNames();
    for (const QString &name : names) {
        if (!isOpen(ticketStatusFrom(name).value_or(TicketStatus::New)))
            continue;
        marks << u"?"_s;
        values << name;
    }
    return marks.join(u',');
}

} // namespace

Result<DeskStats> StatsRepository::read(qint64 from, qint64 to, int offsetMinutes)
{
    DeskStats stats;
    const qint64 offset = offsetMinutes * qint64(60'000);
    for (qint64 day = (from + offset) / dayMs; day <= (to - 1 + offset) / dayMs; ++day)
        stats.days << DeskStats::Day{dateOf(day), 0, 0};
    if (auto done = countDays(stats, u"created_at"_s, &DeskStats::Day::opened, from, to, offset); !done)
        return fail(done.error());
    if (auto done = countDays(stats, u"closed_at"_s, &DeskStats::Day::closed, from, to, offset); !done)
        return fail(done.error());
    QVariantList names;
    const QString marks = openStatuses(names);
    const auto open = counts(
        u"SELECT status, count(*) FROM ticket WHERE status IN (%1) GROUP BY status ORDER BY status"_s.arg(marks),
        names);
    if (!open)
        return fail(open.error());
    stats.open = *open;
    const auto categories = counts(u"SELECT category, count(*) FROM ticket WHERE created_at >= ? AND created_at < ? "
                                   "GROUP BY category ORDER BY category"_s,
                                   {from, to});
    if (!categories)
        return fail(categories.error());
    stats.categories = *categories;
    const auto who = technicians(from, to);
    if (!who)
        return fail(who.error());
    stats.technicians = *who;
    const auto first = span(
        u"SELECT first_response_at - created_at FROM ticket WHERE created_at >= ? AND created_at < ? "
        "AND first_response_at IS NOT NULL"_s,
        from, to);
    if (!first)
        return fail(first.error());
    stats.firstAnswer = *first;
    const auto closing = span(u"SELECT closed_at - created_at FROM ticket WHERE closed_at >= ? AND closed_at < ?"_s,
                              from, to);
    if (!closing)
        return fail(closing.error());
    stats.closing = *closing;
    return stats;
}

Result<> StatsRepository::countDays(DeskStats &stats, const QString &column, int DeskStats::Day::*member, qint64 from,
                                    qint64 to, qint64 offset)
{
    Statement query = m_database.prepare(
        u"SELECT (%1 + ?) / %2, count(*) FROM ticket WHERE %1 >= ? AND %1 < ? GROUP BY 1"_s.arg(column).arg(dayMs));
    if (auto done = query.bind(offset).bind(from).bind(to).exec(); !done)
        return done;
    const qint64 first = (from + offset) / dayMs;
    while (query.next()) {
        const qint64 at = query.int64(0) - first;
        if (at >= 0 && at < stats.days.size())
            stats.days[at].*member = int(query.int64(1));
    }
    return {};
}

Result<QList<DeskStats::Count>> StatsRepository::counts(const QString &sql, const QVariantList &values)
{
    Statement query = m_database.prepare(sql);
    for (const QVariant &value : values)
        query.bind(value);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<DeskStats::Count> list;
    while (query.next())
        list << DeskStats::Count{query.text(0), int(query.int64(1))};
    return list;
}

Result<QList<DeskStats::Technician>> StatsRepository::technicians(qint64 from, qint64 to)
{
    QVariantList names;
    const QString marks = openStatuses(names);
    Statement query = m_database.prepare(
        u"SELECT u.id, u.name, coalesce(o.n, 0), coalesce(c.n, 0) FROM user u "
        "LEFT JOIN (SELECT assignee_id, count(*) n FROM ticket WHERE status IN (%1) AND +assignee_id IS NOT NULL "
        "GROUP BY assignee_id) o ON o.assignee_id = u.id "
        "LEFT JOIN (SELECT assignee_id, count(*) n FROM ticket WHERE closed_at >= ? AND closed_at < ? "
        "AND assignee_id IS NOT NULL GROUP BY assignee_id) c ON c.assignee_id = u.id "
        "WHERE o.n IS NOT NULL OR c.n IS NOT NULL ORDER BY u.name"_s.arg(marks));
    for (const QVariant &name : std::as_const(names))
        query.bind(name);
    if (auto done = query.bind(from).bind(to).exec(); !done)
        return fail(done.error());
    QList<DeskStats::Technician> list;
    while (query.next())
        list << DeskStats::Technician{{query.int64(0)}, query.text(1), int(query.int64(2)), int(query.int64(3))};
    return list;
}

Result<DeskStats::Span> StatsRepository::span(const QString &sql, qint64 from, qint64 to)
{
    Statement query = m_database.prepare(sql);
    if (auto done = query.bind(from).bind(to).exec(); !done)
        return fail(done.error());
    std::vector<qint64> spans;
    while (query.next())
        spans.push_back(query.int64(0));
    if (spans.empty())
        return DeskStats::Span();
    std::sort(spans.begin(), spans.end());
    return DeskStats::Span{int(spans.size()), spans.at((spans.size() - 1) / 2), spans.at((spans.size() - 1) * 9 / 10)};
}

} // namespace desk
