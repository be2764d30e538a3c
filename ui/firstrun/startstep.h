#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QCheckBox;

namespace desk::ui {

class Autostart;
class CheckLine;

/// What keeps the desk going: that it starts with the computer.
class StartStep : public FirstRunStep
{
    Q_OBJECT

public:
    /// @param autostart null: this system has no such switch. Does not own it.
    StartStep(CoreGateway &gateway, const Theme &theme, Autostart *autostart);

    void load() override;

private:
    void setAutostart(bool on);

    CoreGateway &m_gateway;
    Autostart *m_autostart;
    QCheckBox *m_start;
    CheckLine *m_problem;
};

} // namespace desk::ui
