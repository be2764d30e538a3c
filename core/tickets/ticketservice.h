#pragma once

#include "core/base/clock.h"
#include "core/events/livelog.h"
#include "core/storage/noterepository.h"
#include "core/storage/ticketrepository.h"

#include <QObject>

namespace desk {

/// Told of each change of status inside the transaction that makes it; a failure undoes the change.
class StatusObserver
{
public:
    virtual ~StatusObserver() = default;
    [[nodiscard]] virtual Result<> statusChanged(const Ticket &ticket, qint64 auditId, const Actor &actor) = 0;
};

/// The rules of the ticket: what may change, and that every change leaves its trail.
/// Lives on the core thread. Signals are emitted after the commit.
class TicketService : public QObject
{
    Q_OBJECT

public:
    TicketService(Database &database, TicketRepository &tickets, LiveLog &live, Clock &clock,
                  QObject *parent = nullptr);
    void setStatusObserver(StatusObserver *observer) { m_observer = observer; }

    /// Opens @p draft: folio, times and id are given here. Invalid for unknown words.
    [[nodiscard]] Result<Ticket> open(Ticket draft, const Actor &actor);
    /// Conflict for an illegal transition, Invalid for unknown words; nothing is changed then.
    [[nodiscard]] Result<Ticket> patch(TicketId id, const TicketPatch &patch, const Actor &actor);
    /// What patch() would refuse of a ticket, without changing anything.
    [[nodiscard]] Result<> mayPatch(const Ticket &ticket, const TicketPatch &patch);
    [[nodiscard]] Result<Note> addNote(TicketId id, const QString &text, const Actor &actor);
    /// Forbidden for a note of somebody else. Both leave a trail that tells of the change, not of the words.
    [[nodiscard]] Result<Note> editNote(TicketId id, qint64 note, const QString &text, const Actor &actor);
    [[nodiscard]] Result<> removeNote(TicketId id, qint64 note, const Actor &actor);
    /// The first answer of a technician; later ones change nothing.
    [[nodiscard]] Result<> noteResponse(TicketId id);

Q_SIGNALS:
    void ticketOpened(desk::TicketId id);
    void ticketChanged(desk::TicketId id);

private:
    [[nodiscard]] Result<Note> ownNote(TicketId id, qint64 note, const Actor &actor);
    [[nodiscard]] Result<> publish(TicketId id, bool opened);

    Database &m_database;
    TicketRepository &m_tickets;
    LiveLog &m_live;
    Clock &m_clock;
    StatusObserver *m_observer = nullptr;
};

} // namespace desk
