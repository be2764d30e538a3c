#include "ui/places.h"

#include "ui/customers/customerspane.h"
#include "ui/outbox/outboxpane.h"
#include "ui/tickets/ticketview.h"

namespace desk::ui {

Places::Places(CoreGateway &gateway, const Theme &theme, QWidget *tickets, QWidget *parent)
    : QStackedWidget(parent), m_customers(new CustomersPane(gateway, theme, this)),
      m_outbox(new OutboxPane(gateway, theme, this))
{
    addWidget(tickets);
    addWidget(m_customers);
    addWidget(m_outbox);
    connect(m_customers, &CustomersPane::backRequested, this, &Places::showTickets);
    connect(m_customers, &CustomersPane::ticketRequested, this, &Places::ticketRequested);
    connect(m_customers, &CustomersPane::failed, this, &Places::failed);
    connect(m_customers, &CustomersPane::noticed, this, &Places::noticed);
    connect(m_outbox, &OutboxPane::backRequested, this, &Places::showTickets);
    connect(m_outbox, &OutboxPane::ticketRequested, this, [this](TicketId ticket, MessageId message) {
        Q_EMIT ticketRequested(ticket);
        Q_EMIT messageRequested(message);
    });
    connect(m_outbox, &OutboxPane::customerRequested, this, &Places::showCustomer);
    connect(m_outbox, &OutboxPane::failed, this, &Places::failed);
    connect(m_outbox, &OutboxPane::noticed, this, &Places::noticed);
}

QString Places::current() const
{
    if (currentWidget() == m_customers)
        return TicketView::customers;
    return currentWidget() == m_outbox ? TicketView::outbox : QString();
}

void Places::setCounts(const DeskCounts &counts)
{
    m_outbox->setCounts(counts);
}

void Places::go(QWidget *place)
{
    if (place == currentWidget())
        return;
    setCurrentWidget(place);
    Q_EMIT placeChanged();
}

void Places::showTickets()
{
    go(widget(0));
}

void Places::show(const QString &id)
{
    if (id == TicketView::customers) {
        go(m_customers);
        m_customers->focusSearch();
    } else if (id == TicketView::outbox) {
        go(m_outbox);
        m_outbox->focusList();
    }
}

void Places::showCustomer(CustomerId customer)
{
    go(m_customers);
    m_customers->openCustomer(customer);
}

void Places::showOutbox(OutboxLines::Part part)
{
    show(TicketView::outbox);
    m_outbox->show(part);
}

} // namespace desk::ui
