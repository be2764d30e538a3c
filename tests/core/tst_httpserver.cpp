#include "core/http/httpserver.h"
#include "tests/support/testdesk.h"

#include <QDir>
#include <QElapsedTimer>
#include <QPromise>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <stdexcept>

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
        m_router->addUpload("PUT", u"/upload"_s, Access::Write, directly([this](const HttpServerRequest &request) {
                                ++m_written;
                                m_upload = request.upload ? request.upload->readAll() : QByteArray();
                                m_uploadPath = request.upload ? request.upload->fileName() : QString();
                                return HttpAnswer::json({{u"length"_s, m_upload.size()}});
                            }),
                            3 * 1024 * 1024);
        m_router->add("GET", u"/file"_s, Access::Open, directly([this](const HttpServerRequest &) {
                          HttpAnswer answer;
                          answer.filePath = m_folder.filePath(u"file.bin"_s);
                          return answer;
                      }));
        m_router->add("GET", u"/throws"_s, Access::Open,
                      [](const HttpServerRequest &) -> QFuture<HttpAnswer> { throw std::runtime_error("handler"); });
        m_router->add("GET", u"/who"_s, Access::Open, directly([](const HttpServerRequest &request) {
                          return HttpAnswer::json({{u"from"_s, request.remoteAddress}, {u"secure"_s, request.secure}});
                      }));
        m_written = 0;
        m_ended = 0;
        ConnectionLimits limits;
        limits.connections = 5;
        limits.perAddress = 5;
        limits.headTime = 300ms;
        limits.bodyTime = 300ms;
        limits.idle = 600ms;
        limits.linger = 100ms;
        m_server = std::make_unique<HttpServer>(
            *m_router, *m_accounts, HttpServer::Options{u"127.0.0.1"_s, 0, limits, m_folder.path(), m_folder.path()});
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
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 408"));
        QVERIFY(closes(*socket));
        QVERIFY(time.elapsed() < 5000);
    }

    void aBodyThatNeverComesIsCutOff()
    {
        const auto socket = connected();
        socket->write(post("/write", 500, "x"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 408"));
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

    void theLongestIdleConnectionGivesWayAndTheNextRequestIsAnswered()
    {
        std::vector<std::unique_ptr<QTcpSocket>> kept;
        kept.reserve(5);
        for (int i = 0; i < 5; ++i) {
            kept.push_back(connected());
            QTest::qWait(5);
        }
        kept.front()->write(get("/open")); // since then idle for less long than the second
        QVERIFY(answerOf(*kept.front()).startsWith("HTTP/1.1 200"));
        const auto next = connected();
        next->write(get("/open"));
        QVERIFY(answerOf(*next).startsWith("HTTP/1.1 200"));
        QTRY_VERIFY_WITH_TIMEOUT(kept[1]->state() == QAbstractSocket::UnconnectedState, 300);
        QVERIFY(kept[0]->state() == QAbstractSocket::ConnectedState);
        QVERIFY(kept[2]->state() == QAbstractSocket::ConnectedState);
    }

    void connectionsThatAreServedDoNotGiveWay()
    {
        std::vector<std::unique_ptr<QTcpSocket>> kept;
        std::vector<std::shared_ptr<QPromise<HttpAnswer>>> pending;
        for (int i = 0; i < 5; ++i) {
            m_late.reset();
            kept.push_back(connected());
            kept.back()->write(get("/late"));
            QTRY_VERIFY(m_late);
            pending.push_back(m_late);
        }
        const auto surplus = connected();
        QTRY_VERIFY_WITH_TIMEOUT(surplus->state() == QAbstractSocket::UnconnectedState, 400);
        m_late->addResult(HttpAnswer::json({{u"late"_s, true}}));
        m_late->finish();
        QVERIFY(answerOf(*kept.back()).contains("late"));
    }

    void anUploadGoesToAFileThatIsRemovedAfterwards()
    {
        const auto socket = connected();
        socket->write(get("/open")); // the engine has the socket by then
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
        const QByteArray body = QByteArray("0123456789").repeated(200'000);
        const QByteArray request = put("/upload", body.size(), body);
        socket->write(request.left(20)); // the head in two pieces
        QTest::qWait(20);
        socket->write(request.mid(20));
        const QByteArray answer = answerOf(*socket);
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
        QVERIFY(m_upload == body);
        QVERIFY(m_uploadPath.startsWith(m_folder.path()));
        QTRY_VERIFY(!QFile::exists(m_uploadPath));
        QVERIFY(closes(*socket));
    }

    void aLargeUploadDoesNotGoThroughMemory()
    {
#ifdef DESK_SANITIZED
        QSKIP("the sanitizer keeps what was freed");
#endif
        const qint64 before = residentBytes();
        if (before == 0)
            QSKIP("resident memory is only known on Linux");
        constexpr qint64 length = 100LL * 1024 * 1024;
        m_router->addUpload("PUT", u"/large"_s, Access::Write, directly([](const HttpServerRequest &request) {
                                return HttpAnswer::json({{u"length"_s, request.upload->size()}});
                            }),
                            length);
        const auto socket = connected();
        socket->write(put("/large", length, {}));
        const QByteArray block(256 * 1024, 'x');
        qint64 most = 0;
        for (qint64 left = length; left > 0; left -= block.size()) {
            socket->write(block);
            QVERIFY(QTest::qWaitFor([&] { return socket->bytesToWrite() < block.size(); }, 5000));
            most = std::max(most, residentBytes());
        }
        QVERIFY(answerOf(*socket).contains("{\"length\":104857600}"));
        QVERIFY2(most - before < 16 * 1024 * 1024, qPrintable(QString::number(most - before)));
    }

    void anUploadIsRefusedBeforeItsBody_data()
    {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("too large") << qint64(4 * 1024 * 1024) << m_token << QByteArray("413");
        QTest::newRow("nobody") << qint64(1000) << QByteArray("wrong-token-0123456789") << QByteArray("401");
    }
    void anUploadIsRefusedBeforeItsBody()
    {
        QFETCH(qint64, length);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, status);
        const auto socket = connected();
        socket->write("PUT /upload HTTP/1.1\r\nHost: " + host() + "\r\nExpect: 100-continue\r\nAuthorization: Bearer "
                      + token + "\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n");
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 " + status));
        QVERIFY(closes(*socket));
        QCOMPARE(m_written, 0);
    }

    void anUploadThatStopsIsCutOffAndRemoved()
    {
        const auto socket = connected();
        socket->write(put("/upload", 1000, "x"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 408"));
        QCOMPARE(m_written, 0);
        QCOMPARE(QDir(m_folder.path()).entryList({u"upload-*"_s}, QDir::Files).size(), 0);
    }

    void aBodyIsAnnouncedBeforeItIsSent()
    {
        const auto socket = connected();
        socket->write("POST /write HTTP/1.1\r\nHost: " + host() + "\r\nExpect: 100-continue\r\nAuthorization: Bearer "
                      + m_token + "\r\nContent-Length: 3\r\n\r\n");
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 100 Continue"));
        socket->write("abc");
        QVERIFY(answerOf(*socket).contains("{\"length\":3}"));
    }

    void aFileIsSentAsAWholeAndTheConnectionKept()
    {
        QFile file(m_folder.filePath(u"file.bin"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray content = QByteArray("abcdefghij").repeated(100'000);
        file.write(content);
        file.close();
        const auto socket = connected();
        for (int i = 0; i < 2; ++i) {
            socket->write(get("/file"));
            QVERIFY(answerOf(*socket).endsWith("\r\n\r\n" + content));
        }
    }

    void headHasTheLengthButNoBody()
    {
        const auto socket = connected();
        socket->write("HEAD /open HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        QTRY_VERIFY(socket->bytesAvailable() > 0);
        const QByteArray head = socket->readAll();
        QVERIFY(head.contains("Content-Length: 11\r\n"));
        QVERIFY(head.endsWith("\r\n\r\n"));
        socket->write(get("/open"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
    }

    void methodsThatAPathDoesNotHave()
    {
        const auto socket = connected();
        socket->write("DELETE /open HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        const QByteArray answer = answerOf(*socket);
        QVERIFY(answer.startsWith("HTTP/1.1 405"));
        QVERIFY(answer.contains("\r\nAllow: GET, HEAD\r\n"));
        socket->write("OPTIONS /open HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        const QByteArray options = answerOf(*socket);
        QVERIFY2(options.startsWith("HTTP/1.1 204"), options.constData());
        QVERIFY(options.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"));
        QVERIFY(!options.contains("Access-Control"));
    }

    void whatAHandlerThrowsIsAnswered()
    {
        const auto socket = connected();
        socket->write(get("/throws"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 500"));
        socket->write(get("/open"));
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
    }

    void webSocketsAreRefused()
    {
        const auto socket = connected();
        socket->write("GET /open HTTP/1.1\r\nHost: " + host()
                      + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 400"));
    }

    void pagesOfAnotherOriginMayOnlyWhatThePolicyAllows()
    {
        NetworkPolicy policy;
        policy.allowedOrigins = {u"https://intranet.example"_s};
        QVERIFY(m_server->setPolicy(policy));
        const auto ask = [this](const QByteArray &lines) {
            const auto socket = connected();
            socket->write("POST /write HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " + m_token + "\r\n"
                          + lines + "Content-Length: 1\r\n\r\nx");
            return answerOf(*socket);
        };
        QVERIFY(ask("Origin: http://" + host() + "\r\n").startsWith("HTTP/1.1 200"));
        QVERIFY(ask("Origin: http://localhost:1\r\n").startsWith("HTTP/1.1 403"));
        QVERIFY(ask("Origin: null\r\n").startsWith("HTTP/1.1 403"));
        QVERIFY(ask("Sec-Fetch-Site: cross-site\r\n").startsWith("HTTP/1.1 403"));
        QVERIFY(ask("Sec-Fetch-Site: same-origin\r\n").startsWith("HTTP/1.1 200"));
        const QByteArray allowed = ask("Origin: https://intranet.example\r\n");
        QVERIFY(allowed.startsWith("HTTP/1.1 200"));
        QVERIFY(allowed.contains("\r\nAccess-Control-Allow-Origin: https://intranet.example\r\n"));
        QVERIFY(!allowed.contains("Allow-Credentials"));
        const auto socket = connected();
        socket->write("OPTIONS /write HTTP/1.1\r\nHost: " + host()
                      + "\r\nOrigin: https://intranet.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
        const QByteArray preflight = answerOf(*socket);
        QVERIFY(preflight.startsWith("HTTP/1.1 204"));
        QVERIFY(preflight.contains("\r\nAccess-Control-Allow-Methods: POST, OPTIONS\r\n"));
    }

    void onlyAListedProxyIsBelieved()
    {
        const auto who = [this] {
            const auto socket = connected();
            socket->write(
                "GET /who HTTP/1.1\r\nHost: " + host()
                + "\r\nX-Forwarded-For: 9.9.9.9, 203.0.113.7, ::ffff:127.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n");
            return answerOf(*socket);
        };
        QVERIFY(who().contains("{\"from\":\"127.0.0.1\",\"secure\":false}"));
        NetworkPolicy policy;
        policy.trustedProxies = {u"127.0.0.0/8"_s};
        QVERIFY(m_server->setPolicy(policy));
        const QByteArray answer = who();
        QVERIFY2(answer.contains("{\"from\":\"203.0.113.7\",\"secure\":true}"), answer.constData());
        QVERIFY(answer.contains("Strict-Transport-Security: "));
    }

    void tooManyRequestsAreAnsweredAtOnce()
    {
        NetworkPolicy policy;
        policy.trustedProxies = {u"127.0.0.1"_s};
        policy.requestsPerMinute = 60;
        policy.requestBurst = 3;
        QVERIFY(m_server->setPolicy(policy));
        const auto socket = connected();
        const auto ask = [this, &socket](const QByteArray &from) {
            socket->write("GET /open HTTP/1.1\r\nHost: " + host() + "\r\nX-Forwarded-For: " + from + "\r\n\r\n");
            return answerOf(*socket);
        };
        for (int i = 0; i < 3; ++i)
            QVERIFY(ask("203.0.113.7").startsWith("HTTP/1.1 200"));
        const QByteArray answer = ask("203.0.113.7");
        QVERIFY(answer.startsWith("HTTP/1.1 429"));
        QVERIFY(answer.contains("\r\nRetry-After: 1\r\n"));
        QVERIFY(ask("203.0.113.8").startsWith("HTTP/1.1 200"));
    }

    void otherNamesAreAnsweredWhenThePolicyNamesThem()
    {
        NetworkPolicy policy;
        policy.hostNames = {u"mesa.example"_s};
        QVERIFY(m_server->setPolicy(policy));
        const auto socket = connected();
        socket->write("GET /open HTTP/1.1\r\nHost: MESA.example\r\n\r\n");
        QVERIFY(answerOf(*socket).startsWith("HTTP/1.1 200"));
    }

    void theLanIsListenedOnWhileThePolicySaysSo()
    {
        const auto kept = connected();
        NetworkPolicy policy;
        policy.lan = true;
        QVERIFY(m_server->setPolicy(policy));
        const auto reaches = [this](const QHostAddress &address) {
            QTcpSocket socket;
            socket.connectToHost(address, m_port);
            return QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 300);
        };
        const QHostAddress other(u"127.0.0.2"_s); // not the one of the options
        QVERIFY(reaches(other));
        policy.lan = false;
        QVERIFY(m_server->setPolicy(policy));
        QVERIFY(!reaches(other));
        kept->write(get("/open")); // outlived both
        QVERIFY(answerOf(*kept).startsWith("HTTP/1.1 200"));
    }

    void tlsAndPlainHttpShareThePort()
    {
        NetworkPolicy policy;
        policy.tls = true;
        QVERIFY(m_server->setPolicy(policy));
        const QString fingerprint = m_server->certificateFingerprint();
        QCOMPARE(fingerprint.size(), 32 * 3 - 1);
        QCOMPARE(QFile::permissions(m_folder.filePath(u"tls-key.pem"_s))
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        auto secret = secured();
        QCOMPARE(QString::fromLatin1(secret->peerCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper()),
                 fingerprint);
        QVERIFY(secret->peerCertificate().subjectAlternativeNames().values(QSsl::DnsEntry).contains(u"localhost"_s));
        for (int i = 0; i < 2; ++i) {
            secret->write(get("/who"));
            const QByteArray answer = answerOf(*secret);
            QVERIFY2(answer.contains("\"secure\":true"), answer.constData());
            QVERIFY(answer.contains("Strict-Transport-Security: "));
        }
        const auto plain = connected();
        plain->write(get("/who"));
        const QByteArray answer = answerOf(*plain);
        QVERIFY(answer.contains("\"secure\":false"));
        QVERIFY(!answer.contains("Strict-Transport-Security"));

        const QByteArray body = QByteArray("0123456789").repeated(200'000);
        secret = secured();
        secret->write(put("/upload", body.size(), body));
        QVERIFY(answerOf(*secret).startsWith("HTTP/1.1 200"));
        QVERIFY(m_upload == body);
    }

    void plainHttpFromOutsideIsSentToTls()
    {
        NetworkPolicy policy;
        policy.tls = true;
        policy.redirectToTls = true;
        policy.trustedProxies = {u"127.0.0.1"_s};
        QVERIFY(m_server->setPolicy(policy));
        const auto ask = [this](const QByteArray &line, const QByteArray &lines) {
            const auto socket = connected();
            socket->write(line + " HTTP/1.1\r\nHost: " + host() + "\r\n" + lines + "\r\n");
            return answerOf(*socket);
        };
        const QByteArray outside = "X-Forwarded-For: 203.0.113.7\r\n";
        const QByteArray moved = ask("GET /who?a=1", outside);
        QVERIFY(moved.startsWith("HTTP/1.1 308"));
        QVERIFY(moved.contains("\r\nLocation: https://" + host() + "/who?a=1\r\n"));
        const QByteArray token = "Authorization: Bearer " + m_token + "\r\n";
        QVERIFY(ask("POST /write", outside + token).startsWith("HTTP/1.1 403"));
        QCOMPARE(m_written, 0);
        QVERIFY(ask("GET /who", outside + "X-Forwarded-Proto: https\r\n").startsWith("HTTP/1.1 200"));
        QVERIFY(ask("GET /who", {}).startsWith("HTTP/1.1 200")); // from this computer
    }

    void theOwnCertificateIsKeptAndAChangedOneIsTakenUp()
    {
        NetworkPolicy policy;
        policy.tls = true;
        QVERIFY(m_server->setPolicy(policy));
        const QString first = m_server->certificateFingerprint();
        QVERIFY(m_server->setPolicy(policy));
        QCOMPARE(m_server->certificateFingerprint(), first);

        const auto other = makeIdentity({u"localhost"_s, u"127.0.0.1"_s, u"[::1]"_s});
        QVERIFY(other);
        const auto replace = [this](const QString &name, const QByteArray &content) {
            QSaveFile file(m_folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
        };
        QVERIFY(replace(u"tls-key.pem"_s, other->key));
        QVERIFY(replace(u"tls-certificate.pem"_s, other->certificate));
        QTRY_COMPARE(m_server->certificateFingerprint(), other->fingerprint());
        QCOMPARE(secured()->peerCertificate().toPem(), QSslCertificate(other->certificate).toPem());
    }

    void aCertificateThatCannotBeUsedIsRefused()
    {
        const auto one = makeIdentity({u"localhost"_s});
        const auto other = makeIdentity({u"localhost"_s});
        QVERIFY(one && other);
        QFile certificate(m_folder.filePath(u"mine.pem"_s));
        QFile key(m_folder.filePath(u"mine.key"_s));
        QVERIFY(certificate.open(QIODevice::WriteOnly) && key.open(QIODevice::WriteOnly));
        certificate.write(one->certificate);
        key.write(other->key);
        certificate.close();
        key.close();
        NetworkPolicy policy;
        policy.tls = true;
        policy.certificateFile = certificate.fileName();
        policy.keyFile = key.fileName();
        const auto refused = m_server->setPolicy(policy);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Errc::Invalid);
        QVERIFY(!m_server->policy().tls);
        QVERIFY(m_server->certificateFingerprint().isEmpty());
    }

    void aSessionCookieNeedsItsCsrfTokenToChangeAnything()
    {
        QVERIFY(m_accounts->addUser(u"ana"_s, u"technician"_s, u"una contraseña larga"_s));
        auto login = m_accounts->login(u"ana"_s, u"una contraseña larga"_s,
                                       AccountService::Client{.address = u"127.0.0.1"_s});
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
        HttpServer server(*m_router, *m_accounts, HttpServer::Options{u"0.0.0.0"_s, 0, {}, m_folder.path(), {}});
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
    [[nodiscard]] QByteArray host() const
    {
        return "127.0.0.1:" + QByteArray::number(m_port);
    }
    [[nodiscard]] QByteArray get(const QByteArray &path) const
    {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    }
    [[nodiscard]] QByteArray post(const QByteArray &path, qint64 length, const QByteArray &body) const
    {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " + m_token
            + "\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n" + body;
    }
    [[nodiscard]] QByteArray put(const QByteArray &path, qint64 length, const QByteArray &body) const
    {
        return "PUT" + post(path, length, body).mid(4);
    }
    [[nodiscard]] std::unique_ptr<QSslSocket> secured() const
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted(u"127.0.0.1"_s, m_port);
        if (!QTest::qWaitFor([&] { return socket->isEncrypted(); }, 5000))
            qWarning("not encrypted");
        return socket;
    }
    /// 0 where it is not known.
    [[nodiscard]] static qint64 residentBytes()
    {
        QFile file(u"/proc/self/statm"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
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

    QTemporaryDir m_folder;
    const QByteArray m_token = "only-for-tests-0123456789abcdef";
    std::unique_ptr<TestDesk> m_desk;
    SystemRandom m_random;
    std::unique_ptr<AccountService> m_accounts;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<HttpServer> m_server;
    std::shared_ptr<QPromise<HttpAnswer>> m_late;
    std::shared_ptr<AnswerStream> m_stream;
    int m_ended = 0;
    QByteArray m_upload;
    QString m_uploadPath;
    quint16 m_port = 0;
    int m_written = 0;
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_httpserver.moc"
