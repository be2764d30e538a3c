#include "core/api/tokenscontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const ApiToken &token)
{
    const QJsonValue creator = token.createdBy.isValid() ? QJsonValue(token.createdBy.value)
                                                         : QJsonValue(QJsonValue::Null);
    return {{u"id"_s, token.id},
            {u"name"_s, token.name},
            {u"prefix"_s, token.prefix},
            {u"scopes"_s, QJsonArray::fromStringList(token.scopes)},
            {u"created_at"_s, isoTime(token.createdAt)},
            {u"created_by"_s, creator},
            {u"last_used_at"_s, isoTime(token.lastUsedAt)},
            {u"expires_at"_s, isoTime(token.expiresAt)},
            {u"revoked_at"_s, isoTime(token.revokedAt)}};
}

HttpAnswer listTokens(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const QString revoked = request.queryValue(u"revoked"_s);
    if (!QStringList{QString(), u"true"_s, u"false"_s}.contains(revoked))
        return HttpAnswer::from({Errc::Invalid, u"/revoked"_s});
    const auto found = services.administration->tokens.page(revoked == "true"_L1, page->before, page->limit);
    if (!found)
        return HttpAnswer::from(found.error());
    QJsonArray data;
    for (const ApiToken &token : found->tokens)
        data << toJson(token);
    return pageAnswer(*page, data, found->tokens.isEmpty() ? 0 : found->tokens.last().id, found->hasMore);
}

HttpAnswer createToken(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    ApiTokenDraft draft;
    draft.name = body.neededText(u"name"_s);
    draft.scopes = body.texts(u"scopes"_s).value_or(QStringList());
    draft.expiresAt = body.time(u"expires_at"_s);
    if (auto fits = body.error(); !fits)
        return HttpAnswer::from(fits.error());
    const auto created = services.administration->tokens.create(draft, auditSource(request));
    if (!created)
        return administrationProblem(created.error());
    QJsonObject object = toJson(created->token);
    object.insert(u"token"_s, QString::fromLatin1(created->secret)); // this once
    return HttpAnswer::json(object, 201);
}

HttpAnswer revokeToken(DeskServices &services, const HttpServerRequest &request)
{
    const auto done = services.administration->tokens.revoke(request.idParameter(), auditSource(request));
    return done ? nothingMore() : HttpAnswer::from(done.error());
}

} // namespace

void addTokensRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const QJsonObject scopes = list(word({u"read"_s, u"write"_s, u"admin"_s}), 3, 1);
    const Fields fields{{u"id"_s, id()},
                        {u"name"_s, text()},
                        {u"prefix"_s, text()},
                        {u"scopes"_s, list(text())},
                        {u"created_at"_s, time()},
                        {u"created_by"_s, orNull(id())},
                        {u"last_used_at"_s, orNull(time())},
                        {u"expires_at"_s, orNull(time())},
                        {u"revoked_at"_s, orNull(time())}};
    router.define(u"Token"_s, output(fields));
    router.define(u"TokenMade"_s, output(fields + Fields{{u"token"_s, text()}}));
    routes.add("GET", u"/api/v1/tokens"_s, Access::Admin, listTokens)
        .about(u"Tokens of scripts, newest first."_s, u"Tokens de scripts, del más nuevo al más viejo."_s)
        .query(u"revoked"_s, flag(), u"Also those that were revoked."_s)
        .pages()
        .answers(200, page(named(u"Token"_s)));
    routes.add("POST", u"/api/v1/tokens"_s, Access::Admin, createToken)
        .about(u"Makes a token, which is shown this once."_s, u"Crea un token, que se muestra solo esta vez."_s)
        .takes(input({{u"name"_s, text(64, 1)}, {u"scopes"_s, scopes}, {u"expires_at"_s, orNull(time())}},
                     {u"name"_s, u"scopes"_s}))
        .answers(201, named(u"TokenMade"_s));
    routes.add("DELETE", u"/api/v1/tokens/{id}"_s, Access::Admin, revokeToken)
        .about(u"Revokes a token for ever."_s, u"Revoca un token para siempre."_s)
        .answers(204);
}

} // namespace desk
