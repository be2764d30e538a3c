#include "core/events/eventhub.h"

#include "core/base/logging.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int readAtOnce = 500;
constexpr qint64 pruneEvery = 256;
const QString accountTopic = u"account"_s; // never told

QByteArray eventText(const QString &topic, qint64 id, const QJsonObject &payload)
{
    QByteArray text = "event: " + topic.toLatin1() + '\n';
    if (id > 0)
        text += "id: " + QByteArray::number(id) + '\n';
    return text + "data: " + QJsonDocument(payload).toJson(QJsonDocument::Compact) + "\n\n";
}

} // namespace

EventHub::EventHub(Database &database, LiveLog &log, Clock &clock, Options options, QObject *parent)
    : QObject(parent), m_database(database), m_log(log), m_clock(clock), m_options(options)
{
}

EventHub::~EventHub()
{
    stop();
}

QStringList EventHub::topics()
{
    return {u"ticket"_s, u"message"_s,  u"conversation"_s, u"customer"_s, u"outbox"_s,
            u"link"_s,   u"presence"_s, u"settings"_s,     u"pacing"_s,   u"channel.caught_up"_s};
}

Result<> EventHub::start()
{
    const auto bounds = m_log.bounds();
    if (!bounds)
        return fail(bounds.error());
    m_position = bounds->newest;
    m_running = true;
    m_database.watchCommits([this] { schedule(); });
    m_clock.singleShot(m_options.heartbeat, this, [this] { beat(); });
    return {};
}

void EventHub::stop()
{
    if (m_running)
        m_database.watchCommits({});
    m_running = false;
    const std::vector<Listener> listeners = std::exchange(m_listeners, {});
    for (const Listener &listener : listeners)
        listener.stream->close();
}

void EventHub::schedule()
{
    if (!m_running || m_scheduled)
        return;
    m_scheduled = true;
    const auto sinceLast = std::chrono::milliseconds(std::max<qint64>(0, m_clock.nowMs() - m_flushedAt));
    m_clock.singleShot(sinceLast < m_options.spacing ? m_options.spacing - sinceLast : 0ms, this, [this] { flush(); });
}

void EventHub::flush()
{
    m_scheduled = false;
    if (!m_running)
        return;
    const auto events = m_log.after(m_position, readAtOnce);
    ++m_counters.reads;
    if (!events) {
        qCWarning(lcEvents).noquote() << "live events are late:" << events.error().detail;
        return m_clock.singleShot(1s, this, [this] { schedule(); });
    }
    if (events->isEmpty())
        return; // a commit that nobody has to hear of; it must not hold up the next
    m_flushedAt = m_clock.nowMs();
    m_position = events->last().id;
    const bool accountsChanged = std::any_of(events->cbegin(), events->cend(),
                                             [](const LiveEvent &event) { return event.topic == accountTopic; });
    if (accountsChanged)
        dropForbidden();
    const QList<LiveEvent> news = coalesced(*events);
    m_counters.events += news.size();
    if (!m_listeners.empty())
        tell(linesOf(news));
    if (!news.isEmpty())
        Q_EMIT told(news);
    if (m_position - m_prunedAt >= pruneEvery) {
        m_prunedAt = m_position;
        if (auto done = m_log.prune(); !done)
            qCWarning(lcEvents).noquote() << "the live log was not pruned:" << done.error().detail;
    }
    Q_EMIT advanced(m_position);
    if (events->size() == readAtOnce)
        schedule();
}

QList<LiveEvent> EventHub::coalesced(const QList<LiveEvent> &events)
{
    QHash<std::pair<QString, qint64>, qsizetype> last;
    QHash<std::pair<QString, qint64>, bool> created;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const std::pair key(events.at(i).topic, events.at(i).subject);
        last[key] = i;
        created[key] = created.value(key) || events.at(i).change == "created"_L1;
    }
    QList<LiveEvent> kept;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const std::pair key(events.at(i).topic, events.at(i).subject);
        if (last.value(key) != i || events.at(i).topic == accountTopic)
            continue;
        kept << events.at(i);
        if (created.value(key) && kept.last().change == "updated"_L1)
            kept.last().change = u"created"_s;
    }
    return kept;
}

QJsonObject EventHub::payloadOf(const LiveEvent &event)
{
    QJsonObject payload{{u"topic"_s, event.topic}, {u"change"_s, event.change}, {u"revision"_s, event.id}};
    if (event.subject > 0)
        payload.insert(u"id"_s, event.subject);
    if (event.ticket > 0)
        payload.insert(u"ticket_id"_s, event.ticket);
    if (event.customer > 0)
        payload.insert(u"customer_id"_s, event.customer);
    if (!event.direction.isEmpty())
        payload.insert(u"direction"_s, event.direction);
    if (!event.state.isEmpty())
        payload.insert(event.topic == "ticket"_L1 ? u"status"_s : u"state"_s, event.state);
    return payload;
}

QList<EventHub::Line> EventHub::linesOf(const QList<LiveEvent> &events)
{
    QList<Line> lines;
    qint64 outbox = 0;
    for (const LiveEvent &event : events) {
        lines << Line{event.topic, eventText(event.topic, event.id, payloadOf(event))};
        if (event.topic == "message"_L1 && event.direction == "out"_L1)
            outbox = event.id;
    }
    // Whatever happens to a message of ours may have moved the queue: once a read is enough for those who count it.
    if (outbox > 0) {
        const QJsonObject payload{
            {u"topic"_s, u"outbox"_s}, {u"change"_s, u"updated"_s}, {u"revision"_s, events.last().id}};
        lines << Line{u"outbox"_s, eventText(u"outbox"_s, events.last().id, payload)};
    }
    return lines;
}

