#include "core/conversation/conversation.h"
#include "core/customers/customermerge.h"
#include "core/storage/customerrepository.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString anas = u"5215510000001@s.whatsapp.net"_s;
const QString betos = u"5215510000002@s.whatsapp.net"_s;
const QString betosLid = u"100000000000002@lid"_s;
const Actor marta{Actor::Type::Technician, {7}, u"Marta"_s};
} // namespace

/// Two customers made one by a person, and that undone.
class CustomerMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_ana = *m_desk->customers.resolve(anas, u"Ana"_s);
        m_beto = *m_desk->customers.resolve(betos, u"Beto"_s);
        QVERIFY(m_desk->customers.learn(m_beto, {}, u"Ventas"_s));
        QVERIFY(m_desk->customers.change(m_beto, {.notes = u"llamar por la tarde"_s}));
    }
    void cleanup() { m_desk.reset(); }

    void allGoesOverAndComesBack()
    {
        take(anas, u"A1"_s, u"no imprime"_s);
        const MessageId said = take(betos, u"B1"_s, u"no enciende"_s);
        const Ticket ticket = open(m_beto);
        const Message waiting = *m_desk->outbox.enqueue(m_beto, ticket.id, {Author::Type::Bot, 0, {}}, u"Hola"_s);
        const QString before = dump();

        const auto merge = m_desk->merges.merge(m_ana, m_beto, marta);
        QVERIFY2(merge, merge ? "" : qUtf8Printable(merge.error().detail));
        QCOMPARE(m_desk->customers.find(m_beto)->id, m_ana);
        QCOMPARE(m_desk->messages.ofCustomer(m_ana, 0, 10)->messages.size(), 3);
        QCOMPARE(m_desk->tickets.find(ticket.id)->customerId, m_ana);
        QCOMPARE(*m_desk->customers.lookUp(betos), m_ana);
        QCOMPARE(m_desk->customers.find(m_ana)->department, u"Ventas"_s);
        const auto trail = m_desk->tickets.audit(ticket.id)->last();
        QCOMPARE(trail.actorName, u"Marta"_s);
        QCOMPARE(trail.field, u"customer"_s);

        const auto back = m_desk->merges.undo(*merge, marta);
        QVERIFY2(back, back ? "" : qUtf8Printable(back.error().detail));
        QCOMPARE(*back, m_beto);
        QCOMPARE(dump(), before);
        QCOMPARE(m_desk->messages.find(said)->customerId, m_beto);
        QCOMPARE(m_desk->messages.find(waiting.id)->customerId, m_beto);
        QCOMPARE(m_desk->count(u"SELECT customer_id FROM outbox"_s), m_beto.value);
        QCOMPARE(m_desk->tickets.audit(ticket.id)->last().newValue, QString::number(m_beto.value));
        const auto history = CustomerRepository(m_desk->database).history(m_ana, 0, 10);
        QCOMPARE(history->events.at(0).event, u"unmerged"_s);
        QCOMPARE(history->events.at(1).event, u"merged"_s);
        QVERIFY(history->events.at(1).undone);
        QCOMPARE(history->events.at(1).merge, *merge);
        QCOMPARE(history->events.at(1).actorName, u"Marta"_s);
        QCOMPARE(m_desk->count(u"PRAGMA foreign_key_check"_s), -1); // no row
    }

    void whatHappenedSinceGoesWithItsTicketAndAddress()
    {
        take(betos, u"B1"_s, u"no enciende"_s);
        const Ticket ticket = open(m_beto);
        const qint64 merge = *m_desk->merges.merge(m_ana, m_beto, marta);

        const MessageId inTicket = take(betos, u"B2"_s, u"sigue igual"_s, ticket.id);
        TicketPatch closed;
        closed.status = TicketStatus::Closed;
        QVERIFY(m_desk->ticketService.patch(ticket.id, closed, marta));
        const MessageId without = take(anas, u"A2"_s, u"gracias"_s);
        QVERIFY(m_desk->customers.resolve(betosLid, {betos}, {})); // now his hidden id is known as well
        QVERIFY(m_desk->customers.change(m_ana, {.department = u"Compras"_s}));

        QVERIFY(m_desk->merges.undo(merge, marta));
        QCOMPARE(m_desk->messages.find(inTicket)->customerId, m_beto);
        QCOMPARE(m_desk->messages.find(without)->customerId, m_ana);
        QCOMPARE(*m_desk->customers.lookUp(betosLid), m_beto);
        QCOMPARE(m_desk->customers.find(m_ana)->department, u"Compras"_s); // was changed since
        QCOMPARE(m_desk->customers.find(m_ana)->notes, QString());
        QCOMPARE(m_desk->customers.find(m_beto)->notes, u"llamar por la tarde"_s);
        // They stay apart when he writes again under both names.
        QCOMPARE(*m_desk->customers.resolve(betosLid, {betos}, {}), m_beto);
        QCOMPARE(m_desk->customers.find(m_ana)->id, m_ana);
    }

    void eachHasItsConversationAgain()
    {
        const auto put = [this](CustomerId customer, Stage stage, bool paused) {
            ConversationState state;
            state.stage = stage;
            state.facts.fault = u"de %1"_s.arg(customer.value);
            state.lastActivityAt = m_desk->clock.nowMs();
            ConversationRow row{customer, toJson(state)};
            row.paused = paused;
            QVERIFY(m_desk->conversations.save(row, m_desk->clock.nowMs()));
        };
        put(m_ana, Stage::Gathering, false);
        put(m_beto, Stage::HandedOver, true);
        take(betos, u"B1"_s, u"sigo aquí"_s);
        const qint64 merge = *m_desk->merges.merge(m_ana, m_beto, marta);
        QVERIFY(m_desk->conversations.load(m_ana)->paused);
        QVERIFY(m_desk->merges.undo(merge, marta));
        const auto anasRow = m_desk->conversations.load(m_ana);
        const auto betosRow = m_desk->conversations.load(m_beto);
        QVERIFY(!anasRow->paused);
        QVERIFY(betosRow->paused);
        QCOMPARE(conversationStateFrom(anasRow->state).facts.fault, u"de 1"_s);
        QCOMPARE(conversationStateFrom(betosRow->state).facts.fault, u"de 2"_s);
        QCOMPARE(anasRow->turnDueAt, 0);
        QVERIFY(betosRow->turnDueAt > 0); // his message still waits for its turn
    }

    void oneThatBothHadIsOne()
    {
        const MessageId first = take(anas, u"X1"_s, u"hola"_s);
        const MessageId second = take(betos, u"X1"_s, u"hola"_s);
        const qint64 merge = *m_desk->merges.merge(m_ana, m_beto, marta);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 1);
        QVERIFY(m_desk->merges.undo(merge, marta));
        QCOMPARE(m_desk->messages.find(first)->customerId, m_ana);
        QVERIFY(!m_desk->messages.find(second));
    }

    void onlyTheLastIsUndone()
    {
        const CustomerId carla = *m_desk->customers.resolve(u"5215510000003@s.whatsapp.net"_s, u"Carla"_s);
        const qint64 first = *m_desk->merges.merge(m_ana, m_beto, marta);
        const qint64 second = *m_desk->merges.merge(carla, m_ana, marta);
        QCOMPARE(m_desk->customers.find(m_beto)->id, carla);
        QCOMPARE(m_desk->merges.undo(first, marta).error().detail, u"merged_since"_s);
        QVERIFY(m_desk->merges.undo(second, marta));
        QCOMPARE(m_desk->customers.find(m_beto)->id, m_ana); // part of Ana as before
        QVERIFY(m_desk->merges.undo(first, marta));
        QCOMPARE(m_desk->customers.find(m_beto)->id, m_beto);
        QCOMPARE(m_desk->merges.undo(first, marta).error().detail, u"undone"_s);
        QVERIFY(m_desk->merges.undo(99, marta).error().code == Errc::NotFound);
    }

    void nobodyIsMergedWithThemselves()
    {
        QVERIFY(m_desk->merges.merge(m_ana, m_ana, marta).error().code == Errc::Invalid);
        QVERIFY(m_desk->merges.merge(m_ana, {99}, marta).error().code == Errc::NotFound);
        QVERIFY(m_desk->merges.merge(m_ana, m_beto, marta));
        QVERIFY(m_desk->merges.merge(m_ana, m_beto, marta).error().code == Errc::Invalid); // one already
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer_merge"_s), 1);
    }

