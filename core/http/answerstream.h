#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

class QAbstractSocket;
class QTcpSocket;

namespace desk {

/// The body of an answer that is written bit by bit: live events, long exports. Made by the server, see HttpAnswer::stream.
///
/// The holder of the shared pointer owns it: when the last one lets go, the answer ends. Every call is safe at any moment,
/// also when the client has left; nothing is written then. Lives on the server's thread.
class AnswerStream : public QObject
{
    Q_OBJECT

public:
    struct Bounds
    {
        qint64 waiting = 1024 * 1024;            ///< bytes for a slow reader; over it the stream is closed
        std::chrono::milliseconds stall{60'000}; ///< so long something may wait without a byte leaving
    };

    /// @param socket its head has been written. @param chunked frames each write (HTTP/1.1).
    AnswerStream(QTcpSocket *socket, bool chunked, Bounds bounds);
    ~AnswerStream() override;

    /// @return false when the stream is closed, or closes now because the client reads too slowly.
    bool write(const QByteArray &bytes);
    /// Bytes that have not left for the kernel yet. A long body writes on while this is small, see drained().
    [[nodiscard]] qint64 bytesWaiting() const;
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// What waits still leaves; then the connection ends. Closed already: does nothing.
    void close();
    /// Ends the connection at once, so that the client sees that the body is not whole.
    void abort();

Q_SIGNALS:
    /// All that was written has left for the kernel.
    void drained();
    /// Once, however it ended. From the event loop, never from within a call of this class.
    void closed();

private:
    void look();
    void end(bool whole);

    QPointer<QAbstractSocket> m_socket; ///< a socket that dies tells of its end when it is no more than this
    QTimer m_stall;
    Bounds m_bounds;
    bool m_chunked = false;
    bool m_open = true;
};

} // namespace desk
