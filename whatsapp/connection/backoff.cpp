#include "whatsapp/connection/backoff.h"

#include <algorithm>

namespace desk::wa {

namespace {
constexpr int lastStep = 15; // the first that is over the cap
constexpr double longest = 900.0;
constexpr double jitter = 0.1;
} // namespace

std::chrono::milliseconds Backoff::next(int extraSteps)
{
    m_step = std::min(lastStep, m_step + extraSteps);
    double previous = 0;
    double seconds = 1;
    for (int i = 0; i < m_step; ++i)
        previous = std::exchange(seconds, seconds + previous);
    m_step = std::min(lastStep, m_step + 1);
    const double factor = 1 - jitter + 2 * jitter * m_random.unit();
    return std::chrono::milliseconds(qint64(std::min(seconds, longest) * factor * 1000));
}

} // namespace desk::wa
