#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QByteArrayView>

namespace desk::wa {

/// AES-256 in counter mode: the same call encrypts and decrypts; nothing is authenticated. Pure, any thread.
/// @param counter the first counter block, 16 bytes.
/// @return as many bytes as @p data; Invalid when key or counter have the wrong length.
[[nodiscard]] Result<QByteArray> aesCtr(const SecretBytes &key, QByteArrayView counter, QByteArrayView data);

} // namespace desk::wa
