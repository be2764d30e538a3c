#include "ui/shell/portallook.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString portalService = u"org.freedesktop.portal.Desktop"_s;
const QString portalPath = u"/org/freedesktop/portal/desktop"_s;
const QString portalSettings = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString schemeKey = u"color-scheme"_s;
const QString contrastKey = u"contrast"_s;

// Values of the portal.
constexpr uint noPreference = 0;
constexpr uint preferDark = 1;
constexpr uint higherContrast = 1;

/// "Read" wraps its answer twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

PortalLook::PortalLook(QObject *parent) : SystemLook(parent), m_dark(scheme() == Scheme::Dark)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalSettings, u"SettingChanged"_s, this,
                SLOT(take(QString, QString, QDBusVariant)));
    ask(schemeKey);
    ask(contrastKey);
}

void PortalLook::ask(const QString &key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, u"Read"_s);
    call << appearance << key;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        const QDBusPendingReply<QDBusVariant> answer = *watcher;
        watcher->deleteLater();
        if (!answer.isError())
            take(key, unwrapped(answer.value().variant()));
    });
}

void PortalLook::take(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance)
        take(key, unwrapped(value.variant()));
}

void PortalLook::take(const QString &key, const QVariant &value)
{
    if (key == schemeKey && value.toUInt() != noPreference)
        m_dark = value.toUInt() == preferDark;
    else if (key == schemeKey)
        m_dark = false; // what has no preference is light on these desktops
    else if (key == contrastKey)
        m_contrast = value.toUInt() == higherContrast;
    learn(m_dark ? Scheme::Dark : Scheme::Light, m_contrast);
}

} // namespace desk::ui
