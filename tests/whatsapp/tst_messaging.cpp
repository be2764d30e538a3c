#include "whatsapp/message/messaging.h"

#include "sendingdesk.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid customerLid = jidOf("100000012345678@lid");
const Jid companionLid = jidOf("100000012345678:3@lid");
const Jid customerPhone = jidOf("15550001001@s.whatsapp.net");
const Jid ownLid = jidOf("900000000000001@lid");
const Jid group = jidOf("120363000000000001@g.us");

/// All of it on one link; the desk's store, the server scripted.
struct Line
{
    DeskParty &desk;
    World &world;
    bool serverAnswers = true;
    QList<Node> requests = {};
    QList<Node> served = {};
    int storageFailures = 0;
    int eventSignals = 0;
    QObject context;
    IqChannel iqs{[this](const Node &node) -> Result<> {
                      if (!desk.linkUp)
                          return fail(Errc::NotConnected, u"no link"_s);
                      requests << node;
                      return {};
                  },
                  desk.clock, desk.random};
    Messaging messaging{desk.store, iqs, [this](const Node &node) { return desk.send(node); }, desk.clock, desk.random};

    Line(DeskParty &theDesk, World &theWorld) : desk(theDesk), world(theWorld)
    {
        QObject::connect(&messaging, &Messaging::storageFailed, &context, [this] { ++storageFailures; });
        QObject::connect(&messaging, &Messaging::eventStored, &context, [this] { ++eventSignals; });
    }
    void logIn()
    {
        messaging.logIn(desk.own, "identity of the desk");
        messaging.caughtUp();
        settle();
    }
    void serve()
    {
        const auto all = std::exchange(requests, {});
        for (const Node &request : all) {
            served << request;
            (void)iqs.handle(world.answerTo(request));
        }
    }
    void settle()
    {
        for (int quiet = 0; quiet < 5; ++quiet) {
            QCoreApplication::processEvents();
            if (serverAnswers && !requests.isEmpty()) {
                serve();
                quiet = 0;
            }
        }
    }
    /// What the server gets for @p node.
    QList<Node> answersTo(const Node &node)
    {
        desk.sent.clear();
        messaging.take(node);
        settle();
        return desk.takeSent();
    }
    void start(const QByteArray &id, const Jid &to)
    {
        auto sending = messaging.sender().send({.id = id, .to = to, .content = TextToSend{.text = u"text"_s}});
        QCoro::connect(std::move(sending), &context, [](const Result<SendResult> &) {});
    }
    Node written(const QByteArray &id, const Jid &to = customerLid)
    {
        desk.sent.clear();
        start(id, to);
        settle();
        return desk.takeSent().value(0);
    }
};

Node receipt(const QList<Attribute> &attributes, const QList<Node> &children = {})
{
    Node node{.tag = "receipt", .attributes = {{"id", "A1"}, {"t", "1767225600"}}};
    node.attributes += attributes;
    if (!children.isEmpty())
        node.content = children;
    return node;
}

Node notification(const QByteArray &type, const QList<Attribute> &attributes, const QList<Node> &children)
{
    Node node{.tag = "notification", .attributes = {{"id", "N1"}, {"type", type}, {"t", "1767225600"}}};
    node.attributes += attributes;
    node.content = children;
    return node;
}

Node call(const QList<Attribute> &ofOffer)
{
    Node offer{.tag = "offer",
               .attributes = {{"call-id", "CALL1"}, {"call-creator", customerLid}, {"caller_pn", customerPhone}},
               .content = QList{Node{.tag = "audio"}, Node{.tag = "video"}}};
    offer.attributes += ofOffer;
    return {.tag = "call",
            .attributes = {{"id", "K1"}, {"from", customerLid}, {"t", "1767225600"}, {"notify", "Ana"}},
            .content = QList{std::move(offer)}};
}

} // namespace

class MessagingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The note's normal case: the token comes with the first message, and the answer carries it.
    void tokensOfHistoryAreKept()
    {
        m_line->logIn();
        const qint64 now = m_desk->clock.nowMs() / 1000;
        const HistorySync history{
            .chats = {{.id = customerLid, .token = "token", .tokenTime = now - 100, .tokenGiven = now - 50},
                      {.id = group, .token = "of a group", .tokenTime = now},
                      {.id = m_desk->own.lid.account(), .token = "our own", .tokenTime = now},
                      {.id = customerLid, .token = "without time"}},
            .salt = SecretBytes::copyOf(QByteArray(32, 's'))};
        QVERIFY(m_line->messaging.keepTokens(history));
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        const auto kept = tokens.of(customerLid);
        QVERIFY(kept);
        QCOMPARE(kept->token, "token");
        QCOMPARE(kept->t, now - 100);
        QCOMPARE(kept->givenAt, now - 50);
        QVERIFY(tokens.of(m_desk->own.lid.account())->token.isEmpty());
        QCOMPARE(tokens.salt()->exposed(), QByteArray(32, 's'));
        // What is older than what is known changes nothing.
        QVERIFY(
            m_line->messaging.keepTokens({.chats = {{.id = customerLid, .token = "older", .tokenTime = now - 200}}}));
        QCOMPARE(tokens.of(customerLid)->token, "token");
    }

    void aContactsTokenIsFiledAndUsed()
    {
        const Node notice = notification(
            "privacy_token", {{"from", customerPhone}, {"sender_lid", customerLid}},
            {Node{.tag = "tokens",
                  .content = QList{Node{.tag = "token",
                                        .attributes = {{"type", "trusted_contact"}, {"t", m_desk->seconds()}},
                                        .content = QByteArray("theirs")}}}});
        m_line->logIn();
        m_line->answersTo(notice);
        QCOMPARE(m_line->messaging.tokens().of(customerLid)->token, "theirs"_ba);
        QCOMPARE(m_line->messaging.tokens().of(customerPhone)->token, "theirs"_ba);
        QCOMPARE(m_line->written("A1").child("tctoken")->bytes(), "theirs"_ba);
        m_desk->sent.clear();
        QVERIFY(m_line->messaging.subscribe(customerLid));
        QCOMPARE(m_desk->takeSent().value(0).child("tctoken")->bytes(), "theirs"_ba);
        // It cannot be kept: then it is not as if it had been.
        m_desk->refuseTo(u"UPDATE ON privacy_token"_s);
        Node newer = notice;
        Node token = *newer.child("tokens")->child("token");
        token.content = QByteArray("newer");
        newer.content = QList{Node{.tag = "tokens", .content = QList{token}}};
        m_line->answersTo(newer);
        QCOMPARE(m_line->storageFailures, 1);
        m_desk->allowAgain();
    }

    void oursIsGivenAfterAMessageAndAgainToANewIdentity()
    {
        m_line->logIn();
        m_line->written("A1");
        const auto givenTo = [this] {
            QList<std::pair<Jid, qint64>> all;
            for (const Node &request : std::as_const(m_line->served)) {
                if (const Node *tokens = request.child("tokens"))
                    all.append({*tokens->child("token")->jid("jid"), *tokens->child("token")->number("t")});
            }
            return all;
        };
        QCOMPARE(givenTo().size(), 1);
        QCOMPARE(givenTo().first().first, customerLid);
        m_desk->clock.advance(1h);
        m_line->answersTo(notification("encrypt", {{"from", customerLid}}, {Node{.tag = "identity"}}));
        QCOMPARE(givenTo().size(), 2);
        QCOMPARE(givenTo().at(1), givenTo().at(0));
    }

