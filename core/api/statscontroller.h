#pragma once

#include "core/base/clock.h"
#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Numbers for the head of the desk. Adds its routes to @p router. Handlers keep references into @p services and @p clock.
void addStatsRoutes(Router &router, DeskServices &services, Clock &clock);

} // namespace desk
