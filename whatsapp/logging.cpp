#include "whatsapp/logging.h"

namespace desk::wa {

Q_LOGGING_CATEGORY(lcWaStream, "desk.wa.stream", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWaLink, "desk.wa.link", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWaPairing, "desk.wa.pairing", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWaKeys, "desk.wa.keys", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWaMessage, "desk.wa.message", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWaMedia, "desk.wa.media", QtInfoMsg)

} // namespace desk::wa
