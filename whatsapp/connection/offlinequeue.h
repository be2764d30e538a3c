#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QObject>

#include <functional>

namespace desk::wa {

/// Fetches what waited at the server while this device was away, in batches, and says when that is over (note 2, section 3.8).
///
/// Lives on the WhatsApp thread. Does not own @c clock.
class OfflineQueue : public QObject
{
    Q_OBJECT

public:
    using Send = std::function<Result<>(const Node &)>;

    static constexpr int batch = 200;
    /// After the first stanza of a batch, until the next is asked for.
    static constexpr std::chrono::milliseconds pause{100};
    /// Without any sign the queue counts as empty.
    static constexpr std::chrono::milliseconds silence{10'000};

    OfflineQueue(Send send, Clock &clock, QObject *parent = nullptr);

    /// The server begins to deliver.
    void begin();
    /// <offline_preview>. @param count what waits.
    void announce(qint64 count);
    /// Any stanza that came; those of the queue carry "offline".
    void note(const Node &stanza);
    /// <offline>: the end marker.
    void end();
    /// The link is gone.
    void reset();

Q_SIGNALS:
    /// Once after each begin().
    void caughtUp();

private:
    void ask();
    void watch();

    Send m_send;
    Clock &m_clock;
    bool m_active = false;
    bool m_asking = false;  ///< there is a queue, and its end has not come
    bool m_waiting = false; ///< for the pause after a batch's first stanza
    qint64 m_lastAt = 0;    ///< UTC ms of the last sign
    int m_round = 0;        ///< timers of an earlier connection do nothing
};

} // namespace desk::wa
