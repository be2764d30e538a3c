#include "core/api/settingscontroller.h"

#include "core/administration/administration.h"
#include "core/api/administrationjson.h"
#include "core/api/deskroutes.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject limitsOf(const SettingDescriptor &setting)
{
    switch (setting.type) {
    case SettingDescriptor::Type::Text:
    case SettingDescriptor::Type::Secret:
        return {{u"min_length"_s, setting.least}, {u"max_length"_s, setting.most}};
    case SettingDescriptor::Type::Integer:
        return {{u"minimum"_s, setting.least}, {u"maximum"_s, setting.most}};
    case SettingDescriptor::Type::Choice:
        return {{u"choices"_s, QJsonArray::fromStringList(setting.choices)}};
    case SettingDescriptor::Type::TextList:
        return {{u"max_items"_s, setting.most}};
    case SettingDescriptor::Type::Boolean:
    case SettingDescriptor::Type::WeeklyHours:
        break;
    }
    return {};
}

/// A secret shows only whether it is there.
QJsonObject toJson(const DeskSettings::Current &current)
{
    const SettingDescriptor &setting = *current.setting;
    const bool secret = setting.type == SettingDescriptor::Type::Secret;
    const QJsonValue null(QJsonValue::Null);
    QJsonObject object{
        {u"key"_s, setting.key},
        {u"group"_s, setting.key.section(u'.', 0, 0)},
        {u"type"_s, toString(setting.type)},
        {u"limits"_s, limitsOf(setting)},
        {u"value"_s, secret ? null : current.value},
        {u"default"_s, secret ? null : setting.fallback},
        {u"is_set"_s, secret ? !current.value.toString().isEmpty() : current.source != DeskSettings::Source::Default},
        {u"source"_s, toString(current.source)},
        {u"environment"_s, QJsonArray::fromStringList(setting.environment)},
        {u"effect"_s, toString(setting.effect)},
        {u"restart_needed"_s, current.isRestartNeeded}};
    return object;
}

HttpAnswer listSettings(DeskServices &services, const HttpServerRequest & /*request*/)
{
    QJsonArray data;
    bool restart = false;
    const QList<DeskSettings::Current> all = services.administration->settings.all();
    for (const DeskSettings::Current &current : all) {
        data << toJson(current);
        restart = restart || current.isRestartNeeded;
    }
    return HttpAnswer::json({{u"data"_s, data}, {u"restart_needed"_s, restart}, {u"demo"_s, services.demo}});
}

HttpAnswer patchSettings(DeskServices &services, const HttpServerRequest &request)
{
    const auto changes = request.json();
    if (!changes)
        return HttpAnswer::from(changes.error());
    const auto changed = services.administration->settings.patch(*changes, auditSource(request));
    return changed ? listSettings(services, request) : administrationProblem(changed.error());
}

/// What a change of @p setting may hold.
QJsonObject schemaOf(const SettingDescriptor &setting)
{
    using namespace schema;
    switch (setting.type) {
    case SettingDescriptor::Type::Text:
    case SettingDescriptor::Type::Secret:
        return text(int(setting.most), int(setting.least));
    case SettingDescriptor::Type::Integer:
        return integer(setting.least, setting.most);
    case SettingDescriptor::Type::Boolean:
        return flag();
    case SettingDescriptor::Type::Choice:
        return word(setting.choices);
    case SettingDescriptor::Type::TextList:
        return list(text(300, 1), int(setting.most));
    case SettingDescriptor::Type::WeeklyHours:
        break;
    }
    return anything();
}

QJsonObject changesSchema()
{
    schema::Fields fields;
    for (const SettingDescriptor &setting : settingDescriptors())
        fields.append({setting.key, schema::orNull(schemaOf(setting))});
    return schema::input(fields);
}

} // namespace

void addSettingsRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    router.define(u"Setting"_s,
                  output({{u"key"_s, text()},
                          {u"group"_s, text()},
                          {u"type"_s, text()},
                          {u"limits"_s, anything()},
                          {u"value"_s, QJsonObject()},
                          {u"default"_s, QJsonObject()},
                          {u"is_set"_s, flag()},
                          {u"source"_s, word({u"default"_s, u"stored"_s, u"environment"_s})},
                          {u"environment"_s, list(text())},
                          {u"effect"_s, word({u"live"_s, u"restart"_s, u"kept"_s})},
                          {u"restart_needed"_s, flag()}}));
    const QJsonObject all = output(
        {{u"data"_s, list(named(u"Setting"_s))}, {u"restart_needed"_s, flag()}, {u"demo"_s, flag()}});
    routes.add("GET", u"/api/v1/settings"_s, Access::Admin, listSettings)
        .about(
            u"All settings: type, limits, value, where it comes from, when it takes effect. A secret shows only whether it is set."_s,
            u"Todos los ajustes: tipo, límites, valor, origen y cuándo surten efecto. Los secretos nunca se muestran."_s)
        .answers(200, all);
    routes.add("PATCH", u"/api/v1/settings"_s, Access::Admin, patchSettings)
        .about(u"Stores all of these settings or none; null goes back to the default."_s,
               u"Guarda todos estos ajustes o ninguno; null vuelve al valor incluido."_s)
        .takes(changesSchema())
        .answers(200, all);
}

} // namespace desk
