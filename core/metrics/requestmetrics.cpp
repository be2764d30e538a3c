#include "core/metrics/requestmetrics.h"

using namespace Qt::StringLiterals;

namespace desk {

void RequestMetrics::count(const RequestRecord &record)
{
    std::tuple key(record.method, record.route, record.status);
    if (m_requests.size() >= mostSeries && !m_requests.contains(key))
        key = {"OTHER", u"other"_s, 0};
    ++m_requests[key];
    Duration &duration = m_durations[std::get<1>(key)];
    ++duration.count;
    duration.microseconds += record.microseconds;
    const double ms = double(record.microseconds) / 1000;
    size_t bucket = 0;
    while (bucket < buckets.size() && ms > buckets[bucket])
        ++bucket;
    if (bucket < buckets.size())
        ++duration.upTo[bucket];
}

void RequestMetrics::write(MetricsText &text) const
{
    const auto routeLabel = [](const QString &route) { return route.isEmpty() ? QByteArray("none") : route.toUtf8(); };
    const QByteArray requests = "ventanilla_http_requests_total";
    text.family(requests, "counter", "Answered requests.");
    for (auto it = m_requests.cbegin(); it != m_requests.cend(); ++it) {
        const auto &[method, route, status] = it.key();
        text.sample(requests,
                    {{"method", method}, {"route", routeLabel(route)}, {"status", QByteArray::number(status)}},
                    double(it.value()));
    }
    const QByteArray durations = "ventanilla_http_request_duration_seconds";
    text.family(durations, "histogram", "Time until the answer was there.");
    for (auto it = m_durations.cbegin(); it != m_durations.cend(); ++it) {
        const QByteArray route = routeLabel(it.key());
        const Duration &duration = it.value();
        qint64 sum = 0;
        for (size_t i = 0; i < buckets.size(); ++i) {
            sum += duration.upTo[i];
            text.sample(durations + "_bucket",
                        {{"route", route}, {"le", QByteArray::number(buckets[i] / 1000, 'g', 6)}}, double(sum));
        }
        text.sample(durations + "_bucket", {{"route", route}, {"le", "+Inf"}}, double(duration.count));
        text.sample(durations + "_sum", {{"route", route}}, double(duration.microseconds) / 1e6);
        text.sample(durations + "_count", {{"route", route}}, double(duration.count));
    }
}

} // namespace desk
