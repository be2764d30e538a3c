#pragma once

#include <QString>

namespace desk::ui {

/// A password that nobody guesses, in four groups of four that nobody misreads: "k7qw-2mxa-9rtf-c4hn". From the system's randomness.
[[nodiscard]] QString inventedPassword();

} // namespace desk::ui
