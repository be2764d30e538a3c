#pragma once

#include "core/http/router.h"

namespace desk {

/// OpenAPI 3.1 of all that @p router has, made of the descriptions beside its routes.
///
/// Own fields of an operation: "x-access" (open, read, write, admin), "x-body-limit" (bytes), "x-summary-es", "x-old" for routes of the
/// replaced system, which take unknown fields.
[[nodiscard]] QJsonObject openApiDocument(const Router &router);

} // namespace desk
