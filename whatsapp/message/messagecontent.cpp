#include "whatsapp/message/messagecontent.h"

#include "whatsapp/media/mediaaddress.h"
#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/messageid.h"
#include "whatsapp/proto/protobytes.h"
#include "whatsapp/signal/messagepadding.h"

#include <QStringView>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <whatsapp/proto/message.pb.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxMessageBytes = qsizetype(16) << 20; // a frame holds no more
constexpr int maxDepth = 16;
constexpr int maxMentions = 1024;
constexpr int maxContacts = 256;
constexpr int maxPollOptions = 64;
constexpr int maxKeys = 1024;
constexpr int maxMappings = 100'000;
constexpr int maxPeerResults = 256;
constexpr qsizetype maxThumbnailBytes = qsizetype(256) << 10;
constexpr qsizetype maxWaveformBytes = 256;
constexpr qsizetype maxPathBytes = 2048;
constexpr qsizetype hashBytes = 32;

struct FieldName
{
    int number;
    const char *name;
};

// Fields of Message that have no message of their own in message.proto.
constexpr std::array<FieldName, 26> unreadFields = {{
    {14, "highlyStructuredMessage"},
    {16, "sendPaymentMessage"},
    {22, "requestPaymentMessage"},
    {23, "declinePaymentRequestMessage"},
    {24, "cancelPaymentRequestMessage"},
    {41, "invoiceMessage"},
    {44, "paymentInviteMessage"},
    {51, "keepInChatMessage"},
    {54, "requestPhoneNumberMessage"},
    {56, "encReactionMessage"},
    {63, "pinInChatMessage"},
    {67, "botInvokeMessage"},
    {76, "encEventResponseMessage"},
    {80, "placeholderMessage"},
    {85, "eventCoverImage"},
    {86, "stickerPackMessage"},
    {87, "statusMentionMessage"},
    {90, "pollCreationOptionImageMessage"},
    {92, "groupStatusMentionMessage"},
    {95, "statusAddYours"},
    {96, "groupStatusMessage"},
    {99, "limitSharingMessage"},
    {100, "botTaskMessage"},
    {101, "questionMessage"},
    {103, "groupStatusMessageV2"},
    {106, "questionReplyMessage"},
}};

MessageKind kindOfUnread(int number)
{
    switch (number) {
    case 16:
    case 22:
    case 23:
    case 24:
    case 41:
    case 44:
        return MessageKind::Payment;
    case 51: // kept in the chat
    case 56: // encrypted reaction
    case 63: // pinned
    case 76: // answer to an event
        return MessageKind::Nothing;
    case 54:
        return MessageKind::PhoneNumberRequest;
    case 80:
        return MessageKind::OpenOnPhone;
    case 86:
        return MessageKind::StickerPack;
    default:
        return MessageKind::Unsupported;
    }
}

/// ProtocolMessage.Type (note 2, section 2.7).
enum ProtocolType : int {
    Revoke = 0,
    EphemeralSetting = 3,
    EphemeralSyncResponse = 4,
    HistorySyncNotification = 5,
    AppStateSyncKeyShare = 6,
    AppStateSyncKeyRequest = 7,
    FanoutBackfillRequest = 8,
    InitialSecurityNotificationSettingSync = 9,
    AppStateFatalException = 10,
    SharePhoneNumber = 11,
    MessageEdit = 14,
    PeerDataOperationRequest = 16,
    PeerDataOperationResponse = 17,
    RequestWelcomeMessage = 18,
    LidMigrationMappingSync = 22,
    GroupMemberLabelChange = 30,
};

constexpr std::array<FieldName, 16> protocolNames = {{
    {Revoke, "REVOKE"},
    {EphemeralSetting, "EPHEMERAL_SETTING"},
    {EphemeralSyncResponse, "EPHEMERAL_SYNC_RESPONSE"},
    {HistorySyncNotification, "HISTORY_SYNC_NOTIFICATION"},
    {AppStateSyncKeyShare, "APP_STATE_SYNC_KEY_SHARE"},
    {AppStateSyncKeyRequest, "APP_STATE_SYNC_KEY_REQUEST"},
    {FanoutBackfillRequest, "MSG_FANOUT_BACKFILL_REQUEST"},
    {InitialSecurityNotificationSettingSync, "INITIAL_SECURITY_NOTIFICATION_SETTING_SYNC"},
    {AppStateFatalException, "APP_STATE_FATAL_EXCEPTION_NOTIFICATION"},
    {SharePhoneNumber, "SHARE_PHONE_NUMBER"},
    {MessageEdit, "MESSAGE_EDIT"},
    {PeerDataOperationRequest, "PEER_DATA_OPERATION_REQUEST_MESSAGE"},
    {PeerDataOperationResponse, "PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE"},
    {RequestWelcomeMessage, "REQUEST_WELCOME_MESSAGE"},
    {LidMigrationMappingSync, "LID_MIGRATION_MAPPING_SYNC"},
    {GroupMemberLabelChange, "GROUP_MEMBER_LABEL_CHANGE"},
}};

