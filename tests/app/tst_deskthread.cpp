#include "app/deskthread.h"

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
