#pragma once

#include "core/base/clock.h"

#include <QObject>

#include <chrono>

namespace desk::wa {

/// Notices when the computer has slept, or when its network is back or another one: the moments in which a connection may be
/// dead without knowing it. Lives on the WhatsApp thread.
///
/// Sleep is seen by the wall clock, which goes on while timers stand still. The network is asked through QNetworkInformation
/// where the system has a backend for it.
class WakeWatch : public QObject
{
    Q_OBJECT

public:
    /// How often the clocks are compared, and how much more than that must have passed.
    static constexpr std::chrono::milliseconds interval{5'000};
    static constexpr std::chrono::milliseconds tolerance{15'000};

    explicit WakeWatch(Clock &clock, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void woke();

private:
    void wait();

    Clock &m_clock;
    bool m_started = false;
};

} // namespace desk::wa
