#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "core/base/random.h"
#include "whatsapp/account/limitwatch.h"
#include "whatsapp/devices/devicedirectory.h"
#include "whatsapp/devices/groupdirectory.h"
#include "whatsapp/devices/sessionsupplier.h"
#include "whatsapp/media/mediakeys.h"
#include "whatsapp/media/uploadedmedia.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/outgoing.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/store/chatbook.h"
#include "whatsapp/store/inboundbuffer.h"
#include "whatsapp/store/privacytokens.h"
#include "whatsapp/store/senderkeyholders.h"
#include "whatsapp/store/sentmessages.h"

#include <QCoroTask>

#include <QHash>
#include <QObject>
#include <QQueue>
#include <QSet>

#include <functional>

namespace desk::wa {

/// Sends messages: devices, missing sessions, encryption for each device, the stanza on disk, then the stanza on its way, and the
/// server's answer (note 2, section 4).
///
/// A message is encrypted once. What is on disk without an answer is repeated as it is: after a new login, and when its request
/// comes again. Messages of one chat leave in the order of their requests. Lives on the WhatsApp thread and outlives its loop; does
/// not own what the constructor takes.
class Sender : public QObject
{
    Q_OBJECT

public:
    /// As MediaUploader::upload().
    using Upload = std::function<QFuture<Result<UploadedMedia>>(MediaKind kind, const QString &path)>;

    struct Parts
    {
        SessionStore &store;
        SessionCipher &cipher;
        GroupCipher &groupCipher;
        DeviceDirectory &devices;
        GroupDirectory &groups;
        SessionSupplier &sessions;
        SentMessages &sent;
        SenderKeyHolders &holders;
        ChatBook &chats;
        InboundBuffer &inbound;
        PrivacyTokens &tokens;
        LimitWatch &limits;
        Upload upload = {}; ///< null: files cannot be sent
    };
    using Send = std::function<Result<>(const Node &)>;

    /// How long the server may take to answer (section 4.5).
    static constexpr std::chrono::seconds ackTimeout{75};

    Sender(Parts parts, Send send, Clock &clock, Random &random, QObject *parent = nullptr);

    /// From a login on. @param own this device. @param deviceIdentity goes with every pkmsg.
    void logIn(const OwnAccount &own, const QByteArray &deviceIdentity);
    /// What waited at the server has come: sending begins, with what has no answer yet.
    void begin();
    /// The link is gone.
    void stop();
    [[nodiscard]] bool isReady() const { return m_ready; }

    /// Idempotent by id: a message that the server has answered answers the same again.
    /// @return NotConnected, TimedOut, and the errors of devicesOf(): to be asked again with the same id; Invalid for what cannot be
    /// sent ever; Storage.
    /// A file is uploaded before, unless the message is on disk already; then also the errors of Upload.
    [[nodiscard]] QCoro::Task<Result<SendResult>> send(SendRequest request);
    /// To the own phone (section 4.9). Nobody waits for an answer.
    [[nodiscard]] QCoro::Task<Result<>> sendToOwnPhone(QByteArray message);

    /// The server's <ack class="message">. @return the answer read, for whoever listens; nothing for another stanza.
    std::optional<SendAck> takeAck(const Node &ack);

    [[nodiscard]] QByteArray newId();

Q_SIGNALS:
    /// There are events to fetch.
    void eventStored();
    /// A message that says something has just been written to the wire for the first time. @p person bare.
    void wroteTo(const desk::wa::Jid &person);

private:
    /// Gives the chat's turn to the next when it ends.
    class Turn;

    [[nodiscard]] QFuture<Result<>> takeTurn(const Jid &chat);
    void endTurn(const Jid &chat);
    [[nodiscard]] QFuture<Result<>> ready();
    [[nodiscard]] QFuture<Result<SendResult>> answerOf(const QByteArray &id);
    void answer(const QByteArray &id, const Result<SendResult> &result);

    /// The file is at the service afterwards, and we are connected. Nothing to do for other contents.
    [[nodiscard]] QCoro::Task<Result<>> bringFile(SendRequest request);
    [[nodiscard]] QCoro::Task<Result<Jid>> addressOf(Jid to);
    /// Encrypts and stores. @return a refusal of our own, or nothing: it is on disk.
    [[nodiscard]] QCoro::Task<Result<std::optional<SendCause>>> prepare(SendRequest request);
    [[nodiscard]] QCoro::Task<Result<std::optional<SendCause>>> prepareForPerson(SendRequest request);
    [[nodiscard]] QCoro::Task<Result<std::optional<SendCause>>> prepareForGroup(SendRequest request);
    [[nodiscard]] Result<QByteArray> contentOf(const SendRequest &request, const Jid &to);
    [[nodiscard]] Result<> seal(const SendRequest &request, const Jid &to, const QByteArray &content,
                                const QList<Jid> &devices);
    enum class Stanza { First, InPlaceOfRefused };
    /// @return as prepare().
    [[nodiscard]] QCoro::Task<Result<std::optional<SendCause>>> sealForMembers(QByteArray id, Jid to,
                                                                               QByteArray content, Stanza stanza);
    [[nodiscard]] Result<> sealForGroup(const QByteArray &id, const GroupInfo &group, const QByteArray &content,
                                        const QList<Jid> &devices, const QList<Jid> &usable, Stanza which);
    /// The group is addressed in its other way now: the message under its id once more, for the members as they are.
    [[nodiscard]] QCoro::Task<Result<>> addressAnew(QByteArray id, Jid group);
    void settle(const SendAck &ack, const Jid &chat);
    /// Of a first contact that was refused: finds out what it was about, then tells.
    void judge(const SendAck &ack, const Jid &chat);
    void tellJudged(SendAck ack, const Jid &chat);
    void told(const SendAck &ack, const Jid &chat);
    /// Why the account may not write to @p person now: it may begin no chats, for a time or this month, and this would be one. None when
    /// it may.
    [[nodiscard]] Result<SendCause> lockedOut(const Jid &person);
    /// Nothing new leaves for that long.
    void pause(std::chrono::milliseconds time);
    void wakeWaiting();
    [[nodiscard]] Result<DeviceCiphertext> encrypted(const Jid &device, QByteArrayView message);
    /// Writes the stanza once per connection.
    [[nodiscard]] Result<> write(const QByteArray &id);
    void repeatLater(const QByteArray &id, std::chrono::milliseconds delay);
    void checkDeviceList(const SendAck &ack, const Jid &chat);
    [[nodiscard]] Jid ownIn(const Jid &namespaceOf) const;

    Parts m_parts;
    Send m_send;
    Clock &m_clock;
    Random &m_random;
    OwnAccount m_own;
    QByteArray m_deviceIdentity;
    bool m_linked = false; ///< from logIn() to stop()
    bool m_ready = false;
    int m_pauses = 0;     ///< under way
    int m_connection = 0; ///< counts; timers of an earlier one do nothing
    QList<Completer<void>> m_waitingForReady;
    QHash<Jid, QQueue<Completer<void>>> m_turns; ///< a chat with an entry is taken
    QHash<QByteArray, QList<Completer<SendResult>>> m_waiting;
    QSet<QByteArray> m_written;                  ///< on this connection
    QHash<QByteArray, UploadedMedia> m_uploaded; ///< by message id, until it is on disk
};

} // namespace desk::wa
