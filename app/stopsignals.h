#pragma once

#include <functional>

namespace desk {

/// Calls @p callback on the main thread's loop when the system asks the program to end (SIGTERM, SIGINT; Ctrl+C and closing the
/// console window on Windows). To be called once, after the application object was made.
void onStopSignal(std::function<void()> callback);

} // namespace desk
