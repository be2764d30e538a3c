#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// The same change of many tickets. Adds its routes to @p router. Handlers keep references into @p services.
void addBulkRoutes(Router &router, DeskServices &services);

} // namespace desk
