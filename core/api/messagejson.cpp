#include "core/api/messagejson.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// What one later message did: enough to show it, and where it stands on its way.
QJsonObject actionJson(const Message &action)
{
    const QJsonObject whole = toJson(action);
    QJsonObject json;
    for (const QString &field : {u"id"_s, u"direction"_s, u"author"_s, u"state"_s, u"cause"_s})
        json.insert(field, whole.value(field));
    json.insert(u"at"_s, whole.value("created_at"_L1));
    return json;
}

QJsonObject withActions(const Message &message, const QList<Message> &actions)
{
    QJsonArray reactions;
    QJsonArray edits;
    QJsonValue revoked(QJsonValue::Null);
    QJsonValue revokedAt(QJsonValue::Null);
    for (const Message &action : actions) {
        QJsonObject json = actionJson(action);
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
    json.insert(u"reactions"_s, reactions);
    json.insert(u"edits"_s, edits);
    json.insert(u"revoked"_s, revoked);
    json.insert(u"revoked_at"_s, revokedAt);
    return json;
}

} // namespace

Result<QJsonArray> messagesJson(MessageRepository &messages, const QList<Message> &page)
{
    auto actions = messages.actionsOn(page);
    if (!actions)
        return fail(actions.error());
    QJsonArray array;
    for (const Message &message : page)
        array << withActions(message, actions->value(message.id));
    return array;
}

Result<QJsonObject> messageJson(MessageRepository &messages, const Message &message)
{
    auto array = messagesJson(messages, {message});
    return array ? Result<QJsonObject>(array->first().toObject()) : fail(array.error());
}

HttpAnswer messagePageAnswer(MessageRepository &messages, const PageRequest &request, const MessagePage &page)
{
    const auto data = messagesJson(messages, page.messages);
    if (!data)
        return HttpAnswer::from(data.error());
    return pageAnswer(request, *data, page.messages.isEmpty() ? 0 : page.messages.first().id.value, page.hasMore);
}

} // namespace desk
