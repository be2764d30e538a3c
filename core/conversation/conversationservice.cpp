#include "core/conversation/conversationservice.h"

#include "core/base/logging.h"
#include "core/base/onreply.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int maxTurnMessages = 500;
constexpr int customersAtOnce = 50;
/// Older than this when it is taken, a message goes to the desk without an automatic answer: as long as a hand-over lasts. Whoever wrote
/// the evening before still waits for help in the morning and is answered; after that a question out of nowhere confuses, and a person
/// has to look at what happened since. An outage of a working day stays below it.
constexpr qint64 staleAfterMs = 12LL * 3600 * 1000;

QString wordsOf(const QList<Message> &messages)
{
    QStringList lines;
    for (const Message &message : messages) {
        if (!message.text.isEmpty())
            lines << message.text;
    }
    return lines.join(u'\n');
}

Ticket draftFrom(CustomerId customer, const OpenTicketAction &action)
{
    Ticket ticket;
    ticket.customerId = customer;
    ticket.requester = action.facts.requester.left(200);
    ticket.department = action.facts.department.left(200);
    ticket.equipmentType = action.facts.equipmentType;
    ticket.assetNumber = action.facts.assetNumber.left(200);
    ticket.fault = action.facts.fault.left(20000);
    ticket.faultDetail = action.facts.faultDetail.left(20000);
    ticket.category = action.classification.category;
    ticket.subcategory = action.classification.subcategory;
    ticket.categoryConfidence = action.classification.confidence;
    ticket.priority = action.facts.urgency.isEmpty() ? u"normal"_s : action.facts.urgency;
    ticket.diagnosis = action.diagnosis.left(20000);
    ticket.needsTechnician = action.needsTechnician;
    return ticket;
}

TicketPatch patchFrom(const Slots &facts)
{
    const auto given = [](const QString &value) {
        return value.isEmpty() ? std::optional<QString>() : std::optional(value.left(200));
    };
    TicketPatch patch;
    patch.requester = given(facts.requester);
    patch.department = given(facts.department);
    patch.equipmentType = given(facts.equipmentType);
    patch.assetNumber = given(facts.assetNumber);
    if (!facts.fault.isEmpty())
        patch.fault = facts.fault;
    return patch;
}

template<typename Wanted>
const Wanted *firstOf(const QList<Action> &actions)
{
    for (const Action &action : actions) {
        if (const auto *wanted = std::get_if<Wanted>(&action))
            return wanted;
    }
    return nullptr;
}

/// Greetings, thanks and the like, after which nobody has to do anything.
bool isSmallTalk(const SlotFiller &filler, const QList<Message> &messages)
{
    const bool onlyText = std::all_of(messages.cbegin(), messages.cend(),
                                      [](const Message &message) { return message.kind == "text"_L1; });
    const Reading reading = filler.read(wordsOf(messages), {});
    const bool wantsSomething = reading.foundAnything() || reading.wantsHuman || reading.newIssue || reading.asksStatus
        || reading.answer == Reading::Answer::No;
    return onlyText && !wantsSomething && (reading.onlyGreets || reading.thanks || reading.abuse || reading.offTopic);
}

const Actor bot{Actor::Type::Bot, {}, QStringLiteral("bot")};

} // namespace

ConversationService::ConversationService(Stores stores, Minds minds, Options options, Clock &clock, QObject *parent)
    : QObject(parent), m_stores(stores), m_minds(minds), m_options(options), m_clock(clock)
{
    setAssistant(minds.assistant);
}

void ConversationService::setOptions(const Options &options)
{
    m_options = options;
    m_options.rules.assistantAvailable = m_minds.assistant != nullptr;
}

void ConversationService::setAssistant(Assistant *assistant)
{
    m_minds.assistant = assistant;
    m_options.rules.assistantAvailable = assistant != nullptr;
    m_assistantHealth.configured = assistant != nullptr;
}

void ConversationService::start()
{
    m_running = true;
    schedule();
}

