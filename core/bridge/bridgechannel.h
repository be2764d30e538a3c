#pragma once

#include "core/base/httpclient.h"
#include "core/base/random.h"
#include "core/messaging/inbox.h"
#include "core/messaging/messagechannel.h"

#include <QUrl>

namespace desk {

/// The old Node bridge's HTTP contract as a MessageChannel, so that an existing installation can switch over.
///
/// Out: POST {base}/enviar-mensaje {"numero","texto"} with the bearer token and the header X-Message-Id. 200 is accepted, 5xx, 408, 429
/// and silence are tried again, any other 4xx is a refusal. The contract cannot tell whether a request in flight at a crash arrived.
/// In: receive(), called by the webhook route.
class BridgeChannel final : public MessageChannel
{
    Q_OBJECT

public:
    struct Settings
    {
        QUrl base;        ///< http://IP_LAPTOP:PUERTO_LAPTOP; empty: nothing can be sent
        QByteArray token; ///< bearer sent to the bridge
        qint64 maxImageBytes = 16 * 1024 * 1024;
    };
    BridgeChannel(Settings settings, HttpClient &http, Inbox &inbox, Database &database, Clock &clock, Random &random,
                  QObject *parent = nullptr);

    [[nodiscard]] QFuture<Result<SendOutcome>> send(OutgoingMessage message) override;
    [[nodiscard]] bool repeatsSafely() const override { return false; }
    [[nodiscard]] bool isReady() const override;
    void close() override { m_closed = true; }

    struct Received
    {
        MessageId message;
        qint64 receipt = 0; ///< for markAnswered()
    };
    /// Stores one post {"remitente","contenido","imagen","id"?}. TooLarge, Invalid (detail is a field pointer), or Storage.
    /// Without an id, equal content of the same sender within 60 s is a repeat only if the first answer was never written out.
    [[nodiscard]] Result<Received> receive(const QJsonObject &post);
    /// The answer to the post has left: equal content is a new message from now on.
    void markAnswered(qint64 receipt);

private:
    [[nodiscard]] Result<QByteArray> decodeImage(const QJsonValue &image) const;
    [[nodiscard]] Result<qint64> receiptFor(const QByteArray &contentHash, QString *wireId);

    Settings m_settings;
    HttpClient &m_http;
    Inbox &m_inbox;
    Database &m_database;
    Clock &m_clock;
    Random &m_random;
    bool m_closed = false;
};

} // namespace desk
