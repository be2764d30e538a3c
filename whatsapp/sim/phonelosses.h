#pragma once

#include <QHash>
#include <QSet>

#include <chrono>

namespace desk::wa::sim {

/// Which sessions, or sender keys, a phone has lost on purpose and not got back yet. Only what comes in those may be
/// undecryptable without anybody being to blame. A value of its phone.
template<typename Key>
class PhoneLosses
{
public:
    void lose(const Key &key)
    {
        m_lost.insert(key);
        m_healedAt.remove(key);
    }
    void loseAll()
    {
        m_all = true;
        m_lost.clear();
        m_healedAt.clear();
    }
    /// Something in a new session could be decrypted.
    void heal(const Key &key, qint64 nowMs)
    {
        if ((m_all || m_lost.contains(key)) && !m_healedAt.contains(key))
            m_healedAt.insert(key, nowMs);
    }
    [[nodiscard]] bool excuse(const Key &key, qint64 nowMs) const
    {
        if (!m_all && !m_lost.contains(key))
            return false;
        const auto healed = m_healedAt.constFind(key);
        return healed == m_healedAt.cend() || nowMs - *healed < grace.count();
    }

private:
    /// What was encrypted in the old session may be sent after the first message of the new one: clients do both at once.
    static constexpr std::chrono::milliseconds grace{5'000};

    bool m_all = false;
    QSet<Key> m_lost;
    QHash<Key, qint64> m_healedAt;
};

} // namespace desk::wa::sim
