#include "core/messaging/pacing.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr qint64 paceStart = 1'790'000'000'000;
constexpr CustomerId ana{1};
constexpr CustomerId beto{2};

QDateTime atTime(int hour, int minute = 0)
{
    return QDateTime(QDate(2026, 9, 21), QTime(hour, minute), QTimeZone::utc());
}

} // namespace

class PacingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingTakesAsLongAsThereIsToWrite_data()
    {
        QTest::addColumn<int>("characters");
        QTest::addColumn<qint64>("sinceAsked");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::addRow("nothing") << 0 << qint64(-1) << qint64(1000) << qint64(1000);
        QTest::addRow("a word") << 5 << qint64(-1) << qint64(1000) << qint64(1000);
        QTest::addRow("a sentence") << 50 << qint64(-1) << qint64(1600) << qint64(2400);
        QTest::addRow("a page") << 5000 << qint64(-1) << qint64(3000) << qint64(3000);
        QTest::addRow("a book") << 2'000'000'000 << qint64(-1) << qint64(3000) << qint64(3000);
        QTest::addRow("broken") << -5 << qint64(-1) << qint64(1000) << qint64(1000);
        QTest::addRow("asked just now") << 5000 << qint64(0) << qint64(3000) << qint64(3000);
        QTest::addRow("asked a while ago") << 5000 << qint64(7500) << qint64(1500) << qint64(1500);
        QTest::addRow("asked long ago") << 5000 << qint64(60'000) << qint64(0) << qint64(0);
    }
    void typingTakesAsLongAsThereIsToWrite()
    {
        QFETCH(int, characters);
        QFETCH(qint64, sinceAsked);
        QFETCH(qint64, least);
        QFETCH(qint64, most);
        for (const double unit : {0.0, 0.5, 0.999}) {
            const auto time = typingTime(characters, unit, std::chrono::milliseconds(sinceAsked)).count();
            QVERIFY2(time >= least && time <= most, qPrintable(QString::number(time)));
        }
    }

    /// Whatever the length: nine seconds after the last words of the customer the answer is on its way.
    void anAnswerIsNeverTypedForTooLong()
    {
        for (int length = 0; length < 4'000; length += 37) {
            for (qint64 since = 0; since <= 20'000; since += 250) {
                const auto time = typingTime(length, 0.999, std::chrono::milliseconds(since)).count();
                QVERIFY(time >= 0 && time <= 3'000 && (since + time <= 9'000 || time == 0));
            }
        }
    }

    void budgetsCountWhatLeftWithinTheirTime()
    {
        PaceBook book;
        for (int i = 0; i < 5; ++i)
            book.note(paceStart + i * 1000, i < 3 ? ana : beto);
        QCOMPARE(book.usedByAll(paceStart + 5000).minute, 5);
        QCOMPARE(book.usedBy(ana, paceStart + 5000).minute, 3);
        QCOMPARE(book.usedBy({3}, paceStart + 5000).day, 0);
        QCOMPARE(book.usedByAll(paceStart + 61'000).minute, 3); // the second one is exactly a minute old
        QCOMPARE(book.usedByAll(paceStart + 61'000).hour, 5);
        book.forget(paceStart + 86'400'000 + 2'000);
        QCOMPARE(book.usedByAll(paceStart + 86'400'000 + 2'000).day, 2);
        QCOMPARE(book.usedBy(ana, paceStart + 86'400'000 + 2'000).day, 0);
    }

    void aBudgetIsFreeAgainWhenItsOldestLeaves()
    {
        PaceBook book;
        for (int i = 0; i < 4; ++i)
            book.note(paceStart + i * 1000, ana);
        const qint64 now = paceStart + 4000;
        QCOMPARE(book.freeForAllAt({.minute = 4}, now), paceStart + 60'000);
        QCOMPARE(book.freeForAllAt({.minute = 2}, now), paceStart + 62'000);
        QVERIFY(book.freeForAllAt({.minute = 5}, now) <= now);
        QVERIFY(book.freeForAllAt({}, now) <= now);                                        // no limit
        QCOMPARE(book.freeForAllAt({.minute = 4, .hour = 4}, now), paceStart + 3'600'000); // the longest wait counts
        QCOMPARE(book.freeForAt(beto, {.minute = 1}, now), 0);
    }

    /// Somebody set the clock back: nobody waits for a day that never comes.
    void aClockThatGoesBackHoldsNobodyForLong()
    {
        PaceBook book;
        for (int i = 0; i < 10; ++i)
            book.note(paceStart + 30LL * 86'400'000, ana);
        QVERIFY(book.freeForAllAt({.minute = 10}, paceStart) <= paceStart + 86'400'000);
        book.forget(paceStart);
        QCOMPARE(book.freeForAllAt({.minute = 10}, paceStart), paceStart + 60'000);
    }

    void whatLeavesWhen_data()
    {
        QTest::addColumn<int>("purpose");
        QTest::addColumn<int>("sentByAll");
        QTest::addColumn<int>("sentToAna");
        QTest::addColumn<int>("hour");
        QTest::addColumn<bool>("brake");
        QTest::addColumn<QString>("reason");
        const int person = int(Purpose::Person), reply = int(Purpose::Reply), notice = int(Purpose::Notice);
        QTest::addRow("reply") << reply << 0 << 0 << 12 << false << u""_s;
        QTest::addRow("notice") << notice << 0 << 0 << 12 << false << u""_s;
        QTest::addRow("reply, budget spent") << reply << 40 << 0 << 12 << false << u"budget_spent"_s;
        QTest::addRow("reply, one left") << reply << 39 << 0 << 12 << false << u""_s;
        QTest::addRow("notice, its share spent") << notice << 30 << 0 << 12 << false << u"budget_spent"_s;
        QTest::addRow("reply, after the notices' share") << reply << 30 << 0 << 12 << false << u""_s;
        QTest::addRow("reply, chat's budget spent") << reply << 0 << 8 << 12 << false << u"contact_budget_spent"_s;
        QTest::addRow("notice, chat's share spent") << notice << 0 << 6 << 12 << false << u"contact_budget_spent"_s;
        QTest::addRow("notice at night") << notice << 0 << 0 << 23 << false << u"quiet_hours"_s;
        QTest::addRow("reply at night") << reply << 0 << 0 << 23 << false << u""_s;
        QTest::addRow("reply while the service wants peace") << reply << 0 << 0 << 12 << true << u"slow_down"_s;
        QTest::addRow("person, whatever happens") << person << 99 << 99 << 23 << true << u""_s;
    }
    void whatLeavesWhen()
    {
        QFETCH(int, purpose);
        QFETCH(int, sentByAll);
        QFETCH(int, sentToAna);
        QFETCH(int, hour);
        QFETCH(bool, brake);
        QFETCH(QString, reason);
        PaceBook book;
        for (int i = 0; i < sentByAll; ++i)
            book.note(paceStart, beto);
        for (int i = 0; i < sentToAna; ++i)
            book.note(paceStart, ana);
        const PacingSettings settings{
            .on = true, .all = {.minute = 40}, .contact = {.minute = 8}, .quiet = {QTime(22, 0), QTime(7, 0)}};
        const qint64 now = paceStart + 1000;
        const PaceDecision decision = paceOf(Purpose(purpose), ana, book, settings, brake ? now + 5'000 : 0, now,
                                             atTime(hour));
        QCOMPARE(toString(decision.reason), reason);
        if (!reason.isEmpty() && hour == 12)
            QVERIFY(decision.until > now);
    }

    void withoutPacingEverythingLeaves()
    {
        PaceBook book;
        for (int i = 0; i < 100; ++i)
            book.note(paceStart, ana);
        const PacingSettings off{.all = {.minute = 1}, .contact = {.minute = 1}};
        QVERIFY(paceOf(Purpose::Notice, ana, book, off, 0, paceStart, atTime(3)).reason == PaceReason::None);
    }

    void quietHoursEndWhereTheySay_data()
    {
        QTest::addColumn<QTime>("from");
        QTest::addColumn<QTime>("to");
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QDateTime>("until");
        QTest::addRow("none") << QTime() << QTime() << atTime(3) << QDateTime();
        QTest::addRow("empty") << QTime(3, 0) << QTime(3, 0) << atTime(3) << QDateTime();
        QTest::addRow("by day") << QTime(13, 0) << QTime(15, 0) << atTime(13) << atTime(15);
        QTest::addRow("at their end") << QTime(13, 0) << QTime(15, 0) << atTime(15) << QDateTime();
        QTest::addRow("before midnight") << QTime(22, 0) << QTime(7, 0) << atTime(23) << atTime(7).addDays(1);
        QTest::addRow("after midnight") << QTime(22, 0) << QTime(7, 0) << atTime(3) << atTime(7);
        QTest::addRow("outside") << QTime(22, 0) << QTime(7, 0) << atTime(12) << QDateTime();
    }
    void quietHoursEndWhereTheySay()
    {
        QFETCH(QTime, from);
        QFETCH(QTime, to);
        QFETCH(QDateTime, now);
        QFETCH(QDateTime, until);
        const QDateTime ends = quietUntil({from, to}, now);
        QCOMPARE(ends.isValid(), until.isValid());
        QCOMPARE(ends.time(), until.time());
        QCOMPARE(ends.date(), until.date());
    }

    void theLight_data()
    {
        QTest::addColumn<int>("sent");
        QTest::addColumn<bool>("restricted");
        QTest::addColumn<bool>("capped");
        QTest::addColumn<bool>("warned");
        QTest::addColumn<bool>("brake");
        QTest::addColumn<bool>("contactHeld");
        QTest::addColumn<int>("hour");
        QTest::addColumn<QString>("light");
        QTest::addColumn<QString>("reasons");
        QTest::addRow("free") << 0 << false << false << false << false << false << 12 << u"green"_s << u""_s;
        QTest::addRow("low") << 8 << false << false << false << false << false << 12 << u"amber"_s << u"budget_low"_s;
        QTest::addRow("spent") << 10 << false << false << false << false << false << 12 << u"red"_s
                               << u"budget_spent"_s;
        QTest::addRow("restricted") << 0 << true << false << false << false << false << 12 << u"red"_s
                                    << u"account_restricted"_s;
        QTest::addRow("capped") << 0 << false << true << true << false << false << 12 << u"red"_s
                                << u"new_chats_spent"_s;
        QTest::addRow("warned") << 0 << false << false << true << false << false << 12 << u"amber"_s
                                << u"new_chats_warning"_s;
        QTest::addRow("brake") << 0 << false << false << false << true << false << 12 << u"red"_s << u"slow_down"_s;
        QTest::addRow("one chat") << 0 << false << false << false << false << true << 12 << u"amber"_s
                                  << u"contact_budget_spent"_s;
        QTest::addRow("night") << 0 << false << false << false << false << false << 23 << u"amber"_s
                               << u"quiet_hours"_s;
        QTest::addRow("all at once") << 10 << true << false << false << true << true << 23 << u"red"_s
                                     << u"account_restricted slow_down budget_spent contact_budget_spent quiet_hours"_s;
    }
    void theLight()
    {
        QFETCH(int, sent);
        QFETCH(bool, restricted);
        QFETCH(bool, capped);
        QFETCH(bool, warned);
        QFETCH(bool, brake);
        QFETCH(bool, contactHeld);
        QFETCH(int, hour);
        QFETCH(QString, light);
        QFETCH(QString, reasons);
        PaceBook book;
        for (int i = 0; i < sent; ++i)
            book.note(paceStart, ana);
        const qint64 now = paceStart + 1000;
        const PacingSettings settings{.on = true, .all = {.minute = 10}, .quiet = {QTime(22, 0), QTime(7, 0)}};
        const ServiceLimits service{
            .restrictedUntil = restricted ? now + 60'000 : 0, .newChatsSpent = capped, .newChatsWarning = warned};
        const PaceState state = paceState(book, settings, service, brake ? now + 5'000 : 0,
                                          contactHeld ? now + 7'000 : 0, now, atTime(hour));
        QCOMPARE(toString(state.light), light);
        QStringList words;
        for (const PaceState::Reason &reason : state.reasons)
            words << toString(reason.reason);
        QCOMPARE(words.join(u' '), reasons);
        QCOMPARE(state.used.minute, sent);
        QVERIFY(state.nextAt == 0 || state.nextAt > now);
    }

    void onlySomeRefusalsBrake()
    {
        QCOMPARE(brakeAfter(u"rate_limited"_s), 5min);
        QVERIFY(brakeAfter(u"forbidden"_s) > 0ms);
        for (const QString &cause : {u"contact_not_open"_s, u"malformed"_s, u"cancelled"_s, u""_s})
            QCOMPARE(brakeAfter(cause).count(), 0);
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::PacingTest)
#include "tst_pacing.moc"
