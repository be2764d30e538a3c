#pragma once

#include "ui/coregateway.h"
#include "ui/settings/storedsetting.h"

#include <QHash>

namespace desk::ui {

/// Settings read and stored by key, for what is no page of the settings dialog. GUI thread; secrets stay with the core.
class SettingStore
{
public:
    using Values = QHash<QString, StoredSetting>;

    [[nodiscard]] static QFuture<Result<Values>> read(CoreGateway &gateway, const QStringList &keys);
    /// Errors as DeskSettings::patch(). @return what holds then, by the keys of @p changes.
    [[nodiscard]] static QFuture<Result<Values>> store(CoreGateway &gateway, const QJsonObject &changes);
    /// What went wrong, in words.
    [[nodiscard]] static QString words(const Error &error);

    /// On the core thread.
    [[nodiscard]] static Values valuesOf(DeskServices &services, const QStringList &keys);
};

} // namespace desk::ui
