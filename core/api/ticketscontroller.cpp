#include "core/api/ticketscontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/entitytag.h"
#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/api/ticketquery.h"
#include "core/storage/customerrepository.h"
#include "core/storage/ticketcounts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 bodyLimit = 256 * 1024; // three long texts in UTF-8

const QStringList includes{u"customer"_s, u"last_message"_s, u"counts"_s};

schema::Fields ticketFields()
{
    using namespace schema;
    const QJsonObject assignee = orNull(output({{u"id"_s, id()}, {u"name"_s, text()}}));
    return {{u"id"_s, id()},
            {u"folio"_s, text()},
            {u"status"_s, word(ticketStatusNames())},
            {u"requester"_s, orNull(text())},
            {u"department"_s, orNull(text())},
            {u"equipment_type"_s, orNull(text())},
            {u"asset_number"_s, orNull(text())},
            {u"fault"_s, text()},
            {u"fault_detail"_s, orNull(text())},
            {u"category"_s, text()},
            {u"subcategory"_s, orNull(text())},
            {u"category_confidence"_s, number()},
            {u"priority"_s, word({u"high"_s, u"normal"_s, u"low"_s})},
            {u"assignee"_s, assignee},
            {u"customer_id"_s, id()},
            {u"tags"_s, orNull(text())},
            {u"diagnosis"_s, orNull(text())},
            {u"needs_technician"_s, flag()},
            {u"revision"_s, integer(1)},
            {u"created_at"_s, time()},
            {u"updated_at"_s, time()},
            {u"first_response_at"_s, orNull(time())},
            {u"resolved_at"_s, orNull(time())},
            {u"closed_at"_s, orNull(time())}};
}

schema::Fields includedFields()
{
    using namespace schema;
    const QJsonObject customer = output(
        {{u"id"_s, id()}, {u"name"_s, orNull(text())}, {u"department"_s, orNull(text())}, {u"language"_s, text()}});
    const QJsonObject counts = output({{u"messages"_s, integer(0, TicketCounts::most)},
                                       {u"attachments"_s, integer(0, TicketCounts::most)},
                                       {u"notes"_s, integer(0, TicketCounts::most)},
                                       {u"unread"_s, integer(0, TicketCounts::most)}});
    return {
        {u"customer"_s, orNull(customer)}, {u"last_message"_s, orNull(named(u"LastMessage"_s))}, {u"counts"_s, counts}};
}

schema::Fields changeableFields()
{
    using namespace schema;
    return {{u"requester"_s, orNull(text(200))},
            {u"department"_s, orNull(text(200))},
            {u"equipment_type"_s, orNull(word(QStringList(u""_s) + equipmentTypes()))},
            {u"asset_number"_s, orNull(text(200))},
            {u"fault"_s, text(20000)},
            {u"fault_detail"_s, orNull(text(20000))},
            {u"category"_s, word(categories())},
            {u"subcategory"_s, orNull(text(40))},
            {u"priority"_s, word({u"high"_s, u"normal"_s, u"low"_s})},
            {u"tags"_s, orNull(text(200))},
            {u"diagnosis"_s, orNull(text(20000))}};
}

void defineTicketSchemas(Router &router)
{
    using namespace schema;
    const QJsonObject whole = output(ticketFields(), includedFields());
    QJsonObject sparse = whole;
    sparse.insert(u"required"_s, QJsonArray{u"id"_s});
    router.define(u"Ticket"_s, whole);
    router.define(u"TicketFields"_s, sparse);
    router.define(u"LastMessage"_s,
                  output({{u"id"_s, id()},
                          {u"direction"_s, word({u"in"_s, u"out"_s})},
                          {u"kind"_s, text()},
                          {u"text"_s, text()},
                          {u"state"_s, text()},
                          {u"created_at"_s, time()}}));
    router.define(
        u"TicketDraft"_s,
        input(changeableFields() + Fields{{u"customer_id"_s, id()}, {u"customer_address"_s, text(128)}}, {u"fault"_s}));
    router.define(
        u"TicketChanges"_s,
        input(changeableFields() + Fields{{u"status"_s, word(ticketStatusNames())}, {u"assignee"_s, orNull(id())}}));
    router.define(u"TicketEvent"_s,
                  output({{u"id"_s, id()},
                          {u"at"_s, time()},
                          {u"actor"_s, output({{u"type"_s, text()}, {u"name"_s, text()}})},
                          {u"field"_s, text()},
                          {u"from"_s, text()},
                          {u"to"_s, text()}}));
}

