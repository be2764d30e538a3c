#include "whatsapp/sim/phonesignalstore.h"

namespace desk::wa::sim {

namespace {

template<typename Key, typename Value>
std::optional<Value> found(const QHash<Key, Value> &table, const Key &key)
{
    const auto value = table.constFind(key);
    return value == table.cend() ? std::nullopt : std::optional(*value);
}

} // namespace

Result<DeviceKeys> PhoneSignalStore::deviceKeys()
{
    return m_phone.deviceKeys();
}

Result<std::optional<PreKey>> PhoneSignalStore::preKey(quint32 id)
{
    return m_phone.oneTimeKey(id);
}

Result<> PhoneSignalStore::removePreKey(quint32 id)
{
    m_phone.dropOneTimeKey(id);
    return {};
}

Result<std::optional<SignedPreKey>> PhoneSignalStore::signedPreKey(quint32 id)
{
    SignedPreKey key = m_phone.deviceKeys().signedPreKey;
    return key.id == id ? std::optional(std::move(key)) : std::nullopt;
}

Result<std::optional<StoredIdentity>> PhoneSignalStore::identity(const QString &address)
{
    return found(m_identities, address);
}

Result<> PhoneSignalStore::saveIdentity(const QString &address, const QByteArray &key, bool trusted)
{
    StoredIdentity &known = m_identities[address];
    known.trusted = trusted || (known.trusted && known.key == key);
    known.key = key;
    return {};
}

Result<> PhoneSignalStore::moveIdentities(const QString & /*fromName*/, const QString & /*toName*/)
{
    return {};
}

Result<std::optional<SecretBytes>> PhoneSignalStore::session(const QString &address)
{
    return found(m_sessions, address);
}

Result<> PhoneSignalStore::saveSession(const QString &address, QByteArrayView record)
{
    m_sessions.insert(address, SecretBytes::copyOf(record));
    return {};
}

Result<> PhoneSignalStore::removeSession(const QString &address)
{
    m_sessions.remove(address);
    return {};
}

Result<QStringList> PhoneSignalStore::sessionAddresses(const QString &name)
{
    QStringList addresses;
    for (auto session = m_sessions.cbegin(); session != m_sessions.cend(); ++session) {
        if (session.key().startsWith(name + u'.'))
            addresses.append(session.key());
    }
    addresses.sort();
    return addresses;
}

Result<std::optional<SecretBytes>> PhoneSignalStore::senderKey(const Jid &group, const QString &address)
{
    return found(m_senderKeys, {group, address});
}

Result<> PhoneSignalStore::saveSenderKey(const Jid &group, const QString &address, QByteArrayView record)
{
    m_senderKeys.insert({group, address}, SecretBytes::copyOf(record));
    return {};
}

Result<> PhoneSignalStore::removeSenderKey(const Jid &group, const QString &address)
{
    m_senderKeys.remove({group, address});
    return {};
}

Result<QList<SenderKeyName>> PhoneSignalStore::senderKeyNames(const QString &name)
{
    QList<SenderKeyName> names;
    for (auto key = m_senderKeys.cbegin(); key != m_senderKeys.cend(); ++key) {
        if (key.key().second.startsWith(name + u'.'))
            names.append({key.key().first, key.key().second});
    }
    return names;
}

Result<bool> PhoneSignalStore::saveLidMapping(const Jid & /*lid*/, const Jid & /*phone*/)
{
    return false;
}

Result<std::optional<Jid>> PhoneSignalStore::lidOf(const Jid & /*phone*/)
{
    return std::nullopt;
}

Result<std::optional<Jid>> PhoneSignalStore::phoneOf(const Jid & /*lid*/)
{
    return std::nullopt;
}

} // namespace desk::wa::sim
