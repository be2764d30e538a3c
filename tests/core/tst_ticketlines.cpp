#include "core/storage/draftrepository.h"
#include "core/storage/outboxrepository.h"
#include "core/storage/ticketlines.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

class TicketLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatALineCounts()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1);
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s}));
        QVERIFY(desk.outbox.enqueue(ticket.customerId, ticket.id, {Author::Type::Technician, 7, u"tec"_s}, u"va"_s));
        QVERIFY(DraftRepository(desk.database).save({ticket.id, {7}, Draft::Kind::Note, u"a medias"_s}, 1));

        const auto page = TicketLines(desk.database, {7}).page({}, 0, 10);

        QVERIFY(page);
        QCOMPARE(page->lines.size(), 1);
        QCOMPARE(page->lines.first().unread, 1);
        QCOMPARE(page->lines.first().queued, 1);
        QCOMPARE(page->lines.first().refused, 0);
        QVERIFY(page->lines.first().draft);
        QVERIFY(!TicketLines(desk.database, {8}).page({}, 0, 10)->lines.first().draft);
    }

    void aRefusedMessageCountsUntilItIsPutAside()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1);
        const auto message = desk.outbox.enqueue(ticket.customerId, ticket.id, {Author::Type::Technician, 7, u"tec"_s},
                                                 u"va"_s);
        QVERIFY(desk.actions.dismiss(message->id).error().code == Errc::Conflict);
        QVERIFY(desk.outbox.recordDelivery(
            {.wireId = message->wireId, .state = DeliveryState::Refused, .cause = u"forbidden"_s}));
        TicketFilter refused;
        refused.withRefused = true;
        TicketLines lines(desk.database, {7});
        QCOMPARE(lines.counts()->refused, 1);
        QCOMPARE(lines.page(refused, 0, 10)->lines.size(), 1);
        QCOMPARE(OutboxRepository(desk.database).refused(0, 10)->entries.size(), 1);

        QVERIFY(desk.actions.dismiss(message->id));

        QCOMPARE(lines.counts()->refused, 0);
        QVERIFY(lines.page(refused, 0, 10)->lines.isEmpty());
        QVERIFY(lines.find({ticket.id}, refused)->isEmpty());
        QVERIFY(OutboxRepository(desk.database).refused(0, 10)->entries.isEmpty());
        QVERIFY(desk.messages.find(message->id)->state == DeliveryState::Refused);
        QVERIFY(desk.actions.resend(message->id));
        QCOMPARE(desk.messages.find(message->id)->settledAt, 0);
    }

    void ticketsAreCountedByWhoseTheyAre()
    {
        TestDesk desk;
        QVERIFY(desk.database.exec(
            u"INSERT INTO user(id, name, role, password_hash, created_at) VALUES (7, 'a', 'admin', 'x', 1), (8, 'b', 'admin', 'x', 1)"_s));
        (void)open(desk, 1);
        for (const auto &[number, user] : {std::pair(2, 7), std::pair(3, 8), std::pair(4, 8)}) {
            TicketPatch patch;
            patch.assigneeId = UserId{user};
            QVERIFY(desk.ticketService.patch(open(desk, number).id, patch, {}));
        }
        const auto counts = TicketLines(desk.database, {7}).counts();
        QCOMPARE(counts->open, 4);
        QCOMPARE(counts->unassigned, 1);
        QCOMPARE(counts->mine, 1);
        QCOMPARE(counts->team, 2);
        TicketFilter team;
        team.assigneeOther = UserId{7};
        QCOMPARE(TicketLines(desk.database, {7}).page(team, 0, 10)->lines.size(), 2);
    }

    void draftsAreReplacedAndForgotten()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1);
        DraftRepository drafts(desk.database);
        QVERIFY(drafts.save({ticket.id, {7}, Draft::Kind::Reply, u"uno"_s}, 1));
        QVERIFY(drafts.save({ticket.id, {7}, Draft::Kind::Reply, u"dos"_s}, 2));
        QCOMPARE(drafts.of(ticket.id, {7})->size(), 1);
        QCOMPARE(drafts.of(ticket.id, {7})->first().text, u"dos"_s);
        QVERIFY(drafts.save({ticket.id, {7}, Draft::Kind::Reply, u"  "_s}, 3));
        QVERIFY(drafts.of(ticket.id, {7})->isEmpty());
    }

private:
    static Ticket open(TestDesk &desk, int number)
    {
        Ticket draft;
        draft.customerId = *desk.customers.resolve(u"521551000000%1"_s.arg(number), u"Ana"_s);
        draft.fault = u"No prende"_s;
        return *desk.ticketService.open(draft, {});
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::TicketLinesTest)
#include "tst_ticketlines.moc"
