#include "whatsapp/keys/prekeymanager.h"

#include "tests/support/fakeclock.h"
#include "whatsapp/keys/prekeystanzas.h"

#include <QCoreApplication>
#include <QtEndian>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

/// A manager over a real store, and the server's side of its requests.
struct Supply
{
    Supply()
    {
        if (auto opened = store.open(u":memory:"_s, SecretBytes::random(random, 32)); !opened || !store.deviceKeys())
            qFatal("no store");
    }

    [[nodiscard]] Node &last() { return sent.last(); }
    void answer(const Node &request, QList<Node> children = {})
    {
        Node result{.tag = "iq",
                    .attributes = {{"from", Jid::server()}, {"type", "result"}, {"id", request.attr("id")}}};
        if (!children.isEmpty())
            result.content = std::move(children);
        QVERIFY(iqs.handle(result));
        settle();
    }
    void answerCount(int count)
    {
        QVERIFY(last().child("count"));
        answer(last(), {Node{.tag = "count", .attributes = {{"value", count}}}});
    }
    void refuse(const Node &request, int code)
    {
        QVERIFY(iqs.handle({.tag = "iq",
                            .attributes = {{"type", "error"}, {"id", request.attr("id")}},
                            .content = QList{Node{.tag = "error", .attributes = {{"code", code}}}}}));
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    static quint32 number(const QByteArray &bytes)
    {
        return qFromBigEndian<quint32>(bytes.rightJustified(4, '\0').constData());
    }
    /// The ids of an upload.
    static QList<quint32> idsOf(const Node &upload)
    {
        QList<quint32> ids;
        if (const Node *list = upload.child("list")) {
            for (const Node &key : list->children())
                ids << number(key.child("id")->bytes());
        }
        return ids;
    }
    /// Ids and public keys, to see whether it is the same upload.
    static QList<Node> keysOf(const Node &upload) { return upload.child("list")->children(); }

    FakeClock clock;
    SystemRandom random;
    SessionStore store{clock, random};
    QList<Node> sent;
    IqChannel iqs{[this](const Node &node) -> Result<> {
                      sent << node;
                      return {};
                  },
                  clock, random};
    PreKeyManager manager{store, iqs, clock};
};

bool isUpload(const Node &node)
{
    return node.child("list") != nullptr;
}

} // namespace

class PreKeyManagerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatHasAHundredIsLeftAlone_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {100, 812, 5000})
            QTest::addRow("%d", count) << count;
    }
    void aServerThatHasAHundredIsLeftAlone()
    {
        QFETCH(int, count);
        Supply supply;
        const auto done = supply.manager.check();
        supply.answerCount(count);
        QVERIFY(done.isFinished());
        QVERIFY(done.result());
        QCOMPARE(supply.sent.size(), 1);
        QCOMPARE(*supply.store.localPreKeyCount(), 0);
    }

    void aServerThatHasFewerIsFilledUp_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 5, 99})
            QTest::addRow("%d", count) << count;
    }
    void aServerThatHasFewerIsFilledUp()
    {
        QFETCH(int, count);
        Supply supply;
        const auto done = supply.manager.check();
        supply.answerCount(count);
        QVERIFY(isUpload(supply.last()));
        QCOMPARE(Supply::idsOf(supply.last()).size(), 812 - count);
        QVERIFY(!done.isFinished());
        QCOMPARE(*supply.store.uploadedPreKeyCount(), 0);
        supply.answer(supply.last());
        QVERIFY(done.result());
        QCOMPARE(*supply.store.uploadedPreKeyCount(), 812 - count);
    }

    void anUploadIsWhatTheServiceWants()
    {
        Supply supply;
        (void)supply.manager.topUp(810);
        const auto keys = supply.store.deviceKeys().value();
        const Node &upload = supply.last();
        QByteArrayList tags;
        for (const Node &child : upload.children())
            tags << child.tag;
        QCOMPARE(tags, (QByteArrayList{"registration", "type", "identity", "list", "skey"}));
        QCOMPARE(upload.attr("xmlns"), "encrypt");
        QCOMPARE(Supply::number(upload.child("registration")->bytes()), keys.registrationId);
        QCOMPARE(upload.child("registration")->bytes().size(), 4);
        QCOMPARE(upload.child("type")->bytes(), "\x05");
        QCOMPARE(upload.child("identity")->bytes(), keys.identity.publicKey);
        QCOMPARE(Supply::idsOf(upload), (QList<quint32>{1, 2}));
        QCOMPARE(upload.child("list")->children().first().child("id")->bytes().size(), 3);
        const Node &skey = *upload.child("skey");
        QCOMPARE(Supply::number(skey.child("id")->bytes()), keys.signedPreKey.id);
        QVERIFY(
            isPreKeySignedBy(keys.identity.publicKey, skey.child("value")->bytes(), skey.child("signature")->bytes()));
    }

    void keysAreStoredBeforeTheyAreSent()
    {
        Supply supply;
        (void)supply.manager.topUp(800);
        for (const quint32 id : Supply::idsOf(supply.last())) {
            const auto key = supply.store.preKey(id);
            QVERIFY(key && *key);
        }
    }

    void afterATimeOutTheSameKeysGoAgain()
    {
        Supply supply;
        const auto first = supply.manager.topUp(800);
        const auto keys = Supply::keysOf(supply.last());
        supply.clock.advance(31s);
        Supply::settle();
        QVERIFY(first.isFinished());
        QVERIFY(first.result().error().code == Errc::TimedOut);
        const auto second = supply.manager.topUp(800);
        QCOMPARE(supply.sent.size(), 2);
        QVERIFY(Supply::keysOf(supply.last()) == keys);
        supply.answer(supply.last());
        QVERIFY(second.result());
        QCOMPARE(*supply.store.uploadedPreKeyCount(), 12);
        (void)supply.manager.topUp(800);
        QVERIFY(Supply::keysOf(supply.last()) != keys);
        QCOMPARE(Supply::idsOf(supply.last()).first(), 13U);
    }

    void aRefusedUploadIsToldAndNotCounted()
    {
        Supply supply;
        const auto done = supply.manager.topUp(800);
        supply.refuse(supply.last(), 406);
        QVERIFY(done.result().error().code == Errc::Rejected);
        QCOMPARE(*supply.store.uploadedPreKeyCount(), 0);
    }

    void fewLeftIsAnsweredWithAFullBatch()
    {
        Supply supply;
        const auto done = supply.manager.topUp(3);
        QCOMPARE(Supply::idsOf(supply.last()).size(), 809);
        supply.answer(supply.last());
        QVERIFY(done.result());
    }

    void anUploadUnderWayIsJoined()
    {
        Supply supply;
        const auto first = supply.manager.topUp(3);
        const auto second = supply.manager.topUp(2);
        QCOMPARE(supply.sent.size(), 1);
        supply.answer(supply.last());
        QVERIFY(first.result());
        QVERIFY(second.result());
        (void)supply.manager.topUp(2);
        QCOMPARE(supply.sent.size(), 2);
    }

    void aLinkThatDropsEndsTheUpload()
    {
        Supply supply;
        const auto done = supply.manager.topUp(800);
        const auto keys = Supply::keysOf(supply.last());
        supply.manager.reset();
        supply.iqs.failAll(u"gone"_s);
        Supply::settle();
        QVERIFY(done.result().error().code == Errc::NotConnected);
        const auto again = supply.manager.topUp(800);
        QVERIFY(Supply::keysOf(supply.last()) == keys);
        supply.answer(supply.last());
        QVERIFY(again.result());
    }

    void anAnswerWithoutACountIsTold_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("text") << QByteArray("many");
        QTest::newRow("negative") << QByteArray("-1");
        QTest::newRow("absurd") << QByteArray("99999999999");
    }
    void anAnswerWithoutACountIsTold()
    {
        QFETCH(QByteArray, value);
        Supply supply;
        const auto done = supply.manager.check();
        supply.answer(
            supply.last(),
            {value.isEmpty() ? Node{.tag = "digest"} : Node{.tag = "count", .attributes = {{"value", value}}}});
        QVERIFY(done.isFinished());
        QVERIFY(done.result().error().code == Errc::Protocol);
        QCOMPARE(supply.sent.size(), 1);
    }

    void theSignedKeyIsLeftAloneForAMonth()
    {
        Supply supply;
        supply.clock.advance(29 * 24h);
        QVERIFY(supply.manager.rotateWhenDue().result());
        QVERIFY(supply.sent.isEmpty());
    }

    void afterAMonthTheSignedKeyChangesOnceTheServerTookIt()
    {
        Supply supply;
        const auto before = supply.store.deviceKeys().value().signedPreKey;
        supply.clock.advance(30 * 24h);
        const auto done = supply.manager.rotateWhenDue();
        const Node *rotate = supply.last().child("rotate");
        QVERIFY(rotate && rotate->child("skey"));
        const Node &skey = *rotate->child("skey");
        QCOMPARE(Supply::number(skey.child("id")->bytes()), before.id + 1);
        const auto identity = supply.store.deviceKeys().value().identity;
        QVERIFY(isPreKeySignedBy(identity.publicKey, skey.child("value")->bytes(), skey.child("signature")->bytes()));
        QCOMPARE(supply.store.deviceKeys().value().signedPreKey.id, before.id);

        supply.answer(supply.last());
        QVERIFY(done.result());
        const auto after = supply.store.deviceKeys().value().signedPreKey;
        QCOMPARE(after.id, before.id + 1);
        QCOMPARE(after.pair.publicKey, skey.child("value")->bytes());
        const auto old = supply.store.signedPreKey(before.id);
        QVERIFY(old && *old);

        QVERIFY(supply.manager.rotateWhenDue().result());
        QCOMPARE(supply.sent.size(), 1);
    }

    void aSignedKeyThatWasNotTakenGoesAgain()
    {
        Supply supply;
        supply.clock.advance(31 * 24h);
        const auto first = supply.manager.rotateWhenDue();
        const QByteArray value = supply.last().child("rotate")->child("skey")->child("value")->bytes();
        supply.refuse(supply.last(), 500);
        QVERIFY(!first.result());
        const auto second = supply.manager.rotateWhenDue();
        QCOMPARE(supply.last().child("rotate")->child("skey")->child("value")->bytes(), value);
        supply.answer(supply.last());
        QVERIFY(second.result());
    }

    void aStoreWithoutKeysIsAnError()
    {
        FakeClock clock;
        SystemRandom random;
        SessionStore store(clock, random);
        QVERIFY(store.open(u":memory:"_s, SecretBytes::random(random, 32)));
        IqChannel iqs([](const Node &) -> Result<> { return fail(Errc::NotConnected); }, clock, random);
        PreKeyManager manager(store, iqs, clock);
        const auto done = manager.check();
        Supply::settle();
        QVERIFY(done.result().error().code == Errc::NotConnected);
    }
};

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::PreKeyManagerTest)
#include "tst_prekeymanager.moc"
