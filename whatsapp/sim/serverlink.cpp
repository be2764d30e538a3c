#include "whatsapp/sim/serverlink.h"

#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

ServerLink::ServerLink(QWebSocket *socket, ServerHandshake handshake, const LinkFaults &faults, const Times &times,
                       Clock &clock, QObject *parent)
    : QObject(parent), m_socket(socket), m_handshake(std::move(handshake)), m_faults(faults), m_clock(clock)
{
    m_socket->setParent(this);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &ServerLink::take);
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        m_over = true;
        Q_EMIT closed();
    });
    m_clock.singleShot(times.handshake, this, [this] {
        if (!m_session)
            cut();
    });
}

ServerLink::~ServerLink()
{
    // The socket says goodbye when it dies; nobody is to hear of it any more.
    m_socket->disconnect(this);
}

void ServerLink::take(const QByteArray &message)
{
    if (m_over)
        return;
    if (m_intro) {
        auto intro = m_intro->feed(message);
        if (!intro) {
            Q_EMIT malformed(intro.error().detail);
            cut();
            return;
        }
        if (!*intro)
            return;
        m_splitter.append((*intro)->rest);
        m_intro.reset();
    } else {
        m_splitter.append(message);
    }
    while (!m_over) {
        auto frame = m_splitter.next();
        if (frame && !*frame)
            return;
        const Result<> done = frame ? step(**frame) : Result<>(fail(frame.error()));
        if (!done) {
            Q_EMIT malformed(done.error().detail);
            cut();
        }
    }
}

Result<> ServerLink::step(const QByteArray &frame)
{
    if (m_session) {
        const auto plain = m_session->open(frame);
        if (!plain)
            return fail(plain.error());
        const auto node = readNode(*plain);
        if (!node)
            return fail(node.error());
        Q_EMIT received(*node);
        return {};
    }
    if (!m_answered) {
        if (m_faults.stallHandshake)
            return {};
        const auto hello = m_handshake.answer(frame);
        if (!hello)
            return fail(hello.error());
        m_answered = true;
        write(*hello);
        return {};
    }
    auto accepted = m_handshake.accept(frame);
    if (!accepted)
        return fail(accepted.error());
    m_session.emplace(std::move(accepted->session));
    m_splitter.setLimit(maxFramePayload);
    Q_EMIT this->accepted(accepted->clientStatic, accepted->payload);
    return {};
}

void ServerLink::send(const Node &node)
{
    if (m_over || !m_session)
        return;
    auto frame = writeNode(node);
    if (!frame) {
        Q_EMIT malformed(u"own stanza: "_s + frame.error().detail);
        return;
    }
    if (m_faults.compressOver >= 0 && frame->size() > m_faults.compressOver)
        frame = compressFrame(*frame);
    if (const auto sealed = m_session->seal(*frame))
        write(*sealed);
    else
        Q_EMIT malformed(u"own stanza: "_s + sealed.error().detail);
}

void ServerLink::write(const QByteArray &payload)
{
    const auto frame = encodeFrame(payload);
    if (!frame)
        return; // seal() has refused it already
    const qsizetype piece = m_faults.splitBytes > 0 ? m_faults.splitBytes : frame->size();
    for (qsizetype at = 0; at < frame->size(); at += piece)
        m_socket->sendBinaryMessage(frame->mid(at, piece));
}

void ServerLink::closeAfter(std::chrono::milliseconds delay)
{
    m_clock.singleShot(delay, this, [this] {
        if (!m_over)
            m_socket->close();
    });
}

void ServerLink::cut()
{
    if (m_over)
        return;
    m_over = true;
    m_socket->abort(); // tells of the disconnection before it returns
}

} // namespace desk::wa::sim
