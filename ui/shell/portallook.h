#pragma once

#include "ui/shell/systemlook.h"

#include <QDBusVariant>

namespace desk::ui {

/// The look as the desktop portal tells it (org.freedesktop.portal.Settings, namespace org.freedesktop.appearance): GNOME, KDE, and most
/// other desktops. Without a portal it is what the program started with. Never waits for the bus.
class PortalLook : public SystemLook
{
    Q_OBJECT

public:
    explicit PortalLook(QObject *parent = nullptr);

private Q_SLOTS:
    void take(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask(const QString &key);
    void take(const QString &key, const QVariant &value);

    bool m_dark;
    bool m_contrast = false;
};

} // namespace desk::ui
