#include "core/base/qtfiletransfer.h"

#include "tests/support/resultcode.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers every request with the same bytes; keeps what it was sent.
class ScriptedServer : public QTcpServer
{
public:
    QByteArray answer;
    bool closes = true; ///< after the answer
    QByteArrayList received;

    ScriptedServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1/file?x=1"_s.arg(serverPort())); }

private:
    void take(QTcpSocket *socket)
    {
        QByteArray &all = m_buffers[socket];
        all += socket->readAll();
        const qsizetype end = all.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype at = all.left(end).toLower().indexOf(
            "content-length: "); // newer Qt writes names in small letters
        const qsizetype length = at < 0 ? 0 : all.mid(at + 16, all.indexOf('\r', at) - at - 16).toLongLong();
        if (all.size() < end + 4 + length)
            return;
        received << all;
        m_buffers.remove(socket);
        socket->write(answer);
        if (closes)
            socket->disconnectFromHost();
    }

    QHash<QTcpSocket *, QByteArray> m_buffers;
};

QByteArray httpAnswer(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n"
        + body;
}

/// Whatever the case of its letters: newer Qt writes names in small ones.
bool hasHeader(const QByteArray &request, const QByteArray &line)
{
    return request.toLower().contains("\r\n" + line.toLower() + "\r\n");
}

} // namespace

class QtFileTransferTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString &name) { return m_folder.filePath(name); }
    QString written(const QString &name, const QByteArray &content)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        return path(name);
    }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    static Result<TransferAnswer> ended(const QFuture<Result<TransferAnswer>> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 10000))
            return fail(Errc::Cancelled, u"it never ended"_s);
        return future.result();
    }
    Result<TransferAnswer> download(ScriptedServer &server, qint64 limit = 1000, bool resume = false,
                                    TransferLimits limits = {})
    {
        QtFileTransfer files;
        return ended(files.download({.url = server.url(),
                                     .headers = {{"Origin", "here"}},
                                     .filePath = path(u"got"_s),
                                     .resume = resume,
                                     .limit = limit,
                                     .limits = limits}));
    }

