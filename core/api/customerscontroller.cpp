#include "core/api/customerscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/messagejson.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

Result<QJsonObject> customerJson(DeskServices &services, const Customer &customer)
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
    const auto conversation = services.conversations.load(customer.id);
    if (!conversation)
        return fail(conversation.error());
    const auto unread = services.messages.unreadOf(customer.id);
    if (!unread)
        return fail(unread.error());
    const auto ticket = services.tickets.currentOf(customer.id, std::numeric_limits<qint64>::max());
    if (!ticket && ticket.error().code != Errc::NotFound)
        return fail(ticket.error());
    return QJsonObject{{u"id"_s, customer.id.value},
                       {u"name"_s, orNull(customer.displayName)},
                       {u"phone"_s, orNull(phone)},
                       {u"addresses"_s, QJsonArray::fromStringList(*addresses)},
                       {u"department"_s, orNull(customer.department)},
                       {u"language"_s, customer.language},
                       {u"opt_out"_s, customer.optOut},
                       {u"bot_paused"_s, conversation->paused},
                       {u"unread"_s, *unread},
                       {u"open_ticket_id"_s, ticket ? QJsonValue(ticket->id.value) : QJsonValue(QJsonValue::Null)},
                       {u"created_at"_s, isoTime(customer.createdAt)}};
}

HttpAnswer getCustomer(DeskServices &services, const HttpServerRequest &request)
{
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto json = customerJson(services, *customer);
    return json ? HttpAnswer::json(*json) : HttpAnswer::from(json.error());
}

HttpAnswer listMessages(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto customer = services.customers.find({request.idParameter()});
    if (!customer)
        return HttpAnswer::from(customer.error());
    const auto rows = services.messages.ofCustomer(customer->id, page->before, page->limit);
    return rows ? messagePageAnswer(services.messages, *page, *rows) : HttpAnswer::from(rows.error());
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

} // namespace

void addCustomersRoutes(Router &router, DeskServices &services)
{
    DeskRoutes routes(router, services);
    routes.add("GET", u"/api/v1/customers/{id}"_s, Access::Read, getCustomer);
    routes.add("GET", u"/api/v1/customers/{id}/messages"_s, Access::Read, listMessages);
    routes.add("PATCH", u"/api/v1/customers/{id}/bot"_s, Access::Write, setBot);
}

} // namespace desk
