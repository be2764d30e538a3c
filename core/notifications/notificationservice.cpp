#include "core/notifications/notificationservice.h"

#include "core/base/logging.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

NotificationService::NotificationService(Database &database, TicketRepository &tickets, IdentityResolver &customers,
                                         Outbox &outbox, Clock &clock, QuietHours quiet, QObject *parent)
    : QObject(parent), m_database(database), m_tickets(tickets), m_customers(customers), m_outbox(outbox),
      m_clock(clock), m_quiet(quiet)
{
}

void NotificationService::start()
{
    sendDue();
}

QString NotificationService::render(const QString &text, const Ticket &ticket, const QString &customerName)
{
    const QString name = ticket.requester.isEmpty() ? customerName : ticket.requester;
    const QHash<QString, QString> values{{u"nombre"_s, name.section(u' ', 0, 0)},
                                         {u"folio"_s, ticket.folio},
                                         {u"estado"_s, spanishLabel(ticket.status)},
                                         {u"equipo"_s, ticket.equipmentType},
                                         {u"falla"_s, ticket.fault}};
    // One pass from left to right: braces inside a customer's words stay words.
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype open = text.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : text.indexOf(u'}', open);
        if (close < 0) {
            out += text.mid(at);
            break;
        }
        out += text.mid(at, open - at);
        const QString key = text.mid(open + 1, close - open - 1);
        out += values.contains(key) ? values.value(key) : text.mid(open, close - open + 1);
        at = close + 1;
    }
    return out.replace(u"Hola ,"_s, u"Hola,"_s);
}

Result<> NotificationService::statusChanged(const Ticket &ticket, qint64 auditId, const Actor &actor)
{
    if (actor.type == Actor::Type::Bot || actor.type == Actor::Type::Customer)
        return {};
    if (!m_enabled)
        return {};
    const QDateTime until = quietUntil(m_quiet, m_clock.nowUtc().toLocalTime());
    Statement query = m_database.prepare(
        u"INSERT INTO notification(audit_id, due_at) VALUES (?, ?) ON CONFLICT(audit_id) DO NOTHING RETURNING audit_id"_s);
    query.bind(auditId).bind(until.isValid() ? QVariant(until.toMSecsSinceEpoch())
                                             : QVariant(QMetaType::fromType<qint64>()));
    if (auto done = query.exec(); !done)
        return done;
    if (!query.next())
        return {};
    return until.isValid() ? Result<>() : announce(ticket, auditId);
}

Result<> NotificationService::announce(const Ticket &ticket, qint64 auditId)
{
    Statement rule = m_database.prepare(u"SELECT text FROM notification_rule WHERE status = ? AND enabled = 1"_s);
    if (auto done = rule.bind(toString(ticket.status)).exec(); !done)
        return done;
    if (!rule.next())
        return {};
    auto customer = m_customers.find(ticket.customerId);
    if (!customer)
        return fail(customer.error());
    if (customer->optOut)
        return {};
    auto message = m_outbox.enqueue({.customer = ticket.customerId,
                                     .ticket = ticket.id,
                                     .author = {Author::Type::Bot, 0, {}},
                                     .text = render(rule.text(0), ticket, customer->displayName),
                                     .purpose = Purpose::Notice});
    if (!message) // a walk-in has no address: nobody to tell
        return message.error().code == Errc::NotFound ? Result<>() : Result<>(fail(message.error()));
    Statement sent = m_database.prepare(u"UPDATE notification SET message_id = ?, due_at = NULL WHERE audit_id = ?"_s);
    return sent.bind(message->id.value).bind(auditId).exec();
}

void NotificationService::sendDue()
{
    auto sent = m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(
            u"SELECT n.audit_id, a.ticket_id, a.new_value FROM notification n JOIN ticket_audit a ON a.id = n.audit_id "
            "WHERE n.due_at <= ? ORDER BY n.audit_id LIMIT 100"_s);
        if (auto done = query.bind(m_clock.nowMs()).exec(); !done)
            return done;
        struct Due
        {
            qint64 audit;
            TicketId ticket;
            QString status;
        };
        QList<Due> due;
        while (query.next())
            due << Due{query.int64(0), {query.int64(1)}, query.text(2)};
        for (const Due &entry : std::as_const(due)) {
            auto ticket = m_tickets.find(entry.ticket);
            if (!ticket)
                return fail(ticket.error());
            Statement clear = m_database.prepare(u"UPDATE notification SET due_at = NULL WHERE audit_id = ?"_s);
            if (auto done = clear.bind(entry.audit).exec(); !done)
                return done;
            if (toString(ticket->status) != entry.status)
                continue; // overtaken by a later change, which is told instead
            if (auto done = announce(*ticket, entry.audit); !done)
                return done;
        }
        return {};
    });
    if (!sent)
        qCWarning(lcOutbox).noquote() << "due notifications:" << sent.error().detail;
    m_clock.singleShot(30s, this, [this] { sendDue(); });
}

} // namespace desk
