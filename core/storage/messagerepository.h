#pragma once

#include "core/base/database.h"
#include "core/messaging/message.h"

#include <QHash>
#include <QStringList>

namespace desk {

struct MessagePage
{
    QList<Message> messages; ///< oldest first
    bool hasMore = false;    ///< older ones exist
};

/// SQL of messages.
class MessageRepository
{
public:
    explicit MessageRepository(Database &database) : m_database(database) { }

    /// Stores @p message unless its (customer, direction, wire id) is known.
    /// @return its id, and whether it was new.
    struct Inserted
    {
        MessageId id;
        bool isNew = false;
    };
    [[nodiscard]] Result<Inserted> insert(const Message &message);
    /// Gives the placeholder @p id the content of @p message: kind, words, attachment, quote and target.
    [[nodiscard]] Result<> replaceUnreadable(MessageId id, const Message &message);
    [[nodiscard]] Result<Message> find(MessageId id);
    /// Also by a wire id that the message had before it was sent again.
    [[nodiscard]] Result<Message> findOutgoing(const QString &wireId);
    /// NotFound for what never was here, or was somebody else's.
    [[nodiscard]] Result<Message> findReferenced(CustomerId customer, const MessageReference &reference);
    /// A new wire id for the same row; the old one still finds it.
    [[nodiscard]] Result<> setWireId(MessageId id, const QString &wireId);

    /// Points the reactions, edits and revokes that waited for @p target to it.
    [[nodiscard]] Result<> linkActions(const Message &target);
    /// The same for all that wait of one customer, after messages came over from another.
    [[nodiscard]] Result<> linkAllActions(CustomerId customer);
    /// Of each side only the newest reaction to @p target counts, whatever order they came in; of edits the newest few.
    [[nodiscard]] Result<> supersede(MessageId target);
    /// What was done to @p targets and counts, oldest first.
    [[nodiscard]] Result<QHash<MessageId, QList<Message>>> actionsOn(const QList<Message> &targets);

    /// @param before only ids below it; 0: the newest page.
    [[nodiscard]] Result<MessagePage> ofTicket(TicketId ticket, qint64 before, int limit);
    /// @param after only ids above it, the next of them.
    /// @return hasMore: newer ones exist.
    [[nodiscard]] Result<MessagePage> ofTicketAfter(TicketId ticket, qint64 after, int limit);
    /// The first that nobody of us has seen. NotFound: all are.
    [[nodiscard]] Result<MessageId> firstUnreadOf(TicketId ticket);
    /// The first said at @p at (UTC ms) or later. NotFound.
    [[nodiscard]] Result<MessageId> firstSince(TicketId ticket, qint64 at);
    /// Only those with an attachment.
    [[nodiscard]] Result<MessagePage> withAttachmentOf(TicketId ticket, qint64 before, int limit);
    /// The last thing said in each ticket; reactions and the like do not count.
    [[nodiscard]] Result<QHash<TicketId, Message>> lastOf(const QList<TicketId> &tickets);
    [[nodiscard]] Result<MessagePage> ofCustomer(CustomerId customer, qint64 before, int limit);
    /// What a turn has to take, oldest first.
    [[nodiscard]] Result<QList<Message>> pendingOf(CustomerId customer, int limit);
    [[nodiscard]] Result<> markTaken(CustomerId customer, MessageId upTo);
    /// @return the wire ids of those that were unread until now.
    [[nodiscard]] Result<QStringList> markRead(CustomerId customer, MessageId upTo, qint64 at);
    /// @return whether it was unread until now.
    [[nodiscard]] Result<bool> markRead(CustomerId customer, const QString &wireId, qint64 at);
    [[nodiscard]] Result<int> unreadOf(CustomerId customer);
    [[nodiscard]] Result<> assignToTicket(CustomerId customer, TicketId ticket, MessageId from);
    /// @param attachment once the file is here; invalid: as it is.
    [[nodiscard]] Result<> setFile(MessageId id, FileState state, const QString &reason, AttachmentId attachment = {});
    /// A person puts a refused message aside; 0 takes that back.
    [[nodiscard]] Result<> setSettled(MessageId id, qint64 at);
    /// Moves the state up; a move down changes nothing and answers false.
    [[nodiscard]] Result<bool> advance(MessageId id, DeliveryState state, const QString &cause, qint64 at);

private:
    [[nodiscard]] Result<MessagePage> page(const QString &where, qint64 owner, qint64 before, int limit);
    [[nodiscard]] Result<MessageId> first(const QString &where, const QList<qint64> &values);

    Database &m_database;
};

} // namespace desk
