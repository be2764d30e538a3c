#pragma once

#include "app/eventpump.h"
#include "app/settings.h"
#include "core/base/completer.h"
#include "core/base/secret.h"
#include "core/messaging/channellink.h"
#include "core/messaging/messagechannel.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/protocol/profilepicture.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace desk {

/// The WhatsApp side of the program: session store, client, and the way of their events to the desk.
///
/// Made anywhere, empty. From then on it lives on the WhatsApp thread: all functions are called there, and what it makes is made
/// and destroyed there, between open() and destroy(). WhatsAppLink and WhatsAppChannel are its faces on the core thread.
class WhatsAppWorker : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString storePath; ///< the session store's file
        WhatsAppSettings whatsApp;
    };

    explicit WhatsAppWorker(Options options);
    ~WhatsAppWorker() override;

    /// Opens the session store; connects when there is an account. What becomes of it comes as linkChanged() or openFailed().
    void open(const SecretBytes &key);
    /// Removes a store that was not opened, and its key file.
    void removeStore();
    /// Answers all that is pending. Nothing works afterwards.
    void close();
    /// Gives everything back. The loop is over.
    void destroy();

    // --- Messages -----------------------------------------------------------------------------------------------------

    /// From now on events go out as batchReady(), and this device shows that it is there.
    void startDelivery();
    void batchTaken(quint64 number);
    [[nodiscard]] QFuture<Result<SendOutcome>> send(const OutgoingMessage &message);
    [[nodiscard]] QFuture<Result<NumberOnService>> checkNumber(const QString &phone);
    [[nodiscard]] QFuture<Result<FetchedMedia>> fetchMedia(const MediaRequest &request);
    void markRead(const QString &address, const QStringList &wireIds);
    void showTyping(const QString &address, bool typing);
    void rejectCall(const QString &call);
    void askChatName(const QString &address);
    /// See MessageChannel::fetchPicture().
    [[nodiscard]] QFuture<Result<ProfilePicture>> fetchPicture(const QString &address, const QString &knownId);

    // --- Link: see ChannelLink ----------------------------------------------------------------------------------------

    void startPairing();
    [[nodiscard]] QFuture<Result<QString>> requestCode(const QString &phone);
    void cancelPairing();
    [[nodiscard]] Result<> supplyPasskeyAssertion(const QByteArray &assertion);
    void confirmPasskey(bool matches);
    void reconnect();
    [[nodiscard]] QFuture<Result<>> reset();

Q_SIGNALS:
    void linkChanged(const desk::LinkInfo &info);
    void caughtUp(const desk::CatchUp &catchUp);
    void standingChanged(const desk::AccountStanding &standing);
    /// There is no session; open() may be tried again. @p cause: session_key_wrong or storage_failed.
    void openFailed(const QString &cause);
    void batchReady(const desk::EventBatch &batch);
    void typingChanged(const QString &address, bool typing);
    void chatNamed(const QString &address, const QString &name);
    void pictureChanged(const QString &address);

private:
    void downloadPicture(const wa::ProfilePicture &picture, const Completer<ProfilePicture> &answer);
    [[nodiscard]] bool mayDownload(const QUrl &url) const;
    struct Session;
    /// A pairing code that is asked for as soon as the service takes such requests.
    struct WantedCode
    {
        QString phone;
        Completer<QString> answer;
    };

    void makeClient();
    /// @return false when the store fails; the link has stopped then.
    bool learnAccount();
    [[nodiscard]] bool isRegistered() const { return !m_info.phone.isEmpty(); }
    /// There is an account that the service does not know any more.
    [[nodiscard]] bool isSessionDead() const;
    void showStatus(const wa::LinkStatus &status);
    void showPasskey();
    void showQr(const QString &text, std::chrono::milliseconds validFor);
    void publish(LinkInfo info);
    void fail(const QString &cause);
    void askCode(const WantedCode &wanted);
    /// Calls @p then when the desk has all events, or has not got them after a while.
    void whenDrained(std::function<void()> then);
    void forgetAndAnswer(const Completer<void> &answer);
    [[nodiscard]] Result<> forget();

    Options m_options;
    std::unique_ptr<Session> m_session;
    LinkInfo m_info; ///< as published last
    std::optional<WantedCode> m_wantedCode;
    bool m_delivering = false;
    bool m_passkeyAsked = false; ///< in this pairing
};

} // namespace desk
