#include "ui/tickets/savedfilters.h"

#include "ui/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

SavedFilters::SavedFilters(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::actorChanged, this, &SavedFilters::load);
    load();
}

void SavedFilters::load()
{
    auto filters = m_gateway.ask<QList<SavedFilter>>([owner = m_gateway.actor().userId](DeskServices &services) {
        return SavedFilterRepository(services.database).of(owner);
    });
    onReply(filters, this, [this](const Result<QList<SavedFilter>> &answer) {
        if (!answer)
            return;
        m_filters = *answer;
        Q_EMIT changed();
    });
}

QHash<qint64, TicketFilter> SavedFilters::counted() const
{
    QHash<qint64, TicketFilter> filters;
    TicketFilter open;
    open.openOnly = true;
    for (const SavedFilter &filter : m_filters) {
        const auto narrowed = filter.choice.narrowed(open, QDateTime::currentMSecsSinceEpoch());
        if (narrowed && isOfOpenTickets(*narrowed))
            filters.insert(filter.id, *narrowed);
    }
    return filters;
}

void SavedFilters::add(const QString &name, const TicketChoice &choice)
{
    const SavedFilter wanted{.owner = m_gateway.actor().userId, .name = name, .choice = choice};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    auto kept = m_gateway.ask<SavedFilter>(
        [wanted, now](DeskServices &services) { return SavedFilterRepository(services.database).add(wanted, now); });
    onReply(kept, this, [this](const Result<SavedFilter> &filter) {
        if (!filter)
            return Q_EMIT failed(filter.error().code == Errc::TooLarge
                                     ? tr("There are as many saved filters as there may be. Remove one first.")
                                     : Words::of(filter.error()));
        m_filters << *filter;
        Q_EMIT changed();
        Q_EMIT added(filter->id);
    });
}

void SavedFilters::change(qint64 id, const std::function<void(SavedFilter &)> &how)
{
    const auto known = std::find_if(m_filters.cbegin(), m_filters.cend(),
                                    [id](const SavedFilter &filter) { return filter.id == id; });
    if (known == m_filters.cend())
        return;
    SavedFilter wanted = *known;
    how(wanted);
    settle(m_gateway.ask<void>(
        [wanted](DeskServices &services) { return SavedFilterRepository(services.database).change(wanted); }));
}

void SavedFilters::rename(qint64 id, const QString &name)
{
    change(id, [&name](SavedFilter &filter) { filter.name = name; });
}

void SavedFilters::setChoice(qint64 id, const TicketChoice &choice)
{
    change(id, [&choice](SavedFilter &filter) { filter.choice = choice; });
}

void SavedFilters::remove(qint64 id)
{
    settle(m_gateway.ask<void>([id, owner = m_gateway.actor().userId](DeskServices &services) {
        return SavedFilterRepository(services.database).remove(id, owner);
    }));
}

void SavedFilters::settle(const QFuture<Result<>> &done)
{
    onReply(done, this, [this](const Result<> &answer) {
        if (!answer)
            Q_EMIT failed(Words::of(answer.error()));
        load();
    });
}

} // namespace desk::ui
