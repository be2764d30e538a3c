#include "app/backupcommand.h"
#include "app/datafolder.h"
#include "core/backup/backupfile.h"
#include "core/storage/schema.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class BackupCommandTest : public QObject
{
    Q_OBJECT

private:
    static void run(const QTemporaryDir &data, const QString &sql)
    {
        Database database;
        if (!database.open(data.filePath(u"desk.db"_s)) || !deskMigrator(database).migrate() || !database.exec(sql))
            qFatal("not done: %s", qUtf8Printable(sql));
    }
    static QString name(const QTemporaryDir &data)
    {
        Database database;
        if (!database.open(data.filePath(u"desk.db"_s)))
            return {};
        Statement query = database.prepare(u"SELECT display_name FROM customer"_s);
        return query.exec() && query.next() ? query.text(0) : QString();
    }

private Q_SLOTS:
    void thereAndBack()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        run(data, u"INSERT INTO customer(id, display_name, created_at) VALUES (1, 'antes', 1)"_s);
        QVERIFY(backupCommand(data.path(), folder.path(), true));
        run(data, u"UPDATE customer SET display_name = 'después'"_s);
        const QString file = backupsIn(folder.path()).at(0).path;
        const auto restored = restoreCommand(data.path(), file, true);
        QVERIFY2(restored, qPrintable(restored ? QString() : restored.error().detail));
        QVERIFY(restored->contains(u"before-restore-"_s));
        QCOMPARE(name(data), u"antes"_s);
    }

    void aDeskThatRunsIsNotTakenAway()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        run(data, u"INSERT INTO customer(id, display_name, created_at) VALUES (1, 'antes', 1)"_s);
        QVERIFY(backupCommand(data.path(), folder.path(), true));
        run(data, u"UPDATE customer SET display_name = 'después'"_s);
        {
            DataFolder running(data.path());
            QVERIFY(running.take());
            QVERIFY(backupCommand(data.path(), folder.path(), true)); // that is harmless
            const auto refused = restoreCommand(data.path(), backupsIn(folder.path()).constLast().path, true);
            QVERIFY(!refused);
            QVERIFY(refused.error().code == Errc::Conflict);
        }
        QCOMPARE(name(data), u"después"_s);
    }

    void withoutADeskThereIsNothingToBackUp()
    {
        const QTemporaryDir data;
        const QTemporaryDir folder;
        const auto refused = backupCommand(data.path(), folder.path(), true);
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.startsWith(u"no_desk"_s));
        QVERIFY(!QFileInfo::exists(data.filePath(u"desk.db"_s)));
    }
};

QTEST_GUILESS_MAIN(BackupCommandTest)
#include "tst_backupcommand.moc"
