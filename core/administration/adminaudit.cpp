#include "core/administration/adminaudit.h"

#include "core/base/boundvalue.h"

#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString stored(const QJsonObject &value)
{
    return value.isEmpty() ? u""_s : QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact));
}

} // namespace

AuditSource AuditSource::commandLine()
{
    return {{Actor::Type::System, {}, u"command line"_s}, {}};
}

Result<> AdminAudit::record(const AuditSource &source, const QString &action, const QString &target,
                            const QJsonObject &oldValue, const QJsonObject &newValue)
{
    Statement query = m_database.prepare(
        u"INSERT INTO admin_audit(at, actor_type, actor_id, actor_name, address, action, target, old_value, new_value) "
        "VALUES (?,?,?,?,?,?,?,?,?)"_s);
    query.bind(m_clock.nowMs()).bind(toString(source.actor.type)).bind(source.actor.userId.value);
    query.bind(textOrEmpty(source.actor.name)).bind(textOrEmpty(source.address)).bind(action).bind(target);
    return query.bind(stored(oldValue)).bind(stored(newValue)).exec();
}

Result<qint64> AdminAudit::firstIdAt(qint64 time)
{
    Statement query = m_database.prepare(u"SELECT id FROM admin_audit WHERE at >= ? ORDER BY at, id LIMIT 1"_s);
    if (auto done = query.bind(time).exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : std::numeric_limits<qint64>::max();
}

Result<AdminAuditPage> AdminAudit::page(const AdminAuditFilter &filter, qint64 before, int limit)
{
    // Times become ids first: a page then reads one stretch of one index, however long the trail is.
    qint64 least = 0;
    qint64 below = before > 0 ? before : std::numeric_limits<qint64>::max();
    if (filter.since > 0) {
        const auto first = firstIdAt(filter.since);
        if (!first)
            return fail(first.error());
        least = *first;
    }
    if (filter.until > 0) {
        const auto first = firstIdAt(filter.until);
        if (!first)
            return fail(first.error());
        below = std::min(below, *first);
    }
    QString sql =
        u"SELECT id, at, actor_type, actor_id, actor_name, address, action, target, old_value, new_value FROM "
        "admin_audit WHERE id >= ? AND id < ?"_s;
    if (!filter.action.isEmpty())
        sql += u" AND action = ?"_s;
    if (!filter.target.isEmpty())
        sql += u" AND target = ?"_s;
    if (filter.actorId > 0)
        sql += u" AND actor_id = ?"_s;
    Statement query = m_database.prepare(sql + u" ORDER BY id DESC LIMIT ?"_s);
    query.bind(least).bind(below);
    if (!filter.action.isEmpty())
        query.bind(filter.action);
    if (!filter.target.isEmpty())
        query.bind(filter.target);
    if (filter.actorId > 0)
        query.bind(filter.actorId);
    if (auto done = query.bind(limit + 1).exec(); !done)
        return fail(done.error());
    AdminAuditPage page;
    while (query.next()) {
        if (page.entries.size() == limit) {
            page.hasMore = true;
            break;
        }
        AdminAuditEntry entry;
        entry.id = query.int64(0);
        entry.at = query.int64(1);
        entry.actorType = query.text(2);
        entry.actorId = query.int64(3);
        entry.actorName = query.text(4);
        entry.address = query.text(5);
        entry.action = query.text(6);
        entry.target = query.text(7);
        entry.oldValue = QJsonDocument::fromJson(query.text(8).toUtf8()).object();
        entry.newValue = QJsonDocument::fromJson(query.text(9).toUtf8()).object();
        page.entries << entry;
    }
    return page;
}

} // namespace desk
