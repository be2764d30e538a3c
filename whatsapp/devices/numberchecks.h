#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/protocol/usync.h"

#include <QHash>
#include <QObject>
#include <QQueue>

#include <functional>

namespace desk::wa {

/// What the service says of a telephone number.
struct NumberCheck
{
    bool registered = false;
    Jid phone =
        {}; ///< the number as the service spells it, which may be another spelling than was asked for; null when not told
    Jid lid = {}; ///< null when not told
};

/// Asks whether numbers are on WhatsApp: one at a time, with a pause between, and no number twice within a day (an hour when it was
/// not), because many such questions are a reason to block an account (note 2, sections 8 and 10).
///
/// Lives on the WhatsApp thread; does not own what the constructor takes.
class NumberChecks : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pause{2'000};
    static constexpr int mostWaiting = 50;

    /// A phone number and a hidden id are one person. Bare.
    using Learn = std::function<void(const Jid &lid, const Jid &phone)>;

    NumberChecks(IqChannel &iqs, Learn learn, Clock &clock, QObject *parent = nullptr);

    /// @param phone digits. @return Invalid for what is no number, TooLarge when too many wait, and the errors of IqChannel::request()
    /// and parseUsync().
    [[nodiscard]] QFuture<Result<NumberCheck>> check(const QString &phone);

private:
    struct Known
    {
        NumberCheck check;
        qint64 until = 0;
    };
    struct Waiting
    {
        QString phone;
        Completer<NumberCheck> answer;
    };
    void next();
    [[nodiscard]] Result<NumberCheck> read(const QString &phone, const Node &answer);
    void keep(const QString &phone, const NumberCheck &check);

    IqChannel &m_iqs;
    Learn m_learn;
    Clock &m_clock;
    QHash<QString, Known> m_known;
    QQueue<Waiting> m_waiting;
    bool m_busy = false; ///< one is under way, or the pause after it
    quint64 m_queries = 0;
};

} // namespace desk::wa
