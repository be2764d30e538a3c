#include "core/conversation/conversation.h"

#include <QJsonArray>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using SlotMember = QString Slots::*;

const std::array<std::pair<QLatin1String, SlotMember>, 7> slotTable{{
    {"fault"_L1, &Slots::fault},
    {"requester"_L1, &Slots::requester},
    {"department"_L1, &Slots::department},
    {"equipmentType"_L1, &Slots::equipmentType},
    {"assetNumber"_L1, &Slots::assetNumber},
    {"faultDetail"_L1, &Slots::faultDetail},
    {"urgency"_L1, &Slots::urgency},
}};

const std::array<std::pair<Stage, QLatin1String>, 5> stageTable{{
    {Stage::Idle, "idle"_L1},
    {Stage::Gathering, "gathering"_L1},
    {Stage::OfferingSteps, "offering_steps"_L1},
    {Stage::HandedOver, "handed_over"_L1},
    {Stage::AwaitingAssistant, "awaiting_assistant"_L1},
}};

QJsonObject toJson(const Slots &facts)
{
    QJsonObject json;
    for (const auto &[name, member] : slotTable) {
        if (!(facts.*member).isEmpty())
            json.insert(name, facts.*member);
    }
    json.insert("refused"_L1, QJsonArray::fromStringList(facts.refused));
    return json;
}

Slots slotsFrom(const QJsonObject &json)
{
    Slots facts;
    for (const auto &[name, member] : slotTable)
        facts.*member = json.value(name).toString();
    const QJsonArray refused = json.value("refused"_L1).toArray();
    for (const auto &name : refused) {
        if (name.isString())
            facts.refused.append(name.toString());
    }
    return facts;
}

QJsonObject toJson(const Classification &classification)
{
    return {
        {"category"_L1, classification.category},
        {"subcategory"_L1, classification.subcategory},
        {"confidence"_L1, classification.confidence},
        {"is_fault"_L1, classification.isFault},
    };
}

Classification classificationFrom(const QJsonObject &json)
{
    Classification classification;
    classification.category = json.value("category"_L1).toString(classification.category);
    classification.subcategory = json.value("subcategory"_L1).toString();
    classification.confidence = json.value("confidence"_L1).toDouble();
    classification.isFault = json.value("is_fault"_L1).toBool(true);
    return classification;
}

} // namespace

QString *slotNamed(Slots &facts, const QString &name)
{
    for (const auto &[known, member] : slotTable) {
        if (known == name)
            return &(facts.*member);
    }
    return nullptr;
}

QString slotValue(const Slots &facts, const QString &name)
{
    for (const auto &[known, member] : slotTable) {
        if (known == name)
            return facts.*member;
    }
    return {};
}

QStringList askedSlots()
{
    return {u"fault"_s, u"requester"_s, u"department"_s, u"equipmentType"_s, u"assetNumber"_s};
}

QString toString(Stage stage)
{
    for (const auto &[known, name] : stageTable) {
        if (known == stage)
            return name;
    }
    return {};
}

Stage stageFrom(const QString &name)
{
    for (const auto &[stage, known] : stageTable) {
        if (known == name)
            return stage;
    }
    return Stage::Idle;
}

QJsonObject toJson(const ConversationState &state)
{
    QJsonObject failures;
    for (auto it = state.failures.cbegin(); it != state.failures.cend(); ++it)
        failures.insert(it.key(), it.value());
    return {
        {"stage"_L1, toString(state.stage)},
        {"stage_before_assistant"_L1, toString(state.stageBeforeAssistant)},
        {"facts"_L1, toJson(state.facts)},
        {"asked"_L1, state.asked},
        {"failures"_L1, failures},
        {"misunderstandings"_L1, state.misunderstandings},
        {"questions_asked"_L1, state.questionsAsked},
        {"classification"_L1, toJson(state.classification)},
        {"diagnosis"_L1, state.diagnosis},
        {"language"_L1, state.language},
        {"last_activity_at"_L1, state.lastActivityAt},
        {"reminded"_L1, state.reminded},
        {"reminded_at"_L1, state.remindedAt},
        {"encouraged"_L1, state.encouraged},
        {"separate_issue"_L1, state.separateIssue},
        {"ticket_opened"_L1, state.ticketOpened},
        {"person_wrote"_L1, state.personWrote},
        {"opened_at"_L1, state.openedAt},
        {"first_message_id"_L1, state.firstMessageId},
    };
}

ConversationState conversationStateFrom(const QJsonObject &json)
{
    ConversationState state;
    state.stage = stageFrom(json.value("stage"_L1).toString());
    state.stageBeforeAssistant = stageFrom(json.value("stage_before_assistant"_L1).toString());
    state.facts = slotsFrom(json.value("facts"_L1).toObject());
    state.asked = json.value("asked"_L1).toString();
    const QJsonObject failures = json.value("failures"_L1).toObject();
    for (auto it = failures.constBegin(); it != failures.constEnd(); ++it)
        state.failures.insert(it.key(), it.value().toInt());
    state.misunderstandings = json.value("misunderstandings"_L1).toInt();
    state.questionsAsked = json.value("questions_asked"_L1).toInt();
    state.classification = classificationFrom(json.value("classification"_L1).toObject());
    state.diagnosis = json.value("diagnosis"_L1).toString();
    state.language = json.value("language"_L1).toString(state.language);
    state.lastActivityAt = json.value("last_activity_at"_L1).toInteger();
    state.reminded = json.value("reminded"_L1).toBool();
    state.remindedAt = json.value("reminded_at"_L1).toInteger();
    state.encouraged = json.value("encouraged"_L1).toBool();
    state.separateIssue = json.value("separate_issue"_L1).toBool();
    state.ticketOpened = json.value("ticket_opened"_L1).toBool();
    state.personWrote = json.value("person_wrote"_L1).toBool();
    state.openedAt = json.value("opened_at"_L1).toInteger();
    state.firstMessageId = json.value("first_message_id"_L1).toInteger();
    return state;
}

} // namespace desk
