#pragma once

#include "core/http/router.h"
#include "core/messaging/otherchats.h"

namespace desk {

/// GET /api/v1/other-chats. @p chats outlives the router.
void addOtherChatsRoutes(Router &router, OtherChats &chats);

} // namespace desk
