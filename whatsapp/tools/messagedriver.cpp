#include "whatsapp/tools/messagedriver.h"

#include "core/base/onreply.h"
#include "whatsapp/protocol/usync.h"

#include <QCoroFuture>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QMimeDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int eventsAtOnce = 500;

Jid jidOf(const QJsonValue &value)
{
    return Jid::parse(value.toString()).value_or(Jid());
}

QByteArray idOf(const QJsonValue &value)
{
    return value.toString().toUtf8();
}

QList<Jid> jidsOf(const QJsonValue &value)
{
    QList<Jid> jids;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        jids.append(jidOf(one));
    return jids;
}

QJsonValue orNull(const Jid &jid)
{
    return jid.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(jid.toString());
}

QJsonArray toJson(const QList<GroupMember> &members)
{
    QJsonArray array;
    for (const GroupMember &member : members)
        array.append(QJsonObject{{u"jid"_s, member.jid.toString()},
                                 {u"alt"_s, orNull(member.alt)},
                                 {u"role"_s, member.admin ? u"admin"_s : u"member"_s}});
    return array;
}

QJsonObject toJson(const GroupInfo &group)
{
    return {{u"jid"_s, group.jid.toString()},
            {u"subject"_s, group.subject},
            {u"creator"_s, orNull(group.creator)},
            {u"addressing_mode"_s, group.byHiddenId ? u"lid"_s : u"pn"_s},
            {u"participants"_s, toJson(group.members)}};
}

QString nameOf(ChatState state)
{
    switch (state) {
    case ChatState::Composing:
        return u"composing"_s;
    case ChatState::Recording:
        return u"recording"_s;
    case ChatState::Paused:
        break;
    }
    return u"paused"_s;
}

std::optional<ChatState> chatStateFrom(const QString &name)
{
    for (const ChatState state : {ChatState::Composing, ChatState::Recording, ChatState::Paused}) {
        if (nameOf(state) == name)
            return state;
    }
    return std::nullopt;
}

QString nameOf(MediaDescription::Type type)
{
    switch (type) {
    case MediaDescription::Type::Image:
        return u"image"_s;
    case MediaDescription::Type::Video:
        return u"video"_s;
    case MediaDescription::Type::Audio:
        return u"audio"_s;
    case MediaDescription::Type::Sticker:
        return u"sticker"_s;
    case MediaDescription::Type::Document:
        break;
    }
    return u"document"_s;
}

QString nameOf(SendCause cause)
{
    if (cause == SendCause::ReachOutAccount || cause == SendCause::NewChatsSpent)
        return u"the account may begin no chats now"_s;
    return cause == SendCause::NoKeys ? u"no usable keys"_s : u"no such recipient"_s;
}

} // namespace

