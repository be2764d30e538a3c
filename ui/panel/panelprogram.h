#pragma once

#include <QString>

namespace desk::ui {

/// The program that shows web pages in a window of its own, ventanilla-panel: there where Qt WebEngine was at hand when it was built. Looks at
/// the disk. @return its path; empty: there is none.
[[nodiscard]] QString panelProgram();

/// Whether it can ask for passkeys too ("--passkey"), which its engine learnt with Qt 6.7.
[[nodiscard]] bool panelShowsPasskeys();

} // namespace desk::ui
