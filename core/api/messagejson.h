#pragma once

#include "core/api/json.h"
#include "core/attachments/attachmentstore.h"
#include "core/deskservices.h"
#include "core/storage/messagerepository.h"

#include <QJsonArray>
#include <QJsonObject>

namespace desk {

/// Messages as the API shows them: each with its own fields, its file, and what later messages have done to it.
///
/// "reactions" lists the last one of each side, "edits" the words in the order they came (the last one holds; "text" keeps the first),
/// "revoked" the message that took it back; "attachment" is the file with its state, null without one. All of a page is read with one
/// query each. Texts for people are in @p language.
[[nodiscard]] Result<QJsonArray> messagesJson(DeskServices &services, const QList<Message> &page,
                                              const QString &language);
[[nodiscard]] Result<QJsonObject> messageJson(DeskServices &services, const Message &message, const QString &language);
[[nodiscard]] HttpAnswer messagePageAnswer(DeskServices &services, const PageRequest &request, const MessagePage &page,
                                           const QString &language);

} // namespace desk
