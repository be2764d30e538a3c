#pragma once

#include "core/messaging/outbox.h"
#include "core/messaging/quiethours.h"
#include "core/tickets/ticketservice.h"

namespace desk {

struct NotificationRule
{
    QString status;
    bool enabled = true;
    QString text; ///< with {nombre}, {folio}, {estado}, {equipo}, {falla}
};

/// Tells customers of changes of status, through the outbox, never twice for one change.
/// Lives on the core thread. A change inside the quiet hours is told when they end, if it is still the ticket's state.
class NotificationService : public QObject, public StatusObserver
{
    Q_OBJECT

public:
    using QuietHours = desk::QuietHours;
    NotificationService(Database &database, TicketRepository &tickets, IdentityResolver &customers, Outbox &outbox,
                        Clock &clock, QuietHours quiet, QObject *parent = nullptr);

    /// Begins to send what waited for the end of the quiet hours.
    void start();
    /// Of changes from now on; what waits already keeps its time.
    void setQuietHours(QuietHours quiet) { m_quiet = quiet; }
    /// Off: changes from now on are not told.
    void setEnabled(bool enabled) { m_enabled = enabled; }

    [[nodiscard]] Result<> statusChanged(const Ticket &ticket, qint64 auditId, const Actor &actor) override;

    [[nodiscard]] static QString render(const QString &text, const Ticket &ticket, const QString &customerName);

private:
    void sendDue();
    [[nodiscard]] Result<> announce(const Ticket &ticket, qint64 auditId);

    Database &m_database;
    TicketRepository &m_tickets;
    IdentityResolver &m_customers;
    Outbox &m_outbox;
    Clock &m_clock;
    QuietHours m_quiet;
    bool m_enabled = true;
};

} // namespace desk
