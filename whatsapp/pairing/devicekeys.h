#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QtGlobal>

namespace desk::wa {

/// The keys a new companion makes and keeps (note 1, section 4.1). They must be on disk before a QR code is shown.
struct DeviceKeys
{
    KeyPair noise;    ///< static key of the Noise handshake; the proof of identity at every login
    KeyPair identity; ///< the Signal identity
    KeyPair signedPreKey;
    quint32 signedPreKeyId = 1;
    QByteArray signedPreKeySignature; ///< by the identity key, 64 bytes
    quint32 registrationId = 0;       ///< 1 .. 16380
    SecretBytes advSecret;            ///< 32 bytes; replaced by a link code and by the passkey step

    [[nodiscard]] static DeviceKeys generate(Random &random);

    friend QDebug operator<<(QDebug debug, const DeviceKeys &keys) = delete;
};

/// The identity key's signature over 05 ‖ @p preKey (note 1, section 2.5). Pure, any thread.
/// @return Invalid when a key has the wrong length.
[[nodiscard]] Result<QByteArray> signPreKey(const KeyPair &identity, QByteArrayView preKey, Random &random);

/// Whether @p signature is such a one.
[[nodiscard]] bool isPreKeySignedBy(QByteArrayView identityKey, QByteArrayView preKey, QByteArrayView signature);

} // namespace desk::wa
