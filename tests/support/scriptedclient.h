#pragma once

#include "core/base/random.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/pairing/clientpayload.h"
#include "whatsapp/pairing/deviceidentity.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/pairing/deviceproperties.h"
#include "whatsapp/pairing/qrpayload.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

#include <functional>
#include <memory>
#include <optional>

namespace desk::wa {

/// A client of the service that does what a test tells it, stanza by stanza, over a real socket. It has keys and, once it
/// is paired, an address; it sends nothing by itself but the answers pair() is asked for.
class ScriptedClient : public QObject
{
    SystemRandom m_random; // before the keys, which are made with it

public:
    static constexpr int patience = 5000; // milliseconds

    explicit ScriptedClient(QString url, QByteArray rootKey)
        : keys(DeviceKeys::generate(m_random)), m_url(std::move(url)), m_rootKey(std::move(rootKey))
    {
    }
    ~ScriptedClient() override
    {
        if (m_socket)
            m_socket->disconnect(this);
    }

    // What the next connection is made with.
    DeviceKeys keys;
    Jid jid; ///< null before it is paired
    Jid lid;
    UserAgent agent;
    DeviceProperties properties{.os = QStringLiteral("Prueba")};
    std::optional<QByteArray> payload; ///< instead of the right one

    // What happened on the current one.
    QList<Node> inbox; ///< not taken yet
    QString handshakeError;
    bool ready = false; ///< the handshake is over
    bool closed = false;

    void open()
    {
        m_socket = std::make_unique<QWebSocket>();
        m_handshake = std::make_unique<ClientHandshake>(keys.noise, curve25519::generate(m_random), m_rootKey);
        m_session.reset();
        m_splitter = FrameSplitter();
        inbox.clear();
        handshakeError.clear();
        ready = closed = false;
        connect(m_socket.get(), &QWebSocket::connected, this, [this] {
            m_socket->sendBinaryMessage(connectionIntro().value() + encodeFrame(m_handshake->clientHello()).value());
        });
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &ScriptedClient::take);
        connect(m_socket.get(), &QWebSocket::disconnected, this, [this] { closed = true; });
        m_socket->open(QUrl(m_url));
    }
    void close() { m_socket->abort(); }

