#include "core/webhooks/webhookservice.h"

#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/events/eventhub.h"
#include "core/webhooks/webhooksignature.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int readAtOnce = 500;
constexpr qint64 answerBytes = 64LL * 1024;
constexpr int maxDescription = 200;
constexpr qint64 forgetEvery = 50;

Result<> checkTopics(const QStringList &topics)
{
    const QStringList known = WebhookService::topics();
    const bool valid = std::all_of(topics.cbegin(), topics.cend(),
                                   [&](const QString &topic) { return known.contains(topic); });
    return valid && topics.size() <= known.size() ? Result<>() : Result<>(fail(Errc::Invalid, u"/topics"_s));
}

/// A stable word for what went wrong.
QString wordOf(Errc code)
{
    switch (code) {
    case Errc::TimedOut:
        return u"timed_out"_s;
    case Errc::TooLarge:
        return u"answer_too_large"_s;
    case Errc::Forbidden:
        return u"target_refused"_s;
    default:
        return u"not_connected"_s;
    }
}

} // namespace

WebhookService::WebhookService(Stores stores, HttpClient &http, HostResolver &resolver, Clock &clock, Random &random,
                               Options options, QObject *parent)
    : QObject(parent), m_database(stores.database), m_log(stores.log), m_webhooks(stores.database), m_http(http),
      m_resolver(resolver), m_clock(clock), m_random(random), m_options(options)
{
}

QStringList WebhookService::topics()
{
    return {u"ticket"_s, u"message"_s, u"conversation"_s, u"customer"_s, u"link"_s, u"settings"_s};
}

std::chrono::milliseconds WebhookService::retryDelay(int attempts, double unit)
{
    const double base = std::min(3'600'000.0, 2000.0 * std::pow(2.0, std::clamp(attempts - 1, 0, 30)));
    return std::chrono::milliseconds(qint64(base * (0.75 + 0.5 * unit)));
}

Result<> WebhookService::start()
{
    const auto bounds = m_log.bounds();
    if (!bounds)
        return fail(bounds.error());
    m_running = true;
    take(bounds->newest);
    schedulePump();
    return {};
}

void WebhookService::stop()
{
    m_running = false;
}

void WebhookService::take(qint64 newest)
{
    if (!m_running)
        return;
    // Mostly there is nobody to tell: then nothing is written.
    if (const auto behind = m_webhooks.behind(newest); behind && behind->isEmpty())
        return;
    bool any = false;
    for (;;) {
        const auto more = m_database.transaction([&] { return takeSome(newest); });
        if (!more) {
            // The positions stand where they stood: the next event, or the next start, takes it up again.
            qCWarning(lcWebhooks).noquote() << "events were not taken:" << more.error().detail;
            break;
        }
        if (!*more)
            break;
        any = true;
    }
    if (any)
        schedulePump();
}

/// @return whether there may be more.
Result<bool> WebhookService::takeSome(qint64 newest)
{
    const auto behind = m_webhooks.behind(newest);
    if (!behind)
        return fail(behind.error());
    if (behind->isEmpty())
        return false;
    const auto read = m_log.after(behind->first().position, readAtOnce);
    if (!read)
        return fail(read.error());
    const qint64 upTo = read->isEmpty() ? newest : read->last().id;
    const QList<LiveEvent> events = EventHub::coalesced(*read);
    for (const WebhookRepository::Behind &webhook : *behind) {
        for (const LiveEvent &event : events) {
            const bool wanted = webhook.topics.isEmpty() ? topics().contains(event.topic)
                                                         : webhook.topics.contains(event.topic);
            if (!wanted || event.id <= webhook.position)
                continue;
            const QString type = event.topic + u'.' + event.change;
            if (auto done = queue(webhook.id, event.topic, type, EventHub::payloadOf(event)); !done)
                return fail(done.error());
        }
        if (auto done = m_webhooks.setPosition(webhook.id, std::max(upTo, webhook.position)); !done)
            return fail(done.error());
    }
    return true;
}

