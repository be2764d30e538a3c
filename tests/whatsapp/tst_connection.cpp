#include "whatsapp/connection/connection.h"

#include "tests/support/fakeclock.h"
#include "tests/support/memorytransport.h"
#include "tests/whatsapp/noiseparties.h"

#include <QCoreApplication>
#include <QPointer>
#include <QPromise>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

QString text(const LinkStatus &status)
{
    return toString(status.state) + u'/' + toString(status.cause);
}

Node failure(const QByteArray &reason)
{
    return {.tag = "failure", .attributes = {{"reason", reason}}};
}

Node streamError(const QByteArray &code, const QByteArray &conflict = {})
{
    Node error{.tag = "stream:error", .attributes = {{"code", code}}};
    if (!conflict.isEmpty())
        error.append({.tag = "conflict", .attributes = {{"type", conflict}}});
    return error;
}

/// A Connection with a server behind each of its transports. Jitter is none: FakeRandom stays in the middle.
class Link : public QObject
{
public:
    explicit Link(Connection::Options options = {})
        : m_options(std::move(options)),
          connection({[this] { return session(); }, [this] { return transport(); }, [this] { return refresh(); }},
                     withRoot(m_options), clock, random)
    {
        connect(&connection, &Connection::statusChanged, this, [this](const LinkStatus &status) {
            seen << text(status);
            if (onStatus)
                onStatus(status);
        });
        connect(&connection, &Connection::streamUp, this, [this](bool asRegistered) {
            ups << asRegistered;
            if (onUp)
                onUp();
        });
        connect(&connection, &Connection::streamDown, this, [this] {
            ++downs;
            if (onDown)
                onDown();
        });
        connect(&connection, &Connection::loggedIn, this, [this] {
            ++logins;
            if (readyAtOnce)
                connection.setReady();
        });
        connect(&connection, &Connection::nodeReceived, this, [this](const Node &node) { nodes << node; });
        connect(&connection, &Connection::sessionEnded, this, [this](const Ending &ending) {
            ended << ending;
            if (onEnded)
                onEnded();
        });
        connect(&connection, &Connection::routingInfoReceived, this,
                [this](const QByteArray &info) { routingReceived << info; });
        connect(&connection, &Connection::routingInfoFailed, this, [this] {
            ++routingFailed;
            routingInfo.clear();
        });
    }
    ~Link() override { connection.disconnect(this); }

    [[nodiscard]] QString state() const { return text(connection.status()); }
    [[nodiscard]] qsizetype connections() const { return m_lines.size(); }
    [[nodiscard]] MemoryTransport *wire() { return m_lines.last().transport; }
    [[nodiscard]] StreamServer &server() { return *m_lines.last().server; }

