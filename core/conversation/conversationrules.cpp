#include "core/conversation/conversationrules.h"

#include "core/conversation/assistantrules.h"
#include "core/conversation/wording.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int enoughMisunderstandings = 2;
constexpr int enoughFailures = 2; ///< per slot
constexpr qsizetype maxDiagnosis = 1500;

class Dialogue
{
public:
    Dialogue(const ConversationState &state, const Turn &turn, const ConversationSettings &settings,
             const SlotFiller &filler, const Classifier &classifier, const StepLibrary &steps)
        : m_state(state), m_turn(turn), m_settings(settings), m_filler(filler), m_classifier(classifier),
          m_steps(steps), m_wording(settings.formal)
    {
    }

    StepResult run();

private:
    using Vars = QMap<QString, QString>;

    void hear();
    void stepAside();
    void wake();
    void joinTicket();
    void hearSmallTalk();
    void gather();
    void hearAboutSteps();

    void understand();
    void begin();
    bool askAssistant();
    void takeAssistant();
    QStringList takeFacts();
    void noteUnanswered(bool understood);
    void askNext(const QString &again = {});
    void offerSteps();
    void openTicket();
    void handOver(const QString &reason);
    void correctTicket();
    void finish();
    void rest(Stage stage);

    [[nodiscard]] bool isRunning() const
    {
        return m_state.stage == Stage::Gathering || m_state.stage == Stage::OfferingSteps;
    }
    [[nodiscard]] bool personIsHere() const;
    [[nodiscard]] bool hasMedia() const;
    [[nodiscard]] bool hasKeptMedia() const;
    void refuseLargeFiles();
    [[nodiscard]] bool isSmallTalk() const;
    [[nodiscard]] QString nextMissing() const;
    [[nodiscard]] QString summary() const;
    void say(const QString &key, const Vars &vars = {}) { m_lines.append(m_wording.text(key, m_state.language, vars)); }
    void act(Action action) { m_actions.append(std::move(action)); }

    ConversationState m_state;
    const Turn &m_turn;
    const ConversationSettings &m_settings;
    const SlotFiller &m_filler;
    const Classifier &m_classifier;
    const StepLibrary &m_steps;
    Wording m_wording;
    QString m_text;
    Reading m_reading;
    qint64 m_silentFor = 0; ///< before this turn
    QStringList m_lines;
    QList<Action> m_actions;
};

// --- the whole dialogue on one page ----------------------------------------------------------------------------------

StepResult Dialogue::run()
{
    switch (m_turn.trigger) {
    case Turn::Trigger::TechnicianWrote:
        stepAside();
        break;
    case Turn::Trigger::Wake:
        wake();
        break;
    case Turn::Trigger::Messages:
    case Turn::Trigger::AssistantAnswered:
        if (!m_turn.messages.isEmpty())
            hear();
        break;
    }
    if (!m_lines.isEmpty())
        act(Say{m_lines.join(u"\n\n"_s)}); // one message, however much there was to say
    if (isRunning() && m_turn.trigger != Turn::Trigger::Wake && !m_turn.messages.isEmpty())
        act(WakeAt{m_turn.now + m_settings.reminderAfterMs});
    return {m_state, m_actions};
}

void Dialogue::hear()
{
    understand();
    refuseLargeFiles();
    if (personIsHere()) {
        if (!m_turn.openTicket)
            return;
        m_state.personWrote = false; // from now on the hand-over ends with the ticket
        act(JoinTicket{m_turn.openTicket->id});
        return;
    }
    if (m_state.stage == Stage::HandedOver)
        rest(Stage::Idle);
    if (m_turn.openTicket && !m_state.separateIssue)
        return joinTicket();
    if (askAssistant())
        return;
    takeAssistant();
    if (m_reading.wantsHuman) {
        begin();
        takeFacts();
        return handOver(u"asked"_s);
    }
    if (hasKeptMedia())
        say(u"media"_s);
    if (m_state.stage == Stage::OfferingSteps)
        return hearAboutSteps();
    if (m_state.stage == Stage::Idle && isSmallTalk())
        return hearSmallTalk();
    gather();
}

