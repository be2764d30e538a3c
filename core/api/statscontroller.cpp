#include "core/api/statscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/storage/statsrepository.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 usualDays = 30;
constexpr qint64 mostDays = 366;

QJsonArray countsJson(const QList<DeskStats::Count> &counts, const QString &name)
{
    QJsonArray list;
    for (const DeskStats::Count &count : counts)
        list << QJsonObject{{name, count.name}, {u"count"_s, count.count}};
    return list;
}

QJsonObject spanJson(const DeskStats::Span &span)
{
    const auto seconds = [&span](qint64 ms) {
        return span.count > 0 ? QJsonValue(ms / 1000) : QJsonValue(QJsonValue::Null);
    };
    return {{u"count"_s, span.count}, {u"median_s"_s, seconds(span.median)}, {u"p90_s"_s, seconds(span.p90)}};
}

HttpAnswer statsAnswer(qint64 from, qint64 to, const Result<DeskStats> &stats)
{
    if (!stats)
        return HttpAnswer::from(stats.error());
    QJsonArray days;
    for (const DeskStats::Day &day : stats->days)
        days << QJsonObject{
            {u"date"_s, day.date.toString(Qt::ISODate)}, {u"opened"_s, day.opened}, {u"closed"_s, day.closed}};
    QJsonArray technicians;
    for (const DeskStats::Technician &one : stats->technicians)
        technicians << QJsonObject{
            {u"id"_s, one.id.value}, {u"name"_s, one.name}, {u"open"_s, one.open}, {u"closed"_s, one.closed}};
    return HttpAnswer::json({{u"from"_s, isoTime(from)},
                             {u"to"_s, isoTime(to)},
                             {u"days"_s, days},
                             {u"open"_s, countsJson(stats->open, u"status"_s)},
                             {u"categories"_s, countsJson(stats->categories, u"category"_s)},
                             {u"technicians"_s, technicians},
                             {u"first_answer"_s, spanJson(stats->firstAnswer)},
                             {u"closing"_s, spanJson(stats->closing)}});
}

/// @return 0 for a parameter that is not there.
qint64 momentOf(const HttpServerRequest &request, const QString &name)
{
    const QString text = request.queryValue(name);
    return text.isEmpty() ? 0 : QDateTime::fromString(text, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

QFuture<HttpAnswer> readStats(DeskServices &services, Clock &clock, const HttpServerRequest &request)
{
    const qint64 askedTo = momentOf(request, u"to"_s);
    const qint64 to = askedTo > 0 ? askedTo : clock.nowMs();
    const qint64 askedFrom = momentOf(request, u"from"_s);
    const qint64 from = askedFrom > 0 ? askedFrom : to - usualDays * dayMs;
    if (from <= 0 || from >= to || to - from > mostDays * dayMs)
        return answerNow(HttpAnswer::from({Errc::Invalid, u"/from"_s}));
    const int offset = request.queryValue(u"utc_offset"_s).toInt();
    const auto stats = services.reader.run<DeskStats>(
        [from, to, offset](Database &database) { return StatsRepository(database).read(from, to, offset); });
    return answerLater(stats, &services.accounts,
                       [from, to](const Result<DeskStats> &read) { return statsAnswer(from, to, read); });
}

} // namespace

void addStatsRoutes(Router &router, DeskServices &services, Clock &clock)
{
    using namespace schema;
    const auto counted = [](const QString &name) { return list(output({{name, text()}, {u"count"_s, integer()}})); };
    const QJsonObject span = output(
        {{u"count"_s, integer()}, {u"median_s"_s, orNull(integer())}, {u"p90_s"_s, orNull(integer())}});
    router.define(
        u"Stats"_s,
        output(
            {{u"from"_s, time()},
             {u"to"_s, time()},
             {u"days"_s, list(output({{u"date"_s, text()}, {u"opened"_s, integer()}, {u"closed"_s, integer()}}))},
             {u"open"_s, counted(u"status"_s)},
             {u"categories"_s, counted(u"category"_s)},
             {u"technicians"_s,
              list(output({{u"id"_s, id()}, {u"name"_s, text()}, {u"open"_s, integer()}, {u"closed"_s, integer()}}))},
             {u"first_answer"_s, span},
             {u"closing"_s, span}}));
    router
        .add("GET", u"/api/v1/stats"_s, Access::Read,
             [&services, &clock](const HttpServerRequest &request) { return readStats(services, clock, request); })
        .about(u"Tickets by day, status, category and technician, and how long they took; of at most 366 days."_s,
               u"Tickets por día, estado, categoría y técnico, y cuánto tardaron; de 366 días a lo más."_s)
        .query(u"from"_s, time(), u"30 days before \"to\" when not given."_s)
        .query(u"to"_s, time(), u"Now when not given."_s)
        .query(u"utc_offset"_s, integer(-840, 840),
               u"Minutes of local time before UTC, by which days are told apart."_s)
        .answers(200, named(u"Stats"_s));
}

} // namespace desk
