#include "core/http/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace desk {

namespace {

constexpr qsizetype maxClients = 10'000;

} // namespace

void RateLimiter::setLimits(int perMinute, int burst)
{
    m_perMillisecond = perMinute / 60'000.0;
    m_burst = std::max(1, burst);
}

std::chrono::milliseconds RateLimiter::take(const QString &client, std::chrono::milliseconds now)
{
    if (m_perMillisecond <= 0)
        return {};
    if (m_buckets.size() >= maxClients && !m_buckets.contains(client))
        forget(now);
    auto bucket = m_buckets.find(client);
    if (bucket == m_buckets.end())
        bucket = m_buckets.insert(client, {m_burst, now});
    bucket->left = refilled(*bucket, now);
    bucket->at = now;
    if (bucket->left < 1)
        return std::chrono::milliseconds(std::max<qint64>(1, std::llround((1 - bucket->left) / m_perMillisecond)));
    bucket->left -= 1;
    return {};
}

void RateLimiter::forget(std::chrono::milliseconds now)
{
    m_buckets.removeIf([this, now](const auto &entry) { return refilled(entry.value(), now) >= m_burst; });
    if (m_buckets.size() >= maxClients)
        m_buckets
            .clear(); // so many clients at once are one attacker with many addresses: the caps on connections hold him
}

double RateLimiter::refilled(const Bucket &bucket, std::chrono::milliseconds now) const
{
    return std::min(m_burst, bucket.left + double((now - bucket.at).count()) * m_perMillisecond);
}

} // namespace desk
