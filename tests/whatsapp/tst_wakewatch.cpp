#include "tests/support/fakeclock.h"
#include "whatsapp/connection/wakewatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

class WakeWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sleepIsNoticedAndTimeThatPassesIsNot()
    {
        FakeClock clock;
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        watch.start();
        watch.start();
        clock.advance(1h);
        QCOMPARE(woke.size(), 0);
        clock.shift(2min);
        clock.advance(WakeWatch::interval);
        QCOMPARE(woke.size(), 1);
        clock.advance(1h);
        QCOMPARE(woke.size(), 1);
    }

    void aBusyMomentIsNoSleep()
    {
        FakeClock clock;
        WakeWatch watch(clock);
        QSignalSpy woke(&watch, &WakeWatch::woke);
        watch.start();
        clock.shift(10s);
        clock.advance(WakeWatch::interval);
        QCOMPARE(woke.size(), 0);
    }
};

QTEST_GUILESS_MAIN(WakeWatchTest)
#include "tst_wakewatch.moc"
