#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/sim/endpoint.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <deque>
#include <optional>

namespace desk::wa::sim {

/// Watches over the requests to send a message again (note 2, sections 3.5 and 11.7), and notes the one-time keys they give
/// away. Remembers the last 50,000 messages. A value of its relay; the simulator's thread.
class RetryWatch
{
public:
    /// @return what is wrong with a <receipt type="retry"> of @p from, English; nothing when it is sound.
    [[nodiscard]] std::optional<QString> take(const Endpoint &from, const Node &receipt);

private:
    QHash<QByteArray, int> m_counts; ///< the last one, by device, sender and id
    std::deque<QByteArray> m_order;
};

} // namespace desk::wa::sim
