#include "core/api/messagejson.h"

#include "core/api/refusalscontroller.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// What texts for people are made with.
struct Texts
{
    const RefusalCatalogue &catalogue;
    const QString &language;
};

/// What one later message did: enough to show it, and where it stands on its way.
QJsonObject actionJson(const Message &action, const Texts &texts)
{
    const QJsonObject whole = toJson(action);
    QJsonObject json{{u"refusal"_s, refusalJson(texts.catalogue, action, texts.language)}};
    for (const QString &field : {u"id"_s, u"direction"_s, u"author"_s, u"state"_s, u"cause"_s})
        json.insert(field, whole.value(field));
    json.insert(u"at"_s, whole.value("created_at"_L1));
    return json;
}

QJsonObject withActions(const Message &message, const QList<Message> &actions, const Texts &texts)
{
    QJsonArray reactions;
    QJsonArray edits;
    QJsonValue revoked(QJsonValue::Null);
    QJsonValue revokedAt(QJsonValue::Null);
    for (const Message &action : actions) {
        QJsonObject json = actionJson(action, texts);
        if (action.kind == "reaction"_L1) {
            json.insert(u"emoji"_s, action.text);
            if (!action.text.isEmpty()) // an empty one took the one before back
                reactions << json;
        } else if (action.kind == "edit"_L1) {
            json.insert(u"text"_s, action.text);
            edits << json;
        } else if (action.kind == "revoke"_L1) {
            revoked = json;
            if (action.state != DeliveryState::Refused)
                revokedAt = json.value("at"_L1);
        }
    }
    QJsonObject json = toJson(message);
    json.insert(u"refusal"_s, refusalJson(texts.catalogue, message, texts.language));
    json.insert(u"reactions"_s, reactions);
    json.insert(u"edits"_s, edits);
    json.insert(u"revoked"_s, revoked);
    json.insert(u"revoked_at"_s, revokedAt);
    return json;
}

} // namespace

Result<QJsonArray> messagesJson(DeskServices &services, const QList<Message> &page, const QString &language)
{
    auto actions = services.messages.actionsOn(page);
    if (!actions)
        return fail(actions.error());
    QJsonArray array;
    for (const Message &message : page)
        array << withActions(message, actions->value(message.id), {services.refusals, language});
    return array;
}

Result<QJsonObject> messageJson(DeskServices &services, const Message &message, const QString &language)
{
    auto array = messagesJson(services, {message}, language);
    return array ? Result<QJsonObject>(array->first().toObject()) : fail(array.error());
}

HttpAnswer messagePageAnswer(DeskServices &services, const PageRequest &request, const MessagePage &page,
                             const QString &language)
{
    const auto data = messagesJson(services, page.messages, language);
    if (!data)
        return HttpAnswer::from(data.error());
    return pageAnswer(request, *data, page.messages.isEmpty() ? 0 : page.messages.first().id.value, page.hasMore);
}

} // namespace desk