QJsonObject lastMessageJson(const Message &message)
{
    const QJsonObject whole = toJson(message);
    QJsonObject json;
    for (const QString &field : {u"id"_s, u"direction"_s, u"kind"_s, u"text"_s, u"state"_s, u"created_at"_s})
        json.insert(field, whole.value(field));
    json.insert(u"text"_s, message.text.left(200));
    return json;
}

/// Adds what "include" asks for, with one query for all of them each.
Result<> addIncluded(DeskServices &services, const QStringList &wanted, const QList<Ticket> &tickets,
                     QList<QJsonObject> &objects)
{
    QList<TicketId> ids;
    QList<CustomerId> customerIds;
    for (const Ticket &ticket : tickets) {
        ids << ticket.id;
        customerIds << ticket.customerId;
    }
    if (wanted.contains("customer"_L1)) {
        const auto customers = CustomerRepository(services.database).find(customerIds);
        if (!customers)
            return fail(customers.error());
        QHash<CustomerId, QJsonObject> found;
        for (const Customer &customer : *customers)
            found.insert(customer.id,
                         {{u"id"_s, customer.id.value},
                          {u"name"_s, textOrNull(customer.displayName)},
                          {u"department"_s, textOrNull(customer.department)},
                          {u"language"_s, customer.language}});
        for (qsizetype i = 0; i < tickets.size(); ++i)
            objects[i].insert(u"customer"_s, found.value(tickets.at(i).customerId));
    }
    if (wanted.contains("last_message"_L1)) {
        const auto last = services.messages.lastOf(ids);
        if (!last)
            return fail(last.error());
        for (qsizetype i = 0; i < tickets.size(); ++i) {
            const auto message = last->constFind(ids.at(i));
            objects[i].insert(u"last_message"_s,
                              message == last->constEnd() ? QJsonValue(QJsonValue::Null)
                                                          : QJsonValue(lastMessageJson(*message)));
        }
    }
    if (wanted.contains("counts"_L1)) {
        const auto counts = countsOf(services.database, ids);
        if (!counts)
            return fail(counts.error());
        for (qsizetype i = 0; i < tickets.size(); ++i) {
            const TicketCounts of = counts->value(ids.at(i));
            objects[i].insert(u"counts"_s,
                              QJsonObject{{u"messages"_s, of.messages},
                                          {u"attachments"_s, of.attachments},
                                          {u"notes"_s, of.notes},
                                          {u"unread"_s, of.unread}});
        }
    }
    return {};
}

/// As the request's "fields" and "include" want them.
Result<QList<QJsonObject>> ticketsJson(DeskServices &services, const HttpServerRequest &request,
                                       const QList<Ticket> &tickets)
{
    const QStringList fields = wordsOfQuery(request, u"fields"_s);
    QList<QJsonObject> objects;
    for (const Ticket &ticket : tickets)
        objects << onlyFields(toJson(ticket), fields);
    if (auto done = addIncluded(services, wordsOfQuery(request, u"include"_s), tickets, objects); !done)
        return fail(done.error());
    return objects;
}

HttpAnswer ticketAnswer(const Ticket &ticket, const QJsonObject &json, int status = 200)
{
    HttpAnswer answer = HttpAnswer::json(json, status);
    answer.headers.emplaceBack("ETag", entityTag(answer.body, ticket.revision));
    return answer;
}

