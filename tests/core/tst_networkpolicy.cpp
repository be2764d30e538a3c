#include "core/http/networkpolicy.h"
#include "core/http/ratelimiter.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace desk;

/// Who is asked, who asks, and how often: the pure parts.
class NetworkPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksPolicies_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("usable");
        QTest::newRow("origin") << u"origin"_s << u"https://intranet.example:8443"_s << true;
        QTest::newRow("any origin") << u"origin"_s << u"*"_s << false;
        QTest::newRow("null origin") << u"origin"_s << u"null"_s << false;
        QTest::newRow("origin with a path") << u"origin"_s << u"https://intranet.example/x"_s << false;
        QTest::newRow("origin of a file") << u"origin"_s << u"file:///x"_s << false;
        QTest::newRow("name") << u"name"_s << u"Mesa.example"_s << true;
        QTest::newRow("name with a port") << u"name"_s << u"mesa.example:80"_s << false;
        QTest::newRow("name with a blank") << u"name"_s << u"mesa example"_s << false;
        QTest::newRow("network") << u"proxy"_s << u"10.0.0.0/8"_s << true;
        QTest::newRow("IPv6 network") << u"proxy"_s << u"fd00::/8"_s << true;
        QTest::newRow("address") << u"proxy"_s << u"10.0.0.1"_s << true;
        QTest::newRow("name as a proxy") << u"proxy"_s << u"proxy.example"_s << false;
        QTest::newRow("long mask") << u"proxy"_s << u"10.0.0.0/40"_s << false;
        QTest::newRow("certificate alone") << u"certificate"_s << u"/x.pem"_s << false;
    }
    void checksPolicies()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(bool, usable);
        NetworkPolicy policy;
        if (field == u"origin"_s)
            policy.allowedOrigins = {value};
        if (field == u"name"_s)
            policy.hostNames = {value};
        if (field == u"proxy"_s)
            policy.trustedProxies = {value};
        if (field == u"certificate"_s)
            policy.certificateFile = value;
        QCOMPARE(checkPolicy(policy).has_value(), usable);
    }

    void readsHosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QByteArray("Localhost") << u"localhost"_s;
        QTest::newRow("port") << QByteArray("127.0.0.1:8523") << u"127.0.0.1"_s;
        QTest::newRow("IPv6") << QByteArray("[::1]:8523") << u"[::1]"_s;
        QTest::newRow("IPv6 alone") << QByteArray("[::1]") << u"[::1]"_s;
        QTest::newRow("no port") << QByteArray("localhost:") << QString();
        QTest::newRow("word as a port") << QByteArray("localhost:x") << QString();
        QTest::newRow("user") << QByteArray("localhost@evil.example") << QString();
        QTest::newRow("behind the bracket") << QByteArray("[::1]evil.example") << QString();
        QTest::newRow("path") << QByteArray("localhost/x") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
    }
    void readsHosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(QString, name);
        QCOMPARE(hostWithoutPort(host), name);
    }

    void ownNamesGrowWithTheLan()
    {
        NetworkPolicy policy;
        QCOMPARE(ownNames(policy), (QStringList{u"localhost"_s, u"127.0.0.1"_s, u"[::1]"_s}));
        policy.hostNames = {u"Mesa.example"_s};
        QVERIFY(ownNames(policy).contains(u"mesa.example"_s));
    }

    void findsTheClientBehindProxies_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QString>("client");
        QTest::newRow("not trusted") << u"203.0.113.7"_s << QByteArray("1.1.1.1") << u"203.0.113.7"_s;
        QTest::newRow("trusted") << u"10.0.0.1"_s << QByteArray("203.0.113.7") << u"203.0.113.7"_s;
        QTest::newRow("mapped") << u"::ffff:10.0.0.1"_s << QByteArray("::ffff:203.0.113.7") << u"203.0.113.7"_s;
        QTest::newRow("forged further left") << u"10.0.0.1"_s << QByteArray("1.1.1.1, 203.0.113.7") << u"203.0.113.7"_s;
        QTest::newRow("two proxies") << u"10.0.0.1"_s << QByteArray("203.0.113.7,10.2.3.4") << u"203.0.113.7"_s;
        QTest::newRow("rubbish") << u"10.0.0.1"_s << QByteArray("1.1.1.1, rubbish") << u"10.0.0.1"_s;
        QTest::newRow("no header") << u"10.0.0.1"_s << QByteArray() << u"10.0.0.1"_s;
        QTest::newRow("with a port") << u"10.0.0.1"_s << QByteArray("203.0.113.7:99") << u"203.0.113.7"_s;
        QTest::newRow("IPv6 with a port") << u"10.0.0.1"_s << QByteArray("[2001:db8::7]:99") << u"2001:db8::7"_s;
        QTest::newRow("only proxies") << u"10.0.0.1"_s << QByteArray("10.0.0.3, 10.0.0.2") << u"10.0.0.3"_s;
    }
    void findsTheClientBehindProxies()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArray, forwarded);
        QFETCH(QString, client);
        const ProxyTrust trust({u"10.0.0.0/8"_s});
        QCOMPARE(trust.clientOf(QHostAddress(peer), forwarded).toString(), client);
    }

    void nobodyIsTrustedByDefault()
    {
        QVERIFY(!ProxyTrust().trusts(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(!ProxyTrust({u"10.0.0.1"_s}).trusts(QHostAddress(u"10.0.0.2"_s)));
    }

    void anIPv6NetworkIsOneClient()
    {
        QCOMPARE(clientKey(QHostAddress(u"2001:db8::1"_s)), clientKey(QHostAddress(u"2001:db8::ffff:2"_s)));
        QVERIFY(clientKey(QHostAddress(u"2001:db8::1"_s)) != clientKey(QHostAddress(u"2001:db8:0:1::1"_s)));
        QCOMPARE(clientKey(QHostAddress(u"::ffff:10.0.0.1"_s)), u"10.0.0.1"_s);
    }

    void judgesOrigins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("site");
        QTest::addColumn<int>("judged");
        const auto row = [](const char *name, const char *origin, const char *site, RequestOrigin judged) {
            QTest::newRow(name) << QByteArray(origin) << QByteArray(site) << int(judged);
        };
        row("silent", "", "", RequestOrigin::Unknown);
        row("own", "http://mesa:8523", "", RequestOrigin::Own);
        row("own, encrypted", "https://mesa:8523", "", RequestOrigin::Own);
        row("other port", "http://mesa:3000", "", RequestOrigin::Foreign);
        row("allowed", "https://intranet.example", "cross-site", RequestOrigin::Allowed);
        row("allowed name, other scheme", "http://intranet.example", "", RequestOrigin::Foreign);
        row("longer name", "https://intranet.example.evil.example", "", RequestOrigin::Foreign);
        row("null", "null", "", RequestOrigin::Foreign);
        row("only the site", "", "same-origin", RequestOrigin::Own);
        row("typed in", "", "none", RequestOrigin::Own);
        row("neighbour", "", "same-site", RequestOrigin::Foreign);
    }
    void judgesOrigins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, site);
        QFETCH(int, judged);
        QCOMPARE(int(originOf(origin, site, "mesa:8523", {u"https://intranet.example"_s})), judged);
    }

    void requestsAreLimitedPerClient()
    {
        RateLimiter limiter;
        limiter.setLimits(60, 2);
        QCOMPARE(limiter.take(u"a"_s, 1000ms), 0ms);
        QCOMPARE(limiter.take(u"a"_s, 1000ms), 0ms);
        QCOMPARE(limiter.take(u"a"_s, 1000ms), 1000ms);
        QCOMPARE(limiter.take(u"a"_s, 1400ms), 600ms); // what is refused costs nothing
        QCOMPARE(limiter.take(u"b"_s, 1400ms), 0ms);
        QCOMPARE(limiter.take(u"a"_s, 2000ms), 0ms);
        QVERIFY(limiter.take(u"a"_s, 2000ms) > 0ms);
        limiter.setLimits(0, 0);
        QCOMPARE(limiter.take(u"a"_s, 2000ms), 0ms);
    }

    void manyClientsAreForgotten()
    {
        RateLimiter limiter;
        limiter.setLimits(60, 1);
        for (int i = 0; i < 30'000; ++i)
            QCOMPARE(limiter.take(QString::number(i), 0ms), 0ms);
        QVERIFY(limiter.take(u"29999"_s, 0ms) > 0ms);
    }
};

QTEST_GUILESS_MAIN(NetworkPolicyTest)
#include "tst_networkpolicy.moc"
