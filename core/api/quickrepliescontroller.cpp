#include "core/api/quickrepliescontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const QuickReply &reply)
{
    return {{u"id"_s, reply.id},
            {u"shortcut"_s, reply.shortcut},
            {u"text"_s, reply.text},
            {u"language"_s, reply.language},
            {u"created_at"_s, isoTime(reply.createdAt)},
            {u"updated_at"_s, isoTime(reply.updatedAt)}};
}

HttpAnswer replyAnswer(const Result<QuickReply> &reply, int status = 200)
{
    return reply ? HttpAnswer::json(toJson(*reply), status) : administrationProblem(reply.error());
}

HttpAnswer listReplies(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const QString language = request.queryValue(u"language"_s);
    if (!language.isEmpty() && language != "es"_L1 && language != "pt"_L1 && language != "en"_L1)
        return HttpAnswer::from({Errc::Invalid, u"/language"_s});
    const auto found = services.administration->quickReplies.page(language, page->before, page->limit);
    if (!found)
        return HttpAnswer::from(found.error());
    QJsonArray data;
    for (const QuickReply &reply : found->replies)
        data << toJson(reply);
    return pageAnswer(*page, data, found->replies.isEmpty() ? 0 : found->replies.last().id, found->hasMore);
}

HttpAnswer get(DeskServices &services, const HttpServerRequest &request)
{
    return replyAnswer(services.administration->quickReplies.find(request.idParameter()));
}

HttpAnswer create(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    QuickReply draft;
    draft.shortcut = body.neededText(u"shortcut"_s);
    draft.text = body.neededText(u"text"_s);
    draft.language = body.text(u"language"_s).value_or(draft.language);
    if (auto fits = body.error(); !fits)
        return HttpAnswer::from(fits.error());
    return replyAnswer(services.administration->quickReplies.create(draft, auditSource(request)), 201);
}

HttpAnswer update(DeskServices &services, const HttpServerRequest &request)
{
    const auto stored = services.administration->quickReplies.find(request.idParameter());
    if (!stored)
        return HttpAnswer::from(stored.error());
    BodyReader body(request);
    QuickReply changed = *stored;
    changed.shortcut = body.text(u"shortcut"_s).value_or(changed.shortcut);
    changed.text = body.text(u"text"_s).value_or(changed.text);
    changed.language = body.text(u"language"_s).value_or(changed.language);
    if (auto fits = body.error(); !fits)
        return HttpAnswer::from(fits.error());
    return replyAnswer(services.administration->quickReplies.update(changed, auditSource(request)));
}

HttpAnswer remove(DeskServices &services, const HttpServerRequest &request)
{
    const auto done = services.administration->quickReplies.remove(request.idParameter(), auditSource(request));
    return done ? nothingMore() : HttpAnswer::from(done.error());
}

} // namespace

void addQuickRepliesRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const QJsonObject language = word({u"es"_s, u"pt"_s, u"en"_s});
    const Fields fields{{u"shortcut"_s, text(32, 1)}, {u"text"_s, text(4000, 1)}, {u"language"_s, language}};
    router.define(u"QuickReply"_s,
                  output({{u"id"_s, id()},
                          {u"shortcut"_s, text()},
                          {u"text"_s, text()},
                          {u"language"_s, language},
                          {u"created_at"_s, time()},
                          {u"updated_at"_s, time()}}));
    routes.add("GET", u"/api/v1/quick-replies"_s, Access::Read, listReplies)
        .about(u"Quick replies, newest first."_s, u"Respuestas rápidas, de la más nueva a la más vieja."_s)
        .query(u"language"_s, language)
        .pages()
        .answers(200, page(named(u"QuickReply"_s)));
    routes.add("POST", u"/api/v1/quick-replies"_s, Access::Write, create)
        .about(u"Makes a quick reply; its shortcut is letters, digits, '_' and '-'."_s, u"Crea una respuesta rápida."_s)
        .takes(input(fields, {u"shortcut"_s, u"text"_s}))
        .answers(201, named(u"QuickReply"_s))
        .keyed();
    routes.add("GET", u"/api/v1/quick-replies/{id}"_s, Access::Read, get)
        .about(u"A quick reply."_s, u"Una respuesta rápida."_s)
        .answers(200, named(u"QuickReply"_s));
    routes.add("PATCH", u"/api/v1/quick-replies/{id}"_s, Access::Write, update)
        .about(u"Changes a quick reply."_s, u"Cambia una respuesta rápida."_s)
        .takes(input(fields))
        .answers(200, named(u"QuickReply"_s));
    routes.add("DELETE", u"/api/v1/quick-replies/{id}"_s, Access::Write, remove)
        .about(u"Removes a quick reply."_s, u"Borra una respuesta rápida."_s)
        .answers(204);
}

} // namespace desk
