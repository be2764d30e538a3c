#include "core/api/messagescontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

HttpAnswer listMessages(DeskServices &services, const HttpServerRequest &request)
{
    const auto page = pageRequest(request);
    if (!page)
        return HttpAnswer::from(page.error());
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const auto rows = services.messages.ofTicket(ticket->id, page->before, page->limit);
    if (!rows)
        return HttpAnswer::from(rows.error());
    QJsonArray data;
    for (const Message &message : rows->messages)
        data << toJson(message);
    return pageAnswer(data, rows->messages.isEmpty() ? 0 : rows->messages.first().id.value, rows->hasMore);
}

HttpAnswer sendMessage(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto text = textField(*object, u"text"_s);
    if (!text)
        return HttpAnswer::from(text.error());
    const auto message = services.conversation.reply({request.idParameter()}, request.identity->actor(),
                                                     text->value_or(QString()));
    return message ? HttpAnswer::json(toJson(*message), 201) : HttpAnswer::from(message.error());
}

HttpAnswer setBot(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object || !object->value("paused"_L1).isBool())
        return HttpAnswer::from({Errc::Invalid, u"/paused"_s});
    const auto done = services.conversation.setPaused({request.idParameter()}, object->value("paused"_L1).toBool());
    return done ? HttpAnswer::json({{u"paused"_s, object->value("paused"_L1)}}) : HttpAnswer::from(done.error());
}

} // namespace

void addMessagesRoutes(Router &router, DeskServices &services)
{
    DeskRoutes routes(router, services);
    routes.add("GET", u"/api/v1/tickets/{id}/messages"_s, Access::Read, listMessages);
    routes.add("POST", u"/api/v1/tickets/{id}/messages"_s, Access::Write, sendMessage, 512 * 1024);
    routes.add("PATCH", u"/api/v1/customers/{id}/bot"_s, Access::Write, setBot);
}

} // namespace desk
