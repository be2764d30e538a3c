#include "core/api/legacycontroller.h"

#include "core/api/deskroutes.h"
#include "core/api/json.h"
#include "core/api/schema.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

// The old routes sent everything; a history of any length must not be read at once.
constexpr int maxOldRows = 1000;

QString localTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString oldCategory(const QString &category)
{
    return category.left(1).toUpper() + category.mid(1);
}

QJsonArray oldRow(const TicketOverview &overview)
{
    const Ticket &ticket = overview.ticket;
    QJsonValue photo(QJsonValue::Null);
    if (!overview.photoSha256.isEmpty()) {
        const QString type = overview.photoMime.section(u'/', 1, 1);
        photo = u"fotos/"_s + overview.photoSha256 + u'.' + (type == "jpeg"_L1 ? u"jpg"_s : type);
    }
    return {ticket.id.value,
            overview.address,
            ticket.fault,
            spanishLabel(ticket.status),
            oldCategory(ticket.category),
            localTime(ticket.createdAt),
            photo,
            ticket.requester,
            ticket.department,
            ticket.equipmentType,
            ticket.assetNumber,
            ticket.faultDetail,
            ticket.diagnosis,
            ticket.needsTechnician ? 1 : 0,
            u"finalizado"_s,
            QJsonValue(QJsonValue::Null), // the history has a route of its own
            u"/ticket/%1/log"_s.arg(ticket.id.value)};
}

HttpAnswer oldTicketsAnswer(const Result<QList<TicketOverview>> &overviews)
{
    if (!overviews)
        return HttpAnswer::from(overviews.error());
    QJsonArray rows;
    for (const TicketOverview &overview : *overviews)
        rows << QJsonValue(oldRow(overview));
    return HttpAnswer::json({{u"tickets"_s, rows}});
}

QFuture<HttpAnswer> oldTickets(DeskServices &services, const HttpServerRequest &)
{
    const auto rows = services.reader.run<QList<TicketOverview>>(
        [](Database &database) { return TicketRepository(database).overviews(maxOldRows); });
    return answerLater(rows, &services.accounts, oldTicketsAnswer);
}

QString oldRole(const Message &message)
{
    switch (message.author.type) {
    case Author::Type::Customer:
        return u"user"_s;
    case Author::Type::Bot:
        return u"assistant"_s;
    case Author::Type::Technician:
    case Author::Type::Phone:
        break;
    }
    return u"tecnico"_s;
}

Result<QList<Message>> historyOf(DeskServices &services, const HttpServerRequest &request)
{
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return fail(ticket.error());
    auto page = services.messages.ofTicket(ticket->id, 0, maxOldRows);
    if (!page)
        return fail(page.error());
    // The old history knows words only.
    erase_if(page->messages, [](const Message &message) {
        return message.kind == "reaction"_L1 || message.kind == "revoke"_L1 || message.kind == "system"_L1;
    });
    return page->messages;
}

HttpAnswer oldConversation(DeskServices &services, const HttpServerRequest &request)
{
    const auto messages = historyOf(services, request);
    if (!messages)
        return HttpAnswer::from(messages.error());
    QJsonArray history;
    for (const Message &message : *messages)
        history << QJsonObject{
            {u"role"_s, oldRole(message)}, {u"content"_s, message.text}, {u"timestamp"_s, isoTime(message.createdAt)}};
    return HttpAnswer::json({{u"historial"_s, history}});
}

HttpAnswer oldLog(DeskServices &services, const HttpServerRequest &request)
{
    const auto messages = historyOf(services, request);
    if (!messages)
        return HttpAnswer::from(messages.error());
    HttpAnswer answer;
    answer.contentType = "text/plain; charset=utf-8";
    answer.headers = {{"Content-Disposition",
                       "attachment; filename=\"ticket_" + QByteArray::number(request.idParameter()) + ".log\""}};
    for (const Message &message : *messages) {
        QString text = message.text;
        text.replace(u"\r"_s, u""_s).replace(u'\n', u' '); // one line a message, whatever a customer writes
        answer.body += u"[%1] %2: %3\n"_s.arg(localTime(message.createdAt), oldRole(message).toUpper(), text).toUtf8();
    }
    return answer;
}

