#pragma once

#include "core/attachments/medialimits.h"
#include "core/classification/classifier.h"
#include "core/classification/steplibrary.h"
#include "core/conversation/assistant.h"
#include "core/conversation/conversationrules.h"
#include "core/messaging/inbox.h"
#include "core/messaging/outbox.h"
#include "core/tickets/ticketservice.h"

#include <QHash>

#include <optional>

namespace desk {

/// Runs the guided conversations: waits for a burst to end, lets step() decide, and performs what it decided.
///
/// One turn is one transaction: the messages it took, the new state, the replies it queued and the ticket it opened. Everything that waits
/// (a turn, a reminder, the assistant) is a time in the database, so a restart at any point goes on. Lives on the core thread.
class ConversationService : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        ConversationRepository &conversations;
        MessageRepository &messages;
        TicketRepository &tickets;
        TicketService &ticketService;
        IdentityResolver &customers;
        Outbox &outbox;
    };
    struct Minds
    {
        const SlotFiller &slotFiller;
        const Classifier &classifier;
        const StepLibrary &steps;
        Assistant *assistant = nullptr; ///< may be null
    };
    struct Options
    {
        ConversationSettings rules;
        std::chrono::milliseconds reopenWithin{std::chrono::hours(72)};
        std::chrono::milliseconds assistantTimeout{5000};
        MediaLimits media = {};
        bool paused = false; ///< the bot says nothing in any chat; what it would have answered goes to the desk
    };
    /// What a technician says.
    struct Reply
    {
        QString text = {};    ///< with a file: its caption, may be empty
        MessageId quote = {}; ///< a message of the same customer that they answer; may be invalid
        AttachmentId attachment = {};
        SendAs sendAs = SendAs::Itself;
        QByteArray waveform = {}; ///< of a voice note, as in OutgoingFile
    };
    ConversationService(Stores stores, Minds minds, Options options, Clock &clock, QObject *parent = nullptr);

    /// Takes up what is due and waits for the rest.
    void start();
    void stop() { m_running = false; }
    /// From the next turn on. @p options' rules need not say whether there is an assistant.
    void setOptions(const Options &options);
    /// From the next turn on; null: none. What an earlier one still answers is of use.
    void setAssistant(Assistant *assistant);
    /// To be called when something was stored that may be due soon.
    void schedule();

    /// A technician's words to the customer of ticket @p id, unchanged. The bot steps aside.
    /// @param quote a message of the same customer that they answer; may be invalid.
    [[nodiscard]] Result<Message> reply(TicketId id, const Actor &actor, const QString &text, MessageId quote = {});
    /// The same with a file. Invalid (/attachment_id) for one that is not there; TooLarge (/attachment_id) for one over the limits.
    [[nodiscard]] Result<Message> reply(TicketId id, const Actor &actor, const Reply &reply);
    [[nodiscard]] Result<> setPaused(CustomerId customer, bool paused);
    /// What it reads and classifies with; the assistant is null while there is none.
    [[nodiscard]] const Minds &minds() const { return m_minds; }
    /// How large files may be that go to customers.
    [[nodiscard]] const MediaLimits &mediaLimits() const { return m_options.media; }
    /// Since the start of the program.
    [[nodiscard]] AssistantHealth assistantHealth() const { return m_assistantHealth; }

private:
    /// A question to the assistant that is under way.
    struct Asking
    {
        quint64 serial = 0;
        qint64 giveUpAt = 0;
    };
    /// What a turn takes.
    struct Burst
    {
        QList<Message> messages; ///< as last edited, without those taken back
        MessageId last;          ///< of all that is taken; invalid when nothing is
    };
    void runDue();
    [[nodiscard]] Result<> runTurn(CustomerId customer);
    [[nodiscard]] Result<Burst> burstOf(CustomerId customer);
    /// What one of us wrote on the phone, and what came before it, is between people.
    [[nodiscard]] Result<> takePhone(ConversationRow &row, Burst &burst);
    [[nodiscard]] Result<> stepAside(ConversationRow &row, const std::optional<OpenTicket> &ticket, qint64 at);
    [[nodiscard]] Result<> takeTurn(ConversationRow row, const Burst &burst, std::optional<AssistantAnswer> answer);
    [[nodiscard]] Result<> takeSilently(ConversationRow &row, const Burst &burst,
                                        const std::optional<OpenTicket> &ticket, bool stale);
    [[nodiscard]] Result<> perform(ConversationRow &row, const StepResult &result, const Burst &burst,
                                   TicketId current);
    [[nodiscard]] Result<> finish(const ConversationRow &row, const Burst &burst);
    [[nodiscard]] Result<> toDeskSilently(ConversationRow &row, const QList<Message> &messages);
    [[nodiscard]] Result<std::optional<OpenTicket>> openTicketOf(CustomerId customer, const QString &text);
    [[nodiscard]] AssistantQuestion questionFor(const Customer &customer, const QList<Message> &messages,
                                                const ConversationState &state) const;
    void askAssistant(CustomerId customer, const AssistantQuestion &question);
    void noteAssistant(const std::optional<Errc> &failure);
    /// What the assistant may still say to this customer is of no use any more.
    void forgetAssistant(CustomerId customer);
    [[nodiscard]] qint64 giveUpAt() const;

    Stores m_stores;
    Minds m_minds;
    Options m_options;
    Clock &m_clock;
    bool m_running = false;
    qint64 m_wakeAt = 0;
    quint64 m_questions = 0;                  ///< asked so far
    QHash<qint64, Asking> m_asking;           ///< by customer
    QHash<qint64, AssistantAnswer> m_answers; ///< answers that their turn has not taken yet
    AssistantHealth m_assistantHealth;
};

} // namespace desk
