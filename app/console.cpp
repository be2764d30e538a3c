#include "app/console.h"

#include "app/commandline.h"
#include "app/startproblem.h"
#include "app/systemautostart.h"
#include "core/administration/administration.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/composer.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/mainwindow.h"
#include "ui/pairing/pairingdialog.h"
#include "ui/panel/panelprocess.h"
#include "ui/panel/sharepaneldialog.h"
#include "ui/settings/consolepreferences.h"
#include "ui/settings/settingsdialog.h"
#include "ui/shell/assistantswitch.h"
#include "ui/shell/noticebell.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/tray/noticedesk.h"
#include "ui/tray/noticehistory.h"
#include "ui/tray/notifications.h"
#include "ui/tray/trayicon.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QProcess>
#include <QTextStream>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
constexpr auto startPatience = 300ms; // a start that is quicker shows nothing of itself
} // namespace

Console::Console(Settings settings, Options options, QObject *parent)
    : QObject(parent), m_settings(settings), m_options(options),
      m_memory(QDir(settings.dataDir).filePath(u"console.ini"_s), QSettings::IniFormat), m_desk(std::move(settings)),
      m_autostart(systemAutostart(AutostartEntry::ofThisProgram(QCoreApplication::arguments().mid(1)))),
      m_systemLook(ui::makeSystemLook())
{
    applyLook();
    QApplication::setStyle(new ui::DeskStyle(m_theme)); // the application owns it
    QApplication::setPalette(m_theme.palette());
    connect(&m_theme, &ui::Theme::changed, this, [this] { QApplication::setPalette(m_theme.palette()); });
    connect(m_systemLook.get(), &ui::SystemLook::changed, this, &Console::applyLook);
}

Console::~Console()
{
    if (m_gateway)
        m_gateway->close();
    m_desk.stop();
    QApplication::setStyle(u"fusion"_s); // ours paints with the theme, which goes
}

void Console::start()
{
    onReply(m_desk.start(), this, [this](const Result<QUrl> &url) { takeStart(url); });
    if (!m_options.minimized)
        QTimer::singleShot(startPatience, this, &Console::showStarting);
}

void Console::showStarting()
{
    if (m_gateway || m_quitting || m_starting)
        return;
    m_starting = std::make_unique<QWidget>();
    m_starting->setWindowTitle(u"Ventanilla"_s);
    m_starting->setFixedSize(320, 120);
    auto *rows = new QVBoxLayout(m_starting.get());
    auto *words = new QLabel(tr("Ventanilla is starting…"));
    words->setFont(m_theme.titleFont());
    auto *patience = new QLabel(tr("After an update this can take a minute."));
    patience->setFont(m_theme.bodyFont());
    rows->addStretch();
    rows->addWidget(words);
    rows->addWidget(patience);
    rows->addStretch();
    m_starting->installEventFilter(this);
    m_starting->show();
}

void Console::takeStart(const Result<QUrl> &url)
{
    if (m_quitting)
        return;
    m_starting.reset();
    if (url)
        showDesk(*url);
    else
        showProblem(url.error());
}

void Console::showDesk(const QUrl &url)
{
    m_gateway = std::make_unique<ui::CoreGateway>(m_desk.context(), m_desk.services(), m_desk.events());
    m_window = std::make_unique<ui::MainWindow>(*m_gateway, m_theme, m_memory);
    m_window->installEventFilter(this);
    connect(m_window.get(), &ui::MainWindow::pairingRequested, this, &Console::pair);
    connect(m_window.get(), &ui::MainWindow::settingsRequested, this, &Console::showSettings);
    connect(m_window.get(), &ui::MainWindow::setupRequested, this, &Console::showSetup);
    connect(m_window.get(), &ui::MainWindow::panelRequested, this, &Console::openPanel);
    connect(m_window.get(), &ui::MainWindow::sharePanelRequested, this, &Console::sharePanel);
    connect(
        m_window.get(), &ui::MainWindow::quitRequested, this, [this] { quit(); }, Qt::QueuedConnection);
    makeTray();
    if (m_options.minimized && !m_tray->isShown())
        m_window->showMinimized(); // nothing else to find it by
    else if (!m_options.minimized)
        m_window->show();
    if (m_options.printReady)
        QTextStream(stdout) << readyLine(url, m_settings.demo.on) << Qt::endl;
    // Neither to somebody who only looks, nor where nobody sits: at the start of the system, or for a script.
    if (!m_settings.demo.on && !m_options.minimized && !m_options.printReady)
        offerSetup();
}

