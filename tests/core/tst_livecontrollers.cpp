#include "core/api/eventscontroller.h"
#include "core/api/metricscontroller.h"
#include "core/api/presencecontroller.h"
#include "core/api/webhookscontroller.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/testdesk.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

/// Hears everything.
class Ear final : public EventListener
{
public:
    [[nodiscard]] bool send(const QByteArray &chunk) override
    {
        text += chunk;
        return true;
    }
    [[nodiscard]] bool isAllowed() override { return true; }
    void close() override { }

    QByteArray text;
};

class NoResolver final : public HostResolver
{
public:
    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &) override
    {
        return Completer<QList<QHostAddress>>().future();
    }
    [[nodiscard]] QList<QHostAddress> ownAddresses() const override { return {}; }
};

/// The routes of events, presence, webhooks and metrics, called without a socket.
class LiveControllersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_trail.clear();
        m_trailValues.clear();
        m_trailFails = false;
        m_desk = std::make_unique<TestDesk>();
        m_file = m_desk->folder.filePath(u"desk.db"_s);
        {
            Database file;
            QVERIFY(file.open(m_file));
            QVERIFY(deskMigrator(file).migrate());
            QVERIFY(file.exec(u"INSERT INTO customer(id, created_at) VALUES (1, 0)"_s));
            QVERIFY(file.exec(u"INSERT INTO ticket(folio, customer_id, status, created_at, updated_at) "
                              "VALUES ('2026-00001', 1, 'ready', 0, 0)"_s));
        }
        m_reader = std::make_unique<ReadWorker>(m_file);
        EventHub::Options options;
        options.listenersPerPerson = 1;
        m_hub = std::make_unique<EventHub>(m_desk->database, m_desk->live, m_desk->clock, options);
        m_book = std::make_unique<PresenceBook>(m_desk->clock);
        m_webhooks = std::make_unique<WebhookService>(WebhookService::Stores{m_desk->database, m_desk->live}, m_http,
                                                      m_resolver, m_desk->clock, m_desk->random,
                                                      WebhookService::Options());
        QVERIFY(m_hub->start());
        m_router = std::make_unique<Router>();
        addEventsRoutes(*m_router, *m_hub, nullptr);
        addPresenceRoutes(*m_router,
                          {*m_book, *m_hub, m_desk->tickets, m_desk->actions, m_desk->customers, m_desk->channel});
        addWebhooksRoutes(*m_router,
                          {*m_webhooks, m_desk->database,
                           [this](const HttpServerRequest &request, const QString &action, const QString &target,
                                  const QJsonObject &before, const QJsonObject &after) -> Result<> {
                               if (m_trailFails)
                                   return fail(Errc::Storage);
                               m_trail << request.identity->name + u' ' + action + u' ' + target;
                               m_trailValues << before << after;
                               return {};
                           }});
        addMetricsRoutes(
            *m_router,
            {*m_reader, m_desk->clock, m_requests, *m_hub, *m_webhooks, m_desk->channel, nullptr, [] { return 3; }});
        m_ear = std::make_shared<Ear>();
        QVERIFY(m_hub->subscribe({m_ear, u"user:99"_s, {}, {}}));
        const CustomerId customer = *m_desk->customers.resolve(m_address, u"Ana"_s);
        Ticket draft;
        draft.customerId = customer;
        draft.fault = u"no prende"_s;
        m_ticket = m_desk->ticketService.open(draft, {})->id;
        m_caller = {.kind = Identity::Kind::User,
                    .userId = {7},
                    .name = u"tec"_s,
                    .role = u"technician"_s,
                    .scopes = {},
                    .csrfToken = {}};
    }
    void cleanup()
    {
        m_router.reset();
        m_webhooks.reset();
        m_book.reset();
        m_hub.reset();
        m_reader.reset();
        m_desk.reset();
    }

    void whoWritesIsShownToTheCustomer()
    {
        QCOMPARE(presence({{u"viewing"_s, true}}).status, 200);
        QVERIFY(m_desk->channel.typing.isEmpty());
        QCOMPARE(presence({{u"viewing"_s, true}, {u"writing"_s, true}}).status, 200);
        QCOMPARE(m_desk->channel.typing.size(), 1);
        QCOMPARE(m_desk->channel.typing.first(), std::pair(m_address, true));
        m_desk->clock.advance(31s);
        QCOMPARE(m_desk->channel.typing.last(), std::pair(m_address, false));
    }

    void presenceIsToldAsItChanges()
    {
        m_ear->text.clear();
        QCOMPARE(presence({{u"viewing"_s, true}}).status, 200);
        QVERIFY(m_ear->text.contains("event: presence\ndata: "));
        QVERIFY(m_ear->text.contains("\"name\":\"tec\""));
        m_ear->text.clear();
        QCOMPARE(presence({{u"viewing"_s, true}}).status, 200);
        QVERIFY(m_ear->text.isEmpty());
    }

    void aViewerMayLookButNotWrite()
    {
        m_caller.role = u"viewer"_s;
        QCOMPARE(presence({{u"viewing"_s, true}}).status, 200);
        QCOMPARE(presence({{u"writing"_s, true}}).status, 403);
        QVERIFY(m_desk->channel.typing.isEmpty());
    }

    void aCustomerThatWritesIsTold()
    {
        m_ear->text.clear();
        Q_EMIT m_desk->channel.typingChanged(m_address, true);
        QVERIFY(m_ear->text.contains("event: typing\n"));
        QVERIFY(!m_ear->text.contains(m_address.toUtf8()));
        m_ear->text.clear();
        Q_EMIT m_desk->channel.typingChanged(u"5215599999999"_s, true); // nobody we know
        QVERIFY(m_ear->text.isEmpty());
    }

    void aStreamIsOpenedOrRefused()
    {
        const HttpAnswer opened = call("GET", u"/api/v1/events"_s);
        QCOMPARE(opened.status, 200);
        QCOMPARE(opened.contentType, "text/event-stream");
        QVERIFY(opened.stream);
        QVERIFY(m_hub->subscribe({std::make_shared<Ear>(), u"user:7"_s, {}, {}}));
        const HttpAnswer refused = call("GET", u"/api/v1/events"_s);
        QCOMPARE(refused.status, 429);
        QVERIFY(!refused.stream);
        QVERIFY(std::any_of(refused.headers.cbegin(), refused.headers.cend(),
                            [](const auto &header) { return header.first == "Retry-After"; }));
        QCOMPARE(call("GET", u"/api/v1/events?last_event_id=-1"_s).status, 400);
        QCOMPARE(call("GET", u"/api/v1/events?last_event_id=1e5"_s).status, 400);
        QCOMPARE(call("GET", u"/api/v1/events?topics=ticket,,"_s).status, 400);
    }

    void metricsAreReadOnAWorkerAndKeptAWhile()
    {
        const auto read = [this] {
            const QFuture<HttpAnswer> answer = start("GET", u"/metrics"_s);
            for (int i = 0; i < 200 && !answer.isFinished(); ++i)
                QTest::qWait(10);
            return answer.resultCount() > 0 ? answer.result().body : QByteArray();
        };
        QByteArray text = read();
        QVERIFY(text.contains("\nventanilla_tickets{status=\"ready\"} 1\n"));
        QVERIFY(text.contains("\nventanilla_http_connections 3\n"));
        QVERIFY(text.contains("\nventanilla_database_up 1\n"));
        {
            Database file;
            QVERIFY(file.open(m_file));
            QVERIFY(file.exec(u"UPDATE ticket SET status = 'closed'"_s));
        }
        QVERIFY(read().contains("\nventanilla_tickets{status=\"ready\"} 1\n"));
        m_desk->clock.advance(16s);
        QVERIFY(read().contains("\nventanilla_tickets{status=\"closed\"} 1\n"));
    }

    void aDatabaseThatCannotBeReadShows()
    {
        m_reader = std::make_unique<ReadWorker>(u"/nowhere/desk.db"_s);
        Router router;
        addMetricsRoutes(
            router, {*m_reader, m_desk->clock, m_requests, *m_hub, *m_webhooks, m_desk->channel, nullptr, nullptr});
        const auto answer = router.match("GET", u"/metrics"_s).route->handler({});
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().status, 200);
        QVERIFY(answer.result().body.contains("\nventanilla_database_up 0\n"));
    }

    void webhooksAreForAdministrators()
    {
        QCOMPARE(call("GET", u"/api/v1/webhooks"_s).status, 403);
        m_caller.role = u"admin"_s;
        QCOMPARE(call("GET", u"/api/v1/webhooks"_s).status, 200);
        const HttpAnswer added = call("POST", u"/api/v1/webhooks"_s, {{u"url"_s, u"https://example.org/"_s}});
        QCOMPARE(added.status, 201);
        QVERIFY(added.body.contains("whsec_"));
        QVERIFY(!call("GET", u"/api/v1/webhooks/1"_s).body.contains("whsec_"));
        QVERIFY(!call("GET", u"/api/v1/webhooks"_s).body.contains("whsec_"));
    }

    void administrationLeavesATrailWithoutSecrets()
    {
        m_caller.role = u"admin"_s;
        const QJsonObject body{{u"url"_s, u"https://example.org/T0/secret-path?key=secret-query"_s}};
        QCOMPARE(call("POST", u"/api/v1/webhooks"_s, body).status, 201);
        QCOMPARE(call("PATCH", u"/api/v1/webhooks/1"_s, {{u"enabled"_s, false}}).status, 200);
        QCOMPARE(call("POST", u"/api/v1/webhooks/1/secret"_s).status, 200);
        QCOMPARE(call("DELETE", u"/api/v1/webhooks/1"_s).status, 204);
        QCOMPARE(m_trail,
                 QStringList({u"tec webhook.create webhook:1"_s, u"tec webhook.update webhook:1"_s,
                              u"tec webhook.new_secret webhook:1"_s, u"tec webhook.delete webhook:1"_s}));
        for (const QJsonObject &value : std::as_const(m_trailValues))
            QVERIFY(!QJsonDocument(value).toJson().contains("secret"));
        QCOMPARE(m_trailValues[2].value("enabled"_L1), QJsonValue(true));
        QCOMPARE(m_trailValues[3].value("enabled"_L1), QJsonValue(false));
    }

    void whatCannotBeNotedIsNotDone()
    {
        m_caller.role = u"admin"_s;
        m_trailFails = true;
        QCOMPARE(call("POST", u"/api/v1/webhooks"_s, {{u"url"_s, u"https://example.org/"_s}}).status, 500);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM webhook"_s), 0);
    }

