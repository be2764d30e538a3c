#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace desk {

/// The command that starts the program with the system, and what each system wants to read about it. Pure: every system's form is made,
/// and tested, on every system.
struct AutostartEntry
{
    QString program; ///< whole path
    QStringList arguments;

    /// Value under the user's Run key: a command line that Windows splits into the same words again.
    [[nodiscard]] QString windowsCommand() const;
    /// Content of ~/.config/autostart/ventanilla.desktop.
    [[nodiscard]] QByteArray xdgFile() const;
    /// Content of ~/Library/LaunchAgents/<launchAgentLabel>.plist.
    [[nodiscard]] QByteArray launchAgent() const;

    /// The same command for the same data folder, minimized.
    [[nodiscard]] static AutostartEntry ofThisProgram(const QStringList &arguments);
};

inline const QString launchAgentLabel = QStringLiteral("mx.ventanilla.console");

} // namespace desk
