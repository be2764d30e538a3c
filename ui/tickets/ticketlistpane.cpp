#include "ui/tickets/ticketlistpane.h"

#include "core/administration/administration.h"
#include "ui/placeholder.h"
#include "ui/scrollkeeper.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"
#include "ui/tickets/filterbar.h"
#include "ui/tickets/listmenu.h"
#include "ui/tickets/rowflash.h"
#include "ui/tickets/savedfilters.h"
#include "ui/tickets/ticketrowdelegate.h"
#include "ui/tickets/viewselector.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPainter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto typingPause = 60ms;
// A list that comes sooner shows nothing in between.
constexpr auto patience = 300ms;
constexpr int mostUsersListed = 200;
constexpr auto afterMidnight = 2s;
constexpr int sortIcon = 38; ///< with the space around it and the word

/// Grey rows where tickets will be; they stand still.
class LoadingRows final : public QWidget
{
public:
    LoadingRows(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) { }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        constexpr int rowHeight = 67;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Sunken));
        for (int top = 0; top < height(); top += rowHeight) {
            painter.drawRoundedRect(QRectF(37, top + 10, width() * 0.4, 10), 3, 3);
            painter.drawRoundedRect(QRectF(37, top + 28, width() * 0.7, 11), 3, 3);
            painter.drawRoundedRect(QRectF(37, top + 47, width() * 0.3, 9), 3, 3);
        }
    }

private:
    const Theme &m_theme;
};

} // namespace

TicketListPane::TicketListPane(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_theme(theme), m_model(new TicketListModel(gateway, this)),
      m_saved(new SavedFilters(gateway, this)), m_delegate(new TicketRowDelegate(theme, this)),
      m_search(new QLineEdit(this)), m_sort(new QToolButton(this)), m_menu(new ListMenu(theme, this)),
      m_searchTimer(new QTimer(this)), m_loadingTimer(new QTimer(this)), m_midnight(new QTimer(this)),
      m_tabs(new ViewSelector(theme, ViewSelector::Shape::Tabs, this)), m_filters(new FilterBar(theme, this)),
      m_stack(new QStackedWidget(this)), m_list(new QListView(this)), m_placeholder(new Placeholder(theme, this)),
      m_loading(new LoadingRows(theme, this))
{
    // Before the view hears of it: it would go to another row, as if somebody had chosen that.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { aboutToRemove(first, last); });
    m_list->setModel(m_model);
    new ScrollKeeper(*m_list);
    m_list->setItemDelegate(m_delegate);
    m_delegate->setFlash(new RowFlash(*m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Tickets"));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (QWidget *page : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_placeholder), m_loading})
        m_stack->addWidget(page);
    m_placeholder->setAutoFillBackground(true);
    m_placeholder->setBackgroundRole(QPalette::Base);
    m_loading->setAutoFillBackground(true);
    m_loading->setBackgroundRole(QPalette::Base);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeSearchRow());
    layout->addWidget(m_tabs);
    layout->addWidget(m_filters);
    layout->addWidget(m_stack, 1);

    m_searchTimer->setSingleShot(true);
    m_loadingTimer->setSingleShot(true);
    m_midnight->setSingleShot(true);
    connect(m_searchTimer, &QTimer::timeout, this, &TicketListPane::search);
    connect(m_loadingTimer, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_loading); });
    connect(m_midnight, &QTimer::timeout, this, [this] {
        buildViews();
        showView(); // what was closed today is another matter now
    });
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchTimer->start(typingPause); });
    connect(m_tabs, &ViewSelector::chosen, this, &TicketListPane::setCurrentView);
    connect(m_placeholder, &Placeholder::actionTriggered, this, &TicketListPane::emptyAction);
    connect(&m_gateway, &CoreGateway::actorChanged, this, [this] {
        loadUsers();
        buildViews();
        showView();
    });
    connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    connectModel();
    connectMenu();
    loadUsers();
    buildViews();
    setCurrentView({});
}

void TicketListPane::connectModel()
{
    connect(m_model, &TicketListModel::countsChanged, m_tabs, &ViewSelector::setCounts);
    connect(m_model, &TicketListModel::countsChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TicketListModel::stateChanged, this, &TicketListPane::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_moving = false;
        reselect();
        showState();
        if (m_advance.isValid() && m_model->rowOf(m_advance) < 0)
            advanceFrom(std::exchange(m_advance, {}));
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        reselect();
        showState();
    });
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &TicketListPane::reselect);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TicketListPane::currentMoved);
    connect(m_list, &QListView::clicked, this, &TicketListPane::openHit);
    connect(m_list, &QListView::activated, this, &TicketListPane::openHit);
    for (QObject *heard : {static_cast<QObject *>(m_list), static_cast<QObject *>(m_list->viewport())})
        heard->installEventFilter(this);
}

