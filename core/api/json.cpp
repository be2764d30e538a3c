#include "core/api/json.h"

#include "core/attachments/filetype.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QtEndian>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype bindingLength = 7;
constexpr auto cursorEncoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
    | QByteArray::AbortOnBase64DecodingErrors;

/// A hash of what decides which rows a list has; not of how many are shown at once, or what of them.
QByteArray bindingOf(const HttpServerRequest &request)
{
    static const QStringList shape{u"limit"_s, u"cursor"_s, u"fields"_s, u"include"_s};
    QStringList parts;
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (!shape.contains(name) && !value.isEmpty())
            parts << name + u'=' + value;
    }
    parts.sort();
    parts.prepend(request.path);
    return QCryptographicHash::hash(parts.join(u'\n').toUtf8(), QCryptographicHash::Sha256).left(bindingLength);
}

} // namespace

QJsonValue idOrNull(qint64 id)
{
    return id > 0 ? QJsonValue(id) : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject toJson(const Attachment &attachment)
{
    const QString url = u"/api/v1/attachments/%1"_s.arg(attachment.id.value);
    const auto shown = [&](const QString &variant) { return attachment.isShown() ? url + variant : QString(); };
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(attachment.duration);
    return {{u"id"_s, attachment.id.value},
            {u"kind"_s, fileKindOf(attachment.mime)},
            {u"name"_s, textOrNull(attachment.name)},
            {u"mime"_s, attachment.mime},
            {u"size"_s, attachment.size},
            {u"width"_s, idOrNull(qint64(attachment.width))},
            {u"height"_s, idOrNull(qint64(attachment.height))},
            {u"duration_s"_s, idOrNull(qint64(seconds.count()))},
            {u"problem"_s, textOrNull(attachment.problem)},
            {u"sha256"_s, attachment.sha256},
            {u"url"_s, url},
            {u"display_url"_s, textOrNull(shown(u"?variant=display"_s))},
            {u"thumbnail_url"_s, textOrNull(shown(u"?variant=thumbnail"_s))}};
}

QJsonValue isoTime(qint64 ms)
{
    return ms > 0 ? QJsonValue(QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()).toString(Qt::ISODateWithMs))
                  : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const Ticket &ticket)
{
    QJsonValue assignee(QJsonValue::Null);
    if (ticket.assigneeId.isValid())
        assignee = QJsonObject{{u"id"_s, ticket.assigneeId.value}, {u"name"_s, ticket.assigneeName}};
    return {{u"id"_s, ticket.id.value},
            {u"folio"_s, ticket.folio},
            {u"status"_s, toString(ticket.status)},
            {u"requester"_s, textOrNull(ticket.requester)},
            {u"department"_s, textOrNull(ticket.department)},
            {u"equipment_type"_s, textOrNull(ticket.equipmentType)},
            {u"asset_number"_s, textOrNull(ticket.assetNumber)},
            {u"fault"_s, ticket.fault},
            {u"fault_detail"_s, textOrNull(ticket.faultDetail)},
            {u"category"_s, ticket.category},
            {u"subcategory"_s, textOrNull(ticket.subcategory)},
            {u"category_confidence"_s, ticket.categoryConfidence},
            {u"priority"_s, ticket.priority},
            {u"assignee"_s, assignee},
            {u"customer_id"_s, ticket.customerId.value},
            {u"tags"_s, textOrNull(ticket.tags)},
            {u"diagnosis"_s, textOrNull(ticket.diagnosis)},
            {u"needs_technician"_s, ticket.needsTechnician},
            {u"revision"_s, ticket.revision},
            {u"created_at"_s, isoTime(ticket.createdAt)},
            {u"updated_at"_s, isoTime(ticket.updatedAt)},
            {u"first_response_at"_s, isoTime(ticket.firstResponseAt)},
            {u"resolved_at"_s, isoTime(ticket.resolvedAt)},
            {u"closed_at"_s, isoTime(ticket.closedAt)}};
}

