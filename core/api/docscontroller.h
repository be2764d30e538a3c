#pragma once

#include "core/http/router.h"

namespace desk {

/// The OpenAPI document of @p router, and a page that shows it without a network. To be added last; keeps a reference to @p router.
void addDocsRoutes(Router &router);

} // namespace desk
