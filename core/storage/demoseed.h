#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/base/clock.h"
#include "core/base/database.h"

namespace desk {

struct DemoSize
{
    int tickets = 0;
    int messages = 0;
    int photos = 0; ///< at most one for each message of a customer
};

/// Fills an empty database with realistic tickets of any number, the same ones for the same numbers: most with a short
/// thread, one in fifty with a long one, one in a thousand with a very long one; photos, notes, and a few open tickets.
/// Conflict when tickets are there already.
[[nodiscard]] Result<> seedDemo(Database &database, AttachmentStore &attachments, Clock &clock, const DemoSize &size);

} // namespace desk
