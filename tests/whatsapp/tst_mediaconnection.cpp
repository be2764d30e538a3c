#include "whatsapp/media/mediaconnection.h"

#include "tests/support/fakeclock.h"
#include "tests/support/fakerandom.h"
#include "tests/support/resultcode.h"

#include <QTest>

using namespace desk;
using namespace desk::wa;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Node host(const QByteArray &name, const QByteArray &type = "primary")
{
    return {.tag = "host", .attributes = {{"hostname", name}, {"type", type}}};
}

Node connectionNode(QList<Node> hosts)
{
    return {.tag = "media_conn",
            .attributes = {{"auth", "AWsecret"}, {"ttl", 300}, {"auth_ttl", 21600}, {"max_buckets", 12}},
            .content = std::move(hosts)};
}

Node answerOf(const Node &connection)
{
    return {.tag = "iq", .attributes = {{"type", "result"}}, .content = QList{connection}};
}

QByteArrayList namesOf(const MediaRoute &route)
{
    QByteArrayList names;
    for (const MediaHost &one : route.hosts)
        names << one.name;
    return names;
}

} // namespace

class MediaConnectionTest : public QObject
{
    Q_OBJECT

    struct Line
    {
        FakeClock clock;
        FakeRandom random;
        QList<Node> sent;
        Result<> verdict = {};
        IqChannel iqs{[this](const Node &node) {
                          sent << node;
                          return verdict;
                      },
                      clock, random};
        MediaConnection connection{iqs, clock};

        void answerLast(Node child)
        {
            const Node iq{.tag = "iq",
                          .attributes = {{"from", Jid::server()}, {"type", "result"}, {"id", sent.last().attr("id")}},
                          .content = QList{std::move(child)}};
            QVERIFY(iqs.handle(iq));
            QCoreApplication::processEvents();
        }
    };

private Q_SLOTS:
    void fallbackHostsComeLast()
    {
        const auto route = parseMediaRoute(
            answerOf(connectionNode({host("mmg.whatsapp.net", "fallback"), host("media-gru1-1.cdn.whatsapp.net"),
                                     host("media-gru2-1.cdn.whatsapp.net")})));
        QVERIFY(route);
        QCOMPARE(route->auth, "AWsecret");
        QCOMPARE(route->validFor, 300s);
        QCOMPARE(
            namesOf(*route),
            (QByteArrayList{"media-gru1-1.cdn.whatsapp.net", "media-gru2-1.cdn.whatsapp.net", "mmg.whatsapp.net"}));
    }

    void aNamedFallbackAndALimitAreTaken()
    {
        Node one = host("a.whatsapp.net");
        one.set({"fallback_hostname", "b.whatsapp.net"});
        one.set({"maxContentLengthBytes", 1000});
        const auto route = parseMediaRoute(answerOf(connectionNode({one})));
        QVERIFY(route);
        QCOMPARE(namesOf(*route), (QByteArrayList{"a.whatsapp.net", "b.whatsapp.net"}));
        QCOMPARE(route->hosts.at(0).maxUploadBytes, 1000);
        QCOMPARE(route->hosts.at(1).maxUploadBytes, 0);
    }

    void whatIsNoNameIsLeftOut()
    {
        const auto route = parseMediaRoute(
            answerOf(connectionNode({host("evil.example/x"), host("user@evil.example"), host("a b"), host(""),
                                     host(QByteArray(300, 'x')), host("a:0"), host("a:99999"), host("a:b"),
                                     host("x\r\ny"), host("A.whatsapp.net:8443"), host("a.whatsapp.net:8443")})));
        QVERIFY(route);
        QCOMPARE(namesOf(*route), QByteArrayList{"a.whatsapp.net:8443"});
    }

    void hostsAreFew()
    {
        QList<Node> hosts;
        for (int i = 0; i < 1000; ++i)
            hosts << host("h" + QByteArray::number(i) + ".whatsapp.net");
        QCOMPARE(parseMediaRoute(answerOf(connectionNode(hosts)))->hosts.size(), 16);
    }

