#include "whatsapp/sim/iqrouter.h"

#include "whatsapp/sim/stanzas.h"

namespace desk::wa::sim {

void IqRouter::stall(Stall what, const QByteArray &device, qint64 count)
{
    auto &stalled = what == Stall::Pings ? m_stalledPings : m_stalledRequests;
    if (count == 0)
        stalled.remove(device);
    else
        stalled.insert(device, count);
}

bool IqRouter::isStalled(Stall what, const QByteArray &device)
{
    auto &stalled = what == Stall::Pings ? m_stalledPings : m_stalledRequests;
    for (const QByteArray &key : {device, QByteArray()}) {
        const auto found = stalled.find(key);
        if (found == stalled.end())
            continue;
        if (*found > 0 && --*found == 0)
            stalled.erase(found);
        return true;
    }
    return false;
}

void IqRouter::answer(ClientSession &session, const Node &iq)
{
    const QByteArray xmlns = iq.attr("xmlns");
    const bool isPing = xmlns == "w:p";
    if (Device *device = session.device(); device && isPing)
        ++device->pings;
    if (isStalled(isPing ? Stall::Pings : Stall::Requests, session.name()))
        return;
    const auto handler = m_handlers.constFind(xmlns);
    send(session, iq, handler == m_handlers.cend() ? IqAnswer::refused(501) : (*handler)(session, iq));
}

void IqRouter::send(ClientSession &session, const Node &iq, const IqAnswer &answer)
{
    if (!answer.violation.isEmpty())
        session.violate(answer.violation, answer.detail, iq.attr("id"));
    if (answer.error != 0)
        return session.send(iqError(iq, answer.error));
    session.send(iqResult(iq, answer.children, m_clock.nowMs() / 1000));
    if (answer.then)
        answer.then();
}

} // namespace desk::wa::sim
