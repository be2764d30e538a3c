#include "ui/mainwindow.h"

#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/customers/customerspane.h"
#include "ui/keysdialog.h"
#include "ui/linkbanner.h"
#include "ui/outbox/outboxpane.h"
#include "ui/places.h"
#include "ui/shell/actorbutton.h"
#include "ui/statusline.h"
#include "ui/tickets/detailsdrawer.h"
#include "ui/tickets/newticketdialog.h"
#include "ui/tickets/ticketdetails.h"
#include "ui/tickets/ticketheader.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/tickets/viewselector.h"
#include "ui/toast.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr QSize smallestWindow{900, 600};
constexpr int detailsFrom = 1180; ///< narrower windows keep the details closed until they are asked for
constexpr int viewsFrom = 1600;   ///< wider ones list the views beside the tickets
constexpr int viewsWidth = 212;

} // namespace

MainWindow::MainWindow(CoreGateway &gateway, Theme &theme, QSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_gateway(gateway), m_theme(theme), m_settings(settings),
      m_ticket(new OpenTicket(gateway, this)), m_images(new ImageStore(gateway, this)),
      m_banner(new LinkBanner(gateway, theme, this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_views(new ViewSelector(theme, ViewSelector::Shape::List, this)), m_viewsArea(new QScrollArea(this)),
      m_list(new TicketListPane(gateway, theme, this)),
      m_chat(new ChatPane(gateway, *m_ticket, *m_images, theme, this)),
      m_details(new TicketDetails(*m_ticket, gateway, *m_images, theme, this)),
      m_places(new Places(gateway, theme, m_splitter, this)),
      m_drawer(new DetailsDrawer(*m_splitter, *m_details, theme)), m_status(new StatusLine(gateway, theme, this)),
      m_toast(new Toast(theme, this))
{
    setWindowTitle(tr("Ventanilla"));
    // A small screen at a large scale has less than that.
    setMinimumSize(screen() ? smallestWindow.boundedTo(screen()->availableSize()) : smallestWindow);
    for (QWidget *pane :
         {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_chat), static_cast<QWidget *>(m_details)})
        m_splitter->addWidget(pane);
    m_viewsArea->setWidget(m_views);
    m_viewsArea->setWidgetResizable(true);
    m_viewsArea->setFrameShape(QFrame::NoFrame);
    m_viewsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_viewsArea->setFixedWidth(viewsWidth);
    m_list->setMinimumWidth(280);
    m_chat->setMinimumWidth(420);
    m_details->setMinimumWidth(240);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(1, 1);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_viewsArea);
    row->addWidget(m_places, 1);
    layout->addLayout(row, 1);
    setCentralWidget(content);
    setStatusBar(m_status);
    m_chat->useSettings(settings);
    connectPanes();
    makeMenus();
    makeCorner();
    restoreSizes();
    m_list->focusList();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectPanes()
{
    connect(m_list, &TicketListPane::ticketChosen, this, &MainWindow::openTicket);
    connect(m_list, &TicketListPane::messageChosen, m_chat, &ChatPane::showMessage);
    connect(m_list, &TicketListPane::newTicketRequested, this, &MainWindow::newTicket);
    connect(m_list, &TicketListPane::failed, m_toast, &Toast::failure);
    connect(m_list, &TicketListPane::menuRequested, this,
            [this](const QPoint &position) { m_ticketMenus.first()->popup(position); });
    connect(m_ticket, &OpenTicket::closedHere, m_list, &TicketListPane::advanceFrom);
    connect(m_list, &TicketListPane::viewChanged, this, [this](const QString &id) {
        m_views->setViews(m_list->views());
        m_views->setCounts(m_list->model().counts());
        m_views->setCurrent(m_places->isAtTickets() ? id : m_places->current());
    });
    connect(m_list, &TicketListPane::placeChosen, m_places, &Places::show);
    connect(m_views, &ViewSelector::chosen, this, [this](const QString &id) {
        if (id != TicketView::customers && id != TicketView::outbox)
            m_places->showTickets();
        m_list->setCurrentView(id);
    });
    connect(m_places, &Places::placeChanged, this, &MainWindow::placeChanged);
    connect(m_places, &Places::ticketRequested, this, &MainWindow::openTicket);
    connect(m_places, &Places::messageRequested, m_chat, &ChatPane::showMessage);
    connect(m_places, &Places::failed, m_toast, &Toast::failure);
    connect(m_places, &Places::noticed, m_toast, &Toast::notice);
    connect(&m_chat->header(), &TicketHeader::customerRequested, m_places, &Places::showCustomer);
    connect(&m_list->model(), &TicketListModel::countsChanged, this, [this](const DeskCounts &counts) {
        m_views->setCounts(counts);
        m_status->setCounts(counts);
        m_places->setCounts(counts);
        m_banner->setQueued(counts.queued);
    });
    m_views->setViews(m_list->views());
    m_views->setCurrent(m_list->currentView());
    connect(m_chat, &ChatPane::detailsToggled, this, &MainWindow::toggleDetails);
    connect(m_drawer, &DetailsDrawer::closed, &m_chat->composer(), &Composer::focusField);
    connect(m_chat, &ChatPane::failed, m_toast, &Toast::failure);
    connect(m_chat, &ChatPane::noticed, m_toast, &Toast::notice);
    connect(&m_chat->composer(), &Composer::draftSaved, &m_list->model(), &TicketListModel::refresh);
    connect(m_ticket, &OpenTicket::failed, m_toast, &Toast::failure);
    connect(m_ticket, &OpenTicket::assigned, this, &MainWindow::tellAssigned);
    connect(m_details, &TicketDetails::questionWanted, &m_chat->composer(), &Composer::insert);
    connect(m_details, &TicketDetails::messageWanted, m_chat, &ChatPane::showMessage);
    connect(m_details, &TicketDetails::ticketWanted, this, &MainWindow::openTicket);
    connect(m_banner, &LinkBanner::pairingRequested, this, &MainWindow::pairingRequested);
    connect(m_status, &StatusLine::queueClicked, this, [this] { m_places->showOutbox(OutboxLines::Part::Waiting); });
    connect(m_status, &StatusLine::refusedClicked, this,
            [this] { m_places->showOutbox(OutboxLines::Part::Attention); });
    connect(m_status, &StatusLine::panelClicked, this, &MainWindow::sharePanelRequested);
    connect(m_status, &StatusLine::backupClicked, this, [this] { Q_EMIT settingsRequested(u"backup.daily"_s); });
    connect(m_status, &StatusLine::linkClicked, this, &MainWindow::pairingRequested);
}

QAction *MainWindow::add(QMenu *menu, const QString &text, const QKeySequence &keys, const std::function<void()> &what)
{
    QAction *action = menu->addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, what);
    return action;
}

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    add(file, tr("&New ticket…"), QKeySequence(u"Ctrl+N"_s), [this] { newTicket(); });
    add(file, tr("Link &WhatsApp…"), {}, [this] { Q_EMIT pairingRequested(); });
    add(file, tr("&Settings…"), QKeySequence(u"Ctrl+,"_s), [this] { Q_EMIT settingsRequested({}); });
    add(file, tr("Setup &assistant…"), {}, [this] { Q_EMIT setupRequested(); });
    file->addSeparator();
    add(file, tr("&Quit"), QKeySequence(u"Ctrl+Q"_s), [this] { Q_EMIT quitRequested(); });

    QMenu *ticket = menuBar()->addMenu(tr("&Ticket"));
    add(ticket, tr("&Take"), QKeySequence(u"Ctrl+T"_s), [this] { m_ticket->take(); });
    add(ticket, tr("Change &status…"), QKeySequence(u"Ctrl+E"_s), [this] { m_chat->header().showStatusMenu(); });
    add(ticket, tr("T&ransfer…"), QKeySequence(u"Ctrl+Shift+T"_s), [this] { m_chat->header().showTransferMenu(); });
    add(ticket, tr("Show the &customer"), QKeySequence(u"Ctrl+I"_s), [this] {
        if (m_ticket->isLoaded())
            m_places->showCustomer(m_ticket->dossier().customer.id);
    });
    add(ticket, tr("Copy its &number"), {}, [this] {
        if (m_ticket->isLoaded())
            QGuiApplication::clipboard()->setText(m_ticket->dossier().ticket.folio);
    });
    ticket->addSeparator();
    add(ticket, tr("&Next ticket"), QKeySequence(u"Alt+Down"_s), [this] { m_list->step(1); });
    add(ticket, tr("&Previous ticket"), QKeySequence(u"Alt+Up"_s), [this] { m_list->step(-1); });

    QMenu *chat = menuBar()->addMenu(tr("&Conversation"));
    add(chat, tr("&Reply"), QKeySequence(u"Ctrl+R"_s), [this] {
        m_chat->composer().setKind(Draft::Kind::Reply);
        m_chat->composer().focusField();
    });
    add(chat, tr("Internal &note"), QKeySequence(u"Ctrl+Shift+N"_s), [this] {
        m_chat->composer().setKind(Draft::Kind::Note);
        m_chat->composer().focusField();
    });
    add(chat, tr("&Pause or resume the assistant"), QKeySequence(u"Ctrl+P"_s), [this] {
        if (m_ticket->isLoaded())
            m_ticket->setPaused(!m_ticket->dossier().paused);
    });
    add(chat, tr("Send the last refused message &again"), QKeySequence(u"Ctrl+Shift+R"_s),
        [this] { m_chat->resendLastRefused(); });
    chat->addSeparator();
    add(chat, tr("E&moji…"), QKeySequence(u"Ctrl+."_s), [this] { m_chat->composer().openEmoji(); });
    add(chat, tr("&Go to a day…"), QKeySequence(u"Ctrl+G"_s), [this] { m_chat->chooseDay(); });
    add(chat, tr("To what is ne&w"), QKeySequence(u"Ctrl+U"_s), [this] { m_chat->showUnread(); });
    add(chat, tr("To the &end"), QKeySequence(u"Ctrl+End"_s), [this] { m_chat->view().scrollToEnd(); });

    QMenu *panel = menuBar()->addMenu(tr("&Panel"));
    add(panel, tr("&Open the panel"), QKeySequence(u"Ctrl+Shift+P"_s), [this] { Q_EMIT panelRequested(); });
    add(panel, tr("&Share the panel…"), {}, [this] { Q_EMIT sharePanelRequested(); });

    m_ticketMenus = {ticket, chat};
    QMenu *view = menuBar()->addMenu(tr("&View"));
    add(view, tr("&Tickets"), QKeySequence(u"Ctrl+1"_s), [this] { m_places->showTickets(); });
    add(view, tr("C&ustomers"), QKeySequence(u"Ctrl+2"_s), [this] { m_places->show(TicketView::customers); });
    add(view, tr("&Outbox"), QKeySequence(u"Ctrl+3"_s), [this] { m_places->show(TicketView::outbox); });
    view->addSeparator();
    add(view, tr("&Search"), QKeySequence(u"Ctrl+K"_s), [this] { search(); });
    add(view, tr("Sort and &filter…"), QKeySequence(u"Ctrl+Shift+F"_s), [this] { m_list->showListMenu(); });
    add(view, tr("&Details"), QKeySequence(u"F4"_s), [this] { toggleDetails(); });
    add(view, tr("Next &pane"), QKeySequence(u"F6"_s), [this] { cyclePanes(); });
    QAction *compact = add(view, tr("&Compact list"), {}, {});
    compact->setCheckable(true);
    connect(compact, &QAction::toggled, this, [this](bool on) {
        m_list->setCompact(on);
        m_settings.setValue(u"console/compact_list"_s, on);
    });
    compact->setChecked(m_settings.value(u"console/compact_list"_s).toBool());

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(help, tr("&Keys"), QKeySequence(u"F1"_s), [this] { showKeys(); });
}

