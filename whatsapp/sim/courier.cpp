#include "whatsapp/sim/courier.h"

#include "whatsapp/sim/signalframe.h"

#include <QMetaObject>

namespace desk::wa::sim {

namespace {

/// The message with one byte of each MAC or signature turned round: readable for everybody but who has the keys.
Node mangled(Node message)
{
    QList<Node> children = message.children();
    for (Node &child : children) {
        QByteArray bytes = child.bytes();
        const auto frame = child.tag == "enc" ? readSignalFrame(child.attr("type"), bytes)
                                              : Result<SignalFrame>(fail(Errc::NotFound));
        if (!frame)
            continue;
        bytes[frame->macEnd - 1] = char(~bytes[frame->macEnd - 1]);
        child.content = bytes;
    }
    message.content = std::move(children);
    return message;
}

} // namespace

Courier::Courier(Delivery &delivery, RelayFaults &faults, const Times &times, Clock &clock, QObject *parent)
    : QObject(parent), m_delivery(delivery), m_faults(faults), m_times(times), m_clock(clock)
{
}

void Courier::hand(const Endpoint &to, const Node &stanza)
{
    using Kind = RelayFaults::Kind;
    const bool mayFail = !m_faults.isEmpty() && stanza.tag == "message" && stanza.child("enc");
    const bool mangle = mayFail && m_faults.take(Kind::Mangle, to.name());
    const Node given = mangle ? mangled(stanza) : stanza;
    if (mangle && to.device == 0)
        Q_EMIT spoiled(to.account, stanza.attr("id"));
    const int times = mayFail && m_faults.take(Kind::Duplicate, to.name()) ? 2 : 1;
    for (int time = 0; time < times; ++time) {
        if (to.device == 0)
            emitLater(to.account, given);
        else if (Device *device = to.companion())
            m_delivery.push(*device, given);
    }
}

void Courier::handAll(Account &account, const Node &stanza, std::optional<quint16> except)
{
    if (except != 0)
        hand({&account, 0}, stanza);
    for (const auto &[number, device] : account.devices()) {
        if (except != number)
            hand({&account, number}, stanza);
    }
}

void Courier::tell(const Endpoint &to, const Node &stanza)
{
    if (to.device == 0)
        return emitLater(to.account, stanza);
    const Device *device = to.companion();
    if (device && device->session)
        device->session->send(stanza);
}

void Courier::acknowledge(const Endpoint &to, const Node &ack)
{
    if (!m_faults.isEmpty() && m_faults.take(RelayFaults::Kind::DelayAcks, to.name()))
        m_clock.singleShot(m_times.lateAck, this, [this, to, ack] { tell(to, ack); });
    else
        tell(to, ack);
}

void Courier::emitLater(Account *account, const Node &stanza)
{
    QMetaObject::invokeMethod(
        this, [this, account, stanza] { Q_EMIT phoneStanza(account, stanza); }, Qt::QueuedConnection);
}

} // namespace desk::wa::sim
