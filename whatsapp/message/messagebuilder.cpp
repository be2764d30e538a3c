#include "whatsapp/message/messagebuilder.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/proto/protobytes.h"

#include <QSet>
#include <QtEndian>

#include <whatsapp/proto/message.pb.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype secretBytes = 32;
constexpr qsizetype idsPerReceipt = 256;
constexpr qsizetype maxThumbnailSent = 16 << 10;
constexpr qsizetype maxWaveformSent = 256;

std::string utf8(const QString &text)
{
    return toStdString(text.toUtf8());
}

std::string textOf(const Jid &jid)
{
    return toStdString(jid.toText());
}

proto::MessageKey keyOf(const MessageTarget &target)
{
    proto::MessageKey key;
    key.set_remote_jid(textOf(target.chat));
    key.set_from_me(target.fromMe);
    key.set_id(toStdString(target.id));
    if (!target.participant.isNull())
        key.set_participant(textOf(target.participant));
    return key;
}

/// Takes the context out, so that quotes do not nest, and what is not for quoting.
void clearContext(proto::Message &message)
{
    if (message.has_image_message())
        message.mutable_image_message()->clear_context_info();
    if (message.has_contact_message())
        message.mutable_contact_message()->clear_context_info();
    if (message.has_location_message())
        message.mutable_location_message()->clear_context_info();
    if (message.has_extended_text_message())
        message.mutable_extended_text_message()->clear_context_info();
    if (message.has_document_message())
        message.mutable_document_message()->clear_context_info();
    if (message.has_audio_message())
        message.mutable_audio_message()->clear_context_info();
    if (message.has_video_message())
        message.mutable_video_message()->clear_context_info();
    if (message.has_ptv_message())
        message.mutable_ptv_message()->clear_context_info();
    if (message.has_contacts_array_message())
        message.mutable_contacts_array_message()->clear_context_info();
    if (message.has_live_location_message())
        message.mutable_live_location_message()->clear_context_info();
    if (message.has_template_message())
        message.mutable_template_message()->clear_context_info();
    if (message.has_sticker_message())
        message.mutable_sticker_message()->clear_context_info();
    if (message.has_template_button_reply_message())
        message.mutable_template_button_reply_message()->clear_context_info();
    if (message.has_product_message())
        message.mutable_product_message()->clear_context_info();
    if (message.has_list_response_message())
        message.mutable_list_response_message()->clear_context_info();
    if (message.has_buttons_message())
        message.mutable_buttons_message()->clear_context_info();
    if (message.has_buttons_response_message())
        message.mutable_buttons_response_message()->clear_context_info();
    if (message.has_interactive_message())
        message.mutable_interactive_message()->clear_context_info();
    if (message.has_interactive_response_message())
        message.mutable_interactive_response_message()->clear_context_info();
    if (message.has_poll_creation_message())
        message.mutable_poll_creation_message()->clear_context_info();
    if (message.has_poll_creation_message_v2())
        message.mutable_poll_creation_message_v2()->clear_context_info();
    if (message.has_poll_creation_message_v3())
        message.mutable_poll_creation_message_v3()->clear_context_info();
    if (message.has_poll_creation_message_v5())
        message.mutable_poll_creation_message_v5()->clear_context_info();
    if (message.has_poll_creation_message_v6())
        message.mutable_poll_creation_message_v6()->clear_context_info();
    if (message.has_album_message())
        message.mutable_album_message()->clear_context_info();
    message.clear_message_context_info(); // secrets stay with who has them
    message.clear_sender_key_distribution_message();
}

Result<> setQuote(const Quote &quote, proto::ContextInfo &context)
{
    proto::Message quoted;
    if (quote.message.isEmpty()) {
        quoted.set_conversation(utf8(quote.text));
    } else {
        const auto message = parsed<proto::Message>(quote.message);
        if (!message)
            return fail(Errc::Invalid, u"what is quoted is no message"_s);
        quoted = *message;
        clearContext(quoted);
    }
    context.set_stanza_id(toStdString(quote.id));
    context.set_participant(textOf(quote.author.bare()));
    context.set_quoted_message(quoted.SerializeAsString());
    if (!quote.chat.isNull())
        context.set_remote_jid(textOf(quote.chat));
    return {};
}

