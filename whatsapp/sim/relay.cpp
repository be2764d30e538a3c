#include "whatsapp/sim/relay.h"

#include "whatsapp/sim/clientsession.h"

#include <QMetaObject>

namespace desk::wa::sim {

Relay::Relay(Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) { }

void Relay::answer(const Sender &to, const Node &stanza)
{
    if (to.device == 0) {
        QMetaObject::invokeMethod(
            this, [this, account = to.account, stanza] { Q_EMIT phoneStanza(account, stanza); }, Qt::QueuedConnection);
        return;
    }
    const Device *device = to.account->device(to.device);
    if (device && device->session)
        device->session->send(stanza);
}

void Relay::message(const Sender &from, const Node &message)
{
    ++m_messages;
    answer(from,
           Node{.tag = "ack",
                .attributes = {{"class", "message"},
                               {"id", message.attr("id")},
                               {"from", message.attr("to")},
                               {"t", m_clock.nowMs() / 1000},
                               {"error", 501}}});
}

void Relay::receipt(const Sender &from, const Node &receipt)
{
    ++m_receipts;
    if (receipt.attr("type") == "retry")
        ++m_retries;
    Node ack{.tag = "ack",
             .attributes = {{"class", "receipt"}, {"id", receipt.attr("id")}, {"from", receipt.attr("to")}}};
    for (const char *name : {"type", "participant", "recipient"}) {
        if (receipt.has(name))
            ack.set({name, receipt.attr(name)});
    }
    answer(from, ack);
}

void Relay::chatState(const Sender & /*from*/, const Node & /*chatState*/) { }

void Relay::presence(const Sender &from, const Node &presence)
{
    if (Device *device = from.account->device(from.device); device && presence.has("type"))
        device->available = presence.attr("type") == "available";
}

void Relay::identityChanged(Account & /*account*/) { }

} // namespace desk::wa::sim
