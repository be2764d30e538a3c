#include "core/api/ticketquery.h"

#include "core/api/json.h"
#include "core/api/schema.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// @return 0 for none; Invalid for what is no id.
Result<qint64> idOf(const QUrlQuery &query, const QString &name)
{
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    if (text.isEmpty())
        return 0;
    const qint64 id = text.toLongLong();
    return id > 0 ? Result<qint64>(id) : fail(Errc::Invalid, u'/' + name);
}

} // namespace

Result<TicketFilter> ticketFilterOf(const QUrlQuery &query)
{
    const auto value = [&query](const QString &name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
    TicketFilter filter;
    if (const QString status = value(u"status"_s); status == "open"_L1)
        filter.openOnly = true;
    else if (!status.isEmpty())
        filter.statuses = status.split(u',');
    for (const QString &status : std::as_const(filter.statuses)) {
        if (!ticketStatusFrom(status))
            return fail(Errc::Invalid, u"/status"_s);
    }
    filter.category = value(u"category"_s);
    filter.priority = value(u"priority"_s);
    filter.equipmentType = value(u"equipment_type"_s);
    filter.text = value(u"q"_s);
    if (value(u"assignee"_s) == "none"_L1) {
        filter.assigneeId = UserId{};
    } else {
        const auto assignee = idOf(query, u"assignee"_s);
        if (!assignee)
            return fail(assignee.error());
        if (*assignee > 0)
            filter.assigneeId = UserId{*assignee};
    }
    const auto customer = idOf(query, u"customer_id"_s);
    if (!customer)
        return fail(customer.error());
    filter.customerId = {*customer};
    if (const QString since = value(u"updated_since"_s); !since.isEmpty()) {
        const QDateTime time = QDateTime::fromString(since, Qt::ISODateWithMs);
        if (!time.isValid())
            return fail(Errc::Invalid, u"/updated_since"_s);
        filter.updatedSince = time.toMSecsSinceEpoch();
    }
    return filter;
}

void describeTicketFilter(RouteDescription &description)
{
    description
        .query(u"status"_s, schema::list(schema::word(QStringList(u"open"_s) + ticketStatusNames()), 20),
               u"One, several, or \"open\" alone: neither closed nor cancelled."_s)
        .query(u"category"_s, schema::word(categories()))
        .query(u"priority"_s, schema::word({u"high"_s, u"normal"_s, u"low"_s}))
        .query(u"equipment_type"_s, schema::word(equipmentTypes()))
        .query(u"assignee"_s, schema::text(20), u"The id of a user, or \"none\"."_s)
        .query(u"customer_id"_s, schema::id())
        .query(u"updated_since"_s, schema::time())
        .query(u"q"_s, schema::text(200),
               u"Full text: each word, or one that begins with it, in the ticket, one of its messages or notes."_s);
}

Result<TicketPatch> ticketPatchOf(const QJsonObject &object)
{
    TicketPatch patch;
    const std::pair<QString, std::optional<QString> TicketPatch::*> fields[] = {
        {u"requester"_s, &TicketPatch::requester},
        {u"department"_s, &TicketPatch::department},
        {u"equipment_type"_s, &TicketPatch::equipmentType},
        {u"asset_number"_s, &TicketPatch::assetNumber},
        {u"fault"_s, &TicketPatch::fault},
        {u"fault_detail"_s, &TicketPatch::faultDetail},
        {u"category"_s, &TicketPatch::category},
        {u"subcategory"_s, &TicketPatch::subcategory},
        {u"priority"_s, &TicketPatch::priority},
        {u"tags"_s, &TicketPatch::tags},
        {u"diagnosis"_s, &TicketPatch::diagnosis}};
    for (const auto &[name, member] : fields) {
        auto value = textField(object, name);
        if (!value)
            return fail(value.error());
        patch.*member = *value;
    }
    auto status = textField(object, u"status"_s);
    if (!status)
        return fail(status.error());
    if (*status) {
        patch.status = ticketStatusFrom(**status);
        if (!patch.status)
            return fail(Errc::Invalid, u"/status"_s);
    }
    const QJsonValue assignee = object.value("assignee"_L1);
    if (assignee.isNull())
        patch.assigneeId = UserId{};
    else if (assignee.isDouble() && assignee.toInteger() > 0)
        patch.assigneeId = UserId{assignee.toInteger()};
    else if (!assignee.isUndefined())
        return fail(Errc::Invalid, u"/assignee"_s);
    return patch;
}

} // namespace desk
