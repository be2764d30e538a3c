#pragma once

#include "core/attachments/medialimits.h"
#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/messaging/message.h"

#include <optional>

namespace desk {

/// A file to fetch.
struct MediaJob
{
    MessageId messageId;
    CustomerId customerId;
    QString address; ///< of the chat, in the channel's words
    QString wireId;
    bool fromUs = false;
    QString kind;
    QString fileName;
    qint64 size = 0; ///< as announced; 0: not told
    QByteArray reference;
    bool waiting = true; ///< else it ended without the file
    bool wanted = false; ///< a person asked for it
    int attempts = 0;    ///< that failed
    qint64 createdAt = 0;
};

/// The files that are still to be fetched: a row is written in the transaction of its message, and goes when the file is here.
///
/// SQL and the limits, nothing else; MediaDownloads works it off. Lives on the core thread.
class MediaQueue
{
public:
    MediaQueue(Database &database, Clock &clock) : m_database(database), m_clock(clock) { }

    /// Of what is announced from now on.
    void setLimits(const MediaLimits &limits) { m_limits = limits; }
    [[nodiscard]] const MediaLimits &limits() const { return m_limits; }

    /// Says in @p message, which is to be stored, where its file is. Nothing when it has its file or none was announced.
    void describe(Message &message, const IncomingMessage &incoming) const;
    /// Writes the row of a stored message whose file can be fetched. Joins a running transaction.
    [[nodiscard]] Result<> add(const Message &message, const IncomingMessage &incoming);

    /// The next to fetch: what a person asked for first, then the newest; of nobody in @p others and none of @p inFlight.
    /// @param oldest the oldest instead, so that it gets its turn too.
    [[nodiscard]] Result<std::optional<MediaJob>> next(const QList<MessageId> &inFlight,
                                                       const QList<CustomerId> &others, bool oldest);
    /// When the next one is due that is not yet; 0: none.
    [[nodiscard]] Result<qint64> nextDue();
    [[nodiscard]] Result<std::optional<MediaJob>> find(MessageId id);
    /// Waits again. @param reference the new one; empty: as it was.
    [[nodiscard]] Result<> putOff(MessageId id, int attempts, qint64 dueAt, const QString &error,
                                  const QByteArray &reference = {});
    /// Ended without the file; it can be asked for again.
    [[nodiscard]] Result<> end(MessageId id);
    /// A person wants it: from the beginning, before the others.
    [[nodiscard]] Result<> want(MessageId id);
    [[nodiscard]] Result<> remove(MessageId id);
    /// What failed for want of a connection is due at once.
    [[nodiscard]] Result<> connected();
    /// How many wait.
    [[nodiscard]] Result<int> waiting();

private:
    [[nodiscard]] Result<std::optional<MediaJob>> one(Statement &query);

    Database &m_database;
    Clock &m_clock;
    MediaLimits m_limits;
};

} // namespace desk
