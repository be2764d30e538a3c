#include "core/api/eventscontroller.h"

#include "core/api/schema.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

/// An event listener at the other end of an HTTP answer.
class StreamListener final : public EventListener
{
public:
    StreamListener(std::shared_ptr<AnswerStream> stream, HttpServerRequest request, StillAllowed stillAllowed)
        : m_stream(std::move(stream)), m_request(std::move(request)), m_stillAllowed(std::move(stillAllowed))
    {
    }
    [[nodiscard]] bool send(const QByteArray &chunk) override { return m_stream->write(chunk); }
    [[nodiscard]] bool isAllowed() override { return !m_stillAllowed || m_stillAllowed(m_request); }
    void close() override { m_stream->close(); }

private:
    std::shared_ptr<AnswerStream> m_stream;
    HttpServerRequest m_request; ///< what it signed in with
    StillAllowed m_stillAllowed;
};

/// The header, or the query for those who cannot set one. Invalid for what is no id.
Result<std::optional<qint64>> lastSeenOf(const HttpServerRequest &request)
{
    QString text = QString::fromLatin1(request.header("last-event-id"));
    if (text.isEmpty())
        text = request.queryValue(u"last_event_id"_s);
    if (text.isEmpty())
        return std::optional<qint64>();
    bool ok = false;
    const qint64 id = text.toLongLong(&ok);
    if (!ok || id < 0)
        return fail(Errc::Invalid, u"/last_event_id"_s);
    return std::optional(id);
}

Result<QStringList> topicsOf(const HttpServerRequest &request)
{
    const QString text = request.queryValue(u"topics"_s);
    QStringList topics = text.isEmpty() ? QStringList() : text.split(u',');
    topics.removeDuplicates();
    const QStringList known = EventHub::topics();
    for (const QString &topic : std::as_const(topics)) {
        if (!known.contains(topic))
            return fail(Errc::Invalid, u"/topics"_s);
    }
    return topics;
}

HttpAnswer openStream(EventHub &hub, const StillAllowed &stillAllowed, const HttpServerRequest &request)
{
    const auto lastSeen = lastSeenOf(request);
    if (!lastSeen)
        return HttpAnswer::from(lastSeen.error());
    const auto topics = topicsOf(request);
    if (!topics)
        return HttpAnswer::from(topics.error());
    const QString person = request.identity->person();
    if (!hub.hasRoomFor(person)) {
        HttpAnswer answer = HttpAnswer::problem(429, u"too_many_streams"_s, u"Too many event streams are open."_s);
        answer.headers.emplaceBack("Retry-After", "10");
        return answer;
    }
    HttpAnswer answer;
    answer.contentType = "text/event-stream";
    answer.headers.emplaceBack("Cache-Control", "no-store");
    answer.headers.emplaceBack("X-Accel-Buffering", "no"); // a proxy that gathers would hold events back
    answer.streamBounds = {.waiting = 256 * 1024, .stall = 30s};
    answer.stream = [&hub, stillAllowed, request, person, topics = *topics,
                     lastSeen = *lastSeen](const std::shared_ptr<AnswerStream> &stream) {
        const auto listener = std::make_shared<StreamListener>(stream, request, stillAllowed);
        // The raw pointer is only compared.
        QObject::connect(stream.get(), &AnswerStream::closed, &hub,
                         [&hub, gone = listener.get()] { hub.unsubscribe(gone); });
        const auto subscribed = hub.subscribe({listener, person, topics, lastSeen});
        if (!subscribed)
            stream->abort(); // the head is gone: the client comes again
    };
    return answer;
}

} // namespace

void addEventsRoutes(Router &router, EventHub &hub, StillAllowed stillAllowed)
{
    router
        .add("GET", u"/api/v1/events"_s, Access::Read,
             directly([&hub, stillAllowed = std::move(stillAllowed)](const HttpServerRequest &request) {
                 return openStream(hub, stillAllowed, request);
             }))
        .about(u"Live events as Server-Sent Events: what changed, with ids and states, never its text."_s,
               u"Eventos en vivo (Server-Sent Events): qué cambió, con ids y estados, nunca su texto."_s)
        .query(u"topics"_s, schema::list(schema::word(EventHub::topics())), u"Only these; without it, all."_s)
        .query(u"last_event_id"_s, schema::integer(),
               u"The last event that was seen, for those who cannot send Last-Event-ID."_s)
        .answers(200, {}, "text/event-stream");
}

} // namespace desk
