#include "core/notifications/notificationrules.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype maxText = 2000;

bool usesKnownVariables(const QString &text)
{
    static const QRegularExpression braces(u"\\{([^{}]*)\\}"_s);
    auto found = braces.globalMatch(text);
    while (found.hasNext()) {
        if (!NotificationRules::variables().contains(found.next().captured(1)))
            return false;
    }
    return true;
}

QJsonObject audited(const NotificationRule &rule)
{
    return {{u"enabled"_s, rule.enabled}, {u"text"_s, rule.text}};
}

} // namespace

QStringList NotificationRules::variables()
{
    return {u"nombre"_s, u"folio"_s, u"estado"_s, u"equipo"_s, u"falla"_s};
}

QString NotificationRules::preview(const NotificationRule &rule)
{
    Ticket ticket;
    ticket.folio = u"2026-00123"_s;
    ticket.requester = u"María López"_s;
    ticket.equipmentType = u"laptop"_s;
    ticket.fault = u"No enciende"_s;
    ticket.status = ticketStatusFrom(rule.status).value_or(TicketStatus::New);
    return NotificationService::render(rule.text, ticket, {});
}

Result<QList<NotificationRule>> NotificationRules::all()
{
    Statement query = m_database.prepare(u"SELECT status, enabled, text FROM notification_rule ORDER BY status"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<NotificationRule> rules;
    while (query.next())
        rules << NotificationRule{query.text(0), query.int64(1) != 0, query.text(2)};
    return rules;
}

Result<> NotificationRules::store(const QList<NotificationRule> &rules, const AuditSource &source)
{
    QSet<QString> statuses;
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const NotificationRule &rule = rules.at(i);
        const QString place = u"/rules/%1"_s.arg(i);
        if (!ticketStatusFrom(rule.status) || statuses.contains(rule.status))
            return fail(Errc::Invalid, place + u"/status"_s);
        statuses.insert(rule.status);
        if (rule.text.trimmed().isEmpty() || rule.text.size() > maxText || rule.text.contains(QChar(u'\0'))
            || !usesKnownVariables(rule.text))
            return fail(Errc::Invalid, place + u"/text"_s);
    }
    return m_database.transaction([&]() -> Result<> {
        const auto stored = all();
        if (!stored)
            return fail(stored.error());
        for (const NotificationRule &rule : rules) {
            NotificationRule before;
            for (const NotificationRule &known : *stored) {
                if (known.status == rule.status)
                    before = known;
            }
            if (before.status == rule.status && audited(before) == audited(rule))
                continue;
            Statement query = m_database.prepare(
                u"INSERT INTO notification_rule(status, enabled, text) VALUES (?,?,?) ON CONFLICT(status) "
                "DO UPDATE SET enabled = excluded.enabled, text = excluded.text"_s);
            if (auto done = query.bind(rule.status).bind(rule.enabled ? 1 : 0).bind(rule.text).exec(); !done)
                return done;
            const QJsonObject from = before.status.isEmpty() ? QJsonObject() : audited(before);
            if (auto done = m_audit.record(source, u"notification_rule.change"_s, u"status:"_s + rule.status, from,
                                           audited(rule));
                !done)
                return done;
        }
        return {};
    });
}

} // namespace desk
