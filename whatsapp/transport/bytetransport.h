#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace desk::wa {

/// Why a transport is over.
struct TransportEnd
{
    enum class Cause {
        ConnectFailed, ///< never open: no route, refused, TLS
        HttpRefused,   ///< the upgrade was answered with an HTTP status
        Closed,        ///< was open; by whichever side
    };
    Cause cause = Cause::Closed;
    int httpStatus = 0; ///< with HttpRefused
    QString detail;     ///< English, for the log
};

/// Bytes to the server and back, in chunks of any size. One connection; one use.
/// Lives on its owner's thread. After closed() nothing more comes.
class ByteTransport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts connecting; opened() or closed() follows.
    virtual void open() = 0;
    /// The bytes are with the system when it returns, so that they outlive this process. closed() may come meanwhile.
    virtual void send(const QByteArray &bytes) = 0;
    /// closed() follows, at once or later.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void received(const QByteArray &bytes);
    /// Exactly once.
    void closed(const desk::wa::TransportEnd &end);
};

} // namespace desk::wa
