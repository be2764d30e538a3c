#include "whatsapp/sim/phonestore.h"

namespace desk::wa::sim {

PhoneStore::PhoneStore(Account &account, Clock &clock, Random &random)
    : m_account(account), m_clock(clock), m_random(random)
{
    if (account.phone().isFromEarlierRun())
        forgetAll();
}

PhoneStore::Signal &PhoneStore::signal()
{
    if (!m_signal)
        m_signal = std::make_unique<Signal>(m_account.phone(), m_random);
    return *m_signal;
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
    removeSession(device);
    m_holders.removeIf([&device](const auto &holder) { return holder.second == device; });
}

void PhoneStore::removeSession(const Jid &device)
{
    if (m_signal && !m_signal->sessions.removeSession(device))
        qFatal("no such device");
}

void PhoneStore::forget(const Jid &device)
{
    removeSession(device);
    m_lostSessions.lose(device);
}

void PhoneStore::forgetAll()
{
    m_signal.reset();
    m_holders.clear();
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
