#pragma once

#include "app/settings.h"
#include "core/administration/desksettings.h"

namespace desk {

/// What the flags, the environment and the settings file decide of the settings that administrators could otherwise set, by key.
/// @param sources strongest first; @param settings made of them.
[[nodiscard]] QHash<QString, QJsonValue> overridesOf(const QList<SettingsSource> &sources, const Settings &settings);

/// @p told with what administrators have set where nothing stronger was said.
[[nodiscard]] Settings withStored(Settings told, const DeskSettings &stored);

} // namespace desk
