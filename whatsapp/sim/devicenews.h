#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/stanzaids.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace desk::wa::sim {

/// Who has to do with whom, and what each device has been told of others' devices: tells them when companions come and go,
/// and knows whom to blame for a list that is out of date (note 2, sections 9.1 and 11.7; note 4).
///
/// Lives on the simulator's thread; owns nothing of what it is given.
class DeviceNews : public QObject
{
    Q_OBJECT

public:
    DeviceNews(Courier &courier, StanzaIds &ids, const Times &times, Clock &clock, Random &random,
               QObject *parent = nullptr);

    /// They have written to one another.
    void met(Account &a, Account &b);
    /// Who has to do with @p account.
    [[nodiscard]] QSet<Account *> acquaintances(Account &account) const { return m_acquaintances.value(&account); }
    /// @p asker was given the device list of @p about.
    void told(const Endpoint &asker, Account &about);
    /// A client has acknowledged a notification, which may have been one of these.
    void taken(const Endpoint &reader, const Node &notification);
    /// @p asker has a good reason to leave out @p device: its bundle was of no use.
    void excuse(const Endpoint &asker, const Endpoint &device) { m_excused.insert({asker, device}); }
    void noExcuse(const Endpoint &asker, const Endpoint &device) { m_excused.remove({asker, device}); }

    /// Whether @p sender, who writes to the account of @p device, has to write to that device too.
    [[nodiscard]] bool mustKnow(const Endpoint &sender, const Endpoint &device) const;

    /// A companion was linked. It is in the account's list.
    void added(Account &account, Device &device);
    /// A companion was unlinked. It is in the account's list no more.
    void removed(Account &account, const Device &device);
    /// The phone has a new identity.
    void identityChanged(Account &account);

private:
    /// Of somebody's devices, in Unix milliseconds.
    struct Knowledge
    {
        qint64 of = 0;    ///< the moment of which the list tells the truth
        qint64 since = 0; ///< from when on it must be followed: what is on its way when a notice comes may still not
    };
    struct Notice
    {
        Account *about = nullptr;
        qint64 at = 0; ///< Unix milliseconds
    };

    void publish(Account &account, const Device &device, const QByteArray &action);
    [[nodiscard]] Node notification(const QByteArray &type, const Jid &from, Account &about, QList<Node> children);

    Courier &m_courier;
    StanzaIds &m_ids;
    const Times &m_times;
    Clock &m_clock;
    Random &m_random;
    QHash<Account *, QSet<Account *>> m_acquaintances;
    QHash<std::pair<Endpoint, Account *>, Knowledge> m_told;
    QHash<QByteArray, Notice> m_notices; ///< by id
    QSet<std::pair<Endpoint, Endpoint>> m_excused;
};

} // namespace desk::wa::sim
