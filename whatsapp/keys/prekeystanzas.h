#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/store/sessionstore.h"

// The requests about this device's keys, and their answers (note 1, section 7). Pure.
namespace desk::wa {

/// <iq type="get" xmlns="encrypt"><count/></iq>
[[nodiscard]] Node preKeyCountRequest();
/// @return Protocol for an answer without a count.
[[nodiscard]] Result<int> parsePreKeyCount(const Node &result);

/// registration, type, identity, list of keys, signed key.
[[nodiscard]] Node preKeyUploadRequest(const DeviceKeys &keys, const QList<PreKey> &preKeys);

/// <iq type="set" xmlns="encrypt"><rotate><skey>...</skey></rotate></iq>
[[nodiscard]] Node rotateSignedPreKeyRequest(const SignedPreKey &key);

} // namespace desk::wa
