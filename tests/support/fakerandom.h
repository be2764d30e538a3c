#pragma once

#include "core/base/random.h"

namespace desk {

/// Counts up instead of being random: every run gives the same ids, and no two are equal.
class FakeRandom final : public Random
{
public:
    [[nodiscard]] QByteArray bytes(int count) override
    {
        return QByteArray::number(++m_next).rightJustified(count, '\0', true);
    }
    [[nodiscard]] double unit() override { return 0.5; }

private:
    quint64 m_next = 0;
};

} // namespace desk
