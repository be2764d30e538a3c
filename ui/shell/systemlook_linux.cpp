#include "ui/shell/portallook.h"

namespace desk::ui {

std::unique_ptr<SystemLook> makeSystemLook()
{
    return std::make_unique<PortalLook>();
}

} // namespace desk::ui
