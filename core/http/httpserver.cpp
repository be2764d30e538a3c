#include "core/http/httpserver.h"

#include "core/accounts/passwordhash.h"
#include "core/base/logging.h"
#include "core/http/answerwriter.h"

#include <QAbstractHttpServer>
#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr std::chrono::milliseconds certificateSettles{500};

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
                         callback(std::move(answer));
                     });
    watcher->setFuture(future);
}

/// Of a preflight: what the API reads. Cookies of other origins never come along.
const QByteArray allowedRequestHeaders =
    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Last-Event-ID";
const QByteArray exposedHeaders = "ETag, Location, Retry-After, Content-Disposition";
const QByteArray preflightAge = "600";
const QByteArray transportSecurity = "max-age=31536000";

bool changesThings(const QByteArray &method)
{
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

HttpServerRequest plainRequest(const RequestHead &head)
{
    HttpServerRequest request;
    request.method = head.method;
    const qsizetype mark = head.target.indexOf('?');
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(head.target.mid(0, mark)));
    if (mark >= 0)
        request.query = QUrlQuery(QString::fromLatin1(head.target.mid(mark + 1)));
    for (const auto &[name, value] : head.headers)
        request.headers.insert(name, value);
    return request;
}

std::chrono::milliseconds steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

/// Qt's engine: reads the bodies. Every request goes to its Connection, which has judged the head already.
class HttpServer::Engine : public QAbstractHttpServer
{
public:
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    explicit Engine(const HttpServer &server) : m_server(server) { }
#else
    explicit Engine(const HttpServer &) { } // 6.4 shows the socket of a request
#endif

protected:
    // What Qt would write itself is left alone: a late answer on 6.4 would meet a connection that is gone, and a file on 6.8 is not
    // kept apart from the next answer. A responder that is dropped unused makes 6.8 listen for the next request, no more.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &) override
    {
        if (Connection *connection = m_server.m_door->connectionOf(request.remoteAddress(), request.remotePort()))
            connection->received(request.body());
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }

private:
    const HttpServer &m_server;
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        if (Connection *connection = Connection::of(*socket))
            connection->received(request.body());
        else
            socket->abort();
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *socket) override
    {
        socket->abort();
    }
#endif
};

HttpServer::HttpServer(const Router &router, AccountService &accounts, Options options, QObject *parent)
    : QObject(parent), m_router(router), m_accounts(accounts), m_options(std::move(options)), m_ownNames(ownNames({}))
{
    m_rates.setLimits(m_policy.requestsPerMinute, m_policy.requestBurst);
    if (m_options.uploadFolder.isEmpty())
        m_options.uploadFolder = QDir::tempPath();
    m_certificateTimer.setSingleShot(true);
    m_certificateTimer.setInterval(certificateSettles);
    connect(&m_certificateFiles, &QFileSystemWatcher::fileChanged, &m_certificateTimer, qOverload<>(&QTimer::start));
    connect(&m_certificateFiles, &QFileSystemWatcher::directoryChanged, &m_certificateTimer,
            qOverload<>(&QTimer::start));
    connect(&m_certificateTimer, &QTimer::timeout, this, &HttpServer::reloadCertificate);
}

HttpServer::~HttpServer() = default;

Result<quint16> HttpServer::listen()
{
    const QHostAddress loopback(m_options.bind == "localhost"_L1 ? u"127.0.0.1"_s : m_options.bind);
    if (!loopback.isLoopback())
        return fail(Errc::Invalid,
                    u"the address to bind must be a loopback one; the LAN is switched on by the policy"_s);
    QDir uploads(m_options.uploadFolder);
    if (!uploads.mkpath(u"."_s))
        return fail(Errc::Storage, u"cannot make "_s + m_options.uploadFolder);
    const QStringList leftOvers = uploads.entryList({u"upload-??????"_s}, QDir::Files);
    for (const QString &name : leftOvers) // of a run that was killed
        uploads.remove(name);
    m_engine = std::make_unique<Engine>(*this);
    auto door = std::make_unique<FrontDoor>(
        FrontDoor::Options{m_options.limits, m_options.uploadFolder,
                           [this](const QHostAddress &peer) { return m_proxies.trusts(peer); }},
        static_cast<RequestHandler &>(*this));
    m_door = door.get();
    if (auto listening = listenAt(listeningAddress(m_policy), m_options.port); !listening) {
        m_door = nullptr;
        return fail(listening.error());
    }
    if (!m_identity.certificate.isEmpty())
        useIdentity(m_identity);
    m_engine->bind(door.release()); // takes ownership
    return m_door->serverPort();
}

