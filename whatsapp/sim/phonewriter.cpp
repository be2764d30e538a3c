#include "whatsapp/sim/phonewriter.h"

#include "whatsapp/media/mediacipher.h"
#include "whatsapp/proto/protobytes.h"

#include <QFile>
#include <QTemporaryDir>

#include <whatsapp/proto/message.pb.h>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int lastRetryAnswered = 4;  // by the count of the receipt
constexpr int mostTimesSentAgain = 5; // to one device

Jid nameOf(const Account &account, quint16 device, bool byPhoneNumber)
{
    return byPhoneNumber ? account.jid(device) : account.lid(device);
}

QList<Jid> devicesOf(const Account &account, bool byPhoneNumber)
{
    QList<Jid> devices{nameOf(account, 0, byPhoneNumber)};
    for (const auto &[number, device] : account.devices())
        devices.append(nameOf(account, number, byPhoneNumber));
    return devices;
}

QByteArray plaintextOf(const QByteArray &content, Padding padding, Random &random)
{
    switch (padding) {
    case Padding::Right:
        break;
    case Padding::Bad:
        return content + QByteArray("\x01\x02\x03");
    case Padding::None:
        return content;
    }
    return messagepadding::padded(content, random);
}

/// Of what is no Message, nothing can be said.
StanzaTraits traitsOf(const PhoneMessage &message)
{
    StanzaTraits traits = stanzaTraits(message.content).value_or(StanzaTraits{});
    if (!message.type.isEmpty())
        traits.type = message.type;
    return traits;
}

void warn(const PhoneStore &phone, const QString &what)
{
    std::fprintf(stderr, "phone %s: %s\n", phone.account().number().constData(), qUtf8Printable(what));
}

} // namespace

QByteArray PhoneWriter::newId()
{
    // As phones make them; "3EB0" in front would mean a web client.
    return "AC" + m_context.random.bytes(15).toHex().toUpper();
}

Result<QByteArray> PhoneWriter::contentOf(PhoneStore &phone, const PhoneOrder &order, const Jid &to,
                                          bool byPhoneNumber) const
{
    const qint64 nowMs = m_context.clock.nowMs();
    if (order.raw)
        return *order.raw;
    if (order.reaction) {
        MessageTarget target{.chat = to, .id = order.reaction->id, .fromMe = order.reaction->fromMe};
        const PhoneMessage *known = phone.log().find(
            [&target](const PhoneMessage &message) { return message.id == target.id; });
        if (to.isGroup() && known)
            target.participant = known->author.bare();
        return reactionMessage(target, order.reaction->emoji, nowMs);
    }
    if (!order.revokes.isEmpty())
        return revokeMessage({.chat = to, .id = order.revokes, .fromMe = true});
    if (!order.edits.isEmpty())
        return editMessage({.chat = to, .id = order.edits, .fromMe = true}, order.text, nowMs);
    MessageExtras extras{.messageSecret = SecretBytes::random(m_context.random, 32)};
    if (order.quote) {
        extras.quote = order.quote;
        if (const Account *author = m_context.directory.account(order.quote->author))
            extras.quote->author = nameOf(*author, 0, byPhoneNumber);
    }
    if (order.media) {
        const auto uploaded = upload(mediaKind(order.media->type), order.media->filePath);
        return uploaded ? mediaMessage(*order.media, *uploaded, extras) : fail(uploaded.error());
    }
    return textMessage(order.text, extras);
}

