#include "core/http/frontdoor.h"

#include "core/http/answerhead.h"
#include "core/http/requesthead.h"

#include <QPointer>
#include <QSslSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 maxDropped = 64LL * 1024 * 1024;

} // namespace

/// Watches one connection; a child of its socket.
class FrontDoor::Guard : public QObject
{
public:
    Guard(QTcpSocket *socket, const Limits &limits, QPointer<FrontDoor> door)
        : QObject(socket), m_socket(socket), m_limits(limits), m_door(std::move(door))
    {
        setObjectName(u"deskGuard"_s);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_socket->abort(); });
        connect(socket, &QTcpSocket::readyRead, this, &Guard::look);
        connect(socket, &QTcpSocket::bytesWritten, this, [this] {
            if (m_state == State::Answering || m_state == State::Closing)
                m_timer.start(m_limits.idle);
        });
        m_timer.start(m_limits.idle);
    }
    ~Guard() override
    {
        if (m_door)
            m_door->m_guards.removeOne(this);
    }
    bool beginAnswer()
    {
        if (m_state != State::Body || m_socket->bytesAvailable() > 0)
            return false;
        m_state = State::Answering;
        m_timer.stop(); // the handler may take its time
        return true;
    }
    void endAnswer()
    {
        if (m_state != State::Answering && m_state != State::Streaming)
            return;
        if (m_closes) {
            m_state = State::Closing;
            m_timer.start(m_limits.idle); // a client that does not read would keep it for ever
            return m_socket->disconnectFromHost();
        }
        m_state = State::Head;
        m_head.clear();
        m_timer.start(m_limits.idle);
    }
    bool beginStream()
    {
        m_state = State::Streaming;
        m_closes = true;
        m_timer.stop(); // the stream watches its reader itself
        return m_chunks;
    }
    [[nodiscard]] bool closes() const { return m_closes; }
    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }

private:
    enum class State { Head, Body, Answering, Streaming, Closing, Refused };

    void look()
    {
        if (m_socket->bytesAvailable() == 0)
            return; // 6.8 also says so when it starts to listen again
        if (m_state == State::Answering || m_state == State::Streaming)
            return m_socket->abort(); // pipelined: Qt would swap the answers
        if (m_state != State::Head)
            return;
        if (m_head.isEmpty())
            m_timer.start(m_limits.headTime);
        // Qt's parser reads all that is there right after this, so what can be peeked is always new.
        m_head += m_socket->peek(m_socket->bytesAvailable());
        const RequestHead head = readRequestHead(m_head, m_limits.body);
        if (head.verdict == RequestHead::Verdict::Refused)
            return refuse(head.status);
        if (head.verdict == RequestHead::Verdict::Incomplete)
            return;
        if (m_head.size() > head.headLength + head.contentLength)
            return m_socket->abort(); // pipelined
        m_state = State::Body;
        m_closes = head.closes;
        m_chunks = head.chunks;
        m_timer.start(m_limits.bodyTime);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0) // later ones do it themselves
        if (head.expectsContinue && m_head.size() == head.headLength)
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
#endif
        m_head.clear();
    }
    void refuse(int status)
    {
        m_state = State::Refused;
        QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
        if (m_socket->isTransactionStarted())
            m_socket->commitTransaction(); // else all that is dropped would be kept
        // What still comes is read and dropped for a moment: closing now would reset the connection before the answer is read.
        connect(m_socket, &QTcpSocket::readyRead, this, [this] {
            m_dropped += m_socket->skip(m_socket->bytesAvailable());
            if (m_dropped > maxDropped)
                m_socket->abort();
        });
        m_socket->skip(m_socket->bytesAvailable());
        const HttpAnswer answer = HttpAnswer::problem(status, status == 413 ? u"too_large"_s : u"invalid"_s,
                                                      u"Refused."_s);
        m_socket->write(answerHead(answer, BodyLength::bytes(answer.body.size()), true) + answer.body);
        m_timer.start(m_limits.linger);
    }

    QTcpSocket *m_socket;
    QTimer m_timer;
    QByteArray m_head;
    Limits m_limits;
    qint64 m_dropped = 0;
    State m_state = State::Head;
    bool m_closes = false;
    bool m_chunks = false;
    QPointer<FrontDoor> m_door;
};

FrontDoor::FrontDoor(const Limits &limits, QObject *parent) : QTcpServer(parent), m_limits(limits)
{
    setListenBacklogSize(1024);
    setMaxPendingConnections(1024);
}

FrontDoor::~FrontDoor() = default;

FrontDoor::Guard *FrontDoor::guardOf(QTcpSocket *socket)
{
    // By name: a class inside a .cpp has no meta-object of its own to search for.
    return static_cast<Guard *>(socket->findChild<QObject *>(u"deskGuard"_s, Qt::FindDirectChildrenOnly));
}

bool FrontDoor::beginAnswer(QTcpSocket *socket)
{
    Guard *guard = guardOf(socket);
    return guard && guard->beginAnswer();
}

bool FrontDoor::closesAfterAnswer(QTcpSocket *socket)
{
    const Guard *guard = guardOf(socket);
    return !guard || guard->closes();
}

bool FrontDoor::beginStream(QTcpSocket *socket)
{
    Guard *guard = guardOf(socket);
    return guard && guard->beginStream();
}

qint64 FrontDoor::bytesWaiting(const QTcpSocket &socket)
{
    const auto *encrypted = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (encrypted && encrypted->isEncrypted() ? encrypted->encryptedBytesToWrite() : 0);
}

void FrontDoor::endAnswer(QTcpSocket *socket)
{
    if (Guard *guard = guardOf(socket))
        guard->endAnswer();
}

QTcpSocket *FrontDoor::socketOf(const QHostAddress &peer, quint16 port) const
{
    for (const Guard *guard : m_guards) {
        if (guard->socket()->peerPort() == port && guard->socket()->peerAddress().isEqual(peer))
            return guard->socket();
    }
    return nullptr;
}

void FrontDoor::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    if (m_guards.size() >= m_limits.connections) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    // A destructor cannot be disconnected, the destroyed() signal can.
    m_guards << new Guard(socket, m_limits, this);
    socket->setReadBufferSize(m_limits.body + 1024 * 1024);
    addPendingConnection(socket);
}

} // namespace desk
