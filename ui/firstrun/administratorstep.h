#pragma once

#include "core/accounts/user.h"
#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace desk::ui {

class CheckLine;

/// Makes the first administrator, with a password that is shown this once; with one there already, says who it is.
class AdministratorStep : public FirstRunStep
{
    Q_OBJECT

public:
    AdministratorStep(CoreGateway &gateway, const Theme &theme);

    void load() override;
    [[nodiscard]] QWidget *firstField() const override;
    void submit() override;

private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeDone();
    void check();
    void showAdministrator(const User &user);
    void fail(const Error &error);

    CoreGateway &m_gateway;
    bool m_exists = false;
    bool m_making = false;
    QStackedWidget *m_stack;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_shown = nullptr;
    QLineEdit *m_password = nullptr;
    QPushButton *m_copy = nullptr;
    QCheckBox *m_kept = nullptr;
    CheckLine *m_problem = nullptr;
    CheckLine *m_who = nullptr;
};

} // namespace desk::ui
