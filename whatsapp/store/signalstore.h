#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/pairing/devicekeys.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDebug>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <utility>

namespace desk::wa {

/// A one-time key; whoever writes first to this device uses it up.
struct PreKey
{
    quint32 id = 0; ///< 1 .. 16777215, three bytes on the wire
    KeyPair pair;

    friend QDebug operator<<(QDebug debug, const PreKey &key) = delete;
};

/// The Signal identity of another device.
struct StoredIdentity
{
    QByteArray key;       ///< 33 bytes: 05 ‖ public key
    bool trusted = false; ///< vouched for by pairing (the own phone), not only taken at first sight
    qint64 firstSeen = 0; ///< of this very key, UTC milliseconds

    friend bool operator==(const StoredIdentity &a, const StoredIdentity &b) = default;
};

/// Name and device of a person's device as the Signal tables know it: "5511999990001.75", "100000012345678_1.75"
/// (note 2, section 1.5). Empty for what is no person.
[[nodiscard]] QString signalAddress(const Jid &device);

/// Whose sender key, for which group.
struct SenderKeyName
{
    Jid group;
    QString address;
};

/// What Signal's layer needs to keep about one device: its keys, and its sessions with others. SessionStore keeps it in a
/// file.
///
/// Addresses come from signalAddress(). Every function can fail with Storage. One thread, and no two users at a time.
class SignalStore
{
public:
    virtual ~SignalStore() = default;

    /// Runs @p work as one change: when it fails, nothing of it stays. Joins a transaction that is running.
    template<typename Work>
    [[nodiscard]] auto transaction(Work work) -> decltype(work())
    {
        std::optional<decltype(work())> result;
        const Result<> done = transact([&]() -> Result<> {
            result.emplace(work());
            return result->has_value() ? Result<>() : Result<>(fail(Errc::Cancelled));
        });
        if (!result || (result->has_value() && !done))
            return fail(done.error());
        return std::move(*result);
    }

    // --- Own keys

    [[nodiscard]] virtual Result<DeviceKeys> deviceKeys() = 0;
    [[nodiscard]] virtual Result<std::optional<PreKey>> preKey(quint32 id) = 0;
    /// No error when it is gone.
    [[nodiscard]] virtual Result<> removePreKey(quint32 id) = 0;
    /// Any that is still here.
    [[nodiscard]] virtual Result<std::optional<SignedPreKey>> signedPreKey(quint32 id) = 0;

    // --- Others

    [[nodiscard]] virtual Result<std::optional<StoredIdentity>> identity(const QString &address) = 0;
    /// The same key again never loses its trust; another one replaces it.
    [[nodiscard]] virtual Result<> saveIdentity(const QString &address, const QByteArray &key,
                                                bool trusted = false) = 0;
    /// Of all devices under a name ("15550001001"), to the same devices under another; those that are there stay.
    [[nodiscard]] virtual Result<> moveIdentities(const QString &fromName, const QString &toName) = 0;

    [[nodiscard]] virtual Result<std::optional<SecretBytes>> session(const QString &address) = 0;
    [[nodiscard]] virtual Result<> saveSession(const QString &address, QByteArrayView record) = 0;
    [[nodiscard]] virtual Result<> removeSession(const QString &address) = 0;
    /// The addresses with a session under a name.
    [[nodiscard]] virtual Result<QStringList> sessionAddresses(const QString &name) = 0;

    [[nodiscard]] virtual Result<std::optional<SecretBytes>> senderKey(const Jid &group, const QString &address) = 0;
    [[nodiscard]] virtual Result<> saveSenderKey(const Jid &group, const QString &address, QByteArrayView record) = 0;
    [[nodiscard]] virtual Result<> removeSenderKey(const Jid &group, const QString &address) = 0;
    /// Those of all devices under a name.
    [[nodiscard]] virtual Result<QList<SenderKeyName>> senderKeyNames(const QString &name) = 0;

    // --- Which hidden id is which phone number (note 2, section 5.2)

    [[nodiscard]] virtual Result<bool> saveLidMapping(const Jid &lid, const Jid &phone) = 0;
    [[nodiscard]] virtual Result<std::optional<Jid>> lidOf(const Jid &phone) = 0;
    [[nodiscard]] virtual Result<std::optional<Jid>> phoneOf(const Jid &lid) = 0;

protected:
    /// Runs @p work in a transaction.
    [[nodiscard]] virtual Result<> transact(const std::function<Result<>()> &work) = 0;
};

} // namespace desk::wa
