#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_customer = *m_desk->customers.resolve(u"5215510000001"_s, u"Ana"_s);
    }
    void cleanup() { m_desk.reset(); }

    void acceptedMessageLeavesTheQueue()
    {
        m_desk->channel.answer = SendOutcome{};
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(toString(stateOf(id)), toString(DeliveryState::Accepted));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
        QCOMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(m_desk->channel.sent.first().address, u"5215510000001"_s);
    }

    void oneMessageOfACustomerAtATime()
    {
        QVERIFY(m_desk->outbox.start());
        enqueue(u"uno"_s);
        enqueue(u"dos"_s);
        const CustomerId other = *m_desk->customers.resolve(u"5215510000002"_s, u"Beto"_s);
        QVERIFY(m_desk->outbox.enqueue(other, {}, {Author::Type::Bot, 0, {}}, u"otro"_s));
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(m_desk->channel.sent.at(0).text, u"uno"_s);
        QCOMPARE(m_desk->channel.sent.at(1).text, u"otro"_s);
        m_desk->channel.pending.at(0).complete(SendOutcome{});
        QTRY_COMPARE(m_desk->channel.sent.size(), 3);
        QCOMPARE(m_desk->channel.sent.at(2).text, u"dos"_s);
    }

    void failedAttemptWaitsInTheQueueUnderTheSameId()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(toString(stateOf(id)), toString(DeliveryState::Sending));
        m_desk->channel.pending.at(0).complete(fail(Errc::NotConnected));
        QTRY_COMPARE(toString(stateOf(id)), toString(DeliveryState::Queued));
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 1);
        m_desk->clock.advance(5s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(m_desk->channel.sent.at(1).wireId, m_desk->channel.sent.at(0).wireId);
    }

    void delaysGrowToFiveMinutes()
    {
        QVERIFY(Outbox::retryDelay(1, 0.999) <= 5s);
        for (int attempt = 1; attempt < 7; ++attempt)
            QVERIFY(Outbox::retryDelay(attempt + 1, 0.5) > Outbox::retryDelay(attempt, 0.5));
        QCOMPARE(Outbox::retryDelay(40, 0.5), 300s);
    }

    void refusalKeepsItsCauseAndFreesTheChat()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"uno"_s);
        enqueue(u"dos"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        m_desk->channel.pending.at(0).complete(SendOutcome{SendOutcome::Kind::Refused, u"rejected_400"_s});
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(toString(stateOf(id)), toString(DeliveryState::Refused));
        QCOMPARE(m_desk->messages.find(id)->cause, u"rejected_400"_s);
    }

    void inFlightAtACrashIsUnknownOverAChannelThatCannotRepeat_data()
    {
        QTest::addColumn<bool>("repeats");
        QTest::addColumn<QString>("state");
        QTest::addRow("repeats") << true << u"sending"_s;
        QTest::addRow("cannot repeat") << false << u"refused"_s;
    }
    void inFlightAtACrashIsUnknownOverAChannelThatCannotRepeat()
    {
        QFETCH(bool, repeats);
        QFETCH(QString, state);
        m_desk->channel.repeats = repeats;
        const MessageId id = enqueue(u"Hola"_s);
        QVERIFY(m_desk->database.exec(u"UPDATE outbox SET in_flight = 1"_s));
        QVERIFY(m_desk->database.exec(u"UPDATE message SET state = 'sending'"_s));
        QVERIFY(m_desk->outbox.start());
        QTest::qWait(20);
        QCOMPARE(toString(stateOf(id)), state);
        QCOMPARE(m_desk->channel.sent.size(), repeats ? 1 : 0);
        QCOMPARE(m_desk->messages.find(id)->cause, repeats ? u""_s : u"outcome_unknown"_s);
    }

    void lateReceiptNeverLowersTheState()
    {
        m_desk->channel.answer = SendOutcome{};
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(toString(stateOf(id)), toString(DeliveryState::Accepted));
        const QString wireId = m_desk->channel.sent.first().wireId;
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = wireId, .state = DeliveryState::Read}));
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = wireId, .state = DeliveryState::Delivered}));
        QCOMPARE(toString(stateOf(id)), toString(DeliveryState::Read));
    }

    void rolledBackMessageIsNeverSent()
    {
        m_desk->channel.answer = SendOutcome{};
        QVERIFY(m_desk->outbox.start());
        const auto undone = m_desk->database.transaction([&]() -> Result<> {
            enqueue(u"Hola"_s);
            return fail(Errc::Invalid);
        });
        QVERIFY(!undone);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 0);
    }

private:
    MessageId enqueue(const QString &text)
    {
        const auto message = m_desk->outbox.enqueue(m_customer, {}, {Author::Type::Bot, 0, {}}, text);
        return message ? message->id : MessageId{};
    }
    DeliveryState stateOf(MessageId id) { return m_desk->messages.find(id)->state; }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::OutboxTest)
#include "tst_outbox.moc"
