#include "tests/support/simparty.h"
#include "whatsapp/pairing/assertion.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/pairing/passkeystep.h"
#include "whatsapp/pairing/softwareauthenticator.h"
#include "whatsapp/sim/passkeyfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace desk::wa {

/// A client in the middle of the passkey step; what it is about to send can be spoilt.
struct PasskeyClient
{
    explicit PasskeyClient(SimParty &simParty)
        : party(simParty), client(party.client()),
          account(party.server.createAccount(SimParty::number, u"Ana"_s, true).value()),
          authenticator(p256::fromPrivate(account->passkey->privateKey.view()).value(), account->passkey->credential.id,
                        account->passkey->credential.userHandle)
    {
        QObject::connect(&party.server, &sim::SimServer::phoneCode, client.get(),
                         [this](const QByteArray &, const QString &code, bool proven) {
                             phoneCode = code;
                             phoneIsSure = proven;
                         });
    }

    /// As far as the options.
    [[nodiscard]] bool scanned(sim::ScanFault fault = sim::ScanFault::None)
    {
        if (!client->connectNow()
            || !party.server.scan(client->qr(client->takeRefs().first()), SimParty::number, u"Ana"_s, fault))
            return false;
        return readOptions();
    }
    [[nodiscard]] bool readOptions()
    {
        const Node notification = client->awaitNotification("passkey_prologue_request");
        const Node asked = client->ask("md", "get", {Node{.tag = "passkey_request_options"}});
        const Node *options = (notification.children().isEmpty() ? asked : notification)
                                  .child("passkey_request_options");
        const auto parsed = options ? parseAssertionRequest(options->bytes()) : Result<AssertionRequest>();
        if (!options || !parsed)
            return false;
        request = *parsed;
        shown = client->keys.advSecret;
        client->keys.advSecret = SecretBytes::random(party.random, 32);
        const Node answer = client->ask("md", "get", {Node{.tag = "ref"}});
        ref = answer.child("ref") ? answer.child("ref")->bytes() : QByteArray();
        prologue = passkey::makePrologue(7, ref, party.random);
        return !ref.isEmpty();
    }
    [[nodiscard]] QList<Node> prologueNodes(const Assertion &assertion, bool withProof) const
    {
        QList<Node> children{Node{.tag = "credential_id", .content = assertion.credentialId},
                             Node{.tag = "webauthn_assertion", .content = toJson(assertion)},
                             Node{.tag = "prologue_payload", .content = prologue.payload}};
        if (withProof)
            children.append(Node{.tag = "pairing_handoff_proof",
                                 .content = passkey::handoffProof(passkey::handoffKey(shown), prologue.payload)});
        return children;
    }
    /// The error code of the answer; 0 for a result.
    [[nodiscard]] int sendPrologue(QList<Node> children)
    {
        return code(client->ask("md", "set", {Node{.tag = "passkey_prologue", .content = std::move(children)}}));
    }
    [[nodiscard]] bool takeContinuation()
    {
        const Node continuation = client->awaitNotification("crsc_continuation");
        const Node *bytes = continuation.child("primary_ephemeral_identity");
        const auto parsed = bytes ? passkey::parsePrimaryIdentity(bytes->bytes()) : Result<passkey::PrimaryIdentity>();
        if (!bytes || !parsed)
            return false;
        primary = *parsed;
        return true;
    }
    [[nodiscard]] int sendNonce(const QByteArray &nonce)
    {
        return code(client->ask("md", "set", {Node{.tag = "companion_nonce", .content = nonce}}));
    }
    [[nodiscard]] int sendPairingRequest(const passkey::PairingRequest &pairing)
    {
        const auto key = passkey::encryptionKey(prologue.ephemeral, primary.publicKey, 7, ref).value();
        const QByteArray sealed = passkey::sealPairingRequest(key, pairing, party.random).value();
        return code(client->ask("md", "set", {Node{.tag = "encrypted_pairing_request", .content = sealed}}));
    }
    [[nodiscard]] passkey::PairingRequest pairingRequest() const
    {
        return {client->keys.noise.publicKey, client->keys.identity.publicKey, client->keys.advSecret};
    }
    [[nodiscard]] static int code(const Node &answer)
    {
        return answer.child("error")          ? answer.child("error")->attr("code").toInt()
            : answer.attr("type") == "result" ? 0
                                              : -1;
    }

