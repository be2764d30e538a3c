#pragma once

#include "ui/theme/theme.h"
#include "ui/tray/noticehistory.h"

#include <QToolButton>

namespace desk::ui {

/// The bell in the window's corner: what was noticed lately, each line leads to its ticket. A dot says that something is new.
/// Does not own what it is given.
class NoticeBell : public QToolButton
{
    Q_OBJECT

public:
    NoticeBell(NoticeHistory &history, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(desk::TicketId ticket);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void fillMenu();

    NoticeHistory &m_history;
    const Theme &m_theme;
};

} // namespace desk::ui
