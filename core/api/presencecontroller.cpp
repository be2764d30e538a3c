#include "core/api/presencecontroller.h"

#include "core/api/json.h"
#include "core/api/schema.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int greetedTickets = 200;

QJsonArray presentOn(const PresenceBook &book, TicketId ticket)
{
    QJsonArray present;
    const QList<PresenceBook::Presence> all = book.on(ticket);
    for (const PresenceBook::Presence &one : all) {
        const qint64 user = one.person.userId;
        present << QJsonObject{
            {u"key"_s, one.person.key},   {u"user_id"_s, user > 0 ? QJsonValue(user) : QJsonValue(QJsonValue::Null)},
            {u"name"_s, one.person.name}, {u"viewing"_s, one.viewing},
            {u"writing"_s, one.writing},  {u"expires_at"_s, isoTime(one.expiresAt)}};
    }
    return present;
}

QJsonObject presencePayload(const PresenceBook &book, TicketId ticket)
{
    return {{u"topic"_s, u"presence"_s},
            {u"change"_s, u"updated"_s},
            {u"ticket_id"_s, ticket.value},
            {u"present"_s, presentOn(book, ticket)}};
}

HttpAnswer showPresence(const PresenceServices &services, const HttpServerRequest &request)
{
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    return HttpAnswer::json({{u"data"_s, presentOn(services.book, ticket->id)}});
}

HttpAnswer notePresence(const PresenceServices &services, const HttpServerRequest &request)
{
    const auto object = request.json();
    if (!object)
        return HttpAnswer::from(object.error());
    bool said[2] = {false, false};
    const QString names[2] = {u"viewing"_s, u"writing"_s};
    for (int i = 0; i < 2; ++i) {
        const QJsonValue value = object->value(names[i]);
        if (!value.isBool() && !value.isUndefined())
            return HttpAnswer::from({Errc::Invalid, u'/' + names[i]});
        said[i] = value.toBool();
    }
    const auto tab = textField(*object, u"tab"_s);
    if (!tab || tab->value_or(QString()).size() > 64)
        return HttpAnswer::from({Errc::Invalid, u"/tab"_s});
    if (said[1] && !request.identity->allows(Access::Write))
        return HttpAnswer::from({Errc::Forbidden, {}}); // who may not write does not write
    const auto ticket = services.tickets.find({request.idParameter()});
    if (!ticket)
        return HttpAnswer::from(ticket.error());
    const PresenceBook::Person person{request.identity->person(), request.identity->userId.value,
                                      request.identity->name};
    const auto noted = services.book.note(ticket->id, person, tab->value_or(QString()), said[0], said[1]);
    if (!noted)
        return HttpAnswer::from(noted.error());
    return HttpAnswer::json({{u"data"_s, presentOn(services.book, ticket->id)}});
}

} // namespace

void addPresenceRoutes(Router &router, const PresenceServices &services)
{
    QObject::connect(&services.book, &PresenceBook::changed, &services.events, [services](TicketId ticket) {
        services.events.announce(u"presence"_s, presencePayload(services.book, ticket));
    });
    QObject::connect(&services.book, &PresenceBook::writing, &services.events,
                     [services](TicketId ticket, bool anybody) {
                         // A channel that shows nothing of the kind, or a customer without an address: then nobody is shown anything.
                         (void)services.actions.showTyping(ticket, anybody);
                     });
    QObject::connect(&services.channel, &MessageChannel::typingChanged, &services.events,
                     [services](const QString &address, bool typing) {
                         const auto customer = services.customers.lookUp(address);
                         if (customer && customer->isValid())
                             services.events.announce(u"typing"_s,
                                                      {{u"topic"_s, u"typing"_s},
                                                       {u"change"_s, u"updated"_s},
                                                       {u"customer_id"_s, customer->value},
                                                       {u"typing"_s, typing}});
                     });
    services.events.setGreeting([services] {
        QList<std::pair<QString, QJsonObject>> greeting;
        const QList<TicketId> tickets = services.book.tickets().mid(0, greetedTickets);
        for (const TicketId ticket : tickets)
            greeting.emplaceBack(u"presence"_s, presencePayload(services.book, ticket));
        return greeting;
    });
    const QJsonObject person = schema::output({{u"key"_s, schema::text()},
                                               {u"user_id"_s, schema::orNull(schema::id())},
                                               {u"name"_s, schema::text()},
                                               {u"viewing"_s, schema::flag()},
                                               {u"writing"_s, schema::flag()},
                                               {u"expires_at"_s, schema::time()}});
    const QJsonObject present = schema::output({{u"data"_s, schema::list(person)}});
    router
        .add("GET", u"/api/v1/tickets/{id}/presence"_s, Access::Read,
             directly([services](const HttpServerRequest &request) { return showPresence(services, request); }))
        .about(u"Who looks at the ticket and who writes."_s, u"Quién mira el ticket y quién escribe."_s)
        .answers(200, present);
    router
        .add("PUT", u"/api/v1/tickets/{id}/presence"_s, Access::Read,
             directly([services](const HttpServerRequest &request) { return notePresence(services, request); }))
        .about(u"Says for 30 seconds that the caller looks or writes; the customer is shown that somebody types."_s,
               u"Dice por 30 segundos que uno mira o escribe; el cliente ve que le escriben."_s)
        .takes(schema::input(
            {{u"viewing"_s, schema::flag()}, {u"writing"_s, schema::flag()}, {u"tab"_s, schema::text(64)}}))
        .answers(200, present);
}

} // namespace desk
