#include "whatsapp/message/messagestanza.h"

#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messageid.h"
#include "whatsapp/proto/protobytes.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxWordBytes = 64;
constexpr qsizetype maxParts = 32;
constexpr qsizetype maxIdentityBytes = 4096;
constexpr qint64 maxTimestamp = qint64(1) << 40;
constexpr qint64 day = 24 * 60 * 60;
constexpr qint64 retryAge = 14 * day;

enum NackCode : int {
    UnrecognizedStanza = 488,
    InvalidProtobuf = 491,
    MissingMessageSecret = 495,
    DatabaseFailed = 552,
};

QByteArray word(const Node &node, QByteArrayView name)
{
    const QByteArray value = node.attr(name);
    return value.size() <= maxWordBytes ? value : QByteArray();
}

/// The other name of @p primary from "<name>_pn" or "<name>_lid", with the device of @p primary.
Jid otherName(const Node &message, const QByteArray &name, const Jid &primary)
{
    if (!primary.isPerson())
        return {};
    const auto other = message.jid(primary.isLid() ? name + "_pn" : name + "_lid");
    if (!other || !other->isPerson() || other->isLid() == primary.isLid())
        return {};
    if (!primary.isHosted())
        return other->account().withDevice(primary.device());
    const Jid::Server hosted = primary.isLid() ? Jid::Server::Hosted : Jid::Server::HostedLid;
    return {other->user(), hosted, primary.device()};
}

EncryptedPart::Type partType(const QByteArray &name)
{
    using enum EncryptedPart::Type;
    if (name == "pkmsg")
        return PreKeyMessage;
    if (name == "msg")
        return Message;
    if (name == "skmsg")
        return SenderKey;
    return name == "msmsg" ? BotSecret : Unknown;
}

EncryptedPart partOf(const Node &enc)
{
    EncryptedPart part;
    part.typeName = word(enc, "type");
    part.type = partType(part.typeName);
    part.version = int(std::clamp<qint64>(enc.number("v").value_or(2), 0, 1000));
    part.bytes = enc.bytes();
    part.count = int(std::clamp<qint64>(enc.number("count").value_or(0), 0, 100));
    part.mediaType = word(enc, "mediatype");
    part.hideOnFailure = enc.attr("decrypt-fail") == "hide";
    return part;
}

QList<EncryptedPart> partsOf(const Node &message, const OwnAccount &own)
{
    QList<EncryptedPart> parts;
    const auto take = [&](const Node &node) {
        for (const Node *enc : node.children("enc"))
            if (parts.size() < maxParts)
                parts.append(partOf(*enc));
    };
    if (const Node *participants = message.child("participants"))
        for (const Node *to : participants->children("to"))
            if (const auto jid = to->jid("jid"); jid && own.isThisDevice(*jid))
                take(*to);
    take(message);
    std::stable_partition(parts.begin(), parts.end(),
                          [](const EncryptedPart &part) { return part.type != EncryptedPart::Type::SenderKey; });
    return parts;
}

Unavailable unavailableOf(const Node &message)
{
    const Node *unavailable = message.child("unavailable");
    if (!unavailable)
        return Unavailable::No;
    const QByteArray type = unavailable->attr("type");
    if (type == "view_once" || type == "view_once_unavailable_fanout")
        return Unavailable::ViewOnce;
    if (type == "hosted_unavailable_fanout" || type == "bot_unavailable_fanout" || message.child("bot"))
        return Unavailable::NotForUs;
    return Unavailable::AskPhone;
}

EditMark editMarkOf(const Node &message)
{
    switch (message.number("edit").value_or(0)) {
    case 1:
        return EditMark::Edit;
    case 2:
        return EditMark::Pin;
    case 3:
        return EditMark::NewsletterEdit;
    case 7:
        return EditMark::Revoke;
    case 8:
        return EditMark::AdminRevoke;
    default:
        return EditMark::None;
    }
}

/// The bytes of field @p number of a protobuf, empty when it has none.
QByteArray fieldOf(const QByteArray &bytes, int number)
{
    using google::protobuf::internal::WireFormatLite;
    google::protobuf::io::CodedInputStream input(reinterpret_cast<const quint8 *>(bytes.constData()),
                                                 int(bytes.size()));
    while (const quint32 tag = input.ReadTag()) {
        if (WireFormatLite::GetTagFieldNumber(tag) == number
            && WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
            quint32 length = 0;
            std::string value;
            return input.ReadVarint32(&length) && length <= quint32(bytes.size())
                    && input.ReadString(&value, int(length))
                ? toBytes(value)
                : QByteArray();
        }
        if (!WireFormatLite::SkipField(&input, tag))
            break;
    }
    return {};
}

