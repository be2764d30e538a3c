#pragma once

#include "core/base/clock.h"
#include "core/messaging/channelevents.h"
#include "whatsapp/message/inboundevent.h"
#include "whatsapp/message/ownaccount.h"

#include <QMetaType>
#include <QObject>

#include <functional>

namespace desk {

/// Events on their way from the WhatsApp thread to the core.
struct EventBatch
{
    quint64 number = 0; ///< rises
    QList<ChannelEvent> events = {};
};

/// Fetches what has happened from the WhatsApp library's buffer on disk and hands it over in batches: one at a time, in order,
/// and the next one only when the desk has the last on disk. What a crash left over comes first.
///
/// Lives on the WhatsApp thread. Does not own @c clock.
class EventPump : public QObject
{
    Q_OBJECT

public:
    static constexpr int batchSize = 200;

    /// See wa::Client.
    struct Source
    {
        std::function<Result<QList<wa::InboundEvent>>(qint64 after, int limit)> events;
        std::function<Result<>(qint64 upTo)> taken;
        std::function<wa::OwnAccount()> own;
    };

    EventPump(Source source, Clock &clock, QObject *parent = nullptr);

    /// Hands over what there is: at the start and whenever the library says that there is more.
    void pump();
    /// The desk has batch @p number on disk. Of another than the one under way, nothing.
    void batchTaken(quint64 number);
    /// The buffer is another one now: begins at its beginning.
    void restart();
    /// Whether everything that was there is taken.
    [[nodiscard]] bool isIdle() const { return m_underway == 0 && !m_retrying; }

Q_SIGNALS:
    void batchReady(const desk::EventBatch &batch);
    /// Everything that was there is taken.
    void idle();

private:
    void fetch();
    [[nodiscard]] QList<ChannelEvent> translated(const QList<wa::InboundEvent> &events) const;
    void drop(qint64 upTo);

    Source m_source;
    Clock &m_clock;
    qint64 m_after = 0;   ///< fetched up to here
    quint64 m_number = 0; ///< of the last batch
    quint64 m_underway = 0;
    bool m_retrying = false;
    int m_failures = 0;
};

} // namespace desk

Q_DECLARE_METATYPE(desk::EventBatch)
