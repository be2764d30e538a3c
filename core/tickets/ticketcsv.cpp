#include "core/tickets/ticketcsv.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString timeText(qint64 ms)
{
    return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()).toString(Qt::ISODateWithMs) : QString();
}

} // namespace

QString csvField(const QString &text)
{
    QString field = text;
    if (!field.isEmpty() && u"=+-@\t\r"_s.contains(field.at(0)))
        field.prepend(u'\'');
    const bool quoted = field.contains(u',') || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r');
    return quoted ? u'"' + field.replace(u'"', u"\"\""_s) + u'"' : field;
}

QByteArray ticketCsvHead()
{
    return "id,folio,status,priority,category,subcategory,requester,department,equipment_type,asset_number,fault,fault_detail,"
           "diagnosis,assignee,tags,customer_id,created_at,updated_at,first_response_at,resolved_at,closed_at\r\n";
}

QByteArray ticketCsvLine(const Ticket &ticket)
{
    QStringList fields{QString::number(ticket.id.value), ticket.folio, toString(ticket.status)};
    fields << ticket.priority << ticket.category << ticket.subcategory << ticket.requester << ticket.department;
    fields << ticket.equipmentType << ticket.assetNumber << ticket.fault << ticket.faultDetail << ticket.diagnosis;
    fields << ticket.assigneeName << ticket.tags << QString::number(ticket.customerId.value);
    fields << timeText(ticket.createdAt) << timeText(ticket.updatedAt) << timeText(ticket.firstResponseAt);
    fields << timeText(ticket.resolvedAt) << timeText(ticket.closedAt);
    for (QString &field : fields)
        field = csvField(field);
    return fields.join(u',').toUtf8() + "\r\n";
}

} // namespace desk
