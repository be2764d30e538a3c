#pragma once

#include "core/base/clock.h"
#include "core/base/completer.h"
#include "whatsapp/account/accountlimits.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/sessionstore.h"

#include <QObject>

namespace desk::wa {

/// Knows the limits that the service has put on the account: asks after each login and when a refusal makes one wonder, hears of
/// changes, keeps them over restarts, and ends a time lock by the clock (note 2, section 4.5).
///
/// Lives on the WhatsApp thread; does not own what the constructor takes.
class LimitWatch : public QObject
{
    Q_OBJECT

public:
    LimitWatch(SessionStore &store, IqChannel &iqs, Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const AccountLimits &limits() const { return m_limits; }
    /// Whether new chats are locked at this moment, as far as is known.
    [[nodiscard]] bool isLocked() const;

    /// Asks for both. Nobody waits for it.
    void check();
    /// Asks whether the account is locked now. @return what IqChannel::request() and parseTimeLock() say.
    [[nodiscard]] QFuture<Result<TimeLock>> askTimeLock();
    /// A <notification type="mex">.
    void take(const Node &notification);
    /// The account is another one, or none.
    void forget();

Q_SIGNALS:
    void changed(const desk::wa::AccountLimits &limits);

private:
    void load();
    void set(const TimeLock &lock);
    void set(const NewChatCap &cap);
    void askNewChatCap();
    void expire();
    [[nodiscard]] qint64 now() const { return m_clock.nowMs() / 1000; }

    SessionStore &m_store;
    IqChannel &m_iqs;
    Clock &m_clock;
    AccountLimits m_limits;
    int m_timer = 0; ///< counts; earlier timers do nothing
};

} // namespace desk::wa
