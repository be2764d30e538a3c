#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

namespace desk {

/// Where files are uploaded to; its body limit is the largest file that may be sent.
inline const QString uploadPath = QStringLiteral("/api/v1/attachments");

/// Adds its routes to @p router. Handlers keep references into @p services.
void addAttachmentsRoutes(Router &router, DeskServices &services);

} // namespace desk
