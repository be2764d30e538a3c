#include "core/api/notescontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 noteBodyLimit = 128 * 1024;

QJsonObject toJson(const Note &note)
{
    return {
        {u"id"_s, note.id},
        {u"ticket_id"_s, note.ticketId.value},
        {u"author"_s, QJsonObject{{u"id"_s, idOrNull(note.authorId.value)}, {u"name"_s, textOrNull(note.authorName)}}},
        {u"text"_s, note.text},
        {u"created_at"_s, isoTime(note.createdAt)},
        {u"edited_at"_s, isoTime(note.editedAt)}};
}

HttpAnswer noteAnswer(const Result<Note> &note, int status)
{
    return note ? HttpAnswer::json(toJson(*note), status) : HttpAnswer::from(note.error());
}

HttpAnswer listNotes(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto rows = NoteRepository(services.database).page(ticket->id, page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const Note &note : rows->notes)
        data << toJson(note);
    return pageAnswer(*page, data, rows->notes.isEmpty() ? 0 : rows->notes.first().id, rows->hasMore);
}

HttpAnswer addNote(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    return noteAnswer(services.ticketService.addNote({request.idParameter()}, object->value("text"_L1).toString(),
                                                     request.identity->actor()),
                      201);
}

HttpAnswer editNote(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    return noteAnswer(services.ticketService.editNote({request.idParameter()}, request.idParameter(u"note"_s),
                                                      object->value("text"_L1).toString(), request.identity->actor()),
                      200);
}

HttpAnswer removeNote(DeskServices &services, const HttpServerRequest &request)
{
    const auto done = services.ticketService.removeNote({request.idParameter()}, request.idParameter(u"note"_s),
                                                        request.identity->actor());
    return done ? doneAnswer() : HttpAnswer::from(done.error());
}

} // namespace

void addNotesRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    DeskRoutes routes(router, services);
    const QJsonObject words = input({{u"text"_s, text(20000, 1)}}, {u"text"_s});
    router.define(u"Note"_s,
                  output({{u"id"_s, id()},
                          {u"ticket_id"_s, id()},
                          {u"author"_s, output({{u"id"_s, orNull(id())}, {u"name"_s, orNull(text())}})},
                          {u"text"_s, text()},
                          {u"created_at"_s, time()},
                          {u"edited_at"_s, orNull(time())}}));
    routes.add("GET", u"/api/v1/tickets/{id}/notes"_s, Access::Read, listNotes)
        .about(u"Internal notes: the newest page, oldest first."_s,
               u"Notas internas: la última página, de la más vieja a la más nueva."_s)
        .pages()
        .answers(200, page(named(u"Note"_s)));
    routes.add("POST", u"/api/v1/tickets/{id}/notes"_s, Access::Write, addNote, noteBodyLimit)
        .about(u"Adds a note."_s, u"Agrega una nota."_s)
        .takes(words)
        .answers(201, named(u"Note"_s))
        .keyed();
    routes.add("PATCH", u"/api/v1/tickets/{id}/notes/{note}"_s, Access::Write, editNote, noteBodyLimit)
        .about(u"Changes one of the caller's own notes."_s, u"Cambia una nota propia."_s)
        .takes(words)
        .answers(200, named(u"Note"_s));
    routes.add("DELETE", u"/api/v1/tickets/{id}/notes/{note}"_s, Access::Write, removeNote)
        .about(u"Removes one of the caller's own notes."_s, u"Borra una nota propia."_s)
        .answers(204);
}

} // namespace desk