QByteArray EventHub::joined(const QList<Line> &lines, const QStringList &topics)
{
    QByteArray text;
    for (const Line &line : lines) {
        if (topics.isEmpty() || topics.contains(line.topic))
            text += line.text;
    }
    return text;
}

void EventHub::tell(const QList<Line> &lines)
{
    const QByteArray whole = joined(lines, {});
    QSet<const EventListener *> tooSlow;
    const std::vector<Listener> listeners = m_listeners; // a stream that ends while it is written to takes itself out
    for (const Listener &listener : listeners) {
        const QByteArray text = listener.topics.isEmpty() ? whole : joined(lines, listener.topics);
        if (!text.isEmpty() && !listener.stream->send(text))
            tooSlow << listener.stream.get();
    }
    m_counters.tooSlow += tooSlow.size();
    drop(tooSlow);
}

void EventHub::drop(const QSet<const EventListener *> &streams)
{
    if (streams.isEmpty())
        return;
    std::vector<std::shared_ptr<EventListener>> gone;
    std::erase_if(m_listeners, [&](const Listener &listener) {
        const bool goes = streams.contains(listener.stream.get());
        if (goes)
            gone.push_back(listener.stream);
        return goes;
    });
    for (const auto &stream : gone)
        stream->close();
}

void EventHub::dropForbidden()
{
    QSet<const EventListener *> forbidden;
    for (const Listener &listener : std::as_const(m_listeners)) {
        if (!listener.stream->isAllowed())
            forbidden << listener.stream.get();
    }
    drop(forbidden);
}

void EventHub::beat()
{
    if (!m_running)
        return;
    dropForbidden();
    QSet<const EventListener *> tooSlow;
    const std::vector<Listener> listeners = m_listeners;
    for (const Listener &listener : listeners) {
        // Who hears little has to learn how far it has come all the same.
        const QByteArray text = listener.topics.isEmpty() ? QByteArray(": \n\n")
                                                          : ": \nid: " + QByteArray::number(m_position) + "\n\n";
        if (!listener.stream->send(text))
            tooSlow << listener.stream.get();
    }
    m_counters.tooSlow += tooSlow.size();
    drop(tooSlow);
    schedule(); // what was committed unseen
    m_clock.singleShot(m_options.heartbeat, this, [this] { beat(); });
}

Result<> EventHub::subscribe(const Subscription &subscription)
{
    if (!m_running)
        return fail(Errc::NotConnected, u"the desk stops"_s);
    if (!hasRoomFor(subscription.person))
        return fail(Errc::Rejected, u"too many listen"_s);
    if (m_scheduled)
        flush(); // what it misses ends where what it hears begins
    QByteArray text = "retry: 2000\n\n";
    const QJsonObject hello{{u"position"_s, m_position}, {u"heartbeat_ms"_s, qint64(m_options.heartbeat.count())}};
    if (!subscription.lastSeen) {
        text += eventText(u"hello"_s, m_position, hello);
    } else {
        const auto missed = replay(*subscription.lastSeen, subscription.topics);
        if (missed) {
            text += eventText(u"hello"_s, 0, hello) + *missed;
        } else if (missed.error().code == Errc::NotFound) {
            ++m_counters.resets;
            text += eventText(u"reset"_s, m_position, hello);
        } else {
            return fail(missed.error());
        }
    }
    const auto greeting = m_greeting ? m_greeting() : QList<std::pair<QString, QJsonObject>>();
    for (const auto &[topic, payload] : greeting) {
        if (subscription.topics.isEmpty() || subscription.topics.contains(topic))
            text += eventText(topic, 0, payload);
    }
    m_listeners.push_back({subscription.listener, subscription.person, subscription.topics});
    if (!subscription.listener->send(text))
        drop({subscription.listener.get()});
    return {};
}

bool EventHub::hasRoomFor(const QString &person) const
{
    const auto ofPerson = std::count_if(m_listeners.cbegin(), m_listeners.cend(),
                                        [&](const Listener &listener) { return listener.person == person; });
    return listeners() < m_options.listeners && ofPerson < m_options.listenersPerPerson;
}

/// NotFound when the log does not tell what was missed.
Result<QByteArray> EventHub::replay(qint64 lastSeen, const QStringList &topics)
{
    if (lastSeen == m_position)
        return QByteArray();
    if (m_replay.from != lastSeen || m_replay.to != m_position) {
        const auto bounds = m_log.bounds();
        if (!bounds)
            return fail(bounds.error());
        if (lastSeen > m_position || lastSeen < bounds->oldest - 1)
            return fail(Errc::NotFound, u"not in the log"_s);
        auto events = m_log.after(lastSeen, m_options.replay + 1);
        if (!events)
            return fail(events.error());
        events->removeIf([this](const LiveEvent &event) { return event.id > m_position; });
        if (events->size() > m_options.replay)
            return fail(Errc::NotFound, u"too much was missed"_s);
        m_replay = {lastSeen, m_position, linesOf(coalesced(*events))};
    }
    return joined(m_replay.lines, topics);
}

void EventHub::unsubscribe(const EventListener *listener)
{
    std::erase_if(m_listeners, [&](const Listener &one) { return one.stream.get() == listener; });
}

void EventHub::announce(const QString &topic, const QJsonObject &payload)
{
    if (!m_running)
        return;
    if (!m_listeners.empty())
        tell({Line{topic, eventText(topic, 0, payload)}});
    Q_EMIT announced(topic, payload);
}

} // namespace desk
