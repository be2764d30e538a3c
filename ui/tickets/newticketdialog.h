#pragma once

#include "ui/coregateway.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace desk::ui {

/// Opens a ticket for somebody who stands at the desk or calls: with a telephone number messages can be sent as well.
class NewTicketDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NewTicketDialog(CoreGateway &gateway, QWidget *parent = nullptr);

Q_SIGNALS:
    void opened(desk::TicketId ticket);

private:
    void submit();
    void check();

    CoreGateway &m_gateway;
    QLineEdit *m_person;
    QLineEdit *m_department;
    QLineEdit *m_phone;
    QComboBox *m_equipment;
    QPlainTextEdit *m_fault;
    QComboBox *m_priority;
    QLabel *m_problem;
    QPushButton *m_open;
};

} // namespace desk::ui
