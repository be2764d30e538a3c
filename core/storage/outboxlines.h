#pragma once

#include "core/messaging/message.h"
#include "core/storage/outboxrepository.h"

namespace desk {

/// A message that waits or was refused, as a list shows it.
struct OutboxLine
{
    OutboxEntry entry = {};
    Message message = {};
    QString person = {}; ///< whom it is for: the ticket's requester, else the customer's name
    QString folio = {};  ///< empty: it belongs to no ticket
    QString file = {};   ///< the name of the file that goes with it

    [[nodiscard]] bool needsAttention() const { return message.state == DeliveryState::Refused; }
};

struct OutboxLinePage
{
    QList<OutboxLine> lines = {}; ///< newest first
    bool hasMore = false;
};

/// Reads what the outbox shows: with a few queries a page, however long the queue is.
class OutboxLines
{
public:
    explicit OutboxLines(Database &database) : m_database(database) { }

    enum class Part { Attention, Waiting };
    /// @param before only message ids below it; 0: from the newest.
    [[nodiscard]] Result<OutboxLinePage> page(Part part, qint64 before, int limit);
    /// Of @p ids what waits or needs somebody, newest first.
    [[nodiscard]] Result<QList<OutboxLine>> find(const QList<MessageId> &ids);

private:
    [[nodiscard]] Result<QList<OutboxLine>> linesOf(const QList<OutboxEntry> &entries);

    Database &m_database;
};

} // namespace desk