QHostAddress HttpServer::listeningAddress(const NetworkPolicy &policy) const
{
    if (policy.lan)
        return QHostAddress(QHostAddress::Any);
    return QHostAddress(m_options.bind == "localhost"_L1 ? u"127.0.0.1"_s : m_options.bind);
}

Result<> HttpServer::listenAt(const QHostAddress &address, quint16 port)
{
    if (!m_door->listen(address, port))
        return fail(Errc::NotConnected, u"cannot listen on port %1: %2"_s.arg(port).arg(m_door->errorString()));
    return {};
}

Result<> HttpServer::setPolicy(const NetworkPolicy &policy)
{
    if (auto usable = checkPolicy(policy); !usable)
        return usable;
    TlsIdentity identity;
    if (policy.tls) {
        auto known = identityFor(policy);
        if (!known)
            return fail(known.error());
        identity = *known;
    }
    if (m_door && m_door->isListening() && listeningAddress(policy) != listeningAddress(m_policy)) {
        const quint16 port = m_door->serverPort();
        m_door->close(); // connections stay
        if (auto listening = listenAt(listeningAddress(policy), port); !listening) {
            if (auto again = listenAt(listeningAddress(m_policy), port); !again)
                qCCritical(lcHttp).noquote() << again.error().detail;
            return listening;
        }
        if (!policy.lan)
            m_door->abortIf([](const QHostAddress &peer) { return !normalisedAddress(peer).isLoopback(); });
    }
    m_policy = policy;
    m_proxies = ProxyTrust(policy.trustedProxies);
    m_ownNames = ownNames(policy);
    m_rates.setLimits(policy.requestsPerMinute, policy.requestBurst);
    useIdentity(identity);
    watchCertificate();
    return {};
}

Result<TlsIdentity> HttpServer::identityFor(const NetworkPolicy &policy) const
{
    if (!policy.certificateFile.isEmpty()) {
        auto identity = loadIdentity(policy.certificateFile, policy.keyFile);
        return identity ? identity : fail(Errc::Invalid, identity.error().detail);
    }
    if (m_options.tlsFolder.isEmpty())
        return fail(Errc::Invalid, u"there is no folder for an own certificate"_s);
    return ownIdentity(m_options.tlsFolder, ownNames(policy));
}

void HttpServer::useIdentity(const TlsIdentity &identity)
{
    m_identity = identity;
    if (!m_door)
        return;
    const auto configuration = identity.configuration();
    m_door->setTls(configuration ? std::optional(*configuration) : std::nullopt);
}

void HttpServer::watchCertificate()
{
    const QStringList watched = m_certificateFiles.files() + m_certificateFiles.directories();
    if (!watched.isEmpty())
        m_certificateFiles.removePaths(watched);
    if (!m_policy.tls)
        return;
    // The folders as well: a file that is replaced, not rewritten, is no longer watched.
    QStringList files{m_policy.certificateFile, m_policy.keyFile};
    if (m_policy.certificateFile.isEmpty()) {
        const QDir folder(m_options.tlsFolder);
        files = {folder.filePath(u"tls-certificate.pem"_s), folder.filePath(u"tls-key.pem"_s)};
    }
    QStringList paths = files;
    for (const QString &file : files)
        paths << QFileInfo(file).absolutePath();
    paths.removeDuplicates();
    m_certificateFiles.addPaths(paths);
}

