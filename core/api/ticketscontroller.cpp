#include "core/api/ticketscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

Result<TicketFilter> filterOf(const HttpServerRequest &request)
{
    TicketFilter filter;
    if (const QString status = request.queryValue(u"status"_s); status == "open"_L1)
        filter.openOnly = true;
    else if (!status.isEmpty())
        filter.statuses = status.split(u',');
    for (const QString &status : std::as_const(filter.statuses)) {
        if (!ticketStatusFrom(status))
            return fail(Errc::Invalid, u"/status"_s);
    }
    filter.category = request.queryValue(u"category"_s);
    filter.priority = request.queryValue(u"priority"_s);
    filter.text = request.queryValue(u"q"_s);
    if (const QString assignee = request.queryValue(u"assignee"_s); assignee == "none"_L1) {
        filter.assigneeId = UserId{};
    } else if (!assignee.isEmpty()) {
        filter.assigneeId = UserId{assignee.toLongLong()};
        if (!filter.assigneeId->isValid())
            return fail(Errc::Invalid, u"/assignee"_s);
    }
    if (const QString customer = request.queryValue(u"customer_id"_s); !customer.isEmpty()) {
        filter.customerId = {customer.toLongLong()};
        if (!filter.customerId.isValid())
            return fail(Errc::Invalid, u"/customer_id"_s);
    }
    if (const QString since = request.queryValue(u"updated_since"_s); !since.isEmpty()) {
        const QDateTime time = QDateTime::fromString(since, Qt::ISODateWithMs);
        if (!time.isValid())
            return fail(Errc::Invalid, u"/updated_since"_s);
        filter.updatedSince = time.toMSecsSinceEpoch();
    }
    return filter;
}

Result<TicketPatch> patchOf(const QJsonObject &object)
{
    TicketPatch patch;
    const std::pair<QString, std::optional<QString> TicketPatch::*> fields[] = {
        {u"requester"_s, &TicketPatch::requester},
        {u"department"_s, &TicketPatch::department},
        {u"equipment_type"_s, &TicketPatch::equipmentType},
        {u"asset_number"_s, &TicketPatch::assetNumber},
        {u"fault"_s, &TicketPatch::fault},
        {u"fault_detail"_s, &TicketPatch::faultDetail},
        {u"category"_s, &TicketPatch::category},
        {u"subcategory"_s, &TicketPatch::subcategory},
        {u"priority"_s, &TicketPatch::priority},
        {u"tags"_s, &TicketPatch::tags},
        {u"diagnosis"_s, &TicketPatch::diagnosis}};
    for (const auto &[name, member] : fields) {
        auto value = textField(object, name);
        if (!value)
            return fail(value.error());
        patch.*member = *value;
    }
    auto status = textField(object, u"status"_s);
    if (!status)
        return fail(status.error());
    if (*status) {
        patch.status = ticketStatusFrom(**status);
        if (!patch.status)
            return fail(Errc::Invalid, u"/status"_s);
    }
    const QJsonValue assignee = object.value("assignee"_L1);
    if (assignee.isNull())
        patch.assigneeId = UserId{};
    else if (assignee.isDouble() && assignee.toInteger() > 0)
        patch.assigneeId = UserId{assignee.toInteger()};
    else if (!assignee.isUndefined())
        return fail(Errc::Invalid, u"/assignee"_s);
    return patch;
}

HttpAnswer listAnswer(const PageRequest &page, const Result<TicketPage> &rows)
{
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const Ticket &ticket : rows->tickets)
        data << toJson(ticket);
    return pageAnswer(page, data, rows->last.value, rows->hasMore);
}

QFuture<HttpAnswer> listTickets(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return answerNow(HttpAnswer::from(page.error()));
    const auto filter = filterOf(request);
    if (!filter)
        return answerNow(HttpAnswer::from(filter.error()));
    if (filter->text.isEmpty())
        return answerNow(listAnswer(*page, services.tickets.page(*filter, page->before, page->limit)));
    const auto found = services.reader.run<TicketPage>([filter = *filter, page = *page](Database &database) {
        return TicketRepository(database).page(filter, page.before, page.limit);
    });
    return answerLater(found, &services.accounts,
                       [page = *page](const Result<TicketPage> &rows) { return listAnswer(page, rows); });
}

