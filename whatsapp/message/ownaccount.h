#pragma once

#include "whatsapp/binary/jid.h"

namespace desk::wa {

/// Who we are: the same device by phone number and by hidden id, each with our device. A plain value.
struct OwnAccount
{
    Jid phone;
    Jid lid; ///< null when not known yet

    /// Any device of our account. Digits alone do not count: a hidden id may look like a number (note 2, section 2.2).
    [[nodiscard]] bool isOwn(const Jid &jid) const
    {
        return !jid.isNull() && (jid.account() == phone.account() || (!lid.isNull() && jid.account() == lid.account()));
    }
    /// This very device, under one of its two names.
    [[nodiscard]] bool isThisDevice(const Jid &jid) const { return isOwn(jid) && jid.device() == phone.device(); }
};

} // namespace desk::wa
