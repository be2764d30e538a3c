#pragma once

#include "core/http/httphandler.h"
#include "core/messaging/message.h"
#include "core/tickets/ticket.h"

namespace desk {

/// UTC ISO-8601 with milliseconds; null for 0.
[[nodiscard]] QJsonValue isoTime(qint64 ms);
[[nodiscard]] QJsonObject toJson(const Ticket &ticket);
[[nodiscard]] QJsonObject toJson(const Message &message);

/// "limit" and "cursor" of a list. The cursor is opaque to clients.
struct PageRequest
{
    int limit = 50;
    qint64 before = 0;
};
/// Invalid for a limit outside 1-200 or a cursor that is not ours.
[[nodiscard]] Result<PageRequest> pageRequest(const HttpServerRequest &request);
[[nodiscard]] HttpAnswer pageAnswer(const QJsonArray &data, qint64 lastId, bool hasMore);

/// Reads an optional text field. Invalid (field pointer) for another type.
[[nodiscard]] Result<std::optional<QString>> textField(const QJsonObject &object, const QString &name);

} // namespace desk