HttpAnswer createTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto fields = patchOf(*object);
    if (!fields)
        return HttpAnswer::from(fields.error());
    const auto address = textField(*object, u"customer_address"_s);
    if (!address)
        return HttpAnswer::from(address.error());
    Ticket draft;
    draft.requester = fields->requester.value_or(QString());
    draft.department = fields->department.value_or(QString());
    draft.equipmentType = fields->equipmentType.value_or(QString());
    draft.assetNumber = fields->assetNumber.value_or(QString());
    draft.fault = fields->fault.value_or(QString());
    draft.faultDetail = fields->faultDetail.value_or(QString());
    draft.category = fields->category.value_or(draft.category);
    draft.subcategory = fields->subcategory.value_or(QString());
    draft.priority = fields->priority.value_or(draft.priority);
    draft.tags = fields->tags.value_or(QString());
    if (draft.fault.trimmed().isEmpty())
        return HttpAnswer::from({Errc::Invalid, u"/fault"_s});
    const auto ticket = services.database.transaction([&]() -> Result<Ticket> {
        const qint64 known = object->value("customer_id"_L1).toInteger();
        Result<CustomerId> customer = CustomerId{known};
        if (known > 0) {
            if (auto found = services.customers.find(*customer); !found)
                return fail(Errc::Invalid, u"/customer_id"_s);
        } else if (*address && !(*address)->isEmpty()) {
            customer = services.customers.mean(**address, {}, draft.requester);
        } else {
            customer = services.customers.create(draft.requester);
        }
        if (!customer)
            return fail(customer.error());
        draft.customerId = *customer;
        return services.ticketService.open(draft, request.identity->actor());
    });
    return ticket ? HttpAnswer::json(toJson(*ticket), 201) : HttpAnswer::from(ticket.error());
}

HttpAnswer getTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto ticket = services.tickets.find({request.idParameter()});
    return ticket ? HttpAnswer::json(toJson(*ticket)) : HttpAnswer::from(ticket.error());
}

HttpAnswer patchTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto patch = patchOf(*object);
    if (!patch)
        return HttpAnswer::from(patch.error());
    const auto ticket = services.ticketService.patch({request.idParameter()}, *patch, request.identity->actor());
    return ticket ? HttpAnswer::json(toJson(*ticket)) : HttpAnswer::from(ticket.error());
}

HttpAnswer listAudit(DeskServices &services, const HttpServerRequest &request)
{
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto entries = services.tickets.audit(ticket->id);
    if (!entries)
        return HttpAnswer::from(entries.error());
    QJsonArray data;
    for (const AuditEntry &entry : *entries) {
        data << QJsonObject{{u"id"_s, entry.id},
                            {u"at"_s, isoTime(entry.at)},
                            {u"actor"_s, QJsonObject{{u"type"_s, entry.actorType}, {u"name"_s, entry.actorName}}},
                            {u"field"_s, entry.field},
                            {u"from"_s, entry.oldValue},
                            {u"to"_s, entry.newValue}};
    }
    return HttpAnswer::json({{u"data"_s, data}});
}

HttpAnswer addNote(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto done = services.ticketService.addNote({request.idParameter()}, object->value("text"_L1).toString(),
                                                     request.identity->actor());
    return done ? HttpAnswer::json({{u"status"_s, u"ok"_s}}, 201) : HttpAnswer::from(done.error());
}

} // namespace

void addTicketsRoutes(Router &router, DeskServices &services)
{
    DeskRoutes routes(router, services);
    routes.add("GET", u"/api/v1/tickets"_s, Access::Read, listTickets);
    routes.add("POST", u"/api/v1/tickets"_s, Access::Write, createTicket);
    routes.add("GET", u"/api/v1/tickets/{id}"_s, Access::Read, getTicket);
    routes.add("PATCH", u"/api/v1/tickets/{id}"_s, Access::Write, patchTicket);
    routes.add("GET", u"/api/v1/tickets/{id}/events"_s, Access::Read, listAudit);
    routes.add("POST", u"/api/v1/tickets/{id}/notes"_s, Access::Write, addNote);
}

} // namespace desk
