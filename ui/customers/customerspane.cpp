#include "ui/customers/customerspane.h"

#include "ui/customers/customerdelegate.h"
#include "ui/customers/customerdetails.h"
#include "ui/customers/mergedialog.h"
#include "ui/customers/opencustomer.h"
#include "ui/placeheader.h"
#include "ui/placeholder.h"
#include "ui/scrollkeeper.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketlistmodel.h"
#include "ui/tickets/ticketrowdelegate.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

QListView *plainList(QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMouseTracking(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return list;
}

Placeholder *placeholderOn(const Theme &theme, QWidget *parent)
{
    auto *placeholder = new Placeholder(theme, parent);
    placeholder->setAutoFillBackground(true);
    placeholder->setBackgroundRole(QPalette::Base);
    return placeholder;
}

} // namespace

CustomersPane::CustomersPane(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_theme(theme), m_model(new CustomerListModel(gateway, this)),
      m_customer(new OpenCustomer(gateway, this)),
      m_tickets(new TicketListModel(gateway, this, TicketListModel::Counting::None)),
      m_header(new PlaceHeader(theme, tr("Customers"), this)), m_search(new QLineEdit(this)), m_pause(new QTimer(this)),
      m_stack(new QStackedWidget(this)), m_list(plainList(this)), m_placeholder(placeholderOn(theme, this)),
      m_details(new CustomerDetails(*m_customer, theme, this)), m_right(new QStackedWidget(this)),
      m_ticketStack(new QStackedWidget(this)), m_ticketList(plainList(this))
{
    auto *both = new QSplitter(Qt::Horizontal, this);
    both->addWidget(m_details);
    both->addWidget(makeTicketSide());
    auto *nobody = placeholderOn(theme, this);
    nobody->show(u"book-user"_s, tr("Choose a customer to see what is known of them, and their tickets."));
    m_right->addWidget(nobody);
    m_right->addWidget(both);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeListSide());
    splitter->addWidget(m_right);
    both->setObjectName("customer"_L1); // what their sizes are remembered under
    splitter->setObjectName("customers"_L1);
    for (QSplitter *one : {both, splitter}) {
        one->setChildrenCollapsible(false);
        one->setHandleWidth(1);
    }
    both->setSizes({420, 480});
    splitter->setSizes({320, 900});
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(splitter, 1);

    m_pause->setSingleShot(true);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_pause->start(60ms); });
    connect(m_pause, &QTimer::timeout, this, [this] { m_model->setFilter(m_search->text().trimmed()); });
    connect(m_header, &PlaceHeader::backRequested, this, &CustomersPane::backRequested);
    connect(m_model, &CustomerListModel::stateChanged, this, &CustomersPane::showState);
    connect(m_placeholder, &Placeholder::actionTriggered, this, [this] {
        if (m_model->state() == CustomerListModel::State::Failed)
            m_model->reload();
        else
            m_search->clear();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const CustomerLine *line = m_selecting ? nullptr : m_model->lineAt(current.row());
        if (line && m_list->selectionModel()->isSelected(current))
            m_customer->open(line->customer.id);
    });
    connect(m_customer, &OpenCustomer::opened, this, [this](CustomerId customer) {
        m_right->setCurrentIndex(customer.isValid() ? 1 : 0);
        reselect();
        showTickets();
    });
    connect(m_customer, &OpenCustomer::failed, this, &CustomersPane::failed);
    connect(m_customer, &OpenCustomer::noticed, this, &CustomersPane::noticed);
    connect(m_details, &CustomerDetails::mergeRequested, this, &CustomersPane::startMerge);
    showState();
}

