#include "whatsapp/transport/websockettransport.h"

#include "whatsapp/noise/framecodec.h"

#include <QNetworkRequest>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

const QString origin = u"https://web.whatsapp.com"_s;
const QByteArray userAgent =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

// QWebSocket tells the status of a refused upgrade in its text only.
int httpStatusIn(const QString &text)
{
    static const QRegularExpression pattern(u"status code: (\\d{3})\\b"_s);
    return pattern.match(text).captured(1).toInt();
}

} // namespace

WebSocketTransport::WebSocketTransport(QUrl url, QObject *parent)
    : ByteTransport(parent), m_url(std::move(url)), m_socket(origin)
{
    // One message carries one frame as a rule; a larger one is no message of this protocol.
    m_socket.setMaxAllowedIncomingMessageSize(quint64(maxFramePayload) + 3);
    m_socket.setMaxAllowedIncomingFrameSize(quint64(maxFramePayload) + 3);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_wasOpen = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &WebSocketTransport::received);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        end(m_wasOpen ? TransportEnd::Cause::Closed : TransportEnd::Cause::ConnectFailed, m_socket.closeReason());
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, [this] {
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
#endif
        end(m_wasOpen ? TransportEnd::Cause::Closed : TransportEnd::Cause::ConnectFailed, m_socket.errorString());
    });
}

void WebSocketTransport::open()
{
    QNetworkRequest request(m_url);
    request.setRawHeader("User-Agent", userAgent);
    request.setRawHeader("Cache-Control", "no-cache");
    request.setRawHeader("Pragma", "no-cache");
    m_socket.open(request);
}

void WebSocketTransport::send(const QByteArray &bytes)
{
    m_socket.sendBinaryMessage(bytes);
    m_socket.flush(); // may tell of an end at once
}

void WebSocketTransport::close()
{
    if (m_ended)
        return; // perhaps inside the socket's own signal: it is past saying goodbye
    m_socket.close();
    end(TransportEnd::Cause::Closed, u"closed here"_s);
}

void WebSocketTransport::end(TransportEnd::Cause cause, const QString &detail)
{
    if (m_ended)
        return;
    m_ended = true;
    TransportEnd end{cause, httpStatusIn(detail), detail};
    if (end.cause == TransportEnd::Cause::ConnectFailed && end.httpStatus > 0)
        end.cause = TransportEnd::Cause::HttpRefused;
    Q_EMIT closed(end);
}

} // namespace desk::wa