bool needsContext(const MessageExtras &extras)
{
    return extras.quote || !extras.mentions.isEmpty() || extras.expiration.count() > 0;
}

Result<> setContext(const MessageExtras &extras, proto::ContextInfo &context)
{
    if (extras.quote)
        if (auto quoted = setQuote(*extras.quote, context); !quoted)
            return quoted;
    for (const Jid &mentioned : extras.mentions)
        context.add_mentioned_jid(textOf(mentioned.bare()));
    if (extras.expiration.count() > 0) {
        context.set_expiration(quint32(extras.expiration.count()));
        if (extras.expirationSetAt > 0)
            context.set_ephemeral_setting_timestamp(extras.expirationSetAt);
    }
    return {};
}

Result<> checkSecret(const MessageExtras &extras)
{
    if (!extras.messageSecret.isEmpty() && extras.messageSecret.size() != secretBytes)
        return fail(Errc::Invalid, u"a message secret of %1 bytes"_s.arg(extras.messageSecret.size()));
    return {};
}

Result<proto::Message> textContent(const QString &text, const MessageExtras &extras)
{
    if (text.isEmpty() || text.size() > maxTextLength)
        return fail(Errc::Invalid, u"a text of %1 characters"_s.arg(text.size()));
    if (auto good = checkSecret(extras); !good)
        return fail(good.error());
    proto::Message message;
    if (needsContext(extras)) {
        auto *extended = message.mutable_extended_text_message();
        extended->set_text(utf8(text));
        if (auto set = setContext(extras, *extended->mutable_context_info()); !set)
            return fail(set.error());
    } else {
        message.set_conversation(utf8(text));
    }
    if (!extras.messageSecret.isEmpty())
        message.mutable_message_context_info()->set_message_secret(toStdString(extras.messageSecret.view()));
    return message;
}

/// What every kind of file has, under whatever number.
template<typename Part>
Result<> setMedia(const MediaToSend &media, const UploadedMedia &uploaded, const MessageExtras &extras, Part &part)
{
    if (!uploaded.url.isEmpty())
        part.set_url(toStdString(uploaded.url));
    part.set_direct_path(toStdString(uploaded.directPath));
    part.set_mimetype(utf8(mediaMimeType(media.mimeType.toUtf8())));
    part.set_file_sha256(toStdString(uploaded.sha256));
    part.set_file_enc_sha256(toStdString(uploaded.encryptedSha256));
    part.set_file_length(quint64(uploaded.size));
    part.set_media_key(toStdString(uploaded.key.view()));
    part.set_media_key_timestamp(uploaded.keyTime);
    return needsContext(extras) ? setContext(extras, *part.mutable_context_info()) : Result<>();
}

template<typename Part>
void setSizes(const MediaToSend &media, Part &part)
{
    if (media.width > 0 && media.height > 0) {
        part.set_width(media.width);
        part.set_height(media.height);
    }
}

/// The message inside wrappers that change nothing about how it is sent.
const proto::Message &inner(const proto::Message &message, bool &edited, int depth = 0)
{
    const proto::Message *inside = nullptr;
    if (message.has_ephemeral_message())
        inside = &message.ephemeral_message().message();
    else if (message.has_view_once_message())
        inside = &message.view_once_message().message();
    else if (message.has_view_once_message_v2())
        inside = &message.view_once_message_v2().message();
    else if (message.has_document_with_caption_message())
        inside = &message.document_with_caption_message().message();
    else if (message.has_device_sent_message())
        inside = &message.device_sent_message().message();
    else if (message.has_edited_message()) {
        inside = &message.edited_message().message();
        edited = true;
    }
    return inside && depth < 16 ? inner(*inside, edited, depth + 1) : message;
}

