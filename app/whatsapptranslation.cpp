#include "app/whatsapptranslation.h"

#include "core/base/logging.h"
#include "core/base/redact.h"
#include "whatsapp/media/mediareference.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 second = 1000; // in milliseconds

/// Overloads in one object, for std::visit.
template<typename... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};
template<typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// Members that say something.
class Details
{
public:
    void text(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_object.insert(name, value);
    }
    void number(const QString &name, qint64 value)
    {
        if (value > 0)
            m_object.insert(name, value);
    }
    void flag(const QString &name, bool value)
    {
        if (value)
            m_object.insert(name, true);
    }
    void value(const QString &name, const QJsonValue &value) { m_object.insert(name, value); }
    [[nodiscard]] const QJsonObject &object() const { return m_object; }

private:
    QJsonObject m_object;
};

QString typeName(wa::MediaDescription::Type type)
{
    using enum wa::MediaDescription::Type;
    switch (type) {
    case Image:
        return u"image"_s;
    case Video:
        return u"video"_s;
    case Audio:
        return u"audio"_s;
    case Document:
        return u"document"_s;
    case Sticker:
        return u"sticker"_s;
    }
    return {};
}

QJsonObject mediaDetails(const wa::MediaDescription &media, bool voiceNote)
{
    Details details;
    details.text(u"type"_s, typeName(media.type));
    details.text(u"mime_type"_s, media.mimeType);
    details.number(u"size"_s, media.size);
    details.text(u"file_name"_s, media.fileName);
    details.number(u"width"_s, media.width);
    details.number(u"height"_s, media.height);
    details.number(u"duration_s"_s, media.duration.count());
    details.number(u"pages"_s, media.pages);
    details.flag(u"voice_note"_s, voiceNote);
    details.text(u"waveform"_s, QString::fromLatin1(media.waveform.toBase64()));
    details.flag(u"gif"_s, media.gif);
    details.flag(u"round_note"_s, media.roundNote);
    details.flag(u"animated"_s, media.animated);
    details.text(u"problem"_s, media.problem);
    return details.object();
}

QJsonObject locationDetails(const wa::GeoLocation &location)
{
    Details details;
    details.value(u"latitude"_s, location.latitude);
    details.value(u"longitude"_s, location.longitude);
    details.text(u"name"_s, location.name);
    details.text(u"address"_s, location.address);
    details.flag(u"live"_s, location.live);
    return details.object();
}

QJsonArray contactDetails(const QList<wa::ContactCard> &contacts)
{
    QJsonArray cards;
    for (const wa::ContactCard &contact : contacts)
        cards << QJsonObject{{u"name"_s, contact.name}, {u"vcard"_s, contact.vcard}};
    return cards;
}

QJsonObject adDetails(const wa::AdReferral &ad)
{
    Details details;
    details.text(u"title"_s, ad.title);
    details.text(u"text"_s, ad.text);
    details.text(u"source_url"_s, ad.sourceUrl);
    details.text(u"source_id"_s, ad.sourceId);
    return details.object();
}

/// Empty: there is nothing to show.
QString kindOf(const wa::MessageContent &content)
{
    using enum wa::MessageKind;
    switch (content.kind) {
    case Text:
    case Image:
    case Video:
    case Audio:
    case Document:
    case Sticker:
    case Reaction:
    case Poll:
    case Contact:
    case Location:
    case Call:
    case OpenOnPhone:
        return QString::fromLatin1(wa::kindName(content));
    case Ptt:
        return u"audio"_s;
    case Payment:
        return u"open_on_phone"_s;
    case Edit:
        return u"edit"_s;
    case Revoke:
        return u"revoke"_s;
    case GroupInvite:
    case Product:
    case Order:
    case Event:
    case StickerPack:
    case PhoneNumberRequest:
    case SealedEdit:
    case Unsupported:
        return u"unsupported"_s;
    case Nothing:
    case PollVote:
    case PhoneNumberShared:
    case Album:
    case TimerChange:
    case HistorySync:
    case AppStateKeys:
    case PeerAnswer:
    case LidMappings:
        break;
    }
    return {};
}

/// What of the unsupported it is: our name for what we know, the protocol's for what we do not.
QString typeOf(const wa::MessageContent &content)
{
    const QByteArray name = content.kind == wa::MessageKind::Unsupported ? content.typeName : wa::kindName(content);
    return QString::fromUtf8(name);
}

