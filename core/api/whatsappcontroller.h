#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// State and pairing of the WhatsApp link; over the old bridge there is none: 409 "no_link". Adds its routes to @p router. Handlers keep
/// references into @p services.
void addWhatsAppRoutes(Router &router, DeskServices &services);

} // namespace desk
