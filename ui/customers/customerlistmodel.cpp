#include "ui/customers/customerlistmodel.h"

#include "core/storage/searchwords.h"
#include "ui/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

CustomerListModel::CustomerListModel(CoreGateway &gateway, QObject *parent)
    : QAbstractListModel(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::changed, this, &CustomerListModel::take);
}

QString CustomerListModel::nameOf(const Customer &customer)
{
    return customer.displayName.isEmpty() ? tr("Somebody without a name") : customer.displayName;
}

void CustomerListModel::setFilter(const QString &text)
{
    m_filter.text = text;
    reload();
}

void CustomerListModel::reload()
{
    ++m_generation;
    beginResetModel();
    m_lines.clear();
    m_changed.clear();
    m_last = 0;
    m_hasMore = true;
    m_loading = m_refreshing = false;
    endResetModel();
    setState(State::Loading);
    load();
}

void CustomerListModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

const CustomerLine *CustomerListModel::lineAt(int row) const
{
    return row >= 0 && row < m_lines.size() ? &m_lines.at(row) : nullptr;
}

int CustomerListModel::rowOf(CustomerId customer) const
{
    const auto place = std::lower_bound(m_lines.cbegin(), m_lines.cend(), customer,
                                        [](const CustomerLine &a, CustomerId id) { return id < a.customer.id; });
    return place != m_lines.cend() && place->customer.id == customer ? int(place - m_lines.cbegin()) : -1;
}

int CustomerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant CustomerListModel::data(const QModelIndex &index, int role) const
{
    const CustomerLine *line = lineAt(index.row());
    if (!line)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(line->customer);
    case Qt::AccessibleTextRole: {
        QStringList parts{nameOf(line->customer), line->customer.department, Words::maskedPhone(line->phone)};
        if (line->customer.optOut)
            parts << tr("wants no messages");
        if (line->openTickets > 0)
            parts << tr("%n open tickets", nullptr, line->openTickets);
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    case LineRole:
        return QVariant::fromValue(*line);
    case WordsRole:
        return SearchWords::wordsOf(m_filter.text);
    default:
        return {};
    }
}

bool CustomerListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_loading && m_hasMore && m_state == State::Ready;
}

void CustomerListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load();
}

void CustomerListModel::load()
{
    m_loading = true;
    auto page = m_gateway.read<CustomerLinePage>([filter = m_filter, before = m_last](Database &database) {
        return CustomerRepository(database).lines(filter, before, pageSize);
    });
    onReply(page, this, [this, generation = m_generation](const Result<CustomerLinePage> &answer) {
        if (generation != m_generation)
            return;
        m_loading = false;
        if (!answer) {
            if (answer.error().code != Errc::Cancelled)
                setState(State::Failed);
            return;
        }
        m_hasMore = answer->hasMore;
        QList<CustomerLine> fresh;
        for (const CustomerLine &line : answer->lines) {
            m_last = line.customer.id.value;
            if (rowOf(line.customer.id) < 0 && line.customer.id != m_excluded)
                fresh << line;
        }
        if (!fresh.isEmpty()) {
            const int at = int(m_lines.size());
            beginInsertRows({}, at, at + int(fresh.size()) - 1);
            m_lines += fresh;
            endInsertRows();
        }
        setState(State::Ready);
    });
}

void CustomerListModel::take(const QList<LiveEvent> &events)
{
    for (const LiveEvent &event : events) {
        if (event.topic == "customer"_L1)
            m_changed << CustomerId{event.subject};
        else if (event.topic == "ticket"_L1 && event.customer > 0)
            m_changed << CustomerId{event.customer};
    }
    if (m_state == State::Ready)
        refreshChanged();
}

void CustomerListModel::refreshChanged()
{
    if (m_refreshing || m_changed.isEmpty())
        return;
    m_refreshing = true;
    const QSet<CustomerId> asked = std::exchange(m_changed, {});
    auto found = m_gateway.read<QList<CustomerLine>>(
        [ids = asked.values()](Database &database) { return CustomerRepository(database).linesOf(ids); });
    onReply(found, this, [this, asked, generation = m_generation](const Result<QList<CustomerLine>> &lines) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        if (lines)
            apply(asked, *lines);
        refreshChanged();
    });
}

void CustomerListModel::apply(const QSet<CustomerId> &asked, const QList<CustomerLine> &found)
{
    QHash<CustomerId, CustomerLine> here;
    for (const CustomerLine &line : found)
        here.insert(line.customer.id, line);
    for (const CustomerId id : asked) {
        const int row = rowOf(id);
        if (row >= 0 && !here.contains(id)) { // merged into another
            beginRemoveRows({}, row, row);
            m_lines.removeAt(row);
            endRemoveRows();
        }
    }
    for (const CustomerLine &line : found) {
        const int row = rowOf(line.customer.id);
        if (row >= 0) {
            m_lines[row] = line;
            Q_EMIT dataChanged(index(row), index(row));
            continue;
        }
        const auto place = std::lower_bound(m_lines.begin(), m_lines.end(), line.customer.id,
                                            [](const CustomerLine &a, CustomerId id) { return id < a.customer.id; });
        const int at = int(place - m_lines.begin());
        // A search finds what it found; below what is loaded the next page brings it.
        if (!m_filter.text.trimmed().isEmpty() || line.customer.id == m_excluded || (m_hasMore && at == m_lines.size()))
            continue;
        beginInsertRows({}, at, at);
        m_lines.insert(at, line);
        endInsertRows();
    }
    Q_EMIT stateChanged();
}

} // namespace desk::ui
