#include "ui/pairing/pairingstep.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

PairingStep pairingStep(const LinkInfo &link, bool hadCode)
{
    switch (link.state) {
    case LinkState::Ready:
        return PairingStep::Linked;
    case LinkState::Connecting:
        return hadCode ? PairingStep::Connecting : PairingStep::Preparing;
    case LinkState::Pairing:
        if (!link.passkeyCode.isEmpty())
            return PairingStep::ComparePasskeyCode;
        if (link.passkeyNeeded)
            return PairingStep::Passkey;
        if (!link.pairingCode.isEmpty())
            return PairingStep::Type;
        if (!link.qrText.isEmpty())
            return PairingStep::Scan;
        return hadCode ? PairingStep::Connecting : PairingStep::Preparing;
    case LinkState::Disconnected:
        return PairingStep::Offline;
    case LinkState::Unpaired:
        if (link.cause == "pairing_timed_out"_L1)
            return PairingStep::Expired;
        if (link.cause == "connection_lost"_L1 || link.cause == "connect_failed"_L1 || link.cause == "timed_out"_L1)
            return PairingStep::Offline;
        return link.cause.isEmpty() ? PairingStep::Preparing : PairingStep::Failed;
    case LinkState::Stopped:
        return PairingStep::Forget;
    }
    return PairingStep::Preparing;
}

} // namespace desk::ui
