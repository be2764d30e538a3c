#include "core/api/outboxcontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/language.h"
#include "core/api/refusalscontroller.h"
#include "core/api/schema.h"
#include "core/storage/outboxrepository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QJsonObject entryJson(const DeskServices &services, const HttpServerRequest &request, const OutboxEntry &entry,
                      const Message &message)
{
    const QJsonObject whole = toJson(message);
    QJsonObject json;
    for (const QString &field : {u"id"_s, u"kind"_s, u"text"_s, u"author"_s, u"state"_s, u"cause"_s, u"ticket_id"_s,
                                 u"customer_id"_s, u"created_at"_s})
        json.insert(field, whole.value(field));
    json.insert(u"refusal"_s, refusalJson(services.refusals, message, languageOf(services, request)));
    json.insert(u"attempts"_s, entry.attempts);
    json.insert(u"next_attempt_at"_s, isoTime(entry.dueAt));
    json.insert(u"last_error"_s, textOrNull(entry.lastError));
    json.insert(u"cancellable"_s, !entry.begun);
    return json;
}

HttpAnswer listOutbox(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    OutboxRepository outbox(services.database);
    const bool refused = request.queryValue(u"state"_s) == "attention"_L1;
    const auto rows = refused ? outbox.refused(page->before, page->limit) : outbox.waiting(page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const OutboxEntry &entry : rows->entries) {
        const auto message = services.messages.find(entry.messageId);
        if (!message)
            return HttpAnswer::from(message.error());
        data << entryJson(services, request, entry, *message);
    }
    return pageAnswer(*page, data, rows->entries.isEmpty() ? 0 : rows->entries.last().messageId.value, rows->hasMore);
}

HttpAnswer entryAnswer(DeskServices &services, const HttpServerRequest &request, const Result<Message> &message,
                       int status)
{
    if (!message && message.error().code == Errc::Conflict) {
        const bool begun = message.error().detail == "being_sent"_L1;
        return begun ? HttpAnswer::problem(409, u"being_sent"_s, u"The message may have left already."_s)
                     : HttpAnswer::problem(409, u"not_waiting"_s, u"The message does not wait."_s);
    }
    if (!message)
        return HttpAnswer::from(message.error());
    const auto entry = OutboxRepository(services.database).find(message->id);
    if (!entry && entry.error().code != Errc::NotFound)
        return HttpAnswer::from(entry.error());
    return HttpAnswer::json(
        entryJson(services, request, entry ? *entry : OutboxEntry{.messageId = message->id, .begun = true}, *message),
        status);
}

HttpAnswer retry(DeskServices &services, const HttpServerRequest &request)
{
    return entryAnswer(services, request, services.actions.tryAgain({request.idParameter()}), 202);
}

HttpAnswer cancel(DeskServices &services, const HttpServerRequest &request)
{
    return entryAnswer(services, request, services.outbox.cancel({request.idParameter()}), 200);
}

} // namespace

void addOutboxRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    router.define(u"OutboxEntry"_s,
                  output({{u"id"_s, id()},
                          {u"kind"_s, text()},
                          {u"text"_s, text()},
                          {u"author"_s, named(u"Author"_s)},
                          {u"state"_s, text()},
                          {u"cause"_s, orNull(text())},
                          {u"refusal"_s, orNull(named(u"Refusal"_s))},
                          {u"ticket_id"_s, orNull(id())},
                          {u"customer_id"_s, id()},
                          {u"created_at"_s, time()},
                          {u"attempts"_s, integer()},
                          {u"next_attempt_at"_s, orNull(time())},
                          {u"last_error"_s, orNull(text())},
                          {u"cancellable"_s, flag()}}));
    routes.add("GET", u"/api/v1/outbox"_s, Access::Read, listOutbox)
        .about(u"Messages that wait to leave, or were refused and need a person; newest first."_s,
               u"Mensajes que esperan salir, o que fueron rechazados y necesitan a alguien; primero los nuevos."_s)
        .query(u"state"_s, word({u"waiting"_s, u"attention"_s}), u"\"waiting\" when not given."_s)
        .pages()
        .answers(200, page(named(u"OutboxEntry"_s)));
    routes.add("POST", u"/api/v1/outbox/{id}/retry"_s, Access::Write, retry)
        .about(u"Tries a waiting message now, or sends a refused one again."_s,
               u"Intenta ahora un mensaje en espera, o reenvía uno rechazado."_s)
        .answers(202, named(u"OutboxEntry"_s))
        .keyed();
    routes.add("DELETE", u"/api/v1/outbox/{id}"_s, Access::Write, cancel)
        .about(u"Cancels a message that has not begun to be sent: refused, \"cancelled\"."_s,
               u"Cancela un mensaje que no ha empezado a enviarse: rechazado, «cancelled»."_s)
        .answers(200, named(u"OutboxEntry"_s));
}

} // namespace desk
