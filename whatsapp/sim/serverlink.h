#pragma once

#include "core/base/clock.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/noise/noisesession.h"
#include "whatsapp/sim/linkfaults.h"
#include "whatsapp/sim/options.h"

#include <QByteArray>
#include <QObject>
#include <QWebSocket>

#include <optional>

namespace desk::wa::sim {

/// The wire of one connection, server side: websocket messages to intro, handshake, sealed frames and nodes, and back
/// (note 1, sections 1 to 3).
///
/// Owns the socket. Whatever is malformed ends the connection; nothing is delivered after that. Lives on the simulator's
/// thread. Does not own @p faults and @p clock.
class ServerLink : public QObject
{
    Q_OBJECT

public:
    ServerLink(QWebSocket *socket, ServerHandshake handshake, const LinkFaults &faults, const Times &times,
               Clock &clock, QObject *parent = nullptr);
    ~ServerLink() override;

    void send(const Node &node);
    /// A close in good order after @p delay; what comes in meanwhile is still delivered.
    void closeAfter(std::chrono::milliseconds delay);
    /// Without a word.
    void cut();
    /// Whether bytes wait behind what was delivered last: the other side did not wait for an answer.
    [[nodiscard]] bool hasPending() const { return m_splitter.pending() > 0; }

Q_SIGNALS:
    /// The handshake is over. @param noiseKey what the client has proved. @param payload the ClientPayload.
    void accepted(const QByteArray &noiseKey, const QByteArray &payload);
    void received(const desk::wa::Node &node);
    /// Before the connection ends for it.
    void malformed(const QString &detail);
    /// Once, for whatever reason.
    void closed();

private:
    void take(const QByteArray &message);
    [[nodiscard]] Result<> step(const QByteArray &frame);
    void write(const QByteArray &payload);

    QWebSocket *m_socket;
    ServerHandshake m_handshake;
    const LinkFaults &m_faults;
    Clock &m_clock;
    std::optional<IntroReader> m_intro = IntroReader();
    FrameSplitter m_splitter{maxHandshakeMessage};
    bool m_answered = false;
    std::optional<NoiseSession> m_session;
    bool m_over = false;
};

} // namespace desk::wa::sim
