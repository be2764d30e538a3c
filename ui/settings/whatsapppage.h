#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

class QPushButton;

namespace desk::ui {

/// The link to WhatsApp, how the desk behaves there, and the way out: forgetting the session.
class WhatsAppPage : public SettingsPage
{
    Q_OBJECT

public:
    WhatsAppPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    /// How many messages would wait for the next session.
    void load() override;

Q_SIGNALS:
    void pairingRequested();

private:
    [[nodiscard]] QWidget *makeState();
    [[nodiscard]] QWidget *makeForgetting();
    void showLink();
    void askToForget();
    void forget();

    CoreGateway &m_gateway;
    qint64 m_waiting = 0;
    QLabel *m_icon = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_detail = nullptr;
    QPushButton *m_link = nullptr;
    QPushButton *m_forget = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace desk::ui