// A phone of the simulator stands beside the service: nothing goes over the network.
Result<UploadedMedia> PhoneWriter::upload(MediaKind kind, const QString &path) const
{
    UploadedMedia uploaded{.key = SecretBytes::random(m_context.random, MediaKeys::mediaKeyBytes), .keyTime = now()};
    const auto keys = MediaKeys::from(uploaded.key, kind);
    if (!keys)
        return fail(keys.error());
    const QString file = m_context.blobs.newFile();
    const auto sealed = sealMedia(path, file, *keys, maxMediaBytes);
    if (!sealed)
        return fail(sealed.error());
    const auto direct = m_context.blobs.add(
        file, sealed->sealedSha256.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    if (!direct)
        return fail(direct.error());
    uploaded.sha256 = sealed->sha256;
    uploaded.encryptedSha256 = sealed->sealedSha256;
    uploaded.size = sealed->size;
    uploaded.directPath = *direct;
    uploaded.url = m_context.mediaOrigin() + *direct;
    return uploaded;
}

Result<QByteArray> PhoneWriter::send(PhoneStore &phone, const PhoneOrder &order)
{
    Account &account = phone.account();
    const bool shared = isSharedChat(order.to);
    const auto group = shared ? readersOf(account, order) : Result<Group>();
    if (!group)
        return fail(group.error());
    Account *recipient = m_context.directory.account(order.to);
    if (!recipient && !shared)
        return fail(Errc::NotFound, u"there is no such recipient"_s);
    const bool byPhoneNumber = shared ? !group->lid : order.byPhoneNumber;
    const Jid to = shared ? group->jid : nameOf(*recipient, 0, byPhoneNumber);
    const auto content = contentOf(phone, order, to, byPhoneNumber);
    if (!content)
        return content;
    const PhoneMessage message{.id = newId(),
                               .chat = to,
                               .author = nameOf(account, 0, byPhoneNumber),
                               .fromMe = true,
                               .writtenHere = true,
                               .timestamp = now(),
                               .pushName = account.name,
                               .content = *content,
                               .padding = order.padding,
                               .type = order.type};
    const auto stanza = shared ? toGroup(phone, message, *group) : toPerson(phone, message, *recipient);
    if (!stanza)
        return fail(stanza.error());
    phone.log().append(message);
    m_context.relay.message({&account, 0}, *stanza);
    return message.id;
}

Result<Group> PhoneWriter::readersOf(const Account &account, const PhoneOrder &order) const
{
    if (const Group *group = m_context.groups.find(order.to); group && group->has(account))
        return *group;
    if (!order.to.isStatusBroadcast())
        return fail(Errc::NotFound, u"there is no such recipient"_s);
    Group viewers{.jid = order.to};
    for (const Jid &jid : order.viewers) {
        Account *viewer = m_context.directory.account(jid);
        if (!viewer)
            return fail(Errc::NotFound, u"nobody is "_s + jid.toString());
        viewers.members.append(viewer);
    }
    return viewers;
}

Result<Node> PhoneWriter::toPerson(PhoneStore &phone, const PhoneMessage &message, Account &recipient)
{
    Account &account = phone.account();
    // What is no message cannot be wrapped for the companions either.
    const QByteArray ownCopy = deviceSentMessage(message.chat, message.content).value_or(message.content);
    const bool byPhoneNumber = message.chat.isPhone();
    QList<Jid> devices = devicesOf(account, byPhoneNumber);
    if (&recipient != &account)
        devices = devicesOf(recipient, byPhoneNumber) + devices;
    devices.removeOne(message.author);
    QList<DeviceCiphertext> ciphertexts;
    for (const Jid &device : std::as_const(devices)) {
        const bool own = device.account() == message.author.account();
        if (auto sealed = seal(phone, device, own ? ownCopy : message.content, message.padding))
            ciphertexts.append(*std::move(sealed));
        else
            warn(phone, sealed.error().detail);
    }
    return messageStanza({.id = message.id,
                          .to = message.chat,
                          .traits = traitsOf(message),
                          .peerRecipientPhone = recipient.jid(),
                          .fromPhone = true},
                         ciphertexts, account.own());
}

Result<Node> PhoneWriter::toGroup(PhoneStore &phone, const PhoneMessage &message, const Group &group)
{
    Account &account = phone.account();
    const auto distribution = phone.groups().createDistribution(group.jid, account.lid());
    if (!distribution)
        return fail(distribution.error().error());
    const QByteArray keyMessage = senderKeyMessage(group.jid, *distribution);
    QList<Jid> devices;
    QList<DeviceCiphertext> distributions;
    for (const Account *member : group.members) {
        for (const Jid &device : devicesOf(*member, !group.lid)) {
            devices.append(device);
            const Jid address = m_context.directory.hiddenId(device);
            // With a status post its viewers are named, whether or not they have the key.
            const bool holds = group.jid.isGroup() && phone.isHolder(group.jid, address);
            if (device == message.author || holds)
                continue;
            auto sealed = seal(phone, device, keyMessage, Padding::Right);
            if (!sealed) {
                warn(phone, sealed.error().detail);
                continue;
            }
            distributions.append(*std::move(sealed));
            phone.addHolder(group.jid, address);
        }
    }
    const auto ciphertext = phone.groups().encrypt(group.jid, account.lid(),
                                                   plaintextOf(message.content, message.padding, m_context.random));
    if (!ciphertext)
        return fail(ciphertext.error().error());
    return groupMessageStanza({.id = message.id, .to = group.jid, .traits = traitsOf(message), .fromPhone = true},
                              *ciphertext, distributions, group.lid, participantHash(devices), account.own());
}

Result<> PhoneWriter::sendPeer(PhoneStore &phone, const Jid &companion, const QByteArray &content)
{
    const auto sealed = seal(phone, companion, content, Padding::Right);
    if (!sealed)
        return fail(sealed.error().error());
    const Node enc{.tag = "enc",
                   .attributes = {{"v", "2"}, {"type", sealed->preKeyMessage ? "pkmsg" : "msg"}},
                   .content = sealed->bytes};
    m_context.relay.message(
        {&phone.account(), 0},
        Node{.tag = "message",
             .attributes = {{"id", newId()}, {"to", companion}, {"type", "text"}, {"category", "peer"}},
             .content = QList{Node{.tag = "meta", .attributes = {{"appdata", "default"}}}, enc}});
    return {};
}

Result<> PhoneWriter::sendHistory(PhoneStore &phone, const Jid &companion, const QByteArray &sync, quint32 type,
                                  quint32 progress, bool inlined)
{
    constexpr int historySyncNotification = 5;
    constexpr qsizetype lengthBytes = 4; // Qt writes the plain length in front of the stream
    const QByteArray compressed = qCompress(sync).sliced(lengthBytes);
    proto::Message message;
    message.mutable_protocol_message()->set_type(historySyncNotification);
    auto *notice = message.mutable_protocol_message()->mutable_history_sync_notification();
    notice->set_sync_type(type);
    notice->set_chunk_order(1);
    notice->set_progress(progress);
    if (inlined) {
        notice->set_initial_hist_bootstrap_inline_payload(toStdString(compressed));
    } else {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"history"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(compressed) != compressed.size() || !file.flush())
            return fail(Errc::Storage, u"no room for history"_s);
        const auto uploaded = upload(MediaKind::History, file.fileName());
        if (!uploaded)
            return fail(uploaded.error());
        notice->set_media_key(toStdString(uploaded->key.view()));
        notice->set_file_sha256(toStdString(uploaded->sha256));
        notice->set_file_enc_sha256(toStdString(uploaded->encryptedSha256));
        notice->set_file_length(quint64(uploaded->size));
        notice->set_direct_path(toStdString(uploaded->directPath));
    }
    return sendPeer(phone, companion, serialized(message));
}