private Q_SLOTS:
    void init() { QFile::remove(path(u"got"_s)); }

    void aFileIsPostedWhole()
    {
        ScriptedServer server;
        server.answer = httpAnswer("200 OK", "{}", "Retry-After: 7\r\n");
        const QByteArray content(300'000, 'u');
        QtFileTransfer files;
        const auto answer = ended(files.upload(
            {.url = server.url(), .headers = {{"Origin", "here"}}, .filePath = written(u"up"_s, content)}));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, "{}");
        QCOMPARE(answer->retryAfter, 7s);
        QCOMPARE(server.received.size(), 1);
        const QByteArray &request = server.received.constFirst();
        QVERIFY(request.startsWith("POST /file?x=1 HTTP/1.1\r\n"));
        QVERIFY(hasHeader(request, "Origin: here"));
        QVERIFY(hasHeader(request, "Content-Length: 300000"));
        QVERIFY(request.endsWith("\r\n\r\n" + content));
    }

    void theRestOfAFileIsPosted()
    {
        ScriptedServer server;
        server.answer = httpAnswer("200 OK", "{}");
        QtFileTransfer files;
        QVERIFY(ended(files.upload(
            {.url = server.url(), .headers = {}, .filePath = written(u"up"_s, "0123456789"), .offset = 7})));
        QVERIFY(server.received.constFirst().endsWith("\r\n\r\n789"));
        QVERIFY(ended(files.upload({.url = server.url(), .headers = {}})));
        QVERIFY(server.received.constLast().endsWith("\r\n\r\n"));
    }

    void anAnswerOverItsLimitIsNotKept()
    {
        ScriptedServer server;
        server.answer = httpAnswer("200 OK", QByteArray(200'000, 'x'));
        QtFileTransfer files;
        QCOMPARE(codeOf(ended(files.upload({.url = server.url(), .headers = {}}))), toString(Errc::TooLarge));
    }

    void aFileThatCannotBeReadIsSaidSo()
    {
        QtFileTransfer files;
        QCOMPARE(codeOf(ended(files.upload(
                     {.url = QUrl(u"http://127.0.0.1:1/"_s), .headers = {}, .filePath = path(u"missing"_s)}))),
                 toString(Errc::Storage));
        QCOMPARE(codeOf(ended(files.download(
                     {.url = QUrl(u"http://127.0.0.1:1/"_s), .headers = {}, .filePath = path(u"no/folder"_s)}))),
                 toString(Errc::Storage));
    }

    void nobodyThereIsNotConnected()
    {
        quint16 port = 0;
        {
            const ScriptedServer closed;
            port = closed.serverPort();
        }
        QtFileTransfer files;
        const QUrl nobody(u"http://127.0.0.1:%1/"_s.arg(port));
        QCOMPARE(codeOf(ended(files.upload({.url = nobody, .headers = {}}))), toString(Errc::NotConnected));
        QCOMPARE(codeOf(ended(files.download({.url = nobody, .headers = {}, .filePath = path(u"got"_s), .limit = 10}))),
                 toString(Errc::NotConnected));
    }

    void anAnswerBecomesAFile()
    {
        ScriptedServer server;
        const QByteArray content(500'000, 'd');
        server.answer = httpAnswer("200 OK", content);
        const auto answer = download(server, content.size());
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->size, content.size());
        QCOMPARE(read(path(u"got"_s)), content);
        QVERIFY(hasHeader(server.received.constFirst(), "Accept-Encoding: identity"));
        QVERIFY(!server.received.constFirst().toLower().contains("\r\nrange:"));
    }

    void moreThanTheLimitIsNotWritten()
    {
        ScriptedServer server;
        server.answer = httpAnswer("200 OK", QByteArray(500'000, 'd'));
        QCOMPARE(codeOf(download(server, 1000)), toString(Errc::TooLarge));
        QVERIFY(QFileInfo(path(u"got"_s)).size() <= 1000);
        // Also when nothing is announced.
        server.answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(500'000, 'd');
        QCOMPARE(codeOf(download(server, 1000)), toString(Errc::TooLarge));
    }

    void nothingIsDecompressed()
    {
        ScriptedServer server;
        const QByteArray bytes("\x1f\x8b\x08 not really");
        server.answer = httpAnswer("200 OK", bytes, "Content-Encoding: gzip\r\n");
        QVERIFY(download(server));
        QCOMPARE(read(path(u"got"_s)), bytes);
    }

    void aPageAboutAnErrorIsNoFile()
    {
        ScriptedServer server;
        for (const QByteArray status : {"404 Not Found", "410 Gone", "503 Busy", "302 Found"}) {
            server.answer = httpAnswer(status, "a page", "Location: http://127.0.0.1:1/\r\n");
            const auto answer = download(server);
            QVERIFY2(answer, status.constData());
            QCOMPARE(answer->status, status.left(3).toInt());
            QCOMPARE(answer->size, 0);
            QCOMPARE(read(path(u"got"_s)), QByteArray());
        }
        QCOMPARE(server.received.size(), 4); // the redirect was not followed
    }

    void whatBreaksOffIsKeptAndContinued()
    {
        ScriptedServer server;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234";
        QCOMPARE(codeOf(download(server, 10, true)), toString(Errc::NotConnected));
        QCOMPARE(read(path(u"got"_s)), "01234");

        server.answer = httpAnswer("206 Partial Content", "56789", "Content-Range: bytes 5-9/10\r\n");
        const auto answer = download(server, 10, true);
        QVERIFY(answer);
        QCOMPARE(answer->size, 10);
        QVERIFY(hasHeader(server.received.constLast(), "Range: bytes=5-"));
        QCOMPARE(read(path(u"got"_s)), "0123456789");
    }

    void aServerThatSendsAllAgainIsTakenAtItsWord()
    {
        ScriptedServer server;
        written(u"got"_s, "old bytes");
        server.answer = httpAnswer("200 OK", "new");
        const auto answer = download(server, 10, true);
        QVERIFY(answer);
        QCOMPARE(answer->size, 3);
        QCOMPARE(read(path(u"got"_s)), "new");
    }

    void anotherRangeThanAskedForIsRefused()
    {
        ScriptedServer server;
        written(u"got"_s, "01234");
        for (const QByteArray range : {"", "Content-Range: bytes 0-4/10\r\n", "Content-Range: bytes 50-54/100\r\n"}) {
            server.answer = httpAnswer("206 Partial Content", "56789", range);
            QCOMPARE(codeOf(download(server, 100, true)), toString(Errc::Protocol));
        }
    }

    void aSilentServerIsNotWaitedForEver()
    {
        ScriptedServer server;
        server.closes = false;
        server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234";
        QCOMPARE(codeOf(download(server, 10, false, {.idle = 300ms})), toString(Errc::TimedOut));
        server.answer.clear();
        QCOMPARE(codeOf(download(server, 10, false, {.idle = 20s, .whole = 300ms})), toString(Errc::TimedOut));
    }

    void aFileWithoutCertificatesIsNoticed()
    {
        QVERIFY(!QtFileTransfer().lacksCa());
        QVERIFY(QtFileTransfer(path(u"missing"_s)).lacksCa());
        QVERIFY(QtFileTransfer(written(u"text"_s, "no certificate")).lacksCa());
    }
};

QTEST_GUILESS_MAIN(QtFileTransferTest)
#include "tst_qtfiletransfer.moc"
