#pragma once

#include "core/storage/outboxlines.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QPushButton;

namespace desk::ui {

/// One message of the outbox, whole: its words, why it is here, what to do next, and the buttons for that.
class OutboxDetails : public QScrollArea
{
    Q_OBJECT

public:
    OutboxDetails(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setLine(const OutboxLine &line);

Q_SIGNALS:
    void tryAgainRequested(desk::MessageId message);
    void giveUpRequested(desk::MessageId message);
    void ticketRequested(desk::TicketId ticket, desk::MessageId message);
    void customerRequested(desk::CustomerId customer);

private:
    void update();
    void tint();
    void showCause();
    void showFacts();

    CoreGateway &m_gateway;
    const Theme &m_theme;
    RefusalCatalogue m_refusals;
    OutboxLine m_line;
    QLabel *m_person;
    QLabel *m_about;
    QLabel *m_text;
    QWidget *m_cause;
    QLabel *m_causeIcon;
    QLabel *m_title;
    QLabel *m_what;
    QLabel *m_advice;
    QPushButton *m_again;
    QPushButton *m_giveUp;
    QPushButton *m_open;
    QGridLayout *m_facts;
    QList<QLabel *> m_factValues;
};

} // namespace desk::ui
