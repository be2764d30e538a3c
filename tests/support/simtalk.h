#pragma once

#include "tests/support/fakeciphertext.h"
#include "tests/support/simparty.h"
#include "whatsapp/message/retryreceipt.h"
#include "whatsapp/sim/clientsession.h"

#include <algorithm>

namespace desk::wa {

inline const QByteArray ana = "15550001001";
inline const QByteArray beto = "15550001002";

/// Two people of a simulated service, each with a scripted companion, and what they say to one another. Every stanza for a
/// phone is kept.
struct Talk
{
    explicit Talk(sim::Options options = {}) : party(std::move(options))
    {
        party.server.times().newDevice = std::chrono::milliseconds(0);
        // The ciphertexts here are none: nobody tries to read them.
        QObject::disconnect(&party.server.relay(), nullptr, &party.server.phones(), nullptr);
        QObject::connect(
            &party.server.relay(), &sim::Relay::phoneStanza, &party.server,
            [this](const sim::Account *account, const Node &node) { phones[account->number()].append(node); });
    }
    [[nodiscard]] bool begin()
    {
        a = party.activeClient(ana);
        b = party.activeClient(beto);
        phones.clear();
        return a && b;
    }

    [[nodiscard]] sim::Account *account(const QByteArray &number) { return party.server.directory().account(number); }
    /// The address of a device, by hidden id or number.
    [[nodiscard]] Jid at(const QByteArray &number, quint16 device, bool lid)
    {
        return lid ? account(number)->lid(device) : account(number)->jid(device);
    }
    [[nodiscard]] Node copy(const Jid &device, QByteArray text = "text")
    {
        return {.tag = "to",
                .attributes = {{"jid", device}},
                .content = QList{
                    FakeCiphertext::enc("msg", FakeCiphertext{device.toText(), counter++, std::move(text)}.message())}};
    }
    /// From Ana's companion to Beto, to all devices there are.
    [[nodiscard]] Node message(const QByteArray &id, bool lid = true)
    {
        QList<Node> copies;
        for (const QByteArray &number : {ana, beto}) {
            copies.append(copy(at(number, 0, lid)));
            for (const auto &[device, unused] : account(number)->devices()) {
                if (number != ana || device != a->jid.device())
                    copies.append(copy(at(number, device, lid)));
            }
        }
        return {.tag = "message",
                .attributes = {{"id", id}, {"to", at(beto, 0, lid)}, {"type", "text"}},
                .content = QList{Node{.tag = "participants", .content = copies}}};
    }
    /// Asks for somebody's device list.
    [[nodiscard]] bool askDevices(ScriptedClient &client, const QByteArray &number)
    {
        const Node query{.tag = "usync",
                         .content = QList{Node{.tag = "query", .content = QList{Node{.tag = "devices"}}},
                                          Node{.tag = "list",
                                               .content = QList{Node{.tag = "user",
                                                                     .attributes = {{"jid", at(number, 0, true)}}}}}}};
        return client.ask("usync", "get", {query}).child("usync") != nullptr;
    }
    [[nodiscard]] static Node ackOf(ScriptedClient &client, const QByteArray &id, const QByteArray &kind = "message")
    {
        return client.await(
            [&](const Node &node) { return node.tag == "ack" && node.attr("class") == kind && node.attr("id") == id; });
    }
    /// Sends it and waits for the ack, which tells no error.
    [[nodiscard]] bool accepted(ScriptedClient &client, const Node &node)
    {
        client.send(node);
        const Node ack = ackOf(client, node.attr("id"));
        return ack.tag == "ack" && !ack.has("error");
    }
    [[nodiscard]] static Node receipt(const Node &message, const QByteArray &type = {})
    {
        Node receipt{.tag = "receipt", .attributes = {{"id", message.attr("id")}, {"to", message.attr("from")}}};
        if (!type.isEmpty())
            receipt.set({"type", type});
        for (const char *name : {"participant", "recipient"}) {
            if (message.has(name))
                receipt.set({name, message.attr(name)});
        }
        return receipt;
    }
    [[nodiscard]] Node retry(ScriptedClient &client, const Node &message, int count)
    {
        RetryRequest request{.count = count, .messageId = message.attr("id"), .timestamp = 1};
        request.registrationId = client.keys.registrationId;
        if (count > 1)
            request.keys = RetryKeys{client.keys.identity.publicKey,
                                     quint32(100 + count),
                                     curve25519::generate(party.random).publicKey,
                                     client.keys.signedPreKey.id,
                                     client.keys.signedPreKey.pair.publicKey,
                                     client.keys.signedPreKey.signature};
        Node receipt = Talk::receipt(message, "retry");
        receipt.content = retryChildren(request);
        return receipt;
    }
    [[nodiscard]] const Node *phoneHeard(const QByteArray &number, const QByteArray &tag) const
    {
        const auto &heard = *phones.constFind(number);
        const auto found = std::ranges::find_if(heard, [&](const Node &node) { return node.tag == tag; });
        return found == heard.cend() ? nullptr : &*found;
    }
    [[nodiscard]] qsizetype queued(const ScriptedClient &client)
    {
        return party.server.directory().companion(client.jid)->queue.size();
    }

    SimParty party;
    QHash<QByteArray, QList<Node>> phones; ///< what each has been given
    std::unique_ptr<ScriptedClient> a;
    std::unique_ptr<ScriptedClient> b;
    quint32 counter = 0;
};

} // namespace desk::wa
