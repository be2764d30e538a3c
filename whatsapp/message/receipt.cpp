#include "whatsapp/message/receipt.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/message/messageid.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxIds = 1024;
constexpr qsizetype maxReceiptWordBytes = 64;
constexpr qsizetype maxDevices = 4096;

ReceiptType typeOf(const QByteArray &name)
{
    struct Named
    {
        const char *name;
        ReceiptType type;
    };
    using enum ReceiptType;
    static constexpr std::array<Named, 12> types = {{
        {"", Delivered},
        {"inactive", Inactive},
        {"read", Read},
        {"read-self", ReadSelf},
        {"played", Played},
        {"played-self", PlayedSelf},
        {"sender", Sender},
        {"retry", Retry},
        {"enc_rekey_retry", RekeyRetry},
        {"server-error", ServerError},
        {"peer_msg", PeerMessage},
        {"hist_sync", HistorySync},
    }};
    const auto *found = std::find_if(types.begin(), types.end(), [&](const Named &type) { return name == type.name; });
    return found == types.end() ? Unknown : found->type;
}

/// The other name of @p device from @p node's "sender_pn", "participant_lid" and so on.
Jid otherName(const Node &node, const Jid &device)
{
    if (!device.isPerson())
        return {};
    const QByteArray ending = device.isLid() ? "_pn" : "_lid";
    for (const char *name : {"participant", "sender"}) {
        const auto other = node.jid(name + ending);
        if (other && other->isPerson() && other->isLid() != device.isLid())
            return other->account().withDevice(device.device());
    }
    return {};
}

QList<QByteArray> idsOf(const Node &receipt)
{
    QList<QByteArray> ids{receipt.attr("id")};
    if (const Node *list = receipt.child("list"))
        for (const Node *item : list->children("item"))
            if (const QByteArray id = item->attr("id"); ids.size() < maxIds && isMessageId(id) && !ids.contains(id))
                ids.append(id);
    return ids;
}

} // namespace

SendCause sendCauseOf(int error)
{
    switch (error) {
    case 0:
        return SendCause::None;
    case 400:
        return SendCause::Malformed;
    case 401:
    case 403:
    case 405:
    case 406:
    case 420:
        return SendCause::Refused;
    case 404:
        return SendCause::NoRecipient;
    case 421:
        return SendCause::StaleGroup;
    case 429:
        return SendCause::RateLimited;
    case 463:
        return SendCause::ReachOut;
    case 475:
        return SendCause::NewChatsSpent;
    case 479:
        return SendCause::SchemaInvalid;
    case 500:
    case 503:
        return SendCause::ServerTrouble;
    default:
        return SendCause::Other;
    }
}

ReceiptEffect IncomingReceipt::effect() const
{
    switch (type) {
    case ReceiptType::Delivered:
        return ownDevice ? ReceiptEffect::None : ReceiptEffect::Delivered;
    case ReceiptType::Read:
        return ownDevice ? ReceiptEffect::ReadElsewhere : ReceiptEffect::Read;
    case ReceiptType::ReadSelf:
        return ownDevice ? ReceiptEffect::ReadElsewhere : ReceiptEffect::None;
    case ReceiptType::Played:
        return ownDevice ? ReceiptEffect::None : ReceiptEffect::Played;
    case ReceiptType::Retry:
        return ReceiptEffect::SendAgain;
    case ReceiptType::Inactive:
    case ReceiptType::PlayedSelf:
    case ReceiptType::Sender:
    case ReceiptType::RekeyRetry:
    case ReceiptType::ServerError:
    case ReceiptType::PeerMessage:
    case ReceiptType::HistorySync:
    case ReceiptType::NotCapable:
    case ReceiptType::Unknown:
        break;
    }
    return ReceiptEffect::None;
}

