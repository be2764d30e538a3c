#include "whatsapp/sim/phonestore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

PhoneStore::PhoneStore(Account &account, Clock &clock, Random &random)
    : m_account(account), m_clock(clock), m_random(random)
{
    if (account.phone().isFromEarlierRun())
        forgetAll();
}

PhoneStore::Signal &PhoneStore::signal()
{
    const Phone &phone = m_account.phone();
    if (!m_signal) {
        m_signal = std::make_unique<Signal>(m_clock, m_random);
        // In memory, so the key protects nothing; the store insists on one.
        const auto opened = m_signal->store.open(u":memory:"_s, SecretBytes(32));
        const auto adopted = opened ? m_signal->store.adoptDeviceKeys(phone.deviceKeys()) : opened;
        if (!adopted)
            qFatal("a phone's store in memory: %s", qUtf8Printable(adopted.error().detail));
    }
    for (const PreKey &key : phone.oneTimeKeysFrom(m_signal->nextPreKey)) {
        if (const auto adopted = m_signal->store.adoptPreKey(key); !adopted)
            qFatal("a phone's store in memory: %s", qUtf8Printable(adopted.error().detail));
    }
    m_signal->nextPreKey = phone.nextPreKeyId();
    return *m_signal;
}

SessionCipher &PhoneStore::sessions()
{
    return signal().sessions;
}

GroupCipher &PhoneStore::groups()
{
    return signal().groups;
}

SignalResult<Decrypted> PhoneStore::decrypt(const Jid &device, CiphertextKind kind, QByteArrayView message)
{
    auto decrypted = sessions().decrypt(device, kind, message);
    if (decrypted && decrypted->usedPreKey)
        m_account.phone().dropOneTimeKey(*decrypted->usedPreKey);
    return decrypted;
}

RetryKeys PhoneStore::retryKeys()
{
    const PreKey fresh = m_account.phone().freshOneTimeKey(m_random);
    const DeviceKeys keys = m_account.phone().deviceKeys();
    return {.identity = keys.identity.publicKey,
            .preKeyId = fresh.id,
            .preKey = fresh.pair.publicKey,
            .signedKeyId = keys.signedPreKey.id,
            .signedKey = keys.signedPreKey.pair.publicKey,
            .signature = keys.signedPreKey.signature};
}

void PhoneStore::drop(const Jid &device)
{
    if (m_signal && !m_signal->sessions.removeSession(device))
        qFatal("a phone's store in memory cannot be written");
}

void PhoneStore::forget(const Jid &device)
{
    drop(device);
    m_lostSessions.lose(device);
}

void PhoneStore::forgetAll()
{
    m_signal.reset();
    m_lostSessions.loseAll();
    m_lostSenderKeys.loseAll();
}

bool PhoneStore::excuses(const Jid &device, const QByteArray &id) const
{
    return m_spoiled.contains(id) || m_lostSessions.excuse(device, m_clock.nowMs());
}

bool PhoneStore::excusesSenderKey(const Jid &group, const Jid &device, const QByteArray &id) const
{
    // The sender key of a first message comes in the pairwise session.
    return excuses(device, id) || m_lostSenderKeys.excuse({group, device}, m_clock.nowMs());
}

void PhoneStore::heal(const Jid &device, const Jid &group)
{
    if (group.isNull())
        m_lostSessions.heal(device, m_clock.nowMs());
    else
        m_lostSenderKeys.heal({group, device}, m_clock.nowMs());
}

} // namespace desk::wa::sim
