#include "tests/support/scriptedrandom.h"
#include "tests/whatsapp/noiseparties.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/noise/certificatechain.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/noise/noisesession.h"
#include "whatsapp/proto/handshake.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

constexpr qint64 day = 24 * 60 * 60;

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

// Appendix A: the chain of the known transcript.
QByteArray knownChain()
{
    return hex("0a760a32080210011a205cfdf6cb10f6a7819c0283786805a80e7ad58301b01f70a632cd6e1da9c399202080a0f8fa052880"
               "d0acf30e12401a6c077d580e0f652a62b7c6ce473c256c88d58e962c7f14faa7cd97adf1b53e6b7bc82c121b971d482c7624"
               "73e481de3855994454d0725c079329899674f30012760a32080110001a2068a7efb56b5fbbe6c80c100179f34335fef42854"
               "62b071696b0d3d7346d16e4b2080a0f8fa052880d0acf30e1240159086d48f51d50a3e51a293823dfd55c16a7b302eb17e75"
               "108c194a015f94d0a21160ae6df15c9bb7ea318ef3d60b7bf73ad7690e8114dbdd27af867174c08e");
}

QByteArray knownRoot()
{
    return hex("6d0aeb68a69e1b61a405dc54420148627cc6fe21c9acfb26b002c9dc95c00f66");
}

proto::HandshakeMessage messageOf(const QByteArray &bytes)
{
    return parsed<proto::HandshakeMessage>(bytes).value();
}

template<typename T>
QString textOf(const Result<T> &result)
{
    return result ? u"no error"_s : result.error().detail;
}

/// Everything the splitter gives for these chunks.
QList<QByteArray> split(FrameSplitter &splitter, const QList<QByteArray> &chunks)
{
    QList<QByteArray> frames;
    for (const QByteArray &chunk : chunks) {
        splitter.append(chunk);
        for (;;) {
            const auto frame = splitter.next();
            if (!frame || !*frame)
                break;
            frames.append(**frame);
        }
    }
    return frames;
}

} // namespace

