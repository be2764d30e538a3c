#include "core/http/httpserver.h"

#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/http/requesthead.h"

#include <QAbstractHttpServer>
#include <QFile>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int maxConnections = 200;
constexpr qint64 fileChunk = 64 * 1024;
constexpr auto idleTimeout = 60s;
constexpr auto requestTimeout = 30s;

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 421:
        return "Misdirected Request";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

QList<std::pair<QByteArray, QByteArray>> headersOf(const HttpAnswer &answer)
{
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'self'"},
        {"Referrer-Policy", "no-referrer"},
        {"Cache-Control", "no-store"}};
    return headers + answer.headers;
}

QFuture<HttpAnswer> atOnce(const HttpAnswer &answer)
{
    return directly([answer](const HttpServerRequest &) { return answer; })({});
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
/// Writes one answer to a socket that may die at any time, a file in chunks while little is waiting to leave.
class AnswerWriter : public QObject
{
public:
    AnswerWriter(QTcpSocket *socket, HttpAnswer answer, bool withoutBody)
        : QObject(socket), m_socket(socket), m_answer(std::move(answer))
    {
        qint64 length = m_answer.body.size();
        if (!m_answer.filePath.isEmpty()) {
            m_file.setFileName(m_answer.filePath);
            if (m_file.open(QIODevice::ReadOnly))
                length = m_file.size();
            else {
                m_answer = HttpAnswer::problem(404, u"not_found"_s, u"The file is gone."_s);
                length = m_answer.body.size();
            }
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(m_answer.status) + ' ' + reasonOf(m_answer.status) + "\r\n";
        for (const auto &[name, value] : headersOf(m_answer))
            head += name + ": " + value + "\r\n";
        if (m_answer.status != 204)
            head += "Content-Type: " + m_answer.contentType + "\r\nContent-Length: " + QByteArray::number(length)
                + "\r\n";
        m_socket->write(head + "\r\n");
        if (withoutBody)
            m_file.close();
        else if (!m_file.isOpen())
            m_socket->write(m_answer.body);
        connect(m_socket, &QTcpSocket::bytesWritten, this, &AnswerWriter::pump);
        pump();
    }
    std::function<void()> finished;
    [[nodiscard]] bool isDone() const { return m_done; }

private:
    void pump()
    {
        while (m_file.isOpen() && m_socket->bytesToWrite() < fileChunk) {
            const QByteArray chunk = m_file.read(fileChunk);
            if (chunk.isEmpty()) {
                m_file.close();
                break;
            }
            m_socket->write(chunk);
        }
        if (m_done || m_file.isOpen() || m_socket->bytesToWrite() > 0)
            return;
        m_done = true;
        if (m_answer.written)
            m_answer.written();
        if (finished)
            finished();
        deleteLater();
    }

    QTcpSocket *m_socket;
    HttpAnswer m_answer;
    QFile m_file;
    bool m_done = false;
};
#endif

HttpServerRequest plainRequest(const QHttpServerRequest &request)
{
    HttpServerRequest plain;
    switch (request.method()) {
    case QHttpServerRequest::Method::Get:
        plain.method = "GET";
        break;
    case QHttpServerRequest::Method::Put:
        plain.method = "PUT";
        break;
    case QHttpServerRequest::Method::Delete:
        plain.method = "DELETE";
        break;
    case QHttpServerRequest::Method::Post:
        plain.method = "POST";
        break;
    case QHttpServerRequest::Method::Head:
        plain.method = "HEAD";
        break;
    case QHttpServerRequest::Method::Patch:
        plain.method = "PATCH";
        break;
    default:
        plain.method = "OTHER";
        break;
    }
    plain.path = request.url().path(QUrl::FullyDecoded);
    plain.query = QUrlQuery(request.url());
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    for (const auto &[name, value] : request.headers().toListOfPairs())
        plain.headers.insert(name.toLower(), value);
#else
    const auto headers = request.headers();
    for (const auto &[name, value] : headers)
        plain.headers.insert(name.toLower(), value);
#endif
    plain.body = request.body();
    plain.remoteAddress = request.remoteAddress().toString();
    return plain;
}

} // namespace

/// Looks at each request's head before Qt does. One timer a connection: waiting for a request, or receiving one.
class HttpServer::Door : public QTcpServer
{
public:
    Door(qint64 bodyLimit, QObject *parent) : QTcpServer(parent), m_bodyLimit(bodyLimit)
    {
        setListenBacklogSize(1024);
        setMaxPendingConnections(1024);
    }

    /// The answer has left: the next bytes on the connection are a new head.
    static void expectNextRequest(QTcpSocket *socket)
    {
        if (Guard *guard = guardOf(socket))
            guard->expectNextRequest();
    }
    static void requestComplete(QTcpSocket *socket)
    {
        if (Guard *guard = guardOf(socket))
            guard->stopTimer();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(descriptor)) {
            delete socket;
            return;
        }
        if (m_connections >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            return;
        }
        ++m_connections;
        // A destructor cannot be disconnected, the destroyed() signal can.
        new Guard(socket, m_bodyLimit, QPointer<Door>(this));
        addPendingConnection(socket);
    }

private:
    class Guard;
    /// By name: a class inside a .cpp has no meta-object of its own to search for.
    static Guard *guardOf(QTcpSocket *socket)
    {
        return static_cast<Guard *>(socket->findChild<QObject *>(u"deskGuard"_s, Qt::FindDirectChildrenOnly));
    }

    class Guard : public QObject
    {
    public:
        Guard(QTcpSocket *socket, qint64 bodyLimit, QPointer<Door> door)
            : QObject(socket), m_socket(socket), m_bodyLimit(bodyLimit), m_door(std::move(door))
        {
            setObjectName(u"deskGuard"_s);
            m_timer.setSingleShot(true);
            connect(&m_timer, &QTimer::timeout, this, [this] { m_socket->abort(); });
            connect(socket, &QTcpSocket::readyRead, this, &Guard::look);
            m_timer.start(idleTimeout);
        }
        ~Guard() override
        {
            if (m_door)
                --m_door->m_connections;
        }
        void expectNextRequest()
        {
            m_head.clear();
            m_headDone = false;
            m_timer.start(idleTimeout);
        }
        void stopTimer() { m_timer.stop(); }

    private:
        void look()
        {
            if (m_headDone)
                return;
            if (m_head.isEmpty())
                m_timer.start(requestTimeout);
            // Qt's parser reads all that is there right after this, so what can be peeked is always new.
            m_head += m_socket->peek(m_socket->bytesAvailable());
            const RequestHead head = readRequestHead(m_head, m_bodyLimit);
            if (head.verdict == RequestHead::Verdict::Refused)
                return refuse(head.status);
            if (head.verdict == RequestHead::Verdict::Incomplete)
                return;
            m_headDone = true;
            if (head.expectsContinue)
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            m_head.clear();
        }
        void refuse(int status)
        {
            m_headDone = true;
            QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
            // What still comes is read and dropped for a moment, else the reset would overtake the answer.
            connect(m_socket, &QTcpSocket::readyRead, this, [this] {
                m_dropped += m_socket->skip(m_socket->bytesAvailable());
                if (m_dropped > 64LL * 1024 * 1024)
                    m_socket->abort();
            });
            m_socket->skip(m_socket->bytesAvailable());
            const HttpAnswer answer = HttpAnswer::problem(status, status == 413 ? u"too_large"_s : u"invalid"_s,
                                                          u"Refused."_s);
            m_socket->write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status)
                            + "\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: "
                            + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body);
            m_socket->disconnectFromHost();
            m_timer.start(2s);
        }

        QTcpSocket *m_socket;
        QTimer m_timer;
        QByteArray m_head;
        qint64 m_bodyLimit;
        qint64 m_dropped = 0;
        bool m_headDone = false;
        QPointer<Door> m_door;
    };

    qint64 m_bodyLimit;
    int m_connections = 0;
};

