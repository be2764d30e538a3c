#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Users, tokens, settings, notification rules, quick replies and the trail of administration, in one call.
/// Handlers keep references into @p services, which has an administration.
void addAdministrationRoutes(Router &router, DeskServices &services);

} // namespace desk
