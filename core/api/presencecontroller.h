#pragma once

#include "core/customers/identityresolver.h"
#include "core/events/eventhub.h"
#include "core/events/presencebook.h"
#include "core/http/router.h"
#include "core/messaging/messageactions.h"
#include "core/storage/ticketrepository.h"

namespace desk {

/// What the routes of presence work with; all of it outlives the router.
struct PresenceServices
{
    PresenceBook &book;
    EventHub &events;
    TicketRepository &tickets;
    MessageActions &actions;
    IdentityResolver &customers;
    MessageChannel &channel;
};

/// GET and PUT /api/v1/tickets/{id}/presence. Changes go out as live events, and a customer is shown that somebody writes. That a
/// customer writes goes out as an event of the topic "typing".
void addPresenceRoutes(Router &router, const PresenceServices &services);

} // namespace desk
