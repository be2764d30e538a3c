#pragma once

#include "core/messaging/channellink.h"

namespace desk::ui {

/// What the pairing page shows for a state of the link.
enum class PairingStep {
    Preparing,  ///< the service is asked for a code
    Scan,       ///< a QR code waits for the phone's camera
    Type,       ///< a code waits to be typed on the phone
    Connecting, ///< the phone has taken it
    Passkey,    ///< the account wants its passkey
    ComparePasskeyCode,
    Linked,
    Expired, ///< nobody used the codes
    Offline, ///< the service cannot be reached
    Failed,  ///< the service or the phone said no: the cause says why
    Forget,  ///< a session is there that cannot be used any more: it has to be forgotten first
};

/// @param hadCode whether a code was shown in this attempt.
[[nodiscard]] PairingStep pairingStep(const LinkInfo &link, bool hadCode);

} // namespace desk::ui
