#pragma once

#include "core/base/clock.h"
#include "core/base/httpclient.h"
#include "core/base/random.h"
#include "core/events/livelog.h"
#include "core/storage/webhookrepository.h"
#include "core/webhooks/webhooktarget.h"

#include <QObject>
#include <QSet>

namespace desk {

/// Posts changes to the endpoints that asked for them.
///
/// Each endpoint has a position in the live log; what lies behind it becomes deliveries in one transaction with the new position, so that
/// a crash loses none. A delivery carries ids and states, no text: the other side reads the rest by the API. One at a time per endpoint,
/// in order: a failing one holds up those behind it. It is repeated (2 s, doubling to an hour, with jitter) for 24 hours, then given up;
/// at least once, so a receiver knows repetitions by the delivery's key. 2xx is success, and redirects are not followed. A name is
/// resolved first, and the connection goes to the very address that was checked. Lives on the core thread.
class WebhookService : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool privateAllowed = false; ///< targets that are not on the public internet
        std::chrono::milliseconds timeout{10'000};
        std::chrono::milliseconds retriesFor{24LL * 3600 * 1000};
        int endpoints = 50;
        int kept = 1000; ///< finished deliveries per endpoint
    };
    struct Stores
    {
        Database &database;
        LiveLog &log;
    };
    struct Counters
    {
        qint64 delivered = 0;
        qint64 failed = 0; ///< attempts
        qint64 givenUp = 0;
    };
    struct Draft
    {
        QString url = {};
        QString description = {};
        QStringList topics = {}; ///< empty: all
        bool enabled = true;
    };
    struct Patch
    {
        std::optional<QString> url = {};
        std::optional<QString> description = {};
        std::optional<QStringList> topics = {};
        std::optional<bool> enabled = {};
    };
    struct Added
    {
        Webhook webhook = {};
        QByteArray secret = {}; ///< shown this once
    };

    WebhookService(Stores stores, HttpClient &http, HostResolver &resolver, Clock &clock, Random &random,
                   Options options, QObject *parent = nullptr);

    /// Takes what was left by the last run and begins to post.
    [[nodiscard]] Result<> start();
    void stop();
    /// Of attempts from now on.
    void setPrivateAllowed(bool allowed) { m_options.privateAllowed = allowed; }
    /// Turns what the log has up to @p newest into deliveries.
    void take(qint64 newest);

    /// Invalid (/url, /topics, /description); TooLarge when there are too many. The target's address is checked at each attempt.
    [[nodiscard]] Result<Added> add(const Draft &draft);
    [[nodiscard]] Result<Webhook> change(qint64 id, const Patch &patch);
    [[nodiscard]] Result<> remove(qint64 id);
    /// A new secret, valid at once. @return it, shown this once.
    [[nodiscard]] Result<QByteArray> rotateSecret(qint64 id);
    [[nodiscard]] Result<Webhook> find(qint64 id) { return m_webhooks.find(id); }
    [[nodiscard]] Result<QList<Webhook>> all() { return m_webhooks.all(); }
    [[nodiscard]] Result<WebhookDelivery> delivery(qint64 webhook, qint64 id);
    [[nodiscard]] Result<WebhookDeliveryPage> deliveries(qint64 webhook, qint64 before, int limit);
    /// Queues a delivery of the topic "ping". Conflict for an endpoint that is switched off.
    [[nodiscard]] Result<WebhookDelivery> test(qint64 webhook);
    /// The same again, under its key; one that waits is tried now. Conflict for an endpoint that is switched off.
    [[nodiscard]] Result<WebhookDelivery> replay(qint64 webhook, qint64 id);

    [[nodiscard]] const Counters &counters() const { return m_counters; }
    /// What can be asked for.
    [[nodiscard]] static QStringList topics();
    /// How long to wait after the given number of failed attempts; @p unit in [0, 1) is the jitter.
    [[nodiscard]] static std::chrono::milliseconds retryDelay(int attempts, double unit);

private:
    [[nodiscard]] Result<bool> takeSome(qint64 newest);
    [[nodiscard]] Result<> queue(qint64 webhook, const QString &topic, const QString &type, const QJsonObject &data);
    [[nodiscard]] Result<WebhookDelivery> newest(qint64 webhook);
    [[nodiscard]] Result<> checkEnabled(qint64 webhook);
    void schedulePump(std::chrono::milliseconds delay = std::chrono::milliseconds(0));
    void pump();
    void attempt(const WebhookDelivery &delivery);
    void post(const WebhookDelivery &delivery, const QUrl &url, const QHostAddress &address,
              const std::shared_ptr<bool> &settled);
    void finish(const WebhookDelivery &delivery, const std::shared_ptr<bool> &settled, int status,
                const QString &error);

    Database &m_database;
    LiveLog &m_log;
    WebhookRepository m_webhooks;
    HttpClient &m_http;
    HostResolver &m_resolver;
    Clock &m_clock;
    Random &m_random;
    Options m_options;
    Counters m_counters;
    QSet<qint64> m_busy; ///< endpoints with an attempt under way
    bool m_running = false;
    qint64 m_wakeAt = 0; ///< when the armed timer fires; 0 without one
};

} // namespace desk
