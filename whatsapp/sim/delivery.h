#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/device.h"
#include "whatsapp/sim/options.h"

#include <QObject>

namespace desk::wa::sim {

/// Pushes stanzas to linked devices and keeps each until it is acknowledged: at once to whoever is active, else when
/// they are again (note 1, section 6.6; note 2, sections 3.8 and 11.5).
///
/// Lives on the simulator's thread. Owns nothing; queues belong to the devices.
class Delivery : public QObject
{
    Q_OBJECT

public:
    Delivery(StanzaIds &ids, const Times &times, Clock &clock, QObject *parent = nullptr);

    /// @param node a stanza with an id, from somebody.
    void push(Device &device, Node node);
    /// Tells the client that few of its pre-keys are left.
    void announceFewPreKeys(Device &device);

    /// The client is active: its queue goes out, then the end marker.
    void activate(ClientSession &session);
    /// The client holds back what is for it again.
    static void deactivate(ClientSession &session);
    /// The client asks for that many more of its queue.
    void nextBatch(ClientSession &session, qsizetype count);

    /// An <ack> of the client. Of a message it is as good as a receipt, but for copies of own messages, which only the receipt
    /// "sender" clears. With error 500 the message stays, and with it whatever comes later, unless the client has asked for
    /// the message again; another error is a violation but clears.
    void acknowledge(ClientSession &session, const Node &ack);
    /// A <receipt> of the client about messages: clears them, or notes that they are asked for again.
    void settle(Device &device, const Node &receipt);
    /// A <receipt> that a test loses: what it would have cleared is not reported as unacknowledged.
    void excuse(Device &device, const Node &receipt);

    /// Reports what was not acknowledged in time.
    void sweep(ClientSession &session) const;

    /// How many stanzas were sent, repetitions included.
    [[nodiscard]] qint64 deliveries() const { return m_deliveries; }

Q_SIGNALS:
    /// The queue of a companion of that account.
    void queueChanged(const QByteArray &number);
    /// The client has acknowledged a notification.
    void notificationTaken(desk::wa::sim::Device &device, const desk::wa::Node &notification);

private:
    void acknowledgeMessage(ClientSession &session, Device &device, const Node &ack);
    void clear(Device &device, quint64 number);
    /// Goes on after a stop.
    void resume(Device &device);
    void finish(ClientSession &session, Device &device);
    /// Whatever was not sent on this connection.
    void sendRest(ClientSession &session, Device &device, quint64 from);
    void send(ClientSession &session, OutgoingQueue::Entry &entry, qsizetype offline);

    StanzaIds &m_ids;
    const Times &m_times;
    Clock &m_clock;
    qint64 m_deliveries = 0;
};

} // namespace desk::wa::sim
