#include "tests/support/simclient.h"
#include "whatsapp/pairing/passkeystep.h"
#include "whatsapp/pairing/qrpayload.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

using sim::ScanFault;

namespace {

const QByteArray number = SimParty::number;

template<typename T>
[[nodiscard]] bool finishes(const QFuture<T> &future)
{
    return waitFor([&] { return future.isFinished(); });
}

QByteArray noiseKeyIn(const QString &code)
{
    return QrPayload::parse(code).value().noiseKey;
}

/// A simulated service whose answers to requests before the login the test gives itself: it is server and phone.
struct PlayedServer
{
    PlayedServer()
    {
        if (!party.server.createAccount(number, u"Ana"_s, false)
            || !party.server.stall(sim::IqRouter::Stall::Requests, {}, -1))
            qFatal("no service");
        client.assertions.authenticator = SoftwareAuthenticator::generate(party.random);
    }

    void say(Node node) { QVERIFY(party.server.sendNode({}, std::move(node), false)); }
    void notify(const QByteArray &type, const Node &child)
    {
        say({.tag = "notification",
             .attributes = {{"from", Jid::server()}, {"type", type}, {"t", 1}},
             .content = QList{child}});
    }
    /// The next request with that child.
    [[nodiscard]] Node await(const QByteArray &child)
    {
        Node found;
        (void)waitFor([&] {
            for (; m_read < client.sent.size(); ++m_read) {
                if (client.sent.at(m_read).child(child)) {
                    found = client.sent.at(m_read++);
                    return true;
                }
            }
            return client.state().startsWith(u"stopped"_s);
        });
        return found;
    }
    void answer(const Node &request, QList<Node> children = {})
    {
        Node result{.tag = "iq",
                    .attributes = {{"from", Jid::server()}, {"type", "result"}, {"id", request.attr("id")}}};
        if (!children.isEmpty())
            result.content = std::move(children);
        say(std::move(result));
    }
    void refuse(const Node &request, int code, const QByteArray &why)
    {
        say({.tag = "iq",
             .attributes = {{"from", Jid::server()}, {"type", "error"}, {"id", request.attr("id")}},
             .content = QList{Node{.tag = "error", .attributes = {{"code", code}, {"text", why}}}}});
    }
    [[nodiscard]] Node options(const QString &rpId = u"whatsapp.com"_s)
    {
        AssertionRequest request;
        request.challenge = party.random.bytes(32);
        request.rpId = rpId;
        return {.tag = "passkey_request_options", .content = toJson(request)};
    }
    [[nodiscard]] Node primary() const
    {
        return {.tag = "primary_ephemeral_identity", .content = passkey::serialized({phoneKey.publicKey, phoneNonce})};
    }
    /// The step up to @p child, which is returned unanswered.
    [[nodiscard]] Node runUntil(const QByteArray &child, bool withOptions = true)
    {
        client.open();
        if (!client.showsCode())
            return {};
        shown = QrPayload::parse(client.codes.last()).value().advSecret;
        notify("passkey_prologue_request", withOptions ? options() : Node{.tag = "nothing"});
        for (const QByteArray step :
             {"passkey_request_options", "ref", "passkey_prologue", "companion_nonce", "encrypted_pairing_request"}) {
            if (step == "passkey_request_options" && withOptions)
                continue;
            Node request = await(step);
            if (step == child || request.tag.isEmpty())
                return request;
            if (step == "passkey_request_options") {
                answer(request, {options()});
            } else if (step == "ref") {
                answer(request, {Node{.tag = "ref", .content = QByteArray("2@played")}});
            } else if (step == "passkey_prologue") {
                takePrologue(request);
                answer(request);
                notify("crsc_continuation", primary());
            } else {
                answer(request);
            }
        }
        return {};
    }
    void takePrologue(const Node &request)
    {
        prologue = passkey::parsePrologue(request.child("passkey_prologue")->child("prologue_payload")->bytes())
                       .value();
    }
    [[nodiscard]] passkey::PairingRequest opened(const Node &request) const
    {
        const auto key = passkey::encryptionKey(phoneKey, prologue.publicKey, prologue.deviceType, prologue.ref)
                             .value();
        return passkey::openPairingRequest(key, request.child("encrypted_pairing_request")->bytes()).value();
    }
    void pairSuccess(const QByteArray &identityKey, const SecretBytes &secret, const QList<Node> &addresses)
    {
        const sim::Account &account = *party.server.directory().account(number);
        const DeviceIdentityDetails details{
            .rawId = 1, .timestamp = quint64(client.clock.nowMs() / 1000), .keyIndex = 1};
        const QByteArray container =
            account.phone().vouchFor(details, identityKey, secret, ScanFault::None, party.random).value();
        say({.tag = "iq",
             .attributes = {{"from", Jid::server()}, {"type", "set"}, {"xmlns", "md"}, {"id", "success"}},
             .content = QList{
                 Node{.tag = "pair-success",
                      .content = QList{Node{.tag = "device-identity", .content = container}} + addresses}}});
    }
    [[nodiscard]] static Node addresses(const QByteArray &jid, const QByteArray &lid)
    {
        return {.tag = "device", .attributes = {{"jid", jid}, {"lid", lid}}};
    }
    [[nodiscard]] static Node soundAddresses()
    {
        return addresses(number + ":7@s.whatsapp.net", "100000000000001:7@lid");
    }

    SimParty party;
    SimClient client{party};
    KeyPair phoneKey = curve25519::generate(party.random);
    QByteArray phoneNonce = party.random.bytes(32);
    SecretBytes shown;
    passkey::Prologue prologue;

private:
    qsizetype m_read = 0;
};

} // namespace

/// The whole client against the simulated service, over loopback.
class ClientTest : public QObject
{
    Q_OBJECT

    /// Paired once, for the tests that only need a session: copies of its store.
    struct Paired
    {
        SimParty party;
        QTemporaryDir folder;
        QString file = folder.filePath(u"paired.db"_s);
        int copies = 0;

        [[nodiscard]] QString copy()
        {
            QString name = folder.filePath(u"copy%1.db"_s.arg(++copies));
            if (!QFile::copy(file, name))
                qFatal("no copy");
            return name;
        }
    };
    std::unique_ptr<Paired> m_paired;