void Dialogue::gather()
{
    const bool isNew = m_state.stage == Stage::Idle;
    begin();
    const bool knewFault = !m_state.facts.fault.isEmpty();
    const QStringList learned = takeFacts();
    if (isNew && m_reading.greets)
        say(m_state.facts.requester.isEmpty() ? u"greeting"_s : u"greeting_name"_s,
            {{u"name"_s, m_state.facts.requester}});
    if (isNew && m_reading.asksStatus && m_state.facts.fault.isEmpty())
        say(u"status_none"_s);
    if (!isNew && m_reading.corrects && !learned.isEmpty()) // "disculpe la molestia" corrects nothing
        say(u"corrected"_s);
    if (!knewFault && !m_state.facts.fault.isEmpty())
        say(u"understood_fault"_s);

    const QString asked = m_state.asked;
    noteUnanswered(!learned.isEmpty() || m_reading.refusesAsked
                   || (isSmallTalk() && !m_reading.abuse && !m_reading.offTopic));
    if (m_state.misunderstandings >= enoughMisunderstandings)
        return handOver(u"not_understood"_s);
    askNext(asked);
}

void Dialogue::hearAboutSteps()
{
    using enum Reading::Answer;
    const bool moreTrouble = !m_reading.facts.fault.isEmpty() && m_reading.answer != Yes;
    const QStringList learned = takeFacts();
    if (m_reading.answer == No || moreTrouble)
        return openTicket();
    if (m_reading.answer == Yes || (m_reading.answer == Agree && m_state.encouraged)) {
        say(u"solved"_s);
        return finish();
    }
    if (m_reading.answer == Agree || m_reading.answer == Later || m_reading.thanks) {
        m_state.encouraged = true; // "va" may only mean "I will try"
        m_state.misunderstandings = 0;
        return say(u"steps_waiting"_s);
    }
    if (!learned.isEmpty()) {
        m_state.misunderstandings = 0;
        say(u"corrected"_s);
        return say(u"steps_again"_s);
    }
    if (!hasMedia() && !m_reading.asksStatus && ++m_state.misunderstandings >= enoughMisunderstandings)
        return handOver(u"not_understood"_s);
    if (!hasMedia())
        say(u"not_understood"_s);
    say(u"steps_again"_s);
}

void Dialogue::hearSmallTalk()
{
    if (m_reading.abuse)
        say(u"abuse"_s);
    else if (m_reading.offTopic)
        say(u"off_topic"_s);
    else
        say(u"thanks"_s);
}

void Dialogue::joinTicket()
{
    const OpenTicket &ticket = *m_turn.openTicket;
    if (m_reading.newIssue) {
        rest(Stage::Idle);
        m_state.separateIssue = true;
        m_state.openedAt = 0;
        say(u"new_issue"_s);
        return gather();
    }
    if (isRunning())
        finish(); // a technician opened a ticket meanwhile
    act(JoinTicket{ticket.id});
    if (m_reading.asksStatus)
        return say(u"status"_s, {{u"folio"_s, ticket.folio}, {u"status"_s, spanishLabel(ticket.status)}});
    if (m_state.openedAt > 0 && m_turn.now - m_state.openedAt <= m_settings.correctionWindowMs)
        correctTicket();
}

void Dialogue::stepAside()
{
    rest(Stage::HandedOver);
    if (!m_turn.openTicket) {
        m_state.personWrote = true;
        m_state.ticketOpened = false; // an earlier one
    }
    m_state.lastActivityAt = m_turn.now;
    act(WakeAt{0});
}

void Dialogue::wake()
{
    if (!isRunning())
        return act(WakeAt{0});
    const qint64 due = m_state.reminded ? m_state.remindedAt + m_settings.closeAfterMs
                                        : m_state.lastActivityAt + m_settings.reminderAfterMs;
    if (m_turn.now < due)
        return act(WakeAt{due});
    if (!m_state.reminded) {
        m_state.reminded = true;
        m_state.remindedAt = m_turn.now;
        say(u"reminder"_s);
        say(m_state.stage == Stage::OfferingSteps ? u"steps_again"_s : u"ask."_s + m_state.asked);
        return act(WakeAt{m_turn.now + m_settings.closeAfterMs});
    }
    if (m_state.facts.fault.isEmpty()) {
        say(u"closed_quietly"_s);
        return finish();
    }
    act(OpenTicketAction{m_state.facts, m_state.classification, m_state.diagnosis, true});
    say(u"closed_with_ticket"_s);
    m_state.ticketOpened = true;
    m_state.openedAt = m_turn.now;
    finish();
}

