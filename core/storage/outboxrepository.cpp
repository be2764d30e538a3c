#include "core/storage/outboxrepository.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString outboxColumns =
    u"SELECT message_id, attempts, due_at, in_flight, begun, last_error, held_until FROM outbox "_s;

OutboxEntry entryFrom(const Statement &row)
{
    return {{row.int64(0)},    int(row.int64(1)), row.int64(2), row.int64(3) != 0,
            row.int64(4) != 0, row.text(5),       row.int64(6)};
}

} // namespace

Result<OutboxPage> OutboxRepository::waiting(qint64 before, int limit)
{
    return page(outboxColumns + u"WHERE message_id < ? ORDER BY message_id DESC LIMIT ?"_s, before, limit);
}

Result<OutboxPage> OutboxRepository::refused(qint64 before, int limit)
{
    return page(u"SELECT id, 0, 0, 0, 1, '', 0 FROM message WHERE state = 'refused' AND cause <> 'cancelled' "
                "AND settled_at IS NULL AND id < ? "
                "ORDER BY id DESC LIMIT ?"_s,
                before, limit);
}

Result<OutboxPage> OutboxRepository::page(const QString &sql, qint64 before, int limit)
{
    Statement query = m_database.prepare(sql);
    query.bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    OutboxPage page;
    while (query.next()) {
        page.hasMore = page.entries.size() == limit;
        if (page.hasMore)
            break;
        page.entries << entryFrom(query);
    }
    return page;
}

Result<OutboxEntry> OutboxRepository::find(MessageId id)
{
    Statement query = m_database.prepare(outboxColumns + u"WHERE message_id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"message %1 does not wait"_s.arg(id.value));
    return entryFrom(query);
}

} // namespace desk
