#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>
#include <utility>

namespace desk::wa::sim {

/// What goes wrong on purpose between two devices, the next n times (note 3). A value of its server.
class RelayFaults
{
public:
    enum class Kind {
        Mangle,       ///< a message for the device loses its meaning on the way
        Duplicate,    ///< a message for the device comes twice
        LoseReceipts, ///< a receipt of the device is as if never sent
        DelayAcks,    ///< the ack of its message comes late
        Nack,         ///< its message is refused
        SpoilBundle,  ///< its pre-key bundle carries a wrong signature
    };

    /// @param device by phone number. @param count 0: no more. @param code of Nack.
    void set(Kind kind, const QByteArray &device, qint64 count, int code = 0)
    {
        if (count > 0)
            m_faults.insert({int(kind), device}, {count, code});
        else
            m_faults.remove({int(kind), device});
    }

    /// Whether it happens now. @return the code.
    [[nodiscard]] std::optional<int> take(Kind kind, const QByteArray &device)
    {
        const auto found = m_faults.find({int(kind), device});
        if (found == m_faults.end())
            return std::nullopt;
        const int code = found->code;
        if (--found->left == 0)
            m_faults.erase(found);
        return code;
    }
    [[nodiscard]] bool isEmpty() const { return m_faults.isEmpty(); }

private:
    struct Fault
    {
        qint64 left = 0;
        int code = 0;
    };
    using Key = std::pair<int, QByteArray>;
    QHash<Key, Fault> m_faults;
};

} // namespace desk::wa::sim
