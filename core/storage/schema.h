#pragma once

#include "core/base/migrator.h"

namespace desk {

/// The steps of desk.db, compiled in.
[[nodiscard]] Migrator deskMigrator(Database &database);

} // namespace desk
