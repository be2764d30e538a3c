#pragma once

#include "core/tickets/ticketstatus.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace desk::ui {

/// Where a ticket stands, and where it may go from there: a press lists the legal transitions only, with a digit for each.
class StatusChip : public QToolButton
{
    Q_OBJECT

public:
    explicit StatusChip(const Theme &theme, QWidget *parent = nullptr);

    /// @param workshop the statuses of a repair shop are offered as well.
    void setStatus(TicketStatus status, bool workshop);
    [[nodiscard]] QSize sizeHint() const override;
    /// Where it may go from @p status, in the order of the table.
    [[nodiscard]] static QList<TicketStatus> legalFrom(TicketStatus status, bool workshop);

Q_SIGNALS:
    void statusChosen(desk::TicketStatus status);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    TicketStatus m_status = TicketStatus::New;
};

} // namespace desk::ui
