#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Adds its routes to @p router. Handlers keep references into @p services, which has an administration.
void addAuthRoutes(Router &router, DeskServices &services);

} // namespace desk
