#include "whatsapp/message/resender.h"

#include "sendingdesk.h"
#include "whatsapp/message/sender.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid customerLid = jidOf("100000012345678@lid");
const Jid companionLid = jidOf("100000012345678:3@lid");
const Jid customerPhone = jidOf("15550001001@s.whatsapp.net");
const Jid otherLid = jidOf("100000099999999@lid");
const Jid ownLid = jidOf("900000000000001@lid");
const Jid group = jidOf("120363000000000001@g.us");

struct Resending : SendingParts
{
    Sender sender{{desk.store, desk.cipher, desk.groups, devices, groups, sessions, sentMessages, holders, desk.chats,
                   desk.inbound, desk.tokens, limits},
                  [this](const Node &node) { return desk.send(node); },
                  desk.clock,
                  desk.random};
    Resender resender{{desk.store, desk.cipher, desk.groups, sessions, sentMessages, holders, desk.tokens},
                      [this](const Node &node) { return desk.send(node); },
                      desk.clock,
                      desk.random};

    Resending(DeskParty &theDesk, World &theWorld) : SendingParts(theDesk, theWorld)
    {
        sender.logIn(desk.own, "identity of the desk");
        sender.begin();
        resender.logIn(desk.own, "identity of the desk");
        QObject::connect(&resender, &Resender::identityChanged, &context,
                         [this](const Jid &device) { changedIdentities << device; });
    }
};

MessageContent contentOf(const QByteArray &message, bool own = false)
{
    return parseMessage(message, {own, false}).value_or(MessageContent{});
}

} // namespace

