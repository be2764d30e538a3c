#pragma once

#include "tests/support/simparty.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/messagecontent.h"
#include "whatsapp/message/messagestanza.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/messagepadding.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/store/sessionstore.h"

#include <memory>
#include <optional>

namespace desk::wa {

/// A linked companion of the simulated service that can encrypt and decrypt, and does so only when a test tells it.
struct SignalClient
{
    SystemClock clock;
    SystemRandom random;
    SessionStore store{clock, random};
    SessionCipher sessions{store, random};
    GroupCipher groups{store, random};
    std::unique_ptr<ScriptedClient> link;
    QHash<QByteArray, QByteArray> written; ///< content, by id

    /// Pairs with @p account, logs in, uploads keys and becomes active. nullptr when that failed.
    [[nodiscard]] static std::unique_ptr<SignalClient> of(SimParty &party, const QByteArray &account)
    {
        auto client = std::make_unique<SignalClient>();
        client->link = party.client();
        if (!client->store.open(QStringLiteral(":memory:"), SecretBytes(32)))
            return nullptr;
        client->link->keys = client->store.deviceKeys().value();
        if (!party.pair(*client->link, account) || !SimParty::login(*client->link))
            return nullptr;
        client->learnAddresses(party);
        const Node uploaded = client->link->ask("encrypt", "set", client->upload(30));
        return uploaded.attr("type") == "result" && SimParty::activate(*client->link) ? std::move(client) : nullptr;
    }

    /// Connects to another run of the service and becomes active.
    [[nodiscard]] bool reconnect(SimParty &party)
    {
        auto next = party.client();
        next->keys = link->keys;
        next->jid = link->jid;
        next->lid = link->lid;
        next->identity = link->identity;
        link = std::move(next);
        return SimParty::login(*link) && SimParty::activate(*link);
    }
    /// Which number and hidden id are one, as a client knows from usync: of all accounts there are now.
    void learnAddresses(SimParty &party)
    {
        DeviceAddresses addresses(store);
        for (const auto &account : party.server.directory().accounts()) {
            if (!addresses.learn(account->lid(), account->jid()))
                qFatal("no store");
        }
    }

    [[nodiscard]] OwnAccount own() const { return {link->jid, link->lid}; }
    [[nodiscard]] const QByteArray &signedIdentity() const { return link->identity.signedIdentity; }

    // --- Writing

    /// One ciphertext for @p device, after fetching its bundle when there is no session.
    [[nodiscard]] DeviceCiphertext seal(const Jid &device, const QByteArray &plaintext)
    {
        if (!sessions.hasSession(device).value())
            begin(device);
        const auto sealed = sessions.encrypt(device, plaintext);
        if (!sealed)
            qFatal("%s", qUtf8Printable(sealed.error().detail));
        return {device, sealed->kind == CiphertextKind::PreKeyMessage, sealed->bytes};
    }
    void begin(const Jid &device)
    {
        const Node answer = link->ask(
            "encrypt", "get",
            {Node{.tag = "key", .content = QList{Node{.tag = "user", .attributes = {{"jid", device}}}}}});
        const Node *list = answer.child("list");
        const Node *user = list ? list->child("user") : nullptr;
        if (!user || !user->child("skey"))
            qFatal("no bundle of %s", device.toText().constData());
        const Node &skey = *user->child("skey");
        PreKeyBundle bundle{.registrationId = number(user->child("registration")),
                            .identityKey = user->child("identity")->bytes(),
                            .signedPreKeyId = number(skey.child("id")),
                            .signedPreKey = skey.child("value")->bytes(),
                            .signature = skey.child("signature")->bytes(),
                            .oneTimeKey = std::nullopt};
        if (const Node *key = user->child("key"))
            bundle.oneTimeKey = PreKeyBundle::OneTimeKey{number(key->child("id")), key->child("value")->bytes()};
        if (const auto begun = sessions.processBundle(device, bundle); !begun)
            qFatal("%s", qUtf8Printable(begun.error().detail));
    }
    [[nodiscard]] QByteArray padded(const QByteArray &content) { return messagepadding::padded(content, random); }

