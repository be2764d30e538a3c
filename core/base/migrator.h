#pragma once

#include "core/base/database.h"

#include <QList>

namespace desk {

/// Brings a database to the newest of the numbered steps NNNN_name.sql in a resource folder.
/// Each step runs in one transaction together with its version bump: a failed one leaves the old version and stops the start.
class Migrator
{
public:
    /// @param folder e.g. ":/migrations/desk"
    Migrator(Database &database, QString folder);

    [[nodiscard]] Result<> migrate();
    /// Stops after step @p target; for tests.
    [[nodiscard]] Result<> migrateTo(int target);
    [[nodiscard]] Result<int> version();

    /// Splits a script whose statements end with a semicolon at the end of a line; a trigger ends with a line "END;".
    [[nodiscard]] static QStringList statementsOf(const QString &script);

private:
    Database &m_database;
    QString m_folder;
};

} // namespace desk