void Console::showProblem(const Error &error)
{
    const StartProblem problem = startProblem(m_desk.stage(), error, m_settings);
    QTextStream(stderr) << "ventanilla: " << problem.detail << Qt::endl;
    if (m_options.printReady) // a script waits, no person
        return quit(1);
    auto *box = new QMessageBox(QMessageBox::Critical, u"Ventanilla"_s, problem.title, QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(problem.advice);
    box->setDetailedText(problem.detail);
    connect(this, &QObject::destroyed, box, &QObject::deleteLater);
    connect(
        box, &QMessageBox::finished, this, [this] { quit(1); }, Qt::QueuedConnection);
    box->open();
}

void Console::makeTray()
{
    m_tray = std::make_unique<ui::TrayIcon>(m_theme);
    m_tray->setLink(m_gateway->link());
    connect(m_gateway.get(), &ui::CoreGateway::linkChanged, m_tray.get(), &ui::TrayIcon::setLink);
    connect(m_tray.get(), &ui::TrayIcon::openRequested, this, &Console::raise);
    connect(
        m_tray.get(), &ui::TrayIcon::quitRequested, this, [this] { quit(); }, Qt::QueuedConnection);

    m_notifications = ui::systemNotifications(m_tray->icon());
    m_notices = std::make_unique<ui::NoticeDesk>(*m_gateway);
    m_history = std::make_unique<ui::NoticeHistory>();
    m_assistant = std::make_unique<ui::AssistantSwitch>(*m_gateway);
    applyPreferences();
    connectTray();
}

void Console::connectTray()
{
    connect(&m_window->list().model(), &ui::TicketListModel::countsChanged, m_tray.get(),
            [this](const DeskCounts &counts) { m_tray->setUnread(counts.unread); });
    connect(m_tray.get(), &ui::TrayIcon::assistantPauseRequested, m_assistant.get(), &ui::AssistantSwitch::setPaused);
    connect(m_assistant.get(), &ui::AssistantSwitch::changed, m_tray.get(), &ui::TrayIcon::setAssistantPaused);
    connect(m_assistant.get(), &ui::AssistantSwitch::failed, m_window.get(), &ui::MainWindow::notice);
    connect(m_tray.get(), &ui::TrayIcon::doNotDisturbToggled, this, [this](bool on) {
        m_notices->wishes().doNotDisturb = on;
        ui::ConsolePreferences(m_memory).setDoNotDisturb(on);
    });
    connect(m_window.get(), &ui::MainWindow::lookedAtChanged, this,
            [this](TicketId ticket) { m_notices->wishes().lookingAt = ticket; });
    connect(m_notices.get(), &ui::NoticeDesk::happened, m_history.get(),
            [this](const ui::Notice &notice) { m_history->add(notice, QDateTime::currentMSecsSinceEpoch()); });
    auto *bell = new ui::NoticeBell(*m_history, m_theme);
    m_window->addToCorner(bell);
    connect(bell, &ui::NoticeBell::chosen, this, &Console::openTicket);
    connect(m_notices.get(), &ui::NoticeDesk::noticed, m_notifications.get(), &ui::Notifications::show);
    connect(m_notifications.get(), &ui::Notifications::activated, this, &Console::openTicket);
    connect(m_notifications.get(), &ui::Notifications::replyRequested, this, [this](TicketId ticket) {
        openTicket(ticket);
        m_window->chat().composer().focusField();
    });
    connect(m_notifications.get(), &ui::Notifications::takeRequested, this, &Console::takeTicket);
}

void Console::openTicket(TicketId ticket)
{
    raise();
    if (ticket.isValid())
        m_window->openTicket(ticket);
}

void Console::takeTicket(TicketId ticket)
{
    const Actor actor = m_gateway->actor();
    openTicket(ticket);
    if (!actor.userId.isValid()) // nobody has an account yet
        return;
    const auto taken = m_gateway->ask<Ticket>([ticket, actor](DeskServices &services) {
        TicketPatch patch;
        patch.assigneeId = actor.userId;
        return services.ticketService.patch(ticket, patch, actor);
    });
    onReply(taken, this, [this](const Result<Ticket> &done) {
        if (!done && m_window)
            m_window->notice(tr("The ticket was not taken: somebody may have been quicker."));
    });
}

void Console::pair()
{
    if (!m_pairing) {
        m_pairing = new ui::PairingDialog(*m_gateway, m_theme, m_window.get());
        m_pairing->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_pairing->open();
}

void Console::showSettings(const QString &key)
{
    if (!m_settingsDialog) {
        m_settingsDialog = new ui::SettingsDialog(
            *m_gateway, {.theme = m_theme, .file = m_memory, .autostart = m_autostart.get()}, m_window.get());
        m_settingsDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settingsDialog, &ui::SettingsDialog::pairingRequested, this, &Console::pair);
        connect(m_settingsDialog, &ui::SettingsDialog::sharePanelRequested, this, &Console::sharePanel);
        connect(m_settingsDialog, &ui::SettingsDialog::restartRequested, this, &Console::restart, Qt::QueuedConnection);
        connect(m_settingsDialog, &ui::SettingsDialog::preferencesChanged, this, &Console::applyPreferences);
    }
    if (!key.isEmpty())
        m_settingsDialog->showSetting(key);
    m_settingsDialog->open();
}

void Console::applyLook()
{
    m_theme.setSystemColors(m_systemLook->isHighContrast() ? std::optional(m_systemLook->palette()) : std::nullopt);
    m_theme.setScheme(ui::ConsolePreferences(m_memory).scheme(m_systemLook->scheme()));
}

void Console::offerSetup()
{
    if (ui::FirstRunDialog::isFinished(m_memory))
        return;
    const auto needed = m_gateway->ask<bool>(
        [](DeskServices &services) { return services.administration->firstAdministrator.isNeeded(); });
    onReply(needed, m_window.get(), [this](const Result<bool> &answer) {
        if (answer.value_or(false))
            showSetup();
    });
}

void Console::showSetup()
{
    if (!m_setup) {
        m_setup = new ui::FirstRunDialog(
            *m_gateway,
            {.theme = m_theme, .file = m_memory, .autostart = m_autostart.get(), .offersDemo = !m_settings.demo.on},
            m_window.get());
        m_setup->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_setup, &ui::FirstRunDialog::demoRequested, m_setup, [this] { m_setup->showDemo(startDemo()); });
        connect(m_setup, &ui::FirstRunDialog::restartRequested, this, &Console::restart, Qt::QueuedConnection);
    }
    m_setup->open();
}

