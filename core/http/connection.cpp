#include "core/http/connection.h"

#include "core/http/answerhead.h"
#include "core/http/frontdoor.h"

#include <QDir>
#include <QSslSocket>
#include <QStorageInfo>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 headBuffer = 64 * 1024; // more than a head may have
constexpr qint64 uploadBuffer = 256 * 1024;
constexpr qint64 chunkSize = 64 * 1024;
constexpr qint64 maxDropped = 64LL * 1024 * 1024;
constexpr qint64 leastBytesPerSecond = 16 * 1024;
constexpr qint64 spareDisk = 64LL * 1024 * 1024;

/// By name: findChild() of a class looks at every child.
const QString objectNameOfConnections = u"deskConnection"_s;

HttpAnswer refusalOf(int status)
{
    switch (status) {
    case 408:
        return HttpAnswer::problem(status, u"timed_out"_s, u"The request took too long."_s);
    case 411:
        return HttpAnswer::problem(status, u"length_required"_s, u"A body needs a Content-Length."_s);
    case 413:
        return HttpAnswer::problem(status, u"too_large"_s, u"That is over the limit."_s);
    case 414:
        return HttpAnswer::problem(status, u"uri_too_long"_s, u"The address is too long."_s);
    case 417:
        return HttpAnswer::problem(status, u"expectation_failed"_s, u"This expectation cannot be met."_s);
    case 431:
        return HttpAnswer::problem(status, u"head_too_large"_s, u"The head of the request is too large."_s);
    case 507:
        return HttpAnswer::problem(status, u"no_space"_s, u"There is no room for the upload."_s);
    default:
        return HttpAnswer::problem(status, u"invalid"_s, u"The request is not valid."_s);
    }
}

} // namespace

Connection::Connection(QTcpSocket *socket, bool offersTls, const ConnectionLimits &limits, const QString &uploadFolder,
                       FrontDoor *door, RequestHandler &handler)
    : QObject(socket), m_socket(socket), m_door(door), m_handler(handler), m_limits(limits),
      m_uploadFolder(uploadFolder), m_state(offersTls ? State::Greeting : State::Head)
{
    setObjectName(objectNameOfConnections);
    socket->setReadBufferSize(headBuffer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Connection::timeOut);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::look);
    connect(socket, &QTcpSocket::disconnected, this, &Connection::gone);
    const auto left = [this] {
        if (m_state == State::Answering || m_state == State::Closing)
            m_timer.start(m_limits.idle);
    };
    connect(socket, &QTcpSocket::bytesWritten, this, left);
    if (auto *encrypted = qobject_cast<QSslSocket *>(socket)) {
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, left);
        connect(encrypted, &QSslSocket::encrypted, this, [this] {
            m_secure = true;
            m_state = State::Head;
            m_timer.start(m_limits.idle);
        });
    }
    m_since.start();
    m_timer.start(m_limits.idle);
}

Connection::~Connection()
{
    if (m_door) // a destructor cannot be disconnected, the disconnected() signal can
        m_door->remove(this);
}

Connection *Connection::of(const QObject &socket)
{
    return static_cast<Connection *>(socket.findChild<QObject *>(objectNameOfConnections, Qt::FindDirectChildrenOnly));
}

bool Connection::isOpen() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

qint64 Connection::bytesWaiting() const
{
    const auto *encrypted = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (encrypted && encrypted->isEncrypted() ? encrypted->encryptedBytesToWrite() : 0);
}

std::optional<int> Connection::yielding() const
{
    switch (m_state) {
    case State::Greeting:
    case State::Handshake:
    case State::Head:
    case State::Closing:
    case State::Refused:
        return 0;
    case State::Body:
        return 1;
    case State::Upload: // its sender has been identified
    case State::Answering:
    case State::Streaming:
        break;
    }
    return std::nullopt;
}

void Connection::look()
{
    if (m_socket->bytesAvailable() == 0)
        return; // later versions of Qt also say so when they start to listen again
    switch (m_state) {
    case State::Greeting:
        return greet();
    case State::Head:
        return readHead();
    case State::Body:
        return progress();
    case State::Upload:
        return readUpload();
    case State::Answering:
    case State::Streaming:
        return abort(); // pipelined: the answers could be swapped
    case State::Closing:
    case State::Refused:
        return drop();
    case State::Handshake:
        return;
    }
}

void Connection::greet()
{
    constexpr char handshake = 0x16;
    if (m_socket->peek(1) == QByteArray(1, handshake)) {
        m_state = State::Handshake;
        m_timer.start(m_limits.headTime);
        return static_cast<QSslSocket *>(m_socket)->startServerEncryption();
    }
    m_state = State::Head;
    readHead();
}

void Connection::readHead()
{
    if (m_head.isEmpty())
        m_timer.start(m_limits.headTime);
    // Qt's engine, once it has the socket, reads all that is there right after this: what can be peeked is always new then.
    const QByteArray fresh = m_socket->peek(m_socket->bytesAvailable());
    const qsizetype known = m_head.size();
    m_head = m_inEngine ? m_head + fresh : fresh;
    const bool newLine = m_head.indexOf('\n', std::min(known, m_head.size())) >= 0;
    if (known > 0 && !newLine && m_head.size() <= maxRequestLine)
        return; // byte by byte, a head would be judged as often as it has bytes
    const RequestHead head = readRequestHead(m_head);
    if (head.verdict == RequestHead::Verdict::Refused)
        return refuse(head.status);
    if (head.verdict == RequestHead::Verdict::Acceptable)
        admitted(head);
}

