#include "tests/support/simtalk.h"
#include "whatsapp/message/receipt.h"

#include <QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::StringLiterals;

namespace desk::wa {

/// What the simulated service makes of messages, receipts, presence and groups: what each device is given, and when it is
/// given it again.
class SimRelayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageReachesEveryDevice_data();
    void aMessageReachesEveryDevice();
    void onlyAPreKeyMessageBringsTheIdentity();
    void whoWasLeftOutIsToldSo();
    void nobodyIsBlamedBeforeHeCouldKnow();
    void anUnlinkedDeviceIsSkipped();
    void theSameAgainIsAcknowledgedOnly();
    void aPeerMessageGoesToThePhone();
    void thePhoneWritesToItsCompanion();
    void aMessageSentAgainGoesToOneDevice();
    void aMessageOfAPhoneIsRelayed();
    void anUnknownRecipientIsRefused();

    void aReceiptClearsAndReachesTheAuthor();
    void aReceiptForManyClearsThemAll();
    void anOwnCopyIsClearedByTheSenderReceiptOnly();
    void anAckClears();
    void anErrorStopsTheQueue();
    void anErrorAfterARetryClears();
    void whatWasNotAcknowledgedComesAgain();
    void retriesReachTheSendingDeviceOnly();
    void readingIsToldToTheOwnDevicesToo();
    void receiptsReachTheAuthorWhoWasAway();

    void presenceIsToldToSubscribers();
    void theNameOfThePresenceIsThePushName();
    void typingIsPassedOn();

    void companionsThatComeAndGoAreAnnounced();
    void aNewIdentityIsAnnounced();
    void aPrivacyTokenReachesEveryDevice();

    void aGroupIsMadeAndAnnounced_data();
    void aGroupIsMadeAndAnnounced();
    void aGroupsMessageReachesEveryMember();
    void receiptsInGroupsReachTheAuthor();
    void aGroupsMessageIsSentAgainToOne();

    void faults_data();
    void faults();
    void aSpoiledBundleHasAWrongSignature();
    void aMutedCompanionHearsNothingUntilItIsActive();
    void thousandsOfMessagesAreNoBurden();
};

namespace {

/// Whether it has exactly these attributes, t aside.
QByteArray attributesOf(const Node &node)
{
    QByteArrayList attributes;
    for (const Attribute &attribute : node.attributes) {
        if (attribute.name != "t")
            attributes.append(attribute.name + '=' + attribute.value);
    }
    std::ranges::sort(attributes);
    return attributes.join(' ');
}

Node awaitMessage(ScriptedClient &client)
{
    return client.await("message");
}

} // namespace

void SimRelayTest::aMessageReachesEveryDevice_data()
{
    QTest::addColumn<bool>("lid");
    QTest::newRow("by hidden id") << true;
    QTest::newRow("by number") << false;
}

void SimRelayTest::aMessageReachesEveryDevice()
{
    QFETCH(bool, lid);
    Talk talk;
    QVERIFY(talk.begin());
    const auto second = talk.party.activeClient(ana);
    QVERIFY(second);
    Node message = talk.message("A1", lid);
    message.set({"edit", 1});
    message.append(Node{.tag = "tctoken", .content = talk.party.random.bytes(16)});
    message.append(Node{.tag = "meta", .attributes = {{"polltype", "vote"}}});
    if (lid)
        message.set({"peer_recipient_pn", talk.at(beto, 0, false)});
    QVERIFY(talk.accepted(*talk.a, message));
    QCOMPARE(talk.party.violations, QByteArrayList{"tctoken"}); // nobody has given that one

    const QByteArray server = lid ? "lid" : "s.whatsapp.net";
    const QByteArray from = talk.at(ana, 1, lid).toText();
    const QByteArray alternative = lid ? "sender_pn=15550001001@s.whatsapp.net" : "sender_lid=100000000007919@lid";
    const Node received = awaitMessage(*talk.b);
    const auto expected = [&](QByteArrayList attributes) {
        std::ranges::sort(attributes);
        return attributes.join(' ');
    };
    QCOMPARE(attributesOf(received),
             expected({"from=" + from, "id=A1", "type=text", "notify=Ana", "edit=1", alternative,
                       lid ? "addressing_mode=lid" : "addressing_mode=pn"}));
    QVERIFY(received.number("t").value_or(0) > 1'600'000'000);
    QCOMPARE(received.children().size(), 2);
    QCOMPARE(received.child("meta")->attr("polltype"), QByteArray("vote"));
    const auto encFor = [&](const Jid &jid) {
        for (const Node &to : message.child("participants")->children()) {
            if (to.jid("jid") == jid)
                return to.children().first();
        }
        return Node{};
    };
    QVERIFY(*received.child("enc") == encFor(talk.at(beto, 1, lid)));

    QTRY_VERIFY(talk.phoneHeard(beto, "message"));
    QCOMPARE(attributesOf(*talk.phoneHeard(beto, "message")), attributesOf(received));
    QVERIFY(*talk.phoneHeard(beto, "message")->child("enc") == encFor(talk.at(beto, 0, lid)));

    const Node own = awaitMessage(*second);
    QCOMPARE(attributesOf(own),
             expected({"from=" + from, "id=A1", "type=text", "notify=Ana", "edit=1",
                       "recipient=" + talk.at(beto, 0, lid).toText(),
                       (lid ? "peer_recipient_pn=" : "peer_recipient_lid=") + talk.at(beto, 0, !lid).toText()}));
    QVERIFY(*own.child("enc") == encFor(talk.at(ana, 2, lid)));
    QTRY_VERIFY(talk.phoneHeard(ana, "message"));
    QCOMPARE(attributesOf(*talk.phoneHeard(ana, "message")), attributesOf(own));
    QCOMPARE(talk.party.server.statistics().messages, 1);
}

void SimRelayTest::onlyAPreKeyMessageBringsTheIdentity()
{
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("A1");
    message.append(Node{.tag = "device-identity", .content = QByteArray("identity")});
    QList<Node> copies = message.child("participants")->children();
    for (Node &to : copies) {
        if (to.jid("jid")->device() == 0)
            continue;
        to.content = QList{FakeCiphertext::enc(
            "pkmsg", FakeCiphertext{.chain = to.attr("jid")}.preKeyMessage(talk.a->keys.identity.publicKey))};
    }
    message.content = QList{Node{.tag = "participants", .content = copies}, *message.child("device-identity")};
    QVERIFY(talk.accepted(*talk.a, message));
    QCOMPARE(awaitMessage(*talk.b).child("device-identity")->bytes(), QByteArray("identity"));
    QTRY_VERIFY(talk.phoneHeard(beto, "message"));
    QVERIFY(!talk.phoneHeard(beto, "message")->child("device-identity"));
    QCOMPARE(talk.party.violations, QByteArrayList());
}

namespace {

/// The message without its copy for that device.
Node without(Node message, const Jid &device)
{
    QList<Node> copies = message.child("participants")->children();
    copies.removeIf([&](const Node &copy) { return copy.jid("jid") == device; });
    message.content = QList{Node{.tag = "participants", .content = copies}};
    return message;
}

} // namespace

void SimRelayTest::whoWasLeftOutIsToldSo()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.a->send(without(talk.message("A1"), talk.at(beto, 1, true)));
    const Node ack = Talk::ackOf(*talk.a, "A1");
    QVERIFY(!ack.has("error"));
    QCOMPARE(ack.attr("phash"),
             participantHash(
                 {talk.at(ana, 0, true), talk.at(ana, 1, true), talk.at(beto, 0, true), talk.at(beto, 1, true)}));
    const Node received = awaitMessage(*talk.b);
    QCOMPARE(received.attr("id"), QByteArray("A1"));
    QCOMPARE(received.children().size(), 1);
    QVERIFY(received.child("unavailable"));
    QCOMPARE(talk.party.violations, QByteArrayList{"fanout_incomplete"});
    QCOMPARE(talk.party.senders, QByteArrayList{talk.a->jid.toText()});
    QVERIFY(talk.accepted(*talk.a, without(talk.message("A2"), talk.at(ana, 0, true))));
    QCOMPARE(talk.party.violations.size(), 2);
    const auto isTold = [&] {
        return std::ranges::any_of(talk.phones.value(ana), [](const Node &node) {
            return node.attr("id") == "A2" && node.child("unavailable");
        });
    };
    QTRY_VERIFY(isTold());
}

