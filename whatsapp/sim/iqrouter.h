#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/iqanswer.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace desk::wa::sim {

/// Finds who answers a request, and sends the answer: always one, but where a test has it stalled (note 1, section 6.3).
/// Lives on the simulator's thread.
class IqRouter
{
public:
    enum class Stall { Requests, Pings };

    explicit IqRouter(Clock &clock) : m_clock(clock) { }

    /// One handler a namespace.
    void handle(const QByteArray &xmlns, IqHandler handler) { m_handlers[xmlns] = std::move(handler); }

    /// Leaves the next @p count requests, or pings, without an answer. @param device whose, by phone number; empty:
    /// everybody's. @param count negative: until further notice; 0: no more.
    void stall(Stall what, const QByteArray &device, qint64 count);

    /// Answers @p iq, of whatever namespace; 501 when nobody does.
    void answer(ClientSession &session, const Node &iq);
    /// Sends an answer that was found elsewhere.
    void send(ClientSession &session, const Node &iq, const IqAnswer &answer);

private:
    [[nodiscard]] bool isStalled(Stall what, const QByteArray &device);

    Clock &m_clock;
    QHash<QByteArray, IqHandler> m_handlers;
    QHash<QByteArray, qint64> m_stalledRequests;
    QHash<QByteArray, qint64> m_stalledPings;
};

} // namespace desk::wa::sim
