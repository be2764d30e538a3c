#pragma once

#include "core/base/result.h"
#include "whatsapp/sim/account.h"

#include <QString>

namespace desk::wa::sim {

/// Writes an account's passkey for a software authenticator, readable by the owner only: JSON {rp_id, credential_id,
/// user_handle, private_key, public_point}, all but rp_id in hex; private_key is the scalar of P-256, 32 bytes.
/// @return Storage when the file cannot be written.
[[nodiscard]] Result<> writePasskeyFile(const QString &path, const AccountPasskey &passkey);

} // namespace desk::wa::sim