void MainWindow::makeCorner()
{
    auto *corner = new QWidget(this);
    m_corner = new QHBoxLayout(corner);
    m_corner->setContentsMargins(0, 2, 8, 2);
    m_corner->setSpacing(4);
    m_corner->addWidget(new ActorButton(m_gateway, m_theme, m_settings, corner));
    menuBar()->setCornerWidget(corner);
}

void MainWindow::addToCorner(QWidget *widget)
{
    m_corner->insertWidget(m_corner->count() - 1, widget);
}

void MainWindow::placeChanged()
{
    const bool tickets = m_places->isAtTickets();
    m_views->setCurrent(tickets ? m_list->currentView() : m_places->current());
    for (QMenu *menu : std::as_const(m_ticketMenus))
        menu->setEnabled(tickets); // nothing is done to what nobody sees
    if (tickets) {
        m_list->focusList();
        m_chat->markRead(); // what came while another place was shown
    }
    Q_EMIT lookedAtChanged(lookedAt());
}

TicketId MainWindow::lookedAt() const
{
    return isActiveWindow() && m_places->isAtTickets() ? m_ticket->id() : TicketId{};
}

void MainWindow::search()
{
    if (m_places->current() == TicketView::customers)
        return m_places->customers().focusSearch();
    m_places->showTickets();
    m_list->focusSearch();
}

