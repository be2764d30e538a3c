#include "tests/support/simparty.h"
#include "whatsapp/pairing/linkcode.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace desk::wa {

/// The simulated service from outside: handshake, pairing, login, requests, queue, endings.
class SimServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoundCertificateIsBelieved();
    void aBadCertificateIsRefused_data();
    void aBadCertificateIsRefused();
    void whatDoesNotSpeakTheProtocolIsCut_data();
    void whatDoesNotSpeakTheProtocolIsCut();
    void anotherPathIsNotServed();

    void aRegistrationGetsSixRefs();
    void refsEnd();
    void aScanPairs();
    void twoCompanionsOfOneAccountAreTwo();
    void aFaultyScanIsSeenByTheClient_data();
    void aFaultyScanIsSeenByTheClient();
    void aScanIsRefused();
    void aUsedRefIsOver();
    void acceptingAFaultyIdentityIsAViolation();
    void aLinkCodePairs();
    void aWrongLinkCodeDoesNot();

    void aLoginSucceeds();
    void aLoginWithAnotherNoiseKeyFails();
    void aLoginOfAnUnknownDeviceFails();
    void aSecondLoginReplacesTheFirst();
    void aRefusedLoginIsRefusedOnce();

    void theBasicRequestsAreAnswered_data();
    void theBasicRequestsAreAnswered();
    void keysAreCountedStoredAndHandedOutOnce();
    void theSameUploadTwiceIsTakenOnce();
    void bundlesOfPhonesNeverRunOut();
    void fewPreKeysAreAnnounced();
    void usyncTellsDevicesAndHiddenId();

    void notificationsWaitForActive();
    void whatIsNotAcknowledgedComesAgain();
    void aLongQueueComesInBatches();
    void aWrongAckDoesNotClear();

    void unlinkingEndsTheConnectionForGood();
    void theClientCanLogOut();
    void endings_data();
    void endings();
    void dropIsSilent();
    void stalledRequestsHaveNoAnswer();
    void framesMayBeSplitAndCompressed();
    void aRestartedServerKnowsItsClients();
    void twoHundredClientsAtOnce();
};

namespace {

Node errorOf(const Node &iq)
{
    const Node *error = iq.child("error");
    return error ? *error : Node{};
}

} // namespace

void SimServerTest::aSoundCertificateIsBelieved()
{
    const SimParty party;
    const auto client = party.client();
    QVERIFY2(client->connectNow(), qPrintable(client->handshakeError));
}

void SimServerTest::aBadCertificateIsRefused_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("complaint");
    using sim::BadCertificate;
    QTest::newRow("root") << int(BadCertificate::Root) << u"intermediate"_s;
    QTest::newRow("intermediate") << int(BadCertificate::Intermediate) << u"leaf"_s;
    QTest::newRow("leaf-key") << int(BadCertificate::LeafKey) << u"key"_s;
    QTest::newRow("leaf-expired") << int(BadCertificate::LeafExpired) << u"leaf"_s;
}

void SimServerTest::aBadCertificateIsRefused()
{
    QFETCH(int, fault);
    QFETCH(QString, complaint);
    const SimParty party({.badCertificate = sim::BadCertificate(fault)});
    const auto client = party.client();
    QVERIFY(!client->connectNow());
    QVERIFY2(client->handshakeError.contains(complaint), qPrintable(client->handshakeError));
}

void SimServerTest::whatDoesNotSpeakTheProtocolIsCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no intro") << QByteArray("GET / HTTP/1.1");
    QTest::newRow("no handshake") << QByteArray("WA\6\3\0\0\3abc", 10);
    QTest::newRow("a frame too large") << QByteArray("WA\6\3\xff\xff\xff", 7);
}

void SimServerTest::whatDoesNotSpeakTheProtocolIsCut()
{
    QFETCH(QByteArray, bytes);
    SimParty party;
    QWebSocket socket;
    bool gone = false;
    connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendBinaryMessage(bytes); });
    connect(&socket, &QWebSocket::disconnected, &socket, [&] { gone = true; });
    socket.open(QUrl(party.server.url()));
    QTRY_VERIFY(gone);
    QCOMPARE(party.violations, QByteArrayList{"malformed"});
    QTRY_COMPARE(party.server.connections(), 0);
}

