#pragma once

#include "core/storage/outboxlines.h"
#include "core/storage/ticketlines.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QStackedWidget>

namespace desk::ui {

class CustomersPane;
class OutboxPane;

/// What the window can show beside its list of views: the tickets, the customers, the outbox; one at a time.
class Places : public QStackedWidget
{
    Q_OBJECT

public:
    /// @param tickets is taken over.
    Places(CoreGateway &gateway, const Theme &theme, QWidget *tickets, QWidget *parent = nullptr);

    [[nodiscard]] CustomersPane &customers() const { return *m_customers; }
    [[nodiscard]] OutboxPane &outbox() const { return *m_outbox; }
    [[nodiscard]] bool isAtTickets() const { return currentIndex() == 0; }
    /// The id of the view that stands for the place; empty: the tickets.
    [[nodiscard]] QString current() const;

    void setCounts(const DeskCounts &counts);
    void showTickets();
    /// @param id of a view that is a place.
    void show(const QString &id);
    void showCustomer(CustomerId customer);
    void showOutbox(OutboxLines::Part part);

Q_SIGNALS:
    void placeChanged();
    void ticketRequested(desk::TicketId ticket);
    /// In the ticket that was requested just before.
    void messageRequested(desk::MessageId message);
    void failed(const QString &message);
    void noticed(const QString &message);

private:
    void go(QWidget *place);

    CustomersPane *m_customers;
    OutboxPane *m_outbox;
};

} // namespace desk::ui
