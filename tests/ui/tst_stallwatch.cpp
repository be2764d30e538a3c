#include "tests/support/stallwatch.h"

#include <QTest>

using namespace std::chrono_literals;

namespace desk {

/// That the watch of the other tests sees what it is for.
class StallWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLoopThatAnswersIsQuiet()
    {
        StallWatch watch;
        QTest::qWait(200);
        QVERIFY(watch.worst() < StallWatch::borne);
    }

    void aLoopThatSleepsIsSeen()
    {
        StallWatch watch;
        QTest::qWait(50); // it has begun to ask
        QThread::msleep(700);
        QVERIFY(watch.worst() >= StallWatch::borne);
    }

    void aPauseIsNoStall()
    {
        StallWatch watch;
        QTest::qWait(50);
        watch.setPaused(true);
        QThread::msleep(700);
        watch.setPaused(false);
        QTest::qWait(50);
        QVERIFY(watch.worst() < StallWatch::borne);
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::StallWatchTest)
#include "tst_stallwatch.moc"