Result<> WebhookService::queue(qint64 webhook, const QString &topic, const QString &type, const QJsonObject &data)
{
    WebhookDelivery delivery;
    delivery.webhookId = webhook;
    delivery.key = u"dlv_"_s + QString::fromLatin1(m_random.bytes(16).toHex());
    delivery.topic = topic;
    delivery.createdAt = delivery.queuedAt = delivery.dueAt = m_clock.nowMs();
    const QString time = m_clock.nowUtc().toString(Qt::ISODateWithMs);
    delivery.body = QJsonDocument(
                        QJsonObject{
                            {u"id"_s, delivery.key}, {u"type"_s, type}, {u"created_at"_s, time}, {u"data"_s, data}})
                        .toJson(QJsonDocument::Compact);
    const auto added = m_webhooks.addDelivery(delivery);
    return added ? Result<>() : fail(added.error());
}

Result<WebhookService::Added> WebhookService::add(const Draft &draft)
{
    if (auto url = WebhookTarget::parse(draft.url); !url)
        return fail(url.error());
    if (auto valid = checkTopics(draft.topics); !valid)
        return fail(valid.error());
    if (draft.description.size() > maxDescription)
        return fail(Errc::Invalid, u"/description"_s);
    return m_database.transaction([&]() -> Result<Added> {
        const auto all = m_webhooks.all();
        if (!all)
            return fail(all.error());
        if (all->size() >= m_options.endpoints)
            return fail(Errc::TooLarge, u"too many webhooks"_s);
        const auto bounds = m_log.bounds();
        if (!bounds)
            return fail(bounds.error());
        Added added;
        added.secret = "whsec_"
            + m_random.bytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        Webhook webhook{.url = draft.url, .description = draft.description, .topics = draft.topics};
        webhook.enabled = draft.enabled;
        webhook.createdAt = webhook.updatedAt = m_clock.nowMs();
        const auto id = m_webhooks.insert(webhook, added.secret, bounds->newest);
        if (!id)
            return fail(id.error());
        webhook.id = *id;
        added.webhook = webhook;
        return added;
    });
}

Result<Webhook> WebhookService::change(qint64 id, const Patch &patch)
{
    if (patch.url) {
        if (auto url = WebhookTarget::parse(*patch.url); !url)
            return fail(url.error());
    }
    if (patch.topics) {
        if (auto valid = checkTopics(*patch.topics); !valid)
            return fail(valid.error());
    }
    if (patch.description && patch.description->size() > maxDescription)
        return fail(Errc::Invalid, u"/description"_s);
    auto changed = m_database.transaction([&]() -> Result<Webhook> {
        auto webhook = m_webhooks.find(id);
        if (!webhook)
            return webhook;
        const bool resumes = patch.enabled.value_or(webhook->enabled) && !webhook->enabled;
        webhook->url = patch.url.value_or(webhook->url);
        webhook->description = patch.description.value_or(webhook->description);
        webhook->topics = patch.topics.value_or(webhook->topics);
        webhook->enabled = patch.enabled.value_or(webhook->enabled);
        webhook->updatedAt = m_clock.nowMs();
        if (auto done = m_webhooks.update(*webhook); !done)
            return fail(done.error());
        if (resumes) { // what happened while it was off is not told
            const auto bounds = m_log.bounds();
            if (!bounds)
                return fail(bounds.error());
            if (auto done = m_webhooks.setPosition(id, bounds->newest); !done)
                return fail(done.error());
        }
        // A person has seen to it: what waits is tried at once.
        if (auto head = m_webhooks.head(id); head && *head) {
            WebhookDelivery waiting = **head;
            waiting.dueAt = m_clock.nowMs();
            if (auto done = m_webhooks.record(waiting); !done)
                return fail(done.error());
        }
        return webhook;
    });
    if (changed)
        schedulePump();
    return changed;
}

Result<> WebhookService::remove(qint64 id)
{
    return m_webhooks.remove(id);
}

Result<QByteArray> WebhookService::rotateSecret(qint64 id)
{
    if (auto webhook = m_webhooks.find(id); !webhook)
        return fail(webhook.error());
    const QByteArray secret = "whsec_"
        + m_random.bytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (auto done = m_webhooks.setSecret(id, secret, m_clock.nowMs()); !done)
        return fail(done.error());
    return secret;
}

