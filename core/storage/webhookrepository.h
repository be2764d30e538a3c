#pragma once

#include "core/base/database.h"
#include "core/webhooks/webhook.h"

#include <optional>

namespace desk {

struct WebhookDeliveryPage
{
    QList<WebhookDelivery> deliveries; ///< newest first
    bool hasMore = false;
};

/// SQL of webhooks and their deliveries.
class WebhookRepository
{
public:
    explicit WebhookRepository(Database &database) : m_database(database) { }

    /// @return the new id.
    [[nodiscard]] Result<qint64> insert(const Webhook &webhook, const QByteArray &secret, qint64 position);
    [[nodiscard]] Result<> update(const Webhook &webhook);
    [[nodiscard]] Result<> setPosition(qint64 id, qint64 position);
    [[nodiscard]] Result<> setSecret(qint64 id, const QByteArray &secret, qint64 now);
    [[nodiscard]] Result<QByteArray> secretOf(qint64 id);
    /// With its deliveries.
    [[nodiscard]] Result<> remove(qint64 id);
    [[nodiscard]] Result<Webhook> find(qint64 id);
    [[nodiscard]] Result<QList<Webhook>> all();

    struct Behind
    {
        qint64 id = 0;
        qint64 position = 0;
        QStringList topics = {};
    };
    /// The enabled ones that have not taken the events up to @p newest.
    [[nodiscard]] Result<QList<Behind>> behind(qint64 newest);

    /// @return the new id.
    [[nodiscard]] Result<qint64> addDelivery(const WebhookDelivery &delivery);
    [[nodiscard]] Result<WebhookDelivery> findDelivery(qint64 id);
    /// The oldest one of the endpoint that waits; nothing when none does.
    [[nodiscard]] Result<std::optional<WebhookDelivery>> head(qint64 webhook);
    /// The endpoints, enabled, that something waits for.
    [[nodiscard]] Result<QList<qint64>> withWaiting();
    [[nodiscard]] Result<> record(const WebhookDelivery &delivery);
    /// Gives up what has waited since before @p queuedBefore.
    [[nodiscard]] Result<> expire(qint64 webhook, qint64 queuedBefore);
    /// Forgets all but the newest @p kept finished ones.
    [[nodiscard]] Result<> forget(qint64 webhook, int kept);
    [[nodiscard]] Result<WebhookDeliveryPage> deliveries(qint64 webhook, qint64 before, int limit);

private:
    Database &m_database;
};

} // namespace desk
