#include "whatsapp/message/receipt.h"

#include "whatsapp/message/messagebuilder.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

Jid jid(QByteArrayView text)
{
    return Jid::parse(text).value_or(Jid());
}

OwnAccount own()
{
    return {.phone = jid("15550009000:7@s.whatsapp.net"), .lid = jid("900000000000001:7@lid")};
}

const QByteArray customer = "100000012345678:3@lid";

Node receipt(const QList<Attribute> &attributes, const QList<Node> &children = {})
{
    Node node{.tag = "receipt", .attributes = {{"from", customer}, {"id", "3EB001"}, {"t", "1767225600"}}};
    for (const Attribute &attribute : attributes)
        node.set(attribute);
    if (!children.isEmpty())
        node.content = children;
    return node;
}

Node retryNode(const QList<Attribute> &attributes = {{"count", "1"}, {"id", "3EB001"}, {"t", "5"}, {"v", "1"}})
{
    return {.tag = "retry", .attributes = attributes};
}

Node bytes(const char *tag, const QByteArray &content)
{
    return {.tag = tag, .content = content};
}

Node keys(int identity = 32, int value = 32, int signature = 64, bool preKey = true, int id = 3)
{
    Node node{.tag = "keys",
              .content = QList{bytes("type", QByteArray(1, 5)), bytes("identity", QByteArray(identity, 'i'))}};
    if (preKey)
        node.append(
            {.tag = "key", .content = QList{bytes("id", QByteArray(id, 1)), bytes("value", QByteArray(value, 'p'))}});
    node.append({.tag = "skey",
                 .content = QList{bytes("id", QByteArray(id, 2)), bytes("value", QByteArray(value, 's')),
                                  bytes("signature", QByteArray(signature, 'g'))}});
    return node;
}

} // namespace

class ReceiptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every row of section 3.4.
    void knowsEveryType_data()
    {
        QTest::addColumn<Node>("node");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("effect");
        const auto row = [](const char *title, const Node &node, const char *name, ReceiptType type,
                            ReceiptEffect effect) {
            QTest::newRow(title) << node << QByteArray(name) << static_cast<int>(type) << static_cast<int>(effect);
        };
        using E = ReceiptEffect;
        using enum ReceiptType;
        const auto ours = [](const char *type) {
            return receipt(
                {{"from", "15550009000@s.whatsapp.net"}, {"recipient", "100000012345678@lid"}, {"type", type}});
        };
        row("delivered", receipt({}), "delivered", Delivered, E::Delivered);
        row("inactive", receipt({{"type", "inactive"}}), "inactive", Inactive, E::None);
        row("read", receipt({{"type", "read"}}), "read", Read, E::Read);
        row("read on our phone", ours("read"), "read", Read, E::ReadElsewhere);
        row("read-self on our phone", ours("read-self"), "read-self", ReadSelf, E::ReadElsewhere);
        row("read-self of a stranger", receipt({{"type", "read-self"}}), "read-self", ReadSelf, E::None);
        row("played", receipt({{"type", "played"}}), "played", Played, E::Played);
        row("played-self", ours("played-self"), "played-self", PlayedSelf, E::None);
        row("sender", ours("sender"), "sender", Sender, E::None);
        row("retry", receipt({{"type", "retry"}}, {retryNode()}), "retry", Retry, E::SendAgain);
        row("rekey retry", receipt({{"type", "enc_rekey_retry"}}), "enc_rekey_retry", RekeyRetry, E::None);
        row("server error", receipt({{"type", "server-error"}}), "server-error", ServerError, E::None);
        row("peer", receipt({{"type", "peer_msg"}}), "peer_msg", PeerMessage, E::None);
        row("history", receipt({{"type", "hist_sync"}}), "hist_sync", HistorySync, E::None);
        row("not capable",
            receipt({}, {Node{.tag = "error", .attributes = {{"reason", "lid"}, {"type", "feature-incapable"}}}}),
            "delivered", NotCapable, E::None);
        row("new", receipt({{"type", "levitated"}}), "levitated", Unknown, E::None);
        row("delivered to our own", receipt({{"from", "900000000000001:2@lid"}}), "delivered", Delivered, E::None);
    }
    void knowsEveryType()
    {
        QFETCH(Node, node);
        QFETCH(QByteArray, name);
        QFETCH(int, type);
        QFETCH(int, effect);
        const auto read = parseReceipt(node, own());
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 1);
        QCOMPARE(read->first().name(), name);
        QCOMPARE(static_cast<int>(read->first().type), type);
        QCOMPARE(static_cast<int>(read->first().effect()), effect);
        QCOMPARE(read->first().ids, QList<QByteArray>{"3EB001"});
        QCOMPARE(read->first().timestamp, 1767225600);
    }

    void tellsWhoAndWhere_data()
    {
        QTest::addColumn<QList<Attribute>>("attributes");
        QTest::addColumn<QByteArray>("chat");
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<QByteArray>("deviceAlt");
        QTest::addColumn<bool>("ownDevice");
        const auto row = [](const char *name, const QList<Attribute> &attributes, const char *chat, const char *device,
                            const char *deviceAlt, bool ownDevice = false) {
            QTest::newRow(name) << attributes << QByteArray(chat) << QByteArray(device) << QByteArray(deviceAlt)
                                << ownDevice;
        };
        row("customer", {{"sender_pn", "15550001001@s.whatsapp.net"}}, "100000012345678@lid", "100000012345678:3@lid",
            "15550001001:3@s.whatsapp.net");
        row("by number", {{"from", "15550001001@s.whatsapp.net"}, {"sender_lid", "5@lid"}},
            "15550001001@s.whatsapp.net", "15550001001@s.whatsapp.net", "5@lid");
        row("participant's other name", {{"participant_pn", "15550001001@s.whatsapp.net"}}, "100000012345678@lid",
            "100000012345678:3@lid", "15550001001:3@s.whatsapp.net");
        row("group", {{"from", "1@g.us"}, {"participant", "5:2@lid"}}, "1@g.us", "5:2@lid", "");
        row("status", {{"from", "status@broadcast"}, {"participant", "5:2@lid"}}, "status@broadcast", "5:2@lid", "");
        row("own, elsewhere", {{"from", "900000000000001@lid"}, {"recipient", "5@lid"}}, "5@lid", "900000000000001@lid",
            "", true);
        row("recipient of a stranger is not believed", {{"recipient", "6@lid"}}, "100000012345678@lid",
            "100000012345678:3@lid", "");
    }
    void tellsWhoAndWhere()
    {
        QFETCH(QList<Attribute>, attributes);
        QFETCH(QByteArray, chat);
        QFETCH(QByteArray, device);
        QFETCH(QByteArray, deviceAlt);
        QFETCH(bool, ownDevice);
        const auto read = parseReceipt(receipt(attributes), own());
        QVERIFY(read.has_value());
        QCOMPARE(read->first().chat.toText(), chat);
        QCOMPARE(read->first().device.toText(), device);
        QCOMPARE(read->first().deviceAlt.toText(), deviceAlt);
        QCOMPARE(read->first().ownDevice, ownDevice);
    }

    void readsLists()
    {
        Node list{.tag = "list"};
        for (const char *id : {"3EB002", "3EB003", "3EB001", "", "A B"})
            list.append({.tag = "item", .attributes = {{"id", id}}});
        const auto read = parseReceipt(receipt({{"type", "read"}}, {list}), own());
        QCOMPARE(read->first().ids, QList<QByteArray>({"3EB001", "3EB002", "3EB003"}));
        Node endless{.tag = "list"};
        for (int i = 0; i < 3000; ++i)
            endless.append({.tag = "item", .attributes = {{"id", i}}});
        QCOMPARE(parseReceipt(receipt({}, {endless}), own())->first().ids.size(), 1024);
    }

    void readsManyDevicesOfOneMessage()
    {
        const Node participants{
            .tag = "participants",
            .attributes = {{"key", "3EB009"}},
            .content = QList{Node{.tag = "user", .attributes = {{"jid", "5@lid"}, {"t", "7"}}},
                             Node{.tag = "user", .attributes = {{"jid", "6@lid"}, {"t", "8"}, {"type", "read"}}},
                             Node{.tag = "user", .attributes = {{"jid", "nonsense"}}}}};
        const auto read = parseReceipt(receipt({{"from", "1@g.us"}}, {participants}), own());
        QCOMPARE(read->size(), 2);
        QCOMPARE(read->at(0).ids, QList<QByteArray>{"3EB009"});
        QCOMPARE(read->at(0).device.toText(), QByteArray("5@lid"));
        QCOMPARE(read->at(0).timestamp, 7);
        QVERIFY(read->at(0).effect() == ReceiptEffect::Delivered);
        QCOMPARE(read->at(1).timestamp, 8);
        QVERIFY(read->at(1).effect() == ReceiptEffect::Read);
    }

    void whatWeSendIsRead()
    {
        QList<QByteArray> ids;
        for (int i = 0; i < 300; ++i)
            ids.append("3A" + QByteArray::number(i));
        QList<QByteArray> all;
        for (Node node : readReceipts(jid("15550001001@s.whatsapp.net"), ids, 9)) {
            node.set({"from", node.attr("to")});
            const auto read = parseReceipt(node, own());
            QVERIFY(read.has_value());
            QVERIFY(read->first().effect() == ReceiptEffect::Read);
            all += read->first().ids;
        }
        QCOMPARE(all, ids);
    }

    // Section 3.6.
    void readsRetryRequests()
    {
        const Node node = receipt({{"type", "retry"}},
                                  {retryNode({{"count", "2"}, {"id", "3EB001"}, {"t", "5"}, {"error", "7"}}),
                                   bytes("registration", QByteArray::fromHex("00001234")), keys()});
        const auto read = parseReceipt(node, own());
        QVERIFY(read.has_value());
        const RetryRequest &retry = *read->first().retry;
        QCOMPARE(retry.count, 2);
        QCOMPARE(retry.messageId, QByteArray("3EB001"));
        QCOMPARE(retry.timestamp, 5);
        QVERIFY(retry.reason == RetryReason::BadMac);
        QCOMPARE(retry.registrationId, 0x1234u);
        QCOMPARE(retry.keys->identity, QByteArray(32, 'i'));
        QCOMPARE(retry.keys->preKeyId, 0x010101u);
        QCOMPARE(retry.keys->preKey, QByteArray(32, 'p'));
        QCOMPARE(retry.keys->signedKeyId, 0x020202u);
        QCOMPARE(retry.keys->signedKey, QByteArray(32, 's'));
        QCOMPARE(retry.keys->signature, QByteArray(64, 'g'));
        QVERIFY(retry.keys->deviceIdentity.isEmpty());
    }

    void readsKeysWithoutOneTimeKey()
    {
        const auto read = parseReceipt(receipt({{"type", "retry"}}, {retryNode(), keys(32, 32, 64, false)}), own());
        QVERIFY(read.has_value());
        QVERIFY(read->first().retry->keys->preKey.isEmpty());
        QCOMPARE(read->first().retry->registrationId, 0u);
    }

    // Section 1.2: clients differ in how many bytes they spend.
    void readsNumbersOfOtherLengths()
    {
        const auto read = parseReceipt(
            receipt({{"type", "retry"}}, {retryNode(), bytes("registration", "\x07"), keys(32, 32, 64, true, 1)}),
            own());
        QVERIFY(read.has_value());
        QCOMPARE(read->first().retry->registrationId, 7u);
        QCOMPARE(read->first().retry->keys->preKeyId, 1u);
        QCOMPARE(read->first().retry->keys->signedKeyId, 2u);
    }

    void refusesBrokenReceipts_data()
    {
        QTest::addColumn<Node>("node");
        const auto row = [](const char *name, const Node &node) { QTest::newRow(name) << node; };
        row("no from", receipt({{"from", ""}}));
        row("from nobody", receipt({{"from", "nonsense"}}));
        row("no id", receipt({{"id", ""}}));
        row("endless id", receipt({{"id", QByteArray(500, 'A')}}));
        row("endless type", receipt({{"type", QByteArray(500, 'A')}}));
        row("another tag", Node{.tag = "ack", .attributes = {{"from", customer}, {"id", "1"}}});
        row("retry without retry", receipt({{"type", "retry"}}));
        row("count 0", receipt({{"type", "retry"}}, {retryNode({{"count", "0"}})}));
        row("count none", receipt({{"type", "retry"}}, {retryNode({{"count", "x"}})}));
        row("absurd count", receipt({{"type", "retry"}}, {retryNode({{"count", "5000000000"}})}));
        row("endless retry id", receipt({{"type", "retry"}}, {retryNode({{"id", QByteArray(500, 'A')}})}));
        row("short identity", receipt({{"type", "retry"}}, {retryNode(), keys(31)}));
        row("long identity", receipt({{"type", "retry"}}, {retryNode(), keys(33)}));
        row("short key", receipt({{"type", "retry"}}, {retryNode(), keys(32, 31)}));
        row("short signature", receipt({{"type", "retry"}}, {retryNode(), keys(32, 32, 63)}));
        row("empty id", receipt({{"type", "retry"}}, {retryNode(), keys(32, 32, 64, true, 0)}));
        row("long id", receipt({{"type", "retry"}}, {retryNode(), keys(32, 32, 64, true, 5)}));
        row("empty keys", receipt({{"type", "retry"}}, {retryNode(), Node{.tag = "keys"}}));
        Node endless = keys();
        endless.append(bytes("device-identity", QByteArray(100'000, 'x')));
        row("endless device identity", receipt({{"type", "retry"}}, {retryNode(), endless}));
    }
    void refusesBrokenReceipts()
    {
        QFETCH(Node, node);
        const auto read = parseReceipt(node, own());
        QVERIFY(!read);
        QVERIFY(read.error().code == Errc::Protocol);
    }

    // Every row of section 4.5.
    void knowsTheCauses_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("action");
        const auto row = [](const char *error, SendCause cause, SendAction action) {
            QTest::newRow(error) << QByteArray(error) << static_cast<int>(cause) << static_cast<int>(action);
        };
        using C = SendCause;
        using A = SendAction;
        row("400", C::Malformed, A::Fail);
        for (const char *error : {"401", "403", "405", "406", "420"})
            row(error, C::Refused, A::Fail);
        row("404", C::NoRecipient, A::Fail);
        row("421", C::StaleGroup, A::RefreshGroupOnce);
        row("429", C::RateLimited, A::BackOff);
        row("463", C::ReachOut, A::Fail);
        row("475", C::NewChatsSpent, A::Fail);
        row("479", C::SchemaInvalid, A::RefreshAndFail);
        row("500", C::ServerTrouble, A::RepeatSameFrameLater);
        row("503", C::ServerTrouble, A::RepeatSameFrameLater);
        row("599", C::Other, A::Fail);
        row("0", C::Other, A::Fail); // any error attribute is a failure
        row("", C::Other, A::Fail);
        row("nonsense", C::Other, A::Fail);
    }
    void knowsTheCauses()
    {
        QFETCH(QByteArray, error);
        QFETCH(int, cause);
        QFETCH(int, action);
        const Node node{.tag = "ack",
                        .attributes = {{"class", "message"}, {"id", "3EB001"}, {"from", "5@lid"}, {"error", error}}};
        const auto ack = parseSendAck(node);
        QVERIFY(ack.has_value());
        QVERIFY(!ack->accepted());
        QCOMPARE(static_cast<int>(ack->cause), cause);
        QCOMPARE(static_cast<int>(ack->action()), action);
    }

    void readsAcceptance()
    {
        const Node node{.tag = "ack",
                        .attributes = {{"class", "message"},
                                       {"id", "3EB001"},
                                       {"from", "5@lid"},
                                       {"t", "1767225600"},
                                       {"phash", "2:GjjvFil9"},
                                       {"server_id", "12"}}};
        const auto ack = parseSendAck(node);
        QVERIFY(ack->accepted());
        QVERIFY(ack->action() == SendAction::Done);
        QCOMPARE(ack->id, QByteArray("3EB001"));
        QCOMPARE(ack->chat.toText(), QByteArray("5@lid"));
        QCOMPARE(ack->timestamp, 1767225600);
        QCOMPARE(ack->phash, QByteArray("2:GjjvFil9"));
        QCOMPARE(ack->serverId, QByteArray("12"));
        QVERIFY(parseSendAck(Node{.tag = "ack", .attributes = {{"id", "3EB001"}}}).has_value());
        QVERIFY(!parseSendAck(Node{.tag = "ack", .attributes = {{"id", "1"}, {"class", "receipt"}}}));
        QVERIFY(!parseSendAck(Node{.tag = "ack", .attributes = {{"class", "message"}}}));
        QVERIFY(!parseSendAck(Node{.tag = "receipt", .attributes = {{"id", "1"}}}));
    }

    void hashesParticipants()
    {
        const QList<Jid> devices{jid("5511999990001@s.whatsapp.net"), jid("5511999990001:7@s.whatsapp.net"),
                                 jid("5511888880002@s.whatsapp.net")};
        QCOMPARE(participantHash(devices), QByteArray("2:GjjvFil9"));
        QVERIFY(isSameParticipantHash("2:Gj-vFi_9", "2:Gj+vFi/9"));
        QVERIFY(!isSameParticipantHash("2:GjjvFil9", "2:GjjvFil8"));
    }
};

QTEST_GUILESS_MAIN(ReceiptTest)
#include "tst_receipt.moc"
