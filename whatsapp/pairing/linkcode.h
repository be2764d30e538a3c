#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

// Pairing by phone number: the cryptography of both sides, without the stanzas (note 1, sections 5.1 to 5.4). Pure, any
// thread; what stretches the code takes some 50 ms a call.
namespace desk::wa::linkcode {

/// 5 bytes as 8 characters of the code alphabet, which has no 0, I, O and U.
[[nodiscard]] QString encode(QByteArrayView fiveBytes);

/// A new code, 8 characters. It is the password: shown to the user, never logged.
[[nodiscard]] QString generate(Random &random);

/// As people read it: XXXX-XXXX.
[[nodiscard]] QString displayed(const QString &code);

/// What somebody typed as the bare code: upper case, without dashes and blanks.
/// @return Invalid unless 8 characters of the alphabet remain.
[[nodiscard]] Result<QString> normalized(const QString &typed);

/// A phone number as digits only, for the jid of companion_hello; blanks, dashes, dots, brackets and a leading + go.
/// @return Invalid when it has other characters, a leading 0, or fewer than 7 or more than 15 digits.
[[nodiscard]] Result<QString> normalizedPhoneNumber(const QString &typed);

/// Salt, counter and the key under the code: 80 bytes. Both sides wrap their ephemeral key like this.
/// @return Invalid unless @p publicKey has 32 bytes.
[[nodiscard]] Result<QByteArray> wrapKey(const QString &code, QByteArrayView publicKey, Random &random);

/// @return 32 bytes, with a wrong code wrong ones (nothing tells); Protocol unless @p wrapped has 80 bytes.
[[nodiscard]] Result<QByteArray> unwrapKey(const QString &code, QByteArrayView wrapped);

[[nodiscard]] SecretBytes bundleKey(const SecretBytes &ephemeralSecret, QByteArrayView salt);
[[nodiscard]] SecretBytes advSecret(const SecretBytes &ephemeralSecret, const SecretBytes &identitySecret,
                                    QByteArrayView random);

/// What companion_finish needs.
struct KeyBundle
{
    QByteArray wrapped;    ///< 156 bytes, to be sent
    SecretBytes advSecret; ///< replaces the old one, and is stored before the bundle is sent
};

/// The companion's side.
/// @param ephemeral the pairing ephemeral whose public half was wrapped. @param identity the own identity key.
/// @return Protocol when a key of the phone gives an all-zero agreement; Invalid for wrong lengths.
[[nodiscard]] Result<KeyBundle> sealKeyBundle(const KeyPair &ephemeral, QByteArrayView primaryEphemeral,
                                              const KeyPair &identity, QByteArrayView primaryIdentity, Random &random);

/// The phone's side, for the simulator.
/// @return the ADV secret; Protocol when the bundle is not authentic (wrong code) or names other identities.
[[nodiscard]] Result<SecretBytes> openKeyBundle(const KeyPair &ephemeral, QByteArrayView companionEphemeral,
                                                const KeyPair &identity, QByteArrayView companionIdentity,
                                                QByteArrayView wrapped);

} // namespace desk::wa::linkcode
