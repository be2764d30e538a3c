#pragma once

#include "core/base/database.h"

#include <QList>

#include <utility>

namespace desk {

/// What the database tells of the desk, for those who watch it.
struct DeskFigures
{
    QList<std::pair<QString, qint64>> tickets = {}; ///< by status
    qint64 outboxQueued = 0;
    qint64 outboxSending = 0;
    qint64 outboxOldestAt = 0;  ///< UTC ms; 0: empty
    qint64 pendingMessages = 0; ///< wait for a turn of the conversation
    qint64 unreadMessages = 0;
    qint64 webhookWaiting = 0;
    qint64 filesWaiting = 0; ///< to be fetched
    qint64 databaseBytes = 0;
};

/// Reads them; for a worker's connection.
[[nodiscard]] Result<DeskFigures> readFigures(Database &database);

/// Of this process; 0 where the system does not tell.
struct ProcessFigures
{
    qint64 residentBytes = 0;
    double cpuSeconds = 0;
};
[[nodiscard]] ProcessFigures processFigures();

} // namespace desk
