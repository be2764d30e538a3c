#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/protocol/usync.h"

#include <QCoroTask>

#include <QHash>
#include <QObject>

#include <functional>

namespace desk::wa {

/// Which devices somebody has (note 2, section 4.2), asked for when it is not known, and forgotten after an hour or when a notice
/// says that it changed. What the answers tell of hidden ids is learnt on the way.
///
/// Lives on the WhatsApp thread and outlives its loop. Nothing of it is on disk: a restart asks again.
class DeviceDirectory : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes keptFor{60};

    /// A phone number and a hidden id are one person. Bare.
    using Learn = std::function<void(const Jid &lid, const Jid &phone)>;

    DeviceDirectory(IqChannel &iqs, Learn learn, Clock &clock, QObject *parent = nullptr);

    /// @param users bare, of one namespace or both. @return all their devices, in the namespace each was asked in. Somebody who is
    /// not on WhatsApp, or of whom nothing is told, has none. NotConnected, TimedOut, Rejected, Protocol; Invalid for nobody.
    [[nodiscard]] QCoro::Task<Result<QList<Jid>>> devicesOf(QList<Jid> users);
    /// Asks whatever is known. @return as parseUsync().
    [[nodiscard]] QCoro::Task<Result<QList<UsyncUser>>> look(QList<Jid> users);

    /// Under either name.
    void forget(const Jid &user);
    void forgetAll() { m_known.clear(); }

private:
    struct Entry
    {
        QList<Jid> devices;
        qint64 at = 0;
    };

    IqChannel &m_iqs;
    Learn m_learn;
    Clock &m_clock;
    QHash<Jid, Entry> m_known; ///< by account
    quint64 m_queries = 0;
};

} // namespace desk::wa
