#pragma once

#include "core/accounts/user.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QSettings>
#include <QToolButton>

namespace desk::ui {

/// Who acts at this console, in the window's corner: the people of the desk to choose from, remembered on this computer.
///
/// Whoever sits at this computer holds the desk's data anyway, so no password is asked for; what they do is written down under the name that
/// is chosen here. Does not own what it is given.
class ActorButton : public QToolButton
{
    Q_OBJECT

public:
    ActorButton(CoreGateway &gateway, const Theme &theme, QSettings &memory, QWidget *parent = nullptr);

private:
    void refresh();
    void ask();
    void fillMenu(const QList<User> &users);
    void choose(const User &user);

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QSettings &m_memory;
};

} // namespace desk::ui
