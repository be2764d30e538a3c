#include "tests/support/simtalk.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace desk::wa {

/// What the simulated service finds wrong with messages and with their answers, and that it says so (note 2, section 11.7).
class SimMessageRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badMessages_data();
    void badMessages();
    void badSignalFrames_data();
    void badSignalFrames();
    void badGroupMessages_data();
    void badGroupMessages();
    void keysUsedTwice_data();
    void keysUsedTwice();
    void anotherIdentityIsDropped();
    void badRetries_data();
    void badRetries();
    void notesToOneselfMayNameADeviceTwice();
    void whatAPhoneDoesWrongIsReportedToo();
};

namespace {

using SpoilMessage = std::function<void(Node &, Talk &)>;

QList<Node> &copiesOf(Node &message)
{
    return std::get<QList<Node>>(std::get<QList<Node>>(message.content).first().content);
}

Node &firstEnc(Node &message)
{
    return std::get<QList<Node>>(copiesOf(message).first().content).first();
}

Node peer(const Jid &to)
{
    return {.tag = "message",
            .attributes = {{"id", "X1"}, {"to", to}, {"type", "text"}, {"category", "peer"}},
            .content = QList{FakeCiphertext::enc("msg", FakeCiphertext{"peer"}.message())}};
}

} // namespace
} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::SpoilMessage)

