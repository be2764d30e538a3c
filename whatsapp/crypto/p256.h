#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>

/// ECDSA over P-256 with SHA-256 and DER signatures, as passkeys use it (note 1, section 5.5.6). Pure, any thread.
namespace desk::wa::p256 {

struct KeyPair
{
    SecretBytes privateKey; ///< the scalar, 32 bytes
    QByteArray publicPoint; ///< uncompressed: 04 ‖ x ‖ y, 65 bytes

    friend QDebug operator<<(QDebug debug, const KeyPair &pair) = delete;
};

[[nodiscard]] KeyPair generate(Random &random);

/// @return Invalid unless @p privateKey has 32 bytes and is from 1 to the order of the curve minus 1.
[[nodiscard]] Result<KeyPair> fromPrivate(QByteArrayView privateKey);

/// @return ASN.1 DER {r, s}, 70 to 72 bytes as a rule; Invalid for a key that is not a pair.
[[nodiscard]] Result<QByteArray> sign(const KeyPair &key, QByteArrayView message);

/// False also for a point that is not on the curve and for malformed DER.
[[nodiscard]] bool verify(QByteArrayView publicPoint, QByteArrayView message, QByteArrayView signature);

} // namespace desk::wa::p256
