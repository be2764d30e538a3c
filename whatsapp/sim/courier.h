#pragma once

#include "core/base/clock.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/sim/delivery.h"
#include "whatsapp/sim/endpoint.h"
#include "whatsapp/sim/options.h"
#include "whatsapp/sim/relayfaults.h"

#include <QObject>

namespace desk::wa::sim {

/// Brings stanzas to devices, whichever kind they are: to companions through their queue or connection, to phones by a signal.
/// Does to messages what a test has ordered.
///
/// Lives on the simulator's thread; owns nothing of what it is given.
class Courier : public QObject
{
    Q_OBJECT

public:
    Courier(Delivery &delivery, RelayFaults &faults, const Times &times, Clock &clock, QObject *parent = nullptr);

    /// Hands over what must be acknowledged. @p to exists.
    void hand(const Endpoint &to, const Node &stanza);
    /// Hands it to every device of the account but @p except.
    void handAll(Account &account, const Node &stanza, std::optional<quint16> except = std::nullopt);
    /// Says something that is true now, and lost on a companion that is not connected.
    void tell(const Endpoint &to, const Node &stanza);
    /// The ack of a message.
    void acknowledge(const Endpoint &to, const Node &ack);

Q_SIGNALS:
    /// From the event loop: whoever hands something over is not to be called back from inside.
    void phoneStanza(desk::wa::sim::Account *account, const desk::wa::Node &stanza);
    /// The message with that id, on its way to the phone, was mangled. Comes first, and from inside.
    void spoiled(desk::wa::sim::Account *account, const QByteArray &id);

private:
    void emitLater(Account *account, const Node &stanza);

    Delivery &m_delivery;
    RelayFaults &m_faults;
    const Times &m_times;
    Clock &m_clock;
};

} // namespace desk::wa::sim
