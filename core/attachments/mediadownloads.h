#pragma once

#include "core/attachments/attachmentintake.h"
#include "core/attachments/mediaqueue.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/events/livelog.h"
#include "core/messaging/messagechannel.h"
#include "core/storage/messagerepository.h"

#include <QHash>
#include <QObject>

namespace desk {

/// Fetches the files that messages announce, until each is here or its message says why not.
///
/// A few at a time, at most two of one customer; what a person asked for first, then the newest, now and then the oldest. What fails
/// waits (15 s, doubling to an hour, with jitter) and is tried again, for two weeks: by then nobody keeps the file any more. Nothing is
/// tried without a link. All of it is rows, so a restart at any moment goes on. Lives on the core thread; owns nothing of @c Stores.
class MediaDownloads : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        MediaQueue &queue;
        MessageRepository &messages;
        AttachmentStore &attachments;
        AttachmentIntake &intake;
        LiveLog &live;
    };
    static constexpr std::chrono::hours triedFor{14 * 24};

    MediaDownloads(Stores stores, MessageChannel &channel, Clock &clock, Random &random, QObject *parent = nullptr);

    void start();
    /// Begins nothing more; what is under way is dropped, and begins anew after the next start.
    void stop() { m_running = false; }
    /// To be called when something was stored that may announce a file.
    void schedule();

    /// A person asks for the file of a message once more. @return the message.
    /// Conflict with a word: "nothing_to_fetch" (it has no file, or it is here, or the way to it was not kept), "too_large" (still over the
    /// limit), "channel_cannot". NotFound for no message.
    [[nodiscard]] Result<Message> retry(MessageId id);

    /// How long to wait after the given number of failed attempts; @p unit in [0, 1) is the jitter.
    [[nodiscard]] static std::chrono::milliseconds retryDelay(int attempts, double unit);

Q_SIGNALS:
    /// The file of a message has another state.
    void fileChanged(desk::MessageId id);

private:
    void scheduleIn(std::chrono::milliseconds delay);
    void pump();
    void fetch(const MediaJob &job);
    void fetched(const MediaJob &job, const QString &path, const Result<FetchedMedia> &media);
    void staged(const MediaJob &job, const QByteArray &reference, const Result<StagedFile> &file);
    void failed(const MediaJob &job, const Error &error, const QByteArray &reference = {});
    void leave(const MediaJob &job);
    [[nodiscard]] Result<> finish(MessageId id, FileState state, const QString &reason);
    [[nodiscard]] Result<> publish(MessageId id);

    Stores m_stores;
    MessageChannel &m_channel;
    Clock &m_clock;
    Random &m_random;
    QHash<MessageId, CustomerId> m_inFlight;
    quint64 m_picks = 0;
    qint64 m_wakeAt = 0; ///< when the armed timer fires; 0 without one
    bool m_running = false;
    bool m_pumpPending = false;
};

} // namespace desk
