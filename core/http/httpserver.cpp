#include "core/http/httpserver.h"

#include "core/accounts/passwordhash.h"
#include "core/base/logging.h"
#include "core/http/requesthead.h"

#include <QAbstractHttpServer>
#include <QFile>
#include <QFutureWatcher>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int maxConnections = 200;
constexpr qint64 fileChunk = 64 * 1024;
constexpr auto idleTimeout = 60s; // without a request, or without progress of an answer
constexpr auto headTimeout = 15s;
constexpr auto bodyTimeout = 60s;

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
        {"Referrer-Policy", "no-referrer"}};
    bool cacheable = false;
    for (const auto &[name, value] : answer.headers) {
        if (value.contains('\r') || value.contains('\n'))
            continue; // would start a header of its own
        cacheable = cacheable || name.compare("Cache-Control", Qt::CaseInsensitive) == 0;
        headers.emplaceBack(name, value);
    }
    if (!cacheable)
        headers.emplaceBack("Cache-Control", "no-store");
    return headers;
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
    AnswerWriter(QTcpSocket *socket, HttpAnswer answer, bool withoutBody, bool closes)
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
        if (closes)
            head += "Connection: close\r\n";
        m_left = length;
        if (withoutBody)
            m_file.close();
        // One write: a body in a packet of its own would wait for the head's acknowledgement.
        const bool bodyToo = !withoutBody && !m_file.isOpen() && m_answer.status != 204;
        m_socket->write(bodyToo ? head + "\r\n" + m_answer.body : head + "\r\n");
        connect(m_socket, &QTcpSocket::bytesWritten, this, &AnswerWriter::pump);
        pump();
    }
    std::function<void()> finished;
    [[nodiscard]] bool isDone() const { return m_done; }

