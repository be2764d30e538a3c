#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QString>
#include <QtGlobal>

// The cryptography of the passkey step between scan and pair-success, of the companion and of the phone (note 1,
// sections 5.5.4 and 5.5.5). No stanzas, no times. Pure, any thread. The assertion itself: assertion.h.
namespace desk::wa::passkey {

/// What the companion makes for one attempt and forgets after it. Its bytes are hashed as they stand: made once, kept.
struct CompanionPrologue
{
    KeyPair ephemeral;
    QByteArray nonce;    ///< 32 bytes; secret until the phone's key is there, then sent as companion_nonce
    QByteArray identity; ///< serialized CompanionEphemeralIdentity
    QByteArray payload;  ///< serialized ProloguePayload, for passkey_prologue

    friend QDebug operator<<(QDebug debug, const CompanionPrologue &prologue) = delete;
};

/// @param deviceType the number of DeviceProperties::platform. @param ref as the server answered it.
[[nodiscard]] CompanionPrologue makePrologue(quint32 deviceType, QByteArrayView ref, Random &random);

/// What the phone reads in it.
struct Prologue
{
    QByteArray identity; ///< serialized CompanionEphemeralIdentity
    QByteArray publicKey;
    quint32 deviceType = 0;
    QByteArray ref;
    QByteArray commitment;

    /// Whether @p nonce is the one committed to.
    [[nodiscard]] bool isOpenedBy(QByteArrayView nonce) const;
};

/// @return Protocol when it cannot be read or a length is wrong.
[[nodiscard]] Result<Prologue> parsePrologue(QByteArrayView payload);

/// SHA-256 of identity and nonce.
[[nodiscard]] QByteArray commitmentHash(QByteArrayView identity, QByteArrayView nonce);

/// From the ADV secret the phone has seen; it may be used for 5 minutes (note 1, section 5.5.7).
[[nodiscard]] SecretBytes handoffKey(const SecretBytes &advSecret);
/// Shows the phone that the prologue comes from who showed the code.
[[nodiscard]] QByteArray handoffProof(const SecretBytes &handoffKey, QByteArrayView prologuePayload);

/// The phone's answer, content of crsc_continuation.
struct PrimaryIdentity
{
    QByteArray publicKey; ///< 32 bytes
    QByteArray nonce;     ///< 32 bytes
};
[[nodiscard]] QByteArray serialized(const PrimaryIdentity &identity);
/// @return Protocol when it cannot be read or a length is wrong.
[[nodiscard]] Result<PrimaryIdentity> parsePrimaryIdentity(QByteArrayView bytes);

/// The key under which the pairing request travels; the same on both sides.
/// @param ephemeral the own pair. @param peer the other side's public key.
/// @return Protocol when the agreement is all zero.
[[nodiscard]] Result<SecretBytes> encryptionKey(const KeyPair &ephemeral, QByteArrayView peer, quint32 deviceType,
                                                QByteArrayView ref);

/// What the user compares when there is no proof: 8 characters, linkcode::displayed() puts in the dash.
[[nodiscard]] QString verificationCode(QByteArrayView companionNonce, const PrimaryIdentity &primary);

/// What the phone needs to vouch for the companion.
struct PairingRequest
{
    QByteArray noiseKey;    ///< 32 bytes
    QByteArray identityKey; ///< 32 bytes
    SecretBytes advSecret;  ///< the new one, 32 bytes; stored before it is sent
};
/// @return a serialized EncryptedPairingRequest; Invalid when a length is wrong.
[[nodiscard]] Result<QByteArray> sealPairingRequest(const SecretBytes &encryptionKey, const PairingRequest &request,
                                                    Random &random);
/// The phone's side. @return Protocol when not authentic or a length is wrong.
[[nodiscard]] Result<PairingRequest> openPairingRequest(const SecretBytes &encryptionKey, QByteArrayView bytes);

} // namespace desk::wa::passkey