// --- Values ---------------------------------------------------------------------------------------------------------

QByteArrayView viewOf(const std::string &bytes)
{
    return {bytes.data(), qsizetype(bytes.size())};
}

/// Empty unless it has the one length it may have.
QByteArray hashOf(const std::string &bytes)
{
    return qsizetype(bytes.size()) == hashBytes ? toBytes(bytes) : QByteArray();
}

SecretBytes keyOf(const std::string &bytes)
{
    return qsizetype(bytes.size()) == hashBytes ? SecretBytes::copyOf(viewOf(bytes)) : SecretBytes();
}

QByteArray atMost(const std::string &bytes, qsizetype limit)
{
    return qsizetype(bytes.size()) <= limit ? toBytes(bytes) : QByteArray();
}

QByteArray idOf(const std::string &bytes)
{
    const QByteArrayView id = viewOf(bytes);
    return isMessageId(id) ? id.toByteArray() : QByteArray();
}

Jid jidOf(const std::string &text)
{
    return text.size() > 256 ? Jid() : Jid::parse(viewOf(text)).value_or(Jid());
}

MessageTarget targetOf(const proto::MessageKey &key)
{
    return {.chat = jidOf(key.remote_jid()),
            .id = idOf(key.id()),
            .participant = jidOf(key.participant()),
            .fromMe = key.from_me()};
}

/// The non-empty ones as paragraphs.
std::string paragraphs(std::initializer_list<const std::string *> parts)
{
    std::string all;
    for (const std::string *part : parts) {
        if (part->empty())
            continue;
        if (!all.empty())
            all += '\n';
        all += *part;
    }
    return all;
}

// --- Media ----------------------------------------------------------------------------------------------------------

/// What every kind of media has, under whatever number.
template<typename Media>
MediaDescription mediaOf(const Media &media, MediaDescription::Type type)
{
    MediaDescription description{.type = type,
                                 .mimeType = mediaMimeType(viewOf(media.mimetype())),
                                 .sha256 = hashOf(media.file_sha256()),
                                 .encryptedSha256 = hashOf(media.file_enc_sha256()),
                                 .key = keyOf(media.media_key()),
                                 .directPath = mediaPath(viewOf(media.direct_path())),
                                 .keyTime = media.media_key_timestamp()};
    if (description.directPath.isEmpty())
        description.url = mediaUrl(viewOf(media.url()));
    if (media.file_length() <= quint64(maxMediaBytes))
        description.size = qint64(media.file_length());
    description.problem = downloadProblem(description, media.file_length());
    return description;
}

// --- Kinds ----------------------------------------------------------------------------------------------------------

/// Reads one Message; wrappers and the message inside an edit or comment come back to read().
class Reader
{
public:
    Reader(ContentOrigin origin, bool quotes) : m_origin(origin), m_quotes(quotes) { }

    [[nodiscard]] MessageContent read(const proto::Message &message)
    {
        readInside(message);
        return std::move(m_content);
    }

private:
    void readInside(const proto::Message &message);
    /// The content of the outermost wrapper, nullptr when there is none. @param refused the wrapper may not be believed.
    const proto::Message *unwrap(const proto::Message &message, bool &refused);
    void readKind(const proto::Message &message);
    bool readMedia(const proto::Message &message);
    bool readTexts(const proto::Message &message);
    bool readCards(const proto::Message &message);
    bool readChanges(const proto::Message &message);
    void readProtocol(const proto::ProtocolMessage &protocol);
    void readHistory(const proto::HistorySyncNotification &notice);
    void readAppStateKeys(const proto::AppStateSyncKeyShare &share);
    void readMappings(const proto::LIDMigrationMappingSyncMessage &sync);
    void readPeerAnswer(const proto::PeerDataOperationRequestResponseMessage &response);
    void readPoll(int field, const char *name, const proto::PollCreationMessage &poll);
    void readContext(const proto::ContextInfo &context);
    void readUnknown(const proto::Message &message);

