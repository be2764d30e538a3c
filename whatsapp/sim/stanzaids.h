#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace desk::wa::sim {

/// Ids for what the server sends by itself; no two alike, also not after a restart, for they begin with the time.
class StanzaIds
{
public:
    /// @param now Unix milliseconds.
    explicit StanzaIds(qint64 now) : m_next(now * 1000) { }

    [[nodiscard]] QByteArray next() { return QByteArray::number(m_next++); }

private:
    qint64 m_next;
};

} // namespace desk::wa::sim
