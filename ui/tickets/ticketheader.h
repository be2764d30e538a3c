#pragma once

#include "ui/theme/theme.h"
#include "ui/tickets/openticket.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace desk::ui {

class StatusChip;

/// What stands above a conversation: the ticket in two lines, and what is done most with it; below, who attends: the assistant or a person.
class TicketHeader : public QWidget
{
    Q_OBJECT

public:
    TicketHeader(OpenTicket &ticket, CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void showStatusMenu();
    void showTransferMenu();

Q_SIGNALS:
    void detailsToggled();
    void customerRequested(desk::CustomerId customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void update();
    void elide();
    void closeOrReopen();
    void announced(const QString &topic, const QJsonObject &payload);

    OpenTicket &m_ticket;
    CoreGateway &m_gateway;
    const Theme &m_theme;
    QLabel *m_title;
    StatusChip *m_chip;
    QPushButton *m_person; ///< opens the customer
    QLabel *m_facts;
    QPushButton *m_take;
    QPushButton *m_transfer;
    QPushButton *m_close;
    QToolButton *m_details;
    QWidget *m_strip; ///< of the assistant
    QLabel *m_stripIcon;
    QLabel *m_stripText;
    QPushButton *m_pause;
    bool m_writing = false; ///< the customer, just now
};

} // namespace desk::ui