void TicketListPane::connectMenu()
{
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        updateMenu();
        loadTags(); // for the next time
    });
    connect(m_menu, &ListMenu::orderChosen, this, &TicketListPane::setOrder);
    connect(m_menu, &ListMenu::choiceChosen, this, &TicketListPane::setChoice);
    connect(m_filters, &FilterBar::choiceChanged, this, &TicketListPane::setChoice);
    connect(m_filters, &FilterBar::cleared, this, [this] { setChoice({}); });
    const auto save = [this] {
        askName(tr("Save these filters"), {}, [this](const QString &name) { m_saved->add(name, m_choice); });
    };
    connect(m_menu, &ListMenu::saveRequested, this, save);
    connect(m_filters, &FilterBar::saveRequested, this, save);
    connect(m_menu, &ListMenu::keepRequested, this, [this] { m_saved->setChoice(viewOf(m_view).saved, m_choice); });
    connect(m_menu, &ListMenu::renameRequested, this, [this] {
        const TicketView view = viewOf(m_view);
        askName(tr("Rename this filter"), view.title,
                [this, id = view.saved](const QString &name) { m_saved->rename(id, name); });
    });
    connect(m_menu, &ListMenu::removeRequested, this, &TicketListPane::removeSaved);
    connect(m_saved, &SavedFilters::changed, this, [this] {
        m_model->setSavedFilters(m_saved->counted());
        buildViews();
    });
    connect(m_saved, &SavedFilters::added, this, [this](qint64 id) { setCurrentView(u"saved-%1"_s.arg(id)); });
    connect(m_saved, &SavedFilters::failed, this, &TicketListPane::failed);
    loadTags();
}

QWidget *TicketListPane::makeSearchRow()
{
    auto *row = new QWidget(this);
    row->setAutoFillBackground(true);
    row->setBackgroundRole(QPalette::Base);
    m_search->setPlaceholderText(tr("Search number, person or text"));
    m_search->setAccessibleName(tr("Search tickets"));
    m_search->setToolTip(tr("Search tickets (Ctrl+K)"));
    m_search->addAction(m_theme.icon(u"search"_s, Token::Text3), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_sort->setIcon(m_theme.icon(u"list-filter"_s));
    m_sort->setToolTip(tr("Sort and filter (Ctrl+Shift+F)"));
    m_sort->setAccessibleName(tr("Sort and filter"));
    m_sort->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_sort->setFixedHeight(controlHeight);
    connect(m_sort, &QToolButton::clicked, this, &TicketListPane::showListMenu);
    auto *add = new QToolButton(row);
    add->setIcon(m_theme.icon(u"plus"_s));
    add->setToolTip(tr("New ticket (Ctrl+N)"));
    add->setAccessibleName(tr("New ticket"));
    add->setFixedSize(controlHeight, controlHeight);
    connect(add, &QToolButton::clicked, this, &TicketListPane::newTicketRequested);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 8, 10, 6);
    layout->setSpacing(8);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_sort);
    layout->addWidget(add);
    return row;
}

void TicketListPane::loadUsers()
{
    auto users = m_gateway.ask<UserPage>([](DeskServices &services) -> Result<UserPage> {
        return services.administration ? services.administration->users.page(false, 0, mostUsersListed) : UserPage();
    });
    onReply(users, this, [this](const Result<UserPage> &page) {
        if (!page)
            return;
        m_users.clear();
        for (const User &user : page->users)
            m_users.prepend(user);
        buildViews();
    });
}

void TicketListPane::loadTags()
{
    auto tags = m_gateway.read<QStringList>([](Database &database) { return TicketRepository(database).tagsInUse(); });
    onReply(tags, this, [this](const Result<QStringList> &answer) {
        if (answer)
            m_tags = *answer;
    });
}

void TicketListPane::buildViews()
{
    const qint64 today = QDate::currentDate().startOfDay().toMSecsSinceEpoch();
    m_views = TicketView::all(m_gateway.actor().userId, m_users, m_saved->all(), today);
    m_tabs->setViews(m_views);
    m_tabs->setCounts(m_model->counts());
    m_tabs->setCurrent(isSearching() ? QString() : m_view);
    awaitMidnight();
    const auto listed = [this](const QString &id) { return !id.isEmpty() && viewOf(id).id == id; };
    if (listed(m_pending))
        return setCurrentView(m_pending);
    if (!m_view.isEmpty() && !listed(m_view))
        return setCurrentView({}); // it is not kept any more
    if (listed(m_view))
        m_filters->setChoice(m_choice, m_users, viewOf(m_view).saved > 0 && viewOf(m_view).choice == m_choice);
    Q_EMIT viewChanged(m_view);
}

