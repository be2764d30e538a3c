#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>

/// AES-256-GCM with the 16-byte tag behind the ciphertext. Pure, any thread.
namespace desk::wa::aead {

inline constexpr qsizetype keyBytes = 32;
inline constexpr qsizetype nonceBytes = 12;
inline constexpr qsizetype tagBytes = 16;

/// @return ciphertext and tag; Invalid when key or nonce have the wrong length. A nonce is used once for a key.
[[nodiscard]] Result<QByteArray> seal(const SecretBytes &key, QByteArrayView nonce, QByteArrayView plaintext,
                                      QByteArrayView additional = {});

/// @return the plaintext; Protocol when it is too short or not authentic; Invalid as above.
[[nodiscard]] Result<QByteArray> open(const SecretBytes &key, QByteArrayView nonce, QByteArrayView sealed,
                                      QByteArrayView additional = {});

} // namespace desk::wa::aead
