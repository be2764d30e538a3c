#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/store/signalstore.h"

#include <QString>

namespace desk::wa {

/// Under which name a device's Signal state is kept: one session per device, although it has two addresses.
///
/// As soon as it is known which hidden id belongs to a phone number, everything is under the hidden id, and what was filed
/// under the number before is moved there (note 2, sections 1.5 and 5.3). Stanzas keep the address they came with; only the
/// store's names change. SessionCipher and GroupCipher ask here before every access, so nobody else has to.
///
/// Lives on the WhatsApp thread. Does not own @c store. Every function can fail with Storage, and with Invalid for an
/// address that is no person's. Each is one transaction, or joins the caller's.
class DeviceAddresses
{
public:
    explicit DeviceAddresses(SignalStore &store) : m_store(store) { }

    /// The hidden id with the same device when it is known, hosted or not as before; else the address itself.
    [[nodiscard]] Result<Jid> canonical(const Jid &device);
    /// signalAddress() of it, after moving there what was still under the phone number.
    [[nodiscard]] Result<QString> addressOf(const Jid &device);
    /// The same for the sender key of @p device in @p group.
    [[nodiscard]] Result<QString> senderAddressOf(const Jid &group, const Jid &device);

    /// Stores the pair and moves sessions, identities and sender keys of all devices. Where the hidden id has one already,
    /// that one wins and the other is deleted. Belongs into the transaction of the stanza that taught the pair.
    /// @return true when the pair is new; Invalid unless it is a hidden id and a phone number.
    [[nodiscard]] Result<bool> learn(const Jid &lid, const Jid &phone);

private:
    [[nodiscard]] Result<> moveAll(const Jid &lid, const Jid &phone);
    [[nodiscard]] Result<> moveSessions(const QString &fromName, const QString &toName);
    [[nodiscard]] Result<> moveSenderKeys(const QString &fromName, const QString &toName);
    [[nodiscard]] Result<> moveSenderKey(const Jid &group, const QString &from, const QString &to);

    SignalStore &m_store;
};

} // namespace desk::wa
