#include "core/api/messagescontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/messagejson.h"

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
    return messagePageAnswer(services.messages, *page, *rows);
}

/// What the present state does not allow, by its stable word.
HttpAnswer problemOf(const Error &error)
{
    static const QHash<QString, QString> titles{
        {u"channel_cannot"_s, u"The channel in use knows no such thing."_s},
        {u"not_sent"_s, u"The message has not been sent."_s},
        {u"revoked"_s, u"The message was taken back."_s},
        {u"not_a_message"_s, u"That is nothing that was said."_s},
        {u"not_ours"_s, u"The message is not ours."_s},
        {u"too_late"_s, u"The time in which it could be changed is over."_s},
        {u"not_refused"_s, u"Only a refused message is sent again."_s},
    };
    if (error.code == Errc::Conflict && titles.contains(error.detail))
        return HttpAnswer::problem(409, error.detail, titles.value(error.detail));
    return HttpAnswer::from(error);
}

HttpAnswer messageAnswer(DeskServices &services, const Result<Message> &message, int status)
{
    if (!message)
        return problemOf(message.error());
    const auto json = messageJson(services.messages, *message);
    return json ? HttpAnswer::json(*json, status) : HttpAnswer::from(json.error());
}

/// An id in the body: absent is an invalid id.
Result<MessageId> idField(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return MessageId{};
    if (!value.isDouble() || value.toInteger() < 1)
        return fail(Errc::Invalid, u'/' + name);
    return MessageId{value.toInteger()};
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
        return problemOf({Errc::Conflict, u"channel_cannot"_s});
    return messageAnswer(services,
                         services.conversation.reply({request.idParameter()}, request.identity->actor(),
                                                     text->value_or(QString()), *quote),
                         201);
}

HttpAnswer react(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const QJsonValue emoji = object->value("emoji"_L1);
    if (!emoji.isString())
        return HttpAnswer::from({Errc::Invalid, u"/emoji"_s});
    return messageAnswer(
        services, services.actions.react({request.idParameter()}, request.identity->actor(), emoji.toString()), 201);
}

HttpAnswer editMessage(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const QJsonValue text = object->value("text"_L1);
    if (!text.isString())
        return HttpAnswer::from({Errc::Invalid, u"/text"_s});
    return messageAnswer(
        services, services.actions.edit({request.idParameter()}, request.identity->actor(), text.toString()), 202);
}

HttpAnswer revokeMessage(DeskServices &services, const HttpServerRequest &request)
{
    return messageAnswer(services, services.actions.revoke({request.idParameter()}, request.identity->actor()), 202);
}

HttpAnswer resendMessage(DeskServices &services, const HttpServerRequest &request)
{
    return messageAnswer(services, services.actions.resend({request.idParameter()}), 202);
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
        return problemOf(done.error());
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

} // namespace

void addMessagesRoutes(Router &router, DeskServices &services)
{
    constexpr qint64 bodyLimit = 512 * 1024;
    DeskRoutes routes(router, services);
    routes.add("GET", u"/api/v1/tickets/{id}/messages"_s, Access::Read, listMessages);
    routes.add("POST", u"/api/v1/tickets/{id}/messages"_s, Access::Write, sendMessage, bodyLimit);
    routes.add("POST", u"/api/v1/tickets/{id}/read"_s, Access::Write, markRead);
    routes.add("POST", u"/api/v1/tickets/{id}/typing"_s, Access::Write, showTyping);
    routes.add("POST", u"/api/v1/messages/{id}/reactions"_s, Access::Write, react);
    routes.add("PATCH", u"/api/v1/messages/{id}"_s, Access::Write, editMessage, bodyLimit);
    routes.add("DELETE", u"/api/v1/messages/{id}"_s, Access::Write, revokeMessage);
    routes.add("POST", u"/api/v1/messages/{id}/resend"_s, Access::Write, resendMessage);
}

} // namespace desk