Result<WebhookDelivery> WebhookService::delivery(qint64 webhook, qint64 id)
{
    auto found = m_webhooks.findDelivery(id);
    if (found && found->webhookId != webhook)
        return fail(Errc::NotFound, u"another webhook's delivery"_s);
    return found;
}

Result<WebhookDeliveryPage> WebhookService::deliveries(qint64 webhook, qint64 before, int limit)
{
    if (auto found = m_webhooks.find(webhook); !found)
        return fail(found.error());
    return m_webhooks.deliveries(webhook, before, limit);
}

Result<> WebhookService::checkEnabled(qint64 webhook)
{
    const auto found = m_webhooks.find(webhook);
    if (!found)
        return fail(found.error());
    return found->enabled ? Result<>() : Result<>(fail(Errc::Conflict, u"switched off"_s));
}

Result<WebhookDelivery> WebhookService::newest(qint64 webhook)
{
    const auto page = m_webhooks.deliveries(webhook, 0, 1);
    if (!page)
        return fail(page.error());
    return page->deliveries.isEmpty() ? Result<WebhookDelivery>(fail(Errc::NotFound, u"no delivery"_s))
                                      : Result<WebhookDelivery>(page->deliveries.first());
}

Result<WebhookDelivery> WebhookService::test(qint64 webhook)
{
    if (auto enabled = checkEnabled(webhook); !enabled)
        return fail(enabled.error());
    auto delivery = m_database.transaction([&]() -> Result<WebhookDelivery> {
        if (auto done = queue(webhook, u"ping"_s, u"ping"_s, {{u"topic"_s, u"ping"_s}}); !done)
            return fail(done.error());
        return newest(webhook);
    });
    schedulePump();
    return delivery;
}

Result<WebhookDelivery> WebhookService::replay(qint64 webhook, qint64 id)
{
    if (auto enabled = checkEnabled(webhook); !enabled)
        return fail(enabled.error());
    auto again = m_database.transaction([&]() -> Result<WebhookDelivery> {
        auto found = delivery(webhook, id);
        if (!found)
            return found;
        found->state = u"waiting"_s;
        found->attempts = 0;
        found->queuedAt = found->dueAt = m_clock.nowMs();
        if (auto done = m_webhooks.record(*found); !done)
            return fail(done.error());
        return found;
    });
    schedulePump();
    return again;
}

void WebhookService::schedulePump(std::chrono::milliseconds delay)
{
    if (!m_running)
        return;
    const qint64 at = m_clock.nowMs() + delay.count();
    if (m_wakeAt > 0 && m_wakeAt <= at)
        return;
    m_wakeAt = at;
    m_clock.singleShot(delay, this, [this, at] {
        if (m_wakeAt != at)
            return;
        m_wakeAt = 0;
        pump();
    });
}

void WebhookService::pump()
{
    if (!m_running)
        return;
    const auto webhooks = m_webhooks.withWaiting();
    if (!webhooks)
        return schedulePump(5s);
    const qint64 now = m_clock.nowMs();
    qint64 next = 0;
    for (const qint64 id : *webhooks) {
        if (m_busy.contains(id))
            continue;
        auto head = m_webhooks.head(id);
        if (head && *head && (*head)->queuedAt < now - m_options.retriesFor.count()) {
            if (auto done = m_webhooks.expire(id, now - m_options.retriesFor.count()); !done)
                return schedulePump(5s);
            head = m_webhooks.head(id);
        }
        if (!head)
            return schedulePump(5s);
        if (!*head)
            continue;
        if ((*head)->dueAt <= now)
            attempt(**head);
        else
            next = next == 0 ? (*head)->dueAt : std::min(next, (*head)->dueAt);
    }
    if (next > 0)
        schedulePump(std::chrono::milliseconds(next - now));
}

