#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/jid.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

// What a decrypted message says, as plain values (note 2, sections 2.4 to 2.8). Pure, any thread.
//
// All of it was written by a stranger. Texts are cut to maxTextLength, names are cleaned (displaytext.h), hashes and keys have
// their right length or are empty, lists are short. Nothing here can be printed: message text never reaches a log.
namespace desk::wa {

enum class MessageKind : quint8 {
    Nothing,            ///< nothing to show or do; @c reason says why if that is a surprise. Answered as any other
    Text,               ///< also the text of templates, lists, buttons and of what was chosen from them
    Image,              ///< text is the caption
    Video,              ///< text is the caption; MediaDescription::gif, roundNote
    Audio,              ///< an audio file
    Ptt,                ///< a voice note
    Document,           ///< text is the caption
    Sticker,            ///< WebP
    Reaction,           ///< on target; text is the emoji, empty when taken back
    Poll,               ///< text is the question; pollOptions
    PollVote,           ///< on target; sealed
    Contact,            ///< contacts
    Location,           ///< location; text is the comment
    Edit,               ///< of target: text replaces what it said; senderTimeMs
    SealedEdit,         ///< the same, sealed with a key made from the target's message secret
    Revoke,             ///< target is deleted
    GroupInvite,        ///< title is the group's name, text the caption
    Product,            ///< title, text
    Order,              ///< title, text
    Event,              ///< title, text, link
    Call,               ///< a call took place
    Payment,            ///< to be seen on the phone
    StickerPack,        ///< to be seen on the phone
    PhoneNumberRequest, ///< the customer asks for our number
    PhoneNumberShared,  ///< the customer shows his: look his mapping up again
    Album,              ///< heads the pictures that follow; nothing to show itself
    OpenOnPhone,        ///< view-once and the like, whose content linked devices do not get
    TimerChange,        ///< of disappearing messages: ephemeralExpiration, 0 is off
    HistorySync,        ///< from the own phone: history
    AppStateKeys,       ///< from the own phone: appStateKeys
    PeerAnswer,         ///< from the own phone: peerAnswer
    LidMappings,        ///< from the own phone: lidMappings
    Unsupported,        ///< to be shown as a row "see the phone"; fieldNumber and typeName say what it is
};

/// The message that another is about, in the words of who wrote the other: fromMe is true for his own message.
struct MessageTarget
{
    Jid chat = {}; ///< as he sees it: his chat with us has our name
    QByteArray id = {};
    Jid participant = {}; ///< the author, in groups
    bool fromMe = false;

    friend bool operator==(const MessageTarget &, const MessageTarget &) = default;
};

struct QuotedMessage
{
    QByteArray id = {};
    Jid sender = {};                         ///< bare
    Jid chat = {};                           ///< null: this one
    MessageKind kind = MessageKind::Nothing; ///< Nothing also when the quoted part could not be read
    QString text = {};                       ///< or caption
};

/// A file to be downloaded (note 2, sections 2.8 and 7).
struct MediaDescription
{
    enum class Type : quint8 { Image, Video, Audio, Document, Sticker };

    Type type = Type::Image;
    QString mimeType = {};           ///< lower case, as announced; "application/octet-stream" when missing or odd
    qint64 size = 0;                 ///< bytes of the plain file, as announced
    QString fileName = {};           ///< cleaned, without path; of documents, else empty
    QByteArray sha256 = {};          ///< of the plain file, 32 bytes or empty
    QByteArray encryptedSha256 = {}; ///< of the file as it is stored, 32 bytes or empty
    SecretBytes key = {};            ///< 32 bytes or empty
    QByteArray directPath = {};      ///< begins with "/", with its query; or empty
    QByteArray url = {};             ///< only without direct path, only https at *.whatsapp.net
    qint64 keyTime = 0;              ///< Unix seconds
    quint32 width = 0;               ///< pixels, as announced
    quint32 height = 0;
    std::chrono::seconds duration{0};
    quint32 pages = 0;
    bool gif = false;
    bool roundNote = false;
    bool animated = false;
    QByteArray thumbnail = {}; ///< JPEG or PNG, not checked, at most 256 KiB
    QByteArray waveform = {};  ///< of voice notes, at most 256 bytes
    QString problem = {};      ///< English: why it cannot be downloaded; empty when it can

