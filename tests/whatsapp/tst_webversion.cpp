#include "whatsapp/webversion.h"

#include "tests/support/fakeclock.h"
#include "tests/support/fakehttpclient.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

const quint32 shipped = WebVersion().revision;

HttpResponse site(quint32 revision)
{
    return {200, "self.x=\"{\\\"client_revision\\\":" + QByteArray::number(revision) + ",\\\"y\\\":1}\""};
}

struct Desk
{
    explicit Desk(std::optional<WebVersion> fixed = {}, bool online = true)
        : source(store, online ? &http : nullptr, fixed, clock)
    {
        if (auto opened = store.open(u":memory:"_s, SecretBytes::random(random, 32)); !opened)
            qFatal("no store");
    }
    /// Whether a newer one than @p refused is known after asking.
    [[nodiscard]] bool refresh(quint32 refused)
    {
        WebVersion version;
        version.revision = refused;
        const auto future = source.refresh(version);
        (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 2000);
        return future.result();
    }
    void refreshWhenOld()
    {
        source.refreshWhenOld();
        QCoreApplication::processEvents();
    }

    FakeClock clock;
    SystemRandom random;
    SessionStore store{clock, random};
    FakeHttpClient http;
    WebVersionSource source;
};

} // namespace

class WebVersionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRevisionIsFoundInThePage_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<quint32>("revision"); // 0: none
        QTest::newRow("escaped") << QByteArray("x=\"{\\\"client_revision\\\":1043857760,\\\"y\\\":0}\"") << 1043857760U;
        QTest::newRow("plain") << QByteArray("{\"client_revision\":1234}") << 1234U;
        QTest::newRow("spaces") << QByteArray("\"client_revision\" :\n 77 ,") << 77U;
        QTest::newRow("first of two") << QByteArray("\"client_revision\":5,\"client_revision\":6") << 5U;
        QTest::newRow("among other bytes") << QByteArray("\xff\xfe\0\0\"client_revision\":9;", 24) << 9U;
        QTest::newRow("largest") << QByteArray("\"client_revision\":4294967295") << 4294967295U;
        QTest::newRow("one too large") << QByteArray("\"client_revision\":4294967296") << 0U;
        QTest::newRow("eleven digits") << QByteArray("\"client_revision\":10438577601") << 0U;
        QTest::newRow("zero") << QByteArray("\"client_revision\":0") << 0U;
        QTest::newRow("negative") << QByteArray("\"client_revision\":-5") << 0U;
        QTest::newRow("text") << QByteArray("\"client_revision\":\"5\"") << 0U;
        QTest::newRow("letters behind") << QByteArray("\"client_revision\":5x") << 0U;
        QTest::newRow("other name") << QByteArray("\"server_revision\":5") << 0U;
        QTest::newRow("empty") << QByteArray() << 0U;
    }
    void theRevisionIsFoundInThePage()
    {
        QFETCH(QByteArray, page);
        QFETCH(quint32, revision);
        QCOMPARE(clientRevisionIn(page).value_or(0), revision);
    }

    void withoutAnythingElseTheShippedOneCounts()
    {
        const Desk desk;
        QCOMPARE(desk.source.current().revision, shipped);
        QCOMPARE(desk.source.current().primary, 2U);
        QCOMPARE(desk.source.current().secondary, 3000U);
    }

    void theNewerOfShippedAndStoredCounts_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<quint32>("current");
        QTest::newRow("newer") << QByteArray("2.3000.") + QByteArray::number(shipped + 1) << shipped + 1;
        QTest::newRow("older") << QByteArray("2.3000.1") << shipped;
        QTest::newRow("garbage") << QByteArray("latest") << shipped;
        QTest::newRow("too large") << QByteArray("2.3000.99999999999") << shipped;
    }
    void theNewerOfShippedAndStoredCounts()
    {
        QFETCH(QByteArray, stored);
        QFETCH(quint32, current);
        Desk desk;
        QVERIFY(desk.store.setValue(SessionStore::Value::WebVersion, stored));
        QCOMPARE(desk.source.current().revision, current);
    }

    void aVersionThatAPersonSetIsNeverRefreshed()
    {
        Desk desk(WebVersion{2, 3000, 42});
        QVERIFY(desk.store.setValue(SessionStore::Value::WebVersion, "2.3000.9999999999"));
        desk.http.answer = site(shipped + 5);
        QVERIFY(!desk.refresh(42));
        desk.refreshWhenOld();
        QVERIFY(desk.http.requests.isEmpty());
        QCOMPARE(desk.source.current().revision, 42U);
    }

    void withoutHttpNothingIsAsked()
    {
        Desk desk({}, false);
        desk.refreshWhenOld();
        QVERIFY(!desk.refresh(shipped));
        QCOMPARE(desk.source.current().revision, shipped);
    }

    void aNewerOneIsTakenAndKept()
    {
        Desk desk;
        desk.http.answer = site(shipped + 5);
        QVERIFY(desk.refresh(shipped));
        QCOMPARE(desk.source.current().revision, shipped + 5);
        QCOMPARE(*desk.store.value(SessionStore::Value::WebVersion), "2.3000." + QByteArray::number(shipped + 5));
        QCOMPARE(desk.http.requests.size(), 1);
        QCOMPARE(desk.http.requests.first().url, QUrl(u"https://web.whatsapp.com/sw.js"_s));
        QCOMPARE(desk.http.requests.first().method, "GET");
    }

    void whatIsNotNewerDoesNotHelp_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("the same") << 200 << site(shipped).body;
        QTest::newRow("older") << 200 << site(shipped - 5).body;
        QTest::newRow("no number") << 200 << QByteArray("<html>");
        QTest::newRow("server error") << 500 << site(shipped + 5).body;
        QTest::newRow("redirected") << 302 << QByteArray();
    }
    void whatIsNotNewerDoesNotHelp()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Desk desk;
        desk.http.answer = HttpResponse{status, body};
        QVERIFY(!desk.refresh(shipped));
        QCOMPARE(desk.source.current().revision, shipped);
    }

    void aSiteThatCannotBeReachedDoesNotHelp()
    {
        Desk desk;
        desk.http.answer = fail(Errc::NotConnected, u"no network"_s);
        QVERIFY(!desk.refresh(shipped));
        desk.http.answer = fail(Errc::TimedOut);
        QVERIFY(!desk.refresh(shipped));
        QCOMPARE(desk.http.requests.size(), 2);
    }

    // The usual case of an old program: asked in the background, and refused before that answer was used.
    void whatCameInSinceTheRefusedLoginHelpsWithoutAsking()
    {
        Desk desk;
        desk.http.answer = site(shipped + 5);
        desk.refreshWhenOld();
        QTRY_COMPARE(desk.source.current().revision, shipped + 5);
        QVERIFY(desk.refresh(shipped));
        QCOMPARE(desk.http.requests.size(), 1);
        QVERIFY(!desk.refresh(shipped + 5));
        QCOMPARE(desk.http.requests.size(), 2);
    }

    void whatComesInWhileAskingHelpsToo()
    {
        Desk desk;
        desk.http.holds = true;
        desk.source.refreshWhenOld();
        const auto future = desk.source.refresh(WebVersion());
        QCOMPARE(desk.http.pending.size(), 2);
        desk.http.pending.at(0).complete(site(shipped + 5));
        desk.http.pending.at(1).complete(site(shipped + 5));
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
    }

    void itAsksOnceADay()
    {
        Desk desk;
        desk.http.answer = site(shipped + 1);
        desk.refreshWhenOld();
        desk.refreshWhenOld();
        QCOMPARE(desk.http.requests.size(), 1);
        desk.clock.advance(23h);
        desk.refreshWhenOld();
        QCOMPARE(desk.http.requests.size(), 1);
        desk.clock.advance(2h);
        desk.refreshWhenOld();
        QCOMPARE(desk.http.requests.size(), 2);
    }

    void aClockThatWasSetBackDoesNotStopIt()
    {
        Desk desk;
        desk.http.answer = site(shipped + 1);
        desk.refreshWhenOld();
        desk.clock.shift(-1000h);
        desk.refreshWhenOld();
        QCOMPARE(desk.http.requests.size(), 2);
        desk.refreshWhenOld();
        QCOMPARE(desk.http.requests.size(), 2);
    }

    void aSourceThatDiesWhileAskingLeavesNobodyWaiting()
    {
        auto desk = std::make_unique<Desk>();
        desk->http.holds = true;
        const auto future = desk->source.refresh(WebVersion());
        desk.reset();
        QTRY_VERIFY(future.isFinished());
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::WebVersionTest)
#include "tst_webversion.moc"
