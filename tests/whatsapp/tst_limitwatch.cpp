#include "deskparty.h"
#include "whatsapp/account/limitwatch.h"

#include <QCoreApplication>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

constexpr qint64 asOf = 1'790'000'000;

/// With apostrophes for quotation marks.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

Node result(const QByteArray &text)
{
    return {.tag = "iq", .attributes = {{"type", "result"}}, .content = QList{Node{.tag = "result", .content = text}}};
}

QByteArray lockJson(const QByteArray &inside)
{
    return json("{'data':{'xwa2_fetch_account_reachout_timelock':{") + inside + "}}}";
}

Node pushed(const QByteArray &text, const QByteArray &operation = "NotificationUserReachoutTimelockUpdate")
{
    return {.tag = "notification",
            .attributes = {{"type", "mex"}, {"id", "N1"}},
            .content = QList{Node{.tag = "update", .attributes = {{"op_name", operation}}, .content = text}}};
}

QByteArray pushedLock(const QByteArray &inside)
{
    return json("{'data':{'xwa2_notify_account_reachout_timelock':{") + inside + "}}}";
}

} // namespace

/// What the service limits (note 2, section 4.5).
class LimitWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<DeskParty>();
        m_iqs = std::make_unique<IqChannel>(
            [this](const Node &node) -> Result<> {
                m_requests << node;
                return {};
            },
            m_desk->clock, m_desk->random);
        m_requests.clear();
        makeWatch();
    }
    void cleanup()
    {
        m_watch.reset();
        m_iqs.reset();
        m_desk.reset();
    }

    // --- What is read

    void aTimeLockIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("active");
        QTest::addColumn<qint64>("ends");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char *name, const QByteArray &text, bool active, qint64 ends,
                            const QByteArray &type) {
            QTest::addRow("%s", name) << text << true << active << ends << type;
        };
        const auto unknown = [](const char *name, const QByteArray &text) {
            QTest::addRow("%s", name) << text << false << false << qint64(0) << QByteArray();
        };
        row("locked",
            lockJson(
                json("'is_active':true,'enforcement_type':'WEB_COMPANION_ONLY','time_enforcement_ends':'1790000500'")),
            true, asOf + 500, "WEB_COMPANION_ONLY");
        row("a number that is one", lockJson(json("'is_active':true,'time_enforcement_ends':1790000500")), true,
            asOf + 500, "DEFAULT");
        row("without an end", lockJson(json("'is_active':true")), true, asOf + 60, "DEFAULT");
        row("end zero", lockJson(json("'is_active':true,'time_enforcement_ends':'0'")), true, asOf + 60, "DEFAULT");
        row("end that is none", lockJson(json("'is_active':true,'time_enforcement_ends':'soon'")), true, asOf + 60,
            "DEFAULT");
        row("negative end", lockJson(json("'is_active':true,'time_enforcement_ends':'-7'")), true, asOf + 60,
            "DEFAULT");
        row("over already", lockJson(json("'is_active':true,'time_enforcement_ends':'1789999999'")), false, 0,
            "DEFAULT");
        row("for ever", lockJson(json("'is_active':true,'time_enforcement_ends':'9223372036854775807'")), true,
            asOf + 400LL * 86'400, "DEFAULT");
        row("a type of any length",
            lockJson(json("'is_active':true,'enforcement_type':'") + QByteArray(500, 'X') + '"'), true, asOf + 60,
            "DEFAULT");
        row("free", lockJson(json("'is_active':false")), false, 0, "");
        row("empty state", lockJson(""), false, 0, "");
        unknown("nothing about it", json("{'data':{}}"));
        unknown("null", json("{'data':{'xwa2_fetch_account_reachout_timelock':null}}"));
        unknown("no JSON", "<html>");
        unknown("nothing", "");
        unknown("a list", "[]");
        unknown("too much", json("{'data':{'x':'") + QByteArray(70'000, 'x') + json("'}}"));
    }
    void aTimeLockIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, known);
        QFETCH(bool, active);
        QFETCH(qint64, ends);
        QFETCH(QByteArray, type);
        const auto lock = parseTimeLock(result(text), asOf);
        QCOMPARE(lock.has_value(), known); // what is not known is never "not locked"
        if (!lock)
            return;
        QCOMPARE(lock->active, active);
        QCOMPARE(lock->ends, ends);
        QCOMPARE(lock->type, type);
        QVERIFY(*timeLockFrom(serialized(*lock)) == *lock);
    }

    void theNumberOfNewChatsIsRead()
    {
        const QByteArray text = json("{'data':{'xwa2_message_capping_info':{'total_quota':'250','used_quota':200,"
                                     "'cycle_end_timestamp':'1790086400','capping_status':'SECOND_WARNING'}}}");
        const auto cap = parseNewChatCap(result(text), asOf);
        QVERIFY(cap);
        QVERIFY(cap->level == NewChatCap::Level::SecondWarning);
        QCOMPARE(cap->total, 250);
        QCOMPARE(cap->used, 200);
        QCOMPARE(cap->cycleEnds, asOf + 86'400);
        QVERIFY(*newChatCapFrom(serialized(*cap)) == *cap);
        QVERIFY(!parseNewChatCap(result("{}"), asOf));
        const auto unknownWord = parseNewChatCap(
            result(json("{'data':{'xwa2_message_capping_info':{'capping_status':'NEW_WORD'}}}")), asOf);
        QVERIFY(unknownWord && unknownWord->level == NewChatCap::Level::None);
        QVERIFY(!newChatCapFrom("{\"level\":99}"));
        QVERIFY(!timeLockFrom("junk"));
    }

    void aNoticeIsKnownByItsContent()
    {
        const auto limits = parseLimitNotification(pushed(pushedLock(json("'is_active':true")), "SomethingRenamed"),
                                                   asOf);
        QVERIFY(limits.timeLock && limits.timeLock->active && !limits.newChats);
        QVERIFY(parseLimitNotification(pushed(json("{'data':{'else':{}}}")), asOf) == AccountLimits{});
        QVERIFY(parseLimitNotification({.tag = "notification"}, asOf) == AccountLimits{});
    }

    // --- What is known

    void itAsksAfterTheLogin()
    {
        m_watch->check();
        QCOMPARE(m_requests.size(), 2);
        QCOMPARE(m_requests.at(0).child("query")->attr("query_id"), "23983697327930364"_ba);
        QCOMPARE(m_requests.at(1).child("query")->attr("query_id"), "24503548349331633"_ba);
        answer(0, lockJson(json("'is_active':false")));
        QVERIFY(m_watch->limits().timeLock && !m_watch->limits().timeLock->active);
        QCOMPARE(m_changes, 1);
    }

    void anAnswerThatSaysNothingLeavesItAsItWas()
    {
        m_watch->take(pushed(pushedLock(endsIn(500))));
        QVERIFY(m_watch->isLocked());
        m_watch->check();
        answer(0, json("{'data':{}}"));
        m_desk->clock.advance(11s); // the other one is not answered at all
        settle();
        QVERIFY(m_watch->isLocked());
    }

    void aLockEndsByTheClock()
    {
        m_watch->take(pushed(pushedLock(endsIn(90'000))));
        QVERIFY(m_watch->isLocked());
        m_desk->clock.advance(89'000s);
        QVERIFY(m_watch->isLocked());
        m_desk->clock.advance(1'001s);
        QVERIFY(!m_watch->isLocked());
        QVERIFY(!m_watch->limits().timeLock->active);
        QCOMPARE(m_changes, 2);
    }

    void aLaterNoticeMovesTheEnd()
    {
        m_watch->take(pushed(pushedLock(endsIn(100))));
        m_watch->take(pushed(pushedLock(endsIn(1'000))));
        m_desk->clock.advance(200s);
        QVERIFY(m_watch->isLocked());
        m_watch->take(pushed(pushedLock(json("'is_active':false"))));
        QVERIFY(!m_watch->isLocked());
        m_desk->clock.advance(2'000s);
        QCOMPARE(m_changes, 3);
    }

    void itOutlivesTheProgram()
    {
        m_watch->take(pushed(pushedLock(endsIn(600))));
        makeWatch();
        QVERIFY(m_watch->isLocked());
        QCOMPARE(m_watch->limits().timeLock->ends, m_desk->seconds() + 600);
        m_desk->clock.advance(601s);
        QVERIFY(!m_watch->isLocked());
        makeWatch();
        QVERIFY(!m_watch->isLocked() && m_watch->limits().timeLock);
    }

    void anotherAccountBeginsWithoutIt()
    {
        m_watch->take(pushed(pushedLock(endsIn(600))));
        m_watch->forget();
        QVERIFY(!m_watch->limits().timeLock && !m_watch->isLocked());
        m_desk->clock.advance(700s);
        QVERIFY(!m_watch->limits().timeLock);
    }

private:
    void makeWatch()
    {
        m_watch = std::make_unique<LimitWatch>(m_desk->store, *m_iqs, m_desk->clock);
        m_changes = 0;
        connect(m_watch.get(), &LimitWatch::changed, this, [this] { ++m_changes; });
    }
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    QByteArray endsIn(qint64 seconds) const
    {
        return json("'is_active':true,'time_enforcement_ends':'") + QByteArray::number(m_desk->seconds() + seconds)
            + '"';
    }
    void answer(int request, const QByteArray &text)
    {
        Node node = result(text);
        m_iqs->handle(node.set({"id", m_requests.at(request).attr("id")}));
        settle();
    }

    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<IqChannel> m_iqs;
    std::unique_ptr<LimitWatch> m_watch;
    QList<Node> m_requests;
    int m_changes = 0;
};

QTEST_GUILESS_MAIN(LimitWatchTest)
#include "tst_limitwatch.moc"