QByteArray mediaTypeOf(const proto::Message &message)
{
    if (message.has_image_message())
        return "image";
    if (message.has_video_message())
        return message.video_message().gif_playback() ? "gif" : "video";
    if (message.has_ptv_message())
        return "ptv";
    if (message.has_audio_message())
        return message.audio_message().ptt() ? "ptt" : "audio";
    if (message.has_document_message())
        return "document";
    if (message.has_sticker_message())
        return "sticker";
    if (message.has_contact_message())
        return "vcard";
    if (message.has_contacts_array_message())
        return "contact_array";
    if (message.has_live_location_message())
        return "livelocation";
    if (message.has_group_invite_message() || !message.extended_text_message().matched_text().empty())
        return "url";
    if (message.has_list_message())
        return "list";
    if (message.has_list_response_message())
        return "list_response";
    if (message.has_buttons_response_message())
        return "buttons_response";
    if (message.has_interactive_response_message())
        return "native_flow_response";
    return {};
}

bool hasPoll(const proto::Message &message)
{
    return message.has_poll_creation_message() || message.has_poll_creation_message_v2()
        || message.has_poll_creation_message_v3() || message.has_poll_creation_message_v4()
        || message.has_poll_creation_message_v5() || message.has_poll_creation_message_v6();
}

Node encNode(const DeviceCiphertext &ciphertext, const StanzaTraits &traits)
{
    Node enc{.tag = "enc", .attributes = {{"v", "2"}, {"type", ciphertext.preKeyMessage ? "pkmsg" : "msg"}}};
    if (!traits.mediaType.isEmpty())
        enc.set({"mediatype", traits.mediaType});
    if (traits.hideOnFailure)
        enc.set({"decrypt-fail", "hide"});
    enc.content = ciphertext.bytes;
    return enc;
}

/// What is wrong with one ciphertext, empty when nothing is. @param hasIdentity there is one for a pkmsg, or none is due.
QString flawIn(const DeviceCiphertext &ciphertext, bool hasIdentity)
{
    if (ciphertext.bytes.isEmpty())
        return u"an empty ciphertext"_s;
    if (ciphertext.preKeyMessage && !hasIdentity)
        return u"a pkmsg without device identity"_s;
    return {};
}

bool hasIdentity(const OutgoingMessage &message)
{
    return message.fromPhone || !message.deviceIdentity.isEmpty();
}

void appendDeviceIdentity(Node &message, const QByteArray &identity)
{
    if (!identity.isEmpty())
        message.append({.tag = "device-identity", .content = identity});
}

void appendTokens(Node &node, const OutgoingMessage &message)
{
    if (!message.privacyToken.isEmpty())
        node.append({.tag = "tctoken", .content = message.privacyToken});
    else if (!message.fallbackToken.isEmpty())
        node.append({.tag = "cstoken", .content = message.fallbackToken});
}

} // namespace

Result<QByteArray> textMessage(const QString &text, const MessageExtras &extras)
{
    return textContent(text, extras).map([](const proto::Message &message) { return serialized(message); });
}

QByteArray reactionMessage(const MessageTarget &target, const QString &emoji, qint64 nowMs)
{
    proto::Message message;
    auto *reaction = message.mutable_reaction_message();
    *reaction->mutable_key() = keyOf(target);
    reaction->set_text(utf8(emoji));
    reaction->set_sender_timestamp_ms(nowMs);
    return serialized(message);
}

QByteArray revokeMessage(const MessageTarget &target)
{
    proto::Message message;
    auto *protocol = message.mutable_protocol_message();
    *protocol->mutable_key() = keyOf(target);
    protocol->set_type(0);
    return serialized(message);
}

Result<QByteArray> editMessage(const MessageTarget &target, const QString &text, qint64 nowMs)
{
    auto edited = textContent(text, {});
    if (!edited)
        return fail(edited.error());
    proto::Message message;
    auto *protocol = message.mutable_protocol_message();
    *protocol->mutable_key() = keyOf(target);
    protocol->set_type(14);
    *protocol->mutable_edited_message() = *std::move(edited);
    protocol->set_timestamp_ms(nowMs);
    return serialized(message);
}

