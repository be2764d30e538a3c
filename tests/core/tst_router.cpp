#include "core/http/requesthead.h"
#include "core/http/router.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

HttpHandler answering(const QByteArray &body)
{
    return directly([body](const HttpServerRequest &) {
        HttpAnswer answer;
        answer.body = body;
        return answer;
    });
}

} // namespace

/// Routes, paths and the framing of request heads.
class RouterTest : public QObject
{
    Q_OBJECT

    Router m_router;

private Q_SLOTS:
    void initTestCase()
    {
        m_router.add("GET", u"/"_s, Access::Open, answering("root"));
        m_router.add("GET", u"/api/v1/tickets"_s, Access::Read, answering("list"));
        m_router.add("POST", u"/api/v1/tickets"_s, Access::Write, answering("create"), 1024);
        m_router.add("GET", u"/api/v1/tickets/mine"_s, Access::Read, answering("mine"));
        m_router.add("GET", u"/api/v1/tickets/{id}"_s, Access::Read, answering("one"));
        m_router.add("GET", u"/api/v1/tickets/{id}/messages/{message}"_s, Access::Read, answering("message"));
    }

    void findsTheRouteAndItsParameters()
    {
        const auto match = m_router.match("GET", u"/api/v1/tickets/12/messages/7"_s);
        QVERIFY(match.route);
        QCOMPARE(match.parameters.value(u"id"_s), u"12"_s);
        QCOMPARE(match.parameters.value(u"message"_s), u"7"_s);
        QCOMPARE(match.route->handler({}).result().body, QByteArray("message"));
    }

    void theFirstRouteAddedWins()
    {
        QCOMPARE(m_router.match("GET", u"/api/v1/tickets/mine"_s).route->handler({}).result().body, QByteArray("mine"));
        QCOMPARE(m_router.match("GET", u"/api/v1/tickets/1"_s).route->handler({}).result().body, QByteArray("one"));
    }

    void headFindsTheGetRoute()
    {
        const auto match = m_router.match("HEAD", u"/api/v1/tickets"_s);
        QVERIFY(match.route);
        QCOMPARE(match.route->method, QByteArray("GET"));
    }

    void keepsAccessAndLimitOfEachRoute()
    {
        const auto match = m_router.match("POST", u"/api/v1/tickets"_s);
        QVERIFY(match.route);
        QCOMPARE(match.route->access, Access::Write);
        QCOMPARE(match.route->bodyLimit, qint64(1024));
    }

    void anotherMethodIsToldWhichOnesThereAre()
    {
        const auto match = m_router.match("DELETE", u"/api/v1/tickets"_s);
        QVERIFY(!match.route);
        QCOMPARE(match.allowed, (QList<QByteArray>{"GET", "HEAD", "POST"}));
    }

    void eachAllowedMethodIsNamedOnce()
    {
        const auto match = m_router.match("PUT", u"/api/v1/tickets/mine"_s); // two GET patterns fit
        QCOMPARE(match.allowed, (QList<QByteArray>{"GET", "HEAD"}));
    }

