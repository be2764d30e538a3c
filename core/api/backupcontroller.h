#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Adds its routes to @p router; none for a desk without backups. Handlers keep references into @p services. A backup is restored at the desk's
/// computer only.
void addBackupRoutes(Router &router, DeskServices &services);

} // namespace desk
