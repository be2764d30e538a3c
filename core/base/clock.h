#pragma once

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <functional>

namespace desk {

/// Time and timers as a dependency, so that tests move them by hand.
/// Lives on, and calls back on, the thread that uses it.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual QDateTime nowUtc() const = 0;
    [[nodiscard]] qint64 nowMs() const { return nowUtc().toMSecsSinceEpoch(); }

    /// Calls @p callback once after @p delay unless @p context dies before.
    virtual void singleShot(std::chrono::milliseconds delay, QObject *context, std::function<void()> callback) = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override;
    void singleShot(std::chrono::milliseconds delay, QObject *context, std::function<void()> callback) override;
};

} // namespace desk
