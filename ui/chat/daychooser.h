#pragma once

#include "ui/theme/theme.h"

#include <QDate>
#include <QFrame>

class QCalendarWidget;

namespace desk::ui {

/// A small calendar to go to a day of a conversation. GUI thread.
class DayChooser : public QFrame
{
    Q_OBJECT

public:
    /// @param shown the day that is looked at now. Days to come cannot be chosen.
    DayChooser(const QDate &shown, const Theme &theme, QWidget *parent);

    [[nodiscard]] QCalendarWidget &calendar() const { return *m_calendar; }

Q_SIGNALS:
    void chosen(const QDate &day);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QCalendarWidget *m_calendar;
};

} // namespace desk::ui
