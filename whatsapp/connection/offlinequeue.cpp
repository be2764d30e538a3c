#include "whatsapp/connection/offlinequeue.h"

#include "whatsapp/logging.h"

namespace desk::wa {

OfflineQueue::OfflineQueue(Send send, Clock &clock, QObject *parent)
    : QObject(parent), m_send(std::move(send)), m_clock(clock)
{
}

void OfflineQueue::begin()
{
    reset();
    m_active = true;
    m_lastAt = m_clock.nowMs();
    watch();
}

void OfflineQueue::reset()
{
    m_active = m_asking = m_waiting = false;
    ++m_round;
}

void OfflineQueue::watch()
{
    m_clock.singleShot(silence, this, [this, round = m_round] {
        if (!m_active || round != m_round)
            return;
        if (m_clock.nowMs() - m_lastAt < silence.count())
            return watch();
        qCInfo(lcWaLink) << "no end of what waited was told";
        end();
    });
}

void OfflineQueue::announce(qint64 count)
{
    m_lastAt = m_clock.nowMs();
    if (!m_active || count <= 0)
        return;
    m_asking = true;
    ask();
}

void OfflineQueue::ask()
{
    const Node request{.tag = "ib", .content = QList{Node{.tag = "offline_batch", .attributes = {{"count", batch}}}}};
    if (auto sent = m_send(request); !sent)
        m_asking = false;
}

void OfflineQueue::note(const Node &stanza)
{
    if (!m_active || !stanza.has("offline"))
        return;
    m_lastAt = m_clock.nowMs();
    if (!m_asking || m_waiting)
        return;
    m_waiting = true;
    m_clock.singleShot(pause, this, [this, round = m_round] {
        if (round != m_round || !m_asking)
            return;
        m_waiting = false;
        ask();
    });
}

void OfflineQueue::end()
{
    if (!m_active)
        return;
    reset();
    Q_EMIT caughtUp();
}

} // namespace desk::wa
