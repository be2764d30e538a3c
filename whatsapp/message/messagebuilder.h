#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/media/uploadedmedia.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/message/outgoing.h"
#include "whatsapp/message/ownaccount.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

// Messages of ours: their content, and the stanza around the ciphertexts (note 2, sections 4.3 to 4.7 and 4.9). Pure, any
// thread. Contents are serialized Messages without padding: to be kept for retries, then padded and encrypted per device.
namespace desk::wa {

// --- Contents -------------------------------------------------------------------------------------------------------

/// What a reply answers.
struct Quote
{
    QByteArray id = {};
    Jid author = {};         ///< ours for our own messages; in the chat's namespace
    Jid chat = {};           ///< only when it comes from another chat
    QByteArray message = {}; ///< MessageContent::message of what is quoted; empty: text is quoted instead
    QString text = {};
};

struct MessageExtras
{
    std::optional<Quote> quote = {};
    QList<Jid> mentions = {};
    std::chrono::seconds expiration{0}; ///< the chat's timer of disappearing messages
    qint64 expirationSetAt = 0;         ///< Unix seconds
    SecretBytes messageSecret = {};     ///< 32 random bytes, to be stored with the message; or empty
};

/// @return Invalid when the text is empty or longer than 65,536, the secret has another length or the quote is no Message.
[[nodiscard]] Result<QByteArray> textMessage(const QString &text, const MessageExtras &extras = {});

/// @param target in our view: fromMe for one of ours; participant only in groups. @param emoji empty: takes it back.
[[nodiscard]] QByteArray reactionMessage(const MessageTarget &target, const QString &emoji, qint64 nowMs);

/// Deletes one of ours for everybody; in groups an admin may delete another's. Goes out under a new id.
[[nodiscard]] QByteArray revokeMessage(const MessageTarget &target);

/// Within 20 minutes of the original; goes out under a new id.
/// @return Invalid as textMessage().
[[nodiscard]] Result<QByteArray> editMessage(const MessageTarget &target, const QString &text, qint64 nowMs);

/// A file that has been uploaded. Of @p media what it is and how it looks; its quote is taken from @p extras. A document with a
/// caption is wrapped so that older clients do not lose the caption (section 7.3).
/// @return Invalid for a caption that is too long, a thumbnail over 16 KiB, a waveform over 256 bytes, a secret of another length.
[[nodiscard]] Result<QByteArray> mediaMessage(const MediaToSend &media, const UploadedMedia &uploaded,
                                              const MessageExtras &extras = {});

/// @return Invalid for a place that is nowhere on earth.
[[nodiscard]] Result<QByteArray> locationMessage(const GeoLocation &location);

[[nodiscard]] QByteArray contactMessage(const ContactCard &card);

/// Asks the own phone for a message that cannot be decrypted here (section 3.7); for a peer stanza.
[[nodiscard]] QByteArray placeholderResendRequest(const QList<MessageTarget> &targets);

/// What our other devices get instead of the message itself.
/// @param destination the customer, bare, in the stanza's namespace.
/// @return Invalid when @p message is no Message.
[[nodiscard]] Result<QByteArray> deviceSentMessage(const Jid &destination, QByteArrayView message);

// --- The stanza -----------------------------------------------------------------------------------------------------

/// What the stanza says of its content (section 4.4).
struct StanzaTraits
{
    QByteArray type = "text";   ///< text, media, reaction, poll, event
    QByteArray mediaType = {};  ///< on every enc; empty: none
    int edit = 0;               ///< 1 edit, 2 pin, 7 revoke, 8 revoke by an admin; 0: none
    bool hideOnFailure = false; ///< decrypt-fail="hide"
    QByteArray pollType = {};   ///< "creation", "vote" or empty

