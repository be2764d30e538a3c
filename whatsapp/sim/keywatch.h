#pragma once

#include "whatsapp/sim/endpoint.h"
#include "whatsapp/sim/signalframe.h"
#include "whatsapp/sim/violations.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <unordered_map>

namespace desk::wa::sim {

/// Watches over keys that may be used once: message keys, whose ratchet key and counter anybody can read, and one-time
/// pre-keys (note 2, section 11.7). Remembers the last half a million uses. A value of its relay; the simulator's thread.
class KeyWatch
{
public:
    /// Takes note of one ciphertext. @param to the device it is for; for an skmsg without meaning. @param group empty but for
    /// an skmsg. @return what it breaks.
    [[nodiscard]] std::optional<Violation> use(const Endpoint &from, const Endpoint &to, const Jid &group,
                                               const Node &enc);

private:
    /// Uses by a hash of the key; false matches are one in 2^37.
    class Uses
    {
    public:
        /// @return false when that key was used for something else.
        [[nodiscard]] bool note(size_t key, size_t use);

    private:
        std::unordered_map<size_t, size_t> m_uses;
        std::deque<size_t> m_order;
    };

    [[nodiscard]] std::optional<Violation> usePreKey(const Endpoint &from, const Endpoint &to,
                                                     const SignalFrame &frame);

    Uses m_messageKeys;
    Uses m_preKeys;
};

} // namespace desk::wa::sim
