#include "tests/support/scriptedrandom.h"
#include "tests/whatsapp/noiseparties.h"
#include "whatsapp/crypto/aesctr.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/pairing/assertion.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/pairing/deviceidentity.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/pairing/deviceproperties.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/pairing/passkeystep.h"
#include "whatsapp/pairing/qrpayload.h"
#include "whatsapp/pairing/softwareauthenticator.h"
#include "whatsapp/proto/adv.pb.h"
#include "whatsapp/proto/clientpayload.pb.h"
#include "whatsapp/proto/passkey.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QByteArray repeated(char byte, qsizetype count)
{
    return QByteArray(count, byte);
}

SecretBytes secretOf(char byte)
{
    return SecretBytes::copyOf(repeated(byte, 32));
}

template<typename T>
QString textOf(const Result<T> &result)
{
    return result ? u"no error"_s : result.error().detail;
}

// Appendix A, second table.
QByteArray knownAccountSignature()
{
    return hex(
        "50bc9c99cdf8c13f3dbb2e0b1634e15d34beb3bd0e4c7dd3953da2eac1553ef13078a9a607503cf02c60732dbe30e4668d90042e"
        "c1ef2a8c4c713acd43d3808c");
}

QByteArray knownDetails()
{
    return hex("08959aef3a1080e2cfaa06180120002800");
}

// Appendix A, third table.
QByteArray knownProloguePayload()
{
    return hex(
        "0a2c0a206bece857a616898cbf242b317d16831b631918ad973d9ad931f19255f2c0bd7d10011a0632407465737412220a20301587c5"
        "3097020f4ea9ebd05586db3f1c572e705b6885a324f1d4c855e5b769");
}

p256::KeyPair knownPasskey()
{
    return p256::fromPrivate(hex("fb745cbbd8de3f87f2a03116ccbe6c002f2e63b16de5b6f47fb74bcf5a93b351")).value();
}

QByteArray knownAssertionSignature()
{
    return hex(
        "30450220596e939964224ebfefde2931dbc8e1d3974e2bc96dae621d1616dd133b03bd81022100c6b1a212094af615e04d75878299f2"
        "da9fd6c08c40e3663dbbfe75e8b84f3d51");
}

/// Phone and companion of the account checks.
struct AccountParties
{
    SystemRandom random;
    KeyPair account = curve25519::generate(random);
    KeyPair companion = curve25519::generate(random);
    SecretBytes advSecret = secretOf('\x11');
    DeviceIdentityDetails details{123456789, 1700000000, 1, AccountKind::EndToEnd, AccountKind::EndToEnd};

    [[nodiscard]] QByteArray container()
    {
        return issueDeviceIdentity(details, account, companion.publicKey, advSecret, random).value();
    }
    [[nodiscard]] tl::expected<AcceptedIdentity, IdentityRefusal> accept(const QByteArray &bytes)
    {
        return acceptDeviceIdentity(bytes, advSecret, companion, random);
    }
    /// A container with a right HMAC around whatever @p spoil makes of the signed identity.
    [[nodiscard]] QByteArray spoilt(const std::function<void(proto::ADVSignedDeviceIdentity &)> &spoil)
    {
        auto outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(container()).value();
        auto inner = parsed<proto::ADVSignedDeviceIdentity>(toBytes(outer.details())).value();
        spoil(inner);
        const QByteArray bytes = serialized(inner);
        outer.set_details(toStdString(bytes));
        outer.set_hmac(toStdString(hmacSha256(advSecret.view(), bytes)));
        return serialized(outer);
    }
};

} // namespace

