#include "ui/shell/actorbutton.h"

#include "core/administration/administration.h"
#include "ui/theme/deskstyle.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString actorKey = u"console/actor"_s;
constexpr int mostPeople = 100;

QString calledName(const User &user)
{
    return user.displayName.isEmpty() ? user.name : user.displayName;
}

} // namespace

ActorButton::ActorButton(CoreGateway &gateway, const Theme &theme, QSettings &memory, QWidget *parent)
    : QToolButton(parent), m_gateway(gateway), m_theme(theme), m_memory(memory)
{
    buttonrole::give(this, buttonrole::quiet);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIcon(m_theme.icon(u"user-round"_s));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Who works at this computer. What is done here is written down under this name."));
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &ActorButton::ask);
    connect(&m_gateway, &CoreGateway::actorChanged, this, &ActorButton::refresh);
    refresh();
    ask();
}

void ActorButton::refresh()
{
    setText(QString(m_gateway.actor().name).replace(u'&', u"&&"_s));
    setAccessibleName(tr("Who works here: %1").arg(m_gateway.actor().name));
}

void ActorButton::ask()
{
    const auto users = m_gateway.ask<UserPage>([](DeskServices &services) -> Result<UserPage> {
        return services.administration ? services.administration->users.page(false, 0, mostPeople) : UserPage();
    });
    onReply(users, this, [this](const Result<UserPage> &page) {
        if (!page)
            return;
        QList<User> people;
        for (const User &user : page->users) {
            if (user.role != "viewer"_L1)
                people << user;
        }
        std::sort(people.begin(), people.end(),
                  [](const User &a, const User &b) { return calledName(a).localeAwareCompare(calledName(b)) < 0; });
        const qint64 chosen = m_memory.value(actorKey).toLongLong();
        const auto known = std::find_if(people.cbegin(), people.cend(),
                                        [chosen](const User &user) { return user.id.value == chosen; });
        if (known != people.cend() && m_gateway.actor().userId != known->id)
            choose(*known);
        fillMenu(people);
    });
}

void ActorButton::fillMenu(const QList<User> &users)
{
    menu()->clear();
    if (users.isEmpty()) {
        menu()->addAction(tr("Nobody has an account yet."))->setEnabled(false);
        return;
    }
    auto *group = new QActionGroup(menu());
    for (const User &user : users) {
        QAction *person = menu()->addAction(calledName(user).replace(u'&', u"&&"_s));
        person->setCheckable(true);
        person->setChecked(user.id == m_gateway.actor().userId);
        group->addAction(person);
        connect(person, &QAction::triggered, this, [this, user] { choose(user); });
    }
}

void ActorButton::choose(const User &user)
{
    m_memory.setValue(actorKey, user.id.value);
    m_gateway.setActor({Actor::Type::Technician, user.id, calledName(user)});
}

} // namespace desk::ui
