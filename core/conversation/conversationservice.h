#pragma once

#include "core/classification/classifier.h"
#include "core/classification/steplibrary.h"
#include "core/conversation/assistant.h"
#include "core/conversation/conversationrules.h"
#include "core/messaging/inbox.h"
#include "core/messaging/outbox.h"
#include "core/tickets/ticketservice.h"

#include <QSet>

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
    };
    ConversationService(Stores stores, Minds minds, Options options, Clock &clock, QObject *parent = nullptr);

    /// Takes up what is due and waits for the rest.
    void start();
    void stop() { m_running = false; }
    /// To be called when something was stored that may be due soon.
    void schedule();

    /// A technician's words to the customer of ticket @p id, unchanged. The bot steps aside.
    [[nodiscard]] Result<Message> reply(TicketId id, const Actor &actor, const QString &text);
    [[nodiscard]] Result<> setPaused(CustomerId customer, bool paused);

private:
    void runDue();
    [[nodiscard]] Result<> runTurn(CustomerId customer);
    [[nodiscard]] Result<> takeTurn(ConversationRow row, const QList<Message> &messages,
                                    std::optional<AssistantAnswer> answer);
    [[nodiscard]] Result<> perform(ConversationRow &row, const StepResult &result, const QList<Message> &messages,
                                   TicketId current);
    [[nodiscard]] Result<> toDeskSilently(ConversationRow &row, const QList<Message> &messages);
    [[nodiscard]] Result<std::optional<OpenTicket>> openTicketOf(CustomerId customer, const QString &text);
    void askAssistant(CustomerId customer, const AssistantQuestion &question);

    Stores m_stores;
    Minds m_minds;
    Options m_options;
    Clock &m_clock;
    bool m_running = false;
    qint64 m_wakeAt = 0;
    QSet<qint64> m_asking;                    ///< customers whose question to the assistant is under way
    QHash<qint64, AssistantAnswer> m_answers; ///< answers that their turn has not taken yet
};

} // namespace desk