    SimParty &party;
    std::unique_ptr<ScriptedClient> client;
    sim::Account *account;
    SoftwareAuthenticator authenticator;
    AssertionRequest request;
    SecretBytes shown; ///< S0
    QByteArray ref;
    passkey::CompanionPrologue prologue;
    passkey::PrimaryIdentity primary;
    QString phoneCode;
    bool phoneIsSure = false;
};

using SpoilAuthenticator = std::function<void(PasskeyClient &)>;
using SpoilNodes = std::function<void(QList<Node> &)>;
using SpoilRequest = std::function<void(passkey::PairingRequest &, PasskeyClient &)>;

} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::SpoilAuthenticator)
Q_DECLARE_METATYPE(desk::wa::SpoilNodes)
Q_DECLARE_METATYPE(desk::wa::SpoilRequest)

namespace desk::wa {

/// The passkey step of the simulated service (note 1, section 5.5.9).
class SimPasskeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aScanWithAPasskeyPairs();
    void withoutAProofThePhoneWantsToCompare();
    void theOptionsCanBeAskedFor();
    void thePhoneMakesMistakes_data();
    void thePhoneMakesMistakes();
    void aForgedIdentityAtTheEnd();
    void aLinkCodeMayLeaveAllToThePasskey();
    void wrongAssertions_data();
    void wrongAssertions();
    void wrongPrologues_data();
    void wrongPrologues();
    void aChallengeIsGoodOnceAndForAWhile();
    void aWrongNonceIsRefused();
    void wrongPairingRequests_data();
    void wrongPairingRequests();
    void stepsOutOfOrderAreRefused();
    void thePasskeyFileIsPrivate();
};

void SimPasskeyTest::aScanWithAPasskeyPairs()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    QVERIFY(linking.request.allowCredentials.isEmpty());
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), 0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    QCOMPARE(linking.phoneCode, passkey::verificationCode(linking.prologue.nonce, linking.primary));
    QVERIFY(linking.phoneIsSure);
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 0);
    QCOMPARE(linking.client->finishPairing(), QString());
    QCOMPARE(linking.client->await("stream:error").attr("code"), QByteArray("515"));
    QVERIFY(linking.client->waitForClose());
    QVERIFY(SimParty::login(*linking.client));
    QCOMPARE(party.violations, QByteArrayList());
}

void SimPasskeyTest::withoutAProofThePhoneWantsToCompare()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, false)), 0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    QVERIFY(!linking.phoneIsSure);
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 0);
    QCOMPARE(linking.client->finishPairing(), QString());
}

void SimPasskeyTest::theOptionsCanBeAskedFor()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    const Node answer = linking.client->ask("md", "get", {Node{.tag = "passkey_request_options"}});
    QCOMPARE(parseAssertionRequest(answer.child("passkey_request_options")->bytes()).value().challenge,
             linking.request.challenge);
}

void SimPasskeyTest::thePhoneMakesMistakes_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("continuations");
    using sim::ScanFault;
    QTest::newRow("no options") << int(ScanFault::NoOptions) << 1;
    QTest::newRow("no continuation") << int(ScanFault::NoContinuation) << 0;
    QTest::newRow("two continuations") << int(ScanFault::SecondContinuation) << 2;
    QTest::newRow("a short key") << int(ScanFault::ShortKey) << 1;
    QTest::newRow("another nonce") << int(ScanFault::OtherNonce) << 1;
}

void SimPasskeyTest::thePhoneMakesMistakes()
{
    QFETCH(int, fault);
    QFETCH(int, continuations);
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned(sim::ScanFault(fault)));
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), 0);
    QCOMPARE(linking.client->ask("w:p", "get").attr("type"), QByteArray("result"));
    QList<Node> received;
    for (const Node &node : std::as_const(linking.client->inbox)) {
        if (node.attr("type") == "crsc_continuation")
            received.append(node);
    }
    QCOMPARE(received.size(), continuations);
    if (received.isEmpty())
        return;
    const auto primary = passkey::parsePrimaryIdentity(received.first().child("primary_ephemeral_identity")->bytes());
    QCOMPARE(primary.has_value(), fault != int(sim::ScanFault::ShortKey));
    if (!primary)
        return;
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    QCOMPARE(linking.phoneCode == passkey::verificationCode(linking.prologue.nonce, *primary),
             fault != int(sim::ScanFault::OtherNonce));
}

