#include "core/storage/savedfilterrepository.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

Result<QString> filterNameOf(const SavedFilter &filter)
{
    const QString name = filter.name.simplified();
    if (name.isEmpty() || name.size() > SavedFilterRepository::longestName)
        return fail(Errc::Invalid, u"/name"_s);
    if (filter.choice.isEmpty())
        return fail(Errc::Invalid, u"/choice"_s);
    return name;
}

QString choiceText(const TicketChoice &choice)
{
    return QString::fromUtf8(QJsonDocument(toJson(choice)).toJson(QJsonDocument::Compact));
}

} // namespace

Result<QList<SavedFilter>> SavedFilterRepository::of(UserId owner)
{
    Statement query = m_database.prepare(u"SELECT id, name, choice FROM saved_filter WHERE user_id = ? ORDER BY id"_s);
    if (auto done = query.bind(owner.value).exec(); !done)
        return fail(done.error());
    QList<SavedFilter> filters;
    while (query.next()) {
        const QJsonObject choice = QJsonDocument::fromJson(query.text(2).toUtf8()).object();
        filters << SavedFilter{query.int64(0), owner, query.text(1), ticketChoiceFrom(choice)};
    }
    return filters;
}

Result<SavedFilter> SavedFilterRepository::add(const SavedFilter &filter, qint64 at)
{
    return m_database.transaction([&]() -> Result<SavedFilter> {
        const auto name = filterNameOf(filter);
        if (!name)
            return fail(name.error());
        const auto others = of(filter.owner);
        if (!others)
            return fail(others.error());
        if (others->size() >= mostOfOne)
            return fail(Errc::TooLarge, u"saved filters"_s);
        Statement query = m_database.prepare(
            u"INSERT INTO saved_filter(user_id, name, choice, created_at) VALUES (?,?,?,?)"_s);
        query.bind(filter.owner.value).bind(*name).bind(choiceText(filter.choice)).bind(at);
        if (auto done = query.exec(); !done)
            return fail(done.error());
        return SavedFilter{query.lastInsertId(), filter.owner, *name, filter.choice};
    });
}

Result<> SavedFilterRepository::change(const SavedFilter &filter)
{
    const auto name = filterNameOf(filter);
    if (!name)
        return fail(name.error());
    Statement query = m_database.prepare(
        u"UPDATE saved_filter SET name = ?, choice = ? WHERE id = ? AND user_id = ?"_s);
    query.bind(*name).bind(choiceText(filter.choice)).bind(filter.id).bind(filter.owner.value);
    if (auto done = query.exec(); !done)
        return done;
    return query.rowsAffected() > 0 ? Result<>() : fail(Errc::NotFound, u"saved filter %1"_s.arg(filter.id));
}

Result<> SavedFilterRepository::remove(qint64 id, UserId owner)
{
    Statement query = m_database.prepare(u"DELETE FROM saved_filter WHERE id = ? AND user_id = ?"_s);
    if (auto done = query.bind(id).bind(owner.value).exec(); !done)
        return done;
    return query.rowsAffected() > 0 ? Result<>() : fail(Errc::NotFound, u"saved filter %1"_s.arg(id));
}

} // namespace desk