QWidget *CustomersPane::makeListSide()
{
    auto *side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    side->setMinimumWidth(240);
    m_search->setPlaceholderText(tr("Name, department or number"));
    m_search->setAccessibleName(tr("Search customers"));
    m_search->addAction(m_theme.icon(u"search"_s, Token::Text3), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setModel(m_model);
    new ScrollKeeper(*m_list);
    m_list->setItemDelegate(new CustomerDelegate(m_theme, m_list));
    m_list->setAccessibleName(tr("Customers"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_placeholder);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 8, 10, 8);
    row->addWidget(m_search);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
    return side;
}

QWidget *CustomersPane::makeTicketSide()
{
    auto *side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    side->setMinimumWidth(260);
    auto *title = new QLabel(tr("Tickets"), side);
    title->setFont(Theme::strong(m_theme.bodyFont()));
    title->setContentsMargins(panePadding, 12, panePadding, 8);
    m_ticketList->setModel(m_tickets);
    new ScrollKeeper(*m_ticketList);
    m_ticketList->setItemDelegate(new TicketRowDelegate(m_theme, m_ticketList));
    m_ticketList->setAccessibleName(tr("Tickets of this customer"));
    auto *none = placeholderOn(m_theme, side);
    none->show(u"ticket"_s, tr("No tickets yet."));
    m_ticketStack->addWidget(m_ticketList);
    m_ticketStack->addWidget(none);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(m_ticketStack, 1);
    const auto open = [this](const QModelIndex &index) {
        if (const TicketLine *line = m_tickets->lineAt(index.row()))
            Q_EMIT ticketRequested(line->ticket.id);
    };
    connect(m_ticketList, &QListView::clicked, this, open);
    connect(m_ticketList, &QListView::activated, this, open);
    const auto count = [this] {
        const bool empty = m_tickets->rowCount() == 0 && m_tickets->state() == TicketListModel::State::Ready;
        m_ticketStack->setCurrentIndex(empty ? 1 : 0);
    };
    connect(m_tickets, &TicketListModel::stateChanged, this, count);
    connect(m_tickets, &QAbstractItemModel::rowsInserted, this, count);
    connect(m_tickets, &QAbstractItemModel::rowsRemoved, this, count);
    return side;
}

void CustomersPane::showTickets()
{
    if (!m_customer->id().isValid())
        return;
    TicketSection all;
    all.filter.customerId = m_customer->id();
    m_tickets->setView({.id = u"customer"_s, .sections = {all}});
}

void CustomersPane::openCustomer(CustomerId customer)
{
    m_customer->open(customer);
    reselect();
}

void CustomersPane::reselect()
{
    const int row = m_model->rowOf(m_customer->id());
    if (row == m_list->currentIndex().row())
        return;
    m_selecting = true;
    m_list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
    if (row < 0)
        m_list->clearSelection();
    m_selecting = false;
}

QList<QWidget *> CustomersPane::panes() const
{
    QList<QWidget *> panes{m_search, m_list};
    if (m_customer->isLoaded())
        panes << m_details << m_ticketList;
    return panes;
}

void CustomersPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CustomersPane::startMerge()
{
    if (!m_customer->isLoaded())
        return;
    auto *dialog = new MergeDialog(m_gateway, m_theme, m_customer->dossier().customer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MergeDialog::merged, this,
            [this] { Q_EMIT noticed(tr("Merged. It can be undone under Identity.")); });
    dialog->open();
}

void CustomersPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_begun, true))
        m_model->reload();
}

void CustomersPane::showState()
{
    reselect();
    if (m_model->rowCount() > 0)
        return m_stack->setCurrentWidget(m_list);
    switch (m_model->state()) {
    case CustomerListModel::State::Loading:
        return;
    case CustomerListModel::State::Failed:
        m_placeholder->show(u"triangle-alert"_s, tr("The customers could not be read."), tr("Try again"));
        break;
    case CustomerListModel::State::Ready:
        if (m_model->filter().isEmpty())
            m_placeholder->show(u"book-user"_s, tr("No customers yet. Whoever writes appears here."));
        else
            m_placeholder->show(
                u"search"_s, tr("Nobody found for “%1”. Numbers are found from four digits on.").arg(m_model->filter()),
                tr("Clear search"));
        break;
    }
    m_stack->setCurrentWidget(m_placeholder);
}

bool CustomersPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_list->setFocus(Qt::ShortcutFocusReason);
            if (m_model->rowCount() > 0 && !m_list->selectionModel()->hasSelection())
                m_list->setCurrentIndex(m_model->index(0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CustomersPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT backRequested();
    QWidget::keyPressEvent(event);
}

} // namespace desk::ui
