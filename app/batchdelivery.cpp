#include "app/batchdelivery.h"

#include "core/base/logging.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace desk {

std::chrono::milliseconds BatchDelivery::retryDelay(int failures)
{
    return std::min<std::chrono::milliseconds>(500ms * (1 << std::clamp(failures, 1, 10)), 60s);
}

void BatchDelivery::setSink(ChannelSink *sink)
{
    m_sink = sink;
    work();
}

void BatchDelivery::deliver(const EventBatch &batch)
{
    m_waiting.push_back(batch);
    work();
}

void BatchDelivery::work()
{
    while (m_sink && !m_pausing && !m_waiting.empty()) {
        if (auto done = m_sink->take(m_waiting.front().events); !done) {
            m_pausing = true;
            const auto delay = retryDelay(++m_failures);
            qCCritical(lcApp).noquote() << "events not stored, again in ms" << delay.count() << done.error().detail;
            m_clock.singleShot(delay, this, [this] {
                m_pausing = false;
                work();
            });
            return;
        }
        m_failures = 0;
        const quint64 number = m_waiting.front().number;
        m_waiting.pop_front();
        Q_EMIT taken(number);
    }
}

} // namespace desk