/// A device could not read a message of ours and asks for it (note 2, section 3.6).
class ResenderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_line.reset();
        m_world = std::make_unique<World>();
        m_customer = &m_world->add("15550001001@s.whatsapp.net", "100000012345678@lid", {0, 3});
        m_ours = &m_world->add("15550009000@s.whatsapp.net", "900000000000001@lid", {0, 7});
        m_other = &m_world->add("15550002002@s.whatsapp.net", "100000099999999@lid", {0});
        m_desk = std::make_unique<DeskParty>();
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        m_line = std::make_unique<Resending>(*m_desk, *m_world);
        send("M1", customerLid);
    }
    void cleanup() { m_line.reset(); }

    void withKeysANewSessionBegins()
    {
        reinstall(*m_customer, 3);
        const Node stanza = resent(retry(companionLid, "M1", {.count = 1, .withKeys = true}));
        QCOMPARE(stanza.tag, "message"_ba);
        QCOMPARE(stanza.attr("id"), "M1"_ba);
        QCOMPARE(stanza.jid("to"), companionLid);
        QCOMPARE(stanza.attr("type"), "text"_ba);
        QCOMPARE(stanza.attr("t"), "1767225600"_ba);
        QCOMPARE(stanza.attr("device_fanout"), "false"_ba);
        QVERIFY(!stanza.has("participant"));
        QVERIFY(!stanza.has("recipient"));
        QVERIFY(!stanza.child("participants"));
        QCOMPARE(stanza.child("enc")->attr("count"), "1"_ba);
        QCOMPARE(stanza.child("enc")->attr("type"), "pkmsg"_ba);
        QCOMPARE(stanza.child("device-identity")->bytes(), "identity of the desk"_ba);
        QCOMPARE(contentOf(m_world->readAt(companionLid, stanza)).text, u"text of M1"_s);
        QCOMPARE(m_desk->sent.size(), 1);
        QVERIFY(m_world->bundlesAskedFor.isEmpty());
        QCOMPARE(m_line->changedIdentities, QList{companionLid});
    }

    /// Who insists on a token does so here too; our own devices get none (section 4.8).
    void aResendCarriesTheToken()
    {
        QVERIFY(!resent(retry(companionLid, "M1", {.count = 1})).child("tctoken"));
        QVERIFY(*m_desk->tokens.take(customerLid, "token", m_desk->seconds()));
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).child("tctoken")->bytes(), "token"_ba);
        IncomingReceipt own = retry(jidOf("900000000000001:7@lid"), "M1", {.count = 1});
        own.ownDevice = true;
        own.recipient = customerLid;
        const Node toOurs = resent(own);
        QCOMPARE(toOurs.tag, "message"_ba);
        QVERIFY(!toOurs.child("tctoken"));
    }

    void forgedKeysBeginNothing()
    {
        IncomingReceipt receipt = retry(companionLid, "M1", {.count = 1, .withKeys = true});
        receipt.retry->keys->signature = QByteArray(64, 's');
        const QByteArray before = m_desk->snapshot();
        QCOMPARE(resent(receipt).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
        QCOMPARE(m_desk->snapshot(), before);
    }

    void theFirstRequestWithoutKeysGetsTheSameSession()
    {
        const Node stanza = resent(retry(companionLid, "M1", {.count = 1}));
        QCOMPARE(contentOf(m_world->readAt(companionLid, stanza)).text, u"text of M1"_s);
        QVERIFY(m_world->bundlesAskedFor.isEmpty());
        QVERIFY(m_line->changedIdentities.isEmpty());
    }

    void theSecondRequestWithoutKeysRenewsOnceAnHour()
    {
        send("M2", customerLid);
        send("M3", customerLid);
        QVERIFY(!m_world->readAt(companionLid, resent(retry(companionLid, "M1", {.count = 2}))).isEmpty());
        QCOMPARE(m_world->bundlesAskedFor, QList{companionLid});
        m_desk->clock.advance(1h);
        QVERIFY(!m_world->readAt(companionLid, resent(retry(companionLid, "M2", {.count = 2}))).isEmpty());
        QCOMPARE(m_world->bundlesAskedFor.size(), 1);
        m_desk->clock.advance(1ms);
        QVERIFY(!m_world->readAt(companionLid, resent(retry(companionLid, "M3", {.count = 2}))).isEmpty());
        QCOMPARE(m_world->bundlesAskedFor.size(), 2);
    }

    void theThirdRequestInTheSameSessionRenewsAtOnce()
    {
        resent(retry(companionLid, "M1", {.count = 1}));
        // Another message has just had the session renewed, so that this one is not.
        send("M2", customerLid);
        resent(retry(companionLid, "M2", {.count = 2}));
        resent(retry(companionLid, "M1", {.count = 2}));
        QCOMPARE(m_world->bundlesAskedFor.size(), 1);
        resent(retry(companionLid, "M1", {.count = 3}));
        QCOMPARE(m_world->bundlesAskedFor.size(), 2); // the base key was still that of count 2
    }

    void anotherRegistrationEndsTheSession()
    {
        reinstall(*m_customer, 3);
        const Node stanza = resent(retry(companionLid, "M1", {.count = 1}));
        QCOMPARE(m_world->bundlesAskedFor, QList{companionLid});
        QCOMPARE(contentOf(m_world->readAt(companionLid, stanza)).text, u"text of M1"_s);
        QCOMPARE(m_line->changedIdentities, QList{companionLid});
    }

    void aMissingRegistrationSaysNothing()
    {
        IncomingReceipt receipt = retry(companionLid, "M1", {.count = 1});
        receipt.retry->registrationId = 0;
        QVERIFY(!m_world->readAt(companionLid, resent(receipt)).isEmpty());
        QVERIFY(m_world->bundlesAskedFor.isEmpty());
    }

    void withoutASessionOneIsMade()
    {
        QVERIFY(m_desk->cipher.removeSession(companionLid));
        const Node stanza = resent(retry(companionLid, "M1", {.count = 1}));
        QCOMPARE(contentOf(m_world->readAt(companionLid, stanza)).text, u"text of M1"_s);
        QCOMPARE(m_world->bundlesAskedFor, QList{companionLid});
        // And when there are no keys for it, nothing is sent.
        QVERIFY(m_desk->cipher.removeSession(companionLid));
        m_world->refusals.insert(companionLid, 406);
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
    }

    void theReceiptsNamespaceStays()
    {
        const Jid byNumber = jidOf("15550001001:3@s.whatsapp.net");
        const Node stanza = resent(retry(byNumber, "M1", {.count = 1}));
        QCOMPARE(stanza.jid("to"), byNumber);
        QCOMPARE(contentOf(m_world->readAt(byNumber, stanza)).text, u"text of M1"_s);
        QVERIFY(m_desk->store.sessionAddresses(u"15550001001"_s).value().isEmpty());
    }

    void ourOtherDeviceGetsItsCopy()
    {
        const Jid device = jidOf("900000000000001:7@lid");
        const Node stanza = resent(retry(device, "M1", {.count = 1}));
        QCOMPARE(stanza.jid("to"), device);
        QCOMPARE(stanza.jid("recipient"), customerLid);
        const MessageContent copy = contentOf(m_world->readAt(device, stanza), true);
        QCOMPARE(copy.text, u"text of M1"_s);
        QCOMPARE(copy.destination, customerLid);
    }

    void whatWasNotMeantForItIsNotGiven_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::newRow("a stranger") << "100000099999999@lid"_ba;
        QTest::newRow("a stranger by number") << "15550002002@s.whatsapp.net"_ba;
        QTest::newRow("this device") << "900000000000001:5@lid"_ba;
        QTest::newRow("our digits as a number") << "900000000000001@s.whatsapp.net"_ba;
        QTest::newRow("his digits as a number") << "100000012345678@s.whatsapp.net"_ba;
    }
    void whatWasNotMeantForItIsNotGiven()
    {
        QFETCH(QByteArray, from);
        IncomingReceipt receipt = retry(otherLid, "M1", {.count = 1, .withKeys = true});
        receipt.from = receipt.device = *Jid::parse(from);
        receipt.chat = receipt.device.account();
        const QByteArray before = m_desk->snapshot();
        QCOMPARE(resent(receipt).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
        QCOMPARE(m_desk->snapshot(), before);
        QVERIFY(m_world->bundlesAskedFor.isEmpty());
    }

    void aGroupsMessageIsNotForAnotherGroup()
    {
        m_world->groups.insert(group, {ownLid, customerLid});
        send("G1", group);
        IncomingReceipt receipt = retry(companionLid, "G1", {.count = 1, .withKeys = true}, group);
        receipt.chat = receipt.from = jidOf("120363000000000002@g.us");
        QCOMPARE(resent(receipt).tag, QByteArray());
        // Nor for a chat of two.
        QCOMPARE(resent(retry(companionLid, "G1", {.count = 1})).tag, QByteArray());
    }

    void whatIsNotKnownIsNotSent()
    {
        QCOMPARE(resent(retry(companionLid, "UNKNOWN", {.count = 1, .withKeys = true})).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
        m_desk->clock.advance(24h * 15);
        QVERIFY(m_line->sentMessages.prune());
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).tag, QByteArray());
    }

    void fourTimesIsEnough()
    {
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 5, .withKeys = true})).tag, QByteArray());
        for (int i = 0; i < Resender::maxResends; ++i)
            QVERIFY(!resent(retry(companionLid, "M1", {.count = 1})).tag.isEmpty());
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).tag, QByteArray());
        // Under another name it is the same device.
        QCOMPARE(resent(retry(jidOf("15550001001:3@s.whatsapp.net"), "M1", {.count = 1})).tag, QByteArray());
        // Another device, another message.
        QCOMPARE(resent(retry(customerLid, "M1", {.count = 1})).tag, "message"_ba);
        send("M2", customerLid);
        QCOMPARE(resent(retry(companionLid, "M2", {.count = 1})).tag, "message"_ba);
    }

    void aGroupsMemberGetsTextAndKey()
    {
        m_world->groups.insert(group, {ownLid, customerLid});
        send("G1", group);
        const QString address = signalAddress(companionLid);
        QVERIFY(m_line->holders.of(group).value().contains(address));
        const Node stanza = resent(retry(companionLid, "G1", {.count = 1}, group));
        QCOMPARE(stanza.jid("to"), group);
        QCOMPARE(stanza.jid("participant"), companionLid);
        QVERIFY(!stanza.has("device_fanout"));
        const MessageContent content = contentOf(m_world->readAt(companionLid, stanza));
        QCOMPARE(content.text, u"text of G1"_s);
        QCOMPARE(content.senderKeys.size(), 1);
        QCOMPARE(content.senderKeys.first().group, group);
        // With the next message it gets the key once more.
        QVERIFY(!m_line->holders.of(group).value().contains(address));
        Party &party = *m_world->device(companionLid);
        QVERIFY(party.groups.processDistribution(group, m_desk->own.lid, content.senderKeys.first().bytes));
        const Node next = send("G2", group);
        QCOMPARE(next.child("participants")->children().size(), 1);
        const auto read = party.groups.decrypt(group, m_desk->own.lid, next.child("enc")->bytes());
        QVERIFY(read.has_value());
        QCOMPARE(contentOf(messagepadding::unpadded(*read).value()).text, u"text of G2"_s);
    }

    void anEditStaysAnEdit()
    {
        const Node first = send(
            {.id = "E1", .to = customerLid, .content = EditToSend{.target = "M1", .text = u"better"_s}});
        const Node stanza = resent(retry(companionLid, "E1", {.count = 1}));
        QCOMPARE(stanza.attr("edit"), first.attr("edit"));
        QCOMPARE(stanza.child("enc")->attr("decrypt-fail"), "hide"_ba);
    }

    void withoutALinkOrADiskItSaysSo()
    {
        m_desk->linkUp = false;
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
        m_desk->linkUp = true;
        m_desk->refuseTo(u"INSERT ON resend"_s);
        const QByteArray before = m_desk->snapshot();
        QCOMPARE(resent(retry(companionLid, "M1", {.count = 1})).tag, QByteArray());
        QVERIFY(!m_problem.isEmpty());
        QCOMPARE(m_desk->snapshot(), before);
        m_desk->allowAgain();
        QVERIFY(!m_world->readAt(companionLid, resent(retry(companionLid, "M1", {.count = 1}))).isEmpty());
    }

    void goingAwayWhileItWaitsForKeysIsNoMisfortune()
    {
        QVERIFY(m_desk->cipher.removeSession(companionLid));
        m_line->serverAnswers = false;
        auto handling = m_line->resender.handle(retry(companionLid, "M1", {.count = 1}));
        m_line->settle();
        QCOMPARE(m_line->requests.size(), 1);
        m_line.reset();
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        QVERIFY(handling.isReady());
    }