HttpAnswer oldSend(DeskServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const QString text = object->value("mensaje"_L1).toString();
    const auto message = services.conversation.reply({request.idParameter()}, request.identity->actor(), text);
    if (!message)
        return HttpAnswer::from(message.error());
    const auto address = services.customers.sendingAddress(message->customerId);
    return HttpAnswer::json({{u"status"_s, u"ok"_s},
                             {u"ticket_id"_s, request.idParameter()},
                             {u"telefono"_s, address ? *address : QString()},
                             {u"mensaje"_s, text}});
}

HttpAnswer webhook(DeskServices &services, const HttpServerRequest &request)
{
    if (!services.bridge)
        return HttpAnswer::problem(409, u"conflict"_s, u"This desk has its own WhatsApp connection, not the bridge."_s);
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    const auto received = services.bridge->receive(*object);
    if (!received)
        return HttpAnswer::from(received.error());
    HttpAnswer answer = HttpAnswer::json({{u"status"_s, u"ok"_s}, {u"mensaje"_s, u"Mensaje procesado"_s}});
    answer.written = [&services, receipt = received->receipt] { services.bridge->markAnswered(receipt); };
    return answer;
}

} // namespace

void addLegacyRoutes(Router &router, DeskServices &services)
{
    using namespace schema;
    constexpr qint64 bodyLimit = 512 * 1024;
    DeskRoutes routes(router, services);
    const QJsonObject words = output({{u"mensaje"_s, text()}});
    const QJsonObject sent = output(
        {{u"status"_s, text()}, {u"ticket_id"_s, id()}, {u"telefono"_s, text()}, {u"mensaje"_s, text()}});
    const QJsonObject entry = output({{u"role"_s, text()}, {u"content"_s, text()}, {u"timestamp"_s, time()}});
    routes.add("GET", u"/tickets"_s, Access::Read, oldTickets)
        .about(u"The newest tickets, each a row of 17 columns."_s,
               u"Los tickets más nuevos, cada uno de 17 columnas."_s)
        .answers(200, output({{u"tickets"_s, list(list(QJsonObject(), 17, 17))}}))
        .old();
    routes.add("GET", u"/ticket/{id}/conversacion"_s, Access::Read, oldConversation)
        .about(u"The conversation's words."_s, u"Las palabras de la conversación."_s)
        .answers(200, output({{u"historial"_s, list(entry)}}))
        .old();
    routes.add("GET", u"/ticket/{id}/log"_s, Access::Read, oldLog)
        .about(u"The same as a text file."_s, u"Lo mismo, como archivo de texto."_s)
        .answers(200, {}, "text/plain")
        .old();
    routes.add("POST", u"/ticket/{id}/enviar-mensaje"_s, Access::Write, oldSend, bodyLimit)
        .about(u"Writes to the customer."_s, u"Escribe al cliente."_s)
        .takes(words)
        .answers(200, sent)
        .old();
    routes.add("POST", u"/responder/{id}"_s, Access::Write, oldSend, bodyLimit)
        .about(u"Writes to the customer."_s, u"Escribe al cliente."_s)
        .takes(words)
        .answers(200, sent)
        .old();
    // Base64 is a third longer than the image; the rest of the post is small.
    routes.add("POST", u"/webhook"_s, Access::Write, webhook, services.maxImageBytes / 3 * 4 + 1024 * 1024)
        .about(u"A message of a customer, from the old bridge."_s,
               u"Un mensaje de un cliente, desde el puente anterior."_s)
        .takes(output({{u"remitente"_s, text()}},
                      {{u"contenido"_s, orNull(text())}, {u"imagen"_s, orNull(text())}, {u"id"_s, orNull(text())}}))
        .answers(200, output({{u"status"_s, text()}, {u"mensaje"_s, text()}}))
        .old();
}

} // namespace desk
