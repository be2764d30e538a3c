#include "whatsapp/transport/nodestream.h"

#include "tests/support/fakeclock.h"
#include "tests/support/memorytransport.h"
#include "tests/whatsapp/noiseparties.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

/// A stream over memory, with all it tells.
struct Line
{
    explicit Line(CertifiedServer server = CertifiedServer(), const QByteArray &routingInfo = {})
        : certified(std::move(server)), service(certified.server()),
          stream(std::unique_ptr<ByteTransport>(transport),
                 {.rootKey = certified.root.publicKey, .routingInfo = routingInfo}, clock, random)
    {
        QObject::connect(&stream, &NodeStream::established, &stream, [this] { ++established; });
        QObject::connect(&stream, &NodeStream::heard, &stream, [this] { ++heard; });
        QObject::connect(&stream, &NodeStream::nodeReceived, &stream, [this](const Node &node) {
            nodes << node;
            if (onNode)
                onNode();
        });
        QObject::connect(&stream, &NodeStream::ended, &stream, [this](const StreamEnd &end) { ends << end; });
    }
    ~Line() { stream.disconnect(&stream); }

    void open()
    {
        stream.open(certified.keys.clientStatic, "payload");
        transport->accept();
    }
    /// What the server says to all that was sent so far.
    [[nodiscard]] QByteArray answer() { return service.take(std::exchange(transport->unread, {})); }
    void shakeHands()
    {
        open();
        transport->deliver(answer());
        QVERIFY(answer().isEmpty());
        QVERIFY(service.isUp());
        QCOMPARE(established, 1);
    }
    [[nodiscard]] bool endedOnceWith(StreamEnd::Cause cause) const
    {
        return ends.size() == 1 && ends.first().cause == cause && transport->isClosed;
    }

    CertifiedServer certified;
    FakeClock clock;
    ScriptedRandom random;
    StreamServer service;
    MemoryTransport *transport = new MemoryTransport;
    NodeStream stream;
    int established = 0;
    int heard = 0;
    QList<Node> nodes;
    QList<StreamEnd> ends;
    std::function<void()> onNode;
};

Node note(int number)
{
    return {.tag = "ib", .attributes = {{"id", number}}};
}

} // namespace

class NodeStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstBytesAreIntroAndHelloInOneMessage()
    {
        Line line;
        line.stream.open(line.certified.keys.clientStatic, "payload");
        QVERIFY(line.transport->isOpening);
        QVERIFY(line.transport->sent.isEmpty());
        line.transport->accept();
        QCOMPARE(line.transport->sent.size(), 1);
        QVERIFY(line.transport->sent.first().startsWith(QByteArray::fromHex("5741060300002412220a20")));
    }

    void theServerLearnsWhoConnects()
    {
        Line line;
        line.shakeHands();
        QCOMPARE(line.service.clientStatic, line.certified.keys.clientStatic.publicKey);
        QCOMPARE(line.service.payload, "payload");
        QVERIFY(line.service.routingInfo.isEmpty());
    }

    void routingInfoGoesAhead()
    {
        Line line(CertifiedServer(), "route me");
        line.shakeHands();
        QCOMPARE(line.service.routingInfo, "route me");
    }

    void everyConnectionHasAnEphemeralKeyOfItsOwn()
    {
        FakeClock clock;
        SystemRandom random;
        CertifiedServer server;
        QList<QByteArray> hellos;
        for (int i = 0; i < 2; ++i) {
            auto *transport = new MemoryTransport;
            NodeStream stream(std::unique_ptr<ByteTransport>(transport), {.rootKey = server.root.publicKey}, clock,
                              random);
            stream.open(server.keys.clientStatic, {});
            transport->accept();
            hellos << transport->sent.first();
        }
        QVERIFY(hellos.first() != hellos.last());
    }

    void nodesGoBothWays()
    {
        Line line;
        line.shakeHands();
        QVERIFY(line.stream.send(note(1)));
        QVERIFY(line.stream.send(note(2)));
        (void)line.answer();
        QCOMPARE(line.service.received.size(), 2);
        QVERIFY(line.service.received.last() == note(2));
        line.transport->deliver(line.service.frame(note(3)));
        QVERIFY(line.nodes == QList{note(3)});
        QCOMPARE(line.heard, 1);
    }

    void theServerHelloMayBeCutAnywhere()
    {
        qsizetype size = 2;
        for (qsizetype cut = 1; cut < size; ++cut) {
            Line line;
            line.open();
            const QByteArray hello = line.answer();
            size = hello.size();
            line.transport->deliver(hello.first(cut));
            QCOMPARE(line.established, 0);
            line.transport->deliver(hello.sliced(cut));
            QCOMPARE(line.established, 1);
        }
    }

    void sealedFramesMayBeCutAnywhere()
    {
        qsizetype size = 2;
        for (qsizetype cut = 1; cut < size; ++cut) {
            Line line;
            line.shakeHands();
            QByteArray frames; // each is sealed with the next counter: one statement after the other
            for (int i = 1; i <= 3; ++i)
                frames += line.service.frame(note(i));
            size = frames.size();
            line.transport->deliver(frames.first(cut));
            line.transport->deliver(frames.sliced(cut));
            QVERIFY((line.nodes == QList{note(1), note(2), note(3)}));
        }
    }

    void aByteAtATimeIsFine()
    {
        Line line;
        line.open();
        for (const char byte : line.answer())
            line.transport->deliver(QByteArray(1, byte));
        (void)line.answer();
        QByteArray frames;
        for (int i = 0; i < 5; ++i)
            frames += line.service.frame(note(i));
        for (const char byte : frames)
            line.transport->deliver(QByteArray(1, byte));
        QCOMPARE(line.nodes.size(), 5);
    }

    void manyFramesMayComeAtOnceAndALargeOne()
    {
        Line line;
        line.shakeHands();
        QByteArray frames;
        for (int i = 0; i < 300; ++i)
            frames += line.service.frame(note(i));
        const Node large{.tag = "message", .content = QByteArray(2'000'000, 'x')};
        frames += line.service.frame(large);
        line.transport->deliver(frames);
        QCOMPARE(line.nodes.size(), 301);
        QVERIFY(line.nodes.last() == large);
    }

    void aFrameOverTheLimitOfTheHandshakeEndsIt()
    {
        Line line;
        line.open();
        (void)line.answer();
        line.transport->deliver(QByteArray::fromHex("010001")); // 65537, of which not a byte has come
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Broken));
        QCOMPARE(line.transport->sent.size(), 1);
    }

    void aFrameThatCannotBeSentIsRefused()
    {
        Line line;
        line.shakeHands();
        const auto sent = line.stream.send({.tag = "message", .content = QByteArray(1 << 24, 'x')});
        QVERIFY(!sent);
        QVERIFY(line.ends.isEmpty());
        QVERIFY(line.stream.send(note(1)));
        (void)line.answer();
        QVERIFY(line.service.received == QList{note(1)});
    }

    void whatCannotBeOpenedEndsTheStream_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("spoiled byte") << 0;
        QTest::newRow("not sealed") << 1;
        QTest::newRow("empty frame") << 2;
        QTest::newRow("the same frame again") << 3;
    }
    void whatCannotBeOpenedEndsTheStream()
    {
        QFETCH(int, what);
        Line line;
        line.shakeHands();
        const QByteArray good = line.service.frame(note(1));
        QByteArray bad = good;
        if (what == 0)
            bad[bad.size() - 1] = char(bad.back() ^ 1);
        else if (what == 1)
            bad = encodeFrame("in clear, as it seems to be allowed").value();
        else if (what == 2)
            bad = encodeFrame({}).value();
        else
            line.transport->deliver(good);
        const auto before = line.nodes.size();
        line.transport->deliver(bad + line.service.frame(note(2)));
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Broken));
        QCOMPARE(line.nodes.size(), before);
        line.transport->deliver(line.service.frame(note(3)));
        QCOMPARE(line.nodes.size(), before);
    }

    void aFrameWithoutANodeIsSkipped()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a frame holds no node"_s));
        Line line;
        line.shakeHands();
        QByteArray frames = line.service.sealed("\x07garbage");
        frames += line.service.frame(note(1));
        line.transport->deliver(frames);
        QCOMPARE(line.heard, 2);
        QVERIFY(line.nodes == QList{note(1)});
        QVERIFY(line.ends.isEmpty());
    }

    void aServerWithoutProofIsNotTold_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("another root") << 0 << u"the intermediate certificate is not signed by the root key"_s;
        QTest::newRow("another intermediate") << 1 << u"the leaf certificate is not signed by the intermediate key"_s;
        QTest::newRow("leaf for another key") << 2 << u"the leaf certificate is for another key than the server's"_s;
        QTest::newRow("leaf expired") << 3 << u"the leaf certificate expired"_s;
        QTest::newRow("leaf not valid yet") << 4 << u"the leaf certificate is not valid before"_s;
        QTest::newRow("intermediate expired") << 5 << u"the intermediate certificate expired"_s;
        QTest::newRow("intermediate of another issuer") << 6 << u"the intermediate certificate names issuer 7"_s;
        QTest::newRow("leaf of another issuer") << 7 << u"the leaf certificate names issuer 9"_s;
    }
    void aServerWithoutProofIsNotTold()
    {
        QFETCH(int, fault);
        QFETCH(QString, complaint);
        CertifiedServer server;
        SystemRandom random;
        const KeyPair other = curve25519::generate(random);
        switch (fault) {
        case 0:
            server.rootSigner = other;
            break;
        case 1:
            server.leafSigner = other;
            break;
        case 2:
            server.leaf.key = other.publicKey;
            break;
        case 3:
            server.leaf.notAfter = 1600000001;
            break;
        case 4:
            server.leaf.notBefore = 3900000000;
            break;
        case 5:
            server.intermediate.notAfter = 1600000001;
            break;
        case 6:
            server.intermediate.issuerSerial = 7;
            break;
        default:
            server.leaf.issuerSerial = 9;
        }
        Line line(std::move(server));
        line.open();
        line.transport->deliver(line.answer());
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Untrusted));
        QVERIFY2(line.ends.first().detail.contains(complaint), qPrintable(line.ends.first().detail));
        QCOMPARE(line.transport->sent.size(), 1); // the hello, and no ClientFinish
        QCOMPARE(line.established, 0);
    }

    void aServerHelloThatIsNoneIsNotAnswered_data()
    {
        QTest::addColumn<QByteArray>("hello");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("HTTP/1.1 200 OK");
        QTest::newRow("another message") << QByteArray::fromHex("1a00");
        QTest::newRow("zeros") << QByteArray(200, '\0');
    }
    void aServerHelloThatIsNoneIsNotAnswered()
    {
        QFETCH(QByteArray, hello);
        Line line;
        line.open();
        line.transport->deliver(encodeFrame(hello).value());
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Untrusted));
        QCOMPARE(line.transport->sent.size(), 1);
    }

    void aHandshakeThatStallsTimesOut()
    {
        Line line;
        line.open();
        const QByteArray hello = line.answer();
        line.transport->deliver(hello.chopped(1));
        line.clock.advance(19s);
        QVERIFY(line.ends.isEmpty());
        line.clock.advance(1s);
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::TimedOut));
        line.transport->deliver(hello.last(1));
        QCOMPARE(line.established, 0);
    }

    void aConnectionThatDoesNotOpenTimesOut()
    {
        Line line;
        line.stream.open(line.certified.keys.clientStatic, {});
        line.clock.advance(20s);
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::TimedOut));
        line.transport->accept();
        QVERIFY(line.transport->sent.isEmpty());
    }

    void anEstablishedStreamHasNoTimeLimit()
    {
        Line line;
        line.shakeHands();
        line.clock.advance(24h);
        QVERIFY(line.ends.isEmpty());
    }

    void nothingIsSentBeforeAndAfter()
    {
        Line line;
        QVERIFY(line.stream.send(note(1)).error().code == Errc::NotConnected);
        line.open();
        QVERIFY(line.stream.send(note(1)).error().code == Errc::NotConnected);
        line.transport->deliver(line.answer());
        QVERIFY(line.stream.send(note(1)));
        line.stream.close();
        QVERIFY(line.stream.send(note(1)).error().code == Errc::NotConnected);
    }

    void aNodeWithoutWireFormIsInvalid()
    {
        Line line;
        line.shakeHands();
        QVERIFY(line.stream.send({}).error().code == Errc::Invalid);
        QVERIFY(line.ends.isEmpty());
    }

    void closingEndsOnce()
    {
        Line line;
        line.shakeHands();
        line.stream.close();
        line.stream.close();
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Closed));
        line.clock.advance(1h);
        QCOMPARE(line.ends.size(), 1);
    }

    void theOtherSideMayGoAtAnyTime_data()
    {
        QTest::addColumn<int>("when");
        QTest::newRow("opening") << 0;
        QTest::newRow("shaking hands") << 1;
        QTest::newRow("established") << 2;
    }
    void theOtherSideMayGoAtAnyTime()
    {
        QFETCH(int, when);
        Line line;
        if (when == 0)
            line.stream.open(line.certified.keys.clientStatic, {});
        else if (when == 1)
            line.open();
        else
            line.shakeHands();
        line.transport->end({TransportEnd::Cause::Closed, 0, u"gone"_s});
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::RemoteClosed));
        QCOMPARE(line.ends.first().detail, u"gone"_s);
        line.clock.advance(1h);
        QCOMPARE(line.ends.size(), 1);
    }

    void whatTheNetworkSaysIsPassedOn()
    {
        Line refused;
        refused.stream.open(refused.certified.keys.clientStatic, {});
        refused.transport->end({TransportEnd::Cause::HttpRefused, 403, u"no"_s});
        QVERIFY(refused.endedOnceWith(StreamEnd::Cause::HttpRefused));
        QCOMPARE(refused.ends.first().httpStatus, 403);

        Line down;
        down.stream.open(down.certified.keys.clientStatic, {});
        down.transport->end({TransportEnd::Cause::ConnectFailed, 0, u"no route"_s});
        QVERIFY(down.endedOnceWith(StreamEnd::Cause::ConnectFailed));
    }

    void aTransportMayEndWhileItSends()
    {
        Line first;
        first.transport->diesOnSend = true;
        first.open();
        QVERIFY(first.endedOnceWith(StreamEnd::Cause::RemoteClosed));

        Line second;
        second.open();
        second.transport->diesOnSend = true;
        second.transport->deliver(second.answer());
        QVERIFY(second.endedOnceWith(StreamEnd::Cause::RemoteClosed));
        QCOMPARE(second.established, 0);

        Line third;
        third.shakeHands();
        third.transport->diesOnSend = true;
        (void)third.stream.send(note(1));
        QVERIFY(third.endedOnceWith(StreamEnd::Cause::RemoteClosed));
        QVERIFY(third.stream.send(note(2)).error().code == Errc::NotConnected);
    }

    void aSlotMayCloseInTheMiddleOfAChunk()
    {
        Line line;
        line.shakeHands();
        line.onNode = [&line] { line.stream.close(); };
        QByteArray frames = line.service.frame(note(1));
        frames += line.service.frame(note(2));
        line.transport->deliver(frames);
        QCOMPARE(line.nodes.size(), 1);
        QVERIFY(line.endedOnceWith(StreamEnd::Cause::Closed));
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::NodeStreamTest)
#include "tst_nodestream.moc"