namespace desk::wa {

void SimMessageRulesTest::badMessages_data()
{
    QTest::addColumn<SpoilMessage>("spoil");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("error"); // empty: acknowledged, and dropped
    const auto row = [](const char *name, SpoilMessage spoil, const char *what, const char *error = "400") {
        QTest::newRow(name) << std::move(spoil) << QByteArray(what) << QByteArray(error);
    };
    row(
        "no type", [](Node &message, Talk &) { message.attributes.removeLast(); }, "missing_attr");
    row(
        "to is no address",
        [](Node &message, Talk &) {
            message.set({"to", "somebody"});
        },
        "missing_attr");
    row(
        "a copy for nobody", [](Node &message, Talk &) { copiesOf(message).first().attributes.clear(); },
        "missing_attr");
    row(
        "no ciphertext", [](Node &message, Talk &) { message.content = {}; }, "enc_shape");
    row(
        "no copies", [](Node &message, Talk &) { copiesOf(message).clear(); }, "enc_shape");
    row(
        "a copy without ciphertext", [](Node &message, Talk &) { copiesOf(message).first().content = {}; },
        "enc_shape");
    row(
        "something else among the copies", [](Node &message, Talk &) { copiesOf(message).first().tag = "user"; },
        "enc_shape");
    row(
        "no v", [](Node &message, Talk &) { firstEnc(message).attributes.removeFirst(); }, "enc_shape");
    row(
        "v=3",
        [](Node &message, Talk &) {
            firstEnc(message).set({"v", 3});
        },
        "enc_shape");
    row(
        "an unknown type",
        [](Node &message, Talk &) {
            firstEnc(message).set({"type", "msmsg"});
        },
        "enc_shape");
    row(
        "skmsg to one person",
        [](Node &message, Talk &) {
            firstEnc(message) = FakeCiphertext::enc("skmsg", FakeCiphertext{}.senderKeyMessage(1));
        },
        "enc_shape");
    row(
        "an empty ciphertext", [](Node &message, Talk &) { firstEnc(message).content = QByteArray(); }, "enc_shape");
    row(
        "media without mediatype",
        [](Node &message, Talk &) {
            message.set({"type", "media"});
        },
        "enc_shape", "");
    row(
        "sent again with copies",
        [](Node &message, Talk &) {
            message.set({"device_fanout", "false"});
        },
        "enc_shape", "479");
    row(
        "to a device with copies",
        [](Node &message, Talk &talk) {
            message.set({"to", talk.at(beto, 1, true)});
        },
        "enc_shape");
    row(
        "two ciphertexts for one device",
        [](Node &message, Talk &talk) {
            message = peer(talk.at(ana, 0, false));
            message.append(message.children().first());
        },
        "enc_shape");
    row(
        "a pre-key message without identity",
        [](Node &message, Talk &talk) {
            firstEnc(message) = FakeCiphertext::enc("pkmsg",
                                                    FakeCiphertext{}.preKeyMessage(talk.a->keys.identity.publicKey));
        },
        "pkmsg_without_device_identity");
    row(
        "a number among hidden ids",
        [](Node &message, Talk &talk) {
            copiesOf(message).last().set({"jid", talk.at(beto, 1, false)});
        },
        "mixed_namespaces");
    row(
        "a device twice",
        [](Node &message, Talk &talk) { copiesOf(message).append(talk.copy(talk.at(beto, 1, true))); },
        "duplicate_recipient");
    row(
        "the sending device",
        [](Node &message, Talk &talk) { copiesOf(message).append(talk.copy(talk.at(ana, 1, true))); },
        "own_device_listed");
    row(
        "a device that never was",
        [](Node &message, Talk &talk) { copiesOf(message).append(talk.copy(talk.at(beto, 7, true))); },
        "unknown_recipient");
    row(
        "somebody who has no part in it",
        [](Node &message, Talk &talk) {
            (void)talk.party.server.createAccount("15550001003", u"Carla"_s, false);
            copiesOf(message).append(talk.copy(talk.at("15550001003", 0, true)));
        },
        "unknown_recipient");
    row(
        "nobody",
        [](Node &message, Talk &) {
            message.set({"to", "100000000000009@lid"});
        },
        "unknown_recipient", "404");
    row(
        "a status as if it were for one",
        [](Node &message, Talk &) {
            message.set({"to", "status@broadcast"});
        },
        "enc_shape", "400");
    row(
        "peer_recipient_pn of somebody else",
        [](Node &message, Talk &talk) {
            message.set({"peer_recipient_pn", talk.at(ana, 0, false)});
        },
        "peer_recipient");
    row(
        "a peer message to somebody else", [](Node &message, Talk &talk) { message = peer(talk.at(beto, 0, false)); },
        "unknown_recipient");
    row(
        "a peer message to oneself", [](Node &message, Talk &talk) { message = peer(talk.at(ana, 1, false)); },
        "own_device_listed");
    row(
        "a peer message with a token",
        [](Node &message, Talk &talk) {
            message = peer(talk.at(ana, 0, false));
            message.append(Node{.tag = "tctoken", .content = QByteArray("token")});
        },
        "tctoken", "479");
}

void SimMessageRulesTest::badMessages()
{
    QFETCH(SpoilMessage, spoil);
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, error);
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("X1");
    const Node good = message;
    spoil(message, talk);
    talk.a->send(message);
    const Node ack = Talk::ackOf(*talk.a, "X1");
    QCOMPARE(ack.tag, QByteArray("ack"));
    QCOMPARE(ack.attr("error"), error);
    QCOMPARE(talk.party.violations, QByteArrayList{what});
    QCOMPARE(talk.party.senders, QByteArrayList{talk.a->jid.toText()});
    QCOMPARE(talk.queued(*talk.b), 0);
    QVERIFY(talk.accepted(*talk.a, good)); // its id is free
    QCOMPARE(talk.b->await("message").attr("id"), QByteArray("X1"));
    QCOMPARE(talk.party.violations.size(), 1);
}

