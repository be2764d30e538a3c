#include "core/events/eventhub.h"
#include "core/webhooks/webhookservice.h"
#include "core/webhooks/webhooksignature.h"
#include "tests/support/fakehttpclient.h"
#include "tests/support/testdesk.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class FakeHostResolver final : public HostResolver
{
public:
    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &host) override
    {
        asked << host;
        const Completer<QList<QHostAddress>> completer;
        if (!answers.isEmpty())
            completer.complete(answers.size() > 1 ? answers.takeFirst() : answers.first());
        else
            completer.complete(fail(Errc::NotConnected));
        return completer.future();
    }
    [[nodiscard]] QList<QHostAddress> ownAddresses() const override { return own; }

    QStringList asked;
    QList<QList<QHostAddress>> answers{{QHostAddress(u"93.184.216.34"_s)}};
    QList<QHostAddress> own;
};

class WebhooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_http = std::make_unique<FakeHttpClient>();
        m_resolver = std::make_unique<FakeHostResolver>();
        m_hub = std::make_unique<EventHub>(m_desk->database, m_desk->live, m_desk->clock);
        QVERIFY(m_hub->start());
        make();
    }
    void cleanup()
    {
        m_webhooks.reset();
        m_hub.reset();
        m_resolver.reset();
        m_http.reset();
        m_desk.reset();
    }

    void theSignatureIsTheKnownOne()
    {
        QCOMPARE(webhookSignature("whsec_known", 1700000000, "{\"id\":\"dlv_1\"}"),
                 "t=1700000000,v1=275bb2f96e3650fbc8404fe7a0b88c965f457ec2b170883aeead9ab1af56d1bf");
    }

    void theWaitGrows()
    {
        QCOMPARE(WebhookService::retryDelay(1, 0.5), 2000ms);
        QCOMPARE(WebhookService::retryDelay(2, 0.5), 4000ms);
        QCOMPARE(WebhookService::retryDelay(5, 0.5), 32000ms);
        QCOMPARE(WebhookService::retryDelay(1000, 0.5), 3600000ms);
        QCOMPARE(WebhookService::retryDelay(1, 0), 1500ms);
        QVERIFY(WebhookService::retryDelay(1, 0.999) < 2500ms);
    }

    void targets_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPublic");
        QTest::addColumn<bool>("isNever");
        const auto row = [](const char *address, bool isPublic, bool isNever) {
            QTest::newRow(address) << QString::fromLatin1(address) << isPublic << isNever;
        };
        row("93.184.216.34", true, false);
        row("8.8.8.8", true, false);
        row("172.32.0.1", true, false);
        row("100.128.0.1", true, false);
        row("2606:2800:220:1:248:1893:25c8:1946", true, false);
        row("64:ff9b::8.8.8.8", true, false);
        row("10.1.2.3", false, false);
        row("172.16.0.1", false, false);
        row("172.31.255.255", false, false);
        row("192.168.1.1", false, false);
        row("127.0.0.1", false, false);
        row("127.9.9.9", false, false);
        row("169.254.169.254", false, false);
        row("100.64.0.1", false, false);
        row("100.127.255.255", false, false);
        row("198.18.0.1", false, false);
        row("192.0.2.1", false, false);
        row("203.0.113.5", false, false);
        row("0.0.0.0", false, true);
        row("0.1.2.3", false, true);
        row("224.0.0.1", false, true);
        row("239.255.255.250", false, true);
        row("255.255.255.255", false, true);
        row("::1", false, false);
        row("::", false, true);
        row("fe80::1", false, false);
        row("fc00::1", false, false);
        row("fd12:3456::1", false, false);
        row("ff02::1", false, true);
        row("::ffff:127.0.0.1", false, false);
        row("::ffff:10.0.0.1", false, false);
        row("::ffff:169.254.169.254", false, false);
        row("::ffff:8.8.8.8", true, false);
        row("::127.0.0.1", false, false);
        row("64:ff9b::192.168.0.1", false, false);
        row("64:ff9b:1::8.8.8.8", false, false);
        row("2002:7f00:1::", false, false);
        row("2002:c0a8:101::1", false, false);
        row("2001:0:53aa:64c::1", false, false);
        row("2001:db8::1", false, false);
    }
    void targets()
    {
        QFETCH(const QString, address);
        QFETCH(const bool, isPublic);
        QFETCH(const bool, isNever);
        const QHostAddress parsed(address);
        QVERIFY(!parsed.isNull());
        QCOMPARE(WebhookTarget::isPublic(parsed), isPublic);
        QCOMPARE(WebhookTarget::isNever(parsed), isNever);
        QCOMPARE(WebhookTarget::choose({parsed}, {}, false, 0).has_value(), isPublic);
        QCOMPARE(WebhookTarget::choose({parsed}, {}, true, 0).has_value(), !isNever);
    }

    void oneForbiddenAddressForbidsTheName()
    {
        const QHostAddress outside(u"8.8.8.8"_s);
        const QHostAddress inside(u"10.0.0.1"_s);
        QVERIFY(!WebhookTarget::choose({outside, inside}, {}, false, 0));
        QVERIFY(!WebhookTarget::choose({outside}, {outside}, false, 0)); // our own
        QVERIFY(!WebhookTarget::choose({}, {}, true, 0));
        QCOMPARE(*WebhookTarget::choose({outside, QHostAddress(u"1.1.1.1"_s)}, {}, false, 3),
                 QHostAddress(u"1.1.1.1"_s));
    }

    void urls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("valid");
        QTest::newRow("https") << u"https://example.org/hook?x=1"_s << true;
        QTest::newRow("http with port") << u"http://example.org:8080/"_s << true;
        QTest::newRow("ipv6") << u"http://[2606:2800::1]/"_s << true;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("ftp") << u"ftp://example.org/"_s << false;
        QTest::newRow("user") << u"https://a:b@example.org/"_s << false;
        QTest::newRow("fragment") << u"https://example.org/#x"_s << false;
        QTest::newRow("no host") << u"https:///x"_s << false;
        QTest::newRow("port 0") << u"http://example.org:0/"_s << false;
        QTest::newRow("line break") << u"https://example.org/\r\nX: y"_s << false;
        QTest::newRow("nothing") << u""_s << false;
        QTest::newRow("long") << u"https://example.org/"_s + QString(2000, u'a') << false;
    }
    void urls()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, valid);
        QCOMPARE(WebhookTarget::parse(url).has_value(), valid);
        QCOMPARE(m_webhooks->add({.url = url}).has_value(), valid);
    }

    void aChangeIsPostedSigned()
    {
        const auto added = m_webhooks->add({.url = u"https://example.org:8443/hook"_s, .topics = {u"ticket"_s}});
        QVERIFY(added);
        change(u"ticket"_s, 7);
        change(u"customer"_s, 8);
        QCOMPARE(m_http->requests.size(), 1);
        const HttpRequest request = m_http->requests.first();
        QCOMPARE(request.url, QUrl(u"https://example.org:8443/hook"_s));
        QCOMPARE(request.connectTo, QHostAddress(u"93.184.216.34"_s));
        QCOMPARE(request.timeout, 10000ms);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body["type"_L1].toString(), u"ticket.updated"_s);
        QCOMPARE(body["data"_L1]["id"_L1].toInteger(), 7);
        QCOMPARE(header(request, "X-Ventanilla-Delivery"), body["id"_L1].toString().toLatin1());
        const qint64 seconds = header(request, "X-Ventanilla-Timestamp").toLongLong();
        QVERIFY(qAbs(seconds - m_desk->clock.nowMs() / 1000) <= 1);
        QCOMPARE(header(request, "X-Ventanilla-Signature"), webhookSignature(added->secret, seconds, request.body));
        const auto page = m_webhooks->deliveries(added->webhook.id, 0, 10);
        QCOMPARE(page->deliveries.size(), 1);
        QCOMPARE(page->deliveries.first().state, u"delivered"_s);
        QCOMPARE(page->deliveries.first().status, 200);
        QCOMPARE(m_webhooks->counters().delivered, 1);
    }

    void aFailureIsRepeatedUnderItsKeyAndHoldsUpTheOthers()
    {
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s})->webhook.id;
        m_http->answers = {HttpResponse{500, {}}, HttpResponse{302, {}}, fail(Errc::TimedOut), HttpResponse{204, {}}};
        change(u"ticket"_s, 1);
        change(u"ticket"_s, 2);
        QCOMPARE(m_http->requests.size(), 1);
        pass(2s);
        QCOMPARE(m_http->requests.size(), 2);
        pass(3s);
        QCOMPARE(m_http->requests.size(), 2);
        pass(1s);
        QCOMPARE(m_http->requests.size(), 3);
        pass(8s);
        QCOMPARE(m_http->requests.size(), 5); // the fourth succeeded, and the other one went
        for (int i = 1; i < 4; ++i) {
            QCOMPARE(header(m_http->requests[i], "X-Ventanilla-Delivery"),
                     header(m_http->requests[0], "X-Ventanilla-Delivery"));
            QCOMPARE(m_http->requests[i].body, m_http->requests[0].body);
        }
        QVERIFY(m_http->requests[4].body != m_http->requests[0].body);
        const auto page = m_webhooks->deliveries(id, 0, 10);
        QCOMPARE(page->deliveries.last().attempts, 4);
        QCOMPARE(m_webhooks->counters().failed, 3);
    }

    void anotherEndpointIsNotHeldUp()
    {
        m_http->answers = {HttpResponse{500, {}}};
        QVERIFY(m_webhooks->add({.url = u"https://one.example/"_s}));
        QVERIFY(m_webhooks->add({.url = u"https://two.example/"_s}));
        change(u"ticket"_s, 1);
        QCOMPARE(m_http->requests.size(), 2);
    }

    void afterADayItIsGivenUp()
    {
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s})->webhook.id;
        m_http->answer = HttpResponse{503, {}};
        change(u"ticket"_s, 1);
        change(u"ticket"_s, 2);
        for (int i = 0; i < 60; ++i)
            pass(30min);
        const auto page = m_webhooks->deliveries(id, 0, 10);
        for (const WebhookDelivery &delivery : page->deliveries)
            QCOMPARE(delivery.state, u"given_up"_s);
        QVERIFY(page->deliveries.last().attempts > 20);
        const qsizetype requests = m_http->requests.size();
        pass(24h);
        QCOMPARE(m_http->requests.size(), requests);

        m_http->answer = HttpResponse{200, {}};
        QVERIFY(m_webhooks->replay(id, page->deliveries.last().id));
        pass(1s);
        QCOMPARE(m_http->requests.size(), requests + 1);
        QCOMPARE(header(m_http->requests.last(), "X-Ventanilla-Delivery"), page->deliveries.last().key.toLatin1());
        QCOMPARE(m_webhooks->delivery(id, page->deliveries.last().id)->state, u"delivered"_s);
    }

    void nothingIsLostOrDoubledOverARestart()
    {
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s})->webhook.id;
        m_webhooks->stop();
        change(u"ticket"_s, 1); // committed, and then the program died
        change(u"ticket"_s, 2);
        QVERIFY(m_http->requests.isEmpty());
        make();
        pass(1s);
        QCOMPARE(m_http->requests.size(), 2);
        make();
        pass(1s);
        QCOMPARE(m_http->requests.size(), 2);
        QCOMPARE(m_webhooks->deliveries(id, 0, 10)->deliveries.size(), 2);
    }

    void anAttemptUnderWayAtTheEndIsRepeated()
    {
        QVERIFY(m_webhooks->add({.url = u"https://example.org/"_s}));
        m_http->holds = true;
        change(u"ticket"_s, 1);
        QCOMPARE(m_http->requests.size(), 1);
        m_http->holds = false;
        make();
        pass(1s);
        QCOMPARE(m_http->requests.size(), 2);
        QCOMPARE(m_http->requests[1].body, m_http->requests[0].body);
    }

    void theAddressIsLookedAtEveryTime()
    {
        // The name leads outside when it is set up, and inside when it is used.
        const auto id = m_webhooks->add({.url = u"http://rebinding.example/"_s})->webhook.id;
        m_resolver->answers = {{QHostAddress(u"127.0.0.1"_s)}, {QHostAddress(u"8.8.8.8"_s)}};
        change(u"ticket"_s, 1);
        QVERIFY(m_http->requests.isEmpty());
        QCOMPARE(m_webhooks->deliveries(id, 0, 1)->deliveries.first().error, u"target_refused"_s);
        pass(3s);
        QCOMPARE(m_http->requests.size(), 1);
        QCOMPARE(m_http->requests.first().connectTo, QHostAddress(u"8.8.8.8"_s));
    }

    void insideIsAllowedBySetting()
    {
        m_options.privateAllowed = true;
        make();
        QVERIFY(m_webhooks->add({.url = u"http://inside.example/"_s}));
        m_resolver->answers = {{QHostAddress(u"192.168.1.9"_s)}};
        change(u"ticket"_s, 1);
        QCOMPARE(m_http->requests.size(), 1);
    }

    void whatHappensWhileItIsOffIsNotTold()
    {
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s})->webhook.id;
        QVERIFY(m_webhooks->change(id, {.enabled = false}));
        change(u"ticket"_s, 1);
        QVERIFY(!m_webhooks->test(id));
        QVERIFY(m_webhooks->change(id, {.enabled = true}));
        change(u"ticket"_s, 2);
        QCOMPARE(m_http->requests.size(), 1);
        QCOMPARE(QJsonDocument::fromJson(m_http->requests.first().body)["data"_L1]["id"_L1].toInteger(), 2);
    }

    void aTestIsAPing()
    {
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s, .topics = {u"ticket"_s}})->webhook.id;
        const auto delivery = m_webhooks->test(id);
        QVERIFY(delivery);
        QCOMPARE(delivery->topic, u"ping"_s);
        pass(1s);
        QCOMPARE(m_http->requests.size(), 1);
        QCOMPARE(QJsonDocument::fromJson(m_http->requests.first().body)["type"_L1].toString(), u"ping"_s);
    }

    void aNewSecretCountsAtOnce()
    {
        const auto added = m_webhooks->add({.url = u"https://example.org/"_s});
        const auto secret = m_webhooks->rotateSecret(added->webhook.id);
        QVERIFY(secret && *secret != added->secret && secret->startsWith("whsec_") && secret->size() > 40);
        change(u"ticket"_s, 1);
        const HttpRequest request = m_http->requests.first();
        QCOMPARE(header(request, "X-Ventanilla-Signature"),
                 webhookSignature(*secret, header(request, "X-Ventanilla-Timestamp").toLongLong(), request.body));
    }

    void finishedDeliveriesAreForgotten()
    {
        m_options.kept = 20;
        make();
        const auto id = m_webhooks->add({.url = u"https://example.org/"_s})->webhook.id;
        for (int i = 1; i <= 120; ++i)
            change(u"ticket"_s, i);
        QCOMPARE(m_http->requests.size(), 120);
        QVERIFY(m_webhooks->deliveries(id, 0, 200)->deliveries.size() <= 20 + 50);
        QVERIFY(m_webhooks->remove(id));
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM webhook_delivery"_s), 0);
    }

    void theLogKeepsWhatAWebhookHasNotTaken()
    {
        QVERIFY(m_webhooks->add({.url = u"https://example.org/"_s}));
        m_webhooks->stop();
        QVERIFY(m_desk->database.exec(
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
            "INSERT INTO live_event(at, topic, subject_id) SELECT 1790000000000, 'ticket', i FROM n"_s));
        QVERIFY(m_desk->live.prune());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event"_s), 12000);
        make();
        QVERIFY(m_desk->live.prune());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM live_event"_s), LiveLog::keptEvents);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM webhook_delivery"_s), 12000);
    }

    void onlySoManyMayBe()
    {
        m_options.endpoints = 2;
        make();
        QVERIFY(m_webhooks->add({.url = u"https://example.org/1"_s}));
        QVERIFY(m_webhooks->add({.url = u"https://example.org/2"_s}));
        QVERIFY(m_webhooks->add({.url = u"https://example.org/3"_s}).error().code == Errc::TooLarge);
        QCOMPARE(m_webhooks->add({.url = u"https://example.org/"_s, .topics = {u"account"_s}}).error().detail,
                 u"/topics"_s);
    }

