#pragma once

#include "core/http/httphandler.h"

namespace desk {

/// The answer's own headers behind those that every answer carries; none that would break the head.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> headersOf(const HttpAnswer &answer);

/// Status line and headers up to the empty line. @p length of the body, in bytes; not announced for 204 and 304.
[[nodiscard]] QByteArray answerHead(const HttpAnswer &answer, qint64 length, bool closes);

} // namespace desk