MessageDriver::MessageDriver(Client &client, SessionStore &store, Emit emit, QObject *parent)
    : QObject(parent), m_client(client), m_store(store), m_emit(std::move(emit))
{
    connect(&m_client, &Client::eventsWaiting, this, &MessageDriver::takeEvents);
    connect(&m_client, &Client::ackReceived, this, [this](const SendAck &ack) {
        QJsonObject event{{u"id"_s, QString::fromUtf8(ack.id)}};
        if (!ack.accepted())
            event.insert(u"error"_s, ack.error);
        m_emit(u"sent"_s, event);
    });
    connect(&m_client, &Client::receiptReceived, this, [this](const IncomingReceipt &receipt) {
        ++m_statistics.receiptsIn;
        if (receipt.type == ReceiptType::Retry)
            ++m_statistics.retriesIn;
        QJsonArray ids;
        for (const QByteArray &id : receipt.ids)
            ids.append(QString::fromUtf8(id));
        QJsonObject event{
            {u"ids"_s, ids}, {u"from"_s, receipt.from.toString()}, {u"type"_s, QString::fromUtf8(receipt.name())}};
        if (!receipt.participant.isNull())
            event.insert(u"participant"_s, receipt.participant.toString());
        if (!receipt.recipient.isNull())
            event.insert(u"recipient"_s, receipt.recipient.toString());
        m_emit(u"receipt"_s, event);
    });
    connect(&m_client, &Client::undecryptable, this,
            [this](const IncomingStanza &stanza, const QString &why, bool givenUp) {
                ++m_statistics.decryptErrors;
                m_emit(u"decrypt_error"_s,
                       {{u"id"_s, QString::fromUtf8(stanza.id)},
                        {u"chat"_s, stanza.chat.toString()},
                        {u"sender"_s, stanza.sender.toString()},
                        {u"error"_s, why},
                        {u"given_up"_s, givenUp}});
            });
    connect(&m_client, &Client::presenceReceived, this, [this](const IncomingPresence &presence) {
        QJsonObject event{{u"from"_s, presence.from.toString()},
                          {u"state"_s, presence.available ? u"available"_s : u"unavailable"_s}};
        if (presence.lastSeen > 0)
            event.insert(u"last"_s, presence.lastSeen);
        m_emit(u"presence"_s, event);
    });
    connect(&m_client, &Client::chatStateReceived, this, [this](const IncomingChatState &state) {
        m_emit(u"chatstate"_s,
               {{u"chat"_s, state.chat.toString()},
                {u"sender"_s, state.sender.toString()},
                {u"state"_s, nameOf(state.state)}});
    });
    connect(&m_client, &Client::groupChanged, this, [this](const GroupChange &change) { tell(change); });
    connect(&m_client, &Client::historyReceived, this, [this](const HistorySync &history) {
        m_emit(u"history"_s,
               {{u"chats"_s, history.chats.size()},
                {u"messages"_s, history.messages},
                {u"type"_s, qint64(history.syncType)},
                {u"push_names"_s, history.pushNames.size()},
                {u"mappings"_s, history.mappings.size()}});
    });
    // What an earlier run left.
    QMetaObject::invokeMethod(this, &MessageDriver::takeEvents, Qt::QueuedConnection);
}

bool MessageDriver::run(const QJsonObject &command, const Done &done)
{
    const QString name = command.value("cmd"_L1).toString();
    const Jid to = jidOf(command.value("to"_L1));
    const Jid chat = jidOf(command.value("chat"_L1));
    if (name == "text"_L1 || name == "reply"_L1) {
        TextToSend text{.text = command.value("text"_L1).toString(), .quoted = {}, .quotedText = {}};
        if (const QJsonObject quote = command.value("quote"_L1).toObject(); !quote.isEmpty()) {
            text.quoted = reference(quote);
            text.quotedText = quote.value("text"_L1).toString();
        }
        send({.to = to, .content = std::move(text)}, done);
    } else if (name == "image"_L1 || name == "document"_L1 || name == "audio"_L1 || name == "video"_L1) {
        auto request = fileToSend(command);
        if (!request)
            done(fail(request.error()));
        else
            send(*std::move(request), done);
    } else if (name == "react"_L1) {
        MessageRef target{
            .id = idOf(command.value("id"_L1)), .fromMe = command.value("from_me"_L1).toBool(), .author = {}};
        if (chat.isGroup())
            target.author = jidOf(command.value("sender"_L1)).account();
        send({.to = chat, .content = ReactionToSend{std::move(target), command.value("emoji"_L1).toString()}}, done);
    } else if (name == "edit"_L1) {
        send({.to = chat, .content = EditToSend{idOf(command.value("id"_L1)), command.value("text"_L1).toString()}},
             done);
    } else if (name == "revoke"_L1) {
        send({.to = chat, .content = RevokeToSend{idOf(command.value("id"_L1))}}, done);
    } else if (name == "read"_L1) {
        QList<QByteArray> ids;
        const QJsonArray array = command.value("ids"_L1).toArray();
        for (const QJsonValue &id : array)
            ids.append(idOf(id));
        const Jid author = chat.isGroup() ? jidOf(command.value("sender"_L1)).account() : Jid();
        const auto sent = m_client.markRead(chat, ids, author);
        done(sent ? Answer(QJsonObject()) : fail(sent.error()));
    } else if (name == "chatstate"_L1) {
        const auto state = chatStateFrom(command.value("state"_L1).toString());
        const Result<> sent = state ? m_client.sendChatState(to, *state)
                                    : fail(Errc::Invalid, u"state is composing, paused or recording"_s);
        done(sent ? Answer(QJsonObject()) : fail(sent.error()));
    } else if (name == "subscribe"_L1) {
        const auto sent = m_client.messaging().subscribe(to);
        done(sent ? Answer(QJsonObject()) : fail(sent.error()));
    } else if (name == "resolve"_L1) {
        QStringList phones;
        const QJsonArray array = command.value("phones"_L1).toArray();
        for (const QJsonValue &phone : array)
            phones.append(phone.toString());
        answerLater(resolve(phones), done);
    } else if (name == "devices"_L1) {
        answerLater(devices(jidsOf(command.value("jids"_L1))), done);
    } else if (name == "lid_of"_L1) {
        answerLater(hiddenId(jidOf(command.value("jid"_L1))), done);
    } else if (name == "group_create"_L1) {
        answerLater(createGroup(command.value("subject"_L1).toString(), jidsOf(command.value("participants"_L1))),
                    done);
    } else if (name == "group_info"_L1) {
        answerLater(group(jidOf(command.value("jid"_L1))), done);
    } else if (name == "groups"_L1) {
        answerLater(groups(), done);
    } else if (name == "forget_sessions"_L1) {
        done(forgetSessions(command.value("addresses"_L1).toArray()));
    } else {
        return false;
    }
    return true;
}