void SimPasskeyTest::aForgedIdentityAtTheEnd()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned(sim::ScanFault::Hmac));
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(linking.authenticator.answer(linking.request).value(), true)),
             0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 0);
    QCOMPARE(linking.client->finishPairing(), u"hmac-mismatch"_s);
    QCOMPARE(party.violations, QByteArrayList());
}

void SimPasskeyTest::aLinkCodeMayLeaveAllToThePasskey()
{
    SimParty party;
    PasskeyClient linking(party);
    ScriptedClient &client = *linking.client;
    QVERIFY(client.connectNow());
    const QByteArray wrapped =
        linkcode::wrapKey(u"119K5DT5"_s, curve25519::generate(party.random).publicKey, party.random).value();
    const Node hello{
        .tag = "link_code_companion_reg",
        .attributes = {{"jid", "15550001001@s.whatsapp.net"},
                       {"stage", "companion_hello"},
                       {"should_show_push_notification", "true"}},
        .content = QList{Node{.tag = "link_code_pairing_wrapped_companion_ephemeral_pub", .content = wrapped},
                         Node{.tag = "companion_server_auth_key_pub", .content = client.keys.noise.publicKey},
                         Node{.tag = "companion_platform_id", .content = Text{"7"}},
                         Node{.tag = "companion_platform_display", .content = Text{"Chrome (Linux)"}},
                         Node{.tag = "link_code_pairing_nonce", .content = Text{"0"}}}};
    QCOMPARE(PasskeyClient::code(client.ask("md", "set", {hello})), 0);
    QVERIFY(party.server.enterCode(SimParty::number, u"119K5DT5"_s, sim::ScanFault::None, true));
    const Node reg = client.awaitNotification("link_code_companion_reg");
    QVERIFY(!reg.child("link_code_companion_reg")->child("link_code_pairing_wrapped_primary_ephemeral_pub"));
    QVERIFY(linking.readOptions());
    // Nothing was agreed on, so the proof proves nothing.
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(linking.authenticator.answer(linking.request).value(), true)),
             0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    QVERIFY(!linking.phoneCode.isEmpty() && !linking.phoneIsSure);
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 0);
    QCOMPARE(client.finishPairing(), QString());
    QCOMPARE(party.violations, QByteArrayList());
}

void SimPasskeyTest::wrongAssertions_data()
{
    QTest::addColumn<SpoilAuthenticator>("spoil");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int code, SpoilAuthenticator spoil) { QTest::newRow(name) << spoil << code; };
    row("origin", 401, [](PasskeyClient &linking) { linking.authenticator.origin = u"https://example.com"_s; });
    row("user not verified", 401, [](PasskeyClient &linking) { linking.authenticator.flags = 0x19; });
    row("attested data", 401, [](PasskeyClient &linking) { linking.authenticator.flags = 0x5d; });
    row("challenge", 401, [](PasskeyClient &linking) { linking.request.challenge = QByteArray(32, 'c'); });
    row("site", 401, [](PasskeyClient &linking) { linking.request.rpId = u"web.whatsapp.com"_s; });
    row("another key", 401, [](PasskeyClient &linking) {
        const auto &credential = linking.account->passkey->credential;
        linking.authenticator = {p256::generate(linking.party.random), credential.id, credential.userHandle};
    });
    row("another credential", 404,
        [](PasskeyClient &linking) { linking.authenticator = SoftwareAuthenticator::generate(linking.party.random); });
    row("counter", 401, [](PasskeyClient &linking) {
        linking.account->passkey->credential.signCount = 5;
        linking.authenticator.signCount = 5;
    });
}

void SimPasskeyTest::wrongAssertions()
{
    QFETCH(SpoilAuthenticator, spoil);
    QFETCH(int, code);
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    spoil(linking);
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), code);
    QCOMPARE(party.violations, QByteArrayList{"passkey"});
}

void SimPasskeyTest::wrongPrologues_data()
{
    QTest::addColumn<SpoilNodes>("spoil");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int code, SpoilNodes spoil) { QTest::newRow(name) << spoil << code; };
    row("no assertion", 400, [](QList<Node> &children) { children.removeAt(1); });
    row("another order", 400, [](QList<Node> &children) { children.swapItemsAt(0, 1); });
    row("something more", 400,
        [](QList<Node> &children) { children.append(Node{.tag = "more", .content = QByteArray("m")}); });
    row("no JSON", 400, [](QList<Node> &children) { children[1].content = QByteArray("{"); });
    row("no bytes", 400, [](QList<Node> &children) { children[1].content = {}; });
    row("credential id", 404, [](QList<Node> &children) { children[0].content = QByteArray(16, 'i'); });
    row("payload", 400, [](QList<Node> &children) { children[2].content = QByteArray("\1\2\3"); });
    row("proof", 401, [](QList<Node> &children) { children[3].content = QByteArray(32, 'p'); });
}

