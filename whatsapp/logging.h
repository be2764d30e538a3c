#pragma once

#include <QLoggingCategory>

// Categories of the WhatsApp library. Ids go through redact(); message text and keys are never logged.
namespace desk::wa {

Q_DECLARE_LOGGING_CATEGORY(lcWaStream)
Q_DECLARE_LOGGING_CATEGORY(lcWaLink)
Q_DECLARE_LOGGING_CATEGORY(lcWaPairing)
Q_DECLARE_LOGGING_CATEGORY(lcWaKeys)
Q_DECLARE_LOGGING_CATEGORY(lcWaMessage)
Q_DECLARE_LOGGING_CATEGORY(lcWaMedia)

} // namespace desk::wa
