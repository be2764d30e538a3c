#include "core/attachments/mediadownloads.h"

#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/base/redact.h"

#include <QFile>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int filesAtOnce = 3;
constexpr int filesOfOneCustomer = 2;
constexpr quint64 oldestEvery = 4;
constexpr int damagedAttempts = 3; // each has tried more than one host

/// What ends an attempt for good.
struct Ending
{
    FileState state = FileState::Downloading; ///< so: it does not, the next attempt may go better
    QString reason = {};
};

Ending endingOf(const MediaJob &job, Errc error, qint64 now)
{
    switch (error) {
    case Errc::TooLarge:
        return {FileState::TooLarge, u"too_large"_s};
    case Errc::NotFound:
        return {FileState::Expired, u"expired"_s};
    case Errc::Invalid:
        return {FileState::Failed, u"not_downloadable"_s};
    case Errc::Protocol:
        if (job.attempts + 1 >= damagedAttempts)
            return {FileState::Failed, u"damaged"_s};
        break;
    default:
        break;
    }
    if (now - job.createdAt > std::chrono::milliseconds(MediaDownloads::triedFor).count())
        return {FileState::Failed, u"given_up"_s};
    return {};
}

/// For the technician, while it is tried on.
QString reasonOf(Errc error)
{
    switch (error) {
    case Errc::NotConnected:
    case Errc::Cancelled:
        return u"not_connected"_s;
    case Errc::TimedOut:
        return u"timed_out"_s;
    case Errc::Protocol:
        return u"damaged"_s;
    case Errc::Storage:
        return u"storage"_s;
    default:
        return u"refused"_s;
    }
}

} // namespace