/// Payloads, QR code, device identity, link code and passkey step.
class PairingCryptoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- Payloads ---

    void buildHashMatchesTheNote()
    {
        QCOMPARE(WebVersion().text(), u"2.3000.1043857760"_s);
        QCOMPARE(WebVersion().buildHash(), hex("f6f65c0607a1cdffd8752b051fc95edf"));
    }

    void loginPayloadMatchesTheNoteByteForByte()
    {
        QCOMPARE(
            loginPayload({}, {.username = 15550001111, .device = 7, .lidDbMigrated = false}),
            hex("08d7dfe8f63918012a36080e120b080210b81718e082e0f1031a0330303022033030302a03302e313a074465736b746f70"
                "4203302e3150005a02656e620255533202200060016801900107880201c80200"));
    }

    void loginPayloadCanBeReadBack()
    {
        UserAgent agent;
        agent.manufacturer = u""_s;
        agent.version.revision = 17;
        const auto payload = parseClientPayload(
            loginPayload(agent, {.username = 5215550001111, .device = 98, .lidDbMigrated = true}));
        QVERIFY2(payload, qPrintable(textOf(payload)));
        QCOMPARE(payload->version.text(), u"2.3000.17"_s);
        QVERIFY(payload->passive && payload->pull);
        QVERIFY(payload->username == 5215550001111ULL && payload->device == 98U);
        QVERIFY(!payload->registration);
    }

    void registrationPayloadCarriesTheKeys()
    {
        SystemRandom random;
        DeviceKeys keys = DeviceKeys::generate(random);
        QVERIFY(keys.registrationId >= 1 && keys.registrationId <= 16380);
        QCOMPARE(keys.advSecret.size(), 32);
        keys.registrationId = 0x3ffc;
        keys.signedPreKey.id = 0x010203;
        const QByteArray properties = serialized(DeviceProperties{.os = u"Desk"_s});
        const QByteArray bytes = registrationPayload({}, keys, properties);

        const auto raw = parsed<proto::ClientPayload>(bytes).value();
        QVERIFY(raw.has_passive() && !raw.passive() && raw.has_pull() && !raw.pull() && !raw.has_username());
        QCOMPARE(toBytes(raw.device_pairing_data().registration_id()), hex("00003ffc"));
        QCOMPARE(toBytes(raw.device_pairing_data().key_type()), hex("05"));
        QCOMPARE(toBytes(raw.device_pairing_data().signed_pre_key_id()), hex("010203"));
        QVERIFY(raw.user_agent().has_release_channel() && raw.web_info().has_web_sub_platform()); // zero, yet written

        const auto payload = parseClientPayload(bytes);
        QVERIFY2(payload, qPrintable(textOf(payload)));
        QVERIFY(payload->registration);
        QCOMPARE(payload->registration->registrationId, 0x3ffcU);
        QCOMPARE(payload->registration->identityKey, keys.identity.publicKey);
        QCOMPARE(payload->registration->signedPreKeyId, 0x010203U);
        QCOMPARE(payload->registration->signedPreKey, keys.signedPreKey.pair.publicKey);
        QVERIFY(curve25519::verify(keys.identity.publicKey, "\x05" + keys.signedPreKey.pair.publicKey,
                                   payload->registration->signedPreKeySignature));
        QCOMPARE(payload->registration->buildHash, hex("f6f65c0607a1cdffd8752b051fc95edf"));
        QCOMPARE(payload->registration->deviceProperties, properties);
    }

    void faultyPayloadsAreRefused()
    {
        SystemRandom random;
        DeviceKeys keys = DeviceKeys::generate(random);
        QCOMPARE(textOf(parseClientPayload("\xff")), u"the client payload cannot be read"_s);
        QCOMPARE(textOf(parseClientPayload({})), u"the client payload is neither a registration nor a login"_s);

        auto raw = parsed<proto::ClientPayload>(registrationPayload({}, keys, {})).value();
        raw.mutable_device_pairing_data()->mutable_registration_id()->push_back('x');
        QCOMPARE(textOf(parseClientPayload(serialized(raw))),
                 u"the registration lacks a field, or one has the wrong length"_s);
        keys.signedPreKey.signature[0] = char(keys.signedPreKey.signature.at(0) ^ 1);
        QCOMPARE(textOf(parseClientPayload(registrationPayload({}, keys, {}))),
                 u"the signed pre-key is not signed by the identity key"_s);
        QVERIFY(!signPreKey(keys.identity, "short", random));
    }

    void devicePropertiesMatchTheNoteByteForByte()
    {
        const DeviceProperties properties{.os = u"Mac OS"_s, .requireFullSync = true};
        QCOMPARE(serialized(properties),
                 hex("0a064d6163204f531206080a100f1807180120012a171880502001300038014001480150015801600170017800"));
        QVERIFY(parseDeviceProperties(serialized(properties)).value() == properties);

        DeviceProperties other{.os = u"Ñandú"_s, .platform = PlatformType::Desktop};
        other.history.recentSyncDays = 30;
        other.history.fullSyncDays = 0;
        other.history.storageQuotaMegabytes = std::nullopt;
        other.history.groupHistory = true;
        QVERIFY(parseDeviceProperties(serialized(other)).value() == other);
        QVERIFY(!parseDeviceProperties("\xff"));
    }

    void clientTypeFollowsThePlatform()
    {
        QCOMPARE(clientTypeOf(PlatformType::Chrome), '1');
        QCOMPARE(clientTypeOf(PlatformType::Desktop), '7');
        QCOMPARE(clientTypeOf(PlatformType::Uwp), '8');
        QCOMPARE(clientTypeOf(PlatformType::Unknown), '9'); // 0 would be refused
        QCOMPARE(clientTypeOf(PlatformType(77)), '9');
    }

    // --- QR code ---

    void qrTextMatchesTheNote()
    {
        const KnownKeys keys;
        const QrPayload payload{"2@test", keys.clientStatic.publicKey, keys.clientEphemeral.publicKey, secretOf('\x11'),
                                clientTypeOf(PlatformType::Chrome)};
        QCOMPARE(payload.text(),
                 u"https://wa.me/settings/linked_devices#2@test,pmwc8xB7JfGDEI/viUQx+t95cuMEVZaxQgyChRqLfzw=,"
                 "a+zoV6YWiYy/JCsxfRaDG2MZGK2XPZrZMfGSVfLAvX0=,ERERERERERERERERERERERERERERERERERERERERERE=,1"_s);
    }

    void phonesReadEveryFormOfTheQrText()
    {
        const KnownKeys keys;
        const QrPayload payload{"2@a/b+c==", keys.clientStatic.publicKey, keys.clientEphemeral.publicKey,
                                secretOf('\x11'), '7'};
        const QString text = payload.text();
        const QString bare = text.mid(text.indexOf(u'#') + 1);
        for (const QString &form : {text, bare, bare.chopped(2), bare + u",more"_s}) {
            const auto read = QrPayload::parse(form);
            QVERIFY2(read, qPrintable(textOf(read)));
            QCOMPARE(read->ref, payload.ref);
            QCOMPARE(read->noiseKey, payload.noiseKey);
            QCOMPARE(read->identityKey, payload.identityKey);
            QVERIFY(read->advSecret == payload.advSecret);
        }
        QCOMPARE(QrPayload::parse(text)->clientType, '7');
        QCOMPARE(QrPayload::parse(bare.chopped(2))->clientType, '\0');

        QCOMPARE(textOf(QrPayload::parse(u"hello"_s)), u"the QR code has fewer than four fields"_s);
        QCOMPARE(textOf(QrPayload::parse(u",a,b,c"_s)), u"the QR code has fewer than four fields"_s);
        QString spoilt = bare;
        QCOMPARE(textOf(QrPayload::parse(spoilt.replace(u"pmwc"_s, u"pm!c"_s))),
                 u"the noise key of the QR code is not the base64 of 32 bytes"_s);
        spoilt = bare;
        QCOMPARE(textOf(QrPayload::parse(spoilt.remove(u"a+zo"_s))),
                 u"the identity key of the QR code is not the base64 of 32 bytes"_s);
    }

    // --- Device identity ---

    void theKnownAccountSignatureIsAccepted()
    {
        const KnownKeys keys;
        proto::ADVSignedDeviceIdentity signedIdentity;
        signedIdentity.set_details(toStdString(knownDetails()));
        signedIdentity.set_account_signature_key(toStdString(keys.serverStatic.publicKey));
        signedIdentity.set_account_signature(toStdString(knownAccountSignature()));
        const QByteArray signedBytes = serialized(signedIdentity);
        const QByteArray hmac = hex("f14c17abd68943f8b8c76aab3555e27f78cb0f5bbde6fbf7545fc323d91f2a24");
        QCOMPARE(hmacSha256(secretOf('\x11').view(), signedBytes), hmac);

        proto::ADVSignedDeviceIdentityHMAC container;
        container.set_details(toStdString(signedBytes));
        container.set_hmac(toStdString(hmac));
        SystemRandom random;
        const auto accepted = acceptDeviceIdentity(serialized(container), secretOf('\x11'), keys.clientStatic, random);
        QVERIFY2(accepted, accepted ? "" : qPrintable(accepted.error().detail));
        QVERIFY((accepted->details
                 == DeviceIdentityDetails{123456789, 1700000000, 1, AccountKind::EndToEnd, AccountKind::EndToEnd}));
        QCOMPARE(accepted->accountKey, keys.serverStatic.publicKey);

        QVERIFY(curve25519::verify(keys.serverStatic.publicKey,
                                   hex("0600") + knownDetails() + keys.clientStatic.publicKey,
                                   knownAccountSignature()));
    }

    void theDetailsAreWrittenAsInTheNote()
    {
        AccountParties parties;
        const auto outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(parties.container()).value();
        const auto inner = parsed<proto::ADVSignedDeviceIdentity>(toBytes(outer.details())).value();
        QCOMPARE(toBytes(inner.details()), knownDetails());
        QVERIFY(!outer.has_account_type());
        QVERIFY(!inner.has_device_signature());
    }

    void companionAnswersWhatTheServerAccepts_data()
    {
        QTest::addColumn<int>("accountType");
        QTest::addColumn<int>("deviceType");
        QTest::newRow("end to end") << int(AccountKind::EndToEnd) << int(AccountKind::EndToEnd);
        QTest::newRow("hosted account") << int(AccountKind::Hosted) << int(AccountKind::EndToEnd);
        QTest::newRow("hosted device") << int(AccountKind::Hosted) << int(AccountKind::Hosted);
    }
    void companionAnswersWhatTheServerAccepts()
    {
        QFETCH(int, accountType);
        QFETCH(int, deviceType);
        AccountParties parties;
        parties.details.accountType = AccountKind(accountType);
        parties.details.deviceType = AccountKind(deviceType);
        const QByteArray container = parties.container();
        const auto accepted = parties.accept(container);
        QVERIFY2(accepted, accepted ? "" : qPrintable(accepted.error().detail));
        QVERIFY(accepted->details == parties.details);
        const auto good = checkPairDeviceSign(accepted->pairDeviceSign, container, parties.companion.publicKey);
        QVERIFY2(good, qPrintable(textOf(good)));

        const auto answer = parsed<proto::ADVSignedDeviceIdentity>(accepted->pairDeviceSign).value();
        QVERIFY(!answer.has_account_signature_key());
        const auto kept = parsed<proto::ADVSignedDeviceIdentity>(accepted->signedIdentity).value();
        QCOMPARE(toBytes(kept.account_signature_key()), parties.account.publicKey);
        QVERIFY(curve25519::verify(parties.companion.publicKey,
                                   hex("0601") + toBytes(kept.details()) + parties.companion.publicKey
                                       + parties.account.publicKey,
                                   toBytes(kept.device_signature())));
    }

    void aWrongHmacIsRefused()
    {
        AccountParties parties;
        const QByteArray container = parties.container();
        const auto expectMismatch = [](const tl::expected<AcceptedIdentity, IdentityRefusal> &accepted) {
            QVERIFY(!accepted);
            QCOMPARE(accepted.error().code, 401);
            QCOMPARE(accepted.error().text, u"hmac-mismatch"_s);
        };
        // Made with another secret, as by a phone that saw an older code.
        expectMismatch(acceptDeviceIdentity(container, secretOf('\x12'), parties.companion, parties.random));
        expectMismatch(acceptDeviceIdentity(container, {}, parties.companion, parties.random));

        auto outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(container).value();
        outer.mutable_hmac()->back() ^= 1;
        expectMismatch(parties.accept(serialized(outer)));
        outer.mutable_hmac()->clear();
        expectMismatch(parties.accept(serialized(outer)));
        outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(container).value();
        outer.set_account_type(proto::HOSTED); // the prefix of the HMAC belongs to the type
        expectMismatch(parties.accept(serialized(outer)));
    }

    void aWrongAccountSignatureIsRefused()
    {
        AccountParties parties;
        using Signed = proto::ADVSignedDeviceIdentity;
        const auto expectMismatch = [](const tl::expected<AcceptedIdentity, IdentityRefusal> &accepted) {
            QVERIFY(!accepted);
            QCOMPARE(accepted.error().code, 401);
            QCOMPARE(accepted.error().text, u"signature-mismatch"_s);
        };
        expectMismatch(parties.accept(parties.spoilt([](Signed &s) { s.mutable_account_signature()->front() ^= 1; })));
        expectMismatch(parties.accept(parties.spoilt([](Signed &s) { s.mutable_account_signature()->pop_back(); })));
        expectMismatch(parties.accept(parties.spoilt([](Signed &s) { s.clear_account_signature(); })));
        expectMismatch(
            parties.accept(parties.spoilt([](Signed &s) { s.mutable_account_signature_key()->pop_back(); })));
        expectMismatch(parties.accept(parties.spoilt([&parties](Signed &s) {
            s.set_account_signature_key(toStdString(curve25519::generate(parties.random).publicKey));
        })));
        expectMismatch(parties.accept(parties.spoilt([](Signed &s) { s.set_details(s.details() + "\x18\x05"); })));
        expectMismatch(parties.accept( // says "hosted", signed as end to end
            parties.spoilt([](Signed &s) { s.mutable_details()->back() = 1; })));

        // Signed for another companion.
        const QByteArray container = parties.container();
        const KeyPair other = curve25519::generate(parties.random);
        expectMismatch(acceptDeviceIdentity(container, parties.advSecret, other, parties.random));
    }

    void anUnreadableIdentityIsAnInternalError()
    {
        AccountParties parties;
        const auto expectInternal = [](const tl::expected<AcceptedIdentity, IdentityRefusal> &accepted) {
            QVERIFY(!accepted);
            QCOMPARE(accepted.error().code, 500);
            QCOMPARE(accepted.error().text, u"internal-error"_s);
        };
        expectInternal(parties.accept("\xff"));
        expectInternal(parties.accept({}));
        expectInternal(parties.accept(parties.spoilt([](auto &s) { s.set_details("\xff"); })));
        expectInternal(parties.accept(parties.spoilt([](auto &s) { s.clear_details(); })));
    }

    void theServerNoticesAChangedAnswer()
    {
        AccountParties parties;
        const QByteArray container = parties.container();
        const auto good = parsed<proto::ADVSignedDeviceIdentity>(parties.accept(container).value().pairDeviceSign)
                              .value();
        const auto verdict = [&](const proto::ADVSignedDeviceIdentity &answer) {
            return textOf(checkPairDeviceSign(serialized(answer), container, parties.companion.publicKey));
        };
        QCOMPARE(verdict(good), u"no error"_s);
        auto answer = good;
        answer.set_account_signature_key(toStdString(parties.account.publicKey)); // some leave it in
        QCOMPARE(verdict(answer), u"no error"_s);
        answer.set_account_signature_key(toStdString(parties.companion.publicKey));
        QCOMPARE(verdict(answer), u"the pair-device-sign changes the account's key"_s);
        answer = good;
        answer.mutable_details()->push_back('\0');
        QCOMPARE(verdict(answer), u"the pair-device-sign changes the details"_s);
        answer = good;
        answer.mutable_account_signature()->back() ^= 1;
        QCOMPARE(verdict(answer), u"the pair-device-sign changes the account's signature"_s);
        answer = good;
        answer.mutable_device_signature()->front() ^= 1;
        QCOMPARE(verdict(answer), u"the device's signature is wrong"_s);
        answer = good;
        answer.clear_device_signature();
        QCOMPARE(verdict(answer), u"the device's signature is wrong"_s);
        QVERIFY(!checkPairDeviceSign("\xff", container, parties.companion.publicKey));
    }

    // --- Link code ---

    void linkCodesMatchTheNote()
    {
        QCOMPARE(linkcode::encode(hex("0011223344")), u"119K5DT5"_s);
        QCOMPARE(linkcode::encode(hex("ffffffffff")), u"ZZZZZZZZ"_s);
        QCOMPARE(linkcode::encode(hex("0000000000")), u"11111111"_s);
        QCOMPARE(linkcode::displayed(u"119K5DT5"_s), u"119K-5DT5"_s);
        ScriptedRandom random({hex("0011223344")});
        QCOMPARE(linkcode::generate(random), u"119K5DT5"_s);
    }

    void typedCodesAreNormalized()
    {
        QCOMPARE(linkcode::normalized(u" abcd-1234 "_s).value(), u"ABCD1234"_s);
        for (const QString &bad : {u"ABCD123"_s, u"ABCD12345"_s, u"ABCD123O"_s, u"ABCD1230"_s, u"ABCDI234"_s,
                                   u"ABCDU234"_s, u"ABCDÑ234"_s, QString()})
            QVERIFY2(!linkcode::normalized(bad), qPrintable(bad));
    }

    void typedPhoneNumbersAreNormalized()
    {
        QCOMPARE(linkcode::normalizedPhoneNumber(u"+1 (555) 000-1111"_s).value(), u"15550001111"_s);
        QCOMPARE(linkcode::normalizedPhoneNumber(u"1234567"_s).value(), u"1234567"_s);
        for (const QString &bad : {u"123456"_s, u"05550001111"_s, u"1234567890123456"_s, u"555-CALL-NOW"_s,
                                   u"++1555000111"_s, u"١٢٣٤٥٦٧"_s, QString()})
            QVERIFY2(!linkcode::normalizedPhoneNumber(bad), qPrintable(bad));
    }

    void wrappedKeyMatchesTheNote()
    {
        const KnownKeys keys;
        const SecretBytes key = pbkdf2HmacSha256("ABCD1234", repeated('\x5a', 32), 131072, 32);
        QCOMPARE(key.exposed(), hex("84967e2bd9ea6bb6b10ead66b746efcb5593253321488084cdb1df5be85034a3"));
        const QByteArray sealed = hex("a1b9be57309aad8ff2cb1a5f3fcf19971ba32a2a6a0165b278e32edd0a44cbd8");
        QCOMPARE(aesCtr(key, repeated('\xc3', 16), keys.clientEphemeral.publicKey).value(), sealed);

        ScriptedRandom random({repeated('\x5a', 32), repeated('\xc3', 16)});
        const QByteArray wrapped = linkcode::wrapKey(u"ABCD1234"_s, keys.clientEphemeral.publicKey, random).value();
        QCOMPARE(wrapped, repeated('\x5a', 32) + repeated('\xc3', 16) + sealed);
        QCOMPARE(linkcode::unwrapKey(u"ABCD1234"_s, wrapped).value(), keys.clientEphemeral.publicKey);
        QVERIFY(linkcode::unwrapKey(u"ABCD1235"_s, wrapped).value() != keys.clientEphemeral.publicKey);
        QVERIFY(!linkcode::unwrapKey(u"ABCD1234"_s, wrapped.chopped(1)));
        QVERIFY(!linkcode::wrapKey(u"ABCD1234"_s, "short", random));
    }

    void linkCodeDerivationsMatchTheNote()
    {
        const KnownKeys keys;
        const SecretBytes es = curve25519::agree(keys.clientEphemeral.privateKey, keys.serverEphemeral.publicKey)
                                   .value();
        QCOMPARE(es.exposed(), hex("2d6b5c7b718aba09d6b04ca2c3d367dabc0710f55da2000cd78d7f843d6cc720"));
        const SecretBytes is = curve25519::agree(keys.clientStatic.privateKey, keys.serverStatic.publicKey).value();
        QCOMPARE(is.exposed(), hex("ae4da92c842e9e60e5c1fb56faefc90e1794f337712ee24b7018038c73102c60"));
        QCOMPARE(linkcode::bundleKey(es, repeated('\x77', 32)).exposed(),
                 hex("7a2faecd5716352d350562324e0647e8dad2b4eb4d3050e50fd406e7220cb02d"));
        QCOMPARE(linkcode::advSecret(es, is, repeated('\x88', 32)).exposed(),
                 hex("09bd5ef31132030755c739f508cd5ec46407e0af6fc9ab04a93e746441c7a32a"));

        // The same from the outside: rnd, salt and iv are drawn in this order.
        ScriptedRandom random({repeated('\x88', 32), repeated('\x77', 32), repeated('\x66', 12)});
        const auto bundle = linkcode::sealKeyBundle(keys.clientEphemeral, keys.serverEphemeral.publicKey,
                                                    keys.clientStatic, keys.serverStatic.publicKey, random);
        QVERIFY2(bundle, qPrintable(textOf(bundle)));
        QCOMPARE(bundle->wrapped.size(), 156);
        QCOMPARE(bundle->wrapped.first(44), repeated('\x77', 32) + repeated('\x66', 12));
        QCOMPARE(bundle->advSecret.exposed(), hex("09bd5ef31132030755c739f508cd5ec46407e0af6fc9ab04a93e746441c7a32a"));

        const auto opened = linkcode::openKeyBundle(keys.serverEphemeral, keys.clientEphemeral.publicKey,
                                                    keys.serverStatic, keys.clientStatic.publicKey, bundle->wrapped);
        QVERIFY2(opened, qPrintable(textOf(opened)));
        QVERIFY(*opened == bundle->advSecret);
    }

    void faultyKeyBundlesAreRefused()
    {
        SystemRandom random;
        const KnownKeys keys;
        const auto bundle = linkcode::sealKeyBundle(keys.clientEphemeral, keys.serverEphemeral.publicKey,
                                                    keys.clientStatic, keys.serverStatic.publicKey, random)
                                .value();
        const auto opening = [&](const QByteArray &wrapped, const KeyPair &phone, const QByteArray &companion) {
            return textOf(linkcode::openKeyBundle(keys.serverEphemeral, keys.clientEphemeral.publicKey, phone,
                                                  companion, wrapped));
        };
        QByteArray spoilt = bundle.wrapped;
        spoilt.back() = char(spoilt.back() ^ 1);
        QCOMPARE(opening(spoilt, keys.serverStatic, keys.clientStatic.publicKey),
                 u"the key bundle: sealed data is not authentic"_s);
        QCOMPARE(opening(bundle.wrapped.chopped(1), keys.serverStatic, keys.clientStatic.publicKey),
                 u"a wrapped key bundle has 156 bytes, not 155"_s);
        QCOMPARE(opening(bundle.wrapped, keys.serverStatic, keys.clientEphemeral.publicKey),
                 u"the key bundle names other identities"_s);
        QCOMPARE(opening(bundle.wrapped, keys.serverEphemeral, keys.clientStatic.publicKey),
                 u"the key bundle names other identities"_s);
        // With a wrong code the phone has a wrong ephemeral key.
        QVERIFY(!linkcode::openKeyBundle(keys.serverEphemeral, keys.clientStatic.publicKey, keys.serverStatic,
                                         keys.clientStatic.publicKey, bundle.wrapped));
        QVERIFY(!linkcode::sealKeyBundle(keys.clientEphemeral, repeated('\0', 32), keys.clientStatic,
                                         keys.serverStatic.publicKey, random));
        QVERIFY(!linkcode::sealKeyBundle(keys.clientEphemeral, keys.serverEphemeral.publicKey, keys.clientStatic,
                                         repeated('\0', 32), random));
    }

    // --- Passkey step, Appendix A, third table ---

    void prologueMatchesTheNote()
    {
        const KnownKeys keys;
        ScriptedRandom random({keys.clientEphemeral.privateKey.exposed(), repeated('\x33', 32)});
        const auto prologue = passkey::makePrologue(1, "2@test", random);
        QCOMPARE(prologue.identity,
                 hex("0a206bece857a616898cbf242b317d16831b631918ad973d9ad931f19255f2c0bd7d10011a06324074"
                     "657374"));
        QCOMPARE(passkey::commitmentHash(prologue.identity, prologue.nonce),
                 hex("301587c53097020f4ea9ebd05586db3f1c572e705b6885a324f1d4c855e5b769"));
        QCOMPARE(prologue.payload, knownProloguePayload());
        QCOMPARE(prologue.payload.size(), 82);

        const SecretBytes key = passkey::handoffKey(secretOf('\x11'));
        QCOMPARE(key.exposed(), hex("f7183666959b6fdd4a7f7d12bb3c71aa64d62f42f1653601cedb881a3bb7e744"));
        QCOMPARE(passkey::handoffProof(key, prologue.payload),
                 hex("c09a772e49fd44680c1775236991b74e3ff565b724e7dc0dd78f63a7345e0cdb"));
    }

    void phoneReadsThePrologueAndChecksTheNonce()
    {
        const auto prologue = passkey::parsePrologue(knownProloguePayload());
        QVERIFY2(prologue, qPrintable(textOf(prologue)));
        QCOMPARE(prologue->publicKey, KnownKeys().clientEphemeral.publicKey);
        QCOMPARE(prologue->deviceType, 1U);
        QCOMPARE(prologue->ref, QByteArray("2@test"));
        QVERIFY(prologue->isOpenedBy(repeated('\x33', 32)));
        QVERIFY(!prologue->isOpenedBy(repeated('\x34', 32)));
        QVERIFY(!prologue->isOpenedBy(repeated('\x33', 33)));

        QVERIFY(!passkey::parsePrologue("\xff"));
        QVERIFY(!passkey::parsePrologue({}));
        auto raw = parsed<proto::ProloguePayload>(knownProloguePayload()).value();
        raw.mutable_commitment()->mutable_hash()->pop_back();
        QVERIFY(!passkey::parsePrologue(serialized(raw)));
        raw = parsed<proto::ProloguePayload>(knownProloguePayload()).value();
        raw.set_companion_ephemeral_identity("\xff");
        QVERIFY(!passkey::parsePrologue(serialized(raw)));
    }

    void codeAndKeyMatchTheNoteOnBothSides()
    {
        const KnownKeys keys;
        const passkey::PrimaryIdentity primary{keys.serverEphemeral.publicKey, repeated('\x44', 32)};
        const QByteArray bytes = hex(
            "0a20f52c26c71098b36a4f4f17e24aa92b62568b33440b07032789751d9c4cabd168122044444444444444"
            "44444444444444444444444444444444444444444444444444");
        QCOMPARE(passkey::serialized(primary), bytes);
        QCOMPARE(bytes.size(), 68);
        QCOMPARE(passkey::parsePrimaryIdentity(bytes).value().nonce, primary.nonce);

        QCOMPARE(curve25519::agree(keys.clientEphemeral.privateKey, primary.publicKey).value().exposed(),
                 hex("2d6b5c7b718aba09d6b04ca2c3d367dabc0710f55da2000cd78d7f843d6cc720"));
        const auto key = passkey::encryptionKey(keys.clientEphemeral, primary.publicKey, 1, "2@test");
        QCOMPARE(key.value().exposed(), hex("80fc8f4d82da9b58a2a1718a31a406a9ffa17cafbff6bde757689557ce40a0fd"));
        QVERIFY(passkey::encryptionKey(keys.serverEphemeral, keys.clientEphemeral.publicKey, 1, "2@test").value()
                == *key);

        QCOMPARE(sha256({repeated('\x33', 32), primary.publicKey}).first(5), hex("db5c09fb12"));
        QCOMPARE(linkcode::encode(hex("9f184dbf56")), u"LWD5VGTP"_s);
        const QString code = passkey::verificationCode(repeated('\x33', 32), primary);
        QCOMPARE(linkcode::displayed(code), u"LWD5-VGTP"_s);
        QVERIFY(passkey::verificationCode(repeated('\x33', 32), {primary.publicKey, repeated('\x45', 32)}) != code);
    }

    void faultyPrimaryIdentitiesAreRefused()
    {
        const KnownKeys keys;
        const QByteArray &key = keys.serverEphemeral.publicKey;
        QVERIFY(!passkey::parsePrimaryIdentity("\xff"));
        QVERIFY(!passkey::parsePrimaryIdentity({}));
        QVERIFY(!passkey::parsePrimaryIdentity(passkey::serialized({key.chopped(1), repeated('n', 32)})));
        QVERIFY(!passkey::parsePrimaryIdentity(passkey::serialized({key, repeated('n', 31)})));
        QVERIFY(!passkey::encryptionKey(keys.clientEphemeral, repeated('\0', 32), 1, "2@test"));
    }

    void pairingRequestMatchesTheNote()
    {
        const KnownKeys keys;
        const SecretBytes key =
            passkey::encryptionKey(keys.clientEphemeral, keys.serverEphemeral.publicKey, 1, "2@test").value();
        const passkey::PairingRequest request{keys.clientStatic.publicKey, keys.clientEphemeral.publicKey,
                                              secretOf('\x22')};
        proto::PairingRequest plain;
        plain.set_companion_public_key(toStdString(request.noiseKey));
        plain.set_companion_identity_key(toStdString(request.identityKey));
        plain.set_adv_secret(toStdString(request.advSecret.view()));
        QCOMPARE(
            serialized(plain),
            hex("0a20a66c1cf3107b25f183108fef894431fadf7972e3045596b1420c82851a8b7f3c12206bece857a616898cbf242b317d16831b"
                "631918ad973d9ad931f19255f2c0bd7d1a202222222222222222222222222222222222222222222222222222222222222222"));

        const QByteArray payload = hex(
            "ac0f4f139920a825862589b5437a6deb3140e15f0507b55a09238b74fb3280db0415f70c6180d2ea623a61c46a9a22b46987a79364b2"
            "61a0a521d54e2fa88ee6e2d31c52c4f2f1a70297c3afb2013c6c57a723f0bd94871acbd78f9ec30f4f5608806c466ced118d5b32"
            "ab3fc5e7613eac7700c33208");
        ScriptedRandom random({repeated('\x55', 12)});
        const QByteArray sealed = passkey::sealPairingRequest(key, request, random).value();
        QCOMPARE(sealed, hex("0a76") + payload + hex("120c") + repeated('\x55', 12));
        QCOMPARE(sealed.size(), 134);

        const auto opened = passkey::openPairingRequest(key, sealed);
        QVERIFY2(opened, qPrintable(textOf(opened)));
        QCOMPARE(opened->noiseKey, request.noiseKey);
        QCOMPARE(opened->identityKey, request.identityKey);
        QVERIFY(opened->advSecret == request.advSecret);

        QByteArray spoilt = sealed;
        spoilt[10] = char(spoilt.at(10) ^ 1);
        QVERIFY(!passkey::openPairingRequest(key, spoilt));
        QVERIFY(!passkey::openPairingRequest(secretOf('k'), sealed));
        QVERIFY(!passkey::openPairingRequest(key, "\xff"));
        QVERIFY(!passkey::openPairingRequest(key, {}));
        QVERIFY(!passkey::sealPairingRequest(key, {request.noiseKey, "short", secretOf('\x22')}, random));
    }

    // --- Assertion ---

    void assertionMatchesTheNote()
    {
        QCOMPARE(
            knownPasskey().publicPoint,
            hex("04def8fc18d65123bb6c9bacc973a451d77ad136dc03ec7c0c37acb56450fe772925ec5e4295fe98d4a36db7b6c2de8b86e5495fb6"
                "ba3d4153e25ea061b9d0f241"));
        const QByteArray clientData = clientDataJson(repeated('\x66', 32));
        QCOMPARE(clientData,
                 QByteArray("{\"type\":\"webauthn.get\",\"challenge\":\"ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY\","
                            "\"origin\":\"https://web.whatsapp.com\",\"crossOrigin\":false}"));
        QCOMPARE(sha256(clientData), hex("aa9efe78f7b07505b22665af58defe5e01767956b9ceacd74713198a9bddb5ae"));
        const QByteArray data = authenticatorData(u"whatsapp.com"_s, 0x1d, 0);
        QCOMPARE(data, hex("e868906c730209966eff408c55d781630fcb3c9de961e9e9738b4dd0e0fd5e7f1d00000000"));

        const Assertion assertion{repeated('\x77', 16), clientData, data, knownAssertionSignature(),
                                  repeated('\x99', 16)};
        QVERIFY(p256::verify(knownPasskey().publicPoint, signedMessage(assertion), assertion.signature));
        const PasskeyCredential credential{repeated('\x77', 16), repeated('\x99', 16), knownPasskey().publicPoint, 0};
        QCOMPARE(textOf(checkAssertion(assertion, credential, repeated('\x66', 32))), u"no error"_s);

        const QJsonObject json = QJsonDocument::fromJson(toJson(assertion)).object();
        QCOMPARE(json.value("id"_L1).toString(), u"d3d3d3d3d3d3d3d3d3d3dw"_s);
        QCOMPARE(json.value("rawId"_L1), json.value("id"_L1));
        QCOMPARE(json.value("type"_L1).toString(), u"public-key"_s);
        const QJsonObject response = json.value("response"_L1).toObject();
        QCOMPARE(response.value("userHandle"_L1).toString(), u"mZmZmZmZmZmZmZmZmZmZmQ"_s);
        QCOMPARE(QStringList(response.keys()),
                 (QStringList{u"authenticatorData"_s, u"clientDataJSON"_s, u"signature"_s, u"userHandle"_s}));
        QCOMPARE(json.size(), 4);
    }

    void softwareAuthenticatorAnswersWhatTheServerAccepts()
    {
        SystemRandom random;
        const auto authenticator = SoftwareAuthenticator::generate(random);
        AssertionRequest request;
        request.challenge = random.bytes(32);
        const auto read = parseAssertionRequest(toJson(request));
        QVERIFY2(read, qPrintable(textOf(read)));
        QCOMPARE(read->challenge, request.challenge);
        QCOMPARE(read->timeout, request.timeout);
        QCOMPARE(read->userVerification, u"required"_s);

        const auto assertion = authenticator.answer(*read);
        QVERIFY2(assertion, qPrintable(textOf(assertion)));
        const auto received = parseAssertion(toJson(*assertion));
        QVERIFY2(received, qPrintable(textOf(received)));
        QCOMPARE(textOf(checkAssertion(*received, authenticator.credential(), request.challenge)), u"no error"_s);

        request.allowCredentials = {{"other", {u"hybrid"_s}}};
        QVERIFY(authenticator.answer(parseAssertionRequest(toJson(request)).value()).error().code == Errc::NotFound);
        request.allowCredentials.append({authenticator.credential().id, {}});
        QVERIFY(authenticator.answer(parseAssertionRequest(toJson(request)).value()));
    }

    void theServerRefusesFaultyAssertions()
    {
        SystemRandom random;
        const auto good = SoftwareAuthenticator::generate(random);
        AssertionRequest request;
        request.challenge = repeated('c', 32);
        const auto verdict = [&](const SoftwareAuthenticator &authenticator, const PasskeyCredential &credential) {
            return textOf(checkAssertion(authenticator.answer(request).value(), credential, repeated('c', 32)));
        };
        QCOMPARE(verdict(good, good.credential()), u"no error"_s);

        auto spoilt = good;
        spoilt.origin = u"https://example.com"_s;
        QCOMPARE(verdict(spoilt, good.credential()), u"the client data has another origin"_s);
        spoilt = good;
        spoilt.flags = 0x01;
        QCOMPARE(verdict(spoilt, good.credential()), u"the user was not present or not verified"_s);
        spoilt.flags = 0x5d;
        QCOMPARE(verdict(spoilt, good.credential()), u"the authenticator data is of a registration"_s);
        spoilt = good;
        spoilt.signCount = 5;
        auto credential = good.credential();
        QCOMPARE(checkAssertion(spoilt.answer(request).value(), credential, request.challenge).value(), 5U);
        credential.signCount = 5;
        QCOMPARE(verdict(spoilt, credential), u"the assertion's counter went back"_s);
        credential = good.credential();
        credential.id.append('x');
        QCOMPARE(verdict(good, credential), u"the assertion is of another credential"_s);
        credential = good.credential();
        credential.userHandle.append('x');
        QCOMPARE(verdict(good, credential), u"the assertion is of another user"_s);
        credential = good.credential();
        credential.publicPoint = knownPasskey().publicPoint;
        QCOMPARE(verdict(good, credential), u"the assertion's signature is wrong"_s);
        request.challenge = repeated('d', 32);
        QCOMPARE(verdict(good, good.credential()), u"the client data has another challenge"_s);
        request.challenge = repeated('c', 32);
        request.rpId = u"evil.whatsapp.com"_s;
        QCOMPARE(verdict(good, good.credential()), u"the authenticator data is for another site"_s);
        request.rpId = u"whatsapp.com"_s;

        Assertion assertion = good.answer(request).value();
        assertion.userHandle.reset();
        QVERIFY(toJson(assertion).contains("\"userHandle\":null"));
        const Assertion received = parseAssertion(toJson(assertion)).value();
        QVERIFY(!received.userHandle);
        QVERIFY(checkAssertion(received, good.credential(), request.challenge));
        assertion.authenticatorData.append('x');
        QCOMPARE(textOf(checkAssertion(assertion, good.credential(), request.challenge)),
                 u"the authenticator data is too long"_s);
        assertion.authenticatorData.truncate(36);
        QCOMPARE(textOf(checkAssertion(assertion, good.credential(), request.challenge)),
                 u"the authenticator data is too short"_s);
        assertion.clientDataJson = "{}";
        QCOMPARE(textOf(checkAssertion(assertion, good.credential(), request.challenge)),
                 u"the client data is not of an assertion"_s);
    }

    void requestsForOtherSitesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        const QString elsewhere = u"the passkey options are for another site than whatsapp.com"_s;
        QTest::newRow("other site") << QByteArray("{\"challenge\":\"ZmY\",\"rpId\":\"example.com\"}") << elsewhere;
        QTest::newRow("suffix only") << QByteArray("{\"challenge\":\"ZmY\",\"rpId\":\"notwhatsapp.com\"}") << elsewhere;
        QTest::newRow("host behind") << QByteArray("{\"challenge\":\"ZmY\",\"rpId\":\"whatsapp.com.example\"}")
                                     << elsewhere;
        QTest::newRow("subdomain") << QByteArray("{\"challenge\":\"ZmY\",\"rpId\":\"web.whatsapp.com\"}")
                                   << u"no error"_s;
        QTest::newRow("without rpId") << QByteArray("{\"challenge\":\"ZmY\"}") << u"no error"_s;
        QTest::newRow("no challenge") << QByteArray("{\"rpId\":\"whatsapp.com\"}")
                                      << u"the passkey options have no challenge"_s;
        QTest::newRow("bad challenge") << QByteArray("{\"challenge\":\"Z*Y\",\"rpId\":\"whatsapp.com\"}")
                                       << u"the passkey options have no challenge"_s;
        QTest::newRow("no json") << QByteArray("hello") << u"the passkey options are no JSON object"_s;
        QTest::newRow("nothing") << QByteArray() << u"the passkey options are no JSON object"_s;
        QTest::newRow("array") << QByteArray("[]") << u"the passkey options are no JSON object"_s;
        QTest::newRow("credential without id") << QByteArray("{\"challenge\":\"ZmY\",\"allowCredentials\":[{}]}")
                                               << u"the passkey options name a credential without id"_s;
    }
    void requestsForOtherSitesAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, text);
        QCOMPARE(textOf(parseAssertionRequest(json)), text);
    }

    void unreadableAssertionsAreRefused()
    {
        const QByteArray good = toJson(Assertion{"id", "data", "more", "signature", "handle"});
        QVERIFY(parseAssertion(good));
        QVERIFY(!parseAssertion("hello"));
        QVERIFY(!parseAssertion("{}"));
        const auto changed = [&good](const char *from, const char *to) { return QByteArray(good).replace(from, to); };
        QVERIFY(!parseAssertion(changed("public-key", "private-key")));
        QVERIFY(!parseAssertion(changed("\"rawId\":\"aWQ\"", "\"rawId\":\"aWRk\"")));
        QVERIFY(!parseAssertion(changed("\"signature\":", "\"autograph\":")));
        QVERIFY(!parseAssertion(changed("\"userHandle\":\"aGFuZGxl\"", "\"userHandle\":7")));
    }
};

QTEST_GUILESS_MAIN(PairingCryptoTest)
#include "tst_pairingcrypto.moc"
