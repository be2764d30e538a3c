#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"15550000001@s.whatsapp.net"_s;
const QString anaLid = u"100000000000001@lid"_s;
} // namespace

class ChannelReceiverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<TestDesk>(); }
    void cleanup() { m_desk.reset(); }

    void aBatchIsTakenInItsOrder()
    {
        QVERIFY(m_desk->receiver.take({said(u"A1"_s, u"uno"_s), said(u"A2"_s, u"dos"_s), reaction(u"A1"_s, u"👍"_s)}));
        QCOMPARE(words(), QStringList({u"uno"_s, u"dos"_s, u"👍"_s}));
        QCOMPARE(m_desk->count(u"SELECT target_id FROM message WHERE kind = 'reaction'"_s), 1);
    }

    void repeatingABatchChangesNothing()
    {
        const QList<ChannelEvent> batch{said(u"A1"_s, u"uno"_s),       reaction(u"A1"_s, u"👍"_s),
                                        AliasLearned{ana, anaLid},     SecurityCodeChanged{ana},
                                        ReadElsewhere{ana, {u"A1"_s}}, said(u"A2"_s, u"dos"_s)};
        QVERIFY(m_desk->receiver.take(batch));
        const QString before = everything();
        m_desk->clock.advance(1min);
        QVERIFY(m_desk->receiver.take(batch));
        QCOMPARE(everything(), before);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 4);
    }

    void anEventThatCanNeverBeTakenIsPassedOver_data()
    {
        QTest::addColumn<int>("which");
        QTest::addRow("no id") << 0;
        QTest::addRow("no address") << 1;
        QTest::addRow("reaction to nothing") << 2;
        QTest::addRow("alias of nothing") << 3;
    }
    void anEventThatCanNeverBeTakenIsPassedOver()
    {
        QFETCH(int, which);
        const QList<ChannelEvent> bad{
            IncomingMessage{.address = ana, .wireId = {}, .text = u"x"_s},
            IncomingMessage{.address = {}, .wireId = u"B"_s, .text = u"x"_s},
            IncomingMessage{.address = ana, .wireId = u"B"_s, .kind = u"reaction"_s, .text = {}},
            AliasLearned{ana, {}}};
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"passed over an event"_s));
        QVERIFY(m_desk->receiver.take({said(u"A1"_s, u"uno"_s), bad.at(which), said(u"A2"_s, u"dos"_s)}));
        QCOMPARE(words(), QStringList({u"uno"_s, u"dos"_s}));
    }

    void withoutStorageNothingIsTaken()
    {
        QVERIFY(m_desk->database.exec(u"ALTER TABLE live_event RENAME TO elsewhere"_s));
        const auto taken = m_desk->receiver.take({said(u"A1"_s, u"uno"_s)});
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Errc::Storage);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 0);
        QVERIFY(m_desk->database.exec(u"ALTER TABLE elsewhere RENAME TO live_event"_s));
        QVERIFY(m_desk->receiver.take({said(u"A1"_s, u"uno"_s)}));
        QCOMPARE(words(), QStringList(u"uno"_s));
    }

    void aReceiptMovesOurMessage()
    {
        const CustomerId customer = *m_desk->customers.resolve(ana, {});
        const auto message = m_desk->outbox.enqueue(customer, {}, {Author::Type::Bot, 0, {}}, u"Hola"_s);
        QVERIFY(message);
        QVERIFY(m_desk->receiver.take({DeliveryUpdate{message->wireId, DeliveryState::Read, {}, 0},
                                       DeliveryUpdate{u"of-nobody"_s, DeliveryState::Read, {}, 0}}));
        QCOMPARE(toString(m_desk->messages.find(message->id)->state), u"read"_s);
    }

    void aNewSecurityCodeIsALineInTheChat()
    {
        QVERIFY(m_desk->receiver.take({SecurityCodeChanged{ana}})); // of nobody known
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM customer"_s), 0);

        Ticket draft;
        draft.customerId = *m_desk->customers.resolve(ana, {});
        const auto ticket = m_desk->ticketService.open(draft, {});
        QVERIFY(ticket);
        QVERIFY(m_desk->receiver.take({SecurityCodeChanged{ana}, SecurityCodeChanged{ana}}));
        const auto page = m_desk->messages.ofTicket(ticket->id, 0, 10);
        QCOMPARE(page->messages.size(), 1);
        QCOMPARE(page->messages.first().kind, u"system"_s);
        QCOMPARE(page->messages.first().details[u"event"_s].toString(), u"security_code_changed"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM conversation"_s), 0); // nothing to answer

        m_desk->clock.advance(24h);
        QVERIFY(m_desk->receiver.take({SecurityCodeChanged{ana}}));
        QCOMPARE(m_desk->messages.ofTicket(ticket->id, 0, 10)->messages.size(), 2);
    }

    void whatWasReadOnThePhoneIsRead()
    {
        QVERIFY(m_desk->receiver.take({said(u"A1"_s, u"uno"_s), said(u"A2"_s, u"dos"_s)}));
        const CustomerId customer = *m_desk->customers.lookUp(ana);
        QCOMPARE(*m_desk->messages.unreadOf(customer), 2);
        QVERIFY(m_desk->receiver.take({ReadElsewhere{ana, {u"A1"_s, u"unknown"_s}}}));
        QCOMPARE(*m_desk->messages.unreadOf(customer), 1);
        QVERIFY(m_desk->channel.read.isEmpty()); // the phone has told the customer
    }

private:
    static IncomingMessage said(const QString &id, const QString &text)
    {
        return {.address = ana, .wireId = id, .text = text};
    }
    static IncomingMessage reaction(const QString &id, const QString &emoji)
    {
        return {.address = ana,
                .wireId = u"R-"_s + id,
                .kind = u"reaction"_s,
                .text = emoji,
                .target = MessageReference{id, false}};
    }
    QStringList words() { return lines(u"SELECT text FROM message ORDER BY id"_s); }
    /// All that a repetition could spoil.
    QString everything()
    {
        return lines(
                   u"SELECT id || kind || text || customer_id || unread || pending || coalesce(read_at, '') FROM message"_s)
                   .join(u'\n')
            + lines(u"SELECT id || topic || subject_id FROM live_event"_s).join(u'\n')
            + lines(u"SELECT customer_id || address FROM customer_alias"_s).join(u'\n')
            + lines(u"SELECT id || event || address FROM customer_history"_s).join(u'\n')
            + lines(u"SELECT customer_id || turn_due_at FROM conversation"_s).join(u'\n');
    }
    QStringList lines(const QString &sql)
    {
        Statement query = m_desk->database.prepare(sql);
        QStringList found;
        if (query.exec()) {
            while (query.next())
                found << query.text(0);
        }
        return found;
    }

    std::unique_ptr<TestDesk> m_desk;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::ChannelReceiverTest)
#include "tst_channelreceiver.moc"