MediaDownloads::MediaDownloads(Stores stores, MessageChannel &channel, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_stores(stores), m_channel(channel), m_clock(clock), m_random(random)
{
    connect(&m_channel, &MessageChannel::readyChanged, this, [this](bool ready) {
        if (!ready)
            return;
        if (auto done = m_stores.queue.connected(); !done)
            qCWarning(lcMedia).noquote() << "files keep their times:" << done.error().detail;
        schedule();
    });
}

std::chrono::milliseconds MediaDownloads::retryDelay(int attempts, double unit)
{
    const double base = std::min(3'600'000.0, 15'000.0 * std::pow(2.0, std::clamp(attempts - 1, 0, 20)));
    return std::chrono::milliseconds(qint64(base * (0.75 + 0.5 * unit)));
}

void MediaDownloads::start()
{
    m_running = true;
    schedule();
}

void MediaDownloads::schedule()
{
    if (!m_running || m_pumpPending)
        return;
    m_pumpPending = true;
    QMetaObject::invokeMethod(this, &MediaDownloads::pump, Qt::QueuedConnection);
}

void MediaDownloads::scheduleIn(std::chrono::milliseconds delay)
{
    const qint64 at = m_clock.nowMs() + delay.count();
    if (m_wakeAt > 0 && m_wakeAt <= at)
        return;
    m_wakeAt = at;
    m_clock.singleShot(delay, this, [this, at] {
        if (m_wakeAt == at)
            m_wakeAt = 0;
        schedule();
    });
}

void MediaDownloads::pump()
{
    m_pumpPending = false;
    if (!m_running || !m_channel.knowsMedia() || !m_channel.isReady())
        return;
    while (m_inFlight.size() < filesAtOnce) {
        QHash<CustomerId, int> counts;
        for (const CustomerId customer : std::as_const(m_inFlight))
            ++counts[customer];
        QList<CustomerId> busy;
        for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
            if (count.value() >= filesOfOneCustomer)
                busy << count.key();
        }
        auto job = m_stores.queue.next(m_inFlight.keys(), busy, m_picks % oldestEvery == oldestEvery - 1);
        if (!job) {
            qCWarning(lcMedia).noquote() << "files to fetch unknown:" << job.error().detail;
            return scheduleIn(5s);
        }
        if (!*job)
            break;
        ++m_picks;
        fetch(**job);
    }
    const auto next = m_stores.queue.nextDue();
    if (!next)
        return scheduleIn(5s);
    if (*next > 0)
        scheduleIn(std::chrono::milliseconds(std::max<qint64>(1, *next - m_clock.nowMs())));
}

void MediaDownloads::fetch(const MediaJob &job)
{
    m_inFlight.insert(job.messageId, job.customerId);
    const auto path = m_stores.intake.newPath();
    if (!path)
        return failed(job, path.error());
    auto reply = m_channel.fetchMedia({.address = job.address,
                                       .wireId = job.wireId,
                                       .fromUs = job.fromUs,
                                       .reference = job.reference,
                                       .filePath = *path,
                                       .limit = m_stores.queue.limits().of(job.kind)});
    onReply(reply, this, [this, job, path = *path](const Result<FetchedMedia> &media) { fetched(job, path, media); });
}

void MediaDownloads::fetched(const MediaJob &job, const QString &path, const Result<FetchedMedia> &media)
{
    if (!media) {
        QFile::remove(path); // of a channel that left it half done
        return failed(job, media.error());
    }
    auto reply = m_stores.intake.stage(path, job.fileName);
    onReply(reply, this, [this, job, reference = media->newReference](const Result<StagedFile> &file) {
        staged(job, reference, file);
    });
}

void MediaDownloads::staged(const MediaJob &job, const QByteArray &reference, const Result<StagedFile> &file)
{
    if (!file)
        return failed(job, file.error(), reference);
    auto done = m_stores.database.transaction([&]() -> Result<> {
        // It may have gone, or have become another's, while its file was on the way.
        auto known = m_stores.queue.find(job.messageId);
        if (!known || !*known)
            return known ? Result<>() : fail(known.error());
        auto attachment = m_stores.attachments.adopt(*file);
        if (!attachment)
            return fail(attachment.error());
        if (auto used = m_stores.attachments.markUsed(*attachment); !used)
            return used;
        if (auto set = m_stores.messages.setFile(job.messageId, FileState::Available, {}, *attachment); !set)
            return set;
        if (auto removed = m_stores.queue.remove(job.messageId); !removed)
            return removed;
        return publish(job.messageId);
    });
    if (!done)
        return failed(job, done.error(), reference);
    qCInfo(lcMedia).noquote() << "file of message" << job.messageId.value << "is here:" << file->attachment.mime
                              << file->attachment.size << "bytes";
    leave(job);
}

void MediaDownloads::failed(const MediaJob &job, const Error &error, const QByteArray &reference)
{
    // Nobody waits any more: the row stays as it is, and the next start takes it up.
    if (!m_running)
        return leave(job);
    const qint64 now = m_clock.nowMs();
    const Ending ending = endingOf(job, error.code, now);
    const bool withoutLink = error.code == Errc::NotConnected && !m_channel.isReady();
    const int attempts = withoutLink ? job.attempts : job.attempts + 1;
    const auto delay = withoutLink ? 0ms : retryDelay(attempts, m_random.unit());
    const QString reason = ending.state == FileState::Downloading ? reasonOf(error.code) : ending.reason;
    qCInfo(lcMedia).noquote() << "attempt" << job.attempts + 1 << "for the file of" << redact(job.wireId)
                              << "failed:" << toString(error.code) << error.detail << '-' << reason;
    auto done = m_stores.database.transaction([&]() -> Result<> {
        if (ending.state == FileState::Downloading) {
            if (auto later = m_stores.queue.putOff(job.messageId, attempts, now + delay.count(), reason, reference);
                !later)
                return later;
        } else if (auto ended = m_stores.queue.end(job.messageId); !ended) {
            return ended;
        }
        return finish(job.messageId, ending.state, reason);
    });
    if (!done) {
        qCCritical(lcMedia).noquote() << "outcome not recorded:" << done.error().detail;
        m_inFlight.remove(job.messageId);
        return scheduleIn(5s);
    }
    leave(job);
}

void MediaDownloads::leave(const MediaJob &job)
{
    m_inFlight.remove(job.messageId);
    schedule();
}

Result<> MediaDownloads::finish(MessageId id, FileState state, const QString &reason)
{
    auto message = m_stores.messages.find(id);
    if (!message)
        return message.error().code == Errc::NotFound ? Result<>() : Result<>(fail(message.error()));
    if (message->fileState == state && message->fileReason == reason)
        return {};
    if (auto set = m_stores.messages.setFile(id, state, reason); !set)
        return set;
    return publish(id);
}

Result<> MediaDownloads::publish(MessageId id)
{
    if (auto done = m_stores.live.record(u"message"_s, id.value); !done)
        return done;
    m_stores.database.afterCommit([this, id] { Q_EMIT fileChanged(id); });
    return {};
}

Result<Message> MediaDownloads::retry(MessageId id)
{
    auto message = m_stores.messages.find(id);
    if (!message)
        return message;
    auto job = m_stores.queue.find(id);
    if (!job)
        return fail(job.error());
    if (!*job)
        return fail(Errc::Conflict, u"nothing_to_fetch"_s);
    if (!m_channel.knowsMedia())
        return fail(Errc::Conflict, u"channel_cannot"_s);
    if ((*job)->size > m_stores.queue.limits().of((*job)->kind))
        return fail(Errc::Conflict, u"too_large"_s);
    return m_stores.database.transaction([&]() -> Result<Message> {
        if (auto done = m_stores.queue.want(id); !done)
            return fail(done.error());
        if (auto done = finish(id, FileState::Downloading, {}); !done)
            return fail(done.error());
        m_stores.database.afterCommit([this] { schedule(); });
        return m_stores.messages.find(id);
    });
}

} // namespace desk