private:
private Q_SLOTS:
    void init()
    {
        m_line.reset();
        m_world = std::make_unique<World>();
        m_customer = &m_world->add("15550001001@s.whatsapp.net", "100000012345678@lid", {0, 3});
        m_world->add("15550009000@s.whatsapp.net", "900000000000001@lid", {0, 7});
        m_desk = std::make_unique<DeskParty>();
        m_line = std::make_unique<Line>(*m_desk, *m_world);
        m_line->logIn();
    }
    void cleanup() { m_line.reset(); }

    // --- Receipts

    void aReceiptIsStoredAndThenAcknowledged()
    {
        const QList<Node> answers = m_line->answersTo(
            receipt({{"from", companionLid}, {"sender_pn", customerPhone}, {"type", "read"}},
                    {Node{.tag = "list", .content = QList{Node{.tag = "item", .attributes = {{"id", "A2"}}}}}}));
        QCOMPARE(linesOf(answers), QByteArrayList{"ack class=receipt id=A1 to=100000012345678:3@lid type=read"});
        const auto events = m_desk->eventsOf<ReceiptEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().effect, ReceiptEffect::Read);
        QCOMPARE(events.first().ids, (QList<QByteArray>{"A1", "A2"}));
        QCOMPARE(events.first().chat, customerLid);
        QCOMPARE(events.first().chatAlt, customerPhone);
        QCOMPARE(events.first().device, companionLid);
        // The pair of names comes first.
        QVERIFY(std::holds_alternative<AliasEvent>(m_desk->events().first().what));
        QCOMPARE(m_line->eventSignals, 1);
    }

    void whatChangesNothingIsOnlyAcknowledged_data()
    {
        QTest::addColumn<QByteArray>("type");
        for (const char *type :
             {"inactive", "sender", "peer_msg", "hist_sync", "server-error", "enc_rekey_retry", "new"})
            QTest::newRow(type) << QByteArray(type);
    }
    void whatChangesNothingIsOnlyAcknowledged()
    {
        QFETCH(QByteArray, type);
        const QList<Node> answers = m_line->answersTo(receipt({{"from", customerLid}, {"type", type}}));
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().tag, "ack"_ba);
        QCOMPARE(answers.first().attr("type"), type);
        QVERIFY(m_desk->events().isEmpty());
    }

    void whatIsNotUnderstoodIsAcknowledgedAsWell()
    {
        const QList<Node> answers = m_line->answersTo(
            receipt({{"from", customerLid}, {"type", "retry"}})); // no <retry>
        QCOMPARE(linesOf(answers), QByteArrayList{"ack class=receipt id=A1 to=100000012345678@lid type=retry"});
    }

    void readOnThePhoneIsReadElsewhere()
    {
        const QList<Node> answers = m_line->answersTo(
            receipt({{"from", ownLid}, {"recipient", customerLid}, {"type", "read-self"}}));
        QCOMPARE(answers.first().attr("recipient"), customerLid.toText());
        const auto events = m_desk->eventsOf<ReceiptEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().effect, ReceiptEffect::ReadElsewhere);
        QCOMPARE(events.first().chat, customerLid);
        QVERIFY(events.first().chatAlt.isNull());
    }

    void withoutADiskAReceiptIsNotAcknowledged()
    {
        m_desk->refuseTo(u"INSERT ON inbound_event"_s);
        const Node node = receipt({{"from", companionLid}, {"sender_pn", customerPhone}});
        QVERIFY(m_line->answersTo(node).isEmpty());
        QCOMPARE(m_line->storageFailures, 1);
        QVERIFY(!m_desk->store.lidOf(customerPhone).value());
        m_desk->allowAgain();
        QCOMPARE(m_line->answersTo(node).size(), 1);
        QCOMPARE(m_desk->eventsOf<ReceiptEvent>().size(), 1);
    }

    void aRequestIsAcknowledgedAfterTheMessage()
    {
        m_line->written("A1");
        const Node request = receipt({{"from", companionLid}, {"type", "retry"}},
                                     retryChildren({.count = 1, .messageId = "A1", .timestamp = 1}));
        QList<Node> answers = m_line->answersTo(request);
        QCOMPARE(answers.size(), 2);
        QCOMPARE(answers.first().tag, "message"_ba);
        QVERIFY(!m_world->readAt(companionLid, answers.first()).isEmpty());
        QCOMPARE(lineOf(answers.last()), "ack class=receipt id=A1 to=100000012345678:3@lid type=retry"_ba);
        // And when nothing comes of it, all the same.
        const Node stranger = receipt({{"from", "100000099999999@lid"}, {"type", "retry"}},
                                      retryChildren({.count = 1, .messageId = "A1", .timestamp = 1}));
        answers = m_line->answersTo(stranger);
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().tag, "ack"_ba);
        QVERIFY(m_desk->eventsOf<ReceiptEvent>().isEmpty());
    }

    // --- Notifications (note 2, section 9.1)

    void newsOfDevicesMakeTheListUnknown_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("by hidden id") << customerLid.toText() << "devices"_ba;
        QTest::newRow("by number") << customerPhone.toText() << "devices"_ba;
        QTest::newRow("of our own") << "15550009000@s.whatsapp.net"_ba
                                    << "account_sync"_ba;
    }
    void newsOfDevicesMakeTheListUnknown()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, type);
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        m_line->written("A1");
        QCOMPARE(m_world->listsAskedFor, 1);
        World::addDevice(*m_customer, 9);
        m_line->messaging.take(notification(type, {{"from", from}}, {Node{.tag = "add"}}));
        m_line->written("A2");
        QCOMPARE(m_world->listsAskedFor, 2);
    }

    void newsOfDevicesTeachAPair()
    {
        m_line->messaging.take(
            notification("devices", {{"from", customerPhone}, {"lid", customerLid}}, {Node{.tag = "update"}}));
        QCOMPARE(m_desk->store.lidOf(customerPhone).value(), std::optional(customerLid));
        QCOMPARE(m_desk->eventsOf<AliasEvent>().size(), 1);
    }

    void aRemovedDeviceLosesItsSession()
    {
        m_line->written("A1");
        const Node device{.tag = "device", .attributes = {{"jid", companionLid}, {"key-index", 1}}};
        m_line->messaging.take(
            notification("devices", {{"from", customerLid}}, {Node{.tag = "remove", .content = QList{device}}}));
        QCOMPARE(m_desk->cipher.hasSession(companionLid).value(), false);
        QCOMPARE(m_desk->cipher.hasSession(customerLid).value(), true);
    }

    void aNewInstallationEndsAllSessions_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("by hidden id") << customerLid.toText();
        QTest::newRow("by number") << customerPhone.toText();
    }
    void aNewInstallationEndsAllSessions()
    {
        QFETCH(QByteArray, from);
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        m_line->written("A1");
        m_line->messaging.take(notification("encrypt", {{"from", from}}, {Node{.tag = "identity"}}));
        for (const Jid &device : {customerLid, companionLid})
            QCOMPARE(m_desk->cipher.hasSession(device).value(), false);
        QCOMPARE(m_desk->cipher.hasSession(ownLid).value(), true);
        QCOMPARE(m_desk->rowsIn("identity"), 2); // our own devices'
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().size(), 1);
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().first().user.toText(), from);
        // The next message is for the new installation, and says nothing new.
        for (auto &[id, party] : m_customer->devices)
            party = std::make_unique<Party>(customerLid.withDevice(quint16(id)).toText().constData(), "installed anew");
        const Node stanza = m_line->written("A2");
        QVERIFY(!m_world->readAt(customerLid, stanza).isEmpty());
        QCOMPARE(m_world->listsAskedFor, 2);
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().size(), 1);
    }

    void ofNobodyKnownItIsNoNews_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << "100000099999999@lid"_ba;
        QTest::newRow("a companion") << "100000012345678:3@lid"_ba;
        QTest::newRow("our own phone") << "900000000000001@lid"_ba;
        QTest::newRow("the server") << "s.whatsapp.net"_ba;
    }
    void ofNobodyKnownItIsNoNews()
    {
        QFETCH(QByteArray, from);
        m_line->written("A1");
        const QByteArray before = m_desk->snapshot();
        m_line->messaging.take(notification("encrypt", {{"from", from}}, {Node{.tag = "identity"}}));
        QCOMPARE(m_desk->snapshot(), before);
        QVERIFY(m_desk->eventsOf<IdentityEvent>().isEmpty());
    }

    void newsOfAGroupMakeItUnknown()
    {
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->written("A1", group);
        m_world->groups.insert(group, {ownLid});
        const Node who{.tag = "participant", .attributes = {{"jid", customerLid}, {"phone_number", customerPhone}}};
        m_line->messaging.take(notification("w:gp2", {{"from", group}}, {Node{.tag = "leave", .content = QList{who}}}));
        QCOMPARE(m_desk->store.lidOf(customerPhone).value(), std::optional(customerLid));
        const Node stanza = m_line->written("A2", group);
        QCOMPARE(stanza.child("participants")->children().size(), 2); // a new key, for our own devices
    }

    void theKeysOfAGroupGoWhenWeAreOutOfIt_data()
    {
        QTest::addColumn<Jid>("who");
        QTest::addColumn<bool>("gone");
        QTest::newRow("we") << ownLid << true;
        QTest::newRow("somebody else") << customerLid << false;
    }
    void theKeysOfAGroupGoWhenWeAreOutOfIt()
    {
        QFETCH(Jid, who);
        QFETCH(bool, gone);
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->written("A1", group);
        QVERIFY(m_desk->rowsIn("sender_key") > 0);
        QVERIFY(m_desk->rowsIn("sender_key_holder") > 0);
        const Node member{.tag = "participant", .attributes = {{"jid", who}}};
        m_line->messaging.take(
            notification("w:gp2", {{"from", group}}, {Node{.tag = "remove", .content = QList{member}}}));
        QCOMPARE(m_desk->rowsIn("sender_key") == 0, gone);
        QCOMPARE(m_desk->rowsIn("sender_key_holder") == 0, gone);
    }

    // --- What cannot be read is asked from the phone

    void thePhoneIsAskedOnceAndLater()
    {
        receiveGarbage("B1");
        m_desk->clock.advance(4999ms);
        m_line->settle();
        QVERIFY(peerMessages().isEmpty());
        m_desk->clock.advance(1ms);
        m_line->settle();
        QCOMPARE(peerMessages().size(), 1);
        const QByteArray request = m_world->readAt(ownLid, peerMessages().first());
        QVERIFY(request.contains("B1"));
        m_desk->clock.advance(1h);
        m_line->settle();
        QCOMPARE(peerMessages().size(), 1);
    }

    void severalAreAskedForTogether()
    {
        for (int i = 0; i < 25; ++i)
            receiveGarbage("B" + QByteArray::number(i));
        m_desk->clock.advance(6s);
        m_line->settle();
        QCOMPARE(peerMessages().size(), 2);
    }

    void withoutALinkThePhoneIsAskedAfterTheNextLogin()
    {
        receiveGarbage("B1");
        m_desk->linkUp = false;
        m_desk->clock.advance(5s);
        m_line->settle();
        QVERIFY(peerMessages().isEmpty());
        m_line->messaging.linkDown();
        m_desk->linkUp = true;
        m_line->logIn();
        QCOMPARE(peerMessages().size(), 1);
        m_line->messaging.linkDown();
        m_desk->takeSent();
        m_line->logIn();
        QVERIFY(peerMessages().isEmpty());
    }

    void withoutADiskThePhoneIsNotAskedForEver()
    {
        receiveGarbage("B1");
        m_desk->refuseTo(u"UPDATE ON phone_request"_s);
        m_desk->clock.advance(5s);
        m_line->settle();
        QVERIFY(peerMessages().isEmpty());
        m_desk->allowAgain();
        m_line->messaging.linkDown();
        m_line->logIn();
        QCOMPARE(peerMessages().size(), 1);
    }

    // --- Presence

    void presenceIsToldWithTheLoginAndMakesReceiptsActive()
    {
        m_line->messaging.linkDown();
        m_line->messaging.setAvailable(true, u"Desk"_s);
        QVERIFY(m_desk->sent.isEmpty());
        m_line->logIn();
        QCOMPARE(linesOf(m_desk->takeSent()), QByteArrayList{"presence name=Desk type=available"});
        const Node unknown{.tag = "message",
                           .attributes = {{"id", "B1"}, {"from", customerLid}, {"t", m_desk->seconds()}},
                           .content = QList{encOfCustomer()}};
        QCOMPARE(linesOf(m_line->answersTo(unknown)), QByteArrayList{"receipt id=B1 to=100000012345678@lid"});
        m_line->messaging.setAvailable(false, {});
        QCOMPARE(m_desk->takeSent().value(0).attr("type"), "unavailable"_ba);
    }

    void withoutANameNobodyIsTold()
    {
        m_line->messaging.setAvailable(true, {});
        QVERIFY(m_desk->sent.isEmpty());
    }

    void marksGoWhereHeWroteLast()
    {
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        QVERIFY(m_desk->chats.noteAddress(customerPhone));
        QVERIFY(m_line->messaging.markRead(customerLid, {"A1", "A2"}, {}));
        const Node mark = m_desk->takeSent().value(0);
        QCOMPARE(mark.jid("to"), customerPhone);
        QCOMPARE(mark.attr("type"), "read"_ba);
        QVERIFY(!mark.has("participant"));
        m_desk->linkUp = false;
        const auto done = m_line->messaging.markRead(customerLid, {"A1"}, {});
        QVERIFY(!done);
        QVERIFY(done.error().code == Errc::NotConnected);
    }

    // --- Calls

    void aCallIsStoredAndThenAcknowledged()
    {
        const QList<Node> answers = m_line->answersTo(call({}));
        QCOMPARE(linesOf(answers), QByteArrayList{"ack class=call id=K1 to=100000012345678@lid"});
        const auto calls = m_desk->eventsOf<CallEvent>();
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.first().id, QByteArray("CALL1"));
        QCOMPARE(calls.first().chat, customerLid);
        QCOMPARE(calls.first().chatAlt, customerPhone);
        QCOMPARE(calls.first().timestamp, 1767225600);
        QCOMPARE(calls.first().pushName, u"Ana"_s);
        QVERIFY(calls.first().video);
        QVERIFY(!calls.first().offline);
        // The pair of names comes first.
        QVERIFY(std::holds_alternative<AliasEvent>(m_desk->events().first().what));
    }

    void whatIsNoCallForTheDeskIsOnlyAcknowledged_data()
    {
        QTest::addColumn<Node>("stanza");
        Node ended = call({});
        ended.content = QList{Node{.tag = "terminate", .attributes = {{"call-id", "CALL1"}}}};
        QTest::newRow("the end of one") << ended;
        QTest::newRow("of a group") << call({{"group-jid", group}});
        Node own = call({});
        own.set({"from", ownLid});
        QTest::newRow("our own") << own;
        Node nameless = call({});
        nameless.content = QList{Node{.tag = "offer"}};
        QTest::newRow("without a name") << nameless;
        Node odd = call({});
        odd.set({"from", group});
        QTest::newRow("of nobody") << odd;
    }
    void whatIsNoCallForTheDeskIsOnlyAcknowledged()
    {
        QFETCH(Node, stanza);
        QCOMPARE(m_line->answersTo(stanza).value(0).attr("class"), QByteArray("call"));
        QVERIFY(m_desk->eventsOf<CallEvent>().isEmpty());
    }

    void withoutADiskACallIsNotAcknowledged()
    {
        m_desk->refuseTo(u"INSERT ON inbound_event"_s);
        QVERIFY(m_line->answersTo(call({})).isEmpty());
        QCOMPARE(m_line->storageFailures, 1);
    }

    void aCallIsRejected()
    {
        (void)m_line->answersTo(call({}));
        m_desk->sent.clear();
        QVERIFY(m_line->messaging.rejectCall("CALL1"));
        const Node sent = m_desk->takeSent().value(0);
        QCOMPARE(sent.tag, QByteArray("call"));
        QCOMPARE(*sent.jid("to"), customerLid);
        QVERIFY(sent.has("id"));
        QCOMPARE(sent.child("reject")->attr("call-id"), QByteArray("CALL1"));
        QCOMPARE(*sent.child("reject")->jid("call-creator"), customerLid);
        QVERIFY(m_line->messaging.rejectCall("CALL2").error().code == Errc::NotFound);
    }

    void whatIsOfNoConcernIsNotTaken()
    {
        QVERIFY(!m_line->messaging.take({.tag = "ib"}));
        QVERIFY(!m_line->messaging.take({.tag = "something"}));
        for (const char *tag : {"message", "receipt", "ack", "notification", "call", "presence", "chatstate"})
            QVERIFY(m_line->messaging.take({.tag = tag}));
        QVERIFY(m_desk->events().isEmpty());
    }

    // --- The end

    void goingAwayWhileSomebodyWaitsIsNoMisfortune_data()
    {
        QTest::addColumn<int>("answers");
        QTest::newRow("for the list") << 0;
        QTest::newRow("for the keys") << 1;
        QTest::newRow("for the server") << 2;
    }
    void goingAwayWhileSomebodyWaitsIsNoMisfortune()
    {
        QFETCH(int, answers);
        m_line->serverAnswers = false;
        m_line->start("A1", customerLid);
        m_line->start("A2", customerLid);
        m_line->start("A3", group);
        m_line->settle();
        for (int i = 0; i < answers; ++i) {
            m_line->serve();
            m_line->settle();
        }
        m_line.reset();
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        m_desk->clock.advance(1h);
        QVERIFY(m_desk->store.deviceKeys().has_value());
    }

    void anAnswerThatComesAfterTheEndFindsNobody()
    {
        // The channel of requests outlives what asked.
        QList<Node> requests;
        IqChannel iqs(
            [&requests](const Node &node) -> Result<> {
                requests << node;
                return {};
            },
            m_desk->clock, m_desk->random);
        auto messaging = std::make_unique<Messaging>(
            m_desk->store, iqs, [this](const Node &node) { return m_desk->send(node); }, m_desk->clock, m_desk->random);
        messaging->logIn(m_desk->own, {});
        messaging->caughtUp();
        auto sending = messaging->sender().send(
            {.id = "A1", .to = customerLid, .content = TextToSend{.text = u"text"_s}});
        QCoreApplication::processEvents();
        QCOMPARE(requests.last().attr("xmlns"), "usync"_ba);
        messaging.reset();
        for (const Node &request : std::as_const(requests))
            QVERIFY(iqs.handle(m_world->answerTo(request)));
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        QVERIFY(sending.isReady());
        QVERIFY(m_desk->sent.isEmpty());
    }

private:
    Node encOfCustomer()
    {
        Party &party = *m_world->device(customerLid);
        party.start(*m_desk);
        return encNode(party.write(*m_desk, padded(plainText(u"text"_s))));
    }
    void receiveGarbage(const QByteArray &id)
    {
        const Ciphertext spoilt{CiphertextKind::Message, "\x33no ciphertext"_ba};
        m_line->messaging.take({.tag = "message",
                                .attributes = {{"id", id}, {"from", customerLid}, {"t", m_desk->seconds()}},
                                .content = QList{encNode(spoilt)}});
        m_line->settle();
    }
    QList<Node> peerMessages() const
    {
        QList<Node> found;
        for (const Node &node : m_desk->sent) {
            if (node.tag == "message" && node.attr("category") == "peer")
                found << node;
        }
        return found;
    }

    std::unique_ptr<World> m_world;
    World::Person *m_customer = nullptr;
    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<Line> m_line;
};

QTEST_GUILESS_MAIN(MessagingTest)
#include "tst_messaging.moc"