    /// Sends what is sealed, and waits for the ack.
    /// @return the id; empty when it was refused.
    [[nodiscard]] QByteArray submit(const Jid &to, const QByteArray &content,
                                    const QList<DeviceCiphertext> &ciphertexts)
    {
        const QByteArray id = newMessageId(clock.nowMs() / 1000, link->jid, random);
        written[id] = content;
        const auto stanza = messageStanza(
            {.id = id, .to = to, .traits = stanzaTraits(content).value(), .deviceIdentity = signedIdentity()},
            ciphertexts, own());
        if (!stanza)
            qFatal("%s", qUtf8Printable(stanza.error().detail));
        link->send(*stanza);
        const Node ack = link->await([&id](const Node &node) { return node.tag == "ack" && node.attr("id") == id; });
        return ack.tag == "ack" && !ack.has("error") ? id : QByteArray();
    }
    /// To @p devices of the recipient, and as own copies to @p ownDevices.
    [[nodiscard]] QByteArray write(const QList<Jid> &devices, const QList<Jid> &ownDevices, const QByteArray &content)
    {
        const Jid to = devices.first().bare();
        QList<DeviceCiphertext> ciphertexts;
        for (const Jid &device : devices)
            ciphertexts.append(seal(device, padded(content)));
        for (const Jid &device : ownDevices)
            ciphertexts.append(seal(device, padded(deviceSentMessage(to, content).value())));
        return submit(to, content, ciphertexts);
    }
    [[nodiscard]] QByteArray writeText(const QList<Jid> &devices, const QList<Jid> &ownDevices, const QString &text)
    {
        return write(devices, ownDevices, textMessage(text).value());
    }

    // --- Groups

    /// @return the null address when it was not made.
    [[nodiscard]] Jid makeGroup(const QList<Jid> &members)
    {
        Node create{.tag = "create", .attributes = {{"subject", "Reparto"}, {"key", "1"}}};
        for (const Jid &member : members)
            create.append(Node{.tag = "participant", .attributes = {{"jid", member}}});
        const Node answer = link->ask("w:g2", "set", {create}, "@g.us");
        const Node *group = answer.child("group");
        return group ? Jid(group->attr("id"), Jid::Server::Group) : Jid();
    }
    /// Sends to a group of hidden ids, with the sender key for @p devices.
    [[nodiscard]] QByteArray writeToGroup(const Jid &group, const QList<Jid> &devices, const QString &text)
    {
        const QByteArray distribution = groups.createDistribution(group, link->lid).value();
        QList<DeviceCiphertext> keys;
        for (const Jid &device : devices)
            keys.append(seal(device, padded(senderKeyMessage(group, distribution))));
        const QByteArray content = textMessage(text).value();
        const QByteArray id = newMessageId(clock.nowMs() / 1000, link->jid, random);
        written[id] = content;
        const auto stanza = groupMessageStanza(
            {.id = id, .to = group, .traits = stanzaTraits(content).value(), .deviceIdentity = signedIdentity()},
            groups.encrypt(group, link->lid, padded(content)).value(), keys, true, {}, own());
        if (!stanza)
            qFatal("%s", qUtf8Printable(stanza.error().detail));
        link->send(*stanza);
        const Node ack = link->await([&id](const Node &node) { return node.tag == "ack" && node.attr("id") == id; });
        return ack.tag == "ack" && !ack.has("error") ? id : QByteArray();
    }

    // --- Reading

    /// The next message. A node without tag when none comes.
    [[nodiscard]] Node awaitMessage() { return link->await("message"); }
    [[nodiscard]] Node awaitRetry(const QByteArray &id)
    {
        const Node retry = link->await([&id](const Node &node) {
            return node.tag == "receipt" && node.attr("type") == "retry" && node.attr("id") == id;
        });
        if (!retry.tag.isEmpty())
            link->acknowledge(retry);
        return retry;
    }