MessageRef MessageDriver::reference(const QJsonObject &quote) const
{
    const Jid sender = jidOf(quote.value("sender"_L1));
    const auto registration = m_store.registration();
    const bool ours = registration && *registration
        && OwnAccount{(*registration)->jid, (*registration)->lid}.isOwn(sender);
    return {.id = idOf(quote.value("id"_L1)), .fromMe = ours, .author = sender.isNull() ? Jid() : sender.account()};
}

Result<SendRequest> MessageDriver::fileToSend(const QJsonObject &command) const
{
    const QString name = command.value("cmd"_L1).toString();
    const QString path = command.value("file"_L1).toString();
    const QFileInfo info(path);
    if (!info.isFile())
        return fail(Errc::NotFound, u"there is no such file"_s);
    MediaToSend media{.filePath = path,
                      .mimeType = command.value("mimetype"_L1).toString(),
                      .fileName = command.value("filename"_L1).toString(info.fileName()),
                      .caption = command.value("caption"_L1).toString(),
                      .voiceNote = command.value("ptt"_L1).toBool(),
                      .duration = std::chrono::seconds(command.value("seconds"_L1).toInt())};
    if (media.mimeType.isEmpty())
        media.mimeType = media.voiceNote ? u"audio/ogg; codecs=opus"_s : QMimeDatabase().mimeTypeForFile(info).name();
    if (name == "image"_L1)
        media.type = media.mimeType == "image/webp"_L1 ? MediaDescription::Type::Sticker
                                                       : MediaDescription::Type::Image;
    else if (name == "video"_L1)
        media.type = MediaDescription::Type::Video;
    else if (name == "audio"_L1)
        media.type = MediaDescription::Type::Audio;
    return SendRequest{.to = jidOf(command.value("to"_L1)), .content = std::move(media)};
}

// Answers as soon as the id is known, which is before anything is sent; what comes of it is told by "sent".
void MessageDriver::send(SendRequest request, const Done &done)
{
    if (m_client.status().state != LinkState::Ready)
        return done(fail(Errc::NotConnected, u"not connected"_s));
    if (!request.to.isPerson() && !request.to.isGroup())
        return done(fail(Errc::Invalid, u"no address to send to"_s));
    request.to = request.to.withDevice(0);
    request.id = m_client.newMessageId();
    ++m_statistics.messagesOut;
    const QString id = QString::fromUtf8(request.id);
    onReply(m_client.sendMessage(std::move(request)), this, [this, id](const Result<SendResult> &result) {
        if (!result)
            m_emit(u"error"_s, {{u"id"_s, id}, {u"error"_s, result.error().detail}});
        else if (!result->accepted() && result->error == 0) // refused before anything was sent
            m_emit(u"sent"_s, {{u"id"_s, id}, {u"error"_s, nameOf(result->cause)}});
    });
    done(QJsonObject{{u"id"_s, id}});
}

void MessageDriver::answerLater(QCoro::Task<Answer> task, const Done &done)
{
    QCoro::connect(std::move(task), this, [done](const Answer &answer) { done(answer); });
}