private:
    void pump()
    {
        while (m_file.isOpen() && m_socket->bytesToWrite() < fileChunk) {
            const QByteArray chunk = m_file.read(std::min(fileChunk, m_left));
            m_left -= chunk.size();
            if (m_left > 0 && chunk.isEmpty())
                return m_socket->abort(); // the file has shrunk: what was announced cannot be kept
            m_socket->write(chunk);
            if (m_left <= 0)
                m_file.close();
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
    qint64 m_left = 0;
    bool m_done = false;
};
#endif

/// Calls @p callback exactly once while @p context lives: also for an answer that was dropped or that threw.
template<typename Callback>
void onAnswer(const QFuture<HttpAnswer> &future, QObject *context, Callback callback)
{
    auto *watcher = new QFutureWatcher<HttpAnswer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, callback = std::move(callback)]() mutable {
                         watcher->deleteLater();
                         HttpAnswer answer = HttpAnswer::from({Errc::Cancelled, {}});
                         try {
                             QFuture<HttpAnswer> done = watcher->future();
                             done.waitForFinished(); // throws what the handler threw
                             if (done.resultCount() > 0)
                                 answer = done.result();
                         } catch (...) {
                             qCCritical(lcHttp) << "a handler threw";
                             answer = HttpAnswer::from({Errc::Storage, {}});
                         }
                         callback(answer);
                     });
    watcher->setFuture(future);
}

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

    /// A whole request has been read. @return false when it must not be answered: bytes of another one already wait behind it.
    [[nodiscard]] static bool beginAnswer(QTcpSocket *socket)
    {
        Guard *guard = guardOf(socket);
        return guard && guard->beginAnswer();
    }
    [[nodiscard]] static bool closesAfterAnswer(QTcpSocket *socket)
    {
        const Guard *guard = guardOf(socket);
        return !guard || guard->closes();
    }
    /// The answer has left: the next bytes on the connection are a new head.
    static void endAnswer(QTcpSocket *socket)
    {
        if (Guard *guard = guardOf(socket))
            guard->endAnswer();
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(descriptor)) {
            delete socket;
            return;
        }
        if (m_guards.size() >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            return;
        }
        // A destructor cannot be disconnected, the destroyed() signal can.
        m_guards << new Guard(socket, m_bodyLimit, QPointer<Door>(this));
        socket->setReadBufferSize(m_bodyLimit + 1024 * 1024);
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
            connect(socket, &QTcpSocket::bytesWritten, this, [this] {
                if (m_state == State::Answering)
                    m_timer.start(idleTimeout);
            });
            m_timer.start(idleTimeout);
        }
        ~Guard() override
        {
            if (m_door)
                m_door->m_guards.removeOne(this);
        }
        bool beginAnswer()
        {
            if (m_state != State::Body || m_socket->bytesAvailable() > 0)
                return false;
            m_state = State::Answering;
            m_timer.stop(); // the handler may take its time
            return true;
        }
        void endAnswer()
        {
            if (m_state != State::Answering)
                return;
            if (m_closes)
                return m_socket->disconnectFromHost();
            m_state = State::Head;
            m_head.clear();
            m_timer.start(idleTimeout);
        }
        [[nodiscard]] bool closes() const { return m_closes; }
        [[nodiscard]] QTcpSocket *socket() const { return m_socket; }

    private:
        enum class State { Head, Body, Answering, Refused };

        void look()
        {
            if (m_socket->bytesAvailable() == 0)
                return; // 6.8 also says so when it starts to listen again
            if (m_state == State::Answering)
                return m_socket->abort(); // pipelined: Qt would swap the answers
            if (m_state != State::Head)
                return;
            if (m_head.isEmpty())
                m_timer.start(headTimeout);
            // Qt's parser reads all that is there right after this, so what can be peeked is always new.
            m_head += m_socket->peek(m_socket->bytesAvailable());
            const RequestHead head = readRequestHead(m_head, m_bodyLimit);
            if (head.verdict == RequestHead::Verdict::Refused)
                return refuse(head.status);
            if (head.verdict == RequestHead::Verdict::Incomplete)
                return;
            if (m_head.size() > head.headLength + head.contentLength)
                return m_socket->abort(); // pipelined
            m_state = State::Body;
            m_closes = head.closes;
            m_timer.start(bodyTimeout);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0) // later ones do it themselves
            if (head.expectsContinue && m_head.size() == head.headLength)
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
#endif
            m_head.clear();
        }
        void refuse(int status)
        {
            m_state = State::Refused;
            QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
            if (m_socket->isTransactionStarted())
                m_socket->commitTransaction(); // else all that is dropped would be kept
            // What still comes is read and dropped for a moment: closing now would reset the connection before the answer is read.
            connect(m_socket, &QTcpSocket::readyRead, this, [this] {
                m_dropped += m_socket->skip(m_socket->bytesAvailable());
                if (m_dropped > 64LL * 1024 * 1024)
                    m_socket->abort();
            });
            m_socket->skip(m_socket->bytesAvailable());
            const HttpAnswer answer = HttpAnswer::problem(status, status == 413 ? u"too_large"_s : u"invalid"_s,
                                                          u"Refused."_s);
            QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
            for (const auto &[name, value] : headersOf(answer))
                head += name + ": " + value + "\r\n";
            m_socket->write(head + "Content-Type: application/problem+json\r\nConnection: close\r\nContent-Length: "
                            + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body);
            m_timer.start(2s);
        }

        QTcpSocket *m_socket;
        QTimer m_timer;
        QByteArray m_head;
        qint64 m_bodyLimit;
        qint64 m_dropped = 0;
        State m_state = State::Head;
        bool m_closes = false;
        QPointer<Door> m_door;
    };

    qint64 m_bodyLimit;
    QList<Guard *> m_guards; // one a connection

