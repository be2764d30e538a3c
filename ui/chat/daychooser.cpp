#include "ui/chat/daychooser.h"

#include <QCalendarWidget>
#include <QPainter>
#include <QTextCharFormat>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

DayChooser::DayChooser(const QDate &shown, const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_theme(theme), m_calendar(new QCalendarWidget(this))
{
    setAccessibleName(tr("Go to a day"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_calendar);
    m_calendar->setMaximumDate(QDate::currentDate());
    m_calendar->setSelectedDate(shown);
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setHorizontalHeaderFormat(QCalendarWidget::ShortDayNames);
    // Its own arrows and its red weekends are of another world.
    QTextCharFormat plain;
    plain.setForeground(m_theme.color(Token::Text));
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        m_calendar->setWeekdayTextFormat(day, plain);
    QTextCharFormat header;
    header.setForeground(m_theme.color(Token::Text3));
    m_calendar->setHeaderTextFormat(header);
    const std::pair<QString, QString> arrows[] = {{u"qt_calendar_prevmonth"_s, u"chevron-left"_s},
                                                  {u"qt_calendar_nextmonth"_s, u"chevron-right"_s}};
    for (const auto &[name, icon] : arrows) {
        if (auto *button = m_calendar->findChild<QToolButton *>(name))
            button->setIcon(m_theme.icon(icon));
    }
    if (auto *month = m_calendar->findChild<QToolButton *>(u"qt_calendar_monthbutton"_s))
        month->setMenu(nullptr); // its mark stands on the name; the arrows do the same
    if (auto *bar = m_calendar->findChild<QWidget *>(u"qt_calendar_navigationbar"_s))
        bar->setBackgroundRole(QPalette::Base);
    connect(m_calendar, &QCalendarWidget::activated, this, [this](const QDate &day) {
        Q_EMIT chosen(day);
        close();
    });
    connect(m_calendar, &QCalendarWidget::clicked, this, [this](const QDate &day) {
        Q_EMIT chosen(day);
        close();
    });
    setFocusProxy(m_calendar);
}

void DayChooser::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.setPen(m_theme.color(Token::LineStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace desk::ui