    /// Takes the handshake to its end.
    void shakeHands()
    {
        wire()->accept();
        wire()->deliver(server().take(std::exchange(wire()->unread, {})));
        read();
    }
    void read() { (void)server().take(std::exchange(wire()->unread, {})); }
    void say(const Node &node) { wire()->deliver(server().frame(node)); }
    void logIn()
    {
        shakeHands();
        say({.tag = "success"});
    }
    void openAndLogIn()
    {
        connection.open();
        logIn();
        QCOMPARE(state(), u"ready/none"_s);
    }
    void cut() { wire()->end({TransportEnd::Cause::Closed, 0, u"cut"_s}); }
    void refuseConnection() { wire()->end({TransportEnd::Cause::ConnectFailed, 0, u"refused"_s}); }
    /// Until the next try; -1 when none is coming.
    [[nodiscard]] qint64 wait() const
    {
        return connection.status().state == LinkState::Waiting ? connection.status().until - clock.nowMs() : -1;
    }
    void answerRefresh(bool newer)
    {
        m_refreshes.last()->addResult(newer);
        m_refreshes.last()->finish();
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    [[nodiscard]] qsizetype refreshes() const { return m_refreshes.size(); }

private:
    struct Line
    {
        QPointer<MemoryTransport> transport;
        std::shared_ptr<StreamServer> server;
    };
    Result<Connection::Session> session()
    {
        if (storeBroken)
            return fail(Errc::Storage, u"disk"_s);
        return Connection::Session{certified.keys.clientStatic, "payload", registered, routingInfo};
    }
    std::unique_ptr<ByteTransport> transport()
    {
        auto made = std::make_unique<MemoryTransport>();
        m_lines << Line{made.get(), std::make_shared<StreamServer>(certified.server())};
        return made;
    }
    QFuture<bool> refresh()
    {
        m_refreshes << std::make_shared<QPromise<bool>>();
        m_refreshes.last()->start();
        return m_refreshes.last()->future();
    }
    Connection::Options withRoot(Connection::Options options) const
    {
        options.rootKey = certified.root.publicKey;
        return options;
    }

    Connection::Options m_options;
    QList<Line> m_lines;
    QList<std::shared_ptr<QPromise<bool>>> m_refreshes;

public:
    CertifiedServer certified;
    FakeClock clock;
    ScriptedRandom random;
    bool registered = true;
    bool readyAtOnce = true;
    bool storeBroken = false;
    QByteArray routingInfo;

    QStringList seen;
    QList<bool> ups;
    int downs = 0;
    int logins = 0;
    int routingFailed = 0;
    QList<Node> nodes;
    QList<Ending> ended;
    QList<QByteArray> routingReceived;
    std::function<void(const LinkStatus &)> onStatus;
    std::function<void()> onUp;
    std::function<void()> onDown;
    std::function<void()> onEnded;

    Connection connection;
};

} // namespace

