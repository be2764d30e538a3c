#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

/// What hides the length of a message before it is encrypted: n bytes of value n (note 2, section 1.3). Pure, any thread.
namespace desk::wa::messagepadding {

/// Adds 1 .. 16 bytes: the low four bits of @p randomByte, and one.
[[nodiscard]] QByteArray padded(QByteArrayView message, quint8 randomByte);
[[nodiscard]] QByteArray padded(QByteArrayView message, Random &random);

/// Takes off 1 .. 255 bytes.
/// @return Protocol when the tail is none: to be treated as a broken protobuf, a retry would bring the same bytes.
[[nodiscard]] Result<QByteArray> unpadded(QByteArrayView plaintext);

} // namespace desk::wa::messagepadding
