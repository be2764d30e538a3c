#include "ui/customers/opencustomer.h"

#include "ui/customers/customerlistmodel.h"
#include "ui/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int shownEvents = 50;

Result<CustomerDossier> customerDossierOf(DeskServices &services, CustomerId id)
{
    const auto customer = services.customers.find(id);
    if (!customer)
        return fail(customer.error());
    CustomerDossier dossier{.customer = *customer};
    const auto addresses = services.customers.addresses(customer->id);
    if (!addresses)
        return fail(addresses.error());
    dossier.addresses = *addresses;
    CustomerRepository repository(services.database);
    const auto history = repository.history(customer->id, 0, shownEvents);
    if (!history)
        return fail(history.error());
    dossier.history = history->events;
    QList<CustomerId> others;
    for (const CustomerEvent &event : history->events) {
        if (event.other.isValid())
            others << event.other;
    }
    const auto known = repository.find(others);
    if (!known)
        return fail(known.error());
    for (const Customer &other : *known)
        dossier.names.insert(other.id, other.displayName);
    return dossier;
}

} // namespace

OpenCustomer::OpenCustomer(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool ours = std::any_of(events.cbegin(), events.cend(), [this](const LiveEvent &event) {
            return event.topic == "customer"_L1 && event.subject == m_id.value;
        });
        if (ours && m_id.isValid())
            load();
    });
}

void OpenCustomer::open(CustomerId customer)
{
    if (customer == m_id)
        return;
    m_id = customer;
    m_loaded = m_loading = m_loadAgain = false;
    m_dossier = {};
    Q_EMIT opened(customer);
    Q_EMIT changed();
    if (m_id.isValid())
        load();
}

void OpenCustomer::load()
{
    if (m_loading) {
        m_loadAgain = true;
        return;
    }
    m_loading = true;
    auto dossier = m_gateway.ask<CustomerDossier>(
        [id = m_id](DeskServices &services) { return customerDossierOf(services, id); });
    onReply(dossier, this, [this, id = m_id](const Result<CustomerDossier> &answer) {
        if (id != m_id)
            return;
        m_loading = false;
        if (answer && answer->customer.id != m_id) { // was joined to another meanwhile
            open(answer->customer.id);
            return;
        }
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

void OpenCustomer::change(CustomerId customer, const CustomerPatch &patch)
{
    auto changedNow = m_gateway.ask<Customer>(
        [id = customer, patch](DeskServices &services) { return services.customers.change(id, patch); });
    onReply(changedNow, this, [this, id = customer](const Result<Customer> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
        if (id == m_id)
            load(); // what is shown is what is
    });
}

void OpenCustomer::undoMerge(qint64 merge)
{
    auto separated = m_gateway.ask<Customer>(
        [merge, actor = m_gateway.actor()](DeskServices &services) -> Result<Customer> {
            const auto id = services.merges.undo(merge, actor);
            if (!id)
                return fail(id.error());
            services.conversation.schedule();
            return services.customers.find(*id);
        });
    onReply(separated, this, [this](const Result<Customer> &answer) {
        if (answer)
            return Q_EMIT noticed(tr("%1 is a customer of their own again.").arg(CustomerListModel::nameOf(*answer)));
        const QString &detail = answer.error().detail;
        Q_EMIT failed(detail == "merged_since"_L1 ? tr("One of the two has been merged again since. Undo that first.")
                          : detail == "undone"_L1 ? tr("That was undone already.")
                                                  : Words::of(answer.error()));
    });
}

} // namespace desk::ui
