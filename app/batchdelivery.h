#pragma once

#include "app/eventpump.h"
#include "core/base/clock.h"

#include <QObject>

#include <deque>

namespace desk {

/// Brings batches of events into the desk's database: each in one transaction, in order, again and again until it is there.
///
/// Lives on the core thread. Does not own @c clock.
class BatchDelivery : public QObject
{
    Q_OBJECT

public:
    explicit BatchDelivery(Clock &clock, QObject *parent = nullptr) : QObject(parent), m_clock(clock) { }

    /// What came before waits for it. @p sink outlives this object, or is taken away by setSink(nullptr).
    void setSink(ChannelSink *sink);
    void deliver(const EventBatch &batch);

    /// How long to wait after the given number of failures in a row.
    [[nodiscard]] static std::chrono::milliseconds retryDelay(int failures);

Q_SIGNALS:
    /// Batch @p number is on disk.
    void taken(quint64 number);

private:
    void work();

    Clock &m_clock;
    ChannelSink *m_sink = nullptr;
    std::deque<EventBatch> m_waiting;
    int m_failures = 0;
    bool m_pausing = false;
};

} // namespace desk
