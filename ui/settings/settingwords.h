#pragma once

#include "core/administration/settingregistry.h"

#include <QCoreApplication>

namespace desk::ui {

/// What people read about a setting, in the language of the console.
class SettingWords
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::SettingWords)

public:
    /// Empty for an unknown key.
    [[nodiscard]] static QString label(const QString &key);
    /// What it does; may be empty.
    [[nodiscard]] static QString help(const QString &key);
    /// One of the setting's choices.
    [[nodiscard]] static QString choice(const QString &key, const QString &word);
    /// Why a value is not taken, and what would be.
    [[nodiscard]] static QString reason(const SettingDescriptor &setting);
    /// Why a whole change was refused; @p detail as DeskSettings::patch() says it. Empty: nothing that is known.
    [[nodiscard]] static QString refusal(const QString &detail);
    /// What the number counts, "min"; empty: nothing but itself.
    [[nodiscard]] static QString unit(const QString &key);
    /// How many of the stored number make one that is shown: 1000 where milliseconds are shown as seconds.
    [[nodiscard]] static qint64 scale(const QString &key);
    /// The number as people write it.
    [[nodiscard]] static QString number(const QString &key, qint64 value);

private:
    struct Text;
    [[nodiscard]] static const Text *find(const QString &key);
};

} // namespace desk::ui
