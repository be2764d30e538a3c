#include "ui/outbox/outboxmodel.h"

#include "ui/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

OutboxModel::OutboxModel(CoreGateway &gateway, QObject *parent) : QAbstractListModel(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::changed, this, &OutboxModel::take);
    connect(&m_gateway, &CoreGateway::linkChanged, this, [this] {
        if (const int rows = rowCount(); rows > 0) // why they wait is another reason now
            Q_EMIT dataChanged(index(0), index(rows - 1));
    });
}

void OutboxModel::reload()
{
    ++m_generation;
    beginResetModel();
    for (Section &section : m_sections)
        section = {.total = section.total};
    m_changed.clear();
    m_loading = m_refreshing = false;
    endResetModel();
    setState(State::Loading);
    load();
}

void OutboxModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void OutboxModel::setTotals(int attention, int waiting)
{
    m_sections[0].total = attention;
    m_sections[1].total = waiting;
    for (int section = 0; section < int(m_sections.size()); ++section) {
        if (m_sections.at(section).lines.isEmpty())
            continue;
        const QModelIndex head = index(firstRow(section));
        Q_EMIT dataChanged(head, head);
    }
}

int OutboxModel::firstRow(int section) const
{
    const int before = section == 0 ? 0 : int(m_sections[0].lines.size());
    return before == 0 ? 0 : before + 1;
}

int OutboxModel::firstRowOf(OutboxLines::Part part) const
{
    const int section = int(part);
    return m_sections.at(section).lines.isEmpty() ? -1 : firstRow(section) + 1;
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    const int last = int(m_sections.size()) - 1;
    return firstRow(last) + (m_sections[last].lines.isEmpty() ? 0 : 1 + int(m_sections[last].lines.size()));
}

const OutboxLine *OutboxModel::lineAt(int row) const
{
    for (int section = 0; section < int(m_sections.size()); ++section) {
        const QList<OutboxLine> &lines = m_sections.at(section).lines;
        const int line = row - firstRow(section) - 1;
        if (line >= 0 && line < lines.size())
            return &lines.at(line);
    }
    return nullptr;
}

int OutboxModel::rowOf(MessageId message) const
{
    for (int section = 0; section < int(m_sections.size()); ++section) {
        const QList<OutboxLine> &lines = m_sections.at(section).lines;
        for (int line = 0; line < lines.size(); ++line) {
            if (lines.at(line).message.id == message)
                return firstRow(section) + 1 + line;
        }
    }
    return -1;
}

QString OutboxModel::wordsOf(const OutboxLine &line)
{
    if (!line.message.text.isEmpty())
        return line.message.text;
    return line.file.isEmpty() ? Words::kind(line.message) : line.file;
}

QString OutboxModel::causeOf(const OutboxLine &line, const RefusalCatalogue &refusals, bool connected)
{
    if (line.needsAttention())
        return refusals.refusal(line.message.cause, QLocale().name().left(2)).title;
    if (line.entry.inFlight)
        return tr("Being sent");
    if (!connected)
        return tr("Waits for the connection");
    const qint64 due = qMax(line.entry.heldUntil, line.entry.dueAt);
    if (due > QDateTime::currentMSecsSinceEpoch())
        return line.entry.heldUntil >= line.entry.dueAt ? tr("Held back until %1").arg(Words::shortTime(due))
                                                        : tr("Next attempt at %1").arg(Words::clockTime(due));
    return tr("Next in line");
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const OutboxLine *line = lineAt(index.row());
    if (!line) {
        const int section = index.row() == firstRow(1) && !m_sections[1].lines.isEmpty() ? 1 : 0;
        switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return section == 0 ? tr("Need somebody") : tr("Wait to leave");
        case CountRole:
            return qMax(m_sections.at(section).total, int(m_sections.at(section).lines.size()));
        case IsHeadRole:
            return true;
        default:
            return {};
        }
    }
    const QString text = wordsOf(*line).simplified();
    const bool connected = m_gateway.link().state == LinkState::Ready;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::AccessibleTextRole:
        return QStringList{Words::of(line->message.state), line->person, text, causeOf(*line, m_refusals, connected),
                           Words::shortTime(line->message.createdAt)}
            .join(u", "_s);
    case Qt::ToolTipRole:
        return Words::fullTime(line->message.createdAt);
    case Qt::WhatsThisRole:
        return causeOf(*line, m_refusals, connected);
    case LineRole:
        return QVariant::fromValue(*line);
    case IsHeadRole:
        return false;
    default:
        return {};
    }
}

Qt::ItemFlags OutboxModel::flags(const QModelIndex &index) const
{
    return lineAt(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                               : Qt::ItemNeverHasChildren;
}

bool OutboxModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && m_state == State::Ready
        && std::any_of(m_sections.cbegin(), m_sections.cend(), [](const Section &one) { return one.hasMore; });
}

void OutboxModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load();
}

void OutboxModel::load()
{
    QList<std::pair<int, qint64>> wanted;
    for (int i = 0; i < int(m_sections.size()); ++i) {
        const Section &section = m_sections.at(i);
        if (section.hasMore)
            wanted.emplaceBack(i, section.lines.isEmpty() ? 0 : section.lines.last().message.id.value);
    }
    if (wanted.isEmpty())
        return setState(State::Ready);
    m_loading = true;
    auto pages = m_gateway.read<QList<Loaded>>([wanted](Database &database) -> Result<QList<Loaded>> {
        QList<Loaded> loaded;
        int room = pageSize;
        for (const auto &[section, before] : wanted) {
            auto page = OutboxLines(database).page(OutboxLines::Part(section), before, room);
            if (!page)
                return fail(page.error());
            room -= int(page->lines.size());
            loaded << Loaded{section, *page};
            if (page->hasMore || room <= 0)
                break;
        }
        return loaded;
    });
    onReply(pages, this, [this, generation = m_generation](const Result<QList<Loaded>> &loaded) {
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

void OutboxModel::append(const QList<Loaded> &loaded)
{
    for (const Loaded &one : loaded) {
        Section &section = m_sections[one.section];
        section.hasMore = one.page.hasMore;
        QList<OutboxLine> fresh;
        for (const OutboxLine &line : one.page.lines) {
            if (rowOf(line.message.id) < 0) // it may have come by itself meanwhile
                fresh << line;
        }
        if (fresh.isEmpty())
            continue;
        const bool makesHead = section.lines.isEmpty();
        const int at = firstRow(one.section) + (makesHead ? 0 : 1 + int(section.lines.size()));
        beginInsertRows({}, at, at + int(fresh.size()) - (makesHead ? 0 : 1));
        section.lines += fresh;
        endInsertRows();
    }
}

void OutboxModel::take(const QList<LiveEvent> &events)
{
    for (const LiveEvent &event : events) {
        if (event.topic == "message"_L1 && event.direction == "out"_L1)
            m_changed << MessageId{event.subject};
    }
    if (m_state != State::Loading)
        refreshChanged();
}

void OutboxModel::refreshChanged()
{
    if (m_refreshing || m_changed.isEmpty())
        return;
    m_refreshing = true;
    const QSet<MessageId> asked = std::exchange(m_changed, {});
    auto found = m_gateway.read<QList<OutboxLine>>(
        [ids = asked.values()](Database &database) { return OutboxLines(database).find(ids); });
    onReply(found, this, [this, asked, generation = m_generation](const Result<QList<OutboxLine>> &lines) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        if (lines) {
            apply(asked, *lines);
            Q_EMIT refreshed();
        }
        refreshChanged();
    });
}

void OutboxModel::apply(const QSet<MessageId> &asked, const QList<OutboxLine> &found)
{
    QHash<MessageId, int> here;
    for (const OutboxLine &line : found)
        here.insert(line.message.id, line.needsAttention() ? 0 : 1);
    for (int section = 0; section < int(m_sections.size()); ++section) {
        for (int line = int(m_sections.at(section).lines.size()) - 1; line >= 0; --line) {
            const MessageId id = m_sections.at(section).lines.at(line).message.id;
            if (asked.contains(id) && here.value(id, -1) != section)
                remove(section, line);
        }
    }
    for (const OutboxLine &line : found)
        put(line.needsAttention() ? 0 : 1, line);
}

void OutboxModel::put(int index, const OutboxLine &line)
{
    Section &section = m_sections[index];
    const auto place = std::lower_bound(section.lines.begin(), section.lines.end(), line.message.id,
                                        [](const OutboxLine &a, MessageId id) { return id < a.message.id; });
    const int at = int(place - section.lines.begin());
    if (place != section.lines.end() && place->message.id == line.message.id) {
        *place = line;
        const QModelIndex changed = this->index(firstRow(index) + 1 + at);
        Q_EMIT dataChanged(changed, changed);
        return;
    }
    if (section.hasMore && at == section.lines.size())
        return; // the next page brings it
    const bool makesHead = section.lines.isEmpty();
    const int row = firstRow(index) + (makesHead ? 0 : 1 + at);
    beginInsertRows({}, row, row + (makesHead ? 1 : 0));
    section.lines.insert(at, line);
    endInsertRows();
}

void OutboxModel::remove(int index, int line)
{
    Section &section = m_sections[index];
    const bool losesHead = section.lines.size() == 1;
    const int row = firstRow(index) + 1 + line;
    beginRemoveRows({}, losesHead ? row - 1 : row, row);
    section.lines.removeAt(line);
    endRemoveRows();
}

} // namespace desk::ui
