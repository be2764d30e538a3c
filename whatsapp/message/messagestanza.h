#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/message/retryreceipt.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

// The envelope of an incoming message, and what answers it (note 2, sections 2.1 to 2.6 and 3.1 to 3.5). Pure, any thread.
namespace desk::wa {

/// Who sent what where (section 2.2); decides the answer.
enum class Route : quint8 {
    Direct,        ///< a customer to us
    OwnCopy,       ///< another own device to a customer: outgoing
    NoteToSelf,    ///< another own device to our own chat
    Peer,          ///< machine message between own devices
    Group,         ///< in a group
    BroadcastList, ///< a customer through his list: belongs to his chat with us
    Status,        ///< status@broadcast
    Newsletter,    ///< a channel
    Bot,           ///< a bot in a chat of its own
};

/// <enc>: one ciphertext.
struct EncryptedPart
{
    enum class Type : quint8 {
        PreKeyMessage, ///< pkmsg
        Message,       ///< msg
        SenderKey,     ///< skmsg
        BotSecret,     ///< msmsg, not readable here
        Unknown,
    };

    Type type = Type::Unknown;
    QByteArray typeName = {};
    int version = 2; ///< 2 is padded, 3 (Messenger) is not
    QByteArray bytes = {};
    int count = 0; ///< of the resend; 0: first sending
    QByteArray mediaType = {};
    bool hideOnFailure = false; ///< show no placeholder when it cannot be decrypted

    [[nodiscard]] bool isReadable() const { return type != Type::BotSecret && type != Type::Unknown; }
};

/// <unavailable>: there is a message, but nothing for us to decrypt (section 2.6).
enum class Unavailable : quint8 {
    No,
    AskPhone, ///< placeholder; the phone can send it (section 3.7)
    ViewOnce, ///< "open on the phone"
    NotForUs, ///< of hosted devices and bots: nothing to show
};

/// edit="...": what the sender says this message does to another.
enum class EditMark : quint8 {
    None = 0,
    Edit = 1,
    Pin = 2,
    NewsletterEdit = 3,
    Revoke = 7,
    AdminRevoke = 8,
};

struct IncomingStanza
{
    QByteArray id = {};   ///< unique only together with chat and sender
    qint64 timestamp = 0; ///< Unix seconds, the server's clock
    Route route = Route::Direct;
    bool fromMe = false; ///< outgoing: written on another own device

    Jid chat = {};      ///< key of the chat: bare, hosted spellings turned into Phone or Lid
    Jid chatAlt = {};   ///< the chat's other name, bare; null when not told
    Jid sender = {};    ///< author with device, as received: for Signal
    Jid senderAlt = {}; ///< the author's other name, with the same device; null when not told

    Jid from = {};        ///< as received, for the answers
    Jid participant = {}; ///< as received; null when absent
    Jid recipient = {};   ///< as received; null when absent

    QByteArray type = {};           ///< "text", "media", ...: only a hint
    QByteArray category = {};       ///< "peer" or empty
    QByteArray addressingMode = {}; ///< "pn", "lid" or empty
    EditMark edit = EditMark::None;
    QString pushName = {};     ///< cleaned; empty when not told. Not authoritative
    QString verifiedName = {}; ///< cleaned name from a business's certificate, which is not checked here
    bool offline = false;      ///< was queued; treat it as any other

    QList<EncryptedPart> parts = {}; ///< pkmsg and msg before skmsg: in this order they are decrypted
    Unavailable unavailable = Unavailable::No;
    QByteArray plaintext = {};      ///< of newsletters: a Message without padding
    QByteArray deviceIdentity = {}; ///< ADV identity of a companion that sent a pkmsg

    QByteArray metaTargetId = {}; ///< <meta target_id>
    Jid metaTargetSender = {};

