#pragma once

#include "core/messaging/channellink.h"
#include "ui/theme/theme.h"

#include <QSystemTrayIcon>
#include <QTimer>

class QAction;
class QMenu;

namespace desk::ui {

/// The program in the system's tray: where the link stands, how much is unread, and the few things to do without the window.
///
/// A tray may come after the program and go before it: the icon shows itself as soon as there is one. Lives on the GUI thread; does not own
/// the theme.
class TrayIcon : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(const Theme &theme, QObject *parent = nullptr);
    ~TrayIcon() override;

    void setLink(const LinkInfo &link);
    /// @param count of chats that nobody has seen.
    void setUnread(int count);
    void setAssistantPaused(bool paused);
    void setDoNotDisturb(bool on);
    [[nodiscard]] bool isShown() const { return m_icon.isVisible(); }
    [[nodiscard]] QSystemTrayIcon &icon() { return m_icon; }
    [[nodiscard]] QMenu &menu() { return *m_menu; }
    [[nodiscard]] QAction &doNotDisturb() { return *m_doNotDisturb; }
    [[nodiscard]] QAction &pauseAssistant() { return *m_pauseAssistant; }

    /// The icon for one state: also for the window.
    [[nodiscard]] static QPixmap picture(const Theme &theme, LinkState state, int unread, int size);

Q_SIGNALS:
    void openRequested();
    void quitRequested();
    void doNotDisturbToggled(bool on);
    /// Somebody wants it; the icon shows it once setAssistantPaused() says so.
    void assistantPauseRequested(bool paused);

private:
    void lookForTray();
    void refresh();

    const Theme &m_theme;
    QSystemTrayIcon m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_pauseAssistant;
    QAction *m_doNotDisturb;
    QTimer m_look;
    LinkState m_state = LinkState::Connecting;
    int m_unread = 0;
};

} // namespace desk::ui