void SimRelayTest::nobodyIsBlamedBeforeHeCouldKnow()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.party.server.times().newDevice = std::chrono::milliseconds(300);
    QVERIFY(talk.askDevices(*talk.a, beto) && talk.askDevices(*talk.a, ana));
    const auto second = talk.party.activeClient(beto);
    QVERIFY(second);
    const Jid device = talk.at(beto, 2, true);
    talk.a->send(without(talk.message("A1"), device)); // before the notice is read
    QVERIFY(Talk::ackOf(*talk.a, "A1").has("phash"));
    (void)talk.a->awaitNotification("devices");
    (void)talk.a->awaitNotification("devices");
    QVERIFY(talk.accepted(*talk.a, without(talk.message("A2"), device))); // it was being written then
    QCOMPARE(talk.party.violations, QByteArrayList());
    QTest::qWait(350);
    QVERIFY(talk.accepted(*talk.a, without(talk.message("A3"), device)));
    QCOMPARE(talk.party.violations, QByteArrayList{"fanout_incomplete"});
    QVERIFY(second->await("message").child("unavailable"));
}

void SimRelayTest::anUnlinkedDeviceIsSkipped()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Node message = talk.message("A1");
    QVERIFY(talk.party.server.unlink(talk.b->jid));
    talk.a->send(message);
    const Node ack = Talk::ackOf(*talk.a, "A1");
    QVERIFY(!ack.has("error"));
    QVERIFY(ack.has("phash"));
    QTRY_VERIFY(talk.phoneHeard(beto, "message"));
    QCOMPARE(talk.party.violations, QByteArrayList());
}

void SimRelayTest::theSameAgainIsAcknowledgedOnly()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Node message = talk.message("A1");
    QVERIFY(talk.accepted(*talk.a, message));
    QVERIFY(talk.accepted(*talk.a, message));
    QCOMPARE(talk.party.violations, QByteArrayList());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    QCOMPARE(talk.party.violations, QByteArrayList{"message_id_reused"});
    QVERIFY(talk.accepted(*talk.a, talk.message("A2")));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A1"));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A2"));
    const auto sent = talk.party.server.relay().sent().of({talk.account(ana), 1});
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.first().id, QByteArray("A1"));
    QCOMPARE(sent.first().handed, 2);
}

void SimRelayTest::aPeerMessageGoesToThePhone()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Node message{
        .tag = "message",
        .attributes = {{"id", "P1"}, {"to", talk.at(ana, 0, false)}, {"type", "text"}, {"category", "peer"}},
        .content = QList{Node{.tag = "meta", .attributes = {{"appdata", "default"}}},
                         FakeCiphertext::enc("msg", FakeCiphertext{}.message())}};
    QVERIFY(talk.accepted(*talk.a, message));
    QTRY_VERIFY(talk.phoneHeard(ana, "message"));
    const Node *heard = talk.phoneHeard(ana, "message");
    QCOMPARE(attributesOf(*heard),
             QByteArray("category=peer from=15550001001:1@s.whatsapp.net id=P1 notify=Ana type=text"));
    QVERIFY(heard->child("meta") && heard->child("enc"));
}

