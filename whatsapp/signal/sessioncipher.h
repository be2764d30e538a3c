#pragma once

#include "core/base/random.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/signalerror.h"
#include "whatsapp/store/signalstore.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace desk::wa {

class SignalLibrary;

/// What an <enc> between two devices holds (note 2, section 1.1).
enum class CiphertextKind {
    PreKeyMessage, ///< "pkmsg": makes the session; sent until the other side has answered
    Message,       ///< "msg"
};

/// The value of the attribute "type".
[[nodiscard]] QByteArray nameOf(CiphertextKind kind);
/// Nothing for another name.
[[nodiscard]] std::optional<CiphertextKind> ciphertextKindNamed(QByteArrayView name);

struct Ciphertext
{
    CiphertextKind kind = CiphertextKind::Message;
    QByteArray bytes;
};

/// How the identity key of a device compares with what was known (note 2, section 1.6).
enum class IdentityState {
    Known,   ///< the same
    First,   ///< none was known; taken at first sight
    Changed, ///< another one was: it is replaced, and people want to know ("the security code changed")
    Former,  ///< a late message written under the identity before this one; nothing is replaced
};

struct Decrypted
{
    QByteArray plaintext; ///< still padded, see messagepadding.h
    IdentityState identity = IdentityState::Known;
    std::optional<quint32> usedPreKey; ///< a one-time key of ours that is gone now
};

/// The public keys of a device to write to first, as stanzas carry them: 32 bytes each, without 05 (note 2, section 1.4).
struct PreKeyBundle
{
    struct OneTimeKey
    {
        quint32 id = 0;
        QByteArray key;
    };

    quint32 registrationId = 0;
    QByteArray identityKey;
    quint32 signedPreKeyId = 0;
    QByteArray signedPreKey;
    QByteArray signature;                 ///< by the identity over 05 ‖ signed pre-key, 64 bytes
    std::optional<OneTimeKey> oneTimeKey; ///< none when the pool is used up
};

/// What the handling of retry receipts asks of a session (note 2, section 3.6).
struct SessionInfo
{
    quint32 remoteRegistrationId = 0;
    QByteArray baseKey;     ///< 33 bytes; another one after each renewal
    bool confirmed = false; ///< the other side has used it
};

/// The pairwise ratchets: one session with each device of each person, over libsignal-protocol-c.
///
/// A call loads the session, works on it and stores it with all that belongs to it (identity, used pre-key), in one
/// transaction of the store or as part of the caller's. A call that fails changes nothing, and the caller's transaction
/// goes on (except after Storage). What encrypt() gave may leave the machine only once the transaction is committed: after a
/// rollback the same message key is used again. Between load and store nothing is awaited; with one thread and one cipher
/// per store, that is the lock.
///
/// Addresses are those of stanzas; DeviceAddresses decides under which one a session is kept. Every function can fail with
/// Invalid (no person's device), Storage and Internal.
///
/// Lives on the WhatsApp thread, not thread-safe. Does not own @c store or @c random, which must outlive it.
class SessionCipher
{
public:
    SessionCipher(SignalStore &store, Random &random);
    ~SessionCipher();
    SessionCipher(const SessionCipher &) = delete;
    SessionCipher &operator=(const SessionCipher &) = delete;

    /// @param plaintext padded.
    /// @return NoSession when a bundle must be fetched first, also when the device's identity has changed since.
    [[nodiscard]] SignalResult<Ciphertext> encrypt(const Jid &device, QByteArrayView plaintext);

    /// A PreKeyMessage of an unknown session makes it; the session before is kept for what is still on its way. Counters may
    /// be up to 2000 ahead, in any order (note 2, section 1.7).
    /// @return Duplicate, NoSession, InvalidKeyId, InvalidKey, InvalidMessage, LegacyVersion, UntrustedIdentity. A forged
    ///         message can look like a Duplicate: the MAC key of an old counter is gone.
    [[nodiscard]] SignalResult<Decrypted> decrypt(const Jid &device, CiphertextKind kind, QByteArrayView message);

    /// Starts a session, or a new one in place of the present one. Nothing is sent: the next encrypt() gives a PreKeyMessage.
    /// @return BadSignature, InvalidKey when a key has the wrong length, UntrustedIdentity.
    [[nodiscard]] SignalResult<IdentityState> processBundle(const Jid &device, const PreKeyBundle &bundle);

    /// Whether encrypt() would find one.
    [[nodiscard]] SignalResult<bool> hasSession(const Jid &device);
    /// Nothing without a session.
    [[nodiscard]] SignalResult<std::optional<SessionInfo>> sessionInfo(const Jid &device);
    /// The identity stays. No error when there is none.
    [[nodiscard]] SignalResult<> removeSession(const Jid &device);

private:
    SignalStore &m_store;
    DeviceAddresses m_addresses;
    std::unique_ptr<SignalLibrary> m_library;
};

} // namespace desk::wa
