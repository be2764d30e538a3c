#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/account/limitwatch.h"
#include "whatsapp/devices/devicedirectory.h"
#include "whatsapp/devices/groupdirectory.h"
#include "whatsapp/devices/numberchecks.h"
#include "whatsapp/devices/sessionsupplier.h"
#include "whatsapp/message/call.h"
#include "whatsapp/message/phonerequests.h"
#include "whatsapp/message/presence.h"
#include "whatsapp/message/receiver.h"
#include "whatsapp/message/resender.h"
#include "whatsapp/message/sender.h"
#include "whatsapp/privacy/tokenissuer.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/chatbook.h"
#include "whatsapp/store/inboundbuffer.h"
#include "whatsapp/store/privacytokens.h"
#include "whatsapp/store/receivedmessages.h"
#include "whatsapp/store/senderkeyholders.h"
#include "whatsapp/store/sentmessages.h"

#include <QObject>

#include <functional>

namespace desk::wa {

/// All about messages on one link: hands each stanza to the part whose business it is, and keeps what they share.
///
/// Owns its parts; does not own the store, the channel of requests, clock and randomness. Lives on the WhatsApp thread and
/// outlives its loop.
class Messaging : public QObject
{
    Q_OBJECT

public:
    using Send = std::function<Result<>(const Node &)>;

    /// @param upload null: files cannot be sent.
    Messaging(SessionStore &store, IqChannel &iqs, Send send, Clock &clock, Random &random, Sender::Upload upload = {},
              QObject *parent = nullptr);

    /// <success> came.
    void logIn(const OwnAccount &own, const QByteArray &deviceIdentity);
    /// What waited at the server has all come, or nothing comes any more.
    void caughtUp();
    void linkDown();

    /// @return whether the stanza was taken; then it is answered here.
    bool take(const Node &node);

    [[nodiscard]] InboundBuffer &inbound() { return m_inbound; }
    [[nodiscard]] Sender &sender() { return m_sender; }
    [[nodiscard]] DeviceDirectory &devices() { return m_devices; }
    [[nodiscard]] GroupDirectory &groups() { return m_groups; }
    [[nodiscard]] NumberChecks &numbers() { return m_numbers; }
    [[nodiscard]] LimitWatch &limits() { return m_limits; }
    [[nodiscard]] PrivacyTokens &tokens() { return m_tokens; }

    /// Whether people see us online: then delivery receipts are drawn as two ticks. Told now when connected, and after each login.
    void setAvailable(bool available, const QString &pushName);
    /// What the phone says our name is; one that was set stays.
    void offerPushName(const QString &name);
    /// Pairs from elsewhere, at once. @return Storage.
    [[nodiscard]] Result<> learnPairs(const QList<LidMapping> &pairs);
    /// Privacy tokens and the account's salt from history. @return Storage.
    [[nodiscard]] Result<> keepTokens(const HistorySync &history);
    /// Tells again what setAvailable() set. Without a name the service is not told: people would see "-".
    void tellPresence();
    /// @param author groups only, bare.
    [[nodiscard]] Result<> markRead(const Jid &chat, const QList<QByteArray> &ids, const Jid &author);
    /// @return as Client::markRead(): in the namespace in which he wrote last.
    [[nodiscard]] Result<> sendChatState(const Jid &chat, ChatState state);
    [[nodiscard]] Result<> subscribe(const Jid &contact);
    /// What a question about @p contact carries; empty: nothing, as about ourselves (note 2, sections 4.8 and 8).
    [[nodiscard]] Result<QByteArray> tokenFor(const Jid &contact);
    /// Lets it ring no longer at the caller's. @param call of a CallEvent of the last minutes. @return NotFound, NotConnected.
    [[nodiscard]] Result<> rejectCall(const QByteArray &call);
    /// Throws sessions away, for tests. @param device a person's.
    [[nodiscard]] Result<> forgetSession(const Jid &device);

Q_SIGNALS:
    void eventStored();
    void receiptReceived(const desk::wa::IncomingReceipt &receipt);
    /// The server's answer to a message of ours, as it came.
    void ackReceived(const desk::wa::SendAck &ack);
    void undecryptable(const desk::wa::IncomingStanza &stanza, const QString &why, bool givenUp);
    void presenceReceived(const desk::wa::IncomingPresence &presence);
    void chatStateReceived(const desk::wa::IncomingChatState &state);
    void groupChanged(const desk::wa::GroupChange &change);
    void historyRead(const desk::wa::HistorySync &history);
    void historyAnnounced();
    /// Somebody has another picture now, or none.
    void pictureChanged(const desk::wa::Jid &whose);
    void storageFailed(const QString &detail);

private:
    void takeReceipt(const Node &receipt);
    void takeNotification(const Node &notification);
    void takeCall(const Node &call);
    void takeIdentityNotice(const Node &notification);
    void takeToken(const Node &notification);
    void resend(const IncomingReceipt &receipt, const Node &node);
    void identityChanged(const Jid &device);
    /// Under both names.
    void forgetDevices(const Jid &user);
    [[nodiscard]] bool holdsUs(const QList<GroupMember> &members) const;
    void forgetGroupKeys(const Jid &group);
    void learn(const Jid &lid, const Jid &phone);
    [[nodiscard]] Result<> learnNow(const Jid &lid, const Jid &phone, bool *isNew);
    [[nodiscard]] Result<Jid> addressOf(const Jid &chat);
    void acknowledge(const Node &stanza);
    void askPrivacy();
    void prune();

    SessionStore &m_store;
    IqChannel &m_iqs;
    Send m_send;
    Clock &m_clock;
    OwnAccount m_own;
    SessionCipher m_cipher;
    GroupCipher m_groupCipher;
    InboundBuffer m_inbound;
    ReceivedMessages m_received;
    SentMessages m_sent;
    SenderKeyHolders m_holders;
    ChatBook m_chats;
    PrivacyTokens m_tokens;
    LimitWatch m_limits;
    TokenIssuer m_issuer;
    NumberChecks m_numbers;
    DeviceDirectory m_devices;
    GroupDirectory m_groups;
    SessionSupplier m_sessions;
    Sender m_sender;
    Resender m_resender;
    Receiver m_receiver;
    PhoneRequests m_phoneRequests;
    QList<CallOffer> m_calls; ///< the last ones, oldest first
    bool m_up = false;
    bool m_available = false;
    bool m_presenceWanted = false;
    bool m_pruneArmed = false;
    QString m_pushName;
    ReadKind m_readKind = ReadKind::Read;
};

} // namespace desk::wa
