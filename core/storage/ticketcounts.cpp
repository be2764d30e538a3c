#include "core/storage/ticketcounts.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace desk {

Result<QHash<TicketId, TicketCounts>> countsOf(Database &database, const QList<TicketId> &tickets)
{
    QStringList ids;
    ids.reserve(tickets.size());
    for (const TicketId id : tickets)
        ids << QString::number(id.value);
    Statement query = database.prepare(
        u"SELECT t.id, "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.ticket_id = t.id LIMIT ?)), "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.ticket_id = t.id AND m.attachment_id IS NOT NULL LIMIT ?)), "
        "(SELECT count(*) FROM (SELECT 1 FROM note n WHERE n.ticket_id = t.id LIMIT ?)), "
        "(SELECT count(*) FROM (SELECT 1 FROM message m WHERE m.customer_id = t.customer_id AND m.unread = 1 LIMIT ?)) "
        "FROM ticket t WHERE t.id IN (SELECT value FROM json_each(?))"_s);
    for (int i = 0; i < 4; ++i)
        query.bind(TicketCounts::most);
    if (auto done = query.bind(u'[' + ids.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QHash<TicketId, TicketCounts> counts;
    while (query.next())
        counts.insert({query.int64(0)},
                      {int(query.int64(1)), int(query.int64(2)), int(query.int64(3)), int(query.int64(4))});
    return counts;
}

} // namespace desk