class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itConnectsAndLogsIn()
    {
        Link link;
        QCOMPARE(link.state(), u"offline/none"_s);
        link.openAndLogIn();
        QCOMPARE(link.seen, (QStringList{u"connecting/none"_s, u"logging_in/none"_s, u"ready/none"_s}));
        QCOMPARE(link.ups, QList{true});
        QCOMPARE(link.logins, 1);
        QCOMPARE(link.server().payload, "payload");
    }

    void withoutAnAccountItIsThereToBePaired()
    {
        Link link;
        link.registered = false;
        link.connection.open();
        link.shakeHands();
        QCOMPARE(link.state(), u"pairing/none"_s);
        link.say({.tag = "success"});
        QCOMPARE(link.logins, 0);
        link.say({.tag = "iq", .attributes = {{"id", "1"}}});
        QCOMPARE(link.nodes.size(), 1);
    }

    void aFailureLeadsToItsState_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("ends");
        const auto row = [](const char *reason, const QString &state, bool ends = false) {
            QTest::newRow(*reason ? reason : "none") << QByteArray(reason) << state << ends;
        };
        row("400", u"stopped/bad_client"_s);
        row("401", u"stopped/logged_out"_s, true);
        row("403", u"stopped/locked"_s, true);
        row("406", u"stopped/logged_out"_s, true);
        row("409", u"stopped/bad_client"_s);
        row("411", u"stopped/no_multi_device"_s);
        row("415", u"stopped/bad_client"_s);
        row("418", u"stopped/bad_client"_s);
        row("419", u"stopped/logged_out"_s, true);
        row("500", u"waiting/server_busy"_s);
        row("501", u"stopped/bad_client"_s);
        row("503", u"waiting/server_busy"_s);
        row("", u"waiting/unknown"_s);
        row("777", u"waiting/unknown"_s);
    }
    void aFailureLeadsToItsState()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QString, state);
        QFETCH(bool, ends);
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(reason.isEmpty() ? Node{.tag = "failure"} : failure(reason));
        QCOMPARE(link.state(), state);
        QCOMPARE(link.ended.size(), ends ? 1 : 0);
        QCOMPARE(link.downs, 1);
        QVERIFY(!link.wire() || link.wire()->isClosed);
        link.clock.advance(1h);
        QCOMPARE(link.connections() > 1, state.startsWith(u"waiting"_s));
    }

    void aStreamErrorLeadsToItsState_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("conflict");
        QTest::addColumn<QString>("state");
        QTest::addColumn<qint64>("wait");
        const auto row = [](const char *code, const char *conflict, const QString &state, qint64 wait) {
            QTest::addRow("%s %s", code, conflict) << QByteArray(code) << QByteArray(conflict) << state << wait;
        };
        row("515", "", u"connecting/none"_s, -1);
        row("401", "device_removed", u"stopped/logged_out"_s, -1);
        row("401", "", u"stopped/logged_out"_s, -1);
        row("516", "", u"stopped/logged_out"_s, -1);
        row("409", "", u"stopped/replaced"_s, -1);
        row("", "replaced", u"stopped/replaced"_s, -1);
        row("429", "", u"waiting/too_fast"_s, 8000);
        row("500", "", u"waiting/server_busy"_s, 1000);
        row("503", "", u"waiting/server_busy"_s, 1000);
        row("479", "", u"waiting/unknown"_s, 1000);
    }
    void aStreamErrorLeadsToItsState()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, conflict);
        QFETCH(QString, state);
        QFETCH(qint64, wait);
        Link link;
        link.openAndLogIn();
        link.say(streamError(code, conflict));
        QCOMPARE(link.state(), state);
        QCOMPARE(link.wait(), wait);
        QCOMPARE(link.ended.size(), state.endsWith(u"logged_out"_s) ? 1 : 0);
    }

    void otherEndingsLeadToTheirStates_data()
    {
        QTest::addColumn<Node>("node");
        QTest::addColumn<QString>("state");
        QTest::newRow("xmlstreamend") << Node{.tag = "xmlstreamend"} << u"waiting/connection_lost"_s;
        QTest::newRow("no multi-device") << Node{.tag = "ib", .content = QList{Node{.tag = "downgrade_webclient"}}}
                                         << u"stopped/no_multi_device"_s;
        QTest::newRow("not well formed") << Node{.tag = "stream:error",
                                                 .content = QList{Node{.tag = "xml-not-well-formed"}}}
                                         << u"waiting/rejected"_s;
        QTest::newRow("not acknowledged")
            << Node{.tag = "stream:error", .content = QList{Node{.tag = "ack", .attributes = {{"class", "receipt"}}}}}
            << u"waiting/rejected"_s;
    }
    void otherEndingsLeadToTheirStates()
    {
        QFETCH(Node, node);
        QFETCH(QString, state);
        Link link;
        link.openAndLogIn();
        link.say(node);
        QCOMPARE(link.state(), state);
        QVERIFY(link.nodes.isEmpty());
    }

    void theNetworkLeadsToItsStates_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("state");
        using Cause = TransportEnd::Cause;
        QTest::newRow("refused") << int(Cause::ConnectFailed) << 0 << u"waiting/connect_failed"_s;
        QTest::newRow("http 503") << int(Cause::HttpRefused) << 503 << u"waiting/server_busy"_s;
        QTest::newRow("http 403") << int(Cause::HttpRefused) << 403 << u"stopped/http_refused"_s;
        QTest::newRow("closed") << int(Cause::Closed) << 0 << u"waiting/connection_lost"_s;
    }
    void theNetworkLeadsToItsStates()
    {
        QFETCH(int, cause);
        QFETCH(int, status);
        QFETCH(QString, state);
        Link link;
        link.connection.open();
        link.wire()->end({TransportEnd::Cause(cause), status, u"why"_s});
        QCOMPARE(link.state(), state);
        QCOMPARE(link.connection.status().code, status);
    }

    void aServerWithoutProofStopsIt()
    {
        Link link;
        link.certified.rootSigner = link.certified.keys.serverEphemeral;
        link.connection.open();
        link.shakeHands();
        QCOMPARE(link.state(), u"stopped/untrusted"_s);
        QVERIFY(link.connection.status().detail.contains(u"root"_s));
        QVERIFY(link.server().clientStatic.isEmpty());
        link.clock.advance(24h);
        QCOMPARE(link.connections(), 1);
    }

    void theDelaysGrow()
    {
        Link link;
        link.connection.open();
        qsizetype connections = 1;
        for (const int seconds : {1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 900, 900}) {
            link.refuseConnection();
            QCOMPARE(link.wait(), seconds * 1000);
            link.clock.advance(std::chrono::seconds(seconds) - 1ms);
            QCOMPARE(link.connections(), connections);
            link.clock.advance(1ms);
            QCOMPARE(link.connections(), ++connections);
        }
    }

    void onlyAStableMinuteResetsTheDelays()
    {
        Link link;
        link.connection.open();
        for (int i = 0; i < 5; ++i) {
            link.logIn();
            link.clock.advance(10s); // up, but not for long
            link.cut();
            link.clock.advance(std::chrono::milliseconds(link.wait()));
        }
        link.logIn();
        for (int i = 0; i < 5; ++i) {
            link.clock.advance(11s);
            link.say({.tag = "ib"}); // alive
        }
        link.cut();
        QCOMPARE(link.wait(), 8000);
        link.clock.advance(8s);
        link.logIn();
        for (int i = 0; i < 7; ++i) {
            link.clock.advance(10s);
            link.say({.tag = "ib"});
        }
        link.cut();
        QCOMPARE(link.wait(), 1000);
    }

    void theMinuteOfAnEarlierConnectionDoesNotCount()
    {
        Link link;
        link.openAndLogIn();
        link.clock.advance(10s);
        link.cut();
        link.clock.advance(1s);
        link.logIn();
        link.cut();
        QCOMPARE(link.wait(), 1000);
        link.clock.advance(1s);
        link.logIn();
        for (int i = 0; i < 5; ++i) {
            link.clock.advance(10s);
            link.say({.tag = "ib"});
        }
        link.cut(); // 62 s after the first login
        QCOMPARE(link.wait(), 2000);
    }

    void aRestartIsFollowedAtOnceButNotForEver_data()
    {
        QTest::addColumn<bool>("getsReady");
        QTest::newRow("right after the handshake") << false;
        QTest::newRow("right after the login") << true;
    }
    void aRestartIsFollowedAtOnceButNotForEver()
    {
        QFETCH(bool, getsReady);
        Link link;
        link.connection.open();
        for (int i = 1; i <= 3; ++i) {
            getsReady ? link.logIn() : link.shakeHands();
            link.say(streamError("515"));
            QCOMPARE(link.connections(), i + 1);
        }
        getsReady ? link.logIn() : link.shakeHands();
        link.say(streamError("515"));
        QCOMPARE(link.state(), u"waiting/restart"_s);
        QCOMPARE(link.wait(), 1000);
    }

    void aRestartEveryDayIsAlwaysFollowedAtOnce()
    {
        Link link;
        link.openAndLogIn();
        for (int day = 1; day <= 10; ++day) {
            for (int i = 0; i < 10; ++i) {
                link.clock.advance(10s);
                link.say({.tag = "ib"});
            }
            link.say(streamError("515"));
            QCOMPARE(link.connections(), day + 1);
            link.logIn();
        }
    }

    void undocumentedEndingsStopItAfterSomeTries()
    {
        Link link;
        link.connection.open();
        for (int i = 0; i < 4; ++i) {
            link.logIn();
            link.say(streamError("999"));
            QCOMPARE(link.state(), u"waiting/unknown"_s);
            link.clock.advance(std::chrono::milliseconds(link.wait()));
        }
        link.shakeHands();
        link.say(streamError("999"));
        QCOMPARE(link.state(), u"stopped/unknown"_s);
        link.connection.open(); // by hand it starts over
        link.shakeHands();
        link.say(streamError("999"));
        QCOMPARE(link.state(), u"waiting/unknown"_s);
    }

    void anOldVersionIsRefreshedOnce()
    {
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(failure("405"));
        QCOMPARE(link.state(), u"waiting/outdated"_s);
        QCOMPARE(link.refreshes(), 1);
        link.answerRefresh(true);
        QCOMPARE(link.connections(), 2);
        link.shakeHands();
        link.say(failure("405"));
        QCOMPARE(link.state(), u"stopped/outdated"_s);
        QCOMPARE(link.refreshes(), 1);
        QVERIFY(link.ended.isEmpty());
    }

    void aLoginMakesAnotherRefreshPossible()
    {
        Link link;
        link.connection.open();
        for (int i = 1; i <= 3; ++i) {
            link.shakeHands();
            link.say(failure("405"));
            QCOMPARE(link.refreshes(), i);
            link.answerRefresh(true);
            link.logIn();
            link.cut();
            link.clock.advance(std::chrono::milliseconds(link.wait()));
        }
    }

    void withoutANewerVersionItStops()
    {
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(failure("405"));
        link.answerRefresh(false);
        QCOMPARE(link.state(), u"stopped/outdated"_s);
        QCOMPARE(link.connection.status().code, 405);
    }

    void nothingDisturbsTheLookUpOfTheVersion()
    {
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(failure("405"));
        link.connection.check();
        link.clock.advance(10s);
        QCOMPARE(link.connections(), 1);
        link.answerRefresh(true);
        QCOMPARE(link.connections(), 2);
    }

    void closingEndsTheLookUpOfTheVersion()
    {
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(failure("405"));
        link.connection.close();
        link.answerRefresh(true);
        QCOMPARE(link.state(), u"offline/requested"_s);
        QCOMPARE(link.connections(), 1);
    }

    void aBanTellsWhenItIsOver()
    {
        Link link;
        link.connection.open();
        link.shakeHands();
        link.say(failure("402").set({"code", 101}).set({"expire", 3600}));
        QCOMPARE(link.state(), u"stopped/banned"_s);
        QCOMPARE(link.connection.status().until, link.clock.nowMs() + 3'600'000);
        QCOMPARE(link.connection.status().code, 402);
        QCOMPARE(link.ended.size(), 1);
        QVERIFY(!link.ended.first().endsSession);
        link.clock.advance(2h);
        QCOMPARE(link.connections(), 1);
    }

    void aLoginThatIsNotAnsweredTimesOut_data()
    {
        QTest::addColumn<bool>("registered");
        QTest::newRow("login") << true;
        QTest::newRow("registration") << false;
    }
    void aLoginThatIsNotAnsweredTimesOut()
    {
        QFETCH(bool, registered);
        Link link({.keepAlive = {.shortest = 1h, .longest = 1h, .patience = 1h}});
        link.registered = registered;
        link.connection.open();
        link.shakeHands();
        link.clock.advance(29s);
        QCOMPARE(link.state(), registered ? u"logging_in/none"_s : u"pairing/none"_s);
        link.clock.advance(1s);
        QCOMPARE(link.state(), u"waiting/timed_out"_s);
    }

    void whatComesAfterTheLoginMayTakeLonger()
    {
        Link link({.keepAlive = {.shortest = 1h, .longest = 1h, .patience = 1h}});
        link.readyAtOnce = false;
        link.connection.open();
        link.logIn();
        link.clock.advance(2min);
        QCOMPARE(link.state(), u"logging_in/none"_s);
        link.connection.setReady();
        QCOMPARE(link.state(), u"ready/none"_s);
    }

    void aSecondSuccessIsNoSecondLogin()
    {
        Link link;
        link.openAndLogIn();
        link.say({.tag = "success"});
        QCOMPARE(link.logins, 1);
    }

    void aConnectionThatNeverOpensTimesOut()
    {
        Link link;
        link.connection.open();
        link.clock.advance(20s);
        QCOMPARE(link.state(), u"waiting/timed_out"_s);
    }

    void silenceEndsTheConnection()
    {
        Link link;
        link.openAndLogIn();
        link.clock.advance(23s);
        link.read();
        QCOMPARE(link.server().received.size(), 1);
        const Node &ping = link.server().received.first();
        QCOMPARE(ping.attr("xmlns"), "w:p");
        QCOMPARE(ping.attr("type"), "get");
        QVERIFY(ping.children().isEmpty());
        link.clock.advance(20s);
        QCOMPARE(link.state(), u"waiting/timed_out"_s);
    }

    void anAnsweredPingKeepsItUp()
    {
        Link link;
        link.openAndLogIn();
        for (int i = 0; i < 20; ++i) {
            link.clock.advance(23s);
            link.read();
            link.say(
                {.tag = "iq", .attributes = {{"type", "result"}, {"id", link.server().received.last().attr("id")}}});
        }
        QCOMPARE(link.state(), u"ready/none"_s);
        QVERIFY(link.server().received.size() > 15);
    }

    void routingInfoIsUsedAndGivenUpWhenItLeadsNowhere()
    {
        Link link;
        link.routingInfo = "edge";
        link.connection.open();
        link.refuseConnection();
        QCOMPARE(link.routingFailed, 1);
        link.clock.advance(1s);
        link.shakeHands();
        QVERIFY(link.server().routingInfo.isEmpty());
        link.cut();
        QCOMPARE(link.routingFailed, 1);
    }

    void routingInfoThatLedToTheServerIsKept()
    {
        Link link;
        link.routingInfo = "edge";
        link.openAndLogIn();
        QCOMPARE(link.server().routingInfo, "edge");
        link.cut();
        QCOMPARE(link.routingFailed, 0);
    }

    void routingInfoIsPassedOn()
    {
        Link link;
        link.openAndLogIn();
        link.say(
            {.tag = "ib",
             .content = QList{Node{.tag = "edge_routing",
                                   .content = QList{Node{.tag = "routing_info", .content = QByteArray("edge")}}}}});
        QCOMPARE(link.routingReceived, QList<QByteArray>{"edge"});
        QCOMPARE(link.nodes.size(), 1);
    }

    void checkingConnectsAtOnceWhenItWaits()
    {
        Link link;
        link.connection.open();
        for (int i = 0; i < 10; ++i) {
            link.refuseConnection();
            link.connection.check();
            QCOMPARE(link.connections(), i + 2);
        }
        link.logIn();
        link.clock.advance(100s); // the timer of the wait that was cut short does nothing
        QCOMPARE(link.connections(), 11);
    }

    void checkingAsksForASignOfLifeWhenItIsUp()
    {
        Link link;
        link.openAndLogIn();
        link.connection.check();
        link.read();
        QCOMPARE(link.server().received.size(), 1);
        link.clock.advance(1s);
        link.say({.tag = "ib"});
        link.clock.advance(10s);
        QCOMPARE(link.state(), u"ready/none"_s);
        link.connection.check();
        link.clock.advance(5s);
        QCOMPARE(link.state(), u"waiting/timed_out"_s);
    }

    void checkingDoesNothingWhenItIsOff()
    {
        Link link;
        link.connection.check();
        QCOMPARE(link.connections(), 0);
        link.connection.stop(LinkCause::PairingFailed, u"x"_s);
        link.connection.check();
        QCOMPARE(link.connections(), 0);
        QCOMPARE(link.state(), u"stopped/pairing_failed"_s);
    }

    void closingIsFinal()
    {
        Link link;
        link.openAndLogIn();
        link.connection.close();
        QCOMPARE(link.state(), u"offline/requested"_s);
        QCOMPARE(link.downs, 1);
        link.clock.advance(1h);
        QCOMPARE(link.connections(), 1);

        link.connection.open();
        link.refuseConnection();
        link.connection.close();
        link.clock.advance(1h);
        QCOMPARE(link.connections(), 2);
        QCOMPARE(link.state(), u"offline/requested"_s);
    }

    void openingTwiceIsOneConnection()
    {
        Link link;
        link.connection.open();
        link.connection.open();
        QCOMPARE(link.connections(), 1);
        link.refuseConnection();
        link.connection.open(); // does not wait
        QCOMPARE(link.connections(), 2);
        link.clock.advance(10s);
        QCOMPARE(link.connections(), 2);
    }

    void withoutReconnectingItStaysOffline()
    {
        Link link({.reconnects = false});
        link.openAndLogIn();
        link.cut();
        QCOMPARE(link.state(), u"offline/connection_lost"_s);
        link.clock.advance(1h);
        QCOMPARE(link.connections(), 1);
        link.connection.open();
        link.shakeHands();
        link.say(streamError("515")); // part of every pairing
        QCOMPARE(link.connections(), 3);
    }

    void aStoreThatFailsStopsIt()
    {
        Link link;
        link.storeBroken = true;
        link.connection.open();
        QCOMPARE(link.state(), u"stopped/storage_failed"_s);
        QCOMPARE(link.connection.status().detail, u"disk"_s);
        QCOMPARE(link.connections(), 0);
    }

    void afterAPairingTheEndIsFollowedAtOnce_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("515") << 0;
        QTest::newRow("closed without it") << 1;
        QTest::newRow("not closed at all") << 2;
    }
    void afterAPairingTheEndIsFollowedAtOnce()
    {
        QFETCH(int, end);
        Link link({.reconnects = false});
        link.registered = false;
        link.connection.open();
        link.shakeHands();
        link.say({.tag = "ib"});
        link.registered = true;
        link.connection.expectRestart();
        if (end == 0)
            link.say(streamError("515"));
        else if (end == 1)
            link.cut();
        else
            for (int i = 0; i < 3; ++i) {
                link.clock.advance(10s);
                if (link.connections() == 1)
                    link.say({.tag = "ib"});
            }
        QCOMPARE(link.connections(), 2);
        link.logIn();
        QCOMPARE(link.state(), u"ready/none"_s);
        link.cut(); // that was it
        QCOMPARE(link.state(), u"offline/connection_lost"_s);
    }

    void nothingIsSentWithoutAStream()
    {
        Link link;
        QVERIFY(link.connection.send({.tag = "ib"}).error().code == Errc::NotConnected);
        link.connection.open();
        QVERIFY(link.connection.send({.tag = "ib"}).error().code == Errc::NotConnected);
        link.logIn();
        QVERIFY(link.connection.send({.tag = "ib"}));
        link.connection.close();
        QVERIFY(link.connection.send({.tag = "ib"}).error().code == Errc::NotConnected);
    }

    // --- Slots that act at once -------------------------------------------------------------------------------------

    void aSlotMayCloseAtAnyStatus_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("connecting") << int(LinkState::Connecting);
        QTest::newRow("logging in") << int(LinkState::LoggingIn);
        QTest::newRow("ready") << int(LinkState::Ready);
        QTest::newRow("waiting") << int(LinkState::Waiting);
        QTest::newRow("stopped") << int(LinkState::Stopped);
    }
    void aSlotMayCloseAtAnyStatus()
    {
        QFETCH(int, state);
        Link link;
        link.onStatus = [&](const LinkStatus &status) {
            if (int(status.state) == state)
                link.connection.close();
        };
        link.connection.open();
        if (link.connection.status().state == LinkState::Connecting)
            link.shakeHands();
        if (link.connection.status().state == LinkState::LoggingIn)
            link.say({.tag = "success"});
        if (link.connection.status().state == LinkState::Ready)
            link.say(streamError(state == int(LinkState::Stopped) ? "409" : "503"));
        QCOMPARE(link.state(), u"offline/requested"_s);
        const auto connections = link.connections();
        link.clock.advance(1h);
        QCOMPARE(link.connections(), connections);
        QVERIFY(!link.wire() || link.wire()->isClosed);
        // Nobody is told of a stream that was closed before.
        QCOMPARE(link.ups.size(), state <= int(LinkState::LoggingIn) ? 0 : 1);
    }

    void aSlotMayCloseWhenTheStreamGoes()
    {
        Link link;
        link.openAndLogIn();
        link.onDown = [&] { link.connection.close(); };
        link.cut();
        QCOMPARE(link.state(), u"offline/requested"_s);
        link.clock.advance(1h);
        QCOMPARE(link.connections(), 1);
    }

    void aSlotMayOpenWhenTheStreamGoes()
    {
        Link link;
        link.openAndLogIn();
        link.onDown = [&] {
            link.onDown = {};
            link.connection.open();
        };
        link.connection.close();
        QCOMPARE(link.connections(), 2);
        QCOMPARE(link.state(), u"connecting/none"_s);
        link.logIn();
        QCOMPARE(link.state(), u"ready/none"_s);
    }

    void aSlotMayStopWhenTheStreamIsUp()
    {
        Link link;
        link.onUp = [&] { link.connection.stop(LinkCause::StorageFailed, u"x"_s); };
        link.connection.open();
        link.shakeHands();
        QCOMPARE(link.state(), u"stopped/storage_failed"_s);
        link.clock.advance(1h);
        QCOMPARE(link.connections(), 1);
    }

    void aSlotMayOpenAgainWhenItStopped()
    {
        Link link;
        int times = 0;
        link.onStatus = [&](const LinkStatus &status) {
            if (status.state == LinkState::Stopped && ++times < 4)
                link.connection.open();
        };
        link.openAndLogIn();
        for (int i = 0; i < 4; ++i) {
            link.say(streamError("409"));
            if (link.connection.status().state == LinkState::Connecting)
                link.shakeHands();
        }
        QCOMPARE(link.connections(), 4);
        QCOMPARE(link.state(), u"stopped/replaced"_s);
    }

    void aSlotMayOpenAgainWhenTheSessionEnded()
    {
        Link link;
        link.openAndLogIn();
        link.onEnded = [&] { link.connection.open(); };
        link.say(streamError("401"));
        QCOMPARE(link.connections(), 2);
        QCOMPARE(link.state(), u"connecting/none"_s);
    }

    void aConnectionMayEndWhileItSends()
    {
        Link link;
        link.openAndLogIn();
        link.wire()->diesOnSend = true;
        (void)link.connection.send({.tag = "ib"});
        QCOMPARE(link.state(), u"waiting/connection_lost"_s);
        link.clock.advance(1s);
        link.logIn();
        link.wire()->diesOnSend = true;
        link.connection.check(); // sends a ping
        QCOMPARE(link.state(), u"waiting/connection_lost"_s);
        QCOMPARE(link.downs, 2);
    }

    void whatComesAfterTheEndIsNotLookedAt()
    {
        Link link;
        link.openAndLogIn();
        const QByteArray late = link.server().frame({.tag = "ib"});
        const QPointer<MemoryTransport> old = link.wire();
        link.connection.close();
        QVERIFY(old);
        old->deliver(late);
        QVERIFY(link.nodes.isEmpty());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!old);
    }

    void streamsDoNotPileUp()
    {
        Link link;
        link.connection.open();
        QList<QPointer<MemoryTransport>> old;
        for (int i = 0; i < 50; ++i) {
            old << link.wire();
            link.refuseConnection();
            link.connection.check();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        for (const auto &transport : old)
            QVERIFY(!transport);
    }

    void itMayDieAtAnyTime()
    {
        for (int step = 0; step < 4; ++step) {
            auto link = std::make_unique<Link>();
            link->connection.open();
            if (step > 0)
                link->shakeHands();
            if (step > 1)
                link->say({.tag = "success"});
            if (step > 2)
                link->cut();
            link.reset();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::ConnectionTest)
#include "tst_connection.moc"
