#pragma once

#include "whatsapp/sim/account.h"

#include <QByteArray>
#include <QHashFunctions>

namespace desk::wa::sim {

/// One device of an account: the phone or a companion. A plain value; does not own the account.
struct Endpoint
{
    Account *account = nullptr;
    quint16 device = 0; ///< 0: the phone

    /// nullptr for the phone, and for a companion that is linked no more.
    [[nodiscard]] Device *companion() const { return device == 0 ? nullptr : account->device(device); }
    /// Whether it is linked; phones always are.
    [[nodiscard]] bool exists() const { return device == 0 || companion() != nullptr; }
    /// With device, by hidden id or by phone number.
    [[nodiscard]] Jid jid(bool lid) const { return lid ? account->lid(device) : account->jid(device); }
    /// For events: by phone number.
    [[nodiscard]] QByteArray name() const { return account->jid(device).toText(); }
    /// It exists.
    [[nodiscard]] PreKeyStore &keys() const
    {
        return device == 0 ? account->phone().preKeys() : account->device(device)->keys;
    }

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
    friend size_t qHash(const Endpoint &endpoint, size_t seed = 0)
    {
        return qHashMulti(seed, endpoint.account, endpoint.device);
    }
};

} // namespace desk::wa::sim
