#pragma once

#include <QByteArray>

namespace desk {

/// The header X-Ventanilla-Signature: "t=1700000000,v1=<hex of HMAC-SHA256(secret, t + '.' + body)>".
/// @param seconds UTC, since 1970. Pure.
[[nodiscard]] QByteArray webhookSignature(const QByteArray &secret, qint64 seconds, const QByteArray &body);

} // namespace desk
