#include "ui/tray/notifications.h"

#ifdef DESK_DBUS
#include "ui/tray/dbusnotifications.h"
#endif

#include <QSystemTrayIcon>

namespace desk::ui {

TrayNotifications::TrayNotifications(QSystemTrayIcon &icon, QObject *parent) : Notifications(parent), m_icon(icon)
{
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT activated(m_shown); });
}

void TrayNotifications::show(const Notice &notice)
{
    m_shown = notice.ticket;
    if (m_icon.isVisible())
        m_icon.showMessage(notice.title, notice.body, QSystemTrayIcon::NoIcon);
}

std::unique_ptr<Notifications> systemNotifications(QSystemTrayIcon &icon)
{
#ifdef DESK_DBUS
    if (DBusNotifications::isAvailable())
        return std::make_unique<DBusNotifications>();
#endif
    return std::make_unique<TrayNotifications>(icon);
}

} // namespace desk::ui
