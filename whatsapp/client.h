#pragma once

#include "core/base/clock.h"
#include "core/base/filetransfer.h"
#include "core/base/httpclient.h"
#include "core/base/random.h"
#include "whatsapp/connection/connection.h"
#include "whatsapp/connection/gapcheck.h"
#include "whatsapp/connection/offlinequeue.h"
#include "whatsapp/connection/wakewatch.h"
#include "whatsapp/keys/prekeymanager.h"
#include "whatsapp/media/historyfetcher.h"
#include "whatsapp/media/media.h"
#include "whatsapp/media/mediafetch.h"
#include "whatsapp/message/inboundevent.h"
#include "whatsapp/message/messaging.h"
#include "whatsapp/message/outgoing.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/pairing/pairingsession.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/protocol/profilepicture.h"
#include "whatsapp/store/sessionstore.h"
#include "whatsapp/webversion.h"

#include <QUrl>

#include <memory>
#include <optional>

namespace desk::wa {

/// A linked WhatsApp device: pairs, logs in, stays connected. The front door of this library.
///
/// Delegates: Connection keeps the link, PairingSession links the device, PreKeyManager supplies keys, Messaging is about
/// messages. Lives, with all it owns, on the WhatsApp thread; signals carry plain values. Does not own what the constructor takes by reference.
class Client : public QObject
{
    Q_OBJECT

public:
    struct MediaOptions
    {
        QString extraCaFile = {}; ///< PEM, trusted for media besides the system's
        bool plainHttp = false;   ///< http in place of https; only to this computer
        qint64 maxUploadBytes = 100'000'000;
        QString folder = {}; ///< where files wait while they are sealed; empty: the system's for temporary files
    };
    struct Options
    {
        QUrl url = QUrl(QStringLiteral("wss://web.whatsapp.com/ws/chat"));
        Connection::Options link; ///< an empty root key: WhatsApp's own
        DeviceProperties device;
        PairingSession::Timing pairing;
        std::optional<WebVersion> version; ///< set by a person: never refreshed
        QString pushName;                  ///< told with presence; empty: as the store knows it
        MediaOptions media = {};
    };
    struct Surroundings
    {
        SessionStore &store;                   ///< open
        HttpClient *http = nullptr;            ///< to look up WhatsApp Web's version; null: never
        AssertionSource *assertions = nullptr; ///< null: accounts that want the passkey step cannot be linked
        FileTransfer *files = nullptr;         ///< null: over the network
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

    // --- Messages -------------------------------------------------------------------------------------------------------

    /// What has happened and was not taken yet, on disk: those with a higher sequence than @p after, oldest first. Also before
    /// open(), for what an earlier run left. @return Storage.
    [[nodiscard]] Result<QList<InboundEvent>> events(qint64 after, int limit)
    {
        return m_messaging.inbound().events(after, limit);
    }
    /// The caller has everything up to that sequence on disk: it is dropped here.
    [[nodiscard]] Result<> eventsTaken(qint64 upTo) { return m_messaging.inbound().taken(upTo); }
    /// Idempotent by id; see Sender::send(). Waits for the server's answer. A file is uploaded before, unless the message is
    /// sealed already: then also TooLarge (over a limit of ours or of the service), and Invalid when it cannot be read or is empty.
    [[nodiscard]] QFuture<Result<SendResult>> sendMessage(SendRequest request);
    /// Downloads and opens a file, and asks the own phone to upload it again when the service has it no longer.
    /// @return NotConnected and TimedOut: again later; TooLarge: announced or real size over the limit; NotFound: the phone has it no
    ///         longer either; Protocol: damaged (hash, MAC or length); Invalid: cannot be downloaded ever; Storage.
    [[nodiscard]] QFuture<Result<MediaFetched>> fetchMedia(MediaFetch fetch);
    [[nodiscard]] QByteArray newMessageId() { return m_messaging.sender().newId(); }
    /// Tells the author that his messages were read. @param author groups only. @return NotConnected.
    [[nodiscard]] Result<> markRead(const Jid &chat, const QList<QByteArray> &ids, const Jid &author = {})
    {
        return m_messaging.markRead(chat, ids, author);
    }
    /// Whether people see us online; kept over reconnects. Two ticks appear at their side only while we are.
    void setAvailable(bool available);
    /// @return NotConnected.
    [[nodiscard]] Result<> sendChatState(const Jid &chat, ChatState state)
    {
        return m_messaging.sendChatState(chat, state);
    }
    /// What a person shows of himself. @param knownId of the picture at hand. @return as parseProfilePicture(), and the failures of requests.
    [[nodiscard]] QFuture<Result<std::optional<ProfilePicture>>> profilePicture(const Jid &whom,
                                                                                const QByteArray &knownId);
    /// See Messaging::rejectCall().
    [[nodiscard]] Result<> rejectCall(const QByteArray &call) { return m_messaging.rejectCall(call); }
    [[nodiscard]] Messaging &messaging() { return m_messaging; }

    // --- Account and contacts -------------------------------------------------------------------------------------------

    /// What the service has limited for this account, as far as it told.
    [[nodiscard]] const AccountLimits &limits() { return m_messaging.limits().limits(); }
    /// See NumberChecks::check().
    [[nodiscard]] QFuture<Result<NumberCheck>> checkNumber(const QString &phone)
    {
        return m_messaging.numbers().check(phone);
    }

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
    /// Whether anything of it is lost; some seconds later when something has to be sent again.
    void caughtUp(const desk::wa::GapReport &report);
    /// There are events to fetch with events().
    void eventsWaiting();
    void receiptReceived(const desk::wa::IncomingReceipt &receipt);
    void ackReceived(const desk::wa::SendAck &ack);
    void undecryptable(const desk::wa::IncomingStanza &stanza, const QString &why, bool givenUp);
    void presenceReceived(const desk::wa::IncomingPresence &presence);
    void chatStateReceived(const desk::wa::IncomingChatState &state);
    void groupChanged(const desk::wa::GroupChange &change);
    /// A part of what the own phone tells after pairing. Address pairs and the own name in it are stored already; nothing of it is
    /// told again.
    void historyReceived(const desk::wa::HistorySync &history);
    void limitsChanged(const desk::wa::AccountLimits &limits);
    void pictureChanged(const desk::wa::Jid &whose);
    /// Every stanza, after it was taken.
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
    void takeHistory(const HistorySync &history);
    void takeUnknown(const Node &stanza);
    void acknowledge(const Node &stanza);
    void storageFailed(const QString &detail);
    [[nodiscard]] QFuture<Result<UploadedMedia>> upload(MediaKind kind, const QString &path);
    [[nodiscard]] QString pushName();
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
    OwnAccount m_own;                        ///< since the last login
    std::unique_ptr<FileTransfer> m_network; ///< unless it was given
    Media m_media;
    Messaging m_messaging;
    HistoryFetcher m_history;
    OfflineQueue m_offline;
    GapCheck m_gaps;
    Connection m_connection; ///< last: its end is told to the others
};

} // namespace desk::wa