/// VerifiedNameCertificate.details.verifiedName (note 2, section 2.8).
QString verifiedNameOf(const Node &message)
{
    const Node *node = message.child("verified_name");
    const QByteArray certificate = node ? node->bytes() : QByteArray();
    return certificate.size() > maxIdentityBytes ? QString() : cleanName(fieldOf(fieldOf(certificate, 1), 4));
}

QString pushNameOf(const Node &message)
{
    const QString name = cleanName(message.attr("notify"));
    return name == u"-"_s ? QString() : name;
}

/// Fills in who, where and which way.
Result<> route(const Node &message, const OwnAccount &own, IncomingStanza &stanza)
{
    const Jid &from = stanza.from;
    if (from.isGroup() || from.isBroadcast()) {
        if (!stanza.participant.isPerson() && !stanza.participant.isBot())
            return fail(Errc::Protocol, u"a group's message without author"_s);
        stanza.route = from.isGroup() ? Route::Group : from.isStatusBroadcast() ? Route::Status : Route::BroadcastList;
        stanza.chat = from;
        stanza.sender = stanza.participant;
        stanza.senderAlt = otherName(message, "participant", stanza.sender);
        stanza.fromMe = own.isOwn(stanza.sender);
        if (stanza.route == Route::BroadcastList && !stanza.fromMe) {
            stanza.chat = stanza.sender.account();
            stanza.chatAlt = stanza.senderAlt.account();
        }
        return {};
    }
    stanza.sender = from;
    if (own.isOwn(from)) {
        stanza.fromMe = true;
        stanza.route = Route::OwnCopy;
        const bool lid = from.isLid();
        const Jid &other = lid ? own.phone : own.lid;
        stanza.senderAlt = other.isNull() ? Jid() : other.withDevice(from.device());
        if (stanza.category == "peer" || stanza.recipient.isNull()) {
            stanza.route = stanza.category == "peer" ? Route::Peer : Route::NoteToSelf;
            stanza.chat = from.account();
            stanza.chatAlt = stanza.senderAlt.account();
        } else {
            stanza.chat = stanza.recipient.account();
            stanza.chatAlt = otherName(message, "peer_recipient", stanza.chat);
            if (stanza.chatAlt.isNull())
                stanza.chatAlt = otherName(message, "recipient", stanza.chat);
        }
        return {};
    }
    if (from.isNewsletter()) {
        stanza.route = Route::Newsletter;
        stanza.chat = from;
        return {};
    }
    if (from.isBot()) {
        stanza.route = Route::Bot;
        const Node *meta = message.child("meta");
        stanza.chat = (meta ? meta->jid("target_chat_jid") : std::nullopt).value_or(from).account();
        return {};
    }
    if (!from.isPerson() && from.serverKind() != Jid::Server::Messenger && from.serverKind() != Jid::Server::Interop)
        return fail(Errc::Protocol, u"a message from nobody"_s);
    stanza.chat = from.account();
    stanza.senderAlt = otherName(message, "sender", from);
    stanza.chatAlt = stanza.senderAlt.account();
    return {};
}

/// The attributes that every answer copies as they were received.
Node answer(const QByteArray &tag, const IncomingStanza &stanza)
{
    return {.tag = tag, .attributes = {{"id", stanza.id}, {"to", stanza.from}}};
}

Node ack(const IncomingStanza &stanza, const OwnAccount &own, int error = 0)
{
    Node node{.tag = "ack", .attributes = {{"class", "message"}, {"id", stanza.id}, {"to", stanza.from}}};
    if (!stanza.participant.isNull())
        node.set({"participant", stanza.participant});
    if (!stanza.recipient.isNull())
        node.set({"recipient", stanza.recipient});
    if (!stanza.type.isEmpty())
        node.set({"type", stanza.type});
    if (!own.phone.isNull())
        node.set({"from", own.phone});
    if (error != 0)
        node.set({"error", error});
    return node;
}

Node senderReceipt(const IncomingStanza &stanza)
{
    Node node = answer("receipt", stanza).set({"type", "sender"});
    if (!stanza.recipient.isNull())
        node.set({"recipient", stanza.recipient});
    return node;
}

Node deliveryReceipt(const IncomingStanza &stanza, bool active)
{
    Node node = answer("receipt", stanza);
    if (!active)
        node.set({"type", "inactive"});
    if (!stanza.participant.isNull())
        node.set({"participant", stanza.participant});
    return node;
}

Node peerReceipt(const IncomingStanza &stanza)
{
    return answer("receipt", stanza).set({"type", "peer_msg"});
}

