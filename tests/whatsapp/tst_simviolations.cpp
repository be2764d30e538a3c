#include "tests/support/simparty.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/proto/clientpayload.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <QTest>

#include <functional>

Q_DECLARE_METATYPE(desk::wa::Node)

using namespace Qt::StringLiterals;

namespace desk::wa {

using Payload = proto::ClientPayload;
using Spoil = std::function<void(Payload &)>;
using SpoilList = std::function<void(QList<Node> &)>;
using SpoilNode = std::function<void(Node &)>;
using SpoilSign = std::function<void(ScriptedClient &, const Node &pairSuccess)>;

} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::Spoil)
Q_DECLARE_METATYPE(desk::wa::SpoilList)
Q_DECLARE_METATYPE(desk::wa::SpoilNode)
Q_DECLARE_METATYPE(desk::wa::SpoilSign)

namespace desk::wa {

/// Each strict check of the simulated service fires for what it is there for.
class SimViolationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void beforeLogin_data();
    void beforeLogin();
    void whatClientsReallySendIsBorne();
    void registrations_data();
    void registrations();
    void logins();
    void uploads_data();
    void uploads();
    void linkCodes_data();
    void linkCodes();
    void pairSigns_data();
    void pairSigns();
    void malformedFrames_data();
    void malformedFrames();
};

namespace {

QByteArray twoWays(const QByteArray &bytes, qsizetype at)
{
    QByteArray spoilt = bytes;
    spoilt[at] = char(spoilt.at(at) ^ 1);
    return spoilt;
}

Node *childOf(QList<Node> &nodes, const QByteArray &tag)
{
    const auto found = std::ranges::find_if(nodes, [&tag](const Node &node) { return node.tag == tag; });
    return found == nodes.end() ? nullptr : &*found;
}

Node *childOf(Node &node, const QByteArray &tag)
{
    return childOf(std::get<QList<Node>>(node.content), tag);
}

} // namespace

void SimViolationsTest::shapes_data()
{
    QTest::addColumn<Node>("node");
    QTest::addColumn<QByteArray>("what");
    const Jid server = Jid::server();
    QTest::newRow("a tag nobody knows") << Node{.tag = "hello"} << QByteArray("unknown_stanza");
    QTest::newRow("a server's tag") << Node{.tag = "success"} << QByteArray("unknown_stanza");
    QTest::newRow("iq without id") << Node{.tag = "iq",
                                           .attributes = {{"to", server}, {"type", "get"}, {"xmlns", "w:p"}}}
                                   << QByteArray("missing_attr");
    QTest::newRow("iq without type") << Node{.tag = "iq", .attributes = {{"to", server}, {"id", "1"}, {"xmlns", "w:p"}}}
                                     << QByteArray("missing_attr");
    QTest::newRow("iq without to") << Node{.tag = "iq", .attributes = {{"id", "1"}, {"type", "get"}, {"xmlns", "w:p"}}}
                                   << QByteArray("missing_attr");
    QTest::newRow("iq without xmlns") << Node{.tag = "iq", .attributes = {{"to", server}, {"id", "1"}, {"type", "get"}}}
                                      << QByteArray("missing_attr");
    QTest::newRow("iq to no address")
        << Node{.tag = "iq", .attributes = {{"to", "nowhere"}, {"id", "1"}, {"type", "get"}, {"xmlns", "w:p"}}}
        << QByteArray("missing_attr");
    QTest::newRow("iq of another type")
        << Node{.tag = "iq", .attributes = {{"to", server}, {"id", "1"}, {"type", "do"}, {"xmlns", "w:p"}}}
        << QByteArray("unknown_stanza");
    QTest::newRow("ack without class") << Node{.tag = "ack", .attributes = {{"to", server}, {"id", "1"}}}
                                       << QByteArray("missing_attr");
    QTest::newRow("ack of another class")
        << Node{.tag = "ack", .attributes = {{"to", server}, {"id", "1"}, {"class", "iq"}}}
        << QByteArray("unknown_stanza");
    QTest::newRow("receipt without to") << Node{.tag = "receipt", .attributes = {{"id", "1"}}}
                                        << QByteArray("missing_attr");
    QTest::newRow("message without type")
        << Node{.tag = "message", .attributes = {{"id", "1"}, {"to", "15550001002@s.whatsapp.net"}}}
        << QByteArray("missing_attr");
    QTest::newRow("subscription to nobody")
        << Node{.tag = "presence", .attributes = {{"type", "subscribe"}}} << QByteArray("missing_attr");
    QTest::newRow("chatstate to nobody") << Node{.tag = "chatstate"} << QByteArray("missing_attr");
}

