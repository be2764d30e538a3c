#pragma once

#include "ui/coregateway.h"

#include <QLocalServer>
#include <QProcess>

class QLocalSocket;

namespace desk::ui {

/// The web panel in a window, signed in as whoever works here: the core makes a session for it, which ends with the window. The browser's
/// engine runs in a process of its own, "ventanilla-panel": it costs nothing until it is opened, and takes nothing down with it.
///
/// GUI thread; does not own the gateway.
class PanelProcess : public QObject
{
    Q_OBJECT

public:
    explicit PanelProcess(CoreGateway &gateway, QObject *parent = nullptr);
    ~PanelProcess() override;

    /// Whether there is such a program here; without it the system's browser has to do.
    [[nodiscard]] static bool isInstalled();
    /// Whether it can ask for passkeys too, which its engine learnt with Qt 6.7.
    [[nodiscard]] static bool showsPasskeys();
    /// Its path; empty: there is none.
    [[nodiscard]] static QString program();

    /// Opens the window, or brings it to the front.
    void open();
    /// Closes it and ends its session.
    void close();

Q_SIGNALS:
    /// The page has been shown, or not.
    void shown(bool ok);
    /// The program did not start, or broke down.
    void failed();
    void closed();

private:
    void connectWindow();
    void read();
    void visit();
    void finish();
    void endSession();

    CoreGateway &m_gateway;
    QByteArray m_session;
    QLocalServer m_server;
    QLocalSocket *m_window = nullptr; ///< null: it is not connected
    QProcess m_process;
    bool m_open = false; ///< or on its way
};

} // namespace desk::ui
