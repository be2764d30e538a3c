#pragma once

#include <QCoreApplication>
#include <QString>

namespace desk::ui {

/// What people call the device that a session belongs to.
class DeviceWords
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::DeviceWords)

public:
    /// "Chrome, Windows" for what a browser says of itself; "Unknown device" when it says nothing that is known.
    [[nodiscard]] static QString of(const QString &agent);
    /// What the console itself signs in as.
    [[nodiscard]] static QString consoleAgent() { return QStringLiteral("Ventanilla console"); }
};

} // namespace desk::ui
