#pragma once

#include "whatsapp/transport/bytetransport.h"

#include <QUrl>
#include <QWebSocket>

namespace desk::wa {

/// Binary WebSocket messages (note 1, section 1.1). Text messages are ignored.
class WebSocketTransport : public ByteTransport
{
    Q_OBJECT

public:
    explicit WebSocketTransport(QUrl url, QObject *parent = nullptr);

    void open() override;
    void send(const QByteArray &bytes) override;
    void close() override;

private:
    void end(TransportEnd::Cause cause, const QString &detail);

    QUrl m_url;
    QWebSocket m_socket;
    bool m_wasOpen = false;
    bool m_ended = false;
};

} // namespace desk::wa
