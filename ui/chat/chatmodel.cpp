#include "ui/chat/chatmodel.h"

#include "ui/words.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

// Notes and events of a ticket are few; of more than that the oldest are in its history only.
constexpr int mostMargin = 200;
// What one author says within this time stands together.
constexpr qint64 runMs = 5 * 60'000;

QDate dayOf(qint64 at)
{
    return QDateTime::fromMSecsSinceEpoch(at).date();
}

} // namespace

ChatModel::ChatModel(CoreGateway &gateway, QObject *parent) : QAbstractListModel(parent), m_gateway(gateway)
{
    connect(&m_gateway, &CoreGateway::changed, this, &ChatModel::take);
}

void ChatModel::open(TicketId ticket)
{
    if (ticket == m_ticket && m_state != State::Failed)
        return;
    m_ticket = ticket;
    reload();
}

void ChatModel::reload()
{
    beginResetModel();
    m_entries.clear();
    m_notes.clear();
    m_events.clear();
    m_first = m_last = m_firstUnread = m_startMessage = {};
    m_customer = {};
    m_changed.clear();
    m_marginChanged = false;
    m_hasOlder = m_hasNewer = false;
    ++m_generation;
    endResetModel();
    setState(m_ticket.isValid() ? State::Loading : State::Empty);
    if (!m_ticket.isValid())
        return;
    m_start = Start::Unread;
    load({});
}

void ChatModel::openAt(MessageId message)
{
    if (m_state != State::Ready || !message.isValid())
        return;
    m_start = Start::Message;
    m_startMessage = message;
    load(message);
}

void ChatModel::openEnd()
{
    if (m_state != State::Ready)
        return;
    m_start = Start::End;
    load({});
}

void ChatModel::load(MessageId around)
{
    const quint64 generation = ++m_generation;
    m_loadingOlder = m_loadingNewer = m_refreshing = false;
    auto page = m_gateway.ask<Page>(
        [id = m_ticket, around, start = m_start](DeskServices &services) { return read(services, id, around, start); });
    onReply(page, this, [this, generation](const Result<Page> &answer) {
        if (generation != m_generation)
            return;
        if (answer)
            show(*answer);
        else if (m_entries.isEmpty())
            setState(State::Failed);
        else
            Q_EMIT notThere();
        if (m_state == State::Ready)
            refresh(); // what changed meanwhile
    });
}

Result<ChatModel::Page> ChatModel::read(DeskServices &services, TicketId ticket, MessageId around, Start start)
{
    if (around.isValid()) {
        // A quote may be of what was said on another ticket of the same person.
        const auto message = services.messages.find(around);
        if (!message)
            return fail(message.error());
        if (message->ticketId != ticket)
            return fail(Errc::NotFound, u"a message of another ticket"_s);
    }
    Thread thread(services.messages, services.attachments);
    auto messages = around.isValid() ? thread.pageAround(ticket, around, pageSize) : thread.page(ticket, 0, pageSize);
    if (!messages)
        return fail(messages.error());
    MessageId firstUnread;
    if (start == Start::Unread) {
        const auto unread = services.messages.firstUnreadOf(ticket);
        if (!unread && unread.error().code != Errc::NotFound)
            return fail(unread.error());
        firstUnread = unread.value_or(MessageId{});
        if (firstUnread.isValid() && firstUnread < messages->first) {
            // More than a page is new: it is read from its beginning.
            messages = thread.pageAround(ticket, firstUnread, pageSize);
            if (!messages)
                return fail(messages.error());
        }
    }
    const auto notes = NoteRepository(services.database).page(ticket, 0, mostMargin);
    if (!notes)
        return fail(notes.error());
    const auto events = services.tickets.audit(ticket, 0, mostMargin);
    if (!events)
        return fail(events.error());
    return Page{*messages, firstUnread, notes->notes, events->entries};
}

void ChatModel::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void ChatModel::show(const Page &page)
{
    m_notes = page.notes;
    m_events.clear();
    for (const AuditEntry &event : page.events) {
        if (!eventText(event).isEmpty())
            m_events << event;
    }
    m_hasOlder = page.messages.hasMore;
    m_hasNewer = page.messages.hasNewer;
    m_first = page.messages.first;
    m_last = page.messages.last;
    if (m_start == Start::Unread)
        m_firstUnread = page.firstUnread;
    const QList<ThreadMessage> &messages = page.messages.messages;
    const qint64 from = m_hasOlder && !messages.isEmpty() ? messages.first().message.createdAt : 0;
    const qint64 until = m_hasNewer && !messages.isEmpty() ? messages.last().message.createdAt + 1
                                                           : std::numeric_limits<qint64>::max();
    beginResetModel();
    m_entries = merged(messages, from, until);
    endResetModel();
    setState(State::Ready);
}

