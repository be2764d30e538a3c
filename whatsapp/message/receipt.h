#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/message/retryreceipt.h"

#include <QByteArray>
#include <QList>

#include <optional>

// What others tell about our messages: receipts, and the server's ack of a sent one (note 2, sections 3.4, 3.6 and 4.5).
// Pure, any thread. Every receipt is answered with an ack (ackOf in messagestanza.h), whatever comes of it.
namespace desk::wa {

enum class ReceiptType : quint8 {
    Delivered,
    Inactive, ///< delivered to a client that is not in use: kept, not drawn
    Read,
    ReadSelf,
    Played,
    PlayedSelf,
    Sender,      ///< another own device has it
    Retry,       ///< not decryptable there: send it again
    RekeyRetry,  ///< only to be acknowledged
    ServerError, ///< about media of the other side
    PeerMessage,
    HistorySync,
    NotCapable, ///< type none with <error>: the device did not get it
    Unknown,
};

/// What a receipt changes. Ticks only ever rise: a late "delivered" does not undo "read".
enum class ReceiptEffect : quint8 {
    None,
    Delivered,
    Read,
    Played,
    ReadElsewhere, ///< another own device read the chat: its unread mark goes
    SendAgain,
};

struct IncomingReceipt
{
    ReceiptType type = ReceiptType::Unknown;
    QByteArray typeName = {}; ///< as received; empty for none
    QList<QByteArray> ids = {};
    qint64 timestamp = 0; ///< Unix seconds; 0 when not told
    Jid from = {};        ///< as received
    Jid participant = {}; ///< as received; null when absent
    Jid recipient = {};   ///< as received; null when absent
    Jid chat = {};        ///< key of the chat: bare
    Jid device = {};      ///< who tells: with device
    Jid deviceAlt = {};   ///< his other name, with the same device; null when not told
    bool ownDevice = false;
    bool offline = false;
    std::optional<RetryRequest> retry = {}; ///< of type Retry

    [[nodiscard]] ReceiptEffect effect() const;
    /// The driver's name (note 3): "delivered" for none, otherwise as received.
    [[nodiscard]] QByteArray name() const { return typeName.isEmpty() ? QByteArray("delivered") : typeName; }
};

/// Reads <receipt>, with <list> or <participants>: one value per device that tells; at most 1024 ids.
/// @return Protocol when id or from are missing or broken, or a retry request is.
[[nodiscard]] Result<QList<IncomingReceipt>> parseReceipt(const Node &receipt, const OwnAccount &own);

// --- The ack of our own message ---------------------------------------------------------------------------------------

enum class SendCause : quint8 {
    None,        ///< accepted
    Malformed,   ///< 400: or mixed namespaces
    Refused,     ///< 401, 403, 405, 406, 420: no firm explanation
    NoRecipient, ///< 404: check that the number exists
    StaleGroup,  ///< 421: group's addressing mode is another
    RateLimited, ///< 429
    ReachOut,    ///< 463: this contact may not be written to first, or this account not write first; which is not known
    NewChatsSpent, ///< 475: monthly number of new chats
    SchemaInvalid, ///< 479: device list or mapping are stale, or a wrong child
    ServerTrouble, ///< 500, 503
    Other,
    NoKeys,          ///< ours: none of the recipient's devices has usable keys; nothing was sent
    ReachOutContact, ///< ours, of a 463: the account is free, so it is about this contact
    ReachOutAccount, ///< ours, of a 463 or before anything was sent: the account may not begin chats for a time
};

enum class SendAction : quint8 {
    Done,
    Fail,                 ///< show it; never resend by itself
    BackOff,              ///< slow the queue for minutes
    RefreshAndFail,       ///< forget device list and mapping of the chat
    RefreshGroupOnce,     ///< groups only: one resend in the other namespace
    RepeatSameFrameLater, ///< once, the identical stanza
};

struct SendAck
{
    QByteArray id = {};
    Jid chat = {};            ///< as written in the stanza; null when not told
    qint64 timestamp = 0;     ///< Unix seconds: the message's time; 0 when not told
    QByteArray phash = {};    ///< our device list is not the server's
    QByteArray serverId = {}; ///< of newsletters
    int error = 0;            ///< 0: accepted. -1: refused with something that is no number
    SendCause cause = SendCause::None;

    [[nodiscard]] bool accepted() const { return error == 0; }
    [[nodiscard]] SendAction action() const;
};

/// What the error of an ack means; 0 is none.
[[nodiscard]] SendCause sendCauseOf(int error);

/// Reads <ack class="message">. Any error attribute is a failure.
/// @return Protocol for another class or without id.
[[nodiscard]] Result<SendAck> parseSendAck(const Node &ack);

/// The hash of a set of devices as the server's ack has it: "2:" and base64 of six bytes of SHA-256 (section 4.3).
[[nodiscard]] QByteArray participantHash(const QList<Jid> &devices);

/// Equal in either alphabet of base64.
[[nodiscard]] bool isSameParticipantHash(QByteArray a, QByteArray b);

} // namespace desk::wa
