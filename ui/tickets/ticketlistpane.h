#pragma once

#include "ui/tickets/ticketlistmodel.h"

#include <QWidget>

class QContextMenuEvent;
class QLineEdit;
class QListView;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace desk::ui {

class FilterBar;
class ListMenu;
class Placeholder;
class SavedFilters;
class Theme;
class TicketRowDelegate;
class ViewSelector;

/// The left pane: search, order and filters, views as tabs, and the list of tickets in all its states.
class TicketListPane : public QWidget
{
    Q_OBJECT

public:
    TicketListPane(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const QList<TicketView> &views() const { return m_views; }
    [[nodiscard]] TicketListModel &model() const { return *m_model; }
    [[nodiscard]] SavedFilters &savedFilters() const { return *m_saved; }
    [[nodiscard]] TicketId currentTicket() const { return m_current; }
    [[nodiscard]] QString currentView() const { return m_view; }
    /// One that is not known (yet): the first, until it is. A place is only asked for.
    void setCurrentView(const QString &id);
    [[nodiscard]] TicketOrder order() const { return m_model->order(); }
    void setOrder(TicketOrder order);
    [[nodiscard]] const TicketChoice &choice() const { return m_choice; }
    void setChoice(const TicketChoice &choice);
    /// The tabs give way to a list of views of their own.
    void setTabsShown(bool shown);
    void setCompact(bool compact);
    void focusSearch();
    void focusList();
    void showListMenu();

    /// Marks it where it is listed; it need not be.
    void setCurrentTicket(TicketId ticket);
    /// The next or previous one of the list, from the current one.
    void step(int by);
    /// Somebody has closed it here: once it has left the list, the next one takes its place.
    void advanceFrom(TicketId ticket);

Q_SIGNALS:
    void ticketChosen(desk::TicketId ticket);
    /// The message that a search has found in the ticket that was chosen.
    void messageChosen(desk::MessageId message);
    void newTicketRequested();
    /// Also when the views themselves are others.
    void viewChanged(const QString &id);
    /// A view that is no list of tickets.
    void placeChosen(const QString &id);
    void failed(const QString &message);
    /// What can be done with the current ticket is asked for at its row.
    void menuRequested(const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeSearchRow();
    void connectModel();
    void connectMenu();
    void loadUsers();
    void loadTags();
    void buildViews();
    void awaitMidnight();
    void showView();
    void showOrder();
    void search();
    void showState();
    void currentMoved(const QModelIndex &current);
    void showRowMenu(const QContextMenuEvent &event);
    void openHit(const QModelIndex &index);
    void aboutToRemove(int first, int last);
    void reselect();
    void emptyAction();
    void updateMenu();
    void askName(const QString &title, const QString &name, const std::function<void(const QString &)> &then);
    void removeSaved();
    [[nodiscard]] const TicketView &viewOf(const QString &id) const;
    [[nodiscard]] bool isSearching() const;

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QList<User> m_users;
    QStringList m_tags;
    QList<TicketView> m_views;
    QString m_view;
    QString m_pending; ///< a view that was asked for and is not known yet
    TicketChoice m_choice;
    TicketId m_current;
    TicketListModel *m_model;
    SavedFilters *m_saved;
    TicketRowDelegate *m_delegate;
    QLineEdit *m_search;
    QToolButton *m_sort;
    ListMenu *m_menu;
    QTimer *m_searchTimer;
    QTimer *m_loadingTimer;
    QTimer *m_midnight;
    ViewSelector *m_tabs;
    FilterBar *m_filters;
    QStackedWidget *m_stack;
    QListView *m_list;
    Placeholder *m_placeholder;
    QWidget *m_loading;
    bool m_tabsShown = true;
    bool m_moving = false; ///< the current row moves without anybody's doing
    TicketId m_next;       ///< that followed the current one when it left the list
    TicketId m_advance;    ///< whose place the next one takes once it leaves
};

} // namespace desk::ui