void SimRelayTest::thePhoneWritesToItsCompanion()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.party.server.relay().message(
        {talk.account(ana), 0},
        Node{.tag = "message",
             .attributes = {{"id", "P1"}, {"to", talk.a->jid}, {"type", "text"}, {"category", "peer"}},
             .content = QList{FakeCiphertext::enc("msg", FakeCiphertext{}.message())}});
    const Node received = awaitMessage(*talk.a);
    QCOMPARE(attributesOf(received),
             QByteArray("category=peer from=15550001001@s.whatsapp.net id=P1 notify=Ana type=text"));
    QTRY_VERIFY(talk.phoneHeard(ana, "ack"));
    QCOMPARE(talk.phoneHeard(ana, "ack")->attr("from"), talk.a->jid.toText());
    talk.a->send(Talk::receipt(received, "peer_msg"));
    QTRY_COMPARE(talk.queued(*talk.a), 0);
}

void SimRelayTest::aMessageSentAgainGoesToOneDevice()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node first = awaitMessage(*talk.b);
    QTRY_VERIFY(talk.phoneHeard(beto, "message"));
    talk.phones.clear();
    const auto again = [&](const Jid &to) {
        Node enc = FakeCiphertext::enc("msg", FakeCiphertext{to.toText(), 77}.message());
        enc.set({"count", 1});
        return Node{.tag = "message",
                    .attributes = {{"id", "A1"}, {"to", to}, {"type", "text"}, {"device_fanout", "false"}},
                    .content = QList{enc}};
    };
    QVERIFY(talk.accepted(*talk.a, again(talk.at(beto, 1, true))));
    const Node second = awaitMessage(*talk.b);
    QCOMPARE(attributesOf(second), attributesOf(first));
    QCOMPARE(second.child("enc")->attr("count"), QByteArray("1"));
    QVERIFY(talk.accepted(*talk.a, again(talk.at(beto, 1, true)))); // the same once more
    // Some clients list the same device once more; others it must not name.
    Node both = again(talk.at(beto, 0, true));
    both.append(Node{.tag = "participants", .content = QList{talk.copy(talk.at(beto, 0, true))}});
    QVERIFY(talk.accepted(*talk.a, both));
    QTRY_VERIFY(talk.phones.contains(beto) && talk.phoneHeard(beto, "message"));
    QVERIFY(std::ranges::none_of(talk.b->inbox, [](const Node &node) { return node.tag == "message"; }));

    // To an own device it is the copy of a message to somebody.
    Node own = again(talk.at(ana, 0, true));
    own.set({"recipient", talk.at(beto, 0, true)});
    QVERIFY(talk.accepted(*talk.a, own));
    QTRY_VERIFY(talk.phones.contains(ana) && talk.phoneHeard(ana, "message"));
    QCOMPARE(talk.phoneHeard(ana, "message")->attr("recipient"), talk.at(beto, 0, true).toText());
    QCOMPARE(talk.phoneHeard(ana, "message")->attr("peer_recipient_pn"), talk.at(beto, 0, false).toText());
    const auto sent = talk.party.server.relay().sent().of({talk.account(ana), 1});
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().handed, 2);
    QCOMPARE(sent.first().handedAgain, 2);
    QCOMPARE(talk.party.violations, QByteArrayList());
}

void SimRelayTest::aMessageOfAPhoneIsRelayed()
{
    Talk talk;
    QVERIFY(talk.begin());
    QList<Node> copies;
    for (const Jid &jid : {talk.at(beto, 0, true), talk.at(beto, 1, true), talk.at(ana, 1, true)})
        copies.append(talk.copy(jid));
    talk.party.server.relay().message(
        {talk.account(ana), 0},
        Node{.tag = "message",
             .attributes = {{"id", "F1"}, {"to", talk.at(beto, 0, true)}, {"type", "text"}},
             .content = QList{Node{.tag = "participants", .content = copies}}});
    QCOMPARE(awaitMessage(*talk.b).attr("from"), talk.at(ana, 0, true).toText());
    const Node own = awaitMessage(*talk.a);
    QCOMPARE(own.attr("from"), talk.at(ana, 0, true).toText());
    QCOMPARE(own.attr("recipient"), talk.at(beto, 0, true).toText());
    QTRY_VERIFY(talk.phones.contains(beto) && talk.phoneHeard(beto, "message"));
    QTRY_VERIFY(talk.phones.contains(ana) && talk.phoneHeard(ana, "ack"));
    QVERIFY(!talk.phoneHeard(ana, "message"));
    QVERIFY(!talk.phoneHeard(ana, "ack")->has("error"));
    QCOMPARE(talk.party.violations, QByteArrayList());
}

void SimRelayTest::anUnknownRecipientIsRefused()
{
    Talk talk;
    QVERIFY(talk.begin());
    Node message = talk.message("A1");
    message.set({"to", "100000000000001@lid"});
    talk.a->send(message);
    QCOMPARE(Talk::ackOf(*talk.a, "A1").attr("error"), QByteArray("404"));
    QCOMPARE(talk.party.violations, QByteArrayList{"unknown_recipient"});
    // The id is still free.
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
}

void SimRelayTest::aReceiptClearsAndReachesTheAuthor()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    QCOMPARE(talk.queued(*talk.b), 1);
    Node wrong = Talk::receipt(received);
    wrong.set({"to", talk.at(ana, 0, true)}); // without the device
    talk.b->send(wrong);
    QCOMPARE(Talk::ackOf(*talk.b, "A1", "receipt").attr("from"), talk.at(ana, 0, true).toText());
    QCOMPARE(talk.queued(*talk.b), 1);
    talk.b->send(Talk::receipt(received));
    const Node ack = Talk::ackOf(*talk.b, "A1", "receipt");
    QCOMPARE(attributesOf(ack), "class=receipt from=" + received.attr("from") + " id=A1");
    QCOMPARE(talk.queued(*talk.b), 0);
    const auto &taken = talk.party.server.directory().companion(talk.b->jid)->acknowledged.entries();
    QCOMPARE(taken.size(), 1u);
    QCOMPARE(taken.front().from, talk.at(ana, 1, true).toText());

    for (int i = 0; i < 2; ++i) {
        const Node passed = talk.a->await("receipt");
        QCOMPARE(attributesOf(passed),
                 "from=" + talk.at(beto, 1, true).toText() + " id=A1 sender_pn=" + talk.at(beto, 0, false).toText());
        QVERIFY(passed.has("t"));
        talk.a->acknowledge(passed);
    }
    QTRY_COMPARE(talk.queued(*talk.a), 0);
    QTRY_VERIFY(talk.phones.contains(ana) && talk.phoneHeard(ana, "receipt"));
}

