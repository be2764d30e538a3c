#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/sim/signalframe.h"
#include "whatsapp/sim/violations.h"

#include <optional>

namespace desk::wa::sim {

/// Why the service does not pass a message on.
struct Refusal
{
    Violation violation;
    int code = 0; ///< the error in the ack; 0: acknowledged as if nothing were wrong, and dropped
};

/// What kind of <message> it is, by its form (note 2, section 11.4).
enum class MessageForm {
    FanOut, ///< a copy for each device, in <participants>
    Single, ///< one ciphertext for one device: sent again, or there is but one
    Peer,   ///< machine message between own devices
    Group,
    GroupSingle, ///< sent again to one member's device
};
[[nodiscard]] MessageForm formOf(const Node &message);
/// Whether it is one that somebody could not read, sent again to his device alone (note 2, section 3.6).
[[nodiscard]] bool isSentAgain(const Node &message);

/// What is wrong with the form of a message, whoever is behind its addresses (note 2, section 11.7). Pure.
/// @param byPhone the phone sends it, which has no device identity to show.
[[nodiscard]] std::optional<Refusal> formProblem(const Node &message, bool byPhone);

/// Every <enc> of a message.
[[nodiscard]] QList<const Node *> ciphertexts(const Node &message);

} // namespace desk::wa::sim
