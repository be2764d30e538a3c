#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QSettings;

namespace desk::ui {

class CheckLine;
class ChoiceCard;

/// The first step: what is spoken here, and what kind of desk it is; from there on a look at example data.
class DeskKindStep : public FirstRunStep
{
    Q_OBJECT

public:
    /// @param offersDemo example data can be shown beside this desk.
    DeskKindStep(CoreGateway &gateway, const Theme &theme, QSettings &file, bool offersDemo);

    void load() override;
    void submit() override;
    /// What became of the wish for example data.
    void showDemo(bool started);

Q_SIGNALS:
    void demoRequested();
    void restartRequested();

private:
    void addKinds();
    void addNames(QSettings &file);
    void addDemo();
    void showKind();
    void nameAsUsual();
    [[nodiscard]] QString kind() const;

    CoreGateway &m_gateway;
    ChoiceCard *m_it = nullptr;
    ChoiceCard *m_workshop = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_customers = nullptr;
    QComboBox *m_console = nullptr;
    QWidget *m_restart = nullptr;
    CheckLine *m_problem = nullptr;
    CheckLine *m_demoState = nullptr;
    QPushButton *m_demo = nullptr;
    bool m_named = false;   ///< by a person
    bool m_touched = false; ///< since it was stored
};

} // namespace desk::ui
