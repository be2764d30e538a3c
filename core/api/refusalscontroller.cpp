#include "core/api/refusalscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/language.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer listRefusals(DeskServices &services, const HttpServerRequest &request)
{
    const QString language = languageOf(services, request);
    const RefusalCatalogue &catalogue = services.refusals;
    QJsonArray data;
    const auto add = [&](const Refusal &refusal, const QString &about) {
        QJsonObject json = toJson(refusal);
        json.insert(u"about"_s, about);
        data << json;
    };
    for (const QString &cause : catalogue.causes(RefusalCatalogue::About::Message))
        add(catalogue.refusal(cause, language), u"message"_s);
    for (const QString &cause : catalogue.causes(RefusalCatalogue::About::Link))
        add(catalogue.linkState(cause, language), u"link"_s);
    HttpAnswer answer = HttpAnswer::json({{u"data"_s, data}, {u"language"_s, language}});
    answer.headers << std::pair<QByteArray, QByteArray>("Content-Language", language.toLatin1());
    answer.headers << std::pair<QByteArray, QByteArray>("Vary", "Accept-Language");
    return answer;
}

} // namespace

QJsonObject toJson(const Refusal &refusal)
{
    return {{u"cause"_s, refusal.cause},
            {u"title"_s, refusal.title},
            {u"what"_s, refusal.what},
            {u"advice"_s, refusal.advice},
            {u"can_resend"_s, refusal.canResend}};
}

QJsonValue refusalJson(const RefusalCatalogue &catalogue, const Message &message, const QString &language)
{
    if (message.state != DeliveryState::Refused)
        return QJsonValue::Null;
    return toJson(catalogue.refusal(message.cause, language));
}

QJsonValue linkCauseJson(const RefusalCatalogue &catalogue, const QString &cause, const QString &language)
{
    const Refusal state = catalogue.linkState(cause, language);
    return state.title.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(toJson(state));
}

void addRefusalsRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const Fields texts{{u"cause"_s, text()},
                       {u"title"_s, text()},
                       {u"what"_s, text()},
                       {u"advice"_s, text()},
                       {u"can_resend"_s, flag()}};
    router.define(u"Refusal"_s, output(texts));
    router.define(u"Cause"_s, output(texts + Fields{{u"about"_s, word({u"message"_s, u"link"_s})}}));
    routes.add("GET", u"/api/v1/refusals"_s, Access::Read, listRefusals)
        .about(
            u"What each cause of a refusal or of a lost link means and what to do, in the language of Accept-Language."_s,
            u"Qué significa cada causa de rechazo o de pérdida del enlace y qué hacer, en el idioma de Accept-Language."_s)
        .answers(200, output({{u"data"_s, list(named(u"Cause"_s))}, {u"language"_s, text()}}));
}

} // namespace desk
