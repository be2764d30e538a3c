#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Tickets as CSV, made a part at a time on the read worker into a file that goes with the answer. To be added before the tickets'
/// own routes, whose {id} its name would be. Adds its routes to @p router. Handlers keep references into @p services.
void addExportRoutes(Router &router, DeskServices &services);

} // namespace desk
