#pragma once

#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>

#include <initializer_list>

// Digests and what is built from one, over OpenSSL. Pure, any thread. None of them has a failure a caller could handle:
// should the library itself fail (no memory), the program ends with a message.
namespace desk::wa {

inline constexpr qsizetype sha256Bytes = 32;

/// The parts one after the other, as the notes write a ‖ b.
[[nodiscard]] QByteArray joined(std::initializer_list<QByteArrayView> parts);

/// SHA-256 of the joined parts.
[[nodiscard]] QByteArray sha256(std::initializer_list<QByteArrayView> parts);
[[nodiscard]] QByteArray sha256(QByteArrayView data);
[[nodiscard]] QByteArray sha512(QByteArrayView data);
/// Only for the build hash of the registration (note 1, section 2.5).
[[nodiscard]] QByteArray md5(QByteArrayView data);

[[nodiscard]] QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);

/// Stretches @p password; slow on purpose (131,072 iterations take some 50 ms).
[[nodiscard]] SecretBytes pbkdf2HmacSha256(QByteArrayView password, QByteArrayView salt, int iterations,
                                           qsizetype length);

/// Whether both have the same length and content, in a time that does not tell where they differ.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace desk::wa
