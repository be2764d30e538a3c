#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include "core/accounts/user.h"

class QPushButton;

namespace desk::ui {

class FormDialog;
class RecordList;

/// Who signs in: listed, added, changed, kept out and let in again. Each step is done at once, by the core's own rules.
class UsersPage : public SettingsPage
{
    Q_OBJECT

public:
    UsersPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void load() override;

private:
    [[nodiscard]] const User *chosen() const;
    void show(const Result<QList<User>> &users);
    void followChoice();
    void add();
    void change();
    void resetPassword();
    void toggle();
    /// @param dialog answered with; null: the page itself says what went wrong.
    void patch(UserId user, const UserPatch &patch, FormDialog *dialog);
    void fail(const Error &error, FormDialog *dialog);
    [[nodiscard]] static QString words(const Error &error);
    [[nodiscard]] static QString roleWord(const QString &role);

    CoreGateway &m_gateway;
    QList<User> m_users;
    RecordList *m_list;
    QPushButton *m_toggle;
};

} // namespace desk::ui
