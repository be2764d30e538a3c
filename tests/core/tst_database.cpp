#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failureInsideRollsTheWholeBack()
    {
        TestDesk desk;
        int callbacks = 0;
        const auto done = desk.database.transaction([&]() -> Result<> {
            if (auto stored = desk.database.exec(u"INSERT INTO setting(key, value) VALUES ('a', '1')"_s); !stored)
                return stored;
            desk.database.afterCommit([&] { ++callbacks; });
            const auto inner = desk.database.transaction([&]() -> Result<> { return fail(Errc::Invalid, u"inner"_s); });
            if (!inner)
                qInfo("swallowed here: the outer must fail all the same");
            return {};
        });
        QVERIFY(!desk.database.inTransaction());
        QCOMPARE(desk.count(u"SELECT count(*) FROM setting"_s), 0);
        QCOMPARE(callbacks, 0);
        QVERIFY(!done);
    }

    void callbacksRunOnceAfterTheCommit()
    {
        TestDesk desk;
        int callbacks = 0;
        const auto done = desk.database.transaction([&]() -> Result<> {
            desk.database.afterCommit([&] { ++callbacks; });
            return desk.database.transaction([&]() -> Result<> { return {}; });
        });
        QVERIFY(done);
        QCOMPARE(callbacks, 1);
    }

    void everyTableIsStrictAndForeignKeysHold()
    {
        TestDesk desk;
        QCOMPARE(desk.count(
                     u"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
                     "AND name NOT LIKE 'sqlite_%'"_s),
                 0);
        QVERIFY(!desk.database.exec(
            u"INSERT INTO customer_alias(customer_id, address, match_key, last_used_at) VALUES (99,'a','a',1)"_s));
    }

    void migratedEqualsFresh()
    {
        // Step by step and in one go lead to the same tables.
        Database fresh;
        QVERIFY(fresh.open(u":memory:"_s));
        QVERIFY(deskMigrator(fresh).migrate());
        const int newest = *deskMigrator(fresh).version();
        Database stepped;
        QVERIFY(stepped.open(u":memory:"_s));
        for (int version = 1; version <= newest; ++version)
            QVERIFY(deskMigrator(stepped).migrateTo(version));
        QCOMPARE(schemaOf(stepped), schemaOf(fresh));
        QVERIFY(!schemaOf(fresh).isEmpty());
    }

    void newerDatabaseStopsTheStart()
    {
        Database database;
        QVERIFY(database.open(u":memory:"_s));
        QVERIFY(database.exec(u"PRAGMA user_version=999"_s));
        QVERIFY(!deskMigrator(database).migrate());
    }

private:
    static QStringList schemaOf(Database &database)
    {
        QStringList schema;
        Statement query = database.prepare(u"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"_s);
        if (query.exec()) {
            while (query.next())
                schema << query.text(0);
        }
        return schema;
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::DatabaseTest)
#include "tst_database.moc"