QList<ChatModel::EntryPtr> ChatModel::merged(const QList<ThreadMessage> &messages, qint64 from, qint64 until) const
{
    QList<EntryPtr> margin;
    for (const Note &note : m_notes) {
        if (note.createdAt >= from && note.createdAt < until)
            margin << std::make_shared<ChatEntry>(
                ChatEntry{.kind = ChatEntry::Kind::Note, .at = note.createdAt, .note = note});
    }
    for (const AuditEntry &event : m_events) {
        if (event.at >= from && event.at < until)
            margin << std::make_shared<ChatEntry>(
                ChatEntry{.kind = ChatEntry::Kind::Event, .at = event.at, .event = event});
    }
    std::stable_sort(margin.begin(), margin.end(), [](const EntryPtr &a, const EntryPtr &b) { return a->at < b->at; });
    QList<EntryPtr> entries;
    entries.reserve(messages.size() + margin.size());
    auto next = margin.cbegin();
    for (const ThreadMessage &message : messages) {
        while (next != margin.cend() && (*next)->at < message.message.createdAt)
            entries << *next++;
        entries << std::make_shared<ChatEntry>(
            ChatEntry{.kind = ChatEntry::Kind::Message, .at = message.message.createdAt, .message = message});
    }
    while (next != margin.cend())
        entries << *next++;
    return entries;
}

void ChatModel::loadOlder()
{
    if (!m_hasOlder || m_loadingOlder || m_state != State::Ready)
        return;
    m_loadingOlder = true;
    auto page = m_gateway.ask<Thread::Page>([id = m_ticket, before = m_first](DeskServices &services) {
        return Thread(services.messages, services.attachments).page(id, before.value, pageSize);
    });
    onReply(page, this, [this, generation = m_generation](const Result<Thread::Page> &answer) {
        if (generation != m_generation)
            return;
        m_loadingOlder = false;
        if (answer)
            prepend(*answer);
    });
}

void ChatModel::prepend(const Thread::Page &page)
{
    const auto oldest = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                     [](const EntryPtr &entry) { return entry->kind == ChatEntry::Kind::Message; });
    const qint64 until = oldest == m_entries.cend() ? 0 : (*oldest)->at;
    m_hasOlder = page.hasMore;
    m_first = page.first;
    const qint64 from = m_hasOlder && !page.messages.isEmpty() ? page.messages.first().message.createdAt : 0;
    const QList<EntryPtr> older = merged(page.messages, from, until);
    if (older.isEmpty())
        return;
    beginInsertRows({}, 0, int(older.size()) - 1);
    m_entries = older + m_entries;
    endInsertRows();
}

void ChatModel::loadNewer()
{
    if (!m_hasNewer || m_loadingNewer || m_state != State::Ready)
        return;
    m_loadingNewer = true;
    auto page = m_gateway.ask<Thread::Page>([id = m_ticket, after = m_last](DeskServices &services) {
        return Thread(services.messages, services.attachments).pageAfter(id, after.value, pageSize);
    });
    onReply(page, this, [this, generation = m_generation](const Result<Thread::Page> &answer) {
        if (generation != m_generation)
            return;
        m_loadingNewer = false;
        if (answer)
            addNewer(*answer);
    });
}

qint64 ChatModel::loadedUntil() const
{
    if (!m_hasNewer)
        return std::numeric_limits<qint64>::max();
    const auto newest = std::find_if(m_entries.crbegin(), m_entries.crend(),
                                     [](const EntryPtr &entry) { return entry->kind == ChatEntry::Kind::Message; });
    return newest == m_entries.crend() ? 0 : (*newest)->at + 1;
}

void ChatModel::addNewer(const Thread::Page &page)
{
    const qint64 from = loadedUntil();
    m_hasNewer = page.hasNewer;
    if (page.last.isValid())
        m_last = page.last;
    const qint64 until = m_hasNewer && !page.messages.isEmpty() ? page.messages.last().message.createdAt + 1
                                                                : std::numeric_limits<qint64>::max();
    const QList<EntryPtr> newer = merged(page.messages, from, until);
    if (newer.isEmpty())
        return;
    const int first = int(m_entries.size());
    beginInsertRows({}, first, first + int(newer.size()) - 1);
    m_entries += newer;
    endInsertRows();
}

int ChatModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ChatModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const ChatEntry &entry = at(index.row());
    if (role == Qt::AccessibleTextRole)
        return sentenceOf(entry);
    if (role != Qt::DisplayRole)
        return {};
    switch (entry.kind) {
    case ChatEntry::Kind::Message:
        return entry.message.words();
    case ChatEntry::Kind::Note:
        return entry.note.text;
    case ChatEntry::Kind::Event:
        break;
    }
    return eventText(entry.event);
}

int ChatModel::rowOf(MessageId message) const
{
    // Those that are asked for are mostly new.
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        if (at(row).kind == ChatEntry::Kind::Message && at(row).message.message.id == message)
            return row;
    }
    return -1;
}

int ChatModel::rowOfNote(qint64 note) const
{
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        if (at(row).kind == ChatEntry::Kind::Note && at(row).note.id == note)
            return row;
    }
    return -1;
}

int ChatModel::firstUnread() const
{
    return m_firstUnread.isValid() ? rowOf(m_firstUnread) : -1;
}

MessageId ChatModel::lastRefused() const
{
    for (int row = int(m_entries.size()) - 1; row >= 0; --row) {
        const Message &message = at(row).message.message;
        if (at(row).kind == ChatEntry::Kind::Message && message.state == DeliveryState::Refused
            && message.settledAt == 0)
            return message.id;
    }
    return {};
}

bool ChatModel::startsDay(int row) const
{
    return row == 0 || dayOf(at(row).at) != dayOf(at(row - 1).at);
}

bool ChatModel::continues(int row) const
{
    if (row == 0 || startsDay(row))
        return false;
    const ChatEntry &entry = at(row);
    const ChatEntry &before = at(row - 1);
    if (entry.kind != before.kind || entry.kind == ChatEntry::Kind::Note)
        return false;
    if (entry.kind == ChatEntry::Kind::Event)
        return true;
    const Message &message = entry.message.message;
    const Message &earlier = before.message.message;
    return message.direction == earlier.direction && message.author.type == earlier.author.type
        && message.author.id == earlier.author.id && entry.at - before.at < runMs
        && (earlier.state != DeliveryState::Refused || earlier.settledAt > 0);
}

void ChatModel::take(const QList<LiveEvent> &events)
{
    if (m_state != State::Ready && m_state != State::Loading)
        return;
    for (const LiveEvent &event : events) {
        if (event.topic == "message"_L1 && event.ticket == m_ticket.value)
            m_changed << event.subject;
        else if (event.topic == "ticket"_L1 && event.subject == m_ticket.value)
            m_marginChanged = true;
    }
    if (m_state == State::Ready)
        refresh(); // else once it is here: the page may have been read before
}

void ChatModel::refresh()
{
    if (std::exchange(m_marginChanged, false))
        refreshMargin();
    refreshMessages();
}

void ChatModel::refreshMessages()
{
    if (m_refreshing || m_changed.isEmpty())
        return;
    m_refreshing = true;
    QList<qint64> ids = std::exchange(m_changed, {}).values();
    std::sort(ids.begin(), ids.end());
    using Messages = QList<ThreadMessage>;
    auto messages = m_gateway.ask<Messages>([ids](DeskServices &services) -> Result<Messages> {
        Thread thread(services.messages, services.attachments);
        Messages found;
        for (const qint64 id : ids) {
            if (auto one = thread.find({id}); one)
                found << *one;
            else if (one.error().code != Errc::NotFound)
                return fail(one.error());
        }
        return found;
    });
    onReply(messages, this, [this, generation = m_generation](const Result<Messages> &found) {
        if (generation != m_generation)
            return;
        m_refreshing = false;
        if (found) {
            for (const ThreadMessage &message : *found)
                put(message);
        }
        refreshMessages();
    });
}