QJsonObject toJson(const Message &message)
{
    return {{u"id"_s, message.id.value},
            {u"direction"_s, message.direction == Direction::In ? u"in"_s : u"out"_s},
            {u"author"_s,
             QJsonObject{{u"type"_s, toString(message.author.type)},
                         {u"id"_s, idOrNull(message.author.id)},
                         {u"name"_s, textOrNull(message.author.name)}}},
            {u"kind"_s, message.kind},
            {u"text"_s, message.text},
            {u"state"_s, toString(message.state)},
            {u"cause"_s, textOrNull(message.cause)},
            {u"wire_id"_s, message.wireId},
            {u"ticket_id"_s, idOrNull(message.ticketId.value)},
            {u"customer_id"_s, message.customerId.value},
            {u"attachment_id"_s, idOrNull(message.attachmentId.value)},
            {u"quoted_id"_s, idOrNull(message.quotedId.value)},
            {u"target_id"_s, idOrNull(message.targetId.value)},
            {u"details"_s, message.details.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(message.details)},
            {u"created_at"_s, isoTime(message.createdAt)},
            {u"accepted_at"_s, isoTime(message.acceptedAt)},
            {u"delivered_at"_s, isoTime(message.deliveredAt)},
            {u"read_at"_s, isoTime(message.readAt)}};
}

Result<PageRequest> pageRequest(const HttpServerRequest &request)
{
    PageRequest page;
    page.binding = bindingOf(request);
    if (const QString limit = request.queryValue(u"limit"_s); !limit.isEmpty()) {
        bool ok = false;
        page.limit = limit.toInt(&ok);
        if (!ok || page.limit < 1 || page.limit > 200)
            return fail(Errc::Invalid, u"/limit"_s);
    }
    if (const QString cursor = request.queryValue(u"cursor"_s); !cursor.isEmpty()) {
        const auto decoded = QByteArray::fromBase64Encoding(cursor.toLatin1(), cursorEncoding);
        const QByteArray bytes = decoded ? *decoded : QByteArray();
        if (bytes.size() != bindingLength + qsizetype(sizeof(qint64)) || !bytes.startsWith(page.binding))
            return fail(Errc::Invalid, u"/cursor"_s);
        page.before = qFromBigEndian<qint64>(bytes.constData() + bindingLength);
        if (page.before < 1)
            return fail(Errc::Invalid, u"/cursor"_s);
    }
    return page;
}

HttpAnswer pageAnswer(const PageRequest &page, const QJsonArray &data, qint64 lastId, bool hasMore)
{
    QJsonValue next(QJsonValue::Null);
    if (hasMore) {
        QByteArray bytes(sizeof(qint64), '\0');
        qToBigEndian(lastId, bytes.data());
        next = QString::fromLatin1((page.binding + bytes).toBase64(cursorEncoding));
    }
    return HttpAnswer::json({{u"data"_s, data}, {u"page"_s, QJsonObject{{u"next"_s, next}, {u"has_more"_s, hasMore}}}});
}

QStringList wordsOfQuery(const HttpServerRequest &request, const QString &name)
{
    return request.queryValue(name).split(u',', Qt::SkipEmptyParts);
}

QJsonObject onlyFields(const QJsonObject &object, const QStringList &fields)
{
    if (fields.isEmpty())
        return object;
    QJsonObject chosen{{u"id"_s, object.value("id"_L1)}};
    for (const QString &field : fields) {
        if (const QJsonValue value = object.value(field); !value.isUndefined())
            chosen.insert(field, value);
    }
    return chosen;
}

HttpAnswer doneAnswer()
{
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

Result<std::optional<QString>> textField(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return std::optional<QString>();
    if (value.isNull())
        return std::optional<QString>(u""_s);
    if (!value.isString())
        return fail(Errc::Invalid, u'/' + name);
    return std::optional(value.toString());
}

} // namespace desk
