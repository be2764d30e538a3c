#pragma once

#include "app/autostartentry.h"
#include "ui/shell/autostart.h"

#include <memory>

namespace desk {

/// The switch of this system: the user's Run key on Windows, an XDG autostart file on Linux, a LaunchAgent on macOS.
/// One definition a system, in autostart_windows.cpp, autostart_linux.cpp and autostart_macos.cpp.
[[nodiscard]] std::unique_ptr<ui::Autostart> systemAutostart(const AutostartEntry &entry);

} // namespace desk
