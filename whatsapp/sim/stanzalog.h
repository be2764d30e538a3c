#pragma once

#include "whatsapp/binary/node.h"

#include <deque>

namespace desk::wa::sim {

/// The last stanzas a client sent, oldest first.
class StanzaLog
{
public:
    void append(const Node &node)
    {
        if (m_nodes.size() == limit)
            m_nodes.pop_front();
        m_nodes.push_back(node);
    }
    [[nodiscard]] const std::deque<Node> &nodes() const { return m_nodes; }

private:
    static constexpr size_t limit = 2000;
    std::deque<Node> m_nodes;
};

} // namespace desk::wa::sim
