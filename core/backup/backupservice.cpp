#include "core/backup/backupservice.h"

#include "core/base/completer.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"

#include <QDir>
#include <QTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr auto firstLook = 2min; // the start has better things to do
constexpr auto lookEvery = 5min;
constexpr qint64 retryAfterMs = 3600'000;
constexpr qint64 lateAfterMs = 48 * 3600'000LL;
constexpr int runsKept = 200;

} // namespace

BackupService::BackupService(Database &database, DeskSettings &settings, Clock &clock, QString dataDir, QObject *parent)
    : QObject(parent), m_database(database), m_settings(settings), m_clock(clock), m_audit(database, clock),
      m_dataDir(std::move(dataDir))
{
    m_pool.setMaxThreadCount(1);
}

BackupService::~BackupService()
{
    stop();
}

void BackupService::start()
{
    m_started = true;
    m_since = m_clock.nowMs();
    m_clock.singleShot(firstLook, this, [this] { look(); });
}

void BackupService::stop()
{
    m_started = false;
    m_stop = true;
    m_pool.clear();
    m_pool.waitForDone();
}

QString BackupService::folder() const
{
    const QString set = m_settings.text(u"backup.folder"_s);
    return set.isEmpty() ? QDir(m_dataDir).filePath(u"backups"_s) : set;
}

qint64 BackupService::lastDue(qint64 now, const QString &time)
{
    const QDateTime present = QDateTime::fromMSecsSinceEpoch(now);
    QDateTime due(present.date(), QTime::fromString(time, u"H:mm"_s));
    if (due > present)
        due = due.addDays(-1);
    return due.toMSecsSinceEpoch();
}

bool BackupService::isLate()
{
    const auto good = lastGoodRun();
    return good && m_clock.nowMs() - std::max(good->startedAt, m_since) > lateAfterMs;
}

bool BackupService::isDue()
{
    if (!isDaily() || m_running)
        return false;
    const auto good = lastGoodRun();
    const auto last = lastRun();
    if (!good || !last)
        return false; // the database has other worries
    const qint64 now = m_clock.nowMs();
    const bool failed = !last->problem.isEmpty();
    return good->startedAt < lastDue(now, m_settings.text(u"backup.time"_s))
        && (!failed || now - last->startedAt >= retryAfterMs);
}

void BackupService::look()
{
    if (!m_started)
        return;
    if (isDue()) {
        const auto made = backUp();
        onReply(made, this, [](const Result<BackupRun> &run) {
            if (!run)
                qCWarning(lcStorage).noquote() << "the daily backup failed:" << run.error().detail;
        });
    }
    m_clock.singleShot(lookEvery, this, [this] { look(); });
}

QFuture<Result<BackupRun>> BackupService::backUp()
{
    const Completer<BackupRun> completer;
    if (m_running) {
        completer.complete(fail(Errc::Conflict, u"running"_s));
        return completer.future();
    }
    m_running = true;
    m_stop = false;
    Q_EMIT changed();
    const BackupPlan plan{.dataDir = m_dataDir,
                          .folder = folder(),
                          .makesFolder = m_settings.text(u"backup.folder"_s).isEmpty(),
                          .at = m_clock.nowMs(),
                          .keep = int(m_settings.number(u"backup.keep"_s))};
    const Completer<BackupFile> file;
    m_pool.start([this, file, plan] { file.complete(makeBackup(plan, m_stop)); });
    onReply(file.future(), this, [this, completer, plan](const Result<BackupFile> &made) {
        m_running = false;
        BackupRun run{.startedAt = plan.at, .endedAt = m_clock.nowMs()};
        if (made) {
            run.file = made->path;
            run.bytes = made->bytes;
            qCInfo(lcStorage) << "backup of" << run.bytes << "bytes made";
        } else {
            run.problem = made.error().detail.section(u' ', 0, 0);
        }
        const auto stored = store(run);
        Q_EMIT changed();
        if (!made)
            completer.complete(fail(made.error()));
        else if (!stored)
            completer.complete(fail(stored.error()));
        else
            completer.complete(run);
    });
    return completer.future();
}

Result<> BackupService::store(const BackupRun &run)
{
    return m_database.transaction([&]() -> Result<> {
        Statement insert = m_database.prepare(
            u"INSERT INTO backup_run(started_at, ended_at, file, bytes, problem) VALUES (?,?,?,?,?)"_s);
        insert.bind(run.startedAt).bind(run.endedAt).bind(run.file + u""_s).bind(run.bytes).bind(run.problem + u""_s);
        if (auto done = insert.exec(); !done)
            return done;
        // The last good one is kept however long ago it was.
        Statement drop = m_database.prepare(
            u"DELETE FROM backup_run WHERE id <= (SELECT max(id) FROM backup_run) - ? "
            "AND id <> ifnull((SELECT max(id) FROM backup_run WHERE problem = ''), 0)"_s);
        return drop.bind(runsKept).exec();
    });
}

Result<BackupRun> BackupService::runFrom(const QString &condition)
{
    Statement query = m_database.prepare(u"SELECT started_at, ended_at, file, bytes, problem FROM backup_run "_s
                                         + condition + u" ORDER BY id DESC LIMIT 1"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return BackupRun();
    return BackupRun{.startedAt = query.int64(0),
                     .endedAt = query.int64(1),
                     .file = query.text(2),
                     .bytes = query.int64(3),
                     .problem = query.text(4)};
}

Result<BackupRun> BackupService::lastRun()
{
    return runFrom({});
}

Result<BackupRun> BackupService::lastGoodRun()
{
    return runFrom(u"WHERE problem = ''"_s);
}

QFuture<Result<QList<BackupFile>>> BackupService::available()
{
    const Completer<QList<BackupFile>> completer;
    m_pool.start([completer, folder = folder()] { completer.complete(backupsIn(folder)); });
    return completer.future();
}

QFuture<Result<>> BackupService::stageRestore(const QString &file, const AuditSource &source)
{
    const Completer<void> checked;
    m_pool.start([checked, file] { checked.complete(checkBackup(file)); });
    const Completer<void> completer;
    onReply(checked.future(), this, [this, completer, file, source](const Result<> &whole) {
        if (!whole)
            return completer.complete(whole);
        const auto staged = m_database.transaction([&]() -> Result<> {
            if (auto done = m_audit.record(source, u"backup.restore"_s, u"backup"_s, {}, {{u"file"_s, file}}); !done)
                return done;
            return Restore(m_dataDir).stage(file, m_clock.nowMs());
        });
        completer.complete(staged);
        Q_EMIT changed();
    });
    return completer.future();
}

void BackupService::cancelRestore()
{
    Restore(m_dataDir).unstage();
    Q_EMIT changed();
}

QString BackupService::stagedRestore() const
{
    return Restore(m_dataDir).staged();
}

std::optional<Restore::Problem> BackupService::restoreProblem() const
{
    return Restore(m_dataDir).problem();
}

void BackupService::forgetRestoreProblem()
{
    Restore(m_dataDir).forgetProblem();
    Q_EMIT changed();
}

} // namespace desk