private:
    void make()
    {
        m_webhooks.reset();
        m_webhooks = std::make_unique<WebhookService>(WebhookService::Stores{m_desk->database, m_desk->live}, *m_http,
                                                      *m_resolver, m_desk->clock, m_desk->random, m_options);
        connect(m_hub.get(), &EventHub::advanced, m_webhooks.get(), &WebhookService::take);
        QVERIFY(m_webhooks->start());
    }
    void change(const QString &topic, qint64 subject)
    {
        QVERIFY(m_desk->live.record(topic, subject));
        pass(100ms);
    }
    void pass(std::chrono::milliseconds time)
    {
        // Answers of futures come through the event loop.
        for (int i = 0; i < 4; ++i) {
            m_desk->clock.advance(i == 0 ? time : 0ms);
            for (int j = 0; j < 4; ++j)
                QCoreApplication::processEvents();
        }
    }
    static QByteArray header(const HttpRequest &request, const QByteArray &name)
    {
        for (const auto &[one, value] : request.headers) {
            if (one == name)
                return value;
        }
        return {};
    }

    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<FakeHttpClient> m_http;
    std::unique_ptr<FakeHostResolver> m_resolver;
    std::unique_ptr<EventHub> m_hub;
    std::unique_ptr<WebhookService> m_webhooks;
    WebhookService::Options m_options;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::WebhooksTest)
#include "tst_webhooks.moc"
