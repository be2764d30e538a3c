#include "core/storage/noterepository.h"

#include "core/base/boundvalue.h"
#include "core/storage/searchwords.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString noteColumns = u"id, ticket_id, author_id, author_name, text, created_at, edited_at"_s;

Note noteFrom(const Statement &row)
{
    return {row.int64(0), {row.int64(1)}, {row.int64(2)}, row.text(3), row.text(4), row.int64(5), row.int64(6)};
}

} // namespace

Result<Note> NoteRepository::add(const Note &note)
{
    if (auto done = SearchWords(m_database).add(note.text); !done)
        return fail(done.error());
    Statement query = m_database.prepare(
        u"INSERT INTO note(ticket_id, author_id, author_name, text, created_at) VALUES (?,?,?,?,?)"_s);
    query.bind(note.ticketId.value).bind(note.authorId.value);
    query.bind(textOrEmpty(note.authorName)).bind(note.text).bind(note.createdAt);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    Note added = note;
    added.id = query.lastInsertId();
    return added;
}

Result<Note> NoteRepository::find(TicketId ticket, qint64 id)
{
    Statement query = m_database.prepare(u"SELECT "_s + noteColumns + u" FROM note WHERE id = ? AND ticket_id = ?"_s);
    if (auto done = query.bind(id).bind(ticket.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"note %1 of ticket %2"_s.arg(id).arg(ticket.value));
    return noteFrom(query);
}

Result<NotePage> NoteRepository::page(TicketId ticket, qint64 before, int limit)
{
    Statement query = m_database.prepare(u"SELECT "_s + noteColumns
                                         + u" FROM note WHERE ticket_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s);
    query.bind(ticket.value).bind(before > 0 ? before : std::numeric_limits<qint64>::max()).bind(limit + 1);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    NotePage page;
    while (query.next()) {
        page.hasMore = page.notes.size() == limit;
        if (page.hasMore)
            break;
        page.notes << noteFrom(query);
    }
    std::reverse(page.notes.begin(), page.notes.end());
    return page;
}

Result<> NoteRepository::setText(qint64 id, const QString &text, qint64 at)
{
    if (auto done = SearchWords(m_database).add(text); !done)
        return done;
    Statement query = m_database.prepare(u"UPDATE note SET text = ?, edited_at = ? WHERE id = ?"_s);
    return query.bind(text).bind(at).bind(id).exec();
}

Result<> NoteRepository::remove(qint64 id)
{
    Statement query = m_database.prepare(u"DELETE FROM note WHERE id = ?"_s);
    return query.bind(id).exec();
}

} // namespace desk
