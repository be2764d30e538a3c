#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/sim/endpoint.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <deque>

namespace desk::wa::sim {

/// The messages that were accepted, by sending device and id: what comes again is not delivered again (note 2, section
/// 11.7). Remembers the last 200,000. A value of its relay; the simulator's thread.
class SentMessages
{
public:
    enum class Standing {
        New,
        Repeated,  ///< the same as before
        Different, ///< that id was used for something else
    };
    struct Record
    {
        QByteArray id;
        QByteArray digest = {};
        QList<QByteArray> resent = {}; ///< digests of what was sent again to single devices
        qint64 handed = 0;             ///< to devices of others, of the message itself
        qint64 handedAgain = 0;        ///< likewise, of what was sent again
    };

    /// @param again sent to a single device that could not read the first.
    [[nodiscard]] Standing standing(const Endpoint &from, const Node &message, bool again) const;
    /// @param handed to how many devices of others.
    void accept(const Endpoint &from, const Node &message, bool again, qint64 handed);
    /// Of one device, oldest first.
    [[nodiscard]] QList<Record> of(const Endpoint &from) const;

private:
    static constexpr size_t limit = 200'000;
    using Key = std::pair<Endpoint, QByteArray>;

    QHash<Key, Record> m_records;
    std::deque<Key> m_order;
};

} // namespace desk::wa::sim