Result<QByteArray> mediaMessage(const MediaToSend &media, const UploadedMedia &uploaded, const MessageExtras &extras)
{
    if (media.caption.size() > maxTextLength)
        return fail(Errc::Invalid, u"a caption of %1 characters"_s.arg(media.caption.size()));
    if (media.thumbnail.size() > maxThumbnailSent || media.waveform.size() > maxWaveformSent)
        return fail(Errc::Invalid, u"a thumbnail or waveform that is too large for a message"_s);
    if (auto good = checkSecret(extras); !good)
        return fail(good.error());
    proto::Message message;
    if (!extras.messageSecret.isEmpty())
        message.mutable_message_context_info()->set_message_secret(toStdString(extras.messageSecret.view()));
    const quint32 seconds = quint32(std::clamp<qint64>(media.duration.count(), 0, 7 * 24 * 3600));
    Result<> set;
    switch (media.type) {
    case MediaDescription::Type::Image: {
        auto *image = message.mutable_image_message();
        set = setMedia(media, uploaded, extras, *image);
        setSizes(media, *image);
        if (!media.caption.isEmpty())
            image->set_caption(utf8(media.caption));
        if (!media.thumbnail.isEmpty())
            image->set_jpeg_thumbnail(toStdString(media.thumbnail));
        break;
    }
    case MediaDescription::Type::Video: {
        auto *video = message.mutable_video_message();
        set = setMedia(media, uploaded, extras, *video);
        setSizes(media, *video);
        if (seconds > 0)
            video->set_seconds(seconds);
        if (media.gif)
            video->set_gif_playback(true);
        if (!media.caption.isEmpty())
            video->set_caption(utf8(media.caption));
        if (!media.thumbnail.isEmpty())
            video->set_jpeg_thumbnail(toStdString(media.thumbnail));
        break;
    }
    case MediaDescription::Type::Audio: {
        auto *audio = message.mutable_audio_message();
        set = setMedia(media, uploaded, extras, *audio);
        audio->set_seconds(seconds);
        audio->set_ptt(media.voiceNote);
        if (media.voiceNote && !media.waveform.isEmpty())
            audio->set_waveform(toStdString(media.waveform));
        break;
    }
    case MediaDescription::Type::Sticker: {
        auto *sticker = message.mutable_sticker_message();
        set = setMedia(media, uploaded, extras, *sticker);
        setSizes(media, *sticker);
        if (!media.thumbnail.isEmpty())
            sticker->set_png_thumbnail(toStdString(media.thumbnail));
        break;
    }
    case MediaDescription::Type::Document: {
        auto *inside = media.caption.isEmpty() ? &message
                                               : message.mutable_document_with_caption_message()->mutable_message();
        auto *document = inside->mutable_document_message();
        set = setMedia(media, uploaded, extras, *document);
        if (!media.fileName.isEmpty()) {
            document->set_file_name(utf8(media.fileName));
            document->set_title(utf8(media.fileName));
        }
        if (!media.caption.isEmpty())
            document->set_caption(utf8(media.caption));
        if (!media.thumbnail.isEmpty())
            document->set_jpeg_thumbnail(toStdString(media.thumbnail));
        break;
    }
    }
    if (!set)
        return fail(set.error());
    return serialized(message);
}

Result<QByteArray> locationMessage(const GeoLocation &location)
{
    if (!std::isfinite(location.latitude) || !std::isfinite(location.longitude) || std::abs(location.latitude) > 90
        || std::abs(location.longitude) > 180)
        return fail(Errc::Invalid, u"a place that is nowhere on earth"_s);
    proto::Message message;
    auto *place = message.mutable_location_message();
    place->set_degrees_latitude(location.latitude);
    place->set_degrees_longitude(location.longitude);
    if (!location.name.isEmpty())
        place->set_name(utf8(location.name));
    if (!location.address.isEmpty())
        place->set_address(utf8(location.address));
    return serialized(message);
}

