#include "core/api/authcontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const Identity &identity)
{
    return {{u"id"_s, identity.userId.isValid() ? QJsonValue(identity.userId.value) : QJsonValue(QJsonValue::Null)},
            {u"name"_s, identity.name},
            {u"role"_s, textOrNull(identity.role)},
            {u"scopes"_s, QJsonArray::fromStringList(identity.scopes)},
            {u"csrf_token"_s, textOrNull(identity.csrfToken)}};
}

/// @param secure the browser came over TLS: the cookie never leaves by another way.
QByteArray cookie(const QByteArray &session, bool secure)
{
    QByteArray text = "ventanilla_session=" + session + "; Path=/; HttpOnly; SameSite=Strict";
    if (session.isEmpty())
        text += "; Max-Age=0";
    return secure ? text + "; Secure" : text;
}

HttpAnswer signedIn(const Result<AccountService::Login> &login, int status, bool secure)
{
    if (!login)
        return administrationProblem(login.error());
    HttpAnswer answer = HttpAnswer::json(toJson(login->identity), status);
    answer.headers.emplaceBack("Set-Cookie", cookie(login->sessionToken, secure));
    return answer;
}

template<bool secure>
HttpAnswer loginAnswer(const Result<AccountService::Login> &login)
{
    if (!login && login.error().code == Errc::Unauthorized)
        return HttpAnswer::problem(401, u"wrong_credentials"_s, u"Wrong name or password."_s);
    return signedIn(login, 200, secure);
}

template<bool secure>
HttpAnswer setupAnswer(const Result<AccountService::Login> &login)
{
    if (!login && login.error().code == Errc::Unauthorized)
        return HttpAnswer::problem(401, u"wrong_secret"_s, u"Wrong secret."_s);
    return signedIn(login, 201, secure);
}

QByteArray sessionOf(const HttpServerRequest &request)
{
    const QList<QByteArray> cookies = request.header("cookie").split(';');
    for (const QByteArray &pair : cookies) {
        if (pair.trimmed().startsWith("ventanilla_session="))
            return pair.trimmed().mid(19);
    }
    return {};
}

AccountService::Client clientOf(const HttpServerRequest &request)
{
    return {request.remoteAddress, QString::fromUtf8(request.header("user-agent").left(1000)), sessionOf(request)};
}

HttpAnswer state(DeskServices &services, const HttpServerRequest & /*request*/)
{
    const auto needed = services.administration->firstAdministrator.isNeeded();
    if (!needed)
        return HttpAnswer::from(needed.error());
    const DeskSettings &settings = services.administration->settings;
    return HttpAnswer::json({{u"setup_needed"_s, *needed},
                             {u"desk_name"_s, settings.text(u"desk.name"_s)},
                             {u"language"_s, settings.text(u"desk.language"_s)},
                             {u"demo"_s, services.demo}});
}

QFuture<HttpAnswer> setup(DeskServices &services, const HttpServerRequest &request)
{
    // Behind a proxy on this computer everybody would seem to sit here.
    for (const QByteArray &name : {QByteArray("forwarded"), QByteArray("x-forwarded-for"), QByteArray("x-real-ip")}) {
        if (request.headers.contains(name))
            return answerNow(HttpAnswer::from({Errc::Forbidden, {}}));
    }
    BodyReader body(request);
    FirstAdministrator::Draft draft;
    draft.secret = body.neededText(u"secret"_s);
    draft.name = body.neededText(u"name"_s);
    draft.displayName = body.text(u"display_name"_s).value_or(QString());
    draft.password = body.neededText(u"password"_s);
    if (auto fits = body.error(); !fits)
        return answerNow(HttpAnswer::from(fits.error()));
    auto made = services.administration->firstAdministrator.create(draft, clientOf(request));
    return answerLater(made, &services.accounts, request.secure ? setupAnswer<true> : setupAnswer<false>);
}

QFuture<HttpAnswer> login(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    const QString name = body.neededText(u"username"_s);
    const QString password = body.neededText(u"password"_s);
    if (auto fits = body.error(); !fits)
        return answerNow(HttpAnswer::from(fits.error()));
    if (name.size() > 64 || password.size() > 1024)
        return answerNow(HttpAnswer::problem(401, u"wrong_credentials"_s, u"Wrong name or password."_s));
    auto entered = services.accounts.login(name, password, clientOf(request));
    return answerLater(entered, &services.accounts, request.secure ? loginAnswer<true> : loginAnswer<false>);
}

HttpAnswer me(DeskServices &services, const HttpServerRequest &request)
{
    QJsonObject object = toJson(*request.identity);
    QJsonValue displayName(QJsonValue::Null);
    if (request.identity->userId.isValid()) {
        const auto user = services.administration->users.find(request.identity->userId);
        if (!user)
            return HttpAnswer::from(user.error());
        displayName = user->displayName.isEmpty() ? user->name : user->displayName;
    }
    object.insert(u"display_name"_s, displayName);
    object.insert(u"demo"_s, services.demo);
    return HttpAnswer::json(object);
}

HttpAnswer logout(DeskServices &services, const HttpServerRequest &request)
{
    if (auto done = services.accounts.logout(sessionOf(request)); !done)
        return HttpAnswer::from(done.error());
    HttpAnswer answer = nothingMore();
    answer.headers.emplaceBack("Set-Cookie", cookie({}, request.secure));
    return answer;
}

/// Whose sessions are asked for: the caller's own, or with "user_id" anybody's for an administrator.
Result<UserId> sessionOwner(const HttpServerRequest &request)
{
    const Identity &by = *request.identity;
    const QString asked = request.queryValue(u"user_id"_s);
    if (asked.isEmpty())
        return by.userId; // of a token: nobody's
    const UserId user{asked.toLongLong()};
    if (!user.isValid())
        return fail(Errc::Invalid, u"/user_id"_s);
    if (user != by.userId && !by.allows(Access::Admin))
        return fail(Errc::Forbidden);
    return user;
}

