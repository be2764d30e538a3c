#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/message/retryreceipt.h"
#include "whatsapp/signal/sessioncipher.h"

#include <QList>

#include <optional>

// The request for other devices' public keys, and its answer (note 2, section 1.4). Pure, any thread.
namespace desk::wa {

inline constexpr qsizetype maxBundlesPerRequest = 50;

/// <iq type="get" xmlns="encrypt"><key><user jid reason="identity"/>...</key></iq>
/// @return Invalid for none or too many devices.
[[nodiscard]] Result<Node> bundleRequest(const QList<Jid> &devices);

/// The answer about one device.
struct FetchedBundle
{
    Jid device = {};                         ///< as asked
    std::optional<PreKeyBundle> bundle = {}; ///< nothing when there is none
    QByteArray deviceIdentity = {};          ///< ADVSignedDeviceIdentity of a companion; may be missing
    int error = 0;                           ///< 406: the device is gone; -1: what came cannot be read
};

/// @return Protocol for an answer without list. A device that the server left out is missing.
[[nodiscard]] Result<QList<FetchedBundle>> parseBundles(const Node &result);

/// The bundle inside a retry receipt, for a new session (section 3.6).
[[nodiscard]] PreKeyBundle bundleFrom(const RetryKeys &keys, quint32 registrationId);

} // namespace desk::wa
