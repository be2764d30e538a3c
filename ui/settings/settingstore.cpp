#include "ui/settings/settingstore.h"

#include "core/administration/administration.h"
#include "ui/settings/settingwords.h"
#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

SettingStore::Values SettingStore::valuesOf(DeskServices &services, const QStringList &keys)
{
    Values values;
    const auto all = services.administration->settings.all();
    for (const DeskSettings::Current &current : all) {
        if (!keys.contains(current.setting->key))
            continue;
        const bool secret = current.setting->type == SettingDescriptor::Type::Secret;
        values.insert(current.setting->key,
                      {.key = current.setting->key,
                       .value = secret ? QJsonValue(!current.value.toString().isEmpty()) : current.value,
                       .source = current.source,
                       .isRestartNeeded = current.isRestartNeeded});
    }
    return values;
}

QFuture<Result<SettingStore::Values>> SettingStore::read(CoreGateway &gateway, const QStringList &keys)
{
    return gateway.ask<Values>([keys](DeskServices &services) -> Result<Values> { return valuesOf(services, keys); });
}

QFuture<Result<SettingStore::Values>> SettingStore::store(CoreGateway &gateway, const QJsonObject &changes)
{
    return gateway.ask<Values>(
        [changes, source = AuditSource{.actor = gateway.actor()}](DeskServices &services) -> Result<Values> {
            if (auto done = services.administration->settings.patch(changes, source); !done)
                return fail(done.error());
            return valuesOf(services, changes.keys());
        });
}

QString SettingStore::words(const Error &error)
{
    if (const QString known = SettingWords::refusal(error.detail); !known.isEmpty())
        return known;
    if (const SettingDescriptor *setting = findSetting(error.detail.section(u'/', 1)))
        return SettingWords::label(setting->key) + u": "_s + SettingWords::reason(*setting);
    return Words::of(error);
}

} // namespace desk::ui