void ConversationService::schedule()
{
    if (!m_running)
        return;
    auto next = m_stores.conversations.nextDue();
    if (!next)
        qCWarning(lcConversation).noquote() << "next turn unknown:" << next.error().detail;
    const qint64 now = m_clock.nowMs();
    const qint64 at = next ? *next : now + 5000;
    if (at == 0 || (m_wakeAt > now && m_wakeAt <= at))
        return;
    m_wakeAt = std::max(at, now + 1);
    m_clock.singleShot(std::chrono::milliseconds(m_wakeAt - now), this, [this, armed = m_wakeAt] {
        if (m_wakeAt == armed)
            runDue();
    });
}

void ConversationService::runDue()
{
    m_wakeAt = 0;
    if (!m_running)
        return;
    auto due = m_stores.conversations.due(m_clock.nowMs(), customersAtOnce);
    if (!due) {
        qCWarning(lcConversation).noquote() << "due turns unknown:" << due.error().detail;
        return schedule();
    }
    for (const CustomerId customer : std::as_const(*due)) {
        auto done = m_stores.database.transaction([&] { return runTurn(customer); });
        if (done)
            continue;
        qCCritical(lcConversation).noquote() << "a turn failed:" << done.error().detail;
        // Again later: the messages are stored, only the answer waits.
        const qint64 now = m_clock.nowMs();
        if (auto later = m_stores.conversations.scheduleTurn(customer, now + 30'000, now); !later)
            qCCritical(lcConversation).noquote() << "not even put off:" << later.error().detail;
    }
    schedule();
}

Result<> ConversationService::runTurn(CustomerId customer)
{
    auto row = m_stores.conversations.load(customer);
    if (!row)
        return fail(row.error());
    auto burst = burstOf(customer);
    if (!burst)
        return fail(burst.error());
    if (auto done = takePhone(*row, *burst); !done)
        return done;

    const ConversationState state = conversationStateFrom(row->state);
    if (state.stage != Stage::AwaitingAssistant || row->paused || m_options.paused) {
        forgetAssistant(customer);
        return takeTurn(*row, *burst, std::nullopt);
    }
    if (m_answers.contains(customer.value))
        return takeTurn(*row, *burst, m_answers.take(customer.value));
    const qint64 now = m_clock.nowMs();
    if (const auto asking = m_asking.constFind(customer.value); asking != m_asking.cend()) {
        if (now < asking->giveUpAt) // something more was written meanwhile
            return m_stores.conversations.scheduleTurn(customer, asking->giveUpAt, now);
        forgetAssistant(customer); // no answer in time: on without it
        noteAssistant(Errc::TimedOut);
        return takeTurn(*row, *burst, AssistantAnswer{});
    }
    // A restart came between: asked again.
    if (!m_minds.assistant || burst->messages.isEmpty())
        return takeTurn(*row, *burst, AssistantAnswer{});
    auto known = m_stores.customers.find(customer);
    if (!known)
        return fail(known.error());
    const AssistantQuestion question = questionFor(*known, burst->messages, state);
    m_stores.database.afterCommit([this, customer, question] { askAssistant(customer, question); });
    return m_stores.conversations.scheduleTurn(customer, giveUpAt(), now);
}

Result<ConversationService::Burst> ConversationService::burstOf(CustomerId customer)
{
    auto pending = m_stores.messages.pendingOf(customer, maxTurnMessages);
    if (!pending)
        return fail(pending.error());
    auto actions = m_stores.messages.actionsOn(*pending);
    if (!actions)
        return fail(actions.error());
    Burst burst;
    for (Message &message : *pending) {
        burst.last = message.id;
        bool revoked = false;
        const QList<Message> changes = actions->value(message.id);
        for (const Message &change : changes) {
            revoked = revoked || change.kind == "revoke"_L1;
            if (change.kind == "edit"_L1)
                message.text = change.text;
        }
        if (!revoked)
            burst.messages << message;
    }
    return burst;
}

Result<> ConversationService::takePhone(ConversationRow &row, Burst &burst)
{
    const auto ours = std::find_if(burst.messages.crbegin(), burst.messages.crend(),
                                   [](const Message &message) { return message.direction == Direction::Out; });
    if (ours == burst.messages.crend())
        return {};
    const MessageId written = ours->id;
    const qint64 writtenAt = ours->createdAt;
    forgetAssistant(row.customerId);
    std::optional<OpenTicket> open;
    auto ticket = m_stores.tickets.currentOf(row.customerId, std::numeric_limits<qint64>::max());
    if (ticket) {
        open = OpenTicket{ticket->id.value, ticket->folio, ticket->status};
        if (auto done = m_stores.messages.assignToTicket(row.customerId, ticket->id, burst.messages.first().id); !done)
            return done;
        if (auto done = m_stores.ticketService.noteResponse(ticket->id); !done)
            return done;
    } else if (ticket.error().code != Errc::NotFound) {
        return fail(ticket.error());
    }
    if (auto done = stepAside(row, open, writtenAt); !done)
        return done;
    erase_if(burst.messages, [&](const Message &message) { return message.id.value <= written.value; });
    return m_stores.messages.markTaken(row.customerId, written);
}

Result<> ConversationService::stepAside(ConversationRow &row, const std::optional<OpenTicket> &ticket, qint64 at)
{
    Turn turn;
    turn.trigger = Turn::Trigger::TechnicianWrote;
    turn.now = at;
    turn.openTicket = ticket;
    const StepResult result = step(conversationStateFrom(row.state), turn, m_options.rules, m_minds.slotFiller,
                                   m_minds.classifier, m_minds.steps);
    row.state = toJson(result.state);
    row.wakeAt = 0;
    return m_stores.conversations.save(row, m_clock.nowMs());
}

Result<> ConversationService::finish(const ConversationRow &row, const Burst &burst)
{
    if (burst.last.isValid()) {
        if (auto done = m_stores.messages.markTaken(row.customerId, burst.last); !done)
            return done;
    }
    return m_stores.conversations.save(row, m_clock.nowMs());
}

Result<std::optional<OpenTicket>> ConversationService::openTicketOf(CustomerId customer, const QString &text)
{
    auto ticket = m_stores.tickets.currentOf(customer, m_clock.nowMs() - m_options.reopenWithin.count());
    if (!ticket)
        return ticket.error().code == Errc::NotFound ? Result<std::optional<OpenTicket>>(std::nullopt)
                                                     : fail(ticket.error());
    if (!isOpen(ticket->status)) {
        // Written soon after closing: the fault is back, unless it is only thanks or something else.
        const Reading reading = m_minds.slotFiller.read(text, {});
        const bool elsewhere = reading.thanks || reading.onlyGreets || reading.newIssue || reading.abuse
            || reading.offTopic;
        if (ticket->status != TicketStatus::Closed || text.isEmpty() || elsewhere)
            return std::optional<OpenTicket>();
        TicketPatch patch;
        patch.status = ticket->assigneeId.isValid() ? TicketStatus::Assigned : TicketStatus::New;
        ticket = m_stores.ticketService.patch(ticket->id, patch, {Actor::Type::Customer, {}, {}});
        if (!ticket)
            return fail(ticket.error());
    }
    return std::optional(OpenTicket{ticket->id.value, ticket->folio, ticket->status});
}

Result<> ConversationService::toDeskSilently(ConversationRow &row, const QList<Message> &messages)
{
    OpenTicketAction action;
    action.facts.fault = wordsOf(messages);
    auto customer = m_stores.customers.find(row.customerId);
    if (!customer)
        return fail(customer.error());
    action.facts.requester = customer->displayName;
    action.facts.department = customer->department;
    action.classification = m_minds.classifier.classify(action.facts.fault);
    auto ticket = m_stores.ticketService.open(draftFrom(row.customerId, action), bot);
    if (!ticket)
        return fail(ticket.error());
    return m_stores.messages.assignToTicket(row.customerId, ticket->id, messages.first().id);
}

/// To the desk without a word of the bot: into the open ticket, or a new one when there is something in it.
Result<> ConversationService::takeSilently(ConversationRow &row, const Burst &burst,
                                           const std::optional<OpenTicket> &ticket, bool stale)
{
    const QList<Message> &messages = burst.messages;
    if (ticket) {
        if (auto done = m_stores.messages.assignToTicket(row.customerId, {ticket->id}, messages.first().id); !done)
            return done;
    } else if (!stale || !isSmallTalk(m_minds.slotFiller, messages)) {
        if (auto done = toDeskSilently(row, messages); !done)
            return done;
    }
    return {};
}

Result<> ConversationService::takeTurn(ConversationRow row, const Burst &burst, std::optional<AssistantAnswer> answer)
{
    const QList<Message> &messages = burst.messages;
    const qint64 now = m_clock.nowMs();
    auto customer = m_stores.customers.find(row.customerId);
    if (!customer)
        return fail(customer.error());
    auto openTicket = openTicketOf(row.customerId, wordsOf(messages));
    if (!openTicket)
        return fail(openTicket.error());

    const bool wake = messages.isEmpty() && !answer;
    row.turnDueAt = 0;
    if (wake && row.wakeAt > now)
        return finish(row, burst);

    ConversationState state = conversationStateFrom(row.state);
    const bool stale = !messages.isEmpty() && messages.last().createdAt < now - staleAfterMs;
    if (row.paused || m_options.paused || stale) {
        if (!messages.isEmpty()) {
            if (auto done = takeSilently(row, burst, *openTicket, stale); !done)
                return done;
        }
        row.wakeAt = 0;
        if (state.stage == Stage::AwaitingAssistant) { // what was asked about is taken
            state.stage = state.stageBeforeAssistant;
            row.state = toJson(state);
        }
        return finish(row, burst);
    }

    // A hand-over ends with its ticket; the next message begins anew. One without a ticket ends when the person has been silent long.
    if (!*openTicket && state.stage == Stage::HandedOver && !state.personWrote)
        state = {.language = state.language};

    Turn turn;
    turn.trigger = answer ? Turn::Trigger::AssistantAnswered : wake ? Turn::Trigger::Wake : Turn::Trigger::Messages;
    for (const Message &message : messages) {
        const bool tooLarge = message.fileState == FileState::TooLarge;
        turn.messages << TurnMessage{message.id.value, message.text, message.kind, message.attachmentId.isValid(),
                                     tooLarge ? m_options.media.of(message.kind) : 0};
    }
    turn.openTicket = *openTicket;
    turn.knownName = customer->displayName;
    turn.knownDepartment = customer->department;
    turn.now = now;
    turn.assistant = std::move(answer);
    if (wake)
        row.wakeAt = 0;
    const StepResult result = step(state, turn, m_options.rules, m_minds.slotFiller, m_minds.classifier, m_minds.steps);
    const TicketId current = *openTicket ? TicketId{(*openTicket)->id} : TicketId{};
    return perform(row, result, burst, current);
}

Result<> ConversationService::perform(ConversationRow &row, const StepResult &result, const Burst &burst,
                                      TicketId current)
{
    const QList<Message> &messages = burst.messages;
    row.state = toJson(result.state);
    if (const auto *wake = firstOf<WakeAt>(result.actions))
        row.wakeAt = wake->at;

    if (firstOf<AskAssistant>(result.actions)) {
        // The messages stay untaken: the turn that has the answer, or gives up on it, takes them.
        row.turnDueAt = giveUpAt();
        auto known = m_stores.customers.find(row.customerId);
        if (!known)
            return fail(known.error());
        const AssistantQuestion question = questionFor(*known, messages, result.state);
        m_stores.database.afterCommit(
            [this, customer = row.customerId, question] { askAssistant(customer, question); });
        return m_stores.conversations.save(row, m_clock.nowMs());
    }

    QString folio;
    if (const auto *open = firstOf<OpenTicketAction>(result.actions)) {
        auto ticket = m_stores.ticketService.open(draftFrom(row.customerId, *open), bot);
        if (!ticket)
            return fail(ticket.error());
        current = ticket->id;
        folio = ticket->folio;
        const qint64 first = result.state.firstMessageId > 0 ? result.state.firstMessageId
            : messages.isEmpty()                             ? 0
                                                             : messages.first().id.value;
        if (auto done = m_stores.messages.assignToTicket(row.customerId, current, {first}); !done)
            return done;
        if (auto done = m_stores.customers.learn(row.customerId, open->facts.requester, open->facts.department); !done)
            return done;
    }
    if (const auto *update = firstOf<UpdateTicket>(result.actions)) {
        auto changed = m_stores.ticketService.patch({update->ticketId}, patchFrom(update->facts),
                                                    {Actor::Type::Customer, {}, {}});
        if (!changed)
            return fail(changed.error());
    }
    if (const auto *join = firstOf<JoinTicket>(result.actions); join && !messages.isEmpty()) {
        current = {join->ticketId};
        if (auto done = m_stores.messages.assignToTicket(row.customerId, current, messages.first().id); !done)
            return done;
    }
    for (const Action &action : result.actions) {
        const auto *say = std::get_if<Say>(&action);
        if (!say)
            continue;
        QString text = say->text;
        // Without words of the customer's it is the conversation that begins: a reminder.
        auto queued = m_stores.outbox.enqueue({.customer = row.customerId,
                                               .ticket = current,
                                               .author = {Author::Type::Bot, 0, {}},
                                               .text = text.replace(u"{folio}"_s, folio),
                                               .purpose = messages.isEmpty() ? Purpose::Notice : Purpose::Reply});
        if (!queued)
            return fail(queued.error());
    }
    return finish(row, burst);
}

AssistantQuestion ConversationService::questionFor(const Customer &customer, const QList<Message> &messages,
                                                   const ConversationState &state) const
{
    const QString text = wordsOf(messages);
    const Slots read = m_minds.slotFiller.read(text, state.asked).facts;
    return {text,
            state.facts,
            state.asked,
            state.language,
            {customer.displayName, state.facts.requester, read.requester},
            read.assetNumber.isEmpty() ? state.facts.assetNumber : read.assetNumber};
}

qint64 ConversationService::giveUpAt() const
{
    return m_clock.nowMs() + m_options.assistantTimeout.count() + 500;
}

void ConversationService::askAssistant(CustomerId customer, const AssistantQuestion &question)
{
    const quint64 serial = ++m_questions;
    m_answers.remove(customer.value);
    m_asking.insert(customer.value, {serial, giveUpAt()});
    auto reply = m_minds.assistant->ask(question);
    onReply(reply, this, [this, customer, serial](const Result<AssistantAnswer> &answer) {
        if (m_asking.value(customer.value).serial != serial)
            return; // given up on
        m_asking.remove(customer.value);
        noteAssistant(answer ? std::nullopt : std::optional(answer.error().code));
        m_answers.insert(customer.value, answer ? *answer : AssistantAnswer{});
        const qint64 now = m_clock.nowMs();
        if (auto done = m_stores.conversations.scheduleTurn(customer, now, now); !done)
            qCWarning(lcConversation).noquote() << "answer not scheduled:" << done.error().detail;
        schedule();
    });
}

void ConversationService::noteAssistant(const std::optional<Errc> &failure)
{
    if (!failure) {
        m_assistantHealth.lastOkAt = m_clock.nowMs();
        return;
    }
    qCInfo(lcAssistant).noquote() << "no help from the assistant:" << toString(*failure);
    m_assistantHealth.lastFailureAt = m_clock.nowMs();
    m_assistantHealth.lastFailure = toString(*failure);
}

void ConversationService::forgetAssistant(CustomerId customer)
{
    m_asking.remove(customer.value);
    m_answers.remove(customer.value);
}

Result<Message> ConversationService::reply(TicketId id, const Actor &actor, const QString &text, MessageId quote)
{
    return reply(id, actor, {.text = text, .quote = quote});
}

Result<Message> ConversationService::reply(TicketId id, const Actor &actor, const Reply &reply)
{
    return m_stores.database.transaction([&]() -> Result<Message> {
        auto ticket = m_stores.tickets.find(id);
        if (!ticket)
            return fail(ticket.error());
        auto message = m_stores.outbox.enqueue({.customer = ticket->customerId,
                                                .ticket = id,
                                                .author = {Author::Type::Technician, actor.userId.value, actor.name},
                                                .text = reply.text,
                                                .quoted = reply.quote,
                                                .attachment = reply.attachment,
                                                .sendAs = reply.sendAs,
                                                .limits = m_options.media,
                                                .waveform = reply.waveform});
        if (!message)
            return message;
        if (auto done = m_stores.ticketService.noteResponse(id); !done)
            return fail(done.error());
        auto row = m_stores.conversations.load(ticket->customerId);
        if (!row)
            return fail(row.error());
        const OpenTicket open{id.value, ticket->folio, ticket->status};
        if (auto done = stepAside(*row, open, m_clock.nowMs()); !done)
            return fail(done.error());
        return message;
    });
}

Result<> ConversationService::setPaused(CustomerId customer, bool paused)
{
    if (auto found = m_stores.customers.find(customer); !found)
        return fail(found.error());
    return m_stores.conversations.setPaused(customer, paused, m_clock.nowMs());
}

} // namespace desk
