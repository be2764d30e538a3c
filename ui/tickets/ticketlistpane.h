#pragma once

#include "ui/tickets/ticketlistmodel.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QStackedWidget;
class QTimer;

namespace desk::ui {

class Placeholder;
class Theme;
class TicketRowDelegate;
class ViewSelector;

/// The left pane: search, views as tabs, and the list of tickets in all its states.
class TicketListPane : public QWidget
{
    Q_OBJECT

public:
    TicketListPane(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const QList<TicketView> &views() const { return m_views; }
    [[nodiscard]] TicketListModel &model() const { return *m_model; }
    [[nodiscard]] TicketId currentTicket() const { return m_current; }
    [[nodiscard]] QString currentView() const { return m_view; }
    void setCurrentView(const QString &id);
    /// The tabs give way to a list of views of their own.
    void setTabsShown(bool shown);
    void setCompact(bool compact);
    void focusSearch();
    void focusList();

    /// Marks it where it is listed; it need not be.
    void setCurrentTicket(TicketId ticket);
    /// The next or previous one of the list, from the current one.
    void step(int by);

Q_SIGNALS:
    void ticketChosen(desk::TicketId ticket);
    void newTicketRequested();
    void viewChanged(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeSearchRow();
    void buildViews();
    void search();
    void showState();
    void currentMoved(const QModelIndex &current);
    void reselect();
    void emptyAction();

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QList<TicketView> m_views;
    QString m_view;
    TicketId m_current;
    TicketListModel *m_model;
    TicketRowDelegate *m_delegate;
    QLineEdit *m_search;
    QTimer *m_searchTimer;
    QTimer *m_loadingTimer;
    ViewSelector *m_tabs;
    QStackedWidget *m_stack;
    QListView *m_list;
    Placeholder *m_placeholder;
    QWidget *m_loading;
    bool m_moving = false; ///< the current row moves without anybody's doing
};

} // namespace desk::ui
