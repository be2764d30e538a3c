#include "ui/tickets/ticketlistmodel.h"

#include "core/storage/searchwords.h"
#include "ui/words.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

// Commits come in bursts: those who only look on need not follow each.
constexpr int countsEveryMs = 250;

} // namespace

TicketListModel::TicketListModel(CoreGateway &gateway, QObject *parent, Counting counting)
    : QAbstractListModel(parent), m_gateway(gateway), m_counted(counting)
{
    connect(&m_gateway, &CoreGateway::changed, this, &TicketListModel::take);
    loadCounts();
}

void TicketListModel::setView(const TicketView &view, const TicketChoice &choice)
{
    m_view = view;
    if (!choice.isEmpty()) {
        m_view.sections.clear();
        for (TicketSection section : view.sections) {
            const auto filter = choice.narrowed(section.filter, QDateTime::currentMSecsSinceEpoch());
            if (!filter)
                continue;
            section.filter = *filter;
            section.count = {};
            m_view.sections << section;
        }
    }
    m_words.clear();
    if (!m_view.sections.isEmpty())
        m_words = SearchWords::wordsOf(m_view.sections.first().filter.text);
    reload();
    if (m_view.sections.size() > 1 && !choice.isEmpty())
        loadCounts();
}

void TicketListModel::setOrder(TicketOrder order)
{
    if (order == m_order)
        return;
    m_order = order;
    reload();
}

void TicketListModel::setSavedFilters(const QHash<qint64, TicketFilter> &filters)
{
    m_saved = filters;
    loadCounts();
}

void TicketListModel::reload()
{
    ++m_generation;
    beginResetModel();
    m_sections.clear();
    for (const TicketSection &section : std::as_const(m_view.sections))
        m_sections << Section{.of = section};
    m_changed.clear();
    m_loading = m_refreshing = false;
    endResetModel();
    setState(State::Loading);
    load();
}

void TicketListModel::refresh(TicketId ticket)
{
    m_changed << ticket;
    refreshChanged();
}

void TicketListModel::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

bool TicketListModel::hasHead(int section) const
{
    return m_sections.size() > 1 && !m_sections.at(section).lines.isEmpty();
}

int TicketListModel::firstRowOf(int section) const
{
    int row = 0;
    for (int i = 0; i < section; ++i)
        row += int(m_sections.at(i).lines.size()) + (hasHead(i) ? 1 : 0);
    return row;
}

TicketListModel::Place TicketListModel::placeOf(int row) const
{
    for (int section = 0; section < m_sections.size(); ++section) {
        const int head = hasHead(section) ? 1 : 0;
        const int rows = int(m_sections.at(section).lines.size()) + head;
        if (row < rows)
            return {section, row - head};
        row -= rows;
    }
    return {};
}

int TicketListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : firstRowOf(int(m_sections.size()));
}

const TicketLine *TicketListModel::lineAt(int row) const
{
    const Place place = placeOf(row);
    return place.section >= 0 && place.line >= 0 ? &m_sections.at(place.section).lines.at(place.line) : nullptr;
}

int TicketListModel::rowOf(TicketId ticket) const
{
    for (int section = 0; section < m_sections.size(); ++section) {
        const QList<TicketLine> &lines = m_sections.at(section).lines;
        for (int line = 0; line < lines.size(); ++line) {
            if (lines.at(line).ticket.id == ticket)
                return firstRowOf(section) + (hasHead(section) ? 1 : 0) + line;
        }
    }
    return -1;
}

QVariant TicketListModel::data(const QModelIndex &index, int role) const
{
    const Place place = placeOf(index.row());
    if (place.section < 0)
        return {};
    const Section &section = m_sections.at(place.section);
    if (place.line < 0) {
        if (role == Qt::DisplayRole)
            return section.of.title;
        if (role == Qt::AccessibleTextRole)
            return u"%1, %2"_s.arg(section.of.title).arg(data(index, CountRole).toInt());
        if (role == CountRole)
            return section.of.count    ? section.of.count(m_counts)
                : section.counted >= 0 ? section.counted
                                       : int(section.lines.size());
        return role == IsHeadRole ? QVariant(true) : QVariant();
    }
    const TicketLine &line = section.lines.at(place.line);
    switch (role) {
    case Qt::DisplayRole:
        return line.ticket.fault;
    case Qt::AccessibleTextRole:
        return sentenceOf(line);
    case Qt::ToolTipRole:
        return Words::fullTime(line.lastAt);
    case TicketRole:
        return QVariant::fromValue(line);
    case IsHeadRole:
        return false;
    case WordsRole:
        return m_words;
    default:
        return {};
    }
}

