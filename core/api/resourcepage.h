#pragma once

#include "core/http/httphandler.h"

namespace desk {

/// Answers with a file that the program carries. @param path of Qt's resources, ":/panel/index.html". @param type of its content.
[[nodiscard]] HttpHandler resourcePage(const QString &path, const QByteArray &type);

} // namespace desk
