#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QJsonObject>

namespace desk {

/// One customer's guided conversation as stored.
struct ConversationRow
{
    CustomerId customerId;
    QJsonObject state;
    bool paused = false;  ///< by a technician
    qint64 turnDueAt = 0; ///< UTC ms; 0: no turn waits
    qint64 wakeAt = 0;    ///< UTC ms; 0: no reminder waits
};

/// SQL of the conversations and of the times at which they must act.
class ConversationRepository
{
public:
    explicit ConversationRepository(Database &database) : m_database(database) { }

    [[nodiscard]] Result<ConversationRow> load(CustomerId customer);
    [[nodiscard]] Result<> save(const ConversationRow &row, qint64 now);
    [[nodiscard]] Result<> remove(CustomerId customer);
    [[nodiscard]] Result<> scheduleTurn(CustomerId customer, qint64 dueAt, qint64 now);
    [[nodiscard]] Result<> setPaused(CustomerId customer, bool paused, qint64 now);
    /// Customers whose turn or reminder is due, oldest first.
    [[nodiscard]] Result<QList<CustomerId>> due(qint64 now, int limit);
    /// The next time something is due; 0 when nothing waits.
    [[nodiscard]] Result<qint64> nextDue();

private:
    Database &m_database;
};

} // namespace desk
