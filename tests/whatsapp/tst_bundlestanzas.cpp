#include "whatsapp/keys/bundlestanzas.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

Node leaf(const char *tag, const QByteArray &bytes)
{
    return {.tag = tag, .content = bytes};
}

Node keyNode(const char *tag, const QByteArray &id, const QByteArray &value)
{
    return {.tag = tag, .content = QList{leaf("id", id), leaf("value", value)}};
}

const Node registration = leaf("registration", "\x01\x02\x03\x04"_ba);
const Node identity = leaf("identity", QByteArray(32, 'i'));
const Node oneTime = keyNode("key", "\x01\x00\x02"_ba, QByteArray(32, 'o'));
Node signedKey()
{
    return keyNode("skey", "\x00\x00\x09"_ba, QByteArray(32, 's')).append(leaf("signature", QByteArray(64, 'g')));
}

Node user(const QList<Node> &children, const QByteArray &jid = "100000012345678:3@lid")
{
    return {.tag = "user", .attributes = {{"jid", jid}}, .content = children};
}

Node answer(const QList<Node> &users)
{
    return {.tag = "iq", .attributes = {{"type", "result"}}, .content = QList{Node{.tag = "list", .content = users}}};
}

} // namespace

class BundleStanzasTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForEachDevice()
    {
        const auto request = bundleRequest(
            {*Jid::parse("100000012345678:3@lid"_ba), *Jid::parse("15550001001@s.whatsapp.net"_ba)});
        QVERIFY(request.has_value());
        QCOMPARE(request->tag, "iq"_ba);
        QCOMPARE(request->attr("type"), "get"_ba);
        QCOMPARE(request->attr("xmlns"), "encrypt"_ba);
        const auto users = request->child("key")->children("user");
        QCOMPARE(users.size(), 2);
        QCOMPARE(users.at(0)->attr("jid"), "100000012345678:3@lid"_ba);
        QCOMPARE(users.at(1)->attr("jid"), "15550001001@s.whatsapp.net"_ba);
        QCOMPARE(users.at(0)->attr("reason"), "identity"_ba);
    }

    void asksForSomeDozensAtMost()
    {
        QVERIFY(!bundleRequest({}));
        QList<Jid> devices;
        for (int i = 0; i < maxBundlesPerRequest; ++i)
            devices << Jid("100000012345678", Jid::Server::Lid, quint16(i));
        QVERIFY(bundleRequest(devices));
        devices << Jid("100000099999999", Jid::Server::Lid);
        const auto tooMany = bundleRequest(devices);
        QVERIFY(!tooMany);
        QVERIFY(tooMany.error().code == Errc::Invalid);
    }

    void readsABundle()
    {
        const auto read = parseBundles(answer({user(
            {registration, leaf("type", "\x05"_ba), identity, signedKey(), oneTime, leaf("device-identity", "adv")})}));
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 1);
        const FetchedBundle &fetched = read->first();
        QCOMPARE(fetched.device.toText(), "100000012345678:3@lid"_ba);
        QCOMPARE(fetched.error, 0);
        QCOMPARE(fetched.deviceIdentity, "adv"_ba);
        QVERIFY(fetched.bundle);
        QCOMPARE(fetched.bundle->registrationId, 0x01020304U);
        QCOMPARE(fetched.bundle->identityKey, QByteArray(32, 'i'));
        QCOMPARE(fetched.bundle->signedPreKeyId, 9U);
        QCOMPARE(fetched.bundle->signedPreKey, QByteArray(32, 's'));
        QCOMPARE(fetched.bundle->signature, QByteArray(64, 'g'));
        QCOMPARE(fetched.bundle->oneTimeKey->id, 0x010002U);
        QCOMPARE(fetched.bundle->oneTimeKey->key, QByteArray(32, 'o'));
    }

    void anEmptyPoolAndShortNumbersAreFine()
    {
        const Node shortNumber = leaf("registration", "\x07"_ba);
        const auto read = parseBundles(answer({user({shortNumber, identity, signedKey()})}));
        QVERIFY(read->first().bundle);
        QCOMPARE(read->first().bundle->registrationId, 7U);
        QVERIFY(!read->first().bundle->oneTimeKey);
        QVERIFY(read->first().deviceIdentity.isEmpty());
    }

    void whatCannotBeReadIsNoBundle_data()
    {
        QTest::addColumn<QList<Node>>("children");
        QTest::newRow("nothing") << QList<Node>{};
        QTest::newRow("no registration") << QList{identity, signedKey(), oneTime};
        QTest::newRow("long registration") << QList{leaf("registration", "12345"), identity, signedKey()};
        QTest::newRow("no identity") << QList{registration, signedKey(), oneTime};
        QTest::newRow("identity with 05") << QList{registration, leaf("identity", QByteArray(33, 5)), signedKey()};
        QTest::newRow("no signed key") << QList{registration, identity, oneTime};
        QTest::newRow("signed key without signature")
            << QList{registration, identity, keyNode("skey", "\x01", QByteArray(32, 's'))};
        QTest::newRow("short signature") << QList{
            registration, identity,
            keyNode("skey", "\x01", QByteArray(32, 's')).append(leaf("signature", QByteArray(63, 'g')))};
        QTest::newRow("short signed key")
            << QList{registration, identity,
                     keyNode("skey", "\x01", QByteArray(31, 's')).append(leaf("signature", QByteArray(64, 'g')))};
        QTest::newRow("broken one-time key")
            << QList{registration, identity, signedKey(), keyNode("key", "\x01", QByteArray(31, 'o'))};
        QTest::newRow("one-time key without id")
            << QList{registration, identity, signedKey(), keyNode("key", {}, QByteArray(32, 'o'))};
    }
    void whatCannotBeReadIsNoBundle()
    {
        QFETCH(QList<Node>, children);
        const auto read = parseBundles(
            answer({user(children), user({registration, identity, signedKey()}, "100000012345678@lid")}));
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 2); // one broken device spoils no other
        QVERIFY(!read->at(0).bundle);
        QCOMPARE(read->at(0).error, -1);
        QVERIFY(read->at(1).bundle);
    }

    void aRefusalHasItsNumber_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("error");
        QTest::newRow("gone") << "406"_ba << 406;
        QTest::newRow("trouble") << "500"_ba << 500;
        QTest::newRow("none") << ""_ba << -1;
        QTest::newRow("absurd") << "99999999999999999"_ba << 100000;
        QTest::newRow("negative") << "-7"_ba << -1;
    }
    void aRefusalHasItsNumber()
    {
        QFETCH(QByteArray, code);
        QFETCH(int, error);
        Node refusal{.tag = "error"};
        if (!code.isEmpty())
            refusal.set({"code", code});
        const auto read = parseBundles(answer({user({refusal})}));
        QVERIFY(!read->first().bundle);
        QCOMPARE(read->first().error, error);
    }

    void whatIsNoDeviceIsLeftOut()
    {
        const QList<Node> keys{registration, identity, signedKey()};
        const auto read = parseBundles(answer({user(keys, "120363000000000001@g.us"), user(keys, "nonsense"),
                                               Node{.tag = "user", .content = keys}, Node{.tag = "other"}}));
        QVERIFY(read.has_value());
        QVERIFY(read->isEmpty());
        QVERIFY(parseBundles(answer({}))->isEmpty());
    }

    void anAbsurdDeviceIdentityIsLeftOut()
    {
        const auto read = parseBundles(
            answer({user({registration, identity, signedKey(), leaf("device-identity", QByteArray(4097, 'x'))})}));
        QVERIFY(read->first().bundle);
        QVERIFY(read->first().deviceIdentity.isEmpty());
    }

    void noMoreThanWasAskedForIsRead()
    {
        QList<Node> users;
        for (int i = 0; i < maxBundlesPerRequest + 10; ++i)
            users << user({registration, identity, signedKey()}, "1000000" + QByteArray::number(i) + "@lid");
        QCOMPARE(parseBundles(answer(users))->size(), maxBundlesPerRequest);
    }

    void anAnswerWithoutListIsNone()
    {
        const auto read = parseBundles({.tag = "iq", .attributes = {{"type", "result"}}});
        QVERIFY(!read);
        QVERIFY(read.error().code == Errc::Protocol);
    }

    void theKeysOfARetryReceiptAreABundle()
    {
        RetryKeys keys{.identity = QByteArray(32, 'i'),
                       .preKeyId = 5,
                       .preKey = QByteArray(32, 'o'),
                       .signedKeyId = 9,
                       .signedKey = QByteArray(32, 's'),
                       .signature = QByteArray(64, 'g')};
        const PreKeyBundle bundle = bundleFrom(keys, 77);
        QCOMPARE(bundle.registrationId, 77U);
        QCOMPARE(bundle.identityKey, keys.identity);
        QCOMPARE(bundle.signedPreKeyId, 9U);
        QCOMPARE(bundle.signedPreKey, keys.signedKey);
        QCOMPARE(bundle.signature, keys.signature);
        QCOMPARE(bundle.oneTimeKey->id, 5U);
        QCOMPARE(bundle.oneTimeKey->key, keys.preKey);
        keys.preKey.clear();
        QVERIFY(!bundleFrom(keys, 77).oneTimeKey);
    }
};

QTEST_GUILESS_MAIN(BundleStanzasTest)
#include "tst_bundlestanzas.moc"
