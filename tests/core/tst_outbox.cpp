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

    void withoutALinkNothingCountsAsFailed()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        for (int i = 1; i <= 10; ++i) { // the link breaks with each attempt
            m_desk->channel.ready = false;
            m_desk->channel.pending.last().complete(fail(Errc::NotConnected));
            QTRY_COMPARE(toString(stateOf(id)), toString(DeliveryState::Queued));
            m_desk->channel.ready = true;
            Q_EMIT m_desk->channel.readyChanged(true);
            QTRY_COMPARE(m_desk->channel.sent.size(), i + 1); // at once, the clock stands still
        }
        QCOMPARE(m_desk->count(u"SELECT attempts FROM outbox"_s), 0);
    }

    void aNewLinkMakesEverythingDue()
    {
        QVERIFY(m_desk->outbox.start());
        enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        m_desk->channel.pending.at(0).complete(fail(Errc::TimedOut));
        QTRY_COMPARE(m_desk->count(u"SELECT attempts FROM outbox"_s), 1);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 1); // waits
        Q_EMIT m_desk->channel.readyChanged(true);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
    }

    void anAckByEventTakesTheMessageOutOfTheQueue()
    {
        const MessageId id = enqueue(u"Hola"_s);
        const QString wireId = m_desk->messages.find(id)->wireId;
        QVERIFY(m_desk->database.exec(u"UPDATE outbox SET in_flight = 1"_s)); // it was under way when we stopped
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = wireId, .state = DeliveryState::Accepted}));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
        QVERIFY(m_desk->outbox.start());
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        QCOMPARE(toString(stateOf(id)), u"accepted"_s);
        QVERIFY(m_desk->messages.find(id)->acceptedAt > 0);
    }

    void anAckByEventWhileTheAnswerIsDue()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"uno"_s);
        enqueue(u"dos"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QVERIFY(m_desk->outbox.recordDelivery(
            {.wireId = m_desk->channel.sent.first().wireId, .state = DeliveryState::Delivered}));
        m_desk->channel.pending.at(0).complete(fail(Errc::TimedOut)); // the answer itself got lost
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        m_desk->clock.advance(10min);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(toString(stateOf(id)), u"delivered"_s);
    }

    void aReportOfARefusedMessageChangesNothing()
    {
        const MessageId id = enqueue(u"Hola"_s);
        const QString wireId = m_desk->messages.find(id)->wireId;
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = wireId, .state = DeliveryState::Refused, .cause = u"no"_s}));
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = wireId, .state = DeliveryState::Accepted}));
        QCOMPARE(toString(stateOf(id)), u"refused"_s);
        QCOMPARE(m_desk->messages.find(id)->cause, u"no"_s);
    }

    void onlyARefusedMessageIsSentAgain()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QVERIFY(m_desk->outbox.resend(id).error().code == Errc::Conflict);
        m_desk->channel.pending.at(0).complete(SendOutcome{SendOutcome::Kind::Refused, u"rejected_463"_s});
        QTRY_COMPARE(toString(stateOf(id)), u"refused"_s);
        const auto again = m_desk->outbox.resend(id);
        QVERIFY(again);
        QCOMPARE(again->id, id);
        QVERIFY(again->cause.isEmpty());
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QVERIFY(m_desk->channel.sent.at(1).wireId != m_desk->channel.sent.at(0).wireId);
        QCOMPARE(m_desk->channel.sent.at(1).wireId, again->wireId);
        m_desk->channel.pending.at(1).complete(SendOutcome{});
        QTRY_COMPARE(toString(stateOf(id)), u"accepted"_s);
    }

    void aLateReceiptOfTheEarlierAttemptCounts_data()
    {
        QTest::addColumn<bool>("handedOver");
        QTest::addRow("the repetition waits") << false;
        QTest::addRow("the repetition is under way") << true;
    }
    void aLateReceiptOfTheEarlierAttemptCounts()
    {
        QFETCH(bool, handedOver);
        const MessageId id = enqueue(u"Hola"_s);
        const QString first = m_desk->messages.find(id)->wireId;
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = first, .state = DeliveryState::Refused}));
        const QString second = m_desk->outbox.resend(id)->wireId;
        if (handedOver) {
            QVERIFY(m_desk->outbox.start());
            QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        }
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = first, .state = DeliveryState::Refused})); // says nothing new
        QCOMPARE(toString(stateOf(id)), handedOver ? u"sending"_s : u"queued"_s);
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = first, .state = DeliveryState::Delivered}));
        QCOMPARE(toString(stateOf(id)), u"delivered"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
        QCOMPARE(m_desk->messages.find(id)->wireId, first); // the name that the customer's phone knows it by
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = second, .state = DeliveryState::Read}));
        QCOMPARE(toString(stateOf(id)), u"read"_s);
    }

    void aLateAnswerOfTheEarlierAttemptDoesNotRefuseTheRepetition()
    {
        QVERIFY(m_desk->outbox.start());
        const MessageId id = enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        const QString first = m_desk->channel.sent.first().wireId;
        QVERIFY(m_desk->outbox.recordDelivery({.wireId = first, .state = DeliveryState::Refused})); // by event
        QVERIFY(m_desk->outbox.resend(id));
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        m_desk->channel.pending.at(0).complete(SendOutcome{SendOutcome::Kind::Refused, u"late"_s});
        QTest::qWait(20);
        QCOMPARE(toString(stateOf(id)), u"sending"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 1);
        m_desk->channel.pending.at(1).complete(SendOutcome{});
        QTRY_COMPARE(toString(stateOf(id)), u"accepted"_s);
    }

    void aQuoteGoesOutAsItWasLastEdited()
    {
        const auto quoted = m_desk->inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"4512"_s});
        QVERIFY(quoted);
        QVERIFY(m_desk->inbox.take({.address = u"5215510000001"_s,
                                    .wireId = u"E1"_s,
                                    .kind = u"edit"_s,
                                    .text = u"4521"_s,
                                    .target = MessageReference{u"A1"_s, false}}));
        QVERIFY(m_desk->outbox.enqueue({.customer = m_customer, .text = u"Gracias"_s, .quoted = *quoted}));
        QVERIFY(m_desk->outbox.start());
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        const OutgoingMessage &out = m_desk->channel.sent.first();
        QCOMPARE(*out.quoted, MessageReference({u"A1"_s, false}));
        QCOMPARE(out.quotedText, u"4521"_s);
        QVERIFY(out.kind == OutgoingMessage::Kind::Text);
    }

    void whatIsOfAnotherChatIsNotQuoted()
    {
        const auto other = m_desk->inbox.take({.address = u"5215510000002"_s, .wireId = u"A1"_s, .text = u"secreto"_s});
        QVERIFY(other);
        const auto queued = m_desk->outbox.enqueue({.customer = m_customer, .text = u"Hola"_s, .quoted = *other});
        QVERIFY(!queued);
        QCOMPARE(queued.error().detail, u"/quote"_s);
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
