#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// What waits to leave, and what was refused. Adds its routes to @p router. Handlers keep references into @p services.
void addOutboxRoutes(Router &router, DeskServices &services);

} // namespace desk
