#include "core/storage/webhookrepository.h"

#include "core/base/boundvalue.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString webhookColumns =
    u"id, url, description, topics, enabled, created_at, updated_at, "
    "(SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = webhook.id AND d.state = 'waiting')"_s;
const QString deliveryColumns =
    u"id, webhook_id, delivery_key, topic, body, state, attempts, queued_at, due_at, attempted_at, "
    "status, error, created_at"_s;

QStringList topicsFrom(const QString &text)
{
    return text.isEmpty() ? QStringList() : text.split(u',');
}

Webhook webhookFrom(const Statement &query)
{
    Webhook webhook;
    webhook.id = query.int64(0);
    webhook.url = query.text(1);
    webhook.description = query.text(2);
    webhook.topics = topicsFrom(query.text(3));
    webhook.enabled = query.int64(4) != 0;
    webhook.createdAt = query.int64(5);
    webhook.updatedAt = query.int64(6);
    webhook.waiting = query.int64(7);
    return webhook;
}

WebhookDelivery deliveryFrom(const Statement &query)
{
    WebhookDelivery delivery;
    delivery.id = query.int64(0);
    delivery.webhookId = query.int64(1);
    delivery.key = query.text(2);
    delivery.topic = query.text(3);
    delivery.body = query.text(4).toUtf8();
    delivery.state = query.text(5);
    delivery.attempts = int(query.int64(6));
    delivery.queuedAt = query.int64(7);
    delivery.dueAt = query.int64(8);
    delivery.attemptedAt = query.int64(9);
    delivery.status = int(query.int64(10));
    delivery.error = query.text(11);
    delivery.createdAt = query.int64(12);
    return delivery;
}

} // namespace

Result<qint64> WebhookRepository::insert(const Webhook &webhook, const QByteArray &secret, qint64 position)
{
    Statement query = m_database.prepare(
        u"INSERT INTO webhook(url, description, topics, enabled, secret, position, created_at, updated_at) "
        "VALUES (?,?,?,?,?,?,?,?)"_s);
    query.bind(webhook.url).bind(textOrEmpty(webhook.description)).bind(textOrEmpty(webhook.topics.join(u',')));
    query.bind(webhook.enabled ? 1 : 0).bind(QString::fromLatin1(secret)).bind(position);
    if (auto done = query.bind(webhook.createdAt).bind(webhook.updatedAt).exec(); !done)
        return fail(done.error());
    return query.lastInsertId();
}

Result<> WebhookRepository::update(const Webhook &webhook)
{
    Statement query = m_database.prepare(
        u"UPDATE webhook SET url = ?, description = ?, topics = ?, enabled = ?, updated_at = ? WHERE id = ?"_s);
    query.bind(webhook.url).bind(textOrEmpty(webhook.description)).bind(textOrEmpty(webhook.topics.join(u',')));
    return query.bind(webhook.enabled ? 1 : 0).bind(webhook.updatedAt).bind(webhook.id).exec();
}

Result<> WebhookRepository::setPosition(qint64 id, qint64 position)
{
    Statement query = m_database.prepare(u"UPDATE webhook SET position = ? WHERE id = ?"_s);
    return query.bind(position).bind(id).exec();
}

Result<> WebhookRepository::setSecret(qint64 id, const QByteArray &secret, qint64 now)
{
    Statement query = m_database.prepare(u"UPDATE webhook SET secret = ?, updated_at = ? WHERE id = ?"_s);
    return query.bind(QString::fromLatin1(secret)).bind(now).bind(id).exec();
}

