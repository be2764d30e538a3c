#pragma once

#include "whatsapp/account/accountlimits.h"

#include <QJsonObject>

namespace desk::wa::sim {

/// Limits as the service writes them, times as text (note 2, section 4.5).
[[nodiscard]] QJsonObject limitJson(const TimeLock &lock);
[[nodiscard]] QJsonObject limitJson(const NewChatCap &cap);
/// By the service's word; nothing for another.
[[nodiscard]] std::optional<NewChatCap::Level> newChatLevel(const QString &word);

} // namespace desk::wa::sim