QByteArray contactMessage(const ContactCard &card)
{
    proto::Message message;
    message.mutable_contact_message()->set_display_name(utf8(card.name));
    message.mutable_contact_message()->set_vcard(utf8(card.vcard));
    return serialized(message);
}

QByteArray placeholderResendRequest(const QList<MessageTarget> &targets)
{
    proto::Message message;
    auto *protocol = message.mutable_protocol_message();
    protocol->set_type(16);
    auto *request = protocol->mutable_peer_data_operation_request_message();
    request->set_type(4);
    for (const MessageTarget &target : targets)
        *request->add_placeholder_message_resend_request()->mutable_message_key() = keyOf(target);
    return serialized(message);
}

Result<QByteArray> deviceSentMessage(const Jid &destination, QByteArrayView message)
{
    const auto inside = parsed<proto::Message>(message);
    if (!inside)
        return fail(Errc::Invalid, u"no message to wrap"_s);
    proto::Message outer;
    auto *sent = outer.mutable_device_sent_message();
    sent->set_destination_jid(textOf(destination.bare()));
    *sent->mutable_message() = *inside;
    if (inside->has_message_context_info())
        *outer.mutable_message_context_info() = inside->message_context_info();
    return serialized(outer);
}

Result<StanzaTraits> stanzaTraits(QByteArrayView message)
{
    const auto whole = parsed<proto::Message>(message);
    if (!whole)
        return fail(Errc::Invalid, u"no message to send"_s);
    bool edited = false;
    const proto::Message &content = inner(*whole, edited);
    StanzaTraits traits;
    if (content.has_reaction_message()) {
        traits.type = "reaction";
        traits.hideOnFailure = true;
    } else if (content.has_poll_update_message()) {
        traits.type = "poll";
        traits.pollType = "vote";
        traits.hideOnFailure = true;
    } else if (hasPoll(content)) {
        traits.type = "poll";
        traits.pollType = "creation";
    } else if (content.has_event_message()) {
        traits.type = "event";
    } else if (content.has_protocol_message()) {
        const auto &protocol = content.protocol_message();
        if (protocol.has_type() && protocol.type() == 0)
            traits.edit = protocol.key().from_me() ? 7 : 8;
        else if (protocol.type() == 14)
            traits.edit = 1;
        traits.hideOnFailure = traits.edit != 0;
    } else if (traits.mediaType = mediaTypeOf(content); !traits.mediaType.isEmpty()) {
        traits.type = "media";
    }
    return traits;
}

QByteArray newMessageId(qint64 unixSeconds, const Jid &ownPhone, Random &random)
{
    char seconds[8];
    qToBigEndian(unixSeconds, seconds);
    const QByteArray hash = sha256({QByteArrayView(seconds, 8), ownPhone.user(), "@c.us", random.bytes(16)});
    return "3EB0" + hash.first(9).toHex().toUpper();
}