    void is(MessageKind kind, int field, const char *name)
    {
        m_content.kind = kind;
        m_content.fieldNumber = field;
        m_content.typeName = name;
    }
    void setText(const std::string &text)
    {
        m_content.text = limitedText(viewOf(text), maxTextLength, &m_content.textCut);
    }
    void drop(const QString &reason)
    {
        m_content.kind = MessageKind::Nothing;
        m_content.reason = reason;
    }
    template<typename Media>
    MediaDescription &media(MessageKind kind, int field, const char *name, const Media &message,
                            MediaDescription::Type type)
    {
        is(kind, field, name);
        readContext(message.context_info());
        m_content.media = mediaOf(message, type);
        return *m_content.media;
    }

    ContentOrigin m_origin;
    bool m_quotes; ///< also what is quoted
    int m_depth = 0;
    MessageContent m_content;
};

void Reader::readInside(const proto::Message &message)
{
    if (++m_depth > maxDepth) {
        is(MessageKind::Unsupported, 0, "");
        m_content.reason = u"wrapped too often"_s;
        return;
    }
    if (auto secret = keyOf(message.message_context_info().message_secret()); !secret.isEmpty())
        m_content.messageSecret = std::move(secret);
    if (message.has_sender_key_distribution_message() && m_content.senderKeys.size() < maxDepth) {
        const auto &key = message.sender_key_distribution_message();
        m_content.senderKeys.append(
            {.group = jidOf(key.group_id()), .bytes = atMost(key.axolotl_sender_key_distribution_message(), 1024)});
    }

    bool refused = false;
    if (const proto::Message *inside = unwrap(message, refused)) {
        readInside(*inside);
    } else if (refused) {
        drop(u"deviceSentMessage of another account"_s);
    } else {
        if (m_quotes) { // what an edit brings overwrites this: it is what is quoted later
            proto::Message plain = message;
            plain.clear_sender_key_distribution_message();
            m_content.message = serialized(plain);
        }
        readKind(message);
        if (m_content.viewOnce && (!m_content.media || !m_content.media->canBeDownloaded()))
            m_content.kind = MessageKind::OpenOnPhone;
    }
}

const proto::Message *Reader::unwrap(const proto::Message &message, bool &refused)
{
    if (message.has_device_sent_message()) {
        const proto::DeviceSentMessage &sent = message.device_sent_message();
        refused = !m_origin.ownAccount;
        if (refused)
            return nullptr;
        m_content.destination = jidOf(sent.destination_jid());
        return &sent.message();
    }
    if (message.has_ephemeral_message()) {
        m_content.ephemeral = true;
        return &message.ephemeral_message().message();
    }
    for (const auto &[has, wrapper] :
         {std::pair{message.has_view_once_message(), &message.view_once_message()},
          std::pair{message.has_view_once_message_v2(), &message.view_once_message_v2()},
          std::pair{message.has_view_once_message_v2_extension(), &message.view_once_message_v2_extension()}}) {
        if (has) {
            m_content.viewOnce = true;
            return &wrapper->message();
        }
    }
    if (message.has_edited_message()) {
        m_content.edited = true;
        return &message.edited_message().message();
    }
    if (message.has_spoiler_message()) {
        m_content.spoiler = true;
        return &message.spoiler_message().message();
    }
    for (const auto &[has, wrapper] :
         {std::pair{message.has_document_with_caption_message(), &message.document_with_caption_message()},
          std::pair{message.has_group_mentioned_message(), &message.group_mentioned_message()},
          std::pair{message.has_lottie_sticker_message(), &message.lottie_sticker_message()},
          std::pair{message.has_associated_child_message(), &message.associated_child_message()},
          std::pair{message.has_poll_creation_message_v4(), &message.poll_creation_message_v4()},
          std::pair{message.has_bot_forwarded_message(), &message.bot_forwarded_message()}}) {
        if (has)
            return &wrapper->message();
    }
    return nullptr;
}

void Reader::readKind(const proto::Message &message)
{
    if (message.has_protocol_message())
        readProtocol(message.protocol_message());
    else if (!readChanges(message) && !readMedia(message) && !readTexts(message) && !readCards(message))
        readUnknown(message);
}

