#pragma once

#include "ui/tray/noticepolicy.h"

#include <QObject>

#include <memory>

class QSystemTrayIcon;

namespace desk::ui {

/// The system's notices. Lives on the GUI thread; each system has a way of its own.
class Notifications : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A notice about a ticket takes the place of the former one about it.
    virtual void show(const Notice &notice) = 0;

Q_SIGNALS:
    /// Somebody clicked; an invalid ticket: on a notice about several.
    void activated(desk::TicketId ticket);
    void takeRequested(desk::TicketId ticket);
    void replyRequested(desk::TicketId ticket);
};

/// Over the tray icon's balloon: on Windows and wherever nothing better is. Does not own @c icon.
class TrayNotifications final : public Notifications
{
    Q_OBJECT

public:
    explicit TrayNotifications(QSystemTrayIcon &icon, QObject *parent = nullptr);
    void show(const Notice &notice) override;

private:
    QSystemTrayIcon &m_icon;
    TicketId m_shown;
};

/// The best that this system has: org.freedesktop.Notifications, or the tray icon.
[[nodiscard]] std::unique_ptr<Notifications> systemNotifications(QSystemTrayIcon &icon);

} // namespace desk::ui
