#include "whatsapp/protocol/iqchannel.h"

#include "tests/support/fakeclock.h"
#include "tests/support/fakerandom.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

class IqChannelTest : public QObject
{
    Q_OBJECT

    struct Line
    {
        FakeClock clock;
        FakeRandom random;
        QList<Node> sent;
        Result<> verdict = {};
        std::function<void()> whileSending;
        IqChannel iqs{[this](const Node &node) {
                          sent << node;
                          if (whileSending)
                              whileSending();
                          return verdict;
                      },
                      clock, random};

        [[nodiscard]] QByteArray lastId() const { return sent.last().attr("id"); }
    };
    static Node question() { return {.tag = "iq", .attributes = {{"type", "get"}, {"xmlns", "w:p"}}}; }
    static Node reply(const QByteArray &id, const QByteArray &type = "result")
    {
        return {.tag = "iq", .attributes = {{"from", Jid::server()}, {"type", type}, {"id", id}}};
    }

private Q_SLOTS:
    void anAnswerFindsItsQuestionById()
    {
        Line line;
        const auto first = line.iqs.request(question());
        const QByteArray firstId = line.lastId();
        const auto second = line.iqs.request(question());
        const QByteArray secondId = line.lastId();

        QVERIFY(line.iqs.handle(reply(secondId).set({"t", 5})));
        QVERIFY(second.isFinished());
        QVERIFY(!first.isFinished());
        QCOMPARE(second.result()->attr("t"), "5");
        QVERIFY(line.iqs.handle(reply(firstId)));
        QVERIFY(first.result());
        QCOMPARE(line.iqs.pending(), 0);
    }

    void theServerIsAddressedUnlessSomebodyElseIs()
    {
        Line line;
        (void)line.iqs.request(question());
        QCOMPARE(line.sent.last().attr("to"), Jid::server().toText());
        (void)line.iqs.request(question().set({"to", "@g.us"}));
        QCOMPARE(line.sent.last().attr("to"), "@g.us");
    }

    void idsAreUnique()
    {
        Line line;
        QSet<QByteArray> ids;
        for (int i = 0; i < 1000; ++i) {
            (void)line.iqs.request(question().set({"id", "mine"}));
            ids << line.lastId();
        }
        QCOMPARE(ids.size(), 1000);
        QVERIFY(!ids.contains("mine"));
        FakeRandom other;
        (void)other.bytes(4);
        IqChannel second([](const Node &) -> Result<> { return {}; }, line.clock, other);
        QVERIFY(!ids.contains(second.nextId()));
    }

    void anErrorIsARejectionWithCodeAndText()
    {
        Line line;
        const auto future = line.iqs.request(question());
        QVERIFY(
            line.iqs.handle(reply(line.lastId(), "error")
                                .append({.tag = "error", .attributes = {{"code", 404}, {"text", "item-not-found"}}})));
        QVERIFY(!future.result());
        QVERIFY(future.result().error().code == Errc::Rejected);
        QCOMPARE(future.result().error().detail, u"404 item-not-found"_s);
    }

    void anErrorWithoutDetailsIsARejectionToo()
    {
        Line line;
        const auto future = line.iqs.request(question());
        QVERIFY(line.iqs.handle(reply(line.lastId(), "error")));
        QVERIFY(future.result().error().code == Errc::Rejected);
    }

    void noAnswerIsATimeOut()
    {
        Line line;
        const auto usual = line.iqs.request(question());
        const auto hasty = line.iqs.request(question(), 2s);
        line.clock.advance(2s);
        QVERIFY(hasty.isFinished());
        QVERIFY(hasty.result().error().code == Errc::TimedOut);
        QVERIFY(!usual.isFinished());
        line.clock.advance(28s);
        QVERIFY(usual.result().error().code == Errc::TimedOut);
        QCOMPARE(line.iqs.pending(), 0);
    }

    void aLateAnswerIsNobodys()
    {
        Line line;
        const auto future = line.iqs.request(question());
        line.clock.advance(31s);
        QVERIFY(!line.iqs.handle(reply(line.lastId())));
        QVERIFY(future.result().error().code == Errc::TimedOut);
    }

    void aSecondAnswerIsNobodys()
    {
        Line line;
        const auto future = line.iqs.request(question());
        QVERIFY(line.iqs.handle(reply(line.lastId())));
        QVERIFY(!line.iqs.handle(reply(line.lastId(), "error")));
        QVERIFY(future.result());
        line.clock.advance(1min);
        QVERIFY(future.result());
    }

    void requestsOfTheOtherSideAreNoAnswers()
    {
        Line line;
        const auto future = line.iqs.request(question());
        QVERIFY(!line.iqs.handle(reply(line.lastId(), "get")));
        QVERIFY(!line.iqs.handle(reply(line.lastId(), "set")));
        QVERIFY(!line.iqs.handle(reply("unknown")));
        QVERIFY(!line.iqs.handle({.tag = "iq"}));
        QVERIFY(!future.isFinished());
    }

    void whatCannotBeSentFailsAtOnce()
    {
        Line line;
        line.verdict = fail(Errc::NotConnected, u"down"_s);
        const auto future = line.iqs.request(question());
        QVERIFY(future.isFinished());
        QVERIFY(future.result().error().code == Errc::NotConnected);
        QCOMPARE(line.iqs.pending(), 0);
    }

    void failAllAnswersEverything()
    {
        Line line;
        QList<QFuture<Result<Node>>> futures;
        for (int i = 0; i < 20; ++i)
            futures << line.iqs.request(question());
        line.iqs.failAll(u"gone"_s);
        for (const auto &future : futures) {
            QVERIFY(future.isFinished());
            QVERIFY(future.result().error().code == Errc::NotConnected);
            QCOMPARE(future.result().error().detail, u"gone"_s);
        }
        QCOMPARE(line.iqs.pending(), 0);
        line.clock.advance(1min);
    }

    void aStreamThatEndsWhileSendingFailsTheRequestToo()
    {
        Line line;
        line.whileSending = [&line] { line.iqs.failAll(u"gone"_s); };
        const auto future = line.iqs.request(question());
        QVERIFY(future.isFinished());
        QVERIFY(future.result().error().code == Errc::NotConnected);
    }

    void aChannelThatDiesAnswersCancelled()
    {
        auto line = std::make_unique<Line>();
        const auto future = line->iqs.request(question());
        line.reset();
        QVERIFY(future.isFinished());
        QVERIFY(future.result().error().code == Errc::Cancelled);
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::IqChannelTest)
#include "tst_iqchannel.moc"
