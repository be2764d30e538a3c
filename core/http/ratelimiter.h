#pragma once

#include <QHash>
#include <QString>

#include <chrono>

namespace desk {

/// A bucket of requests per client, refilled steadily. Bounded in memory. Pure: the time is given.
class RateLimiter
{
public:
    /// @param perMinute 0: no limit. What the clients had left is kept.
    void setLimits(int perMinute, int burst);
    /// Takes one request. @return 0 when it is within the limit, else after how long the next one will be.
    [[nodiscard]] std::chrono::milliseconds take(const QString &client, std::chrono::milliseconds now);

private:
    struct Bucket
    {
        double left = 0;
        std::chrono::milliseconds at = {};
    };
    void forget(std::chrono::milliseconds now);
    [[nodiscard]] double refilled(const Bucket &bucket, std::chrono::milliseconds now) const;

    QHash<QString, Bucket> m_buckets;
    double m_perMillisecond = 0;
    double m_burst = 1;
};

} // namespace desk
