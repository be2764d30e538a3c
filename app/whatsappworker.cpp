#include "app/whatsappworker.h"

#include "app/passkeyrelay.h"
#include "app/whatsapptranslation.h"
#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/base/qthttpclient.h"
#include "core/base/random.h"
#include "core/base/redact.h"
#include "whatsapp/client.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/store/sessionstore.h"

#include <QFile>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr auto drainPatience = 5s;
constexpr auto logOutPatience = 10s;
constexpr qint64 mostPictureBytes = 1024 * 1024;
constexpr auto codePatience = 30s; // until the service offers codes

void note(const Result<> &done, const char *what)
{
    if (!done)
        qCInfo(lcApp).noquote() << what << "not told:" << done.error().detail;
}

template<typename T>
QFuture<Result<T>> answeredBy(Errc code, const QString &detail)
{
    const Completer<T> answer;
    answer.complete(desk::fail(code, detail));
    return answer.future();
}

} // namespace

/// The members' order is the order of making.
struct WhatsAppWorker::Session
{
    explicit Session(EventPump::Source source) : pump(std::move(source), clock) { }

    SystemClock clock;
    SystemRandom random;
    wa::SessionStore store{clock, random};
    QtHttpClient http;
    wa::OwnAccount own;
    PasskeyRelay passkey;
    std::unique_ptr<wa::Client> client;
    EventPump pump;
};

WhatsAppWorker::WhatsAppWorker(Options options) : m_options(std::move(options)) { }

WhatsAppWorker::~WhatsAppWorker() = default;

void WhatsAppWorker::open(const SecretBytes &key)
{
    if (m_session)
        return;
    m_session = std::make_unique<Session>(EventPump::Source{
        [this](qint64 after, int limit) { return m_session->client->events(after, limit); },
        [this](qint64 upTo) { return m_session->client->eventsTaken(upTo); }, [this] { return m_session->own; }});
    if (auto opened = m_session->store.open(m_options.storePath, key); !opened) {
        qCCritical(lcApp).noquote() << "session store not opened:" << opened.error().detail;
        m_session.reset();
        Q_EMIT openFailed(opened.error().code == Errc::Invalid ? u"session_key_wrong"_s : u"storage_failed"_s);
        return;
    }
    connect(&m_session->pump, &EventPump::batchReady, this, &WhatsAppWorker::batchReady);
    connect(&m_session->passkey, &PasskeyRelay::changed, this, &WhatsAppWorker::showPasskey);
    makeClient();
    if (!learnAccount())
        return;
    if (isRegistered())
        m_session->client->open();
    else
        publish({.state = LinkState::Unpaired});
    if (m_delivering)
        startDelivery();
}

void WhatsAppWorker::removeStore()
{
    if (m_session)
        return;
    for (const auto *suffix : {"", "-wal", "-shm", ".key"})
        QFile::remove(m_options.storePath + QLatin1String(suffix));
}

void WhatsAppWorker::close()
{
    if (m_session)
        m_session->client->close();
    m_wantedCode.reset();
}

void WhatsAppWorker::destroy()
{
    m_session.reset();
}