void SimViolationsTest::shapes()
{
    QFETCH(Node, node);
    QFETCH(QByteArray, what);
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && SimParty::login(*client));
    client->send(node);
    QTRY_COMPARE(party.violations, QByteArrayList{what});
    QCOMPARE(party.senders, QByteArrayList{client->jid.toText()});
}

void SimViolationsTest::beforeLogin_data()
{
    QTest::addColumn<Node>("node");
    QTest::newRow("message") << Node{
        .tag = "message", .attributes = {{"id", "1"}, {"type", "text"}, {"to", "15550001002@s.whatsapp.net"}}};
    QTest::newRow("receipt") << Node{.tag = "receipt",
                                     .attributes = {{"id", "1"}, {"to", "15550001002@s.whatsapp.net"}}};
    QTest::newRow("keys") << Node{
        .tag = "iq", .attributes = {{"id", "1"}, {"to", Jid::server()}, {"type", "get"}, {"xmlns", "encrypt"}}};
    QTest::newRow("active") << Node{
        .tag = "iq", .attributes = {{"id", "1"}, {"to", Jid::server()}, {"type", "set"}, {"xmlns", "passive"}}};
    QTest::newRow("batch") << Node{.tag = "ib", .content = QList{Node{.tag = "offline_batch"}}};
}

void SimViolationsTest::beforeLogin()
{
    QFETCH(Node, node);
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    QCOMPARE(client->takeRefs().size(), 6);
    client->send(node);
    QTRY_COMPARE(party.violations, QByteArrayList{"before_login"});
    QCOMPARE(party.senders, QByteArrayList{QByteArray()});
    if (node.tag == "iq")
        QCOMPARE(client->await("iq").attr("type"), QByteArray("error"));
}

void SimViolationsTest::whatClientsReallySendIsBorne()
{
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    QCOMPARE(client->takeRefs().size(), 6);
    const Node session{.tag = "ib", .content = QList{Node{.tag = "unified_session", .attributes = {{"id", "1234"}}}}};
    client->send(session);
    client->send(Node{.tag = "presence"});
    client->send(Node{.tag = "presence", .attributes = {{"name", "Ana"}}});
    QCOMPARE(client->ask("w:p", "get", {Node{.tag = "ping"}}).attr("type"), QByteArray("result"));

    const auto paired = party.activeClient();
    QVERIFY(paired);
    paired->send(session);
    paired->send(Node{.tag = "presence", .attributes = {{"type", "available"}, {"name", "Ana"}}});
    paired->send(Node{.tag = "ib", .content = QList{Node{.tag = "offline_batch", .attributes = {{"count", 100}}}}});
    QCOMPARE(paired->ask("w:p", "get").attr("type"), QByteArray("result"));
    QCOMPARE(party.violations, QByteArrayList());
    QVERIFY(party.server.directory().companion(paired->jid)->available);
}

void SimViolationsTest::registrations_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<bool>("ends");
    const auto row = [](const char *name, bool ends, Spoil spoil) { QTest::newRow(name) << spoil << ends; };
    const auto flip = [](std::string *bytes) { bytes->front() = char(bytes->front() ^ 1); };
    row("passive", false, [](Payload &payload) { payload.set_passive(true); });
    row("pull", false, [](Payload &payload) { payload.set_pull(true); });
    row("build hash", false,
        [=](Payload &payload) { flip(payload.mutable_device_pairing_data()->mutable_build_hash()); });
    row("registration id", true,
        [](Payload &payload) { payload.mutable_device_pairing_data()->set_registration_id("abc"); });
    row("no identity", true, [](Payload &payload) { payload.mutable_device_pairing_data()->clear_identity_key(); });
    row("signature", true,
        [=](Payload &payload) { flip(payload.mutable_device_pairing_data()->mutable_signed_pre_key_signature()); });
    row("neither registration nor login", true, [](Payload &payload) { payload.clear_device_pairing_data(); });
}

void SimViolationsTest::registrations()
{
    QFETCH(Spoil, spoil);
    QFETCH(bool, ends);
    SimParty party;
    const auto client = party.client();
    auto payload = parsed<Payload>(registrationPayload(client->agent, client->keys, serialized(client->properties)));
    spoil(*payload);
    client->payload = serialized(*payload);
    QVERIFY(client->connectNow());
    QTRY_COMPARE(party.violations, QByteArrayList{"registration_field"});
    if (ends) {
        QCOMPARE(client->await("failure").attr("reason"), QByteArray("400"));
        QVERIFY(client->waitForClose());
    } else {
        QCOMPARE(client->takeRefs().size(), 6);
    }
}

