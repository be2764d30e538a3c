#pragma once

#include "core/base/clock.h"
#include "core/base/httpclient.h"
#include "core/base/random.h"
#include "whatsapp/connection/connection.h"
#include "whatsapp/connection/wakewatch.h"
#include "whatsapp/keys/prekeymanager.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/pairing/pairingsession.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/sessionstore.h"
#include "whatsapp/webversion.h"

#include <QUrl>

#include <optional>

namespace desk::wa {

/// A linked WhatsApp device: pairs, logs in, stays connected. The front door of this library.
///
/// Delegates: Connection keeps the link, PairingSession links the device, PreKeyManager supplies keys. Lives, with all it
/// owns, on the WhatsApp thread; signals carry plain values. Does not own what the constructor takes by reference.
class Client : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url = QUrl(QStringLiteral("wss://web.whatsapp.com/ws/chat"));
        Connection::Options link; ///< an empty root key: WhatsApp's own
        DeviceProperties device;
        PairingSession::Timing pairing;
        std::optional<WebVersion> version; ///< set by a person: never refreshed
        QString pushName;                  ///< told with presence; empty: as the store knows it
    };
    struct Surroundings
    {
        SessionStore &store;                   ///< open
        HttpClient *http = nullptr;            ///< to look up WhatsApp Web's version; null: never
        AssertionSource *assertions = nullptr; ///< null: accounts that want the passkey step cannot be linked
    };

    Client(Options options, Surroundings surroundings, Clock &clock, Random &random, QObject *parent = nullptr);
    ~Client() override;

    /// Connects, pairs when there is no account yet, and stays connected. Stops at once with the stored cause when the server
    /// ended the session earlier (forget() first), or while a ban lasts.
    void open();
    void close();
    /// After sleep or a change of network.
    void check() { m_connection.check(); }

    /// See PairingSession::requestCode().
    [[nodiscard]] QFuture<Result<QString>> requestCode(const QString &number) { return m_pairing.requestCode(number); }
    void confirmPasskey(bool matches) { m_pairing.confirmPasskey(matches); }

    /// Takes this device off the account, then forgets the session.
    /// @return what the server said against it; the session stays then. Conflict when there is no account.
    [[nodiscard]] QFuture<Result<>> logOut();
    /// Closes and removes everything: keys, account, sessions. The next open() pairs anew.
    [[nodiscard]] Result<> forget();

    /// Sends a request of another part; see IqChannel::request().
    [[nodiscard]] QFuture<Result<Node>> request(Node iq) { return m_iqs.request(std::move(iq)); }
    [[nodiscard]] Result<> send(const Node &node) { return m_connection.send(node); }
    [[nodiscard]] const LinkStatus &status() const { return m_connection.status(); }

Q_SIGNALS:
    void statusChanged(const desk::wa::LinkStatus &status);
    void qrChanged(const QString &text, std::chrono::milliseconds validFor);
    void qrGone();
    void passkeyRequested(const QByteArray &options);
    void passkeyCode(const QString &code, bool mustCompare);
    void paired(const desk::wa::Jid &jid, const desk::wa::Jid &lid);
    /// What was waiting at the server has all been delivered.
    void offlineDone(int count);
    /// A stanza that no part here knows.
    void nodeReceived(const desk::wa::Node &node);
    void traced(bool outgoing, const desk::wa::Node &node);

private:
    [[nodiscard]] Result<Connection::Session> session();
    void streamUp(bool registered);
    void logIn(const Node &success);
    /// @param supplied false: the pre-keys need another try afterwards.
    void activate(bool supplied);
    void take(const Node &node);
    void takeIq(const Node &iq);
    void takeNotification(const Node &notification);
    void takeInfo(const Node &info);
    void acknowledge(const Node &stanza);
    void pairingFailed(LinkCause cause, const QString &what);
    void sessionEnded(const Ending &ending);
    /// A failed write of something that can be learnt again.
    void note(const Result<> &written, const char *what);

    Options m_options;
    Surroundings m_around;
    Clock &m_clock;
    WebVersionSource m_version;
    WebVersion m_versionSent; ///< with the last login or registration
    IqChannel m_iqs;
    PairingSession m_pairing;
    PreKeyManager m_preKeys;
    WakeWatch m_wake;
    Connection m_connection; ///< last: its end is told to the others
};

} // namespace desk::wa
