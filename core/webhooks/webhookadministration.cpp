#include "core/webhooks/webhookadministration.h"

#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject auditedWebhook(const Webhook &webhook)
{
    return {{u"host"_s, QUrl(webhook.url).host()},
            {u"topics"_s, QJsonArray::fromStringList(webhook.topics)},
            {u"enabled"_s, webhook.enabled}};
}

} // namespace

Result<> WebhookAdministration::note(const QString &what, qint64 id, const QJsonObject &before,
                                     const QJsonObject &after) const
{
    return m_trail ? m_trail(u"webhook."_s + what, u"webhook:%1"_s.arg(id), before, after) : Result<>();
}

Result<WebhookService::Added> WebhookAdministration::add(const WebhookService::Draft &draft)
{
    return m_database.transaction([&]() -> Result<WebhookService::Added> {
        auto done = m_webhooks.add(draft);
        if (!done)
            return done;
        if (auto noted = note(u"create"_s, done->webhook.id, {}, auditedWebhook(done->webhook)); !noted)
            return fail(noted.error());
        return done;
    });
}

Result<Webhook> WebhookAdministration::change(qint64 id, const WebhookService::Patch &patch)
{
    return m_database.transaction([&]() -> Result<Webhook> {
        const auto before = m_webhooks.find(id);
        if (!before)
            return fail(before.error());
        auto after = m_webhooks.change(id, patch);
        if (!after)
            return after;
        if (auto noted = note(u"update"_s, after->id, auditedWebhook(*before), auditedWebhook(*after)); !noted)
            return fail(noted.error());
        return after;
    });
}

Result<> WebhookAdministration::remove(qint64 id)
{
    return m_database.transaction([&]() -> Result<> {
        const auto before = m_webhooks.find(id);
        if (!before)
            return fail(before.error());
        if (auto removed = m_webhooks.remove(before->id); !removed)
            return removed;
        return note(u"delete"_s, before->id, auditedWebhook(*before), {});
    });
}

Result<QByteArray> WebhookAdministration::rotateSecret(qint64 id)
{
    return m_database.transaction([&]() -> Result<QByteArray> {
        auto made = m_webhooks.rotateSecret(id);
        if (!made)
            return made;
        if (auto noted = note(u"new_secret"_s, id, {}, {}); !noted)
            return fail(noted.error());
        return made;
    });
}

} // namespace desk
