#pragma once

#include "whatsapp/sim/phone.h"
#include "whatsapp/store/signalstore.h"

#include <QHash>

#include <utility>

namespace desk::wa::sim {

/// What Signal's layer keeps for a phone: its keys are those of Phone, everything else is in memory, and little: there are
/// thousands of phones. Knows hidden ids only, so that nothing is ever filed under two names.
///
/// A change cannot fail half way here, so transactions undo nothing. Lives on the simulator's thread; does not own @p phone.
class PhoneSignalStore final : public SignalStore
{
public:
    explicit PhoneSignalStore(Phone &phone) : m_phone(phone) { }

    [[nodiscard]] Result<DeviceKeys> deviceKeys() override;
    [[nodiscard]] Result<std::optional<PreKey>> preKey(quint32 id) override;
    [[nodiscard]] Result<> removePreKey(quint32 id) override;
    [[nodiscard]] Result<std::optional<SignedPreKey>> signedPreKey(quint32 id) override;

    [[nodiscard]] Result<std::optional<StoredIdentity>> identity(const QString &address) override;
    [[nodiscard]] Result<> saveIdentity(const QString &address, const QByteArray &key, bool trusted = false) override;
    [[nodiscard]] Result<> moveIdentities(const QString &fromName, const QString &toName) override;

    [[nodiscard]] Result<std::optional<SecretBytes>> session(const QString &address) override;
    [[nodiscard]] Result<> saveSession(const QString &address, QByteArrayView record) override;
    [[nodiscard]] Result<> removeSession(const QString &address) override;
    [[nodiscard]] Result<QStringList> sessionAddresses(const QString &name) override;

    [[nodiscard]] Result<std::optional<SecretBytes>> senderKey(const Jid &group, const QString &address) override;
    [[nodiscard]] Result<> saveSenderKey(const Jid &group, const QString &address, QByteArrayView record) override;
    [[nodiscard]] Result<> removeSenderKey(const Jid &group, const QString &address) override;
    [[nodiscard]] Result<QList<SenderKeyName>> senderKeyNames(const QString &name) override;

    [[nodiscard]] Result<bool> saveLidMapping(const Jid &lid, const Jid &phone) override;
    [[nodiscard]] Result<std::optional<Jid>> lidOf(const Jid &phone) override;
    [[nodiscard]] Result<std::optional<Jid>> phoneOf(const Jid &lid) override;

protected:
    [[nodiscard]] Result<> transact(const std::function<Result<>()> &work) override { return work(); }

private:
    Phone &m_phone;
    QHash<QString, StoredIdentity> m_identities;
    QHash<QString, SecretBytes> m_sessions;
    QHash<std::pair<Jid, QString>, SecretBytes> m_senderKeys;
};

} // namespace desk::wa::sim
