#pragma once

#include "core/base/clock.h"

#include <QPointer>
#include <QTimeZone>

#include <algorithm>
#include <vector>

namespace desk {

/// A clock that stands still until advance(), which fires the timers that fall due, in order.
/// As with the real one, timers do not care when its hands are moved.
class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override
    {
        return QDateTime::fromMSecsSinceEpoch(m_now + m_shift, QTimeZone::utc());
    }

    void singleShot(std::chrono::milliseconds delay, QObject *context, std::function<void()> callback) override
    {
        m_timers.push_back({m_now + delay.count(), context, std::move(callback)});
    }

    void advance(std::chrono::milliseconds by)
    {
        const qint64 until = m_now + by.count();
        for (;;) {
            auto next = std::min_element(m_timers.begin(), m_timers.end(),
                                         [](const Timer &a, const Timer &b) { return a.at < b.at; });
            if (next == m_timers.end() || next->at > until)
                break;
            Timer timer = std::move(*next);
            m_timers.erase(next);
            m_now = std::max(m_now, timer.at);
            if (timer.context)
                timer.callback();
        }
        m_now = until;
    }

    /// Somebody sets the clock; timers keep their time.
    void shift(std::chrono::milliseconds by) { m_shift += by.count(); }

private:
    struct Timer
    {
        qint64 at;
        QPointer<QObject> context;
        std::function<void()> callback;
    };
    qint64 m_now = 1'790'000'000'000; // 2026-09-21
    qint64 m_shift = 0;
    std::vector<Timer> m_timers;
};

} // namespace desk
