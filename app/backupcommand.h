#pragma once

#include "core/base/result.h"

#include <QString>

namespace desk {

/// "backup FOLDER" on the command line: a backup of the desk in @p dataDir, which may be running meanwhile. @return what people read.
/// Errors as in core/backup/backupfile.h; NotFound ("no_desk") when there is none.
[[nodiscard]] Result<QString> backupCommand(const QString &dataDir, const QString &folder, bool spanish);

/// "restore FILE": takes the place of the desk in @p dataDir, which must not be running; that one stays in a folder of its own.
/// Errors as in core/backup/restore.h; Conflict when it runs.
[[nodiscard]] Result<QString> restoreCommand(const QString &dataDir, const QString &file, bool spanish);

} // namespace desk
