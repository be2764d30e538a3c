#pragma once

#include "core/messaging/thread.h"
#include "core/storage/noterepository.h"
#include "ui/coregateway.h"

#include <QAbstractListModel>

#include <memory>

namespace desk::ui {

/// One thing that stands in a conversation: a message, an internal note, or what happened to the ticket.
struct ChatEntry
{
    enum class Kind { Message, Note, Event };
    Kind kind = Kind::Message;
    qint64 at = 0; ///< UTC ms
    ThreadMessage message = {};
    Note note = {};
    AuditEntry event = {};
};

/// The conversation of one ticket, oldest first; older pages come when they are asked for.
///
/// Notes and events stand between the messages of their time. What changes in the core changes single entries. Reactions, edits and
/// revokes are part of the message that they are about. Lives on the GUI thread.
class ChatModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class State { Empty, Loading, Ready, Failed };
    /// Where whoever looks at it begins.
    enum class Start { Unread, End, Message };
    static constexpr int pageSize = 80;

    explicit ChatModel(CoreGateway &gateway, QObject *parent = nullptr);

    /// An invalid id: no conversation.
    void open(TicketId ticket);
    void reload();
    /// Shows the conversation around a message of it, wherever that stands. What is shown stays until then.
    void openAt(MessageId message);
    /// The same with its end.
    void openEnd();
    [[nodiscard]] Start start() const { return m_start; }
    /// Of Start::Message.
    [[nodiscard]] MessageId startMessage() const { return m_startMessage; }
    [[nodiscard]] TicketId ticket() const { return m_ticket; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const ChatEntry &at(int row) const { return *m_entries.at(row); }
    [[nodiscard]] int rowOf(MessageId message) const; ///< -1: not loaded
    /// The first that nobody had read when the conversation was opened; -1: none is loaded.
    [[nodiscard]] int firstUnread() const;
    /// The same, loaded or not.
    [[nodiscard]] MessageId firstUnreadMessage() const { return m_firstUnread; }
    /// It is the first of its day, or begins what is new.
    [[nodiscard]] bool startsDay(int row) const;
    /// It goes on with what the same author said just before.
    [[nodiscard]] bool continues(int row) const;
    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    void loadOlder();
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    /// The last message that may have been seen; invalid: all of them.
    [[nodiscard]] MessageId seenUpTo() const { return m_hasNewer ? m_last : MessageId{}; }
    void loadNewer();
    /// The newest refused message that nobody has settled; invalid without one.
    [[nodiscard]] MessageId lastRefused() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// One sentence for those who hear it instead of seeing it.
    [[nodiscard]] static QString sentenceOf(const ChatEntry &entry);
    /// What a change of the ticket is in words, without who did it; empty for what is not told in the conversation.
    [[nodiscard]] static QString eventText(const AuditEntry &event);

Q_SIGNALS:
    void stateChanged(desk::ui::ChatModel::State state);
    /// What openAt() asked for is not in this conversation; what is shown stays.
    void notThere();
    /// The customer wrote something, just now.
    void messageArrived();

private:
    struct Page
    {
        Thread::Page messages = {};
        MessageId firstUnread = {};
        QList<Note> notes = {};
        QList<AuditEntry> events = {};
    };
    using EntryPtr = std::shared_ptr<const ChatEntry>;

    void setState(State state);
    void load(MessageId around);
    void show(const Page &page);
    void addNewer(const Thread::Page &page);
    [[nodiscard]] static Result<Page> read(DeskServices &services, TicketId ticket, MessageId around, Start start);
    /// The time of the last message that is loaded, where newer ones are not; else no time at all.
    [[nodiscard]] qint64 loadedUntil() const;
    void prepend(const Thread::Page &page);
    [[nodiscard]] QList<EntryPtr> merged(const QList<ThreadMessage> &messages, qint64 from, qint64 until) const;
    void take(const QList<LiveEvent> &events);
    void refresh();
    void refreshMessages();
    void refreshMargin();
    void put(const ThreadMessage &message);
    void putMargin(const QList<Note> &notes, const QList<AuditEntry> &events);
    void append(const EntryPtr &entry);
    [[nodiscard]] int rowOfNote(qint64 note) const;

    CoreGateway &m_gateway;
    TicketId m_ticket;
    CustomerId m_customer;
    State m_state = State::Empty;
    QList<EntryPtr> m_entries;
    QList<Note> m_notes;
    QList<AuditEntry> m_events;
    MessageId m_first; ///< where the next older page goes on
    MessageId m_last;  ///< the same towards newer ones
    MessageId m_firstUnread;
    Start m_start = Start::Unread;
    MessageId m_startMessage;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_loadingOlder = false;
    bool m_loadingNewer = false;
    QSet<qint64> m_changed;       ///< messages to be read again
    bool m_marginChanged = false; ///< so are notes and events
    bool m_refreshing = false;
    quint64 m_generation = 0;
};

} // namespace desk::ui
