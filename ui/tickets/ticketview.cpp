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

TicketFilter ofStatuses(const QStringList &statuses)
{
    TicketFilter filter;
    filter.statuses = statuses;
    return filter;
}

} // namespace

QList<TicketView> TicketView::standard(UserId viewer)
{
    const TicketSection unassigned{tr("Unassigned"), assignedTo({}), &DeskCounts::unassigned};
    // Without an account nobody is "me": all that is assigned is the team's.
    QList<TicketSection> open{unassigned};
    if (viewer.isValid())
        open << TicketSection{tr("Mine"), assignedTo(viewer), &DeskCounts::mine};
    TicketSection team{tr("The team's"), openTickets(), &DeskCounts::team};
    team.filter.assigneeOther = viewer;
    open << team;
    QList<TicketView> views{{u"open"_s, tr("Open"), u"layers"_s, open, &DeskCounts::open,
                             tr("There are no open tickets. New messages appear here.")},
                            {u"unassigned"_s,
                             tr("Unassigned"),
                             u"inbox"_s,
                             {unassigned},
                             &DeskCounts::unassigned,
                             tr("Nothing unassigned. New messages appear here.")}};
    if (viewer.isValid())
        views << TicketView{u"mine"_s,         tr("Mine"),
                            u"user-round"_s,   {{tr("Mine"), assignedTo(viewer), nullptr}},
                            &DeskCounts::mine, tr("You have no open tickets. Take one from Unassigned.")};
    views << TicketView{u"waiting"_s,
                        tr("Waiting"),
                        u"message-circle-question-mark"_s,
                        {{{}, ofStatuses({u"waiting_customer"_s}), nullptr}},
                        &DeskCounts::waitingCustomer,
                        tr("No ticket waits for a customer's answer.")}
          << TicketView{u"parts"_s,
                        tr("Parts"),
                        u"package-search"_s,
                        {{{}, ofStatuses({u"waiting_parts"_s, u"waiting_approval"_s}), nullptr}},
                        &DeskCounts::waitingParts,
                        tr("No ticket waits for a part or an approval.")}
          << TicketView{u"ready"_s,
                        tr("Ready"),
                        u"circle-check-big"_s,
                        {{{}, ofStatuses({u"ready"_s, u"delivered"_s}), nullptr}},
                        &DeskCounts::ready,
                        tr("Nothing is ready to hand over.")}
          << TicketView{u"closed"_s,  tr("Closed"),
                        u"archive"_s, {{{}, ofStatuses({u"closed"_s, u"cancelled"_s}), nullptr}},
                        nullptr,      tr("No ticket has been closed yet.")};
    TicketFilter queued;
    queued.withQueued = true;
    TicketFilter refused;
    refused.withRefused = true;
    views << TicketView{u"queued"_s,         tr("Queued", "messages"),          u"clock"_s, {{{}, queued, nullptr}},
                        &DeskCounts::queued, tr("No message waits to be sent.")}
          << TicketView{u"refused"_s,         tr("Refused", "messages"), u"circle-alert"_s, {{{}, refused, nullptr}},
                        &DeskCounts::refused, tr("No refused message.")};
    return views;
}

TicketView TicketView::search(const QString &text)
{
    TicketFilter filter;
    filter.text = text;
    return {u"search"_s,
            tr("Search"),
            u"search"_s,
            {{{}, filter, nullptr}},
            nullptr,
            tr("Nothing found for “%1”. Search for a ticket's number, a person or words of a chat.").arg(text)};
}

} // namespace desk::ui
