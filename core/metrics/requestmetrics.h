#pragma once

#include "core/metrics/metricstext.h"
#include "core/metrics/requestrecord.h"

#include <QMap>

#include <array>
#include <tuple>

namespace desk {

/// Counts requests by method, route and status, and how long they took. Bounded: what is over the limit counts as one other.
class RequestMetrics
{
public:
    static constexpr int mostSeries = 2000;
    /// Upper bounds in milliseconds.
    static constexpr std::array<double, 12> buckets{1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

    void count(const RequestRecord &record);
    void write(MetricsText &text) const;

private:
    struct Duration
    {
        std::array<qint64, 12> upTo = {}; ///< each bucket alone
        qint64 count = 0;
        qint64 microseconds = 0;
    };
    QMap<std::tuple<QByteArray, QString, int>, qint64> m_requests;
    QMap<QString, Duration> m_durations; ///< by route
};

} // namespace desk
