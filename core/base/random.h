#pragma once

#include <QByteArray>

namespace desk {

/// Randomness as a dependency. The system's is cryptographically strong.
class Random
{
public:
    virtual ~Random() = default;
    [[nodiscard]] virtual QByteArray bytes(int count) = 0;
    /// Uniform in [0, 1).
    [[nodiscard]] virtual double unit() = 0;
};

class SystemRandom final : public Random
{
public:
    [[nodiscard]] QByteArray bytes(int count) override;
    [[nodiscard]] double unit() override;
};

} // namespace desk
