#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>

#include <optional>

// The inside of <receipt type="retry">: "I could not decrypt this, send it again" (note 2, sections 3.5 and 3.6). Pure.
namespace desk::wa {

/// A whole bundle, so that the other side can begin a new session. Public keys only.
struct RetryKeys
{
    QByteArray identity = {};       ///< 32 bytes
    quint32 preKeyId = 0;           ///< 1 .. 16777215; ours is a fresh one, marked as handed out
    QByteArray preKey = {};         ///< 32 bytes; of others it may be missing
    quint32 signedKeyId = 0;        ///< 1 .. 16777215
    QByteArray signedKey = {};      ///< 32 bytes
    QByteArray signature = {};      ///< 64 bytes, not verified here
    QByteArray deviceIdentity = {}; ///< ADVSignedDeviceIdentity with account key; of others it may be missing

    friend bool operator==(const RetryKeys &, const RetryKeys &) = default;
};

/// Why a message could not be decrypted.
enum class RetryReason : int {
    Unknown = 0,
    NoSession = 1, ///< also: no sender key
    InvalidKey = 2,
    InvalidKeyId = 3, ///< that pre-key is unknown
    InvalidMessage = 4,
    InvalidSignature = 5,
    FutureMessage = 6,
    BadMac = 7,
    InvalidSession = 8,
    InvalidMessageKey = 9,
    BadEphemeralSetting = 10,
    UnknownCompanion = 11,
    DeviceIdentity = 12,
    StatusRevokeDelay = 13,
};

struct RetryRequest
{
    int count = 1; ///< 1 is the first; ours never above 4
    QByteArray messageId = {};
    qint64 timestamp = 0;                      ///< of the message, Unix seconds
    RetryReason reason = RetryReason::Unknown; ///< sent only when known
    quint32 registrationId = 0;                ///< of who asks
    std::optional<RetryKeys> keys = {};

    friend bool operator==(const RetryRequest &, const RetryRequest &) = default;
};

/// retry, registration and, if there are any, keys: in this order.
[[nodiscard]] QList<Node> retryChildren(const RetryRequest &request);

/// @return Protocol for a receipt without <retry>, a count outside 1 .. 100 or keys of wrong length.
[[nodiscard]] Result<RetryRequest> parseRetry(const Node &receipt);

} // namespace desk::wa
