#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/noise/framecodec.h"
#include "whatsapp/noise/noisehandshake.h"
#include "whatsapp/transport/bytetransport.h"

#include <chrono>
#include <memory>
#include <optional>

namespace desk::wa {

/// Why a stream is over.
struct StreamEnd
{
    enum class Cause {
        ConnectFailed, ///< the network: again later
        HttpRefused,   ///< the upgrade was refused with httpStatus
        TimedOut,      ///< connecting, or the handshake's answer
        Untrusted,     ///< the server could not prove that it is WhatsApp; nothing of ours was sent
        Broken,        ///< frames that do not open or that are over the limit
        RemoteClosed,
        Closed, ///< by close()
    };
    Cause cause = Cause::Closed;
    int httpStatus = 0;
    QString detail; ///< English, for the log
};

/// One connection, from the transport up to nodes: intro, frames, Noise handshake, sealed frames (note 1, sections 1 to 3).
///
/// One use. Lives on the WhatsApp thread; owns its transport. Sealed frames that hold no valid node are logged and skipped;
/// what cannot be opened ends the stream.
class NodeStream : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QByteArray rootKey = {};     ///< whose certificates are believed
        QByteArray routingInfo = {}; ///< of an earlier connection; may be empty
        std::chrono::milliseconds openTimeout{20'000};
        std::chrono::milliseconds handshakeTimeout{20'000};
    };

    NodeStream(std::unique_ptr<ByteTransport> transport, Options options, Clock &clock, Random &random,
               QObject *parent = nullptr);
    ~NodeStream() override;

    /// Connects and shakes hands as @p noiseKey; established() or ended() follows.
    void open(const KeyPair &noiseKey, const QByteArray &clientPayload);
    /// @return NotConnected before established() and after ended(); Invalid for a node without wire form.
    [[nodiscard]] Result<> send(const Node &node);
    void close();

Q_SIGNALS:
    void established();
    /// Any sealed frame: the other side lives.
    void heard();
    void nodeReceived(const desk::wa::Node &node);
    /// Exactly once.
    void ended(const desk::wa::StreamEnd &end);

private:
    enum class State { Idle, Opening, Handshaking, Established, Over };

    void transportOpened();
    void take(const QByteArray &bytes);
    void takeHandshake(const QByteArray &payload);
    void takeSealed(const QByteArray &payload);
    void end(StreamEnd::Cause cause, const QString &detail, int httpStatus = 0);
    void limitTime(State state, std::chrono::milliseconds time, const QString &what);

    std::unique_ptr<ByteTransport> m_transport;
    Options m_options;
    Clock &m_clock;
    Random &m_random;
    State m_state = State::Idle;
    QByteArray m_clientPayload;
    std::optional<ClientHandshake> m_handshake;
    std::optional<NoiseSession> m_session;
    FrameSplitter m_splitter;
};

} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::StreamEnd)