void SimViolationsTest::logins()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client);
    auto payload = parsed<Payload>(loginPayload(
        client->agent, Login{.username = client->jid.user().toULongLong(), .device = client->jid.device()}));
    payload->set_passive(false);
    client->payload = serialized(*payload);
    QVERIFY(SimParty::login(*client));
    QCOMPARE(party.violations, QByteArrayList{"login_field"});
    client->close();
    payload->clear_device();
    client->payload = serialized(*payload);
    QVERIFY(client->connectNow());
    QCOMPARE(client->await("failure").attr("reason"), QByteArray("401"));
}

void SimViolationsTest::uploads_data()
{
    QTest::addColumn<SpoilList>("spoil");
    const auto row = [](const char *name, SpoilList spoil) { QTest::newRow(name) << spoil; };
    row("registration", [](QList<Node> &keys) { childOf(keys, "registration")->content = QByteArray("\1\2\3\4"); });
    row("registration too short", [](QList<Node> &keys) { childOf(keys, "registration")->content = QByteArray("\1"); });
    row("type", [](QList<Node> &keys) { childOf(keys, "type")->content = QByteArray("\6"); });
    row("identity", [](QList<Node> &keys) {
        Node *identity = childOf(keys, "identity");
        identity->content = twoWays(identity->bytes(), 3);
    });
    row("no signed key", [](QList<Node> &keys) { keys.removeLast(); });
    row("signature", [](QList<Node> &keys) {
        Node *signature = childOf(*childOf(keys, "skey"), "signature");
        signature->content = twoWays(signature->bytes(), 3);
    });
    row("id of the signed key",
        [](QList<Node> &keys) { childOf(*childOf(keys, "skey"), "id")->content = QByteArray("\1"); });
    row("no keys", [](QList<Node> &keys) { childOf(keys, "list")->content = {}; });
    row("a key of 31 bytes", [](QList<Node> &keys) {
        Node &key = std::get<QList<Node>>(childOf(keys, "list")->content).first();
        childOf(key, "value")->content = QByteArray(31, 'k');
    });
    row("an id twice", [](QList<Node> &keys) {
        Node *list = childOf(keys, "list");
        list->append(list->children().first());
    });
    row("an id with another value", [](QList<Node> &keys) {
        Node *id = childOf(std::get<QList<Node>>(childOf(keys, "list")->content).first(), "id");
        id->content = ScriptedClient::number(1, 3);
    });
    row("a rotation without key", [](QList<Node> &keys) { keys = {Node{.tag = "rotate"}}; });
    row("a rotation with a wrong signature", [](QList<Node> &keys) {
        Node skey = keys.last();
        Node *signature = childOf(skey, "signature");
        signature->content = twoWays(signature->bytes(), 3);
        keys = {Node{.tag = "rotate", .content = QList{skey}}};
    });
}

void SimViolationsTest::uploads()
{
    QFETCH(SpoilList, spoil);
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && SimParty::login(*client));
    QCOMPARE(client->ask("encrypt", "set", client->upload(5)).attr("type"), QByteArray("result"));
    QList<Node> keys = client->upload(5, 6);
    spoil(keys);
    const Node answer = client->ask("encrypt", "set", keys);
    QVERIFY(answer.child("error"));
    QCOMPARE(answer.child("error")->attr("code"), QByteArray("406"));
    QCOMPARE(party.violations, QByteArrayList{"prekey_upload"});
    QCOMPARE(client->ask("encrypt", "get", {Node{.tag = "count"}}).child("count")->number("value"), 5);
}

void SimViolationsTest::linkCodes_data()
{
    QTest::addColumn<SpoilNode>("spoil");
    const auto row = [](const char *name, SpoilNode spoil) { QTest::newRow(name) << spoil; };
    row("stage", [](Node &hello) { hello.set({"stage", "hello"}); });
    row("no number", [](Node &hello) { hello.set({"jid", "15550001001"}); });
    row("a hidden id", [](Node &hello) { hello.set({"jid", "100000000007919@lid"}); });
    row("no word on the push notification", [](Node &hello) { hello.attributes.removeLast(); });
    row("a wrapped key of 79 bytes", [](Node &hello) {
        childOf(hello, "link_code_pairing_wrapped_companion_ephemeral_pub")->content = QByteArray(79, 'w');
    });
    row("another noise key",
        [](Node &hello) { childOf(hello, "companion_server_auth_key_pub")->content = QByteArray(32, 'n'); });
    row("platform 0", [](Node &hello) { childOf(hello, "companion_platform_id")->content = Text{"0"}; });
    row("no display", [](Node &hello) { childOf(hello, "companion_platform_display")->content = {}; });
    row("no nonce", [](Node &hello) { std::get<QList<Node>>(hello.content).removeLast(); });
    row("finish before hello", [](Node &hello) { hello.set({"stage", "companion_finish"}); });
}

