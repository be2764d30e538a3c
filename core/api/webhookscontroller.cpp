#include "core/api/webhookscontroller.h"

#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/webhooks/webhookadministration.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const Webhook &webhook)
{
    return {{u"id"_s, webhook.id},
            {u"url"_s, webhook.url},
            {u"description"_s, textOrNull(webhook.description)},
            {u"topics"_s, QJsonArray::fromStringList(webhook.topics)},
            {u"enabled"_s, webhook.enabled},
            {u"waiting"_s, webhook.waiting},
            {u"created_at"_s, isoTime(webhook.createdAt)},
            {u"updated_at"_s, isoTime(webhook.updatedAt)}};
}

QJsonObject toJson(const WebhookDelivery &delivery)
{
    return {{u"id"_s, delivery.id},
            {u"webhook_id"_s, delivery.webhookId},
            {u"delivery"_s, delivery.key},
            {u"topic"_s, delivery.topic},
            {u"state"_s, delivery.state},
            {u"attempts"_s, delivery.attempts},
            {u"status"_s, delivery.status > 0 ? QJsonValue(delivery.status) : QJsonValue(QJsonValue::Null)},
            {u"error"_s, textOrNull(delivery.error)},
            {u"body"_s, QJsonDocument::fromJson(delivery.body).object()},
            {u"created_at"_s, isoTime(delivery.createdAt)},
            {u"attempted_at"_s, isoTime(delivery.attemptedAt)},
            {u"due_at"_s, delivery.state == "waiting"_L1 ? isoTime(delivery.dueAt) : QJsonValue(QJsonValue::Null)}};
}

HttpAnswer webhookProblem(const Error &error)
{
    if (error.code == Errc::Conflict)
        return HttpAnswer::problem(409, u"webhook_disabled"_s, u"The webhook is switched off."_s);
    if (error.code == Errc::TooLarge)
        return HttpAnswer::problem(409, u"too_many_webhooks"_s, u"There are as many webhooks as there may be."_s);
    return HttpAnswer::from(error);
}

WebhookAdministration administrationFor(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    WebhookAdministration::Trail trail;
    if (routes.trail)
        trail = [&routes, &request](const QString &action, const QString &target, const QJsonObject &before,
                                    const QJsonObject &after) {
            return routes.trail(request, action, target, before, after);
        };
    return {routes.webhooks, routes.database, std::move(trail)};
}

HttpAnswer nothing()
{
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

/// The fields that are there. Invalid for another type, and for a field that is not known.
Result<WebhookService::Patch> patchOf(const QJsonObject &object)
{
    static const QStringList known{u"url"_s, u"description"_s, u"topics"_s, u"enabled"_s};
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!known.contains(it.key()))
            return fail(Errc::Invalid, u'/' + it.key().left(64));
    }
    WebhookService::Patch patch;
    if (const QJsonValue url = object.value("url"_L1); !url.isUndefined()) {
        if (!url.isString())
            return fail(Errc::Invalid, u"/url"_s);
        patch.url = url.toString();
    }
    const auto description = textField(object, u"description"_s);
    if (!description)
        return fail(description.error());
    patch.description = *description;
    if (const QJsonValue topics = object.value("topics"_L1); !topics.isUndefined()) {
        if (!topics.isArray())
            return fail(Errc::Invalid, u"/topics"_s);
        QStringList words;
        const QJsonArray array = topics.toArray();
        for (const QJsonValue &topic : array) {
            if (!topic.isString())
                return fail(Errc::Invalid, u"/topics"_s);
            if (!words.contains(topic.toString()))
                words << topic.toString();
        }
        patch.topics = words;
    }
    if (const QJsonValue enabled = object.value("enabled"_L1); !enabled.isUndefined()) {
        if (!enabled.isBool())
            return fail(Errc::Invalid, u"/enabled"_s);
        patch.enabled = enabled.toBool();
    }
    return patch;
}