void ChatModel::put(const ThreadMessage &message)
{
    if (message.message.ticketId != m_ticket)
        return;
    const auto entry = std::make_shared<ChatEntry>(
        ChatEntry{.kind = ChatEntry::Kind::Message, .at = message.message.createdAt, .message = message});
    if (const int row = rowOf(message.message.id); row >= 0) {
        m_entries[row] = entry;
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    if (m_hasOlder && message.message.id < m_first)
        return; // its page has not been asked for
    if (!m_hasNewer || message.message.id < m_last)
        append(entry);
    if (message.message.direction == Direction::In)
        Q_EMIT messageArrived();
}

void ChatModel::append(const EntryPtr &entry)
{
    // Nearly always the end: what came late from the phone has its place further up.
    int row = int(m_entries.size());
    while (row > 0 && at(row - 1).at > entry->at)
        --row;
    beginInsertRows({}, row, row);
    m_entries.insert(row, entry);
    endInsertRows();
    if (row + 1 < m_entries.size()) // it may not be the first of its day or run any more
        Q_EMIT dataChanged(index(row + 1), index(row + 1));
}

void ChatModel::refreshMargin()
{
    using Margin = std::pair<QList<Note>, QList<AuditEntry>>;
    auto margin = m_gateway.ask<Margin>([id = m_ticket](DeskServices &services) -> Result<Margin> {
        const auto notes = NoteRepository(services.database).page(id, 0, mostMargin);
        if (!notes)
            return fail(notes.error());
        const auto events = services.tickets.audit(id, 0, mostMargin);
        if (!events)
            return fail(events.error());
        return Margin{notes->notes, events->entries};
    });
    onReply(margin, this, [this, generation = m_generation](const Result<Margin> &answer) {
        if (answer && generation == m_generation)
            putMargin(answer->first, answer->second);
    });
}

void ChatModel::putMargin(const QList<Note> &notes, const QList<AuditEntry> &events)
{
    const qint64 lastEvent = m_events.isEmpty() ? 0 : m_events.last().id;
    for (const AuditEntry &event : events) {
        if (event.id <= lastEvent || eventText(event).isEmpty())
            continue;
        m_events << event;
        if (event.at >= loadedUntil())
            continue; // it comes with what stands around it
        append(std::make_shared<ChatEntry>(ChatEntry{.kind = ChatEntry::Kind::Event, .at = event.at, .event = event}));
    }
    QSet<qint64> here;
    for (const Note &note : notes) {
        here << note.id;
        const auto entry = std::make_shared<ChatEntry>(
            ChatEntry{.kind = ChatEntry::Kind::Note, .at = note.createdAt, .note = note});
        const int row = rowOfNote(note.id);
        if (row < 0 && (m_notes.isEmpty() || note.id > m_notes.last().id)) {
            if (note.createdAt < loadedUntil())
                append(entry);
        } else if (row >= 0 && (at(row).note.text != note.text || at(row).note.editedAt != note.editedAt)) {
            m_entries[row] = entry;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    for (const Note &note : std::as_const(m_notes)) {
        const int row = here.contains(note.id) ? -1 : rowOfNote(note.id);
        if (row < 0)
            continue;
        beginRemoveRows({}, row, row);
        m_entries.removeAt(row);
        endRemoveRows();
    }
    m_notes = notes;
}

QString ChatModel::eventText(const AuditEntry &event)
{
    if (event.field == "status"_L1) {
        const auto to = ticketStatusFrom(event.newValue);
        if (event.oldValue.isEmpty())
            return Words::tr("Ticket opened");
        const auto from = ticketStatusFrom(event.oldValue);
        return from && to ? Words::of(*from) + u" → "_s + Words::of(*to) : QString();
    }
    if (event.field == "assignee"_L1)
        return event.newValue.isEmpty() ? Words::tr("Nobody has the ticket now") : Words::tr("Ticket assigned");
    if (event.field == "priority"_L1)
        return Words::tr("Priority: %1").arg(Words::priority(event.newValue));
    if (event.field == "category"_L1)
        return Words::tr("Category: %1").arg(Words::category(event.newValue));
    return {};
}

QString ChatModel::sentenceOf(const ChatEntry &entry)
{
    const QString time = Words::clockTime(entry.at);
    if (entry.kind == ChatEntry::Kind::Note)
        return Words::tr("Internal note by %1: %2, %3").arg(entry.note.authorName, entry.note.text, time);
    if (entry.kind == ChatEntry::Kind::Event)
        return u"%1, %2, %3"_s.arg(eventText(entry.event), entry.event.actorName, time);
    const Message &message = entry.message.message;
    QString who = message.author.name;
    if (message.author.type == Author::Type::Bot)
        who = Words::tr("Assistant");
    else if (message.author.type == Author::Type::Phone)
        who = Words::tr("From the phone");
    else if (message.author.type == Author::Type::Customer && who.isEmpty())
        who = Words::tr("Customer");
    QStringList parts{who, time};
    if (entry.message.isRevoked())
        parts << Words::tr("This message was taken back");
    else
        parts << Words::kind(message) << entry.message.words();
    if (const auto &quoted = entry.message.quoted)
        parts << Words::tr("reply to: %1")
                     .arg(quoted->text.isEmpty() ? Words::kind(*quoted) : quoted->text.simplified().left(120));
    parts.removeAll(QString());
    // How it fared is told last, of ours only.
    return parts.join(u", "_s) + (message.direction == Direction::Out ? u"; "_s + Words::of(message.state) : QString());
}

} // namespace desk::ui
