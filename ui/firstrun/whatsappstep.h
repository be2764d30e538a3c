#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QPushButton;

namespace desk::ui {

class CheckLine;
class PairingPage;

/// Links the phone, with the pairing page that the dialog has as well.
class WhatsAppStep : public FirstRunStep
{
    Q_OBJECT

public:
    WhatsAppStep(CoreGateway &gateway, const Theme &theme);

    void load() override { showLink(); }
    void enter() override;
    void leave() override;
    [[nodiscard]] PairingPage &page() const { return *m_page; }

private:
    void showLink();
    void showStep();

    CoreGateway &m_gateway;
    PairingPage *m_page;
    CheckLine *m_state;
    QPushButton *m_action;
};

} // namespace desk::ui
