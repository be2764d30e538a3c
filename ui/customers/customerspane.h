#pragma once

#include "ui/customers/customerlistmodel.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QTimer;

namespace desk::ui {

class OpenCustomer;
class Placeholder;
class PlaceHeader;
class TicketListModel;

/// The customers: found by name, department or number; what is known of each, and all their tickets. It loads when it is first shown.
class CustomersPane : public QWidget
{
    Q_OBJECT

public:
    CustomersPane(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] CustomerListModel &model() const { return *m_model; }
    [[nodiscard]] TicketListModel &tickets() const { return *m_tickets; }
    [[nodiscard]] OpenCustomer &customer() const { return *m_customer; }
    void openCustomer(CustomerId customer);
    void focusSearch();
    /// Merges another customer, looked for in a dialog, into the one that is open.
    void startMerge();

Q_SIGNALS:
    void backRequested();
    void ticketRequested(desk::TicketId ticket);
    void failed(const QString &message);
    void noticed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeListSide();
    [[nodiscard]] QWidget *makeTicketSide();
    void showState();
    void showTickets();
    void reselect();

    CoreGateway &m_gateway;
    const Theme &m_theme;
    CustomerListModel *m_model;
    OpenCustomer *m_customer;
    TicketListModel *m_tickets;
    PlaceHeader *m_header;
    QLineEdit *m_search;
    QTimer *m_pause;
    QStackedWidget *m_stack;
    QListView *m_list;
    Placeholder *m_placeholder;
    QStackedWidget *m_right;
    QStackedWidget *m_ticketStack;
    QListView *m_ticketList;
    bool m_begun = false;
    bool m_selecting = false;
};

} // namespace desk::ui
