#include "ui/settings/userspage.h"

#include "core/administration/administration.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/inventedpassword.h"
#include "ui/settings/recordlist.h"
#include "ui/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int allUsers = 200;
const QString roleKeys[] = {u"technician"_s, u"admin"_s, u"viewer"_s};

} // namespace

UsersPage::UsersPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("Users"), u"users-round"_s, parent), m_gateway(gateway),
      m_list(new RecordList(theme, {tr("Name"), tr("Signs in as"), tr("Role"), tr("Last time")},
                            tr("Nobody can sign in to the panel yet. Add an administrator first.")))
{
    addIntroduction(
        tr("Who works on the panel. Changes here are made at once; whoever is kept out is signed out as well."));
    addContent(m_list, tr("Users administrator technician password role"), 1);
    connect(m_list->addButton(tr("Add user…"), u"plus"_s), &QPushButton::clicked, this, &UsersPage::add);
    connect(m_list->addChoiceButton(tr("Change…")), &QPushButton::clicked, this, &UsersPage::change);
    connect(m_list->addChoiceButton(tr("New password…")), &QPushButton::clicked, this, &UsersPage::resetPassword);
    m_toggle = m_list->addDangerButton(tr("Keep out"));
    connect(m_toggle, &QPushButton::clicked, this, &UsersPage::toggle);
    connect(m_list, &RecordList::activated, this, &UsersPage::change);
    connect(m_list, &RecordList::chosenChanged, this, &UsersPage::followChoice);
}

QString UsersPage::roleWord(const QString &role)
{
    return role == "admin"_L1 ? tr("Administrator") : role == "viewer"_L1 ? tr("Only looks") : tr("Technician");
}

void UsersPage::load()
{
    auto users = m_gateway.ask<QList<User>>([](DeskServices &services) -> Result<QList<User>> {
        return services.administration->users.page(true, 0, allUsers).map([](const UserPage &page) {
            return page.users;
        });
    });
    onReply(users, this, [this](const Result<QList<User>> &answer) { show(answer); });
}

void UsersPage::show(const Result<QList<User>> &users)
{
    if (!users)
        return m_list->setProblem(Words::of(users.error()));
    m_users = *users;
    std::sort(m_users.begin(), m_users.end(), [](const User &left, const User &right) {
        return std::pair(left.disabled, left.name.toCaseFolded())
            < std::pair(right.disabled, right.name.toCaseFolded());
    });
    QList<RecordList::Record> records;
    for (const User &user : std::as_const(m_users))
        records << RecordList::Record{
            .id = user.id.value,
            .cells = {user.displayName.isEmpty() ? user.name : user.displayName, user.name,
                      user.disabled ? tr("Kept out") : roleWord(user.role),
                      user.lastLoginAt > 0 ? Words::shortTime(user.lastLoginAt) : tr("Never")},
            .isMuted = user.disabled};
    m_list->setRecords(records);
    followChoice();
}

const User *UsersPage::chosen() const
{
    const auto found = std::find_if(m_users.begin(), m_users.end(),
                                    [&](const User &user) { return user.id.value == m_list->chosen(); });
    return found == m_users.end() ? nullptr : &*found;
}

void UsersPage::followChoice()
{
    const User *user = chosen();
    m_toggle->setText(user && user->disabled ? tr("Let in again") : tr("Keep out…"));
}

void UsersPage::add()
{
    auto *dialog = new FormDialog(tr("New user"), tr("Add user"), this);
    auto *name = new QLineEdit;
    auto *shown = new QLineEdit;
    auto *role = new QComboBox;
    auto *password = new QLineEdit(inventedPassword());
    for (const QString &key : roleKeys)
        role->addItem(roleWord(key), key);
    if (std::none_of(m_users.begin(), m_users.end(), [](const User &u) { return u.role == "admin"_L1 && !u.disabled; }))
        role->setCurrentIndex(1);
    name->setObjectName(u"name"_s);
    password->setObjectName(u"password"_s);
    shown->setPlaceholderText(tr("As the others see it"));
    dialog->form().addRow(tr("&Signs in as"), name);
    dialog->form().addRow(tr("&Full name"), shown);
    dialog->form().addRow(tr("&Role"), role);
    dialog->form().addRow(tr("&Password"), password);
    connect(dialog, &FormDialog::submitted, this, [=, this] {
        const UserService::Draft draft{.name = name->text().trimmed(),
                                       .displayName = shown->text().trimmed(),
                                       .role = role->currentData().toString(),
                                       .password = password->text()};
        auto made = m_gateway.askLater<User>(
            [draft, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
                return services.administration->users.create(draft, source);
            });
        const QPointer<FormDialog> open(dialog);
        onReply(made, this, [this, open, draft](const Result<User> &user) {
            if (!user)
                return fail(user.error(), open);
            load();
            if (open)
                open->showOnce(
                    tr("%1 can sign in now. Hand over this password; it is not shown again.").arg(draft.name),
                    draft.password);
        });
    });
    dialog->open();
}