void HttpServer::reloadCertificate()
{
    if (!m_policy.tls)
        return;
    auto identity = identityFor(m_policy);
    if (!identity)
        qCWarning(lcHttp).noquote() << "the changed certificate cannot be used, the former one stays:"
                                    << identity.error().detail;
    else if (identity->certificate != m_identity.certificate || identity->key != m_identity.key) {
        useIdentity(*identity);
        qCInfo(lcHttp).noquote() << "certificate reloaded:" << m_identity.fingerprint();
    }
    watchCertificate();
}

void HttpServer::close()
{
    if (m_door)
        m_door->close();
}

RequestOrigin HttpServer::originOf(const RequestHead &head) const
{
    return desk::originOf(head.header("origin"), head.header("sec-fetch-site"), head.header("host"),
                          m_policy.allowedOrigins);
}

Admission HttpServer::admit(const RequestHead &head, const Connection &connection)
{
    Admission admission;
    HttpServerRequest &request = admission.request = plainRequest(head);
    const QHostAddress peer = connection.socket()->peerAddress();
    const bool throughProxy = m_proxies.trusts(peer);
    request.remoteAddress = m_proxies.clientOf(peer, head.header("x-forwarded-for")).toString();
    request.record = beginRecord(request);
    request.secure = connection.isSecure() || (throughProxy && head.header("x-forwarded-proto").toLower() == "https");
    if (request.secure)
        admission.answerHeaders.emplaceBack("Strict-Transport-Security", transportSecurity);
    if (!m_policy.allowedOrigins.isEmpty())
        admission.answerHeaders.emplaceBack("Vary", "Origin");
    const RequestOrigin origin = originOf(head);
    if (origin == RequestOrigin::Allowed) {
        admission.answerHeaders.emplaceBack("Access-Control-Allow-Origin", head.header("origin"));
        admission.answerHeaders.emplaceBack("Access-Control-Expose-Headers", exposedHeaders);
    }

    admission.answer = refusal(head, request);
    if (admission.answer)
        return admission;
    const Router::Match match = m_router.match(request.method, request.path);
    if (request.method == "OPTIONS" && (!match.allowed.isEmpty() || head.target == "*")) {
        admission.answer = optionsOf(head, match);
        return admission;
    }
    if (!match.route) {
        admission.answer = HttpAnswer::from({Errc::NotFound, {}});
        if (!match.allowed.isEmpty()) {
            admission.answer = HttpAnswer::problem(405, u"method_not_allowed"_s,
                                                   u"The path does not have this method."_s);
            admission.answer->headers.emplaceBack("Allow", match.allowed.join(", "));
        }
        return admission;
    }
    admission.route = match.route;
    if (request.record)
        request.record->route = match.route->path();
    admission.bodyLimit = match.route->bodyLimit;
    request.parameters = match.parameters;
    admission.answer = authorise(admission);
    return admission;
}

/// What can be said without the route.
std::optional<HttpAnswer> HttpServer::refusal(const RequestHead &head, const HttpServerRequest &request)
{
    const QHostAddress client(request.remoteAddress);
    if (!client.isLoopback()) {
        if (const auto wait = m_rates.take(clientKey(client), steadyNow()); wait.count() > 0) {
            HttpAnswer answer = HttpAnswer::problem(429, u"too_many_requests"_s, u"Too many requests."_s);
            answer.headers.emplaceBack("Retry-After", QByteArray::number((wait.count() + 999) / 1000));
            return answer;
        }
    }
    if (head.target != "*" && !Router::isSafePath(head.target.mid(0, head.target.indexOf('?'))))
        return HttpAnswer::problem(400, u"invalid"_s, u"The path is not valid."_s);
    // Any other name is a page that rebinds its own name to this machine.
    const QString host = hostWithoutPort(head.header("host"));
    if (!m_ownNames.contains(host) || host.isEmpty())
        return HttpAnswer::problem(421, u"wrong_host"_s, u"This server does not answer under that name."_s);
    if (head.wantsWebSocket)
        return HttpAnswer::problem(400, u"upgrade_refused"_s, u"There are no WebSockets here."_s);
    if (m_policy.tls && m_policy.redirectToTls && !request.secure && !client.isLoopback()) {
        HttpAnswer answer = HttpAnswer::problem(308, u"tls_required"_s, u"Use HTTPS."_s);
        if (changesThings(request.method)) // what was sent has been seen by others: the client is to know
            return HttpAnswer::problem(403, u"tls_required"_s, u"Use HTTPS."_s);
        answer.headers.emplaceBack("Location", "https://" + head.header("host") + head.target);
        return answer;
    }
    if (changesThings(request.method) && originOf(head) == RequestOrigin::Foreign)
        return HttpAnswer::problem(403, u"foreign_origin"_s, u"Pages of another origin may not do that."_s);
    return std::nullopt;
}