Result<Node> messageStanza(const OutgoingMessage &message, const QList<DeviceCiphertext> &ciphertexts,
                           const OwnAccount &own)
{
    if (message.id.isEmpty() || !message.to.isPerson() || message.to.device() != 0)
        return fail(Errc::Invalid, u"a message needs an id and a person"_s);
    const bool toSelf = own.isOwn(message.to);
    bool reachesRecipient = false;
    bool preKeyMessage = false;
    QSet<Jid> devices;
    Node participants{.tag = "participants"};
    for (const DeviceCiphertext &ciphertext : ciphertexts) {
        const Jid &device = ciphertext.device;
        if (const QString flaw = flawIn(ciphertext, hasIdentity(message)); !flaw.isEmpty())
            return fail(Errc::Invalid, flaw);
        if (!device.isPerson() || device.isLid() != message.to.isLid())
            return fail(Errc::Invalid, u"phone numbers and hidden ids in one message"_s);
        if (own.isThisDevice(device))
            return fail(Errc::Invalid, u"the sending device among the recipients"_s);
        const bool toRecipient = device.account() == message.to.account();
        if (!toRecipient && !own.isOwn(device))
            return fail(Errc::Invalid, u"a device of somebody else"_s);
        if (devices.contains(device))
            return fail(Errc::Invalid, u"one device twice"_s);
        devices.insert(device);
        reachesRecipient |= toRecipient || toSelf;
        preKeyMessage |= ciphertext.preKeyMessage;
        participants.append(
            {.tag = "to", .attributes = {{"jid", device}}, .content = QList{encNode(ciphertext, message.traits)}});
    }
    if (!reachesRecipient)
        return fail(Errc::Invalid, u"no device of the recipient"_s);

    Node node{.tag = "message", .attributes = {{"id", message.id}, {"to", message.to}, {"type", message.traits.type}}};
    if (message.traits.edit != 0)
        node.set({"edit", message.traits.edit});
    if (!message.peerRecipientPhone.isNull() && message.to.isLid())
        node.set({"peer_recipient_pn", message.peerRecipientPhone.bare()});
    node.append(std::move(participants));
    if (preKeyMessage)
        appendDeviceIdentity(node, message.deviceIdentity);
    if (!message.traits.pollType.isEmpty())
        node.append({.tag = "meta", .attributes = {{"polltype", message.traits.pollType}}});
    if (!toSelf)
        appendTokens(node, message);
    return node;
}

QByteArray senderKeyMessage(const Jid &group, const QByteArray &distribution)
{
    proto::Message message;
    auto *key = message.mutable_sender_key_distribution_message();
    key->set_group_id(textOf(group));
    key->set_axolotl_sender_key_distribution_message(toStdString(distribution));
    return serialized(message);
}

Result<QByteArray> withSenderKey(QByteArrayView message, const Jid &group, const QByteArray &distribution)
{
    auto whole = parsed<proto::Message>(message);
    if (!whole)
        return fail(Errc::Invalid, u"no message to send"_s);
    auto *key = whole->mutable_sender_key_distribution_message();
    key->set_group_id(textOf(group));
    key->set_axolotl_sender_key_distribution_message(toStdString(distribution));
    return serialized(*whole);
}

Result<Node> groupMessageStanza(const OutgoingMessage &message, const QByteArray &ciphertext,
                                const QList<DeviceCiphertext> &distributions, bool byHiddenId, const QByteArray &phash,
                                const OwnAccount &own)
{
    const bool shared = message.to.isGroup() || (message.fromPhone && message.to.isStatusBroadcast());
    if (message.id.isEmpty() || !shared || ciphertext.isEmpty())
        return fail(Errc::Invalid, u"a message to a group needs an id, a group and a ciphertext"_s);
    Node node{.tag = "message",
              .attributes = {{"id", message.id},
                             {"to", message.to},
                             {"type", message.traits.type},
                             {"addressing_mode", byHiddenId ? "lid" : "pn"}}};
    if (message.traits.edit != 0)
        node.set({"edit", message.traits.edit});
    if (!phash.isEmpty())
        node.set({"phash", phash});
    bool preKeyMessage = false;
    QSet<Jid> devices;
    Node participants{.tag = "participants"};
    for (const DeviceCiphertext &distribution : distributions) {
        const Jid &device = distribution.device;
        if (const QString flaw = flawIn(distribution, hasIdentity(message)); !flaw.isEmpty())
            return fail(Errc::Invalid, flaw);
        if (!device.isPerson() || device.isLid() != byHiddenId)
            return fail(Errc::Invalid, u"phone numbers and hidden ids in one message"_s);
        if (own.isThisDevice(device) || devices.contains(device))
            return fail(Errc::Invalid, u"one device twice, or the sending one"_s);
        devices.insert(device);
        preKeyMessage |= distribution.preKeyMessage;
        participants.append(
            {.tag = "to", .attributes = {{"jid", device}}, .content = QList{encNode(distribution, {})}});
    }
    if (!distributions.isEmpty())
        node.append(std::move(participants));
    if (preKeyMessage)
        appendDeviceIdentity(node, message.deviceIdentity);
    Node enc{.tag = "enc", .attributes = {{"v", "2"}, {"type", "skmsg"}}, .content = ciphertext};
    if (message.traits.hideOnFailure)
        enc.set({"decrypt-fail", "hide"});
    node.append(std::move(enc));
    return node;
}

