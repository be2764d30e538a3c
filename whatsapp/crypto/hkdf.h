#pragma once

#include "core/base/secret.h"

#include <QByteArrayView>

namespace desk::wa {

/// HKDF-SHA256 (RFC 5869). Pure, any thread.
/// @param salt empty means "no salt", which is 32 bytes of zero (note 1, section 0).
/// @param length bytes wanted, 1 .. 8160.
[[nodiscard]] SecretBytes hkdfSha256(QByteArrayView inputKey, QByteArrayView salt, QByteArrayView info,
                                     qsizetype length);

} // namespace desk::wa
