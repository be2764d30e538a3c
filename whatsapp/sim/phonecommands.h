#pragma once

#include "core/base/result.h"
#include "whatsapp/sim/phonereader.h"
#include "whatsapp/sim/phonewriter.h"

#include <QJsonObject>

// The lines of JSON about phones' messages (note 3, and beyond it driver.h). Pure.
namespace desk::wa::sim {

/// The command `phone_send`, without who writes. @return Invalid.
[[nodiscard]] Result<PhoneOrder> phoneOrder(const QJsonObject &command);

/// The command `phone_chatstate`'s state. @return Invalid.
[[nodiscard]] Result<ChatState> chatStateNamed(const QString &name);

/// An address that may be a bare phone number. @return Invalid for what is neither person nor group nor the status posts.
[[nodiscard]] Result<Jid> addressOf(const QJsonValue &value);

/// The event `phone_message`.
[[nodiscard]] QJsonObject toJson(const PhoneReading &reading);

} // namespace desk::wa::sim
