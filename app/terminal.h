#pragma once

namespace desk {

/// Whether somebody looks at standard output: a terminal that knows colours and cursor movements.
[[nodiscard]] bool isOutputTerminal();

} // namespace desk