HttpAnswer listAnswer(DeskServices &services, const HttpServerRequest &request, const PageRequest &page,
                      const Result<TicketPage> &rows)
{
    if (!rows)
        return HttpAnswer::from(rows.error());
    const auto objects = ticketsJson(services, request, rows->tickets);
    if (!objects)
        return HttpAnswer::from(objects.error());
    QJsonArray data;
    for (const QJsonObject &object : *objects)
        data << object;
    return pageAnswer(page, data, rows->last.value, rows->hasMore);
}

QFuture<HttpAnswer> listTickets(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return answerNow(HttpAnswer::from(page.error()));
    const auto filter = ticketFilterOf(request.query);
    if (!filter)
        return answerNow(HttpAnswer::from(filter.error()));
    if (filter->text.isEmpty())
        return answerNow(
            listAnswer(services, request, *page, services.tickets.page(*filter, page->before, page->limit)));
    const auto found = services.reader.run<TicketPage>([filter = *filter, page = *page](Database &database) {
        return TicketRepository(database).page(filter, page.before, page.limit);
    });
    return answerLater(found, &services.accounts, [&services, request, page = *page](const Result<TicketPage> &rows) {
        return listAnswer(services, request, page, rows);
    });
}

HttpAnswer createTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto fields = ticketPatchOf(*object);
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
    draft.diagnosis = fields->diagnosis.value_or(QString());
    if (draft.fault.trimmed().isEmpty())
        return HttpAnswer::from({Errc::Invalid, u"/fault"_s});
    const auto ticket = services.database.transaction([&]() -> Result<Ticket> {
        const qint64 known = object->value("customer_id"_L1).toInteger();
        Result<CustomerId> customer = CustomerId{known};
        if (known > 0) {
            auto found = services.customers.find(*customer);
            if (!found)
                return fail(Errc::Invalid, u"/customer_id"_s);
            customer = found->id; // of one that was joined to another, that one
        } else if (*address && !(*address)->isEmpty()) {
            customer = services.customers.mean(**address, {}, draft.requester);
            if (!customer && customer.error().code == Errc::Invalid)
                return fail(Errc::Invalid, u"/customer_address"_s);
        } else {
            customer = services.customers.create(draft.requester);
        }
        if (!customer)
            return fail(customer.error());
        draft.customerId = *customer;
        return services.ticketService.open(draft, request.identity->actor());
    });
    return ticket ? ticketAnswer(*ticket, toJson(*ticket), 201) : HttpAnswer::from(ticket.error());
}

HttpAnswer getTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto objects = ticketsJson(services, request, {*ticket});
    return objects ? ticketAnswer(*ticket, objects->first()) : HttpAnswer::from(objects.error());
}

HttpAnswer patchTicket(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto patch = ticketPatchOf(*object);
    if (!patch)
        return HttpAnswer::from(patch.error());
    const TicketId id{request.idParameter()};
    const auto ticket = services.database.transaction([&]() -> Result<Ticket> {
        if (request.headers.contains("if-match")) {
            auto known = services.tickets.find(id);
            if (!known)
                return known;
            if (!namesRevision(request.header("if-match"), known->revision))
                return fail(Errc::Stale);
        }
        return services.ticketService.patch(id, *patch, request.identity->actor());
    });
    return ticket ? ticketAnswer(*ticket, toJson(*ticket)) : HttpAnswer::from(ticket.error());
}

HttpAnswer listEvents(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto events = services.tickets.audit(ticket->id, page->before, page->limit);
    if (!events)
        return HttpAnswer::from(events.error());
    QJsonArray data;
    for (const AuditEntry &entry : events->entries) {
        data << QJsonObject{{u"id"_s, entry.id},
                            {u"at"_s, isoTime(entry.at)},
                            {u"actor"_s, QJsonObject{{u"type"_s, entry.actorType}, {u"name"_s, entry.actorName}}},
                            {u"field"_s, entry.field},
                            {u"from"_s, entry.oldValue},
                            {u"to"_s, entry.newValue}};
    }
    return pageAnswer(*page, data, events->entries.isEmpty() ? 0 : events->entries.first().id, events->hasMore);
}

