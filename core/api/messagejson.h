#pragma once

#include "core/api/json.h"
#include "core/storage/messagerepository.h"

#include <QJsonArray>
#include <QJsonObject>

namespace desk {

/// Messages as the API shows them: each with its own fields, and what later messages have done to it.
///
/// "reactions" lists the last one of each side, "edits" the words in the order they came (the last one holds; "text" keeps the first),
/// "revoked" the message that took it back. All of a page is read with one query.
[[nodiscard]] Result<QJsonArray> messagesJson(MessageRepository &messages, const QList<Message> &page);
[[nodiscard]] Result<QJsonObject> messageJson(MessageRepository &messages, const Message &message);
[[nodiscard]] HttpAnswer messagePageAnswer(MessageRepository &messages, const PageRequest &request,
                                           const MessagePage &page);

} // namespace desk