void SimServerTest::anotherPathIsNotServed()
{
    const SimParty party;
    QWebSocket socket;
    bool gone = false;
    connect(&socket, &QWebSocket::disconnected, &socket, [&] { gone = true; });
    socket.open(QUrl(party.server.url().replace(u"/ws/chat"_s, u"/else"_s)));
    QTRY_VERIFY(gone);
    QCOMPARE(party.server.connections(), 0);
}

void SimServerTest::aRegistrationGetsSixRefs()
{
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const auto refs = client->takeRefs();
    QCOMPARE(refs.size(), 6);
    for (const QByteArray &ref : refs)
        QVERIFY(ref.startsWith("2@") && !ref.contains(','));
    QCOMPARE(client->ask("w:p", "get").attr("type"), QByteArray("result"));
    QVERIFY(party.violations.isEmpty());
}

void SimServerTest::refsEnd()
{
    SimParty party;
    party.server.times().qrFirst = std::chrono::milliseconds(100);
    party.server.times().qrNext = std::chrono::milliseconds(20);
    party.server.times().refGrace = std::chrono::milliseconds(0);
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const auto refs = client->takeRefs();
    QTest::qWait(130);
    QVERIFY(!party.server.scan(client->qr(refs.first()), SimParty::number, u"Ana"_s, sim::ScanFault::None));
    QVERIFY(client->waitForClose());
}

void SimServerTest::aScanPairs()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client);
    QCOMPARE(client->jid.toText(), QByteArray("15550001001:1@s.whatsapp.net"));
    QCOMPARE(client->lid.toText(), QByteArray("100000000007919:1@lid"));
    const sim::Account *account = party.server.directory().account(QByteArray(SimParty::number));
    QCOMPARE(client->identity.accountKey, account->phone().identity().publicKey);
    QCOMPARE(account->device(1)->noiseKey, client->keys.noise.publicKey);
    QCOMPARE(account->device(1)->os, u"Prueba"_s);
    QCOMPARE(party.violations, QByteArrayList());
}

void SimServerTest::twoCompanionsOfOneAccountAreTwo()
{
    SimParty party;
    const auto first = party.pairedClient();
    const auto second = party.pairedClient();
    QVERIFY(first && second);
    QCOMPARE(second->jid.device(), 2);
    QCOMPARE(second->identity.details.keyIndex, 2u);
    QCOMPARE(first->identity.details.rawId, second->identity.details.rawId);
}

void SimServerTest::aFaultyScanIsSeenByTheClient_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("hmac") << int(sim::ScanFault::Hmac) << u"hmac-mismatch"_s;
    QTest::newRow("account signature") << int(sim::ScanFault::AccountSignature) << u"signature-mismatch"_s;
}

void SimServerTest::aFaultyScanIsSeenByTheClient()
{
    QFETCH(int, fault);
    QFETCH(QString, refusal);
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const auto refs = client->takeRefs();
    QVERIFY(party.server.scan(client->qr(refs.first()), SimParty::number, u"Ana"_s, sim::ScanFault(fault)));
    QCOMPARE(client->finishPairing(), refusal);
    QVERIFY(client->waitForClose());
    QCOMPARE(party.violations, QByteArrayList());
    QVERIFY(party.server.directory().account(QByteArray(SimParty::number))->devices().empty());
}

void SimServerTest::aScanIsRefused()
{
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const QByteArray ref = client->takeRefs().first();
    const auto scan = [&](const QString &qr, const QByteArray &number = SimParty::number) {
        const auto result = party.server.scan(qr, number, u"Ana"_s, sim::ScanFault::None);
        return result ? std::optional<Errc>() : result.error().code;
    };
    QVERIFY(scan(u"nonsense"_s) == Errc::Invalid);
    QVERIFY(scan(client->qr("2@unknown")) == Errc::NotFound);
    QVERIFY(scan(client->qr(ref), "1") == Errc::Invalid);
    QrPayload other{ref, curve25519::generate(party.random).publicKey, client->keys.identity.publicKey,
                    client->keys.advSecret};
    QVERIFY(scan(other.text()) == Errc::Conflict);
    other.noiseKey = client->keys.noise.publicKey;
    other.identityKey = curve25519::generate(party.random).publicKey;
    QVERIFY(scan(other.text()) == Errc::Conflict);
    QVERIFY(scan(client->qr(ref)) == std::nullopt);
}

