#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>

namespace desk::wa {

/// An X25519 key pair: a clamped scalar and its public key, 32 bytes each (raw, without Signal's type byte 05).
/// Made by curve25519::generate() or fromPrivate(); a default one is empty.
struct KeyPair
{
    SecretBytes privateKey;
    QByteArray publicKey;

    friend QDebug operator<<(QDebug debug, const KeyPair &pair) = delete;
};

/// Key agreement over OpenSSL, Signal's XEdDSA signatures over libsignal-protocol-c (note 1, section 0). Pure, any thread.
namespace curve25519 {

inline constexpr qsizetype keyBytes = 32;
inline constexpr qsizetype signatureBytes = 64;

[[nodiscard]] KeyPair generate(Random &random);

/// Clamps @p privateKey and computes its public key.
/// @return Invalid unless it has 32 bytes.
[[nodiscard]] Result<KeyPair> fromPrivate(QByteArrayView privateKey);

/// The shared secret, 32 bytes.
/// @return Invalid when a key has the wrong length; Protocol when the result is all zero, which only a hostile public
///         key gives.
[[nodiscard]] Result<SecretBytes> agree(const SecretBytes &privateKey, QByteArrayView publicKey);

/// Signs with a clamped private key; two signatures of one message differ, and the top bit of the last byte is the sign
/// of the Ed25519 form of the key.
/// @return 64 bytes; Invalid when the key has the wrong length.
[[nodiscard]] Result<QByteArray> sign(const SecretBytes &privateKey, QByteArrayView message, Random &random);

/// Takes the sign bit from the signature, hence reads both forms there are. False for wrong lengths as well.
[[nodiscard]] bool verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature);

} // namespace curve25519

} // namespace desk::wa