void Console::openPanel()
{
    if (!ui::PanelProcess::isInstalled())
        return openPanelInBrowser();
    if (!m_panel) {
        m_panel = std::make_unique<ui::PanelProcess>(*m_gateway);
        connect(m_panel.get(), &ui::PanelProcess::failed, this, &Console::openPanelInBrowser);
    }
    m_panel->open();
}

void Console::openPanelInBrowser()
{
    const auto standing = m_gateway->ask<PanelStanding>(
        [](DeskServices &services) -> Result<PanelStanding> { return services.panel(); });
    onReply(standing, m_window.get(), [this](const Result<PanelStanding> &panel) {
        if (!panel || panel->port == 0 || !QDesktopServices::openUrl(panelUrl(panel->loopback, panel->port, false)))
            m_window->notice(tr("The panel could not be opened in the browser."));
    });
}

void Console::sharePanel()
{
    if (!m_share) {
        m_share = new ui::SharePanelDialog(*m_gateway, m_theme, m_window.get());
        m_share->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_share, &ui::SharePanelDialog::setupRequested, this, [this] {
            m_share->accept();
            showSetup();
        });
    }
    m_share->open();
}

bool Console::startDemo() const
{
    // Any free port: this desk has the usual one.
    return QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                   {u"--demo"_s, u"--data-dir"_s, m_settings.dataDir + u"-demo"_s, u"--http-port"_s,
                                    u"0"_s, u"--lang"_s, QLocale().name()});
}

void Console::restart()
{
    m_restarting = true;
    quit();
}

void Console::applyPreferences()
{
    applyLook();
    const ui::ConsolePreferences preferences(m_memory);
    m_notices->wishes().hideText = preferences.hidesText();
    m_notices->wishes().doNotDisturb = preferences.isDoNotDisturb();
    m_tray->setDoNotDisturb(preferences.isDoNotDisturb());
}

void Console::raise()
{
    QWidget *window = m_window ? m_window.get() : m_starting.get();
    if (!window)
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

bool Console::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Close || m_quitting)
        return QObject::eventFilter(watched, event);
    if (watched == m_window.get() && m_tray->isShown()) {
        if (!m_memory.value(u"console/tray_told"_s).toBool()) {
            m_memory.setValue(u"console/tray_told"_s, true);
            m_notifications->show(
                {.ticket = {},
                 .title = u"Ventanilla"_s,
                 .body = tr("Ventanilla goes on in the tray, and so do its messages. Quit it from there.")});
        }
        return QObject::eventFilter(watched, event); // closed to the tray
    }
    QMetaObject::invokeMethod(
        this, [this] { quit(); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void Console::quit(int exitCode)
{
    if (m_quitting)
        return;
    m_quitting = true;
    m_starting.reset();
    if (m_window)
        m_window->close(); // it remembers its sizes
    m_pairing.clear();
    m_setup.clear();
    m_share.clear();
    m_panel.reset(); // before the gateway closes: its session ends
    m_notices.reset();
    m_assistant.reset();
    m_window.reset();
    m_history.reset();
    m_notifications.reset();
    m_tray.reset();
    if (m_gateway)
        m_gateway->close();
    m_desk.stop();
    m_gateway.reset();
    QCoreApplication::exit(exitCode);
}

} // namespace desk