QCoro::Task<MessageDriver::Answer> MessageDriver::resolve(QStringList phones)
{
    const auto request = contactRequest(phones, "resolve-" + QByteArray::number(++m_queries));
    if (!request)
        co_return fail(request.error());
    auto asking = m_client.request(*request);
    const Result<Node> answer = co_await asking;
    if (!answer)
        co_return fail(answer.error());
    const auto users = parseUsync(*answer);
    if (!users)
        co_return fail(users.error());
    QJsonArray result;
    for (const QString &phone : phones) {
        const QByteArray digits = phone.toUtf8().replace('+', "");
        const auto found = std::find_if(users->cbegin(), users->cend(), [&digits](const UsyncUser &user) {
            return QByteArray(user.query).replace('+', "").startsWith(digits);
        });
        QJsonObject one{{u"registered"_s, found != users->cend() && found->contact == ContactState::In}};
        if (found != users->cend() && found->contact == ContactState::In) {
            const Jid jid = found->jid.isPhone() ? found->jid : found->phone;
            const Jid lid = found->jid.isLid() ? found->jid : found->lid;
            one.insert(u"jid"_s, orNull(jid));
            one.insert(u"lid"_s, orNull(lid));
        }
        result.append(one);
    }
    co_return QJsonObject{{u"result"_s, result}};
}

QCoro::Task<MessageDriver::Answer> MessageDriver::devices(QList<Jid> users)
{
    auto listing = m_client.messaging().devices().devicesOf(users);
    const Result<QList<Jid>> listed = co_await listing;
    if (!listed)
        co_return fail(listed.error());
    QJsonArray result;
    for (const Jid &device : *listed)
        result.append(device.toString());
    co_return QJsonObject{{u"result"_s, result}};
}

QCoro::Task<MessageDriver::Answer> MessageDriver::hiddenId(Jid phone)
{
    auto known = m_store.lidOf(phone);
    if (known && !*known) {
        auto looking = m_client.messaging().devices().look({phone});
        const auto found = co_await looking;
        if (!found)
            co_return fail(found.error());
        known = m_store.lidOf(phone);
    }
    if (!known)
        co_return fail(known.error());
    co_return QJsonObject{{u"result"_s, orNull(known->value_or(Jid()))}};
}

QCoro::Task<MessageDriver::Answer> MessageDriver::createGroup(QString subject, QList<Jid> members)
{
    auto creating = m_client.messaging().groups().create(subject, members);
    const Result<GroupInfo> created = co_await creating;
    if (!created)
        co_return fail(created.error());
    co_return QJsonObject{{u"jid"_s, created->jid.toString()}};
}

QCoro::Task<MessageDriver::Answer> MessageDriver::group(Jid jid)
{
    auto asking = m_client.messaging().groups().info(jid);
    const Result<GroupInfo> info = co_await asking;
    if (!info)
        co_return fail(info.error());
    co_return QJsonObject{{u"result"_s, toJson(*info)}};
}

QCoro::Task<MessageDriver::Answer> MessageDriver::groups()
{
    auto asking = m_client.messaging().groups().all();
    const Result<QList<GroupInfo>> all = co_await asking;
    if (!all)
        co_return fail(all.error());
    QJsonArray result;
    for (const GroupInfo &one : *all)
        result.append(toJson(one));
    co_return QJsonObject{{u"result"_s, result}};
}

MessageDriver::Answer MessageDriver::forgetSessions(const QJsonArray &addresses)
{
    for (const QJsonValue &value : addresses) {
        // "USER_1.DEV" or "USER_1:DEV"; "_1" marks a hidden id.
        const QString text = value.toString().replace(u':', u'.');
        const qsizetype dot = text.lastIndexOf(u'.');
        const QString user = text.left(dot);
        const bool hidden = user.endsWith("_1"_L1);
        const auto jid = Jid::parse(QString(user.chopped(hidden ? 2 : 0) + u':' + text.mid(dot + 1)
                                            + (hidden ? u"@lid"_s : u"@s.whatsapp.net"_s)));
        if (dot < 0 || !jid)
            return fail(Errc::Invalid, u"no Signal address: "_s + value.toString());
        if (auto forgotten = m_client.messaging().forgetSession(*jid); !forgotten)
            return fail(forgotten.error());
    }
    return QJsonObject();
}

// --- Events

