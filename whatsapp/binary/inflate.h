#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace desk::wa {

/// Inflates one whole zlib stream. Pure, any thread.
/// @param limit of the result, so that a small stream cannot fill the memory.
/// @return TooLarge above it; Protocol for a broken, cut or followed stream.
[[nodiscard]] Result<QByteArray> inflated(QByteArrayView compressed, qsizetype limit);

} // namespace desk::wa
