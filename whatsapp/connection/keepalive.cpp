#include "whatsapp/connection/keepalive.h"

#include <algorithm>

namespace desk::wa {

KeepAlive::KeepAlive(Timing timing, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_timing(timing), m_clock(clock), m_random(random)
{
}

void KeepAlive::start()
{
    ++m_run;
    m_running = true;
    heard();
    wait();
}

void KeepAlive::stop()
{
    ++m_run;
    m_running = false;
}

void KeepAlive::heard()
{
    m_lastHeard = m_clock.nowMs();
    m_asked = false;
    m_probing = false;
}

// One timer at a time: it looks how long the silence has lasted and goes on waiting for the rest.
void KeepAlive::wait()
{
    const auto spread = (m_timing.longest - m_timing.shortest).count();
    const std::chrono::milliseconds silence = m_timing.shortest
        + std::chrono::milliseconds(qint64(m_random.unit() * double(spread)));
    const std::chrono::milliseconds left(m_lastHeard + silence.count() - m_clock.nowMs());
    m_clock.singleShot(std::clamp(left, std::chrono::milliseconds(1), silence), this, [this, run = m_run, silence] {
        if (run != m_run)
            return;
        const qint64 elapsed = m_clock.nowMs() - m_lastHeard;
        if (elapsed >= silence.count() || elapsed < 0) // below 0: the clock was set back
            ping(m_timing.patience);
        else
            wait();
    });
}

void KeepAlive::ping(std::chrono::milliseconds patience)
{
    m_asked = true;
    m_clock.singleShot(patience, this, [this, run = m_run] {
        if (run != m_run)
            return;
        if (m_asked) {
            stop();
            Q_EMIT dead();
        } else {
            wait();
        }
    });
    Q_EMIT pingDue();
}

void KeepAlive::probe(std::chrono::milliseconds patience)
{
    if (!m_running || m_probing)
        return;
    ++m_run; // the running timer is replaced, also that of a ping whose patience is longer
    m_probing = true;
    ping(patience);
}

} // namespace desk::wa