    void withoutAuthorisationOrHostItIsNone()
    {
        QCOMPARE(codeOf(parseMediaRoute({.tag = "iq"})), toString(Errc::Protocol));
        QCOMPARE(codeOf(parseMediaRoute(answerOf(connectionNode({})))), toString(Errc::Protocol));
        Node silent = connectionNode({host("a.whatsapp.net")});
        silent.set({"auth", ""});
        QCOMPARE(codeOf(parseMediaRoute(answerOf(silent))), toString(Errc::Protocol));
    }

    void absurdLifetimesAreBounded()
    {
        Node connection = connectionNode({host("a.whatsapp.net")});
        for (const auto &[ttl, expected] : QList<std::pair<qint64, std::chrono::seconds>>{
                 {-5, 10s}, {0, 10s}, {1'000'000'000'000, 21600s}, {60, 60s}}) {
            connection.set({"ttl", ttl});
            QCOMPARE(parseMediaRoute(answerOf(connection))->validFor, expected);
        }
    }

    void whoAsksMeanwhileGetsTheSameAnswer()
    {
        Line line;
        const auto first = line.connection.route();
        const auto second = line.connection.route();
        QCOMPARE(line.sent.size(), 1);
        QCOMPARE(line.sent.last().attr("xmlns"), "w:m");
        line.answerLast(connectionNode({host("a.whatsapp.net")}));
        QVERIFY(first.result() && second.result());
        QVERIFY(line.connection.route().result());
        QCOMPARE(line.sent.size(), 1);
    }

    void itIsAskedAnewWhenItsTimeIsOver()
    {
        Line line;
        const auto first = line.connection.route();
        line.answerLast(connectionNode({host("a.whatsapp.net")}));
        QVERIFY(first.result());
        line.clock.advance(299s);
        (void)line.connection.route();
        QCOMPARE(line.sent.size(), 1);
        line.clock.advance(2s);
        (void)line.connection.route();
        QCOMPARE(line.sent.size(), 2);
    }

    void aRefusedAuthorisationIsDroppedAndNoOther()
    {
        Line line;
        (void)line.connection.route();
        line.answerLast(connectionNode({host("a.whatsapp.net")}));
        line.connection.refused("AWanother");
        (void)line.connection.route();
        QCOMPARE(line.sent.size(), 1);
        line.connection.refused("AWsecret");
        (void)line.connection.route();
        QCOMPARE(line.sent.size(), 2);
    }

    void aServerThatSaysNoMayBeOfAnotherMindLater()
    {
        Line line;
        const auto refused = line.connection.route();
        const Node iq{.tag = "iq",
                      .attributes = {{"from", Jid::server()}, {"type", "error"}, {"id", line.sent.last().attr("id")}},
                      .content = QList{Node{.tag = "error", .attributes = {{"code", 403}}}}};
        QVERIFY(line.iqs.handle(iq));
        QTRY_VERIFY(refused.isFinished());
        QCOMPARE(codeOf(refused.result()), toString(Errc::NotConnected));
        const auto empty = line.connection.route();
        line.answerLast(connectionNode({}));
        QCOMPARE(codeOf(empty.result()), toString(Errc::NotConnected));
    }

    void aFailureIsNotKept()
    {
        Line line;
        line.verdict = fail(Errc::NotConnected);
        const auto failed = line.connection.route();
        QTRY_VERIFY(failed.isFinished());
        QCOMPARE(codeOf(failed.result()), toString(Errc::NotConnected));
        line.verdict = {};
        const auto again = line.connection.route();
        line.answerLast(connectionNode({host("a.whatsapp.net")}));
        QVERIFY(again.result());
    }
};

QTEST_GUILESS_MAIN(MediaConnectionTest)
#include "tst_mediaconnection.moc"