void SimRelayTest::aReceiptForManyClearsThemAll()
{
    Talk talk;
    QVERIFY(talk.begin());
    for (const char *id : {"A1", "A2", "A3"})
        QVERIFY(talk.accepted(*talk.a, talk.message(id)));
    Node receipt;
    for (int i = 0; i < 3; ++i)
        receipt = Talk::receipt(awaitMessage(*talk.b));
    receipt.set({"id", "A1"});
    receipt.append(Node{.tag = "list",
                        .content = QList{Node{.tag = "item", .attributes = {{"id", "A2"}}},
                                         Node{.tag = "item", .attributes = {{"id", "A3"}}}}});
    talk.b->send(receipt);
    QTRY_COMPARE(talk.queued(*talk.b), 0);
    QVERIFY(*talk.a->await("receipt").child("list") == *receipt.child("list"));
}

void SimRelayTest::anOwnCopyIsClearedByTheSenderReceiptOnly()
{
    Talk talk;
    QVERIFY(talk.begin());
    const auto second = talk.party.activeClient(ana);
    QVERIFY(second);
    talk.a->acknowledge(talk.a->awaitNotification("account_sync"));
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node own = awaitMessage(*second);
    second->acknowledge(own);
    Node ack{.tag = "ack",
             .attributes = {
                 {"class", "message"}, {"id", "A1"}, {"to", own.attr("from")}, {"recipient", own.attr("recipient")}}};
    second->send(ack);
    second->send(Talk::receipt(own));
    Node lost = Talk::receipt(own, "sender");
    lost.attributes.removeLast(); // the recipient
    second->send(lost);
    QCOMPARE(Talk::ackOf(*second, "A1", "receipt").attr("recipient"), own.attr("recipient"));
    QCOMPARE(Talk::ackOf(*second, "A1", "receipt").attr("type"), QByteArray("sender"));
    QCOMPARE(talk.queued(*second), 1);
    second->send(Talk::receipt(own, "sender"));
    QTRY_COMPARE(talk.queued(*second), 0);
    QVERIFY(std::ranges::none_of(talk.a->inbox, [](const Node &node) { return node.tag == "receipt"; }));
}

void SimRelayTest::anAckClears()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    talk.b->acknowledge(received);
    QTRY_COMPARE(talk.queued(*talk.b), 0);
    Node late{.tag = "ack",
              .attributes = {{"class", "message"}, {"id", "A1"}, {"to", received.attr("from")}, {"error", 491}}};
    talk.b->send(late);
    QTRY_COMPARE(talk.party.violations, QByteArrayList{"receipt_and_nack"});
}

void SimRelayTest::anErrorStopsTheQueue()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    Node nack{.tag = "ack",
              .attributes = {{"class", "message"}, {"id", "A1"}, {"to", received.attr("from")}, {"error", 500}}};
    talk.b->send(nack);
    QTRY_COMPARE(talk.party.violations, QByteArrayList{"nack"});
    QVERIFY(talk.accepted(*talk.a, talk.message("A2")));
    QTest::qWait(50);
    QVERIFY(std::ranges::none_of(talk.b->inbox, [](const Node &node) { return node.tag == "message"; }));
    // A new connection gets it all again.
    talk.b->close();
    QTRY_VERIFY(!talk.party.server.directory().companion(talk.b->jid)->session);
    QVERIFY(SimParty::login(*talk.b));
    QVERIFY(SimParty::activate(*talk.b));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A1"));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A2"));
    // Another error clears, and is reported as well.
    nack.set({"error", 491});
    talk.b->send(nack);
    QTRY_COMPARE(talk.party.violations, (QByteArrayList{"nack", "nack"}));
    QCOMPARE(talk.queued(*talk.b), 1);
}

void SimRelayTest::anErrorAfterARetryClears()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    talk.b->send(talk.retry(*talk.b, received, 1));
    QVERIFY(!Talk::ackOf(*talk.b, "A1", "receipt").tag.isEmpty());
    QCOMPARE(talk.queued(*talk.b), 1);
    talk.b->send(
        Node{.tag = "ack",
             .attributes = {{"class", "message"}, {"id", "A1"}, {"to", received.attr("from")}, {"error", 500}}});
    QTRY_COMPARE(talk.queued(*talk.b), 0);
    QVERIFY(talk.accepted(*talk.a, talk.message("A2")));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A2"));
    QCOMPARE(talk.party.violations, QByteArrayList());
    QCOMPARE(talk.party.server.directory().companion(talk.b->jid)->acknowledged.entries().size(), 0u);
}

void SimRelayTest::whatWasNotAcknowledgedComesAgain()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    QVERIFY(talk.accepted(*talk.a, talk.message("A2")));
    (void)awaitMessage(*talk.b);
    talk.b->send(Talk::receipt(awaitMessage(*talk.b)));
    QTRY_COMPARE(talk.queued(*talk.b), 1);
    talk.b->close();
    QTRY_VERIFY(!talk.party.server.directory().companion(talk.b->jid)->session);
    QVERIFY(talk.accepted(*talk.a, talk.message("A3")));
    QVERIFY(SimParty::login(*talk.b));
    QVERIFY(SimParty::activate(*talk.b));
    const Node again = awaitMessage(*talk.b);
    QCOMPARE(again.attr("id"), QByteArray("A1"));
    QCOMPARE(again.attr("offline"), QByteArray("1"));
    QCOMPARE(awaitMessage(*talk.b).attr("id"), QByteArray("A3"));
}

