#include "core/tickets/ticketservice.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int maxField = 200;
constexpr int maxText = 20000;

Result<> checkWords(const Ticket &ticket)
{
    if (!ticket.equipmentType.isEmpty() && !equipmentTypes().contains(ticket.equipmentType))
        return fail(Errc::Invalid, u"/equipment_type"_s);
    if (!categories().contains(ticket.category))
        return fail(Errc::Invalid, u"/category"_s);
    if (!ticket.subcategory.isEmpty() && !subcategoriesOf(ticket.category).contains(ticket.subcategory))
        return fail(Errc::Invalid, u"/subcategory"_s);
    if (!QStringList{u"high"_s, u"normal"_s, u"low"_s}.contains(ticket.priority))
        return fail(Errc::Invalid, u"/priority"_s);
    const auto tooLong = [](const QString &text, int limit) { return text.size() > limit; };
    if (tooLong(ticket.requester, maxField))
        return fail(Errc::Invalid, u"/requester"_s);
    if (tooLong(ticket.department, maxField))
        return fail(Errc::Invalid, u"/department"_s);
    if (tooLong(ticket.assetNumber, maxField))
        return fail(Errc::Invalid, u"/asset_number"_s);
    if (tooLong(ticket.tags, maxField))
        return fail(Errc::Invalid, u"/tags"_s);
    if (tooLong(ticket.fault, maxText))
        return fail(Errc::Invalid, u"/fault"_s);
    if (tooLong(ticket.faultDetail, maxText))
        return fail(Errc::Invalid, u"/fault_detail"_s);
    if (tooLong(ticket.diagnosis, maxText))
        return fail(Errc::Invalid, u"/diagnosis"_s);
    return {};
}

// A second level of the old top level would be nonsense under the new one.
bool orphansSubcategory(const Ticket &ticket, const TicketPatch &patch)
{
    return patch.category && *patch.category != ticket.category && !patch.subcategory;
}

/// The words of @p ticket as they would be.
Ticket patchedWords(Ticket ticket, const TicketPatch &patch)
{
    if (orphansSubcategory(ticket, patch))
        ticket.subcategory.clear();
    const std::pair<QString Ticket::*, const std::optional<QString> &> fields[] = {
        {&Ticket::requester, patch.requester},
        {&Ticket::department, patch.department},
        {&Ticket::equipmentType, patch.equipmentType},
        {&Ticket::assetNumber, patch.assetNumber},
        {&Ticket::fault, patch.fault},
        {&Ticket::faultDetail, patch.faultDetail},
        {&Ticket::category, patch.category},
        {&Ticket::subcategory, patch.subcategory},
        {&Ticket::priority, patch.priority},
        {&Ticket::tags, patch.tags},
        {&Ticket::diagnosis, patch.diagnosis}};
    for (const auto &[field, value] : fields) {
        if (value)
            ticket.*field = *value;
    }
    return ticket;
}

} // namespace

TicketService::TicketService(Database &database, TicketRepository &tickets, LiveLog &live, Clock &clock,
                             QObject *parent)
    : QObject(parent), m_database(database), m_tickets(tickets), m_live(live), m_clock(clock)
{
}

Result<> TicketService::publish(TicketId id, bool opened)
{
    if (auto done = m_live.record(u"ticket"_s, id.value, opened ? LiveChange::Created : LiveChange::Updated); !done)
        return done;
    m_database.afterCommit([this, id, opened] {
        if (opened)
            Q_EMIT ticketOpened(id);
        Q_EMIT ticketChanged(id);
    });
    return {};
}

Result<Ticket> TicketService::open(Ticket draft, const Actor &actor)
{
    if (auto valid = checkWords(draft); !valid)
        return fail(valid.error());
    return m_database.transaction([&]() -> Result<Ticket> {
        draft.createdAt = draft.updatedAt = m_clock.nowMs();
        auto ticket = m_tickets.insert(draft);
        if (!ticket)
            return ticket;
        if (auto done = m_tickets.addAudit(ticket->id, ticket->createdAt, actor, u"status"_s, {},
                                           toString(ticket->status));
            !done)
            return fail(done.error());
        if (auto done = publish(ticket->id, true); !done)
            return fail(done.error());
        return ticket;
    });
}

