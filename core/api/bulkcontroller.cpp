#include "core/api/bulkcontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"
#include "core/api/ticketquery.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int most = 200;

/// The tags of @p ticket without some and with others, each once.
QString changedTags(const Ticket &ticket, const QJsonArray &added, const QJsonArray &removed)
{
    QStringList tags;
    const auto add = [&tags](const QString &tag) {
        if (const QString word = tag.trimmed(); !word.isEmpty() && !tags.contains(word))
            tags << word;
    };
    const QStringList known = ticket.tags.split(u',');
    for (const QString &tag : known) {
        if (!removed.contains(QJsonValue(tag.trimmed())))
            add(tag);
    }
    for (const auto &tag : added)
        add(tag.toString());
    return tags.join(u", "_s);
}

/// The filter of a body, in the names and forms of a list's query.
QUrlQuery queryOf(const QJsonObject &filter)
{
    QUrlQuery query;
    for (auto field = filter.begin(); field != filter.end(); ++field) {
        const QJsonValue value = field.value();
        query.addQueryItem(field.key(),
                           QString::fromLatin1(QUrl::toPercentEncoding(
                               value.isString() ? value.toString() : QString::number(value.toInteger()))));
    }
    return query;
}

struct Refusal
{
    HttpAnswer answer;
};

/// The tickets that the body names, by their ids or by a filter whose count must still be what the caller saw.
tl::expected<QList<TicketId>, Refusal> idsOf(DeskServices &services, const QJsonObject &body)
{
    const auto refuse = [](const Error &error) { return tl::unexpected(Refusal{HttpAnswer::from(error)}); };
    const bool byIds = body.contains("ids"_L1);
    if (byIds == body.contains("filter"_L1))
        return refuse({Errc::Invalid, u"/ids"_s});
    QList<TicketId> ids;
    if (byIds) {
        const QJsonArray numbers = body.value("ids"_L1).toArray();
        for (const auto &number : numbers) {
            if (const TicketId id{number.toInteger()}; !ids.contains(id))
                ids << id;
        }
        return ids;
    }
    if (!body.contains("expected_count"_L1))
        return refuse({Errc::Invalid, u"/expected_count"_s});
    const auto filter = ticketFilterOf(queryOf(body.value("filter"_L1).toObject()));
    if (!filter)
        return refuse({Errc::Invalid, u"/filter"_s + filter.error().detail});
    const auto page = services.tickets.page(*filter, 0, most);
    if (!page)
        return refuse(page.error());
    if (page->hasMore || page->tickets.size() != body.value("expected_count"_L1).toInteger())
        return tl::unexpected(Refusal{HttpAnswer::problem(409, u"count_differs"_s,
                                                          u"The filter does not find as many tickets as expected."_s,
                                                          u"/expected_count"_s)});
    for (const Ticket &ticket : page->tickets)
        ids << ticket.id;
    return ids;
}

QJsonObject resultOf(TicketId id, const Result<Ticket> &ticket)
{
    if (ticket)
        return {{u"id"_s, id.value},
                {u"ok"_s, true},
                {u"code"_s, QJsonValue(QJsonValue::Null)},
                {u"revision"_s, ticket->revision}};
    return {{u"id"_s, id.value},
            {u"ok"_s, false},
            {u"code"_s, toString(ticket.error().code)},
            {u"revision"_s, QJsonValue(QJsonValue::Null)}};
}

/// One ticket of many. What it may not become is found out before anything is changed: a failure in the transaction would undo the others.
Result<Ticket> change(DeskServices &services, TicketId id, const TicketPatch &common, const QJsonObject &body,
                      const Actor &actor, bool &broken)
{
    auto ticket = services.tickets.find(id);
    if (!ticket)
        return ticket;
    TicketPatch patch = common;
    if (body.contains("add_tags"_L1) || body.contains("remove_tags"_L1))
        patch.tags = changedTags(*ticket, body.value("add_tags"_L1).toArray(), body.value("remove_tags"_L1).toArray());
    if (auto allowed = services.ticketService.mayPatch(*ticket, patch); !allowed)
        return fail(allowed.error());
    auto changed = services.ticketService.patch(id, patch, actor);
    broken = broken || !changed;
    return changed;
}

HttpAnswer changeTickets(DeskServices &services, const HttpServerRequest &request)
{
    const auto body = request.json();
    if (!body)
        return HttpAnswer::from(body.error());
    const auto patch = ticketPatchOf(*body);
    if (!patch)
        return HttpAnswer::from(patch.error());
    const bool tagsTwice = patch->tags && (body->contains("add_tags"_L1) || body->contains("remove_tags"_L1));
    const bool nothing = !patch->status && !patch->assigneeId && !patch->priority && !patch->tags
        && !body->contains("add_tags"_L1) && !body->contains("remove_tags"_L1);
    if (tagsTwice || nothing)
        return HttpAnswer::from({Errc::Invalid, tagsTwice ? u"/tags"_s : u"/status"_s});

    HttpAnswer answer = HttpAnswer::from({Errc::Storage, {}});
    const auto done = services.database.transaction([&]() -> Result<> {
        const auto ids = idsOf(services, *body);
        if (!ids) {
            answer = ids.error().answer;
            return {};
        }
        QJsonArray results;
        int changed = 0;
        bool broken = false;
        for (const TicketId id : *ids) {
            const auto ticket = change(services, id, *patch, *body, request.identity->actor(), broken);
            changed += ticket ? 1 : 0;
            results << resultOf(id, ticket);
        }
        if (broken)
            return fail(Errc::Storage);
        answer = HttpAnswer::json({{u"data"_s, results}, {u"changed"_s, changed}});
        return {};
    });
    return done || answer.status >= 300 ? answer : HttpAnswer::from(done.error());
}

} // namespace

void addBulkRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const QJsonObject filter = input({{u"status"_s, text(200)},
                                      {u"category"_s, word(categories())},
                                      {u"priority"_s, word({u"high"_s, u"normal"_s, u"low"_s})},
                                      {u"equipment_type"_s, word(equipmentTypes())},
                                      {u"assignee"_s, anyOf({id(), word({u"none"_s})})},
                                      {u"customer_id"_s, id()},
                                      {u"updated_since"_s, time()}});
    const QJsonObject tags = list(text(40, 1), 20);
    const QJsonObject result = output(
        {{u"id"_s, id()}, {u"ok"_s, flag()}, {u"code"_s, orNull(text())}, {u"revision"_s, orNull(integer(1))}});
    routes.add("POST", u"/api/v1/tickets/bulk"_s, Access::Write, changeTickets)
        .about(
            u"The same change of up to 200 tickets, in one step: each that allows it is changed. Named by ids, or by a filter as in "
            "the list with the number of tickets that it must find (409 \"count_differs\")."_s,
            u"El mismo cambio en hasta 200 tickets, de una vez: cambia cada uno que lo permite. Por ids, o por un filtro como en la "
            "lista con el número de tickets que debe encontrar (409 «count_differs»)."_s)
        .takes(input({{u"ids"_s, list(id(), most, 1)},
                      {u"filter"_s, filter},
                      {u"expected_count"_s, integer(0, most)},
                      {u"status"_s, word(ticketStatusNames())},
                      {u"assignee"_s, orNull(id())},
                      {u"priority"_s, word({u"high"_s, u"normal"_s, u"low"_s})},
                      {u"tags"_s, orNull(text(200))},
                      {u"add_tags"_s, tags},
                      {u"remove_tags"_s, tags}}))
        .answers(200, output({{u"data"_s, list(result)}, {u"changed"_s, integer()}}))
        .keyed();
}

} // namespace desk
