#include "ui/tickets/tickethistory.h"

#include "ui/tickets/ticketview.h"
#include "ui/words.h"

#include <QDialogButtonBox>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int longestShown = 80;

} // namespace

QString HistoryWords::fieldName(const QString &field)
{
    static const QHash<QString, const char *> names{
        {u"requester"_s, QT_TR_NOOP("Person")},      {u"department"_s, QT_TR_NOOP("Department")},
        {u"equipment_type"_s, QT_TR_NOOP("Device")}, {u"asset_number"_s, QT_TR_NOOP("Asset number")},
        {u"fault"_s, QT_TR_NOOP("Fault")},           {u"fault_detail"_s, QT_TR_NOOP("Fault in detail")},
        {u"category"_s, QT_TR_NOOP("Category")},     {u"subcategory"_s, QT_TR_NOOP("Subcategory")},
        {u"priority"_s, QT_TR_NOOP("Priority")},     {u"tags"_s, QT_TR_NOOP("Tags")},
        {u"diagnosis"_s, QT_TR_NOOP("Diagnosis")},   {u"customer"_s, QT_TR_NOOP("Customer")}};
    const char *name = names.value(field);
    return name ? tr(name) : field;
}

QString HistoryWords::change(const AuditEntry &entry, const QList<User> &users)
{
    if (entry.field == "status"_L1) {
        const auto from = ticketStatusFrom(entry.oldValue);
        const auto to = ticketStatusFrom(entry.newValue);
        if (!from)
            return tr("Ticket opened");
        return to ? Words::of(*from) + u" → "_s + Words::of(*to) : QString();
    }
    if (entry.field == "assignee"_L1) {
        const auto user = std::find_if(users.cbegin(), users.cend(),
                                       [&](const User &one) { return one.id.value == entry.newValue.toLongLong(); });
        return entry.newValue.isEmpty() ? tr("Assigned to nobody")
            : user == users.cend()      ? tr("Assigned")
                                        : tr("Assigned to %1").arg(nameOf(*user));
    }
    if (entry.field == "note"_L1)
        return entry.newValue.isEmpty()        ? tr("Note deleted")
            : entry.oldValue == entry.newValue ? tr("Note changed")
                                               : tr("Note written");
    const auto words = [&](const QString &value) {
        if (value.isEmpty())
            return u"—"_s;
        if (entry.field == "priority"_L1)
            return Words::priority(value);
        if (entry.field == "category"_L1)
            return Words::category(value);
        if (entry.field == "subcategory"_L1)
            return Words::subcategory(value);
        if (entry.field == "equipment_type"_L1)
            return Words::equipment(value);
        const QString line = value.simplified();
        return line.size() > longestShown ? line.left(longestShown) + u'…' : line;
    };
    if (entry.field == "customer"_L1)
        return tr("Customers merged or separated");
    return u"%1: %2 → %3"_s.arg(fieldName(entry.field), words(entry.oldValue), words(entry.newValue));
}

QString HistoryWords::of(const AuditEntry &entry, const QList<User> &users)
{
    const QString who = entry.actorType == "bot"_L1 ? tr("Assistant") : entry.actorName;
    const QString what = change(entry, users);
    return who.isEmpty() ? what : u"%1: %2"_s.arg(who, what);
}

TicketHistoryModel::TicketHistoryModel(CoreGateway &gateway, TicketId ticket, QList<User> users, QObject *parent)
    : QAbstractListModel(parent), m_gateway(gateway), m_ticket(ticket), m_users(std::move(users))
{
    load();
}

int TicketHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant TicketHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AuditEntry &entry = m_entries.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return Words::fullTime(entry.at) + u"\n"_s + HistoryWords::of(entry, m_users);
    return {};
}

bool TicketHistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_loading;
}

void TicketHistoryModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        load();
}

void TicketHistoryModel::load()
{
    m_loading = true;
    const qint64 before = m_entries.isEmpty() ? 0 : m_entries.last().id;
    auto page = m_gateway.ask<AuditPage>([ticket = m_ticket, before](DeskServices &services) {
        return services.tickets.audit(ticket, before, pageSize);
    });
    onReply(page, this, [this](const Result<AuditPage> &answer) {
        m_loading = false;
        m_hasMore = answer && answer->hasMore;
        if (!answer || answer->entries.isEmpty())
            return;
        const int at = int(m_entries.size());
        beginInsertRows({}, at, at + int(answer->entries.size()) - 1);
        m_entries.append(QList<AuditEntry>(answer->entries.crbegin(), answer->entries.crend()));
        endInsertRows();
    });
}

TicketHistoryDialog::TicketHistoryDialog(CoreGateway &gateway, const Ticket &ticket, const QList<User> &users,
                                         QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("History of %1").arg(ticket.folio));
    auto *list = new QListView(this);
    list->setModel(new TicketHistoryModel(gateway, ticket.id, users, list));
    list->setWordWrap(true);
    list->setSpacing(3);
    list->setResizeMode(QListView::Adjust);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    resize(520, 520);
    list->setFocus();
}

} // namespace desk::ui