void PhoneWriter::sendAgain(PhoneStore &phone, const IncomingReceipt &receipt)
{
    const RetryRequest &request = *receipt.retry;
    const Account *person = m_context.directory.account(receipt.chat);
    const PhoneMessage *message = phone.log().find([&](const PhoneMessage &known) {
        // An own device may leave out whose chat it is.
        return known.writtenHere && known.id == request.messageId
            && (receipt.ownDevice || known.chat == receipt.chat
                || (person && m_context.directory.account(known.chat) == person));
    });
    const Jid device = m_context.directory.hiddenId(receipt.device);
    if (!message || device.isNull() || request.count > lastRetryAnswered
        || ++phone.sentAgain(message->id, device) > mostTimesSentAgain)
        return;
    if (const auto renewed = renewSession(phone, device, request); !renewed)
        return warn(phone, renewed.error().detail);

    const auto content = contentAgain(phone, *message, receipt);
    if (!content)
        return warn(phone, content.error().detail);
    const auto sealed = seal(phone, receipt.device, *content, message->padding);
    if (!sealed)
        return warn(phone, sealed.error().detail);
    const bool inGroup = isSharedChat(message->chat);
    const auto stanza = resendStanza(
        {.id = message->id, .to = receipt.from, .traits = traitsOf(*message), .fromPhone = true}, *sealed,
        {.count = request.count,
         .timestamp = request.timestamp,
         .participant = inGroup ? receipt.device : Jid(),
         .recipient = receipt.ownDevice && !inGroup ? message->chat : Jid()});
    if (!stanza)
        return warn(phone, stanza.error().detail);
    m_context.relay.message({&phone.account(), 0}, *stanza);
}

