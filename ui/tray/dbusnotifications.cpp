#include "ui/tray/dbusnotifications.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
const QString notificationService = u"org.freedesktop.Notifications"_s;
const QString notificationPath = u"/org/freedesktop/Notifications"_s;
} // namespace

DBusNotifications::DBusNotifications(QObject *parent) : Notifications(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(notificationService, notificationPath, notificationService, u"ActionInvoked"_s, this,
                SLOT(take(uint, QString)));
    bus.connect(notificationService, notificationPath, notificationService, u"NotificationClosed"_s, this,
                SLOT(forget(uint, uint)));
}

bool DBusNotifications::isAvailable()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    if (bus.interface()->isServiceRegistered(notificationService))
        return true;
    const QDBusReply<QStringList> startable = bus.interface()->call(u"ListActivatableNames"_s);
    return startable.isValid() && startable.value().contains(notificationService);
}

void DBusNotifications::show(const Notice &notice)
{
    uint replaced = 0;
    for (auto it = m_shown.cbegin(); it != m_shown.cend(); ++it) {
        if (it.value() == notice.ticket)
            replaced = it.key();
    }
    QStringList actions{u"default"_s, tr("Open")};
    if (notice.ticket.isValid())
        actions << u"take"_s << tr("Take") << u"reply"_s << tr("Reply");
    QDBusMessage call = QDBusMessage::createMethodCall(notificationService, notificationPath, notificationService,
                                                       u"Notify"_s);
    // The body may be read as markup: a customer's words are no markup.
    call << u"Ventanilla"_s << replaced << u"ventanilla"_s << notice.title << notice.body.toHtmlEscaped() << actions
         << QVariantMap{{u"category"_s, u"im.received"_s}, {u"desktop-entry"_s, u"ventanilla"_s}} << -1;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, ticket = notice.ticket] {
        const QDBusPendingReply<uint> id = *watcher;
        watcher->deleteLater();
        if (!id.isError())
            m_shown.insert(id.value(), ticket);
    });
}

void DBusNotifications::take(uint id, const QString &action)
{
    const auto shown = m_shown.constFind(id);
    if (shown == m_shown.cend())
        return; // another program's
    const TicketId ticket = *shown;
    if (action == "take"_L1)
        Q_EMIT takeRequested(ticket);
    else if (action == "reply"_L1)
        Q_EMIT replyRequested(ticket);
    else
        Q_EMIT activated(ticket);
}

void DBusNotifications::forget(uint id, uint)
{
    m_shown.remove(id);
}

} // namespace desk::ui
