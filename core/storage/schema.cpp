#include "core/storage/schema.h"

// A static library's resources are only linked in when asked for; the macro must stand outside any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(storage);
}

namespace desk {

Migrator deskMigrator(Database &database)
{
    initResources();
    return {database, QStringLiteral(":/migrations/desk")};
}

} // namespace desk