Result<QByteArray> PhoneWriter::contentAgain(PhoneStore &phone, const PhoneMessage &message,
                                             const IncomingReceipt &receipt)
{
    if (isSharedChat(message.chat)) {
        const auto distribution = phone.groups().createDistribution(message.chat, phone.account().lid());
        if (!distribution)
            return fail(distribution.error().error());
        return withSenderKey(message.content, message.chat, *distribution).value_or(message.content);
    }
    if (receipt.ownDevice)
        return deviceSentMessage(message.chat, message.content).value_or(message.content);
    return message.content;
}

void PhoneWriter::read(PhoneStore &phone, const Jid &chat, const QList<QByteArray> &ids)
{
    const PhoneMessage *message = phone.log().find(
        [&ids](const PhoneMessage &known) { return !known.fromMe && ids.contains(known.id); });
    const Jid where = message ? message->chat : chat;
    const Jid author = isSharedChat(where) && message ? message->author : Jid();
    for (const Node &receipt : readReceipts(where, ids, now(), ReadKind::Read, author))
        m_context.relay.receipt({&phone.account(), 0}, receipt);
}

void PhoneWriter::chatState(PhoneStore &phone, const Jid &chat, ChatState state)
{
    m_context.relay.chatState({&phone.account(), 0}, chatStateNode(chat, state));
}

SignalResult<DeviceCiphertext> PhoneWriter::seal(PhoneStore &phone, const Jid &device, const QByteArray &content,
                                                 Padding padding)
{
    const Jid address = m_context.directory.hiddenId(device);
    const auto present = phone.sessions().hasSession(address);
    if (!present)
        return refuse(present.error());
    if (!*present) {
        if (const auto begun = beginSession(phone, address); !begun)
            return refuse(begun.error());
    }
    const auto sealed = phone.sessions().encrypt(address, plaintextOf(content, padding, m_context.random));
    if (!sealed)
        return refuse(sealed.error());
    return DeviceCiphertext{
        .device = device, .preKeyMessage = sealed->kind == CiphertextKind::PreKeyMessage, .bytes = sealed->bytes};
}

SignalResult<> PhoneWriter::beginSession(PhoneStore &phone, const Jid &device)
{
    const auto bundle = m_context.keys.take(device);
    if (!bundle)
        return refuse(SignalFault::NoSession, u"there is no such device"_s);
    const auto begun = phone.sessions().processBundle(device, *bundle);
    return begun ? SignalResult<>() : refuse(begun.error());
}

SignalResult<> PhoneWriter::renewSession(PhoneStore &phone, const Jid &device, const RetryRequest &request)
{
    const auto session = phone.sessions().sessionInfo(device);
    if (!session)
        return refuse(session.error());
    if (request.keys) {
        const RetryKeys &keys = *request.keys;
        PreKeyBundle bundle{.registrationId = request.registrationId,
                            .identityKey = keys.identity,
                            .signedPreKeyId = keys.signedKeyId,
                            .signedPreKey = keys.signedKey,
                            .signature = keys.signature,
                            .oneTimeKey = std::nullopt};
        if (!keys.preKey.isEmpty())
            bundle.oneTimeKey = PreKeyBundle::OneTimeKey{keys.preKeyId, keys.preKey};
        const auto begun = phone.sessions().processBundle(device, bundle);
        return begun ? SignalResult<>() : refuse(begun.error());
    }
    // A session is there and was understood up to now: at first the message may only have been spoiled on its way.
    if (*session && (*session)->remoteRegistrationId == request.registrationId && request.count == 1)
        return {};
    return beginSession(phone, device);
}

} // namespace desk::wa::sim
