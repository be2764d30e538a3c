#pragma once

#include "ui/tray/notifications.h"

#include <QHash>

namespace desk::ui {

/// Over org.freedesktop.Notifications, with the actions "Take" and "Reply"; nothing waits for the service's answers.
class DBusNotifications final : public Notifications
{
    Q_OBJECT

public:
    explicit DBusNotifications(QObject *parent = nullptr);

    /// Whether there is a session bus with such a service, running or to be started.
    [[nodiscard]] static bool isAvailable();
    void show(const Notice &notice) override;

private Q_SLOTS:
    void take(uint id, const QString &action);
    void forget(uint id, uint reason);

private:
    QHash<uint, TicketId> m_shown; ///< by the service's id
};

} // namespace desk::ui
