#include "tests/support/hostileimages.h"
#include "tests/support/testdesk.h"

#include <QFile>

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

    // --- Pace

    void automaticTextsAreTypedFirst()
    {
        heard();
        m_desk->outbox.setPacing({.on = true});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.typing.size(), 1);
        QCOMPARE(m_desk->channel.typing.first(), std::pair(u"5215510000001"_s, true));
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        m_desk->clock.advance(3s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(m_desk->channel.typing.size(), 1);
    }

    void aRepetitionIsNotTypedAgain()
    {
        heard();
        m_desk->outbox.setPacing({.on = true});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"Hola"_s);
        QTRY_COMPARE(m_desk->channel.typing.size(), 1);
        m_desk->clock.advance(3s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        m_desk->channel.pending.first().complete(fail(Errc::TimedOut));
        QTRY_COMPARE(m_desk->count(u"SELECT attempts FROM outbox"_s), 1);
        m_desk->clock.advance(10s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(m_desk->channel.typing.size(), 1);
    }

    void aTechniciansWordsLeaveAtOnceAndInTheirOrder()
    {
        heard();
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .all = {.minute = 1}});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"¿Cuál es tu nombre?"_s);
        QTRY_COMPARE(m_desk->channel.typing.size(), 1); // under way
        say(u"Hola, te atiendo yo"_s);
        say(u"y ya"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 3); // the clock stands still
        QCOMPARE(m_desk->channel.sent.at(0).text, u"¿Cuál es tu nombre?"_s);
        QCOMPARE(m_desk->channel.sent.at(1).text, u"Hola, te atiendo yo"_s);
        QCOMPARE(m_desk->channel.sent.at(2).text, u"y ya"_s);
    }

    void aTechnicianPassesWhatABudgetHoldsBack()
    {
        heard();
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .typing = false, .contact = {.minute = 1}});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"uno"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        const MessageId held = enqueue(u"dos"_s);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 1);
        say(u"yo"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(m_desk->channel.sent.at(1).text, u"yo"_s);
        QCOMPARE(toString(stateOf(held)), u"queued"_s);
        QCOMPARE(m_desk->outbox.paceState().held, 1);
        m_desk->clock.advance(61s); // of the technician's words, too
        QTRY_COMPARE(m_desk->channel.sent.size(), 3);
        QTRY_COMPARE(toString(stateOf(held)), u"accepted"_s);
    }

    void repliesComeBeforeNotices()
    {
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .typing = false, .all = {.minute = 8}});
        QList<CustomerId> all;
        for (int i = 0; i < 20; ++i)
            all << heardFrom(u"52155100001%1"_s.arg(i, 2, 10, QChar(u'0')));
        for (const CustomerId customer : all)
            QVERIFY(notify(customer));
        QVERIFY(m_desk->outbox.start());
        QTRY_COMPARE(m_desk->channel.sent.size(), 6); // three quarters of the budget
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 6);
        for (int i = 18; i < 20; ++i)
            QVERIFY(m_desk->outbox.enqueue(all.at(i), {}, {Author::Type::Bot, 0, {}}, u"respuesta"_s));
        QTRY_COMPARE(m_desk->channel.sent.size(), 8); // past the news that wait, even of their own chats
        QCOMPARE(m_desk->channel.sent.at(6).text, u"respuesta"_s);
        QCOMPARE(m_desk->channel.sent.at(7).text, u"respuesta"_s);
    }

    /// Nothing is lost, nothing is doubled, and never more than the budget within any minute.
    void aBurstIsPacedAndLosesNothing()
    {
        constexpr int customers = 40;
        constexpr int budget = 10;
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .typing = false, .all = {.minute = budget}, .gap = 200ms});
        QVERIFY(m_desk->outbox.start());
        for (int i = 0; i < customers; ++i) {
            const CustomerId customer = heardFrom(u"52155100002%1"_s.arg(i, 2, 10, QChar(u'0')));
            QVERIFY(m_desk->outbox.enqueue(customer, {}, {Author::Type::Bot, 0, {}}, QString::number(i)));
        }
        QList<qint64> times;
        qsizetype seen = 0;
        for (int step = 0; step < 4'000 && m_desk->channel.sent.size() < customers; ++step) {
            QCoreApplication::processEvents();
            for (; seen < m_desk->channel.sent.size(); ++seen)
                times << m_desk->clock.nowMs();
            m_desk->clock.advance(100ms);
        }
        QCOMPARE(m_desk->channel.sent.size(), customers);
        QSet<QString> texts;
        for (const OutgoingMessage &message : std::as_const(m_desk->channel.sent))
            texts.insert(message.text);
        QCOMPARE(texts.size(), customers);
        for (qsizetype i = budget; i < times.size(); ++i)
            QVERIFY2(times.at(i) - times.at(i - budget) >= 60'000 - 300, qPrintable(QString::number(i)));
        QTRY_COMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
    }

    void budgetsOutliveTheProgram()
    {
        heard();
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .typing = false, .all = {.minute = 2}});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"uno"_s);
        enqueue(u"dos"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        m_desk->outbox.stop();

        Outbox next({m_desk->database, m_desk->messages, m_desk->customers, m_desk->live, m_desk->attachments},
                    m_desk->channel, m_desk->clock, m_desk->random);
        next.setPacing({.on = true, .typing = false, .all = {.minute = 2}});
        QVERIFY(next.start());
        QCOMPARE(next.paceState().used.minute, 2);
        QVERIFY(next.enqueue(m_customer, {}, {Author::Type::Bot, 0, {}}, u"tres"_s));
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 2);
        m_desk->clock.advance(61s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 3);
    }

    void noticesWaitForTheEndOfTheQuietHours()
    {
        heard();
        m_desk->channel.answer = SendOutcome{};
        const QTime now = m_desk->clock.nowUtc().toLocalTime().time();
        m_desk->outbox.setPacing({.on = true, .typing = false, .quiet = {now.addSecs(-60), now.addSecs(600)}});
        QVERIFY(m_desk->outbox.start());
        QVERIFY(notify(m_customer));
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        enqueue(u"respuesta"_s); // to somebody who has just written
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(m_desk->channel.sent.first().text, u"respuesta"_s);
        m_desk->clock.advance(601s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
    }

    void theLightTellsItsChanges()
    {
        heard();
        m_desk->channel.answer = SendOutcome{};
        QVERIFY(m_desk->outbox.start());
        m_desk->outbox.setPacing({.on = true, .typing = false, .all = {.minute = 2}});
        QCOMPARE(toString(m_desk->outbox.paceState().light), u"green"_s);
        enqueue(u"uno"_s);
        enqueue(u"dos"_s);
        QTRY_COMPARE(toString(m_desk->outbox.paceState().light), u"red"_s);
        QTRY_COMPARE(m_desk->count(u"SELECT count(*) FROM live_event WHERE topic = 'pacing'"_s), 1);
        m_desk->clock.advance(61s); // by the clock alone
        QCOMPARE(toString(m_desk->outbox.paceState().light), u"green"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event WHERE topic = 'pacing'"_s), 2);
        m_desk->outbox.setServiceLimits({.restrictedUntil = m_desk->clock.nowMs() + 60'000});
        QCOMPARE(toString(m_desk->outbox.paceState().light), u"red"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event WHERE topic = 'pacing'"_s), 3);
    }

    void aServiceThatWantsPeaceGetsIt()
    {
        heard();
        m_desk->outbox.setPacing({.on = true, .typing = false});
        QVERIFY(m_desk->outbox.start());
        enqueue(u"uno"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        m_desk->channel.pending.first().complete(SendOutcome{SendOutcome::Kind::Refused, u"rate_limited"_s});
        QTRY_COMPARE(toString(m_desk->outbox.paceState().light), u"red"_s);
        enqueue(u"dos"_s);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 1);
        m_desk->clock.advance(6min);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
    }

    // --- First contacts

    void strangersAreNotWrittenTo_data()
    {
        QTest::addColumn<bool>("technician");
        QTest::addRow("technician") << true;
        QTest::addRow("automatic") << false;
    }
    void strangersAreNotWrittenTo()
    {
        QFETCH(bool, technician);
        m_desk->channel.answer = SendOutcome{};
        m_desk->channel.numbers = NumberOnService{.registered = true};
        m_desk->outbox.setPacing({.on = true, .typing = false});
        QVERIFY(m_desk->outbox.start());
        const Author author{technician ? Author::Type::Technician : Author::Type::Bot, 7, u"tec"_s};
        const auto refused = m_desk->outbox.enqueue({.customer = m_customer, .author = author, .text = u"Hola"_s});
        QVERIFY(refused);
        QCOMPARE(toString(refused->state), u"refused"_s);
        QCOMPARE(refused->cause, u"first_contact_off"_s);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM outbox"_s), 0);
        // Once the customer has written it goes.
        heard();
        QVERIFY(m_desk->outbox.resend(refused->id));
        QTRY_COMPARE(toString(stateOf(refused->id)), u"accepted"_s);
        QCOMPARE(m_desk->channel.sent.size(), 1);
    }

    void whereFirstContactsAreAllowedTheNumberIsLookedUp_data()
    {
        QTest::addColumn<bool>("registered");
        QTest::addRow("there") << true;
        QTest::addRow("not there") << false;
    }
    void whereFirstContactsAreAllowedTheNumberIsLookedUp()
    {
        QFETCH(bool, registered);
        m_desk->channel.answer = SendOutcome{};
        m_desk->channel.numbers = NumberOnService{.registered = registered,
                                                  .address = registered ? u"525510000001@s.whatsapp.net"_s : QString(),
                                                  .alias = registered ? u"77@lid"_s : QString()};
        m_desk->outbox.setPacing({.on = true, .typing = false, .firstContact = true});
        QVERIFY(m_desk->outbox.start());
        const MessageId id = say(u"Hola"_s);
        QTRY_COMPARE(toString(stateOf(id)), registered ? u"accepted"_s : u"refused"_s);
        QCOMPARE(m_desk->channel.checked, QStringList{u"5215510000001"_s});
        QCOMPARE(m_desk->messages.find(id)->cause, registered ? u""_s : u"not_on_whatsapp"_s);
        QCOMPARE(m_desk->channel.sent.size(), registered ? 1 : 0);
        if (!registered)
            return;
        QCOMPARE(m_desk->channel.sent.first().address, u"525510000001@s.whatsapp.net"_s); // as the service spells it
        QCOMPARE(*m_desk->customers.lookUp(u"77@lid"_s), m_customer);
        say(u"otra cosa"_s);
        QTRY_COMPARE(m_desk->channel.sent.size(), 2);
        QCOMPARE(m_desk->channel.checked.size(), 1); // asked once
    }

    void aLookUpWithoutAnAnswerIsTriedAgain()
    {
        m_desk->channel.numbers = fail(Errc::TimedOut);
        m_desk->channel.answer = SendOutcome{};
        m_desk->outbox.setPacing({.on = true, .typing = false, .firstContact = true});
        QVERIFY(m_desk->outbox.start());
        const MessageId id = say(u"Hola"_s);
        QTRY_COMPARE(m_desk->count(u"SELECT attempts FROM outbox"_s), 1);
        QCOMPARE(toString(stateOf(id)), u"queued"_s);
        m_desk->channel.numbers = NumberOnService{.registered = true};
        m_desk->clock.advance(10s);
        QTRY_COMPARE(toString(stateOf(id)), u"accepted"_s);
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

    void aFileGoesOutAsWhatItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("wish");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("sentAs");
        using Kind = OutgoingFile::Kind;
        const auto row = [](const char *title, const QByteArray &bytes, const QString &name, SendAs wish,
                            const QString &kind, Kind sentAs) {
            QTest::addRow("%s", title) << bytes << name << int(wish) << kind << int(sentAs);
        };
        const QByteArray opus = "OggS" + QByteArray(24, '\0') + "OpusHead";
        const QByteArray film = QByteArray("\0\0\0\x18", 4) + "ftypisom" + QByteArray(12, '\0');
        row("photo", imageOf(400, 300, "JPEG"), u"a.jpg"_s, SendAs::Itself, u"image"_s, Kind::Image);
        row("photo as a document", imageOf(400, 300, "JPEG"), u"a.jpg"_s, SendAs::Document, u"document"_s,
            Kind::Document);
        row("called a photo", "%PDF-1.7", u"a.jpg"_s, SendAs::Itself, u"document"_s, Kind::Document);
        row("bomb", pngThatClaims(9000, 9000), u"a.png"_s, SendAs::Itself, u"document"_s, Kind::Document);
        row("broken", imageOf(40, 30, "PNG").left(40), u"a.png"_s, SendAs::Itself, u"document"_s, Kind::Document);
        row("moving picture", QByteArray("GIF89a"), u"a.gif"_s, SendAs::Itself, u"document"_s, Kind::Document);
        row("over the limit of images", imageOf(400, 300, "BMP"), u"a.bmp"_s, SendAs::Itself, u"document"_s,
            Kind::Document);
        row("large photo", imageOf(400, 300, "JPEG") + QByteArray(20000, 'x'), u"a.jpg"_s, SendAs::Itself,
            u"document"_s, Kind::Document);
        row("film", film, u"a.mp4"_s, SendAs::Itself, u"video"_s, Kind::Video);
        row("audio", opus, u"a.ogg"_s, SendAs::Itself, u"audio"_s, Kind::Audio);
        row("voice note", opus, u"a.ogg"_s, SendAs::Voice, u"audio"_s, Kind::Voice);
        row("no voice", "%PDF-1.7", u"a.pdf"_s, SendAs::Voice, u"document"_s, Kind::Document);
    }
    void aFileGoesOutAsWhatItIs()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QFETCH(int, wish);
        QFETCH(QString, kind);
        QFETCH(int, sentAs);
        const AttachmentId file = upload(bytes, name);
        QVERIFY(m_desk->outbox.start());
        const auto message = m_desk->outbox.enqueue({.customer = m_customer,
                                                     .text = u"mire"_s,
                                                     .attachment = file,
                                                     .sendAs = SendAs(wish),
                                                     .limits = {.image = 20000}});
        QVERIFY(message);
        QCOMPARE(message->kind, kind);
        QCOMPARE(message->attachmentId, file);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        const OutgoingMessage sent = m_desk->channel.sent.first();
        QCOMPARE(sent.text, u"mire"_s);
        QVERIFY(sent.file.has_value());
        QCOMPARE(int(sent.file->kind), sentAs);
        QCOMPARE(sent.file->fileName, name);
        QFile stored(sent.file->path);
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QCOMPARE(stored.readAll(), bytes);
        QCOMPARE(m_desk->messages.find(message->id)->details[u"media"_s][u"voice_note"_s].toBool(),
                 sentAs == int(OutgoingFile::Kind::Voice));
    }

    void aVoiceNoteTakesItsWaveAlong()
    {
        const AttachmentId file = upload("OggS" + QByteArray(24, '\0') + "OpusHead", u"a.ogg"_s);
        QVERIFY(m_desk->outbox.start());
        const auto message = m_desk->outbox.enqueue(
            {.customer = m_customer, .attachment = file, .sendAs = SendAs::Voice, .waveform = QByteArray(80, 50)});
        QVERIFY(message);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(m_desk->channel.sent.first().file->waveform, QByteArray(64, 50)); // no more than is shown
    }

    void aPhotoTakesItsSmallPictureAlong()
    {
        const AttachmentId file = upload(imageOf(1600, 1200, "PNG"), u"a.png"_s);
        QVERIFY(m_desk->outbox.start());
        QVERIFY(m_desk->outbox.enqueue({.customer = m_customer, .attachment = file}));
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        const OutgoingFile sent = *m_desk->channel.sent.first().file;
        QCOMPARE(QSize(sent.width, sent.height), QSize(1600, 1200));
        QCOMPARE(sent.mimeType, u"image/png"_s);
        QVERIFY(sent.thumbnail.startsWith("\xff\xd8"));
        QVERIFY(sent.thumbnail.size() <= 10 * 1024);
        QCOMPARE(QImage::fromData(sent.thumbnail).size(), QSize(96, 72));
    }

    void aFileThatIsGoneIsRefusedAndGoesOnceItIsBack()
    {
        const QByteArray bytes = "%PDF-1.7";
        const AttachmentId file = upload(bytes, u"a.pdf"_s);
        const QString path = m_desk->attachments.pathOf(*m_desk->attachments.find(file));
        const auto message = m_desk->outbox.enqueue({.customer = m_customer, .attachment = file});
        QVERIFY(message && QFile::remove(path));
        QVERIFY(m_desk->outbox.start());
        QTRY_COMPARE(toString(stateOf(message->id)), u"refused"_s);
        QCOMPARE(m_desk->messages.find(message->id)->cause, u"file_unreadable"_s);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        QCOMPARE(upload(bytes, u"a.pdf"_s), file);
        const auto again = m_desk->outbox.resend(message->id);
        QVERIFY(again);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QCOMPARE(m_desk->channel.sent.first().wireId, again->wireId);
        QCOMPARE(m_desk->channel.sent.first().file->path, path);
    }

    void whatCannotBeSentIsSaidAtOnce()
    {
        const AttachmentId file = upload("%PDF-1.7", u"a.pdf"_s);
        const auto missing = m_desk->outbox.enqueue({.customer = m_customer, .attachment = {99}});
        QCOMPARE(int(missing.error().code), int(Errc::Invalid));
        QCOMPARE(missing.error().detail, u"/attachment_id"_s);
        const auto large = m_desk->outbox.enqueue(
            {.customer = m_customer, .attachment = file, .limits = {.document = 7}});
        QCOMPARE(int(large.error().code), int(Errc::TooLarge));
        QCOMPARE(int(m_desk->outbox.enqueue({.customer = m_customer}).error().code), int(Errc::Invalid));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM message"_s), 0);
    }

private:
    AttachmentId upload(const QByteArray &bytes, const QString &name)
    {
        const auto path = m_desk->intake.newPath();
        QFile file(path ? *path : QString());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file cannot be written");
        file.close();
        auto staging = m_desk->intake.stage(*path, name);
        staging.waitForFinished();
        const auto id = m_desk->attachments.adopt(*staging.result());
        if (!id || !m_desk->attachments.markUploaded(*id, name))
            qFatal("a test file is not stored");
        return *id;
    }

    MessageId enqueue(const QString &text)
    {
        const auto message = m_desk->outbox.enqueue(m_customer, {}, {Author::Type::Bot, 0, {}}, text);
        return message ? message->id : MessageId{};
    }
    /// Of a technician.
    MessageId say(const QString &text)
    {
        const auto message = m_desk->outbox.enqueue(m_customer, {}, {Author::Type::Technician, 7, u"tec"_s}, text);
        return message ? message->id : MessageId{};
    }
    Result<Message> notify(CustomerId customer)
    {
        return m_desk->outbox.enqueue({.customer = customer,
                                       .author = {Author::Type::Bot, 0, {}},
                                       .text = u"tu equipo está listo"_s,
                                       .purpose = Purpose::Notice});
    }
    /// The customer has written.
    CustomerId heardFrom(const QString &address)
    {
        const auto taken = m_desk->inbox.take({.address = address, .wireId = u"IN"_s + address, .text = u"hola"_s});
        return taken ? *m_desk->customers.lookUp(address) : CustomerId{};
    }
    void heard() { m_customer = heardFrom(u"5215510000001"_s); }
    DeliveryState stateOf(MessageId id) { return m_desk->messages.find(id)->state; }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::OutboxTest)
#include "tst_outbox.moc"
