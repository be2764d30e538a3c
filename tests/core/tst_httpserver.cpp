#include "core/http/httpserver.h"
#include "tests/support/testdesk.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

/// The server over real loopback sockets, with short time-outs; requests are written by hand.
class HttpServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_accounts = std::make_unique<AccountService>(m_desk->database, m_desk->clock, m_random);
        QVERIFY(m_accounts->setStaticToken(m_token));
        m_router = std::make_unique<Router>();
        m_router->add("GET", u"/open"_s, Access::Open, directly([](const HttpServerRequest &) {
                          return HttpAnswer::json({{u"ok"_s, true}});
                      }));
        m_router->add("POST", u"/write"_s, Access::Write, directly([this](const HttpServerRequest &request) {
                          ++m_written;
                          return HttpAnswer::json({{u"length"_s, request.body.size()}});
                      }),
                      1000);
        m_router->add("GET", u"/late"_s, Access::Open, [this](const HttpServerRequest &) {
            m_late = std::make_shared<QPromise<HttpAnswer>>();
            m_late->start();
            return m_late->future();
        });
        m_router->add("GET", u"/stream"_s, Access::Open, directly([this](const HttpServerRequest &) {
                          HttpAnswer answer;
                          answer.contentType = "text/event-stream";
                          answer.stream = [this](std::shared_ptr<AnswerStream> stream) {
                              m_stream = std::move(stream);
                              connect(m_stream.get(), &AnswerStream::closed, this, [this] { ++m_ended; });
                          };
                          answer.streamBounds = {.waiting = 8 * 1024 * 1024, .stall = 300ms};
                          return answer;
                      }));
        m_written = 0;
        m_ended = 0;
        FrontDoor::Limits limits;
        limits.connections = 5;
        limits.headTime = 300ms;
        limits.bodyTime = 300ms;
        limits.idle = 600ms;
        limits.linger = 100ms;
        m_server = std::make_unique<HttpServer>(*m_router, *m_accounts, HttpServer::Options{u"127.0.0.1"_s, 0, limits});
        const auto port = m_server->listen();
        QVERIFY(port);
        m_port = *port;
    }
    void cleanup()
    {
        m_stream.reset();
        m_server.reset();
        m_late.reset();
    }

    void aStreamIsWrittenInChunksAndOutlivesTheIdleTime()
    {
        const auto socket = connected();
        socket->write(get("/stream"));
        QTRY_VERIFY(m_stream);
        QVERIFY(m_stream->write("one\n"));
        QTest::qWait(900); // idle time-out: 600 ms; nothing waits, so the stall does not count either
        QVERIFY(m_stream->isOpen());
        QVERIFY(m_stream->write(QByteArray(20, 'x')));
        m_stream->close();
        QVERIFY(!m_stream->write("late"));
        QTRY_VERIFY(socket->state() == QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket->readAll();
        QVERIFY2(answer.contains("\r\nTransfer-Encoding: chunked\r\n"), answer.constData());
        QVERIFY(answer.contains("\r\nContent-Type: text/event-stream\r\n"));
        QVERIFY(answer.contains("\r\nConnection: close\r\n"));
        QVERIFY(!answer.contains("Content-Length"));
        QVERIFY(answer.endsWith("\r\n\r\n4\r\none\n\r\n14\r\n" + QByteArray(20, 'x') + "\r\n0\r\n\r\n"));
        QTRY_COMPARE(m_ended, 1);
    }

    void aStreamForAnOldClientEndsWithTheConnection()
    {
        const auto socket = connected();
        socket->write("GET /stream HTTP/1.0\r\nHost: " + host() + "\r\n\r\n");
        QTRY_VERIFY(m_stream);
        QVERIFY(m_stream->write("plain"));
        m_stream.reset(); // letting go ends it
        QTRY_VERIFY(socket->state() == QAbstractSocket::UnconnectedState);
        QVERIFY(socket->readAll().endsWith("\r\n\r\nplain"));
    }

    void headOfAStreamHasNoBodyAndStartsNothing()
    {
        const auto socket = connected();
        socket->write("HEAD /stream HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        QTRY_VERIFY(socket->state() == QAbstractSocket::UnconnectedState);
        QVERIFY(socket->readAll().endsWith("\r\n\r\n"));
        QVERIFY(!m_stream);
    }

    void aStreamNoticesThatItsClientLeft()
    {
        const auto socket = connected();
        socket->write(get("/stream"));
        QTRY_VERIFY(m_stream);
        socket->abort();
        QTRY_COMPARE(m_ended, 1);
        QVERIFY(!m_stream->isOpen());
        QVERIFY(!m_stream->write("x"));
        m_stream->close();
        QTest::qWait(50);
        QCOMPARE(m_ended, 1);
    }

    void aStreamOutlivesItsServer()
    {
        const auto socket = connected();
        socket->write(get("/stream"));
        QTRY_VERIFY(m_stream);
        m_server.reset();
        QVERIFY(!m_stream->write("x"));
        QTRY_COMPARE(m_ended, 1);
    }

    void aReaderThatReadsNothingLosesTheStream_data()
    {
        QTest::addColumn<int>("chunks");
        QTest::newRow("over the bound") << 1000;
        QTest::newRow("stalled") << 60; // more than the kernel takes, less than the bound
    }
    void aReaderThatReadsNothingLosesTheStream()
    {
        QFETCH(int, chunks);
        const auto socket = connected();
        socket->setReadBufferSize(1024);
        socket->write(get("/stream"));
        QTRY_VERIFY(m_stream);
        const QByteArray chunk(128 * 1024, 'x');
        bool open = true;
        for (int i = 0; open && i < chunks; ++i)
            open = m_stream->write(chunk);
        QCOMPARE(open, chunks == 60);
        QVERIFY(m_stream->bytesWaiting() <= 8 * 1024 * 1024);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended, 1, 10000);
        QVERIFY(!m_stream->isOpen());
    }

    void aClientThatTalksIntoAStreamIsCutOff()
    {
        const auto socket = connected();
        socket->write(get("/stream"));
        QTRY_VERIFY(m_stream);
        socket->write(post("/write", 1, "x"));
        QTRY_COMPARE(m_ended, 1);
        QCOMPARE(m_written, 0);
    }

    void aKeptConnectionAnswersOneRequestAfterTheOther()
    {
        const auto socket = connected();
        for (int i = 0; i < 3; ++i) {
            socket->write(get("/open"));
            QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
        }
    }

    void aConnectionThatSaysNothingIsClosed()
    {
        const auto socket = connected();
        QVERIFY(closes(*socket));
    }

    void aHeadThatDripsIsCutOff()
    {
        const auto socket = connected();
        QElapsedTimer time;
        time.start();
        const QByteArray request = get("/open");
        for (qsizetype i = 0; i < request.size() - 1 && socket->state() == QAbstractSocket::ConnectedState; ++i) {
            socket->write(request.mid(i, 1));
            QTest::qWait(20);
        }
        QVERIFY(closes(*socket));
        QVERIFY(time.elapsed() < 5000);
    }

    void aBodyThatNeverComesIsCutOff()
    {
        const auto socket = connected();
        socket->write(post("/write", 500, "x"));
        QVERIFY(closes(*socket));
        QCOMPARE(m_written, 0);
    }

    void aBodyOverTheLimitIsRefusedBeforeItComes()
    {
        const auto socket = connected();
        socket->write(post("/write", 1'000'000'000, ""));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 413"));
        QVERIFY(closes(*socket));
    }

    void framingThatCanBeReadTwoWaysIsRefused_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("two lengths") << QByteArray("Content-Length: 1\r\nContent-Length: 2\r\n");
        QTest::newRow("equal lengths") << QByteArray("Content-Length: 1\r\nContent-Length: 1\r\n");
        QTest::newRow("list of lengths") << QByteArray("Content-Length: 1, 1\r\n");
        QTest::newRow("negative") << QByteArray("Content-Length: -1\r\n");
        QTest::newRow("word") << QByteArray("Content-Length: abc\r\n");
        QTest::newRow("2^64-1") << QByteArray("Content-Length: 18446744073709551615\r\n");
        QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n");
        QTest::newRow("both") << QByteArray("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n");
        QTest::newRow("folded line") << QByteArray("X-A: b\r\n c\r\n");
        QTest::newRow("space before the colon") << QByteArray("Content-Length : 1\r\n");
    }
    void framingThatCanBeReadTwoWaysIsRefused()
    {
        QFETCH(QByteArray, lines);
        const auto socket = connected();
        socket->write("POST /write HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " + m_token + "\r\n"
                      + lines + "\r\nx");
        const QByteArray answer = answerOf(*socket);
        QVERIFY2(answer.startsWith("HTTP/1.1 4"), answer.constData());
        QVERIFY(closes(*socket));
        QCOMPARE(m_written, 0);
    }

    void aPipelinedRequestEndsTheConnectionAndIsNotCarriedOut()
    {
        const auto socket = connected();
        socket->write(get("/late") + post("/write", 1, "x"));
        QVERIFY(closes(*socket));
        QCOMPARE(m_written, 0);
    }

    void theClientMayLeaveBeforeTheAnswer()
    {
        auto socket = connected();
        socket->write(get("/late"));
        QTRY_VERIFY(m_late);
        socket->abort();
        QTest::qWait(50);
        m_late->addResult(HttpAnswer::json({}));
        m_late->finish();
        QTest::qWait(50);
        socket = connected();
        socket->write(get("/open"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
    }

    void aHandlerMayTakeLongerThanTheIdleTime()
    {
        const auto socket = connected();
        socket->write(get("/late"));
        QTRY_VERIFY(m_late);
        QTest::qWait(1000);
        m_late->addResult(HttpAnswer::json({{u"late"_s, true}}));
        m_late->finish();
        QVERIFY(answerOf(*socket).contains("late"));
    }

    void moreConnectionsThanAllowedAreClosedAtOnceAndOthersServed()
    {
        std::vector<std::unique_ptr<QTcpSocket>> kept;
        kept.reserve(5);
        for (int i = 0; i < 5; ++i)
            kept.push_back(connected());
        kept.front()->write(get("/open"));
        QVERIFY(answerOf(*kept.front()).startsWith("HTTP/1.1 200"));
        const auto surplus = connected();
        QTRY_VERIFY_WITH_TIMEOUT(surplus->state() == QAbstractSocket::UnconnectedState, 400);
        kept.back()->abort();
        QTest::qWait(50);
        const auto next = connected();
        next->write(get("/open"));
        QVERIFY(answerOf(*next).startsWith("HTTP/1.1 200"));
    }

    void aSessionCookieNeedsItsCsrfTokenToChangeAnything()
    {
        QVERIFY(m_accounts->addUser(u"ana"_s, u"technician"_s, u"una contraseña larga"_s));
        auto login = m_accounts->login(u"ana"_s, u"una contraseña larga"_s, u"127.0.0.1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(login.isFinished(), 20000);
        QVERIFY(login.result());
        const QByteArray cookie = "Cookie: ventanilla_session=" + login.result()->sessionToken + "\r\n";
        const QByteArray csrf = login.result()->identity.csrfToken.toLatin1();
        const std::pair<QByteArray, QByteArray> cases[]{
            {cookie, "403"},
            {cookie + "X-CSRF-Token: wrong\r\n", "403"},
            {cookie + "X-CSRF-Token: " + csrf + "\r\n", "200"},
            {cookie + "X-CSRF-Token: " + csrf + "\r\nOrigin: http://evil.example\r\n", "403"},
            {"Cookie: ventanilla_session=guess\r\nX-CSRF-Token: " + csrf + "\r\n", "401"}};
        for (const auto &[lines, status] : cases) {
            const auto socket = connected();
            socket->write("POST /write HTTP/1.1\r\nHost: " + host() + "\r\n" + lines + "Content-Length: 1\r\n\r\nx");
            const QByteArray answer = answerOf(*socket);
            QVERIFY2(answer.startsWith("HTTP/1.1 " + status), (lines + answer).constData());
        }
        QCOMPARE(m_written, 1);
    }

    void anotherHostNameIsNotAnswered()
    {
        const auto socket = connected();
        socket->write("GET /open HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 421"));
    }

    void onlyLoopbackIsListenedOn()
    {
        HttpServer server(*m_router, *m_accounts, HttpServer::Options{u"0.0.0.0"_s, 0, {}});
        const auto port = server.listen();
        QVERIFY(!port);
        QVERIFY(port.error().code == Errc::Invalid);
    }

private:
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, m_port);
        if (!QTest::qWaitFor([&] { return socket->state() == QAbstractSocket::ConnectedState; }, 5000))
            qWarning("not connected");
        return socket;
    }
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    [[nodiscard]] QByteArray get(const QByteArray &path) const
    {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    }
    [[nodiscard]] QByteArray post(const QByteArray &path, qint64 length, const QByteArray &body) const
    {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " + m_token
            + "\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n" + body;
    }
    /// Waits for one answer with its body; empty when the connection ends first.
    [[nodiscard]] static QByteArray answerOf(QTcpSocket &socket)
    {
        QByteArray answer;
        const bool whole = QTest::qWaitFor(
            [&] {
                answer += socket.readAll();
                const qsizetype end = answer.indexOf("\r\n\r\n");
                if (end < 0)
                    return false;
                const qsizetype at = answer.indexOf("Content-Length: ");
                const qint64 length = at < 0 ? 0 : answer.mid(at + 16, answer.indexOf('\r', at) - at - 16).toLongLong();
                return answer.size() >= end + 4 + length;
            },
            5000);
        return whole ? answer : QByteArray();
    }
    [[nodiscard]] static bool closes(QTcpSocket &socket)
    {
        return QTest::qWaitFor(
            [&] {
                socket.readAll();
                return socket.state() == QAbstractSocket::UnconnectedState;
            },
            5000);
    }

    const QByteArray m_token = "only-for-tests-0123456789abcdef";
    std::unique_ptr<TestDesk> m_desk;
    SystemRandom m_random;
    std::unique_ptr<AccountService> m_accounts;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<HttpServer> m_server;
    std::shared_ptr<QPromise<HttpAnswer>> m_late;
    std::shared_ptr<AnswerStream> m_stream;
    int m_ended = 0;
    quint16 m_port = 0;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_httpserver.moc"
