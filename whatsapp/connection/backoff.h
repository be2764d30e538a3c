#pragma once

#include "core/base/random.h"

#include <chrono>

namespace desk::wa {

/// How long to wait before the next try: 1, 1, 2, 3, 5, 8 ... s, at most 900 s, each ±10 % (note 1, section 1.4).
/// Pure but for the randomness.
class Backoff
{
public:
    explicit Backoff(Random &random) : m_random(random) { }

    /// @param extraSteps so many delays are skipped.
    [[nodiscard]] std::chrono::milliseconds next(int extraSteps = 0);
    /// After a connection that held.
    void reset() { m_step = 0; }
    [[nodiscard]] int step() const { return m_step; }

private:
    Random &m_random;
    int m_step = 0;
};

} // namespace desk::wa