void WhatsAppWorker::makeClient()
{
    const WhatsAppSettings &settings = m_options.whatsApp;
    wa::Client::Options options;
    if (!settings.url.isEmpty())
        options.url = settings.url;
    options.link.rootKey = settings.rootKey;
    options.device.os = settings.deviceName;
    options.version = settings.version;
    options.media = {.extraCaFile = settings.mediaCaFile, .plainHttp = settings.mediaPlainHttp};
    // A service on this computer is no reason to ask WhatsApp's site for its version.
    HttpClient *http = isLoopback(settings.url) ? nullptr : &m_session->http;
    m_session->client = std::make_unique<wa::Client>(
        options, wa::Client::Surroundings{m_session->store, http, &m_session->passkey}, m_session->clock,
        m_session->random);
    wa::Client *client = m_session->client.get();
    connect(client, &wa::Client::statusChanged, this, &WhatsAppWorker::showStatus);
    connect(client, &wa::Client::caughtUp, this,
            [this](const wa::GapReport &report) { Q_EMIT caughtUp(catchUpOf(report, m_session->clock.nowMs())); });
    connect(client, &wa::Client::qrChanged, this, &WhatsAppWorker::showQr);
    connect(client, &wa::Client::qrGone, this, [this] { showQr({}, 0ms); });
    connect(client, &wa::Client::passkeyRequested, this, [this] { m_passkeyAsked = true; });
    connect(client, &wa::Client::passkeyCode, this, [this](const QString &code) {
        LinkInfo info = m_info;
        info.passkeyCode = code;
        publish(info);
    });
    connect(client, &wa::Client::paired, this, [this] {
        if (learnAccount())
            publish(m_info);
    });
    connect(client, &wa::Client::limitsChanged, this,
            [this](const wa::AccountLimits &limits) { Q_EMIT standingChanged(standingOf(limits)); });
    Q_EMIT standingChanged(standingOf(client->limits()));
    connect(client, &wa::Client::eventsWaiting, this, [this] {
        if (m_delivering)
            m_session->pump.pump();
    });
    connect(client, &wa::Client::pictureChanged, this,
            [this](const wa::Jid &whose) { Q_EMIT pictureChanged(whose.toString()); });
    connect(client, &wa::Client::chatStateReceived, this, [this](const wa::IncomingChatState &state) {
        if (state.chat.isPerson())
            Q_EMIT typingChanged(state.chat.toString(), state.state != wa::ChatState::Paused);
    });
}

bool WhatsAppWorker::learnAccount()
{
    const auto registration = m_session->store.registration();
    if (!registration) {
        fail(u"storage_failed"_s);
        return false;
    }
    m_info.phone.clear();
    m_info.name.clear();
    m_session->own = {};
    if (!*registration)
        return true;
    m_session->own = {.phone = (*registration)->jid, .lid = (*registration)->lid};
    m_info.phone = QString::fromLatin1((*registration)->jid.user());
    const auto pushName = m_session->store.value(wa::SessionStore::Value::PushName);
    m_info.name = pushName && !pushName->isEmpty() ? QString::fromUtf8(*pushName) : (*registration)->businessName;
    return true;
}

bool WhatsAppWorker::isSessionDead() const
{
    return isRegistered() && m_info.state == LinkState::Stopped
        && (m_info.cause == wa::toString(wa::LinkCause::LoggedOut)
            || m_info.cause == wa::toString(wa::LinkCause::Locked));
}

// --- Messages ---------------------------------------------------------------------------------------------------------

void WhatsAppWorker::startDelivery()
{
    m_delivering = true;
    if (!m_session)
        return;
    // Whoever is there gets the second tick shown at the customer's at once.
    m_session->client->setAvailable(true);
    m_session->pump.pump();
}

void WhatsAppWorker::batchTaken(quint64 number)
{
    if (m_session)
        m_session->pump.batchTaken(number);
}

QFuture<Result<SendOutcome>> WhatsAppWorker::send(const OutgoingMessage &message)
{
    if (!m_session)
        return answeredBy<SendOutcome>(Errc::NotConnected, u"there is no session"_s);
    const Completer<SendOutcome> answer;
    const auto request = sendRequestOf(message);
    if (!request) {
        qCWarning(lcApp).noquote() << "message" << redact(message.wireId)
                                   << "cannot be sent:" << request.error().detail;
        answer.complete(SendOutcome{SendOutcome::Kind::Refused, u"malformed"_s});
        return answer.future();
    }
    onReply(m_session->client->sendMessage(*request), this,
            [answer, withFile = message.file.has_value()](const Result<wa::SendResult> &result) {
                answer.complete(sendOutcomeOf(result, withFile));
            });
    return answer.future();
}