bool Reader::readMedia(const proto::Message &message)
{
    if (message.has_image_message()) {
        const auto &image = message.image_message();
        auto &description = media(MessageKind::Image, 3, "imageMessage", image, MediaDescription::Type::Image);
        description.width = image.width();
        description.height = image.height();
        description.thumbnail = atMost(image.jpeg_thumbnail(), maxThumbnailBytes);
        m_content.viewOnce |= image.view_once();
        setText(image.caption());
    } else if (message.has_video_message() || message.has_ptv_message()) {
        const bool round = !message.has_video_message();
        const auto &video = round ? message.ptv_message() : message.video_message();
        auto &description = media(MessageKind::Video, round ? 66 : 9, round ? "ptvMessage" : "videoMessage", video,
                                  MediaDescription::Type::Video);
        description.width = video.width();
        description.height = video.height();
        description.duration = std::chrono::seconds(video.seconds());
        description.gif = video.gif_playback();
        description.roundNote = round;
        description.thumbnail = atMost(video.jpeg_thumbnail(), maxThumbnailBytes);
        m_content.viewOnce |= video.view_once();
        setText(video.caption());
    } else if (message.has_audio_message()) {
        const auto &audio = message.audio_message();
        auto &description = media(audio.ptt() ? MessageKind::Ptt : MessageKind::Audio, 8, "audioMessage", audio,
                                  MediaDescription::Type::Audio);
        description.duration = std::chrono::seconds(audio.seconds());
        description.waveform = atMost(audio.waveform(), maxWaveformBytes);
        m_content.viewOnce |= audio.view_once();
    } else if (message.has_document_message()) {
        const auto &document = message.document_message();
        auto &description = media(MessageKind::Document, 7, "documentMessage", document,
                                  MediaDescription::Type::Document);
        description.fileName = cleanFileName(
            viewOf(document.file_name().empty() ? document.title() : document.file_name()));
        description.pages = document.page_count();
        description.thumbnail = atMost(document.jpeg_thumbnail(), maxThumbnailBytes);
        setText(document.caption());
    } else if (message.has_sticker_message()) {
        const auto &sticker = message.sticker_message();
        auto &description = media(MessageKind::Sticker, 26, "stickerMessage", sticker, MediaDescription::Type::Sticker);
        description.width = sticker.width();
        description.height = sticker.height();
        description.animated = sticker.is_animated() || sticker.is_lottie();
        description.thumbnail = atMost(sticker.png_thumbnail(), maxThumbnailBytes);
    } else {
        return false;
    }
    return true;
}

bool Reader::readTexts(const proto::Message &message)
{
    if (message.has_extended_text_message()) {
        is(MessageKind::Text, 6, "extendedTextMessage");
        setText(message.extended_text_message().text());
        readContext(message.extended_text_message().context_info());
    } else if (message.has_conversation()) {
        is(MessageKind::Text, 1, "conversation");
        setText(message.conversation());
    } else if (message.has_template_message()) {
        is(MessageKind::Text, 25, "templateMessage");
        const auto &text = message.template_message().hydrated_template();
        setText(paragraphs({&text.content_text(), &text.footer()}));
        readContext(message.template_message().context_info());
    } else if (message.has_template_button_reply_message()) {
        is(MessageKind::Text, 29, "templateButtonReplyMessage");
        setText(message.template_button_reply_message().selected_display_text());
        readContext(message.template_button_reply_message().context_info());
    } else if (message.has_list_message()) {
        is(MessageKind::Text, 36, "listMessage");
        const auto &list = message.list_message();
        setText(paragraphs({&list.title(), &list.description(), &list.footer()}));
    } else if (message.has_list_response_message()) {
        is(MessageKind::Text, 39, "listResponseMessage");
        const auto &choice = message.list_response_message();
        setText(paragraphs({&choice.title(), &choice.description()}));
        readContext(choice.context_info());
    } else if (message.has_buttons_message()) {
        is(MessageKind::Text, 42, "buttonsMessage");
        const auto &buttons = message.buttons_message();
        setText(paragraphs({&buttons.text(), &buttons.content_text(), &buttons.footer()}));
        readContext(buttons.context_info());
    } else if (message.has_buttons_response_message()) {
        is(MessageKind::Text, 43, "buttonsResponseMessage");
        setText(message.buttons_response_message().selected_display_text());
        readContext(message.buttons_response_message().context_info());
    } else if (message.has_interactive_message()) {
        is(MessageKind::Text, 45, "interactiveMessage");
        const auto &interactive = message.interactive_message();
        setText(paragraphs({&interactive.body().text(), &interactive.footer().text()}));
        readContext(interactive.context_info());
    } else if (message.has_interactive_response_message()) {
        is(MessageKind::Text, 48, "interactiveResponseMessage");
        setText(message.interactive_response_message().body().text());
        readContext(message.interactive_response_message().context_info());
    } else {
        return false;
    }
    return true;
}

