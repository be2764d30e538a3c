#include "app/batchdelivery.h"
#include "app/eventpump.h"
#include "tests/support/fakeclock.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

namespace {

/// The library's buffer: what has happened and was not taken.
struct Buffer
{
    QList<wa::InboundEvent> events;
    bool broken = false;
    bool keepsAll = false; ///< eventsTaken() fails

    void add(qint64 sequence, bool forTickets = true)
    {
        wa::MessageEvent message;
        message.id = QByteArray::number(sequence);
        message.chat = wa::Jid("100000012345678", wa::Jid::Server::Lid);
        message.forTickets = forTickets;
        message.content.kind = wa::MessageKind::Text;
        events << wa::InboundEvent{sequence, message};
    }

    [[nodiscard]] EventPump::Source source()
    {
        return {[this](qint64 after, int limit) -> Result<QList<wa::InboundEvent>> {
                    if (broken)
                        return fail(Errc::Storage, u"disk"_s);
                    QList<wa::InboundEvent> found;
                    for (const auto &event : events) {
                        if (event.sequence > after && found.size() < limit)
                            found << event;
                    }
                    return found;
                },
                [this](qint64 upTo) -> Result<> {
                    if (keepsAll)
                        return fail(Errc::Storage, u"disk"_s);
                    events.removeIf([upTo](const wa::InboundEvent &event) { return event.sequence <= upTo; });
                    return {};
                },
                [] { return wa::OwnAccount(); }};
    }
};

struct Desk final : ChannelSink
{
    QStringList stored;
    int calls = 0;
    bool broken = false;

    Result<> take(const QList<ChannelEvent> &events) override
    {
        ++calls;
        if (broken)
            return fail(Errc::Storage, u"disk full"_s);
        for (const ChannelEvent &event : events)
            stored << std::get<IncomingMessage>(event).wireId;
        return {};
    }
};

} // namespace

