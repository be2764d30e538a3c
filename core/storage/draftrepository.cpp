#include "core/storage/draftrepository.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString nameOf(Draft::Kind kind)
{
    return kind == Draft::Kind::Note ? u"note"_s : u"reply"_s;
}

} // namespace

Result<> DraftRepository::save(const Draft &draft, qint64 at)
{
    if (draft.text.trimmed().isEmpty()) {
        Statement forget = m_database.prepare(
            u"DELETE FROM draft WHERE ticket_id = ? AND author_id = ? AND kind = ?"_s);
        return forget.bind(draft.ticket.value).bind(draft.author.value).bind(nameOf(draft.kind)).exec();
    }
    Statement keep = m_database.prepare(
        u"INSERT INTO draft(ticket_id, author_id, kind, text, updated_at) VALUES (?,?,?,?,?) "
        "ON CONFLICT(ticket_id, author_id, kind) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at"_s);
    keep.bind(draft.ticket.value).bind(draft.author.value).bind(nameOf(draft.kind)).bind(draft.text).bind(at);
    return keep.exec();
}

Result<QList<Draft>> DraftRepository::of(TicketId ticket, UserId author)
{
    Statement query = m_database.prepare(u"SELECT kind, text FROM draft WHERE ticket_id = ? AND author_id = ?"_s);
    if (auto done = query.bind(ticket.value).bind(author.value).exec(); !done)
        return fail(done.error());
    QList<Draft> drafts;
    while (query.next()) {
        const auto kind = query.text(0) == "note"_L1 ? Draft::Kind::Note : Draft::Kind::Reply;
        drafts << Draft{ticket, author, kind, query.text(1)};
    }
    return drafts;
}

Result<QSet<TicketId>> DraftRepository::begun(const QList<TicketId> &tickets, UserId author)
{
    QStringList ids;
    ids.reserve(tickets.size());
    for (const TicketId id : tickets)
        ids << QString::number(id.value);
    Statement query = m_database.prepare(
        u"SELECT DISTINCT ticket_id FROM draft WHERE author_id = ? AND ticket_id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = query.bind(author.value).bind(u'[' + ids.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QSet<TicketId> begun;
    while (query.next())
        begun << TicketId{query.int64(0)};
    return begun;
}

} // namespace desk
