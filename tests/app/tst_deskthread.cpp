#include "app/deskthread.h"
#include "core/administration/administration.h"
#include "core/backup/backupservice.h"

#include <QTcpServer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class DeskThreadTest : public QObject
{
    Q_OBJECT

private:
    /// Nobody is at the other end of its WhatsApp.
    static Settings settingsIn(const QTemporaryDir &folder, int port = 0)
    {
        const auto settings = settingsFrom({{{u"VENTANILLA_DATA_DIR"_s, folder.path()},
                                             {u"VENTANILLA_HTTP_PORT"_s, QString::number(port)},
                                             {u"VENTANILLA_WHATSAPP_URL"_s, u"ws://127.0.0.1:1/"_s}}});
        return settings.value_or(Settings());
    }

    static Result<QUrl> started(DeskThread &desk)
    {
        const QFuture<Result<QUrl>> answer = desk.start();
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 20000))
            return fail(Errc::TimedOut);
        return answer.result();
    }

private Q_SLOTS:
    void itServesAndWorksOnItsOwnThread()
    {
        const QTemporaryDir folder;
        DeskThread desk(settingsIn(folder));
        const auto url = started(desk);

        QVERIFY2(url, qPrintable(url ? QString() : url.error().detail));
        QVERIFY(url->port() > 0);
        QVERIFY(desk.stage() == Composition::Stage::Running);
        QVERIFY(desk.context().thread() != QThread::currentThread());
        QCOMPARE(desk.context().thread()->objectName(), u"core"_s);
        QCOMPARE(desk.events().thread(), desk.context().thread());
        const auto users = callOn<QStringList>(&desk.context(), [&] {
            const Completer<QStringList> answer;
            answer.complete(desk.services().accounts.listUsers());
            return answer.future();
        });
        QTRY_VERIFY(users.isFinished());
        QVERIFY(users.result());
    }

    void stoppedWhileItStartsItEndsAllTheSame()
    {
        const QTemporaryDir folder;
        QFuture<Result<QUrl>> answer;
        {
            DeskThread desk(settingsIn(folder));
            answer = desk.start();
        }
        QVERIFY(answer.isFinished());
        DeskThread again(settingsIn(folder));
        QVERIFY(started(again)); // the folder is free
    }

    void aFolderInUseIsAConflictOfThatStage()
    {
        const QTemporaryDir folder;
        DeskThread first(settingsIn(folder));
        QVERIFY(started(first));
        DeskThread second(settingsIn(folder));
        const auto refused = started(second);

        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Conflict);
        QVERIFY(second.stage() == Composition::Stage::Folder);
    }

    void aTakenPortStopsAtTheServer()
    {
        const QTemporaryDir folder;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        DeskThread desk(settingsIn(folder, other.serverPort()));
        const auto refused = started(desk);

        QVERIFY(!refused);
        QVERIFY(desk.stage() == Composition::Stage::Server);
    }

    void aStagedBackupTakesTheDesksPlaceAtTheNextStart()
    {
        const QTemporaryDir folder;
        const auto name = [](DeskThread &desk) {
            const auto text = callOn<QString>(&desk.context(), [&] {
                const Completer<QString> answer;
                answer.complete(desk.services().administration->settings.text(u"desk.name"_s));
                return answer.future();
            });
            return QTest::qWaitFor([&] { return text.isFinished(); }) ? text.result().value_or(QString()) : QString();
        };
        const auto rename = [](DeskThread &desk, const QString &to) {
            const auto done = callOn<QStringList>(&desk.context(), [&] {
                const Completer<QStringList> answer;
                answer.complete(
                    desk.services().administration->settings.patch({{u"desk.name"_s, to}}, AuditSource::commandLine()));
                return answer.future();
            });
            return QTest::qWaitFor([&] { return done.isFinished(); }) && done.result();
        };
        {
            DeskThread desk(settingsIn(folder));
            QVERIFY(started(desk));
            QVERIFY(rename(desk, u"Antes"_s));
            const auto made = callOn<BackupRun>(&desk.context(), [&] { return desk.services().backups->backUp(); });
            QTRY_VERIFY_WITH_TIMEOUT(made.isFinished(), 20000);
            QVERIFY(made.result());
            QVERIFY(rename(desk, u"Después"_s));
            const auto staged = callOn<void>(&desk.context(), [&, file = made.result()->file] {
                return desk.services().backups->stageRestore(file, AuditSource::commandLine());
            });
            QTRY_VERIFY(staged.isFinished());
            QVERIFY(staged.result());
            QCOMPARE(name(desk), u"Después"_s); // not while it runs
        }
        DeskThread again(settingsIn(folder));
        QVERIFY(started(again));
        QCOMPARE(name(again), u"Antes"_s);
        QCOMPARE(QDir(folder.path()).entryList({u"before-restore-*"_s}, QDir::Dirs).size(), 1);
    }

    void aDeskThatARestoreCouldNotMoveBackIsNotReplaced()
    {
        const QTemporaryDir folder;
        QVERIFY(Restore(folder.path()).stage(folder.filePath(u"gone.db"_s), 1'764'500'000'000));
        const QString aside = folder.filePath(u"before-restore-20251130-105320"_s);
        QVERIFY(QDir().mkpath(aside));
        for (const QString &path :
             {aside + u"/desk.db"_s, aside + u"/desk.db-wal"_s, folder.filePath(u"desk.db-wal"_s)}) {
            QFile file(path); // the log that is here already is in the way
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        DeskThread desk(settingsIn(folder));
        const auto refused = started(desk);

        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::NotFound);
        QVERIFY(desk.stage() == Composition::Stage::Database);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"desk.db"_s)));
    }

    void aNewerDatabaseIsLeftAlone()
    {
        const QTemporaryDir folder;
        {
            Database database;
            QVERIFY(database.open(folder.filePath(u"desk.db"_s)));
            QVERIFY(database.exec(u"PRAGMA user_version=9999"_s));
        }
        DeskThread desk(settingsIn(folder));
        const auto refused = started(desk);

        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Conflict);
        QVERIFY(desk.stage() == Composition::Stage::Database);
    }
};

QTEST_GUILESS_MAIN(DeskThreadTest)
#include "tst_deskthread.moc"
