#include "ui/tickets/openticket.h"

#include "core/administration/administration.h"
#include "core/administration/deskpreset.h"
#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int shownFiles = 12;
constexpr int shownHistory = 30;
constexpr int shownOthers = 6;
constexpr int mostUsers = 200;

Result<QList<ThreadMessage>> filesOf(DeskServices &services, TicketId id)
{
    const auto page = services.messages.withAttachmentOf(id, 0, shownFiles);
    if (!page)
        return fail(page.error());
    QList<ThreadMessage> files;
    for (const Message &message : page->messages) {
        const auto file = services.attachments.find(message.attachmentId);
        if (file)
            files << ThreadMessage{.message = message, .file = *file};
    }
    return files;
}

Result<Dossier> dossierOf(DeskServices &services, TicketId id)
{
    Dossier dossier;
    const auto ticket = services.tickets.find(id);
    if (!ticket)
        return fail(ticket.error());
    dossier.ticket = *ticket;
    const auto customer = services.customers.find(ticket->customerId);
    if (!customer)
        return fail(customer.error());
    dossier.customer = *customer;
    const auto addresses = services.customers.addresses(customer->id);
    if (!addresses)
        return fail(addresses.error());
    for (const QString &address : *addresses) {
        if (dossier.phone.isEmpty())
            dossier.phone = IdentityResolver::phoneOf(address);
    }
    const auto conversation = services.conversations.load(customer->id);
    if (!conversation)
        return fail(conversation.error());
    dossier.conversation = conversationStateFrom(conversation->state);
    dossier.paused = conversation->paused;
    dossier.workshop = !services.administration || DeskPreset::offersWorkshop(services.administration->settings);
    const auto files = filesOf(services, id);
    if (!files)
        return fail(files.error());
    dossier.files = *files;
    const auto history = services.tickets.audit(id, 0, shownHistory);
    if (!history)
        return fail(history.error());
    dossier.history = history->entries;
    TicketFilter same;
    same.customerId = customer->id;
    const auto others = services.tickets.page(same, 0, shownOthers + 1);
    if (!others)
        return fail(others.error());
    for (const Ticket &other : others->tickets) {
        if (other.id != id && dossier.others.size() < shownOthers)
            dossier.others << other;
    }
    if (services.administration) {
        const auto users = services.administration->users.page(false, 0, mostUsers);
        if (!users)
            return fail(users.error());
        for (const User &user : users->users) {
            if (user.role != "viewer"_L1)
                dossier.users.prepend(user);
            if (user.id == dossier.ticket.assigneeId && !user.displayName.isEmpty())
                dossier.ticket.assigneeName = user.displayName;
        }
    }
    return dossier;
}

} // namespace

OpenTicket::OpenTicket(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::changed, this, &OpenTicket::follow);
}

void OpenTicket::open(TicketId ticket)
{
    if (ticket == m_id)
        return;
    m_id = ticket;
    m_loaded = m_loading = m_loadAgain = false;
    m_dossier = {};
    Q_EMIT opened(ticket);
    Q_EMIT changed();
    if (m_id.isValid())
        load();
}

void OpenTicket::load()
{
    if (m_loading) {
        m_loadAgain = true;
        return;
    }
    m_loading = true;
    auto dossier = m_gateway.ask<Dossier>([id = m_id](DeskServices &services) { return dossierOf(services, id); });
    onReply(dossier, this, [this, id = m_id](const Result<Dossier> &answer) {
        if (id != m_id)
            return;
        m_loading = false;
        if (answer) {
            m_dossier = *answer;
            m_loaded = true;
            Q_EMIT changed();
        } else if (answer.error().code != Errc::Cancelled) {
            Q_EMIT failed(Words::of(answer.error()));
        }
        if (std::exchange(m_loadAgain, false))
            load();
    });
}

void OpenTicket::follow(const QList<LiveEvent> &events)
{
    if (!m_id.isValid())
        return;
    const qint64 customer = m_dossier.customer.id.value;
    for (const LiveEvent &event : events) {
        const bool ours = event.ticket == m_id.value
            || (customer > 0 && event.customer == customer && event.topic != "message"_L1);
        if (ours)
            return load();
    }
}

void OpenTicket::change(const TicketPatch &patch)
{
    auto changed = m_gateway.ask<Ticket>([id = m_id, patch, actor = m_gateway.actor()](DeskServices &services) {
        return services.ticketService.patch(id, patch, actor);
    });
    onReply(changed, this, [this, id = m_id](const Result<Ticket> &ticket) {
        if (id != m_id)
            return;
        if (ticket) {
            load(); // with what belongs to it
        } else {
            Q_EMIT failed(Words::of(ticket.error()));
            load(); // what is shown goes back to what is
            Q_EMIT this->changed();
        }
    });
}

void OpenTicket::setPaused(bool paused)
{
    auto done = m_gateway.ask<void>([customer = m_dossier.customer.id, paused](DeskServices &services) {
        return services.conversation.setPaused(customer, paused);
    });
    onReply(done, this, [this](const Result<> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
    });
}

void OpenTicket::take()
{
    TicketPatch patch;
    patch.assigneeId = m_gateway.actor().userId;
    if (m_id.isValid() && patch.assigneeId->isValid())
        change(patch);
}

} // namespace desk::ui