HttpAnswer listSessions(DeskServices &services, const HttpServerRequest &request)
{
    const auto owner = sessionOwner(request);
    if (!owner)
        return HttpAnswer::from(owner.error());
    const auto sessions = services.accounts.sessionsOf(*owner);
    if (!sessions)
        return HttpAnswer::from(sessions.error());
    QJsonArray data;
    for (const Session &session : *sessions) {
        data << QJsonObject{{u"id"_s, session.id},
                            {u"user_id"_s, session.userId.value},
                            {u"created_at"_s, isoTime(session.createdAt)},
                            {u"last_seen_at"_s, isoTime(session.lastSeenAt)},
                            {u"expires_at"_s, isoTime(session.expiresAt)},
                            {u"address"_s, textOrNull(session.address)},
                            {u"agent"_s, textOrNull(session.agent)},
                            {u"current"_s, session.id == request.identity->sessionId}};
    }
    return HttpAnswer::json({{u"data"_s, data}});
}

HttpAnswer endSession(DeskServices &services, const HttpServerRequest &request)
{
    const Identity &by = *request.identity;
    if (!by.userId.isValid() && !by.allows(Access::Admin)) // a token has none
        return HttpAnswer::from({Errc::NotFound, {}});
    const UserId owner = by.allows(Access::Admin) ? UserId() : by.userId;
    const auto done = services.accounts.endSession(request.idParameter(), owner, auditSource(request));
    return done ? nothingMore() : HttpAnswer::from(done.error());
}

/// All but the caller's own.
HttpAnswer endSessions(DeskServices &services, const HttpServerRequest &request)
{
    const auto owner = sessionOwner(request);
    if (!owner)
        return HttpAnswer::from(owner.error());
    const auto ended = services.accounts.endSessions(*owner, request.identity->sessionId, auditSource(request));
    return ended ? HttpAnswer::json({{u"ended"_s, *ended}}) : HttpAnswer::from(ended.error());
}

} // namespace

void addAuthRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const Fields caller{{u"id"_s, orNull(id())},
                        {u"name"_s, text()},
                        {u"role"_s, orNull(text())},
                        {u"scopes"_s, list(text())},
                        {u"csrf_token"_s, orNull(text())}};
    router.define(u"SignedIn"_s, output(caller));
    router.define(u"Caller"_s, output(caller + Fields{{u"display_name"_s, orNull(text())}, {u"demo"_s, flag()}}));
    router.define(u"Session"_s,
                  output({{u"id"_s, id()},
                          {u"user_id"_s, id()},
                          {u"created_at"_s, time()},
                          {u"last_seen_at"_s, time()},
                          {u"expires_at"_s, time()},
                          {u"address"_s, orNull(text())},
                          {u"agent"_s, orNull(text())},
                          {u"current"_s, flag()}}));
    const QString whose = u"Of another user, for administrators."_s;
    routes.add("GET", u"/api/v1/auth/state"_s, Access::Open, state)
        .about(u"Whether an administrator is missing, and how the desk is called."_s,
               u"Dice si falta un administrador."_s)
        .answers(
            200,
            output(
                {{u"setup_needed"_s, flag()}, {u"desk_name"_s, text()}, {u"language"_s, text()}, {u"demo"_s, flag()}}));
    routes.add("POST", u"/api/v1/auth/setup"_s, Access::Open, setup)
        .about(u"Makes the first administrator, from this computer, with the secret that the console shows."_s,
               u"Crea el primer administrador, desde este equipo, con la clave que muestra la consola."_s)
        .takes(input({{u"secret"_s, text(64, 1)},
                      {u"name"_s, text(64, 1)},
                      {u"display_name"_s, text(64)},
                      {u"password"_s, text(1024, 8)}},
                     {u"secret"_s, u"name"_s, u"password"_s}))
        .answers(201, named(u"SignedIn"_s));
    routes.add("POST", u"/api/v1/auth/login"_s, Access::Open, login)
        .about(u"Signs in; the session comes as a cookie."_s, u"Inicia sesión; la sesión llega como cookie."_s)
        .takes(input({{u"username"_s, text(1000)}, {u"password"_s, text(4000)}}, {u"username"_s, u"password"_s}))
        .answers(200, named(u"SignedIn"_s));
    routes.add("POST", u"/api/v1/auth/logout"_s, Access::Read, logout)
        .about(u"Ends the session."_s, u"Cierra la sesión."_s)
        .answers(204);
    routes.add("GET", u"/api/v1/auth/me"_s, Access::Read, me)
        .about(u"Who makes the request."_s, u"Quién hace la petición."_s)
        .answers(200, named(u"Caller"_s));
    routes.add("GET", u"/api/v1/auth/sessions"_s, Access::Read, listSessions)
        .about(u"The caller's own sessions, newest first."_s,
               u"Las sesiones propias, de la más nueva a la más vieja."_s)
        .query(u"user_id"_s, id(), whose)
        .answers(200, output({{u"data"_s, list(named(u"Session"_s))}}));
    routes.add("DELETE", u"/api/v1/auth/sessions"_s, Access::Read, endSessions)
        .about(u"Ends all sessions but this one."_s, u"Termina todas las sesiones menos esta."_s)
        .query(u"user_id"_s, id(), whose)
        .answers(200, output({{u"ended"_s, integer()}}));
    routes.add("DELETE", u"/api/v1/auth/sessions/{id}"_s, Access::Read, endSession)
        .about(u"Ends a session."_s, u"Termina una sesión."_s)
        .answers(204);
}

} // namespace desk
