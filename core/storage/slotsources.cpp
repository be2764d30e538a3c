#include "core/storage/slotsources.h"

#include "core/conversation/slotfiller.h"
#include "core/storage/searchwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

// What a ticket was opened from is said at its begin, corrections soon after.
constexpr int firstMessages = 80;

bool holdsWords(const QStringList &text, const QStringList &value)
{
    return !value.isEmpty() && std::search(text.cbegin(), text.cend(), value.cbegin(), value.cend()) != text.cend();
}

} // namespace

Result<QList<SlotSources::Said>> SlotSources::saidOn(TicketId ticket)
{
    Statement query = m_database.prepare(
        u"SELECT id, text FROM message WHERE ticket_id = ? AND direction = 'in' AND author_type = 'customer' AND text <> '' "
        "AND kind NOT IN ('reaction', 'revoke') ORDER BY id LIMIT ?"_s);
    if (auto done = query.bind(ticket.value).bind(firstMessages).exec(); !done)
        return fail(done.error());
    QList<Said> said;
    while (query.next())
        said << Said{{query.int64(0)}, query.text(1)};
    return said;
}

Result<QList<AuditEntry>> SlotSources::changesOf(TicketId ticket)
{
    Statement query = m_database.prepare(
        u"SELECT id, at, actor_type, actor_name, field, old_value, new_value FROM ticket_audit WHERE ticket_id = ? "
        "AND (field IN ('requester', 'department', 'equipment_type', 'asset_number') OR (field = 'status' AND old_value = '')) "
        "ORDER BY id"_s);
    if (auto done = query.bind(ticket.value).exec(); !done)
        return fail(done.error());
    QList<AuditEntry> changes;
    while (query.next())
        changes << AuditEntry{query.int64(0), query.int64(1), query.text(2), query.text(3),
                              query.text(4),  query.text(5),  query.text(6)};
    return changes;
}

Result<QHash<QString, SlotSource>> SlotSources::of(TicketId id)
{
    const auto ticket = TicketRepository(m_database).find(id);
    if (!ticket)
        return fail(ticket.error());
    const auto said = saidOn(id);
    if (!said)
        return fail(said.error());
    const auto changes = changesOf(id);
    if (!changes)
        return fail(changes.error());

    const RuleSlotFiller filler;
    const auto messageThatSays = [&](const QString &field, const QString &value) {
        const QStringList words = SearchWords::wordsOf(value);
        // The last one: a correction says it once more.
        for (auto one = said->crbegin(); one != said->crend(); ++one) {
            if (field == "equipment_type"_L1 ? filler.read(one->text, {}).facts.equipmentType == value
                                             : holdsWords(SearchWords::wordsOf(one->text), words))
                return one->id;
        }
        return MessageId{};
    };
    const bool openedByUs = std::any_of(changes->cbegin(), changes->cend(), [](const AuditEntry &entry) {
        return entry.field == "status"_L1 && (entry.actorType == "technician"_L1 || entry.actorType == "token"_L1);
    });

    QHash<QString, SlotSource> sources;
    for (const auto &[field, value] :
         {std::pair(u"requester"_s, ticket->requester), std::pair(u"department"_s, ticket->department),
          std::pair(u"equipment_type"_s, ticket->equipmentType), std::pair(u"asset_number"_s, ticket->assetNumber)}) {
        if (value.isEmpty())
            continue;
        SlotSource source;
        const auto last = std::find_if(changes->crbegin(), changes->crend(),
                                       [field = field](const AuditEntry &entry) { return entry.field == field; });
        const bool changed = last != changes->crend();
        if (changed) {
            source.before = last->oldValue;
            source.who = last->actorName;
        }
        const bool byUs = changed ? last->actorType == "technician"_L1 || last->actorType == "token"_L1 : openedByUs;
        if (byUs) {
            source.origin = SlotSource::Origin::Typed;
        } else {
            source.message = messageThatSays(field, value);
            source.origin = changed && !source.before.isEmpty() ? SlotSource::Origin::Corrected
                : source.message.isValid()                      ? SlotSource::Origin::Said
                                                                : SlotSource::Origin::Deduced;
        }
        sources.insert(field, source);
    }
    return sources;
}

} // namespace desk