/// A preflight is one too; whether it succeeds is said by Access-Control-Allow-Origin.
HttpAnswer HttpServer::optionsOf(const RequestHead &head, const Router::Match &match) const
{
    HttpAnswer answer;
    answer.status = 204;
    const QByteArray methods = (match.allowed + QList<QByteArray>{"OPTIONS"}).join(", ");
    answer.headers.emplaceBack("Allow", methods);
    if (originOf(head) == RequestOrigin::Allowed && !head.header("access-control-request-method").isEmpty()) {
        answer.headers.emplaceBack("Access-Control-Allow-Methods", methods);
        answer.headers.emplaceBack("Access-Control-Allow-Headers", allowedRequestHeaders);
        answer.headers.emplaceBack("Access-Control-Max-Age", preflightAge);
    }
    return answer;
}

std::optional<HttpAnswer> HttpServer::authorise(Admission &admission) const
{
    HttpServerRequest &request = admission.request;
    const Access access = admission.route->access;
    const bool open = access == Access::Open;
    auto identity = identify(request);
    if (!identity && !(open && identity.error().code == Errc::Unauthorized))
        return HttpAnswer::from(identity.error());
    if (identity)
        request.identity = *identity;
    if (request.record && request.identity)
        request.record->who = request.identity->person();
    if (!open && !request.identity)
        return HttpAnswer::from({Errc::Unauthorized, {}});
    if (!open && !request.identity->allows(access))
        return HttpAnswer::from({Errc::Forbidden, {}});
    return std::nullopt;
}

Result<std::optional<Identity>> HttpServer::identify(const HttpServerRequest &request) const
{
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
        if (changesThings(request.method)
            && !sameSecret(request.header("x-csrf-token"), identity->csrfToken.toLatin1()))
            return fail(Errc::Forbidden, u"the CSRF token is missing"_s);
        return *identity;
    }
    return std::optional<Identity>();
}

void HttpServer::serve(Connection &connection, Admission admission)
{
    QFuture<HttpAnswer> reply;
    const bool withoutBody = admission.request.method == "HEAD";
    const auto record = admission.request.record;
    if (admission.answer)
        reply = answerNow(*std::move(admission.answer));
    else {
        try {
            reply = m_router.answer(*admission.route, std::move(admission.request));
        } catch (...) { // nothing of ours throws; what throws below us must not end the program
            qCCritical(lcHttp) << "a handler threw";
            reply = answerNow(HttpAnswer::from({Errc::Storage, {}}));
        }
    }
    onAnswer(reply, this,
             [this, record, alive = QPointer<Connection>(&connection), withoutBody,
              headers = std::move(admission.answerHeaders)](HttpAnswer answer) {
                 endRecord(record, answer);
                 if (!alive || !alive->isOpen())
                     return;
                 answer.headers += headers;
                 AnswerWriter::write(*alive, std::move(answer), withoutBody);
             });
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
    record->bytes = answer.filePath.isEmpty() ? answer.body.size()
        : answer.fileLength >= 0              ? answer.fileLength
                                              : QFileInfo(answer.filePath).size();
    record->microseconds = record->since.nsecsElapsed() / 1000;
    m_options.answered(*record);
}

} // namespace desk