void TicketListPane::awaitMidnight()
{
    const QDateTime now = QDateTime::currentDateTime();
    const std::chrono::milliseconds left(now.msecsTo(now.date().addDays(1).startOfDay()));
    m_midnight->start(left + afterMidnight);
}

const TicketView &TicketListPane::viewOf(const QString &id) const
{
    const auto named = [this](const QString &wanted) {
        return std::find_if(m_views.cbegin(), m_views.cend(),
                            [&](const TicketView &view) { return view.id == wanted && !view.isPlace(); });
    };
    const auto known = named(id);
    return known == m_views.cend() ? *named(TicketView::first) : *known;
}

bool TicketListPane::isSearching() const
{
    return !m_search->text().trimmed().isEmpty();
}

void TicketListPane::setCurrentView(const QString &id)
{
    const auto wanted = std::find_if(m_views.cbegin(), m_views.cend(),
                                     [&](const TicketView &view) { return view.id == id; });
    if (wanted != m_views.cend() && wanted->isPlace()) {
        m_tabs->setCurrent(isSearching() ? QString() : m_view);
        return Q_EMIT placeChosen(id);
    }
    const TicketView &view = viewOf(id);
    m_pending = view.id == id ? QString() : id;
    if (!m_search->text().isEmpty()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_searchTimer->stop();
    } else if (view.id == m_view && view.choice == m_choice) {
        m_tabs->setCurrent(m_view);
        return Q_EMIT viewChanged(m_view);
    }
    m_view = view.id;
    m_choice = view.choice;
    showView();
    Q_EMIT viewChanged(m_view);
}

void TicketListPane::showView()
{
    const TicketView &view = viewOf(m_view);
    m_tabs->setCurrent(isSearching() ? QString() : m_view);
    m_filters->setChoice(m_choice, m_users, view.saved > 0 && view.choice == m_choice);
    showOrder();
    m_model->setView(isSearching() ? TicketView::search(m_search->text().trimmed()) : view, m_choice);
    showState();
}

void TicketListPane::setOrder(TicketOrder order)
{
    m_model->setOrder(order);
    showOrder();
    showState();
}

void TicketListPane::setChoice(const TicketChoice &choice)
{
    if (choice == m_choice)
        return;
    const bool heardFrom = m_filters->isAncestorOf(focusWidget());
    m_choice = choice;
    showView();
    if (heardFrom)
        focusList(); // the chip that had the focus is gone
}

void TicketListPane::updateMenu()
{
    const TicketView &view = viewOf(m_view);
    const QList<TicketSection> &sections = m_model->view().sections;
    m_menu->setNow({.order = m_model->order(),
                    .ordersAsked = !isSearching(),
                    .waitingCounts = !sections.isEmpty() && isOfOpenTickets(sections.first().filter),
                    .choice = m_choice,
                    .users = m_users,
                    .tags = m_tags,
                    .saved = view.saved > 0 ? view.title : QString(),
                    .changed = view.choice != m_choice});
}

void TicketListPane::showListMenu()
{
    m_menu->popup(m_sort->mapToGlobal(QPoint(0, m_sort->height() + 2)));
}

void TicketListPane::askName(const QString &title, const QString &name,
                             const std::function<void(const QString &)> &then)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name:"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, [then](const QString &text) {
        if (!text.trimmed().isEmpty())
            then(text.left(SavedFilterRepository::longestName));
    });
    dialog->open();
}

void TicketListPane::removeSaved()
{
    const TicketView view = viewOf(m_view);
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Delete filter"),
                                tr("Delete the filter “%1”? The tickets stay.").arg(view.title), QMessageBox::Cancel,
                                this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    auto *yes = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    buttonrole::give(yes, buttonrole::danger);
    connect(yes, &QAbstractButton::clicked, this, [this, id = view.saved] { m_saved->remove(id); });
    box->open();
}

void TicketListPane::setTabsShown(bool shown)
{
    m_tabs->setVisible(shown);
    m_tabsShown = shown;
    showOrder();
}

void TicketListPane::showOrder()
{
    // Where there is room for a list of views there is room for a word as well.
    const bool words = !m_tabsShown;
    const QString order = ListMenu::orderWords(isSearching() ? TicketOrder::Newest : m_model->order());
    m_sort->setText(words ? order : QString());
    m_sort->setFixedWidth(words ? fontMetrics().horizontalAdvance(order) + sortIcon : controlHeight);
    m_sort->setAccessibleDescription(order);
}