void UsersPage::change()
{
    const User *user = chosen();
    if (!user)
        return;
    auto *dialog = new FormDialog(tr("Change user"), tr("Save"), this);
    auto *name = new QLineEdit(user->name);
    auto *shown = new QLineEdit(user->displayName);
    auto *role = new QComboBox;
    for (const QString &key : roleKeys)
        role->addItem(roleWord(key), key);
    role->setCurrentIndex(role->findData(user->role));
    dialog->form().addRow(tr("&Signs in as"), name);
    dialog->form().addRow(tr("&Full name"), shown);
    dialog->form().addRow(tr("&Role"), role);
    connect(dialog, &FormDialog::submitted, this, [=, this, id = user->id] {
        UserPatch changed;
        changed.name = name->text().trimmed();
        changed.displayName = shown->text().trimmed();
        changed.role = role->currentData().toString();
        patch(id, changed, dialog);
    });
    dialog->open();
}

void UsersPage::resetPassword()
{
    const User *user = chosen();
    if (!user)
        return;
    const bool own = m_gateway.actor().userId == user->id;
    auto *dialog = new FormDialog(tr("New password for %1").arg(user->name), tr("Set password"), this);
    dialog->setIntroduction(own ? tr("Your other sessions end.") : tr("All sessions of this user end."));
    auto *present = new QLineEdit;
    auto *password = new QLineEdit(inventedPassword());
    present->setEchoMode(QLineEdit::Password);
    password->setObjectName(u"password"_s);
    if (own)
        dialog->form().addRow(tr("P&resent password"), present);
    dialog->form().addRow(tr("New &password"), password);
    connect(dialog, &FormDialog::submitted, this, [=, this, id = user->id] {
        UserPatch changed;
        changed.password = password->text();
        changed.currentPassword = present->text();
        patch(id, changed, dialog);
    });
    dialog->open();
}

void UsersPage::toggle()
{
    const User *user = chosen();
    if (!user)
        return;
    UserPatch changed;
    changed.disabled = !user->disabled;
    if (user->disabled)
        return patch(user->id, changed, nullptr);
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keep out"), tr("Keep %1 out?").arg(user->name),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr(
        "All sessions of this user end. Tickets, messages and the trail of what was done stay; you can let them in again."));
    QPushButton *yes = box->addButton(tr("Keep out"), QMessageBox::DestructiveRole);
    connect(yes, &QPushButton::clicked, this, [this, id = user->id, changed] { patch(id, changed, nullptr); });
    box->open();
}

void UsersPage::patch(UserId user, const UserPatch &patch, FormDialog *dialog)
{
    auto done = m_gateway.askLater<User>([user, patch, actor = m_gateway.actor()](DeskServices &services) {
        Identity by; // whoever sits at this computer administers it
        by.userId = actor.userId;
        by.name = actor.name;
        by.role = u"admin"_s;
        return services.administration->users.patch(user, patch, by, {.actor = actor});
    });
    const QPointer<FormDialog> open(dialog);
    onReply(done, this, [this, open, patch](const Result<User> &changed) {
        if (!changed)
            return fail(changed.error(), open);
        m_list->setProblem({});
        load();
        if (!open)
            return;
        if (patch.password)
            open->showOnce(tr("Hand over this password; it is not shown again."), *patch.password);
        else
            open->accept();
    });
}

void UsersPage::fail(const Error &error, FormDialog *dialog)
{
    if (dialog)
        dialog->setProblem(words(error));
    else
        m_list->setProblem(words(error));
}

QString UsersPage::words(const Error &error)
{
    if (error.detail == "name_taken"_L1)
        return tr("Somebody signs in by that name already.");
    if (error.detail == "last_administrator"_L1)
        return tr("One administrator has to stay.");
    if (error.detail == "/name"_L1)
        return tr("The name to sign in by has 1 to 64 characters.");
    if (error.detail == "/display_name"_L1)
        return tr("The full name has at most 64 characters.");
    if (error.detail == "/password"_L1)
        return tr("The password needs at least 8 characters and may not be the name.");
    if (error.detail == "/current_password"_L1)
        return tr("The present password is not right.");
    if (error.code == Errc::Rejected)
        return tr("Too many wrong passwords. Wait a little and try again.");
    return Words::of(error);
}

} // namespace desk::ui