bool Reader::readCards(const proto::Message &message)
{
    const auto place = [this](double latitude, double longitude, GeoLocation rest) {
        if (std::isfinite(latitude) && std::isfinite(longitude) && std::abs(latitude) <= 90
            && std::abs(longitude) <= 180) {
            rest.latitude = latitude;
            rest.longitude = longitude;
            m_content.location = std::move(rest);
        } else {
            m_content.reason = u"a place that is nowhere on earth"_s;
        }
    };
    const auto card = [this](const proto::ContactMessage &contact) {
        m_content.contacts.append(
            {.name = cleanName(viewOf(contact.display_name())), .vcard = limitedText(viewOf(contact.vcard()))});
    };
    if (message.has_location_message()) {
        is(MessageKind::Location, 5, "locationMessage");
        const auto &location = message.location_message();
        place(location.degrees_latitude(), location.degrees_longitude(),
              {.name = cleanName(viewOf(location.name())),
               .address = cleanName(viewOf(location.address()), maxFileNameLength),
               .live = location.is_live()});
        setText(location.comment());
        readContext(location.context_info());
    } else if (message.has_live_location_message()) {
        is(MessageKind::Location, 18, "liveLocationMessage");
        const auto &location = message.live_location_message();
        place(location.degrees_latitude(), location.degrees_longitude(), {.live = true});
        setText(location.caption());
        readContext(location.context_info());
    } else if (message.has_contact_message()) {
        is(MessageKind::Contact, 4, "contactMessage");
        card(message.contact_message());
        readContext(message.contact_message().context_info());
    } else if (message.has_contacts_array_message()) {
        is(MessageKind::Contact, 13, "contactsArrayMessage");
        const auto &contacts = message.contacts_array_message();
        for (int i = 0; i < std::min(contacts.contacts_size(), maxContacts); ++i)
            card(contacts.contacts(i));
        readContext(contacts.context_info());
    } else if (message.has_poll_creation_message()) {
        readPoll(49, "pollCreationMessage", message.poll_creation_message());
    } else if (message.has_poll_creation_message_v2()) {
        readPoll(60, "pollCreationMessageV2", message.poll_creation_message_v2());
    } else if (message.has_poll_creation_message_v3()) {
        readPoll(64, "pollCreationMessageV3", message.poll_creation_message_v3());
    } else if (message.has_poll_creation_message_v5()) {
        readPoll(111, "pollCreationMessageV5", message.poll_creation_message_v5());
    } else if (message.has_poll_creation_message_v6()) {
        readPoll(119, "pollCreationMessageV6", message.poll_creation_message_v6());
    } else if (message.has_group_invite_message()) {
        is(MessageKind::GroupInvite, 28, "groupInviteMessage");
        m_content.title = cleanName(viewOf(message.group_invite_message().name()));
        setText(message.group_invite_message().caption());
    } else if (message.has_product_message()) {
        is(MessageKind::Product, 30, "productMessage");
        const auto &product = message.product_message();
        m_content.title = cleanName(viewOf(product.product().title()));
        setText(paragraphs({&product.product().description(), &product.body()}));
        readContext(product.context_info());
    } else if (message.has_order_message()) {
        is(MessageKind::Order, 38, "orderMessage");
        m_content.title = cleanName(viewOf(message.order_message().order_title()));
        setText(message.order_message().message());
    } else if (message.has_event_message()) {
        is(MessageKind::Event, 75, "eventMessage");
        m_content.title = cleanName(viewOf(message.event_message().name()));
        m_content.link = limitedText(viewOf(message.event_message().join_link()), maxPathBytes);
        setText(message.event_message().description());
    } else if (message.has_call_log_message()) {
        is(MessageKind::Call, 69, "callLogMesssage");
        m_content.videoCall = message.call_log_message().is_video();
        m_content.callDuration = std::chrono::seconds(
            std::clamp<qint64>(message.call_log_message().duration_secs(), 0, 7 * 24 * 3600));
    } else if (message.has_call()) {
        is(MessageKind::Call, 10, "call");
    } else if (message.has_album_message()) {
        is(MessageKind::Album, 83, "albumMessage");
        readContext(message.album_message().context_info());
    } else {
        return false;
    }
    return true;
}

