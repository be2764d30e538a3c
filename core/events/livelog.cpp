#include "core/events/livelog.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr qint64 keptEvents = 10000;
constexpr qint64 pruneEvery = 256;
} // namespace

Result<> LiveLog::record(const QString &topic, qint64 subject)
{
    Statement query = m_database.prepare(u"INSERT INTO live_event(at, topic, subject_id) VALUES (?,?,?)"_s);
    if (auto done = query.bind(m_clock.nowMs()).bind(topic).bind(subject).exec(); !done)
        return done;
    const qint64 id = query.lastInsertId();
    if (id % pruneEvery != 0)
        return {};
    Statement prune = m_database.prepare(u"DELETE FROM live_event WHERE id <= ?"_s);
    return prune.bind(id - keptEvents).exec();
}

} // namespace desk
