#pragma once

#include "core/administration/desksettings.h"
#include "core/backup/backupfile.h"
#include "core/backup/restore.h"
#include "core/base/clock.h"
#include "core/base/database.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <optional>

namespace desk {

/// How one backup went, as stored. Plain value; times are UTC milliseconds.
struct BackupRun
{
    qint64 startedAt = 0;
    qint64 endedAt = 0;
    QString file = {}; ///< empty: none was made
    qint64 bytes = 0;
    QString problem = {}; ///< empty: it is good; else a word of backupfile.h
};

/// Backs the desk up: each day at an hour, when that is switched on, and when somebody asks; and stages a backup to be restored.
///
/// A day that was slept through is made up for soon after the start, a failed one tried again each hour. Lives on the core thread; the files are
/// written on a thread of its own.
class BackupService : public QObject
{
    Q_OBJECT

public:
    BackupService(Database &database, DeskSettings &settings, Clock &clock, QString dataDir, QObject *parent = nullptr);
    ~BackupService() override;

    void start();
    /// Breaks off what is under way, and waits for it.
    void stop();

    /// Conflict ("running") while one is made. A failed one is stored as well, and is the error.
    [[nodiscard]] QFuture<Result<BackupRun>> backUp();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isDaily() const { return m_settings.isOn(QStringLiteral("backup.daily")); }
    /// The daily one should have been made two days ago, and this program has run that long.
    [[nodiscard]] bool isLate();
    /// Where to; the set folder, or one in the data folder.
    [[nodiscard]] QString folder() const;
    /// startedAt is 0: never.
    [[nodiscard]] Result<BackupRun> lastRun();
    [[nodiscard]] Result<BackupRun> lastGoodRun();
    /// Newest first.
    [[nodiscard]] QFuture<Result<QList<BackupFile>>> available();

    /// Checks the file and restores it when the program starts again. Invalid ("damaged", "newer", "not_a_desk"), NotFound.
    [[nodiscard]] QFuture<Result<>> stageRestore(const QString &file, const AuditSource &source);
    void cancelRestore();
    /// Empty: none is staged.
    [[nodiscard]] QString stagedRestore() const;
    /// Why the last restore was not done, until somebody has read it or another is staged.
    [[nodiscard]] std::optional<Restore::Problem> restoreProblem() const;
    void forgetRestoreProblem();

    /// The time of day that the daily one was last due at, as UTC milliseconds, seen from @p now.
    [[nodiscard]] static qint64 lastDue(qint64 now, const QString &time);

Q_SIGNALS:
    /// One has begun or ended.
    void changed();

private:
    void look();
    [[nodiscard]] bool isDue();
    [[nodiscard]] Result<BackupRun> runFrom(const QString &condition);
    [[nodiscard]] Result<> store(const BackupRun &run);

    Database &m_database;
    DeskSettings &m_settings;
    Clock &m_clock;
    AdminAudit m_audit;
    QString m_dataDir;
    bool m_started = false;
    qint64 m_since = 0; ///< UTC ms of the start
    bool m_running = false;
    std::atomic_bool m_stop = false;
    QThreadPool m_pool; ///< one thread
};

} // namespace desk