Result<QList<IncomingReceipt>> parseReceipt(const Node &receipt, const OwnAccount &own)
{
    const auto from = receipt.jid("from");
    if (receipt.tag != "receipt" || !isMessageId(receipt.attr("id")) || !from)
        return fail(Errc::Protocol, u"a receipt without usable id or sender"_s);
    IncomingReceipt read;
    read.typeName = receipt.attr("type");
    if (read.typeName.size() > maxReceiptWordBytes)
        return fail(Errc::Protocol, u"a receipt of an absurd type"_s);
    read.type = typeOf(read.typeName);
    if (read.type == ReceiptType::Delivered && receipt.child("error"))
        read.type = ReceiptType::NotCapable;
    read.ids = idsOf(receipt);
    read.timestamp = std::max<qint64>(receipt.number("t").value_or(0), 0);
    read.from = *from;
    read.participant = receipt.jid("participant").value_or(Jid());
    read.recipient = receipt.jid("recipient").value_or(Jid());
    read.offline = receipt.has("offline");

    const bool many = from->isGroup() || from->isBroadcast();
    read.device = many ? read.participant : *from;
    read.ownDevice = own.isOwn(read.device);
    read.deviceAlt = otherName(receipt, read.device);
    if (many)
        read.chat = *from;
    else
        read.chat = (read.ownDevice && !read.recipient.isNull() ? read.recipient : *from).account();

    if (read.type == ReceiptType::Retry) {
        auto retry = parseRetry(receipt);
        if (!retry)
            return fail(retry.error());
        read.retry = *std::move(retry);
    }

    const Node *participants = receipt.child("participants");
    if (!participants)
        return QList{read};

    // One message, many devices.
    const QByteArray key = participants->attr("key");
    QList<IncomingReceipt> each;
    for (const Node *user : participants->children("user")) {
        const auto jid = user->jid("jid");
        if (!jid || each.size() >= maxDevices)
            continue;
        IncomingReceipt one = read;
        if (isMessageId(key))
            one.ids = {key};
        one.device = *jid;
        one.deviceAlt = otherName(*user, *jid);
        one.ownDevice = own.isOwn(*jid);
        one.timestamp = std::max<qint64>(user->number("t").value_or(read.timestamp), 0);
        if (user->has("type") && user->attr("type").size() <= maxReceiptWordBytes) {
            one.typeName = user->attr("type");
            one.type = typeOf(one.typeName);
        }
        each.append(one);
    }
    return each;
}

SendAction SendAck::action() const
{
    switch (cause) {
    case SendCause::None:
        return SendAction::Done;
    case SendCause::RateLimited:
        return SendAction::BackOff;
    case SendCause::SchemaInvalid:
        return SendAction::RefreshAndFail;
    case SendCause::StaleGroup:
        return SendAction::RefreshGroupOnce;
    case SendCause::ServerTrouble:
        return SendAction::RepeatSameFrameLater;
    case SendCause::Malformed:
    case SendCause::Refused:
    case SendCause::NoRecipient:
    case SendCause::ReachOut:
    case SendCause::NewChatsSpent:
    case SendCause::Other:
    case SendCause::NoKeys:
    case SendCause::ReachOutContact:
    case SendCause::ReachOutAccount:
        break;
    }
    return SendAction::Fail;
}

Result<SendAck> parseSendAck(const Node &ack)
{
    // Some servers leave out the class; then the id alone says what it is.
    if (ack.tag != "ack" || (ack.has("class") && ack.attr("class") != "message") || !isMessageId(ack.attr("id")))
        return fail(Errc::Protocol, u"no acknowledgement of a message"_s);
    SendAck read;
    read.id = ack.attr("id");
    read.chat = ack.jid("from").value_or(Jid());
    read.timestamp = std::max<qint64>(ack.number("t").value_or(0), 0);
    read.phash = ack.attr("phash").size() <= maxReceiptWordBytes ? ack.attr("phash") : QByteArray();
    read.serverId = ack.attr("server_id").size() <= maxReceiptWordBytes ? ack.attr("server_id") : QByteArray();
    if (ack.has("error")) {
        const qint64 error = ack.number("error").value_or(-1);
        read.error = error > 0 && error < 100'000 ? int(error) : -1;
    }
    read.cause = sendCauseOf(read.error);
    return read;
}

QByteArray participantHash(const QList<Jid> &devices)
{
    QList<QByteArray> names;
    names.reserve(devices.size());
    for (const Jid &device : devices)
        names.append(device.user() + ".0:" + QByteArray::number(device.device()) + '@' + device.serverName());
    std::sort(names.begin(), names.end());
    return "2:" + sha256(names.join()).first(6).toBase64();
}

bool isSameParticipantHash(QByteArray a, QByteArray b)
{
    for (QByteArray *hash : {&a, &b})
        hash->replace('-', '+').replace('_', '/');
    return a == b;
}

} // namespace desk::wa
