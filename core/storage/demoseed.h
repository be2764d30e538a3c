#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"

namespace desk {

/// Fills an empty database with realistic tickets and messages of any number, the same ones for the same numbers.
/// Conflict when tickets are there already.
[[nodiscard]] Result<> seedDemo(Database &database, Clock &clock, int tickets, int messages);

} // namespace desk