private:
    struct Asking
    {
        int count = 1;
        bool withKeys = false;
    };

    Node send(const SendRequest &request)
    {
        m_desk->sent.clear();
        auto sending = m_line->sender.send(request);
        m_line->settle();
        m_world->bundlesAskedFor.clear();
        return m_desk->takeSent().value(0);
    }
    Node send(const QByteArray &id, const Jid &to)
    {
        return send({.id = id, .to = to, .content = TextToSend{.text = u"text of "_s + QString::fromUtf8(id)}});
    }
    /// The same device with a new store: new identity, new registration.
    static void reinstall(World::Person &person, int id)
    {
        const QByteArray address = person.lid.withDevice(quint16(id)).toText();
        person.devices[id] = std::make_unique<Party>(address.constData(), "installed anew");
    }
    /// As the server brings it.
    IncomingReceipt retry(const Jid &device, const QByteArray &id, const Asking &asking, const Jid &chat = {})
    {
        Party *party = m_world->device(device);
        const PreKeyBundle bundle = party->bundle();
        RetryRequest request{.count = asking.count,
                             .messageId = id,
                             .timestamp = 1767225600,
                             .reason = RetryReason::InvalidMessage,
                             .registrationId = bundle.registrationId};
        if (asking.withKeys) {
            request.keys = RetryKeys{.identity = bundle.identityKey,
                                     .preKeyId = bundle.oneTimeKey->id,
                                     .preKey = bundle.oneTimeKey->key,
                                     .signedKeyId = bundle.signedPreKeyId,
                                     .signedKey = bundle.signedPreKey,
                                     .signature = bundle.signature};
        }
        Node receipt{.tag = "receipt",
                     .attributes = {{"id", id}, {"from", chat.isNull() ? device : chat}, {"type", "retry"}},
                     .content = retryChildren(request)};
        if (!chat.isNull())
            receipt.set({"participant", device});
        const auto read = parseReceipt(receipt, m_desk->own);
        if (!read)
            qFatal("%s", qPrintable(read.error().detail));
        return read->first();
    }
    /// What is sent for it.
    Node resent(const IncomingReceipt &receipt)
    {
        m_desk->sent.clear();
        m_problem = u"not ended"_s;
        auto handling = m_line->resender.handle(receipt);
        QCoro::connect(std::move(handling), &m_line->context,
                       [this](const std::optional<QString> &problem) { m_problem = problem.value_or(QString()); });
        m_line->settle();
        return m_desk->sent.value(0);
    }

    std::unique_ptr<World> m_world;
    World::Person *m_customer = nullptr;
    World::Person *m_ours = nullptr;
    World::Person *m_other = nullptr;
    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<Resending> m_line;
    QString m_problem;
};

QTEST_GUILESS_MAIN(ResenderTest)
#include "tst_resender.moc"