/// EventPump and BatchDelivery together, without the threads between them.
class EventDeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = FakeClock();
        m_buffer = Buffer();
        m_desk = Desk();
        m_pump = std::make_unique<EventPump>(m_buffer.source(), m_clock);
        m_delivery = std::make_unique<BatchDelivery>(m_clock);
        connect(m_pump.get(), &EventPump::batchReady, this,
                [this](const EventBatch &batch) { m_sizes << batch.events.size(); });
        // Queued, as between the threads.
        connect(m_pump.get(), &EventPump::batchReady, m_delivery.get(), &BatchDelivery::deliver, Qt::QueuedConnection);
        connect(m_delivery.get(), &BatchDelivery::taken, m_pump.get(), &EventPump::batchTaken, Qt::QueuedConnection);
        m_sizes.clear();
    }

    void whatIsLeftOverComesFirstAndInOrder()
    {
        for (int i = 1; i <= 3; ++i)
            m_buffer.add(i);
        m_delivery->setSink(&m_desk);
        m_pump->pump();
        m_buffer.add(4);
        m_pump->pump(); // "there are more" while a batch is under way
        settle();
        QCOMPARE(m_desk.stored, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
        QVERIFY(m_buffer.events.isEmpty());
        QVERIFY(m_pump->isIdle());
    }

    void oneBatchIsUnderWayAtATime()
    {
        for (int i = 1; i <= 450; ++i)
            m_buffer.add(i);
        m_pump->pump();
        m_pump->pump();
        QCOMPARE(m_sizes, (QList<qsizetype>{200}));
        settle();
        QCOMPARE(m_sizes, (QList<qsizetype>{200})); // nobody takes yet
        m_delivery->setSink(&m_desk);
        settle();
        QCOMPARE(m_sizes, (QList<qsizetype>{200, 200, 50}));
        QCOMPARE(m_desk.stored.size(), 450);
        QCOMPARE(m_desk.stored.constLast(), u"450"_s);
    }

    void whatIsNotTheDesksBusinessIsDroppedWithoutAsking()
    {
        m_delivery->setSink(&m_desk);
        for (int i = 1; i <= 400; ++i)
            m_buffer.add(i, false);
        m_buffer.add(401);
        m_pump->pump();
        settle();
        QCOMPARE(m_desk.stored, QStringList{u"401"_s});
        QCOMPARE(m_desk.calls, 1);
        QVERIFY(m_buffer.events.isEmpty());
    }

    void aFullDiskIsWaitedForWithGrowingPauses()
    {
        m_desk.broken = true;
        m_delivery->setSink(&m_desk);
        m_buffer.add(1);
        m_buffer.add(2);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"events not stored, again in ms 1000"_s));
        m_pump->pump();
        settle();
        QCOMPARE(m_desk.calls, 1);
        QCOMPARE(m_buffer.events.size(), 2);

        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"events not stored, again in ms 2000"_s));
        m_clock.advance(1s);
        QCOMPARE(m_desk.calls, 2);
        m_buffer.add(3);
        m_pump->pump();
        m_clock.advance(1999ms);
        settle();
        QCOMPARE(m_desk.calls, 2);
        m_desk.broken = false;
        m_clock.advance(1ms);
        settle();
        QCOMPARE(m_desk.stored, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QVERIFY(m_buffer.events.isEmpty());
    }

    void pausesGrowToAMinute()
    {
        QCOMPARE(BatchDelivery::retryDelay(1), 1000ms);
        QCOMPARE(BatchDelivery::retryDelay(2), 2000ms);
        QCOMPARE(BatchDelivery::retryDelay(6), 32000ms);
        QCOMPARE(BatchDelivery::retryDelay(7), 60000ms);
        QCOMPARE(BatchDelivery::retryDelay(1000), 60000ms);
    }

    void aBufferThatCannotBeReadIsTriedAgain()
    {
        m_delivery->setSink(&m_desk);
        m_buffer.add(1);
        m_buffer.broken = true;
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"events not read, again in ms 1000"_s));
        m_pump->pump();
        QVERIFY(!m_pump->isIdle());
        m_pump->pump(); // does not shorten the pause
        m_buffer.broken = false;
        settle();
        QVERIFY(m_desk.stored.isEmpty());
        m_clock.advance(1s);
        settle();
        QCOMPARE(m_desk.stored, QStringList{u"1"_s});
    }

    void whatCannotBeDroppedIsNotHandedOverTwice()
    {
        m_delivery->setSink(&m_desk);
        m_buffer.keepsAll = true;
        m_buffer.add(1);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"taken, but not dropped"_s));
        m_pump->pump();
        settle();
        m_buffer.keepsAll = false;
        m_buffer.add(2);
        m_pump->pump();
        settle();
        QCOMPARE(m_desk.stored, (QStringList{u"1"_s, u"2"_s}));
        QVERIFY(m_buffer.events.isEmpty());
    }

    void aNewBufferBeginsAtItsBeginning()
    {
        m_buffer.add(100);
        m_pump->pump();
        settle();
        m_buffer.events.clear();
        m_buffer.add(1); // of the next session
        m_pump->restart();
        m_pump->pump();
        m_delivery->setSink(&m_desk);
        settle();
        QCOMPARE(m_desk.stored, (QStringList{u"100"_s, u"1"_s})); // the old batch was on its way already
        QVERIFY(m_buffer.events.isEmpty());
    }

    void aLateWordAboutAnOldBatchDropsNothing()
    {
        m_buffer.add(1);
        m_pump->pump();
        m_pump->restart();
        m_pump->pump();
        m_pump->batchTaken(1);
        QCOMPARE(m_buffer.events.size(), 1);
        m_pump->batchTaken(2);
        QVERIFY(m_buffer.events.isEmpty());
    }

    void idleIsToldWhenAllIsTaken()
    {
        QSignalSpy idle(m_pump.get(), &EventPump::idle);
        m_buffer.add(1);
        m_pump->pump();
        QCOMPARE(idle.size(), 0);
        m_delivery->setSink(&m_desk);
        settle();
        QCOMPARE(idle.size(), 1);
    }

private:
    static void settle()
    {
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents();
    }

    FakeClock m_clock;
    Buffer m_buffer;
    Desk m_desk;
    std::unique_ptr<EventPump> m_pump;
    std::unique_ptr<BatchDelivery> m_delivery;
    QList<qsizetype> m_sizes;
};

QTEST_GUILESS_MAIN(EventDeliveryTest)
#include "tst_eventdelivery.moc"
