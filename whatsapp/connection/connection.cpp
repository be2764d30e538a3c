#include "whatsapp/connection/connection.h"

#include "core/base/onreply.h"
#include "whatsapp/logging.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {
constexpr auto probePatience = 5s;
constexpr int maxRestarts = 3; // in a row, without delay
} // namespace

Connection::Connection(Sources sources, Options options, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_sources(std::move(sources)), m_options(std::move(options)), m_clock(clock), m_random(random),
      m_backoff(random), m_keepAlive(m_options.keepAlive, clock, random)
{
    connect(&m_keepAlive, &KeepAlive::pingDue, this, &Connection::ping);
    connect(&m_keepAlive, &KeepAlive::dead, this,
            [this] { finish({.cause = LinkCause::TimedOut, .detail = u"the server is silent"_s}); });
}

Connection::~Connection()
{
    dropStream();
}

void Connection::open()
{
    if (m_stream)
        return;
    m_tries = 0;
    m_restarts = 0;
    m_versionRefreshed = false;
    connectNow();
}

void Connection::close()
{
    const int attempt = ++m_attempt; // a reconnect that waits is off
    dropStream();
    if (attempt == m_attempt) // no slot thought otherwise
        setStatus(LinkState::Offline, LinkCause::Requested);
}

void Connection::stop(LinkCause cause, const QString &detail, int code, qint64 until)
{
    const int attempt = ++m_attempt;
    dropStream();
    if (attempt == m_attempt)
        setStatus(LinkState::Stopped, cause, {.code = code, .detail = detail}, until);
}

void Connection::expectRestart()
{
    m_restartExpected = true;
    m_clock.singleShot(m_options.loginTimeout, this, [this, attempt = m_attempt] {
        if (attempt == m_attempt)
            finish({.cause = LinkCause::ConnectionLost, .detail = u"the server did not close"_s});
    });
}

void Connection::connectNow()
{
    const int attempt = ++m_attempt;
    auto session = m_sources.session();
    if (!session)
        return stop(LinkCause::StorageFailed, session.error().detail);
    m_registered = session->registered;
    m_answered = false;
    m_restartExpected = false;
    m_usedRoutingInfo = !session->routingInfo.isEmpty();
    m_stream = std::make_unique<NodeStream>(
        m_sources.transport(),
        NodeStream::Options{m_options.rootKey, session->routingInfo, m_options.openTimeout, m_options.handshakeTimeout},
        m_clock, m_random);
    connect(m_stream.get(), &NodeStream::heard, &m_keepAlive, &KeepAlive::heard);
    connect(m_stream.get(), &NodeStream::nodeReceived, this, &Connection::take);
    connect(m_stream.get(), &NodeStream::ended, this, &Connection::streamEnded);
    connect(m_stream.get(), &NodeStream::established, this, &Connection::streamEstablished);
    setStatus(LinkState::Connecting, m_status.cause);
    if (attempt == m_attempt)
        m_stream->open(session->noiseKey, session->clientPayload);
}

void Connection::streamEstablished()
{
    const int attempt = m_attempt;
    m_keepAlive.start();
    setStatus(m_registered ? LinkState::LoggingIn : LinkState::Pairing, LinkCause::None);
    if (attempt != m_attempt)
        return;
    m_clock.singleShot(m_options.loginTimeout, this, [this, attempt] {
        if (attempt == m_attempt && !m_answered)
            finish({.cause = LinkCause::TimedOut, .detail = u"the login was not answered"_s});
    });
    Q_EMIT streamUp(m_registered);
}

void Connection::setReady()
{
    if (m_status.state != LinkState::LoggingIn)
        return;
    const int attempt = m_attempt;
    setStatus(LinkState::Ready, LinkCause::None);
    // Not before: a server that ends each connection right after the login must not be asked without pause.
    m_clock.singleShot(m_options.stable, this, [this, attempt] {
        if (attempt != m_attempt)
            return;
        m_backoff.reset();
        m_restarts = 0;
        m_tries = 0;
    });
}

Result<> Connection::send(const Node &node)
{
    if (!m_stream)
        return fail(Errc::NotConnected, u"not connected"_s);
    auto sent = m_stream->send(node);
    if (sent)
        Q_EMIT traced(true, node);
    return sent;
}

void Connection::ping()
{
    // The answer needs no matching: whatever comes is a sign of life.
    const Node ping{
        .tag = "iq",
        .attributes = {
            {"id", "ping-" + QByteArray::number(++m_pings)}, {"to", Jid::server()}, {"type", "get"}, {"xmlns", "w:p"}}};
    if (auto sent = send(ping); !sent)
        qCInfo(lcWaLink).noquote() << "ping not sent:" << sent.error().detail;
}

void Connection::check()
{
    // While the version is looked up there is nothing new to try.
    if (m_status.state == LinkState::Waiting && m_status.cause != LinkCause::Outdated)
        connectNow();
    else if (m_stream)
        m_keepAlive.probe(probePatience);
}

void Connection::take(const Node &node)
{
    const int attempt = m_attempt;
    Q_EMIT traced(false, node);
    if (attempt != m_attempt)
        return;
    if (node.tag == "success") {
        if (!m_registered || m_answered)
            return; // an unpaired connection has no use for it (note 1, section 4.5)
        m_answered = true;
        m_versionRefreshed = false;
        Q_EMIT loggedIn(node);
        return;
    }
    if (node.tag == "failure")
        return finish(endingOfFailure(node));
    if (node.tag == "stream:error")
        return finish(endingOfStreamError(node));
    if (node.tag == "xmlstreamend")
        return finish({.cause = LinkCause::ConnectionLost, .detail = u"end of stream"_s});
    if (!m_registered)
        m_answered = true;
    if (node.tag == "ib")
        takeInfo(node);
    if (attempt == m_attempt)
        Q_EMIT nodeReceived(node);
}

// Note 1, section 6.6.
void Connection::takeInfo(const Node &info)
{
    if (const Node *routing = info.child("edge_routing")) {
        if (const Node *bytes = routing->child("routing_info"); bytes && !bytes->bytes().isEmpty())
            Q_EMIT routingInfoReceived(bytes->bytes());
    }
    if (info.child("downgrade_webclient"))
        finish({.action = Ending::Action::Stop, .cause = LinkCause::NoMultiDevice, .code = 411});
}

void Connection::streamEnded(const StreamEnd &end)
{
    const int attempt = m_attempt;
    const bool neverUp = m_status.state == LinkState::Connecting;
    if (neverUp && m_usedRoutingInfo)
        Q_EMIT routingInfoFailed(); // the next try goes without (note 1, section 1.2)
    if (const auto ending = endingOf(end); ending && attempt == m_attempt)
        finish(*ending);
}

void Connection::dropStream()
{
    m_keepAlive.stop();
    if (!m_stream)
        return;
    // It may be one of its own signals that led here.
    NodeStream *stream = m_stream.release();
    stream->disconnect(this);
    stream->disconnect(&m_keepAlive);
    stream->close();
    stream->deleteLater();
    Q_EMIT streamDown();
}

void Connection::finish(const Ending &ending)
{
    if (!m_stream)
        return;
    qCInfo(lcWaLink).noquote() << "connection over:" << toString(ending.cause) << ending.code << ending.detail;
    const bool restart = m_restartExpected && ending.cause == LinkCause::ConnectionLost;
    const int attempt = ++m_attempt;
    dropStream();
    if (ending.endsSession || ending.cause == LinkCause::Banned)
        Q_EMIT sessionEnded(ending);
    if (attempt != m_attempt)
        return; // a slot has decided otherwise
    // Some servers close after a pairing without the 515 (note 1, section 4.5).
    // A server that only ever asks to restart is met with patience.
    if (restart || (ending.action == Ending::Action::ReconnectNow && ++m_restarts <= maxRestarts))
        return connectNow();
    const bool again = ending.action == Ending::Action::Reconnect || ending.action == Ending::Action::ReconnectNow
        || (ending.action == Ending::Action::TryAgain && ++m_tries < m_options.maxTries);
    if (again && m_options.reconnects)
        return waitFor(ending);
    if (ending.action == Ending::Action::RefreshVersion && !m_versionRefreshed && m_sources.refreshVersion)
        return refreshVersion(ending);
    setStatus(again ? LinkState::Offline : LinkState::Stopped, ending.cause, ending,
              ending.ban > 0s ? m_clock.nowMs() + std::chrono::milliseconds(ending.ban).count() : 0);
}

void Connection::waitFor(const Ending &ending)
{
    const int attempt = m_attempt; // a slot of statusChanged may go on to another
    const auto delay = m_backoff.next(ending.extraSteps);
    setStatus(LinkState::Waiting, ending.cause, ending, m_clock.nowMs() + delay.count());
    m_clock.singleShot(delay, this, [this, attempt] {
        if (attempt == m_attempt)
            connectNow();
    });
}

void Connection::refreshVersion(const Ending &ending)
{
    const int attempt = m_attempt;
    m_versionRefreshed = true;
    setStatus(LinkState::Waiting, ending.cause, ending, m_clock.nowMs());
    if (attempt != m_attempt)
        return;
    onReply(m_sources.refreshVersion(), this, [this, ending, attempt](bool newer) {
        if (attempt != m_attempt)
            return;
        if (newer)
            connectNow();
        else
            setStatus(LinkState::Stopped, ending.cause, ending);
    });
}

void Connection::setStatus(LinkState state, LinkCause cause, const Ending &about, qint64 until)
{
    const LinkStatus status{state, cause, about.code, about.detail, until};
    if (status == m_status)
        return;
    m_status = status;
    qCInfo(lcWaLink).noquote() << "link:" << toString(state) << toString(cause);
    Q_EMIT statusChanged(status);
}

} // namespace desk::wa
