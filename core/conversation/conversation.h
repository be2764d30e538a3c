#pragma once

#include "core/tickets/ticketstatus.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

/// The values that go into and come out of the guided conversation. Plain data; any thread.
namespace desk {

/// What the customer told us. Empty means "not yet known".
/// Members of this type are called "facts", because Qt makes "slots" a macro.
struct Slots
{
    QString requester{};
    QString department{};
    QString equipmentType{}; ///< one of equipmentTypes()
    QString assetNumber{};
    QString fault{};       ///< the sentences that name the problem
    QString faultDetail{}; ///< all that was said about it, when that is more than @c fault
    QString urgency{};     ///< high, normal, low or empty
    QStringList refused{}; ///< names of slots the customer refused or does not know

    bool operator==(const Slots &) const = default;
};

/// Slot by name ("fault", "requester", "department", "equipmentType", "assetNumber", "faultDetail", "urgency");
/// null for any other name.
[[nodiscard]] QString *slotNamed(Slots &facts, const QString &name);
[[nodiscard]] QString slotValue(const Slots &facts, const QString &name);
/// The slots the conversation asks for, in the order of asking.
[[nodiscard]] QStringList askedSlots();

struct Classification
{
    QString category = QStringLiteral("other");
    QString subcategory{};
    double confidence = 0;
    bool isFault = true;

    bool operator==(const Classification &) const = default;
};

/// Two or three first steps, plain text.
struct StepAdvice
{
    QString text{};
};

enum class Stage {
    Idle,              ///< nothing going on
    Gathering,         ///< asking for what is missing
    OfferingSteps,     ///< waiting to hear whether the steps helped
    HandedOver,        ///< a person has it; we are silent
    AwaitingAssistant, ///< the service asked the model and gives the turn again with its answer
};
[[nodiscard]] QString toString(Stage stage);
/// Idle for an unknown name.
[[nodiscard]] Stage stageFrom(const QString &name);

/// All that is remembered of a chat between two turns. Times are UTC milliseconds; 0 means "never".
struct ConversationState
{
    Stage stage = Stage::Idle;
    Stage stageBeforeAssistant = Stage::Idle;
    Slots facts{};
    QString asked{};               ///< slot name of the last question, or "steps"
    QMap<QString, int> failures{}; ///< how often a question for that slot stayed without an answer
    int misunderstandings = 0;     ///< in a row
    int questionsAsked = 0;
    Classification classification{};
    QString diagnosis{}; ///< the steps offered, or what the assistant said
    QString language = QStringLiteral("es");
    qint64 lastActivityAt = 0;
    bool reminded = false;
    qint64 remindedAt = 0;
    bool encouraged = false;    ///< answered "ok, I will try" once
    bool separateIssue = false; ///< this conversation is about something else than the open ticket
    bool ticketOpened = false;  ///< this conversation led to a ticket
    bool personWrote = false;   ///< handed over by a person's own words while no ticket was open
    qint64 openedAt = 0;        ///< when
    qint64 firstMessageId = 0;  ///< the first message of this conversation

    bool operator==(const ConversationState &) const = default;
};

[[nodiscard]] QJsonObject toJson(const ConversationState &state);
/// Tolerant: what is missing or of a wrong type keeps its default.
[[nodiscard]] ConversationState conversationStateFrom(const QJsonObject &json);

struct TurnMessage
{
    qint64 id = 0;
    QString text{}; ///< hostile
    QString kind = QStringLiteral("text");
    bool hasAttachment = false;
    qint64 overLimit =
        0; ///< bytes that its file may have, when it has more and is not taken; 0: nothing is wrong with it
};

/// The open ticket of the customer who writes.
struct OpenTicket
{
    qint64 id = 0;
    QString folio{};
    TicketStatus status = TicketStatus::New;
};

/// What a model understood. Only a @c usable one is looked at; its facts fill empty slots only.
struct AssistantAnswer
{
    Slots facts{};
    Classification classification{};
    QString diagnosis{};
    bool wantsHuman = false;
    bool usable = false;
};

/// One thing that happened in a chat, with all that step() may know about the world.
struct Turn
{
    enum class Trigger { Messages, Wake, TechnicianWrote, AssistantAnswered };
    Trigger trigger = Trigger::Messages;
    QList<TurnMessage> messages{}; ///< the whole burst, oldest first
    std::optional<OpenTicket> openTicket{};
    QString knownName{};
    QString knownDepartment{};
    qint64 now = 0;
    std::optional<AssistantAnswer> assistant{};
};

/// Send this text. At most one per step.
struct Say
{
    QString text{}; ///< may hold "{folio}" when the same step opens a ticket
};
/// Store a ticket; the service then replaces "{folio}" in the Say of the same step.
struct OpenTicketAction
{
    Slots facts{};
    Classification classification{};
    QString diagnosis{};
    bool needsTechnician = true;
};
/// Correct a ticket: only the slots that are not empty here.
struct UpdateTicket
{
    qint64 ticketId = 0;
    Slots facts{};
};
/// The turn's messages belong to that ticket.
struct JoinTicket
{
    qint64 ticketId = 0;
};
/// Call step() with Trigger::Wake at that time; 0 clears.
struct WakeAt
{
    qint64 at = 0;
};
/// Ask the model, then call step() with Trigger::AssistantAnswered and the same messages.
struct AskAssistant
{
};
/// A person is needed. @c reason: "asked", "not_understood".
struct HandOver
{
    QString reason{};
};

using Action = std::variant<Say, OpenTicketAction, UpdateTicket, JoinTicket, WakeAt, AskAssistant, HandOver>;

} // namespace desk