Result<QByteArray> WebhookRepository::secretOf(qint64 id)
{
    Statement query = m_database.prepare(u"SELECT secret FROM webhook WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"webhook %1"_s.arg(id));
    return query.text(0).toLatin1();
}

Result<> WebhookRepository::remove(qint64 id)
{
    Statement query = m_database.prepare(u"DELETE FROM webhook WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return done;
    return query.rowsAffected() > 0 ? Result<>() : Result<>(fail(Errc::NotFound, u"webhook %1"_s.arg(id)));
}

Result<Webhook> WebhookRepository::find(qint64 id)
{
    Statement query = m_database.prepare(u"SELECT "_s + webhookColumns + u" FROM webhook WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"webhook %1"_s.arg(id));
    return webhookFrom(query);
}

Result<QList<Webhook>> WebhookRepository::all()
{
    Statement query = m_database.prepare(u"SELECT "_s + webhookColumns + u" FROM webhook ORDER BY id"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<Webhook> webhooks;
    while (query.next())
        webhooks << webhookFrom(query);
    return webhooks;
}

Result<QList<WebhookRepository::Behind>> WebhookRepository::behind(qint64 newest)
{
    Statement query = m_database.prepare(
        u"SELECT id, position, topics FROM webhook WHERE enabled = 1 AND position < ? ORDER BY position"_s);
    if (auto done = query.bind(newest).exec(); !done)
        return fail(done.error());
    QList<Behind> some;
    while (query.next())
        some << Behind{query.int64(0), query.int64(1), topicsFrom(query.text(2))};
    return some;
}

Result<qint64> WebhookRepository::addDelivery(const WebhookDelivery &delivery)
{
    Statement query = m_database.prepare(
        u"INSERT INTO webhook_delivery(webhook_id, delivery_key, topic, body, queued_at, due_at, created_at) "
        "VALUES (?,?,?,?,?,?,?)"_s);
    query.bind(delivery.webhookId).bind(delivery.key).bind(delivery.topic).bind(QString::fromUtf8(delivery.body));
    query.bind(delivery.queuedAt).bind(delivery.dueAt);
    if (auto done = query.bind(delivery.createdAt).exec(); !done)
        return fail(done.error());
    return query.lastInsertId();
}

Result<WebhookDelivery> WebhookRepository::findDelivery(qint64 id)
{
    Statement query = m_database.prepare(u"SELECT "_s + deliveryColumns + u" FROM webhook_delivery WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"delivery %1"_s.arg(id));
    return deliveryFrom(query);
}

Result<std::optional<WebhookDelivery>> WebhookRepository::head(qint64 webhook)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + deliveryColumns
        + u" FROM webhook_delivery WHERE webhook_id = ? AND state = 'waiting' ORDER BY id LIMIT 1"_s);
    if (auto done = query.bind(webhook).exec(); !done)
        return fail(done.error());
    return query.next() ? std::optional(deliveryFrom(query)) : std::nullopt;
}

Result<QList<qint64>> WebhookRepository::withWaiting()
{
    Statement query = m_database.prepare(
        u"SELECT id FROM webhook w WHERE enabled = 1 AND EXISTS "
        "(SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'waiting') ORDER BY id"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<qint64> ids;
    while (query.next())
        ids << query.int64(0);
    return ids;
}

Result<> WebhookRepository::record(const WebhookDelivery &delivery)
{
    Statement query = m_database.prepare(
        u"UPDATE webhook_delivery SET state = ?, attempts = ?, queued_at = ?, due_at = ?, attempted_at = ?, status = ?, "
        "error = ? WHERE id = ?"_s);
    query.bind(delivery.state).bind(delivery.attempts).bind(delivery.queuedAt).bind(delivery.dueAt);
    query.bind(delivery.attemptedAt > 0 ? QVariant(delivery.attemptedAt) : QVariant());
    return query.bind(delivery.status).bind(textOrEmpty(delivery.error)).bind(delivery.id).exec();
}

Result<> WebhookRepository::expire(qint64 webhook, qint64 queuedBefore)
{
    Statement query = m_database.prepare(
        u"UPDATE webhook_delivery SET state = 'given_up', error = CASE WHEN error = '' THEN 'expired' ELSE error END "
        "WHERE webhook_id = ? AND state = 'waiting' AND queued_at < ?"_s);
    return query.bind(webhook).bind(queuedBefore).exec();
}

Result<> WebhookRepository::forget(qint64 webhook, int kept)
{
    Statement query = m_database.prepare(
        u"DELETE FROM webhook_delivery WHERE webhook_id = ? AND state <> 'waiting' AND id <= "
        "(SELECT id FROM webhook_delivery WHERE webhook_id = ? AND state <> 'waiting' ORDER BY id DESC LIMIT 1 OFFSET ?)"_s);
    return query.bind(webhook).bind(webhook).bind(kept).exec();
}

Result<WebhookDeliveryPage> WebhookRepository::deliveries(qint64 webhook, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT "_s + deliveryColumns
        + u" FROM webhook_delivery WHERE webhook_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s);
    query.bind(webhook).bind(before > 0 ? before : std::numeric_limits<qint64>::max());
    if (auto done = query.bind(limit + 1).exec(); !done)
        return fail(done.error());
    WebhookDeliveryPage page;
    while (query.next()) {
        if (page.deliveries.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.deliveries << deliveryFrom(query);
    }
    return page;
}

} // namespace desk
