#include "whatsapp/connection/gapcheck.h"

#include "whatsapp/logging.h"

#include <algorithm>

namespace desk::wa {

void GapCheck::begin()
{
    reset();
    m_active = true;
}

void GapCheck::reset()
{
    m_active = m_finished = false;
    m_announced = m_taken = 0;
    m_unreadable.clear();
    m_failed.clear();
    ++m_round;
}

void GapCheck::announce(qint64 count)
{
    if (m_active && !m_finished)
        m_announced = qMax<qint64>(0, count);
}

void GapCheck::unreadable(const IncomingStanza &stanza)
{
    if (!m_active)
        return;
    m_failed = stanza.id;
    if (!m_finished && stanza.offline && stanza.chat.isPerson())
        m_unreadable.insert(stanza.id, stanza.chat);
}

void GapCheck::taken(const Node &stanza)
{
    if (!m_active)
        return;
    if (!m_finished && stanza.has("offline"))
        ++m_taken;
    if (stanza.tag != "message")
        return;
    const QByteArray id = stanza.attr("id");
    const bool failed = std::exchange(m_failed, {}) == id;
    // It was sent again, and could be read.
    if (!failed && m_unreadable.remove(id) > 0 && m_finished && m_unreadable.isEmpty())
        report();
}

void GapCheck::finish()
{
    if (!m_active || std::exchange(m_finished, true))
        return;
    if (m_unreadable.isEmpty())
        return report();
    m_clock.singleShot(patience, this, [this, round = m_round] {
        if (round == m_round && m_active)
            report();
    });
}

void GapCheck::report()
{
    GapReport report{.announced = m_announced, .taken = m_taken};
    for (const Jid &chat : std::as_const(m_unreadable)) {
        const auto known = std::find_if(report.holes.begin(), report.holes.end(),
                                        [&chat](const GapReport::Hole &hole) { return hole.chat == chat; });
        if (known == report.holes.end())
            report.holes.append({chat, 1});
        else
            ++known->messages;
    }
    reset();
    if (report.isWhole())
        qCInfo(lcWaLink) << "nothing is lost of" << report.announced << "that waited";
    else
        qCWarning(lcWaLink) << "of" << report.announced << "that waited," << report.missing() << "never came, and"
                            << report.holes.size() << "chats have messages that cannot be read";
    Q_EMIT reported(report);
}

} // namespace desk::wa