    /// What its content may be believed.
    [[nodiscard]] ContentOrigin origin() const { return {fromMe, fromMe && sender.device() == 0}; }
    /// A bot wrote into a chat or group of people.
    [[nodiscard]] bool isBotInChat() const { return route != Route::Bot && sender.isBot(); }
    /// A ticket may grow from it; all others are only answered.
    [[nodiscard]] bool isForTickets() const;
};

/// Reads <message>.
/// @return Protocol when id, t, from or the author of a group are missing or broken: answer nackOf(node, 487).
[[nodiscard]] Result<IncomingStanza> parseMessageStanza(const Node &message, const OwnAccount &own);

/// Whose message a reaction, edit or revoke is about, turned round to our view (section 2.8).
struct ResolvedTarget
{
    Jid chat = {}; ///< the stanza's
    QByteArray id = {};
    bool fromUs = false;   ///< one of ours
    Jid author = {};       ///< bare; in groups as the key names him
    bool bySender = false; ///< the stanza's sender wrote it himself: only then edits and revokes count
};

[[nodiscard]] ResolvedTarget resolveTarget(const MessageTarget &target, const IncomingStanza &stanza,
                                           const OwnAccount &own);

// --- Answers --------------------------------------------------------------------------------------------------------

/// What became of a message; each gives one kind of answer (section 3.2).
enum class MessageOutcome : quint8 {
    Stored,        ///< decrypted and on disk; also of nothing to show
    Duplicate,     ///< stored before, whatever decrypting it gave
    HistoryStored, ///< a history notification, taken over
    Undecryptable, ///< ask for it again; without a RetryRequest nothing is answered, so that it is delivered again
    GivenUp,       ///< undecryptable, and retries are exhausted or not for this kind
    BrokenContent, ///< decrypted, but padding or protobuf are broken
    Unavailable,   ///< no ciphertext for us
    NoPayload,     ///< neither ciphertext nor anything in its place
    BotSecret,     ///< only msmsg
    UnknownCipher, ///< only ciphertexts of unknown types
    NotForUs,      ///< a channel's post and what else is not even decrypted
    StorageFailed, ///< nothing can be stored
};

/// Known before anything is decrypted, nothing when it is to be decrypted.
[[nodiscard]] std::optional<MessageOutcome> outcomeWithoutDecrypting(const IncomingStanza &stanza);

/// How to ask for a message that could not be decrypted.
struct RetryPlan
{
    int count = 1;
    bool withKeys = false; ///< put a bundle with a fresh pre-key into the request
    bool askPhone = false; ///< also ask the own phone (section 3.7)

    friend bool operator==(const RetryPlan &, const RetryPlan &) = default;
};

inline constexpr int maxRetries = 4;

/// @param sentBefore retry receipts sent for this message so far. @param noSession there was no session, or only an skmsg and
/// no sender key. @param now Unix seconds.
/// @return nothing when it is not to be asked for: 4 times already, older than 14 days, a status older than a day, bots,
/// channels. Then the outcome is GivenUp.
[[nodiscard]] std::optional<RetryPlan> planRetry(const IncomingStanza &stanza, int sentBefore, bool noSession,
                                                 qint64 now);

/// Whether the own phone is asked for a message that came without ciphertext (section 2.6). @param now Unix seconds.
[[nodiscard]] bool shouldAskPhone(const IncomingStanza &stanza, qint64 now);

struct AnswerOptions
{
    bool active = false; ///< we told the service that we are available: receipts are drawn as two ticks
    std::optional<RetryRequest> retry =
        {}; ///< for Undecryptable; messageId and timestamp are filled in from the stanza
};

/// The nodes to send, in this order, after everything is on disk. Empty only for Undecryptable without a request.
[[nodiscard]] QList<Node> answersTo(const IncomingStanza &stanza, MessageOutcome outcome, const OwnAccount &own,
                                    const AnswerOptions &options = {});

/// <ack> for any received stanza: class, id, to, participant, recipient and type as received; from for messages only.
/// @return nothing when it has no id or no from, and so cannot be answered.
[[nodiscard]] std::optional<Node> ackOf(const Node &stanza, const OwnAccount &own);

/// The same with error. Never 500 (section 12).
[[nodiscard]] std::optional<Node> nackOf(const Node &stanza, const OwnAccount &own, int error);

} // namespace desk::wa
