#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/random.h"
#include "core/customers/identityresolver.h"
#include "core/events/livelog.h"
#include "core/messaging/messagechannel.h"
#include "core/messaging/pacer.h"
#include "core/messaging/sendas.h"
#include "core/storage/messagerepository.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace desk {

/// The persistent queue of outgoing messages.
///
/// A message, its queue row and its final wire id are one transaction. One message at a time per customer keeps the order; a failed
/// attempt waits (2 s, doubling to 5 min, with jitter) and is tried again under the same id. While the channel has no link nothing is
/// tried and nothing counts as failed; once it has, everything is due at once. Before a message is handed to the channel that fact is on
/// disk: after a crash it is repeated when the channel repeats safely, else it becomes refused("outcome_unknown").
///
/// Automatic texts keep a human pace (pacing.h): shown as being typed, with gaps, within budgets; what a budget or the quiet hours hold
/// back lets others of its chat pass. A technician's words leave at once. Over a channel that knows who is there, who never wrote is not
/// written to unless that is allowed: refused("first_contact_off"); where it is, the service is asked first whether the number is there:
/// refused("not_on_whatsapp").
/// Lives on the core thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        MessageRepository &messages;
        IdentityResolver &customers;
        LiveLog &live;
        AttachmentStore &attachments;
    };
    /// What is to be said or done.
    struct Draft
    {
        CustomerId customer;
        TicketId ticket = {};
        Author author = {};
        QString text = {}; ///< words, or the emoji of a reaction (empty takes it back); of a revoke nothing
        OutgoingMessage::Kind kind = OutgoingMessage::Kind::Text;
        MessageId quoted = {};
        MessageId target = {};            ///< of a reaction, edit or revoke
        Purpose purpose = Purpose::Reply; ///< of automatic texts; whoever is no bot is a person
        AttachmentId attachment = {};     ///< a file, of the kind Text; the words are its caption
        SendAs sendAs = SendAs::Itself;
        MediaLimits limits = {};
        QByteArray waveform = {}; ///< of a voice note, as in OutgoingFile
    };
    Outbox(Stores stores, MessageChannel &channel, Clock &clock, Random &random, QObject *parent = nullptr);

    /// Settles what a crash left in flight, then begins to send.
    [[nodiscard]] Result<> start();
    /// Hands nothing more to the channel.
    void stop();

    /// Writes and queues a message; may join a running transaction. NotFound for a customer without an address; Invalid (detail is a
    /// field pointer) for empty words without a file, a file that is not there, and a quote or target of another chat; TooLarge
    /// (/attachment_id) for a file that may not even go as a document.
    [[nodiscard]] Result<Message> enqueue(const Draft &draft);
    [[nodiscard]] Result<Message> enqueue(CustomerId customer, TicketId ticket, Author author, const QString &text);
    /// Queues a refused message again: the same row under a new wire id, which is a new message to the channel.
    /// @return Conflict for one in any other state.
    [[nodiscard]] Result<Message> resend(MessageId id);
    /// Tries a message that waits at once. Conflict ("not_waiting") when it does not, or the channel has it.
    [[nodiscard]] Result<Message> hurry(MessageId id);
    /// Takes a message out of the queue that the channel has never had: refused("cancelled"). Conflict: "not_waiting" when it does not
    /// wait, "being_sent" when it may have left.
    [[nodiscard]] Result<Message> cancel(MessageId id);
    /// Moves one of our messages up, and takes it out of the queue where it has left; of a message that is not known, and down, nothing.
    /// By a wire id from before a resend a message can only be confirmed, not refused.
    [[nodiscard]] Result<> recordDelivery(const DeliveryUpdate &update);
    /// UTC ms of the oldest message that waits; 0 when none does.
    [[nodiscard]] Result<qint64> oldestWaiting();

    /// From now on; what is held back is looked at anew.
    void setPacing(const PacingSettings &settings);
    /// What the service has limited.
    void setServiceLimits(const ServiceLimits &limits);
    [[nodiscard]] const PacingSettings &pacing() const { return m_pacer.settings(); }
    [[nodiscard]] PaceState paceState();

    /// How long to wait after the given number of failed attempts; @p unit in [0, 1) is the jitter.
    [[nodiscard]] static std::chrono::milliseconds retryDelay(int attempts, double unit);

Q_SIGNALS:
    void messageChanged(desk::MessageId id);
    /// The light of paceState(), or the reasons for it, are others.
    void paceChanged();

private:
    struct Row
    {
        MessageId messageId;
        QString address;
        QString wireId;
        int attempts = 0;
        CustomerId customerId = {};
        Purpose purpose = Purpose::Reply;
        bool checked = true; ///< the number is known to be there
    };
    void schedulePump(std::chrono::milliseconds delay = std::chrono::milliseconds(0));
    void pump();
    /// What can leave: of each customer the first that is not held back, while nothing of his is under way.
    [[nodiscard]] Result<QList<Row>> ready(qint64 now);
    void wakeForNext(qint64 now);
    /// Whether an automatic text may leave now; if not, it is seen to that it is looked at again.
    [[nodiscard]] Result<bool> isItsTime(const Row &row, qint64 now);
    [[nodiscard]] Result<bool> isTyped(const Row &row, qint64 now);
    [[nodiscard]] Result<> hold(const Row &row, const PaceDecision &decision, qint64 now);
    [[nodiscard]] Result<bool> personWaitsBehind(const Row &row);
    [[nodiscard]] Result<qint64> askedAt(CustomerId customer);
    /// Whether there has been anything between us and the customer.
    [[nodiscard]] Result<bool> haveMet(CustomerId customer);
    void watchPace();
    void handOver(const Row &row);
    void numberChecked(const Row &row, const Result<NumberOnService> &number);
    [[nodiscard]] Result<> settleNumber(const Row &row, const NumberOnService &number);
    void send(const Row &row);
    void finish(const Row &row, const Result<SendOutcome> &outcome);
    void linkChanged(bool ready);
    [[nodiscard]] Result<> checkDraft(const Draft &draft);
    [[nodiscard]] Result<> attach(Message &message, const Draft &draft);
    /// @return the message as it is then: one to a stranger is refused at once.
    [[nodiscard]] Result<Message> queue(const Message &message, const QString &address, Purpose purpose,
                                        LiveChange change);
    [[nodiscard]] Result<OutgoingMessage> outgoing(const Message &message, const Row &row);
    [[nodiscard]] Result<> waitAgain(const Row &row, int attempts, qint64 dueAt, Errc error);
    [[nodiscard]] Result<> settle(MessageId id, DeliveryState state, const QString &cause);
    [[nodiscard]] Result<> publish(const Message &message, LiveChange change = LiveChange::Updated);

    Database &m_database;
    MessageRepository &m_messages;
    IdentityResolver &m_customers;
    LiveLog &m_live;
    AttachmentStore &m_attachments;
    MessageChannel &m_channel;
    Clock &m_clock;
    Random &m_random;
    Pacer m_pacer;
    QHash<MessageId, qint64> m_typing; ///< shown as being typed, until then
    QSet<MessageId> m_checking;        ///< the service is asked whether the number is there
    PaceState m_shown;                 ///< as told last
    qint64 m_heldContactUntil = 0;
    qint64 m_paceWakeAt = 0; ///< when the state is looked at again; 0: no timer
    bool m_running = false;
    bool m_pumpPending = false;
    int m_inFlight = 0;
    qint64 m_wakeAt = 0; ///< when the armed timer fires; 0 without one
};

} // namespace desk