void SimMessageRulesTest::badSignalFrames_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray identity(32, 'i');
    const QByteArray good = FakeCiphertext{}.message();
    const QByteArray goodPreKey = FakeCiphertext{}.preKeyMessage(identity);
    using F = FakeCiphertext;
    QTest::newRow("another version") << QByteArray("msg") << "\x32" + good.sliced(1);
    QTest::newRow("noise") << QByteArray("msg") << QByteArray(80, 'x');
    QTest::newRow("cut") << QByteArray("msg") << good.first(20);
    QTest::newRow("one byte") << QByteArray("msg") << QByteArray("\x33");
    QTest::newRow("no counter") << QByteArray(
        "msg") << "\x33" + F::bytes(1, F::key("k")) + F::bytes(4, QByteArray(16, 'c')) + QByteArray(8, 'm');
    QTest::newRow("a key of 32 bytes") << QByteArray("msg")
                                       << "\x33" + F::bytes(1, QByteArray(32, 'k')) + F::number(2, 0)
            + F::bytes(4, QByteArray(16, 'c')) + QByteArray(8, 'm');
    QTest::newRow("a key of another kind") << QByteArray("msg")
                                           << "\x33" + F::bytes(1, QByteArray(33, 'k')) + F::number(2, 0)
            + F::bytes(4, QByteArray(16, 'c')) + QByteArray(8, 'm');
    QTest::newRow("half a block") << QByteArray("msg")
                                  << "\x33" + F::bytes(1, F::key("k")) + F::number(2, 0)
            + F::bytes(4, QByteArray(15, 'c')) + QByteArray(8, 'm');
    QTest::newRow("msg as pkmsg") << QByteArray("pkmsg") << good;
    QTest::newRow("pkmsg as msg") << QByteArray("msg") << goodPreKey;
    QTest::newRow("pkmsg without message inside")
        << QByteArray("pkmsg")
        << "\x33" + F::bytes(2, F::key("b")) + F::bytes(3, '\5' + identity) + F::number(5, 1) + F::number(6, 1);
    QTest::newRow("pkmsg without signed pre-key")
        << QByteArray("pkmsg")
        << "\x33" + F::bytes(2, F::key("b")) + F::bytes(3, '\5' + identity) + F::bytes(4, good) + F::number(5, 1);
}

void SimMessageRulesTest::badSignalFrames()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, bytes);
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("X1");
    firstEnc(message) = FakeCiphertext::enc(type, bytes);
    message.append(Node{.tag = "device-identity", .content = QByteArray("identity")});
    talk.a->send(message);
    QCOMPARE(Talk::ackOf(*talk.a, "X1").attr("error"), QByteArray("400"));
    QCOMPARE(talk.party.violations, QByteArrayList{"signal_shape"});
}

void SimMessageRulesTest::badGroupMessages_data()
{
    QTest::addColumn<SpoilMessage>("spoil");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char *name, SpoilMessage spoil, const char *what, const char *error = "400") {
        QTest::newRow(name) << std::move(spoil) << QByteArray(what) << QByteArray(error);
    };
    row(
        "an unknown group",
        [](Node &message, Talk &) {
            message.set({"to", "120363000@g.us"});
        },
        "unknown_recipient", "404");
    row(
        "somebody who is no member",
        [](Node &message, Talk &talk) {
            (void)talk.party.server.createAccount("15550001003", u"Carla"_s, false);
            copiesOf(message).append(talk.copy(talk.at("15550001003", 0, true)));
        },
        "unknown_recipient");
    row(
        "a member twice",
        [](Node &message, Talk &talk) { copiesOf(message).append(talk.copy(talk.at(beto, 1, true))); },
        "duplicate_recipient");
    row(
        "a number among hidden ids",
        [](Node &message, Talk &talk) { copiesOf(message).append(talk.copy(talk.at(beto, 0, false))); },
        "mixed_namespaces");
    row(
        "no skmsg", [](Node &message, Talk &) { std::get<QList<Node>>(message.content).removeLast(); }, "enc_shape");
    row(
        "msg in place of skmsg",
        [](Node &message, Talk &) {
            std::get<QList<Node>>(message.content).last() = FakeCiphertext::enc("msg", FakeCiphertext{}.message());
        },
        "enc_shape");
    row(
        "a broken skmsg",
        [](Node &message, Talk &) {
            std::get<QList<Node>>(message.content).last().content = FakeCiphertext{}.senderKeyMessage(1).chopped(70);
        },
        "signal_shape");
}

