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
    if (device.session && device.active && !device.offline && device.stoppedAt == 0)
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
    if (!device || !device->offline || device->stoppedAt != 0)
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
    sendRest(session, device, run.last + 1); // what was pushed meanwhile
    if (device.keys.count() < fewPreKeys)
        announceFewPreKeys(device);
}

void Delivery::sendRest(ClientSession &session, Device &device, quint64 from)
{
    for (quint64 number = device.queue.nextFrom(from); number != 0; number = device.queue.nextFrom(number + 1)) {
        if (auto *entry = device.queue.find(number); entry->sentAt == 0)
            send(session, *entry, 0);
    }
}

void Delivery::clear(Device &device, quint64 number)
{
    device.queue.remove(number);
    Q_EMIT queueChanged(device.jid.user());
}

void Delivery::acknowledge(ClientSession &session, const Node &ack)
{
    Device *device = session.device();
    if (!device) {
        session.queue().acknowledge(ack);
        return;
    }
    if (ack.attr("class") == "message")
        return acknowledgeMessage(session, *device, ack);
    const quint64 number = device->queue.answered(ack, ack.attr("id"));
    if (number == 0)
        return;
    const Node stanza = device->queue.find(number)->node;
    clear(*device, number);
    if (stanza.tag == "notification")
        Q_EMIT notificationTaken(*device, stanza);
}

void Delivery::acknowledgeMessage(ClientSession &session, Device &device, const Node &ack)
{
    const QByteArray id = ack.attr("id");
    const bool refused = ack.has("error");
    // What follows a request for a second copy is about that copy, not about what has been sent in answer to it.
    if (refused && device.askedLater.remove({id, ack.attr("to")}))
        return;
    const quint64 number = device.queue.answered(ack, id);
    if (number == 0) {
        if (refused && device.acknowledged.contains({id, ack.attr("to")}))
            session.violate("receipt_and_nack", u"error "_s + QString::fromUtf8(ack.attr("error")), id);
        return;
    }
    const OutgoingQueue::Entry &entry = *device.queue.find(number);
    const bool askedAgain = entry.askedAgain;
    if (refused && !askedAgain) {
        session.violate("nack", u"error "_s + QString::fromUtf8(ack.attr("error")), id);
        if (ack.attr("error") == "500") {
            if (device.stoppedAt == 0)
                device.stoppedAt = number;
            return;
        }
    }
    if (entry.isOwnCopy())
        return; // only the receipt "sender" clears it
    if (!refused && !askedAgain)
        device.acknowledged.append({id, entry.node.attr("from")});
    clear(device, number);
}

void Delivery::settle(Device &device, const Node &receipt)
{
    const bool again = receipt.attr("type") == "retry";
    const bool bySender = receipt.attr("type") == "sender";
    const auto ids = idsOf(receipt);
    for (const QByteArray &id : ids) {
        if (again && device.queue.answered(receipt, id) == 0)
            device.askedLater.insert({id, receipt.attr("to")});
        // A message that came twice is cleared as a whole: whoever could read it wants no more of it.
        for (quint64 number = device.queue.answered(receipt, id); number != 0;
             number = device.queue.answered(receipt, id)) {
            OutgoingQueue::Entry &entry = *device.queue.find(number);
            if (again) {
                entry.askedAgain = true;
                if (device.stoppedAt == number) {
                    clear(device, number);
                    resume(device);
                }
                break;
            }
            if (entry.isOwnCopy() && !bySender)
                break;
            device.acknowledged.append({id, entry.node.attr("from")});
            clear(device, number);
        }
    }
}

void Delivery::excuse(Device &device, const Node &receipt)
{
    const auto ids = idsOf(receipt);
    for (const QByteArray &id : ids) {
        if (auto *entry = device.queue.find(device.queue.answered(receipt, id)))
            entry->reported = true;
    }
}

void Delivery::resume(Device &device)
{
    device.stoppedAt = 0;
    if (!device.session || !device.active)
        return;
    if (device.offline)
        nextBatch(*device.session, batch);
    else
        sendRest(*device.session, device, 1);
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