Qt::ItemFlags TicketListModel::flags(const QModelIndex &index) const
{
    return isHead(index.row()) ? Qt::ItemNeverHasChildren
                               : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QString TicketListModel::sentenceOf(const TicketLine &line) const
{
    QStringList parts{Words::of(line.ticket.status)};
    if (line.ticket.priority == "high"_L1)
        parts << tr("high priority");
    parts << line.person << (line.excerpt.isEmpty() ? line.ticket.fault : tr("found: %1").arg(line.excerpt))
          << line.ticket.folio;
    if (line.unread > 0)
        parts << tr("%n unread", nullptr, line.unread);
    if (line.refused > 0)
        parts << tr("%n refused", nullptr, line.refused);
    if (line.queued > 0)
        parts << tr("%n queued", nullptr, line.queued);
    if (line.draft)
        parts << tr("draft");
    if (!line.ticket.assigneeName.isEmpty())
        parts << tr("assigned to %1").arg(line.ticket.assigneeName);
    parts << Words::shortTime(line.lastAt);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

bool TicketListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && m_state != State::Failed
        && std::any_of(m_sections.cbegin(), m_sections.cend(), [](const Section &section) { return section.hasMore; });
}

void TicketListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load();
}

void TicketListModel::load()
{
    struct Wanted
    {
        int section;
        TicketFilter filter;
        TicketCursor after;
    };
    QList<Wanted> wanted;
    for (int i = 0; i < m_sections.size(); ++i) {
        if (m_sections.at(i).hasMore)
            wanted << Wanted{i, m_sections.at(i).of.filter, m_sections.at(i).after};
    }
    if (wanted.isEmpty())
        return setState(State::Ready);
    m_loading = true;
    const UserId viewer = m_gateway.actor().userId;
    auto pages = m_gateway.read<Loaded>([wanted, viewer, order = m_order](Database &database) -> Result<Loaded> {
        TicketLines lines(database, viewer);
        Loaded loaded;
        int room = pageSize;
        for (const Wanted &one : wanted) {
            auto page = lines.page(one.filter, order, one.after, room);
            if (!page)
                return fail(page.error());
            room -= int(page->lines.size());
            const bool ended = !page->hasMore;
            loaded.emplaceBack(one.section, std::move(*page));
            if (!ended || room <= 0)
                break;
        }
        return loaded;
    });
    onReply(pages, this, [this, generation = m_generation](const Result<Loaded> &loaded) {
        if (generation != m_generation)
            return;
        m_loading = false;
        if (!loaded) {
            if (loaded.error().code != Errc::Cancelled)
                setState(State::Failed);
            return;
        }
        append(*loaded);
        setState(State::Ready);
    });
}

void TicketListModel::append(const Loaded &loaded)
{
    for (const auto &[index, page] : loaded) {
        Section &section = m_sections[index];
        section.hasMore = page.hasMore;
        if (page.last.isValid())
            section.after = {page.lastKey, page.last};
        QList<TicketLine> fresh;
        for (const TicketLine &line : page.lines) {
            if (rowOf(line.ticket.id) < 0) // it may have come by itself meanwhile
                fresh << line;
        }
        if (fresh.isEmpty())
            continue;
        const bool makesHead = m_sections.size() > 1 && section.lines.isEmpty();
        const int at = firstRowOf(index) + int(section.lines.size()) + (hasHead(index) ? 1 : 0);
        beginInsertRows({}, at, at + int(fresh.size()) - 1 + (makesHead ? 1 : 0));
        section.lines += fresh;
        endInsertRows();
    }
}

void TicketListModel::take(const QList<LiveEvent> &events)
{
    bool counts = false;
    QSet<qint64> customers;
    for (const LiveEvent &event : events) {
        if (event.ticket > 0)
            m_changed << TicketId{event.ticket};
        else if (event.customer > 0)
            customers << event.customer; // read marks and names concern all tickets of a person
        counts = counts || event.topic == "ticket"_L1 || event.topic == "message"_L1;
        // What one customer wrote is unread on all their tickets.
        if (event.topic == "message"_L1 && event.customer > 0)
            customers << event.customer;
    }
    for (const Section &section : std::as_const(m_sections)) {
        for (const TicketLine &line : section.lines) {
            if (customers.contains(line.ticket.customerId.value))
                m_changed << line.ticket.id;
        }
    }
    refreshChanged();
    if (counts)
        loadCounts();
}

void TicketListModel::refreshChanged()
{
    if (m_sections.isEmpty())
        m_changed.clear();
    if (m_refreshing || m_changed.isEmpty())
        return;
    m_refreshing = true;
    const QSet<TicketId> asked = std::exchange(m_changed, {});
    QList<TicketFilter> filters;
    for (const Section &section : std::as_const(m_sections))
        filters << section.of.filter;
    const UserId viewer = m_gateway.actor().userId;
    using Found = QList<QList<TicketLine>>;
    auto found = m_gateway.read<Found>([asked, filters, viewer](Database &database) -> Result<Found> {
        TicketLines lines(database, viewer);
        Found all;
        for (const TicketFilter &filter : filters) {
            auto one = lines.find(asked.values(), filter);
            if (!one)
                return fail(one.error());
            all << *one;
        }
        return all;
    });
    onReply(found, this, [this, asked, generation = m_generation](const Result<Found> &lines) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        if (lines)
            apply(asked, *lines);
        refreshChanged();
    });
}

