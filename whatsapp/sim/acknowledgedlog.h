#pragma once

#include <QByteArray>
#include <QSet>

#include <deque>

namespace desk::wa::sim {

/// The messages one device has taken, oldest first, each once; the oldest go when there are too many.
class AcknowledgedLog
{
public:
    struct Entry
    {
        QByteArray id;
        QByteArray from; ///< as it was delivered
    };

    void append(const Entry &entry)
    {
        if (contains(entry))
            return;
        m_known.insert(keyOf(entry));
        m_entries.push_back(entry);
        if (m_entries.size() > limit) {
            m_known.remove(keyOf(m_entries.front()));
            m_entries.pop_front();
        }
    }
    [[nodiscard]] bool contains(const Entry &entry) const { return m_known.contains(keyOf(entry)); }
    [[nodiscard]] const std::deque<Entry> &entries() const { return m_entries; }

private:
    static constexpr size_t limit = 200'000;

    [[nodiscard]] static QByteArray keyOf(const Entry &entry) { return entry.id + '\n' + entry.from; }

    std::deque<Entry> m_entries;
    QSet<QByteArray> m_known;
};

} // namespace desk::wa::sim
