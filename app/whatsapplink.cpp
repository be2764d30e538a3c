#include "app/whatsapplink.h"

#include "app/threads.h"
#include "core/base/logging.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/store/keyvault.h"
#ifdef DESK_KEYCHAIN
#include "whatsapp/store/keychainkeyvault.h"
#endif

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

std::unique_ptr<wa::KeyVault> keychainFor(const QString &storePath, Clock &clock)
{
#ifdef DESK_KEYCHAIN
    // The folder tells profiles apart.
    return std::make_unique<wa::KeychainKeyVault>(u"Ventanilla"_s, QFileInfo(storePath).absolutePath(), clock);
#else
    Q_UNUSED(storePath)
    Q_UNUSED(clock)
    return nullptr;
#endif
}

/// The words of a store that has no key.
QString causeOf(const Error &error)
{
    switch (error.code) {
    case Errc::NotFound:
        return u"session_key_missing"_s;
    case Errc::Forbidden:
    case Errc::Storage:
        return u"session_key_unreadable"_s;
    default:
        return u"keychain_unavailable"_s;
    }
}

} // namespace

WhatsAppLink::WhatsAppLink(WhatsAppWorker &worker, const QString &storePath, Clock &clock, Random &random,
                           QObject *parent)
    : ChannelLink(parent), m_worker(worker), m_storePath(storePath), m_clock(clock), m_random(random),
      m_keyFile(storePath + u".key"_s), m_keychain(keychainFor(storePath, clock))
{
    m_info = {.state = LinkState::Disconnected, .since = clock.nowMs()};
    connect(&worker, &WhatsAppWorker::linkChanged, this, &WhatsAppLink::show);
    connect(&worker, &WhatsAppWorker::caughtUp, this, &WhatsAppLink::caughtUp);
    connect(&worker, &WhatsAppWorker::standingChanged, this, [this](const AccountStanding &standing) {
        if (standing == m_standing)
            return;
        m_standing = standing;
        Q_EMIT standingChanged();
    });
    connect(&worker, &WhatsAppWorker::openFailed, this, &WhatsAppLink::showFailure);
}

WhatsAppLink::~WhatsAppLink() = default;

QString WhatsAppLink::storePath(const QString &dataDir)
{
    return QDir(dataDir).filePath(u"whatsapp.db"_s);
}

void WhatsAppLink::start()
{
    loadKey();
}

void WhatsAppLink::show(const LinkInfo &info)
{
    m_info = info;
    Q_EMIT changed(m_info);
}

void WhatsAppLink::showFailure(const QString &cause)
{
    m_open = false;
    m_whenOpen.clear();
    show({.state = LinkState::Stopped, .cause = cause, .since = m_clock.nowMs()});
}

void WhatsAppLink::loadKey()
{
    if (m_open || std::exchange(m_loading, true))
        return;
    const auto newKey = QFile::exists(m_storePath) ? wa::NewVaultKey::Refused : wa::NewVaultKey::Allowed;
    auto key = wa::openVaultKey(&m_keyFile, m_keychain.get(), &m_random, newKey);
    QCoro::connect(std::move(key), this, [this](const Result<SecretBytes> &loaded) { takeKey(loaded); });
}

void WhatsAppLink::takeKey(const Result<SecretBytes> &key)
{
    m_loading = false;
    if (!key) {
        qCCritical(lcApp).noquote() << "no key for the session store:" << key.error().detail;
        return showFailure(causeOf(key.error()));
    }
    m_open = true;
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, key = *key] { worker->open(key); }, Qt::QueuedConnection);
    const auto waiting = std::exchange(m_whenOpen, {});
    for (const auto &work : waiting)
        work();
}

void WhatsAppLink::whenOpen(std::function<void()> work)
{
    if (m_open)
        work();
    else
        m_whenOpen << std::move(work);
}

Result<> WhatsAppLink::pairable() const
{
    if (!m_open && !m_loading)
        return fail(Errc::NotConnected, u"the session store is not open: "_s + m_info.cause);
    const bool dead = m_info.state == LinkState::Stopped
        && (m_info.cause == wa::toString(wa::LinkCause::LoggedOut)
            || m_info.cause == wa::toString(wa::LinkCause::Locked));
    if (!m_info.phone.isEmpty() && !dead)
        return fail(Errc::Conflict, u"paired already"_s);
    return {};
}

Result<> WhatsAppLink::startPairing()
{
    if (auto can = pairable(); !can)
        return can;
    whenOpen([this] { QMetaObject::invokeMethod(&m_worker, &WhatsAppWorker::startPairing, Qt::QueuedConnection); });
    return {};
}

QFuture<Result<QString>> WhatsAppLink::requestCode(QString phone)
{
    const Completer<QString> answer;
    if (auto can = pairable(); !can) {
        answer.complete(fail(can.error()));
        return answer.future();
    }
    whenOpen([this, answer, phone = std::move(phone)] {
        auto asked = callOn<QString>(&m_worker, [worker = &m_worker, phone] { return worker->requestCode(phone); });
        onReply(asked, this, [answer](const Result<QString> &code) { answer.complete(code); });
    });
    return answer.future();
}

void WhatsAppLink::cancelPairing()
{
    QMetaObject::invokeMethod(&m_worker, &WhatsAppWorker::cancelPairing, Qt::QueuedConnection);
}

QFuture<Result<>> WhatsAppLink::supplyPasskeyAssertion(QByteArray assertion)
{
    return callOn<void>(&m_worker, [worker = &m_worker, assertion = std::move(assertion)] {
        const Completer<void> answer;
        answer.complete(worker->supplyPasskeyAssertion(assertion));
        return answer.future();
    });
}

void WhatsAppLink::confirmPasskey(bool matches)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, matches] { worker->confirmPasskey(matches); }, Qt::QueuedConnection);
}

void WhatsAppLink::reconnect()
{
    if (!m_open)
        return loadKey();
    QMetaObject::invokeMethod(&m_worker, &WhatsAppWorker::reconnect, Qt::QueuedConnection);
}

QFuture<Result<>> WhatsAppLink::reset()
{
    if (m_open)
        return callOn<void>(&m_worker, [worker = &m_worker] { return worker->reset(); });
    const Completer<void> answer;
    if (m_loading) {
        answer.complete(fail(Errc::NotConnected, u"the key of the session store is still looked for"_s));
        return answer.future();
    }
    // A store that does not open can still make room for a new one.
    return callOn<void>(&m_worker, [this, worker = &m_worker, answer] {
        worker->removeStore();
        QMetaObject::invokeMethod(this, &WhatsAppLink::loadKey, Qt::QueuedConnection);
        answer.complete({});
        return answer.future();
    });
}

} // namespace desk