QJsonObject detailsOf(const wa::MessageContent &content, const QString &kind)
{
    Details details;
    if (content.media)
        details.value(u"media"_s, mediaDetails(*content.media, content.kind == wa::MessageKind::Ptt));
    if (content.location)
        details.value(u"location"_s, locationDetails(*content.location));
    if (!content.contacts.isEmpty())
        details.value(u"contacts"_s, contactDetails(content.contacts));
    if (content.kind == wa::MessageKind::Poll)
        details.value(u"poll"_s, QJsonObject{{u"options"_s, QJsonArray::fromStringList(content.pollOptions)}});
    if (content.kind == wa::MessageKind::Call)
        details.value(
            u"call"_s,
            QJsonObject{{u"video"_s, content.videoCall}, {u"duration_s"_s, qint64(content.callDuration.count())}});
    if (content.ad)
        details.value(u"ad"_s, adDetails(*content.ad));
    if (kind == "unsupported"_L1 || kind == "open_on_phone"_L1)
        details.text(u"type"_s, typeOf(content));
    details.text(u"title"_s, content.title);
    details.text(u"link"_s, content.link);
    if (content.quoted)
        details.text(u"quoted_text"_s, content.quoted->text);
    details.flag(u"view_once"_s, content.viewOnce);
    details.flag(u"forwarded"_s, content.forwarded);
    details.flag(u"disappears"_s, content.ephemeral);
    details.flag(u"text_cut"_s, content.textCut);
    return details.object();
}

bool isAboutAnother(const QString &kind)
{
    return kind == "reaction"_L1 || kind == "edit"_L1 || kind == "revoke"_L1;
}

/// @return whether the message may do to its target what it wants to.
bool takeTarget(const wa::MessageEvent &event, IncomingMessage &message)
{
    const wa::ResolvedTarget &target = event.target;
    if (target.id.isEmpty() || (message.kind != "reaction"_L1 && !target.bySender)) {
        qCWarning(lcApp).noquote() << message.kind << redact(message.wireId) << "of" << redact(message.address)
                                   << "dropped:" << (target.id.isEmpty() ? "it has no target" : "not its own message");
        return false;
    }
    message.target = MessageReference{QString::fromLatin1(target.id), target.fromUs};
    return true;
}

/// What was said in a group, a status post or a channel, if it is anything to be read.
QList<ChannelEvent> otherChatEvents(const wa::MessageEvent &event)
{
    OtherChatMessage message{.address = event.chat.toString(), .kind = {}, .wireId = QString::fromLatin1(event.id)};
    if (event.chat.isGroup())
        message.kind = u"group"_s;
    else if (event.chat.isStatusBroadcast())
        message.kind = u"status"_s;
    else if (event.chat.isBroadcast())
        message.kind = u"broadcast"_s;
    else if (event.chat.isNewsletter())
        message.kind = u"channel"_s;
    const QString kind = kindOf(event.content);
    if (message.kind.isEmpty() || event.placeholder || kind.isEmpty() || isAboutAnother(kind))
        return {};
    message.senderName = event.fromMe ? QString() : event.pushName;
    message.text = event.content.text;
    message.sentAt = event.timestamp * second;
    return {message};
}

QList<ChannelEvent> messageEvents(const wa::MessageEvent &event, const wa::OwnAccount &own)
{
    if (!event.forTickets)
        return otherChatEvents(event);
    IncomingMessage message;
    message.address = event.chat.toString();
    message.wireId = QString::fromLatin1(event.id);
    if (!event.chatAlt.isNull())
        message.aliases << event.chatAlt.toString();
    if (!event.fromMe) // else the name is ours
        message.senderName = event.pushName;
    message.sentAt = event.timestamp * second;
    message.fromOwnPhone = event.fromMe;
    message.waited = event.offline;
    if (event.placeholder) {
        message.kind = unreadableKind;
        return {message};
    }
    using enum wa::MessageEvent::Substitute;
    if (event.substitute == OpenOnPhone) {
        message.kind = u"open_on_phone"_s;
        message.details = {{u"view_once"_s, true}};
        return {message};
    }
    if (event.substitute == Broken) {
        message.kind = u"unsupported"_s;
        message.details = {{u"type"_s, u"broken"_s}, {u"problem"_s, event.problem}};
        return {message};
    }
    const wa::MessageContent &content = event.content;
    message.kind = kindOf(content);
    if (message.kind.isEmpty())
        return {};
    message.text = content.text;
    message.details = detailsOf(content, message.kind);
    if (content.media && content.media->canBeDownloaded())
        message.mediaReference = wa::serialized(*content.media);
    // A quotation from another chat (a status post, a group) cannot be found in this one.
    if (content.quoted && content.quoted->chat.isNull() && !content.quoted->id.isEmpty())
        message.quoted = MessageReference{QString::fromLatin1(content.quoted->id), own.isOwn(content.quoted->sender)};
    if (isAboutAnother(message.kind) && !takeTarget(event, message))
        return {};
    return {message};
}