void SimMessageRulesTest::badGroupMessages()
{
    QFETCH(SpoilMessage, spoil);
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, error);
    Talk talk;
    QVERIFY(talk.begin());
    const Node create{.tag = "create",
                      .attributes = {{"subject", "Taller"}},
                      .content = QList{Node{.tag = "participant", .attributes = {{"jid", talk.at(beto, 0, true)}}}}};
    const Node answer = talk.a->ask("w:g2", "set", {create}, "@g.us");
    QVERIFY(answer.child("group"));
    Node message{.tag = "message",
                 .attributes = {{"id", "X1"},
                                {"to", Jid(answer.child("group")->attr("id"), Jid::Server::Group)},
                                {"type", "text"}},
                 .content = QList{Node{.tag = "participants", .content = QList{talk.copy(talk.at(beto, 1, true))}},
                                  FakeCiphertext::enc("skmsg", FakeCiphertext{}.senderKeyMessage(7))}};
    const Node good = message;
    spoil(message, talk);
    talk.a->send(message);
    QCOMPARE(Talk::ackOf(*talk.a, "X1").attr("error"), error);
    QCOMPARE(talk.party.violations, QByteArrayList{what});
    QVERIFY(talk.accepted(*talk.a, good));
    QCOMPARE(talk.party.violations.size(), 1);
}

void SimMessageRulesTest::keysUsedTwice_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("preKey"); // of Beto's companion; 0: none
    QTest::addColumn<bool>("otherChain");
    QTest::addColumn<QByteArray>("what"); // empty: nothing wrong
    QTest::newRow("a message key") << QByteArray("msg") << 0 << false << QByteArray("message_key_reused");
    QTest::newRow("another ratchet key") << QByteArray("msg") << 0 << true << QByteArray();
    QTest::newRow("a message key in a pre-key message")
        << QByteArray("pkmsg") << 0 << false << QByteArray("message_key_reused");
    QTest::newRow("a one-time key by another session")
        << QByteArray("pkmsg") << 1 << true << QByteArray("one_time_key");
    QTest::newRow("a one-time key nobody was given") << QByteArray("pkmsg") << 2 << true << QByteArray("one_time_key");
}

void SimMessageRulesTest::keysUsedTwice()
{
    QFETCH(QByteArray, type);
    QFETCH(int, preKey);
    QFETCH(bool, otherChain);
    QFETCH(QByteArray, what);
    Talk talk;
    QVERIFY(talk.begin());
    // Key 1 goes out, key 2 stays.
    QVERIFY(talk.a
                ->ask("encrypt", "get",
                      {Node{.tag = "key",
                            .content = QList{Node{.tag = "user", .attributes = {{"jid", talk.at(beto, 1, true)}}}}}})
                .child("list"));
    const auto message = [&](const QByteArray &id, const QByteArray &chain) {
        Node node = talk.message(id);
        const FakeCiphertext text{chain, 3, id};
        const auto key = preKey > 0 ? std::optional(quint32(preKey)) : std::nullopt;
        std::get<QList<Node>>(copiesOf(node).last().content).first() = FakeCiphertext::enc(
            type, type == "msg" ? text.message() : text.preKeyMessage(talk.a->keys.identity.publicKey, key));
        node.append(Node{.tag = "device-identity", .content = QByteArray("identity")});
        return node;
    };
    QVERIFY(talk.accepted(*talk.a, message("X1", "first")));
    const bool firstIsBad = preKey == 2;
    QCOMPARE(talk.party.violations, firstIsBad ? QByteArrayList{what} : QByteArrayList());
    QVERIFY(talk.accepted(*talk.a, message("X2", otherChain ? "second" : "first")));
    QCOMPARE(talk.party.violations,
             what.isEmpty()   ? QByteArrayList()
                 : firstIsBad ? (QByteArrayList{what, what})
                              : QByteArrayList{what});
    // Reported, but passed on.
    QCOMPARE(talk.queued(*talk.b), 2);
}

void SimMessageRulesTest::anotherIdentityIsDropped()
{
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("X1");
    std::get<QList<Node>>(copiesOf(message).last().content).first() = FakeCiphertext::enc(
        "pkmsg", FakeCiphertext{}.preKeyMessage(QByteArray(32, 'i')));
    message.append(Node{.tag = "device-identity", .content = QByteArray("identity")});
    QVERIFY(talk.accepted(*talk.a, message));
    QCOMPARE(talk.party.violations, QByteArrayList{"identity"});
    QCOMPARE(talk.queued(*talk.b), 0);
    QTRY_VERIFY(talk.phones.contains(beto) && talk.phoneHeard(beto, "message")); // its copy was sound
}