public:
    /// 6.5 and later do not show the socket of a request: it is found by its other end.
    [[nodiscard]] QTcpSocket *socketOf(const QHostAddress &peer, quint16 port) const
    {
        for (const Guard *guard : m_guards) {
            if (guard->socket()->peerPort() == port && guard->socket()->peerAddress().isEqual(peer))
                return guard->socket();
        }
        return nullptr;
    }
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
        auto shared = std::make_shared<QHttpServerResponder>(std::move(responder));
        const QPointer<QTcpSocket> alive = m_server.m_door->socketOf(request.remoteAddress(), request.remotePort());
        if (!alive || !Door::beginAnswer(alive)) {
            if (alive)
                alive->abort();
            return true;
        }
        const bool withoutBody = request.method() == QHttpServerRequest::Method::Head;
        auto reply = m_server.answer(plainRequest(request), request.url().path(QUrl::FullyEncoded).toUtf8());
        onAnswer(reply, &m_server, [alive, shared, withoutBody](const HttpAnswer &answer) {
            if (alive && alive->state() == QAbstractSocket::ConnectedState)
                write(alive, *shared, answer, withoutBody);
        });
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }

private:
    static void write(QTcpSocket *socket, QHttpServerResponder &responder, HttpAnswer answer, bool withoutBody)
    {
        std::unique_ptr<QFile> file;
        if (!answer.filePath.isEmpty()) {
            file = std::make_unique<QFile>(answer.filePath);
            if (!file->open(QIODevice::ReadOnly)) {
                file.reset();
                answer = HttpAnswer::problem(404, u"not_found"_s, u"The file is gone."_s);
            }
        }
        QHttpHeaders headers;
        for (const auto &[name, value] : headersOf(answer))
            headers.append(name, value);
        if (answer.status != 204)
            headers.append(QHttpHeaders::WellKnownHeader::ContentType, answer.contentType);
        if (Door::closesAfterAnswer(socket))
            headers.append(QHttpHeaders::WellKnownHeader::Connection, "close");
        // The responder takes files in chunks; what has left for the kernel is counted here.
        auto *context = new QObject(socket);
        const qint64 expected = withoutBody ? 0 : file ? file->size() : answer.body.size();
        QObject::connect(socket, &QTcpSocket::bytesWritten, context,
                         [socket, context, expected, sent = qint64(0), written = answer.written](qint64 bytes) mutable {
                             sent += bytes; // with the head: always more than the body
                             if (sent <= expected || socket->bytesToWrite() > 0)
                                 return;
                             context->deleteLater();
                             QObject::disconnect(socket, nullptr, context, nullptr);
                             if (written)
                                 written();
                             Door::endAnswer(socket);
                         });
        const auto status = QHttpServerResponder::StatusCode(answer.status);
        if (file && !withoutBody)
            responder.write(file.release(), headers, status); // takes ownership
        else
            responder.write(withoutBody ? QByteArray() : answer.body, headers, status);
    }
#else
protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        if (!Door::beginAnswer(socket)) {
            socket->abort(); // pipelined behind an unanswered request
            return true;
        }
        HttpServerRequest plain = plainRequest(request);
        const bool withoutBody = plain.method == "HEAD";
        auto reply = m_server.answer(std::move(plain), request.url().path(QUrl::FullyEncoded).toUtf8());
        const QPointer<QTcpSocket> alive(socket);
        onAnswer(reply, &m_server, [alive, withoutBody](const HttpAnswer &answer) {
            if (!alive || alive->state() != QAbstractSocket::ConnectedState)
                return;
            const auto done = [alive] {
                if (alive)
                    Door::endAnswer(alive);
            };
            auto *writer = new AnswerWriter(alive, answer, withoutBody, Door::closesAfterAnswer(alive));
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
    const quint16 port = m_door ? m_door->serverPort() : 0;
    const QByteArray suffix = ':' + QByteArray::number(port);
    const QByteArray asked = host.toLower();
    for (const QByteArray &name :
         {QByteArray("127.0.0.1"), QByteArray("localhost"), QByteArray("[::1]"), m_options.bind.toLatin1()}) {
        if (asked == name + suffix || (port == 80 && asked == name))
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
        if (changes && !sameSecret(request.header("x-csrf-token"), identity->csrfToken.toLatin1()))
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
    try {
        return match.route->handler(std::move(request));
    } catch (...) { // nothing of ours throws; what throws below us must not end the program
        qCCritical(lcHttp) << "a handler threw";
        return atOnce(HttpAnswer::from({Errc::Storage, {}}));
    }
}

} // namespace desk