void MainWindow::openTicket(TicketId ticket)
{
    m_places->showTickets();
    m_list->setCurrentTicket(ticket);
    m_ticket->open(ticket);
    Q_EMIT lookedAtChanged(lookedAt());
}

void MainWindow::notice(const QString &text)
{
    m_toast->notice(text);
}

void MainWindow::tellAssigned(const Ticket &ticket, UserId before)
{
    QString words = tr("Ticket %1 is nobody's now.").arg(ticket.folio);
    if (ticket.assigneeId == m_gateway.actor().userId)
        words = tr("Ticket %1 is yours now.").arg(ticket.folio);
    else if (ticket.assigneeId.isValid())
        words = tr("Ticket %1 given to %2.").arg(ticket.folio, m_ticket->nameOf(ticket.assigneeId));
    m_toast->undoable(words, [this, id = ticket.id, before] { m_ticket->assign(id, before); });
}

void MainWindow::newTicket()
{
    auto *dialog = new NewTicketDialog(m_gateway, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewTicketDialog::opened, this, &MainWindow::openTicket);
    dialog->open();
}

void MainWindow::toggleDetails()
{
    const bool open = !m_drawer->isOpen();
    if (!m_drawer->isFloating())
        m_detailsWanted = open;
    m_drawer->setOpen(open);
}

