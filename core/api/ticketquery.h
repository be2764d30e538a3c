#pragma once

#include "core/http/httphandler.h"
#include "core/http/routedescription.h"
#include "core/storage/ticketrepository.h"

#include <QUrlQuery>

namespace desk {

/// The filters that lists of tickets take in their address: status ("open", or several), category, priority, equipment_type, assignee
/// ("none", or an id), customer_id, updated_since, q.
[[nodiscard]] Result<TicketFilter> ticketFilterOf(const QUrlQuery &query);
/// Writes them on a route.
void describeTicketFilter(RouteDescription &description);

/// The changes that a body asks for. Invalid (field pointer) for unknown words.
[[nodiscard]] Result<TicketPatch> ticketPatchOf(const QJsonObject &object);

} // namespace desk
