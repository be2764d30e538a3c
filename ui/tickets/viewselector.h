#pragma once

#include "ui/theme/theme.h"
#include "ui/tickets/ticketview.h"

#include <QAbstractButton>
#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QToolButton;

namespace desk::ui {

/// The views of the ticket list with their counts: as tabs above the list, or as a list of their own on wide screens.
class ViewSelector : public QWidget
{
    Q_OBJECT

public:
    enum class Shape { Tabs, List };
    ViewSelector(const Theme &theme, Shape shape, QWidget *parent = nullptr);

    /// In groups, as they come. The same ones again: nothing happens.
    void setViews(const QList<TicketView> &views);
    void setCounts(const DeskCounts &counts);
    void setCurrent(const QString &id); ///< an unknown one: none

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTabs();
    void addButton(const TicketView &view);
    void fillMore(const QList<int> &hidden);

    const Theme &m_theme;
    Shape m_shape;
    QList<TicketView> m_views;
    QList<QAbstractButton *> m_buttons; ///< one a view
    QBoxLayout *m_layout;
    QButtonGroup *m_group;
    QToolButton *m_more; ///< the tabs that do not fit
};

} // namespace desk::ui
