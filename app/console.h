#pragma once

#include "app/deskthread.h"
#include "ui/coregateway.h"
#include "ui/shell/autostart.h"
#include "ui/shell/systemlook.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QSettings>

#include <memory>

class QWidget;

namespace desk::ui {
class AssistantSwitch;
class FirstRunDialog;
class MainWindow;
class NoticeDesk;
class NoticeHistory;
class Notifications;
class PairingDialog;
class PanelProcess;
class SettingsDialog;
class SharePanelDialog;
class TrayIcon;
} // namespace desk::ui

namespace desk {

/// The program with a window: starts the desk on its thread, shows the console once it serves, and takes both down in order.
///
/// Lives on the GUI thread. quit() may be called at any moment, also while the desk starts.
class Console : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool minimized = false;
        bool printReady = false;
    };
    Console(Settings settings, Options options, QObject *parent = nullptr);
    ~Console() override;

    void start();
    /// Closes what is shown, stops the desk and ends the application's loop.
    void quit(int exitCode = 0);
    /// Closes as quit() does; the program starts again once this life of it is over.
    void restart();
    [[nodiscard]] bool isRestarting() const { return m_restarting; }
    /// Shows the window, or what stands for it while the desk starts.
    void raise();

private:
    void showStarting();
    void takeStart(const Result<QUrl> &url);
    void showDesk(const QUrl &url);
    void showProblem(const Error &error);
    void makeTray();
    void connectTray();
    void pair();
    /// @param key see MainWindow::settingsRequested().
    void showSettings(const QString &key = {});
    /// The assistant, for a desk that nobody has set up yet.
    void offerSetup();
    void showSetup();
    /// In a window of its own, or in the system's browser.
    void openPanel();
    void openPanelInBrowser();
    void sharePanel();
    /// Another process, with a folder of its own. @return whether it runs.
    [[nodiscard]] bool startDemo() const;
    /// Look and notices as chosen for this computer.
    void applyPreferences();
    void applyLook();
    void openTicket(TicketId ticket);
    void takeTicket(TicketId ticket);
    bool eventFilter(QObject *watched, QEvent *event) override;

    Settings m_settings;
    Options m_options;
    QSettings m_memory; ///< of this computer: sizes, what was told once
    DeskThread m_desk;
    ui::Theme m_theme;
    std::unique_ptr<ui::CoreGateway> m_gateway; ///< null: the desk does not run
    std::unique_ptr<QWidget> m_starting;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::AssistantSwitch> m_assistant;
    std::unique_ptr<ui::TrayIcon> m_tray;
    std::unique_ptr<ui::Notifications> m_notifications;
    std::unique_ptr<ui::NoticeDesk> m_notices;
    std::unique_ptr<ui::NoticeHistory> m_history;
    QPointer<ui::PairingDialog> m_pairing;
    QPointer<ui::SettingsDialog> m_settingsDialog;
    QPointer<ui::FirstRunDialog> m_setup;
    QPointer<ui::SharePanelDialog> m_share;
    std::unique_ptr<ui::PanelProcess> m_panel;  ///< null: not opened yet, or there is no such program
    std::unique_ptr<ui::Autostart> m_autostart; ///< null: this system has no such switch
    std::unique_ptr<ui::SystemLook> m_systemLook;
    bool m_quitting = false;
    bool m_restarting = false;
};

} // namespace desk
