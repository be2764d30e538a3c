#include "whatsapp/sim/phonereader.h"

#include "whatsapp/media/mediacipher.h"

#include <QFile>
#include <QTemporaryDir>

#include <whatsapp/proto/message.pb.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int peerDataRequest = 16;
constexpr int peerDataResponse = 17;
constexpr quint32 placeholderResend = 4;

CiphertextKind kindOf(const EncryptedPart &part)
{
    return part.type == EncryptedPart::Type::PreKeyMessage ? CiphertextKind::PreKeyMessage : CiphertextKind::Message;
}

} // namespace

PhoneReader::PhoneReader(const PhoneContext &context, PhoneWriter &writer, QObject *parent)
    : QObject(parent), m_context(context), m_writer(writer)
{
}

void PhoneReader::read(PhoneStore &phone, const Node &message)
{
    const OwnAccount own = phone.account().own();
    const auto stanza = parseMessageStanza(message, own);
    if (!stanza) {
        std::fprintf(stderr, "phone %s: %s\n", own.phone.user().constData(), qUtf8Printable(stanza.error().detail));
        return;
    }
    AnswerOptions options{.active = true};
    const MessageOutcome outcome = outcomeWithoutDecrypting(*stanza).value_or(decrypt(phone, *stanza, options));
    for (const Node &answer : answersTo(*stanza, outcome, own, options)) {
        // Nobody keeps what is for a phone until it is acknowledged.
        if (answer.tag == "receipt")
            m_context.relay.receipt({&phone.account(), 0}, answer);
    }
}

MessageOutcome PhoneReader::decrypt(PhoneStore &phone, const IncomingStanza &stanza, AnswerOptions &options)
{
    MessageOutcome outcome = MessageOutcome::Duplicate;
    for (const EncryptedPart &part : stanza.parts) {
        if (!part.isReadable())
            continue;
        const auto plaintext = plaintextOf(phone, stanza, part);
        if (!plaintext && plaintext.error().fault == SignalFault::Duplicate)
            continue;
        if (!plaintext)
            return failed(phone, stanza, part, plaintext.error(), options);
        outcome = take(phone, stanza, *plaintext);
        if (outcome != MessageOutcome::Stored)
            return outcome;
    }
    return outcome;
}

SignalResult<QByteArray> PhoneReader::plaintextOf(PhoneStore &phone, const IncomingStanza &stanza,
                                                  const EncryptedPart &part) const
{
    const Jid sender = m_context.directory.hiddenId(stanza.sender);
    if (sender.isNull())
        return refuse(SignalFault::Invalid, u"the sender has no account"_s);
    if (part.type == EncryptedPart::Type::SenderKey) {
        auto plaintext = phone.groups().decrypt(stanza.chat, sender, part.bytes);
        if (plaintext)
            phone.heal(sender, stanza.chat);
        return plaintext;
    }
    auto decrypted = phone.sessions().decrypt(sender, kindOf(part), part.bytes);
    if (!decrypted)
        return refuse(decrypted.error());
    phone.heal(sender);
    return decrypted->plaintext;
}

MessageOutcome PhoneReader::failed(PhoneStore &phone, const IncomingStanza &stanza, const EncryptedPart &part,
                                   const SignalError &error, AnswerOptions &options)
{
    const Jid sender = m_context.directory.hiddenId(stanza.sender);
    const bool excused = part.type == EncryptedPart::Type::SenderKey
        ? phone.excusesSenderKey(stanza.chat, sender, stanza.id)
        : phone.excuses(sender, stanza.id);
    if (!excused) {
        violate(stanza, "phone_cannot_decrypt",
                u"%1 of a <message>: %2"_s.arg(QString::fromLatin1(part.typeName), error.detail));
        return MessageOutcome::GivenUp;
    }
    if (stanza.route == Route::Group) // a sender key may have been in it
        phone.loseSenderKey(stanza.chat, sender);
    int &asked = phone.askedFor(stanza.id, sender);
    const bool lostKeys = error.fault == SignalFault::NoSession || error.fault == SignalFault::InvalidKeyId;
    const auto plan = planRetry(stanza, asked, lostKeys, m_context.clock.nowMs() / 1000);
    if (!plan)
        return MessageOutcome::GivenUp;
    ++asked;
    options.retry = RetryRequest{.count = plan->count,
                                 .reason = RetryReason(retryReason(error.fault).value_or(0)),
                                 .registrationId = phone.account().phone().preKeys().registrationId()};
    if (plan->withKeys)
        options.retry->keys = phone.retryKeys();
    return MessageOutcome::Undecryptable;
}

MessageOutcome PhoneReader::take(PhoneStore &phone, const IncomingStanza &stanza, const QByteArray &plaintext)
{
    const auto content = messagepadding::unpadded(plaintext);
    const auto message = content ? parsed<proto::Message>(*content) : std::nullopt;
    if (!message) {
        violate(stanza, "phone_cannot_decrypt", content ? u"a broken protobuf"_s : content.error().detail);
        return MessageOutcome::BrokenContent;
    }
    if (message->has_sender_key_distribution_message()) {
        const auto &key = message->sender_key_distribution_message();
        const auto group = Jid::parse(QByteArrayView(key.group_id()));
        const auto taken = phone.groups().processDistribution(group.value_or(Jid()),
                                                              m_context.directory.hiddenId(stanza.sender),
                                                              toBytes(key.axolotl_sender_key_distribution_message()));
        if (!taken)
            violate(stanza, "phone_cannot_decrypt", u"a sender key: "_s + taken.error().detail);
    }
    if (message->has_device_sent_message() && !stanza.fromMe) {
        violate(stanza, "deviceSentMessage_to_other_user", u"a copy for own devices went to another account"_s);
        return MessageOutcome::Stored;
    }
    const bool ownChat = phone.account().own().isOwn(stanza.chat);
    if (stanza.route == Route::OwnCopy && !ownChat && !message->has_device_sent_message())
        violate(stanza, "own_copy_without_deviceSentMessage", u"a copy for own devices is not wrapped"_s);

    if (stanza.route == Route::Peer)
        answerPeer(phone, stanza, *message);
    else
        tell(phone, stanza, *content);
    return MessageOutcome::Stored;
}

