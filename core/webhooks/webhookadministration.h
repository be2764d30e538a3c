#pragma once

#include "core/webhooks/webhookservice.h"

#include <QJsonObject>

#include <functional>

namespace desk {

/// Webhooks as administrators change them: each change with its line on the trail of administration, in one transaction. Lives on the core
/// thread; owns nothing. Errors as those of WebhookService.
class WebhookAdministration
{
public:
    /// Notes a step: "webhook.create", "webhook:3", what was, what is. Without secrets, and of an address only its host, for the rest of it may
    /// be one. Empty: nothing is noted.
    using Trail = std::function<Result<>(const QString &action, const QString &target, const QJsonObject &before,
                                         const QJsonObject &after)>;

    WebhookAdministration(WebhookService &webhooks, Database &database, Trail trail)
        : m_webhooks(webhooks), m_database(database), m_trail(std::move(trail))
    {
    }

    [[nodiscard]] Result<WebhookService::Added> add(const WebhookService::Draft &draft);
    [[nodiscard]] Result<Webhook> change(qint64 id, const WebhookService::Patch &patch);
    [[nodiscard]] Result<> remove(qint64 id);
    /// @return the secret, shown this once.
    [[nodiscard]] Result<QByteArray> rotateSecret(qint64 id);

private:
    [[nodiscard]] Result<> note(const QString &what, qint64 id, const QJsonObject &before,
                                const QJsonObject &after) const;

    WebhookService &m_webhooks;
    Database &m_database;
    Trail m_trail;
};

} // namespace desk
