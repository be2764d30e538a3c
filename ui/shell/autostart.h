#pragma once

#include "core/base/result.h"

namespace desk::ui {

/// Whether the program starts with the system, for this user. Lives on the GUI thread; each system keeps it in a way of its own.
class Autostart
{
public:
    virtual ~Autostart() = default;

    [[nodiscard]] virtual bool isOn() const = 0;
    /// Storage when the system does not take it.
    [[nodiscard]] virtual Result<> setOn(bool on) = 0;
};

} // namespace desk::ui
