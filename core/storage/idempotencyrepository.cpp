#include "core/storage/idempotencyrepository.h"

using namespace Qt::StringLiterals;

namespace desk {

Result<std::optional<KeptAnswer>> IdempotencyRepository::find(const QString &caller, const QString &key, qint64 since)
{
    Statement query = m_database.prepare(
        u"SELECT request_hash, status, body, entity_tag FROM idempotency_key WHERE caller = ? AND key = ? AND created_at >= ?"_s);
    if (auto done = query.bind(caller).bind(key).bind(since).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::optional<KeptAnswer>();
    return std::optional(
        KeptAnswer{query.text(0), int(query.int64(1)), query.value(2).toByteArray(), query.value(3).toByteArray()});
}

Result<> IdempotencyRepository::keep(const QString &caller, const QString &key, const KeptAnswer &answer, qint64 now)
{
    Statement query = m_database.prepare(
        u"INSERT OR REPLACE INTO idempotency_key(caller, key, request_hash, status, body, entity_tag, created_at) "
        "VALUES (?,?,?,?,?,?,?)"_s);
    query.bind(caller).bind(key).bind(answer.requestHash).bind(answer.status);
    query.bind(answer.body.isNull() ? QByteArray("") : answer.body);
    query.bind(answer.entityTag.isNull() ? QByteArray("") : answer.entityTag);
    return query.bind(now).exec();
}

Result<> IdempotencyRepository::prune(qint64 since)
{
    Statement query = m_database.prepare(
        u"DELETE FROM idempotency_key WHERE id IN (SELECT id FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT 20)"_s);
    return query.bind(since).exec();
}

} // namespace desk
