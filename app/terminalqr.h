#pragma once

#include "core/base/result.h"

#include <QString>

namespace desk {

/// A QR code for a terminal: half blocks, two rows of modules in a line of text, with the quiet zone. Pure, any thread.
class TerminalQr
{
public:
    enum class Style {
        Plain,   ///< blocks and blanks only: dark is a block
        Colours, ///< black on white by ANSI sequences, whatever the terminal's own colours are
    };

    static constexpr int quietZone = 4; ///< modules on each side; scanners want them light

    /// @return lines, each ending in a line feed; Invalid for an empty text, TooLarge for one that no QR code holds.
    [[nodiscard]] static Result<QString> render(const QString &text, Style style);
};

} // namespace desk
