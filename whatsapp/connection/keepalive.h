#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QObject>

#include <chrono>

namespace desk::wa {

/// Watches whether the other side still lives: after a random time of silence a ping is due, and when nothing at all comes
/// after it, the connection is dead (note 1, section 6.8). Lives on the WhatsApp thread.
class KeepAlive : public QObject
{
    Q_OBJECT

public:
    struct Timing
    {
        std::chrono::milliseconds shortest{15'000}; ///< of the silence before a ping
        std::chrono::milliseconds longest{30'000};
        std::chrono::milliseconds patience{20'000}; ///< after a ping
    };

    KeepAlive(Timing timing, Clock &clock, Random &random, QObject *parent = nullptr);

    void start();
    void stop();
    /// Something came.
    void heard();
    /// Asks at once and waits only @p patience: after sleep, or when the network changed.
    void probe(std::chrono::milliseconds patience);

Q_SIGNALS:
    void pingDue();
    void dead();

private:
    void wait();
    void ping(std::chrono::milliseconds patience);

    Timing m_timing;
    Clock &m_clock;
    Random &m_random;
    int m_run = 0; ///< counts starts and stops: timers of an earlier one do nothing
    bool m_running = false;
    qint64 m_lastHeard = 0;
    bool m_asked = false;   ///< and nothing heard since
    bool m_probing = false; ///< likewise, by probe()
};

} // namespace desk::wa