bool Reader::readChanges(const proto::Message &message)
{
    if (message.has_reaction_message()) {
        const auto &reaction = message.reaction_message();
        is(MessageKind::Reaction, 46, "reactionMessage");
        m_content.target = targetOf(reaction.key());
        m_content.text = limitedText(viewOf(reaction.text()), maxNameLength, &m_content.textCut);
        m_content.senderTimeMs = reaction.sender_timestamp_ms();
    } else if (message.has_poll_update_message()) {
        const auto &update = message.poll_update_message();
        is(MessageKind::PollVote, 50, "pollUpdateMessage");
        m_content.target = targetOf(update.poll_creation_message_key());
        m_content.sealed = SealedPart{.payload = atMost(update.vote().enc_payload(), 64 << 10),
                                      .iv = atMost(update.vote().enc_iv(), 64)};
        m_content.senderTimeMs = update.sender_timestamp_ms();
    } else if (message.has_secret_encrypted_message()) {
        const auto &sealed = message.secret_encrypted_message();
        is(MessageKind::SealedEdit, 82, "secretEncryptedMessage");
        m_content.target = targetOf(sealed.target_message_key());
        m_content.sealed = SealedPart{.payload = atMost(sealed.enc_payload(), maxMessageBytes),
                                      .iv = atMost(sealed.enc_iv(), 64),
                                      .type = sealed.secret_enc_type()};
    } else if (message.has_comment_message()) {
        readInside(message.comment_message().message());
        if (m_depth > maxDepth)
            return true;
        m_content.target = targetOf(message.comment_message().target_message_key());
        m_content.fieldNumber = 77;
        m_content.typeName = "commentMessage";
    } else {
        return false;
    }
    if (m_content.target->id.isEmpty())
        drop(u"about a message without id"_s);
    return true;
}

void Reader::readProtocol(const proto::ProtocolMessage &protocol)
{
    const int type = protocol.type();
    const auto *known = std::find_if(protocolNames.begin(), protocolNames.end(),
                                     [&](const FieldName &name) { return name.number == type; });
    is(MessageKind::Nothing, 12, "protocolMessage");
    m_content.typeName = "protocol:"
        + (known == protocolNames.end() ? QByteArray::number(type) : QByteArray(known->name));

    switch (type) {
    case HistorySyncNotification:
    case AppStateSyncKeyShare:
    case LidMigrationMappingSync:
        if (!m_origin.ownAccount)
            return drop(u"only the own phone may send this"_s);
        break;
    case PeerDataOperationResponse:
        if (!m_origin.ownAccount || !m_origin.ownPhone)
            return drop(u"only the own phone may send this"_s);
        break;
    default:
        break;
    }

    switch (type) {
    case Revoke:
        m_content.kind = MessageKind::Revoke;
        m_content.target = targetOf(protocol.key());
        if (m_content.target->id.isEmpty())
            drop(u"about a message without id"_s);
        break;
    case MessageEdit: {
        const QByteArray typeName = m_content.typeName;
        readInside(protocol.edited_message());
        if (m_depth > maxDepth)
            break;
        m_content.fieldNumber = 12;
        m_content.typeName = typeName;
        m_content.kind = MessageKind::Edit;
        m_content.target = targetOf(protocol.key());
        m_content.senderTimeMs = protocol.timestamp_ms();
        if (m_content.target->id.isEmpty())
            drop(u"about a message without id"_s);
        break;
    }
    case EphemeralSetting:
        m_content.kind = MessageKind::TimerChange;
        m_content.ephemeralExpiration = std::chrono::seconds(protocol.ephemeral_expiration());
        m_content.ephemeralSettingTime = protocol.ephemeral_setting_timestamp();
        break;
    case SharePhoneNumber:
        m_content.kind = MessageKind::PhoneNumberShared;
        break;
    case HistorySyncNotification:
        readHistory(protocol.history_sync_notification());
        break;
    case AppStateSyncKeyShare:
        readAppStateKeys(protocol.app_state_sync_key_share());
        break;
    case LidMigrationMappingSync:
        readMappings(protocol.lid_migration_mapping_sync_message());
        break;
    case PeerDataOperationResponse:
        readPeerAnswer(protocol.peer_data_operation_request_response_message());
        break;
    default:
        break;
    }
}

void Reader::readHistory(const proto::HistorySyncNotification &notice)
{
    m_content.kind = MessageKind::HistorySync;
    m_content.history = HistoryNotice{.syncType = notice.sync_type(),
                                      .chunk = notice.chunk_order(),
                                      .progress = std::min<quint32>(notice.progress(), 100),
                                      .inlinePayload = toBytes(notice.initial_hist_bootstrap_inline_payload()),
                                      .sha256 = hashOf(notice.file_sha256()),
                                      .encryptedSha256 = hashOf(notice.file_enc_sha256()),
                                      .key = keyOf(notice.media_key()),
                                      .directPath = mediaPath(viewOf(notice.direct_path())),
                                      .handle = atMost(notice.enc_handle(), maxPathBytes),
                                      .size = qint64(std::min<quint64>(notice.file_length(), quint64(maxMediaBytes))),
                                      .requestId = idOf(notice.peer_data_request_session_id())};
}

