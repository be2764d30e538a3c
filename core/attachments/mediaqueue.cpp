#include "core/attachments/mediaqueue.h"

#include "core/attachments/filetype.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype maxReference = 8192;
constexpr qsizetype maxAddress = 256;

const QString jobColumns =
    u"SELECT d.message_id, m.customer_id, d.address, d.wire_id, d.from_us, d.kind, d.file_name, d.size, d.reference, d.waiting, "
    "d.wanted, d.attempts, d.created_at FROM media_download d JOIN message m ON m.id = d.message_id "_s;

const QString notConnected = u"not_connected"_s;

QJsonObject announced(const Message &message)
{
    return message.details.value("media"_L1).toObject();
}

template<typename Tag>
QString jsonList(const QList<Id<Tag>> &ids)
{
    QStringList numbers;
    for (const Id<Tag> id : ids)
        numbers << QString::number(id.value);
    return u'[' + numbers.join(u',') + u']';
}

bool canBeFetched(const IncomingMessage &incoming)
{
    return !incoming.mediaReference.isEmpty() && incoming.mediaReference.size() <= maxReference
        && incoming.address.size() <= maxAddress;
}

} // namespace

void MediaQueue::describe(Message &message, const IncomingMessage &incoming) const
{
    if (message.attachmentId.isValid() || announced(message).isEmpty())
        return;
    if (!canBeFetched(incoming)) {
        message.fileState = FileState::Failed;
        message.fileReason = u"not_downloadable"_s;
    } else if (announced(message).value("size"_L1).toInteger() > m_limits.of(message.kind)) {
        message.fileState = FileState::TooLarge;
        message.fileReason = u"too_large"_s;
    } else {
        message.fileState = FileState::Downloading;
    }
}

Result<> MediaQueue::add(const Message &message, const IncomingMessage &incoming)
{
    const bool waits = message.fileState == FileState::Downloading;
    if (!waits && message.fileState != FileState::TooLarge)
        return {};
    const QJsonObject media = announced(message);
    Statement query = m_database.prepare(
        u"INSERT INTO media_download(message_id, address, wire_id, from_us, kind, file_name, size, reference, waiting, due_at, created_at) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?)"_s);
    query.bind(message.id.value).bind(incoming.address).bind(message.wireId).bind(incoming.fromOwnPhone ? 1 : 0);
    query.bind(message.kind).bind(cleanFileName(media.value("file_name"_L1).toString()) + u""_s);
    query.bind(qMax<qint64>(0, media.value("size"_L1).toInteger())).bind(incoming.mediaReference).bind(waits ? 1 : 0);
    return query.bind(m_clock.nowMs()).bind(m_clock.nowMs()).exec();
}

Result<std::optional<MediaJob>> MediaQueue::one(Statement &query)
{
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::optional<MediaJob>();
    MediaJob job;
    job.messageId = {query.int64(0)};
    job.customerId = {query.int64(1)};
    job.address = query.text(2);
    job.wireId = query.text(3);
    job.fromUs = query.int64(4) != 0;
    job.kind = query.text(5);
    job.fileName = query.text(6);
    job.size = query.int64(7);
    job.reference = query.value(8).toByteArray();
    job.waiting = query.int64(9) != 0;
    job.wanted = query.int64(10) != 0;
    job.attempts = int(query.int64(11));
    job.createdAt = query.int64(12);
    return std::optional(job);
}

Result<std::optional<MediaJob>> MediaQueue::next(const QList<MessageId> &inFlight, const QList<CustomerId> &others,
                                                 bool oldest)
{
    const QString free =
        u"WHERE d.waiting = 1 AND d.due_at <= ? AND d.message_id NOT IN (SELECT value FROM json_each(?)) "
        "AND m.customer_id NOT IN (SELECT value FROM json_each(?)) "_s;
    Statement query = m_database.prepare(
        jobColumns + free
        + (oldest ? u"ORDER BY d.message_id LIMIT 1"_s : u"ORDER BY d.wanted DESC, d.message_id DESC LIMIT 1"_s));
    query.bind(m_clock.nowMs()).bind(jsonList(inFlight)).bind(jsonList(others));
    return one(query);
}

Result<qint64> MediaQueue::nextDue()
{
    Statement query = m_database.prepare(u"SELECT min(due_at) FROM media_download WHERE waiting = 1 AND due_at > ?"_s);
    if (auto done = query.bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

Result<std::optional<MediaJob>> MediaQueue::find(MessageId id)
{
    Statement query = m_database.prepare(jobColumns + u"WHERE d.message_id = ?"_s);
    query.bind(id.value);
    return one(query);
}

Result<> MediaQueue::putOff(MessageId id, int attempts, qint64 dueAt, const QString &error, const QByteArray &reference)
{
    Statement query = m_database.prepare(
        u"UPDATE media_download SET waiting = 1, attempts = ?, due_at = ?, last_error = ?, reference = coalesce(?, reference) "
        "WHERE message_id = ?"_s);
    query.bind(attempts).bind(dueAt).bind(error);
    query.bind(reference.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(reference));
    return query.bind(id.value).exec();
}

Result<> MediaQueue::end(MessageId id)
{
    Statement query = m_database.prepare(u"UPDATE media_download SET waiting = 0, wanted = 0 WHERE message_id = ?"_s);
    return query.bind(id.value).exec();
}

Result<> MediaQueue::want(MessageId id)
{
    Statement query = m_database.prepare(
        u"UPDATE media_download SET waiting = 1, wanted = 1, attempts = 0, due_at = ?, created_at = ? WHERE message_id = ?"_s);
    return query.bind(m_clock.nowMs()).bind(m_clock.nowMs()).bind(id.value).exec();
}

Result<> MediaQueue::remove(MessageId id)
{
    Statement query = m_database.prepare(u"DELETE FROM media_download WHERE message_id = ?"_s);
    return query.bind(id.value).exec();
}

Result<> MediaQueue::connected()
{
    Statement query = m_database.prepare(
        u"UPDATE media_download SET due_at = ? WHERE waiting = 1 AND due_at > ? AND last_error = ?"_s);
    return query.bind(m_clock.nowMs()).bind(m_clock.nowMs()).bind(notConnected).exec();
}

Result<int> MediaQueue::waiting()
{
    Statement query = m_database.prepare(u"SELECT count(*) FROM media_download WHERE waiting = 1"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? int(query.int64(0)) : 0;
}

} // namespace desk