private:
    [[nodiscard]] HttpAnswer presence(const QJsonObject &body)
    {
        return call("PUT", u"/api/v1/tickets/%1/presence"_s.arg(m_ticket.value), body);
    }
    [[nodiscard]] HttpAnswer call(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        return start(method, path, body).result();
    }
    [[nodiscard]] QFuture<HttpAnswer> start(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        HttpServerRequest request;
        request.method = method;
        request.path = path.section(u'?', 0, 0);
        request.query = QUrlQuery(path.section(u'?', 1));
        request.body = QJsonDocument(body).toJson();
        request.identity = m_caller;
        const Router::Match match = m_router->match(method, request.path);
        if (!match.route || !m_caller.allows(match.route->access)) {
            HttpAnswer answer;
            answer.status = match.route ? 403 : 404;
            return answerNow(answer);
        }
        request.parameters = match.parameters;
        return match.route->handler(request);
    }

    const QString m_address = u"5215510000001"_s;
    std::unique_ptr<TestDesk> m_desk;
    QString m_file;
    FakeHttpClient m_http;
    NoResolver m_resolver;
    RequestMetrics m_requests;
    std::unique_ptr<ReadWorker> m_reader;
    std::unique_ptr<EventHub> m_hub;
    std::unique_ptr<PresenceBook> m_book;
    std::unique_ptr<WebhookService> m_webhooks;
    std::unique_ptr<Router> m_router;
    std::shared_ptr<Ear> m_ear;
    TicketId m_ticket;
    Identity m_caller;
    QStringList m_trail;
    QList<QJsonObject> m_trailValues;
    bool m_trailFails = false;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::LiveControllersTest)
#include "tst_livecontrollers.moc"