Node retryReceipt(const IncomingStanza &stanza, RetryRequest request)
{
    request.messageId = stanza.id;
    request.timestamp = stanza.timestamp;
    Node node = answer("receipt", stanza).set({"type", "retry"});
    if (!stanza.participant.isNull())
        node.set({"participant", stanza.participant});
    if (!stanza.recipient.isNull())
        node.set({"recipient", stanza.recipient});
    if (stanza.route == Route::Peer)
        node.set({"category", "peer"});
    node.content = retryChildren(request);
    return node;
}

/// Something that is not stored and not asked for again. Of own copies only the sender receipt clears the queue.
Node done(const IncomingStanza &stanza, const OwnAccount &own)
{
    return stanza.route == Route::OwnCopy ? senderReceipt(stanza) : ack(stanza, own);
}

Node received(const IncomingStanza &stanza, const OwnAccount &own, bool active)
{
    switch (stanza.route) {
    case Route::OwnCopy:
    case Route::NoteToSelf:
        return senderReceipt(stanza);
    case Route::Peer:
        return peerReceipt(stanza);
    case Route::Newsletter:
        return ack(stanza, own);
    case Route::Direct:
    case Route::Group:
    case Route::BroadcastList:
    case Route::Status:
    case Route::Bot:
        break;
    }
    return stanza.isBotInChat() ? ack(stanza, own) : deliveryReceipt(stanza, active);
}

} // namespace

bool IncomingStanza::isForTickets() const
{
    switch (route) {
    case Route::Direct:
        // WhatsApp's own announcements come from number 0.
        return sender.isPerson() && !sender.isBot() && sender.user() != "0";
    case Route::OwnCopy:
        return chat.isPerson() && !chat.isBot();
    case Route::BroadcastList:
        return !fromMe && !sender.isBot();
    default:
        return false;
    }
}

Result<IncomingStanza> parseMessageStanza(const Node &message, const OwnAccount &own)
{
    IncomingStanza stanza;
    stanza.id = message.attr("id");
    const auto timestamp = message.number("t");
    const auto from = message.jid("from");
    if (message.tag != "message" || !isMessageId(stanza.id))
        return fail(Errc::Protocol, u"a message without usable id"_s);
    if (!timestamp || *timestamp < 0 || *timestamp > maxTimestamp)
        return fail(Errc::Protocol, u"a message without usable time"_s);
    if (!from || from->isServer())
        return fail(Errc::Protocol, u"a message without usable sender"_s);
    for (const auto &[name, jid] :
         {std::pair{"participant", &stanza.participant}, std::pair{"recipient", &stanza.recipient}}) {
        if (!message.has(name))
            continue;
        const auto read = message.jid(name);
        if (!read)
            return fail(Errc::Protocol, u"a message with a broken %1"_s.arg(QLatin1String(name)));
        *jid = *read;
    }
    stanza.timestamp = *timestamp;
    stanza.from = *from;
    stanza.category = word(message, "category");
    if (auto routed = route(message, own, stanza); !routed)
        return fail(routed.error());

    stanza.type = word(message, "type");
    stanza.addressingMode = word(message, "addressing_mode");
    stanza.edit = editMarkOf(message);
    stanza.pushName = pushNameOf(message);
    stanza.verifiedName = verifiedNameOf(message);
    stanza.offline = message.has("offline");
    stanza.parts = partsOf(message, own);
    stanza.unavailable = unavailableOf(message);
    if (const Node *plaintext = message.child("plaintext"); plaintext && stanza.route == Route::Newsletter)
        stanza.plaintext = plaintext->bytes();
    if (const Node *identity = message.child("device-identity"); identity)
        stanza.deviceIdentity = identity->bytes().size() <= maxIdentityBytes ? identity->bytes() : QByteArray();
    if (const Node *meta = message.child("meta")) {
        const QByteArray target = meta->attr("target_id");
        stanza.metaTargetId = isMessageId(target) ? target : QByteArray();
        stanza.metaTargetSender = meta->jid("target_sender_jid").value_or(Jid());
    }
    return stanza;
}

ResolvedTarget resolveTarget(const MessageTarget &target, const IncomingStanza &stanza, const OwnAccount &own)
{
    ResolvedTarget resolved{.chat = stanza.chat, .id = target.id, .author = {}};
    const Jid sender = stanza.sender.account();
    const Jid author = target.participant.account();
    const bool inGroup = stanza.route == Route::Group || stanza.route == Route::Status;
    resolved.bySender = target.fromMe
        || (inGroup && !author.isNull()
            && (author == sender || author == stanza.senderAlt.account() || (stanza.fromMe && own.isOwn(author))));
    if (resolved.bySender) {
        resolved.fromUs = stanza.fromMe;
        resolved.author = sender;
    } else if (inGroup) {
        resolved.fromUs = own.isOwn(author);
        resolved.author = author;
    } else {
        // In a chat of two it is the other one's.
        resolved.fromUs = !stanza.fromMe;
        resolved.author = stanza.fromMe ? stanza.chat : (stanza.chat.isLid() ? own.lid : own.phone).account();
    }
    return resolved;
}