QFuture<Result<FetchedMedia>> WhatsAppWorker::fetchMedia(const MediaRequest &request)
{
    if (!m_session)
        return answeredBy<FetchedMedia>(Errc::NotConnected, u"there is no session"_s);
    const auto fetch = mediaFetchOf(request);
    if (!fetch)
        return answeredBy<FetchedMedia>(fetch.error().code, fetch.error().detail);
    const Completer<FetchedMedia> answer;
    onReply(m_session->client->fetchMedia(*fetch), this, [answer](const Result<wa::MediaFetched> &fetched) {
        answer.complete(fetched.map([](const wa::MediaFetched &media) {
            return FetchedMedia{media.size, media.newReference};
        }));
    });
    return answer.future();
}

QFuture<Result<NumberOnService>> WhatsAppWorker::checkNumber(const QString &phone)
{
    if (!m_session)
        return answeredBy<NumberOnService>(Errc::NotConnected, u"there is no session"_s);
    const Completer<NumberOnService> answer;
    onReply(m_session->client->checkNumber(phone), this,
            [answer](const Result<wa::NumberCheck> &check) { answer.complete(check.map(numberOf)); });
    return answer.future();
}

void WhatsAppWorker::markRead(const QString &address, const QStringList &wireIds)
{
    const auto chat = personAt(address);
    if (!m_session || !chat || wireIds.isEmpty())
        return;
    QList<QByteArray> ids;
    for (const QString &id : wireIds)
        ids << id.toLatin1();
    note(m_session->client->markRead(*chat, ids), "reading");
}

void WhatsAppWorker::showTyping(const QString &address, bool typing)
{
    const auto chat = personAt(address);
    if (m_session && chat)
        note(m_session->client->sendChatState(*chat, typing ? wa::ChatState::Composing : wa::ChatState::Paused),
             "typing");
}

void WhatsAppWorker::rejectCall(const QString &call)
{
    if (m_session)
        note(m_session->client->rejectCall(call.toLatin1()), "rejecting a call");
}

void WhatsAppWorker::askChatName(const QString &address)
{
    const auto group = wa::Jid::parse(address);
    if (!m_session || !group || !group->isGroup())
        return;
    auto asking = m_session->client->messaging().groups().info(*group);
    QCoro::connect(std::move(asking), this, [this, address](const Result<wa::GroupInfo> &info) {
        if (info)
            Q_EMIT chatNamed(address, info->subject);
        else
            qCInfo(lcApp).noquote() << "name of a group not known:" << info.error().detail;
    });
}

QFuture<Result<ProfilePicture>> WhatsAppWorker::fetchPicture(const QString &address, const QString &knownId)
{
    const auto whom = personAt(address);
    if (!m_session || !whom)
        return answeredBy<ProfilePicture>(Errc::NotConnected, u"there is no session"_s);
    const Completer<ProfilePicture> answer;
    onReply(m_session->client->profilePicture(*whom, knownId.toLatin1()), this,
            [this, answer, knownId](const Result<std::optional<wa::ProfilePicture>> &picture) {
                if (!picture)
                    answer.complete(desk::fail(picture.error()));
                else if (!*picture)
                    answer.complete(ProfilePicture{knownId, {}});
                else if (mayDownload((*picture)->url))
                    downloadPicture(**picture, answer);
                else
                    answer.complete(desk::fail(Errc::Protocol, u"a picture at a foreign host"_s));
            });
    return answer.future();
}

void WhatsAppWorker::downloadPicture(const wa::ProfilePicture &picture, const Completer<ProfilePicture> &answer)
{
    HttpRequest request;
    request.url = picture.url;
    request.method = "GET";
    request.maxAnswerBytes = mostPictureBytes;
    onReply(m_session->http.request(request), this,
            [answer, id = QString::fromLatin1(picture.id)](const Result<HttpResponse> &response) {
                if (!response)
                    answer.complete(desk::fail(response.error()));
                else if (response->status != 200 || response->body.isEmpty())
                    answer.complete(desk::fail(Errc::Protocol, u"HTTP %1"_s.arg(response->status)));
                else
                    answer.complete(ProfilePicture{id, response->body});
            });
}

