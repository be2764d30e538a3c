#pragma once

#include "core/base/random.h"

#include <QList>

namespace desk {

/// Gives the queued bytes, in order, for known answers; after them it counts up, so that no two answers are equal.
class ScriptedRandom final : public Random
{
public:
    explicit ScriptedRandom(QList<QByteArray> queued = {}) : m_queued(std::move(queued)) { }

    [[nodiscard]] QByteArray bytes(int count) override
    {
        if (!m_queued.isEmpty()) {
            Q_ASSERT(m_queued.first().size() == count);
            return m_queued.takeFirst();
        }
        return QByteArray::number(++m_next).rightJustified(count, '\x2a', true);
    }
    [[nodiscard]] double unit() override { return 0.5; }

private:
    QList<QByteArray> m_queued;
    quint64 m_next = 0;
};

} // namespace desk