void PhoneReader::tell(PhoneStore &phone, const IncomingStanza &stanza, const QByteArray &message)
{
    auto content = parseMessage(message, stanza.origin());
    if (!content || (content->kind == MessageKind::Nothing && content->fieldNumber == 0))
        return; // only a sender key, for instance
    const Account *author = m_context.directory.account(stanza.sender);
    const bool known = phone.log().find([&](const PhoneMessage &logged) {
        return logged.id == stanza.id && m_context.directory.account(logged.author) == author;
    });
    if (known)
        return;
    phone.log().append({.id = stanza.id,
                        .chat = stanza.chat,
                        .author = stanza.sender,
                        .fromMe = stanza.fromMe,
                        .timestamp = stanza.timestamp,
                        .pushName = stanza.pushName,
                        .content = content->message});
    std::optional<PhoneReading::File> file;
    if (content->media) {
        if (auto opened = open(*content->media))
            file = *std::move(opened);
        else
            violate(stanza, "media", opened.error().detail);
    }
    Q_EMIT hasRead({.account = phone.account().number(),
                    .from = author->jid(stanza.sender.device()),
                    .chat = stanza.chat,
                    .id = stanza.id,
                    .own = stanza.fromMe,
                    .content = *std::move(content),
                    .file = std::move(file)});
}

Result<PhoneReading::File> PhoneReader::open(const MediaDescription &media) const
{
    if (!media.canBeDownloaded())
        return fail(Errc::Invalid, media.problem);
    const BlobStore::Blob *blob = m_context.blobs.find(media.directPath);
    if (!blob || blob->goneWith != 0)
        return fail(Errc::NotFound, u"the file is not at the service"_s);
    const auto keys = MediaKeys::from(media.key, mediaKind(media.type));
    if (!keys)
        return fail(keys.error());
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"plain"_s);
    // Also what a client may leave out is compared: this one's does not.
    const auto size = openMedia(blob->file, path, *keys,
                                {.sealedSha256 = media.encryptedSha256, .sha256 = media.sha256, .size = media.size},
                                maxMediaBytes);
    if (!size)
        return fail(size.error());
    return PhoneReading::File{.size = *size, .sha256 = media.sha256};
}

void PhoneReader::answerPeer(PhoneStore &phone, const IncomingStanza &stanza, const proto::Message &message)
{
    const auto &request = message.protocol_message().peer_data_operation_request_message();
    if (message.protocol_message().type() != peerDataRequest || request.type() != placeholderResend)
        return;
    proto::Message answer;
    answer.mutable_protocol_message()->set_type(peerDataResponse);
    auto *response = answer.mutable_protocol_message()->mutable_peer_data_operation_request_response_message();
    response->set_type(placeholderResend);
    response->set_stanza_id(toStdString(stanza.id));
    for (const auto &wanted : request.placeholder_message_resend_request()) {
        const auto &key = wanted.message_key();
        const QByteArray found = webMessage(phone,
                                            {.chat = Jid::parse(QByteArrayView(key.remote_jid())).value_or(Jid()),
                                             .id = toBytes(key.id()),
                                             .fromMe = key.from_me()});
        if (!found.isEmpty())
            response->add_peer_data_operation_result()
                ->mutable_placeholder_message_resend_response()
                ->set_web_message_info_bytes(toStdString(found));
    }
    if (response->peer_data_operation_result_size() == 0)
        return; // as a phone that does not have it either
    if (const auto sent = m_writer.sendPeer(phone, stanza.sender, serialized(answer)); !sent)
        std::fprintf(stderr, "phone %s: %s\n", phone.account().number().constData(),
                     qUtf8Printable(sent.error().detail));
}

QByteArray PhoneReader::webMessage(PhoneStore &phone, const MessageTarget &target) const
{
    const Account *person = m_context.directory.account(target.chat);
    const PhoneMessage *message = phone.log().find([&](const PhoneMessage &known) {
        return known.id == target.id && known.fromMe == target.fromMe
            && (known.chat == target.chat || (person && m_context.directory.account(known.chat) == person));
    });
    if (!message)
        return {};
    proto::WebMessageInfo info;
    info.mutable_key()->set_remote_jid(toStdString(target.chat.toText()));
    info.mutable_key()->set_from_me(message->fromMe);
    info.mutable_key()->set_id(toStdString(message->id));
    info.set_message(toStdString(message->content));
    info.set_message_timestamp(quint64(message->timestamp));
    info.set_push_name(toStdString(message->pushName.toUtf8()));
    if (message->chat.isGroup()) {
        info.mutable_key()->set_participant(toStdString(message->author.bare().toText()));
        info.set_participant(toStdString(message->author.bare().toText()));
    }
    return serialized(info);
}

void PhoneReader::violate(const IncomingStanza &stanza, const QByteArray &what, const QString &detail)
{
    const Account *sender = m_context.directory.account(stanza.sender);
    m_context.violations.report(sender ? sender->jid(stanza.sender.device()).toText() : stanza.sender.toText(),
                                {what, detail, stanza.id});
}

} // namespace desk::wa::sim