void MessageDriver::takeEvents()
{
    for (;;) {
        const auto events = m_client.events(0, eventsAtOnce);
        if (!events) {
            m_emit(u"error"_s, {{u"error"_s, events.error().detail}});
            return;
        }
        if (events->isEmpty())
            return;
        for (const InboundEvent &event : *events) {
            if (const auto *message = std::get_if<MessageEvent>(&event.what); message && !message->placeholder)
                tell(*message);
        }
        if (auto taken = m_client.eventsTaken(events->constLast().sequence); !taken) {
            m_emit(u"error"_s, {{u"error"_s, taken.error().detail}});
            return;
        }
    }
}

void MessageDriver::tell(const MessageEvent &event)
{
    ++m_statistics.messagesIn;
    const MessageContent &content = event.content;
    QJsonObject fields{{u"id"_s, QString::fromUtf8(event.id)},
                       {u"chat"_s, event.chat.toString()},
                       {u"chat_alt"_s, orNull(event.chatAlt)},
                       {u"sender"_s, event.sender.toString()},
                       {u"sender_alt"_s, orNull(event.senderAlt)},
                       {u"from_me"_s, event.fromMe},
                       {u"push_name"_s, event.pushName},
                       {u"t"_s, event.timestamp},
                       {u"kind"_s, QString::fromUtf8(kindName(content))},
                       {u"text"_s, content.text}};
    if (!content.reason.isEmpty())
        fields.insert(u"reason"_s, content.reason);
    if (content.quoted)
        fields.insert(u"quoted"_s,
                      QJsonObject{{u"id"_s, QString::fromUtf8(content.quoted->id)},
                                  {u"sender"_s, orNull(content.quoted->sender)},
                                  {u"text"_s, content.quoted->text}});
    if (content.target)
        fields.insert(u"target"_s,
                      QJsonObject{{u"id"_s, QString::fromUtf8(event.target.id)},
                                  {u"chat"_s, event.target.chat.toString()},
                                  {u"from_me"_s, event.target.fromUs}});
    if (content.media)
        tellWithFile(event, std::move(fields));
    else
        m_emit(u"message"_s, fields);
}

void MessageDriver::tellWithFile(const MessageEvent &event, QJsonObject fields)
{
    const MediaDescription &media = *event.content.media;
    const QString path = m_files.filePath(QString::number(++m_lastFile));
    QJsonObject told{{u"type"_s, nameOf(media.type)},
                     {u"mimetype"_s, media.mimeType},
                     {u"size"_s, media.size},
                     {u"got"_s, 0},
                     {u"ok"_s, false}};
    if (!media.fileName.isEmpty())
        told.insert(u"filename"_s, media.fileName);
    const MediaFetch fetch{.media = media,
                           .messageId = event.id,
                           .chat = event.chat,
                           .fromMe = event.fromMe,
                           .author = event.chat.isGroup() ? event.sender.account() : Jid(),
                           .filePath = path,
                           .limit = maxMediaBytes};
    onReply(m_client.fetchMedia(fetch), this,
            [this, fields = std::move(fields), told = std::move(told), sha256 = media.sha256,
             path](const Result<MediaFetched> &fetched) mutable {
                QFile file(path);
                QCryptographicHash hash(QCryptographicHash::Sha256);
                if (fetched && file.open(QIODevice::ReadOnly) && hash.addData(&file)) {
                    told.insert(u"got"_s, file.size());
                    told.insert(u"sha256"_s, QString::fromLatin1(hash.result().toHex()));
                    told.insert(u"ok"_s, hash.result() == sha256);
                    told.insert(u"again"_s, !fetched->newReference.isEmpty());
                }
                if (!fetched)
                    told.insert(u"error"_s, fetched.error().detail);
                ++(told.value("ok"_L1).toBool() ? m_statistics.mediaOk : m_statistics.mediaBad);
                file.remove();
                fields.insert(u"media"_s, told);
                m_emit(u"message"_s, fields);
            });
}

void MessageDriver::tell(const GroupChange &change)
{
    if (change.info)
        m_emit(u"groups"_s, {{u"groups"_s, QJsonArray{toJson(*change.info)}}});
    QJsonArray members;
    for (const GroupMember &member : change.members)
        members.append(member.jid.toString());
    m_emit(u"group_change"_s,
           {{u"jid"_s, change.group.toString()},
            {u"actor"_s, orNull(change.actor)},
            {u"change"_s, QString::fromUtf8(change.what)},
            {u"subject"_s, change.subject},
            {u"participants"_s, members}});
}

} // namespace desk::wa
