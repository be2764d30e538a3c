#include "core/api/customerscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/language.h"
#include "core/api/messagejson.h"
#include "core/api/schema.h"
#include "core/storage/customerrepository.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// What lists show of a customer.
Result<QJsonObject> shortJson(DeskServices &services, const Customer &customer)
{
    const auto addresses = services.customers.addresses(customer.id);
    if (!addresses)
        return fail(addresses.error());
    // The last used that is a telephone number; a customer known by a hidden id only has none.
    QString phone;
    for (const QString &address : *addresses) {
        phone = IdentityResolver::phoneOf(address);
        if (!phone.isEmpty())
            break;
    }
    return QJsonObject{{u"id"_s, customer.id.value},
                       {u"name"_s, textOrNull(customer.displayName)},
                       {u"phone"_s, textOrNull(phone)},
                       {u"addresses"_s, QJsonArray::fromStringList(*addresses)},
                       {u"department"_s, textOrNull(customer.department)},
                       {u"language"_s, customer.language},
                       {u"notes"_s, textOrNull(customer.notes)},
                       {u"opt_out"_s, customer.optOut},
                       {u"picture_attachment_id"_s, idOrNull(customer.picture.value)},
                       {u"created_at"_s, isoTime(customer.createdAt)}};
}

Result<QJsonObject> customerJson(DeskServices &services, const Customer &customer)
{
    auto json = shortJson(services, customer);
    if (!json)
        return json;
    const auto conversation = services.conversations.load(customer.id);
    if (!conversation)
        return fail(conversation.error());
    const auto unread = services.messages.unreadOf(customer.id);
    if (!unread)
        return fail(unread.error());
    const auto ticket = services.tickets.currentOf(customer.id, std::numeric_limits<qint64>::max());
    if (!ticket && ticket.error().code != Errc::NotFound)
        return fail(ticket.error());
    json->insert(u"bot_paused"_s, conversation->paused);
    json->insert(u"unread"_s, *unread);
    json->insert(u"open_ticket_id"_s, idOrNull(ticket ? ticket->id.value : 0));
    return json;
}

HttpAnswer customerAnswer(DeskServices &services, const Result<Customer> &customer)
{
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto json = customerJson(services, *customer);
    return json ? HttpAnswer::json(*json) : HttpAnswer::from(json.error());
}

HttpAnswer getCustomer(DeskServices &services, const HttpServerRequest &request)
{
    return customerAnswer(services, services.customers.find({request.idParameter()}));
}

HttpAnswer patchCustomer(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    CustomerPatch patch;
    const std::pair<QString, std::optional<QString> CustomerPatch::*> fields[] = {
        {u"name"_s, &CustomerPatch::displayName},
        {u"department"_s, &CustomerPatch::department},
        {u"language"_s, &CustomerPatch::language},
        {u"notes"_s, &CustomerPatch::notes}};
    for (const auto &[name, member] : fields) {
        auto value = textField(*object, name);
        if (!value)
            return HttpAnswer::from(value.error());
        patch.*member = *value;
    }
    if (const QJsonValue optOut = object->value("opt_out"_L1); optOut.isBool())
        patch.optOut = optOut.toBool();
    return customerAnswer(services, services.customers.change({request.idParameter()}, patch));
}

HttpAnswer listAnswer(DeskServices &services, const PageRequest &page, const Result<CustomerPage> &rows)
{
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const Customer &customer : rows->customers) {
        const auto json = shortJson(services, customer);
        if (!json)
            return HttpAnswer::from(json.error());
        data << *json;
    }
    return pageAnswer(page, data, rows->customers.isEmpty() ? 0 : rows->customers.last().id.value, rows->hasMore);
}

QFuture<HttpAnswer> listCustomers(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return answerNow(HttpAnswer::from(page.error()));
    const CustomerFilter filter{request.queryValue(u"q"_s)};
    if (filter.text.isEmpty())
        return answerNow(
            listAnswer(services, *page, CustomerRepository(services.database).page(filter, page->before, page->limit)));
    const auto found = services.reader.run<CustomerPage>([filter, page = *page](Database &database) {
        return CustomerRepository(database).page(filter, page.before, page.limit);
    });
    return answerLater(found, &services.accounts, [&services, page = *page](const Result<CustomerPage> &rows) {
        return listAnswer(services, page, rows);
    });
}

