#include "core/http/httpserver.h"

#include "core/accounts/passwordhash.h"
#include "core/base/logging.h"
#include "core/http/answerwriter.h"
#include "core/http/frontdoor.h"

#include <QAbstractHttpServer>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpSocket>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

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

protected:
    // What Qt would write itself is left alone: a late answer on 6.4 would meet a connection that is gone, and a file on 6.8 is not
    // kept apart from the next answer. A responder that is dropped unused makes 6.8 listen for the next request, no more.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &) override
    {
        QTcpSocket *socket = m_server.m_door->socketOf(request.remoteAddress(), request.remotePort());
        if (socket)
            handle(request, socket);
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        handle(request, socket);
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *socket) override
    {
        socket->abort();
    }
#endif

private:
    void handle(const QHttpServerRequest &request, QTcpSocket *socket)
    {
        if (!FrontDoor::beginAnswer(socket))
            return socket->abort(); // pipelined behind an unanswered request
        HttpServerRequest plain = plainRequest(request);
        const bool withoutBody = plain.method == "HEAD";
        const auto record = m_server.beginRecord(plain);
        plain.record = record;
        auto reply = m_server.answer(std::move(plain), request.url().path(QUrl::FullyEncoded).toUtf8());
        onAnswer(reply, &m_server,
                 [this, record, alive = QPointer<QTcpSocket>(socket), withoutBody](const HttpAnswer &answer) {
                     m_server.endRecord(record, answer);
                     if (alive && alive->state() == QAbstractSocket::ConnectedState)
                         AnswerWriter::write(alive, answer, withoutBody);
                 });
    }

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

bool HttpServer::stillAllows(const HttpServerRequest &request, Access access) const
{
    const auto identity = identify(request);
    return identity && *identity && (*identity)->allows(access);
}

std::shared_ptr<RequestRecord> HttpServer::beginRecord(const HttpServerRequest &request) const
{
    if (!m_options.answered)
        return nullptr;
    auto record = std::make_shared<RequestRecord>();
    record->method = request.method;
    record->address = request.remoteAddress;
    record->since.start();
    return record;
}

void HttpServer::endRecord(const std::shared_ptr<RequestRecord> &record, const HttpAnswer &answer) const
{
    if (!record)
        return;
    record->status = answer.status;
    record->bytes = answer.filePath.isEmpty() ? answer.body.size() : QFileInfo(answer.filePath).size();
    record->microseconds = record->since.nsecsElapsed() / 1000;
    m_options.answered(*record);
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
    if (request.record)
        request.record->route = match.route->pattern.join(u'/');
    if (request.body.size() > match.route->bodyLimit)
        return answerNow(HttpAnswer::from({Errc::TooLarge, {}}));
    const bool open = match.route->access == Access::Open;
    auto identity = identify(request);
    if (!identity && !(open && identity.error().code == Errc::Unauthorized))
        return answerNow(HttpAnswer::from(identity.error()));
    if (identity)
        request.identity = *identity;
    if (request.record && request.identity)
        request.record->who = request.identity->person();
    if (!open && !request.identity)
        return answerNow(HttpAnswer::from({Errc::Unauthorized, {}}));
    if (!open && !request.identity->allows(match.route->access))
        return answerNow(HttpAnswer::from({Errc::Forbidden, {}}));
    request.parameters = match.parameters;
    try {
        return match.route->handler(std::move(request));
    } catch (...) { // nothing of ours throws; what throws below us must not end the program
        qCCritical(lcHttp) << "a handler threw";
        return answerNow(HttpAnswer::from({Errc::Storage, {}}));
    }
}

} // namespace desk
