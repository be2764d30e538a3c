#include "whatsapp/sim/phonecommands.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

Result<Padding> paddingNamed(const QString &name)
{
    if (name.isEmpty())
        return Padding::Right;
    if (name == "bad"_L1)
        return Padding::Bad;
    if (name == "none"_L1)
        return Padding::None;
    return fail(Errc::Invalid, u"padding is bad or none"_s);
}

Result<Quote> quoteOf(const QJsonObject &json)
{
    const auto sender = addressOf(json["sender"_L1]);
    if (!sender)
        return fail(sender.error());
    return Quote{.id = json["id"_L1].toString().toUtf8(), .author = *sender, .text = json["text"_L1].toString()};
}

Result<QByteArray> hexOf(const QString &text)
{
    const QByteArray hex = text.toLatin1();
    QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() * 2 != hex.size())
        return fail(Errc::Invalid, u"raw_message is not hexadecimal"_s);
    return bytes;
}

/// A file of one of the drivers' kinds.
Result<MediaToSend> mediaOf(const QJsonObject &command)
{
    using Type = MediaDescription::Type;
    static const QHash<QString, std::pair<Type, QString>> kinds{
        {u"image"_s, {Type::Image, u"image/jpeg"_s}},
        {u"video"_s, {Type::Video, u"video/mp4"_s}},
        {u"gif"_s, {Type::Video, u"video/mp4"_s}},
        {u"audio"_s, {Type::Audio, u"audio/mpeg"_s}},
        {u"sticker"_s, {Type::Sticker, u"image/webp"_s}},
        {u"ptt"_s, {Type::Audio, u"audio/ogg; codecs=opus"_s}},
        {u"document"_s, {Type::Document, u"application/octet-stream"_s}}};
    const QString kind = command["kind"_L1].toString(u"document"_s);
    const auto known = kinds.constFind(kind);
    if (known == kinds.cend())
        return fail(Errc::Invalid, u"unknown kind "_s + kind);
    const QString path = command["file"_L1].toString();
    return MediaToSend{.type = known->first,
                       .filePath = path,
                       .mimeType = command["mimetype"_L1].toString(known->second),
                       .fileName = command["filename"_L1].toString(QFileInfo(path).fileName()),
                       .caption = command["caption"_L1].toString(command["text"_L1].toString()),
                       .voiceNote = kind == "ptt"_L1,
                       .gif = kind == "gif"_L1,
                       .duration = std::chrono::seconds(command["seconds"_L1].toInt())};
}

} // namespace

Result<Jid> addressOf(const QJsonValue &value)
{
    const QByteArray text = value.isDouble() ? QByteArray::number(value.toInteger()) : value.toString().toUtf8();
    const auto jid = Jid::parse(text.contains('@') ? text : text + "@s.whatsapp.net");
    if (!jid || !(jid->isPerson() || jid->isGroup() || jid->isStatusBroadcast()))
        return fail(Errc::Invalid, u"no address of a person or group"_s);
    return *jid;
}

Result<PhoneOrder> phoneOrder(const QJsonObject &command)
{
    const auto to = addressOf(command["to"_L1]);
    if (!to)
        return fail(to.error());
    const QString mode = command["mode"_L1].toString(u"lid"_s);
    if (mode != "lid"_L1 && mode != "pn"_L1)
        return fail(Errc::Invalid, u"mode is pn or lid"_s);
    const auto padding = paddingNamed(command["padding"_L1].toString());
    if (!padding)
        return fail(padding.error());

    QList<Jid> viewers;
    const QJsonArray listed = command["viewers"_L1].toArray();
    for (const auto &value : listed) {
        const auto viewer = addressOf(value);
        if (!viewer)
            return fail(viewer.error());
        viewers.append(*viewer);
    }

    PhoneOrder order{.to = to->bare(),
                     .viewers = viewers,
                     .byPhoneNumber = mode == "pn"_L1,
                     .text = command["text"_L1].toString(),
                     .edits = command["edit"_L1]["id"_L1].toString().toUtf8(),
                     .revokes = command["revoke"_L1]["id"_L1].toString().toUtf8(),
                     .padding = *padding,
                     .type = command["type"_L1].toString().toUtf8()};
    if (command.contains("quote"_L1)) {
        const auto quote = quoteOf(command["quote"_L1].toObject());
        if (!quote)
            return fail(quote.error());
        order.quote = *quote;
    }
    if (command.contains("react"_L1)) {
        const QJsonValue reaction = command["react"_L1];
        order.reaction = PhoneOrder::Reaction{.id = reaction["id"_L1].toString().toUtf8(),
                                              .fromMe = reaction["from_me"_L1].toBool(),
                                              .emoji = reaction["emoji"_L1].toString()};
    }
    if (command.contains("file"_L1)) {
        auto media = mediaOf(command);
        if (!media)
            return fail(media.error());
        order.media = *std::move(media);
    }
    if (command.contains("raw_message"_L1)) {
        auto raw = hexOf(command["raw_message"_L1].toString());
        if (!raw)
            return fail(raw.error());
        order.raw = *std::move(raw);
    }
    return order;
}

Result<ChatState> chatStateNamed(const QString &name)
{
    if (name == "composing"_L1)
        return ChatState::Composing;
    if (name == "recording"_L1)
        return ChatState::Recording;
    if (name == "paused"_L1)
        return ChatState::Paused;
    return fail(Errc::Invalid, u"state is composing, paused or recording"_s);
}

QJsonObject toJson(const PhoneReading &reading)
{
    QJsonObject event{{u"ev"_s, u"phone_message"_s},
                      {u"account"_s, QString::fromLatin1(reading.account)},
                      {u"from"_s, reading.from.toString()},
                      {u"chat"_s, reading.chat.toString()},
                      {u"id"_s, QString::fromUtf8(reading.id)},
                      {u"own"_s, reading.own},
                      {u"kind"_s, QString::fromUtf8(kindName(reading.content))},
                      {u"text"_s, reading.content.text}};
    if (reading.content.quoted)
        event.insert(u"quoted"_s,
                     QJsonObject{{u"id"_s, QString::fromUtf8(reading.content.quoted->id)},
                                 {u"text"_s, reading.content.quoted->text}});
    if (reading.content.media)
        event.insert(u"mimetype"_s, reading.content.media->mimeType);
    if (reading.file) {
        event.insert(u"sha256"_s, QString::fromLatin1(reading.file->sha256.toHex()));
        event.insert(u"size"_s, reading.file->size);
    }
    if (reading.content.target)
        event.insert(u"target"_s,
                     QJsonObject{{u"id"_s, QString::fromUtf8(reading.content.target->id)},
                                 {u"chat"_s, reading.content.target->chat.toString()},
                                 {u"from_me"_s, reading.content.target->fromMe}});
    return event;
}

} // namespace desk::wa::sim
