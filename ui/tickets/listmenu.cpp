#include "ui/tickets/listmenu.h"

#include "ui/tickets/filterbar.h"
#include "ui/tickets/ticketview.h"
#include "ui/words.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

QString withoutMnemonic(const QString &words)
{
    return QString(words).replace(u'&', u"&&"_s);
}

} // namespace

ListMenu::ListMenu(const Theme &theme, QWidget *parent) : QMenu(parent), m_theme(theme) { }

QString ListMenu::orderWords(TicketOrder order)
{
    switch (order) {
    case TicketOrder::Newest:
        return tr("Newest");
    case TicketOrder::RecentActivity:
        return tr("Recent");
    case TicketOrder::OldestWaiting:
        return tr("Waiting longest");
    case TicketOrder::Priority:
        return tr("Priority", "an order");
    }
    return {};
}

void ListMenu::setNow(const Now &now)
{
    const auto menus = findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    clear();
    qDeleteAll(menus);
    addOrders(now);
    addChoices(now);
    addSaved(now);
}

void ListMenu::addOrders(const Now &now)
{
    addSection(tr("Sort by"));
    auto *orders = new QActionGroup(this);
    for (const auto &[order, words] :
         {std::pair(TicketOrder::RecentActivity, tr("&Recent activity")), std::pair(TicketOrder::Newest, tr("&Newest")),
          std::pair(TicketOrder::OldestWaiting, tr("&Waiting longest")),
          std::pair(TicketOrder::Priority, tr("&Priority"))}) {
        QAction *action = addAction(words, this, [this, order = order] { Q_EMIT orderChosen(order); });
        action->setCheckable(true);
        action->setChecked(now.ordersAsked ? order == now.order : order == TicketOrder::Newest);
        action->setEnabled(now.ordersAsked && (order != TicketOrder::OldestWaiting || now.waitingCounts));
        orders->addAction(action);
    }
}

void ListMenu::addValue(QMenu *menu, const QString &words, bool checked, const TicketChoice &choice)
{
    QAction *action = menu->addAction(withoutMnemonic(words), this, [this, choice] { Q_EMIT choiceChosen(choice); });
    action->setCheckable(true);
    action->setChecked(checked);
}

void ListMenu::addChoices(const Now &now)
{
    addSection(tr("Show only"));
    const TicketChoice &choice = now.choice;
    // A second choice of what is chosen takes it away.
    const auto with = [&choice](QString TicketChoice::*member, const QString &value) {
        TicketChoice other = choice;
        other.*member = choice.*member == value ? QString() : value;
        return other;
    };
    QMenu *families = addMenu(tr("&Status"));
    for (const QString &family : TicketChoice::families())
        addValue(families, FilterBar::familyWords(family), family == choice.family,
                 with(&TicketChoice::family, family));
    QMenu *priorities = addMenu(tr("Pr&iority"));
    for (const QString &priority : {u"high"_s, u"normal"_s, u"low"_s})
        addValue(priorities, Words::priority(priority), priority == choice.priority,
                 with(&TicketChoice::priority, priority));
    QMenu *assignees = addMenu(tr("&Assigned to"));
    const auto addAssignee = [&](const QString &words, UserId user) {
        TicketChoice other = choice;
        const bool chosen = choice.assignee == user;
        other.assignee = chosen ? std::optional<UserId>() : user;
        addValue(assignees, words, chosen, other);
    };
    addAssignee(tr("Nobody"), {});
    for (const User &user : now.users) {
        if (user.role != "viewer"_L1)
            addAssignee(nameOf(user), user.id);
    }
    QMenu *topics = addMenu(tr("&Category"));
    for (const QString &category : categories())
        addValue(topics, Words::category(category), category == choice.category,
                 with(&TicketChoice::category, category));
    QMenu *tags = addMenu(tr("&Tag"));
    for (const QString &tag : now.tags)
        addValue(tags, tag, tag.compare(choice.tag, Qt::CaseInsensitive) == 0, with(&TicketChoice::tag, tag));
    tags->setEnabled(!now.tags.isEmpty());
    QMenu *quiet = addMenu(tr("Without ne&ws"));
    for (const int days : {1, 2, 3, 7, 14}) {
        TicketChoice other = choice;
        other.quietDays = choice.quietDays == days ? 0 : days;
        addValue(quiet, FilterBar::quietWords(days), choice.quietDays == days, other);
    }
    addAction(tr("C&lear filters"), this, [this] { Q_EMIT choiceChosen({}); })->setEnabled(!choice.isEmpty());
}

void ListMenu::addSaved(const Now &now)
{
    addSeparator();
    if (!now.saved.isEmpty() && now.changed && !now.choice.isEmpty())
        addAction(tr("&Keep as “%1”").arg(withoutMnemonic(now.saved)), this, &ListMenu::keepRequested);
    addAction(m_theme.icon(u"funnel"_s), tr("Save as &filter…"), this, &ListMenu::saveRequested)
        ->setEnabled(!now.choice.isEmpty());
    if (now.saved.isEmpty())
        return;
    addAction(m_theme.icon(u"pencil"_s), tr("Rena&me “%1”…").arg(withoutMnemonic(now.saved)), this,
              &ListMenu::renameRequested);
    addAction(m_theme.icon(u"trash-2"_s), tr("&Delete “%1”").arg(withoutMnemonic(now.saved)), this,
              &ListMenu::removeRequested);
}

} // namespace desk::ui
