#pragma once

#include "core/base/result.h"

#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace desk {

/// One thing that administrators may set: its type, its limits and when it takes effect. Plain value.
struct SettingDescriptor
{
    enum class Type {
        Text,    ///< a string of @c least to @c most characters
        Integer, ///< from @c least to @c most
        Boolean,
        Choice,      ///< one of @c choices
        TextList,    ///< up to @c most strings, each of which @c check takes
        Secret,      ///< a string that is stored and never shown
        WeeklyHours, ///< {"mon": ["09:00-14:00", "16:00-19:00"], ...}; a day that is missing is closed
    };
    enum class Effect {
        Live,    ///< at once
        Restart, ///< when the program starts again
        Kept,    ///< stored and served; nothing in the program follows it
    };
    using Check = bool (*)(const QString &text);

    QString key = {}; ///< "ai.model"; the part before the dot is the group
    Type type = Type::Text;
    Effect effect = Effect::Live;
    QJsonValue fallback = {};
    qint64 least = 0;
    qint64 most = 0;
    QStringList choices = {};
    QStringList environment = {}; ///< names of the environment and the settings file that win over what is stored
    Check check = nullptr;        ///< of a text, or of each text of a list; null: none
};

/// All of them, in the order to show. Immutable.
[[nodiscard]] const QList<SettingDescriptor> &settingDescriptors();
/// Null for an unknown key.
[[nodiscard]] const SettingDescriptor *findSetting(const QString &key);
[[nodiscard]] QString toString(SettingDescriptor::Type type);
[[nodiscard]] QString toString(SettingDescriptor::Effect effect);

/// @p value in its stored form (lists without repetitions), or Invalid.
[[nodiscard]] Result<QJsonValue> acceptable(const SettingDescriptor &setting, const QJsonValue &value);
/// What the environment says as text, e.g. "a,b" for a list, "on" for a boolean; or Invalid.
[[nodiscard]] Result<QJsonValue> settingFromText(const SettingDescriptor &setting, const QString &text);

} // namespace desk
