#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/storage/messagerepository.h"

namespace desk {

/// A message with what belongs to it where it is shown.
struct ThreadMessage
{
    Message message = {};
    QList<Message> actions = {};         ///< reactions, edits and revokes that count, oldest first
    std::optional<Attachment> file = {}; ///< once it is here
    std::optional<Message> quoted = {};

    /// The words as last edited.
    [[nodiscard]] QString words() const;
    [[nodiscard]] bool isEdited() const;
    /// Its author has taken it back.
    [[nodiscard]] bool isRevoked() const;
};

/// Messages of a chat, whole: what was said, without the actions as messages of their own.
class Thread
{
public:
    Thread(MessageRepository &messages, AttachmentStore &attachments) : m_messages(messages), m_attachments(attachments)
    {
    }

    struct Page
    {
        QList<ThreadMessage> messages = {}; ///< oldest first
        bool hasMore = false;               ///< older ones exist
        MessageId first = {};               ///< where the next page goes on, towards older ones
        MessageId last = {};                ///< the same towards newer ones
        bool hasNewer = false;              ///< newer ones exist
    };
    /// @param before only ids below it; 0: the newest page. Fewer than @p limit may come although there are more.
    [[nodiscard]] Result<Page> page(TicketId ticket, qint64 before, int limit);
    /// What comes next after the id @p after. hasMore and first say nothing about older ones.
    [[nodiscard]] Result<Page> pageAfter(TicketId ticket, qint64 after, int limit);
    /// A message with about half of @p limit before and after it.
    [[nodiscard]] Result<Page> pageAround(TicketId ticket, MessageId message, int limit);
    /// Of an action, what it is done to. NotFound.
    [[nodiscard]] Result<ThreadMessage> find(MessageId id);

private:
    [[nodiscard]] Result<QList<ThreadMessage>> whole(const QList<Message> &messages);
    [[nodiscard]] Result<Page> pageOf(const QList<Message> &rows);

    MessageRepository &m_messages;
    AttachmentStore &m_attachments;
};

} // namespace desk
