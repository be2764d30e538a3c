#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Notes of a ticket, which no customer ever sees. Adds its routes to @p router. Handlers keep references into @p services.
void addNotesRoutes(Router &router, DeskServices &services);

} // namespace desk
