#pragma once

#include "core/customers/identityresolver.h"
#include "core/events/eventhub.h"
#include "core/messaging/catchup.h"

#include <QJsonObject>

#include <optional>

namespace desk {

/// Tells after each reconnect whether anything was lost meanwhile: as the live event "channel.caught_up", as figures, and to whoever
/// asks later. Lives on the core thread. Does not own what it is given.
class CatchUpBook
{
public:
    /// Since the start of the program.
    struct Totals
    {
        qint64 times = 0;
        qint64 announced = 0;
        qint64 stored = 0;
        qint64 missing = 0;
        qint64 unreadable = 0;
    };

    CatchUpBook(EventHub &events, IdentityResolver &customers) : m_events(events), m_customers(customers) { }

    void take(const CatchUp &catchUp);
    /// {at, announced, stored, missing, holes [{customer_id, messages}]}; empty before the first.
    [[nodiscard]] const QJsonObject &last() const { return m_last; }
    [[nodiscard]] const Totals &totals() const { return m_totals; }
    /// Chats of the last one with messages that could not be read.
    [[nodiscard]] qint64 holes() const { return m_holes; }

private:
    EventHub &m_events;
    IdentityResolver &m_customers;
    Totals m_totals;
    QJsonObject m_last;
    qint64 m_holes = 0;
};

} // namespace desk
