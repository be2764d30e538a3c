#include "ui/firstrun/administratorstep.h"

#include "core/administration/administration.h"
#include "ui/checkline.h"
#include "ui/settings/inventedpassword.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int usersLookedThrough = 200;

/// Runs on the core thread. @return the first one; invalid: there is none.
Result<User> administratorOf(DeskServices &services)
{
    const auto page = services.administration->users.page(false, 0, usersLookedThrough);
    if (!page)
        return desk::fail(page.error());
    const auto first = std::find_if(page->users.crbegin(), page->users.crend(),
                                    [](const User &user) { return user.role == "admin"_L1; });
    return first == page->users.crend() ? User() : *first;
}

} // namespace

AdministratorStep::AdministratorStep(CoreGateway &gateway, const Theme &theme)
    : FirstRunStep(u"administrator"_s, tr("Administrator account"), theme), m_gateway(gateway),
      m_stack(new QStackedWidget)
{
    addHeading(tr("Who administers the desk?"),
               tr("This account signs in to the panel, adds the other technicians and changes the settings. On this "
                  "computer the console needs no password."));
    m_stack->addWidget(makeForm());
    m_stack->addWidget(makeDone());
    column().addWidget(m_stack);
    column().addStretch();
    check();
}

QWidget *AdministratorStep::makeForm()
{
    auto *form = new QWidget;
    auto *rows = new QVBoxLayout(form);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    m_name = new QLineEdit;
    m_name->setObjectName(u"name"_s);
    m_name->setMaxLength(64);
    m_name->setFixedWidth(260);
    m_shown = new QLineEdit;
    m_shown->setObjectName(u"shown"_s);
    m_shown->setMaxLength(64);
    m_shown->setFixedWidth(260);
    m_shown->setPlaceholderText(tr("As the others see it"));
    rows->addWidget(makeField(tr("&Signs in as"), m_name));
    rows->addWidget(makeField(tr("&Full name"), m_shown));

    auto *secret = new QWidget;
    auto *row = new QHBoxLayout(secret);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_password = new QLineEdit(inventedPassword());
    m_password->setObjectName(u"password"_s);
    m_password->setReadOnly(true);
    m_password->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_password->setFixedWidth(260);
    m_copy = new QPushButton(theme().icon(u"copy"_s), tr("Copy"));
    m_copy->setObjectName(u"copy"_s);
    m_copy->setAutoDefault(false);
    auto *other = new QPushButton(theme().icon(u"refresh-cw"_s), tr("Another"));
    other->setAutoDefault(false);
    row->addWidget(m_password);
    row->addWidget(m_copy);
    row->addWidget(other);
    row->addStretch();
    rows->addWidget(makeField(tr("Password"), secret));
    auto *indented = new QVBoxLayout;
    indented->setContentsMargins(158, 0, 0, 0);
    indented->setSpacing(10);
    auto *once = new TintedLabel(theme(), tr("Keep it in your password manager: it is shown only here and only now."));
    m_kept = new QCheckBox(tr("I have &kept it"));
    m_kept->setObjectName(u"kept"_s);
    m_problem = new CheckLine(theme());
    m_problem->setObjectName(u"problem"_s);
    indented->addWidget(once);
    indented->addWidget(m_kept);
    indented->addWidget(m_problem);
    rows->addLayout(indented);
    rows->addStretch();

    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_password->text());
        m_copy->setText(tr("Copied"));
    });
    connect(other, &QPushButton::clicked, this, [this] {
        m_password->setText(inventedPassword());
        m_copy->setText(tr("Copy"));
        m_kept->setChecked(false);
    });
    connect(m_name, &QLineEdit::textEdited, this, &AdministratorStep::check);
    connect(m_shown, &QLineEdit::textEdited, this, &AdministratorStep::check);
    connect(m_kept, &QCheckBox::toggled, this, &AdministratorStep::check);
    return form;
}

QWidget *AdministratorStep::makeDone()
{
    auto *done = new QWidget;
    auto *rows = new QVBoxLayout(done);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    m_who = new CheckLine(theme());
    m_who->setObjectName(u"who"_s);
    rows->addWidget(m_who);
    rows->addWidget(new TintedLabel(
        theme(),
        tr("Add the other technicians under File › Settings › Users. A lost password is replaced there, too.")));
    rows->addStretch();
    return done;
}

QWidget *AdministratorStep::firstField() const
{
    return m_exists ? nullptr : m_name;
}

void AdministratorStep::check()
{
    m_problem->clear();
    const QString name = m_name->text().trimmed();
    const bool fits = checkUserName(name) && checkDisplayName(m_shown->text().trimmed());
    setReady(m_exists || (fits && m_kept->isChecked() && !m_making));
}

void AdministratorStep::load()
{
    const auto first = m_gateway.ask<User>([](DeskServices &services) { return administratorOf(services); });
    onReply(first, this, [this](const Result<User> &user) {
        if (!user)
            return fail(user.error());
        if (user->id.isValid())
            showAdministrator(*user);
    });
}

void AdministratorStep::showAdministrator(const User &user)
{
    m_exists = true;
    m_password->clear(); // it is not shown again
    m_stack->setCurrentIndex(1);
    m_who->show(CheckLine::State::Good,
                user.displayName.isEmpty()
                    ? tr("%1 administers this desk.").arg(user.name)
                    : tr("%1 administers this desk and signs in as %2.").arg(user.displayName, user.name));
    setStanding(true, user.name);
    check();
}

void AdministratorStep::submit()
{
    if (m_exists)
        return Q_EMIT submitted();
    m_making = true;
    check();
    const FirstAdministrator::Draft draft{
        .name = m_name->text().trimmed(), .displayName = m_shown->text().trimmed(), .password = m_password->text()};
    const auto made = m_gateway.askLater<User>(
        [draft](DeskServices &services) { return services.administration->firstAdministrator.createHere(draft); });
    onReply(made, this, [this](const Result<User> &user) {
        m_making = false;
        check();
        if (!user) {
            if (user.error().code == Errc::Conflict) // somebody was quicker, e.g. on the command line
                load();
            return fail(user.error());
        }
        m_gateway.setActor(
            {Actor::Type::Technician, user->id, user->displayName.isEmpty() ? user->name : user->displayName});
        showAdministrator(*user);
        Q_EMIT submitted();
    });
}

void AdministratorStep::fail(const Error &error)
{
    QString words = Words::of(error);
    if (error.detail == "name_taken"_L1)
        words = tr("Somebody signs in by that name already.");
    else if (error.detail == "/name"_L1)
        words = tr("The name to sign in by has 1 to 64 characters.");
    else if (error.detail == "already_set_up"_L1)
        words = tr("An administrator is there already.");
    m_problem->show(CheckLine::State::Bad, words);
}

} // namespace desk::ui
