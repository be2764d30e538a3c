#include "core/storage/customerrepository.h"
#include "core/storage/outboxlines.h"
#include "core/storage/slotsources.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

/// What the console lists besides tickets: the outbox and the customers.
class ConsoleLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsAndWhatNeedsSomebody()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1, u"Ana"_s);
        const Message waiting = say(desk, ticket, u"va uno"_s);
        const Message refused = say(desk, ticket, u"va otro"_s);
        QVERIFY(desk.outbox.recordDelivery(
            {.wireId = refused.wireId, .state = DeliveryState::Refused, .cause = u"outcome_unknown"_s}));

        OutboxLines lines(desk.database);
        const auto waits = lines.page(OutboxLines::Part::Waiting, 0, 10);
        QVERIFY(waits);
        QCOMPARE(waits->lines.size(), 1);
        QCOMPARE(waits->lines.first().message.id, waiting.id);
        QCOMPARE(waits->lines.first().folio, ticket.folio);
        QCOMPARE(waits->lines.first().person, u"Ana"_s);
        QVERIFY(!waits->lines.first().needsAttention());
        const auto needs = lines.page(OutboxLines::Part::Attention, 0, 10);
        QCOMPARE(needs->lines.size(), 1);
        QVERIFY(needs->lines.first().needsAttention());
        QCOMPARE(lines.find({waiting.id, refused.id, {999}})->size(), 2);

        QVERIFY(desk.actions.giveUp(refused.id)); // put aside
        QVERIFY(desk.actions.giveUp(waiting.id)); // taken out of the queue
        QVERIFY(lines.find({waiting.id, refused.id})->isEmpty());
        QVERIFY(lines.page(OutboxLines::Part::Attention, 0, 10)->lines.isEmpty());
        QCOMPARE(desk.messages.find(waiting.id)->cause, u"cancelled"_s);
    }

    void tryingAgainIsSendingAgainOrAtOnce()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1, u"Ana"_s);
        const Message message = say(desk, ticket, u"va"_s);
        QVERIFY(desk.database.exec(u"UPDATE outbox SET held_until = 99999999999999"_s));
        OutboxLines lines(desk.database);
        QCOMPARE(lines.find({message.id})->first().entry.heldUntil, 99999999999999);
        QVERIFY(desk.actions.tryAgain(message.id));
        QCOMPARE(lines.find({message.id})->first().entry.heldUntil, 0);
        QVERIFY(desk.outbox.recordDelivery(
            {.wireId = message.wireId, .state = DeliveryState::Refused, .cause = u"forbidden"_s}));
        QVERIFY(desk.actions.tryAgain(message.id));
        QVERIFY(!lines.find({message.id})->first().needsAttention());
        QVERIFY(desk.outbox.recordDelivery(
            {.wireId = desk.messages.find(message.id)->wireId, .state = DeliveryState::Accepted}));
        QVERIFY(desk.actions.tryAgain(message.id).error().code == Errc::Conflict);
    }

    void pagesOfTheQueueMeet()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1, u"Ana"_s);
        for (int i = 0; i < 7; ++i)
            (void)say(desk, ticket, QString::number(i));
        OutboxLines lines(desk.database);
        const auto first = lines.page(OutboxLines::Part::Waiting, 0, 4);
        QCOMPARE(first->lines.size(), 4);
        QVERIFY(first->hasMore);
        const auto second = lines.page(OutboxLines::Part::Waiting, first->lines.last().message.id.value, 4);
        QCOMPARE(second->lines.size(), 3);
        QVERIFY(!second->hasMore);
        QCOMPARE(second->lines.first().message.text, u"2"_s);
    }

    void aCustomersLineHasNumberAndOpenTickets()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1, u"Ana Ruiz"_s);
        (void)open(desk, 1, {});
        const auto walkIn = desk.customers.create(u"Sin número"_s);
        QVERIFY(desk.customers.learnAlias(addressOf(1), u"777@lid"_s));
        CustomerRepository customers(desk.database);
        const auto all = customers.lines({}, 0, 10);
        QVERIFY(all);
        QCOMPARE(all->lines.size(), 2);
        QCOMPARE(all->lines.at(0).customer.id, *walkIn);
        QVERIFY(all->lines.at(0).phone.isEmpty());
        QCOMPARE(all->lines.at(0).openTickets, 0);
        QCOMPARE(all->lines.at(1).phone, IdentityResolver::phoneOf(addressOf(1)));
        QCOMPARE(all->lines.at(1).openTickets, 2);
        TicketPatch close;
        close.status = TicketStatus::Closed;
        QVERIFY(desk.ticketService.patch(ticket.id, close, {Actor::Type::Technician, {}, u"tec"_s}));
        QCOMPARE(customers.linesOf({ticket.customerId})->first().openTickets, 1);
        QCOMPARE(customers.lines({.text = u"ruiz"_s}, 0, 10)->lines.size(), 1);
    }

    void aMergeIsShownBeforeItIsDone()
    {
        TestDesk desk;
        const Ticket anas = open(desk, 1, u"Ana"_s);
        const Ticket betos = open(desk, 2, u"Beto"_s);
        (void)say(desk, betos, u"hola"_s);
        (void)say(desk, betos, u"¿sigue igual?"_s);
        const auto preview = desk.merges.preview(anas.customerId, betos.customerId);
        QVERIFY(preview);
        QCOMPARE(preview->kept.displayName, u"Ana"_s);
        QCOMPARE(preview->gone.displayName, u"Beto"_s);
        QCOMPARE(preview->tickets, 1);
        QCOMPARE(preview->messages, 2);
        QCOMPARE(preview->addresses, QStringList{addressOf(2)});
        QVERIFY(desk.merges.preview(anas.customerId, anas.customerId).error().code == Errc::Invalid);
        QVERIFY(desk.merges.preview(anas.customerId, {99}).error().code == Errc::NotFound);

        QVERIFY(desk.merges.merge(anas.customerId, betos.customerId, {}));
        QCOMPARE(desk.count(u"SELECT count(*) FROM message WHERE customer_id = %1"_s.arg(anas.customerId.value)), 2);
        QVERIFY(CustomerRepository(desk.database).linesOf({betos.customerId})->isEmpty());
    }

    void whereAValueComesFrom()
    {
        TestDesk desk;
        Ticket draft;
        draft.customerId = desk.customers.resolve(addressOf(1), u"Efra"_s).value();
        draft.requester = u"Efraín Solís"_s;
        draft.department = u"Ventas"_s;
        draft.equipmentType = u"laptop"_s;
        draft.assetNumber = u"4512"_s;
        const Actor bot{Actor::Type::Bot, {}, {}};
        const Ticket ticket = desk.ticketService.open(draft, bot).value();
        const auto hear = [&](const QString &text) {
            return desk.inbox.take({.address = addressOf(1), .wireId = u"W"_s + text.left(9), .text = text}).value();
        };
        const MessageId name = hear(u"Soy Efraín   SOLIS, mi laptop se apaga"_s);
        (void)hear(u"creo que es la 4512"_s);
        const MessageId correction = hear(u"perdón, es la 4521"_s);
        TicketPatch corrected;
        corrected.assetNumber = u"4521"_s;
        QVERIFY(desk.ticketService.patch(ticket.id, corrected, bot));

        SlotSources sources(desk.database);
        auto found = sources.of(ticket.id);
        QVERIFY(found);
        QVERIFY(found->value(u"requester"_s).origin == SlotSource::Origin::Said);
        QCOMPARE(found->value(u"requester"_s).message, name);
        QVERIFY(found->value(u"equipment_type"_s).origin == SlotSource::Origin::Said);
        QCOMPARE(found->value(u"equipment_type"_s).message, name);
        QVERIFY(found->value(u"department"_s).origin == SlotSource::Origin::Deduced);
        QVERIFY(found->value(u"asset_number"_s).origin == SlotSource::Origin::Corrected);
        QCOMPARE(found->value(u"asset_number"_s).before, u"4512"_s);
        QCOMPARE(found->value(u"asset_number"_s).message, correction);

        TicketPatch typed;
        typed.department = u"Compras"_s;
        typed.assetNumber = QString();
        QVERIFY(desk.ticketService.patch(ticket.id, typed, {Actor::Type::Technician, {1}, u"Marta"_s}));
        found = sources.of(ticket.id);
        QVERIFY(found->value(u"department"_s).origin == SlotSource::Origin::Typed);
        QCOMPARE(found->value(u"department"_s).who, u"Marta"_s);
        QVERIFY(!found->contains(u"asset_number"_s)); // it has none any more
        QVERIFY(sources.of({99}).error().code == Errc::NotFound);
    }

private:
    static QString addressOf(int number) { return u"52155100%1@s.whatsapp.net"_s.arg(number, 5, 10, QChar(u'0')); }
    static Ticket open(TestDesk &desk, int number, const QString &name)
    {
        Ticket draft;
        draft.customerId = desk.customers.resolve(addressOf(number), name).value();
        draft.fault = u"No prende"_s;
        return desk.ticketService.open(draft, {Actor::Type::Bot, {}, {}}).value();
    }
    static Message say(TestDesk &desk, const Ticket &ticket, const QString &text)
    {
        return desk.outbox.enqueue(ticket.customerId, ticket.id, {Author::Type::Technician, 7, u"tec"_s}, text).value();
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::ConsoleLinesTest)
#include "tst_consolelines.moc"
