#include "deskparty.h"
#include "whatsapp/devices/numberchecks.h"

#include <QCoreApplication>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid anaLid = jidOf("100000012345678@lid");
const Jid anaPhone = jidOf("15550001001@s.whatsapp.net");

using Check = QFuture<Result<NumberCheck>>;

} // namespace

/// Whether somebody is there at all (note 2, section 8): rarely, one at a time.
class NumberChecksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<DeskParty>();
        m_requests.clear();
        m_learnt.clear();
        m_iqs = std::make_unique<IqChannel>(
            [this](const Node &node) -> Result<> {
                m_requests << node;
                return {};
            },
            m_desk->clock, m_desk->random);
        m_checks = std::make_unique<NumberChecks>(
            *m_iqs,
            [this](const Jid &lid, const Jid &phone) {
                m_learnt.append({lid, phone});
            },
            m_desk->clock);
    }
    void cleanup()
    {
        m_checks.reset();
        m_iqs.reset();
        m_desk.reset();
    }

    void whoIsThereIsNamedAsTheServiceDoes()
    {
        const Check check = m_checks->check(u"+5215550001001"_s);
        QCOMPARE(asked(), "+5215550001001"_ba);
        answer("in", "+5215550001001", anaPhone, anaLid);
        QVERIFY(check.isFinished() && check.result());
        QVERIFY(check.result()->registered);
        QCOMPARE(check.result()->phone, anaPhone);
        QCOMPARE(check.result()->lid, anaLid);
        QCOMPARE(m_learnt, (QList<std::pair<Jid, Jid>>{{anaLid, anaPhone}}));
    }

    void whoIsNotThere_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addRow("out") << "out"_ba;
        QTest::addRow("no number") << "invalid"_ba;
    }
    void whoIsNotThere()
    {
        QFETCH(QByteArray, type);
        const Check check = m_checks->check(u"15550001001"_s);
        answer(type, "+15550001001");
        QVERIFY(check.result() && !check.result()->registered);
        QVERIFY(m_learnt.isEmpty());
    }

    void anAnswerAboutAnotherNumberIsNone()
    {
        const Check check = m_checks->check(u"15550001001"_s);
        answer("in", "+15550001002", anaPhone, anaLid);
        QVERIFY(!check.result());
        QVERIFY(check.result().error().code == Errc::Protocol);
        QVERIFY(m_learnt.isEmpty());
    }

    void oneAtATimeWithAPauseBetween()
    {
        const Check first = m_checks->check(u"15550001001"_s);
        const Check second = m_checks->check(u"15550001002"_s);
        QCOMPARE(m_requests.size(), 1);
        answer("out", "+15550001001");
        QVERIFY(first.isFinished());
        m_desk->clock.advance(1s);
        QCOMPARE(m_requests.size(), 1);
        m_desk->clock.advance(1s);
        QCOMPARE(m_requests.size(), 2);
        answer("in", "+15550001002", jidOf("15550001002@s.whatsapp.net"));
        QVERIFY(second.result()->registered);
    }

    void noNumberTwiceWithinADay()
    {
        const Check first = m_checks->check(u"15550001001"_s);
        const Check same = m_checks->check(u"15550001001"_s); // while the first is under way
        answer("in", "+15550001001", anaPhone);
        m_desk->clock.advance(3s);
        QVERIFY(same.isFinished() && same.result()->registered);
        QCOMPARE(m_requests.size(), 1);
        m_desk->clock.advance(23h);
        QVERIFY(m_checks->check(u"15550001001"_s).isFinished());
        m_desk->clock.advance(2h);
        QVERIFY(!m_checks->check(u"15550001001"_s).isFinished());
        QCOMPARE(m_requests.size(), 2);
    }

    void whatFailedMayBeAskedAgain()
    {
        const Check first = m_checks->check(u"15550001001"_s);
        m_iqs->failAll(u"the connection ended"_s);
        settle();
        QVERIFY(first.result().error().code == Errc::NotConnected);
        m_desk->clock.advance(2s);
        const Check second = m_checks->check(u"15550001001"_s);
        QCOMPARE(m_requests.size(), 2);
        answer("out", "+15550001001");
        QVERIFY(second.result());
    }

    void whatIsNoNumberIsNotAsked()
    {
        for (const QString &text : {u""_s, u"12"_s, u"ana"_s, u"123456789012345678901234567890"_s})
            QVERIFY(m_checks->check(text).result().error().code == Errc::Invalid);
        QVERIFY(m_requests.isEmpty());
    }

    void aCrowdIsTurnedAway()
    {
        QList<Check> waiting;
        for (int i = 0; i <= NumberChecks::mostWaiting; ++i)
            waiting << m_checks->check(QString::number(15'550'000'000 + i));
        QVERIFY(m_checks->check(u"15551111111"_s).result().error().code == Errc::TooLarge);
        QCOMPARE(m_requests.size(), 1);
    }

private:
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    QByteArray asked() const
    {
        return m_requests.last().child("usync")->child("list")->child("user")->child("contact")->bytes();
    }
    void answer(const QByteArray &type, const QByteArray &query, const Jid &jid = {}, const Jid &lid = {})
    {
        Node user{.tag = "user",
                  .content = QList{Node{.tag = "contact", .attributes = {{"type", type}}, .content = query}}};
        if (!jid.isNull())
            user.set({"jid", jid});
        if (!lid.isNull())
            user.append({.tag = "lid", .attributes = {{"val", lid}}});
        m_iqs->handle(
            {.tag = "iq",
             .attributes = {{"type", "result"}, {"id", m_requests.last().attr("id")}},
             .content = QList{Node{.tag = "usync", .content = QList{Node{.tag = "list", .content = QList{user}}}}}});
        settle();
    }

    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<IqChannel> m_iqs;
    std::unique_ptr<NumberChecks> m_checks;
    QList<Node> m_requests;
    QList<std::pair<Jid, Jid>> m_learnt;
};

QTEST_GUILESS_MAIN(NumberChecksTest)
#include "tst_numberchecks.moc"
