#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/transport/bytetransport.h"

#include <QList>

#include <optional>

namespace desk::wa {

/// A transport without a network: the test opens it, takes what was sent and delivers what comes.
class MemoryTransport final : public ByteTransport
{
public:
    void open() override { isOpening = true; }
    void send(const QByteArray &bytes) override
    {
        sent << bytes;
        unread += bytes;
        if (diesOnSend)
            end({TransportEnd::Cause::Closed, 0, QStringLiteral("broken pipe")});
    }
    void close() override { end({TransportEnd::Cause::Closed, 0, QStringLiteral("closed here")}); }

    void accept() { Q_EMIT opened(); }
    void deliver(const QByteArray &bytes) { Q_EMIT received(bytes); }
    void end(const TransportEnd &how)
    {
        if (std::exchange(isClosed, true))
            return;
        Q_EMIT closed(how);
    }

    bool isOpening = false;
    bool isClosed = false;
    bool diesOnSend = false;
    QList<QByteArray> sent; ///< all of it, call by call
    QByteArray unread;      ///< what the other side has not taken yet
};

/// The server's side of one stream: reads intro, handshake and nodes, writes frames. Knows no transport.
class StreamServer
{
public:
    explicit StreamServer(ServerHandshake handshake) : m_handshake(std::move(handshake)) { }

    /// @return what to deliver to the client in answer: the ServerHello, once.
    [[nodiscard]] QByteArray take(const QByteArray &bytes)
    {
        if (!m_introduced) {
            auto intro = m_reader.feed(bytes).value();
            if (!intro)
                return {};
            m_introduced = true;
            routingInfo = intro->routingInfo;
            m_splitter.append(intro->rest);
        } else {
            m_splitter.append(bytes);
        }
        QByteArray answer;
        for (auto frame = m_splitter.next().value(); frame; frame = m_splitter.next().value()) {
            if (m_session) {
                received << readNode(m_session->open(*frame).value()).value();
            } else if (!m_greeted) {
                clientHello = *frame;
                m_greeted = true;
                answer += encodeFrame(m_handshake.answer(*frame).value()).value();
            } else {
                auto accepted = m_handshake.accept(*frame).value();
                clientStatic = accepted.clientStatic;
                payload = accepted.payload;
                m_session.emplace(std::move(accepted.session));
            }
        }
        return answer;
    }
    [[nodiscard]] bool isUp() const { return m_session.has_value(); }

    [[nodiscard]] QByteArray frame(const Node &node) { return sealed(writeNode(node).value()); }
    [[nodiscard]] QByteArray sealed(const QByteArray &plain)
    {
        return encodeFrame(m_session->seal(plain).value()).value();
    }

    QByteArray routingInfo;
    QByteArray clientHello;
    QByteArray clientStatic; ///< once it is up
    QByteArray payload;      ///< likewise
    QList<Node> received;

private:
    ServerHandshake m_handshake;
    IntroReader m_reader;
    FrameSplitter m_splitter;
    bool m_introduced = false;
    bool m_greeted = false;
    std::optional<NoiseSession> m_session;
};

} // namespace desk::wa
