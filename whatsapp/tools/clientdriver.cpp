#include "whatsapp/tools/clientdriver.h"

#include "core/base/onreply.h"
#include "whatsapp/binary/nodejson.h"

#include <QHostAddress>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

// What documents may have at most; the desk sets a lower limit.
constexpr qint64 mostFileBytes = 2'000'000'000;

QJsonObject addresses(const Jid &jid, const Jid &lid)
{
    return {{u"jid"_s, jid.toString()}, {u"lid"_s, lid.toString()}};
}

} // namespace

ClientDriver::ClientDriver(Options options, SessionStore &store, AssertionSource *assertions, Clock &clock,
                           Random &random, Output output, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_store(store), m_assertions(assertions), m_clock(clock),
      m_random(random), m_output(std::move(output))
{
}

ClientDriver::~ClientDriver() = default;

bool ClientDriver::isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

void ClientDriver::announce()
{
    emitEvent(u"ready"_s);
}

void ClientDriver::emitEvent(const QString &name, QJsonObject fields)
{
    fields.insert(u"ev"_s, name);
    m_output(fields);
}

void ClientDriver::take(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    auto reply = std::make_shared<Reply>();
    reply->command = document.object();
    m_replies.push_back(reply);
    if (!document.isObject())
        return finish(reply, fail(Errc::Invalid, u"no JSON object: "_s + error.errorString()));
    run(reply);
}

void ClientDriver::finish(const ReplyPointer &reply, Answer answer)
{
    reply->answer = std::move(answer);
    while (!m_replies.empty() && m_replies.front()->answer) {
        const ReplyPointer done = m_replies.front();
        m_replies.pop_front();
        QJsonObject result = *done->answer ? **done->answer : QJsonObject();
        result.insert(u"cmd"_s, done->command.value("cmd"_L1));
        if (done->command.contains("tag"_L1))
            result.insert(u"tag"_s, done->command.value("tag"_L1));
        result.insert(u"ok"_s, done->answer->has_value());
        if (!*done->answer) {
            ++m_errors;
            result.insert(u"error"_s, done->answer->error().detail);
        }
        emitEvent(u"result"_s, result);
    }
}

void ClientDriver::run(const ReplyPointer &reply)
{
    const QJsonObject &command = reply->command;
    const QString name = command.value("cmd"_L1).toString();
    if (name == "connect"_L1)
        return finish(reply, connectTo(command));
    if (name == "me"_L1)
        return finish(reply, me());
    if (name == "sleep"_L1) {
        const auto time = std::chrono::milliseconds(qBound(0, command.value("ms"_L1).toInt(1000), 600000));
        return m_clock.singleShot(time, this, [this, reply] { finish(reply, QJsonObject()); });
    }
    if (name == "stats"_L1)
        return finish(reply, statistics());
    if (name == "quit"_L1) {
        finish(reply, QJsonObject());
        return Q_EMIT quit();
    }
    if (m_messages && m_messages->run(command, [this, reply](Answer answer) { finish(reply, std::move(answer)); }))
        return;
    static const QStringList messageCommands{
        u"text"_s,   u"reply"_s,     u"react"_s,        u"edit"_s,       u"revoke"_s,
        u"read"_s,   u"chatstate"_s, u"subscribe"_s,    u"resolve"_s,    u"devices"_s,
        u"lid_of"_s, u"groups"_s,    u"group_create"_s, u"group_info"_s, u"forget_sessions"_s,
        u"image"_s,  u"document"_s,  u"audio"_s,        u"video"_s};
    const bool needsClient = messageCommands.contains(name)
        || QStringList{u"pair_code"_s, u"passkey_confirm"_s, u"send_node"_s,
                       u"presence"_s,  u"logout"_s,          u"disconnect"_s}
               .contains(name);
    if (!needsClient)
        return finish(reply, fail(Errc::Invalid, u"unknown command "_s + name));
    if (!m_client)
        return finish(reply, fail(Errc::NotConnected, u"not connected"_s));
    if (name == "disconnect"_L1) {
        m_client->close();
        return finish(reply, QJsonObject());
    }
    if (name == "passkey_confirm"_L1) {
        m_client->confirmPasskey(command.value("matches"_L1).toBool(true));
        return finish(reply, QJsonObject());
    }
    if (name == "presence"_L1)
        return finish(reply, sendPresence(command));
    if (name == "send_node"_L1)
        return sendNode(reply);
    if (name == "logout"_L1)
        return onReply(m_client->logOut(), this, [this, reply](const Result<> &done) {
            finish(reply, done ? Answer(QJsonObject()) : fail(done.error()));
            if (done)
                emitEvent(u"logged_out"_s);
        });
    onReply(m_client->requestCode(command.value("phone"_L1).toString()), this,
            [this, reply](const Result<QString> &code) {
                finish(reply, code ? Answer(QJsonObject{{u"code"_s, *code}}) : fail(code.error()));
            });
}

ClientDriver::Answer ClientDriver::statistics() const
{
    const MessageDriver::Statistics messages = m_messages ? m_messages->statistics() : MessageDriver::Statistics();
    return QJsonObject{{u"stats"_s,
                        QJsonObject{{u"connects"_s, m_connects},
                                    {u"disconnects"_s, m_disconnects},
                                    {u"messages_in"_s, messages.messagesIn},
                                    {u"messages_out"_s, messages.messagesOut},
                                    {u"receipts_in"_s, messages.receiptsIn},
                                    {u"retries_in"_s, messages.retriesIn},
                                    {u"decrypt_errors"_s, messages.decryptErrors},
                                    {u"media_ok"_s, messages.mediaOk},
                                    {u"media_bad"_s, messages.mediaBad},
                                    {u"errors"_s, m_errors}}}};
}

ClientDriver::Answer ClientDriver::connectTo(const QJsonObject &command)
{
    const QUrl url = command.contains("url"_L1) ? QUrl(command.value("url"_L1).toString()) : m_options.url;
    const QByteArray rootKey = command.contains("cert_key"_L1)
        ? QByteArray::fromHex(command.value("cert_key"_L1).toString().toLatin1())
        : m_options.rootKey;
    if (!rootKey.isEmpty() && (rootKey.size() != 32 || !isLoopback(url)))
        return fail(Errc::Invalid, u"cert_key needs 32 bytes and a loopback url"_s);
    const auto ended = m_store.ended();
    if (!ended)
        return fail(ended.error());
    // There is nobody to ask: a session that is over for good makes room for a new one.
    if (*ended && (*ended)->untilMs == 0) {
        m_messages.reset();
        m_client.reset();
        if (auto forgotten = m_store.forget(); !forgotten)
            return fail(forgotten.error());
    }
    if (!m_client || command.contains("url"_L1) || command.contains("cert_key"_L1)) {
        m_options.url = url;
        m_options.rootKey = rootKey;
        makeClient(url, rootKey);
    }
    // Its events come after this command's result.
    QMetaObject::invokeMethod(m_client.get(), &Client::open, Qt::QueuedConnection);
    return QJsonObject();
}

void ClientDriver::makeClient(const QUrl &url, const QByteArray &rootKey)
{
    Client::Options options;
    if (!url.isEmpty())
        options.url = url;
    options.link.rootKey = rootKey;
    options.link.reconnects = m_options.reconnects;
    options.device.os = m_options.name;
    options.device.requireFullSync = m_options.history;
    options.pushName = m_options.pushName;
    options.media.extraCaFile = m_options.mediaCa;
    options.media.plainHttp = m_options.mediaPlainHttp;
    options.media.maxUploadBytes = mostFileBytes;
    m_messages.reset();
    m_client = std::make_unique<Client>(
        options, Client::Surroundings{m_store, isLoopback(options.url) ? nullptr : &m_http, m_assertions}, m_clock,
        m_random);
    m_messages = std::make_unique<MessageDriver>(
        *m_client, m_store, [this](const QString &name, const QJsonObject &fields) { emitEvent(name, fields); });
    if (!m_options.pushName.isEmpty())
        m_client->setAvailable(true);
    connect(m_client.get(), &Client::statusChanged, this, &ClientDriver::show);
    connect(m_client.get(), &Client::qrChanged, this, [this](const QString &text) {
        emitEvent(u"qr"_s, {{u"qr"_s, text}});
    });
    connect(m_client.get(), &Client::passkeyRequested, this, [this](const QByteArray &json) {
        emitEvent(u"passkey_request"_s, {{u"options"_s, QJsonDocument::fromJson(json).object()}});
    });
    connect(m_client.get(), &Client::passkeyCode, this, [this](const QString &code, bool mustCompare) {
        emitEvent(u"passkey_code"_s, {{u"code"_s, code}, {u"skip"_s, !mustCompare}});
    });
    connect(m_client.get(), &Client::paired, this,
            [this](const Jid &jid, const Jid &lid) { emitEvent(u"paired"_s, addresses(jid, lid)); });
    connect(m_client.get(), &Client::offlineDone, this, [this](int count) {
        emitEvent(u"offline_done"_s, {{u"count"_s, count}});
    });
    if (m_options.trace) {
        connect(m_client.get(), &Client::traced, this, [](bool outgoing, const Node &node) {
            std::fprintf(stderr, "%s %s\n", outgoing ? ">>" : "<<", qUtf8Printable(toXml(node, Detail::Full)));
        });
    }
}

void ClientDriver::show(const LinkStatus &status)
{
    switch (status.state) {
    case LinkState::Ready: {
        ++m_connects;
        m_wasUp = true;
        const auto registration = m_store.registration();
        emitEvent(u"connected"_s,
                  registration && *registration ? addresses((*registration)->jid, (*registration)->lid)
                                                : QJsonObject());
        break;
    }
    case LinkState::Waiting:
    case LinkState::Stopped:
    case LinkState::Offline: {
        if (std::exchange(m_wasUp, false))
            ++m_disconnects;
        QJsonObject event{
            {u"code"_s, status.code}, {u"reason"_s, toString(status.cause)}, {u"detail"_s, status.detail}};
        if (status.until > 0)
            event.insert(u"until"_s, status.until);
        emitEvent(u"disconnected"_s, event);
        if (status.cause == LinkCause::LoggedOut || status.cause == LinkCause::Locked)
            emitEvent(u"logged_out"_s);
        break;
    }
    case LinkState::Connecting:
    case LinkState::Pairing:
    case LinkState::LoggingIn:
        break;
    }
}

ClientDriver::Answer ClientDriver::me()
{
    const auto registration = m_store.registration();
    if (!registration)
        return fail(registration.error());
    if (!*registration)
        return fail(Errc::NotFound, u"not paired"_s);
    QJsonObject answer = addresses((*registration)->jid, (*registration)->lid);
    answer.insert(u"platform"_s, (*registration)->platform);
    answer.insert(u"state"_s, m_client ? toString(m_client->status().state) : u"offline"_s);
    return answer;
}

ClientDriver::Answer ClientDriver::sendPresence(const QJsonObject &command)
{
    const QString state = command.value("state"_L1).toString();
    if (state != "available"_L1 && state != "unavailable"_L1)
        return fail(Errc::Invalid, u"state is available or unavailable"_s);
    const QString name = command.value("name"_L1).toString(m_options.pushName);
    if (m_client->status().state != LinkState::Ready)
        return fail(Errc::NotConnected, u"not connected"_s);
    m_client->messaging().setAvailable(state == "available"_L1, name);
    return QJsonObject();
}

void ClientDriver::sendNode(const ReplyPointer &reply)
{
    const auto node = nodeFromJson(reply->command.value("node"_L1).toObject());
    if (!node)
        return finish(reply, fail(node.error()));
    const QByteArray type = node->attr("type");
    if (node->tag == "iq" && (type == "get" || type == "set"))
        return onReply(m_client->request(*node), this, [this, reply](const Result<Node> &answer) {
            finish(reply, answer ? Answer(QJsonObject{{u"node"_s, toJson(*answer)}}) : fail(answer.error()));
        });
    const auto sent = m_client->send(*node);
    finish(reply, sent ? Answer(QJsonObject()) : fail(sent.error()));
}

} // namespace desk::wa