private:
    MessageId take(const QString &address, const QString &id, const QString &text, TicketId ticket = {})
    {
        const auto taken = m_desk->inbox.take({.address = address, .wireId = id, .text = text});
        if (taken && ticket.isValid() && m_desk->messages.find(*taken)->ticketId != ticket)
            qFatal("the message went elsewhere");
        return taken ? *taken : MessageId{};
    }

    Ticket open(CustomerId customer)
    {
        Ticket draft;
        draft.customerId = customer;
        return *m_desk->ticketService.open(draft, {});
    }

    /// Whose everything is.
    QString dump()
    {
        QStringList rows;
        Statement query = m_desk->database.prepare(
            u"SELECT 'c' || id || display_name || department || notes || opt_out || coalesce(merged_into, '') FROM customer UNION ALL "
            "SELECT 'a' || address || customer_id FROM customer_alias UNION ALL SELECT 'm' || id || customer_id FROM message UNION ALL "
            "SELECT 't' || id || customer_id FROM ticket UNION ALL SELECT 'o' || message_id || customer_id FROM outbox"_s);
        if (query.exec()) {
            while (query.next())
                rows << query.text(0);
        }
        return rows.join(u'\n');
    }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_ana;
    CustomerId m_beto;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::CustomerMergeTest)
#include "tst_customermerge.moc"