// --- understanding ---------------------------------------------------------------------------------------------------

void Dialogue::understand()
{
    if (m_state.stage == Stage::AwaitingAssistant)
        m_state.stage = m_state.stageBeforeAssistant;
    QStringList texts;
    for (const TurnMessage &message : m_turn.messages) {
        if (!message.text.trimmed().isEmpty())
            texts.append(message.text);
    }
    m_text = texts.join(u'\n');
    m_reading = m_filler.read(m_text, isRunning() ? m_state.asked : QString());
    if (!m_reading.language.isEmpty() && !isRunning())
        m_state.language = m_reading.language;
    m_silentFor = m_turn.now - m_state.lastActivityAt;
    m_state.lastActivityAt = m_turn.now;
    m_state.reminded = false;
    m_state.remindedAt = 0;
}

/// A person took over, and has not been silent for so long that the customer would talk to nobody.
bool Dialogue::personIsHere() const
{
    const bool ticketIsOver = m_state.ticketOpened && !m_turn.openTicket;
    return m_state.stage == Stage::HandedOver && m_silentFor < m_settings.handOverEndsAfterMs && !ticketIsOver;
}

bool Dialogue::hasMedia() const
{
    return std::any_of(m_turn.messages.cbegin(), m_turn.messages.cend(),
                       [](const TurnMessage &message) { return message.hasAttachment || message.kind != "text"_L1; });
}

bool Dialogue::hasKeptMedia() const
{
    return std::any_of(m_turn.messages.cbegin(), m_turn.messages.cend(), [](const TurnMessage &message) {
        return (message.hasAttachment || message.kind != "text"_L1) && message.overLimit == 0;
    });
}

/// Once, however many there are; also while a person has the chat, who cannot have them either.
void Dialogue::refuseLargeFiles()
{
    constexpr qint64 megabyte = 1024 * 1024;
    const auto large = std::find_if(m_turn.messages.cbegin(), m_turn.messages.cend(),
                                    [](const TurnMessage &message) { return message.overLimit > 0; });
    if (large != m_turn.messages.cend())
        say(u"media_too_large"_s, {{u"limit"_s, QString::number(std::max<qint64>(1, large->overLimit / megabyte))}});
}

bool Dialogue::isSmallTalk() const
{
    return (m_reading.thanks || m_reading.offTopic || m_reading.abuse) && !m_reading.foundAnything() && !hasMedia();
}

void Dialogue::begin()
{
    if (m_state.stage != Stage::Idle)
        return;
    ConversationState fresh;
    fresh.language = m_state.language;
    fresh.separateIssue = m_state.separateIssue;
    fresh.lastActivityAt = m_state.lastActivityAt;
    fresh.stage = Stage::Gathering;
    fresh.firstMessageId = m_turn.messages.constFirst().id;
    m_state = fresh;
}

/// Only what the rules cannot settle alone goes to the model. @return whether this turn now waits for it
bool Dialogue::askAssistant()
{
    if (!m_settings.assistantAvailable || m_turn.trigger == Turn::Trigger::AssistantAnswered)
        return false;
    const bool settled = m_text.isEmpty() || m_reading.wantsHuman || m_reading.onlyGreets || m_reading.refusesAsked
        || (m_state.stage == Stage::OfferingSteps && m_reading.answer != Reading::Answer::None) || isSmallTalk();
    if (settled)
        return false;
    m_state.stageBeforeAssistant = m_state.stage;
    m_state.stage = Stage::AwaitingAssistant;
    act(AskAssistant{});
    return true;
}