HttpAnswer list(const WebhookRoutes &routes, const HttpServerRequest &)
{
    const auto all = routes.webhooks.all();
    if (!all)
        return HttpAnswer::from(all.error());
    QJsonArray data;
    for (const Webhook &webhook : *all)
        data << toJson(webhook);
    return HttpAnswer::json({{u"data"_s, data}, {u"topics"_s, QJsonArray::fromStringList(WebhookService::topics())}});
}

HttpAnswer add(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto patch = patchOf(*object);
    if (!patch)
        return HttpAnswer::from(patch.error());
    if (!patch->url)
        return HttpAnswer::from({Errc::Invalid, u"/url"_s});
    const WebhookService::Draft draft{.url = *patch->url,
                                      .description = patch->description.value_or(QString()),
                                      .topics = patch->topics.value_or(QStringList()),
                                      .enabled = patch->enabled.value_or(true)};
    const auto added = administrationFor(routes, request).add(draft);
    if (!added)
        return webhookProblem(added.error());
    QJsonObject shown = toJson(added->webhook);
    shown.insert(u"secret"_s, QString::fromLatin1(added->secret));
    return HttpAnswer::json(shown, 201);
}

HttpAnswer show(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto webhook = routes.webhooks.find(request.idParameter());
    return webhook ? HttpAnswer::json(toJson(*webhook)) : HttpAnswer::from(webhook.error());
}

HttpAnswer change(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto patch = patchOf(*object);
    if (!patch)
        return HttpAnswer::from(patch.error());
    const auto webhook = administrationFor(routes, request).change(request.idParameter(), *patch);
    return webhook ? HttpAnswer::json(toJson(*webhook)) : HttpAnswer::from(webhook.error());
}

HttpAnswer remove(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto done = administrationFor(routes, request).remove(request.idParameter());
    return done ? nothing() : HttpAnswer::from(done.error());
}

HttpAnswer rotate(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto secret = administrationFor(routes, request).rotateSecret(request.idParameter());
    return secret ? HttpAnswer::json({{u"secret"_s, QString::fromLatin1(*secret)}}) : HttpAnswer::from(secret.error());
}

HttpAnswer test(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto delivery = routes.webhooks.test(request.idParameter());
    return delivery ? HttpAnswer::json(toJson(*delivery), 202) : webhookProblem(delivery.error());
}

HttpAnswer listDeliveries(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto rows = routes.webhooks.deliveries(request.idParameter(), page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const WebhookDelivery &delivery : rows->deliveries)
        data << toJson(delivery);
    return pageAnswer(*page, data, rows->deliveries.isEmpty() ? 0 : rows->deliveries.last().id, rows->hasMore);
}

HttpAnswer showDelivery(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto delivery = routes.webhooks.delivery(request.idParameter(), request.idParameter(u"delivery"_s));
    return delivery ? HttpAnswer::json(toJson(*delivery)) : HttpAnswer::from(delivery.error());
}

HttpAnswer replay(const WebhookRoutes &routes, const HttpServerRequest &request)
{
    const auto delivery = routes.webhooks.replay(request.idParameter(), request.idParameter(u"delivery"_s));
    return delivery ? HttpAnswer::json(toJson(*delivery), 202) : webhookProblem(delivery.error());
}

} // namespace

