#include "core/http/answerstream.h"

#include "core/http/connection.h"

#include <QSslSocket>

namespace desk {

AnswerStream::AnswerStream(QTcpSocket *socket, bool chunked, Bounds bounds)
    : m_socket(socket), m_bounds(bounds), m_chunked(chunked)
{
    m_stall.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, &AnswerStream::abort);
    connect(socket, &QTcpSocket::disconnected, this, [this] { end(false); });
    connect(socket, &QObject::destroyed, this, [this] { end(false); });
    connect(socket, &QTcpSocket::bytesWritten, this, &AnswerStream::look);
    if (auto *encrypted = qobject_cast<QSslSocket *>(socket))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &AnswerStream::look);
}

AnswerStream::~AnswerStream()
{
    close();
}

bool AnswerStream::write(const QByteArray &bytes)
{
    if (!m_open || !m_socket)
        return false;
    if (bytes.isEmpty())
        return true; // an empty chunk would be the end
    if (bytesWaiting() + bytes.size() > m_bounds.waiting) {
        abort();
        return false;
    }
    m_socket->write(m_chunked ? QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n" : bytes);
    if (m_open && !m_stall.isActive())
        m_stall.start(m_bounds.stall);
    return m_open;
}

qint64 AnswerStream::bytesWaiting() const
{
    const Connection *connection = m_socket ? Connection::of(*m_socket) : nullptr;
    return connection ? connection->bytesWaiting() : 0;
}

void AnswerStream::close()
{
    if (!m_open || !m_socket)
        return;
    if (m_chunked)
        m_socket->write("0\r\n\r\n");
    end(true);
}

void AnswerStream::abort()
{
    end(false);
}

void AnswerStream::look()
{
    if (!m_open)
        return;
    if (bytesWaiting() > 0)
        return m_stall.start(m_bounds.stall);
    m_stall.stop();
    Q_EMIT drained();
}

void AnswerStream::end(bool whole)
{
    if (!m_open)
        return;
    m_open = false;
    m_stall.stop();
    if (const QPointer<QAbstractSocket> socket = std::exchange(m_socket, nullptr)) {
        disconnect(socket, nullptr, this, nullptr);
        if (Connection *connection = whole ? Connection::of(*socket) : nullptr)
            connection->endAnswer();
        else
            socket->abort();
    }
    QMetaObject::invokeMethod(this, &AnswerStream::closed, Qt::QueuedConnection);
}

} // namespace desk
