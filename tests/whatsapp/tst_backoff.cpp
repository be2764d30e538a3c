#include "whatsapp/connection/backoff.h"

#include "tests/support/fakerandom.h"

#include <QTest>

using namespace std::chrono_literals;

namespace desk::wa {

namespace {

/// Always the same place between the bounds.
class FixedRandom final : public Random
{
public:
    explicit FixedRandom(double unit) : m_unit(unit) { }
    [[nodiscard]] QByteArray bytes(int count) override { return {count, '\0'}; }
    [[nodiscard]] double unit() override { return m_unit; }

private:
    double m_unit;
};

} // namespace

class BackoffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delaysGrowAsFibonacciUpToFifteenMinutes()
    {
        FakeRandom middle;
        Backoff backoff(middle);
        for (const int seconds : {1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 900, 900, 900})
            QCOMPARE(backoff.next().count(), seconds * 1000);
    }

    void theCapHoldsHoweverLongItGoesOn()
    {
        FakeRandom middle;
        Backoff backoff(middle);
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(backoff.next(5) <= 900s);
    }

    void aTenthIsLeftToChance_data()
    {
        QTest::addColumn<double>("unit");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("sixth");
        QTest::newRow("lowest") << 0.0 << 900 << 7200;
        QTest::newRow("middle") << 0.5 << 1000 << 8000;
        QTest::newRow("highest") << 0.999999 << 1100 << 8800;
    }
    void aTenthIsLeftToChance()
    {
        QFETCH(double, unit);
        QFETCH(int, first);
        QFETCH(int, sixth);
        FixedRandom random(unit);
        Backoff backoff(random);
        QVERIFY(qAbs(backoff.next().count() - first) <= 1);
        for (int i = 0; i < 4; ++i)
            (void)backoff.next();
        QVERIFY(qAbs(backoff.next().count() - sixth) <= 1);
    }

    void extraStepsSkipDelays()
    {
        FakeRandom middle;
        Backoff backoff(middle);
        QCOMPARE(backoff.next(5).count(), 8000);
        QCOMPARE(backoff.next().count(), 13000);
        QCOMPARE(backoff.next(5).count(), 233000);
    }

    void resetBeginsAnew()
    {
        FakeRandom middle;
        Backoff backoff(middle);
        for (int i = 0; i < 9; ++i)
            (void)backoff.next();
        backoff.reset();
        QCOMPARE(backoff.step(), 0);
        QCOMPARE(backoff.next().count(), 1000);
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::BackoffTest)
#include "tst_backoff.moc"
