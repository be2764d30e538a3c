#include "core/metrics/deskfigures.h"
#include "core/metrics/requestmetrics.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesAreShortened_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("shown");
        QTest::newRow("ipv4") << u"192.168.1.77"_s << u"192.168.1.x"_s;
        QTest::newRow("mapped") << u"::ffff:192.168.1.77"_s << u"192.168.1.x"_s;
        QTest::newRow("ipv6") << u"2001:db8:12:34:5678::9"_s << u"2001:db8:12::x"_s;
        QTest::newRow("loopback") << u"127.0.0.1"_s << u"loopback"_s;
        QTest::newRow("none") << u"no address\n"_s << u"-"_s;
    }
    void addressesAreShortened()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, shown);
        QCOMPARE(shortened(address), shown);
    }

    void theLogLineNamesTheRoute()
    {
        RequestRecord record{.method = "GET", .route = u"/api/v1/tickets/{id}"_s};
        record.who = u"user:7"_s;
        record.address = u"10.0.0.5"_s;
        record.status = 200;
        record.bytes = 512;
        record.microseconds = 3400;
        QCOMPARE(logLine(record), u"GET /api/v1/tickets/{id} 200 3 ms 512 B user:7 10.0.0.x"_s);
        QCOMPARE(logLine({.method = "OTHER", .status = 404}), u"OTHER - 404 0 ms 0 B - -"_s);
    }

    void requestsAreCountedByRouteAndStatus()
    {
        RequestMetrics metrics;
        for (const int ms : {1, 4, 30, 9000}) {
            RequestRecord record{.method = "GET", .route = u"/x"_s, .status = 200};
            record.microseconds = ms * 1000;
            metrics.count(record);
        }
        metrics.count({.method = "GET", .route = u"/x"_s, .status = 404});
        MetricsText text;
        metrics.write(text);
        const QByteArray written = text.text();
        const auto has = [&](const QByteArray &line) { return ('\n' + written).contains('\n' + line + '\n'); };
        QVERIFY(has("ventanilla_http_requests_total{method=\"GET\",route=\"/x\",status=\"200\"} 4"));
        QVERIFY(has("ventanilla_http_requests_total{method=\"GET\",route=\"/x\",status=\"404\"} 1"));
        QVERIFY(has("# TYPE ventanilla_http_request_duration_seconds histogram"));
        const QByteArray bucket = "ventanilla_http_request_duration_seconds_bucket{route=\"/x\",le=";
        QVERIFY(has(bucket + "\"0.001\"} 2"));
        QVERIFY(has(bucket + "\"0.005\"} 3"));
        QVERIFY(has(bucket + "\"5\"} 4"));
        QVERIFY(has(bucket + "\"+Inf\"} 5"));
        QVERIFY(has("ventanilla_http_request_duration_seconds_sum{route=\"/x\"} 9.035"));
        QVERIFY(has("ventanilla_http_request_duration_seconds_count{route=\"/x\"} 5"));
    }

    void theNumberOfSeriesIsBounded()
    {
        RequestMetrics metrics;
        for (int i = 0; i < 10000; ++i)
            metrics.count({.method = "GET", .route = u"/%1"_s.arg(i), .status = 200});
        MetricsText text;
        metrics.write(text);
        QCOMPARE(text.text().count("\nventanilla_http_requests_total{"), RequestMetrics::mostSeries + 1);
        QVERIFY(text.text().contains("route=\"other\",status=\"0\"} 8000\n"));
    }

    void labelsAreEscaped()
    {
        MetricsText text;
        text.sample("x", {{"a", "1\"2\\3\n4"}}, 1.5);
        QCOMPARE(text.text(), QByteArray("x{a=\"1\\\"2\\\\3\\n4\"} 1.5\n"));
    }

    void theDeskIsCounted()
    {
        TestDesk desk;
        const CustomerId customer = *desk.customers.resolve(u"5215510000001"_s, u"Ana"_s);
        Ticket draft;
        draft.customerId = customer;
        draft.fault = u"no prende"_s;
        const TicketId ticket = desk.ticketService.open(draft, {})->id;
        QVERIFY(desk.ticketService.open(draft, {}));
        TicketPatch patch;
        patch.status = TicketStatus::Closed;
        QVERIFY(desk.ticketService.patch(ticket, patch, {}));
        QVERIFY(desk.outbox.enqueue(customer, {}, {}, u"hola"_s));
        QVERIFY(desk.inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"hola"_s}));
        const auto figures = readFigures(desk.database);
        QVERIFY(figures);
        QCOMPARE(figures->tickets, (QList<std::pair<QString, qint64>>{{u"closed"_s, 1}, {u"new"_s, 1}}));
        QCOMPARE(figures->outboxQueued, 1);
        QCOMPARE(figures->outboxSending, 0);
        QCOMPARE(figures->outboxOldestAt, desk.clock.nowMs());
        QCOMPARE(figures->pendingMessages, 1);
        QCOMPARE(figures->unreadMessages, 1);
        QVERIFY(figures->databaseBytes > 4096);
    }

    void theProcessIsMeasured()
    {
        const ProcessFigures figures = processFigures();
        QVERIFY(figures.cpuSeconds > 0);
#ifdef Q_OS_LINUX
        QVERIFY(figures.residentBytes > 1024LL * 1024);
#endif
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::MetricsTest)
#include "tst_metrics.moc"