    void unknownPathsHaveNoMethods_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("other") << u"/api/v1/nothing"_s;
        QTest::newRow("longer") << u"/api/v1/tickets/1/2"_s;
        QTest::newRow("empty parameter") << u"/api/v1/tickets/"_s;
        QTest::newRow("case") << u"/API/v1/tickets"_s;
        QTest::newRow("double slash") << u"//api/v1/tickets"_s;
    }
    void unknownPathsHaveNoMethods()
    {
        QFETCH(QString, path);
        const auto match = m_router.match("GET", path);
        QVERIFY(!match.route);
        QVERIFY(match.allowed.isEmpty());
    }

    void judgesPaths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("safe");
        QTest::newRow("root") << QByteArray("/") << true;
        QTest::newRow("plain") << QByteArray("/fotos/a.jpg") << true;
        QTest::newRow("accent") << QByteArray("/fotos/a%C3%B1o.jpg") << true;
        QTest::newRow("two dots in a name") << QByteArray("/fotos/a..b") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("relative") << QByteArray("fotos") << false;
        QTest::newRow("parent") << QByteArray("/fotos/../x") << false;
        QTest::newRow("encoded parent") << QByteArray("/fotos/%2e%2E/x") << false;
        QTest::newRow("encoded slash") << QByteArray("/fotos/..%2Fx") << false;
        QTest::newRow("backslash") << QByteArray("/fotos\\x") << false;
        QTest::newRow("encoded backslash") << QByteArray("/fotos%5cx") << false;
        QTest::newRow("nul") << QByteArray("/fotos/%00") << false;
        QTest::newRow("encoded dots and backslash") << QByteArray("/fotos/%2e%2e%5cx") << false;
        QTest::newRow("encoded twice") << QByteArray("/fotos/%252e%252e%255cx") << false;
        QTest::newRow("no digits") << QByteArray("/fotos/%zz") << false;
        QTest::newRow("cut off") << QByteArray("/fotos/%4") << false;
        QTest::newRow("overlong") << QByteArray("/fotos/%c0%ae%c0%ae/x") << false;
        QTest::newRow("half a character") << QByteArray("/fotos/%c3") << false;
        QTest::newRow("console") << QByteArray("/fotos/CON") << false;
        QTest::newRow("device with an ending") << QByteArray("/fotos/aux.txt") << false;
        QTest::newRow("port") << QByteArray("/com1.log/x") << false;
        QTest::newRow("no device") << QByteArray("/console/auxiliar.txt") << true;
        QTest::newRow("no port") << QByteArray("/comas/com10") << true;
        QTest::newRow("line feed") << QByteArray("/fotos/%0a") << false;
    }
    void judgesPaths()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, safe);
        QCOMPARE(Router::isSafePath(path), safe);
    }

    void refusesHeads_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<int>("status"); // 0: acceptable
        const QByteArray get = "GET / HTTP/1.1\r\nHost: a\r\n";
        QTest::newRow("get") << get << 0;
        QTest::newRow("length") << get + "Content-Length: 100\r\n" << 0;
        QTest::newRow("huge") << get + "Content-Length: 18446744073709551615\r\n" << 400;
        QTest::newRow("negative") << get + "Content-Length: -1\r\n" << 400;
        QTest::newRow("plus") << get + "Content-Length: +1\r\n" << 400;
        QTest::newRow("word") << get + "Content-Length: abc\r\n" << 400;
        QTest::newRow("list") << get + "Content-Length: 1, 1\r\n" << 400;
        QTest::newRow("twice") << get + "Content-Length: 1\r\ncontent-length: 1\r\n" << 400;
        QTest::newRow("two lengths in one word") << get + "Content-Length: 1 1\r\n" << 400;
        QTest::newRow("length and chunks") << get + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" << 400;
        QTest::newRow("chunks and length") << get + "transfer-encoding: Chunked\r\nContent-Length: 1\r\n" << 400;
        QTest::newRow("hidden chunks") << get + "Transfer-Encoding: xchunked\r\n" << 411;
        QTest::newRow("tab before the colon") << get + "Transfer-Encoding\t: chunked\r\n" << 400;
        QTest::newRow("control character") << get
                + "X: a\x0b"
                  "b\r\n" << 400;
        QTest::newRow("carriage return inside") << get + "X: a\rContent-Length: 1\r\n" << 400;
        QTest::newRow("nul") << get + QByteArray("X: a\0b\r\n", 8) << 400;
        QTest::newRow("no name") << get + ": 1\r\n" << 400;
        QTest::newRow("no colon") << get + "Host\r\n" << 400;
        QTest::newRow("umlaut in a value") << get + "X: \xc3\xa4\r\n" << 0;
        QTest::newRow("two tokens") << get + "Authorization: a\r\nAuthorization: b\r\n" << 400;
        QTest::newRow("two cookies") << get + "Cookie: a=1\r\nCookie: b=2\r\n" << 0;
        QTest::newRow("continue") << get + "Expect: 100-Continue\r\n" << 0;
        QTest::newRow("other expectation") << get + "Expect: wonders\r\n" << 417;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n") << 400;
        QTest::newRow("no host, 1.0") << QByteArray("GET / HTTP/1.0\r\n") << 0;
        QTest::newRow("empty host") << QByteArray("GET / HTTP/1.1\r\nHost: \r\n") << 400;
        QTest::newRow("small letters") << QByteArray("get / HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("empty line first") << "\r\n" + get << 400;
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\r\n") << 400;
        QTest::newRow("no target") << QByteArray("GET HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("two targets") << QByteArray("GET / /x HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("whole address") << QByteArray("GET http://b/ HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("fragment") << QByteArray("GET /#x HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("not encoded") << QByteArray("GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("asterisk") << QByteArray("OPTIONS * HTTP/1.1\r\nHost: a\r\n") << 0;
        QTest::newRow("asterisk to get") << QByteArray("GET * HTTP/1.1\r\nHost: a\r\n") << 400;
        QTest::newRow("long line") << "GET /" + QByteArray(9 * 1024, 'x') + " HTTP/1.1\r\nHost: a\r\n" << 414;
        QTest::newRow("chunked") << get + "Transfer-Encoding: chunked\r\n" << 411;
        QTest::newRow("space before the colon") << get + "Content-Length : 1\r\n" << 400;
        QTest::newRow("folded") << get + "X: 1\r\n Content-Length: 1\r\n" << 400;
        QTest::newRow("bare line feed") << get + "X: 1\nContent-Length: 1\r\n" << 400;
        QTest::newRow("two hosts") << get + "Host: b\r\n" << 400;
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n") << 400;
        QTest::newRow("long") << get + "X: " + QByteArray(33 * 1024, 'x') + "\r\n" << 431;
        QTest::newRow("many lines") << get + QByteArray("X: 1\r\n").repeated(100) << 431;
    }
    void refusesHeads()
    {
        QFETCH(QByteArray, lines);
        QFETCH(int, status);
        const RequestHead head = readRequestHead(lines + "\r\n");
        if (status == 0) {
            QCOMPARE(head.verdict, RequestHead::Verdict::Acceptable);
            QCOMPARE(head.headLength, lines.size() + 2);
        } else {
            QCOMPARE(head.verdict, RequestHead::Verdict::Refused);
            QCOMPARE(head.status, status);
        }
    }

    void waitsForTheRestOfAHead()
    {
        QCOMPARE(readRequestHead("GET / HTTP/1.1\r\nHost: a\r\n").verdict, RequestHead::Verdict::Incomplete);
        QCOMPARE(readRequestHead({}).verdict, RequestHead::Verdict::Incomplete);
    }

    void judgesAsSoonAsItCan()
    {
        QCOMPARE(readRequestHead(QByteArray(9 * 1024, 'X')).status, 414);
        QCOMPARE(readRequestHead("GET / HTTP/1.1\r\nX: " + QByteArray(33 * 1024, 'x')).status, 431);
        QCOMPARE(readRequestHead("GET / HTTP/1.1\n").verdict, RequestHead::Verdict::Refused);
        QCOMPARE(readRequestHead("GET / HTTP/3.0\r\n").verdict, RequestHead::Verdict::Refused);
        QCOMPARE(readRequestHead("{").verdict, RequestHead::Verdict::Refused);
    }

    void joinsWhatMayBeSaidSeveralTimes()
    {
        const RequestHead head = readRequestHead(
            "GET /a?b HTTP/1.1\r\nHOST: a\r\nCookie: a=1\r\ncookie:b=2\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\n\r\n");
        QCOMPARE(head.method, QByteArray("GET"));
        QCOMPARE(head.target, QByteArray("/a?b"));
        QCOMPARE(head.header("host"), QByteArray("a"));
        QCOMPARE(head.header("cookie"), QByteArray("a=1; b=2"));
        QCOMPARE(head.header("x-forwarded-for"), QByteArray("1.1.1.1, 2.2.2.2"));
    }

    void knowsWhenTheClientWantsTheConnectionClosed()
    {
        QVERIFY(!readRequestHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n").closes);
        QVERIFY(readRequestHead("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n").closes);
        QVERIFY(readRequestHead("GET / HTTP/1.0\r\n\r\n").closes);
    }

    void aProblemNamesTheWrongField()
    {
        const HttpAnswer answer = HttpAnswer::from({Errc::Invalid, u"/name"_s});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.contentType, QByteArray("application/problem+json"));
        HttpServerRequest parsed;
        parsed.body = answer.body;
        const auto object = parsed.json();
        QVERIFY(object.has_value());
        QCOMPARE(object->value("status"_L1).toInt(), 400);
        QCOMPARE(object->value("errors"_L1)[0]["pointer"_L1].toString(), u"/name"_s);
    }

    void bracketsInStringsAreNotNesting()
    {
        HttpServerRequest request;
        request.body = "{\"a\":\"\\\"" + QByteArray("[{").repeated(100) + "\"}";
        QVERIFY(request.json());
    }

    void aBodyThatIsNoObjectIsInvalid()
    {
        HttpServerRequest request;
        for (const QByteArray &body :
             {QByteArray(), QByteArray("[1]"), QByteArray("{"), QByteArray("1"),
              "{\"a\":" + QByteArray("[").repeated(100) + QByteArray("]").repeated(100) + '}'}) {
            request.body = body;
            QVERIFY(!request.json());
            QVERIFY(request.json().error().code == Errc::Invalid);
        }
    }
};

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
