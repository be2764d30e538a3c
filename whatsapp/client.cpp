#include "whatsapp/client.h"

#include "core/base/onreply.h"
#include "core/base/qtfiletransfer.h"
#include "whatsapp/logging.h"
#include "whatsapp/noise/certificatechain.h"
#include "whatsapp/transport/websockettransport.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

// The window of the time offset that is believed: a server that is years off must not move our clock.
constexpr qint64 maxOffsetMs = 400LL * 86400 * 1000;
// Between two tries to go on after the disk refused something.
constexpr std::chrono::milliseconds storagePause{30'000};

bool isFromServer(const Node &node)
{
    return !node.has("from") || node.jid("from") == Jid::server();
}

Connection::Options linkOptions(Connection::Options options)
{
    if (options.rootKey.isEmpty())
        options.rootKey = whatsAppRootKey();
    return options;
}

/// None when somebody gave another one.
std::unique_ptr<FileTransfer> networkFiles(const FileTransfer *given, const Client::MediaOptions &options)
{
    if (given)
        return nullptr;
    auto files = std::make_unique<QtFileTransfer>(options.extraCaFile);
    if (files->lacksCa())
        qCCritical(lcWaMedia) << "no certificates in the file of additional ones";
    return files;
}

} // namespace

Client::Client(Options options, Surroundings surroundings, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_around(surroundings), m_clock(clock),
      m_version(m_around.store, m_around.http, m_options.version, clock),
      m_iqs([this](const Node &node) { return m_connection.send(node); }, clock, random),
      m_pairing(
          {m_around.store, m_iqs, [this](const Node &node) { return m_connection.send(node); }, m_around.assertions},
          m_options.device, m_options.pairing, clock, random),
      m_preKeys(m_around.store, m_iqs, clock), m_wake(clock), m_network(networkFiles(m_around.files, m_options.media)),
      m_media(
          m_iqs, [this](const Node &node) { return m_connection.send(node); },
          m_around.files ? *m_around.files : *m_network,
          {m_options.media.plainHttp, m_options.media.maxUploadBytes, m_options.media.folder}, clock, random),
      m_messaging(
          m_around.store, m_iqs, [this](const Node &node) { return m_connection.send(node); }, clock, random,
          [this](MediaKind kind, const QString &path) { return upload(kind, path); }),
      m_history(
          m_around.store, m_media.downloader(),
          [this](const QList<LidMapping> &pairs) { return m_messaging.learnPairs(pairs); },
          [this](const Node &node) { return m_connection.send(node); }, m_options.media.folder, clock),
      m_offline([this](const Node &node) { return m_connection.send(node); }, clock), m_gaps(clock),
      m_connection({[this] { return session(); },
                    [this] { return std::make_unique<WebSocketTransport>(m_options.url); },
                    [this] { return m_version.refresh(m_versionSent); }},
                   linkOptions(m_options.link), clock, random)
{
    connect(&m_wake, &WakeWatch::woke, this, &Client::check);
    connect(&m_connection, &Connection::statusChanged, this, &Client::statusChanged);
    connect(&m_connection, &Connection::traced, this, &Client::traced);
    connect(&m_connection, &Connection::streamUp, this, &Client::streamUp);
    connect(&m_connection, &Connection::streamDown, this, [this] {
        const bool spent = m_pairing.isSecretSpent();
        m_pairing.end();
        if (spent)
            note(m_around.store.renewDeviceKeys(), "new keys");
        m_preKeys.reset();
        m_offline.reset();
        m_gaps.reset();
        m_messaging.linkDown();
        m_media.linkDown();
        m_history.stop();
        m_iqs.failAll(u"the connection ended"_s);
    });
    connect(&m_connection, &Connection::loggedIn, this, &Client::logIn);
    connect(&m_connection, &Connection::nodeReceived, this, &Client::take);
    connect(&m_connection, &Connection::sessionEnded, this, &Client::sessionEnded);
    connect(&m_connection, &Connection::routingInfoReceived, this, [this](const QByteArray &info) {
        note(m_around.store.setValue(SessionStore::Value::RoutingInfo, info), "routing info");
    });
    connect(&m_connection, &Connection::routingInfoFailed, this,
            [this] { note(m_around.store.setValue(SessionStore::Value::RoutingInfo, {}), "routing info"); });
    connect(&m_offline, &OfflineQueue::caughtUp, &m_messaging, &Messaging::caughtUp);
    connect(&m_offline, &OfflineQueue::caughtUp, &m_gaps, &GapCheck::finish);
    connect(&m_messaging, &Messaging::undecryptable, &m_gaps, &GapCheck::unreadable);
    connect(&m_gaps, &GapCheck::reported, this, &Client::caughtUp);
    connect(&m_offline, &OfflineQueue::caughtUp, this, [this] {
        if (!m_own.phone.isNull())
            m_history.begin(m_own);
    });
    connect(&m_messaging, &Messaging::historyAnnounced, &m_history, &HistoryFetcher::check);
    connect(&m_messaging, &Messaging::historyRead, this, &Client::takeHistory);
    connect(&m_history, &HistoryFetcher::received, this, &Client::takeHistory);
    connect(&m_messaging, &Messaging::eventStored, this, &Client::eventsWaiting);
    connect(&m_messaging, &Messaging::receiptReceived, this, &Client::receiptReceived);
    connect(&m_messaging, &Messaging::ackReceived, this, &Client::ackReceived);
    connect(&m_messaging, &Messaging::undecryptable, this, &Client::undecryptable);
    connect(&m_messaging, &Messaging::presenceReceived, this, &Client::presenceReceived);
    connect(&m_messaging, &Messaging::chatStateReceived, this, &Client::chatStateReceived);
    connect(&m_messaging, &Messaging::groupChanged, this, &Client::groupChanged);
    connect(&m_messaging, &Messaging::pictureChanged, this, &Client::pictureChanged);
    connect(&m_messaging, &Messaging::storageFailed, this, &Client::storageFailed);
    connect(&m_messaging.limits(), &LimitWatch::changed, this, &Client::limitsChanged);
    connect(&m_pairing, &PairingSession::qrChanged, this, &Client::qrChanged);
    connect(&m_pairing, &PairingSession::qrGone, this, &Client::qrGone);
    connect(&m_pairing, &PairingSession::passkeyRequested, this, &Client::passkeyRequested);
    connect(&m_pairing, &PairingSession::passkeyCode, this, &Client::passkeyCode);
    connect(&m_pairing, &PairingSession::failed, this, &Client::pairingFailed);
    connect(&m_pairing, &PairingSession::paired, this, [this](const Registration &registration) {
        m_connection.expectRestart();
        Q_EMIT paired(registration.jid, registration.lid);
    });
}

Client::~Client()
{
    blockSignals(true); // what still ends in the members is nobody's business any more
}

void Client::note(const Result<> &written, const char *what)
{
    if (!written)
        qCWarning(lcWaLink).noquote() << what << "not kept:" << written.error().detail;
}

void Client::open()
{
    const auto ended = m_around.store.ended();
    if (!ended)
        return m_connection.stop(LinkCause::StorageFailed, ended.error().detail);
    if (*ended && ((*ended)->untilMs == 0 || (*ended)->untilMs > m_clock.nowMs())) {
        const EndedMark &mark = **ended;
        return m_connection.stop(linkCauseFrom(mark.cause).value_or(LinkCause::LoggedOut), u"ended earlier"_s,
                                 mark.code, mark.untilMs);
    }
    if (*ended)
        note(m_around.store.clearEnded(), "end of the ban");
    m_version.refreshWhenOld();
    m_wake.start();
    m_connection.open();
}

void Client::close()
{
    m_connection.close();
}

Result<Connection::Session> Client::session()
{
    auto keys = m_around.store.deviceKeys();
    if (!keys)
        return fail(keys.error());
    const auto registration = m_around.store.registration();
    if (!registration)
        return fail(registration.error());
    const auto routing = m_around.store.value(SessionStore::Value::RoutingInfo);
    if (!routing)
        return fail(routing.error());
    m_versionSent = m_version.current();
    const UserAgent agent{.version = m_versionSent};
    Connection::Session session{
        .noiseKey = keys->noise, .registered = registration->has_value(), .routingInfo = *routing};
    if (*registration) {
        const Login login{.username = (*registration)->jid.user().toULongLong(),
                          .device = (*registration)->jid.device(),
                          .lidDbMigrated = true};
        session.clientPayload = loginPayload(agent, login);
    } else {
        session.clientPayload = registrationPayload(agent, *keys, serialized(m_options.device));
    }
    return session;
}

void Client::streamUp(bool registered)
{
    if (!registered)
        m_pairing.begin();
}

// The order of note 1, section 6.2: count, upload when needed, active. Until "active" the server holds back what waits.
void Client::logIn(const Node &success)
{
    if (const auto time = success.number("t")) {
        const qint64 offset = *time * 1000 - m_clock.nowMs();
        if (qAbs(offset) < maxOffsetMs)
            note(m_around.store.setNumber(SessionStore::Value::ServerTimeOffset, offset), "time offset");
    }
    if (const auto lid = success.jid("lid"); lid && lid->isLid()) {
        const auto registration = m_around.store.registration();
        if (registration && *registration && (*registration)->lid != *lid)
            note(m_around.store.saveLid(*lid), "hidden id");
    }
    if (const auto registration = m_around.store.registration(); registration && *registration) {
        m_own = {(*registration)->jid, (*registration)->lid};
        m_messaging.logIn(m_own, (*registration)->signedIdentity);
        m_media.logIn(m_own);
    }
    m_offline.begin();
    m_gaps.begin();
    onReply(m_preKeys.check(), this, [this](const Result<> &supplied) {
        if (!supplied && supplied.error().code == Errc::NotConnected)
            return; // the next login starts over
        if (!supplied)
            qCWarning(lcWaKeys).noquote() << "pre-keys not supplied:" << supplied.error().detail;
        activate(supplied.has_value());
    });
}

void Client::activate(bool supplied)
{
    const Node active{
        .tag = "iq", .attributes = {{"type", "set"}, {"xmlns", "passive"}}, .content = QList{Node{.tag = "active"}}};
    onReply(m_iqs.request(active), this, [this, supplied](const Result<Node> &answer) {
        if (!answer && answer.error().code == Errc::NotConnected)
            return;
        if (!answer)
            qCWarning(lcWaLink).noquote() << "not active:" << answer.error().detail;
        m_connection.setReady();
        if (!supplied) { // without keeping the login waiting any longer
            onReply(m_preKeys.check(), this, [](const Result<> &done) {
                if (!done)
                    qCWarning(lcWaKeys).noquote() << "pre-keys not supplied again:" << done.error().detail;
            });
        }
        onReply(m_preKeys.rotateWhenDue(), this, [](const Result<> &rotated) {
            if (!rotated)
                qCWarning(lcWaKeys).noquote() << "signed pre-key not changed:" << rotated.error().detail;
        });
    });
}

void Client::take(const Node &node)
{
    if (node.tag == "iq")
        return takeIq(node);
    m_offline.note(node);
    if (node.tag == "notification")
        return takeNotification(node);
    if (node.tag == "ib")
        takeInfo(node);
    else if (node.tag == "status")
        acknowledge(node);
    else if (!m_messaging.take(node))
        takeUnknown(node);
    m_gaps.taken(node);
    Q_EMIT nodeReceived(node);
}

// Note 2, section 3.2: what nobody knows would come again for ever.
void Client::takeUnknown(const Node &stanza)
{
    constexpr int unrecognizedStanza = 488;
    if (const auto nack = nackOf(stanza, m_own, unrecognizedStanza))
        note(m_connection.send(*nack), "acknowledgement");
}

void Client::takeIq(const Node &iq)
{
    if (m_iqs.handle(iq) || m_pairing.handleIq(iq))
        return;
    const QByteArray type = iq.attr("type");
    if (type != "get" && type != "set")
        return; // an answer that nobody waits for any more
    Node answer{
        .tag = "iq",
        .attributes = {{"to", iq.jid("from").value_or(Jid::server())}, {"type", "result"}, {"id", iq.attr("id")}}};
    const bool ping = iq.attr("xmlns") == "urn:xmpp:ping" || iq.child("ping");
    if (type != "get" || !ping) {
        answer.set({"type", "error"});
        answer.append({.tag = "error", .attributes = {{"code", 501}, {"text", "feature-not-implemented"}}});
    }
    note(m_connection.send(answer), "answer");
}

void Client::takeNotification(const Node &notification)
{
    // What it teaches is on disk before it is answered.
    if (!m_own.phone.isNull())
        m_messaging.take(notification);
    acknowledge(notification);
    m_gaps.taken(notification);
    if (m_pairing.handleNotification(notification))
        return;
    if (notification.attr("type") == "mediaretry")
        m_media.take(notification);
    if (notification.attr("type") == "encrypt" && isFromServer(notification)) {
        const Node *count = notification.child("count");
        const auto left = count ? count->number("value") : std::nullopt;
        if (left) {
            onReply(m_preKeys.topUp(int(std::clamp<qint64>(*left, 0, PreKeyManager::pool))), this,
                    [](const Result<> &uploaded) {
                        if (!uploaded)
                            qCWarning(lcWaKeys).noquote() << "pre-keys not uploaded:" << uploaded.error().detail;
                    });
        }
    }
    Q_EMIT nodeReceived(notification);
}

void Client::takeInfo(const Node &info)
{
    if (const Node *preview = info.child("offline_preview")) {
        const qint64 count = preview->number("count").value_or(0);
        m_offline.announce(count);
        m_gaps.announce(count);
    }
    if (const Node *offline = info.child("offline")) {
        m_offline.end();
        Q_EMIT offlineDone(int(offline->number("count").value_or(0)));
    }
    // Something changed while nobody was connected; nothing of it is kept here, so it is only taken note of (note 2, 3.8).
    for (const Node *dirty : info.children("dirty")) {
        Node clean{.tag = "clean", .attributes = {{"type", dirty->attr("type")}}};
        if (dirty->has("timestamp"))
            clean.set({"timestamp", dirty->attr("timestamp")});
        const Node request{.tag = "iq",
                           .attributes = {{"type", "set"}, {"xmlns", "urn:xmpp:whatsapp:dirty"}},
                           .content = QList{std::move(clean)}};
        onReply(m_iqs.request(request), this, [this](const Result<Node> &answer) {
            if (!answer && answer.error().code != Errc::NotConnected)
                note(fail(answer.error()), "mark as clean");
        });
    }
}

void Client::takeHistory(const HistorySync &history)
{
    for (const HistoryPushName &one : history.pushNames) {
        if (!m_own.isOwn(one.jid) || !pushName().isEmpty())
            continue;
        note(m_around.store.setValue(SessionStore::Value::PushName, one.name.toUtf8()), "own name");
        m_messaging.offerPushName(one.name);
    }
    note(m_messaging.keepTokens(history), "tokens of history");
    Q_EMIT historyReceived(history);
}

QFuture<Result<SendResult>> Client::sendMessage(SendRequest request)
{
    const Completer<SendResult> done;
    auto sending = m_messaging.sender().send(std::move(request));
    QCoro::connect(std::move(sending), this, [done](const Result<SendResult> &result) { done.complete(result); });
    return done.future();
}

QFuture<Result<MediaFetched>> Client::fetchMedia(MediaFetch fetch)
{
    const Completer<MediaFetched> done;
    auto fetching = m_media.fetcher().fetch(std::move(fetch));
    QCoro::connect(std::move(fetching), this, [done](const Result<MediaFetched> &fetched) { done.complete(fetched); });
    return done.future();
}

QFuture<Result<UploadedMedia>> Client::upload(MediaKind kind, const QString &path)
{
    const Completer<UploadedMedia> done;
    auto uploading = m_media.uploader().upload(kind, path);
    QCoro::connect(std::move(uploading), this,
                   [done](const Result<UploadedMedia> &uploaded) { done.complete(uploaded); });
    return done.future();
}

QFuture<Result<std::optional<ProfilePicture>>> Client::profilePicture(const Jid &whom, const QByteArray &knownId)
{
    const Completer<std::optional<ProfilePicture>> done;
    const auto token = m_messaging.tokenFor(whom);
    if (!token) {
        done.complete(fail(token.error()));
        return done.future();
    }
    onReply(m_iqs.request(profilePictureRequest(whom, knownId, *token)), this,
            [done](const Result<Node> &answer) { done.complete(parseProfilePicture(answer)); });
    return done.future();
}

void Client::setAvailable(bool available)
{
    m_messaging.setAvailable(available, pushName());
}

QString Client::pushName()
{
    if (!m_options.pushName.isEmpty())
        return m_options.pushName;
    const auto stored = m_around.store.value(SessionStore::Value::PushName);
    return stored ? QString::fromUtf8(*stored) : QString();
}

// Nothing was answered, so the server still has it all: away from it until there is a chance that it can be stored.
void Client::storageFailed(const QString &detail)
{
    m_connection.stop(LinkCause::StorageFailed, detail);
    m_clock.singleShot(storagePause, this, [this] {
        const LinkStatus &now = m_connection.status();
        if (now.state == LinkState::Stopped && now.cause == LinkCause::StorageFailed)
            open();
    });
}

// Note 1, section 6.7.
void Client::acknowledge(const Node &stanza)
{
    if (!stanza.has("id") || !stanza.has("from"))
        return;
    Node ack{.tag = "ack",
             .attributes = {{"id", stanza.attr("id")}, {"class", stanza.tag}, {"to", stanza.attr("from")}}};
    for (const QByteArrayView name : {"participant", "recipient"}) {
        if (stanza.has(name))
            ack.set({name.toByteArray(), stanza.attr(name)});
    }
    const bool identityChange = stanza.attr("type") == "encrypt" && stanza.child("identity");
    if (stanza.has("type") && !identityChange)
        ack.set({"type", stanza.attr("type")});
    note(m_connection.send(ack), "acknowledgement");
}

void Client::pairingFailed(LinkCause cause, const QString &what)
{
    // The secret of a failed attempt is known to a phone, or was on a screen: the next one starts with new keys. They come
    // first, because a slot may begin that next one as soon as it hears of the end.
    note(m_around.store.renewDeviceKeys(), "new keys");
    m_connection.stop(cause, what);
}

void Client::sessionEnded(const Ending &ending)
{
    const qint64 until = ending.ban.count() > 0 ? m_clock.nowMs() + std::chrono::milliseconds(ending.ban).count() : 0;
    if (ending.cause == LinkCause::Banned && until == 0)
        return; // for how long is not known: a person may try again
    const auto registration = m_around.store.registration();
    if (registration && *registration)
        note(m_around.store.markEnded(ending.code, toString(ending.cause), until), "end of the session");
}

QFuture<Result<>> Client::logOut()
{
    const Completer<void> done;
    const auto registration = m_around.store.registration();
    if (!registration || !*registration) {
        done.complete(fail(Errc::Conflict, u"there is no account"_s));
        return done.future();
    }
    const Node removal{.tag = "remove-companion-device",
                       .attributes = {{"jid", (*registration)->jid}, {"reason", "user_initiated"}}};
    const Node request{.tag = "iq", .attributes = {{"type", "set"}, {"xmlns", "md"}}, .content = QList{removal}};
    onReply(m_iqs.request(request), this, [this, done](const Result<Node> &answer) {
        // The server may end the session before it answers; that is what was asked for.
        const auto ended = m_around.store.ended();
        const bool over = ended && *ended && (*ended)->untilMs == 0;
        if (!answer && !over)
            return done.complete(fail(answer.error()));
        done.complete(forget());
    });
    return done.future();
}

Result<> Client::forget()
{
    m_connection.close();
    m_own = {};
    m_messaging.limits().forget();
    return m_around.store.forget();
}

} // namespace desk::wa
