#pragma once

#include "core/base/result.h"

#include <QString>

namespace desk {

/// What came of it, as a word that a failed test can print: "ok", or the error's code.
template<typename T>
[[nodiscard]] QString codeOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : toString(result.error().code);
}

} // namespace desk