HttpAnswer listMessagesOfCustomer(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto rows = services.messages.ofCustomer(customer->id, page->before, page->limit);
    return rows ? messagePageAnswer(services, *page, *rows, languageOf(services, request))
                : HttpAnswer::from(rows.error());
}

HttpAnswer listTicketsOfCustomer(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    TicketFilter filter;
    filter.customerId = customer->id;
    const auto rows = services.tickets.page(filter, page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const Ticket &ticket : rows->tickets)
        data << toJson(ticket);
    return pageAnswer(*page, data, rows->last.value, rows->hasMore);
}

HttpAnswer listHistory(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto history = CustomerRepository(services.database).history(customer->id, page->before, page->limit);
    if (!history)
        return HttpAnswer::from(history.error());
    QJsonArray data;
    for (const CustomerEvent &event : history->events) {
        data << QJsonObject{{u"id"_s, event.id},
                            {u"at"_s, isoTime(event.at)},
                            {u"event"_s, event.event},
                            {u"address"_s, textOrNull(event.address)},
                            {u"other_customer_id"_s, idOrNull(event.other.value)},
                            {u"merge_id"_s, idOrNull(event.merge)},
                            {u"undone"_s, event.undone},
                            {u"actor"_s,
                             QJsonObject{{u"type"_s, event.actorType},
                                         {u"id"_s, idOrNull(event.actorId)},
                                         {u"name"_s, event.actorName}}}};
    }
    return pageAnswer(*page, data, history->events.isEmpty() ? 0 : history->events.last().id, history->hasMore);
}

HttpAnswer setBot(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object || !object->value("paused"_L1).isBool())
        return HttpAnswer::from({Errc::Invalid, u"/paused"_s});
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto done = services.conversation.setPaused(customer->id, object->value("paused"_L1).toBool());
    return done ? HttpAnswer::json({{u"paused"_s, object->value("paused"_L1)}}) : HttpAnswer::from(done.error());
}

HttpAnswer mergeCustomers(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const CustomerId kept{request.idParameter()};
    if (const auto known = services.customers.find(kept); !known)
        return HttpAnswer::from(known.error());
    const CustomerId gone{object->value("other_customer_id"_L1).toInteger()};
    if (const auto known = services.customers.find(gone); !known)
        return HttpAnswer::from(known.error().code == Errc::NotFound ? Error{Errc::Invalid, u"/other_customer_id"_s}
                                                                     : known.error());
    const auto merge = services.merges.merge(kept, gone, request.identity->actor());
    if (!merge)
        return HttpAnswer::from(merge.error());
    services.conversation.schedule();
    const auto customer = services.customers.find(kept);
    const auto json = customer ? customerJson(services, *customer) : Result<QJsonObject>(fail(customer.error()));
    return json ? HttpAnswer::json({{u"merge_id"_s, *merge}, {u"customer"_s, *json}}) : HttpAnswer::from(json.error());
}

HttpAnswer undoMerge(DeskServices &services, const HttpServerRequest &request)
{
    const auto separated = services.merges.undo(request.idParameter(), request.identity->actor());
    if (!separated && separated.error().code == Errc::Conflict) {
        const bool undone = separated.error().detail == "undone"_L1;
        return HttpAnswer::problem(409, separated.error().detail,
                                   undone ? u"The merge was undone already."_s
                                          : u"One of the two has been merged again since: undo that first."_s);
    }
    if (!separated)
        return HttpAnswer::from(separated.error());
    services.conversation.schedule();
    return customerAnswer(services, services.customers.find(*separated));
}

void defineCustomerSchemas(Router &router)
{
    using namespace schema;
    const Fields listed{{u"id"_s, id()},
                        {u"name"_s, orNull(text())},
                        {u"phone"_s, orNull(text())},
                        {u"addresses"_s, list(text())},
                        {u"department"_s, orNull(text())},
                        {u"language"_s, text()},
                        {u"notes"_s, orNull(text())},
                        {u"opt_out"_s, flag()},
                        {u"picture_attachment_id"_s, orNull(id())},
                        {u"created_at"_s, time()}};
    router.define(u"CustomerListed"_s, output(listed));
    router.define(
        u"Customer"_s,
        output(listed
               + Fields{{u"bot_paused"_s, flag()}, {u"unread"_s, integer()}, {u"open_ticket_id"_s, orNull(id())}}));
    router.define(u"CustomerEvent"_s,
                  output({{u"id"_s, id()},
                          {u"at"_s, time()},
                          {u"event"_s, word({u"alias"_s, u"joined"_s, u"merged"_s, u"unmerged"_s})},
                          {u"address"_s, orNull(text())},
                          {u"other_customer_id"_s, orNull(id())},
                          {u"merge_id"_s, orNull(id())},
                          {u"undone"_s, flag()},
                          {u"actor"_s, output({{u"type"_s, text()}, {u"id"_s, orNull(id())}, {u"name"_s, text()}})}}));
}

} // namespace

void addCustomersRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    defineCustomerSchemas(router);
    routes.add("GET", u"/api/v1/customers"_s, Access::Read, listCustomers)
        .about(u"Customers, newest first."_s, u"Los clientes, del más nuevo al más viejo."_s)
        .query(u"q"_s, text(200),
               u"Words (or how they begin) of name, department or notes; or four and more digits of a phone number."_s)
        .pages()
        .answers(200, page(named(u"CustomerListed"_s)));
    routes.add("GET", u"/api/v1/customers/{id}"_s, Access::Read, getCustomer)
        .about(u"One customer; by the id of one that was joined to another, the other."_s,
               u"Un cliente; con el id de uno que se unió a otro, ese otro."_s)
        .answers(200, named(u"Customer"_s));
    routes.add("PATCH", u"/api/v1/customers/{id}"_s, Access::Write, patchCustomer)
        .about(u"Changes what is known of a customer."_s, u"Cambia los datos de un cliente."_s)
        .takes(input({{u"name"_s, orNull(text(200))},
                      {u"department"_s, orNull(text(200))},
                      {u"language"_s, word({u"es"_s, u"pt"_s, u"en"_s})},
                      {u"notes"_s, orNull(text(5000))},
                      {u"opt_out"_s, flag()}}))
        .answers(200, named(u"Customer"_s));
    routes.add("GET", u"/api/v1/customers/{id}/messages"_s, Access::Read, listMessagesOfCustomer)
        .about(u"The whole chat: the newest page, oldest first."_s,
               u"Toda la conversación: la última página, del más viejo al más nuevo."_s)
        .pages()
        .answers(200, page(named(u"Message"_s)));
    routes.add("GET", u"/api/v1/customers/{id}/tickets"_s, Access::Read, listTicketsOfCustomer)
        .about(u"The customer's tickets, newest first."_s, u"Los tickets del cliente, del más nuevo al más viejo."_s)
        .pages()
        .answers(200, page(named(u"Ticket"_s)));
    routes.add("GET", u"/api/v1/customers/{id}/history"_s, Access::Read, listHistory)
        .about(u"Which addresses and customers turned out to be this one, or were merged with it; newest first."_s,
               u"Qué direcciones y clientes resultaron ser este o se unieron con él; primero lo nuevo."_s)
        .pages()
        .answers(200, page(named(u"CustomerEvent"_s)));
    routes.add("POST", u"/api/v1/customers/{id}/merge"_s, Access::Write, mergeCustomers)
        .about(u"Another customer is the same person: all of theirs goes over to this one."_s,
               u"Otro cliente es la misma persona: todo lo suyo pasa a este."_s)
        .takes(input({{u"other_customer_id"_s, id()}}, {u"other_customer_id"_s}))
        .answers(200, output({{u"merge_id"_s, id()}, {u"customer"_s, named(u"Customer"_s)}}))
        .keyed();
    routes.add("POST", u"/api/v1/customer-merges/{id}/undo"_s, Access::Write, undoMerge)
        .about(u"Takes a merge back; answers with the customer that is there again."_s,
               u"Deshace una unión; responde con el cliente que vuelve a existir."_s)
        .answers(200, named(u"Customer"_s))
        .keyed();
    routes.add("PATCH", u"/api/v1/customers/{id}/bot"_s, Access::Write, setBot)
        .about(u"Pauses the guided conversation, or lets it go on."_s,
               u"Pausa la conversación guiada o la deja seguir."_s)
        .takes(input({{u"paused"_s, flag()}}, {u"paused"_s}))
        .answers(200, output({{u"paused"_s, flag()}}));
}

} // namespace desk
