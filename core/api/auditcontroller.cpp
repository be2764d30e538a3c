#include "core/api/auditcontroller.h"

#include "core/administration/administration.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// UTC milliseconds of the query's @p name; 0 when not given.
Result<qint64> timeOf(const HttpServerRequest &request, const QString &name)
{
    const QString text = request.queryValue(name);
    if (text.isEmpty())
        return 0;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.toMSecsSinceEpoch() <= 0)
        return fail(Errc::Invalid, u'/' + name);
    return time.toMSecsSinceEpoch();
}

QJsonValue nullIfEmpty(const QJsonObject &object)
{
    return object.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(object);
}

QJsonObject toJson(const AdminAuditEntry &entry)
{
    const QJsonValue actorId = entry.actorId > 0 ? QJsonValue(entry.actorId) : QJsonValue(QJsonValue::Null);
    return {{u"id"_s, entry.id},
            {u"at"_s, isoTime(entry.at)},
            {u"actor"_s, QJsonObject{{u"type"_s, entry.actorType}, {u"id"_s, actorId}, {u"name"_s, entry.actorName}}},
            {u"address"_s, entry.address.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(entry.address)},
            {u"action"_s, entry.action},
            {u"target"_s, entry.target},
            {u"from"_s, nullIfEmpty(entry.oldValue)},
            {u"to"_s, nullIfEmpty(entry.newValue)}};
}

HttpAnswer listAudit(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    AdminAuditFilter filter;
    filter.action = request.queryValue(u"action"_s).left(100);
    filter.target = request.queryValue(u"target"_s).left(200);
    if (const QString actor = request.queryValue(u"actor_id"_s); !actor.isEmpty()) {
        filter.actorId = actor.toLongLong();
        if (filter.actorId < 1)
            return HttpAnswer::from({Errc::Invalid, u"/actor_id"_s});
    }
    const auto since = timeOf(request, u"since"_s);
    const auto until = timeOf(request, u"until"_s);
    if (!since || !until)
        return HttpAnswer::from(since ? until.error() : since.error());
    filter.since = *since;
    filter.until = *until;
    const auto found = services.administration->audit.page(filter, page->before, page->limit);
    if (!found)
        return HttpAnswer::from(found.error());
    QJsonArray data;
    for (const AdminAuditEntry &entry : found->entries)
        data << toJson(entry);
    return pageAnswer(*page, data, found->entries.isEmpty() ? 0 : found->entries.last().id, found->hasMore);
}

} // namespace

void addAuditRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    router.define(u"AdminAuditEntry"_s,
                  output({{u"id"_s, id()},
                          {u"at"_s, time()},
                          {u"actor"_s, output({{u"type"_s, text()}, {u"id"_s, orNull(id())}, {u"name"_s, text()}})},
                          {u"address"_s, orNull(text())},
                          {u"action"_s, text()},
                          {u"target"_s, text()},
                          {u"from"_s, orNull(anything())},
                          {u"to"_s, orNull(anything())}}));
    routes.add("GET", u"/api/v1/audit"_s, Access::Admin, listAudit)
        .about(u"Who administered what, newest first."_s, u"Quién administró qué, de lo más nuevo a lo más viejo."_s)
        .query(u"action"_s, text(100), u"E.g. user.update."_s)
        .query(u"target"_s, text(200), u"E.g. user:3."_s)
        .query(u"actor_id"_s, id())
        .query(u"since"_s, time())
        .query(u"until"_s, time(), u"Before that time."_s)
        .pages()
        .answers(200, page(named(u"AdminAuditEntry"_s)));
}

} // namespace desk
