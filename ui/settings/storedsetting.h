#pragma once

#include "core/administration/desksettings.h"

namespace desk::ui {

/// A setting as it crosses to the console. Plain value.
struct StoredSetting
{
    QString key = {};
    QJsonValue value = {}; ///< of a secret: whether there is one, never the secret
    DeskSettings::Source source = DeskSettings::Source::Default;
    bool isRestartNeeded = false;
};

} // namespace desk::ui