HttpAnswer listAttachments(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto rows = services.messages.withAttachmentOf(ticket->id, page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QList<AttachmentId> ids;
    for (const Message &message : rows->messages)
        ids << message.attachmentId;
    const auto files = services.attachments.findAll(ids);
    if (!files)
        return HttpAnswer::from(files.error());
    QJsonArray data;
    for (const Message &message : rows->messages) {
        QJsonObject json = toJson(files->value(message.attachmentId));
        json.insert(u"message_id"_s, message.id.value);
        json.insert(u"direction"_s, message.direction == Direction::In ? u"in"_s : u"out"_s);
        json.insert(u"kind"_s, message.kind);
        json.insert(u"created_at"_s, isoTime(message.createdAt));
        data << json;
    }
    return pageAnswer(*page, data, rows->messages.isEmpty() ? 0 : rows->messages.first().id.value, rows->hasMore);
}

QStringList namesOf(const schema::Fields &fields)
{
    QStringList names;
    for (const auto &[name, schema] : fields)
        names << name;
    return names;
}

RouteDescription &describeShape(RouteDescription &description)
{
    return description
        .query(u"fields"_s, schema::list(schema::word(namesOf(ticketFields())), 40),
               u"Only these, besides the id and what is included."_s)
        .query(u"include"_s, schema::list(schema::word(includes), 3), u"What belongs to it."_s);
}

} // namespace

void addTicketsRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    defineTicketSchemas(router);
    const QJsonObject either = anyOf({named(u"Ticket"_s), named(u"TicketFields"_s)});
    auto &list = routes.add("GET", u"/api/v1/tickets"_s, Access::Read, listTickets)
                     .about(u"Tickets, newest first."_s, u"Los tickets, del más nuevo al más viejo."_s)
                     .answers(200, page(either))
                     .pages();
    describeTicketFilter(list);
    describeShape(list);
    routes.add("POST", u"/api/v1/tickets"_s, Access::Write, createTicket, bodyLimit)
        .about(u"Opens a ticket: of a customer, of an address, or of somebody without one."_s,
               u"Abre un ticket: de un cliente, de una dirección o de alguien sin ella."_s)
        .takes(named(u"TicketDraft"_s))
        .answers(201, named(u"Ticket"_s))
        .keyed();
    describeShape(routes.add("GET", u"/api/v1/tickets/{id}"_s, Access::Read, getTicket)
                      .about(u"One ticket."_s, u"Un ticket."_s)
                      .answers(200, either));
    routes.add("PATCH", u"/api/v1/tickets/{id}"_s, Access::Write, patchTicket, bodyLimit)
        .about(u"Changes a ticket: only what is given. Without If-Match the last one wins."_s,
               u"Cambia un ticket: solo lo que se indica. Sin If-Match gana el último."_s)
        .takes(named(u"TicketChanges"_s))
        .answers(200, named(u"Ticket"_s))
        .matched();
    routes.add("GET", u"/api/v1/tickets/{id}/events"_s, Access::Read, listEvents)
        .about(u"Who changed what: the newest page, oldest first."_s,
               u"Quién cambió qué: la última página, del más viejo al más nuevo."_s)
        .pages()
        .answers(200, page(named(u"TicketEvent"_s)));
    routes.add("GET", u"/api/v1/tickets/{id}/attachments"_s, Access::Read, listAttachments)
        .about(u"Its files: the newest page, oldest first."_s,
               u"Sus archivos: la última página, del más viejo al más nuevo."_s)
        .pages()
        .answers(200, page(named(u"TicketAttachment"_s)));
}

} // namespace desk
