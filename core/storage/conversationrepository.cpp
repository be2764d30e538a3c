#include "core/storage/conversationrepository.h"

#include "core/base/boundvalue.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk {

Result<ConversationRow> ConversationRepository::load(CustomerId customer)
{
    Statement query = m_database.prepare(
        u"SELECT state, paused, turn_due_at, wake_at FROM conversation WHERE customer_id = ?"_s);
    if (auto done = query.bind(customer.value).exec(); !done)
        return fail(done.error());
    ConversationRow row;
    row.customerId = customer;
    if (!query.next())
        return row;
    row.state = QJsonDocument::fromJson(query.text(0).toUtf8()).object();
    row.paused = query.int64(1) != 0;
    row.turnDueAt = query.int64(2);
    row.wakeAt = query.int64(3);
    return row;
}

Result<> ConversationRepository::save(const ConversationRow &row, qint64 now)
{
    Statement query = m_database.prepare(
        u"INSERT INTO conversation(customer_id, state, paused, turn_due_at, wake_at, updated_at) VALUES (?,?,?,?,?,?) "
        "ON CONFLICT(customer_id) DO UPDATE SET state = excluded.state, "
        "paused = excluded.paused, turn_due_at = excluded.turn_due_at, wake_at = excluded.wake_at, updated_at = excluded.updated_at"_s);
    query.bind(row.customerId.value).bind(QString::fromUtf8(QJsonDocument(row.state).toJson(QJsonDocument::Compact)));
    query.bind(row.paused ? 1 : 0).bind(zeroAsNull(row.turnDueAt)).bind(zeroAsNull(row.wakeAt)).bind(now);
    return query.exec();
}

Result<> ConversationRepository::remove(CustomerId customer)
{
    Statement query = m_database.prepare(u"DELETE FROM conversation WHERE customer_id = ?"_s);
    return query.bind(customer.value).exec();
}

Result<> ConversationRepository::scheduleTurn(CustomerId customer, qint64 dueAt, qint64 now)
{
    Statement query = m_database.prepare(
        u"INSERT INTO conversation(customer_id, turn_due_at, updated_at) VALUES (?,?,?) "
        "ON CONFLICT(customer_id) DO UPDATE SET turn_due_at = excluded.turn_due_at"_s);
    return query.bind(customer.value).bind(dueAt).bind(now).exec();
}

Result<> ConversationRepository::setPaused(CustomerId customer, bool paused, qint64 now)
{
    Statement query = m_database.prepare(u"INSERT INTO conversation(customer_id, paused, updated_at) VALUES (?,?,?) "
                                         "ON CONFLICT(customer_id) DO UPDATE SET paused = excluded.paused"_s);
    return query.bind(customer.value).bind(paused ? 1 : 0).bind(now).exec();
}

Result<QList<CustomerId>> ConversationRepository::due(qint64 now, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT customer_id, turn_due_at FROM conversation WHERE turn_due_at <= ? "
        "UNION SELECT customer_id, wake_at FROM conversation WHERE turn_due_at IS NULL AND wake_at <= ? ORDER BY 2 LIMIT ?"_s);
    if (auto done = query.bind(now).bind(now).bind(limit).exec(); !done)
        return fail(done.error());
    QList<CustomerId> customers;
    while (query.next())
        customers << CustomerId{query.int64(0)};
    return customers;
}

Result<qint64> ConversationRepository::nextDue()
{
    // As due() sees it: a reminder stands back while a turn waits, and must not wake us in vain until then.
    Statement query = m_database.prepare(
        u"SELECT min(at) FROM (SELECT min(turn_due_at) AS at FROM conversation "
        "WHERE turn_due_at IS NOT NULL UNION ALL SELECT min(wake_at) FROM conversation "
        "WHERE wake_at IS NOT NULL AND turn_due_at IS NULL)"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace desk
