#include "core/api/authcontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject toJson(const Identity &identity)
{
    return {{u"name"_s, identity.name},
            {u"role"_s, identity.role.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(identity.role)},
            {u"scopes"_s, QJsonArray::fromStringList(identity.scopes)},
            {u"csrf_token"_s,
             identity.csrfToken.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(identity.csrfToken)}};
}

HttpAnswer loginAnswer(const Result<AccountService::Login> &login)
{
    if (!login && login.error().code == Errc::Rejected) {
        HttpAnswer answer = HttpAnswer::problem(429, u"too_many_attempts"_s, u"Too many attempts."_s);
        answer.headers.emplaceBack("Retry-After", login.error().detail.toLatin1());
        return answer;
    }
    if (!login && login.error().code == Errc::Unauthorized)
        return HttpAnswer::problem(401, u"wrong_credentials"_s, u"Wrong name or password."_s);
    if (!login)
        return HttpAnswer::from(login.error());
    HttpAnswer answer = HttpAnswer::json(toJson(login->identity));
    answer.headers.append(
        {"Set-Cookie", "ventanilla_session=" + login->sessionToken + "; Path=/; HttpOnly; SameSite=Strict"});
    return answer;
}

QByteArray sessionOf(const HttpServerRequest &request)
{
    const QList<QByteArray> cookies = request.header("cookie").split(';');
    for (const QByteArray &cookie : cookies) {
        if (cookie.trimmed().startsWith("ventanilla_session="))
            return cookie.trimmed().mid(19);
    }
    return {};
}

} // namespace

void addAuthRoutes(Router &router, DeskServices &services)
{
    router.add("POST", u"/api/v1/auth/login"_s, Access::Open, [&services](const HttpServerRequest &request) {
        const auto object = request.json();
        if (!object)
            return answerNow(HttpAnswer::from(object.error()));
        auto login = services.accounts.login(object->value("username"_L1).toString().left(64),
                                             object->value("password"_L1).toString().left(1024), request.remoteAddress);
        return answerLater(login, &services.accounts, loginAnswer);
    });
    router.add("GET", u"/api/v1/auth/me"_s, Access::Read,
               directly([](const HttpServerRequest &request) { return HttpAnswer::json(toJson(*request.identity)); }));
    router.add("POST", u"/api/v1/auth/logout"_s, Access::Read, directly([&services](const HttpServerRequest &request) {
                   if (auto done = services.accounts.logout(sessionOf(request)); !done)
                       return HttpAnswer::from(done.error());
                   HttpAnswer answer;
                   answer.status = 204;
                   answer.headers.emplaceBack("Set-Cookie",
                                              "ventanilla_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
                   return answer;
               }));
}

} // namespace desk
