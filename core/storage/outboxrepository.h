#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QList>

namespace desk {

/// Where an outgoing message stands in the queue.
struct OutboxEntry
{
    MessageId messageId;
    int attempts = 0;
    qint64 dueAt = 0;       ///< of the next attempt; 0: at once, or it does not wait
    bool inFlight = false;  ///< the channel has it
    bool begun = false;     ///< the channel has had it: it may have left
    QString lastError = {}; ///< of the last attempt; empty without
    qint64 heldUntil = 0;   ///< pacing holds it back until then; 0: it does not
};

struct OutboxPage
{
    QList<OutboxEntry> entries; ///< newest first
    bool hasMore = false;
};

/// SQL of lists of the queue. What changes it is Outbox.
class OutboxRepository
{
public:
    explicit OutboxRepository(Database &database) : m_database(database) { }

    /// @param before only message ids below it; 0: from the newest.
    [[nodiscard]] Result<OutboxPage> waiting(qint64 before, int limit);
    /// Refused, and neither sent again nor cancelled by a person.
    [[nodiscard]] Result<OutboxPage> refused(qint64 before, int limit);
    /// NotFound for a message that does not wait.
    [[nodiscard]] Result<OutboxEntry> find(MessageId id);

private:
    [[nodiscard]] Result<OutboxPage> page(const QString &sql, qint64 before, int limit);

    Database &m_database;
};

} // namespace desk
