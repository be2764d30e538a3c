#include "whatsapp/transport/nodestream.h"

#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/logging.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

NodeStream::NodeStream(std::unique_ptr<ByteTransport> transport, Options options, Clock &clock, Random &random,
                       QObject *parent)
    : QObject(parent), m_transport(std::move(transport)), m_options(std::move(options)), m_clock(clock),
      m_random(random), m_splitter(maxHandshakeMessage)
{
    connect(m_transport.get(), &ByteTransport::opened, this, &NodeStream::transportOpened);
    connect(m_transport.get(), &ByteTransport::received, this, &NodeStream::take);
    connect(m_transport.get(), &ByteTransport::closed, this, [this](const TransportEnd &closed) {
        switch (closed.cause) {
        case TransportEnd::Cause::ConnectFailed:
            return end(StreamEnd::Cause::ConnectFailed, closed.detail);
        case TransportEnd::Cause::HttpRefused:
            return end(StreamEnd::Cause::HttpRefused, closed.detail, closed.httpStatus);
        case TransportEnd::Cause::Closed:
            return end(StreamEnd::Cause::RemoteClosed, closed.detail);
        }
    });
}

NodeStream::~NodeStream() = default;

void NodeStream::open(const KeyPair &noiseKey, const QByteArray &clientPayload)
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Opening;
    m_clientPayload = clientPayload;
    // A fresh ephemeral key for every connection (note 1, section 1.4).
    m_handshake.emplace(noiseKey, curve25519::generate(m_random), m_options.rootKey);
    limitTime(State::Opening, m_options.openTimeout, u"connecting"_s);
    m_transport->open();
}

void NodeStream::limitTime(State state, std::chrono::milliseconds time, const QString &what)
{
    m_clock.singleShot(time, this, [this, state, what] {
        if (m_state == state)
            end(StreamEnd::Cause::TimedOut, what + u" took too long"_s);
    });
}

void NodeStream::transportOpened()
{
    if (m_state != State::Opening)
        return;
    m_state = State::Handshaking;
    const auto intro = connectionIntro(m_options.routingInfo);
    const auto hello = encodeFrame(m_handshake->clientHello());
    if (!intro || !hello)
        return end(StreamEnd::Cause::Broken, intro ? hello.error().detail : intro.error().detail);
    limitTime(State::Handshaking, m_options.handshakeTimeout, u"the handshake"_s);
    m_transport->send(*intro + *hello);
}

void NodeStream::take(const QByteArray &bytes)
{
    m_splitter.append(bytes);
    while (m_state == State::Handshaking || m_state == State::Established) {
        const auto frame = m_splitter.next();
        if (!frame)
            return end(StreamEnd::Cause::Broken, frame.error().detail);
        if (!*frame)
            return;
        if (m_state == State::Handshaking)
            takeHandshake(**frame);
        else
            takeSealed(**frame);
    }
}

void NodeStream::takeHandshake(const QByteArray &payload)
{
    auto finish = m_handshake->finish(payload, m_clientPayload, m_clock.nowMs() / 1000);
    if (!finish)
        return end(StreamEnd::Cause::Untrusted, finish.error().detail);
    const auto frame = encodeFrame(finish->message);
    if (!frame)
        return end(StreamEnd::Cause::Broken, frame.error().detail);
    m_session.emplace(std::move(finish->session));
    m_handshake.reset();
    m_clientPayload.clear();
    m_splitter.setLimit(maxFramePayload);
    m_state = State::Established;
    m_transport->send(*frame);
    if (m_state == State::Established) // the transport may have ended over it
        Q_EMIT established();
}

void NodeStream::takeSealed(const QByteArray &payload)
{
    const auto plain = m_session->open(payload);
    if (!plain)
        return end(StreamEnd::Cause::Broken, plain.error().detail);
    Q_EMIT heard();
    const auto node = readNode(*plain);
    if (!node) {
        // The server repeats what was not acknowledged; ending the stream for it would loop.
        qCWarning(lcWaStream).noquote() << "a frame holds no node:" << node.error().detail;
        return;
    }
    Q_EMIT nodeReceived(*node);
}

Result<> NodeStream::send(const Node &node)
{
    if (m_state != State::Established)
        return fail(Errc::NotConnected, u"the stream is not up"_s);
    const auto plain = writeNode(node);
    if (!plain)
        return fail(plain.error());
    const auto sealed = m_session->seal(*plain);
    if (!sealed)
        return fail(sealed.error());
    const auto frame = encodeFrame(*sealed);
    if (!frame)
        return fail(frame.error());
    m_transport->send(*frame);
    return {};
}

void NodeStream::close()
{
    end(StreamEnd::Cause::Closed, u"closed here"_s);
}

void NodeStream::end(StreamEnd::Cause cause, const QString &detail, int httpStatus)
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    m_handshake.reset();
    m_transport->close();
    Q_EMIT ended({cause, httpStatus, detail});
}

} // namespace desk::wa