void SimRelayTest::retriesReachTheSendingDeviceOnly()
{
    Talk talk;
    QVERIFY(talk.begin());
    const auto second = talk.party.activeClient(ana);
    QVERIFY(second);
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    const Node retry = talk.retry(*talk.b, received, 2);
    talk.b->send(retry);
    const Node passed = talk.a->await("receipt");
    QCOMPARE(attributesOf(passed),
             "from=" + talk.at(beto, 1, true).toText() + " id=A1 sender_pn=" + talk.at(beto, 0, false).toText()
                 + " type=retry");
    QVERIFY(passed.children() == retry.children());
    QCOMPARE(talk.queued(*talk.b), 1); // it is asked for, not taken
    // The second companion cannot read its copy either.
    const Node own = awaitMessage(*second);
    second->send(talk.retry(*second, own, 1));
    const Node asked = talk.a->await("receipt");
    QCOMPARE(asked.attr("from"), talk.at(ana, 2, true).toText());
    QCOMPARE(asked.attr("recipient"), talk.at(beto, 0, true).toText());
    QCOMPARE(talk.party.server.statistics().retries, 2);
    QCOMPARE(talk.party.violations, QByteArrayList());
    QVERIFY(std::ranges::none_of(second->inbox, [](const Node &node) { return node.tag == "receipt"; }));
    QVERIFY(!talk.phones.contains(ana) || !talk.phoneHeard(ana, "receipt"));
}

void SimRelayTest::readingIsToldToTheOwnDevicesToo()
{
    Talk talk;
    QVERIFY(talk.begin());
    const auto second = talk.party.activeClient(beto);
    QVERIFY(second);
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    Node read = Talk::receipt(awaitMessage(*talk.b), "read");
    read.set({"to", talk.at(ana, 0, true)});
    talk.b->send(read);
    QCOMPARE(attributesOf(talk.a->await("receipt")),
             "from=" + talk.at(beto, 1, true).toText() + " id=A1 sender_pn=" + talk.at(beto, 0, false).toText()
                 + " type=read");
    const QByteArray elsewhere = "from=" + talk.at(beto, 1, true).toText()
        + " id=A1 recipient=" + talk.at(ana, 0, true).toText() + " type=read";
    QCOMPARE(attributesOf(second->await("receipt")), elsewhere);
    QTRY_VERIFY(talk.phones.contains(beto) && talk.phoneHeard(beto, "receipt"));
    QCOMPARE(attributesOf(*talk.phoneHeard(beto, "receipt")), elsewhere);
    // What is to stay unknown to the author does.
    read.set({"type", "read-self"});
    talk.b->send(read);
    QCOMPARE(second->await("receipt").attr("type"), QByteArray("read-self"));
    QVERIFY(std::ranges::none_of(talk.a->inbox, [](const Node &node) { return node.tag == "receipt"; }));
}

void SimRelayTest::receiptsReachTheAuthorWhoWasAway()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    const Node received = awaitMessage(*talk.b);
    talk.a->close();
    QTRY_VERIFY(!talk.party.server.directory().companion(talk.a->jid)->session);
    talk.b->send(Talk::receipt(received));
    QVERIFY(!Talk::ackOf(*talk.b, "A1", "receipt").tag.isEmpty());
    QVERIFY(SimParty::login(*talk.a));
    QVERIFY(SimParty::activate(*talk.a));
    const Node passed = talk.a->await("receipt");
    QCOMPARE(passed.attr("offline"), QByteArray("1"));
    QCOMPARE(passed.attr("id"), QByteArray("A1"));
}

void SimRelayTest::presenceIsToldToSubscribers()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.a->send(Node{.tag = "presence", .attributes = {{"type", "subscribe"}, {"to", talk.at(beto, 0, true)}}});
    const QByteArray from = "from=" + talk.at(beto, 0, true).toText();
    QCOMPARE(attributesOf(talk.a->await("presence")), from + " type=unavailable");
    talk.b->send(Node{.tag = "presence", .attributes = {{"type", "available"}}});
    QCOMPARE(attributesOf(talk.a->await("presence")), from + " type=available");
    talk.b->close();
    const Node gone = talk.a->await("presence");
    QCOMPARE(gone.attr("type"), QByteArray("unavailable"));
    QVERIFY(gone.number("last").value_or(0) > 1'600'000'000);
    // A phone is there too, and outlives its companion's connection.
    talk.party.server.relay().presence({talk.account(beto), 0},
                                       Node{.tag = "presence", .attributes = {{"type", "available"}}});
    QCOMPARE(attributesOf(talk.a->await("presence")), from + " type=available");
    QCOMPARE(talk.queued(*talk.a), 0);
}

void SimRelayTest::theNameOfThePresenceIsThePushName()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.a->send(Node{.tag = "presence", .attributes = {{"type", "available"}, {"name", "Ana María"}}});
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    QCOMPARE(awaitMessage(*talk.b).attr("notify"), u"Ana María"_s.toUtf8());
}

void SimRelayTest::typingIsPassedOn()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.a->send(Node{.tag = "chatstate",
                      .attributes = {{"to", talk.at(beto, 0, false)}},
                      .content = QList{Node{.tag = "composing", .attributes = {{"media", "audio"}}}}});
    const Node typing = talk.b->await("chatstate");
    QCOMPARE(attributesOf(typing), "from=" + talk.at(ana, 0, false).toText());
    QCOMPARE(typing.child("composing")->attr("media"), QByteArray("audio"));
}