    /// One pairwise ciphertext.
    [[nodiscard]] SignalResult<QByteArray> decrypt(const Jid &sender, const Node &enc)
    {
        const auto kind = enc.attr("type") == "pkmsg" ? CiphertextKind::PreKeyMessage : CiphertextKind::Message;
        return sessions.decrypt(sender, kind, enc.bytes()).map([](const Decrypted &read) { return read.plaintext; });
    }
    /// Decrypts all parts of a message, sender keys first, and acknowledges it. Nothing when one cannot be decrypted;
    /// then nothing is acknowledged.
    [[nodiscard]] std::optional<MessageContent> read(const Node &message)
    {
        const auto stanza = parseMessageStanza(message, own());
        if (!stanza)
            return std::nullopt;
        std::optional<MessageContent> content;
        for (const EncryptedPart &part : stanza->parts) {
            const auto plaintext = part.type == EncryptedPart::Type::SenderKey
                ? groups.decrypt(stanza->chat, stanza->sender, part.bytes)
                : decrypt(stanza->sender,
                          Node{.tag = "enc", .attributes = {{"type", part.typeName}}, .content = part.bytes});
            if (!plaintext)
                return std::nullopt;
            auto parsed = parseMessageContent(*plaintext, stanza->origin());
            if (!parsed)
                return std::nullopt;
            for (const SenderKeyDistribution &key : std::as_const(parsed->senderKeys)) {
                if (!groups.processDistribution(key.group, stanza->sender, key.bytes))
                    return std::nullopt;
            }
            content = *std::move(parsed);
        }
        if (content)
            answer(*stanza, MessageOutcome::Stored);
        return content;
    }
    /// Waits for a message and reads it. @return its text; "(nothing)" without one, "(unreadable)" when that fails.
    [[nodiscard]] QString readText()
    {
        const Node message = awaitMessage();
        if (message.tag.isEmpty())
            return QStringLiteral("(nothing)");
        const auto content = read(message);
        return content ? content->text : QStringLiteral("(unreadable)");
    }
    void answer(const IncomingStanza &stanza, MessageOutcome outcome, const AnswerOptions &options = {.active = true})
    {
        for (const Node &node : answersTo(stanza, outcome, own(), options))
            link->send(node);
    }
    /// Asks for a message anew.
    void askAgain(const Node &message, int count, bool withKeys)
    {
        const auto stanza = parseMessageStanza(message, own());
        if (!stanza)
            qFatal("%s", qUtf8Printable(stanza.error().detail));
        RetryRequest request{.count = count, .registrationId = link->keys.registrationId};
        if (withKeys) {
            const PreKey fresh = store.unuploadedPreKeys(1).value().first();
            if (!store.markUploaded({fresh.id}))
                qFatal("no store");
            request.keys = RetryKeys{.identity = link->keys.identity.publicKey,
                                     .preKeyId = fresh.id,
                                     .preKey = fresh.pair.publicKey,
                                     .signedKeyId = link->keys.signedPreKey.id,
                                     .signedKey = link->keys.signedPreKey.pair.publicKey,
                                     .signature = link->keys.signedPreKey.signature,
                                     .deviceIdentity = signedIdentity()};
        }
        answer(*stanza, MessageOutcome::Undecryptable, {.active = true, .retry = request});
    }
    /// Answers a retry receipt with the message as it was written, in a new session when the receipt has keys.
    /// @param content what goes to the device that asks, which for an own one is a copy. @param recipient of such a copy.
    void sendAgain(const Node &receipt, const QByteArray &content, const Jid &recipient = {})
    {
        const RetryRequest request = parseRetry(receipt).value();
        const Jid from = receipt.jid("from").value();
        const Jid device = from.isGroup() ? receipt.jid("participant").value() : from;
        if (request.keys) {
            PreKeyBundle bundle{.registrationId = request.registrationId,
                                .identityKey = request.keys->identity,
                                .signedPreKeyId = request.keys->signedKeyId,
                                .signedPreKey = request.keys->signedKey,
                                .signature = request.keys->signature,
                                .oneTimeKey = PreKeyBundle::OneTimeKey{request.keys->preKeyId, request.keys->preKey}};
            if (const auto begun = sessions.processBundle(device, bundle); !begun)
                qFatal("%s", qUtf8Printable(begun.error().detail));
        }
        const auto stanza = resendStanza(
            {.id = request.messageId,
             .to = device,
             .traits = stanzaTraits(content).value(),
             .deviceIdentity = signedIdentity()},
            seal(device, padded(content)),
            {.count = request.count, .timestamp = request.timestamp, .participant = {}, .recipient = recipient});
        if (!stanza)
            qFatal("%s", qUtf8Printable(stanza.error().detail));
        link->send(*stanza);
    }

private:
    [[nodiscard]] QList<Node> upload(int count)
    {
        QList<Node> list;
        QList<quint32> ids;
        const QList<PreKey> fresh = store.unuploadedPreKeys(count).value();
        for (const PreKey &key : fresh) {
            ids.append(key.id);
            list.append(Node{.tag = "key",
                             .content = QList{Node{.tag = "id", .content = ScriptedClient::number(key.id, 3)},
                                              Node{.tag = "value", .content = key.pair.publicKey}}});
        }
        if (!store.markUploaded(ids))
            qFatal("no store");
        QList<Node> nodes = link->upload(1);
        for (Node &node : nodes) {
            if (node.tag == "list")
                node.content = list;
        }
        return nodes;
    }
    [[nodiscard]] static quint32 number(const Node *node)
    {
        quint32 value = 0;
        for (const char byte : node->bytes())
            value = value << 8 | quint8(byte);
        return value;
    }
};

} // namespace desk::wa
