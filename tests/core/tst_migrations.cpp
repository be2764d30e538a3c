#include "core/storage/messagerepository.h"
#include "core/storage/schema.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

/// A desk from before each step opens whole.
class MigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<Database>();
        QVERIFY(m_database->open(u":memory:"_s));
    }
    void cleanup() { m_database.reset(); }

    void whatNoTurnHadTakenStillWaits()
    {
        QVERIFY(deskMigrator(*m_database).migrateTo(1));
        for (
            const QString &sql :
            {u"INSERT INTO customer(id, created_at) VALUES (1, 0), (2, 0)"_s,
             u"INSERT INTO message(id, customer_id, direction, author_type, wire_id, kind, text, state, created_at, state_at) VALUES "
             "(1, 1, 'in', 'customer', 'A1', 'text', 'taken', 'received', 0, 0), "
             "(2, 1, 'in', 'customer', 'A2', 'text', 'untaken', 'received', 0, 0), "
             "(3, 1, 'out', 'bot', 'B1', 'text', 'ours', 'read', 0, 0), "
             "(4, 2, 'in', 'customer', 'A3', 'text', 'of a chat at rest', 'received', 0, 0)"_s,
             u"INSERT INTO conversation(customer_id, last_message_id, turn_due_at, updated_at) VALUES (1, 1, 5, 0), (2, 0, NULL, 0)"_s})
            QVERIFY2(m_database->exec(sql), qUtf8Printable(sql));

        QVERIFY(deskMigrator(*m_database).migrate());

        MessageRepository messages(*m_database);
        const auto pending = messages.pendingOf({1}, 10);
        QCOMPARE(pending->size(), 1);
        QCOMPARE(pending->first().text, u"untaken"_s);
        QVERIFY(messages.pendingOf({2}, 10)->isEmpty());
        QCOMPARE(*messages.unreadOf({1}), 0); // nobody is told "read" of years ago
        QCOMPARE(messages.ofCustomer({1}, 0, 10)->messages.size(), 3);
    }

    void aMigratedDeskEqualsAFreshOne()
    {
        QVERIFY(deskMigrator(*m_database).migrateTo(1));
        QVERIFY(deskMigrator(*m_database).migrate());
        Database fresh;
        QVERIFY(fresh.open(u":memory:"_s));
        QVERIFY(deskMigrator(fresh).migrate());
        QCOMPARE(schemaOf(*m_database), schemaOf(fresh));
        QCOMPARE(*deskMigrator(fresh).version(), 13);
    }

private:
    static QStringList schemaOf(Database &database)
    {
        Statement query = database.prepare(u"SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"_s);
        QStringList objects;
        if (query.exec()) {
            while (query.next())
                objects << query.text(0);
        }
        return objects;
    }

    std::unique_ptr<Database> m_database;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::MigrationsTest)
#include "tst_migrations.moc"