/// A link in an answer must not make the program look elsewhere.
bool WhatsAppWorker::mayDownload(const QUrl &url) const
{
    const QString host = url.host();
    if (isLoopback(m_options.whatsApp.url) && isLoopback(url)) // a service on this computer
        return url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return url.scheme() == "https"_L1 && host.endsWith(".whatsapp.net"_L1) && url.port(443) == 443;
}

// --- Link -------------------------------------------------------------------------------------------------------------

void WhatsAppWorker::publish(LinkInfo info)
{
    info.phone = m_info.phone;
    info.name = m_info.name;
    const qint64 now = SystemClock().nowMs();
    info.since = info.state == m_info.state && m_info.since > 0 ? m_info.since : now;
    m_info = info;
    Q_EMIT linkChanged(m_info);
}

void WhatsAppWorker::fail(const QString &cause)
{
    publish({.state = LinkState::Stopped, .cause = cause});
}

void WhatsAppWorker::showStatus(const wa::LinkStatus &status)
{
    if (status.state == wa::LinkState::Ready && !learnAccount()) // the login may have told more
        return;
    LinkInfo info = linkInfoOf(status, isRegistered());
    if (info.state == LinkState::Pairing) { // also while a lost connection is made anew
        info.qrText = m_info.qrText;
        info.qrExpiresAt = m_info.qrExpiresAt;
        info.pairingCode = m_info.pairingCode;
        info.passkeyCode = m_info.passkeyCode;
        info.passkeyNeeded = m_info.passkeyNeeded;
        info.passkeyOptions = m_info.passkeyOptions;
    } else if (m_wantedCode) {
        m_wantedCode->answer.complete(desk::fail(Errc::NotConnected, u"pairing ended: "_s + info.cause));
        m_wantedCode.reset();
    }
    const bool failed = status.cause == wa::LinkCause::PairingFailed || status.cause == wa::LinkCause::PairingTimedOut;
    if (info.state == LinkState::Unpaired && m_passkeyAsked && failed) // nobody has shown it
        info.cause = u"passkey_needed"_s;
    if (info.state != LinkState::Pairing) {
        m_passkeyAsked = false;
        const QSignalBlocker quiet(m_session->passkey); // what is published now says it
        m_session->passkey.giveUp();
    }
    publish(info);
}

void WhatsAppWorker::showPasskey()
{
    LinkInfo info = m_info;
    info.passkeyOptions = m_session->passkey.options();
    info.passkeyNeeded = !info.passkeyOptions.isEmpty();
    if (info.passkeyNeeded == m_info.passkeyNeeded && info.passkeyOptions == m_info.passkeyOptions)
        return;
    if (!info.passkeyNeeded)
        m_passkeyAsked = false; // shown: what fails now fails for another reason
    publish(info);
}

void WhatsAppWorker::showQr(const QString &text, std::chrono::milliseconds validFor)
{
    LinkInfo info = m_info;
    info.qrText = text;
    info.qrExpiresAt = text.isEmpty() ? 0 : m_session->clock.nowMs() + validFor.count();
    publish(info);
    // Where QR codes are offered, so are codes to type.
    if (!text.isEmpty() && m_wantedCode)
        askCode(*std::exchange(m_wantedCode, std::nullopt));
}

void WhatsAppWorker::startPairing()
{
    if (!m_session || (isRegistered() && !isSessionDead()))
        return;
    if (!isRegistered())
        return m_session->client->open();
    // What is left of a dead session goes only now (note 1, section 6.4), and not before the desk has its messages.
    whenDrained([this] {
        if (!isSessionDead())
            return;
        if (auto done = forget(); !done)
            return fail(u"storage_failed"_s);
        m_session->client->open();
    });
}

