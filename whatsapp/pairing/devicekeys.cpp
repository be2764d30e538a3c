#include "whatsapp/pairing/devicekeys.h"

#include "whatsapp/crypto/hashes.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

QByteArray typedKey(QByteArrayView preKey)
{
    return joined({QByteArrayView("\x05", 1), preKey});
}

} // namespace

DeviceKeys DeviceKeys::generate(Random &random)
{
    DeviceKeys keys;
    keys.noise = curve25519::generate(random);
    keys.identity = curve25519::generate(random);
    keys.pairingEphemeral = curve25519::generate(random);
    keys.signedPreKey.pair = curve25519::generate(random);
    const auto signature = signPreKey(keys.identity, keys.signedPreKey.pair.publicKey, random);
    if (!signature)
        qFatal("XEdDSA is not available");
    keys.signedPreKey.signature = *signature;
    keys.registrationId = 1 + qFromBigEndian<quint32>(random.bytes(4).constData()) % 16380;
    keys.advSecret = SecretBytes::random(random, 32);
    return keys;
}

Result<QByteArray> signPreKey(const KeyPair &identity, QByteArrayView preKey, Random &random)
{
    if (preKey.size() != curve25519::keyBytes)
        return fail(Errc::Invalid, u"a pre-key has 32 bytes"_s);
    return curve25519::sign(identity.privateKey, typedKey(preKey), random);
}

bool isPreKeySignedBy(QByteArrayView identityKey, QByteArrayView preKey, QByteArrayView signature)
{
    return curve25519::verify(identityKey, typedKey(preKey), signature);
}

} // namespace desk::wa
