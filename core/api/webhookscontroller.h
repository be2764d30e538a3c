#pragma once

#include "core/http/router.h"
#include "core/webhooks/webhookservice.h"

namespace desk {

/// /api/v1/webhooks, for administrators. @p webhooks outlives the router.
void addWebhooksRoutes(Router &router, WebhookService &webhooks);

} // namespace desk