void WebhookService::attempt(const WebhookDelivery &delivery)
{
    m_busy << delivery.webhookId;
    const auto settled = std::make_shared<bool>(false);
    const auto webhook = m_webhooks.find(delivery.webhookId);
    const auto url = webhook ? WebhookTarget::parse(webhook->url) : Result<QUrl>(fail(webhook.error()));
    if (!url)
        return finish(delivery, settled, 0, u"target_refused"_s);
    // The resolver has no time limit of its own.
    m_clock.singleShot(2 * m_options.timeout, this,
                       [this, delivery, settled] { finish(delivery, settled, 0, u"timed_out"_s); });
    auto reply = m_resolver.resolve(url->host());
    onReply(reply, this, [this, delivery, url = *url, settled](const Result<QList<QHostAddress>> &addresses) {
        if (!m_running || *settled)
            return;
        if (!addresses)
            return finish(delivery, settled, 0, u"name_unknown"_s);
        const auto address = WebhookTarget::choose(*addresses, m_resolver.ownAddresses(), m_options.privateAllowed,
                                                   delivery.attempts);
        if (!address)
            return finish(delivery, settled, 0, wordOf(address.error().code));
        post(delivery, url, *address, settled);
    });
}

void WebhookService::post(const WebhookDelivery &delivery, const QUrl &url, const QHostAddress &address,
                          const std::shared_ptr<bool> &settled)
{
    const auto secret = m_webhooks.secretOf(delivery.webhookId);
    if (!secret)
        return finish(delivery, settled, 0, u"not_connected"_s);
    const qint64 seconds = m_clock.nowMs() / 1000;
    HttpRequest request{.url = url, .method = "POST", .headers = {}, .body = delivery.body};
    request.headers = {{"Content-Type", "application/json"},
                       {"User-Agent", "Ventanilla/" DESK_VERSION},
                       {"X-Ventanilla-Delivery", delivery.key.toLatin1()},
                       {"X-Ventanilla-Topic", delivery.topic.toLatin1()},
                       {"X-Ventanilla-Timestamp", QByteArray::number(seconds)},
                       {"X-Ventanilla-Signature", webhookSignature(*secret, seconds, delivery.body)}};
    request.timeout = m_options.timeout;
    request.maxAnswerBytes = answerBytes;
    request.connectTo = address;
    auto reply = m_http.request(std::move(request));
    onReply(reply, this, [this, delivery, settled](const Result<HttpResponse> &response) {
        if (!response && response.error().code == Errc::Cancelled)
            return; // the program ends: it is repeated after the start
        if (!response)
            return finish(delivery, settled, 0, wordOf(response.error().code));
        const bool good = response->status >= 200 && response->status < 300;
        finish(delivery, settled, response->status, good ? QString() : u"status_%1"_s.arg(response->status));
    });
}

void WebhookService::finish(const WebhookDelivery &delivery, const std::shared_ptr<bool> &settled, int status,
                            const QString &error)
{
    if (std::exchange(*settled, true))
        return;
    m_busy.remove(delivery.webhookId);
    if (!m_running)
        return;
    const qint64 now = m_clock.nowMs();
    const bool good = error.isEmpty();
    const auto recorded = m_database.transaction([&]() -> Result<> {
        auto found = m_webhooks.findDelivery(delivery.id);
        if (!found) // removed meanwhile
            return found.error().code == Errc::NotFound ? Result<>() : Result<>(fail(found.error()));
        found->attempts += 1;
        found->attemptedAt = now;
        found->status = status;
        found->error = error;
        if (good) {
            found->state = u"delivered"_s;
        } else {
            found->dueAt = now + retryDelay(found->attempts, m_random.unit()).count();
            if (found->dueAt > found->queuedAt + m_options.retriesFor.count())
                found->state = u"given_up"_s;
        }
        ++(good ? m_counters.delivered : m_counters.failed);
        if (found->state == "given_up"_L1)
            ++m_counters.givenUp;
        if (found->id % forgetEvery == 0) {
            if (auto done = m_webhooks.forget(found->webhookId, m_options.kept); !done)
                return done;
        }
        return m_webhooks.record(*found);
    });
    if (!good)
        qCInfo(lcWebhooks).noquote() << "webhook" << delivery.webhookId << "delivery" << delivery.id
                                     << "failed:" << error;
    if (!recorded) {
        qCWarning(lcWebhooks).noquote() << "outcome not recorded:" << recorded.error().detail;
        return schedulePump(5s);
    }
    schedulePump();
}

} // namespace desk