QList<ChannelEvent> receiptEvents(const wa::ReceiptEvent &event)
{
    if (!event.chat.isPerson())
        return {};
    if (event.effect == wa::ReceiptEffect::ReadElsewhere) {
        ReadElsewhere read{.address = event.chat.toString(), .wireIds = {}};
        for (const QByteArray &id : event.ids)
            read.wireIds << QString::fromLatin1(id);
        return {read};
    }
    DeliveryState state = DeliveryState::Delivered;
    switch (event.effect) {
    case wa::ReceiptEffect::Delivered:
        break;
    case wa::ReceiptEffect::Read:
        state = DeliveryState::Read;
        break;
    case wa::ReceiptEffect::Played:
        state = DeliveryState::Played;
        break;
    case wa::ReceiptEffect::None:
    case wa::ReceiptEffect::ReadElsewhere:
    case wa::ReceiptEffect::SendAgain:
        return {};
    }
    QList<ChannelEvent> updates;
    for (const QByteArray &id : event.ids)
        updates << DeliveryUpdate{QString::fromLatin1(id), state, {}, event.timestamp * second};
    return updates;
}

IncomingMessage callMessage(const wa::CallEvent &event)
{
    IncomingMessage message;
    message.address = event.chat.toString();
    if (!event.chatAlt.isNull())
        message.aliases << event.chatAlt.toString();
    message.wireId = callWirePrefix + QString::fromLatin1(event.id);
    message.senderName = event.pushName;
    message.kind = u"call"_s;
    message.details = {{u"call"_s, QJsonObject{{u"video"_s, event.video}, {u"missed"_s, true}}}};
    message.sentAt = event.timestamp * second;
    message.waited = event.offline;
    return message;
}

ChannelEvent sentUpdate(const wa::SentEvent &event)
{
    const bool accepted = event.cause == wa::SendCause::None;
    return DeliveryUpdate{QString::fromLatin1(event.id), accepted ? DeliveryState::Accepted : DeliveryState::Refused,
                          causeOf(event.cause, event.error), event.timestamp * second};
}

QString refusedWith(int error)
{
    switch (error) {
    case 401:
        return u"not_authorized"_s;
    case 403:
        return u"forbidden"_s;
    case 405:
        return u"not_allowed"_s;
    case 406:
        return u"not_acceptable"_s;
    case 420:
        return u"expired_at_service"_s;
    default:
        return u"refused_by_service"_s;
    }
}

wa::MessageRef referenceTo(const MessageReference &message)
{
    return {.id = message.wireId.toLatin1(), .fromMe = message.fromUs};
}

wa::MediaDescription::Type typeOf(OutgoingFile::Kind kind)
{
    using enum wa::MediaDescription::Type;
    switch (kind) {
    case OutgoingFile::Kind::Image:
        return Image;
    case OutgoingFile::Kind::Video:
        return Video;
    case OutgoingFile::Kind::Audio:
    case OutgoingFile::Kind::Voice:
        return Audio;
    case OutgoingFile::Kind::Sticker:
        return Sticker;
    case OutgoingFile::Kind::Document:
        break;
    }
    return Document;
}