void SimServerTest::aUsedRefIsOver()
{
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const auto refs = client->takeRefs();
    QVERIFY(party.server.scan(client->qr(refs.at(1)), SimParty::number, u"Ana"_s, sim::ScanFault::None));
    QVERIFY(!party.server.scan(client->qr(refs.at(1)), SimParty::number, u"Ana"_s, sim::ScanFault::None));
    QVERIFY(!party.server.scan(client->qr(refs.at(2)), SimParty::number, u"Ana"_s, sim::ScanFault::None));
}

void SimServerTest::acceptingAFaultyIdentityIsAViolation()
{
    SimParty party;
    const auto client = party.client();
    QVERIFY(client->connectNow());
    const auto refs = client->takeRefs();
    QVERIFY(party.server.scan(client->qr(refs.first()), SimParty::number, u"Ana"_s, sim::ScanFault::Hmac));
    const Node success = client->await([](const Node &node) { return node.child("pair-success") != nullptr; });
    client->answer(success, {Node{.tag = "pair-device-sign"}});
    QVERIFY(client->waitForClose());
    QCOMPARE(party.violations, QByteArrayList{"pair_sign"});
}

namespace {

/// What a client does to be linked by code, as far as its wrapped key.
struct LinkCodeClient
{
    KeyPair ephemeral;
    QString code;
    Node hello;

    LinkCodeClient(ScriptedClient &client, const QString &shown)
        : ephemeral(curve25519::generate(client.random())),
          code(shown), hello{
                           .tag = "link_code_companion_reg",
                           .attributes = {{"jid", "15550001001@s.whatsapp.net"},
                                          {"stage", "companion_hello"},
                                          {"should_show_push_notification", "true"}},
                           .content = QList{
                               Node{.tag = "link_code_pairing_wrapped_companion_ephemeral_pub",
                                    .content = linkcode::wrapKey(shown, ephemeral.publicKey, client.random()).value()},
                               Node{.tag = "companion_server_auth_key_pub", .content = client.keys.noise.publicKey},
                               Node{.tag = "companion_platform_id", .content = Text{"1"}},
                               Node{.tag = "companion_platform_display", .content = Text{"Chrome (Linux)"}},
                               Node{.tag = "link_code_pairing_nonce", .content = Text{"0"}}}}
    {
    }

    /// Answers the phone's hello; the client's ADV secret is the new one then.
    [[nodiscard]] Node finish(ScriptedClient &client, const Node &notification)
    {
        const Node &hi = *notification.child("link_code_companion_reg");
        const QByteArray primary =
            linkcode::unwrapKey(code, hi.child("link_code_pairing_wrapped_primary_ephemeral_pub")->bytes()).value();
        auto bundle = linkcode::sealKeyBundle(ephemeral, primary, client.keys.identity,
                                              hi.child("primary_identity_pub")->bytes(), client.random())
                          .value();
        client.keys.advSecret = bundle.advSecret;
        return {.tag = "link_code_companion_reg",
                .attributes = {{"jid", "15550001001@s.whatsapp.net"}, {"stage", "companion_finish"}},
                .content = QList{
                    Node{.tag = "link_code_pairing_wrapped_key_bundle", .content = bundle.wrapped},
                    Node{.tag = "companion_identity_public", .content = client.keys.identity.publicKey},
                    Node{.tag = "link_code_pairing_ref", .content = hi.child("link_code_pairing_ref")->bytes()}}};
    }
};

} // namespace

void SimServerTest::aLinkCodePairs()
{
    SimParty party;
    QVERIFY(party.server.createAccount(SimParty::number, u"Ana"_s, false));
    const auto client = party.client();
    QVERIFY(client->connectNow());
    QCOMPARE(client->takeRefs().size(), 6);
    QVERIFY(!party.server.enterCode(SimParty::number, u"119K5DT5"_s));

    LinkCodeClient linking(*client, u"119K5DT5"_s);
    const Node hello = client->ask("md", "set", {linking.hello});
    QCOMPARE(hello.attr("type"), QByteArray("result"));
    const QByteArray ref = hello.child("link_code_companion_reg")->child("link_code_pairing_ref")->bytes();
    QVERIFY(party.server.enterCode(SimParty::number, u"119k-5dt5"_s));
    const Node notification = client->awaitNotification("link_code_companion_reg");
    QCOMPARE(notification.child("link_code_companion_reg")->child("link_code_pairing_ref")->bytes(), ref);
    QCOMPARE(client->ask("md", "set", {linking.finish(*client, notification)}).attr("type"), QByteArray("result"));
    QCOMPARE(client->finishPairing(), QString());
    QCOMPARE(client->await("stream:error").attr("code"), QByteArray("515"));
    QVERIFY(client->waitForClose());
    QVERIFY(SimParty::login(*client));
    QCOMPARE(party.violations, QByteArrayList());
}

