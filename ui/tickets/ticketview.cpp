#include "ui/tickets/ticketview.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

TicketFilter openTickets()
{
    TicketFilter filter;
    filter.openOnly = true;
    return filter;
}

TicketFilter assignedTo(UserId user)
{
    TicketFilter filter = openTickets();
    filter.assigneeId = user;
    return filter;
}

TicketFilter assignedToOthers(UserId user)
{
    TicketFilter filter = openTickets();
    filter.assigneeOther = user;
    return filter;
}

TicketFilter ofStatuses(const QStringList &statuses)
{
    TicketFilter filter;
    filter.statuses = statuses;
    return filter;
}

Counter counted(int DeskCounts::*member)
{
    return [member](const DeskCounts &counts) { return counts.*member; };
}

} // namespace

const QString TicketView::first = u"open"_s;
const QString TicketView::customers = u"customers"_s;
const QString TicketView::outbox = u"outbox"_s;

QString nameOf(const User &user)
{
    return user.displayName.isEmpty() ? user.name : user.displayName;
}

QList<TicketView> TicketView::all(UserId viewer, const QList<User> &users, const QList<SavedFilter> &saved,
                                  qint64 today)
{
    const TicketSection unassigned{tr("Unassigned"), assignedTo({}), counted(&DeskCounts::unassigned)};
    // Without an account nobody is "me": all that is assigned is the team's.
    QList<TicketSection> open{unassigned};
    if (viewer.isValid())
        open << TicketSection{tr("Mine"), assignedTo(viewer), counted(&DeskCounts::mine)};
    const TicketSection team{tr("The team's"), assignedToOthers(viewer), counted(&DeskCounts::team)};
    open << team;
    const auto list = [](const TicketFilter &filter) { return QList{TicketSection{.filter = filter}}; };

    QList<TicketView> views;
    views << TicketView{.id = u"unassigned"_s,
                        .title = tr("Unassigned"),
                        .icon = u"inbox"_s,
                        .sections = list(unassigned.filter),
                        .count = unassigned.count,
                        .emptyText = tr("Nothing unassigned. New messages appear here.")};
    if (viewer.isValid())
        views << TicketView{.id = u"mine"_s,
                            .title = tr("Mine"),
                            .icon = u"user-round"_s,
                            .sections = list(assignedTo(viewer)),
                            .count = counted(&DeskCounts::mine),
                            .emptyText = tr("You have no open tickets. Take one from Unassigned.")};
    views << TicketView{.id = first,
                        .title = tr("Open"),
                        .icon = u"layers"_s,
                        .sections = open,
                        .count = counted(&DeskCounts::open),
                        .emptyText = tr("There are no open tickets. New messages appear here.")}
          << TicketView{.id = u"waiting"_s,
                        .title = tr("Waiting for an answer"),
                        .icon = u"message-circle-question-mark"_s,
                        .shortTitle = tr("Waiting"),
                        .sections = list(ofStatuses({u"waiting_customer"_s})),
                        .count = counted(&DeskCounts::waitingCustomer),
                        .emptyText = tr("No ticket waits for a customer's answer.")}
          << TicketView{.id = u"parts"_s,
                        .title = tr("Waiting for parts"),
                        .icon = u"package-search"_s,
                        .shortTitle = tr("Parts"),
                        .sections = list(ofStatuses({u"waiting_parts"_s, u"waiting_approval"_s})),
                        .count = counted(&DeskCounts::waitingParts),
                        .emptyText = tr("No ticket waits for a part or an approval.")}
          << TicketView{.id = u"ready"_s,
                        .title = tr("Ready to hand over"),
                        .icon = u"circle-check-big"_s,
                        .shortTitle = tr("Ready"),
                        .sections = list(ofStatuses({u"ready"_s, u"delivered"_s})),
                        .count = counted(&DeskCounts::ready),
                        .emptyText = tr("Nothing is ready to hand over.")};
    TicketFilter closedToday;
    closedToday.closedSince = today;
    views << TicketView{.id = u"today"_s,
                        .title = tr("Closed today"),
                        .icon = u"archive"_s,
                        .sections = list(closedToday),
                        .count = counted(&DeskCounts::closedToday),
                        .emptyText = tr("No ticket has been closed today.")}
          << TicketView{.id = u"closed"_s,
                        .title = tr("All closed"),
                        .icon = u"history"_s,
                        .sections = list(ofStatuses({u"closed"_s, u"cancelled"_s})),
                        .emptyText = tr("No ticket has been closed yet.")};
    for (const SavedFilter &filter : saved) {
        const bool over = filter.choice.family == "off"_L1;
        views << TicketView{.id = u"saved-%1"_s.arg(filter.id),
                            .title = filter.name,
                            .icon = u"funnel"_s,
                            .group = Group::Saved,
                            .sections = list(openTickets()),
                            // What is over is never looked through only to be counted.
                            .count = over ? Counter() : Counter([id = filter.id](const DeskCounts &counts) {
                                return counts.saved.value(id);
                            }),
                            .emptyText = tr("No ticket with these filters."),
                            .choice = filter.choice,
                            .saved = filter.id};
    }
    TicketFilter queued;
    queued.withQueued = true;
    TicketFilter refused;
    refused.withRefused = true;
    views << TicketView{.id = u"queued"_s,
                        .title = tr("Queued", "messages"),
                        .icon = u"clock"_s,
                        .group = Group::Delivery,
                        .sections = list(queued),
                        .count = counted(&DeskCounts::queued),
                        .emptyText = tr("No message waits to be sent.")}
          << TicketView{.id = u"refused"_s,
                        .title = tr("Refused", "messages"),
                        .icon = u"circle-alert"_s,
                        .group = Group::Delivery,
                        .sections = list(refused),
                        .count = counted(&DeskCounts::refused),
                        .emptyText = tr("No refused message.")}
          << TicketView{.id = outbox,
                        .title = tr("Outbox"),
                        .icon = u"send-horizontal"_s,
                        .group = Group::Delivery,
                        .count = [](const DeskCounts &counts) { return counts.queued + counts.refused; }};
    views << TicketView{.id = u"team"_s,
                        .title = tr("The team's"),
                        .icon = u"users-round"_s,
                        .group = Group::Team,
                        .sections = list(team.filter),
                        .count = team.count,
                        .emptyText = tr("Nobody else has an open ticket.")};
    for (const User &user : users) {
        if (user.id == viewer || user.role == "viewer"_L1)
            continue;
        views << TicketView{.id = u"user-%1"_s.arg(user.id.value),
                            .title = nameOf(user),
                            .icon = u"user-round"_s,
                            .group = Group::Team,
                            .sections = list(assignedTo(user.id)),
                            .count = [id = user.id](const DeskCounts &counts) { return counts.byAssignee.value(id); },
                            .emptyText = tr("%1 has no open tickets.").arg(nameOf(user))};
    }
    views << TicketView{.id = customers, .title = tr("Customers"), .icon = u"book-user"_s, .group = Group::People};
    return views;
}

TicketView TicketView::search(const QString &text)
{
    TicketFilter filter;
    filter.text = text;
    return {.id = u"search"_s,
            .title = tr("Search"),
            .icon = u"search"_s,
            .sections = {{.filter = filter}},
            .emptyText = tr("Nothing found for “%1”. Search for a ticket's number, a person or words of a chat.")
                             .arg(text)};
}

QString TicketView::groupTitle(Group group)
{
    switch (group) {
    case Group::Inbox:
        return tr("Inbox");
    case Group::Saved:
        return tr("Saved filters");
    case Group::Delivery:
        return tr("Delivery");
    case Group::Team:
        return tr("Team");
    case Group::People:
        return tr("People");
    }
    return {};
}

} // namespace desk::ui
