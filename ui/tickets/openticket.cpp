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

/// The newest tickets that @p filter lets pass, without @p id.
Result<QList<Ticket>> othersOf(DeskServices &services, TicketId id, const TicketFilter &filter)
{
    const auto page = services.tickets.page(filter, 0, shownOthers + 1);
    if (!page)
        return fail(page.error());
    QList<Ticket> others;
    for (const Ticket &other : page->tickets) {
        if (other.id != id && others.size() < shownOthers)
            others << other;
    }
    return others;
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
    dossier.hasMoreHistory = history->hasMore;
    TicketFilter same;
    same.customerId = customer->id;
    const auto others = othersOf(services, id, same);
    if (!others)
        return fail(others.error());
    dossier.others = *others;
    if (!ticket->assetNumber.isEmpty()) {
        TicketFilter device;
        device.assetNumber = ticket->assetNumber;
        const auto sameDevice = othersOf(services, id, device);
        if (!sameDevice)
            return fail(sameDevice.error());
        dossier.sameDevice = *sameDevice;
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
    if (m_loaded)
        Q_EMIT leaving();
    m_id = ticket;
    m_loaded = m_loading = m_loadAgain = false;
    m_sourcesOf = 0;
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
            const auto sources = m_dossier.sources;
            m_dossier = *answer;
            m_dossier.sources = sources; // until there are newer ones
            m_loaded = true;
            Q_EMIT changed();
            loadSources();
        } else if (answer.error().code != Errc::Cancelled) {
            Q_EMIT failed(Words::of(answer.error()));
        }
        if (std::exchange(m_loadAgain, false))
            load();
    });
}

void OpenTicket::loadSources()
{
    if (m_sourcesOf == m_dossier.ticket.revision)
        return;
    m_sourcesOf = m_dossier.ticket.revision;
    using Sources = QHash<QString, SlotSource>;
    auto sources = m_gateway.read<Sources>([id = m_id](Database &database) { return SlotSources(database).of(id); });
    onReply(sources, this, [this, id = m_id](const Result<Sources> &answer) {
        if (id != m_id || !answer)
            return;
        m_dossier.sources = *answer;
        Q_EMIT changed();
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

QString OpenTicket::nameOf(UserId user) const
{
    for (const User &one : m_dossier.users) {
        if (one.id == user)
            return one.displayName.isEmpty() ? one.name : one.displayName;
    }
    return {};
}

void OpenTicket::change(const TicketPatch &patch)
{
    if (!m_loaded)
        return; // nobody has seen what it would change
    auto changed = m_gateway.ask<Ticket>([id = m_id, patch, actor = m_gateway.actor()](DeskServices &services) {
        return services.ticketService.patch(id, patch, actor);
    });
    const UserId before = m_dossier.ticket.assigneeId;
    onReply(changed, this, [this, id = m_id, patch, before](const Result<Ticket> &ticket) {
        if (ticket && ticket->assigneeId != before)
            Q_EMIT assigned(*ticket, before);
        if (id != m_id)
            return;
        if (ticket) {
            load(); // with what belongs to it
            if (patch.status && !isOpen(*patch.status))
                Q_EMIT closedHere(id);
        } else {
            Q_EMIT failed(Words::of(ticket.error()));
            load(); // what is shown goes back to what is
            Q_EMIT this->changed();
        }
    });
}

void OpenTicket::assign(TicketId ticket, UserId user)
{
    auto done = m_gateway.ask<Ticket>([ticket, user, actor = m_gateway.actor()](DeskServices &services) {
        TicketPatch patch;
        patch.assigneeId = user;
        return services.ticketService.patch(ticket, patch, actor);
    });
    onReply(done, this, [this](const Result<Ticket> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
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
