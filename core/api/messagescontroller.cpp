#include "core/api/messagescontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/language.h"
#include "core/api/messagejson.h"
#include "core/api/schema.h"

#include <QHash>

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
    return messagePageAnswer(services, *page, *rows, languageOf(services, request));
}

/// What the present state does not allow, by its stable word.
HttpAnswer messageProblem(const Error &error)
{
    static const QHash<QString, QString> titles{
        {u"channel_cannot"_s, u"The channel in use knows no such thing."_s},
        {u"not_sent"_s, u"The message has not been sent."_s},
        {u"revoked"_s, u"The message was taken back."_s},
        {u"not_a_message"_s, u"That is nothing that was said."_s},
        {u"not_ours"_s, u"The message is not ours."_s},
        {u"too_late"_s, u"The time in which it could be changed is over."_s},
        {u"not_refused"_s, u"Only a refused message is sent again."_s},
        {u"nothing_to_fetch"_s, u"There is no file that could be fetched."_s},
        {u"too_large"_s, u"The file is over the limit of its kind."_s},
    };
    if (error.code == Errc::Conflict && titles.contains(error.detail))
        return HttpAnswer::problem(409, error.detail, titles.value(error.detail));
    return HttpAnswer::from(error);
}

HttpAnswer messageAnswer(DeskServices &services, const HttpServerRequest &request, const Result<Message> &message,
                         int status)
{
    if (!message)
        return messageProblem(message.error());
    const auto json = messageJson(services, *message, languageOf(services, request));
    return json ? HttpAnswer::json(*json, status) : HttpAnswer::from(json.error());
}

/// An id in the body: absent is an invalid id.
template<typename Row = MessageId>
Result<Row> idField(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return Row{};
    if (!value.isDouble() || value.toInteger() < 1)
        return fail(Errc::Invalid, u'/' + name);
    return Row{value.toInteger()};
}

HttpAnswer sendMessage(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto text = textField(*object, u"text"_s);
    if (!text)
        return HttpAnswer::from(text.error());
    const auto quote = idField(*object, u"quote"_s);
    if (!quote)
        return HttpAnswer::from(quote.error());
    if (quote->isValid() && !services.channel.knowsActions())
        return messageProblem({Errc::Conflict, u"channel_cannot"_s});
    const auto attachment = idField<AttachmentId>(*object, u"attachment_id"_s);
    if (!attachment)
        return HttpAnswer::from(attachment.error());
    if (attachment->isValid() && !services.channel.knowsMedia())
        return messageProblem({Errc::Conflict, u"channel_cannot"_s});
    ConversationService::Reply reply{text->value_or(QString()), *quote, *attachment};
    if (const QString word = object->value("send_as"_L1).toString(); !word.isEmpty()) {
        const auto wish = sendAsFrom(word);
        if (!wish || !attachment->isValid())
            return HttpAnswer::from({Errc::Invalid, u"/send_as"_s});
        reply.sendAs = *wish;
    }
    return messageAnswer(services, request,
                         services.conversation.reply({request.idParameter()}, request.identity->actor(), reply), 201);
}

HttpAnswer react(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const QJsonValue emoji = object->value("emoji"_L1);
    if (!emoji.isString())
        return HttpAnswer::from({Errc::Invalid, u"/emoji"_s});
    return messageAnswer(services, request,
                         services.actions.react({request.idParameter()}, request.identity->actor(), emoji.toString()),
                         201);
}

HttpAnswer editMessage(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const QJsonValue text = object->value("text"_L1);
    if (!text.isString())
        return HttpAnswer::from({Errc::Invalid, u"/text"_s});
    return messageAnswer(services, request,
                         services.actions.edit({request.idParameter()}, request.identity->actor(), text.toString()),
                         202);
}

HttpAnswer revokeMessage(DeskServices &services, const HttpServerRequest &request)
{
    return messageAnswer(services, request, services.actions.revoke({request.idParameter()}, request.identity->actor()),
                         202);
}