    /// As QTest::qWaitFor(), but woken by each event: with a peer in the same thread that saves 10 ms a hop.
    template<typename Condition>
    [[nodiscard]] static bool waitFor(Condition condition, int milliseconds = patience)
    {
        QTimer wakeUp;
        wakeUp.start(milliseconds);
        const QDeadlineTimer deadline(milliseconds);
        while (!condition()) {
            if (deadline.hasExpired())
                return false;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return true;
    }

    /// Opens, and waits for the end of the handshake, good or bad.
    [[nodiscard]] bool connectNow()
    {
        open();
        return waitFor([this] { return ready || closed || !handshakeError.isEmpty(); }) && ready;
    }
    [[nodiscard]] bool waitForClose()
    {
        return waitFor([this] { return closed; });
    }

    void send(const Node &node)
    {
        m_socket->sendBinaryMessage(encodeFrame(m_session->seal(writeNode(node).value()).value()).value());
    }
    /// Bytes that are no stanza, sealed or as they are.
    void sendRaw(const QByteArray &plain, bool sealed)
    {
        m_socket->sendBinaryMessage(encodeFrame(sealed ? m_session->seal(plain).value() : plain).value());
    }

    /// Takes the first stanza that @p wanted likes out of the inbox, waiting for it. A node without tag when none comes.
    [[nodiscard]] Node await(const std::function<bool(const Node &)> &wanted)
    {
        Node found;
        (void)waitFor([&] {
            for (qsizetype at = 0; at < inbox.size(); ++at) {
                if (wanted(inbox.at(at))) {
                    found = inbox.takeAt(at);
                    return true;
                }
            }
            return closed;
        });
        return found;
    }
    [[nodiscard]] Node await(const QByteArray &tag)
    {
        return await([&tag](const Node &node) { return node.tag == tag; });
    }
    /// A notification of that type, acknowledged.
    [[nodiscard]] Node awaitNotification(const QByteArray &type)
    {
        Node node = await([&type](const Node &n) { return n.tag == "notification" && n.attr("type") == type; });
        if (!node.tag.isEmpty())
            acknowledge(node);
        return node;
    }

    /// Sends a request and waits for its answer.
    [[nodiscard]] Node ask(const QByteArray &xmlns, const QByteArray &type, QList<Node> children = {},
                           const QByteArray &to = "@s.whatsapp.net")
    {
        const QByteArray id = nextId();
        Node iq{.tag = "iq", .attributes = {{"id", id}, {"to", to}, {"type", type}, {"xmlns", xmlns}}};
        if (!children.isEmpty())
            iq.content = std::move(children);
        send(iq);
        return await([&id](const Node &node) { return node.tag == "iq" && node.attr("id") == id; });
    }
    void answer(const Node &iq, QList<Node> children = {})
    {
        Node result{.tag = "iq", .attributes = {{"to", Jid::server()}, {"type", "result"}, {"id", iq.attr("id")}}};
        if (!children.isEmpty())
            result.content = std::move(children);
        send(result);
    }
    void acknowledge(const Node &node)
    {
        Node ack{.tag = "ack", .attributes = {{"class", node.tag}, {"id", node.attr("id")}, {"to", node.attr("from")}}};
        for (const char *name : {"type", "participant", "recipient"}) {
            if (node.has(name))
                ack.set({name, node.attr(name)});
        }
        send(ack);
    }
    [[nodiscard]] QByteArray nextId() { return "t-" + QByteArray::number(++m_lastId); }

    /// The refs of a registered connection, after pair-device was answered.
    [[nodiscard]] QList<QByteArray> takeRefs()
    {
        const Node offer = await([](const Node &node) { return node.child("pair-device") != nullptr; });
        if (offer.tag.isEmpty())
            return {};
        answer(offer);
        QList<QByteArray> refs;
        for (const Node *ref : offer.child("pair-device")->children("ref"))
            refs.append(ref->bytes());
        return refs;
    }
    [[nodiscard]] QString qr(const QByteArray &ref) const
    {
        return QrPayload{ref, keys.noise.publicKey, keys.identity.publicKey, keys.advSecret}.text();
    }

    /// Waits for pair-success and answers it as it deserves. @return what is wrong with it; empty when it is sound.
    [[nodiscard]] QString finishPairing()
    {
        const Node success = await([](const Node &node) { return node.child("pair-success") != nullptr; });
        if (success.tag.isEmpty())
            return QStringLiteral("no pair-success");
        const Node &inner = *success.child("pair-success");
        const auto accepted = acceptDeviceIdentity(inner.child("device-identity")->bytes(), keys.advSecret,
                                                   keys.identity, m_random);
        if (!accepted) {
            send(Node{.tag = "iq",
                      .attributes = {{"to", Jid::server()}, {"type", "error"}, {"id", success.attr("id")}},
                      .content = QList{Node{
                          .tag = "error",
                          .attributes = {{"code", accepted.error().code}, {"text", accepted.error().text.toUtf8()}}}}});
            return accepted.error().text;
        }
        jid = *inner.child("device")->jid("jid");
        lid = *inner.child("device")->jid("lid");
        identity = *accepted;
        answer(success,
               {Node{.tag = "pair-device-sign",
                     .content = QList{Node{.tag = "device-identity",
                                           .attributes = {{"key-index", accepted->details.keyIndex}},
                                           .content = accepted->pairDeviceSign}}}});
        return {};
    }
    AcceptedIdentity identity; ///< after finishPairing()

    /// The keys of an upload, 1 .. @p count by default.
    [[nodiscard]] QList<Node> upload(int count, quint32 firstId = 1)
    {
        QList<Node> list;
        for (quint32 id = firstId; id < firstId + quint32(count); ++id)
            list.append(
                Node{.tag = "key",
                     .content = QList{Node{.tag = "id", .content = number(id, 3)},
                                      Node{.tag = "value", .content = curve25519::generate(m_random).publicKey}}});
        return {Node{.tag = "registration", .content = number(keys.registrationId, 4)},
                Node{.tag = "type", .content = QByteArray(1, '\5')},
                Node{.tag = "identity", .content = keys.identity.publicKey}, Node{.tag = "list", .content = list},
                Node{.tag = "skey",
                     .content = QList{Node{.tag = "id", .content = number(keys.signedPreKey.id, 3)},
                                      Node{.tag = "value", .content = keys.signedPreKey.pair.publicKey},
                                      Node{.tag = "signature", .content = keys.signedPreKey.signature}}}};
    }
    [[nodiscard]] static QByteArray number(quint32 value, int bytes)
    {
        QByteArray result(bytes, '\0');
        for (int at = bytes - 1; at >= 0; --at, value >>= 8)
            result[at] = char(value & 0xff);
        return result;
    }
    [[nodiscard]] Random &random() { return m_random; }

private:
    void take(const QByteArray &message)
    {
        m_splitter.append(message);
        for (auto frame = m_splitter.next(); frame && *frame; frame = m_splitter.next()) {
            if (m_session) {
                inbox.append(readNode(m_session->open(**frame).value()).value());
                continue;
            }
            auto finish = m_handshake->finish(**frame, currentPayload(), QDateTime::currentSecsSinceEpoch());
            if (!finish) {
                handshakeError = finish.error().detail;
                m_socket->close();
                return;
            }
            m_session.emplace(std::move(finish->session));
            m_socket->sendBinaryMessage(encodeFrame(finish->message).value());
            ready = true;
        }
    }
    [[nodiscard]] QByteArray currentPayload() const
    {
        if (payload)
            return *payload;
        if (jid.isNull())
            return registrationPayload(agent, keys, serialized(properties));
        return loginPayload(agent, Login{.username = jid.user().toULongLong(), .device = jid.device()});
    }

    QString m_url;
    QByteArray m_rootKey;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<ClientHandshake> m_handshake;
    std::optional<NoiseSession> m_session;
    FrameSplitter m_splitter;
    int m_lastId = 0;
};

} // namespace desk::wa
