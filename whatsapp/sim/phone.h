#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/pairing/deviceidentity.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/sim/prekeystore.h"
#include "whatsapp/store/signalstore.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace desk::wa::sim {

/// What goes wrong on purpose after a scan or a typed code.
enum class ScanFault {
    None,
    Hmac,             ///< of the device identity, made with another secret than the one in force
    AccountSignature, ///< likewise, made by another key than the account's
    // In the passkey step (note 1, section 5.5.9, variants to test).
    NoOptions,          ///< the request comes without them; they can be asked for
    NoContinuation,     ///< the phone never answers the prologue
    SecondContinuation, ///< it answers twice
    ShortKey,           ///< it answers with a key of 31 bytes
    OtherNonce,         ///< its nonce changes on the way: the codes differ
};

/// Whether the device identity is not to be believed.
[[nodiscard]] constexpr bool isForged(ScanFault fault)
{
    return fault == ScanFault::Hmac || fault == ScanFault::AccountSignature;
}

/// The primary phone of an account, device 0: a real Signal identity, which is the account key, with private keys of its
/// own. It vouches for companions; what the server hands out of it lies in preKeys().
///
/// A value of its account; the simulator's thread.
class Phone
{
public:
    [[nodiscard]] static Phone generate(Random &random);
    /// The same phone with an identity and keys that have nothing to do with the former. Ids go on, so that a message for
    /// the former is never taken for one of these.
    [[nodiscard]] Phone anew(Random &random) const;

    [[nodiscard]] const KeyPair &identity() const { return m_identity; }
    [[nodiscard]] PreKeyStore &preKeys() { return m_preKeys; }
    [[nodiscard]] const PreKeyStore &preKeys() const { return m_preKeys; }

    /// Adds one-time pre-keys when few are left: the phone is always online.
    void refill(Random &random);

    /// For the phone's Signal sessions. Noise keys, link code and ADV secret, which phones have not, are empty.
    [[nodiscard]] DeviceKeys deviceKeys() const;
    /// One that is not used yet, whether handed out or not.
    [[nodiscard]] std::optional<PreKey> oneTimeKey(quint32 id) const;
    /// One that goes out in a retry receipt: the server does not know it.
    [[nodiscard]] PreKey freshOneTimeKey(Random &random);
    /// It was used.
    void dropOneTimeKey(quint32 id) { m_oneTime.remove(id); }
    /// Sessions do not outlive the process; this one had some.
    [[nodiscard]] bool isFromEarlierRun() const { return m_isFromEarlierRun; }

    /// The container of pair-success (note 1, section 4.3, steps 2 to 6), sound or with @p fault.
    /// @return Invalid when the companion's key is none.
    [[nodiscard]] Result<QByteArray> vouchFor(const DeviceIdentityDetails &details, QByteArrayView companionIdentity,
                                              const SecretBytes &advSecret, ScanFault fault, Random &random) const;

    /// A signed ADVSignedKeyIndexList for device lists (note 1, section 4.3).
    [[nodiscard]] QByteArray keyIndexList(quint32 rawId, qint64 timestamp, const QList<quint32> &valid,
                                          Random &random) const;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Phone> fromJson(const QJsonObject &json);

private:
    [[nodiscard]] static Phone generate(Random &random, quint32 firstId);

    KeyPair m_identity;
    KeyPair m_signedPreKey;
    QHash<quint32, SecretBytes> m_oneTime; ///< the private halves, by id
    quint32 m_nextId = 1;
    bool m_isFromEarlierRun = false;
    PreKeyStore m_preKeys;
};

} // namespace desk::wa::sim