void addWebhooksRoutes(Router &router, const WebhookRoutes &routes)
{
    using Handler = HttpAnswer (*)(const WebhookRoutes &, const HttpServerRequest &);
    const auto route = [&](const QByteArray &method, const QString &path, Handler handler) -> RouteDescription & {
        return router.add(
            method, u"/api/v1/webhooks"_s + path, Access::Admin,
            directly([routes, handler](const HttpServerRequest &request) { return handler(routes, request); }));
    };
    const QJsonObject topics = schema::list(schema::word(WebhookService::topics()));
    const schema::Fields shown{{u"id"_s, schema::id()},
                               {u"url"_s, schema::text()},
                               {u"description"_s, schema::orNull(schema::text())},
                               {u"topics"_s, topics},
                               {u"enabled"_s, schema::flag()},
                               {u"waiting"_s, schema::integer()},
                               {u"created_at"_s, schema::time()},
                               {u"updated_at"_s, schema::time()}};
    const schema::Fields taken{{u"url"_s, schema::text(2000)},
                               {u"description"_s, schema::orNull(schema::text(200))},
                               {u"topics"_s, topics},
                               {u"enabled"_s, schema::flag()}};
    const QJsonObject secret = schema::output({{u"secret"_s, schema::text()}});
    router.define(u"Webhook"_s, schema::output(shown));
    router.define(u"WebhookDelivery"_s,
                  schema::output({{u"id"_s, schema::id()},
                                  {u"webhook_id"_s, schema::id()},
                                  {u"delivery"_s, schema::text()},
                                  {u"topic"_s, schema::text()},
                                  {u"state"_s, schema::word({u"waiting"_s, u"delivered"_s, u"given_up"_s})},
                                  {u"attempts"_s, schema::integer()},
                                  {u"status"_s, schema::orNull(schema::integer())},
                                  {u"error"_s, schema::orNull(schema::text())},
                                  {u"body"_s, schema::anything()},
                                  {u"created_at"_s, schema::time()},
                                  {u"attempted_at"_s, schema::orNull(schema::time())},
                                  {u"due_at"_s, schema::orNull(schema::time())}}));
    const QJsonObject webhook = schema::named(u"Webhook"_s);
    const QJsonObject delivery = schema::named(u"WebhookDelivery"_s);
    route("GET", {}, list)
        .about(u"The webhooks, and the topics there are."_s, u"Los webhooks y los temas que hay."_s)
        .answers(200, schema::output({{u"data"_s, schema::list(webhook)}, {u"topics"_s, topics}}));
    route("POST", {}, add)
        .about(u"Adds a webhook. Its secret is shown this once."_s,
               u"Agrega un webhook. Su secreto se muestra solo aquí."_s)
        .takes(schema::input(taken, {u"url"_s}))
        .answers(201, schema::output(shown + schema::Fields{{u"secret"_s, schema::text()}}));
    route("GET", u"/{id}"_s, show).about(u"One webhook."_s, u"Un webhook."_s).answers(200, webhook);
    route("PATCH", u"/{id}"_s, change)
        .about(u"Changes it; what waits is tried at once."_s, u"Lo cambia; lo que espera se intenta ya."_s)
        .takes(schema::input(taken))
        .answers(200, webhook);
    route("DELETE", u"/{id}"_s, remove)
        .about(u"Removes it with its deliveries."_s, u"Lo quita con sus entregas."_s)
        .answers(204);
    route("POST", u"/{id}/secret"_s, rotate)
        .about(u"A new secret, shown this once and valid at once."_s,
               u"Un secreto nuevo, que vale ya y se muestra solo aquí."_s)
        .answers(200, secret);
    route("POST", u"/{id}/test"_s, test).about(u"Sends a \"ping\"."_s, u"Envía un \"ping\"."_s).answers(202, delivery);
    route("GET", u"/{id}/deliveries"_s, listDeliveries)
        .about(u"Its deliveries, newest first."_s, u"Sus entregas, la más reciente primero."_s)
        .pages()
        .answers(200, schema::page(delivery));
    route("GET", u"/{id}/deliveries/{delivery}"_s, showDelivery)
        .about(u"One delivery."_s, u"Una entrega."_s)
        .answers(200, delivery);
    route("POST", u"/{id}/deliveries/{delivery}/replay"_s, replay)
        .about(u"Sends it again under its key."_s, u"La envía de nuevo con su misma clave."_s)
        .answers(202, delivery);
}

} // namespace desk