    friend bool operator==(const StanzaTraits &, const StanzaTraits &) = default;
};

/// @return Invalid when @p message is no Message.
[[nodiscard]] Result<StanzaTraits> stanzaTraits(QByteArrayView message);

/// "3EB0" and 18 upper-case hexadecimal digits (section 4.5).
[[nodiscard]] QByteArray newMessageId(qint64 unixSeconds, const Jid &ownPhone, Random &random);

struct DeviceCiphertext
{
    Jid device = {};
    bool preKeyMessage = false; ///< pkmsg, else msg
    QByteArray bytes = {};
};

struct OutgoingMessage
{
    QByteArray id = {};
    Jid to = {}; ///< bare
    StanzaTraits traits = {};
    Jid peerRecipientPhone = {};    ///< the customer's number when to is a LID; null: not known
    QByteArray deviceIdentity = {}; ///< own ADVSignedDeviceIdentity with account key; sent only with a pkmsg
    bool fromPhone = false;         ///< the sender is a phone, which has no such identity
    QByteArray privacyToken = {};   ///< tctoken
    QByteArray fallbackToken = {};  ///< cstoken, only without privacyToken
};

/// <message id to type [edit] [peer_recipient_pn]> with participants, device-identity, meta, token.
/// @return Invalid, before anything is sent, for what the server refuses: no ciphertext at all or an empty one, none for the
///         recipient, a device twice, this device itself, namespaces mixed, a pkmsg without deviceIdentity.
[[nodiscard]] Result<Node> messageStanza(const OutgoingMessage &message, const QList<DeviceCiphertext> &ciphertexts,
                                         const OwnAccount &own);

/// Hands our sender key of a group to one device, inside its pairwise session (section 6).
[[nodiscard]] QByteArray senderKeyMessage(const Jid &group, const QByteArray &distribution);

/// The same beside a content, for a device that asks for a message of a group again (section 3.6).
/// @return Invalid when @p message is no Message.
[[nodiscard]] Result<QByteArray> withSenderKey(QByteArrayView message, const Jid &group,
                                               const QByteArray &distribution);

/// <message to=GROUP id type addressing_mode phash> with the sender key for the devices that lack it and the content as skmsg.
/// @param message to is the group. @param distributions may be empty. @param phash of all devices of all members.
/// @return Invalid as messageStanza().
[[nodiscard]] Result<Node> groupMessageStanza(const OutgoingMessage &message, const QByteArray &ciphertext,
                                              const QList<DeviceCiphertext> &distributions, bool byHiddenId,
                                              const QByteArray &phash, const OwnAccount &own);

struct Resend
{
    int count = 1;        ///< of the retry receipt
    qint64 timestamp = 0; ///< t of its <retry>
    Jid participant = {}; ///< groups
    Jid recipient = {};   ///< own devices: the chat
};

/// To the one device that asked: <enc count> directly inside, device_fanout="false" except in groups (section 3.6).
/// @param message to is the receipt's from, with device.
/// @return Invalid for an empty ciphertext or a pkmsg without deviceIdentity.
[[nodiscard]] Result<Node> resendStanza(const OutgoingMessage &message, const DeviceCiphertext &ciphertext,
                                        const Resend &resend);

enum class PushPriority : quint8 { None, High, HighForce };

/// To the own phone: category="peer", one <enc>, no tokens (section 4.9).
/// @return Invalid as resendStanza().
[[nodiscard]] Result<Node> peerStanza(const QByteArray &id, const OwnAccount &own, const DeviceCiphertext &ciphertext,
                                      const QByteArray &deviceIdentity, PushPriority priority = PushPriority::None);

// --- Read marks -----------------------------------------------------------------------------------------------------

enum class ReadKind : quint8 {
    Read,
    ReadSelf, ///< the customer is not told: for accounts whose privacy setting "readreceipts" is none, and channels
    Played,
    PlayedSelf,
};

/// One receipt for up to 256 messages of one author; more give several.
/// @param chat bare, in the namespace received. @param author groups only, bare; null in chats of two.
/// @param unixSeconds when it was read.
[[nodiscard]] QList<Node> readReceipts(const Jid &chat, const QList<QByteArray> &ids, qint64 unixSeconds,
                                       ReadKind kind = ReadKind::Read, const Jid &author = {});

} // namespace desk::wa