void TicketListModel::apply(const QSet<TicketId> &asked, const QList<QList<TicketLine>> &found)
{
    for (int index = 0; index < m_sections.size(); ++index) {
        QSet<TicketId> here;
        for (const TicketLine &line : found.at(index))
            here << line.ticket.id;
        for (int line = int(m_sections.at(index).lines.size()) - 1; line >= 0; --line) {
            const TicketId id = m_sections.at(index).lines.at(line).ticket.id;
            if (asked.contains(id) && !here.contains(id))
                remove(index, line);
        }
    }
    for (int index = 0; index < m_sections.size(); ++index) {
        for (const TicketLine &line : found.at(index))
            put(index, line);
    }
}

int TicketListModel::placeFor(const Section &section, const TicketLine &line) const
{
    const TicketOrder order = orderOf(section.of.filter, m_order);
    int place = 0;
    for (const TicketLine &other : section.lines) {
        if (other.ticket.id == line.ticket.id)
            continue;
        if (!standsAbove(other.ticket, line.ticket, order))
            break;
        ++place;
    }
    return place;
}

void TicketListModel::put(int index, const TicketLine &line)
{
    Section &section = m_sections[index];
    const int at = placeFor(section, line);
    const auto known = std::find_if(section.lines.cbegin(), section.lines.cend(),
                                    [&](const TicketLine &other) { return other.ticket.id == line.ticket.id; });
    if (known != section.lines.cend())
        return move(index, int(known - section.lines.cbegin()), at, line);
    // A search finds what it found; below what is loaded the next page brings it.
    if (!section.of.filter.text.isEmpty() || (section.hasMore && at == section.lines.size()))
        return;
    const bool makesHead = m_sections.size() > 1 && section.lines.isEmpty();
    const int row = firstRowOf(index) + (hasHead(index) ? 1 : 0) + at;
    beginInsertRows({}, row, row + (makesHead ? 1 : 0));
    section.lines.insert(at, line);
    endInsertRows();
}

void TicketListModel::move(int index, int from, int to, const TicketLine &line)
{
    Section &section = m_sections[index];
    // At the end of what is loaded nobody knows whether it stands there or further down.
    if (section.hasMore && to != from && to == section.lines.size() - 1)
        return remove(index, from);
    const int first = firstRowOf(index) + (hasHead(index) ? 1 : 0);
    const TicketLine before = section.lines.at(from);
    if (from != to) {
        beginMoveRows({}, first + from, first + from, {}, first + (to > from ? to + 1 : to));
        section.lines.move(from, to);
        endMoveRows();
    }
    section.lines[to] = line;
    section.lines[to].hit = before.hit; // of the search that listed it
    section.lines[to].excerpt = before.excerpt;
    const QModelIndex changed = this->index(first + to);
    Q_EMIT dataChanged(changed, changed);
}

void TicketListModel::remove(int index, int line)
{
    Section &section = m_sections[index];
    const bool losesHead = m_sections.size() > 1 && section.lines.size() == 1;
    const int row = firstRowOf(index) + (hasHead(index) ? 1 : 0) + line;
    beginRemoveRows({}, losesHead ? row - 1 : row, row);
    section.lines.removeAt(line);
    endRemoveRows();
}

void TicketListModel::loadCounts()
{
    if (m_counted == Counting::None)
        return;
    if (m_counting) {
        m_countAgain = true;
        return;
    }
    m_counting = true;
    QList<std::pair<int, TicketFilter>> heads;
    for (int i = 0; m_sections.size() > 1 && i < m_sections.size(); ++i) {
        if (!m_sections.at(i).of.count)
            heads.emplaceBack(i, m_sections.at(i).of.filter);
    }
    struct Counted
    {
        DeskCounts desk = {};
        QList<std::pair<int, int>> heads = {};
    };
    const UserId viewer = m_gateway.actor().userId;
    const qint64 today = QDate::currentDate().startOfDay().toMSecsSinceEpoch();
    auto counts = m_gateway.read<Counted>(
        [viewer, today, heads, saved = m_saved](Database &database) -> Result<Counted> {
            Counted counted;
            const auto desk = TicketLines(database, viewer).counts(today, saved);
            if (!desk)
                return fail(desk.error());
            counted.desk = *desk;
            for (const auto &[section, filter] : heads) {
                const auto count = TicketRepository(database).count(filter, DeskCounts::most);
                if (!count)
                    return fail(count.error());
                counted.heads.emplaceBack(section, *count);
            }
            return counted;
        });
    onReply(counts, this, [this, generation = m_generation](const Result<Counted> &answer) {
        if (answer) {
            m_counts = answer->desk;
            for (const auto &[section, count] : answer->heads) {
                if (generation == m_generation)
                    m_sections[section].counted = count;
            }
            Q_EMIT countsChanged(m_counts);
        }
        QTimer::singleShot(countsEveryMs, this, [this] {
            m_counting = false;
            if (std::exchange(m_countAgain, false))
                loadCounts();
        });
    });
}

} // namespace desk::ui
