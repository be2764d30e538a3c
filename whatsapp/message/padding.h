#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

// What hides the exact length of a message under its encryption: n bytes of value n at the end (note 2, section 1.3). Pure.
namespace desk::wa {

/// @p message with 1 to 16 bytes added, as the lowest four bits of a random byte say.
[[nodiscard]] QByteArray padded(QByteArrayView message, Random &random);

/// Takes the padding off; a view into @p plaintext. Any n from 1 to 255 will do.
/// @return Protocol when there is none, it is longer than the text or its bytes differ.
[[nodiscard]] Result<QByteArrayView> unpadded(QByteArrayView plaintext);

} // namespace desk::wa
