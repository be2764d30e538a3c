#include "core/messaging/thread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// An action of ours that was refused has not happened.
bool counts(const Message &action)
{
    return action.state != DeliveryState::Refused;
}

} // namespace

QString ThreadMessage::words() const
{
    for (auto action = actions.crbegin(); action != actions.crend(); ++action) {
        if (action->kind == "edit"_L1 && counts(*action))
            return action->text;
    }
    return message.text;
}

bool ThreadMessage::isEdited() const
{
    return std::any_of(actions.cbegin(), actions.cend(),
                       [](const Message &action) { return action.kind == "edit"_L1 && counts(action); });
}

bool ThreadMessage::isRevoked() const
{
    return std::any_of(actions.cbegin(), actions.cend(),
                       [](const Message &action) { return action.kind == "revoke"_L1 && counts(action); });
}

Result<QList<ThreadMessage>> Thread::whole(const QList<Message> &messages)
{
    const auto actions = m_messages.actionsOn(messages);
    if (!actions)
        return fail(actions.error());
    QList<AttachmentId> ids;
    for (const Message &message : messages)
        ids << message.attachmentId;
    const auto files = m_attachments.findAll(ids);
    if (!files)
        return fail(files.error());
    QList<ThreadMessage> whole;
    whole.reserve(messages.size());
    for (const Message &message : messages) {
        ThreadMessage one{.message = message, .actions = actions->value(message.id)};
        if (const auto file = files->constFind(message.attachmentId); file != files->cend())
            one.file = *file;
        if (message.quotedId.isValid()) {
            if (auto quoted = m_messages.find(message.quotedId); quoted)
                one.quoted = *quoted;
        }
        whole << one;
    }
    return whole;
}

Result<Thread::Page> Thread::pageOf(const QList<Message> &rows)
{
    QList<Message> said;
    for (const Message &message : rows) {
        if (!isAction(message.kind))
            said << message;
    }
    const auto messages = whole(said);
    if (!messages)
        return fail(messages.error());
    Page page{.messages = *messages};
    if (!rows.isEmpty()) {
        page.first = rows.first().id;
        page.last = rows.last().id;
    }
    return page;
}

Result<Thread::Page> Thread::page(TicketId ticket, qint64 before, int limit)
{
    const auto rows = m_messages.ofTicket(ticket, before, limit);
    if (!rows)
        return fail(rows.error());
    auto page = pageOf(rows->messages);
    if (page)
        page->hasMore = rows->hasMore;
    return page;
}

Result<Thread::Page> Thread::pageAfter(TicketId ticket, qint64 after, int limit)
{
    const auto rows = m_messages.ofTicketAfter(ticket, after, limit);
    if (!rows)
        return fail(rows.error());
    auto page = pageOf(rows->messages);
    if (page)
        page->hasNewer = rows->hasMore;
    return page;
}

Result<Thread::Page> Thread::pageAround(TicketId ticket, MessageId message, int limit)
{
    const auto older = m_messages.ofTicket(ticket, message.value + 1, limit / 2);
    if (!older)
        return fail(older.error());
    const auto newer = m_messages.ofTicketAfter(ticket, message.value, limit - limit / 2);
    if (!newer)
        return fail(newer.error());
    auto page = pageOf(older->messages + newer->messages);
    if (page) {
        page->hasMore = older->hasMore;
        page->hasNewer = newer->hasMore;
    }
    return page;
}

Result<ThreadMessage> Thread::find(MessageId id)
{
    auto message = m_messages.find(id);
    if (message && isAction(message->kind))
        message = m_messages.find(message->targetId);
    if (!message)
        return fail(message.error());
    const auto messages = whole({*message});
    return messages ? Result<ThreadMessage>(messages->first()) : fail(messages.error());
}

} // namespace desk
