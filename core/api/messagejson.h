#pragma once

#include "core/api/json.h"
#include "core/attachments/attachmentstore.h"
#include "core/storage/messagerepository.h"

#include <QJsonArray>
#include <QJsonObject>

namespace desk {

/// Where messages and their files are read.
struct MessageStores
{
    MessageRepository &messages;
    AttachmentStore &attachments;
};

/// Messages as the API shows them: each with its own fields, its file, and what later messages have done to it.
///
/// "reactions" lists the last one of each side, "edits" the words in the order they came (the last one holds; "text" keeps the first),
/// "revoked" the message that took it back; "attachment" is the file with its state, null without one. All of a page is read with one
/// query each.
[[nodiscard]] Result<QJsonArray> messagesJson(MessageStores stores, const QList<Message> &page);
[[nodiscard]] Result<QJsonObject> messageJson(MessageStores stores, const Message &message);
[[nodiscard]] HttpAnswer messagePageAnswer(MessageStores stores, const PageRequest &request, const MessagePage &page);

} // namespace desk