HttpAnswer resendMessage(DeskServices &services, const HttpServerRequest &request)
{
    return messageAnswer(services, request, services.actions.resend({request.idParameter()}), 202);
}

HttpAnswer fetchFile(DeskServices &services, const HttpServerRequest &request)
{
    if (!services.downloads)
        return messageProblem({Errc::Conflict, u"channel_cannot"_s});
    return messageAnswer(services, request, services.downloads->retry({request.idParameter()}), 202);
}

HttpAnswer markRead(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.body.isEmpty() ? Result<QJsonObject>(QJsonObject()) : request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto upTo = idField(*object, u"up_to"_s);
    if (!upTo)
        return HttpAnswer::from(upTo.error());
    const auto read = services.actions.markRead({request.idParameter()}, *upTo);
    return read ? HttpAnswer::json({{u"read"_s, *read}}) : HttpAnswer::from(read.error());
}

HttpAnswer showTyping(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object || !object->value("typing"_L1).isBool())
        return HttpAnswer::from({Errc::Invalid, u"/typing"_s});
    const auto done = services.actions.showTyping({request.idParameter()}, object->value("typing"_L1).toBool());
    if (!done)
        return messageProblem(done.error());
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

HttpAnswer getMessage(DeskServices &services, const HttpServerRequest &request)
{
    return messageAnswer(services, request, services.messages.find({request.idParameter()}), 200);
}

void defineMessageSchemas(Router &router)
{
    using namespace schema;
    const Fields action{{u"id"_s, id()},
                        {u"direction"_s, word({u"in"_s, u"out"_s})},
                        {u"at"_s, time()},
                        {u"author"_s, named(u"Author"_s)},
                        {u"state"_s, text()},
                        {u"cause"_s, orNull(text())},
                        {u"refusal"_s, orNull(named(u"Refusal"_s))}};
    router.define(u"Author"_s,
                  output({{u"type"_s, word({u"customer"_s, u"bot"_s, u"technician"_s, u"phone"_s})},
                          {u"id"_s, orNull(id())},
                          {u"name"_s, orNull(text())}}));
    router.define(
        u"MessageAttachment"_s,
        output({{u"id"_s, orNull(id())},
                {u"state"_s, word({u"downloading"_s, u"available"_s, u"failed"_s, u"too_large"_s, u"expired"_s})},
                {u"reason"_s, orNull(text())},
                {u"kind"_s, text()},
                {u"voice_note"_s, flag()},
                {u"name"_s, orNull(text())},
                {u"mime"_s, orNull(text())},
                {u"size"_s, orNull(integer())},
                {u"width"_s, orNull(integer())},
                {u"height"_s, orNull(integer())},
                {u"duration_s"_s, orNull(integer())},
                {u"problem"_s, orNull(text())},
                {u"sha256"_s, orNull(text())},
                {u"url"_s, orNull(text())},
                {u"display_url"_s, orNull(text())},
                {u"thumbnail_url"_s, orNull(text())}}));
    router.define(u"Message"_s,
                  output({{u"id"_s, id()},
                          {u"direction"_s, word({u"in"_s, u"out"_s})},
                          {u"author"_s, named(u"Author"_s)},
                          {u"kind"_s, text()},
                          {u"text"_s, text()},
                          {u"state"_s,
                           word({u"queued"_s, u"sending"_s, u"accepted"_s, u"delivered"_s, u"read"_s, u"played"_s,
                                 u"refused"_s, u"received"_s})},
                          {u"cause"_s, orNull(text())},
                          {u"refusal"_s, orNull(named(u"Refusal"_s))},
                          {u"wire_id"_s, text()},
                          {u"ticket_id"_s, orNull(id())},
                          {u"customer_id"_s, id()},
                          {u"attachment_id"_s, orNull(id())},
                          {u"attachment"_s, orNull(named(u"MessageAttachment"_s))},
                          {u"quoted_id"_s, orNull(id())},
                          {u"target_id"_s, orNull(id())},
                          {u"details"_s, orNull(anything())},
                          {u"created_at"_s, time()},
                          {u"accepted_at"_s, orNull(time())},
                          {u"delivered_at"_s, orNull(time())},
                          {u"read_at"_s, orNull(time())},
                          {u"reactions"_s, list(output(action + Fields{{u"emoji"_s, text()}}))},
                          {u"edits"_s, list(output(action + Fields{{u"text"_s, text()}}))},
                          {u"revoked"_s, orNull(output(action))},
                          {u"revoked_at"_s, orNull(time())}}));
}

} // namespace

void addMessagesRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    constexpr qint64 bodyLimit = 512 * 1024;
    DeskRoutes routes(router, services);
    defineMessageSchemas(router);
    const QJsonObject message = named(u"Message"_s);
    routes.add("GET", u"/api/v1/tickets/{id}/messages"_s, Access::Read, listMessages)
        .about(u"The conversation: the newest page, oldest first."_s,
               u"La conversación: la última página, del más viejo al más nuevo."_s)
        .pages()
        .answers(200, page(message));
    routes.add("POST", u"/api/v1/tickets/{id}/messages"_s, Access::Write, sendMessage, bodyLimit)
        .about(u"Writes to the customer; the guided conversation steps aside."_s,
               u"Escribe al cliente; la conversación guiada se hace a un lado."_s)
        .takes(input({{u"text"_s, text(65536)},
                      {u"quote"_s, orNull(id())},
                      {u"attachment_id"_s, orNull(id())},
                      {u"send_as"_s, word({u"itself"_s, u"document"_s, u"voice_note"_s})}}))
        .answers(201, message)
        .keyed();
    routes.add("POST", u"/api/v1/messages/{id}/download"_s, Access::Write, fetchFile)
        .about(u"Fetches the file of a message once more, before others."_s,
               u"Vuelve a bajar el archivo de un mensaje, antes que otros."_s)
        .answers(202, message)
        .keyed();
    routes.add("POST", u"/api/v1/tickets/{id}/read"_s, Access::Write, markRead)
        .about(u"The customer's messages are read, up to one or all; the customer is told."_s,
               u"Los mensajes del cliente están leídos, hasta uno o todos; el cliente lo ve."_s)
        .mayTake(input({{u"up_to"_s, orNull(id())}}))
        .answers(200, output({{u"read"_s, integer()}}));
    routes.add("POST", u"/api/v1/tickets/{id}/typing"_s, Access::Write, showTyping)
        .about(u"Shows the customer that somebody writes."_s, u"Muestra al cliente que alguien escribe."_s)
        .takes(input({{u"typing"_s, flag()}}, {u"typing"_s}))
        .answers(204);
    routes.add("GET", u"/api/v1/messages/{id}"_s, Access::Read, getMessage)
        .about(u"One message."_s, u"Un mensaje."_s)
        .answers(200, message);
    routes.add("POST", u"/api/v1/messages/{id}/reactions"_s, Access::Write, react)
        .about(u"Reacts to a message; an empty emoji takes it back."_s,
               u"Reacciona a un mensaje; un emoji vacío la quita."_s)
        .takes(input({{u"emoji"_s, text(32)}}, {u"emoji"_s}))
        .answers(201, message)
        .keyed();
    routes.add("PATCH", u"/api/v1/messages/{id}"_s, Access::Write, editMessage, bodyLimit)
        .about(u"New words for one of the caller's own messages, within twenty minutes."_s,
               u"Cambia las palabras de un mensaje propio, dentro de veinte minutos."_s)
        .takes(input({{u"text"_s, text(65536, 1)}}, {u"text"_s}))
        .answers(202, message);
    routes.add("DELETE", u"/api/v1/messages/{id}"_s, Access::Write, revokeMessage)
        .about(u"Takes one of our messages back."_s, u"Retira un mensaje nuestro."_s)
        .answers(202, message);
    routes.add("POST", u"/api/v1/messages/{id}/resend"_s, Access::Write, resendMessage)
        .about(u"Sends a refused message again."_s, u"Reenvía un mensaje rechazado."_s)
        .answers(202, message)
        .keyed();
}

} // namespace desk
