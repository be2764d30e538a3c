#include "whatsapp/pairing/passkeystep.h"

#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/proto/passkey.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa::passkey {

namespace {

constexpr qsizetype nonceBytes = 32;
constexpr qsizetype codeBytes = 5;

} // namespace

CompanionPrologue makePrologue(quint32 deviceType, QByteArrayView ref, Random &random)
{
    CompanionPrologue prologue;
    prologue.ephemeral = curve25519::generate(random);
    prologue.nonce = random.bytes(int(nonceBytes));

    proto::CompanionEphemeralIdentity identity;
    identity.set_public_key(toStdString(prologue.ephemeral.publicKey));
    identity.set_device_type(deviceType);
    identity.set_ref(toStdString(ref));
    prologue.identity = wa::serialized(identity);

    proto::ProloguePayload payload;
    payload.set_companion_ephemeral_identity(toStdString(prologue.identity));
    payload.mutable_commitment()->set_hash(toStdString(commitmentHash(prologue.identity, prologue.nonce)));
    prologue.payload = wa::serialized(payload);
    return prologue;
}

bool Prologue::isOpenedBy(QByteArrayView nonce) const
{
    return nonce.size() == nonceBytes && equalInConstantTime(commitmentHash(identity, nonce), commitment);
}

Result<Prologue> parsePrologue(QByteArrayView payload)
{
    const auto message = parsed<proto::ProloguePayload>(payload);
    if (!message || !message->has_companion_ephemeral_identity())
        return fail(Errc::Protocol, u"the prologue cannot be read"_s);
    Prologue prologue;
    prologue.identity = toBytes(message->companion_ephemeral_identity());
    prologue.commitment = toBytes(message->commitment().hash());
    const auto identity = parsed<proto::CompanionEphemeralIdentity>(prologue.identity);
    if (!identity)
        return fail(Errc::Protocol, u"the companion's ephemeral identity cannot be read"_s);
    prologue.publicKey = toBytes(identity->public_key());
    prologue.deviceType = identity->device_type();
    prologue.ref = toBytes(identity->ref());
    if (prologue.publicKey.size() != curve25519::keyBytes || prologue.commitment.size() != sha256Bytes)
        return fail(Errc::Protocol, u"the prologue's key or commitment has not 32 bytes"_s);
    return prologue;
}

QByteArray commitmentHash(QByteArrayView identity, QByteArrayView nonce)
{
    return sha256({identity, nonce});
}

SecretBytes handoffKey(const SecretBytes &advSecret)
{
    return hkdfSha256(advSecret.view(), {}, "shortcake-passkey-handoff-v1", 32);
}

QByteArray handoffProof(const SecretBytes &handoffKey, QByteArrayView prologuePayload)
{
    return hmacSha256(handoffKey.view(), prologuePayload);
}

QByteArray serialized(const PrimaryIdentity &identity)
{
    proto::PrimaryEphemeralIdentity message;
    message.set_public_key(toStdString(identity.publicKey));
    message.set_nonce(toStdString(identity.nonce));
    return wa::serialized(message);
}

Result<PrimaryIdentity> parsePrimaryIdentity(QByteArrayView bytes)
{
    const auto message = parsed<proto::PrimaryEphemeralIdentity>(bytes);
    if (!message)
        return fail(Errc::Protocol, u"the phone's ephemeral identity cannot be read"_s);
    PrimaryIdentity identity{toBytes(message->public_key()), toBytes(message->nonce())};
    if (identity.publicKey.size() != curve25519::keyBytes || identity.nonce.size() != nonceBytes)
        return fail(Errc::Protocol, u"the phone's ephemeral key or nonce has not 32 bytes"_s);
    return identity;
}

Result<SecretBytes> encryptionKey(const KeyPair &ephemeral, QByteArrayView peer, quint32 deviceType, QByteArrayView ref)
{
    const auto secret = curve25519::agree(ephemeral.privateKey, peer);
    if (!secret)
        return fail(secret.error());
    // The sentence is the salt, the label the info: that is how it is (note 1, section 5.5.5).
    const QByteArray salt = joined(
        {"Companion Pairing ", QByteArray::number(deviceType), QByteArrayView(" with ref "), ref});
    return hkdfSha256(secret->view(), salt, "Pairing Information Encryption Key", 32);
}

QString verificationCode(QByteArrayView companionNonce, const PrimaryIdentity &primary)
{
    const QByteArray hash = sha256({companionNonce, primary.publicKey});
    QByteArray code = primary.nonce.first(codeBytes);
    for (qsizetype at = 0; at < codeBytes; ++at)
        code[at] = char(quint8(code.at(at)) ^ quint8(hash.at(at)));
    return linkcode::encode(code);
}

Result<QByteArray> sealPairingRequest(const SecretBytes &encryptionKey, const PairingRequest &request, Random &random)
{
    if (request.noiseKey.size() != 32 || request.identityKey.size() != 32 || request.advSecret.size() != 32)
        return fail(Errc::Invalid, u"a field of the pairing request has not 32 bytes"_s);

    proto::PairingRequest message;
    message.set_companion_public_key(toStdString(request.noiseKey));
    message.set_companion_identity_key(toStdString(request.identityKey));
    message.set_adv_secret(toStdString(request.advSecret.view()));
    const SecretBytes plaintext = SecretBytes::takeFrom(wa::serialized(message));
    OPENSSL_cleanse(message.mutable_adv_secret()->data(), message.adv_secret().size());

    const QByteArray nonce = random.bytes(int(aead::nonceBytes));
    const auto sealed = aead::seal(encryptionKey, nonce, plaintext.view());
    if (!sealed)
        return fail(sealed.error());
    proto::EncryptedPairingRequest encrypted;
    encrypted.set_encrypted_payload(toStdString(*sealed));
    encrypted.set_iv(toStdString(nonce));
    return wa::serialized(encrypted);
}

Result<PairingRequest> openPairingRequest(const SecretBytes &encryptionKey, QByteArrayView bytes)
{
    const auto encrypted = parsed<proto::EncryptedPairingRequest>(bytes);
    if (!encrypted || encrypted->iv().size() != size_t(aead::nonceBytes))
        return fail(Errc::Protocol, u"the encrypted pairing request cannot be read"_s);
    auto opened = aead::open(encryptionKey, toBytes(encrypted->iv()), toBytes(encrypted->encrypted_payload()));
    if (!opened)
        return fail(opened.error().code, u"the pairing request: "_s + opened.error().detail);
    const SecretBytes plaintext = SecretBytes::takeFrom(*std::move(opened));

    auto message = parsed<proto::PairingRequest>(plaintext.view());
    if (!message || message->companion_public_key().size() != 32 || message->companion_identity_key().size() != 32
        || message->adv_secret().size() != 32)
        return fail(Errc::Protocol, u"a field of the pairing request has not 32 bytes"_s);
    PairingRequest request{toBytes(message->companion_public_key()), toBytes(message->companion_identity_key()),
                           SecretBytes::copyOf(QByteArrayView(message->adv_secret()))};
    OPENSSL_cleanse(message->mutable_adv_secret()->data(), message->adv_secret().size());
    return request;
}

} // namespace desk::wa::passkey