void Reader::readAppStateKeys(const proto::AppStateSyncKeyShare &share)
{
    m_content.kind = MessageKind::AppStateKeys;
    for (int i = 0; i < std::min(share.keys_size(), maxKeys); ++i) {
        const auto &key = share.keys(i);
        AppStateKey read{.id = atMost(key.key_id().key_id(), 64),
                         .key = keyOf(key.key_data().key_data()),
                         .fingerprint = atMost(key.key_data().fingerprint(), 4096),
                         .timestamp = key.key_data().timestamp()};
        if (!read.id.isEmpty() && !read.key.isEmpty())
            m_content.appStateKeys.append(std::move(read));
    }
}

void Reader::readMappings(const proto::LIDMigrationMappingSyncMessage &sync)
{
    const auto payload = parsed<proto::LIDMigrationMappingSyncPayload>(viewOf(sync.encoded_mapping_payload()));
    if (!payload)
        return drop(u"mappings that are no protobuf"_s);
    m_content.kind = MessageKind::LidMappings;
    LidMappings mappings;
    mappings.migrationTime = qint64(std::min<quint64>(payload->chat_db_migration_timestamp(), quint64(1) << 62));
    for (int i = 0; i < std::min(payload->pn_to_lid_mappings_size(), maxMappings); ++i) {
        const auto &pair = payload->pn_to_lid_mappings(i);
        const quint64 lid = pair.latest_lid() != 0 ? pair.latest_lid() : pair.assigned_lid();
        if (pair.pn() != 0 && lid != 0)
            mappings.pairs.append({.phone = Jid(QByteArray::number(quint64(pair.pn())), Jid::Server::Phone),
                                   .lid = Jid(QByteArray::number(lid), Jid::Server::Lid)});
    }
    m_content.lidMappings = std::move(mappings);
}

void Reader::readPeerAnswer(const proto::PeerDataOperationRequestResponseMessage &response)
{
    m_content.kind = MessageKind::PeerAnswer;
    PeerAnswer answer{.operation = response.type(), .requestId = idOf(response.stanza_id())};
    for (int i = 0; i < std::min(response.peer_data_operation_result_size(), maxPeerResults); ++i) {
        const auto &resent = response.peer_data_operation_result(i).placeholder_message_resend_response();
        if (resent.has_web_message_info_bytes())
            answer.webMessages.append(toBytes(resent.web_message_info_bytes()));
    }
    m_content.peerAnswer = std::move(answer);
}

void Reader::readPoll(int field, const char *name, const proto::PollCreationMessage &poll)
{
    is(MessageKind::Poll, field, name);
    setText(poll.name());
    for (int i = 0; i < std::min(poll.options_size(), maxPollOptions); ++i)
        m_content.pollOptions.append(cleanName(viewOf(poll.options(i).option_name()), 256));
    readContext(poll.context_info());
}

void Reader::readContext(const proto::ContextInfo &context)
{
    m_content.forwarded = context.is_forwarded() || context.forwarding_score() > 0;
    if (context.expiration() > 0) {
        m_content.ephemeral = true;
        m_content.ephemeralExpiration = std::chrono::seconds(context.expiration());
        m_content.ephemeralSettingTime = context.ephemeral_setting_timestamp();
    }
    for (int i = 0; i < std::min(context.mentioned_jid_size(), maxMentions); ++i) {
        const Jid mentioned = jidOf(context.mentioned_jid(i));
        if (mentioned.isPerson())
            m_content.mentions.append(mentioned.account());
    }
    if (context.has_external_ad_reply()) {
        const auto &ad = context.external_ad_reply();
        m_content.ad = AdReferral{.title = cleanName(viewOf(ad.title())),
                                  .text = limitedText(viewOf(ad.body()), 4096),
                                  .sourceUrl = cleanName(viewOf(ad.source_url()), maxPathBytes),
                                  .sourceId = cleanName(viewOf(ad.source_id()))};
    }
    const QByteArray id = idOf(context.stanza_id());
    if (!m_quotes || id.isEmpty())
        return;
    QuotedMessage quoted{
        .id = id, .sender = jidOf(context.participant()).account(), .chat = jidOf(context.remote_jid())};
    if (const auto message = parsed<proto::Message>(viewOf(context.quoted_message()))) {
        MessageContent content = Reader(m_origin, false).read(*message);
        quoted.kind = content.kind;
        quoted.text = std::move(content.text);
    }
    m_content.quoted = std::move(quoted);
}