    void checkNothingWasKept(SimClient &client, const QByteArray &oldKey)
    {
        QVERIFY(!client.registration());
        QVERIFY(client.noiseKey() != oldKey);
        QVERIFY(!client.store.ended().value());
        QVERIFY(client.paired.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_paired = std::make_unique<Paired>();
        SimClient client(m_paired->party, m_paired->file);
        QVERIFY(client.pair());
    }
    void cleanupTestCase() { m_paired.reset(); }

    // --- QR code ------------------------------------------------------------------------------------------------------

    void itPairsByQr()
    {
        SimParty party;
        SimClient client(party);
        QVERIFY(client.openAndScan(ScanFault::None));
        QVERIFY(client.getsReady());
        QCOMPARE(client.paired.size(), 1);
        QCOMPARE(client.paired.first(), client.jid());
        QCOMPARE(client.gone, 1);
        QCOMPARE(client.statuses,
                 (QStringList{u"connecting/none"_s, u"pairing/none"_s, u"connecting/none"_s, u"logging_in/none"_s,
                              u"ready/none"_s}));
        const auto registration = client.registration();
        QVERIFY(registration);
        QCOMPARE(registration->platform, u"android"_s);
        QCOMPARE(registration->accountKey, party.server.directory().account(number)->phone().identity().publicKey);
        QVERIFY(client.device());
        QCOMPARE(client.device()->keys.count(), 812);
        QCOMPARE(*client.store.uploadedPreKeyCount(), 812);
        QVERIFY(client.device()->active);
        QVERIFY(waitFor([&] { return client.offline == QList<int>{0}; }));
        QVERIFY2(party.violations.isEmpty(), qPrintable(party.details.join(u'\n')));
    }

    void keysAreOnDiskBeforeACodeIsShown()
    {
        SimParty party;
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        const auto code = QrPayload::parse(client.codes.first());
        const auto keys = client.store.deviceKeys();
        QCOMPARE(code->noiseKey, keys->noise.publicKey);
        QCOMPARE(code->identityKey, keys->identity.publicKey);
        QVERIFY(code->advSecret == keys->advSecret);
    }

    void codesChangeAndEndAndStartAgain()
    {
        SimParty party;
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        QCOMPARE(client.codeTimes.first().count(), 60'000);
        client.clock.advance(59s);
        QCOMPARE(client.codes.size(), 1);
        client.clock.advance(1s);
        QCOMPARE(client.codes.size(), 2);
        for (int i = 3; i <= 6; ++i) {
            client.clock.advance(20s);
            QCOMPARE(client.codes.size(), i);
            QCOMPARE(client.codeTimes.last().count(), 20'000);
        }
        QCOMPARE(QSet<QString>(client.codes.cbegin(), client.codes.cend()).size(), 6);
        QCOMPARE(client.state(), u"pairing/none"_s);
        QCOMPARE(client.gone, 0);
        client.clock.advance(20s);
        QCOMPARE(client.state(), u"stopped/pairing_timed_out"_s);
        QCOMPARE(client.gone, 1);
        client.clock.advance(1h);
        QCOMPARE(client.codes.size(), 6);

        QVERIFY(client.pair());
        QVERIFY(noiseKeyIn(client.codes.at(6)) != noiseKeyIn(client.codes.first()));
    }

    void aLaterCodePairsToo()
    {
        SimParty party;
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        client.clock.advance(85s);
        QCOMPARE(client.codes.size(), 3);
        QVERIFY(client.scan());
        QVERIFY(client.getsReady());
        client.clock.advance(10min); // no code comes any more
        QCOMPARE(client.codes.size(), 3);
    }

    void aConnectionThatDropsBringsNewCodes()
    {
        SimParty party;
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        QVERIFY(party.server.drop({}));
        QVERIFY(client.reaches(u"waiting/connection_lost"_s));
        QCOMPARE(client.gone, 1);
        client.comeBack();
        QVERIFY(client.showsCode(2));
        QVERIFY(client.scan());
        QVERIFY(client.getsReady());
    }

    void whatThePhoneFakesIsRefusedAndNothingIsKept_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("refusal");
        QTest::newRow("hmac") << int(ScanFault::Hmac) << QByteArray("401 hmac-mismatch");
        QTest::newRow("account signature") << int(ScanFault::AccountSignature) << QByteArray("401 signature-mismatch");
    }
    void whatThePhoneFakesIsRefusedAndNothingIsKept()
    {
        QFETCH(int, fault);
        QFETCH(QByteArray, refusal);
        SimParty party;
        SimClient client(party);
        const QByteArray oldKey = client.noiseKey();
        QVERIFY(client.openAndScan(ScanFault(fault)));
        QVERIFY(client.reaches(u"stopped/pairing_failed"_s));
        QCOMPARE(client.lastRefusal(), refusal);
        checkNothingWasKept(client, oldKey);
        QCOMPARE(client.gone, 1);
        QVERIFY(party.violations.isEmpty());
        QVERIFY(client.pair());
    }

    void aPairSuccessWithoutAddressesIsRefused_data()
    {
        QTest::addColumn<QByteArray>("jid");
        QTest::addColumn<QByteArray>("lid");
        QTest::newRow("neither") << QByteArray() << QByteArray();
        QTest::newRow("no lid") << QByteArray("15550001001:7@s.whatsapp.net") << QByteArray();
        QTest::newRow("no device") << QByteArray("15550001001@s.whatsapp.net") << QByteArray("100000000000001@lid");
        QTest::newRow("two devices") << QByteArray("15550001001:7@s.whatsapp.net")
                                     << QByteArray("100000000000001:8@lid");
        QTest::newRow("changed about") << QByteArray("100000000000001:7@lid")
                                       << QByteArray("15550001001:7@s.whatsapp.net");
        QTest::newRow("a group") << QByteArray("15550001001-1@g.us") << QByteArray("100000000000001:7@lid");
    }
    void aPairSuccessWithoutAddressesIsRefused()
    {
        QFETCH(QByteArray, jid);
        QFETCH(QByteArray, lid);
        PlayedServer served;
        const QByteArray oldKey = served.client.noiseKey();
        served.client.open();
        QVERIFY(served.client.showsCode());
        const auto keys = served.client.store.deviceKeys();
        QList<Node> addresses;
        if (!jid.isEmpty())
            addresses << PlayedServer::addresses(jid, lid);
        served.pairSuccess(keys->identity.publicKey, keys->advSecret, addresses);
        QVERIFY(served.client.reaches(u"stopped/pairing_failed"_s));
        QCOMPARE(served.client.lastRefusal(), "500 internal-error");
        checkNothingWasKept(served.client, oldKey);
    }

    void aPairSuccessFromSomebodyElseIsNone()
    {
        PlayedServer served;
        served.client.open();
        QVERIFY(served.client.showsCode());
        served.say({.tag = "iq",
                    .attributes = {{"from", "15550009999@s.whatsapp.net"}, {"type", "set"}, {"id", "x"}},
                    .content = QList{Node{.tag = "pair-success"}}});
        QVERIFY(!served.await("error").tag.isEmpty());
        QCOMPARE(served.client.lastRefusal(), "501 feature-not-implemented");
        QCOMPARE(served.client.state(), u"pairing/none"_s);
    }

    void aServerWithoutCodesIsAFailure()
    {
        PlayedServer served;
        served.client.open();
        QVERIFY(served.client.showsCode());
        served.say({.tag = "iq",
                    .attributes = {{"from", Jid::server()}, {"type", "set"}, {"xmlns", "md"}, {"id", "x"}},
                    .content = QList{Node{.tag = "pair-device"}}});
        QVERIFY(served.client.reaches(u"stopped/pairing_failed"_s));
    }

    void aSlotMayStartTheNextAttemptAtOnce()
    {
        SimParty party;
        SimClient client(party);
        client.onStatus = [&](const LinkStatus &status) {
            if (status.cause == LinkCause::PairingTimedOut)
                client.client->open();
        };
        client.open();
        QVERIFY(client.showsCode());
        client.clock.advance(160s);
        QVERIFY(client.showsCode(7));
        QVERIFY(noiseKeyIn(client.codes.last()) != noiseKeyIn(client.codes.first()));
        QVERIFY(client.scan()); // refused unless the code's key is the connection's
        QVERIFY(client.getsReady());
    }

    void aPhoneWithoutMultiDeviceStopsIt()
    {
        SimParty party;
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        QVERIFY(party.server.sendNode({}, {.tag = "ib", .content = QList{Node{.tag = "downgrade_webclient"}}}, false));
        QVERIFY(client.reaches(u"stopped/no_multi_device"_s));
        QCOMPARE(client.gone, 1);
    }

    void aServerWithoutProofLearnsNothing_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("root") << int(sim::BadCertificate::Root);
        QTest::newRow("intermediate") << int(sim::BadCertificate::Intermediate);
        QTest::newRow("leaf-key") << int(sim::BadCertificate::LeafKey);
        QTest::newRow("leaf-expired") << int(sim::BadCertificate::LeafExpired);
    }
    void aServerWithoutProofLearnsNothing()
    {
        QFETCH(int, fault);
        sim::Options options;
        options.badCertificate = sim::BadCertificate(fault);
        SimParty party(options);
        SimClient client(party);
        client.open();
        QVERIFY(client.reaches(u"stopped/untrusted"_s));
        QVERIFY(client.sent.isEmpty());
    }

    void framesMayComeInAnyForm_data()
    {
        QTest::addColumn<int>("split");
        QTest::addColumn<int>("compress");
        QTest::newRow("a byte at a time") << 1 << -1;
        QTest::newRow("seven bytes") << 7 << -1;
        QTest::newRow("compressed") << 0 << 0;
        QTest::newRow("both") << 3 << 20;
    }
    void framesMayComeInAnyForm()
    {
        QFETCH(int, split);
        QFETCH(int, compress);
        SimParty party;
        party.server.linkFaults().splitBytes = split;
        party.server.linkFaults().compressOver = compress;
        SimClient client(party);
        QVERIFY(client.pair());
        QVERIFY(party.violations.isEmpty());
    }

    // --- Code by phone number -----------------------------------------------------------------------------------------

    void itPairsByCode()
    {
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, false));
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        const auto secret = client.store.deviceKeys()->advSecret;
        const auto code = client.client->requestCode(u"+1 555 000-1001"_s);
        QVERIFY(finishes(code));
        QVERIFY2(code.result(), qPrintable(code.result() ? QString() : code.result().error().detail));
        QCOMPARE(code.result()->size(), 8);
        QVERIFY(party.server.enterCode(number, *code.result()));
        QVERIFY(client.getsReady());
        QVERIFY(!(client.store.deviceKeys()->advSecret == secret));
        QVERIFY2(party.violations.isEmpty(), qPrintable(party.details.join(u'\n')));
    }

    void theNewerOfTwoCodesCounts()
    {
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, false));
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        const auto first = client.client->requestCode(u"15550001001"_s);
        const auto second = client.client->requestCode(u"15550001001"_s);
        QVERIFY(finishes(first) && finishes(second));
        QVERIFY(first.result().error().code == Errc::Cancelled);
        QVERIFY(second.result());
        QVERIFY(party.server.enterCode(number, *second.result()));
        QVERIFY(client.getsReady());
    }

    void aCodeCannotAlwaysBeHad()
    {
        SimParty party;
        SimClient client(party);
        client.make();
        const auto early = client.client->requestCode(u"15550001001"_s);
        QVERIFY(early.isFinished() && early.result().error().code == Errc::Conflict);
        client.open();
        QVERIFY(client.showsCode());
        for (const auto &text : {u""_s, u"abc"_s, u"123"_s, u"015550001001"_s}) {
            const auto wrong = client.client->requestCode(text);
            QVERIFY2(wrong.isFinished() && wrong.result().error().code == Errc::Invalid, qPrintable(text));
        }
        const auto unknown = client.client->requestCode(u"15550009999"_s);
        QVERIFY(finishes(unknown));
        QVERIFY(unknown.result().error().code == Errc::Rejected);
        QCOMPARE(client.state(), u"pairing/none"_s);
        QVERIFY(client.scan());
        QVERIFY(client.getsReady());
        const auto late = client.client->requestCode(u"15550001001"_s);
        QVERIFY(late.isFinished() && late.result().error().code == Errc::Conflict);
    }

    void aCodeWhoseConnectionDropsIsNotConnected()
    {
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, false));
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        QVERIFY(party.server.stall(sim::IqRouter::Stall::Requests, {}, 1));
        const auto code = client.client->requestCode(u"15550001001"_s);
        QVERIFY(party.server.drop({}));
        QVERIFY(finishes(code));
        QVERIFY(code.result().error().code == Errc::NotConnected);
    }

    void aCodeThatIsNotAnsweredTimesOut()
    {
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, false));
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        QVERIFY(party.server.stall(sim::IqRouter::Stall::Requests, {}, 1));
        const auto code = client.client->requestCode(u"15550001001"_s);
        client.clock.advance(30s);
        QVERIFY(finishes(code));
        QVERIFY(code.result().error().code == Errc::TimedOut);
    }

    void keysOfACodeThatWasTypedAreNotUsedAgain()
    {
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, false));
        SimClient client(party);
        client.open();
        QVERIFY(client.showsCode());
        const QByteArray oldKey = client.noiseKey();
        const auto code = client.client->requestCode(u"15550001001"_s);
        QVERIFY(finishes(code));
        client.onSent = [&](const Node &node) {
            const Node *registration = node.child("link_code_companion_reg");
            if (registration && registration->attr("stage") == "companion_finish")
                QVERIFY(party.server.drop({}));
        };
        QVERIFY(party.server.enterCode(number, *code.result()));
        QVERIFY(client.reaches(u"waiting/connection_lost"_s));
        checkNothingWasKept(client, oldKey);
        client.onSent = {};
        client.comeBack();
        QVERIFY(client.showsCode(2));
        QVERIFY(client.scan());
        QVERIFY(client.getsReady());
    }

    // --- Passkey step -------------------------------------------------------------------------------------------------

    void itPairsWithAPasskey_data()
    {
        QTest::addColumn<int>("how"); // 0: QR, 1: code, 2: the code's second form
        QTest::addColumn<int>("fault");
        QTest::newRow("QR") << 0 << int(ScanFault::None);
        QTest::newRow("code") << 1 << int(ScanFault::None);
        QTest::newRow("code without key") << 2 << int(ScanFault::None);
        QTest::newRow("options asked for") << 0 << int(ScanFault::NoOptions);
        QTest::newRow("continued twice") << 0 << int(ScanFault::SecondContinuation);
        QTest::newRow("another nonce, proven") << 0 << int(ScanFault::OtherNonce);
    }
    void itPairsWithAPasskey()
    {
        QFETCH(int, how);
        QFETCH(int, fault);
        SimParty party;
        sim::Account *account = party.server.createAccount(number, u"Ana"_s, true).value();
        QStringList phoneCodes;
        connect(&party.server, &sim::SimServer::phoneCode, this,
                [&](const QByteArray &, const QString &code) { phoneCodes << code; });
        SimClient client(party);
        client.usePasskeyOf(*account);
        client.open();
        QVERIFY(client.showsCode());
        const auto shown = client.store.deviceKeys()->advSecret;
        if (how == 0) {
            QVERIFY(client.scan(ScanFault(fault)));
        } else {
            const auto code = client.client->requestCode(u"15550001001"_s);
            QVERIFY(finishes(code));
            QVERIFY(party.server.enterCode(number, *code.result(), ScanFault(fault), how == 2));
        }
        // Without a key no secret was agreed that could be proven: the codes are compared.
        if (how == 2) {
            QVERIFY(waitFor([&] { return client.passkeyCodes.size() == 1; }));
            client.client->confirmPasskey(true);
        }
        QVERIFY2(client.getsReady(), qPrintable(client.client->status().detail));
        QCOMPARE(client.passkeyRequests.size(), 1);
        QCOMPARE(client.passkeyCodes.size(), 1);
        QCOMPARE(client.passkeyCodes.first().second, how == 2);
        QCOMPARE(phoneCodes.size(), 1);
        QCOMPARE(client.passkeyCodes.first().first == phoneCodes.first(), ScanFault(fault) != ScanFault::OtherNonce);
        QVERIFY(!(client.store.deviceKeys()->advSecret == shown));
        QCOMPARE(client.gone, 1);
        QVERIFY2(party.violations.isEmpty(), qPrintable(party.details.join(u'\n')));
    }

    void anOldProofIsLeftOutAndTheCodesAreCompared_data()
    {
        QTest::addColumn<bool>("same");
        QTest::newRow("the codes agree") << true;
        QTest::newRow("the codes differ") << false;
    }
    void anOldProofIsLeftOutAndTheCodesAreCompared()
    {
        QFETCH(bool, same);
        SimParty party;
        sim::Account *account = party.server.createAccount(number, u"Ana"_s, true).value();
        QStringList phoneCodes;
        connect(&party.server, &sim::SimServer::phoneCode, this,
                [&](const QByteArray &, const QString &code) { phoneCodes << code; });
        SimClient client(party);
        client.usePasskeyOf(*account);
        client.assertions.holds = true;
        QVERIFY(client.openAndScan(same ? ScanFault::None : ScanFault::OtherNonce));
        QVERIFY(waitFor([&] { return client.assertions.asked.size() == 1; }));
        const QByteArray oldKey = client.noiseKey();
        QCOMPARE(client.gone, 1);
        client.clock.advance(5min + 1s); // also longer than all codes live
        QCOMPARE(client.codes.size(), 1);
        QCOMPARE(client.state(), u"pairing/none"_s);
        client.assertions.answer();
        QVERIFY(waitFor([&] { return client.passkeyCodes.size() == 1; }));
        QCOMPARE(client.passkeyCodes.first().second, true);
        QCOMPARE(client.passkeyCodes.first().first == phoneCodes.value(0), same);
        QCOMPARE(client.sentWith("passkey_prologue"), 1);
        for (const Node &node : std::as_const(client.sent)) {
            if (const Node *prologue = node.child("passkey_prologue"))
                QVERIFY(!prologue->child("pairing_handoff_proof"));
        }
        QTest::qWait(20);
        QCOMPARE(client.sentWith("encrypted_pairing_request"), 0);
        client.client->confirmPasskey(same);
        if (same) {
            QVERIFY(client.getsReady());
            return;
        }
        QVERIFY(client.reaches(u"stopped/pairing_cancelled"_s));
        QCOMPARE(client.sentWith("encrypted_pairing_request"), 0);
        checkNothingWasKept(client, oldKey);
    }

    void aConfirmationNobodyAskedForDoesNothing()
    {
        SimParty party;
        SimClient client(party);
        client.make();
        client.client->confirmPasskey(true);
        client.open();
        QVERIFY(client.showsCode());
        client.client->confirmPasskey(false);
        QVERIFY(client.scan());
        QVERIFY(client.getsReady());
    }

    void thePasskeyStepHasTimeLimits_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("the authenticator") << 0;
        QTest::newRow("the phone's answer") << 1;
        QTest::newRow("comparing the codes") << 2;
        QTest::newRow("the end") << 3;
    }
    void thePasskeyStepHasTimeLimits()
    {
        QFETCH(int, where);
        PlayedServer served;
        SimClient &client = served.client;
        const QByteArray oldKey = client.noiseKey();
        auto limit = 60s;
        if (where == 0) {
            client.assertions.holds = true;
            client.open();
            QVERIFY(client.showsCode());
            served.notify("passkey_prologue_request", served.options());
            QVERIFY(waitFor([&] { return client.assertions.asked.size() == 1; }));
            limit = 600s;
        } else if (where == 1) {
            const Node request = served.runUntil("passkey_prologue");
            served.answer(request);
            QTest::qWait(50);
        } else if (where == 2) {
            client.options.pairing.handoffProof = -1ms;
            const Node request = served.runUntil("companion_nonce");
            QVERIFY(!request.tag.isEmpty());
            served.answer(request);
            QVERIFY(waitFor([&] { return client.passkeyCodes.size() == 1; }));
            limit = 120s;
        } else {
            const Node request = served.runUntil("encrypted_pairing_request");
            QVERIFY(!request.tag.isEmpty());
            served.answer(request);
            QTest::qWait(50);
        }
        client.clock.advance(limit - 1s);
        QCOMPARE(client.state(), u"pairing/none"_s);
        client.clock.advance(1s);
        QCOMPARE(client.state(), u"stopped/pairing_timed_out"_s);
        checkNothingWasKept(client, oldKey);
    }

    void anErrorInAnyRowOfThePasskeyStepEndsIt_data()
    {
        QTest::addColumn<QByteArray>("child");
        for (const char *child :
             {"passkey_request_options", "ref", "passkey_prologue", "companion_nonce", "encrypted_pairing_request"})
            QTest::newRow(child) << QByteArray(child);
    }
    void anErrorInAnyRowOfThePasskeyStepEndsIt()
    {
        QFETCH(QByteArray, child);
        PlayedServer served;
        const QByteArray oldKey = served.client.noiseKey();
        const Node request = served.runUntil(child, child != "passkey_request_options");
        QVERIFY(!request.tag.isEmpty());
        served.refuse(request, 406, "not-acceptable");
        QVERIFY(served.client.reaches(u"stopped/pairing_failed"_s));
        QVERIFY2(served.client.client->status().detail.contains(u"406 not-acceptable"_s),
                 qPrintable(served.client.client->status().detail));
        checkNothingWasKept(served.client, oldKey);
        const auto shown = served.client.codes.size();
        served.client.open();
        QVERIFY(served.client.showsCode(shown + 1));
        QVERIFY(!(QrPayload::parse(served.client.codes.last())->advSecret == served.shown));
    }

    void aContinuationMayComeBeforeTheResult()
    {
        PlayedServer served;
        const Node prologue = served.runUntil("passkey_prologue");
        QVERIFY(!prologue.tag.isEmpty());
        served.takePrologue(prologue);
        served.notify("crsc_continuation", served.primary());
        QTest::qWait(50);
        QCOMPARE(served.client.sentWith("companion_nonce"), 0);
        served.answer(prologue);
        const Node nonce = served.await("companion_nonce");
        QVERIFY(served.prologue.isOpenedBy(nonce.child("companion_nonce")->bytes()));
        served.answer(nonce);
        const Node request = served.await("encrypted_pairing_request");
        const auto opened = served.opened(request);
        QCOMPARE(opened.noiseKey, served.client.noiseKey());
        QVERIFY(!(opened.advSecret == served.shown));
        // Stored before it was sent.
        QVERIFY(opened.advSecret == served.client.store.deviceKeys()->advSecret);
        served.answer(request);
        served.pairSuccess(opened.identityKey, opened.advSecret, {PlayedServer::soundAddresses()});
        QVERIFY(waitFor([&] { return served.client.paired.size() == 1; }));
        QVERIFY(served.client.registration());
    }

    void anIdentityMadeWithTheOldSecretIsRefused()
    {
        PlayedServer served;
        const QByteArray oldKey = served.client.noiseKey();
        const Node request = served.runUntil("encrypted_pairing_request");
        QVERIFY(!request.tag.isEmpty());
        served.answer(request);
        served.pairSuccess(served.opened(request).identityKey, served.shown, {PlayedServer::soundAddresses()});
        QVERIFY(served.client.reaches(u"stopped/pairing_failed"_s));
        QCOMPARE(served.client.lastRefusal(), "401 hmac-mismatch");
        checkNothingWasKept(served.client, oldKey);
    }

    void aRepeatedRequestIsProvenWithTheSecretThePhoneSaw()
    {
        PlayedServer served;
        const Node first = served.runUntil("passkey_prologue");
        QVERIFY(!first.tag.isEmpty());
        served.notify("passkey_prologue_request", served.options());
        const Node ref = served.await("ref");
        served.answer(ref, {Node{.tag = "ref", .content = QByteArray("2@again")}});
        const Node second = served.await("passkey_prologue");
        QVERIFY(!second.tag.isEmpty());
        const Node &prologue = *second.child("passkey_prologue");
        const QByteArray payload = prologue.child("prologue_payload")->bytes();
        QCOMPARE(prologue.child("pairing_handoff_proof")->bytes(),
                 passkey::handoffProof(passkey::handoffKey(served.shown), payload));
        served.answer(first); // of the round before: no matter
        QTest::qWait(20);
        QCOMPARE(served.client.sentWith("companion_nonce"), 0);
    }

    void anotherSitesPasskeyIsNeverAskedFor_data()
    {
        QTest::addColumn<QString>("rpId");
        QTest::newRow("another site") << u"example.com"_s;
        QTest::newRow("looks alike") << u"evilwhatsapp.com"_s;
        QTest::newRow("whole domain") << u"com"_s;
    }
    void anotherSitesPasskeyIsNeverAskedFor()
    {
        QFETCH(QString, rpId);
        PlayedServer served;
        served.client.open();
        QVERIFY(served.client.showsCode());
        served.notify("passkey_prologue_request", served.options(rpId));
        const Node request = served.await("passkey_request_options");
        QVERIFY(!request.tag.isEmpty());
        served.answer(request, {served.options(rpId)});
        QVERIFY(served.client.reaches(u"stopped/pairing_failed"_s));
        QVERIFY(served.client.assertions.asked.isEmpty());
        QVERIFY(served.client.passkeyRequests.isEmpty());
    }

    void requestsOfOthersAreNoPasskeyStep()
    {
        PlayedServer served;
        served.client.open();
        QVERIFY(served.client.showsCode());
        served.say({.tag = "notification",
                    .attributes = {{"from", "15550009999@s.whatsapp.net"}, {"type", "passkey_prologue_request"}},
                    .content = QList{served.options()}});
        QTest::qWait(50);
        QVERIFY(served.client.assertions.asked.isEmpty());
        QCOMPARE(served.client.gone, 0);
    }

    void withoutAPasskeyTheStepFails_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("state");
        QTest::newRow("no authenticator") << 0 << u"stopped/pairing_failed"_s;
        QTest::newRow("given up") << 1 << u"stopped/pairing_cancelled"_s;
        QTest::newRow("broken") << 2 << u"stopped/pairing_failed"_s;
        QTest::newRow("another passkey") << 3 << u"stopped/pairing_failed"_s;
    }
    void withoutAPasskeyTheStepFails()
    {
        QFETCH(int, how);
        QFETCH(QString, state);
        SimParty party;
        QVERIFY(party.server.createAccount(number, u"Ana"_s, true));
        SimClient client(party);
        const QByteArray oldKey = client.noiseKey();
        client.hasAssertions = how != 0;
        if (how == 1)
            client.assertions.error = Error{Errc::Cancelled, u"closed"_s};
        if (how == 2)
            client.assertions.error = Error{Errc::Protocol, u"broken"_s};
        client.assertions.authenticator = SoftwareAuthenticator::generate(party.random);
        QVERIFY(client.openAndScan(ScanFault::None));
        QVERIFY(client.reaches(state));
        QCOMPARE(client.passkeyRequests.size(), 1);
        checkNothingWasKept(client, oldKey);
    }

    void aShortKeyOfThePhoneIsAFailure()
    {
        SimParty party;
        sim::Account *account = party.server.createAccount(number, u"Ana"_s, true).value();
        SimClient client(party);
        client.usePasskeyOf(*account);
        QVERIFY(client.openAndScan(ScanFault::ShortKey));
        QVERIFY(client.reaches(u"stopped/pairing_failed"_s));
        QCOMPARE(client.sentWith("companion_nonce"), 0);
    }

    void keysOfABrokenPasskeyStepAreNotUsedAgain()
    {
        PlayedServer served;
        const Node request = served.runUntil("encrypted_pairing_request");
        const auto secret = served.opened(request).advSecret;
        QVERIFY(served.party.server.drop({}));
        QVERIFY(served.client.reaches(u"waiting/connection_lost"_s));
        served.client.comeBack();
        QVERIFY(served.client.showsCode(2));
        const auto code = QrPayload::parse(served.client.codes.last());
        QVERIFY(!(code->advSecret == secret));
        QVERIFY(!(code->advSecret == served.shown));
    }

    // --- Login and endings --------------------------------------------------------------------------------------------

    void aReopenedStoreLogsInAgain()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(client.codes.isEmpty());
        QVERIFY(client.paired.isEmpty());
        QCOMPARE(client.sentWith("list"), 0); // the keys are there
    }

    void aFailureLeadsToItsState_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("ends");
        const auto row = [](const char *reason, const QString &state, bool ends = false) {
            QTest::newRow(*reason ? reason : "none") << QByteArray(reason) << state << ends;
        };
        row("400", u"stopped/bad_client"_s);
        row("401", u"stopped/logged_out"_s, true);
        row("403", u"stopped/locked"_s, true);
        row("405", u"stopped/outdated"_s);
        row("406", u"stopped/logged_out"_s, true);
        row("409", u"stopped/bad_client"_s);
        row("411", u"stopped/no_multi_device"_s);
        row("413", u"stopped/bad_client"_s);
        row("414", u"stopped/bad_client"_s);
        row("415", u"stopped/bad_client"_s);
        row("418", u"stopped/bad_client"_s);
        row("419", u"stopped/logged_out"_s, true);
        row("500", u"waiting/server_busy"_s);
        row("501", u"stopped/bad_client"_s);
        row("503", u"waiting/server_busy"_s);
        row("777", u"waiting/unknown"_s);
        row("", u"waiting/unknown"_s);
    }
    void aFailureLeadsToItsState()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QString, state);
        QFETCH(bool, ends);
        const QString file = m_paired->copy();
        {
            SimClient client(m_paired->party, file);
            QVERIFY(m_paired->party.server.refuseLogin(client.jid(), {.reason = reason}));
            client.open();
            QVERIFY2(client.reaches(state), qPrintable(client.state()));
            QCOMPARE(client.client->status().code, reason.toInt());
            QCOMPARE(client.store.ended().value().has_value(), ends);
            QVERIFY(client.registration()); // an erroneous deletion could not be undone
            if (state.startsWith(u"waiting"_s)) {
                client.comeBack();
                QVERIFY(client.getsReady());
            }
        }
        SimClient again(m_paired->party, file);
        again.open();
        QVERIFY(again.reaches(ends ? state : u"ready/none"_s));
        if (ends) {
            QVERIFY(again.sent.isEmpty());
            QCOMPARE(again.client->status().code, reason.toInt());
        }
    }

    void aStreamErrorLeadsToItsState_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("conflict");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("ends");
        const auto row = [](const char *code, const char *conflict, const QString &state, bool ends = false) {
            QTest::addRow("%s %s", code, conflict) << QByteArray(code) << QByteArray(conflict) << state << ends;
        };
        row("401", "device_removed", u"stopped/logged_out"_s, true);
        row("401", "", u"stopped/logged_out"_s, true);
        row("516", "", u"stopped/logged_out"_s, true);
        row("", "replaced", u"stopped/replaced"_s);
        row("409", "", u"stopped/replaced"_s);
        row("429", "", u"waiting/too_fast"_s);
        row("500", "", u"waiting/server_busy"_s);
        row("503", "", u"waiting/server_busy"_s);
        row("479", "", u"waiting/unknown"_s);
        row("", "", u"waiting/unknown"_s);
    }
    void aStreamErrorLeadsToItsState()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, conflict);
        QFETCH(QString, state);
        QFETCH(bool, ends);
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(m_paired->party.server.kick(client.jid(), code, conflict));
        QVERIFY2(client.reaches(state), qPrintable(client.state()));
        QCOMPARE(client.store.ended().value().has_value(), ends);
        if (!ends) {
            client.comeBack();
            client.client->open();
            QVERIFY(client.getsReady());
        }
    }

    void otherEndingsLeadToTheirStates_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("state");
        QTest::newRow("cut") << 0 << u"waiting/connection_lost"_s;
        QTest::newRow("xmlstreamend") << 1 << u"waiting/connection_lost"_s;
        QTest::newRow("not well formed") << 2 << u"waiting/rejected"_s;
        QTest::newRow("not acknowledged") << 3 << u"waiting/rejected"_s;
    }
    void otherEndingsLeadToTheirStates()
    {
        QFETCH(int, what);
        QFETCH(QString, state);
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        sim::SimServer &server = m_paired->party.server;
        Node last{.tag = what == 1 ? "xmlstreamend" : "stream:error"};
        if (what == 2)
            last.append({.tag = "xml-not-well-formed"});
        if (what == 3)
            last.append({.tag = "ack", .attributes = {{"class", "receipt"}, {"id", "1"}}});
        QVERIFY(what == 0 ? server.drop(client.jid()) : server.sendNode(client.jid(), last, true));
        QVERIFY2(client.reaches(state), qPrintable(client.state()));
        client.comeBack();
        QVERIFY(client.getsReady());
    }

    void aRestartIsFollowedAtOnce()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        client.statuses.clear();
        QVERIFY(m_paired->party.server.kick(client.jid(), "515", {}));
        const QStringList expected{u"connecting/none"_s, u"logging_in/none"_s, u"ready/none"_s};
        QVERIFY(waitFor([&] { return client.statuses == expected; }));
    }

    void anOldVersionIsReplacedByTheSitesAndTriedAgain()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.hasHttp = true;
        client.http.answer = HttpResponse{200, "\"client_revision\":2000000000"};
        QVERIFY(m_paired->party.server.refuseLogin(client.jid(), {.reason = "405"}));
        client.open();
        QVERIFY(client.reaches(u"waiting/outdated"_s) || client.getsReady());
        QVERIFY(client.getsReady());
        QVERIFY(client.statuses.contains(u"waiting/outdated"_s));
        QCOMPARE(*client.store.value(SessionStore::Value::WebVersion), "2.3000.2000000000");
    }

    void aBanOutlivesARestartAndEnds()
    {
        const QString file = m_paired->copy();
        {
            SimClient client(m_paired->party, file);
            QVERIFY(
                m_paired->party.server.refuseLogin(client.jid(), {.reason = "402", .expire = "3600", .code = "101"}));
            client.open();
            QVERIFY(client.reaches(u"stopped/banned"_s));
            QCOMPARE(client.client->status().until, client.clock.nowMs() + 3'600'000);
            QCOMPARE(client.client->status().detail, u"sent to too many people"_s);
        }
        SimClient client(m_paired->party, file);
        client.open();
        QCOMPARE(client.state(), u"stopped/banned"_s);
        QVERIFY(client.client->status().until > client.clock.nowMs());
        QCOMPARE(client.client->status().code, 402);
        client.clock.advance(30min);
        client.open();
        QCOMPARE(client.state(), u"stopped/banned"_s);
        client.clock.advance(31min);
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(!client.store.ended().value());
    }

    void anEndedSessionStaysEndedUntilItIsForgotten()
    {
        SimParty party;
        QTemporaryDir folder;
        const QString file = folder.filePath(u"session.db"_s);
        {
            SimClient client(party, file);
            QVERIFY(client.pair());
            QVERIFY(party.server.unlink(client.jid()));
            QVERIFY(client.reaches(u"stopped/logged_out"_s));
            client.client->check();
            client.client->open();
            QCOMPARE(client.state(), u"stopped/logged_out"_s);
        }
        SimClient client(party, file);
        client.open();
        QCOMPARE(client.state(), u"stopped/logged_out"_s);
        QVERIFY(client.registration());
        const QByteArray oldKey = client.noiseKey();
        QVERIFY(client.client->forget());
        QCOMPARE(client.state(), u"offline/requested"_s);
        QVERIFY(client.pair());
        QVERIFY(client.noiseKey() != oldKey);
    }

    void forgettingRemovesEverything()
    {
        SimParty party;
        SimClient client(party);
        QVERIFY(client.pair());
        const QByteArray oldKey = client.noiseKey();
        QVERIFY(client.client->forget());
        QVERIFY(!client.registration());
        QCOMPARE(*client.store.localPreKeyCount(), 0);
        QVERIFY(client.noiseKey() != oldKey);
        QCOMPARE(client.state(), u"offline/requested"_s);
        client.clock.advance(1h);
        QCOMPARE(client.state(), u"offline/requested"_s);
    }

    void aSlotMayForgetWhatHasJustBeenPaired()
    {
        SimParty party;
        SimClient client(party);
        client.onPaired = [&] { QVERIFY(client.client->forget()); };
        QVERIFY(client.openAndScan(ScanFault::None));
        QVERIFY(client.reaches(u"offline/requested"_s));
        QVERIFY(!client.registration());
        client.onPaired = {};
        QVERIFY(client.pair());
    }

    void loggingOutTakesTheDeviceOffTheAccount()
    {
        SimParty party;
        SimClient client(party);
        QVERIFY(client.pair());
        const Jid jid = client.jid();
        const auto done = client.client->logOut();
        QVERIFY(finishes(done));
        QVERIFY(done.result());
        QVERIFY(!party.server.directory().companion(jid));
        QVERIFY(!client.registration());
        QCOMPARE(client.state(), u"offline/requested"_s);
        QVERIFY(client.pair());
    }

    void aLogOutThatFailsKeepsTheSession()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.make();
        const auto offline = client.client->logOut();
        QVERIFY(finishes(offline));
        QVERIFY(offline.result().error().code == Errc::NotConnected);
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(m_paired->party.server.stall(sim::IqRouter::Stall::Requests, client.jid(), 1));
        const auto silent = client.client->logOut();
        client.clock.advance(30s);
        QVERIFY(finishes(silent));
        QVERIFY(silent.result().error().code == Errc::TimedOut);
        QVERIFY(client.registration());
        QCOMPARE(client.state(), u"ready/none"_s);
    }

    void withoutAnAccountThereIsNothingToLogOut()
    {
        SimParty party;
        SimClient client(party);
        client.make();
        const auto done = client.client->logOut();
        QVERIFY(finishes(done));
        QVERIFY(done.result().error().code == Errc::Conflict);
    }

    void twoClientsOfOneSessionReplaceEachOther()
    {
        SimClient first(m_paired->party, m_paired->copy());
        SimClient second(m_paired->party, m_paired->copy());
        first.open();
        QVERIFY(first.getsReady());
        second.open();
        QVERIFY(second.getsReady());
        QVERIFY(first.reaches(u"stopped/replaced"_s));
        first.clock.advance(24h);
        QCOMPARE(first.state(), u"stopped/replaced"_s);
        first.client->open();
        QVERIFY(first.getsReady());
        QVERIFY(second.reaches(u"stopped/replaced"_s));
        QVERIFY(!second.store.ended().value());
    }

    // --- While it is up -----------------------------------------------------------------------------------------------

    void fewKeysAtTheServerAreMadeUp()
    {
        SimParty party;
        SimClient client(party);
        QVERIFY(client.pair());
        QVERIFY(party.server.thinPreKeys(client.jid(), 3));
        QVERIFY(waitFor([&] { return client.device()->keys.count() == 812; }));
        QVERIFY(waitFor([&] { return client.device()->queue.isEmpty(); }));
        QVERIFY(party.violations.isEmpty());
    }

    void fewKeysAtALoginAreMadeUp_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("after");
        QTest::newRow("none") << 0 << 812;
        QTest::newRow("99") << 99 << 812;
        QTest::newRow("100") << 100 << 100;
    }
    void fewKeysAtALoginAreMadeUp()
    {
        QFETCH(int, left);
        QFETCH(int, after);
        SimParty party;
        SimClient client(party);
        QVERIFY(client.pair());
        client.client->close();
        QVERIFY(waitFor([&] { return !client.device()->session; }));
        client.device()->keys.keepOnly(left);
        client.client->open();
        QVERIFY(client.getsReady());
        QCOMPARE(client.device()->keys.count(), after);
    }

    void aSilentKeyServerDelaysTheLoginAndIsAskedAgain()
    {
        SimParty party;
        SimClient client(party);
        QVERIFY(client.pair());
        client.client->close();
        QVERIFY(waitFor([&] { return !client.device()->session; }));
        client.device()->keys.keepOnly(0);
        QVERIFY(party.server.stall(sim::IqRouter::Stall::Requests, client.jid(), 1));
        client.sent.clear();
        client.client->open();
        QVERIFY(waitFor([&] { return client.sentWith("count") == 1; }));
        client.clock.advance(30s);
        QVERIFY(client.getsReady());
        QVERIFY(waitFor([&] { return client.device()->keys.count() == 812; }));
    }

    void pingsOfTheServerAreAnswered_data()
    {
        QTest::addColumn<Node>("ping");
        QTest::newRow("namespace") << Node{.tag = "iq",
                                           .attributes = {{"type", "get"}, {"xmlns", "urn:xmpp:ping"}, {"id", "p1"}}};
        QTest::newRow("child") << Node{
            .tag = "iq", .attributes = {{"type", "get"}, {"id", "p1"}}, .content = QList{Node{.tag = "ping"}}};
    }
    void pingsOfTheServerAreAnswered()
    {
        QFETCH(Node, ping);
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        client.sent.clear();
        QVERIFY(m_paired->party.server.sendNode(client.jid(), ping.set({"from", Jid::server()}), false));
        QVERIFY(waitFor([&] { return client.sent.size() == 1; }));
        QCOMPARE(client.sent.first().attr("type"), "result");
        QCOMPARE(client.sent.first().attr("id"), "p1");
    }

    void otherRequestsOfTheServerAreDeclined()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(m_paired->party.server.sendNode(
            client.jid(),
            {.tag = "iq",
             .attributes = {{"from", Jid::server()}, {"type", "set"}, {"xmlns", "md"}, {"id", "x"}},
             .content = QList{Node{.tag = "pair-success"}}}, // long over
            false));
        QVERIFY(waitFor([&] { return client.lastRefusal() == "501 feature-not-implemented"; }));
        QCOMPARE(client.state(), u"ready/none"_s);
    }

    void whatMustBeAcknowledgedIsOnce_data()
    {
        QTest::addColumn<Node>("stanza");
        const auto row = [](const char *name, Node node) { QTest::newRow(name) << node.set({"id", "n-1"}); };
        row("notification",
            {.tag = "notification", .attributes = {{"from", Jid::server()}, {"type", "account_sync"}, {"t", 1}}});
        row("of a participant",
            {.tag = "notification",
             .attributes = {
                 {"from", "123-4@g.us"}, {"participant", "15550002002@s.whatsapp.net"}, {"type", "w:gp2"}, {"t", 1}}});
        row("identity",
            {.tag = "notification",
             .attributes = {{"from", "15550002002@s.whatsapp.net"}, {"type", "encrypt"}, {"t", 1}},
             .content = QList{Node{.tag = "identity"}}});
        row("receipt",
            {.tag = "receipt", .attributes = {{"from", "15550002002@s.whatsapp.net"}, {"type", "read"}, {"t", 1}}});
        row("call",
            {.tag = "call",
             .attributes = {{"from", "15550002002@s.whatsapp.net"}, {"t", 1}},
             .content = QList{Node{.tag = "offer"}}});
    }
    void whatMustBeAcknowledgedIsOnce()
    {
        QFETCH(Node, stanza);
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(waitFor([&] { return !client.offline.isEmpty(); }));
        client.sent.clear();
        client.nodes.clear();
        QVERIFY(m_paired->party.server.sendNode(client.jid(), stanza, false));
        QVERIFY(waitFor([&] { return !client.sent.isEmpty(); }));
        QVERIFY2(waitFor([&] { return client.device()->queue.isEmpty(); }),
                 qPrintable(toXml(client.sent.first(), Detail::Full)));
        QTest::qWait(20);
        QCOMPARE(client.sent.size(), 1);
        QCOMPARE(client.sent.first().tag, "ack");
        QVERIFY(waitFor([&] { return client.nodes.size() == 1; }));
    }

    void requestsWaitForTheirAnswersUntilTheLinkGoes()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.open();
        QVERIFY(client.getsReady());
        const Node question{.tag = "iq",
                            .attributes = {{"type", "get"}, {"xmlns", "privacy"}},
                            .content = QList{Node{.tag = "privacy"}}};
        const auto answered = client.client->request(question);
        QVERIFY(finishes(answered));
        QVERIFY(answered.result());
        QVERIFY(m_paired->party.server.stall(sim::IqRouter::Stall::Requests, client.jid(), 1));
        const auto cut = client.client->request(question);
        QTest::qWait(20);
        client.client->close();
        QVERIFY(cut.isFinished());
        QVERIFY(cut.result().error().code == Errc::NotConnected);
        const auto late = client.client->request(question);
        QVERIFY(late.isFinished());
        QVERIFY(late.result().error().code == Errc::NotConnected);
    }

    void aDeadServerIsLeft()
    {
        SimClient client(m_paired->party, m_paired->copy());
        client.options.link.keepAlive = {};
        client.open();
        QVERIFY(client.getsReady());
        QVERIFY(m_paired->party.server.stall(sim::IqRouter::Stall::Pings, client.jid(), 1));
        for (int step = 0; step < 1000 && client.state() == u"ready/none"_s; ++step)
            client.clock.advance(50ms); // less than the shortest wait for the next try
        QCOMPARE(client.state(), u"waiting/timed_out"_s);
        QVERIFY(m_paired->party.server.stall(sim::IqRouter::Stall::Pings, client.jid(), 0));
        client.comeBack();
        QVERIFY(client.getsReady());
    }

    void aServerThatIsAwayIsWaitedFor()
    {
        auto party = std::make_unique<SimParty>();
        SimClient client(*party);
        QVERIFY(client.pair());
        party.reset();
        QVERIFY(client.reaches(u"waiting/connection_lost"_s));
        qint64 last = 0;
        for (int i = 0; i < 6; ++i) {
            const qint64 wait = client.client->status().until - client.clock.nowMs();
            QVERIFY2(wait * 10 >= last * 8, qPrintable(u"%1 after %2"_s.arg(wait).arg(last))); // jitter
            last = wait;
            client.comeBack();
            QVERIFY(client.reaches(u"waiting/connect_failed"_s));
        }
        QVERIFY(last > 6000);
    }

    void anotherPathIsAnHttpRefusal()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        connect(&web, &QTcpServer::newConnection, this, [&web] {
            QTcpSocket *socket = web.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        SimParty party;
        SimClient client(party);
        client.options.url.setPort(web.serverPort());
        client.open();
        QVERIFY2(client.reaches(u"stopped/http_refused"_s), qPrintable(client.state()));
        QCOMPARE(client.client->status().code, 403);
    }

    void itMayDieAtAnyTime()
    {
        SimParty party;
        for (int step = 0; step < 4; ++step) {
            SimClient client(party);
            client.open();
            if (step > 0)
                QVERIFY(client.showsCode());
            if (step > 1)
                QVERIFY(client.scan());
            if (step > 2)
                QVERIFY(client.getsReady());
            client.client.reset();
            QCOMPARE(client.gone, 0 + (step > 2 ? 1 : 0)); // a client that goes says nothing any more
        }
        QVERIFY(waitFor([&] { return party.server.connections() == 0; }));
    }

    void twoHundredWaitToBeScannedAtOnce()
    {
        SimParty party;
        std::vector<std::unique_ptr<SimClient>> clients;
        for (int i = 0; i < 200; ++i) {
            clients.push_back(std::make_unique<SimClient>(party));
            clients.back()->open();
        }
        for (const auto &client : clients)
            QVERIFY(client->showsCode());
        QCOMPARE(party.server.connections(), 200);
        clients.clear();
        QVERIFY(waitFor([&] { return party.server.connections() == 0; }));
        QVERIFY(party.violations.isEmpty());
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::ClientTest)
#include "tst_client.moc"
