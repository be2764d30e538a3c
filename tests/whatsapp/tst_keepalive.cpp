#include "whatsapp/connection/keepalive.h"

#include "tests/support/fakeclock.h"
#include "tests/support/fakerandom.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace desk::wa {

/// With FakeRandom the silence before a ping is 22.5 s; the patience after it is 20 s.
class KeepAliveTest : public QObject
{
    Q_OBJECT

    struct Watch
    {
        FakeClock clock;
        FakeRandom random;
        KeepAlive keepAlive{{}, clock, random};
        QSignalSpy pings{&keepAlive, &KeepAlive::pingDue};
        QSignalSpy deaths{&keepAlive, &KeepAlive::dead};
    };

private Q_SLOTS:
    void silenceLeadsToAPingAndThenToDeath()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(22s);
        QCOMPARE(w.pings.size(), 0);
        w.clock.advance(1s);
        QCOMPARE(w.pings.size(), 1);
        w.clock.advance(19s);
        QCOMPARE(w.deaths.size(), 0);
        w.clock.advance(1s);
        QCOMPARE(w.deaths.size(), 1);
        w.clock.advance(1h);
        QCOMPARE(w.pings.size(), 1);
        QCOMPARE(w.deaths.size(), 1);
    }

    void whatIsHeardPutsThePingOff()
    {
        Watch w;
        w.keepAlive.start();
        for (int i = 0; i < 100; ++i) {
            w.clock.advance(10s);
            w.keepAlive.heard();
        }
        QCOMPARE(w.pings.size(), 0);
        w.clock.advance(23s);
        QCOMPARE(w.pings.size(), 1);
    }

    void anAnswerToThePingKeepsItAliveAndTheNextOneComes()
    {
        Watch w;
        w.keepAlive.start();
        for (int round = 1; round <= 50; ++round) {
            while (w.pings.size() < round)
                w.clock.advance(1s);
            w.clock.advance(3s);
            w.keepAlive.heard();
        }
        QCOMPARE(w.deaths.size(), 0);
        w.clock.advance(45s);
        QCOMPARE(w.pings.size(), 51);
        QCOMPARE(w.deaths.size(), 1);
    }

    void aDeadServerIsFoundWithinFiftySeconds()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(7s);
        w.keepAlive.heard();
        w.clock.advance(50s);
        QCOMPARE(w.deaths.size(), 1);
    }

    void afterStopNothingComes()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(23s);
        QCOMPARE(w.pings.size(), 1);
        w.keepAlive.stop();
        w.clock.advance(1h);
        QCOMPARE(w.pings.size(), 1);
        QCOMPARE(w.deaths.size(), 0);
    }

    void startingAgainForgetsTheTimersOfBefore()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(20s);
        w.keepAlive.start();
        w.clock.advance(20s);
        QCOMPARE(w.pings.size(), 0);
        w.clock.advance(3s);
        QCOMPARE(w.pings.size(), 1);
    }

    void aProbeAsksAtOnceAndWaitsLess()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(3s);
        w.keepAlive.probe(5s);
        QCOMPARE(w.pings.size(), 1);
        w.clock.advance(4s);
        QCOMPARE(w.deaths.size(), 0);
        w.clock.advance(1s);
        QCOMPARE(w.deaths.size(), 1);
    }

    void anAnsweredProbeGoesOnAsUsual()
    {
        Watch w;
        w.keepAlive.start();
        w.keepAlive.probe(5s);
        w.clock.advance(1s);
        w.keepAlive.heard();
        w.clock.advance(21s);
        QCOMPARE(w.pings.size(), 1);
        w.clock.advance(2s);
        QCOMPARE(w.pings.size(), 2);
        QCOMPARE(w.deaths.size(), 0);
    }

    void aSecondProbeDoesNotAskTwice()
    {
        Watch w;
        w.keepAlive.start();
        w.keepAlive.probe(5s);
        w.keepAlive.probe(5s);
        QCOMPARE(w.pings.size(), 1);
    }

    void aProbeShortensThePatienceOfAPingThatWaits()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(23s);
        QCOMPARE(w.pings.size(), 1);
        w.keepAlive.probe(5s);
        w.clock.advance(6s);
        QCOMPARE(w.deaths.size(), 1);
    }

    void aProbeBeforeStartDoesNothing()
    {
        Watch w;
        w.keepAlive.probe(5s);
        w.clock.advance(1h);
        QCOMPARE(w.pings.size(), 0);
        QCOMPARE(w.deaths.size(), 0);
    }

    void aClockThatIsSetBackNeitherKillsNorSilencesIt()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.advance(5s);
        w.clock.shift(-24h);
        w.clock.advance(23s);
        QCOMPARE(w.pings.size(), 1);
        w.keepAlive.heard();
        w.clock.advance(20s);
        QCOMPARE(w.deaths.size(), 0);
        w.clock.advance(25s);
        QCOMPARE(w.pings.size(), 2);
    }

    void aClockThatIsSetForwardAsksEarlyAtMost()
    {
        Watch w;
        w.keepAlive.start();
        w.clock.shift(24h);
        w.clock.advance(23s);
        QCOMPARE(w.pings.size(), 1);
        w.keepAlive.heard();
        w.clock.advance(40s);
        QCOMPARE(w.deaths.size(), 0);
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::KeepAliveTest)
#include "tst_keepalive.moc"
