#include "core/api/notificationrulescontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype mostRules = 50;

QJsonObject toJson(const NotificationRule &rule)
{
    QString label;
    if (const auto status = ticketStatusFrom(rule.status))
        label = spanishLabel(*status);
    return {{u"status"_s, rule.status},
            {u"label"_s, label},
            {u"enabled"_s, rule.enabled},
            {u"text"_s, rule.text},
            {u"preview"_s, NotificationRules::preview(rule)}};
}

HttpAnswer listRules(DeskServices &services, const HttpServerRequest & /*request*/)
{
    const auto rules = services.administration->notificationRules.all();
    if (!rules)
        return HttpAnswer::from(rules.error());
    QJsonArray data;
    for (const NotificationRule &rule : *rules)
        data << toJson(rule);
    return HttpAnswer::json(
        {{u"data"_s, data}, {u"variables"_s, QJsonArray::fromStringList(NotificationRules::variables())}});
}

/// A rule as GET gives it; label and preview may come along.
Result<NotificationRule> ruleFrom(const QJsonValue &value, const QString &place)
{
    static const QStringList known{u"status"_s, u"enabled"_s, u"text"_s, u"label"_s, u"preview"_s};
    if (!value.isObject())
        return fail(Errc::Invalid, place);
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (!known.contains(field.key()))
            return fail(Errc::Invalid, place);
    }
    if (!object.value("status"_L1).isString())
        return fail(Errc::Invalid, place + u"/status"_s);
    if (!object.value("enabled"_L1).isBool())
        return fail(Errc::Invalid, place + u"/enabled"_s);
    if (!object.value("text"_L1).isString())
        return fail(Errc::Invalid, place + u"/text"_s);
    NotificationRule rule;
    rule.status = object.value("status"_L1).toString();
    rule.enabled = object.value("enabled"_L1).toBool();
    rule.text = object.value("text"_L1).toString();
    return rule;
}

HttpAnswer putRules(DeskServices &services, const HttpServerRequest &request)
{
    BodyReader body(request);
    const QJsonValue given = body.value(u"rules"_s);
    if (auto fits = body.error(); !fits)
        return HttpAnswer::from(fits.error());
    const QJsonArray list = given.toArray();
    if (!given.isArray() || list.size() > mostRules)
        return HttpAnswer::from({Errc::Invalid, u"/rules"_s});
    QList<NotificationRule> rules;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto rule = ruleFrom(list.at(i), u"/rules/%1"_s.arg(i));
        if (!rule)
            return HttpAnswer::from(rule.error());
        rules << *rule;
    }
    const auto done = services.administration->notificationRules.store(rules, auditSource(request));
    return done ? listRules(services, request) : administrationProblem(done.error());
}

HttpAnswer previewRule(DeskServices & /*services*/, const HttpServerRequest &request)
{
    BodyReader body(request);
    NotificationRule rule;
    rule.status = body.text(u"status"_s).value_or(u"ready"_s);
    rule.text = body.neededText(u"text"_s);
    if (auto fits = body.error(); !fits)
        return HttpAnswer::from(fits.error());
    if (!ticketStatusFrom(rule.status))
        return HttpAnswer::from({Errc::Invalid, u"/status"_s});
    if (rule.text.size() > 2000)
        return HttpAnswer::from({Errc::Invalid, u"/text"_s});
    return HttpAnswer::json({{u"preview"_s, NotificationRules::preview(rule)}});
}

} // namespace

void addNotificationRulesRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    router.define(u"NotificationRule"_s,
                  output({{u"status"_s, text()},
                          {u"label"_s, text()},
                          {u"enabled"_s, flag()},
                          {u"text"_s, text()},
                          {u"preview"_s, text()}}));
    const QJsonObject rules = output({{u"data"_s, list(named(u"NotificationRule"_s))}, {u"variables"_s, list(text())}});
    const QJsonObject rule = input({{u"status"_s, text(40, 1)},
                                    {u"enabled"_s, flag()},
                                    {u"text"_s, text(2000, 1)},
                                    {u"label"_s, text()},
                                    {u"preview"_s, text()}},
                                   {u"status"_s, u"enabled"_s, u"text"_s});
    routes.add("GET", u"/api/v1/notification-rules"_s, Access::Read, listRules)
        .about(u"What customers are told of each status."_s, u"Lo que se avisa al cliente en cada estado."_s)
        .answers(200, rules);
    routes.add("PUT", u"/api/v1/notification-rules"_s, Access::Admin, putRules)
        .about(u"Stores all of these rules or none; label and preview are passed over, other statuses stay."_s,
               u"Guarda todas estas reglas o ninguna; los demás estados quedan como están."_s)
        .takes(input({{u"rules"_s, list(rule, int(mostRules))}}, {u"rules"_s}))
        .answers(200, rules);
    routes.add("POST", u"/api/v1/notification-rules/preview"_s, Access::Read, previewRule)
        .about(u"What a customer would read, with an invented ticket."_s,
               u"Lo que leería un cliente, con un ticket inventado."_s)
        .takes(input({{u"status"_s, text(40, 1)}, {u"text"_s, text(2000)}}, {u"text"_s}))
        .answers(200, output({{u"preview"_s, text()}}));
}

} // namespace desk
