#pragma once

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/sim/account.h"

namespace desk::wa::sim {

/// The token by which @p issuer lets @p holder write to him (note 2, section 4.8). Made from the two, so that it need not be
/// stored, and is the same under either name.
[[nodiscard]] inline QByteArray privacyToken(const Account &issuer, const Account &holder)
{
    return sha256({QByteArrayView("trusted contact"), issuer.lid().toText(), holder.lid().toText()}).first(16);
}

} // namespace desk::wa::sim
