#pragma once

#include "app/batchdelivery.h"
#include "app/whatsappworker.h"
#include "core/base/clock.h"
#include "core/messaging/messagechannel.h"

namespace desk {

/// The MessageChannel of the WhatsApp connection: hands over to the worker, and brings what happens into the desk.
///
/// Kinds, details and causes are those of whatsapptranslation.h. Lives on the core thread. Does not own @c worker or @c clock.
class WhatsAppChannel final : public MessageChannel
{
    Q_OBJECT

public:
    WhatsAppChannel(WhatsAppWorker &worker, Clock &clock, QObject *parent = nullptr);

    /// Begins to deliver: first what a former run left, then what is new. @p sink lives until close().
    void start(ChannelSink &sink);

    [[nodiscard]] QFuture<Result<SendOutcome>> send(OutgoingMessage message) override;
    [[nodiscard]] bool repeatsSafely() const override { return true; }
    [[nodiscard]] bool knowsActions() const override { return true; }
    [[nodiscard]] bool knowsNumbers() const override { return true; }
    [[nodiscard]] QFuture<Result<NumberOnService>> checkNumber(QString phone) override;
    [[nodiscard]] bool knowsMedia() const override { return true; }
    [[nodiscard]] QFuture<Result<FetchedMedia>> fetchMedia(MediaRequest request) override;
    [[nodiscard]] bool isReady() const override { return m_ready; }
    void markRead(const QString &address, const QStringList &wireIds) override;
    void showTyping(const QString &address, bool typing) override;
    void rejectCall(const QString &call) override;
    void askChatName(const QString &address) override;
    [[nodiscard]] bool knowsPictures() const override { return true; }
    [[nodiscard]] QFuture<Result<ProfilePicture>> fetchPicture(QString address, QString knownId) override;
    void close() override;

private:
    void setReady(bool ready);

    WhatsAppWorker &m_worker;
    BatchDelivery m_delivery;
    bool m_ready = false;
    bool m_closed = false;
};

} // namespace desk
