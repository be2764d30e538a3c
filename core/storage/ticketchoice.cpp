#include "core/storage/ticketchoice.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString familyOver = u"off"_s;

/// Sets @p wanted where it asks for something. @return whether what stood there lets it.
bool combine(QString &value, const QString &wanted)
{
    if (wanted.isEmpty())
        return true;
    const bool fits = value.isEmpty() || value.compare(wanted, Qt::CaseInsensitive) == 0;
    value = wanted;
    return fits;
}

} // namespace

QStringList TicketChoice::families()
{
    return {u"new"_s, u"work"_s, u"wait"_s, u"done"_s, familyOver};
}

QStringList TicketChoice::statusesOf(const QString &family)
{
    static const QHash<QString, QStringList> statuses{
        {u"new"_s, {u"new"_s}},
        {u"work"_s, {u"assigned"_s, u"diagnosing"_s, u"in_repair"_s, u"testing"_s, u"warranty"_s}},
        {u"wait"_s, {u"waiting_customer"_s, u"waiting_approval"_s, u"waiting_parts"_s}},
        {u"done"_s, {u"ready"_s, u"delivered"_s}},
        {familyOver, {u"closed"_s, u"cancelled"_s}}};
    return statuses.value(family);
}

std::optional<TicketFilter> TicketChoice::narrowed(TicketFilter filter, qint64 now) const
{
    if (!family.isEmpty()) {
        QStringList statuses = statusesOf(family);
        // Who asks for what is over wants to see it, although the list is of open tickets.
        if (family == familyOver)
            filter.openOnly = false;
        if (!filter.statuses.isEmpty())
            statuses.removeIf([&filter](const QString &status) { return !filter.statuses.contains(status); });
        if (statuses.isEmpty())
            return {};
        filter.statuses = statuses;
    }
    if (!combine(filter.priority, priority) || !combine(filter.category, category) || !combine(filter.tag, tag))
        return {};
    if (assignee) {
        if ((filter.assigneeId && *filter.assigneeId != *assignee)
            || (filter.assigneeOther && (!assignee->isValid() || *filter.assigneeOther == *assignee)))
            return {};
        filter.assigneeId = assignee;
        filter.assigneeOther.reset();
    }
    if (quietDays > 0)
        filter.quietSince = now - std::chrono::milliseconds(std::chrono::hours(24 * quietDays)).count();
    return filter;
}

QJsonObject toJson(const TicketChoice &choice)
{
    QJsonObject json;
    const auto put = [&json](const QString &name, const QString &value) {
        if (!value.isEmpty())
            json.insert(name, value);
    };
    put(u"family"_s, choice.family);
    put(u"priority"_s, choice.priority);
    put(u"category"_s, choice.category);
    put(u"tag"_s, choice.tag);
    if (choice.assignee)
        json.insert(u"assignee"_s, choice.assignee->value);
    if (choice.quietDays > 0)
        json.insert(u"quiet_days"_s, choice.quietDays);
    return json;
}

TicketChoice ticketChoiceFrom(const QJsonObject &json)
{
    constexpr int longestQuiet = 3650;
    const auto word = [&json](const QString &name, const QStringList &known) {
        const QString value = json.value(name).toString();
        return known.contains(value) ? value : QString();
    };
    TicketChoice choice;
    choice.family = word(u"family"_s, TicketChoice::families());
    choice.priority = word(u"priority"_s, {u"high"_s, u"normal"_s, u"low"_s});
    choice.category = word(u"category"_s, categories());
    choice.tag = json.value("tag"_L1).toString();
    if (const QJsonValue assignee = json.value("assignee"_L1); assignee.isDouble())
        choice.assignee = UserId{qMax<qint64>(0, assignee.toInteger())};
    choice.quietDays = std::clamp(json.value("quiet_days"_L1).toInt(), 0, longestQuiet);
    return choice;
}

} // namespace desk