void SimRelayTest::companionsThatComeAndGoAreAnnounced()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1"))); // they know one another now
    const auto second = talk.party.activeClient(beto);
    QVERIFY(second);
    const Node byNumber = talk.a->awaitNotification("devices");
    const Node byLid = talk.a->awaitNotification("devices");
    QCOMPARE(byNumber.attr("from"), talk.at(beto, 0, false).toText());
    QCOMPARE(byNumber.attr("lid"), talk.at(beto, 0, true).toText());
    QCOMPARE(byLid.attr("from"), talk.at(beto, 0, true).toText());
    for (const bool lid : {false, true}) {
        const Node *add = (lid ? byLid : byNumber).child("add");
        QVERIFY(add);
        QCOMPARE(add->child("device")->attr("jid"), talk.at(beto, 2, lid).toText());
        QCOMPARE(add->child("device")->attr("key-index"), QByteArray("2"));
        QVERIFY(!add->child("key-index-list")->bytes().isEmpty());
        QCOMPARE(add->attr("device_hash"),
                 participantHash({talk.at(beto, 0, lid), talk.at(beto, 1, lid), talk.at(beto, 2, lid)}));
    }
    const Node own = talk.b->awaitNotification("account_sync");
    QCOMPARE(own.attr("from"), talk.at(beto, 0, false).toText());
    QCOMPARE(own.child("devices")->children("device").size(), 3);

    QVERIFY(talk.party.server.unlink(second->jid));
    const Node removed = talk.a->awaitNotification("devices");
    QCOMPARE(removed.child("remove")->child("device")->attr("jid"), talk.at(beto, 2, false).toText());
    QCOMPARE(removed.child("remove")->attr("device_hash"),
             participantHash({talk.at(beto, 0, false), talk.at(beto, 1, false)}));
    QCOMPARE(talk.b->awaitNotification("account_sync").child("devices")->children("device").size(), 2);
}

void SimRelayTest::aNewIdentityIsAnnounced()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    talk.party.server.relay().identityChanged(*talk.account(beto));
    const Node news = talk.a->awaitNotification("encrypt");
    QCOMPARE(news.attr("from"), talk.at(beto, 0, false).toText());
    QVERIFY(news.child("identity"));
    QTRY_COMPARE(talk.queued(*talk.a), 0);
}