wa::MediaToSend mediaOf(const OutgoingMessage &message)
{
    const OutgoingFile &file = *message.file;
    wa::MediaToSend media;
    media.type = typeOf(file.kind);
    media.filePath = file.path;
    media.mimeType = file.mimeType;
    media.fileName = file.fileName;
    media.caption = message.text;
    media.voiceNote = file.kind == OutgoingFile::Kind::Voice;
    media.width = quint32(qMax(0, file.width));
    media.height = quint32(qMax(0, file.height));
    media.duration = std::chrono::ceil<std::chrono::seconds>(file.duration);
    media.thumbnail = file.thumbnail;
    media.waveform = file.waveform;
    if (message.quoted) {
        media.quoted = referenceTo(*message.quoted);
        media.quotedText = message.quotedText;
    }
    return media;
}

} // namespace

QList<ChannelEvent> channelEventsOf(const wa::InboundEvent &event, const wa::OwnAccount &own)
{
    return std::visit(Overloaded{
                          [&own](const wa::MessageEvent &message) { return messageEvents(message, own); },
                          [](const wa::ReceiptEvent &receipt) { return receiptEvents(receipt); },
                          [](const wa::SentEvent &sent) { return QList<ChannelEvent>{sentUpdate(sent)}; },
                          [](const wa::AliasEvent &alias) {
                              return QList<ChannelEvent>{AliasLearned{alias.lid.toString(), alias.phone.toString()}};
                          },
                          [](const wa::IdentityEvent &identity) {
                              return QList<ChannelEvent>{SecurityCodeChanged{identity.user.toString()}};
                          },
                          [](const wa::CallEvent &call) { return QList<ChannelEvent>{callMessage(call)}; },
                          [&event](const wa::DamagedEvent &damaged) {
                              qCCritical(lcApp).noquote() << "event" << event.sequence
                                                          << "of the session store is passed over:" << damaged.problem;
                              return QList<ChannelEvent>{};
                          },
                      },
                      event.what);
}

