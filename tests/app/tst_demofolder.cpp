#include "app/demo/demofolder.h"
#include "core/base/database.h"
#include "core/storage/schema.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

class DemoFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anEmptyOneIsNobodys()
    {
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Nobody);
        QCOMPARE(useOfFolder(m_folder->filePath(u"nothing"_s)), FolderUse::Nobody);
        QVERIFY(folderObjection(m_folder->path(), true, false).isEmpty());
        QVERIFY(folderObjection(m_folder->path(), false, false).isEmpty());
    }

    void accountsAloneAreNobodys()
    {
        makeDesk({});
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Nobody);
    }

    void ticketsAndCustomersAreADesks()
    {
        makeDesk(u"INSERT INTO customer(created_at) VALUES (1)"_s);
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Desk);
        QVERIFY(folderObjection(m_folder->path(), true, true).contains(m_folder->path()));
        QVERIFY(folderObjection(m_folder->path(), false, true).isEmpty());
    }

    void aLinkedPhoneIsADesks()
    {
        Database store;
        QVERIFY(store.open(m_folder->filePath(u"whatsapp.db"_s)));
        QVERIFY(store.exec(u"CREATE TABLE registration (id INTEGER PRIMARY KEY, jid TEXT)"_s));
        QVERIFY(!isLinkedFolder(m_folder->path()));
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Nobody);
        QVERIFY(store.exec(u"INSERT INTO registration VALUES (1, '15550001001@s.whatsapp.net')"_s));
        QVERIFY(isLinkedFolder(m_folder->path()));
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Desk);
    }

    void whatCannotBeReadIsADesks()
    {
        QFile file(m_folder->filePath(u"whatsapp.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "this is no database, but somebody put it here, and it is long enough to be looked at by SQLite itself.");
        file.close();
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Desk);
    }

    void theDemosOwnIsItsOwnWhateverIsInIt()
    {
        makeDesk(u"INSERT INTO customer(created_at) VALUES (1)"_s);
        QVERIFY(QDir().mkpath(demoFolder(m_folder->path())));
        QFile file(demoStateFile(m_folder->path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(useOfFolder(m_folder->path()), FolderUse::Demo);
        QVERIFY(folderObjection(m_folder->path(), true, false).isEmpty());
        QVERIFY(folderObjection(m_folder->path(), false, false).contains(u"--demo"_s));
    }

private:
    void makeDesk(const QString &statement)
    {
        Database database;
        QVERIFY(database.open(m_folder->filePath(u"desk.db"_s)));
        QVERIFY(deskMigrator(database).migrate());
        if (!statement.isEmpty())
            QVERIFY(database.exec(statement));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(DemoFolderTest)
#include "tst_demofolder.moc"
