#pragma once

#include "core/storage/ticketlines.h"
#include "ui/outbox/outboxmodel.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QListView;
class QStackedWidget;

namespace desk::ui {

class OutboxDetails;
class Placeholder;
class PlaceHeader;

/// The outbox: what needs somebody and what waits, with its cause and what can be done. It loads when it is first shown.
class OutboxPane : public QWidget
{
    Q_OBJECT

public:
    OutboxPane(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] OutboxModel &model() const { return *m_model; }
    void setCounts(const DeskCounts &counts);
    /// Goes to the first of that part.
    void show(OutboxLines::Part part);
    void focusList();

Q_SIGNALS:
    void backRequested();
    void ticketRequested(desk::TicketId ticket, desk::MessageId message);
    void customerRequested(desk::CustomerId customer);
    void failed(const QString &message);
    void noticed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showState();
    void follow();
    void select(int row);
    void act(MessageId message, Result<Message> (MessageActions::*what)(MessageId), const QString &done);

    CoreGateway &m_gateway;
    OutboxModel *m_model;
    PlaceHeader *m_header;
    QStackedWidget *m_stack;
    Placeholder *m_placeholder;
    QWidget *m_content;
    QListView *m_list;
    OutboxDetails *m_details;
    MessageId m_current;
    int m_row = -1; ///< where the current one stood last
    std::optional<OutboxLines::Part> m_wanted;
    bool m_begun = false;
};

} // namespace desk::ui
