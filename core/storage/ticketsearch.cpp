#include "core/storage/ticketsearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

// See message.search_key and note.search_key in the schema.
constexpr int keyShift = 32;
constexpr qint64 idMask = (qint64(1) << keyShift) - 1;
// So many hits of one ticket are stepped over; then it is cheaper to ask anew from the next ticket on.
constexpr int maxSteps = 16;

} // namespace

TicketSearch::TicketSearch(Database &database, QString match, qint64 before)
    : m_database(database), m_match(std::move(match)),
      m_before(before > 0 ? before : std::numeric_limits<qint64>::max() >> keyShift)
{
    const auto sqlOf = [](const QString &index) {
        return u"SELECT rowid FROM %1 WHERE %1 MATCH ? AND rowid < ? ORDER BY rowid DESC"_s.arg(index);
    };
    m_hits[0].sql = sqlOf(u"ticket_fts"_s);
    m_hits[1].sql = sqlOf(u"message_fts"_s);
    m_hits[1].shift = keyShift;
    m_hits[2].sql = sqlOf(u"note_fts"_s);
    m_hits[2].shift = keyShift;
}

Result<> TicketSearch::seek(Hits &hits, qint64 before)
{
    for (int step = 0; hits.query && step < maxSteps; ++step) {
        hits.row = hits.query->next() ? hits.query->int64(0) : 0;
        hits.ticket = hits.row >> hits.shift;
        if (hits.ticket < before)
            return {};
    }
    hits.query.reset(); // gives the statement back before it is asked for again
    hits.query.emplace(m_database.prepare(hits.sql));
    if (auto done = hits.query->bind(m_match).bind(before << hits.shift).exec(); !done)
        return done;
    hits.row = hits.query->next() ? hits.query->int64(0) : 0;
    hits.ticket = hits.row >> hits.shift;
    return {};
}

Result<QList<qint64>> TicketSearch::next(int count)
{
    QList<qint64> tickets;
    m_found.clear();
    if (m_match.isEmpty())
        return tickets;
    while (tickets.size() < count) {
        for (Hits &hits : m_hits) {
            if (m_started && hits.ticket < m_before)
                continue;
            if (auto done = seek(hits, m_before); !done)
                return fail(done.error());
        }
        m_started = true;
        const auto newest = std::max_element(m_hits.begin(), m_hits.end(),
                                             [](const Hits &a, const Hits &b) { return a.ticket < b.ticket; });
        // Messages of no ticket (yet) have the ticket 0 in their key, below all others.
        if (newest->ticket <= 0)
            break;
        m_before = newest->ticket;
        tickets << m_before;
        SearchHit found;
        if (m_hits[1].ticket == m_before)
            found.message = {m_hits[1].row & idMask};
        else if (m_hits[2].ticket == m_before)
            found.note = m_hits[2].row & idMask;
        m_found.insert(m_before, found);
    }
    return tickets;
}

} // namespace desk
