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

/// The key that stands in when one-time pre-keys are gone; changed every month or so (note 1, section 7).
struct SignedPreKey
{
    quint32 id = 1; ///< 1 .. 16777215, three bytes on the wire
    KeyPair pair;
    QByteArray signature; ///< by the identity key over 05 ‖ public key, 64 bytes
    qint64 createdAt = 0; ///< UTC milliseconds

    friend QDebug operator<<(QDebug debug, const SignedPreKey &key) = delete;
};

/// The keys a new companion makes and keeps (note 1, section 4.1). They must be on disk before a QR code is shown.
struct DeviceKeys
{
    KeyPair noise;              ///< static key of the Noise handshake; the proof of identity at every login
    KeyPair identity;           ///< the Signal identity
    KeyPair pairingEphemeral;   ///< only for pairing by phone number
    SignedPreKey signedPreKey;  ///< the current one
    quint32 registrationId = 0; ///< 1 .. 16380
    SecretBytes advSecret;      ///< 32 bytes; replaced by a link code and by the passkey step

    [[nodiscard]] static DeviceKeys generate(Random &random);

    friend QDebug operator<<(QDebug debug, const DeviceKeys &keys) = delete;
};

/// The identity key's signature over 05 ‖ @p preKey (note 1, section 2.5). Pure, any thread.
/// @return Invalid when a key has the wrong length.
[[nodiscard]] Result<QByteArray> signPreKey(const KeyPair &identity, QByteArrayView preKey, Random &random);

/// Whether @p signature is such a one.
[[nodiscard]] bool isPreKeySignedBy(QByteArrayView identityKey, QByteArrayView preKey, QByteArrayView signature);

} // namespace desk::wa
