#pragma once

#include "core/base/clock.h"
#include "core/events/livelog.h"

#include <QJsonObject>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace desk {

/// One stream of events to somebody: a tab of the panel, a script.
class EventListener
{
public:
    virtual ~EventListener() = default;
    /// @return false when it takes no more: gone, or so far behind that it shall start again.
    [[nodiscard]] virtual bool send(const QByteArray &chunk) = 0;
    /// Whether it may still listen: its session is not over, its token not revoked, its user not disabled.
    [[nodiscard]] virtual bool isAllowed() = 0;
    /// Ends the stream.
    virtual void close() = 0;
};

/// Tells all who listen of each change, as Server-Sent Events.
///
/// What has been committed is read from the live log once, however many listen, and each change of one row told once a read. Presence and
/// the like, which no log holds, goes out without an id. A listener that is too slow is closed: it comes back with the id of the last
/// event that it has seen, and gets what it missed, or "reset" when the log does not tell. Lives on the core thread.
class EventHub : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        std::chrono::milliseconds heartbeat{15'000};
        std::chrono::milliseconds spacing{50}; ///< between two reads of the log
        int listeners = 400;
        int listenersPerPerson = 100;
        int replay = 1000; ///< who has missed more starts from scratch
    };
    struct Subscription
    {
        std::shared_ptr<EventListener> listener = {};
        QString person = {};                 ///< who listens, for the limit per person
        QStringList topics = {};             ///< empty: all
        std::optional<qint64> lastSeen = {}; ///< id of the last event seen before
    };
    struct Counters
    {
        qint64 events = 0;  ///< told, each counted once
        qint64 reads = 0;   ///< of the log
        qint64 tooSlow = 0; ///< listeners that were closed for it
        qint64 resets = 0;
    };

    EventHub(Database &database, LiveLog &log, Clock &clock, Options options, QObject *parent = nullptr);
    EventHub(Database &database, LiveLog &log, Clock &clock, QObject *parent = nullptr)
        : EventHub(database, log, clock, Options(), parent)
    {
    }
    ~EventHub() override;

    /// From now on what is written is told.
    [[nodiscard]] Result<> start();
    /// Ends every stream.
    void stop();

    /// Greets the listener and tells it what it missed. Rejected when too many listen already; it is not closed then.
    [[nodiscard]] Result<> subscribe(const Subscription &subscription);
    [[nodiscard]] bool hasRoomFor(const QString &person) const;
    void unsubscribe(const EventListener *listener);
    /// Tells all who listen of something that no log holds.
    void announce(const QString &topic, const QJsonObject &payload);
    /// What a listener is told at the start, as topic and payload.
    void setGreeting(std::function<QList<std::pair<QString, QJsonObject>>()> greeting)
    {
        m_greeting = std::move(greeting);
    }

    [[nodiscard]] int listeners() const { return int(m_listeners.size()); }
    [[nodiscard]] const Counters &counters() const { return m_counters; }
    /// The id of the last event that was told.
    [[nodiscard]] qint64 position() const { return m_position; }

    /// What clients may ask for.
    [[nodiscard]] static QStringList topics();
    [[nodiscard]] static QJsonObject payloadOf(const LiveEvent &event);
    /// Of several events about one row the last stays, with the word of the first when that was "created".
    [[nodiscard]] static QList<LiveEvent> coalesced(const QList<LiveEvent> &events);

Q_SIGNALS:
    /// The log has been read up to @p id.
    void advanced(qint64 id);
    /// What of that is told, each change of one row once: for those who listen inside this program.
    void told(const QList<desk::LiveEvent> &events);
    /// Of something that no log holds, see announce().
    void announced(const QString &topic, const QJsonObject &payload);

private:
    struct Listener
    {
        std::shared_ptr<EventListener> stream;
        QString person;
        QStringList topics;
    };
    struct Line
    {
        QString topic;
        QByteArray text;
    };
    void schedule();
    void flush();
    void tell(const QList<Line> &lines);
    void beat();
    void dropForbidden();
    void drop(const QSet<const EventListener *> &streams);
    [[nodiscard]] Result<QByteArray> replay(qint64 lastSeen, const QStringList &topics);
    [[nodiscard]] static QList<Line> linesOf(const QList<LiveEvent> &events);
    [[nodiscard]] static QByteArray joined(const QList<Line> &lines, const QStringList &topics);

    Database &m_database;
    LiveLog &m_log;
    Clock &m_clock;
    Options m_options;
    std::function<QList<std::pair<QString, QJsonObject>>()> m_greeting;
    std::vector<Listener> m_listeners;
    Counters m_counters;
    bool m_running = false;
    bool m_scheduled = false;
    qint64 m_position = 0;
    qint64 m_prunedAt = 0; ///< position of the last pruning
    qint64 m_flushedAt = 0;
    struct Replay
    {
        qint64 from = -1;
        qint64 to = -1;
        QList<Line> lines = {};
    };
    Replay m_replay; ///< the last one: after a restart all ask for the same
};

} // namespace desk