void SimServerTest::aWrongLinkCodeDoesNot()
{
    SimParty party;
    QVERIFY(party.server.createAccount(SimParty::number, u"Ana"_s, false));
    const auto client = party.client();
    QVERIFY(client->connectNow());
    LinkCodeClient linking(*client, u"119K5DT5"_s);
    QCOMPARE(client->ask("md", "set", {linking.hello}).attr("type"), QByteArray("result"));
    QVERIFY(party.server.enterCode(SimParty::number, u"ZZZZZZZZ"_s));
    const Node notification = client->awaitNotification("link_code_companion_reg");
    QCOMPARE(client->ask("md", "set", {linking.finish(*client, notification)}).attr("type"), QByteArray("result"));
    QTRY_COMPARE(party.violations, QByteArrayList{"link_code"});
    QVERIFY(party.server.directory().account(QByteArray(SimParty::number))->devices().empty());
}

void SimServerTest::aLoginSucceeds()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && client->connectNow());
    const Node success = client->await("success");
    QCOMPARE(success.jid("lid"), client->lid);
    QVERIFY(success.number("t").value_or(0) > 1'700'000'000);
    QVERIFY(party.violations.isEmpty());
}

void SimServerTest::aLoginWithAnotherNoiseKeyFails()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client);
    client->keys.noise = curve25519::generate(party.random);
    QVERIFY(client->connectNow());
    QCOMPARE(client->await("failure").attr("reason"), QByteArray("401"));
    QVERIFY(client->waitForClose());
}

void SimServerTest::aLoginOfAnUnknownDeviceFails()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client);
    client->jid = client->jid.withDevice(7);
    QVERIFY(client->connectNow());
    QCOMPARE(client->await("failure").attr("reason"), QByteArray("401"));
}

void SimServerTest::aSecondLoginReplacesTheFirst()
{
    SimParty party;
    const auto first = party.pairedClient();
    QVERIFY(first && SimParty::login(*first));
    const auto second = party.client();
    second->keys = first->keys;
    second->jid = first->jid;
    QVERIFY(SimParty::login(*second));
    const Node error = first->await("stream:error");
    QVERIFY(error.child("conflict"));
    QCOMPARE(error.child("conflict")->attr("type"), QByteArray("replaced"));
    QVERIFY(first->waitForClose());
    QTest::qWait(50);
    QVERIFY(!second->closed);
    QCOMPARE(second->ask("w:p", "get").attr("type"), QByteArray("result"));
}

void SimServerTest::aRefusedLoginIsRefusedOnce()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client);
    QVERIFY(party.server.refuseLogin(client->jid, {.reason = "402", .expire = "60", .code = "101"}));
    QVERIFY(client->connectNow());
    const Node failure = client->await("failure");
    QCOMPARE(failure.attr("reason"), QByteArray("402"));
    QCOMPARE(failure.attr("expire"), QByteArray("60"));
    QCOMPARE(failure.attr("code"), QByteArray("101"));
    QVERIFY(client->waitForClose());
    QVERIFY(SimParty::login(*client));
}

void SimServerTest::theBasicRequestsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("xmlns");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("child");
    QTest::addColumn<QByteArray>("expected"); // a child of the result, or an error's code
    QTest::newRow("ping") << QByteArray("w:p") << QByteArray("get") << QByteArray() << QByteArray();
    QTest::newRow("ping with child") << QByteArray("w:p") << QByteArray("get") << QByteArray("ping") << QByteArray();
    QTest::newRow("count") << QByteArray("encrypt") << QByteArray("get") << QByteArray("count") << QByteArray("count");
    QTest::newRow("digest") << QByteArray("encrypt") << QByteArray("get") << QByteArray("digest")
                            << QByteArray("digest");
    QTest::newRow("properties") << QByteArray("abt") << QByteArray("get") << QByteArray("props") << QByteArray("props");
    QTest::newRow("block list") << QByteArray("blocklist") << QByteArray("get") << QByteArray() << QByteArray("list");
    QTest::newRow("privacy") << QByteArray("privacy") << QByteArray("get") << QByteArray("privacy")
                             << QByteArray("privacy");
    QTest::newRow("dirty") << QByteArray("urn:xmpp:whatsapp:dirty") << QByteArray("set") << QByteArray("clean")
                           << QByteArray();
    QTest::newRow("unknown") << QByteArray("never:heard") << QByteArray("get") << QByteArray() << QByteArray("501");
    QTest::newRow("picture") << QByteArray("w:profile:picture") << QByteArray("get") << QByteArray("picture")
                             << QByteArray("404");
}

