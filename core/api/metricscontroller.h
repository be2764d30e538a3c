#pragma once

#include "core/base/clock.h"
#include "core/events/eventhub.h"
#include "core/http/router.h"
#include "core/messaging/catchupbook.h"
#include "core/messaging/channellink.h"
#include "core/messaging/messagechannel.h"
#include "core/messaging/outbox.h"
#include "core/metrics/requestmetrics.h"
#include "core/storage/readworker.h"
#include "core/webhooks/webhookservice.h"

namespace desk {

/// What /metrics tells of; all of it outlives the router.
struct MetricsSources
{
    ReadWorker &reader;
    Clock &clock;
    const RequestMetrics &requests;
    EventHub &events;
    const WebhookService &webhooks;
    const MessageChannel &channel;
    const ChannelLink *link = nullptr;          ///< null: the old bridge, which has none
    std::function<int()> connections = nullptr; ///< of the server
    const CatchUpBook *catchUps = nullptr;      ///< null: the channel never says what waited
    Outbox *outbox = nullptr;                   ///< null: without its pace
};

/// GET /metrics in Prometheus text. What comes from the database is read on a worker, at most every 15 s.
void addMetricsRoutes(Router &router, const MetricsSources &sources);

} // namespace desk
