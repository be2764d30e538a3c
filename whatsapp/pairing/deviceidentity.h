#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <tl/expected.hpp>

// How the phone vouches for a companion, and how the companion answers (note 1, sections 4.3 and 4.4). Pure, any thread.
namespace desk::wa {

enum class AccountKind {
    EndToEnd,
    Hosted, ///< by a business cloud
};

/// What the phone says of the companion.
struct DeviceIdentityDetails
{
    quint32 rawId = 0;     ///< one per account
    quint64 timestamp = 0; ///< Unix seconds
    quint32 keyIndex = 0;  ///< counts the account's companions, from 1
    AccountKind accountType = AccountKind::EndToEnd;
    AccountKind deviceType = AccountKind::EndToEnd;

    bool operator==(const DeviceIdentityDetails &) const = default;
};

/// The companion's identity after all checks.
struct AcceptedIdentity
{
    DeviceIdentityDetails details;
    QByteArray accountKey;     ///< the phone's Signal identity, raw 32 bytes: to be trusted for the own phone
    QByteArray signedIdentity; ///< with account key and own signature: to be kept, goes along with first messages
    QByteArray pairDeviceSign; ///< without the account key: what pair-device-sign answers
};

/// Why pair-success is not believed, as the answering <iq type="error"> puts it.
struct IdentityRefusal
{
    int code = 0;   ///< 401 or 500
    QString text;   ///< "hmac-mismatch", "signature-mismatch" or "internal-error"
    QString detail; ///< English, for the log
};

/// Steps 1 to 6 of note 1, section 4.4: reads the container of pair-success, checks its HMAC and the account's
/// signature, and signs.
/// @param advSecret the one in force: of the QR code, or what a link code or the passkey step made of it.
/// @param identity the companion's own identity key.
[[nodiscard]] tl::expected<AcceptedIdentity, IdentityRefusal> acceptDeviceIdentity(QByteArrayView container,
                                                                                   const SecretBytes &advSecret,
                                                                                   const KeyPair &identity,
                                                                                   Random &random);

/// The phone's side, for the simulator: steps 2 to 6 of note 1, section 4.3.
/// @return the container for pair-success; Invalid when a key has the wrong length.
[[nodiscard]] Result<QByteArray> issueDeviceIdentity(const DeviceIdentityDetails &details, const KeyPair &account,
                                                     QByteArrayView companionIdentity, const SecretBytes &advSecret,
                                                     Random &random);

/// The server's side, for the simulator: whether a pair-device-sign answers what was issued.
/// @param container as issueDeviceIdentity() gave it.
/// @return Protocol when details or account signature were changed, or the device's signature is wrong.
[[nodiscard]] Result<> checkPairDeviceSign(QByteArrayView pairDeviceSign, QByteArrayView container,
                                           QByteArrayView companionIdentity);

} // namespace desk::wa
