#include "tests/support/testdesk.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class InboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redeliveryChangesNothing()
    {
        TestDesk desk;
        const IncomingMessage incoming{.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s};
        const auto first = desk.inbox.take(incoming);
        const auto second = desk.inbox.take(incoming);
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QCOMPARE(desk.count(u"SELECT count(*) FROM message"_s), 1);
        QCOMPARE(desk.count(u"SELECT count(*) FROM live_event"_s), 1);
    }

    void formsOfOneNumberAreOneCustomer_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<int>("customers");
        QTest::addRow("52/521") << u"525510000001"_s << u"5215510000001@s.whatsapp.net"_s << 1;
        QTest::addRow("device") << u"5215510000001@s.whatsapp.net"_s << u"5215510000001:12@s.whatsapp.net"_s << 1;
        QTest::addRow("plus and spaces") << u"+52 55 1000 0001"_s << u"525510000001"_s << 1;
        QTest::addRow("ninth digit") << u"5511987654321"_s << u"551187654321"_s << 1;
        QTest::addRow("two people") << u"525510000001"_s << u"525510000002"_s << 2;
        QTest::addRow("a LID is no number") << u"5215510000001@lid"_s << u"5215510000001@s.whatsapp.net"_s << 2;
    }
    void formsOfOneNumberAreOneCustomer()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(int, customers);
        TestDesk desk;
        const auto one = desk.customers.resolve(first, {});
        const auto two = desk.customers.resolve(second, {});
        QVERIFY(one && two);
        QCOMPARE(*one == *two ? 1 : 2, customers);
        QCOMPARE(*desk.customers.sendingAddress(*two), second); // answers go to the address as it came
    }

    void messageOfACustomerWithAnOpenTicketJoinsIt()
    {
        TestDesk desk;
        const auto customer = desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        Ticket draft;
        draft.customerId = *customer;
        const auto ticket = desk.ticketService.open(draft, {});
        QVERIFY(ticket);
        const auto id = desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"¿ya está?"_s});
        QVERIFY(id);
        QCOMPARE(desk.messages.find(*id)->ticketId, ticket->id);
    }

    void turnIsDueAfterTheQuietTime()
    {
        TestDesk desk;
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s}));
        desk.clock.advance(3s);
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A2"_s, .text = u"no prende"_s}));
        desk.clock.advance(3s);
        QVERIFY(desk.conversations.due(desk.clock.nowMs(), 10)->isEmpty());
        desk.clock.advance(1s);
        QCOMPARE(desk.conversations.due(desk.clock.nowMs(), 10)->size(), 1);
    }

    void sameBytesAreOneFile()
    {
        TestDesk desk;
        const auto first = desk.attachments.add("abc");
        const auto second = desk.attachments.add("abc");
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QFile file(desk.attachments.pathOf(*desk.attachments.find(*first)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("abc"));
    }

    void onlyOldFilesWithoutARowAreOrphans()
    {
        TestDesk desk;
        const auto kept = desk.attachments.add("kept");
        QVERIFY(kept);
        const QString keptPath = desk.attachments.pathOf(*desk.attachments.find(*kept));
        const int folder = keptPath.section(u'/', -2, -2).toInt(nullptr, 16);
        const QString orphanPath = keptPath.left(keptPath.size() - 4) + u"0000"_s;
        QVERIFY(QFile::copy(keptPath, orphanPath));
        QFile orphan(orphanPath);
        QVERIFY(orphan.open(QIODevice::ReadWrite));
        QVERIFY(orphan.setFileTime(desk.clock.nowUtc().addSecs(-60), QFileDevice::FileModificationTime));
        QCOMPARE(*desk.attachments.collectOrphans(folder), 0);
        QVERIFY(orphan.setFileTime(desk.clock.nowUtc().addSecs(-7200), QFileDevice::FileModificationTime));
        orphan.close();
        QFile keptFile(keptPath);
        QVERIFY(keptFile.open(QIODevice::ReadWrite));
        QVERIFY(keptFile.setFileTime(desk.clock.nowUtc().addSecs(-7200), QFileDevice::FileModificationTime));
        QCOMPARE(*desk.attachments.collectOrphans(folder), 1);
        QVERIFY(!QFile::exists(orphanPath));
        QVERIFY(QFile::exists(keptPath));
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::InboxTest)
#include "tst_inbox.moc"
