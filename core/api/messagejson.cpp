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

/// What is known of a file that is not here: what its sender says, but not what it is.
QJsonObject announcedFile(const Message &message)
{
    const QJsonObject media = message.details.value("media"_L1).toObject();
    const auto positive = [&media](QLatin1String name) { return idOrNull(media.value(name).toInteger()); };
    const QJsonValue none(QJsonValue::Null);
    return {{u"id"_s, none},
            {u"kind"_s, message.kind},
            {u"name"_s, textOrNull(media.value("file_name"_L1).toString())},
            {u"mime"_s, none},
            {u"size"_s, positive("size"_L1)},
            {u"width"_s, positive("width"_L1)},
            {u"height"_s, positive("height"_L1)},
            {u"duration_s"_s, positive("duration_s"_L1)},
            {u"problem"_s, none},
            {u"sha256"_s, none},
            {u"url"_s, none},
            {u"display_url"_s, none},
            {u"thumbnail_url"_s, none}};
}

QJsonValue fileJson(const Message &message, const QHash<AttachmentId, Attachment> &files)
{
    if (message.fileState == FileState::None)
        return QJsonValue::Null;
    QJsonObject json = announcedFile(message);
    const QJsonObject media = message.details.value("media"_L1).toObject();
    if (const auto file = files.constFind(message.attachmentId); file != files.cend()) {
        const QJsonObject announced = json;
        json = toJson(*file);
        // The same bytes may have come under another name; and how long a film is, only its sender may know.
        for (const QString &field : {u"name"_s, u"width"_s, u"height"_s, u"duration_s"_s}) {
            if (json.value(field).isNull() || (field == "name"_L1 && !announced.value(field).isNull()))
                json.insert(field, announced.value(field));
        }
    }
    json.insert(u"state"_s, toString(message.fileState));
    json.insert(u"reason"_s, textOrNull(message.fileReason));
    json.insert(u"voice_note"_s, media.value("voice_note"_L1).toBool());
    return json;
}

QJsonObject withActions(const Message &message, const QJsonValue &file, const QList<Message> &actions,
                        const Texts &texts)
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
    json.insert(u"attachment"_s, file);
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
    QList<AttachmentId> ids;
    for (const Message &message : page)
        ids << message.attachmentId;
    const auto files = services.attachments.findAll(ids);
    if (!files)
        return fail(files.error());
    QJsonArray array;
    for (const Message &message : page)
        array << withActions(message, fileJson(message, *files), actions->value(message.id),
                             {services.refusals, language});
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