void TicketListPane::setCompact(bool compact)
{
    m_delegate->setCompact(compact);
    m_list->doItemsLayout();
}

void TicketListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void TicketListPane::focusList()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void TicketListPane::search()
{
    showView();
    Q_EMIT viewChanged(m_view);
}

void TicketListPane::showState()
{
    if (m_model->rowCount() > 0) {
        m_loadingTimer->stop();
        m_stack->setCurrentWidget(m_list);
        return;
    }
    switch (m_model->state()) {
    case TicketListModel::State::Loading:
        if (!m_loadingTimer->isActive())
            m_loadingTimer->start(patience);
        return;
    case TicketListModel::State::Failed:
        m_placeholder->show(u"triangle-alert"_s, tr("The tickets could not be read."), tr("Try again"));
        break;
    case TicketListModel::State::Ready:
        if (!m_choice.isEmpty())
            m_placeholder->show(u"funnel"_s, tr("No ticket with these filters."), tr("Clear filters"));
        else
            m_placeholder->show(m_model->view().icon, m_model->view().emptyText,
                                isSearching() ? tr("Clear search") : QString());
        break;
    }
    m_loadingTimer->stop();
    m_stack->setCurrentWidget(m_placeholder);
}

void TicketListPane::emptyAction()
{
    if (m_model->state() == TicketListModel::State::Failed)
        m_model->reload();
    else if (!m_choice.isEmpty())
        setChoice({});
    else
        m_search->clear();
}

void TicketListPane::currentMoved(const QModelIndex &current)
{
    const TicketLine *line = m_moving ? nullptr : m_model->lineAt(current.row());
    // A list that gets the focus moves to its first row by itself, without choosing it: nobody has asked for that ticket.
    if (!line || line->ticket.id == m_current || !m_list->selectionModel()->isSelected(current))
        return;
    m_current = line->ticket.id;
    const MessageId hit = line->hit;
    Q_EMIT ticketChosen(m_current);
    if (hit.isValid())
        Q_EMIT messageChosen(hit);
}

void TicketListPane::openHit(const QModelIndex &index)
{
    const TicketLine *line = m_model->lineAt(index.row());
    if (line && line->hit.isValid() && line->ticket.id == m_current)
        Q_EMIT messageChosen(line->hit);
}

void TicketListPane::aboutToRemove(int first, int last)
{
    m_moving = true;
    const int row = m_model->rowOf(m_current);
    if (row < first || row > last)
        return;
    m_next = {};
    for (int next = last + 1; !m_next.isValid() && next < m_model->rowCount(); ++next) {
        if (const TicketLine *line = m_model->lineAt(next))
            m_next = line->ticket.id;
    }
    for (int next = first - 1; !m_next.isValid() && next >= 0; --next) {
        if (const TicketLine *line = m_model->lineAt(next))
            m_next = line->ticket.id;
    }
}

void TicketListPane::advanceFrom(TicketId ticket)
{
    if (ticket != m_current)
        return;
    if (m_model->rowOf(ticket) >= 0) {
        m_advance = ticket;
        return;
    }
    const int row = m_model->rowOf(std::exchange(m_next, {}));
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row));
    focusList();
}

void TicketListPane::reselect()
{
    const int row = m_current.isValid() ? m_model->rowOf(m_current) : -1;
    if (row == m_list->currentIndex().row())
        return;
    m_moving = true;
    m_list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
    if (row < 0)
        m_list->clearSelection();
    m_moving = false;
}

void TicketListPane::setCurrentTicket(TicketId ticket)
{
    m_current = ticket;
    m_advance = {};
    reselect();
    if (const int row = m_model->rowOf(ticket); row >= 0)
        m_list->scrollTo(m_model->index(row));
}

void TicketListPane::step(int by)
{
    int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : by > 0 ? -1 : m_model->rowCount();
    do {
        row += by;
    } while (m_model->isHead(row));
    if (m_model->lineAt(row))
        m_list->setCurrentIndex(m_model->index(row));
}

void TicketListPane::showRowMenu(const QContextMenuEvent &event)
{
    const bool byKey = event.reason() == QContextMenuEvent::Keyboard;
    const QModelIndex row = byKey ? m_list->currentIndex() : m_list->indexAt(event.pos());
    if (!m_model->lineAt(row.row()))
        return;
    m_list->setCurrentIndex(row);
    Q_EMIT menuRequested(byKey ? m_list->viewport()->mapToGlobal(m_list->visualRect(row).center()) : event.globalPos());
}

bool TicketListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu && watched != m_search) {
        showRowMenu(*static_cast<QContextMenuEvent *>(event));
        return true;
    }
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            focusList();
            if (!m_list->currentIndex().isValid())
                step(1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace desk::ui
