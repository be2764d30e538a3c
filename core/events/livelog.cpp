#include "core/events/livelog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

QString toString(LiveChange change)
{
    switch (change) {
    case LiveChange::Created:
        return u"created"_s;
    case LiveChange::Updated:
        break;
    case LiveChange::Deleted:
        return u"deleted"_s;
    }
    return u"updated"_s;
}

Result<> LiveLog::record(const QString &topic, qint64 subject, LiveChange change)
{
    Statement query = m_database.prepare(u"INSERT INTO live_event(at, topic, subject_id, change) VALUES (?,?,?,?)"_s);
    return query.bind(m_clock.nowMs()).bind(topic).bind(subject).bind(toString(change)).exec();
}

Result<QList<LiveEvent>> LiveLog::after(qint64 id, int limit)
{
    Statement query = m_database.prepare(
        u"SELECT e.id, e.at, e.topic, e.subject_id, e.change, m.ticket_id, m.customer_id, m.direction, m.state, "
        "t.customer_id, t.status FROM live_event e "
        "LEFT JOIN message m ON e.topic = 'message' AND m.id = e.subject_id "
        "LEFT JOIN ticket t ON e.topic = 'ticket' AND t.id = e.subject_id WHERE e.id > ? ORDER BY e.id LIMIT ?"_s);
    if (auto done = query.bind(id).bind(limit).exec(); !done)
        return fail(done.error());
    QList<LiveEvent> events;
    while (query.next()) {
        LiveEvent event{.id = query.int64(0), .at = query.int64(1), .topic = query.text(2), .subject = query.int64(3)};
        event.change = query.text(4);
        if (event.topic == "message"_L1) {
            event.ticket = query.int64(5);
            event.customer = query.int64(6);
            event.direction = query.text(7);
            event.state = query.text(8);
        } else if (event.topic == "ticket"_L1) {
            event.ticket = event.subject;
            event.customer = query.int64(9);
            event.state = query.text(10);
        } else if (event.topic == "customer"_L1 || event.topic == "conversation"_L1) {
            event.customer = event.subject;
        }
        events << event;
    }
    return events;
}

Result<LiveLog::Bounds> LiveLog::bounds()
{
    // The sequence also remembers what was forgotten; it has no row before the first event.
    Statement query = m_database.prepare(
        u"SELECT (SELECT min(id) FROM live_event), (SELECT seq FROM sqlite_sequence WHERE name = 'live_event')"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::Storage, u"no bounds of the live log"_s);
    const qint64 newest = query.int64(1);
    return Bounds{query.int64(0) > 0 ? query.int64(0) : newest + 1, newest};
}

Result<> LiveLog::prune()
{
    const auto bounds = this->bounds();
    if (!bounds)
        return fail(bounds.error());
    // By age as well; not what a webhook has still to take.
    Statement limits = m_database.prepare(
        u"SELECT (SELECT max(id) FROM live_event WHERE at < ?), (SELECT min(position) FROM webhook WHERE enabled = 1)"_s);
    if (auto done = limits.bind(m_clock.nowMs() - keptMs).exec(); !done)
        return done;
    if (!limits.next())
        return fail(Errc::Storage, u"no limits of the live log"_s);
    qint64 upTo = std::max(bounds->newest - keptEvents, limits.int64(0));
    if (!limits.value(1).isNull())
        upTo = std::min(upTo, limits.int64(1));
    upTo = std::max(upTo, bounds->newest - mostEvents);
    if (upTo < bounds->oldest)
        return {};
    Statement query = m_database.prepare(u"DELETE FROM live_event WHERE id <= ?"_s);
    return query.bind(upTo).exec();
}

} // namespace desk
