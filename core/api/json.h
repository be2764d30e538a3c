#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/http/httphandler.h"
#include "core/messaging/message.h"
#include "core/tickets/ticket.h"

namespace desk {

/// UTC ISO-8601 with milliseconds; null for 0.
[[nodiscard]] QJsonValue isoTime(qint64 ms);
/// Null for what is not there: an empty text, an id that names nothing.
[[nodiscard]] QJsonValue textOrNull(const QString &text);
[[nodiscard]] QJsonValue idOrNull(qint64 id);
[[nodiscard]] QJsonObject toJson(const Attachment &attachment);
[[nodiscard]] QJsonObject toJson(const Ticket &ticket);
[[nodiscard]] QJsonObject toJson(const Message &message);

/// "limit" and "cursor" of a list. The cursor is opaque to clients, and holds only for the list and the filters that it was given for.
struct PageRequest
{
    int limit = 50;
    qint64 before = 0;
    QByteArray binding = {}; ///< of a cursor to the list and its filters
};
/// Invalid for a limit outside 1-200 or a cursor that is not of this list.
[[nodiscard]] Result<PageRequest> pageRequest(const HttpServerRequest &request);
/// @param page what was asked for. @param lastId where the next page goes on.
[[nodiscard]] HttpAnswer pageAnswer(const PageRequest &page, const QJsonArray &data, qint64 lastId, bool hasMore);
/// The names of "fields" or "include": a list of words, which the route's description has checked.
[[nodiscard]] QStringList wordsOfQuery(const HttpServerRequest &request, const QString &name);
/// Only these fields and the id; all without any.
[[nodiscard]] QJsonObject onlyFields(const QJsonObject &object, const QStringList &fields);
/// 204.
[[nodiscard]] HttpAnswer doneAnswer();

/// Reads an optional text field. Invalid (field pointer) for another type.
[[nodiscard]] Result<std::optional<QString>> textField(const QJsonObject &object, const QString &name);

} // namespace desk