Result<Node> resendStanza(const OutgoingMessage &message, const DeviceCiphertext &ciphertext, const Resend &resend)
{
    if (const QString flaw = flawIn(ciphertext, hasIdentity(message)); !flaw.isEmpty())
        return fail(Errc::Invalid, flaw);
    Node node{
        .tag = "message",
        .attributes = {{"to", message.to}, {"id", message.id}, {"type", message.traits.type}, {"t", resend.timestamp}}};
    if (!message.to.isGroup())
        node.set({"device_fanout", "false"});
    if (!resend.participant.isNull())
        node.set({"participant", resend.participant});
    if (!resend.recipient.isNull())
        node.set({"recipient", resend.recipient});
    if (message.traits.edit != 0)
        node.set({"edit", message.traits.edit});
    Node enc{.tag = "enc",
             .attributes = {{"v", "2"}, {"type", ciphertext.preKeyMessage ? "pkmsg" : "msg"}, {"count", resend.count}},
             .content = ciphertext.bytes};
    if (!message.traits.mediaType.isEmpty())
        enc.set({"mediatype", message.traits.mediaType});
    if (message.traits.hideOnFailure)
        enc.set({"decrypt-fail", "hide"});
    node.append(std::move(enc));
    if (ciphertext.preKeyMessage)
        appendDeviceIdentity(node, message.deviceIdentity);
    appendTokens(node, message);
    return node;
}

Result<Node> peerStanza(const QByteArray &id, const OwnAccount &own, const DeviceCiphertext &ciphertext,
                        const QByteArray &deviceIdentity, PushPriority priority)
{
    if (const QString flaw = flawIn(ciphertext, !deviceIdentity.isEmpty()); !flaw.isEmpty())
        return fail(Errc::Invalid, flaw);
    Node node{.tag = "message",
              .attributes = {{"id", id}, {"to", own.phone.bare()}, {"type", "text"}, {"category", "peer"}}};
    if (priority != PushPriority::None)
        node.set({"push_priority", priority == PushPriority::High ? "high" : "high_force"});
    node.append({.tag = "meta", .attributes = {{"appdata", "default"}}});
    node.append(encNode(ciphertext, {}));
    if (ciphertext.preKeyMessage)
        appendDeviceIdentity(node, deviceIdentity);
    return node;
}

QList<Node> readReceipts(const Jid &chat, const QList<QByteArray> &ids, qint64 unixSeconds, ReadKind kind,
                         const Jid &author)
{
    static constexpr const char *names[] = {"read", "read-self", "played", "played-self"};
    QList<Node> receipts;
    for (qsizetype start = 0; start < ids.size(); start += idsPerReceipt) {
        const QList<QByteArray> some = ids.mid(start, idsPerReceipt);
        Node receipt{.tag = "receipt",
                     .attributes = {{"id", some.first()},
                                    {"to", chat.bare()},
                                    {"type", names[static_cast<int>(kind)]},
                                    {"t", unixSeconds}}};
        if (!author.isNull())
            receipt.set({"participant", author.bare()});
        if (some.size() > 1) {
            Node list{.tag = "list"};
            for (const QByteArray &id : some.sliced(1))
                list.append({.tag = "item", .attributes = {{"id", id}}});
            receipt.append(std::move(list));
        }
        receipts.append(std::move(receipt));
    }
    return receipts;
}

} // namespace desk::wa