/// Kinds without a message of their own, and those that nobody knows yet: found by their field numbers.
void Reader::readUnknown(const proto::Message &message)
{
    using google::protobuf::internal::WireFormatLite;
    const std::string &fields = message.unknown_fields();
    google::protobuf::io::CodedInputStream input(reinterpret_cast<const quint8 *>(fields.data()), int(fields.size()));
    while (const quint32 tag = input.ReadTag()) {
        const int number = WireFormatLite::GetTagFieldNumber(tag);
        const auto *known = std::find_if(unreadFields.begin(), unreadFields.end(),
                                         [&](const FieldName &field) { return field.number == number; });
        const MessageKind kind = kindOfUnread(number);
        // One that can be shown wins over one that is ignored.
        if (m_content.fieldNumber == 0 || (m_content.kind == MessageKind::Nothing && kind != MessageKind::Nothing)) {
            is(kind, number, "");
            m_content.typeName = known == unreadFields.end() ? "field " + QByteArray::number(number)
                                                             : QByteArray(known->name);
        }
        if (!WireFormatLite::SkipField(&input, tag))
            return;
    }
    if (m_content.fieldNumber == 0 && m_content.senderKeys.isEmpty())
        m_content.reason = u"an empty message"_s;
}

} // namespace

QString downloadProblem(const MediaDescription &media, quint64 announced)
{
    if (media.key.isEmpty())
        return u"no key of 32 bytes"_s;
    if (media.directPath.isEmpty() && media.url.isEmpty())
        return u"no path to download it from"_s;
    if (media.sha256.isEmpty())
        return u"no hash of 32 bytes"_s;
    return announced > quint64(maxMediaBytes) ? u"absurd size"_s : QString();
}

Result<MessageContent> parseMessageContent(QByteArrayView plaintext, ContentOrigin origin)
{
    return messagepadding::unpadded(plaintext).and_then(
        [&](const QByteArray &message) { return parseMessage(message, origin); });
}

Result<MessageContent> parseMessage(QByteArrayView message, ContentOrigin origin)
{
    if (message.size() > maxMessageBytes)
        return fail(Errc::TooLarge, u"a message of %1 bytes"_s.arg(message.size()));
    const auto parsedMessage = parsed<proto::Message>(message);
    if (!parsedMessage)
        return fail(Errc::Protocol, u"no message protobuf"_s);
    return Reader(origin, true).read(*parsedMessage);
}

QByteArray kindName(const MessageContent &content)
{
    if (content.typeName.startsWith("protocol:"))
        return content.typeName;
    switch (content.kind) {
    case MessageKind::Nothing:
        return "nothing";
    case MessageKind::Text:
        return "text";
    case MessageKind::Image:
        return "image";
    case MessageKind::Video:
        return "video";
    case MessageKind::Audio:
        return "audio";
    case MessageKind::Ptt:
        return "ptt";
    case MessageKind::Document:
        return "document";
    case MessageKind::Sticker:
        return "sticker";
    case MessageKind::Reaction:
        return "reaction";
    case MessageKind::Poll:
        return "poll";
    case MessageKind::PollVote:
        return "poll_vote";
    case MessageKind::Contact:
        return "contact";
    case MessageKind::Location:
        return "location";
    case MessageKind::Edit:
        return "protocol:MESSAGE_EDIT";
    case MessageKind::SealedEdit:
        return "sealed_edit";
    case MessageKind::Revoke:
        return "protocol:REVOKE";
    case MessageKind::GroupInvite:
        return "group_invite";
    case MessageKind::Product:
        return "product";
    case MessageKind::Order:
        return "order";
    case MessageKind::Event:
        return "event";
    case MessageKind::Call:
        return "call";
    case MessageKind::Payment:
        return "payment";
    case MessageKind::StickerPack:
        return "sticker_pack";
    case MessageKind::PhoneNumberRequest:
        return "phone_number_request";
    case MessageKind::PhoneNumberShared:
        return "phone_number_shared";
    case MessageKind::Album:
        return "album";
    case MessageKind::OpenOnPhone:
        return "open_on_phone";
    case MessageKind::TimerChange:
        return "timer_change";
    case MessageKind::HistorySync:
        return "history_sync";
    case MessageKind::AppStateKeys:
        return "app_state_keys";
    case MessageKind::PeerAnswer:
        return "peer_answer";
    case MessageKind::LidMappings:
        return "lid_mappings";
    case MessageKind::Unsupported:
        break;
    }
    return "unsupported";
}

} // namespace desk::wa
