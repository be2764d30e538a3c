#pragma once

#include "core/conversation/assistant.h"
#include "core/conversation/conversationservice.h"
#include "core/messaging/thread.h"

namespace desk {

/// What may be wrong with what a ticket is about, and what to try: for the technician, never for the customer as it is.
struct TicketAdvice
{
    enum class Source {
        Rules,      ///< the desk's own
        Model,      ///< the assistant
        ModelFailed ///< the desk's own, because the assistant did not answer
    };
    Source source = Source::Rules;
    QString diagnosis = {}; ///< one sentence; may be empty
    QStringList steps = {};
    bool certain = false;
    QList<Ticket> similar = {}; ///< ended ones about the same, newest first
};

/// Words for technicians: an answer suggested, a draft better said, a diagnosis. Nothing of it is sent or stored.
///
/// Lives on the core thread; made for one question. Does not own what it is given, which outlives the answer.
class WritingHelp
{
public:
    struct Stores
    {
        TicketRepository &tickets;
        MessageRepository &messages;
        AttachmentStore &attachments;
        IdentityResolver &customers;
    };
    WritingHelp(Stores stores, ConversationService &conversation) : m_stores(stores), m_conversation(conversation) { }

    /// NotFound; Conflict ("no_assistant"); Rejected for words that lead elsewhere; else as Assistant::write().
    [[nodiscard]] QFuture<Result<QString>> suggest(TicketId ticket);
    /// The same.
    [[nodiscard]] QFuture<Result<QString>> improve(TicketId ticket, const QString &draft);
    /// By the desk's own rules, at once.
    [[nodiscard]] Result<TicketAdvice> localAdvice(TicketId ticket);
    /// By the assistant; where it does not answer, by the rules. NotFound; Conflict ("no_assistant").
    [[nodiscard]] QFuture<Result<TicketAdvice>> advise(TicketId ticket);

private:
    [[nodiscard]] Result<WritingQuestion> questionFor(TicketId ticket, WritingQuestion::Kind kind);
    [[nodiscard]] QFuture<Result<QString>> words(const WritingQuestion &question);

    Stores m_stores;
    ConversationService &m_conversation; ///< whose assistant, rules and steps these are
};

} // namespace desk