void SimPasskeyTest::wrongPrologues()
{
    QFETCH(SpoilNodes, spoil);
    QFETCH(int, code);
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QList<Node> children = linking.prologueNodes(assertion, true);
    spoil(children);
    QCOMPARE(linking.sendPrologue(children), code);
    QCOMPARE(party.violations, QByteArrayList{"passkey"});
    // A mistake does not use the challenge up.
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), 0);
}

void SimPasskeyTest::aChallengeIsGoodOnceAndForAWhile()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    const Assertion assertion = linking.authenticator.answer(linking.request).value();
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), 0);
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(assertion, true)), 410);

    SimParty hasty;
    hasty.server.times().passkey = std::chrono::milliseconds(-1);
    PasskeyClient late(hasty);
    QVERIFY(late.scanned());
    QCOMPARE(late.sendPrologue(late.prologueNodes(late.authenticator.answer(late.request).value(), true)), 410);
}

void SimPasskeyTest::aWrongNonceIsRefused()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(linking.authenticator.answer(linking.request).value(), true)),
             0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(QByteArray(32, 'n')), 401);
    QCOMPARE(linking.sendNonce(QByteArray(31, 'n')), 401);
    QVERIFY(linking.phoneCode.isEmpty());
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 400);
}

void SimPasskeyTest::wrongPairingRequests_data()
{
    QTest::addColumn<SpoilRequest>("spoil");
    const auto row = [](const char *name, SpoilRequest spoil) { QTest::newRow(name) << spoil; };
    row("noise key", [](passkey::PairingRequest &request, PasskeyClient &) { request.noiseKey = QByteArray(32, 'n'); });
    row("identity",
        [](passkey::PairingRequest &request, PasskeyClient &) { request.identityKey = QByteArray(32, 'i'); });
    row("the old secret",
        [](passkey::PairingRequest &request, PasskeyClient &linking) { request.advSecret = linking.shown; });
    row("another key of encryption", [](passkey::PairingRequest &, PasskeyClient &linking) { linking.ref += 'x'; });
}

void SimPasskeyTest::wrongPairingRequests()
{
    QFETCH(SpoilRequest, spoil);
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.scanned());
    QCOMPARE(linking.sendPrologue(linking.prologueNodes(linking.authenticator.answer(linking.request).value(), true)),
             0);
    QVERIFY(linking.takeContinuation());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 0);
    passkey::PairingRequest request = linking.pairingRequest();
    spoil(request, linking);
    QCOMPARE(linking.sendPairingRequest(request), 401);
    QCOMPARE(party.violations, QByteArrayList{"passkey"});
}

void SimPasskeyTest::stepsOutOfOrderAreRefused()
{
    SimParty party;
    PasskeyClient linking(party);
    QVERIFY(linking.client->connectNow());
    QCOMPARE(PasskeyClient::code(linking.client->ask("md", "get", {Node{.tag = "ref"}})), 404);
    linking.client->close();
    QVERIFY(linking.scanned());
    QCOMPARE(linking.sendNonce(linking.prologue.nonce), 400);
    linking.primary.publicKey = linking.account->phone().identity().publicKey;
    QCOMPARE(linking.sendPairingRequest(linking.pairingRequest()), 400);
    QCOMPARE(PasskeyClient::code(linking.client->ask("md", "set", {Node{.tag = "ref"}})), 400);
}

void SimPasskeyTest::thePasskeyFileIsPrivate()
{
    SimParty party;
    const PasskeyClient linking(party);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"key.json"_s);
    QVERIFY(sim::writePasskeyFile(path, *linking.account->passkey));
    QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(json["rp_id"_L1].toString(), u"whatsapp.com"_s);
    const auto key = p256::fromPrivate(QByteArray::fromHex(json["private_key"_L1].toString().toLatin1()));
    QVERIFY(key);
    QCOMPARE(key->publicPoint, linking.account->passkey->credential.publicPoint);
    QCOMPARE(QByteArray::fromHex(json["credential_id"_L1].toString().toLatin1()),
             linking.account->passkey->credential.id);
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimPasskeyTest)
#include "tst_simpasskey.moc"
