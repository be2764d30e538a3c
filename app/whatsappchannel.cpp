#include "app/whatsappchannel.h"

#include "app/threads.h"

using namespace Qt::StringLiterals;

namespace desk {

WhatsAppChannel::WhatsAppChannel(WhatsAppWorker &worker, Clock &clock, QObject *parent)
    : MessageChannel(parent), m_worker(worker), m_delivery(clock)
{
    connect(&worker, &WhatsAppWorker::linkChanged, this,
            [this](const LinkInfo &info) { setReady(info.state == LinkState::Ready); });
    connect(&worker, &WhatsAppWorker::typingChanged, this, &MessageChannel::typingChanged);
    connect(&worker, &WhatsAppWorker::chatNamed, this, &MessageChannel::chatNamed);
    connect(&worker, &WhatsAppWorker::pictureChanged, this, &MessageChannel::pictureChanged);
    connect(&worker, &WhatsAppWorker::batchReady, &m_delivery, &BatchDelivery::deliver);
    connect(&m_delivery, &BatchDelivery::taken, &worker, &WhatsAppWorker::batchTaken);
}

void WhatsAppChannel::start(ChannelSink &sink)
{
    m_delivery.setSink(&sink);
    QMetaObject::invokeMethod(&m_worker, &WhatsAppWorker::startDelivery, Qt::QueuedConnection);
}

void WhatsAppChannel::setReady(bool ready)
{
    if (m_closed || ready == m_ready)
        return;
    m_ready = ready;
    Q_EMIT readyChanged(ready);
}

QFuture<Result<SendOutcome>> WhatsAppChannel::send(OutgoingMessage message)
{
    if (!m_ready) {
        const Completer<SendOutcome> answer;
        answer.complete(fail(Errc::NotConnected, u"WhatsApp is not connected"_s));
        return answer.future();
    }
    return callOn<SendOutcome>(&m_worker,
                               [worker = &m_worker, message = std::move(message)] { return worker->send(message); });
}

QFuture<Result<NumberOnService>> WhatsAppChannel::checkNumber(QString phone)
{
    if (!m_ready) {
        const Completer<NumberOnService> answer;
        answer.complete(fail(Errc::NotConnected, u"WhatsApp is not connected"_s));
        return answer.future();
    }
    return callOn<NumberOnService>(
        &m_worker, [worker = &m_worker, phone = std::move(phone)] { return worker->checkNumber(phone); });
}

QFuture<Result<FetchedMedia>> WhatsAppChannel::fetchMedia(MediaRequest request)
{
    if (!m_ready) {
        const Completer<FetchedMedia> answer;
        answer.complete(fail(Errc::NotConnected, u"WhatsApp is not connected"_s));
        return answer.future();
    }
    return callOn<FetchedMedia>(
        &m_worker, [worker = &m_worker, request = std::move(request)] { return worker->fetchMedia(request); });
}

void WhatsAppChannel::markRead(const QString &address, const QStringList &wireIds)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, address, wireIds] { worker->markRead(address, wireIds); },
        Qt::QueuedConnection);
}

void WhatsAppChannel::showTyping(const QString &address, bool typing)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, address, typing] { worker->showTyping(address, typing); },
        Qt::QueuedConnection);
}

void WhatsAppChannel::rejectCall(const QString &call)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, call] { worker->rejectCall(call); }, Qt::QueuedConnection);
}

void WhatsAppChannel::askChatName(const QString &address)
{
    QMetaObject::invokeMethod(
        &m_worker, [worker = &m_worker, address] { worker->askChatName(address); }, Qt::QueuedConnection);
}

QFuture<Result<ProfilePicture>> WhatsAppChannel::fetchPicture(QString address, QString knownId)
{
    return callOn<ProfilePicture>(&m_worker,
                                  [worker = &m_worker, address = std::move(address), knownId = std::move(knownId)] {
                                      return worker->fetchPicture(address, knownId);
                                  });
}

void WhatsAppChannel::close()
{
    setReady(false);
    m_closed = true;
    m_delivery.setSink(nullptr);
}

} // namespace desk