void SimServerTest::theBasicRequestsAreAnswered()
{
    QFETCH(QByteArray, xmlns);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, child);
    QFETCH(QByteArray, expected);
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && SimParty::login(*client));
    const Node answer = client->ask(xmlns, type, child.isEmpty() ? QList<Node>() : QList{Node{.tag = child}});
    QCOMPARE(answer.attr("from"), QByteArray("@s.whatsapp.net"));
    if (expected.toInt() > 0) {
        QCOMPARE(answer.attr("type"), QByteArray("error"));
        QCOMPARE(errorOf(answer).attr("code"), expected);
    } else {
        QCOMPARE(answer.attr("type"), QByteArray("result"));
        QVERIFY(expected.isEmpty() ? answer.children().isEmpty() : answer.child(expected) != nullptr);
    }
    QVERIFY(party.violations.isEmpty());
}

void SimServerTest::keysAreCountedStoredAndHandedOutOnce()
{
    SimParty party;
    const auto client = party.activeClient();
    const auto other = party.activeClient("15550001002");
    QVERIFY(client && other);
    const auto count = [&] {
        return client->ask("encrypt", "get", {Node{.tag = "count"}}).child("count")->number("value");
    };
    QCOMPARE(count(), 20);
    const Node answer = client->ask("encrypt", "get", {Node{.tag = "digest"}});
    const Node &digest = *answer.child("digest");
    QCOMPARE(digest.child("list")->children().size(), 20);
    QCOMPARE(digest.child("hash")->bytes().size(), 20);
    QCOMPARE(digest.child("identity")->bytes(), client->keys.identity.publicKey);

    QSet<QByteArray> ids;
    for (const Jid &jid : {client->jid, client->lid}) {
        const Node bundle = other->ask(
            "encrypt", "get",
            {Node{.tag = "key", .content = QList{Node{.tag = "user", .attributes = {{"jid", jid}}}}}});
        const Node &user = *bundle.child("list")->child("user");
        QCOMPARE(user.jid("jid"), jid);
        QCOMPARE(user.child("registration")->bytes(), ScriptedClient::number(client->keys.registrationId, 4));
        QCOMPARE(user.child("type")->bytes(), QByteArray("\5"));
        QCOMPARE(user.child("identity")->bytes(), client->keys.identity.publicKey);
        QCOMPARE(user.child("skey")->child("signature")->bytes(), client->keys.signedPreKey.signature);
        QCOMPARE(user.child("key")->child("value")->bytes().size(), 32);
        ids.insert(user.child("key")->child("id")->bytes());
    }
    QCOMPARE(ids.size(), 2);
    QCOMPARE(count(), 18);
    QVERIFY(party.violations.isEmpty());
}

void SimServerTest::theSameUploadTwiceIsTakenOnce()
{
    SimParty party;
    const auto client = party.pairedClient();
    QVERIFY(client && SimParty::login(*client));
    const auto keys = client->upload(10);
    QCOMPARE(client->ask("encrypt", "set", keys).attr("type"), QByteArray("result"));
    QCOMPARE(client->ask("encrypt", "set", keys).attr("type"), QByteArray("result"));
    QCOMPARE(client->ask("encrypt", "get", {Node{.tag = "count"}}).child("count")->number("value"), 10);
    QVERIFY(party.violations.isEmpty());
}

void SimServerTest::bundlesOfPhonesNeverRunOut()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    for (int i = 0; i < 40; ++i) {
        const Node bundle = client->ask(
            "encrypt", "get",
            {Node{.tag = "key", .content = QList{Node{.tag = "user", .attributes = {{"jid", client->jid.bare()}}}}}});
        QVERIFY(bundle.child("list")->child("user")->child("key"));
    }
    const Node unknown = client->ask(
        "encrypt", "get",
        {Node{.tag = "key",
              .content = QList{Node{.tag = "user", .attributes = {{"jid", "19990000000@s.whatsapp.net"}}}}}});
    QVERIFY(unknown.child("list")->child("user")->child("error"));
}

