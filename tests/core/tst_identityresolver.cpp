#include "core/conversation/conversation.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString pn = u"5215510000001@s.whatsapp.net"_s;
const QString lid = u"100000000000001@lid"_s;
} // namespace

/// One customer for one person, whatever becomes known first.
class IdentityResolverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<TestDesk>(); }
    void cleanup() { m_desk.reset(); }

    void oneCustomerWhateverOrder_data()
    {
        QTest::addColumn<QString>("steps");
        QTest::addRow("number, then both") << u"p pl"_s;
        QTest::addRow("hidden id, then both") << u"l lp"_s;
        QTest::addRow("apart, then both") << u"p l lp"_s;
        QTest::addRow("apart the other way, then both") << u"l p pl"_s;
        QTest::addRow("apart, then learned") << u"p l a"_s;
        QTest::addRow("learned of one, then the other writes") << u"p a l"_s;
        QTest::addRow("other form of the number") << u"m l a"_s;
    }
    void oneCustomerWhateverOrder()
    {
        QFETCH(QString, steps);
        QString last;
        for (const QString &step : steps.split(u' ')) {
            m_desk->clock.advance(1s);
            if (step == "a"_L1) {
                QVERIFY(m_desk->customers.learnAlias(lid, pn));
                continue;
            }
            const QHash<QChar, QString> addresses{{u'p', pn}, {u'l', lid}, {u'm', u"525510000001@s.whatsapp.net"_s}};
            last = addresses.value(step.front());
            QVERIFY(m_desk->customers.resolve(
                last, step.size() > 1 ? QStringList(addresses.value(step.back())) : QStringList(), u"Ana"_s));
        }
        const CustomerId customer = *m_desk->customers.lookUp(pn);
        QCOMPARE(customer, *m_desk->customers.lookUp(lid));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer WHERE merged_into IS NULL"_s), 1);
        QCOMPARE(m_desk->count(u"SELECT count(DISTINCT customer_id) FROM customer_alias"_s), 1);
        QCOMPARE(customer.value, 1); // the older one stays
        QCOMPARE(*m_desk->customers.sendingAddress(customer), last);
    }

    void nothingIsLearnedOfStrangers()
    {
        QVERIFY(m_desk->customers.learnAlias(lid, pn));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer"_s), 0);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer_alias"_s), 0);
    }

    void aNameFillsAnEmptyOneOnly()
    {
        const CustomerId customer = *m_desk->customers.resolve(lid, {});
        QVERIFY(m_desk->customers.resolve(lid, u"Ana"_s));
        QVERIFY(m_desk->customers.resolve(lid, u"Otra"_s));
        QCOMPARE(m_desk->customers.find(customer)->displayName, u"Ana"_s);
    }

    void whomATechnicianMeansIsAnsweredWhereHeWrites()
    {
        const CustomerId customer = *m_desk->customers.resolve(lid, {pn}, u"Ana"_s);
        QCOMPARE(*m_desk->customers.mean(u"+52 55 1000 0001"_s, {}, {}), customer);
        QCOMPARE(*m_desk->customers.sendingAddress(customer), lid);
        const CustomerId walkIn = *m_desk->customers.mean(u"15550000009"_s, {}, u"Beto"_s);
        QCOMPARE(*m_desk->customers.sendingAddress(walkIn), u"15550000009"_s);
    }

    void onlyARealNumberIsAPhone_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("phone");
        QTest::addRow("number") << pn << u"5215510000001"_s;
        QTest::addRow("device") << u"15550000001:12@s.whatsapp.net"_s << u"15550000001"_s;
        QTest::addRow("as typed") << u"+1 (555) 000-0001"_s << u"15550000001"_s;
        QTest::addRow("hidden id") << lid << u""_s;
        QTest::addRow("hidden id at a host") << u"100000000000001@hosted.lid"_s << u""_s;
        QTest::addRow("group") << u"120000000000000001@g.us"_s << u""_s;
        QTest::addRow("word") << u"recepción"_s << u""_s;
    }
    void onlyARealNumberIsAPhone()
    {
        QFETCH(QString, address);
        QFETCH(QString, phone);
        QCOMPARE(IdentityResolver::phoneOf(address), phone);
    }

    void joinedCustomersHaveAllThatWasTheirs()
    {
        const CustomerId first = *m_desk->customers.resolve(pn, u"Ana"_s);
        const CustomerId second = *m_desk->customers.resolve(lid, {});
        QVERIFY(m_desk->customers.learn(second, {}, u"Ventas"_s));
        take(pn, u"A1"_s, u"uno"_s);
        take(lid, u"B1"_s, u"dos"_s);
        Ticket draft;
        draft.customerId = second;
        const Ticket ticket = *m_desk->ticketService.open(draft, {});
        const Message waiting = *m_desk->outbox.enqueue(second, ticket.id, {Author::Type::Bot, 0, {}}, u"Hola"_s);
        QVERIFY(m_desk->database.exec(u"DELETE FROM live_event"_s));

        QVERIFY(m_desk->customers.learnAlias(pn, lid));

        QCOMPARE(m_desk->messages.ofCustomer(first, 0, 10)->messages.size(), 3);
        QCOMPARE(m_desk->tickets.find(ticket.id)->customerId, first);
        QCOMPARE(m_desk->count(u"SELECT customer_id FROM outbox"_s), first.value);
        QCOMPARE(m_desk->customers.find(second)->id, first); // its id finds the other
        QCOMPARE(m_desk->customers.find(first)->department, u"Ventas"_s);
        const auto audit = m_desk->tickets.audit(ticket.id);
        QCOMPARE(audit->last().field, u"customer"_s);
        QCOMPARE(audit->last().newValue, QString::number(first.value));
        QCOMPARE(m_desk->count(u"SELECT count(DISTINCT subject_id) FROM live_event WHERE topic = 'customer'"_s), 2);
        QCOMPARE(m_desk->count(u"SELECT other_customer_id FROM customer_history WHERE event = 'joined'"_s),
                 second.value);
        QCOMPARE(m_desk->conversations.due(m_desk->clock.nowMs() + 4000, 10)->size(), 1);
        QCOMPARE(m_desk->messages.pendingOf(first, 10)->size(), 2);
        QCOMPARE(m_desk->messages.find(waiting.id)->customerId, first);
        // Its number never becomes somebody else's.
        QVERIFY(m_desk->customers.resolve(u"15550000009@s.whatsapp.net"_s, {})->value > second.value);
    }

    void aMessageThatBothHaveIsThereOnce()
    {
        const MessageId placeholder = take(pn, u"A1"_s, {}, unreadableKind);
        const MessageId quoting = take(lid, u"A2"_s, u"sí"_s);
        const MessageId real = take(lid, u"A1"_s, u"no prende"_s);
        QVERIFY(m_desk->database.exec(
            u"UPDATE message SET quoted_id = %1 WHERE id = %2"_s.arg(real.value).arg(quoting.value)));

        QVERIFY(m_desk->customers.learnAlias(pn, lid));

        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 2);
        QCOMPARE(m_desk->messages.find(placeholder)->text, u"no prende"_s);
        QCOMPARE(m_desk->messages.find(placeholder)->kind, u"text"_s);
        QCOMPARE(m_desk->messages.find(quoting)->quotedId, placeholder);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message_fts WHERE message_fts MATCH 'prende'"_s), 1);
    }

    void aReactionFindsItsMessageAcrossTheJoin()
    {
        const MessageId message = take(lid, u"A1"_s, u"no prende"_s);
        QVERIFY(m_desk->inbox.take({.address = pn,
                                    .wireId = u"R1"_s,
                                    .kind = u"reaction"_s,
                                    .text = u"👍"_s,
                                    .target = MessageReference{u"A1"_s, false}}));
        QVERIFY(m_desk->customers.learnAlias(pn, lid));
        const auto actions = m_desk->messages.actionsOn({*m_desk->messages.find(message)});
        QCOMPARE(actions->value(message).size(), 1);
    }

    void theConversationThatAPersonTookGoesOn_data()
    {
        QTest::addColumn<QString>("taken");
        QTest::addRow("the older") << pn;
        QTest::addRow("the younger") << lid;
    }
    void theConversationThatAPersonTookGoesOn()
    {
        QFETCH(QString, taken);
        for (const QString &address : {pn, lid}) {
            const CustomerId customer = *m_desk->customers.resolve(address, {});
            ConversationState state;
            state.stage = address == taken ? Stage::HandedOver : Stage::Gathering;
            state.lastActivityAt = m_desk->clock.nowMs() + (address == taken ? 0 : 60'000);
            ConversationRow row{customer, toJson(state)};
            row.paused = address == taken;
            QVERIFY(m_desk->conversations.save(row, m_desk->clock.nowMs()));
        }
        QVERIFY(m_desk->customers.learnAlias(pn, lid));
        const auto row = m_desk->conversations.load(*m_desk->customers.lookUp(pn));
        QVERIFY(row->paused);
        QVERIFY(conversationStateFrom(row->state).stage == Stage::HandedOver);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM conversation"_s), 1);
    }

private:
    MessageId take(const QString &address, const QString &id, const QString &text, const QString &kind = u"text"_s)
    {
        const auto taken = m_desk->inbox.take({.address = address, .wireId = id, .kind = kind, .text = text});
        return taken ? *taken : MessageId{};
    }

    std::unique_ptr<TestDesk> m_desk;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::IdentityResolverTest)
#include "tst_identityresolver.moc"
