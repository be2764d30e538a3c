#pragma once

#include <QByteArray>
#include <QString>

namespace desk {

/// "scrypt$15$8$1$salt$key" with base64url parts. About 100 ms and 32 MB: never on the serving thread.
[[nodiscard]] QString hashPassword(const QString &password, const QByteArray &salt);
/// Constant-time comparison. False for a malformed hash.
[[nodiscard]] bool verifyPassword(const QString &password, const QString &hash);
/// Constant-time comparison of two secrets of any length, through their SHA-256.
[[nodiscard]] bool sameSecret(const QByteArray &a, const QByteArray &b);
/// What is stored of a random token: the hex SHA-256.
[[nodiscard]] QString tokenHash(const QByteArray &token);

} // namespace desk