void MainWindow::cyclePanes()
{
    if (!m_places->isAtTickets())
        return m_places->focusNextPane();
    if (m_list->isAncestorOf(focusWidget()))
        m_chat->view().setFocus(Qt::ShortcutFocusReason);
    else if (focusWidget() == &m_chat->view())
        m_chat->composer().focusField();
    else if (m_chat->isAncestorOf(focusWidget()) && m_details->isVisible())
        m_details->setFocus(Qt::ShortcutFocusReason),
            m_details->widget()->nextInFocusChain()->setFocus(Qt::TabFocusReason);
    else
        m_list->focusList();
}

void MainWindow::showKeys()
{
    auto *dialog = new KeysDialog(*menuBar(), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::fit()
{
    const bool wide = width() >= viewsFrom;
    m_viewsArea->setVisible(wide);
    m_list->setTabsShown(!wide);
    const bool narrow = width() < detailsFrom;
    if (narrow == m_drawer->isFloating())
        return;
    m_drawer->setFloating(narrow);
    if (!narrow)
        m_drawer->setOpen(m_detailsWanted);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fit();
}

QString MainWindow::layoutKey() const
{
    const QSize size = screen() ? screen()->size() : QSize();
    return u"console/%1x%2/"_s.arg(size.width()).arg(size.height());
}

void MainWindow::restoreSizes()
{
    resize(1366, 768);
    restoreGeometry(m_settings.value(layoutKey() + u"geometry"_s).toByteArray());
    m_detailsWanted = m_settings.value(layoutKey() + u"details"_s, true).toBool();
    fit();
    if (!m_drawer->isFloating())
        m_drawer->setOpen(m_detailsWanted);
    if (!m_splitter->restoreState(m_settings.value(layoutKey() + u"panes"_s).toByteArray())) {
        const bool wide = width() >= viewsFrom;
        const int list = wide ? 396 : 352;
        const int details = wide ? 344 : 292;
        m_splitter->setSizes({list, width() - list - details - (wide ? viewsWidth : 0), details});
    }
    m_places->restoreSizes(m_settings, layoutKey());
    m_list->setOrder(TicketOrder(
        qBound(0, m_settings.value(u"console/order"_s, int(m_list->order())).toInt(), int(TicketOrder::Priority))));
    m_list->setCurrentView(m_settings.value(u"console/view"_s).toString());
}

void MainWindow::saveSizes()
{
    m_settings.setValue(layoutKey() + u"geometry"_s, saveGeometry());
    if (!m_drawer->isFloating()) // with two panes it is another matter
        m_settings.setValue(layoutKey() + u"panes"_s, m_splitter->saveState());
    m_settings.setValue(layoutKey() + u"details"_s, m_detailsWanted);
    m_places->saveSizes(m_settings, layoutKey());
    m_settings.setValue(u"console/view"_s, m_list->currentView());
    m_settings.setValue(u"console/order"_s, int(m_list->order()));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !m_chat)
        return;
    if (isActiveWindow())
        m_chat->markRead(); // what came while nobody looked
    Q_EMIT lookedAtChanged(lookedAt());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveSizes();
    QMainWindow::closeEvent(event);
}

} // namespace desk::ui