void SimViolationsTest::linkCodes()
{
    QFETCH(SpoilNode, spoil);
    SimParty party;
    QVERIFY(party.server.createAccount(SimParty::number, u"Ana"_s, false));
    const auto client = party.client();
    QVERIFY(client->connectNow());
    Node hello{.tag = "link_code_companion_reg",
               .attributes = {{"jid", "15550001001@s.whatsapp.net"},
                              {"stage", "companion_hello"},
                              {"should_show_push_notification", "true"}},
               .content = QList{
                   Node{.tag = "link_code_pairing_wrapped_companion_ephemeral_pub", .content = QByteArray(80, 'w')},
                   Node{.tag = "companion_server_auth_key_pub", .content = client->keys.noise.publicKey},
                   Node{.tag = "companion_platform_id", .content = Text{"1"}},
                   Node{.tag = "companion_platform_display", .content = Text{"Chrome (Linux)"}},
                   Node{.tag = "link_code_pairing_nonce", .content = Text{"0"}}}};
    const Node good = hello;
    spoil(hello);
    const Node answer = client->ask("md", "set", {hello});
    QVERIFY(answer.child("error"));
    QCOMPARE(party.violations, QByteArrayList{"link_code"});
    QCOMPARE(client->ask("md", "set", {good}).attr("type"), QByteArray("result"));
}

void SimViolationsTest::pairSigns_data()
{
    QTest::addColumn<SpoilSign>("answer");
    const auto row = [](const char *name, SpoilSign answer) { QTest::newRow(name) << answer; };
    const auto sign = [](QByteArray bytes, const QByteArray &keyIndex) {
        return QList{
            Node{.tag = "pair-device-sign",
                 .content = QList{Node{
                     .tag = "device-identity", .attributes = {{"key-index", keyIndex}}, .content = std::move(bytes)}}}};
    };
    const auto identity = [](ScriptedClient &client, const Node &success) {
        return acceptDeviceIdentity(success.child("pair-success")->child("device-identity")->bytes(),
                                    client.keys.advSecret, client.keys.identity, client.random())
            .value()
            .pairDeviceSign;
    };
    row("nothing", [](ScriptedClient &client, const Node &success) { client.answer(success); });
    row("no bytes", [=](ScriptedClient &client, const Node &success) { client.answer(success, sign({}, "1")); });
    row("another key index", [=](ScriptedClient &client, const Node &success) {
        client.answer(success, sign(identity(client, success), "2"));
    });
    row("a wrong signature", [=](ScriptedClient &client, const Node &success) {
        const QByteArray good = identity(client, success);
        client.answer(success, sign(twoWays(good, good.size() - 10), "1"));
    });
    row("changed details", [=](ScriptedClient &client, const Node &success) {
        client.answer(success, sign(twoWays(identity(client, success), 5), "1"));
    });
    row("a refusal", [](ScriptedClient &client, const Node &success) {
        client.send(
            Node{.tag = "iq", .attributes = {{"to", Jid::server()}, {"type", "error"}, {"id", success.attr("id")}}});
    });
}

void SimViolationsTest::pairSigns()
{
    QFETCH(SpoilSign, answer);
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    QVERIFY(
        party.server.scan(client->qr(client->takeRefs().first()), SimParty::number, u"Ana"_s, sim::ScanFault::None));
    const Node success = client->await([](const Node &node) { return node.child("pair-success") != nullptr; });
    QVERIFY(success.child("pair-success"));
    answer(*client, success);
    QVERIFY(client->waitForClose());
    QCOMPARE(party.violations, QByteArrayList{"pair_sign"});
    QVERIFY(party.server.directory().account(QByteArray(SimParty::number))->devices().empty());
}

void SimViolationsTest::malformedFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("sealed");
    QTest::newRow("not sealed") << QByteArray(40, 'x') << false;
    QTest::newRow("no node") << QByteArray("\0\xff\xff", 3) << true;
    QTest::newRow("empty") << QByteArray() << true;
}

void SimViolationsTest::malformedFrames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, sealed);
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && SimParty::login(*client));
    client->sendRaw(bytes, sealed);
    QVERIFY(client->waitForClose());
    QCOMPARE(party.violations, QByteArrayList{"malformed"});
    QTRY_VERIFY(!party.server.directory().companion(client->jid)->session);
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimViolationsTest)
#include "tst_simviolations.moc"