std::optional<MessageOutcome> outcomeWithoutDecrypting(const IncomingStanza &stanza)
{
    if (stanza.route == Route::Newsletter)
        return MessageOutcome::NotForUs;
    const auto &parts = stanza.parts;
    if (parts.isEmpty())
        return stanza.unavailable == Unavailable::No ? MessageOutcome::NoPayload : MessageOutcome::Unavailable;
    if (std::any_of(parts.begin(), parts.end(), [](const EncryptedPart &part) { return part.isReadable(); }))
        return std::nullopt;
    const bool secret = std::any_of(parts.begin(), parts.end(), [](const EncryptedPart &part) {
        return part.type == EncryptedPart::Type::BotSecret;
    });
    return secret ? MessageOutcome::BotSecret : MessageOutcome::UnknownCipher;
}

std::optional<RetryPlan> planRetry(const IncomingStanza &stanza, int sentBefore, bool noSession, qint64 now)
{
    const qint64 age = now - stanza.timestamp;
    if (stanza.route == Route::Newsletter || stanza.sender.isBot() || age > retryAge
        || (stanza.route == Route::Status && age > day))
        return std::nullopt;
    int count = sentBefore + 1;
    if (sentBefore == 0)
        for (const EncryptedPart &part : stanza.parts)
            count = std::max(count, part.count + 1);
    if (count > maxRetries)
        return std::nullopt;
    const bool phoneHasIt = stanza.route != Route::Status && stanza.route != Route::Peer;
    return RetryPlan{.count = count, .withKeys = count > 1 || noSession, .askPhone = count == 1 && phoneHasIt};
}

bool shouldAskPhone(const IncomingStanza &stanza, qint64 now)
{
    return stanza.unavailable == Unavailable::AskPhone && stanza.parts.isEmpty() && stanza.route != Route::Status
        && stanza.route != Route::Newsletter && !stanza.sender.isBot() && now - stanza.timestamp <= retryAge;
}

QList<Node> answersTo(const IncomingStanza &stanza, MessageOutcome outcome, const OwnAccount &own,
                      const AnswerOptions &options)
{
    switch (outcome) {
    case MessageOutcome::Stored:
    case MessageOutcome::Duplicate:
        return {received(stanza, own, options.active)};
    case MessageOutcome::HistoryStored:
        return {
            received(stanza, own, options.active),
            Node{.tag = "receipt", .attributes = {{"id", stanza.id}, {"to", own.phone.bare()}, {"type", "hist_sync"}}}};
    case MessageOutcome::Undecryptable:
        if (!options.retry)
            return {};
        return {retryReceipt(stanza, *options.retry), done(stanza, own)};
    case MessageOutcome::GivenUp:
    case MessageOutcome::Unavailable:
    case MessageOutcome::UnknownCipher:
    case MessageOutcome::NotForUs:
        return {done(stanza, own)};
    case MessageOutcome::BrokenContent:
        return {ack(stanza, own, InvalidProtobuf)};
    case MessageOutcome::NoPayload:
        return {ack(stanza, own, UnrecognizedStanza)};
    case MessageOutcome::BotSecret:
        return {ack(stanza, own, MissingMessageSecret)};
    case MessageOutcome::StorageFailed:
        return {ack(stanza, own, DatabaseFailed)};
    }
    return {};
}

std::optional<Node> ackOf(const Node &stanza, const OwnAccount &own)
{
    if (stanza.attr("id").isEmpty() || stanza.attr("from").isEmpty())
        return std::nullopt;
    Node ack{.tag = "ack",
             .attributes = {{"class", stanza.tag}, {"id", stanza.attr("id")}, {"to", stanza.attr("from")}}};
    for (const QByteArray &name : {QByteArray("participant"), QByteArray("recipient"), QByteArray("type")})
        if (stanza.has(name))
            ack.set({name, stanza.attr(name)});
    if (stanza.tag == "message" && !own.phone.isNull())
        ack.set({"from", own.phone});
    return ack;
}

std::optional<Node> nackOf(const Node &stanza, const OwnAccount &own, int error)
{
    auto ack = ackOf(stanza, own);
    if (ack)
        ack->set({"error", error});
    return ack;
}

} // namespace desk::wa
