#pragma once

#include "core/deskservices.h"
#include "core/http/router.h"

#include <QJsonObject>

namespace desk {

/// GET /api/v1/refusals: what each cause means, in the caller's language.
void addRefusalsRoutes(Router &router, DeskServices &services);

[[nodiscard]] QJsonObject toJson(const Refusal &refusal);
/// Null unless the message was refused.
[[nodiscard]] QJsonValue refusalJson(const RefusalCatalogue &catalogue, const Message &message,
                                     const QString &language);
/// Null for no cause, and one that the catalogue does not know.
[[nodiscard]] QJsonValue linkCauseJson(const RefusalCatalogue &catalogue, const QString &cause,
                                       const QString &language);

} // namespace desk