void SimRelayTest::aPrivacyTokenReachesEveryDevice()
{
    Talk talk;
    QVERIFY(talk.begin());
    const qint64 given = QDateTime::currentSecsSinceEpoch() - 86'400;
    const auto issue = [&](const Jid &to, qint64 t) {
        return talk.a->ask(
            "privacy", "set",
            {Node{.tag = "tokens",
                  .content = QList{
                      Node{.tag = "token", .attributes = {{"jid", to}, {"t", t}, {"type", "trusted_contact"}}}}}});
    };
    QCOMPARE(issue(talk.at(beto, 0, true), given).attr("type"), QByteArray("result"));
    const Node notice = talk.b->awaitNotification("privacy_token");
    QCOMPARE(notice.attr("from"), talk.at(ana, 0, false).toText());
    QCOMPARE(notice.attr("sender_lid"), talk.at(ana, 0, true).toText());
    const Node *token = notice.child("tokens")->child("token");
    QCOMPARE(attributesOf(*token), "jid=" + talk.b->jid.toText() + " type=trusted_contact");
    QCOMPARE(token->attr("t"), QByteArray::number(given));
    QTRY_VERIFY(talk.phones.contains(beto) && talk.phoneHeard(beto, "notification"));
    // With it Beto may write to Ana.
    QList<Node> copies;
    for (const Jid &jid : {talk.at(ana, 0, true), talk.at(ana, 1, true), talk.at(beto, 0, true)})
        copies.append(talk.copy(jid));
    QVERIFY(talk.accepted(*talk.b,
                          Node{.tag = "message",
                               .attributes = {{"id", "B1"}, {"to", talk.at(ana, 0, true)}, {"type", "text"}},
                               .content = QList{Node{.tag = "participants", .content = copies},
                                                Node{.tag = "tctoken", .content = token->bytes()}}}));
    QCOMPARE(talk.party.violations, QByteArrayList());
    QVERIFY(issue(talk.at(ana, 0, true), given).child("error"));
    QCOMPARE(talk.party.violations, QByteArrayList{"tctoken"});
    // One from five weeks ago is of no use any more.
    QCOMPARE(issue(talk.at(beto, 0, true), given - 35 * 86'400).attr("type"), QByteArray("result"));
    QVERIFY(talk.accepted(*talk.b,
                          Node{.tag = "message",
                               .attributes = {{"id", "B2"}, {"to", talk.at(ana, 0, true)}, {"type", "text"}},
                               .content = QList{Node{.tag = "participants", .content = copies},
                                                Node{.tag = "tctoken", .content = token->bytes()}}}));
    QVERIFY(talk.party.violations.contains("tctoken") && talk.party.violations.size() > 1);
}

void SimRelayTest::aGroupIsMadeAndAnnounced_data()
{
    QTest::addColumn<bool>("byPhone");
    QTest::newRow("by hidden id") << false;
    QTest::newRow("by number") << true;
}

void SimRelayTest::aGroupIsMadeAndAnnounced()
{
    QFETCH(bool, byPhone);
    Talk talk({.groupsByPhone = byPhone});
    QVERIFY(talk.begin());
    const Node create{
        .tag = "create",
        .attributes = {{"subject", "Taller"}, {"key", "K1"}},
        .content = QList{Node{.tag = "participant", .attributes = {{"jid", talk.at(beto, 0, false)}}},
                         Node{.tag = "participant", .attributes = {{"jid", "15550009999@s.whatsapp.net"}}}}};
    const Node answer = talk.a->ask("w:g2", "set", {create}, "@g.us");
    const Node *group = answer.child("group");
    QVERIFY(group);
    QCOMPARE(group->attr("subject"), QByteArray("Taller"));
    QCOMPARE(group->attr("addressing_mode"), QByteArray(byPhone ? "pn" : "lid"));
    QCOMPARE(group->attr("creator"), talk.at(ana, 0, !byPhone).toText());
    QVERIFY(!group->attr("id").contains('@'));
    QCOMPARE(group->children().size(), 3);
    QCOMPARE(attributesOf(group->children().at(0)),
             "jid=" + talk.at(ana, 0, !byPhone).toText() + (byPhone ? " lid=" : " phone_number=")
                 + talk.at(ana, 0, byPhone).toText() + " type=superadmin");
    QCOMPARE(group->children().at(1).attr("jid"), talk.at(beto, 0, !byPhone).toText());
    QCOMPARE(group->children().at(2).attr("error"), QByteArray("404"));

    const Jid jid(group->attr("id"), Jid::Server::Group);
    const Node notice = talk.b->awaitNotification("w:gp2");
    QCOMPARE(notice.attr("from"), jid.toText());
    QCOMPARE(notice.attr("participant"), talk.at(ana, 0, !byPhone).toText());
    QCOMPARE(notice.child("create")->attr("key"), QByteArray("K1"));
    QCOMPARE(notice.child("create")->child("group")->children().size(), 2);
    QVERIFY(!talk.a->awaitNotification("w:gp2").tag.isEmpty());

    const Node query{.tag = "query", .attributes = {{"request", "interactive"}}};
    QVERIFY(*talk.b->ask("w:g2", "get", {query}, jid.toText()).child("group")
            == *notice.child("create")->child("group"));
    QCOMPARE(talk.b->ask("w:g2", "get", {Node{.tag = "participating"}}, "@g.us").child("groups")->children().size(), 1);
    const auto stranger = talk.party.activeClient("15550001003");
    QVERIFY(stranger);
    QCOMPARE(stranger->ask("w:g2", "get", {query}, jid.toText()).child("error")->attr("code"), QByteArray("403"));
    QCOMPARE(stranger->ask("w:g2", "get", {query}, "120363000@g.us").child("error")->attr("code"), QByteArray("404"));
}

namespace {

/// A group of Ana and Beto, made by Ana, and its address.
Jid makeGroup(Talk &talk)
{
    const Node create{.tag = "create",
                      .attributes = {{"subject", "Taller"}},
                      .content = QList{Node{.tag = "participant", .attributes = {{"jid", talk.at(beto, 0, true)}}}}};
    const Node answer = talk.a->ask("w:g2", "set", {create}, "@g.us");
    (void)talk.a->awaitNotification("w:gp2");
    (void)talk.b->awaitNotification("w:gp2");
    return answer.child("group") ? Jid(answer.child("group")->attr("id"), Jid::Server::Group) : Jid();
}

/// Of Ana's companion, with a sender key for Beto's.
Node groupMessage(Talk &talk, const Jid &group, const QByteArray &id, quint32 iteration)
{
    return {.tag = "message",
            .attributes = {{"id", id}, {"to", group}, {"type", "text"}, {"addressing_mode", "lid"}},
            .content = QList{
                Node{.tag = "participants", .content = QList{talk.copy(talk.at(beto, 1, true))}},
                FakeCiphertext::enc("skmsg", FakeCiphertext{.counter = iteration, .text = id}.senderKeyMessage(7))}};
}

} // namespace

void SimRelayTest::aGroupsMessageReachesEveryMember()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Jid group = makeGroup(talk);
    QVERIFY(!group.isNull());
    const Node message = groupMessage(talk, group, "G1", 0);
    QVERIFY(talk.accepted(*talk.a, message));
    const Node received = awaitMessage(*talk.b);
    QCOMPARE(attributesOf(received),
             "addressing_mode=lid from=" + group.toText()
                 + " id=G1 notify=Ana participant=" + talk.at(ana, 1, true).toText()
                 + " participant_pn=" + talk.at(ana, 0, false).toText() + " type=text");
    QCOMPARE(received.children().size(), 2);
    QCOMPARE(received.children().at(0).attr("type"), QByteArray("msg"));
    QVERIFY(received.children().at(1) == *message.child("enc"));
    for (const QByteArray &number : {ana, beto}) {
        QTRY_VERIFY(talk.phones.contains(number) && talk.phoneHeard(number, "message"));
        QCOMPARE(talk.phoneHeard(number, "message")->children().size(), 1); // they lack the key
    }
    talk.b->send(Talk::receipt(received));
    QTRY_COMPARE(talk.queued(*talk.b), 0);
    // An iteration again, with other bytes.
    Node reused = groupMessage(talk, group, "G2", 0);
    QVERIFY(talk.accepted(*talk.a, reused));
    QCOMPARE(talk.party.violations, QByteArrayList{"message_key_reused"});
}

void SimRelayTest::receiptsInGroupsReachTheAuthor()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Jid group = makeGroup(talk);
    QVERIFY(talk.accepted(*talk.a, groupMessage(talk, group, "G1", 0)));
    const Node received = awaitMessage(*talk.b);
    talk.b->send(Talk::receipt(received));
    const QByteArray attributes = "from=" + group.toText() + " id=G1 participant=" + talk.at(beto, 1, true).toText()
        + " participant_pn=" + talk.at(beto, 0, false).toText();
    QCOMPARE(attributesOf(talk.a->await("receipt")), attributes);
    talk.b->send(talk.retry(*talk.b, received, 1));
    QCOMPARE(attributesOf(talk.a->await("receipt")), attributes + " type=retry");
    QCOMPARE(talk.party.violations, QByteArrayList());
}

void SimRelayTest::aGroupsMessageIsSentAgainToOne()
{
    Talk talk;
    QVERIFY(talk.begin());
    const Jid group = makeGroup(talk);
    QVERIFY(talk.accepted(*talk.a, groupMessage(talk, group, "G1", 0)));
    const Node received = awaitMessage(*talk.b);
    Node enc = FakeCiphertext::enc("msg", FakeCiphertext{"again", 5}.message());
    enc.set({"count", 1});
    QVERIFY(talk.accepted(
        *talk.a,
        Node{.tag = "message",
             .attributes = {{"id", "G1"}, {"to", group}, {"participant", talk.at(beto, 1, true)}, {"type", "text"}},
             .content = QList{enc}}));
    const Node again = awaitMessage(*talk.b);
    QCOMPARE(attributesOf(again), attributesOf(received));
    QCOMPARE(again.children().size(), 1);
}

