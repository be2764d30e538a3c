#include "app/singleinstance.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class SingleInstanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondStartIsHeardByTheFirst()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.claim({}) == SingleInstance::Standing::First);
        QSignalSpy asked(&first, &SingleInstance::asked);

        // The first answers on this thread; the second, another process in real life, waits on one of its own.
        SingleInstance::Standing standing = SingleInstance::Standing::Unanswered;
        const QString path = folder.path();
        std::unique_ptr<QThread> other(QThread::create([&standing, path] {
            SingleInstance second(path + u"/../"_s + path.section(u'/', -1)); // another way of writing it
            standing = second.claim({u"--minimized"_s, u"ñandú"_s});
        }));
        other->start();
        QTRY_VERIFY(other->isFinished());

        QVERIFY(standing == SingleInstance::Standing::Passed);
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).toStringList(), QStringList({u"--minimized"_s, u"ñandú"_s}));
    }

    void anotherFolderIsAnotherInstance()
    {
        const QTemporaryDir folder;
        const QTemporaryDir elsewhere;
        SingleInstance first(folder.path());
        SingleInstance second(elsewhere.path());
        QVERIFY(first.claim({}) == SingleInstance::Standing::First);
        QVERIFY(second.claim({}) == SingleInstance::Standing::First);
    }

    void whatACrashLeftIsClearedAway()
    {
#ifdef Q_OS_WIN
        QSKIP("a named pipe goes with its process");
#else
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QFile left(first.name());
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        QVERIFY(first.claim({}) == SingleInstance::Standing::First);
        QLocalSocket client;
        client.connectToServer(first.name());
        QVERIFY(client.waitForConnected(2000));
        QVERIFY(!(QFile::permissions(first.name()) & (QFileDevice::ReadOther | QFileDevice::WriteOther)));
#endif
    }

    void nonsenseIsNoRequest()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.claim({}) == SingleInstance::Standing::First);
        QSignalSpy asked(&first, &SingleInstance::asked);
        QLocalSocket client;
        client.connectToServer(first.name());
        client.write("{nonsense\n");
        QSignalSpy gone(&client, &QLocalSocket::disconnected);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(asked.size(), 0);
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "tst_singleinstance.moc"