Result<Ticket> TicketService::patch(TicketId id, const TicketPatch &patch, const Actor &actor)
{
    return m_database.transaction([&]() -> Result<Ticket> {
        auto found = m_tickets.find(id);
        if (!found)
            return found;
        const Ticket before = *found;
        if (auto allowed = mayPatch(before, patch); !allowed)
            return fail(allowed.error());
        Ticket after = before;
        const qint64 now = m_clock.nowMs();
        Result<> audited;
        const auto change = [&](QString Ticket::*field, const std::optional<QString> &value, const QString &name) {
            if (!value || after.*field == *value || !audited)
                return;
            if (auto done = m_tickets.addAudit(id, now, actor, name, after.*field, *value); !done)
                audited = fail(done.error());
            after.*field = *value;
        };
        change(&Ticket::requester, patch.requester, u"requester"_s);
        change(&Ticket::department, patch.department, u"department"_s);
        change(&Ticket::equipmentType, patch.equipmentType, u"equipment_type"_s);
        change(&Ticket::assetNumber, patch.assetNumber, u"asset_number"_s);
        change(&Ticket::fault, patch.fault, u"fault"_s);
        change(&Ticket::faultDetail, patch.faultDetail, u"fault_detail"_s);
        change(&Ticket::category, patch.category, u"category"_s);
        const bool orphaned = orphansSubcategory(before, patch);
        change(&Ticket::subcategory, orphaned ? std::optional(u""_s) : patch.subcategory, u"subcategory"_s);
        change(&Ticket::priority, patch.priority, u"priority"_s);
        change(&Ticket::tags, patch.tags, u"tags"_s);
        change(&Ticket::diagnosis, patch.diagnosis, u"diagnosis"_s);
        if (!audited)
            return fail(audited.error());

        if (patch.assigneeId && *patch.assigneeId != before.assigneeId) {
            const auto nameOf = [](UserId user) { return user.isValid() ? QString::number(user.value) : QString(); };
            if (auto done = m_tickets.addAudit(id, now, actor, u"assignee"_s, nameOf(before.assigneeId),
                                               nameOf(*patch.assigneeId));
                !done)
                return fail(done.error());
            after.assigneeId = *patch.assigneeId;
        }
        std::optional<TicketStatus> status = patch.status;
        if (!status && patch.assigneeId && patch.assigneeId->isValid() && before.status == TicketStatus::New)
            status = TicketStatus::Assigned;
        qint64 statusAudit = 0;
        if (status && *status != before.status) {
            auto audit = m_tickets.addAudit(id, now, actor, u"status"_s, toString(before.status), toString(*status));
            if (!audit)
                return fail(audit.error());
            statusAudit = *audit;
            after.status = *status;
            if (*status == TicketStatus::Ready && after.resolvedAt == 0)
                after.resolvedAt = now;
            after.closedAt = isOpen(*status) ? 0 : now;
            if (!isOpen(*status) && after.resolvedAt == 0)
                after.resolvedAt = now;
        }
        after.updatedAt = now;
        if (auto done = m_tickets.update(after); !done)
            return fail(done.error());
        if (statusAudit > 0 && m_observer) {
            if (auto done = m_observer->statusChanged(after, statusAudit, actor); !done)
                return fail(done.error());
        }
        if (auto done = publish(id, false); !done)
            return fail(done.error());
        return m_tickets.find(id);
    });
}

Result<> TicketService::mayPatch(const Ticket &ticket, const TicketPatch &patch)
{
    if (auto valid = checkWords(patchedWords(ticket, patch)); !valid)
        return valid;
    if (patch.assigneeId && patch.assigneeId->isValid() && *patch.assigneeId != ticket.assigneeId) {
        auto assignable = m_tickets.isAssignable(*patch.assigneeId);
        if (!assignable)
            return fail(assignable.error());
        if (!*assignable)
            return fail(Errc::Invalid, u"/assignee"_s);
    }
    if (patch.status && *patch.status != ticket.status && !isLegalTransition(ticket.status, *patch.status))
        return fail(Errc::Conflict, u"%1 cannot become %2"_s.arg(toString(ticket.status), toString(*patch.status)));
    return {};
}

Result<Note> TicketService::addNote(TicketId id, const QString &text, const Actor &actor)
{
    if (text.trimmed().isEmpty() || text.size() > maxText)
        return fail(Errc::Invalid, u"/text"_s);
    return m_database.transaction([&]() -> Result<Note> {
        if (auto found = m_tickets.find(id); !found)
            return fail(found.error());
        auto note = NoteRepository(m_database)
                        .add({.ticketId = id,
                              .authorId = actor.userId,
                              .authorName = actor.name,
                              .text = text,
                              .createdAt = m_clock.nowMs()});
        if (!note)
            return note;
        if (auto done = publish(id, false); !done)
            return fail(done.error());
        return note;
    });
}

Result<Note> TicketService::ownNote(TicketId id, qint64 note, const Actor &actor)
{
    auto found = NoteRepository(m_database).find(id, note);
    if (!found)
        return found;
    // Tokens have no account: they are known by their names.
    const bool own = found->authorId == actor.userId && (actor.userId.isValid() || found->authorName == actor.name);
    return own ? found : fail(Errc::Forbidden, u"another's note"_s);
}

Result<Note> TicketService::editNote(TicketId id, qint64 note, const QString &text, const Actor &actor)
{
    if (text.trimmed().isEmpty() || text.size() > maxText)
        return fail(Errc::Invalid, u"/text"_s);
    if (auto own = ownNote(id, note, actor); !own)
        return own;
    return m_database.transaction([&]() -> Result<Note> {
        const qint64 now = m_clock.nowMs();
        const QString number = QString::number(note);
        if (auto done = NoteRepository(m_database).setText(note, text, now); !done)
            return fail(done.error());
        if (auto done = m_tickets.addAudit(id, now, actor, u"note"_s, number, number); !done)
            return fail(done.error());
        if (auto done = publish(id, false); !done)
            return fail(done.error());
        return NoteRepository(m_database).find(id, note);
    });
}

Result<> TicketService::removeNote(TicketId id, qint64 note, const Actor &actor)
{
    if (auto own = ownNote(id, note, actor); !own)
        return fail(own.error());
    return m_database.transaction([&]() -> Result<> {
        if (auto done = NoteRepository(m_database).remove(note); !done)
            return done;
        const auto audit = m_tickets.addAudit(id, m_clock.nowMs(), actor, u"note"_s, QString::number(note), {});
        return audit ? publish(id, false) : fail(audit.error());
    });
}

Result<> TicketService::noteResponse(TicketId id)
{
    return m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(
            u"UPDATE ticket SET first_response_at = coalesce(first_response_at, ?), updated_at = ? WHERE id = ?"_s);
        const qint64 now = m_clock.nowMs();
        if (auto done = query.bind(now).bind(now).bind(id.value).exec(); !done)
            return done;
        return publish(id, false);
    });
}

} // namespace desk
