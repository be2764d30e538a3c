#include "whatsapp/sim/delivery.h"

#include "whatsapp/sim/stanzas.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype primer = 5;  // what goes out before the client asks
constexpr qsizetype batch = 100; // what goes out when it never does
constexpr qsizetype fewPreKeys = 5;

} // namespace

Delivery::Delivery(StanzaIds &ids, const Times &times, Clock &clock, QObject *parent)
    : QObject(parent), m_ids(ids), m_times(times), m_clock(clock)
{
}

void Delivery::push(Device &device, Node node)
{
    const quint64 number = device.queue.add(std::move(node));
    if (device.session && device.active && !device.offline)
        send(*device.session, *device.queue.find(number), 0);
    Q_EMIT queueChanged(device.jid.user());
}

void Delivery::announceFewPreKeys(Device &device)
{
    push(device, lowPreKeys(m_ids.next(), m_clock.nowMs() / 1000, device.keys.count()));
}

void Delivery::send(ClientSession &session, OutgoingQueue::Entry &entry, qsizetype offline)
{
    ++entry.tries;
    entry.sentAt = m_clock.nowMs();
    ++m_deliveries;
    Node node = entry.node;
    if (offline > 0)
        node.set({"offline", offline});
    session.send(node);
}

void Delivery::activate(ClientSession &session)
{
    Device *device = session.device();
    if (!device || device->active)
        return;
    device->active = true;
    if (device->queue.isEmpty())
        return finish(session, *device);

    QMap<QByteArray, int> kinds;
    for (const auto &[number, entry] : device->queue.entries())
        ++kinds[entry.node.tag];
    session.send(Node{.tag = "ib",
                      .content = QList{Node{.tag = "offline_preview",
                                            .attributes = {{"count", device->queue.size()},
                                                           {"message", kinds.value("message")},
                                                           {"notification", kinds.value("notification")},
                                                           {"receipt", kinds.value("receipt")},
                                                           {"appdata", 0},
                                                           {"call", kinds.value("call")},
                                                           {"status", 0}}}}});
    device->offline = OfflineRun{.next = 1, .last = device->queue.lastNumber()};
    nextBatch(session, primer);
}

void Delivery::deactivate(ClientSession &session)
{
    if (Device *device = session.device()) {
        device->active = false;
        device->offline.reset();
    }
}

void Delivery::nextBatch(ClientSession &session, qsizetype count)
{
    Device *device = session.device();
    if (!device || !device->offline)
        return;
    OfflineRun &run = *device->offline;
    for (qsizetype sent = 0; sent < count; ++sent) {
        const quint64 number = device->queue.nextFrom(run.next);
        if (number == 0 || number > run.last)
            return finish(session, *device);
        run.next = number + 1;
        send(session, *device->queue.find(number), ++run.sent);
    }
    const quint64 rest = device->queue.nextFrom(run.next);
    if (rest == 0 || rest > run.last)
        return finish(session, *device);
    const int round = ++run.round;
    m_clock.singleShot(m_times.offlineBatch, &session, [this, &session, round] {
        const Device *waiting = session.device();
        if (waiting && waiting->offline && waiting->offline->round == round)
            nextBatch(session, batch);
    });
}

void Delivery::finish(ClientSession &session, Device &device)
{
    const OfflineRun run = device.offline.value_or(OfflineRun{});
    device.offline.reset();
    session.send(Node{.tag = "ib", .content = QList{Node{.tag = "offline", .attributes = {{"count", run.sent}}}}});
    // What was pushed meanwhile.
    for (quint64 number = device.queue.nextFrom(run.last + 1); number != 0; number = device.queue.nextFrom(number + 1))
        send(session, *device.queue.find(number), 0);
    if (device.keys.count() < fewPreKeys)
        announceFewPreKeys(device);
}

void Delivery::acknowledge(ClientSession &session, const Node &ack)
{
    if (session.queue().acknowledge(ack) && session.device())
        Q_EMIT queueChanged(session.device()->jid.user());
}

void Delivery::sweep(ClientSession &session) const
{
    if (session.stage() == ClientSession::Stage::Ending || (session.device() && !session.device()->active))
        return;
    session.queue().reportLate(m_clock.nowMs() - m_times.acknowledgement.count(), [&session](const Node &late) {
        session.violate("unacknowledged",
                        u"<%1 type=%2>"_s.arg(QString::fromUtf8(late.tag), QString::fromUtf8(late.attr("type"))),
                        late.attr("id"));
    });
}

} // namespace desk::wa::sim
