#pragma once

#include <QString>
#include <QStringList>

namespace desk {

/// An endpoint that changes are posted to. Plain value; its secret stays in the database.
struct Webhook
{
    qint64 id = 0;
    QString url = {};
    QString description = {};
    QStringList topics = {}; ///< empty: all
    bool enabled = true;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 waiting = 0; ///< deliveries
};

/// One change on its way to one endpoint.
struct WebhookDelivery
{
    qint64 id = 0;
    qint64 webhookId = 0;
    QString key = {}; ///< told with every attempt, the same each time
    QString topic = {};
    QByteArray body = {};
    QString state = {}; ///< "waiting", "delivered", "given_up"
    int attempts = 0;
    qint64 queuedAt = 0;
    qint64 dueAt = 0;
    qint64 attemptedAt = 0; ///< 0: never
    int status = 0;         ///< of the last answer; 0: none
    QString error = {};     ///< a stable word
    qint64 createdAt = 0;
};

} // namespace desk
