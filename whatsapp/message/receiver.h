#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/message/historysync.h"
#include "whatsapp/message/messagestanza.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/store/chatbook.h"
#include "whatsapp/store/inboundbuffer.h"
#include "whatsapp/store/pendinghistory.h"
#include "whatsapp/store/receivedmessages.h"
#include "whatsapp/store/sentmessages.h"

#include <QObject>
#include <QQueue>

#include <functional>
#include <optional>

namespace desk::wa {

/// Takes <message> stanzas: decrypts, stores, and only then answers (note 2, sections 2.3 and 3.2).
///
/// One message is one transaction: advanced ratchet, used-up pre-key, learnt address pair, and the event that tells of it. What
/// cannot be decrypted leaves a placeholder and is asked for again, by retry receipts at most four times and once from the own
/// phone; the healed message follows under the same id. When nothing can be stored nothing is answered, so the server keeps it.
/// Lives on the WhatsApp thread; does not own what the constructor takes.
class Receiver : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        SessionStore &store;
        SessionCipher &cipher;
        GroupCipher &groupCipher;
        InboundBuffer &inbound;
        ReceivedMessages &received;
        ChatBook &chats;
        SentMessages &sent;
    };
    using Send = std::function<Result<>(const Node &)>;

    /// Between two retry receipts (section 3.9).
    static constexpr std::chrono::milliseconds retrySpacing{250};
    /// After the first retry receipt the sender has so long to answer before the phone is asked.
    static constexpr std::chrono::milliseconds phoneDelay{5'000};

    Receiver(Parts parts, Send send, Clock &clock, Random &random, QObject *parent = nullptr);

    void logIn(const OwnAccount &own, const QByteArray &deviceIdentity);
    /// The link is gone: retry receipts that wait are dropped, and the server delivers those messages again.
    void stop();
    /// Delivery receipts are drawn as two ticks.
    void setActive(bool active) { m_active = active; }

    void take(const Node &message);

Q_SIGNALS:
    /// There are events to fetch.
    void eventStored();
    /// A message could not be decrypted; it is asked for again, or given up.
    void undecryptable(const desk::wa::IncomingStanza &stanza, const QString &why, bool givenUp);
    /// The keys of somebody have changed; his device list may have, too.
    void identityChanged(const desk::wa::Jid &device);
    /// There is something to ask the own phone for.
    void phoneRequestStored();
    /// A machine message of the own phone (history, keys, mappings) that was stored in this transaction or needs nothing stored.
    void historyReceived(const desk::wa::HistoryNotice &notice);
    /// The history was in the message itself; its pairs are stored.
    void historyRead(const desk::wa::HistorySync &history);
    /// There is history to be fetched.
    void historyAnnounced();
    /// Nothing can be stored: the message was not answered.
    void storageFailed(const QString &detail);

private:
    struct Outcome
    {
        MessageOutcome kind = MessageOutcome::Stored;
        std::optional<RetryRequest> retry = {};
        std::optional<HistoryNotice> history = {};
        std::optional<HistorySync> historyRead = {};
        bool historyAnnounced = false;
        QString why = {}; ///< English: what could not be decrypted
        Jid changedIdentity = {};
        bool eventStored = false;
        bool phoneRequested = false;
    };
    [[nodiscard]] Result<Outcome> process(const IncomingStanza &stanza);
    [[nodiscard]] Result<> learn(const IncomingStanza &stanza, Outcome &outcome);
    [[nodiscard]] Result<> learn(const QList<LidMapping> &pairs, Outcome &outcome);
    [[nodiscard]] Result<Outcome> withoutContent(const IncomingStanza &stanza, MessageOutcome kind, Outcome outcome);
    [[nodiscard]] Result<Outcome> opened(const IncomingStanza &stanza, const QByteArray &message,
                                         MessageContent &&content, const QList<QByteArray> &keys, Outcome outcome);
    [[nodiscard]] Result<Outcome> notOpened(const IncomingStanza &stanza, const SignalError &error,
                                            const QList<QByteArray> &keys,
                                            const std::optional<ReceivedMessages::Known> &known, Outcome outcome);
    /// @return the Message with the edit in the clear; nothing when it cannot be opened.
    [[nodiscard]] Result<std::optional<QByteArray>> openedEdit(const IncomingStanza &stanza,
                                                               const MessageContent &content);
    [[nodiscard]] Result<> takeSenderKeys(const IncomingStanza &stanza, const MessageContent &content);
    [[nodiscard]] Result<> takePeerContent(const IncomingStanza &stanza, const MessageContent &content,
                                           Outcome &outcome);
    [[nodiscard]] Result<> takeHistory(const IncomingStanza &stanza, const HistoryNotice &notice, Outcome &outcome);
    [[nodiscard]] Result<> takePhoneAnswer(const PeerAnswer &answer, Outcome &outcome);
    [[nodiscard]] Result<RetryRequest> retryRequest(const RetryPlan &plan, const SignalError &error);
    [[nodiscard]] MessageEvent eventOf(const IncomingStanza &stanza) const;
    void answer(const IncomingStanza &stanza, const Outcome &outcome);
    void sendNextRetry();
    void sendAll(const QList<Node> &nodes);

    Parts m_parts;
    Send m_send;
    Clock &m_clock;
    Random &m_random;
    DeviceAddresses m_addresses;
    PendingHistory m_pendingHistory;
    OwnAccount m_own;
    QByteArray m_deviceIdentity;
    bool m_active = false;
    QQueue<QList<Node>> m_retries; ///< retry receipts with the acks after them, for their turn
    bool m_pausing = false;        ///< the last one has just gone
    int m_connection = 0;          ///< counts; timers of an earlier one do nothing
};

} // namespace desk::wa
