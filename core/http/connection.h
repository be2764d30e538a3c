#pragma once

#include "core/http/requesthead.h"
#include "core/http/router.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

class QTcpSocket;
class QTemporaryFile;

namespace desk {

class Connection;
class FrontDoor;

/// How much a client may ask of the server, and how slowly.
struct ConnectionLimits
{
    int connections = 600; ///< well below the usual 1,024 descriptors
    int perAddress = 200;
    std::chrono::milliseconds idle{60'000}; ///< without a request, or without progress of an answer
    std::chrono::milliseconds headTime{15'000};
    std::chrono::milliseconds bodyTime{
        30'000}; ///< without a byte of the body; the whole may take this and a second per 16 KiB
    std::chrono::milliseconds linger{2000}; ///< so long what still comes is dropped after a refusal
};

/// What is decided of a request when its head has come, before its body is read.
struct Admission
{
    HttpServerRequest request = {};
    const Router::Route *route = nullptr;
    std::optional<HttpAnswer> answer = {}; ///< in the place of a handler's: a refusal, or what needs no handler
    QList<std::pair<QByteArray, QByteArray>> answerHeaders = {}; ///< for whatever is answered
    qint64 bodyLimit = Router::defaultBodyLimit;
};

/// Who decides and answers.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;
    [[nodiscard]] virtual Admission admit(const RequestHead &head, const Connection &connection) = 0;
    /// The request is there, with its body. The answer ends with Connection::endAnswer().
    virtual void serve(Connection &connection, Admission admission) = 0;
};

/// One client's connection, looked at before Qt's engine sees a byte of it: a child of its socket.
///
/// The first byte tells TLS from plain HTTP. Each head is judged as soon as it can be. An ordinary request then goes to Qt's engine, which
/// gets the socket with the first of them and reads its body; a body that belongs in a file is read here, and the connection
/// ends with that answer. A request behind an unanswered one ends the connection. Lives on the server's thread.
class Connection : public QObject
{
    Q_OBJECT

public:
    /// @param offersTls @p socket is a QSslSocket with a certificate. @param uploadFolder for bodies in files.
    Connection(QTcpSocket *socket, bool offersTls, const ConnectionLimits &limits, const QString &uploadFolder,
               FrontDoor *door, RequestHandler &handler);
    ~Connection() override;

    /// Null when the socket has none.
    [[nodiscard]] static Connection *of(const QObject &socket);

    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }
    [[nodiscard]] bool isSecure() const { return m_secure; }
    [[nodiscard]] bool isOpen() const;
    /// What was written and has not left for the kernel, encrypted or not.
    [[nodiscard]] qint64 bytesWaiting() const;
    /// Who gives way when a cap is reached: 0 while it waits for a request, 1 while the body of one comes, none while it is served.
    [[nodiscard]] std::optional<int> yielding() const;
    /// Since when it is so, or open.
    [[nodiscard]] qint64 msecsSinceRequest() const { return m_since.elapsed(); }

    /// Qt's engine has read a whole request.
    void received(const QByteArray &body);
    [[nodiscard]] bool closesAfterAnswer() const { return m_closes; }
    /// The answer has no end that is known yet: it ends the connection, and so do bytes of the client meanwhile.
    /// @return whether the client understands chunks.
    [[nodiscard]] bool beginStream();
    /// The answer has been written: the next bytes are a new head, or the connection ends when all has left.
    void endAnswer();
    /// Ends it at once.
    void abort();

private:
    enum class State { Greeting, Handshake, Head, Body, Upload, Answering, Streaming, Closing, Refused };

    void look();
    void greet();
    void readHead();
    void admitted(const RequestHead &head);
    void toEngine();
    void takeFromEngine();
    void beginUpload(const RequestHead &head);
    void readUpload();
    void serve();
    void refuse(int status);
    void refuse(HttpAnswer answer);
    void drop();
    void progress();
    void timeOut();
    void gone();

    QTcpSocket *m_socket;
    QPointer<FrontDoor> m_door;
    RequestHandler &m_handler;
    ConnectionLimits m_limits;
    QString m_uploadFolder;
    QTimer m_timer;
    QElapsedTimer m_since;
    QDeadlineTimer m_bodyDeadline;
    QByteArray m_head;
    Admission m_admission;
    std::shared_ptr<QTemporaryFile> m_upload;
    qint64 m_left = 0; ///< of the upload, or what may be dropped
    State m_state = State::Head;
    bool m_inEngine = false;
    bool m_secure = false;
    bool m_closes = false;
    bool m_chunks = false;
};

} // namespace desk
