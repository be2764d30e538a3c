#include "core/api/userscontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const User &user)
{
    return {{u"id"_s, user.id.value},
            {u"name"_s, user.name},
            {u"display_name"_s, user.displayName.isEmpty() ? user.name : user.displayName},
            {u"role"_s, user.role},
            {u"disabled"_s, user.disabled},
            {u"created_at"_s, isoTime(user.createdAt)},
            {u"updated_at"_s, isoTime(user.updatedAt)},
            {u"last_login_at"_s, isoTime(user.lastLoginAt)}};
}

/// Everybody sees whom a ticket can go to; when somebody was here is for administrators and themselves.
QJsonObject toJson(const User &user, const Identity &reader)
{
    QJsonObject object = toJson(user);
    const bool self = reader.kind == Identity::Kind::User && reader.userId == user.id;
    if (!self && !reader.allows(Access::Admin))
        object.insert(u"last_login_at"_s, QJsonValue::Null);
    return object;
}

HttpAnswer createdAnswer(const Result<User> &user)
{
    return user ? HttpAnswer::json(toJson(*user), 201) : administrationProblem(user.error());
}

HttpAnswer changedAnswer(const Result<User> &user)
{
    return user ? HttpAnswer::json(toJson(*user)) : administrationProblem(user.error());
}

HttpAnswer listUsers(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const QString disabled = request.queryValue(u"disabled"_s);
    if (!QStringList{QString(), u"true"_s, u"false"_s}.contains(disabled))
        return HttpAnswer::from({Errc::Invalid, u"/disabled"_s});
    const auto found = services.administration->users.page(disabled == "true"_L1, page->before, page->limit);
    if (!found)
        return HttpAnswer::from(found.error());
    QJsonArray data;
    for (const User &user : found->users)
        data << toJson(user, *request.identity);
    return pageAnswer(*page, data, found->users.isEmpty() ? 0 : found->users.last().id.value, found->hasMore);
}

HttpAnswer getUser(DeskServices &services, const HttpServerRequest &request)
{
    const auto user = services.administration->users.find({request.idParameter()});
    return user ? HttpAnswer::json(toJson(*user, *request.identity)) : HttpAnswer::from(user.error());
}

QFuture<HttpAnswer> createUser(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    UserService::Draft draft;
    draft.name = body.neededText(u"name"_s);
    draft.displayName = body.text(u"display_name"_s).value_or(QString());
    draft.role = body.neededText(u"role"_s);
    draft.password = body.neededText(u"password"_s);
    if (auto fits = body.error(); !fits)
        return answerNow(HttpAnswer::from(fits.error()));
    const auto created = services.administration->users.create(draft, auditSource(request));
    return answerLater(created, &services.administration->users, createdAnswer);
}

QFuture<HttpAnswer> patchUser(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    UserPatch patch;
    patch.name = body.text(u"name"_s);
    patch.displayName = body.text(u"display_name"_s);
    patch.role = body.text(u"role"_s);
    patch.disabled = body.flag(u"disabled"_s);
    patch.password = body.text(u"password"_s);
    patch.currentPassword = body.text(u"current_password"_s).value_or(QString()).left(1024);
    if (auto fits = body.error(); !fits)
        return answerNow(HttpAnswer::from(fits.error()));
    const auto changed = services.administration->users.patch({request.idParameter()}, patch, *request.identity,
                                                              auditSource(request));
    return answerLater(changed, &services.administration->users, changedAnswer);
}

HttpAnswer disableUser(DeskServices &services, const HttpServerRequest &request)
{
    const auto done = services.administration->users.disable({request.idParameter()}, auditSource(request));
    return done ? nothingMore() : administrationProblem(done.error());
}

} // namespace

void addUsersRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const QJsonObject role = word({u"admin"_s, u"technician"_s, u"viewer"_s});
    router.define(u"User"_s,
                  output({{u"id"_s, id()},
                          {u"name"_s, text()},
                          {u"display_name"_s, text()},
                          {u"role"_s, role},
                          {u"disabled"_s, flag()},
                          {u"created_at"_s, time()},
                          {u"updated_at"_s, orNull(time())},
                          {u"last_login_at"_s, orNull(time())}}));
    routes.add("GET", u"/api/v1/users"_s, Access::Read, listUsers)
        .about(u"Users, newest first."_s, u"Los usuarios, del más nuevo al más viejo."_s)
        .query(u"disabled"_s, flag(), u"Also those that are disabled."_s)
        .pages()
        .answers(200, page(named(u"User"_s)));
    routes.add("POST", u"/api/v1/users"_s, Access::Admin, createUser)
        .about(u"Makes a user."_s, u"Crea un usuario."_s)
        .takes(input({{u"name"_s, text(64, 1)},
                      {u"display_name"_s, text(64)},
                      {u"role"_s, role},
                      {u"password"_s, text(1024, 8)}},
                     {u"name"_s, u"role"_s, u"password"_s}))
        .answers(201, named(u"User"_s));
    routes.add("GET", u"/api/v1/users/{id}"_s, Access::Read, getUser)
        .about(u"A user."_s, u"Un usuario."_s)
        .answers(200, named(u"User"_s));
    // Read: everybody may change their own password. UserService says who may change what.
    routes.add("PATCH", u"/api/v1/users/{id}"_s, Access::Read, patchUser)
        .about(
            u"Administrators change anybody; everybody their own display name and, with the present one, password."_s,
            u"Un administrador cambia a cualquiera; cada quien, su nombre visible y su contraseña."_s)
        .takes(input({{u"name"_s, text(64, 1)},
                      {u"display_name"_s, text(64)},
                      {u"role"_s, role},
                      {u"disabled"_s, flag()},
                      {u"password"_s, text(1024, 8)},
                      {u"current_password"_s, text(1024)}}))
        .answers(200, named(u"User"_s));
    routes.add("DELETE", u"/api/v1/users/{id}"_s, Access::Admin, disableUser)
        .about(u"Disables a user and ends their sessions."_s, u"Deshabilita a un usuario y termina sus sesiones."_s)
        .answers(204);
}

} // namespace desk
