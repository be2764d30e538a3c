#include "whatsapp/connection/offlinequeue.h"

#include "tests/support/fakeclock.h"

#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

/// Batches of what waited at the server, and their end (note 2, section 3.8).
class OfflineQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_sent.clear();
        m_linkUp = true;
        m_ends = 0;
        m_queue = std::make_unique<OfflineQueue>(
            [this](const Node &node) -> Result<> {
                if (!m_linkUp)
                    return fail(Errc::NotConnected, u"no link"_s);
                m_sent << node;
                return {};
            },
            *m_clock);
        connect(m_queue.get(), &OfflineQueue::caughtUp, this, [this] { ++m_ends; });
    }

    void asksForBatchesUntilTheEnd()
    {
        m_queue->begin();
        QVERIFY(m_sent.isEmpty());
        m_queue->announce(450);
        QCOMPARE(m_sent.size(), 1);
        QCOMPARE(m_sent.first().tag, "ib"_ba);
        QCOMPARE(m_sent.first().child("offline_batch")->attr("count"), "200"_ba);
        m_queue->note(queued());
        m_queue->note(queued());
        QCOMPARE(m_sent.size(), 1);
        m_clock->advance(99ms);
        QCOMPARE(m_sent.size(), 1);
        m_clock->advance(1ms);
        QCOMPARE(m_sent.size(), 2);
        m_queue->note(queued());
        m_clock->advance(100ms);
        QCOMPARE(m_sent.size(), 3);
        QCOMPARE(m_ends, 0);
        m_queue->end();
        QCOMPARE(m_ends, 1);
        m_clock->advance(1min);
        QCOMPARE(m_sent.size(), 3);
        QCOMPARE(m_ends, 1);
    }

    void nothingWaitingIsNotAskedFor()
    {
        m_queue->begin();
        m_queue->announce(0);
        m_queue->announce(-1);
        m_queue->note(queued());
        m_clock->advance(1s);
        QVERIFY(m_sent.isEmpty());
        m_queue->end();
        QCOMPARE(m_ends, 1);
    }

    void liveStanzasAreNoPartOfIt()
    {
        m_queue->begin();
        m_queue->announce(10);
        m_queue->note({.tag = "message", .attributes = {{"id", "A1"}}});
        m_clock->advance(1s);
        QCOMPARE(m_sent.size(), 1);
        // And they are no sign of the queue either: it is over ten seconds after the last one of its own.
        for (int i = 0; i < 9; ++i) {
            m_queue->note({.tag = "message", .attributes = {{"id", "A1"}}});
            m_clock->advance(1s);
        }
        QCOMPARE(m_ends, 1);
    }

    void tenSecondsOfSilenceAreTheEnd_data()
    {
        QTest::addColumn<int>("lastSignAfterMs");
        QTest::newRow("no sign at all") << 0;
        QTest::newRow("one after a second") << 1000;
        QTest::newRow("one after five seconds") << 5000;
        QTest::newRow("one just before the end") << 9999;
    }
    void tenSecondsOfSilenceAreTheEnd()
    {
        QFETCH(int, lastSignAfterMs);
        m_queue->begin();
        m_clock->advance(std::chrono::milliseconds(lastSignAfterMs));
        if (lastSignAfterMs > 0)
            m_queue->note(queued());
        m_clock->advance(9999ms);
        QCOMPARE(m_ends, 0);
        m_clock->advance(1ms);
        QCOMPARE(m_ends, 1);
    }

    void aClockSetBackDoesNotKeepItWaiting()
    {
        m_queue->begin();
        m_clock->shift(-1h);
        m_clock->advance(20s);
        QCOMPARE(m_ends, 1);
    }

    void aSecondEndIsNone()
    {
        m_queue->end();
        QCOMPARE(m_ends, 0);
        m_queue->begin();
        m_queue->end();
        m_queue->end();
        QCOMPARE(m_ends, 1);
    }

    void theNextConnectionBeginsAnew()
    {
        m_queue->begin();
        m_queue->announce(10);
        m_queue->note(queued());
        m_queue->reset();
        m_clock->advance(1min);
        QCOMPARE(m_sent.size(), 1);
        QCOMPARE(m_ends, 0);
        m_clock->advance(5s);
        m_queue->begin();
        m_clock->advance(9s);
        m_queue->announce(10);
        QCOMPARE(m_sent.size(), 2);
        m_clock->advance(9s);
        QCOMPARE(m_ends, 0);
        m_clock->advance(1s);
        QCOMPARE(m_ends, 1);
    }

    void timersOfTheConnectionBeforeDoNothing()
    {
        m_queue->begin();
        m_clock->advance(9s);
        m_queue->reset();
        m_queue->begin();
        m_clock->advance(9s);
        QCOMPARE(m_ends, 0);
        m_clock->advance(1s);
        QCOMPARE(m_ends, 1);
    }

    void withoutALinkItIsNotAskedForAgain()
    {
        m_queue->begin();
        m_linkUp = false;
        m_queue->announce(10);
        m_linkUp = true;
        m_queue->note(queued());
        m_clock->advance(1s);
        QVERIFY(m_sent.isEmpty());
        m_queue->end();
        QCOMPARE(m_ends, 1);
    }

private:
    static Node queued() { return {.tag = "message", .attributes = {{"id", "A1"}, {"offline", "3"}}}; }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<OfflineQueue> m_queue;
    QList<Node> m_sent;
    bool m_linkUp = true;
    int m_ends = 0;
};

QTEST_GUILESS_MAIN(OfflineQueueTest)
#include "tst_offlinequeue.moc"