    [[nodiscard]] bool canBeDownloaded() const { return problem.isEmpty(); }
};

/// What nobody sends: more than WhatsApp takes of any kind of file.
inline constexpr qint64 maxMediaBytes = qint64(4) << 30;

/// @param announced the size in bytes, as it came. @return MediaDescription::problem of what is otherwise filled in.
[[nodiscard]] QString downloadProblem(const MediaDescription &media, quint64 announced);

struct ContactCard
{
    QString name = {};
    QString vcard = {}; ///< as it came, may hold several; never to be trusted
};

struct GeoLocation
{
    double latitude = 0;  ///< degrees, -90 .. 90
    double longitude = 0; ///< degrees, -180 .. 180
    QString name = {};
    QString address = {};
    bool live = false; ///< the start of a "live location"
};

/// The customer came from an advertisement.
struct AdReferral
{
    QString title = {};
    QString text = {};
    QString sourceUrl = {};
    QString sourceId = {};
};

/// Encrypted with a key made from the target's message secret (note 2, section 2.8).
struct SealedPart
{
    QByteArray payload = {};
    QByteArray iv = {};
    quint32 type = 0; ///< of edits: 1 of an event, 2 of a message
};

/// To be processed before the skmsg of the same stanza.
struct SenderKeyDistribution
{
    Jid group = {};
    QByteArray bytes = {};
};

struct HistoryNotice
{
    quint32 syncType = 0; ///< note 2, section 9.4
    quint32 chunk = 0;
    quint32 progress = 0;          ///< percent
    QByteArray inlinePayload = {}; ///< zlib; empty when it is to be downloaded
    QByteArray sha256 = {};
    QByteArray encryptedSha256 = {};
    SecretBytes key = {};
    QByteArray directPath = {};
    QByteArray handle = {};
    qint64 size = 0;
    QByteArray requestId = {}; ///< of our request, if we asked
};

struct AppStateKey
{
    QByteArray id = {};
    SecretBytes key = {};
    QByteArray fingerprint = {}; ///< a serialized message
    qint64 timestamp = 0;
};

struct LidMapping
{
    Jid phone = {};
    Jid lid = {};
};

struct LidMappings
{
    QList<LidMapping> pairs = {};
    qint64 migrationTime = 0; ///< not 0: the account is migrated
};

/// Answer of the own phone to a peer request.
struct PeerAnswer
{
    quint32 operation = 0; ///< 4: resend of placeholders
    QByteArray requestId = {};
    QList<QByteArray> webMessages = {}; ///< serialized WebMessageInfo
};

struct MessageContent
{
    MessageKind kind = MessageKind::Nothing;
    int fieldNumber = 0;      ///< of the kind in Message; 0 when there was none
    QByteArray typeName = {}; ///< the field's name, "protocol:REVOKE" for protocol messages; "field 123" when unknown
    QString reason = {};      ///< English, without content: why something was dropped or not understood

    QString text = {};
    bool textCut = false; ///< text was longer than maxTextLength
    QString title = {};   ///< a name: of a group, product, order, event
    QString link = {};    ///< of an event
    std::optional<QuotedMessage> quoted = {};
    std::optional<MessageTarget> target = {};
    std::optional<MediaDescription> media = {};
    std::optional<GeoLocation> location = {};
    std::optional<SealedPart> sealed = {};
    std::optional<AdReferral> ad = {};
    QList<ContactCard> contacts = {};
    QStringList pollOptions = {};
    QList<Jid> mentions = {};
    std::chrono::seconds callDuration{0};
    bool viewOnce = false;
    bool ephemeral = false; ///< disappears
    bool edited = false;    ///< came in the wrapper of edits
    bool forwarded = false;
    bool spoiler = false;
    bool videoCall = false;
    std::optional<std::chrono::seconds> ephemeralExpiration = {}; ///< the chat's timer, as the sender knows it
    qint64 ephemeralSettingTime = 0;                              ///< Unix seconds
    qint64 senderTimeMs = 0;                                      ///< of reactions, edits, votes

    std::optional<Jid> destination = {}; ///< set when written on another own device: to whom
    SecretBytes messageSecret = {};      ///< 32 bytes or empty: keep it, later edits and votes need it
    QList<SenderKeyDistribution> senderKeys = {};
    std::optional<HistoryNotice> history = {};
    QList<AppStateKey> appStateKeys = {};
    std::optional<LidMappings> lidMappings = {};
    std::optional<PeerAnswer> peerAnswer = {};

    /// The innermost Message as it came, without sender key: to be quoted from. Of an edit, the new one. As secret as the text.
    QByteArray message = {};

    friend QDebug operator<<(QDebug debug, const MessageContent &content) = delete;
};

/// Who the session says wrote it; decides what is believed.
struct ContentOrigin
{
    bool ownAccount = false; ///< any device of ours
    bool ownPhone = false;   ///< our device 0
};

/// Reads a decrypted "pkmsg", "msg" or "skmsg": padding, protobuf, wrappers.
///
/// deviceSentMessage and what only the own phone may send give Nothing when somebody else sent them. An unknown kind gives
/// Unsupported, as do wrappers nested deeper than 16.
/// @return Protocol for bad padding or a broken protobuf (answer 491, no retry); TooLarge above 16 MiB.
[[nodiscard]] Result<MessageContent> parseMessageContent(QByteArrayView plaintext, ContentOrigin origin);

/// The same without padding: the plaintext of newsletters, a stored Message.
[[nodiscard]] Result<MessageContent> parseMessage(QByteArrayView message, ContentOrigin origin);

/// "text", "image", ... "protocol:REVOKE", "protocol:MESSAGE_EDIT": the names of the drivers (note 3). Others: lower-case
/// names, protocol messages by the name of their type.
[[nodiscard]] QByteArray kindName(const MessageContent &content);

} // namespace desk::wa