QFuture<Result<QString>> WhatsAppWorker::requestCode(const QString &phone)
{
    if (!m_session)
        return answeredBy<QString>(Errc::NotConnected, u"there is no session store"_s);
    if (isRegistered() && !isSessionDead())
        return answeredBy<QString>(Errc::Conflict, u"paired already"_s);
    if (const auto digits = wa::linkcode::normalizedPhoneNumber(phone); !digits)
        return answeredBy<QString>(Errc::Invalid, digits.error().detail);
    const WantedCode wanted{phone, {}};
    if (m_info.state == LinkState::Pairing && !m_info.qrText.isEmpty()) {
        askCode(wanted);
        return wanted.answer.future();
    }
    if (m_wantedCode)
        m_wantedCode->answer.complete(desk::fail(Errc::Cancelled, u"another code was asked for"_s));
    m_wantedCode = wanted;
    m_session->clock.singleShot(codePatience, this, [answer = wanted.answer] {
        answer.complete(desk::fail(Errc::TimedOut, u"the service offered no codes"_s));
    });
    startPairing();
    return wanted.answer.future();
}

void WhatsAppWorker::askCode(const WantedCode &wanted)
{
    onReply(m_session->client->requestCode(wanted.phone), this, [this, wanted](const Result<QString> &code) {
        if (code && m_info.state == LinkState::Pairing) {
            LinkInfo info = m_info;
            info.pairingCode = *code;
            publish(info);
        }
        wanted.answer.complete(code);
    });
}

void WhatsAppWorker::cancelPairing()
{
    if (!m_session || m_info.state != LinkState::Pairing)
        return;
    m_session->client->close();
    publish({.state = LinkState::Unpaired, .cause = wa::toString(wa::LinkCause::PairingCancelled)});
}

Result<> WhatsAppWorker::supplyPasskeyAssertion(const QByteArray &assertion)
{
    return m_session ? m_session->passkey.supply(assertion) : desk::fail(Errc::Conflict, u"there is no session"_s);
}

void WhatsAppWorker::confirmPasskey(bool matches)
{
    if (m_session)
        m_session->client->confirmPasskey(matches);
}

void WhatsAppWorker::reconnect()
{
    if (m_session && isRegistered())
        m_session->client->open();
}

void WhatsAppWorker::whenDrained(std::function<void()> then)
{
    if (!m_delivering || m_session->pump.isIdle())
        return then();
    // Whichever comes first; the other finds nothing to do.
    auto once = std::make_shared<std::function<void()>>(std::move(then));
    const auto call = [once] {
        if (auto work = std::exchange(*once, nullptr))
            work();
    };
    connect(&m_session->pump, &EventPump::idle, this, call,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_session->clock.singleShot(drainPatience, this, call);
}

QFuture<Result<>> WhatsAppWorker::reset()
{
    if (!m_session)
        return answeredBy<void>(Errc::NotConnected, u"there is no session store"_s);
    const Completer<void> answer;
    whenDrained([this, answer] {
        if (m_info.state != LinkState::Ready)
            return forgetAndAnswer(answer);
        // Off the account when the service can be asked; off this computer in any case.
        auto finished = std::make_shared<bool>(false);
        const auto finish = [this, answer, finished] {
            if (!std::exchange(*finished, true))
                forgetAndAnswer(answer);
        };
        onReply(m_session->client->logOut(), this, [finish](const Result<> &done) {
            if (!done)
                qCWarning(lcApp).noquote() << "not taken off the account:" << done.error().detail;
            finish();
        });
        m_session->clock.singleShot(logOutPatience, this, finish);
    });
    return answer.future();
}

void WhatsAppWorker::forgetAndAnswer(const Completer<void> &answer)
{
    Result<> done = forget();
    if (done)
        publish({.state = LinkState::Unpaired});
    else
        fail(u"storage_failed"_s);
    answer.complete(std::move(done));
}

Result<> WhatsAppWorker::forget()
{
    {
        const QSignalBlocker blocker(m_session->client.get()); // its last words are about what is gone
        if (auto done = m_session->client->forget(); !done)
            return done;
    }
    m_session->pump.restart();
    Q_EMIT standingChanged(standingOf(m_session->client->limits()));
    if (!learnAccount())
        return desk::fail(Errc::Storage, u"the store cannot be read"_s);
    return {};
}

} // namespace desk
