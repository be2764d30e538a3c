#include "core/storage/outboxlines.h"

#include "core/storage/messagerepository.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// Refused, and neither settled by a person nor taken back by one.
bool isUnsettled(const Message &message)
{
    return message.state == DeliveryState::Refused && message.cause != "cancelled"_L1 && message.settledAt == 0;
}

} // namespace

Result<OutboxLinePage> OutboxLines::page(Part part, qint64 before, int limit)
{
    OutboxRepository outbox(m_database);
    const auto entries = part == Part::Attention ? outbox.refused(before, limit) : outbox.waiting(before, limit);
    if (!entries)
        return fail(entries.error());
    const auto lines = linesOf(entries->entries);
    return lines ? Result<OutboxLinePage>({*lines, entries->hasMore}) : fail(lines.error());
}

Result<QList<OutboxLine>> OutboxLines::find(const QList<MessageId> &ids)
{
    OutboxRepository outbox(m_database);
    MessageRepository messages(m_database);
    QList<OutboxEntry> entries;
    for (const MessageId id : ids) {
        const auto entry = outbox.find(id);
        if (entry) {
            entries << *entry;
            continue;
        }
        if (entry.error().code != Errc::NotFound)
            return fail(entry.error());
        const auto message = messages.find(id);
        if (!message && message.error().code != Errc::NotFound)
            return fail(message.error());
        if (message && isUnsettled(*message))
            entries << OutboxEntry{.messageId = id, .begun = true};
    }
    std::sort(entries.begin(), entries.end(),
              [](const OutboxEntry &a, const OutboxEntry &b) { return b.messageId < a.messageId; });
    return linesOf(entries);
}

Result<QList<OutboxLine>> OutboxLines::linesOf(const QList<OutboxEntry> &entries)
{
    QStringList ids;
    for (const OutboxEntry &entry : entries)
        ids << QString::number(entry.messageId.value);
    Statement query = m_database.prepare(
        u"SELECT m.id, coalesce(nullif(t.requester, ''), c.display_name), ifnull(t.folio, ''), ifnull(a.name, '') FROM message m "
        "JOIN customer c ON c.id = m.customer_id LEFT JOIN ticket t ON t.id = m.ticket_id "
        "LEFT JOIN attachment a ON a.id = m.attachment_id "
        "WHERE m.id IN (SELECT value FROM json_each(?))"_s);
    if (auto done = query.bind(u'[' + ids.join(u',') + u']').exec(); !done)
        return fail(done.error());
    QHash<MessageId, OutboxLine> about;
    while (query.next())
        about.insert({query.int64(0)}, {.person = query.text(1), .folio = query.text(2), .file = query.text(3)});
    MessageRepository messages(m_database);
    QList<OutboxLine> lines;
    lines.reserve(entries.size());
    for (const OutboxEntry &entry : entries) {
        const auto message = messages.find(entry.messageId);
        if (!message)
            return fail(message.error());
        OutboxLine line = about.value(entry.messageId);
        line.entry = entry;
        line.message = *message;
        lines << line;
    }
    return lines;
}

} // namespace desk
