#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/message/retryreceipt.h"
#include "whatsapp/signal/groupcipher.h"
#include "whatsapp/signal/sessioncipher.h"
#include "whatsapp/sim/account.h"
#include "whatsapp/sim/phonelog.h"
#include "whatsapp/sim/phonelosses.h"
#include "whatsapp/sim/phonesignalstore.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <memory>
#include <utility>

namespace desk::wa::sim {

/// What an account's phone keeps for its messages: Signal sessions and sender keys over the keys of Phone, the last
/// messages, and what it has lost of them. Devices are named by hidden id everywhere: a phone knows the directory.
///
/// All in memory, and made when it is first needed. A phone from an earlier run has therefore lost its sessions; the
/// others ask for what they cannot read, and so does it.
///
/// Lives on the simulator's thread. Does not own account, clock and random, which outlive it.
class PhoneStore
{
public:
    PhoneStore(Account &account, Clock &clock, Random &random);

    [[nodiscard]] Account &account() const { return m_account; }
    [[nodiscard]] PhoneLog &log() { return m_log; }

    [[nodiscard]] SessionCipher &sessions() { return signal().sessions; }
    [[nodiscard]] GroupCipher &groups() { return signal().groups; }
    /// A bundle for a retry receipt, with a fresh one-time key that the server never sees.
    [[nodiscard]] RetryKeys retryKeys();

    /// Removes the session with @p device, which has lost it and all sender keys.
    void drop(const Jid &device);
    /// Throws away the session with @p device, as if by accident.
    void forget(const Jid &device);
    /// Throws away everything but the log, as after the phone got new keys.
    void forgetAll();
    /// The sender key of @p device in @p group did not arrive.
    void loseSenderKey(const Jid &group, const Jid &device) { m_lostSenderKeys.lose({group, device}); }
    /// The ciphertext of that message was spoiled on its way.
    void expectSpoiled(const QByteArray &id) { m_spoiled.insert(id); }

    /// Whether @p device has the phone's sender key of @p group.
    [[nodiscard]] bool isHolder(const Jid &group, const Jid &device) const
    {
        return m_holders.contains({group, device});
    }
    void addHolder(const Jid &group, const Jid &device) { m_holders.insert({group, device}); }

    /// Whether a ciphertext of message @p id may be undecryptable, because something was lost on purpose.
    [[nodiscard]] bool excuses(const Jid &device, const QByteArray &id) const;
    /// Likewise for one under the sender key of @p device in @p group.
    [[nodiscard]] bool excusesSenderKey(const Jid &group, const Jid &device, const QByteArray &id) const;
    /// Something could be decrypted, pairwise or (with a group) with a sender key.
    void heal(const Jid &device, const Jid &group = {});

    /// How often something was done about a message and a device; retries have their limits.
    [[nodiscard]] int &askedFor(const QByteArray &id, const Jid &device) { return m_asked[{id, device}]; }
    [[nodiscard]] int &sentAgain(const QByteArray &id, const Jid &device) { return m_sentAgain[{id, device}]; }

private:
    struct Signal
    {
        Signal(Phone &phone, Random &random) : store(phone), sessions(store, random), groups(store, random) { }

        PhoneSignalStore store;
        SessionCipher sessions;
        GroupCipher groups;
    };

    [[nodiscard]] Signal &signal();
    void removeSession(const Jid &device);

    Account &m_account;
    Clock &m_clock;
    Random &m_random;
    std::unique_ptr<Signal> m_signal;
    PhoneLog m_log;
    PhoneLosses<Jid> m_lostSessions;
    PhoneLosses<std::pair<Jid, Jid>> m_lostSenderKeys; ///< group, device
    QSet<std::pair<Jid, Jid>> m_holders;               ///< group, device
    QSet<QByteArray> m_spoiled;
    QHash<std::pair<QByteArray, Jid>, int> m_asked;
    QHash<std::pair<QByteArray, Jid>, int> m_sentAgain;
};

} // namespace desk::wa::sim