std::optional<wa::Jid> personAt(const QString &address)
{
    if (address.contains(u'@')) {
        const auto jid = wa::Jid::parse(address);
        return jid && jid->isPerson() ? std::optional(jid->account()) : std::nullopt;
    }
    QString digits = address;
    digits.removeIf([](QChar c) { return u"+ -().\u00a0"_s.contains(c); });
    const bool isNumber = digits.size() >= 7 && digits.size() <= 15
        && std::all_of(digits.cbegin(), digits.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber ? std::optional(wa::Jid(digits.toLatin1(), wa::Jid::Server::Phone)) : std::nullopt;
}

Result<wa::SendRequest> sendRequestOf(const OutgoingMessage &message)
{
    const auto to = personAt(message.address);
    if (!to)
        return fail(Errc::Invalid, u"no person's address"_s);
    wa::SendRequest request{.id = message.wireId.toLatin1(), .to = *to};
    using Kind = OutgoingMessage::Kind;
    if (message.kind != Kind::Text && (!message.target || message.target->wireId.isEmpty()))
        return fail(Errc::Invalid, u"an action without the message that it is about"_s);
    if ((message.kind == Kind::Edit || message.kind == Kind::Revoke) && !message.target->fromUs)
        return fail(Errc::Invalid, u"only messages of our own can be edited or revoked"_s);
    switch (message.kind) {
    case Kind::Text: {
        if (message.file) {
            request.content = mediaOf(message);
            break;
        }
        wa::TextToSend text{.text = message.text};
        if (message.quoted) {
            text.quoted = referenceTo(*message.quoted);
            text.quotedText = message.quotedText;
        }
        request.content = text;
        break;
    }
    case Kind::Reaction:
        request.content = wa::ReactionToSend{referenceTo(*message.target), message.text};
        break;
    case Kind::Edit:
        request.content = wa::EditToSend{message.target->wireId.toLatin1(), message.text};
        break;
    case Kind::Revoke:
        request.content = wa::RevokeToSend{message.target->wireId.toLatin1()};
        break;
    }
    return request;
}

Result<wa::MediaFetch> mediaFetchOf(const MediaRequest &request)
{
    const auto chat = personAt(request.address);
    if (!chat)
        return fail(Errc::Invalid, u"no person's address"_s);
    auto media = wa::parseMediaReference(request.reference);
    if (!media)
        return fail(media.error());
    return wa::MediaFetch{.media = *media,
                          .messageId = request.wireId.toLatin1(),
                          .chat = *chat,
                          .fromMe = request.fromUs,
                          .filePath = request.filePath,
                          .limit = request.limit};
}

Result<SendOutcome> sendOutcomeOf(const Result<wa::SendResult> &result, bool withFile)
{
    using Kind = SendOutcome::Kind;
    if (result)
        return result->accepted() ? SendOutcome{Kind::Accepted, {}}
                                  : SendOutcome{Kind::Refused, causeOf(result->cause, result->error)};
    // What is wrong with the message itself stays wrong; all else may go better another time.
    const Errc code = result.error().code;
    if (withFile && code == Errc::TooLarge)
        return SendOutcome{Kind::Refused, u"file_too_large"_s};
    if (withFile && code == Errc::Invalid)
        return SendOutcome{Kind::Refused, u"file_unreadable"_s};
    if (code == Errc::Invalid || code == Errc::TooLarge)
        return SendOutcome{Kind::Refused, u"malformed"_s};
    return fail(result.error());
}

QString causeOf(wa::SendCause cause, int error)
{
    using enum wa::SendCause;
    switch (cause) {
    case None:
        return {};
    case Malformed:
        return u"malformed"_s;
    case Refused:
        return refusedWith(error);
    case NoRecipient:
        return error == 0 ? u"not_on_whatsapp"_s : u"recipient_unknown"_s;
    case StaleGroup:
        return u"stale_group"_s;
    case RateLimited:
        return u"rate_limited"_s;
    case ReachOut:
        return u"reach_out_restricted"_s;
    case ReachOutContact:
        return u"contact_not_open"_s;
    case ReachOutAccount:
        return u"account_restricted"_s;
    case NewChatsSpent:
        return u"new_chats_spent"_s;
    case SchemaInvalid:
        return u"schema_invalid"_s;
    case ServerTrouble:
        return u"service_trouble"_s;
    case NoKeys:
        return u"no_keys"_s;
    case Other:
        break;
    }
    return u"other"_s;
}

AccountStanding standingOf(const wa::AccountLimits &limits)
{
    AccountStanding standing;
    if (limits.timeLock) {
        standing.known = true;
        standing.restricted = limits.timeLock->active;
        standing.restrictedUntil = limits.timeLock->active ? limits.timeLock->ends * second : 0;
        standing.restriction = QString::fromLatin1(limits.timeLock->type).toLower();
    }
    if (limits.newChats) {
        static const QStringList levels{u"none"_s, u"first_warning"_s, u"second_warning"_s, u"capped"_s};
        standing.newChats = levels.at(int(limits.newChats->level));
        standing.newChatsTotal = limits.newChats->total;
        standing.newChatsUsed = limits.newChats->used;
        standing.newChatsCycleEnds = limits.newChats->cycleEnds * second;
    }
    return standing;
}

NumberOnService numberOf(const wa::NumberCheck &check)
{
    const wa::Jid &address = check.phone.isNull() ? check.lid : check.phone;
    return {.registered = check.registered,
            .address = address.toString(),
            .alias = check.phone.isNull() ? QString() : check.lid.toString()};
}

QString causeOf(wa::LinkCause cause)
{
    return cause == wa::LinkCause::None || cause == wa::LinkCause::Requested ? QString() : wa::toString(cause);
}

LinkInfo linkInfoOf(const wa::LinkStatus &status, bool registered)
{
    LinkInfo info{.cause = causeOf(status.cause), .code = status.code, .until = status.until};
    switch (status.state) {
    case wa::LinkState::Offline:
        info.state = registered ? LinkState::Disconnected : LinkState::Unpaired;
        break;
    case wa::LinkState::Connecting:
    case wa::LinkState::LoggingIn:
        info.state = registered ? LinkState::Connecting : LinkState::Pairing;
        break;
    case wa::LinkState::Pairing:
        info.state = LinkState::Pairing;
        break;
    case wa::LinkState::Ready:
        info.state = LinkState::Ready;
        break;
    case wa::LinkState::Waiting:
        info.state = registered ? LinkState::Disconnected : LinkState::Pairing;
        break;
    case wa::LinkState::Stopped:
        info.state = registered ? LinkState::Stopped : LinkState::Unpaired;
        break;
    }
    return info;
}

CatchUp catchUpOf(const wa::GapReport &report, qint64 at)
{
    CatchUp catchUp{.at = at, .announced = report.announced, .stored = report.taken};
    for (const wa::GapReport::Hole &hole : report.holes)
        catchUp.holes.append({hole.chat.toString(), hole.messages});
    return catchUp;
}

} // namespace desk
