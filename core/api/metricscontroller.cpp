#include "core/api/metricscontroller.h"

#include "core/base/onreply.h"
#include "core/metrics/deskfigures.h"

#include <QPromise>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 figuresMs = 15'000;

/// The figures of the last read, shared by the requests.
struct FiguresCache
{
    std::optional<DeskFigures> figures;
    qint64 readAt = 0;
};

void writeFigures(MetricsText &text, const DeskFigures &figures, qint64 now)
{
    text.family("ventanilla_tickets", "gauge", "Tickets by status.");
    for (const auto &[status, count] : figures.tickets)
        text.sample("ventanilla_tickets", {{"status", status.toUtf8()}}, double(count));
    text.family("ventanilla_outbox_messages", "gauge", "Messages that wait to leave, by state.");
    text.sample("ventanilla_outbox_messages", {{"state", "queued"}}, double(figures.outboxQueued));
    text.sample("ventanilla_outbox_messages", {{"state", "sending"}}, double(figures.outboxSending));
    const qint64 oldest = figures.outboxOldestAt > 0 ? qMax<qint64>(0, now - figures.outboxOldestAt) : 0;
    text.single("ventanilla_outbox_oldest_seconds", "gauge", "Age of the message that waits longest; 0: none waits.",
                double(oldest) / 1000);
    text.single("ventanilla_inbox_pending_messages", "gauge", "Messages that wait for a turn of the conversation.",
                double(figures.pendingMessages));
    text.single("ventanilla_inbox_unread_messages", "gauge", "Customers' messages that nobody has read.",
                double(figures.unreadMessages));
    text.single("ventanilla_webhook_deliveries_waiting", "gauge", "Webhook deliveries that wait.",
                double(figures.webhookWaiting));
    text.single("ventanilla_files_waiting", "gauge", "Files of messages that are still to be fetched.",
                double(figures.filesWaiting));
    text.single("ventanilla_database_bytes", "gauge", "Size of the database.", double(figures.databaseBytes));
}

void writeLink(MetricsText &text, const MetricsSources &sources)
{
    text.single("ventanilla_channel_ready", "gauge", "1: messages can leave.", sources.channel.isReady() ? 1 : 0);
    if (!sources.link)
        return;
    const LinkState state = sources.link->info().state;
    text.family("ventanilla_link_state", "gauge", "State of the link to WhatsApp: 1 for the present one.");
    for (const LinkState one : {LinkState::Unpaired, LinkState::Pairing, LinkState::Connecting, LinkState::Ready,
                                LinkState::Disconnected, LinkState::Stopped})
        text.sample("ventanilla_link_state", {{"state", toString(one).toUtf8()}}, one == state ? 1 : 0);
    const AccountStanding standing = sources.link->standing();
    text.single("ventanilla_account_restricted", "gauge", "1: WhatsApp lets the account begin no chats.",
                standing.restricted ? 1 : 0);
}

void writePace(MetricsText &text, Outbox &outbox)
{
    const PaceState pace = outbox.paceState();
    text.single("ventanilla_pacing_light", "gauge", "How freely automatic messages leave: 0 green, 1 amber, 2 red.",
                int(pace.light));
    text.single("ventanilla_pacing_held_messages", "gauge", "Messages that pacing holds back.", pace.held);
    text.family("ventanilla_pacing_sent_messages", "gauge", "Messages handed over within the last while.");
    text.sample("ventanilla_pacing_sent_messages", {{"window", "minute"}}, pace.used.minute);
    text.sample("ventanilla_pacing_sent_messages", {{"window", "hour"}}, pace.used.hour);
    text.sample("ventanilla_pacing_sent_messages", {{"window", "day"}}, pace.used.day);
}

