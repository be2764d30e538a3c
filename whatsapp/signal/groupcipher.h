#pragma once

#include "core/base/random.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/signalerror.h"
#include "whatsapp/store/signalstore.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace desk::wa {

class SignalLibrary;

/// The group ratchets ("skmsg"): each device has one sender key per group, which it hands to the others through their
/// pairwise sessions (note 2, sections 1.1 and 6).
///
/// Transactions, addresses, thread and errors as with SessionCipher: a call that fails changes nothing, and what encrypt()
/// gave may leave only after the commit. Invalid also means: no group (status and lists count as groups).
class GroupCipher
{
public:
    GroupCipher(SignalStore &store, Random &random);
    ~GroupCipher();
    GroupCipher(const GroupCipher &) = delete;
    GroupCipher &operator=(const GroupCipher &) = delete;

    /// The SenderKeyDistributionMessage of our own key at its present place; makes the key when there is none.
    /// @param own our device, as members know it: by hidden id in groups of hidden ids.
    [[nodiscard]] SignalResult<QByteArray> createDistribution(const Jid &group, const Jid &own);
    /// Takes the key of another device. A key that is known already stays where it is, so that nothing can be played again;
    /// only one that is too far ahead to be reached is taken anew.
    /// @return InvalidMessage, InvalidKey, LegacyVersion; Invalid when @p sender is the device whose key we made.
    [[nodiscard]] SignalResult<> processDistribution(const Jid &group, const Jid &sender, QByteArrayView message);

    /// @param plaintext padded.
    /// @return NoSession before createDistribution().
    [[nodiscard]] SignalResult<QByteArray> encrypt(const Jid &group, const Jid &own, QByteArrayView plaintext);
    /// Looks under the device, then under the bare account, because some senders leave the device out. Up to 2000 ahead.
    /// @return the padded plaintext; Duplicate, NoSession (also for a key that was never handed to us), InvalidMessage,
    ///         LegacyVersion.
    [[nodiscard]] SignalResult<QByteArray> decrypt(const Jid &group, const Jid &sender, QByteArrayView message);

    /// For the own device: the next createDistribution() makes a new key, as it must when a member leaves.
    [[nodiscard]] SignalResult<> removeSenderKey(const Jid &group, const Jid &device);

private:
    [[nodiscard]] SignalResult<QString> addressOf(const Jid &group, const Jid &device);

    SignalStore &m_store;
    DeviceAddresses m_addresses;
    std::unique_ptr<SignalLibrary> m_library;
};

} // namespace desk::wa
