#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QHash>
#include <QList>

namespace desk {

/// What a ticket has beside it, for lists.
struct TicketCounts
{
    /// So many are counted at most: what a list costs must not grow with its chats.
    static constexpr int most = 1000;

    int messages = 0;
    int attachments = 0;
    int notes = 0;
    int unread = 0; ///< of the ticket's customer
};

/// Of @p tickets, with a few queries for all of them.
[[nodiscard]] Result<QHash<TicketId, TicketCounts>> countsOf(Database &database, const QList<TicketId> &tickets);

} // namespace desk