void writeCatchUps(MetricsText &text, const CatchUpBook &book)
{
    const CatchUpBook::Totals &totals = book.totals();
    text.single("ventanilla_channel_catch_ups_total", "counter", "Times that the desk came back to its channel.",
                double(totals.times));
    text.single("ventanilla_channel_announced_total", "counter", "What the service said that it had kept meanwhile.",
                double(totals.announced));
    text.single("ventanilla_channel_stored_total", "counter", "What of it came and is stored.", double(totals.stored));
    text.single("ventanilla_channel_missing_total", "counter", "What of it never came.", double(totals.missing));
    text.single("ventanilla_channel_unreadable_total", "counter", "Messages that came and could not be read.",
                double(totals.unreadable));
    text.single("ventanilla_channel_holes", "gauge", "Chats with such messages, after the last time.",
                double(book.holes()));
}

HttpAnswer metricsAnswer(const MetricsSources &sources, const std::optional<DeskFigures> &figures)
{
    MetricsText text;
    text.family("ventanilla_build_info", "gauge", "The program's version.");
    text.sample("ventanilla_build_info", {{"version", DESK_VERSION}}, 1);
    const ProcessFigures process = processFigures();
    text.single("process_resident_memory_bytes", "gauge", "Resident memory.", double(process.residentBytes));
    text.single("process_cpu_seconds_total", "counter", "Processor time of the process.", process.cpuSeconds);
    sources.requests.write(text);
    if (sources.connections)
        text.single("ventanilla_http_connections", "gauge", "Open connections.", sources.connections());
    const EventHub::Counters &events = sources.events.counters();
    text.single("ventanilla_event_streams", "gauge", "Open event streams.", sources.events.listeners());
    text.single("ventanilla_events_total", "counter", "Live events that were told.", double(events.events));
    text.single("ventanilla_event_log_reads_total", "counter", "Reads of the live log.", double(events.reads));
    text.single("ventanilla_event_streams_slow_total", "counter", "Event streams closed for reading too slowly.",
                double(events.tooSlow));
    text.single("ventanilla_event_resets_total", "counter", "Clients that had missed more than the log tells.",
                double(events.resets));
    const WebhookService::Counters &webhooks = sources.webhooks.counters();
    text.family("ventanilla_webhook_attempts_total", "counter", "Webhook deliveries by outcome.");
    text.sample("ventanilla_webhook_attempts_total", {{"outcome", "delivered"}}, double(webhooks.delivered));
    text.sample("ventanilla_webhook_attempts_total", {{"outcome", "failed"}}, double(webhooks.failed));
    text.single("ventanilla_webhook_given_up_total", "counter", "Webhook deliveries that were given up.",
                double(webhooks.givenUp));
    writeLink(text, sources);
    if (sources.catchUps)
        writeCatchUps(text, *sources.catchUps);
    if (sources.outbox)
        writePace(text, *sources.outbox);
    text.single("ventanilla_database_up", "gauge", "1: the database could be read.", figures ? 1 : 0);
    if (figures)
        writeFigures(text, *figures, sources.clock.nowMs());
    HttpAnswer answer;
    answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = text.text();
    return answer;
}

} // namespace

void addMetricsRoutes(Router &router, const MetricsSources &sources)
{
    const auto cache = std::make_shared<FiguresCache>();
    const HttpHandler handler = [sources, cache](const HttpServerRequest &) {
        const qint64 now = sources.clock.nowMs();
        if (cache->figures && now >= cache->readAt && now - cache->readAt < figuresMs)
            return answerNow(metricsAnswer(sources, cache->figures));
        auto promise = std::make_shared<QPromise<HttpAnswer>>();
        promise->start();
        const auto read = sources.reader.run<DeskFigures>(readFigures);
        onReply(read, &sources.events, [sources, cache, promise](const Result<DeskFigures> &figures) {
            cache->figures = figures ? std::optional(*figures) : std::nullopt;
            cache->readAt = sources.clock.nowMs();
            promise->addResult(metricsAnswer(sources, cache->figures));
            promise->finish();
        });
        return promise->future();
    };
    router.add("GET", u"/metrics"_s, Access::Read, handler)
        .about(u"The desk in figures, for Prometheus."_s, u"Cifras de la mesa de ayuda, para Prometheus."_s)
        .answers(200, {}, "text/plain");
}

} // namespace desk