/// Qt's engine; every request goes to HttpServer::answer().
class HttpServer::Engine : public QAbstractHttpServer
{
public:
    explicit Engine(HttpServer &server) : m_server(server) { }

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        const bool withoutBody = request.method() == QHttpServerRequest::Method::Head;
        auto shared = std::make_shared<QHttpServerResponder>(std::move(responder));
        auto reply = m_server.answer(plainRequest(request), request.url().path(QUrl::FullyEncoded).toUtf8());
        onReply(reply, &m_server,
                [this, shared, withoutBody](const HttpAnswer &answer) { write(*shared, answer, withoutBody); });
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }

private:
    void write(QHttpServerResponder &responder, HttpAnswer answer, bool withoutBody)
    {
        QHttpHeaders headers;
        for (const auto &[name, value] : headersOf(answer))
            headers.append(name, value);
        if (answer.status != 204)
            headers.append(QHttpHeaders::WellKnownHeader::ContentType, answer.contentType);
        const auto status = QHttpServerResponder::StatusCode(answer.status);
        if (!answer.filePath.isEmpty() && !withoutBody)
            responder.write(new QFile(answer.filePath), headers, status);
        else
            responder.write(withoutBody ? QByteArray() : answer.body, headers, status);
        // 6.5 and later do not show the socket; the answer has been handed over here.
        if (answer.written)
            answer.written();
    }
#else
protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        if (socket->property("deskBusy").toBool()) {
            socket->abort(); // pipelined behind an unanswered request
            return true;
        }
        socket->setProperty("deskBusy", true);
        Door::requestComplete(socket);
        HttpServerRequest plain = plainRequest(request);
        const bool withoutBody = plain.method == "HEAD";
        const bool closes = plain.header("connection").toLower() == "close";
        auto reply = m_server.answer(std::move(plain), request.url().path(QUrl::FullyEncoded).toUtf8());
        const QPointer<QTcpSocket> alive(socket);
        onReply(reply, &m_server, [alive, withoutBody, closes](const HttpAnswer &answer) {
            if (!alive || alive->state() != QAbstractSocket::ConnectedState)
                return;
            const auto done = [alive, closes] {
                if (!alive)
                    return;
                alive->setProperty("deskBusy", false);
                if (closes)
                    alive->disconnectFromHost();
                else
                    Door::expectNextRequest(alive);
            };
            auto *writer = new AnswerWriter(alive, answer, withoutBody);
            if (writer->isDone())
                done();
            else
                writer->finished = done;
        });
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *socket) override
    {
        socket->abort();
    }

