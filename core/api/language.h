#pragma once

#include "core/deskservices.h"
#include "core/http/httphandler.h"

namespace desk {

/// The language in which a caller wants texts for people: the best of Accept-Language that there is, else the desk's. "es", "pt", "en".
[[nodiscard]] QString languageOf(const DeskServices &services, const HttpServerRequest &request);
/// The same from the header alone; empty when it names none of ours.
[[nodiscard]] QString languageFrom(const QByteArray &acceptLanguage);

} // namespace desk