void SimServerTest::fewPreKeysAreAnnounced()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(party.server.thinPreKeys(client->jid, 3));
    const Node low = client->awaitNotification("encrypt");
    QCOMPARE(low.attr("from"), QByteArray("@s.whatsapp.net"));
    QCOMPARE(low.child("count")->number("value"), 3);
    QTRY_COMPARE(party.server.statistics().queued, 0);
}

void SimServerTest::usyncTellsDevicesAndHiddenId()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client && party.pairedClient());
    const auto ask = [&](QList<Node> protocols, QList<Node> users) {
        const Node answer = client->ask("usync", "get",
                                        {Node{.tag = "usync",
                                              .attributes = {{"sid", "1"}, {"mode", "query"}, {"context", "message"}},
                                              .content = QList{Node{.tag = "query", .content = std::move(protocols)},
                                                               Node{.tag = "list", .content = std::move(users)}}}});
        return answer.child("usync") ? answer.child("usync")->child("list")->children() : QList<Node>();
    };
    const QList<Node> devices{Node{.tag = "devices", .attributes = {{"version", 2}}}, Node{.tag = "lid"}};
    for (const Jid &jid : {client->jid.bare(), client->lid.bare()}) {
        const auto users = ask(devices, {Node{.tag = "user", .attributes = {{"jid", jid}}}});
        QCOMPARE(users.size(), 1);
        QCOMPARE(users.first().jid("jid"), jid);
        const Node &list = *users.first().child("devices")->child("device-list");
        QCOMPARE(list.children().size(), 3);
        QCOMPARE(list.children().at(2).attr("key-index"), QByteArray("2"));
        QCOMPARE(users.first().child("lid")->jid("val"), client->lid.bare());
    }
    const QList<Node> contact{Node{.tag = "contact"}};
    const auto known = ask(
        contact, {Node{.tag = "user", .content = QList{Node{.tag = "contact", .content = Text{"+15550001001"}}}}});
    QCOMPARE(known.first().jid("jid"), client->jid.bare());
    QCOMPARE(known.first().child("contact")->attr("type"), QByteArray("in"));
    const auto unknown = ask(
        contact, {Node{.tag = "user", .content = QList{Node{.tag = "contact", .content = Text{"+19990000000"}}}}});
    QCOMPARE(unknown.first().child("contact")->attr("type"), QByteArray("out"));
    const auto byLid = ask(
        {Node{.tag = "contact", .attributes = {{"addressing_mode", "lid"}}}},
        {Node{.tag = "user", .content = QList{Node{.tag = "contact", .content = Text{"15550001001@c.us"}}}}});
    QCOMPARE(byLid.first().jid("jid"), client->lid.bare());
    QCOMPARE(byLid.first().jid("pn_jid"), client->jid.bare());
    QCOMPARE(byLid.first().child("contact")->bytes(), QByteArray("15550001001@c.us"));
}

void SimServerTest::notificationsWaitForActive()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    client->close();
    QTRY_COMPARE(party.server.connections(), 0);
    QVERIFY(party.server.thinPreKeys(client->jid, 7));
    QVERIFY(SimParty::login(*client));
    QTest::qWait(50);
    QVERIFY(client->inbox.isEmpty());
    QCOMPARE(client->ask("passive", "set", {Node{.tag = "active"}}).attr("type"), QByteArray("result"));
    const Node preview = client->await([](const Node &node) { return node.child("offline_preview") != nullptr; });
    QCOMPARE(preview.child("offline_preview")->attr("count"), QByteArray("1"));
    QCOMPARE(preview.child("offline_preview")->attr("notification"), QByteArray("1"));
    const Node low = client->awaitNotification("encrypt");
    QCOMPARE(low.attr("offline"), QByteArray("1"));
    const Node end = client->await([](const Node &node) { return node.child("offline") != nullptr; });
    QCOMPARE(end.child("offline")->attr("count"), QByteArray("1"));
}

void SimServerTest::whatIsNotAcknowledgedComesAgain()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(party.server.thinPreKeys(client->jid, 7));
    const Node first = client->await("notification");
    QVERIFY(!first.has("offline"));
    client->close();
    QTRY_COMPARE(party.server.connections(), 0);
    QVERIFY(SimParty::login(*client));
    QCOMPARE(client->ask("passive", "set", {Node{.tag = "active"}}).attr("type"), QByteArray("result"));
    const Node again = client->awaitNotification("encrypt");
    QCOMPARE(again.attr("id"), first.attr("id"));
    QVERIFY(again.has("offline"));
    QTRY_COMPARE(party.server.statistics().queued, 0);
    QCOMPARE(party.server.statistics().deliveries, 2);
}

