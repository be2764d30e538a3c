#include "core/api/backupcontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/backup/backupservice.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Of the folder only administrators know, by the settings.
QJsonObject toJson(const BackupRun &run)
{
    return {{u"started_at"_s, isoTime(run.startedAt)},
            {u"ended_at"_s, isoTime(run.endedAt)},
            {u"file"_s, textOrNull(QFileInfo(run.file).fileName())},
            {u"bytes"_s, run.bytes},
            {u"problem"_s, textOrNull(run.problem)}};
}

QJsonValue orNever(const BackupRun &run)
{
    return run.startedAt > 0 ? QJsonValue(toJson(run)) : QJsonValue(QJsonValue::Null);
}

HttpAnswer showBackup(DeskServices &services, const HttpServerRequest & /*request*/)
{
    const auto last = services.backups->lastRun();
    const auto good = services.backups->lastGoodRun();
    if (!last || !good)
        return HttpAnswer::from(last ? good.error() : last.error());
    return HttpAnswer::json({{u"running"_s, services.backups->isRunning()},
                             {u"last"_s, orNever(*last)},
                             {u"last_good"_s, orNever(*good)},
                             {u"restore_staged"_s, !services.backups->stagedRestore().isEmpty()}});
}

HttpAnswer madeAnswer(const Result<BackupRun> &run)
{
    if (run)
        return HttpAnswer::json(toJson(*run), 201);
    const QString word = run.error().detail.section(u' ', 0, 0);
    if (run.error().code == Errc::Conflict)
        return HttpAnswer::problem(409, u"backup_running"_s, u"A backup is being made."_s);
    return HttpAnswer::problem(503, u"backup_failed"_s, u"The backup was not made."_s, word);
}

QFuture<HttpAnswer> makeOne(DeskServices &services, const HttpServerRequest & /*request*/)
{
    auto made = services.backups->backUp();
    return answerLater(made, services.backups, madeAnswer);
}

HttpAnswer filesAnswer(const Result<QList<BackupFile>> &files)
{
    if (!files)
        return HttpAnswer::from(files.error());
    QJsonArray data;
    for (const BackupFile &file : *files)
        data << QJsonObject{{u"file"_s, QFileInfo(file.path).fileName()},
                            {u"made_at"_s, isoTime(file.madeAt)},
                            {u"bytes"_s, file.bytes}};
    return HttpAnswer::json({{u"data"_s, data}});
}

QFuture<HttpAnswer> listFiles(DeskServices &services, const HttpServerRequest & /*request*/)
{
    auto files = services.backups->available();
    return answerLater(files, services.backups, filesAnswer);
}

} // namespace

void addBackupRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    if (!services.backups)
        return;
    DeskRoutes routes(router, services);
    router.define(u"BackupRun"_s,
                  output({{u"started_at"_s, time()},
                          {u"ended_at"_s, time()},
                          {u"file"_s, orNull(text())},
                          {u"bytes"_s, integer()},
                          {u"problem"_s, orNull(text())}}));
    routes.add("GET", u"/api/v1/backup"_s, Access::Admin, showBackup)
        .about(u"How the last backups went."_s, u"Cómo salieron los últimos respaldos."_s)
        .answers(200,
                 output({{u"running"_s, flag()},
                         {u"last"_s, orNull(named(u"BackupRun"_s))},
                         {u"last_good"_s, orNull(named(u"BackupRun"_s))},
                         {u"restore_staged"_s, flag()}}));
    routes.add("POST", u"/api/v1/backup"_s, Access::Admin, makeOne)
        .about(u"Makes a backup now, into the folder of the settings."_s,
               u"Hace un respaldo ahora, en la carpeta de la configuración."_s)
        .answers(201, named(u"BackupRun"_s));
    routes.add("GET", u"/api/v1/backup/files"_s, Access::Admin, listFiles)
        .about(u"The backups that there are, newest first."_s, u"Los respaldos que hay, primero el más reciente."_s)
        .answers(200,
                 output({{u"data"_s,
                          list(output({{u"file"_s, text()}, {u"made_at"_s, time()}, {u"bytes"_s, integer()}}))}}));
}

} // namespace desk
