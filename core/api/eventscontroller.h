#pragma once

#include "core/events/eventhub.h"
#include "core/http/router.h"

namespace desk {

/// Whether the one who made this request may still read; asked while its stream is open.
using StillAllowed = std::function<bool(const HttpServerRequest &)>;

/// GET /api/v1/events: Server-Sent Events. @p hub outlives the router.
void addEventsRoutes(Router &router, EventHub &hub, StillAllowed stillAllowed);

} // namespace desk