void SimServerTest::aLongQueueComesInBatches()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    client->close();
    QTRY_COMPARE(party.server.connections(), 0);
    for (int i = 0; i < 30; ++i)
        QVERIFY(party.server.sendNode(
            client->jid, Node{.tag = "notification", .attributes = {{"from", Jid::server()}, {"type", "psa"}}}, false));
    QVERIFY(SimParty::login(*client));
    QCOMPARE(client->ask("passive", "set", {Node{.tag = "active"}}).attr("type"), QByteArray("result"));
    const auto notifications = [&] {
        return std::ranges::count_if(client->inbox, [](const Node &node) { return node.tag == "notification"; });
    };
    QTRY_COMPARE(notifications(), 5);
    client->send(Node{.tag = "ib", .content = QList{Node{.tag = "offline_batch", .attributes = {{"count", 10}}}}});
    QTRY_COMPARE(notifications(), 15);
    QTRY_COMPARE(notifications(), 30); // without being asked, after a while
    const Node end = client->await([](const Node &node) { return node.child("offline") != nullptr; });
    QCOMPARE(end.child("offline")->attr("count"), QByteArray("30"));
    QCOMPARE(client->inbox.last().attr("offline"), QByteArray("30"));
}

void SimServerTest::aWrongAckDoesNotClear()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    party.server.times().acknowledgement = std::chrono::milliseconds(300);
    QVERIFY(party.server.thinPreKeys(client->jid, 7));
    Node low = client->await("notification");
    const Node right = low;
    low.set({"from", client->jid.bare()});
    client->acknowledge(low);
    low = right;
    low.tag = "receipt";
    client->acknowledge(low);
    QTRY_COMPARE(party.violations, QByteArrayList{"unacknowledged"});
    QCOMPARE(party.senders, QByteArrayList{client->jid.toText()});
    QTest::qWait(1200);
    QCOMPARE(party.violations.size(), 1);
    client->acknowledge(right);
    QTRY_COMPARE(party.server.statistics().queued, 0);
}

void SimServerTest::unlinkingEndsTheConnectionForGood()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QList<Jid> unlinked;
    connect(&party.server, &sim::SimServer::unlinked, this, [&](const Jid &jid) { unlinked.append(jid); });
    QVERIFY(party.server.unlink(client->jid.bare()));
    const Node error = client->await("stream:error");
    QCOMPARE(error.attr("code"), QByteArray("401"));
    QCOMPARE(error.child("conflict")->attr("type"), QByteArray("device_removed"));
    QVERIFY(client->waitForClose());
    QCOMPARE(unlinked, QList{client->jid});
    QVERIFY(client->connectNow());
    QCOMPARE(client->await("failure").attr("reason"), QByteArray("401"));
    QVERIFY(!party.server.unlink(client->jid.bare()));
}

void SimServerTest::theClientCanLogOut()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    const auto logout = [&](const Jid &jid) {
        return client->ask(
            "md", "set",
            {Node{.tag = "remove-companion-device", .attributes = {{"jid", jid}, {"reason", "user_initiated"}}}});
    };
    QCOMPARE(logout(client->jid.withDevice(9)).attr("type"), QByteArray("error"));
    QCOMPARE(party.violations, QByteArrayList{"logout"});
    QCOMPARE(logout(client->jid).attr("type"), QByteArray("result"));
    QCOMPARE(client->await("stream:error").attr("code"), QByteArray("401"));
    QVERIFY(client->waitForClose());
}

void SimServerTest::endings_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("conflict");
    QTest::newRow("restart") << QByteArray("515") << QByteArray();
    QTest::newRow("replaced") << QByteArray() << QByteArray("replaced");
    QTest::newRow("conflict with code") << QByteArray("409") << QByteArray("replaced");
    QTest::newRow("unavailable") << QByteArray("503") << QByteArray();
}

