#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/connection/backoff.h"
#include "whatsapp/connection/ending.h"
#include "whatsapp/connection/keepalive.h"
#include "whatsapp/connection/linkstatus.h"
#include "whatsapp/transport/nodestream.h"

#include <QFuture>

#include <functional>
#include <memory>

namespace desk::wa {

/// Keeps one link to the service up: connects, logs in, notices when it died, and does what each ending demands
/// (note 1, section 6). What the session is, and what happens on it, is others' business.
///
/// Lives on the WhatsApp thread. Signals carry plain values; a slot may call any function here.
class Connection : public QObject
{
    Q_OBJECT

public:
    /// As whom to connect.
    struct Session
    {
        KeyPair noiseKey = {};
        QByteArray clientPayload = {};
        bool registered = false; ///< false: to be paired
        QByteArray routingInfo = {};
    };
    struct Options
    {
        QByteArray rootKey = {};
        bool reconnects = true; ///< after an ending that allows it; 515 during pairing is followed in any case
        KeepAlive::Timing keepAlive = {};
        std::chrono::milliseconds openTimeout{20'000};
        std::chrono::milliseconds handshakeTimeout{20'000};
        std::chrono::milliseconds loginTimeout{30'000}; ///< from the handshake to <success>; unpaired: to any stanza
        std::chrono::milliseconds stable{60'000};       ///< a connection that held so long resets the back-off
        int maxTries = 5;                               ///< of endings that nobody documents
    };
    /// Where Connection gets what it cannot know.
    struct Sources
    {
        std::function<Result<Session>()> session; ///< asked before every connection
        std::function<std::unique_ptr<ByteTransport>()> transport;
        /// Looks up WhatsApp Web's current version. True: there is a newer one, and session() uses it. May be empty.
        std::function<QFuture<bool>()> refreshVersion;
    };

    Connection(Sources sources, Options options, Clock &clock, Random &random, QObject *parent = nullptr);
    ~Connection() override;

    /// Connects and stays connected. Also starts again at once when it waits or has stopped.
    void open();
    void close();
    /// Closes and stays so: for endings that others find (pairing failed, storage failed, logged out here).
    void stop(LinkCause cause, const QString &detail, int code = 0, qint64 until = 0);
    /// The session has changed (a pairing succeeded): the end of this connection is followed by a new one at once.
    void expectRestart();
    /// The login sequence is through.
    void setReady();
    /// The computer woke up or its network changed: asks for a sign of life at once, or connects at once when waiting.
    void check();

    /// @return NotConnected unless a stream is up.
    [[nodiscard]] Result<> send(const Node &node);
    [[nodiscard]] const LinkStatus &status() const { return m_status; }

Q_SIGNALS:
    void statusChanged(const desk::wa::LinkStatus &status);
    /// The handshake is through; nodes can be sent.
    void streamUp(bool registered);
    /// Nothing more comes or goes on this stream. Before any new one.
    void streamDown();
    /// <success>: the login was accepted.
    void loggedIn(const desk::wa::Node &success);
    /// Everything that is not handled here.
    void nodeReceived(const desk::wa::Node &node);
    /// The server ended the session for good, or (cause Banned) for a time.
    void sessionEnded(const desk::wa::Ending &ending);
    /// To be used for the next connections.
    void routingInfoReceived(const QByteArray &routingInfo);
    /// The routing info did not lead anywhere.
    void routingInfoFailed();
    /// For --trace.
    void traced(bool outgoing, const desk::wa::Node &node);

private:
    void connectNow();
    void streamEstablished();
    void take(const Node &node);
    void takeInfo(const Node &info);
    void finish(const Ending &ending);
    void streamEnded(const StreamEnd &end);
    void dropStream();
    void waitFor(const Ending &ending);
    void refreshVersion(const Ending &ending);
    void setStatus(LinkState state, LinkCause cause, const Ending &about = {}, qint64 until = 0);
    void ping();

    Sources m_sources;
    Options m_options;
    Clock &m_clock;
    Random &m_random;
    Backoff m_backoff;
    KeepAlive m_keepAlive;
    LinkStatus m_status;
    std::unique_ptr<NodeStream> m_stream;
    bool m_registered = false;
    bool m_answered = false; ///< <success> came; unpaired: anything
    bool m_restartExpected = false;
    bool m_usedRoutingInfo = false;
    bool m_versionRefreshed = false; ///< since the last login
    int m_restarts = 0;              ///< asked for by the server, since the link last held
    int m_tries = 0;                 ///< of undocumented endings, likewise
    int m_attempt = 0;               ///< counts connections and their ends: what belongs to an earlier one does nothing
    quint64 m_pings = 0;
};

} // namespace desk::wa
