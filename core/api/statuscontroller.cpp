#include "core/api/statuscontroller.h"

#include "core/api/json.h"
#include "core/api/resourcepage.h"
#include "core/api/schema.h"
#include "core/backup/backupservice.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>

static void initPanelResources()
{
    Q_INIT_RESOURCE(panel);
}

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// One named check: "state" is a stable word, "ok" when nothing needs to be done about it.
QJsonObject check(const QString &state, QJsonObject more = {})
{
    more.insert(u"state"_s, state);
    return more;
}

QJsonObject databaseCheck(DeskServices &services, const Result<qint64> &oldestQueued)
{
    // Not SELECT 1, which needs no page of the file.
    Statement probe = services.database.prepare(u"SELECT count(*) FROM notification_rule"_s);
    return check(probe.exec() && probe.next() && oldestQueued ? u"ok"_s : u"failed"_s);
}

QJsonObject diskCheck(const DeskServices &services)
{
    // Not QStorageInfo: it looks in the list of mounts, which need not hold the folder's in a container or a chroot.
    const QFileInfo folder(services.dataDir);
    std::error_code error;
    const auto space = std::filesystem::space(folder.filesystemAbsoluteFilePath(), error);
    if (error)
        return check(u"failed"_s);
    const auto available = qint64(std::min(space.available, std::uintmax_t(std::numeric_limits<qint64>::max())));
    const bool low = available < services.minimumFreeBytes;
    return check(!folder.isWritable() ? u"read_only"_s
                     : low            ? u"low"_s
                                      : u"ok"_s,
                 {{u"free_bytes"_s, available}, {u"minimum_bytes"_s, services.minimumFreeBytes}});
}

/// "ok": connected; else the state of the link, with its cause.
QJsonObject linkCheck(const LinkInfo &info)
{
    QJsonObject more{{u"since"_s, isoTime(info.since)}};
    if (!info.cause.isEmpty())
        more.insert(u"cause"_s, info.cause);
    if (info.until > 0)
        more.insert(u"until"_s, isoTime(info.until));
    return check(info.state == LinkState::Ready ? u"ok"_s : toString(info.state), more);
}

/// "off": not set up; "unused": not asked since the start; else how the last call went.
QJsonObject assistantCheck(const AssistantHealth &health)
{
    QString state = u"ok"_s;
    if (!health.configured)
        state = u"off"_s;
    else if (health.lastOkAt == 0 && health.lastFailureAt == 0)
        state = u"unused"_s;
    else if (health.lastFailureAt > health.lastOkAt)
        state = u"failed"_s;
    QJsonObject more{{u"configured"_s, health.configured},
                     {u"last_ok_at"_s, isoTime(health.lastOkAt)},
                     {u"last_failure_at"_s, isoTime(health.lastFailureAt)}};
    if (state == "failed"_L1)
        more.insert(u"cause"_s, health.lastFailure);
    return check(state, more);
}

/// "off": none is wanted; "failed": the last one was not made; "late": a daily one is two days overdue.
QJsonObject backupCheck(DeskServices &services)
{
    const auto last = services.backups->lastRun();
    const auto good = services.backups->lastGoodRun();
    if (!last || !good)
        return check(u"failed"_s);
    QJsonObject more{{u"last_good_at"_s, isoTime(good->startedAt)}};
    if (!last->problem.isEmpty()) {
        more.insert(u"cause"_s, last->problem);
        return check(u"failed"_s, more);
    }
    if (!services.backups->isDaily())
        return check(u"off"_s, more);
    return check(services.backups->isLate() ? u"late"_s : u"ok"_s, more);
}

/// 503 only for what stops the desk itself: without channel or AI it goes on, "degraded".
HttpAnswer ready(DeskServices &services)
{
    const auto oldest = services.outbox.oldestWaiting();
    const QJsonValue oldestAt = oldest ? isoTime(*oldest) : QJsonValue(QJsonValue::Null);
    const QJsonObject database = databaseCheck(services, oldest);
    const QJsonObject disk = diskCheck(services);
    const QJsonObject channel = check(services.channel.isReady() ? u"ok"_s : u"down"_s);
    const QJsonObject assistant = assistantCheck(services.conversation.assistantHealth());
    const auto isOk = [](const QJsonObject &one) { return one.value("state"_L1).toString() == "ok"_L1; };
    const bool works = isOk(database) && isOk(disk);
    QJsonObject checks{{u"database"_s, database},
                       {u"disk"_s, disk},
                       {u"channel"_s, channel},
                       {u"queue"_s, check(u"ok"_s, {{u"oldest_queued_at"_s, oldestAt}})},
                       {u"ai"_s, assistant}};
    if (services.link) // the old bridge has none to tell of
        checks.insert(u"whatsapp"_s, linkCheck(services.link->info()));
    if (services.backups)
        checks.insert(u"backup"_s, backupCheck(services));
    const bool whole = isOk(channel) && assistant.value("state"_L1).toString() != "failed"_L1;
    return HttpAnswer::json({{u"status"_s,
                              !works      ? u"not_ready"_s
                                  : whole ? u"ready"_s
                                          : u"degraded"_s},
                             {u"demo"_s, services.demo},
                             {u"checks"_s, checks},
                             {u"oldest_queued_at"_s, oldestAt}},
                            works ? 200 : 503);
}

} // namespace

void addStatusRoutes(Router &router, DeskServices &services)
{
    initPanelResources();
    const HttpHandler live = directly([](const HttpServerRequest &) {
        return HttpAnswer::json({{u"status"_s, u"ok"_s}});
    });
    const QJsonObject alive = schema::output({{u"status"_s, schema::text()}});
    router.add("GET", u"/health/live"_s, Access::Open, live)
        .about(u"Whether the program runs."_s, u"Si el programa está en marcha."_s)
        .answers(200, alive);
    router.add("GET", u"/health"_s, Access::Read, live)
        .about(u"Whether the program runs."_s, u"Si el programa está en marcha."_s)
        .answers(200, alive)
        .old();
    const QJsonObject readiness = schema::output({{u"status"_s, schema::text()},
                                                  {u"demo"_s, schema::flag()},
                                                  {u"checks"_s, schema::anything()},
                                                  {u"oldest_queued_at"_s, schema::orNull(schema::time())}});
    router
        .add("GET", u"/health/ready"_s, Access::Read,
             directly([&services](const HttpServerRequest &) { return ready(services); }))
        .about(u"Whether the desk works, part by part."_s, u"Si la mesa funciona, parte por parte."_s)
        .answers(200, readiness)
        .answers(503, readiness);
    router.add("GET", u"/"_s, Access::Open, resourcePage(u":/panel/index.html"_s, "text/html; charset=utf-8"))
        .about(u"The panel."_s, u"El panel."_s)
        .answers(200, {}, "text/html");
    router.add("GET", u"/panel.css"_s, Access::Open, resourcePage(u":/panel/panel.css"_s, "text/css; charset=utf-8"))
        .about(u"Style of the panel."_s, u"Estilo del panel."_s)
        .answers(200, {}, "text/css");
    router
        .add("GET", u"/panel.js"_s, Access::Open, resourcePage(u":/panel/panel.js"_s, "text/javascript; charset=utf-8"))
        .about(u"Program of the panel."_s, u"Programa del panel."_s)
        .answers(200, {}, "text/javascript");
}

} // namespace desk
