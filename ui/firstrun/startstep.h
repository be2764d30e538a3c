#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QCheckBox;
class QLineEdit;

namespace desk::ui {

class Autostart;
class CheckLine;

/// What keeps the desk going: that it starts with the computer, and a backup every day.
class StartStep : public FirstRunStep
{
    Q_OBJECT

public:
    /// @param autostart null: this system has no such switch. Does not own it.
    StartStep(CoreGateway &gateway, const Theme &theme, Autostart *autostart);

    void load() override;
    /// Stores the wish for backups.
    void submit() override;

private:
    [[nodiscard]] QWidget *makeBackup();
    void setAutostart(bool on);
    void chooseFolder();
    void showPlace();
    void showStanding();

    CoreGateway &m_gateway;
    Autostart *m_autostart;
    QCheckBox *m_start;
    QCheckBox *m_daily = nullptr;
    QLineEdit *m_folder = nullptr;
    CheckLine *m_place = nullptr;
    bool m_isDaily = false; ///< as stored
    bool m_touched = false; ///< what was chosen is not stored yet
    CheckLine *m_problem;
};

} // namespace desk::ui
