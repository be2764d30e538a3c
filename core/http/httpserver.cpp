#include "core/http/httpserver.h"

#include "core/accounts/passwordhash.h"
#include "core/base/logging.h"
#include "core/http/answerhead.h"
#include "core/http/frontdoor.h"

#include <QAbstractHttpServer>
#include <QFile>
#include <QFutureWatcher>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 fileChunk = 64 * 1024;

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
        const QByteArray head = answerHead(m_answer, length, closes);
        m_left = length;
        if (withoutBody)
            m_file.close();
        // One write: a body in a packet of its own would wait for the head's acknowledgement.
        const bool bodyToo = !withoutBody && !m_file.isOpen() && m_answer.status != 204;
        m_socket->write(bodyToo ? head + m_answer.body : head);
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
        if (!alive || !FrontDoor::beginAnswer(alive)) {
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
        if (FrontDoor::closesAfterAnswer(socket))
            headers.append(QHttpHeaders::WellKnownHeader::Connection, "close");
        // The responder takes files in chunks; what has left for the kernel is counted here.
        auto *context = new QObject(socket);
        const qint64 expected = withoutBody ? 0 : file ? file->size() : answer.body.size();
        QObject::connect(socket, &QTcpSocket::bytesWritten, context,
                         [socket, context, expected, sent = qint64(0), written = answer.written,
                          kept = answer.kept](qint64 bytes) mutable {
                             sent += bytes; // with the head: always more than the body
                             if (sent <= expected || socket->bytesToWrite() > 0)
                                 return;
                             context->deleteLater();
                             QObject::disconnect(socket, nullptr, context, nullptr);
                             kept.reset();
                             if (written)
                                 written();
                             FrontDoor::endAnswer(socket);
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
        if (!FrontDoor::beginAnswer(socket)) {
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
                    FrontDoor::endAnswer(alive);
            };
            auto *writer = new AnswerWriter(alive, answer, withoutBody, FrontDoor::closesAfterAnswer(alive));
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
    FrontDoor::Limits limits = m_options.limits;
    limits.body = m_router.largestBodyLimit();
    auto door = std::make_unique<FrontDoor>(limits);
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
        return answerNow(HttpAnswer::problem(400, u"invalid"_s, u"The path is not valid."_s));
    if (!isOwnHost(request.header("host")))
        return answerNow(HttpAnswer::problem(421, u"wrong_host"_s, u"This server does not answer under that name."_s));
    const Router::Match match = m_router.match(request.method, request.path);
    if (!match.route) {
        if (match.allowed.isEmpty())
            return answerNow(HttpAnswer::from({Errc::NotFound, {}}));
        HttpAnswer wrongMethod = HttpAnswer::problem(405, u"method_not_allowed"_s,
                                                     u"The path does not have this method."_s);
        wrongMethod.headers.emplaceBack("Allow", match.allowed.join(", "));
        return answerNow(wrongMethod);
    }
    if (request.body.size() > match.route->bodyLimit)
        return answerNow(HttpAnswer::from({Errc::TooLarge, {}}));
    const bool open = match.route->access == Access::Open;
    auto identity = identify(request);
    if (!identity && !(open && identity.error().code == Errc::Unauthorized))
        return answerNow(HttpAnswer::from(identity.error()));
    if (identity)
        request.identity = *identity;
    if (!open && !request.identity)
        return answerNow(HttpAnswer::from({Errc::Unauthorized, {}}));
    if (!open && !request.identity->allows(match.route->access))
        return answerNow(HttpAnswer::from({Errc::Forbidden, {}}));
    request.parameters = match.parameters;
    try {
        return m_router.answer(*match.route, std::move(request));
    } catch (...) { // nothing of ours throws; what throws below us must not end the program
        qCCritical(lcHttp) << "a handler threw";
        return answerNow(HttpAnswer::from({Errc::Storage, {}}));
    }
}

} // namespace desk
