#pragma once

#include "core/storage/ticketlines.h"
#include "ui/coregateway.h"
#include "ui/shell/assistantswitch.h"
#include "ui/shell/housekeeping.h"
#include "ui/theme/theme.h"

#include <QStatusBar>

class QPushButton;

namespace desk::ui {

/// The status bar: the link, what waits to leave, what was refused and whether the assistant keeps out; each opens what it tells of. At the
/// right the desk itself: its panel, the room on the disk, the last backup.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void setCounts(const DeskCounts &counts);

Q_SIGNALS:
    void linkClicked();
    void queueClicked();
    void refusedClicked();
    void panelClicked();
    void backupClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update();
    enum class End { Left, Right };
    [[nodiscard]] QPushButton *addPart(End end = End::Left);
    void updateDesk();
    void setPart(QPushButton &part, const QString &icon, Token color, const QString &words) const;

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QPushButton *m_link;
    QPushButton *m_queue;
    QPushButton *m_refused;
    QPushButton *m_paused;
    QPushButton *m_panel;
    QPushButton *m_disk;
    QPushButton *m_backup;
    AssistantSwitch m_assistant;
    Housekeeping m_desk;
    DeskCounts m_counts;
};

} // namespace desk::ui