void Dialogue::takeAssistant()
{
    if (m_turn.trigger != Turn::Trigger::AssistantAnswered || !m_turn.assistant || !m_turn.assistant->usable)
        return;
    const AssistantAnswer answer = admissible(*m_turn.assistant, m_text);
    m_reading.wantsHuman = m_reading.wantsHuman || answer.wantsHuman;
    for (const QString &name : askedSlots() + QStringList{u"faultDetail"_s, u"urgency"_s}) {
        // What is known stays: a model that says the known fault in other words brings no news.
        if (!slotValue(m_state.facts, name).isEmpty())
            continue;
        QString *slot = slotNamed(m_reading.facts, name);
        if (slot->isEmpty())
            *slot = slotValue(answer.facts, name).simplified();
    }
    if (!slotValue(m_reading.facts, m_state.asked).isEmpty())
        m_reading.refusesAsked = false;
    if (m_reading.facts.fault.isEmpty() && m_state.facts.fault.isEmpty())
        return;
    begin();
    if (!answer.diagnosis.isEmpty() && m_state.stage != Stage::OfferingSteps) // the ticket holds what was told
        m_state.diagnosis = answer.diagnosis.left(maxDiagnosis);
    if (answer.classification.isFault && answer.classification.confidence > 0)
        m_state.classification = answer.classification;
}

/// Puts what was read into the state. @return the names of the slots that changed
QStringList Dialogue::takeFacts()
{
    QStringList learned;
    for (const QString &name : askedSlots() + QStringList{u"urgency"_s}) {
        const QString value = slotValue(m_reading.facts, name);
        QString *slot = slotNamed(m_state.facts, name);
        const bool replaces = m_reading.stated.contains(name) || name == "urgency"_L1;
        if (value.isEmpty() || *slot == value || !(slot->isEmpty() || replaces))
            continue;
        *slot = value;
        m_state.facts.refused.removeAll(name);
        learned.append(name);
    }
    const Slots &read = m_reading.facts;
    QString &detail = m_state.facts.faultDetail;
    if (learned.contains(u"fault"_s)) {
        detail = read.faultDetail;
    } else if (!read.fault.isEmpty() && read.fault != m_state.facts.fault) {
        detail = (detail + u'\n' + (read.faultDetail.isEmpty() ? read.fault : read.faultDetail)).trimmed().left(4000);
        learned.append(u"faultDetail"_s);
    }
    if (!m_state.facts.fault.isEmpty() && m_state.classification.confidence <= 0) {
        const QString whole = m_state.facts.fault + u'\n' + detail;
        m_state.classification = m_classifier.classify(whole);
        m_state.classification.isFault = true; // the customer said so
    }
    if (m_reading.refusesAsked && !m_state.facts.refused.contains(m_state.asked)
        && slotValue(m_state.facts, m_state.asked).isEmpty() && m_state.asked != "fault"_L1)
        m_state.facts.refused.append(m_state.asked);
    return learned;
}

/// Counts a question that stayed open. A photo or a voice note is never held against the customer.
void Dialogue::noteUnanswered(bool understood)
{
    const QString asked = m_state.asked;
    if (asked.isEmpty() || (hasMedia() && m_text.isEmpty()))
        return;
    const bool open = askedSlots().contains(asked) && slotValue(m_state.facts, asked).isEmpty()
        && !m_state.facts.refused.contains(asked);
    const bool vague = asked == "fault"_L1 && m_reading.refusesAsked;
    if (understood && !vague)
        m_state.misunderstandings = 0;
    else if (open)
        ++m_state.misunderstandings;
    if (open && ++m_state.failures[asked] >= enoughFailures)
        m_state.facts.refused.append(asked);
}

// --- speaking and acting ---------------------------------------------------------------------------------------------

QString Dialogue::nextMissing() const
{
    for (const QString &name : askedSlots()) {
        if (slotValue(m_state.facts, name).isEmpty() && !m_state.facts.refused.contains(name))
            return name;
    }
    return {};
}

