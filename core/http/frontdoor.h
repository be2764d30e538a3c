#pragma once

#include <QHostAddress>
#include <QList>
#include <QTcpServer>

#include <chrono>

namespace desk {

/// The listening socket in front of Qt's HTTP server, which itself has no limits and no time-outs.
///
/// Looks at each request's head before Qt does: refuses what is malformed, ambiguous, too big or too slow, aborts
/// pipelined requests, and limits the number of connections. One timer a connection. Lives on the server's thread.
class FrontDoor : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        int connections = 200;
        qint64 body = 64LL * 1024;              ///< bytes
        std::chrono::milliseconds idle{60'000}; ///< without a request, or without progress of an answer
        std::chrono::milliseconds headTime{15'000};
        std::chrono::milliseconds bodyTime{60'000};
        std::chrono::milliseconds linger{2000}; ///< so long what still comes is dropped after a refusal
    };

    explicit FrontDoor(const Limits &limits, QObject *parent = nullptr);
    ~FrontDoor() override;

    /// A whole request has been read. @return false when it must not be answered: bytes of another one already wait behind it.
    [[nodiscard]] static bool beginAnswer(QTcpSocket *socket);
    [[nodiscard]] static bool closesAfterAnswer(QTcpSocket *socket);
    /// The answer has no end that is known yet: bytes of the client end the connection, and so does the answer.
    /// @return whether the client understands chunks.
    [[nodiscard]] static bool beginStream(QTcpSocket *socket);
    /// What was written and has not left for the kernel, encrypted or not.
    [[nodiscard]] static qint64 bytesWaiting(const QTcpSocket &socket);
    /// The answer has left: the next bytes on the connection are a new head.
    static void endAnswer(QTcpSocket *socket);

    /// 6.5 and later do not show the socket of a request: it is found by its other end.
    [[nodiscard]] QTcpSocket *socketOf(const QHostAddress &peer, quint16 port) const;

    [[nodiscard]] int connections() const { return int(m_guards.size()); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Guard;
    [[nodiscard]] static Guard *guardOf(QTcpSocket *socket);

    Limits m_limits;
    QList<Guard *> m_guards; ///< one a connection
};

} // namespace desk