private:
#endif
    HttpServer &m_server;
};

HttpServer::HttpServer(const Router &router, AccountService &accounts, Options options, QObject *parent)
    : QObject(parent), m_router(router), m_accounts(accounts), m_options(std::move(options))
{
}

HttpServer::~HttpServer() = default;

Result<quint16> HttpServer::listen()
{
    const QHostAddress address(m_options.bind == "localhost"_L1 ? u"127.0.0.1"_s : m_options.bind);
    if (!address.isLoopback())
        return fail(Errc::Invalid, u"only loopback addresses can be bound until the server is fit for the LAN"_s);
    m_engine = std::make_unique<Engine>(*this);
    auto door = std::make_unique<Door>(m_router.largestBodyLimit(), nullptr);
    if (!door->listen(address, m_options.port))
        return fail(Errc::NotConnected, u"cannot listen on port %1: %2"_s.arg(m_options.port).arg(door->errorString()));
    m_door = door.release();
    m_engine->bind(m_door); // takes ownership
    return m_door->serverPort();
}

void HttpServer::close()
{
    if (m_door)
        m_door->close();
}

bool HttpServer::isOwnHost(const QByteArray &host) const
{
    // Any other name is a page that rebinds its own name to this machine.
    const QByteArray port = ':' + QByteArray::number(m_door ? m_door->serverPort() : 0);
    for (const QByteArray &name :
         {QByteArray("127.0.0.1"), QByteArray("localhost"), QByteArray("[::1]"), m_options.bind.toLatin1()}) {
        if (host == name + port || host == name)
            return true;
    }
    return false;
}

Result<std::optional<Identity>> HttpServer::identify(const HttpServerRequest &request) const
{
    const QByteArray origin = request.header("origin");
    const bool foreignOrigin = !origin.isEmpty() && !isOwnHost(origin.mid(origin.indexOf("://") + 3));
    const bool changes = request.method != "GET" && request.method != "HEAD";
    if (foreignOrigin && changes)
        return fail(Errc::Forbidden, u"foreign origin"_s);

    const QByteArray authorization = request.header("authorization");
    if (authorization.toLower().startsWith("bearer ")) {
        auto identity = m_accounts.identityOfToken(authorization.mid(7).trimmed());
        return identity ? Result<std::optional<Identity>>(*identity) : fail(identity.error());
    }
    const QList<QByteArray> cookies = request.header("cookie").split(';');
    for (const QByteArray &cookie : cookies) {
        const QByteArray trimmed = cookie.trimmed();
        if (!trimmed.startsWith("ventanilla_session="))
            continue;
        auto identity = m_accounts.identityOfSession(trimmed.mid(19));
        if (!identity)
            return identity.error().code == Errc::Unauthorized ? Result<std::optional<Identity>>(std::nullopt)
                                                               : fail(identity.error());
        if (changes && request.header("x-csrf-token") != identity->csrfToken.toLatin1())
            return fail(Errc::Forbidden, u"the CSRF token is missing"_s);
        return *identity;
    }
    return std::optional<Identity>();
}

QFuture<HttpAnswer> HttpServer::answer(HttpServerRequest request, const QByteArray &encodedPath)
{
    if (!Router::isSafePath(encodedPath))
        return atOnce(HttpAnswer::problem(400, u"invalid"_s, u"The path is not valid."_s));
    if (!isOwnHost(request.header("host")))
        return atOnce(HttpAnswer::problem(421, u"wrong_host"_s, u"This server does not answer under that name."_s));
    const Router::Match match = m_router.match(request.method, request.path);
    if (!match.route) {
        if (match.allowed.isEmpty())
            return atOnce(HttpAnswer::from({Errc::NotFound, {}}));
        HttpAnswer wrongMethod = HttpAnswer::problem(405, u"method_not_allowed"_s,
                                                     u"The path does not have this method."_s);
        wrongMethod.headers.emplaceBack("Allow", match.allowed.join(", "));
        return atOnce(wrongMethod);
    }
    if (request.body.size() > match.route->bodyLimit)
        return atOnce(HttpAnswer::from({Errc::TooLarge, {}}));
    const bool open = match.route->access == Access::Open;
    auto identity = identify(request);
    if (!identity && !(open && identity.error().code == Errc::Unauthorized))
        return atOnce(HttpAnswer::from(identity.error()));
    if (identity)
        request.identity = *identity;
    if (!open && !request.identity)
        return atOnce(HttpAnswer::from({Errc::Unauthorized, {}}));
    if (!open && !request.identity->allows(match.route->access))
        return atOnce(HttpAnswer::from({Errc::Forbidden, {}}));
    request.parameters = match.parameters;
    return match.route->handler(std::move(request));
}

} // namespace desk
