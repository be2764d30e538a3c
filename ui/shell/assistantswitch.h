#pragma once

#include "ui/coregateway.h"

namespace desk::ui {

/// Whether the assistant answers at all: the desk's setting, as the tray and the status bar show and switch it.
/// Lives on the GUI thread; does not own the gateway.
class AssistantSwitch : public QObject
{
    Q_OBJECT

public:
    explicit AssistantSwitch(CoreGateway &gateway, QObject *parent = nullptr);

    /// As last known; not paused until the core has answered.
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Takes effect, and is told, once the core has stored it.
    void setPaused(bool paused);

Q_SIGNALS:
    void changed(bool paused);
    /// It stays as it was.
    void failed(const QString &words);

private:
    void ask();
    void take(bool paused);

    CoreGateway &m_gateway;
    bool m_paused = false;
};

} // namespace desk::ui