void SimMessageRulesTest::badRetries_data()
{
    QTest::addColumn<SpoilMessage>("spoil");
    const auto row = [](const char *name, SpoilMessage spoil) { QTest::newRow(name) << std::move(spoil); };
    const auto request = [](Node &receipt, const std::function<void(RetryRequest &)> &change) {
        RetryRequest retry = parseRetry(receipt).value();
        change(retry);
        receipt.content = retryChildren(retry);
    };
    row("no <retry>", [](Node &receipt, Talk &) { receipt.content = {}; });
    row("count does not grow",
        [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { retry.count = 1; }); });
    row("count over 5", [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { retry.count = 6; }); });
    row("no keys", [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { retry.keys.reset(); }); });
    row("another registration",
        [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { ++retry.registrationId; }); });
    row("another id",
        [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { retry.messageId = "X2"; }); });
    row("another identity", [=](Node &receipt, Talk &) {
        request(receipt, [](RetryRequest &retry) { retry.keys->identity = QByteArray(32, 'i'); });
    });
    row("a wrong signature", [=](Node &receipt, Talk &) {
        request(receipt, [](RetryRequest &retry) { retry.keys->signature[3] = char(~retry.keys->signature[3]); });
    });
    row("a one-time key of the server's",
        [=](Node &receipt, Talk &) { request(receipt, [](RetryRequest &retry) { retry.keys->preKeyId = 4; }); });
}

void SimMessageRulesTest::badRetries()
{
    QFETCH(SpoilMessage, spoil);
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("X1")));
    const Node received = talk.b->await("message");
    talk.b->send(talk.retry(*talk.b, received, 1));
    QVERIFY(!talk.a->await("receipt").tag.isEmpty());
    QCOMPARE(talk.party.violations, QByteArrayList());
    Node retry = talk.retry(*talk.b, received, 2);
    spoil(retry, talk);
    talk.b->send(retry);
    QVERIFY(!talk.a->await("receipt").tag.isEmpty()); // passed on all the same
    QCOMPARE(talk.party.violations, QByteArrayList{"retry_receipt"});
    QCOMPARE(talk.party.senders, QByteArrayList{talk.b->jid.toText()});
}

void SimMessageRulesTest::notesToOneselfMayNameADeviceTwice()
{
    Talk talk;
    QVERIFY(talk.begin());
    const auto second = talk.party.activeClient(ana);
    QVERIFY(second);
    QList<Node> copies;
    for (const char *text : {"to the chat", "to the own device"}) {
        for (const quint16 device : {quint16(0), quint16(2)})
            copies.append(talk.copy(talk.at(ana, device, true), text));
    }
    const Node note{.tag = "message",
                    .attributes = {{"id", "N1"}, {"to", talk.at(ana, 0, true)}, {"type", "text"}},
                    .content = QList{Node{.tag = "participants", .content = copies}}};
    QVERIFY(talk.accepted(*talk.a, note));
    const Node received = second->await("message");
    QCOMPARE(received.attr("recipient"), talk.at(ana, 0, true).toText());
    QVERIFY(*received.child("enc") == copies.at(1).children().first());
    QCOMPARE(std::ranges::count_if(second->inbox, [](const Node &node) { return node.tag == "message"; }), 0);
    QCOMPARE(talk.party.violations, QByteArrayList());
}

void SimMessageRulesTest::whatAPhoneDoesWrongIsReportedToo()
{
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("X1");
    message.attributes.removeLast(); // the type
    talk.party.server.relay().message({talk.account(ana), 0}, message);
    QCOMPARE(talk.party.violations, QByteArrayList{"missing_attr"});
    QCOMPARE(talk.party.senders, QByteArrayList{talk.at(ana, 0, false).toText()});
    QTRY_VERIFY(talk.phones.contains(ana) && talk.phoneHeard(ana, "ack"));
    QCOMPARE(talk.phoneHeard(ana, "ack")->attr("error"), QByteArray("400"));
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimMessageRulesTest)
#include "tst_simmessagerules.moc"