void Connection::admitted(const RequestHead &head)
{
    m_closes = head.closes;
    m_chunks = head.chunks;
    if (m_head.size() > head.headLength + head.contentLength)
        return abort(); // pipelined
    m_admission = m_handler.admit(head, *this);
    if (head.contentLength > m_admission.bodyLimit)
        return refuse(413);
    // Of a refusal the body is not worth reading, and Qt's engine would look into the upgrade itself.
    if (m_admission.answer && (head.contentLength > 0 || head.wantsWebSocket))
        return refuse(*std::exchange(m_admission.answer, std::nullopt));
    m_bodyDeadline.setRemainingTime(m_limits.bodyTime + std::chrono::seconds(head.contentLength / leastBytesPerSecond));
    if (m_admission.route && m_admission.route->toFile && !m_admission.answer)
        return beginUpload(head);
    m_state = State::Body;
    progress();
    // 6.4 keeps all of a request in the socket's buffer until it has come as a whole.
    m_socket->setReadBufferSize(head.headLength + head.contentLength + headBuffer);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0) // later ones do it themselves
    if (head.expectsContinue && m_head.size() == head.headLength)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
#endif
    m_head.clear();
    toEngine();
}

void Connection::toEngine()
{
    if (std::exchange(m_inEngine, true))
        return; // Qt's engine is called next
    if (!m_door)
        return abort();
    m_door->handOver(m_socket);
    QMetaObject::invokeMethod(m_socket, "readyRead", Qt::DirectConnection); // what is there has been announced already
}

void Connection::takeFromEngine()
{
    QObject::disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::look);
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction(); // else all that is read would be kept
    m_closes = true;
}

void Connection::beginUpload(const RequestHead &head)
{
    const qint64 seen = m_inEngine ? m_head.size() - m_socket->bytesAvailable() : 0;
    takeFromEngine();
    m_head.clear();
    m_socket->skip(head.headLength - seen);
    m_socket->setReadBufferSize(uploadBuffer);
    const QStorageInfo disk(m_uploadFolder);
    m_upload = std::make_shared<QTemporaryFile>(QDir(m_uploadFolder).filePath(u"upload-XXXXXX"_s));
    if (!m_upload->open() || (disk.isValid() && disk.bytesAvailable() < head.contentLength + spareDisk))
        return refuse(507);
    m_left = head.contentLength;
    m_state = State::Upload;
    if (head.expectsContinue && m_socket->bytesAvailable() == 0)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    readUpload();
}

void Connection::readUpload()
{
    progress();
    while (m_left > 0) {
        const QByteArray chunk = m_socket->read(std::min(m_left, chunkSize));
        if (chunk.isEmpty())
            return;
        if (m_upload->write(chunk) != chunk.size())
            return refuse(507);
        m_left -= chunk.size();
    }
    if (m_socket->bytesAvailable() > 0)
        return abort(); // pipelined
    if (!m_upload->flush() || !m_upload->seek(0))
        return refuse(507);
    m_admission.request.upload = std::exchange(m_upload, nullptr);
    serve();
}

void Connection::received(const QByteArray &body)
{
    if (m_state != State::Body || m_socket->bytesAvailable() > 0)
        return abort(); // pipelined behind an unanswered request
    m_admission.request.body = body;
    serve();
}

void Connection::serve()
{
    m_state = State::Answering;
    m_timer.stop(); // the handler may take its time
    m_handler.serve(*this, std::exchange(m_admission, {}));
}

bool Connection::beginStream()
{
    m_state = State::Streaming;
    m_closes = true;
    m_timer.stop(); // the stream watches its reader itself
    return m_chunks;
}

void Connection::endAnswer()
{
    if (m_state != State::Answering && m_state != State::Streaming)
        return;
    m_timer.start(m_limits.idle); // a client that does not read would keep it for ever
    m_since.start();
    if (m_closes) {
        m_state = State::Closing;
        return m_socket->disconnectFromHost();
    }
    m_state = State::Head;
    m_head.clear();
    m_socket->setReadBufferSize(headBuffer);
}

void Connection::abort()
{
    m_socket->abort();
}

void Connection::refuse(int status)
{
    refuse(refusalOf(status));
}

void Connection::refuse(HttpAnswer answer)
{
    takeFromEngine();
    m_state = State::Refused;
    m_upload.reset();
    m_socket->setReadBufferSize(headBuffer);
    answer.headers += m_admission.answerHeaders;
    const bool withoutBody = m_admission.request.method == "HEAD";
    const QByteArray head = answerHead(answer, BodyLength::bytes(answer.body.size()), true);
    m_admission = {};
    m_head.clear();
    m_socket->write(withoutBody ? head : head + answer.body);
    m_timer.start(m_limits.linger);
    m_left = maxDropped;
    drop();
}

void Connection::drop()
{
    // What still comes is read for a moment: closing now would reset the connection before the answer is read.
    while (m_socket->bytesAvailable() > 0 && m_left > 0) {
        const qint64 dropped = m_socket->skip(std::min(m_socket->bytesAvailable(), chunkSize));
        if (dropped <= 0)
            return;
        m_left -= dropped;
    }
    if (m_state == State::Refused && m_left <= 0)
        abort();
}

void Connection::progress()
{
    m_timer.start(
        std::min(m_limits.bodyTime, std::chrono::milliseconds(std::max<qint64>(1, m_bodyDeadline.remainingTime()))));
}

void Connection::timeOut()
{
    const bool headBegun = m_state == State::Head && !m_head.isEmpty();
    if (headBegun || m_state == State::Body || m_state == State::Upload)
        return refuse(408);
    abort();
}

void Connection::gone()
{
    m_timer.stop();
    m_upload.reset();
    if (m_door)
        m_door->remove(this);
    m_socket->deleteLater();
}

} // namespace desk