void SimServerTest::endings()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, conflict);
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(party.server.kick(client->jid, code, conflict));
    const Node error = client->await("stream:error");
    QCOMPARE(error.attr("code"), code);
    QCOMPARE(error.child("conflict") ? error.child("conflict")->attr("type") : QByteArray(), conflict);
    QVERIFY(client->waitForClose());
    QVERIFY(SimParty::login(*client));
    QVERIFY(party.server.sendNode(client->jid, Node{.tag = "xmlstreamend"}, true));
    QCOMPARE(client->await("xmlstreamend").tag, QByteArray("xmlstreamend"));
    QVERIFY(client->waitForClose());
}

void SimServerTest::dropIsSilent()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(party.server.drop(client->jid));
    QVERIFY(client->waitForClose());
    QVERIFY(client->inbox.isEmpty());
    QVERIFY(party.server.drop(client->jid).error().code == Errc::NotConnected);
    const auto waiting = party.client();
    QVERIFY(waiting->connectNow());
    QCOMPARE(waiting->takeRefs().size(), 6);
    QVERIFY(party.server.drop(Jid()));
    QVERIFY(waiting->waitForClose());
    QTRY_COMPARE(party.server.connections(), 0);
}

void SimServerTest::stalledRequestsHaveNoAnswer()
{
    SimParty party;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(party.server.stall(sim::IqRouter::Stall::Pings, client->jid, -1));
    client->send(
        Node{.tag = "iq", .attributes = {{"id", "p"}, {"to", Jid::server()}, {"type", "get"}, {"xmlns", "w:p"}}});
    QCOMPARE(client->ask("blocklist", "get").attr("type"), QByteArray("result"));
    QVERIFY(client->inbox.isEmpty());
    QVERIFY(party.server.stall(sim::IqRouter::Stall::Pings, client->jid, 0));
    QCOMPARE(client->ask("w:p", "get").attr("type"), QByteArray("result"));
    QCOMPARE(party.server.directory().companion(client->jid)->pings, 2);

    party.server.linkFaults().stallHandshake = true;
    party.server.times().handshake = std::chrono::milliseconds(200);
    const auto stalled = party.client();
    QVERIFY(!stalled->connectNow());
    QVERIFY(stalled->closed);
}

void SimServerTest::framesMayBeSplitAndCompressed()
{
    SimParty party;
    party.server.linkFaults().splitBytes = 7;
    party.server.linkFaults().compressOver = 10;
    const auto client = party.activeClient();
    QVERIFY(client);
    QVERIFY(client->ask("encrypt", "get", {Node{.tag = "digest"}}).child("digest"));
}

void SimServerTest::aRestartedServerKnowsItsClients()
{
    const QTemporaryDir folder;
    QByteArray certKey;
    DeviceKeys keys;
    Jid jid;
    {
        SimParty party({.stateDir = folder.path()});
        certKey = party.server.certKey();
        const auto client = party.activeClient();
        QVERIFY(client);
        QVERIFY(party.server.thinPreKeys(client->jid, 7));
        QCOMPARE(client->await("notification").tag, QByteArray("notification"));
        keys = client->keys;
        jid = client->jid;
    }
    SimParty party({.stateDir = folder.path()});
    QCOMPARE(party.server.certKey(), certKey);
    const auto client = party.client();
    client->keys = keys;
    client->jid = jid;
    QVERIFY(SimParty::login(*client));
    QCOMPARE(client->ask("encrypt", "get", {Node{.tag = "count"}}).child("count")->number("value"), 7);
    QCOMPARE(client->ask("passive", "set", {Node{.tag = "active"}}).attr("type"), QByteArray("result"));
    QVERIFY(client->awaitNotification("encrypt").has("offline"));
    QCOMPARE(party.server.directory().account(QByteArray(SimParty::number))->name, u"Ana"_s);
    const auto second = party.pairedClient();
    QVERIFY(second);
    QCOMPARE(second->jid.device(), 2);
}

void SimServerTest::twoHundredClientsAtOnce()
{
    SimParty party;
    std::vector<std::unique_ptr<ScriptedClient>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(party.client());
        clients.back()->open();
    }
    const auto all = [&](auto &&condition) { return std::ranges::all_of(clients, condition); };
    QTRY_VERIFY_WITH_TIMEOUT(all([](const auto &client) { return client->ready && !client->inbox.isEmpty(); }), 30000);
    QCOMPARE(party.server.connections(), 200);
    for (const auto &client : clients)
        client->close();
    QTRY_COMPARE(party.server.connections(), 0);
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimServerTest)
#include "tst_simserver.moc"