void Dialogue::askNext(const QString &again)
{
    if (m_state.facts.requester.isEmpty())
        m_state.facts.requester = m_turn.knownName.simplified();
    if (m_state.facts.department.isEmpty())
        m_state.facts.department = m_turn.knownDepartment.simplified();
    const QString next = nextMissing();
    if (next.isEmpty())
        return m_state.facts.fault.isEmpty() ? handOver(u"not_understood"_s) : offerSteps();
    if (m_reading.abuse && m_state.facts.fault.isEmpty())
        say(u"abuse"_s);
    else if (next == again && m_state.misunderstandings > 0)
        say(u"not_understood"_s);
    m_state.asked = next;
    ++m_state.questionsAsked;
    say(next == again && next == "fault"_L1 ? u"ask.fault_again"_s : u"ask."_s + next);
}

void Dialogue::offerSteps()
{
    const Classification &kind = m_state.classification;
    if (m_state.diagnosis.isEmpty())
        m_state.diagnosis = m_steps.stepsFor(kind.category, kind.subcategory, m_state.facts.equipmentType);
    m_state.stage = Stage::OfferingSteps;
    m_state.asked = u"steps"_s;
    m_state.misunderstandings = 0;
    say(u"steps"_s, {{u"steps"_s, m_state.diagnosis}});
}

void Dialogue::openTicket()
{
    m_lines.clear(); // the summary says it all
    act(OpenTicketAction{m_state.facts, m_state.classification, m_state.diagnosis, true});
    say(u"opened"_s, {{u"summary"_s, summary()}});
    m_state.ticketOpened = true;
    m_state.openedAt = m_turn.now;
    finish();
}

void Dialogue::handOver(const QString &reason)
{
    if (m_state.facts.requester.isEmpty())
        m_state.facts.requester = m_turn.knownName.simplified();
    if (m_state.facts.department.isEmpty())
        m_state.facts.department = m_turn.knownDepartment.simplified();
    const bool opens = reason == "asked"_L1 || !m_state.facts.fault.isEmpty();
    if (opens)
        act(OpenTicketAction{m_state.facts, m_state.classification, m_state.diagnosis, true});
    act(HandOver{reason});
    m_lines.clear();
    say(opens ? u"handed_over_ticket"_s : u"handed_over"_s);
    m_state.ticketOpened = opens;
    m_state.openedAt = opens ? m_turn.now : 0;
    rest(Stage::HandedOver);
    act(WakeAt{0});
}

void Dialogue::correctTicket()
{
    UpdateTicket update{.ticketId = m_turn.openTicket->id, .facts = {}};
    bool changed = false;
    for (const QString &name : std::as_const(m_reading.stated)) {
        const QString value = slotValue(m_reading.facts, name);
        QString *known = slotNamed(m_state.facts, name);
        if (!known || value.isEmpty() || *known == value)
            continue;
        *known = value;
        *slotNamed(update.facts, name) = value;
        changed = true;
    }
    if (!changed)
        return;
    act(update);
    say(u"updated"_s, {{u"folio"_s, m_turn.openTicket->folio}});
}

void Dialogue::finish()
{
    rest(Stage::Idle);
    act(WakeAt{0});
}

/// Nothing is asked any more. The facts stay: they can be corrected until the next conversation begins.
void Dialogue::rest(Stage stage)
{
    m_state.stage = stage;
    m_state.stageBeforeAssistant = Stage::Idle;
    m_state.asked.clear();
    m_state.failures.clear();
    m_state.misunderstandings = 0;
    m_state.reminded = false;
    m_state.remindedAt = 0;
    m_state.encouraged = false;
    m_state.separateIssue = false;
    m_state.personWrote = false;
}

QString Dialogue::summary() const
{
    QStringList lines;
    for (const QString &name : askedSlots()) {
        QString value = slotValue(m_state.facts, name);
        if (value.isEmpty())
            continue;
        if (name == "equipmentType"_L1)
            value = m_wording.text(u"equipment."_s + value, m_state.language);
        lines.append(u"%1: %2"_s.arg(m_wording.text(u"label."_s + name, m_state.language), value));
    }
    return lines.join(u'\n');
}

} // namespace

StepResult step(const ConversationState &state, const Turn &turn, const ConversationSettings &settings,
                const SlotFiller &filler, const Classifier &classifier, const StepLibrary &steps)
{
    return Dialogue(state, turn, settings, filler, classifier, steps).run();
}

} // namespace desk
