#pragma once

#include "core/http/router.h"
#include "core/webhooks/webhookservice.h"

#include <functional>

namespace desk {

/// Notes a step of administration: "webhook.create", "webhook:3", what was, what is. Called in the transaction of the change; without
/// secrets, and of an address only its host, for the rest of it may be one.
using WebhookTrail =
    std::function<Result<>(const HttpServerRequest &request, const QString &action, const QString &target,
                           const QJsonObject &before, const QJsonObject &after)>;

/// What the routes of webhooks work with; all of it outlives the router.
struct WebhookRoutes
{
    WebhookService &webhooks;
    Database &database;
    WebhookTrail trail = nullptr; ///< null: nothing is noted
};

/// /api/v1/webhooks, for administrators.
void addWebhooksRoutes(Router &router, const WebhookRoutes &routes);

} // namespace desk
