#include "app/eventpump.h"

#include "app/whatsapptranslation.h"
#include "core/base/logging.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace desk {

EventPump::EventPump(Source source, Clock &clock, QObject *parent)
    : QObject(parent), m_source(std::move(source)), m_clock(clock)
{
}

void EventPump::pump()
{
    if (isIdle())
        fetch();
}

void EventPump::fetch()
{
    for (;;) {
        const auto events = m_source.events(m_after, batchSize);
        if (!events) {
            m_retrying = true;
            const auto delay = std::min<std::chrono::milliseconds>(1s * (1 << std::min(m_failures++, 6)), 60s);
            qCCritical(lcApp).noquote() << "events not read, again in ms" << delay.count() << events.error().detail;
            m_clock.singleShot(delay, this, [this] {
                if (std::exchange(m_retrying, false))
                    fetch();
            });
            return;
        }
        m_failures = 0;
        if (events->isEmpty())
            return Q_EMIT idle();
        m_after = events->constLast().sequence;
        const EventBatch batch{m_number + 1, translated(*events)};
        if (!batch.events.isEmpty()) {
            m_underway = ++m_number;
            return Q_EMIT batchReady(batch);
        }
        drop(m_after); // nothing of it is the desk's business
    }
}

QList<ChannelEvent> EventPump::translated(const QList<wa::InboundEvent> &events) const
{
    const wa::OwnAccount own = m_source.own();
    QList<ChannelEvent> result;
    for (const wa::InboundEvent &event : events)
        result += channelEventsOf(event, own);
    return result;
}

void EventPump::drop(qint64 upTo)
{
    // The next one drops these as well; after a crash they come again, which changes nothing.
    if (auto dropped = m_source.taken(upTo); !dropped)
        qCWarning(lcApp).noquote() << "events taken, but not dropped:" << dropped.error().detail;
}

void EventPump::batchTaken(quint64 number)
{
    if (number != m_underway)
        return;
    m_underway = 0;
    drop(m_after);
    fetch();
}

void EventPump::restart()
{
    m_after = 0;
    m_underway = 0;
    m_retrying = false;
}

} // namespace desk
