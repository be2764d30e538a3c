#include "whatsapp/sim/phonewriter.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int lastRetryAnswered = 4;  // by the count of the receipt
constexpr int mostTimesSentAgain = 5; // to one device

OwnAccount ownAccount(const Account &account)
{
    return {account.jid(), account.lid()};
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

PhoneWriter::PhoneWriter(Directory &directory, KeyRequests &keys, Relay &relay, Clock &clock, Random &random)
    : m_directory(directory), m_keys(keys), m_relay(relay), m_clock(clock), m_random(random)
{
}

QByteArray PhoneWriter::newId()
{
    // As phones make them; "3EB0" in front would mean a web client.
    return "AC" + m_random.bytes(15).toHex().toUpper();
}

Result<QByteArray> PhoneWriter::contentOf(const PhoneOrder &order, const Jid &to) const
{
    if (order.raw)
        return *order.raw;
    if (order.reaction)
        return reactionMessage({.chat = to, .id = order.reaction->id, .fromMe = order.reaction->fromMe},
                               order.reaction->emoji, m_clock.nowMs());
    if (!order.revokes.isEmpty())
        return revokeMessage({.chat = to, .id = order.revokes, .fromMe = true});
    if (!order.edits.isEmpty())
        return editMessage({.chat = to, .id = order.edits, .fromMe = true}, order.text, m_clock.nowMs());
    MessageExtras extras{.messageSecret = SecretBytes::random(m_random, 32)};
    if (order.quote) {
        extras.quote = order.quote;
        if (const Account *author = m_directory.account(order.quote->author))
            extras.quote->author = order.byPhoneNumber ? author->jid() : author->lid();
    }
    return textMessage(order.text, extras);
}

Result<QByteArray> PhoneWriter::send(PhoneStore &phone, const PhoneOrder &order)
{
    Account &account = phone.account();
    const Account *recipient = m_directory.account(order.to);
    if (!recipient)
        return fail(Errc::NotFound, u"nobody has that address"_s);
    const auto nameOf = [&order](const Account &whose, quint16 device) {
        return order.byPhoneNumber ? whose.jid(device) : whose.lid(device);
    };
    const Jid to = nameOf(*recipient, 0);
    const auto content = contentOf(order, to);
    if (!content)
        return content;
    // What is no message cannot be wrapped for the companions either.
    const QByteArray ownCopy = deviceSentMessage(to, *content).value_or(*content);

    const PhoneMessage message{.id = newId(),
                               .chat = to,
                               .author = nameOf(account, 0),
                               .fromMe = true,
                               .writtenHere = true,
                               .timestamp = now(),
                               .pushName = account.name,
                               .content = *content,
                               .padding = order.padding,
                               .type = order.type};
    QList<DeviceCiphertext> ciphertexts;
    const auto sealFor = [&](const Account &whose, quint16 number, const QByteArray &what) {
        const Jid device = nameOf(whose, number);
        if (auto sealed = seal(phone, device, what, order.padding))
            ciphertexts.append(*std::move(sealed));
        else
            warn(phone, sealed.error().detail);
    };
    if (recipient != &account) {
        sealFor(*recipient, 0, *content);
        for (const auto &[number, device] : recipient->devices())
            sealFor(*recipient, number, *content);
    }
    for (const auto &[number, device] : account.devices())
        sealFor(account, number, ownCopy);

    const auto stanza = messageStanza({.id = message.id,
                                       .to = to,
                                       .traits = traitsOf(message),
                                       .peerRecipientPhone = recipient->jid(),
                                       .fromPhone = true},
                                      ciphertexts, ownAccount(account));
    if (!stanza)
        return fail(stanza.error());
    phone.log().append(message);
    m_relay.message({&account, 0}, *stanza);
    return message.id;
}

Result<> PhoneWriter::sendPeer(PhoneStore &phone, const Jid &companion, const QByteArray &content)
{
    const auto sealed = seal(phone, companion, content, Padding::Right);
    if (!sealed)
        return fail(sealed.error().error());
    const Node enc{.tag = "enc",
                   .attributes = {{"v", "2"}, {"type", sealed->preKeyMessage ? "pkmsg" : "msg"}},
                   .content = sealed->bytes};
    m_relay.message({&phone.account(), 0},
                    Node{.tag = "message",
                         .attributes = {{"id", newId()}, {"to", companion}, {"type", "text"}, {"category", "peer"}},
                         .content = QList{Node{.tag = "meta", .attributes = {{"appdata", "default"}}}, enc}});
    return {};
}

void PhoneWriter::sendAgain(PhoneStore &phone, const IncomingReceipt &receipt)
{
    const RetryRequest &request = *receipt.retry;
    const Account *chat = m_directory.account(receipt.chat);
    const PhoneMessage *message = phone.log().find([&](const PhoneMessage &known) {
        // An own device may leave out whose chat it is.
        return known.writtenHere && known.id == request.messageId
            && (receipt.ownDevice || m_directory.account(known.chat) == chat);
    });
    const Jid device = m_directory.hiddenId(receipt.device);
    if (!message || device.isNull() || request.count > lastRetryAnswered
        || ++phone.sentAgain(message->id, device) > mostTimesSentAgain)
        return;
    if (const auto renewed = renewSession(phone, device, request); !renewed)
        return warn(phone, renewed.error().detail);

    const QByteArray content = receipt.ownDevice
        ? deviceSentMessage(message->chat, message->content).value_or(message->content)
        : message->content;
    const auto sealed = seal(phone, receipt.from, content, message->padding);
    if (!sealed)
        return warn(phone, sealed.error().detail);
    const auto stanza = resendStanza(
        {.id = message->id, .to = receipt.from, .traits = traitsOf(*message), .fromPhone = true}, *sealed,
        {.count = request.count,
         .timestamp = request.timestamp,
         .participant = {},
         .recipient = receipt.ownDevice ? message->chat : Jid()});
    if (!stanza)
        return warn(phone, stanza.error().detail);
    m_relay.message({&phone.account(), 0}, *stanza);
}

void PhoneWriter::read(PhoneStore &phone, const Jid &chat, const QList<QByteArray> &ids)
{
    const PhoneMessage *message = phone.log().find(
        [&ids](const PhoneMessage &known) { return !known.fromMe && ids.contains(known.id); });
    for (const Node &receipt : readReceipts(message ? message->chat : chat, ids, now()))
        m_relay.receipt({&phone.account(), 0}, receipt);
}

void PhoneWriter::chatState(PhoneStore &phone, const Jid &chat, ChatState state)
{
    m_relay.chatState({&phone.account(), 0}, chatStateNode(chat, state));
}

SignalResult<DeviceCiphertext> PhoneWriter::seal(PhoneStore &phone, const Jid &device, const QByteArray &content,
                                                 Padding padding)
{
    const Jid address = m_directory.hiddenId(device);
    const auto present = phone.sessions().hasSession(address);
    if (!present)
        return refuse(present.error());
    if (!*present) {
        if (const auto begun = beginSession(phone, address); !begun)
            return refuse(begun.error());
    }
    const auto sealed = phone.sessions().encrypt(address, plaintextOf(content, padding, m_random));
    if (!sealed)
        return refuse(sealed.error());
    return DeviceCiphertext{
        .device = device, .preKeyMessage = sealed->kind == CiphertextKind::PreKeyMessage, .bytes = sealed->bytes};
}

SignalResult<> PhoneWriter::beginSession(PhoneStore &phone, const Jid &device)
{
    const auto bundle = m_keys.take(device);
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