void SimRelayTest::faults_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("ofTheReceiver");
    using Kind = sim::RelayFaults::Kind;
    QTest::newRow("mangle") << int(Kind::Mangle) << true;
    QTest::newRow("duplicate") << int(Kind::Duplicate) << true;
    QTest::newRow("lose receipts") << int(Kind::LoseReceipts) << true;
    QTest::newRow("delay acks") << int(Kind::DelayAcks) << false;
    QTest::newRow("nack") << int(Kind::Nack) << false;
}

void SimRelayTest::faults()
{
    QFETCH(int, kind);
    QFETCH(bool, ofTheReceiver);
    using Kind = sim::RelayFaults::Kind;
    Talk talk;
    QVERIFY(talk.begin());
    talk.party.server.times().lateAck = std::chrono::milliseconds(150);
    talk.party.server.faults().set(Kind(kind), (ofTheReceiver ? talk.b : talk.a)->jid.toText(), 1, 475);
    const Node message = talk.message("A1");
    QElapsedTimer timer;
    timer.start();
    talk.a->send(message);
    const Node ack = Talk::ackOf(*talk.a, "A1");
    QCOMPARE(timer.elapsed() >= 150, Kind(kind) == Kind::DelayAcks);
    if (Kind(kind) == Kind::Nack) {
        QCOMPARE(ack.attr("error"), QByteArray("475"));
        QCOMPARE(talk.queued(*talk.b), 0);
        QVERIFY(talk.accepted(*talk.a, message));
    }
    const Node received = awaitMessage(*talk.b);
    const Node &sent = message.child("participants")->children().last().children().first();
    const QByteArray bytes = received.child("enc")->bytes();
    QCOMPARE(bytes == sent.bytes(), Kind(kind) != Kind::Mangle);
    QCOMPARE(bytes.chopped(1), sent.bytes().chopped(1)); // only the last byte of the MAC
    if (Kind(kind) == Kind::Duplicate)
        QVERIFY(awaitMessage(*talk.b) == received);
    talk.b->send(Talk::receipt(received));
    if (Kind(kind) == Kind::LoseReceipts) {
        talk.b->send(Node{.tag = "presence", .attributes = {{"type", "subscribe"}, {"to", talk.at(ana, 0, true)}}});
        QVERIFY(!talk.b->await("presence").tag.isEmpty());
        QCOMPARE(talk.queued(*talk.b), 1);
        QVERIFY(std::ranges::none_of(talk.b->inbox, [](const Node &node) { return node.tag == "ack"; }));
        talk.b->send(Talk::receipt(received));
    }
    QTRY_COMPARE(talk.queued(*talk.b), 0);
    QCOMPARE(talk.party.violations, QByteArrayList());
    QVERIFY(talk.accepted(*talk.a, talk.message("A2"))); // it is over
    QCOMPARE(talk.queued(*talk.b), 1);
}

void SimRelayTest::aSpoiledBundleHasAWrongSignature()
{
    Talk talk;
    QVERIFY(talk.begin());
    talk.party.server.faults().set(sim::RelayFaults::Kind::SpoilBundle, talk.b->jid.toText(), 1);
    const auto isSound = [&] {
        const Node answer = talk.a->ask(
            "encrypt", "get",
            {Node{.tag = "key", .content = QList{Node{.tag = "user", .attributes = {{"jid", talk.b->lid}}}}}});
        const Node *user = answer.child("list")->child("user");
        return isPreKeySignedBy(user->child("identity")->bytes(), user->child("skey")->child("value")->bytes(),
                                user->child("skey")->child("signature")->bytes());
    };
    QVERIFY(!isSound());
    // Whoever was given that may leave the device out.
    QVERIFY(talk.askDevices(*talk.a, beto));
    QVERIFY(talk.accepted(*talk.a, without(talk.message("A1"), talk.at(beto, 1, true))));
    QCOMPARE(talk.party.violations, QByteArrayList());
    QVERIFY(isSound());
}

void SimRelayTest::aMutedCompanionHearsNothingUntilItIsActive()
{
    Talk talk;
    QVERIFY(talk.begin());
    QVERIFY(talk.party.server.mute(talk.b->jid));
    QVERIFY(talk.accepted(*talk.a, talk.message("A1")));
    QCOMPARE(talk.queued(*talk.b), 1);
    QTest::qWait(50);
    QVERIFY(talk.b->inbox.isEmpty());
    QVERIFY(SimParty::activate(*talk.b));
    QCOMPARE(awaitMessage(*talk.b).attr("offline"), QByteArray("1"));
}

void SimRelayTest::thousandsOfMessagesAreNoBurden()
{
    constexpr int count = 5000;
    Talk talk;
    QVERIFY(talk.begin());
    talk.b->close();
    QTRY_VERIFY(!talk.party.server.directory().companion(talk.b->jid)->session);
    // Of this process, whatever else the machine does: 1 ms for each, in a debug build.
    auto isQuick = [since = std::clock()]() mutable {
        const auto before = std::exchange(since, std::clock());
        return double(since - before) / CLOCKS_PER_SEC < count / 1000.0;
    };
    for (int i = 0; i < count; ++i)
        talk.party.server.relay().message({talk.account(ana), 1}, talk.message("A" + QByteArray::number(i)));
    QVERIFY(isQuick());
    QCOMPARE(talk.queued(*talk.b), count);
    for (int i = 0; i < count; ++i)
        talk.party.server.relay().receipt(
            {talk.account(beto), 1},
            Node{.tag = "receipt", .attributes = {{"id", "A" + QByteArray::number(i)}, {"to", talk.at(ana, 1, true)}}});
    QVERIFY(isQuick());
    QCOMPARE(talk.queued(*talk.b), 0);
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimRelayTest)
#include "tst_simrelay.moc"