/// Frames, handshake, certificates and the sealed session.
class NoiseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- Appendix A, first table ---

    void keysOfTheTranscriptMatch()
    {
        const KnownKeys keys;
        QCOMPARE(keys.clientEphemeral.publicKey,
                 hex("6bece857a616898cbf242b317d16831b631918ad973d9ad931f19255f2c0bd7d"));
        QCOMPARE(keys.clientStatic.publicKey, hex("a66c1cf3107b25f183108fef894431fadf7972e3045596b1420c82851a8b7f3c"));
        QCOMPARE(keys.serverEphemeral.publicKey,
                 hex("f52c26c71098b36a4f4f17e24aa92b62568b33440b07032789751d9c4cabd168"));
        QCOMPARE(keys.serverStatic.publicKey, hex("5cfdf6cb10f6a7819c0283786805a80e7ad58301b01f70a632cd6e1da9c39920"));
        QCOMPARE(keys.clientEphemeral.privateKey.exposed(),
                 hex("90d392844b7e8140f6d617d83a2c9b3d752a61f5a9e2ab8a66d8dbb7d0312277")); // clamped already
    }

    void stateOfTheTranscriptMatchesStepByStep()
    {
        const KnownKeys keys;
        NoiseState state("Noise_XX_25519_AESGCM_SHA256");
        QCOMPARE(state.hash(), QByteArray("Noise_XX_25519_AESGCM_SHA256\0\0\0\0", 32));
        QCOMPARE(state.chainingKey().exposed(), state.hash());
        state.mixHash(noisePrologue());
        QCOMPARE(state.hash(), hex("ffff0c9267310966f1311170c04b38c79504285bf5edf763e5c946492a50a755"));
        state.mixHash(keys.clientEphemeral.publicKey);
        QCOMPARE(state.hash(), hex("0fa5d2a8f919672c7ac823cef632cf141fcc4b0ff748ed6bdba460842ec9ba3d"));
        state.mixHash(keys.serverEphemeral.publicKey);
        QVERIFY(state.mixAgreement(keys.serverEphemeral.privateKey, keys.clientEphemeral.publicKey));
        QCOMPARE(state.chainingKey().exposed(),
                 hex("497b3ed623f7a38a402911f34eb2dd7fc0d21de758ae95a7474586edb4415ce4"));
        QCOMPARE(state.cipherKey().exposed(), hex("0eeb851c5f95aeb146c50a32c7e34ce911509f93592dd4f665e59012a187aacb"));
        QCOMPARE(
            state.encrypt(keys.serverStatic.publicKey).value(),
            hex("4f79b242d3d65f0e7ed1038e7fdae186dd77eca8ab4fcb6c7d20fa5c722a22b3c3b74eba5976114e5994d5e0be7af990"));
        QVERIFY(state.mixAgreement(keys.serverStatic.privateKey, keys.clientEphemeral.publicKey));
        QCOMPARE(state.cipherKey().exposed(), hex("58a86ca18263c4943e683c875a4eb04f6bc256cb7097984ff5c935c5ca37e08b"));
        QCOMPARE(sha256(state.encrypt(knownChain()).value()),
                 hex("bdb71fc6eef7b20898a9cb2163ded7b153ec5a8eeaf3817910389460763c4d5c"));
        QCOMPARE(state.hash(), hex("83b6c4e5f81c54df89a04cfecfb429013db71ea0b34927666d4da9916a48fb9e"));
        QCOMPARE(
            state.encrypt(keys.clientStatic.publicKey).value(),
            hex("3ec1e759c37fea576ebbc226c766031ace6369b96953534c026f8902e9ddb04a3e5edaaba6e2cd9d0674bb0c4fc2a419"));
        QVERIFY(state.mixAgreement(keys.clientStatic.privateKey, keys.serverEphemeral.publicKey));
        QCOMPARE(state.cipherKey().exposed(), hex("a602d99fd9066cbb8ff5850fbff32398a5e5771e34700f0f63dd231832505bef"));
        QCOMPARE(state.encrypt(hex("0a0b")).value(), hex("43aa682410445841927fb98d1dba3ff1b703"));
        QCOMPARE(state.hash(), hex("3ef54ab4d25546ed1a6f702b0eaea2aedc183d88f3cedbb4d1815d7de1490f2d"));
        const TransportKeys transport = state.split();
        QCOMPARE(transport.clientToServer.exposed(),
                 hex("af848481a57b12a3e3b7de114033ce1f402f8e8070ffe605ffc5adefd22791fa"));
        QCOMPARE(transport.serverToClient.exposed(),
                 hex("256e808aeafb3ae05bd0c3b33db37c494e550b1d208202648fbd0ce3645a987b"));
    }

    void bothSidesRepeatTheTranscript()
    {
        const KnownKeys keys;
        ClientHandshake client(keys.clientStatic, keys.clientEphemeral, knownRoot());
        ServerHandshake server(keys.serverStatic, keys.serverEphemeral, knownChain());

        const QByteArray clientHello = client.clientHello();
        QCOMPARE(clientHello, hex("12220a206bece857a616898cbf242b317d16831b631918ad973d9ad931f19255f2c0bd7d"));
        QCOMPARE(connectionIntro().value() + encodeFrame(clientHello).value(),
                 hex("5741060300002412220a206bece857a616898cbf242b317d16831b631918ad973d9ad931f19255f2c0bd7d"));

        const auto serverHello = server.answer(clientHello);
        QVERIFY2(serverHello, qPrintable(textOf(serverHello)));
        const proto::HandshakeMessage hello = messageOf(*serverHello);
        QCOMPARE(toBytes(hello.server_hello().ephemeral()), keys.serverEphemeral.publicKey);
        QCOMPARE(
            toBytes(hello.server_hello().static_key()),
            hex("4f79b242d3d65f0e7ed1038e7fdae186dd77eca8ab4fcb6c7d20fa5c722a22b3c3b74eba5976114e5994d5e0be7af990"));
        QCOMPARE(sha256(toBytes(hello.server_hello().payload())),
                 hex("bdb71fc6eef7b20898a9cb2163ded7b153ec5a8eeaf3817910389460763c4d5c"));

        auto finish = client.finish(*serverHello, hex("0a0b"), CertifiedServer::now);
        QVERIFY2(finish, qPrintable(textOf(finish)));
        const proto::HandshakeMessage message = messageOf(finish->message);
        QCOMPARE(
            toBytes(message.client_finish().static_key()),
            hex("3ec1e759c37fea576ebbc226c766031ace6369b96953534c026f8902e9ddb04a3e5edaaba6e2cd9d0674bb0c4fc2a419"));
        QCOMPARE(toBytes(message.client_finish().payload()), hex("43aa682410445841927fb98d1dba3ff1b703"));
        QCOMPARE(client.state().hash(), hex("3ef54ab4d25546ed1a6f702b0eaea2aedc183d88f3cedbb4d1815d7de1490f2d"));

        auto accepted = server.accept(finish->message);
        QVERIFY2(accepted, qPrintable(textOf(accepted)));
        QCOMPARE(accepted->clientStatic, keys.clientStatic.publicKey);
        QCOMPARE(accepted->payload, hex("0a0b"));
        QCOMPARE(server.state().hash(), client.state().hash());

        const QByteArray ping = hex("00f8091908ff831b2a3f11fa000304291657");
        const QByteArray first = finish->session.seal(ping).value();
        const QByteArray second = finish->session.seal(ping).value();
        QCOMPARE(first, hex("e195a15952935bb8f84f1da311a31e1cee54bcdf4616aafe645c712e037be41b54ca"));
        QCOMPARE(second, hex("1ce9b5c39b414a1219702f7e27798ac6327667cafd6b9c70bd403c52fa30f45c8e34"));
        QCOMPARE(accepted->session.open(first).value(), ping);
        QCOMPARE(accepted->session.open(second).value(), ping);
        QCOMPARE(finish->session.open(accepted->session.seal("answer").value()).value(), QByteArray("answer"));
    }

    void theKnownChainIsValid()
    {
        const KnownKeys keys;
        const auto good = verifyCertificateChain(knownChain(), knownRoot(), keys.serverStatic.publicKey,
                                                 CertifiedServer::now);
        QVERIFY2(good, qPrintable(textOf(good)));
        const auto chain = parsed<proto::CertChain>(knownChain()).value();
        const auto details = parsed<proto::NoiseCertificate::Details>(toBytes(chain.intermediate().details())).value();
        QCOMPARE(toBytes(details.key()), hex("68a7efb56b5fbbe6c80c100179f34335fef4285462b071696b0d3d7346d16e4b"));

        const auto otherRoot = verifyCertificateChain(knownChain(), whatsAppRootKey(), keys.serverStatic.publicKey,
                                                      CertifiedServer::now);
        QVERIFY(!otherRoot);
    }

    // --- Certificates ---

    void everyFaultOfTheChainHasItsOwnText_data()
    {
        QTest::addColumn<std::function<void(CertifiedServer &)>>("spoil");
        QTest::addColumn<QString>("text");
        using Spoil = std::function<void(CertifiedServer &)>;
        const auto row = [](const char *name, const Spoil &spoil, const QString &text) {
            QTest::newRow(name) << spoil << text;
        };
        row(
            "wrong root", [](auto &s) { s.root = curve25519::generate(s.random); },
            u"the intermediate certificate is not signed by the root key"_s);
        row(
            "wrong intermediate signature", [](auto &s) { s.rootSigner = s.keys.clientStatic; },
            u"the intermediate certificate is not signed by the root key"_s);
        row(
            "wrong intermediate issuer", [](auto &s) { s.intermediate.issuerSerial = 7; },
            u"the intermediate certificate names issuer 7 instead of the root"_s);
        row(
            "bad leaf signature", [](auto &s) { s.leafSigner = s.keys.clientStatic; },
            u"the leaf certificate is not signed by the intermediate key"_s);
        row(
            "wrong leaf issuer serial", [](auto &s) { s.leaf.issuerSerial = 9; },
            u"the leaf certificate names issuer 9, the intermediate has serial 1"_s);
        row(
            "leaf for another key", [](auto &s) { s.leaf.key = s.keys.clientStatic.publicKey; },
            u"the leaf certificate is for another key than the server's"_s);
        row(
            "short leaf key", [](auto &s) { s.leaf.key.chop(1); },
            u"the key of the leaf certificate has not 32 bytes"_s);
        row(
            "short intermediate key", [](auto &s) { s.intermediate.key.chop(1); },
            u"the key of the intermediate certificate has not 32 bytes"_s);
        row(
            "intermediate expired", [](auto &s) { s.intermediate.notAfter = s.now - day - 1; },
            u"the intermediate certificate expired at 2023-11-13T22:13:19Z; is the clock of this computer right?"_s);
        row(
            "leaf expired", [](auto &s) { s.leaf.notAfter = s.now - day - 1; },
            u"the leaf certificate expired at 2023-11-13T22:13:19Z; is the clock of this computer right?"_s);
        row(
            "intermediate not yet valid", [](auto &s) { s.intermediate.notBefore = s.now + day + 1; },
            u"the intermediate certificate is not valid before 2023-11-15T22:13:21Z; is the clock of this computer right?"_s);
        row(
            "leaf not yet valid", [](auto &s) { s.leaf.notBefore = s.now + day + 1; },
            u"the leaf certificate is not valid before 2023-11-15T22:13:21Z; is the clock of this computer right?"_s);
        row(
            "no window", [](auto &s) { s.leaf.notAfter = 0; },
            u"the leaf certificate expired at 1970-01-01T00:00:00Z; is the clock of this computer right?"_s);
        row(
            "valid in a far future", [](auto &s) { s.leaf.notBefore = ~quint64(0); },
            u"the leaf certificate is not valid before after year 9999; is the clock of this computer right?"_s);
    }
    void everyFaultOfTheChainHasItsOwnText()
    {
        using Spoil = std::function<void(CertifiedServer &)>;
        QFETCH(Spoil, spoil);
        QFETCH(QString, text);
        CertifiedServer server;
        spoil(server);
        const auto verdict = server.verdict();
        QCOMPARE(textOf(verdict), text);
        QVERIFY(verdict.error().code == Errc::Protocol);

        // The client refuses such a server before its own static key leaves it.
        ClientHandshake client = server.client();
        const auto finish = client.finish(server.server().answer(client.clientHello()).value(), "payload", server.now);
        QCOMPARE(textOf(finish), text);
    }

    void clocksMayBeADayWrong()
    {
        CertifiedServer server;
        server.leaf.notAfter = server.now - day;
        server.intermediate.notAfter = server.now - 1;
        QVERIFY(server.verdict());
        server = CertifiedServer();
        server.leaf.notBefore = server.now + day;
        server.intermediate.notBefore = server.now + 1;
        QVERIFY(server.verdict());
        server = CertifiedServer();
        server.leaf.notAfter = server.intermediate.notAfter = ~quint64(0);
        server.leaf.notBefore = server.intermediate.notBefore = 0;
        QVERIFY(server.verdict());
        QVERIFY(server.verdict(-5)); // a clock before 1970
    }

    void incompleteChainsAreRefused()
    {
        CertifiedServer server;
        const auto whole = parsed<proto::CertChain>(server.chain()).value();
        const auto textFor = [&server](const proto::CertChain &chain) {
            return textOf(verifyCertificateChain(serialized(chain), server.root.publicKey,
                                                 server.keys.serverStatic.publicKey, server.now));
        };
        QCOMPARE(textFor(whole), u"no error"_s);
        auto chain = whole;
        chain.clear_leaf();
        QCOMPARE(textFor(chain), u"the certificate chain has no leaf certificate"_s);
        chain = whole;
        chain.clear_intermediate();
        QCOMPARE(textFor(chain), u"the certificate chain has no intermediate certificate"_s);
        chain = whole;
        chain.mutable_leaf()->clear_details();
        QCOMPARE(textFor(chain), u"the leaf certificate has no details"_s);
        chain = whole;
        chain.mutable_intermediate()->clear_signature();
        QCOMPARE(textFor(chain), u"the intermediate certificate has no signature"_s);
        chain = whole;
        chain.mutable_leaf()->mutable_signature()->pop_back();
        QCOMPARE(textFor(chain), u"the signature of the leaf certificate has not 64 bytes"_s);
        chain = whole;
        chain.mutable_leaf()->set_details("\xff");
        QCOMPARE(textFor(chain), u"the details of the leaf certificate cannot be read"_s);
        QCOMPARE(textOf(verifyCertificateChain("\xff", server.root.publicKey, server.keys.serverStatic.publicKey, 0)),
                 u"the certificate chain cannot be read"_s);
        QVERIFY(!verifyCertificateChain({}, server.root.publicKey, server.keys.serverStatic.publicKey, server.now));
    }

    void theRealRootKeyIsTheOneOfTheNote()
    {
        QCOMPARE(whatsAppRootKey(), hex("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b"));
    }

    // --- Handshake ---

    void everyCutServerHelloIsRefused()
    {
        CertifiedServer server;
        const QByteArray whole = server.server().answer(server.client().clientHello()).value();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            ClientHandshake client = server.client();
            const auto finish = client.finish(whole.first(size), "payload", server.now);
            QVERIFY2(!finish, qPrintable(QString::number(size)));
            QVERIFY(finish.error().code == Errc::Protocol);
        }
    }

    void everySpoiltServerHelloIsRefused()
    {
        CertifiedServer server;
        const QByteArray whole = server.server().answer(server.client().clientHello()).value();
        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray spoilt = whole;
            spoilt[at] = char(quint8(spoilt.at(at)) ^ 0x10);
            ClientHandshake client = server.client();
            QVERIFY2(!client.finish(spoilt, "payload", server.now), qPrintable(QString::number(at)));
        }
    }

    void everySpoiltOrCutClientFinishIsRefused()
    {
        CertifiedServer server;
        ClientHandshake client = server.client();
        const QByteArray hello = client.clientHello();
        const QByteArray chain = server.chain();
        const auto answering = [&] {
            return ServerHandshake(server.keys.serverStatic, server.keys.serverEphemeral, chain);
        };
        ServerHandshake first = answering();
        const QByteArray whole = client.finish(first.answer(hello).value(), "payload", server.now).value().message;
        QVERIFY(first.accept(whole));

        for (qsizetype at = 0; at < whole.size(); ++at) {
            QByteArray spoilt = whole;
            spoilt[at] = char(quint8(spoilt.at(at)) ^ 0x10);
            for (const QByteArray &bad : {spoilt, whole.first(at)}) {
                ServerHandshake again = answering();
                QVERIFY(again.answer(hello));
                QVERIFY2(!again.accept(bad), qPrintable(QString::number(at)));
            }
        }
    }

    void faultyMessagesSayWhatIsWrong()
    {
        CertifiedServer server;
        const auto clientText = [&server](const QByteArray &serverHello) {
            ClientHandshake client = server.client();
            return textOf(client.finish(serverHello, "payload", server.now));
        };
        const proto::HandshakeMessage whole = messageOf(server.server().answer(server.client().clientHello()).value());

        auto message = whole;
        message.mutable_server_hello()->clear_ephemeral();
        QCOMPARE(clientText(serialized(message)), u"the ServerHello is incomplete"_s);
        message = whole;
        message.mutable_server_hello()->clear_payload();
        QCOMPARE(clientText(serialized(message)), u"the ServerHello is incomplete"_s);
        message = whole;
        message.mutable_server_hello()->mutable_ephemeral()->push_back('x');
        QCOMPARE(clientText(serialized(message)), u"the server's ephemeral key has not 32 bytes"_s);
        message = whole;
        message.mutable_server_hello()->set_ephemeral(std::string(32, '\0'));
        QCOMPARE(clientText(serialized(message)),
                 u"the server's ephemeral key: the key agreement gives an all-zero secret"_s);
        message = whole;
        message.mutable_server_hello()->mutable_static_key()->back() ^= 1;
        QCOMPARE(clientText(serialized(message)), u"the server's static key: sealed data is not authentic"_s);
        message = whole;
        message.mutable_server_hello()->set_static_key("short");
        QCOMPARE(clientText(serialized(message)), u"the server's static key: sealed data is shorter than its tag"_s);
        message = whole;
        message.mutable_server_hello()->mutable_payload()->back() ^= 1;
        QCOMPARE(clientText(serialized(message)), u"the server's certificates: sealed data is not authentic"_s);
        QCOMPARE(clientText(server.client().clientHello()), u"the handshake message is no ServerHello"_s);
        QCOMPARE(clientText("\xff\xff"), u"the handshake message cannot be read"_s);
        QCOMPARE(clientText(QByteArray(maxHandshakeMessage + 1, 'x')),
                 u"a handshake message of 65537 bytes is too large"_s);

        const auto serverText = [&server](const QByteArray &clientHello) {
            return textOf(server.server().answer(clientHello));
        };
        QCOMPARE(serverText(serialized(whole)), u"the handshake message is no ClientHello"_s);
        QCOMPARE(serverText("\x12"), u"the handshake message cannot be read"_s);
        proto::HandshakeMessage hello;
        hello.mutable_client_hello();
        QCOMPARE(serverText(serialized(hello)), u"the client's ephemeral key has not 32 bytes"_s);
        hello.mutable_client_hello()->set_ephemeral(std::string(32, '\0'));
        QCOMPARE(serverText(serialized(hello)),
                 u"the client's ephemeral key: the key agreement gives an all-zero secret"_s);
        QCOMPARE(serverText(QByteArray(maxHandshakeMessage + 1, 'x')),
                 u"a handshake message of 65537 bytes is too large"_s);
    }

    void aServerWithAShortStaticKeyIsRefused()
    {
        // A server that seals 31 bytes where its key belongs: authentic, but no key.
        CertifiedServer server;
        NoiseState state("Noise_XX_25519_AESGCM_SHA256");
        state.mixHash(noisePrologue());
        state.mixHash(server.keys.clientEphemeral.publicKey);
        state.mixHash(server.keys.serverEphemeral.publicKey);
        QVERIFY(state.mixAgreement(server.keys.serverEphemeral.privateKey, server.keys.clientEphemeral.publicKey));
        const auto answerWith = [&](NoiseState noise, const QByteArray &key) {
            proto::HandshakeMessage message;
            message.mutable_server_hello()->set_ephemeral(toStdString(server.keys.serverEphemeral.publicKey));
            message.mutable_server_hello()->set_static_key(toStdString(noise.encrypt(key).value()));
            message.mutable_server_hello()->set_payload("x");
            ClientHandshake client = server.client();
            return textOf(client.finish(serialized(message), {}, server.now));
        };
        QCOMPARE(answerWith(state, QByteArray(31, 'k')), u"the server's static key has not 32 bytes"_s);
        QCOMPARE(answerWith(state, QByteArray(32, '\0')),
                 u"the server's static key: the key agreement gives an all-zero secret"_s);
    }

    void theOrderOfTheHandshakeIsKept()
    {
        CertifiedServer server;
        ServerHandshake early = server.server();
        QVERIFY(early.accept("x").error().code == Errc::Conflict);
        QVERIFY(early.answer(server.client().clientHello()).error().code == Errc::Conflict);

        ServerHandshake responder = server.server();
        ClientHandshake client = server.client();
        const QByteArray hello = responder.answer(client.clientHello()).value();
        QVERIFY(responder.answer(client.clientHello()).error().code == Errc::Conflict);
        QVERIFY(client.finish(hello, {}, server.now));
        QVERIFY(client.finish(hello, {}, server.now).error().code == Errc::Conflict);
    }

    void anAttemptToResumeIsAnsweredWithTheFallback()
    {
        CertifiedServer server;
        proto::HandshakeMessage resume;
        resume.mutable_client_hello()->set_ephemeral(toStdString(server.keys.clientEphemeral.publicKey));
        resume.mutable_client_hello()->set_static_key(std::string(48, 's'));
        resume.mutable_client_hello()->set_payload("sealed");
        ServerHandshake responder = server.server();
        const auto hello = messageOf(responder.answer(serialized(resume)).value()).server_hello();

        // The client's side of the fallback, step by step.
        NoiseState state("Noise_XXfallback_25519_AESGCM_SHA256");
        state.mixHash(noisePrologue());
        state.mixHash(server.keys.clientEphemeral.publicKey);
        state.mixHash(server.keys.serverEphemeral.publicKey);
        QVERIFY(state.mixAgreement(server.keys.clientEphemeral.privateKey, toBytes(hello.ephemeral())));
        QCOMPARE(state.decrypt(toBytes(hello.static_key())).value(), server.keys.serverStatic.publicKey);
    }

    // --- Session ---

    void aFrameOutOfOrderKillsTheSession()
    {
        const SecretBytes key = SecretBytes::copyOf(QByteArray(32, 'k'));
        NoiseSession sender(key, key);
        NoiseSession receiver(key, key);
        QCOMPARE(receiver.open(sender.seal("one").value()).value(), QByteArray("one"));
        const QByteArray two = sender.seal("two").value();
        const auto opened = receiver.open(sender.seal("three").value());
        QVERIFY(!opened);
        QVERIFY(opened.error().code == Errc::Protocol);
        QCOMPARE(opened.error().detail, u"frame 1: sealed data is not authentic"_s);
        QVERIFY(receiver.isDead());
        QVERIFY(receiver.open(two).error().code == Errc::NotConnected);
        QVERIFY(receiver.seal("x").error().code == Errc::NotConnected);
    }

    void aTooLargeMessageLeavesTheSessionAlive()
    {
        const SecretBytes key = SecretBytes::copyOf(QByteArray(32, 'k'));
        NoiseSession sender(key, key);
        NoiseSession receiver(key, key);
        const QByteArray largest(maxFramePayload - 16, 'x');
        QVERIFY(sender.seal(largest + 'x').error().code == Errc::TooLarge);
        QVERIFY(!sender.isDead());
        const QByteArray sealed = sender.seal(largest).value();
        QVERIFY(encodeFrame(sealed));
        QCOMPARE(receiver.open(sealed).value(), largest);
    }

    void aMovedSessionGoesOnCounting()
    {
        const SecretBytes key = SecretBytes::copyOf(QByteArray(32, 'k'));
        NoiseSession sender(key, key);
        NoiseSession receiver(key, key);
        QVERIFY(receiver.open(sender.seal("one").value()));
        NoiseSession moved = std::move(sender);
        QCOMPARE(receiver.open(moved.seal("two").value()).value(), QByteArray("two"));
        static_assert(!std::is_copy_constructible_v<NoiseSession>);
    }

    void nonceHoldsTheCounterBigEndian()
    {
        QCOMPARE(noiseNonce(0), QByteArray(12, '\0'));
        QCOMPARE(noiseNonce(0x01020304), hex("000000000000000001020304"));
    }

    // --- Frames ---

    void introCarriesRoutingInfoInFront()
    {
        QCOMPARE(connectionIntro().value(), hex("57410603"));
        QCOMPARE(connectionIntro("abc").value(), hex("454400010000036162635741") + hex("0603"));
        QVERIFY(connectionIntro(QByteArray(maxFramePayload + 1, 'x')).error().code == Errc::Invalid);
    }

    void introIsReadFromAnyChunks()
    {
        for (const QByteArray &routing : {QByteArray(), QByteArray("abc"), QByteArray(300, 'r')}) {
            const QByteArray stream = connectionIntro(routing).value() + "rest";
            for (const qsizetype step : {qsizetype(1), qsizetype(3), stream.size()}) {
                IntroReader reader;
                std::optional<IntroReader::Intro> intro;
                qsizetype at = 0;
                for (; at < stream.size() && !intro; at += step) {
                    const auto fed = reader.feed(stream.mid(at, step));
                    QVERIFY2(fed, qPrintable(textOf(fed)));
                    intro = *fed;
                }
                QVERIFY(intro);
                QCOMPARE(intro->routingInfo, routing);
                QCOMPARE(intro->rest + stream.mid(at), QByteArray("rest"));
            }
        }
    }

    void wrongIntroIsRefusedAtTheFirstWrongByte_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::newRow("http") << QByteArray("G");
        QTest::newRow("version") << hex("574105");
        QTest::newRow("dictionary") << hex("57410602");
        QTest::newRow("pre-intro") << hex("4545");
        QTest::newRow("pre-intro version") << hex("45440002");
        QTest::newRow("routing too long") << hex("45440001100000");
        QTest::newRow("wrong behind routing") << hex("454400010000016158");
    }
    void wrongIntroIsRefusedAtTheFirstWrongByte()
    {
        QFETCH(QByteArray, stream);
        IntroReader reader;
        const auto before = reader.feed(stream.chopped(1));
        QVERIFY(before);
        QVERIFY(!*before);
        QVERIFY(!reader.feed(stream.last(1)));
    }

    void framesComeWholeFromSingleBytes()
    {
        const QByteArray stream = encodeFrame("first").value() + encodeFrame({}).value()
            + encodeFrame(QByteArray(70000, 'x')).value();
        QList<QByteArray> chunks;
        for (const char byte : stream)
            chunks.append(QByteArray(1, byte));
        FrameSplitter splitter;
        QCOMPARE(split(splitter, chunks), (QList<QByteArray>{"first", "", QByteArray(70000, 'x')}));
        QCOMPARE(splitter.pending(), 0);
    }

    void severalFramesComeFromOneChunk()
    {
        QByteArray stream;
        QList<QByteArray> expected;
        for (int number = 0; number < 1000; ++number) {
            expected.append(QByteArray::number(number));
            stream.append(encodeFrame(expected.last()).value());
        }
        FrameSplitter splitter;
        QCOMPARE(split(splitter, {stream + hex("0000")}), expected);
        QCOMPARE(splitter.pending(), 2);
        QCOMPARE(split(splitter, {hex("0141")}), QList<QByteArray>{"A"});
    }

    void theLargestFramePasses()
    {
        const QByteArray payload(maxFramePayload, 'x');
        FrameSplitter splitter;
        splitter.append(encodeFrame(payload).value());
        QCOMPARE(splitter.next().value().value(), payload);
        QVERIFY(encodeFrame(payload + 'x').error().code == Errc::TooLarge);
    }

    void aFrameOverTheLimitIsRefusedByItsLength()
    {
        FrameSplitter splitter(10);
        splitter.append(encodeFrame(QByteArray(10, 'x')).value() + hex("00000b"));
        QVERIFY(splitter.next().value());
        const auto frame = splitter.next();
        QVERIFY(!frame);
        QVERIFY(frame.error().code == Errc::TooLarge);
        splitter.append(encodeFrame("ok").value());
        QVERIFY(splitter.next().error().code == Errc::TooLarge); // and so it stays
        QCOMPARE(splitter.pending(), 0);
    }

    void theLimitCanBeRaisedBetweenFrames()
    {
        FrameSplitter splitter(1);
        splitter.append(encodeFrame("a").value() + encodeFrame("bc").value());
        QVERIFY(splitter.next().value());
        splitter.setLimit(maxFramePayload);
        QCOMPARE(splitter.next().value().value(), QByteArray("bc"));
    }
};

QTEST_GUILESS_MAIN(NoiseTest)
#include "tst_noise.moc"
