#include "ui/tickets/ticketlistpane.h"

#include "ui/placeholder.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"
#include "ui/tickets/ticketrowdelegate.h"
#include "ui/tickets/viewselector.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
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
      m_delegate(new TicketRowDelegate(theme, this)), m_search(new QLineEdit(this)), m_searchTimer(new QTimer(this)),
      m_loadingTimer(new QTimer(this)), m_tabs(new ViewSelector(theme, ViewSelector::Shape::Tabs, this)),
      m_stack(new QStackedWidget(this)), m_list(new QListView(this)), m_placeholder(new Placeholder(theme, this)),
      m_loading(new LoadingRows(theme, this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
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
    layout->addWidget(m_stack, 1);

    m_searchTimer->setSingleShot(true);
    m_loadingTimer->setSingleShot(true);
    connect(m_searchTimer, &QTimer::timeout, this, &TicketListPane::search);
    connect(m_loadingTimer, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_loading); });
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchTimer->start(typingPause); });
    connect(m_tabs, &ViewSelector::chosen, this, &TicketListPane::setCurrentView);
    connect(m_model, &TicketListModel::countsChanged, m_tabs, &ViewSelector::setCounts);
    connect(m_model, &TicketListModel::countsChanged, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &TicketListModel::stateChanged, this, &TicketListPane::showState);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_moving = true; });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_moving = false;
        reselect();
        showState();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        reselect();
        showState();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TicketListPane::currentMoved);
    connect(m_placeholder, &Placeholder::actionTriggered, this, &TicketListPane::emptyAction);
    connect(&m_gateway, &CoreGateway::actorChanged, this, &TicketListPane::buildViews);
    connect(&m_theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    buildViews();
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
    layout->addWidget(add);
    return row;
}

void TicketListPane::buildViews()
{
    m_views = TicketView::standard(m_gateway.actor().userId);
    m_tabs->setViews(m_views);
    m_tabs->setCounts(m_model->counts());
    const QString wanted = m_view;
    m_view.clear();
    setCurrentView(wanted);
    Q_EMIT viewChanged(m_view);
}

void TicketListPane::setCurrentView(const QString &id)
{
    const auto known = std::find_if(m_views.cbegin(), m_views.cend(),
                                    [&](const TicketView &view) { return view.id == id; });
    const TicketView &view = known == m_views.cend() ? m_views.first() : *known;
    if (!m_search->text().isEmpty()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_searchTimer->stop();
    } else if (view.id == m_view) {
        return m_tabs->setCurrent(m_view);
    }
    m_view = view.id;
    m_tabs->setCurrent(m_view);
    m_model->setView(view);
    showState();
    Q_EMIT viewChanged(m_view);
}

void TicketListPane::setTabsShown(bool shown)
{
    m_tabs->setVisible(shown);
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
    const QString text = m_search->text().trimmed();
    if (text.isEmpty()) {
        const QString view = std::exchange(m_view, QString());
        return setCurrentView(view);
    }
    m_tabs->setCurrent({});
    m_model->setView(TicketView::search(text));
    showState();
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
        m_placeholder->show(m_model->view().icon, m_model->view().emptyText,
                            m_search->text().isEmpty() ? QString() : tr("Clear search"));
        break;
    }
    m_loadingTimer->stop();
    m_stack->setCurrentWidget(m_placeholder);
}

void TicketListPane::emptyAction()
{
    if (m_model->state() == TicketListModel::State::Failed)
        m_model->reload();
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
    Q_EMIT ticketChosen(m_current);
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

bool TicketListPane::eventFilter(QObject *watched, QEvent *event)
{
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
