#include "whatsapp/message/receiver.h"

#include "deskparty.h"
#include "protofields.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/keys/bundlestanzas.h"
#include "whatsapp/message/sealededit.h"
#include "whatsapp/message/webmessage.h"
#include "whatsapp/store/sentmessages.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <numeric>

using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;
using namespace std::chrono_literals;

namespace {

const QByteArray customerPhone = "15550001001@s.whatsapp.net";
const Jid customerLid = jidOf("100000012345678@lid");
const Jid group = jidOf("120363000000000001@g.us");

/// What the desk answered, and how much of it another program would have found on disk at that moment.
struct Answer
{
    Node node;
    qint64 eventsOnDisk = 0;
};

/// A receiver over the desk's store, and what it has said.
struct Receiving : DeskParty
{
    SentMessages sentMessages{store, clock};
    Receiver receiver{{store, cipher, groups, inbound, received, chats, sentMessages},
                      [this](const Node &node) {
                          if (watch) {
                              Statement query = watch->prepare(u"SELECT count(*) FROM inbound_event"_s);
                              const bool read = query.exec() && query.next();
                              answers << Answer{node, read ? query.int64(0) : -1};
                          }
                          return send(node);
                      },
                      clock,
                      random};
    QList<Answer> answers;
    std::unique_ptr<Database> watch;
    int undecryptable = 0;
    int givenUp = 0;
    int phoneRequests = 0;
    int storageFailures = 0;
    QList<Jid> changedIdentities;
    QList<HistoryNotice> histories;

    explicit Receiving(const QString &path = u":memory:"_s) : DeskParty(path)
    {
        if (path != ":memory:"_L1) {
            watch = std::make_unique<Database>();
            if (!watch->open(path, Database::Access::ReadOnly))
                qFatal("the file does not open a second time");
        }
        receiver.logIn(own, "identity of the desk");
        QObject::connect(
            &receiver, &Receiver::undecryptable, &receiver,
            [this](const IncomingStanza &, const QString &, bool over) { ++(over ? givenUp : undecryptable); });
        QObject::connect(&receiver, &Receiver::phoneRequestStored, &receiver, [this] { ++phoneRequests; });
        QObject::connect(&receiver, &Receiver::storageFailed, &receiver, [this] { ++storageFailures; });
        QObject::connect(&receiver, &Receiver::identityChanged, &receiver,
                         [this](const Jid &device) { changedIdentities << device; });
        QObject::connect(&receiver, &Receiver::historyReceived, &receiver,
                         [this](const HistoryNotice &notice) { histories << notice; });
    }

    /// What the server gets for @p message.
    QList<Node> answersTo(const Node &message)
    {
        sent.clear();
        receiver.take(message);
        return takeSent();
    }
    [[nodiscard]] Node message(const QByteArray &id, const QList<Attribute> &attributes,
                               const QList<Node> &children) const
    {
        Node node{.tag = "message", .attributes = {{"id", id}, {"t", seconds()}}};
        node.attributes += attributes;
        if (!children.isEmpty())
            node.content = children;
        return node;
    }
    std::optional<ReceivedMessages::Known> known(const Jid &chat, const Jid &author, const QByteArray &id)
    {
        return received.find(received.keysOf(chat, author, id).value()).value();
    }
};

} // namespace

/// Real ratchets at both ends; the other end's stanzas are written here.
class ReceiverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(std::make_unique<Receiving>()); }

    // --- What comes of a message

    void aMessageBecomesAnEvent()
    {
        const Node node = fromCustomer("A1", plainText(u"No enciende"_s),
                                       {{"notify", "Maria"}, {"offline", "3"}, {"addressing_mode", "lid"}});
        m_desk->receiver.take(node);
        QCOMPARE(m_desk->messages().size(), 1);
        const MessageEvent event = m_desk->messages().first();
        QCOMPARE(event.id, "A1"_ba);
        QCOMPARE(event.chat, customerLid);
        QCOMPARE(event.chatAlt.toText(), customerPhone);
        QCOMPARE(event.sender, m_customer->jid);
        QCOMPARE(event.senderAlt.toText(), "15550001001:3@s.whatsapp.net"_ba);
        QVERIFY(!event.fromMe);
        QVERIFY(event.forTickets);
        QVERIFY(event.offline);
        QVERIFY(!event.placeholder);
        QCOMPARE(event.timestamp, m_desk->seconds());
        QCOMPARE(event.pushName, u"Maria"_s);
        QCOMPARE(event.content.kind, MessageKind::Text);
        QCOMPARE(event.content.text, u"No enciende"_s);
        QCOMPARE(event.substitute, MessageEvent::Substitute::None);
        // The pair of names comes first: whoever takes the events knows the customer before his message.
        QCOMPARE(m_desk->events().size(), 2);
        QVERIFY(std::holds_alternative<AliasEvent>(m_desk->events().first().what));
        QCOMPARE(m_desk->eventsOf<AliasEvent>().first().lid, customerLid);
        QCOMPARE(m_desk->eventsOf<AliasEvent>().first().phone.toText(), customerPhone);
    }

    void nothingIsAnsweredBeforeItIsOnDisk()
    {
        QTemporaryDir folder;
        begin(std::make_unique<Receiving>(folder.filePath(u"store.db"_s)));
        m_desk->receiver.take(fromCustomer("A1", plainText(u"text"_s)));
        QCOMPARE(m_desk->answers.size(), 1);
        QCOMPARE(m_desk->answers.first().eventsOnDisk, 2); // the pair of names and the message
        m_desk->answers.clear();
        m_desk->receiver.take(garbage("A2"));
        QCOMPARE(m_desk->answers.size(), 2);
        for (const Answer &answer : std::as_const(m_desk->answers))
            QCOMPARE(answer.eventsOnDisk, 3); // and the placeholder
    }

    // --- The table of answers (note 2, section 3.2), row by row

    void isAnsweredByTheTable_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArrayList>("answers");
        const auto row = [](const char *what, const QByteArrayList &answers) {
            QTest::newRow(what) << QByteArray(what) << answers;
        };
        const QByteArray ack = "ack class=message from=15550009000:5@s.whatsapp.net id=A1 ";
        row("customer", {"receipt id=A1 to=100000012345678:3@lid type=inactive"});
        row("customer, active", {"receipt id=A1 to=100000012345678:3@lid"});
        row("customer, twice", {"receipt id=A1 to=100000012345678:3@lid type=inactive"});
        row("group", {"receipt id=A1 participant=100000012345678:3@lid to=120363000000000001@g.us type=inactive"});
        row("own copy", {"receipt id=A1 recipient=100000012345678@lid to=900000000000001@lid type=sender"});
        row("own copy, twice", {"receipt id=A1 recipient=100000012345678@lid to=900000000000001@lid type=sender"});
        row("note to self", {"receipt id=A1 to=900000000000001@lid type=sender"});
        row("peer", {"receipt id=A1 to=15550009000@s.whatsapp.net type=peer_msg"});
        row("history",
            {"receipt id=A1 to=15550009000@s.whatsapp.net type=peer_msg",
             "receipt id=A1 to=15550009000@s.whatsapp.net type=hist_sync"});
        row("status", {"receipt id=A1 participant=100000012345678:3@lid to=status@broadcast type=inactive"});
        row("newsletter", {ack + "to=120363000000000009@newsletter type=text"});
        row("undecryptable",
            {"receipt id=A1 to=100000012345678:3@lid type=retry", ack + "to=100000012345678:3@lid type=text"});
        row("undecryptable, group",
            {"receipt id=A1 participant=100000012345678:3@lid to=120363000000000001@g.us type=retry",
             ack + "participant=100000012345678:3@lid to=120363000000000001@g.us type=text"});
        row("undecryptable, own copy",
            {"receipt id=A1 recipient=100000012345678@lid to=900000000000001@lid type=retry",
             "receipt id=A1 recipient=100000012345678@lid to=900000000000001@lid type=sender"});
        row("undecryptable, peer",
            {"receipt category=peer id=A1 to=15550009000@s.whatsapp.net type=retry",
             ack + "to=15550009000@s.whatsapp.net type=text"});
        row("undecryptable, too old", {ack + "to=100000012345678:3@lid type=text"});
        row("undecryptable, status of yesterday",
            {ack + "participant=100000012345678:3@lid to=status@broadcast type=text"});
        row("bot in a group", {ack + "participant=13135550002@s.whatsapp.net to=120363000000000001@g.us type=text"});
        row("unavailable", {ack + "to=100000012345678:3@lid type=text"});
        row("broken protobuf", {ack + "error=491 to=100000012345678:3@lid type=text"});
        row("broken padding", {ack + "error=491 to=100000012345678:3@lid type=text"});
        row("secret of bots", {ack + "error=495 to=867051314767696@bot type=text"});
        row("unknown cipher", {ack + "to=100000012345678:3@lid type=text"});
        row("nothing inside", {ack + "error=488 to=100000012345678:3@lid type=text"});
        row("no time", {ack + "error=487 to=100000012345678:3@lid type=text"});
        row("no id", {});
    }
    void isAnsweredByTheTable()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArrayList, answers);
        QByteArrayList lines = linesOf(m_desk->answersTo(incoming(what)));
        QCOMPARE(sorted(lines), sorted(answers));
    }

    // --- The same again

    void theSameStanzaChangesNothing()
    {
        const Node node = fromCustomer("A1", plainText(u"text"_s));
        const auto first = linesOf(m_desk->answersTo(node));
        QCOMPARE(linesOf(m_desk->answersTo(node)), first);
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->undecryptable, 0);
    }

    void aResendOfWhatIsHereIsOnlyAcknowledged()
    {
        const auto first = linesOf(m_desk->answersTo(fromCustomer("A1", plainText(u"text"_s))));
        const Node again = fromCustomer("A1", plainText(u"text"_s), {}, {{"count", "1"}});
        QCOMPARE(linesOf(m_desk->answersTo(again)), first);
        Node spoilt = garbage("A1");
        QCOMPARE(linesOf(m_desk->answersTo(spoilt)), first);
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->undecryptable, 0);
    }

    void theSameIdOfSomebodyElseIsAnotherMessage()
    {
        m_desk->receiver.take(fromCustomer("A1", plainText(u"of one"_s)));
        Party other("100000000000777@lid");
        other.start(*m_desk);
        m_desk->receiver.take(
            m_desk->message("A1", {{"from", other.jid}, {"type", "text"}}, {enc(other, plainText(u"of another"_s))}));
        QCOMPARE(m_desk->messages().size(), 2);
        // And in another chat of the same person.
        m_desk->receiver.take(inGroup("A1", {enc(*m_customer, plainText(u"in the group"_s))}));
        QCOMPARE(m_desk->messages().size(), 3);
    }

    void onePersonUnderTwoNamesIsOne()
    {
        // By number first; nobody knows his hidden id.
        m_desk->receiver.take(byNumber("A1", {enc(*m_customer, plainText(u"text"_s))}));
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->store.sessionAddresses(u"15550001001"_s).value(), QStringList{u"15550001001.3"_s});
        // Then by hidden id, with both names: session and message are found again.
        m_desk->receiver.take(fromCustomer("A1", plainText(u"text"_s), {}, {{"count", "1"}}));
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->undecryptable, 0);
        QCOMPARE(m_desk->eventsOf<AliasEvent>().size(), 1);
        QCOMPARE(m_desk->store.sessionAddresses(u"15550001001"_s).value(), QStringList());
        QCOMPARE(m_desk->store.sessionAddresses(u"100000012345678_1"_s).value(), QStringList{u"100000012345678_1.3"_s});
        // And by number again, with the pair known.
        m_desk->receiver.take(byNumber("A1", {enc(*m_customer, plainText(u"text"_s))}));
        QCOMPARE(m_desk->messages().size(), 1);
        m_desk->receiver.take(byNumber("A2", {enc(*m_customer, plainText(u"next"_s))}));
        QCOMPARE(m_desk->messages().size(), 2);
        QCOMPARE(m_desk->eventsOf<AliasEvent>().size(), 1);
    }

    void anOwnCopyIsKnownAgainOnceTheCustomersOtherNameIs()
    {
        // The phone wrote to a number; later the pair becomes known, and the same message comes again.
        const QList<Attribute> toNumber{
            {"from", "15550009000@s.whatsapp.net"}, {"recipient", customerPhone}, {"type", "text"}};
        m_desk->receiver.take(
            m_desk->message("A1", toNumber, {enc(*m_phone, copyFor(jidOf("15550001001@s.whatsapp.net")))}));
        QCOMPARE(m_desk->messages().size(), 1);
        QVERIFY(m_desk->addresses.learn(customerLid, jidOf("15550001001@s.whatsapp.net")));
        m_desk->receiver.take(
            m_desk->message("A1", toNumber, {enc(*m_phone, copyFor(jidOf("15550001001@s.whatsapp.net")))}));
        m_desk->receiver.take(ownCopy("A1", {enc(*m_phone, copyFor(customerLid))}));
        QCOMPARE(m_desk->messages().size(), 1);
    }

    // --- What cannot be decrypted

    void asksAgainAndLeavesAPlaceholder()
    {
        const QList<Node> answers = m_desk->answersTo(garbage("A1"));
        const auto request = parseRetry(answers.value(0));
        QVERIFY(request.has_value());
        QCOMPARE(request->count, 1);
        QCOMPARE(request->messageId, "A1"_ba);
        QCOMPARE(request->timestamp, m_desk->seconds());
        QCOMPARE(request->reason, RetryReason::InvalidMessage);
        QCOMPARE(request->registrationId, m_desk->keys().registrationId);
        QVERIFY(!request->keys);
        QCOMPARE(m_desk->undecryptable, 1);
        QCOMPARE(m_desk->messages().size(), 1);
        QVERIFY(m_desk->messages().first().placeholder);
        QCOMPARE(m_desk->messages().first().id, "A1"_ba);
        QVERIFY(m_desk->messages().first().forTickets);
    }

    void withoutASessionTheFirstRequestHasKeys()
    {
        m_desk->receiver.take(fromCustomer("A0", plainText(u"text"_s)));
        answerToCustomer();
        QVERIFY(m_desk->cipher.removeSession(m_customer->jid));
        const auto request = parseRetry(m_desk->answersTo(fromCustomer("A1", plainText(u"lost"_s))).value(0));
        QVERIFY(request.has_value());
        QCOMPARE(request->reason, RetryReason::NoSession);
        QVERIFY(request->keys);
        QCOMPARE(request->keys->identity, m_desk->keys().identity.publicKey);
        QCOMPARE(request->keys->deviceIdentity, "identity of the desk"_ba);
        // A key that no upload will ever contain.
        const auto uploads = m_desk->store.unuploadedPreKeys(5);
        QVERIFY(uploads.has_value());
        for (const PreKey &key : *uploads)
            QVERIFY(key.id != request->keys->preKeyId);

        // The other side begins anew with it, and the message is there under its id.
        QVERIFY(m_customer->cipher.processBundle(m_desk->jid, bundleFrom(*request->keys, request->registrationId)));
        const QList<Node> answers = m_desk->answersTo(fromCustomer("A1", plainText(u"lost"_s), {}, {{"count", "1"}}));
        QCOMPARE(linesOf(answers), QByteArrayList{"receipt id=A1 to=100000012345678:3@lid type=inactive"});
        const QList<MessageEvent> messages = m_desk->messages();
        QCOMPARE(messages.size(), 3);
        QVERIFY(messages.at(1).placeholder);
        QVERIFY(!messages.at(2).placeholder);
        QCOMPARE(messages.at(2).id, "A1"_ba);
        QCOMPARE(messages.at(2).content.text, u"lost"_s);
        // The key is spent.
        QVERIFY(!m_desk->store.preKey(request->keys->preKeyId).value().has_value());
        // And the phone is not asked any more.
        qint64 nextAt = 0;
        m_desk->clock.advance(1h);
        QVERIFY(m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), 10, &nextAt).value().isEmpty());
    }

    void asksFourTimesAndThenNoMore()
    {
        QList<quint32> handedOut;
        for (int count = 1; count <= 4; ++count) {
            m_desk->clock.advance(1min);
            const QList<Node> answers = m_desk->answersTo(garbage("A1"));
            QCOMPARE(answers.size(), 2);
            const auto request = parseRetry(answers.first());
            QVERIFY(request.has_value());
            QCOMPARE(request->count, count);
            QCOMPARE(request->keys.has_value(), count > 1);
            if (request->keys) {
                QVERIFY(!handedOut.contains(request->keys->preKeyId));
                handedOut << request->keys->preKeyId;
            }
        }
        QCOMPARE(m_desk->givenUp, 0);
        for (int i = 0; i < 2; ++i) {
            const QByteArrayList answers = linesOf(m_desk->answersTo(garbage("A1")));
            QCOMPARE(answers.size(), 1);
            QVERIFY(answers.first().startsWith("ack "));
            QVERIFY(!answers.first().contains("error"));
        }
        QCOMPARE(m_desk->givenUp, 2);
        QCOMPARE(m_desk->messages().size(), 1); // one placeholder
        // A late resend is welcome all the same.
        m_desk->receiver.take(fromCustomer("A1", plainText(u"at last"_s), {}, {{"count", "4"}}));
        QCOMPARE(m_desk->messages().size(), 2);
        QCOMPARE(m_desk->messages().last().content.text, u"at last"_s);
    }

    void theCountSurvivesARestart()
    {
        m_desk->receiver.take(garbage("A1"));
        QList<Node> sent;
        Receiver next(
            {m_desk->store, m_desk->cipher, m_desk->groups, m_desk->inbound, m_desk->received, m_desk->chats,
             m_desk->sentMessages},
            [&sent](const Node &node) -> Result<> {
                sent << node;
                return {};
            },
            m_desk->clock, m_desk->random);
        next.logIn(m_desk->own, {});
        next.take(garbage("A1"));
        QCOMPARE(parseRetry(sent.value(0)).value().count, 2);
    }

    void goesOnFromTheCountOfTheResend()
    {
        QCOMPARE(parseRetry(m_desk->answersTo(garbage("A1", {{"count", "2"}})).value(0)).value().count, 3);
        QCOMPARE(m_desk->answersTo(garbage("A2", {{"count", "4"}})).size(), 1); // given up
    }

    void requestsKeepTheirDistance()
    {
        m_desk->receiver.take(garbage("A1"));
        m_desk->receiver.take(garbage("A2"));
        m_desk->receiver.take(garbage("A3"));
        QCOMPARE(m_desk->sent.size(), 2); // request and ack of the first
        m_desk->clock.advance(249ms);
        QCOMPARE(m_desk->sent.size(), 2);
        m_desk->clock.advance(1ms);
        QCOMPARE(m_desk->sent.size(), 4);
        m_desk->clock.advance(250ms);
        QCOMPARE(m_desk->sent.size(), 6);
        QCOMPARE(m_desk->sent.at(4).attr("id"), "A3"_ba);
        QCOMPARE(m_desk->sent.at(5).tag, "ack"_ba);
    }

    void aNewConnectionDoesNotAnswerForTheOldOne()
    {
        m_desk->receiver.take(garbage("A1"));
        m_desk->receiver.take(garbage("A2"));
        m_desk->receiver.stop();
        m_desk->takeSent();
        m_desk->clock.advance(1min);
        QVERIFY(m_desk->sent.isEmpty());
        // The server delivers it again, and at once it is asked for.
        const auto request = parseRetry(m_desk->answersTo(garbage("A2")).value(0));
        QVERIFY(request.has_value());
        QCOMPARE(request->count, 2);
    }

    void theDistanceDoesNotGrowWhenTheClockIsSetBack()
    {
        m_desk->receiver.take(garbage("A1"));
        m_desk->clock.shift(-1h);
        m_desk->takeSent();
        m_desk->receiver.take(garbage("A2"));
        m_desk->clock.advance(1s);
        QCOMPARE(m_desk->sent.size(), 2);
    }

    void whatIsHiddenLeavesNoPlaceholder()
    {
        m_desk->receiver.take(garbage("A1", {{"decrypt-fail", "hide"}}));
        QCOMPARE(m_desk->undecryptable, 1);
        QVERIFY(m_desk->messages().isEmpty());
        const QByteArray reaction = reactionMessage({.chat = m_desk->own.lid.account(), .id = "M1"}, u"👍"_s, 1);
        m_desk->receiver.take(fromCustomer("A1", reaction));
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->messages().first().content.kind, MessageKind::Reaction);
    }

    // --- The own phone

    void thePhoneHealsWhatCannotBeRead()
    {
        m_desk->receiver.take(fromCustomer("A0", plainText(u"text"_s)));
        m_desk->receiver.take(garbage("A1"));
        QCOMPARE(m_desk->phoneRequests, 1);
        qint64 nextAt = 0;
        QVERIFY(m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), 10, &nextAt).value().isEmpty());
        QCOMPARE(nextAt, m_desk->clock.nowMs() + 5000);
        m_desk->clock.advance(5s);
        const auto due = m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), 10, &nextAt).value();
        QCOMPARE(due.size(), 1);
        QCOMPARE(due.first().message.id, "A1"_ba);

        const qint64 sentAt = m_desk->messages().last().timestamp;
        // The phone names him by his number.
        m_desk->receiver.take(phoneAnswer("P1", {webMessage(customerPhone, "A1", u"from the phone"_s)}));
        const MessageEvent healed = m_desk->messages().last();
        QCOMPARE(m_desk->messages().size(), 3);
        QCOMPARE(healed.id, "A1"_ba);
        QVERIFY(!healed.placeholder);
        QVERIFY(healed.forTickets);
        QCOMPARE(healed.content.text, u"from the phone"_s);
        QCOMPARE(healed.sender, m_customer->jid);
        QCOMPARE(healed.chat, customerLid);
        QCOMPARE(healed.timestamp, sentAt);
        QCOMPARE(healed.pushName, u"Maria"_s);

        // Then the sender's resend comes as well, and the phone says it twice.
        m_desk->receiver.take(fromCustomer("A1", plainText(u"from the phone"_s), {}, {{"count", "1"}}));
        m_desk->receiver.take(phoneAnswer("P2", {webMessage(customerPhone, "A1", u"from the phone"_s)}));
        QCOMPARE(m_desk->messages().size(), 3);
    }

    void thePhoneOnlyAnswersWhatWasAsked()
    {
        m_desk->receiver.take(phoneAnswer("P1", {webMessage(customerPhone, "A9", u"never asked for"_s)}));
        QVERIFY(m_desk->messages().isEmpty());
        // It does not have it either: the placeholder stays, and a resend still heals it.
        m_desk->receiver.take(garbage("A1"));
        m_desk->receiver.take(phoneAnswer("P2", {webMessageBytes({.key = {.chat = customerLid, .id = "A1"}})}));
        m_desk->receiver.take(phoneAnswer("P3", {"\xff\xff nonsense"_ba}));
        QCOMPARE(m_desk->messages().size(), 1);
        m_desk->receiver.take(fromCustomer("A1", plainText(u"text"_s)));
        QCOMPARE(m_desk->messages().size(), 2);
    }

    void onlyThePhoneItselfAnswers()
    {
        m_desk->receiver.take(garbage("A1"));
        const QByteArray answer = peerAnswerMessage(4, "R1", {webMessage(customerPhone, "A1", u"forged"_s)});
        // Another linked device of ours, a customer who says "peer", a customer who does not.
        Party companion("900000000000001:7@lid");
        companion.start(*m_desk);
        m_desk->receiver.take(m_desk->message("P1", {{"from", "15550009000:7@s.whatsapp.net"}, {"category", "peer"}},
                                              {enc(companion, answer)}));
        m_desk->receiver.take(fromCustomer("P2", answer, {{"category", "peer"}}));
        m_desk->receiver.take(fromCustomer("P3", answer));
        QCOMPARE(m_desk->messages().size(), 1);
        QVERIFY(m_desk->messages().first().placeholder);
    }

    void aPlaceholderOfANumberIsHealedOnceThePairIsKnown()
    {
        const QList<Attribute> toNumber{
            {"from", "15550009000@s.whatsapp.net"}, {"recipient", customerPhone}, {"type", "text"}};
        m_desk->receiver.take(m_desk->message("A1", toNumber, {spoilt()}));
        QVERIFY(m_desk->messages().last().placeholder);
        QVERIFY(m_desk->addresses.learn(customerLid, jidOf("15550001001@s.whatsapp.net")));
        const WebMessage mine{.key = {.chat = customerLid, .id = "A1", .fromMe = true},
                              .message = plainText(u"typed there"_s)};
        m_desk->receiver.take(phoneAnswer("P1", {webMessageBytes(mine)}));
        QCOMPARE(m_desk->messages().size(), 2);
        QVERIFY(m_desk->messages().last().fromMe);
        QCOMPARE(m_desk->messages().last().content.text, u"typed there"_s);
    }

    // --- What only the own account may say

    void machineMessagesOfStrangersAreDropped_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("history") << historyMessage();
        QTest::newRow("keys") << appStateKeyMessage();
        QTest::newRow("mappings") << mappingMessage();
        QTest::newRow("deviceSentMessage") << deviceSentMessage(customerLid, plainText(u"forged"_s)).value();
    }
    void machineMessagesOfStrangersAreDropped()
    {
        QFETCH(QByteArray, message);
        const auto answers = linesOf(m_desk->answersTo(fromCustomer("A1", message)));
        QCOMPARE(answers, QByteArrayList{"receipt id=A1 to=100000012345678:3@lid type=inactive"});
        m_desk->receiver.take(fromCustomer("A2", message, {{"category", "peer"}}));
        QVERIFY(m_desk->messages().isEmpty());
        QCOMPARE(m_desk->eventsOf<AliasEvent>().size(), 1); // his own
        QVERIFY(m_desk->histories.isEmpty());
        QCOMPARE(m_desk->rowsIn("app_state_key"), 0);
    }

    void theSameFromTheOwnPhoneCounts()
    {
        m_desk->receiver.take(peer("P1", historyMessage()));
        QCOMPARE(m_desk->histories.size(), 1);
        QCOMPARE(m_desk->histories.first().syncType, 3U);
        m_desk->receiver.take(peer("P2", appStateKeyMessage()));
        QCOMPARE(m_desk->rowsIn("app_state_key"), 1);
        m_desk->receiver.take(peer("P3", mappingMessage()));
        QCOMPARE(m_desk->store.lidOf(jidOf("15550002002@s.whatsapp.net")).value().value(),
                 jidOf("200000000000002@lid"));
        const AliasEvent learnt = m_desk->eventsOf<AliasEvent>().last();
        QCOMPARE(learnt.lid, jidOf("200000000000002@lid"));
        QCOMPARE(learnt.phone, jidOf("15550002002@s.whatsapp.net"));
        QVERIFY(m_desk->messages().isEmpty());
    }

    // --- What was typed on the phone

    void whatThePhoneWroteIsOurs()
    {
        m_desk->receiver.take(
            ownCopy("A1", {enc(*m_phone, copyFor(customerLid))}, {{"peer_recipient_pn", customerPhone}}));
        QCOMPARE(m_desk->messages().size(), 1);
        const MessageEvent event = m_desk->messages().first();
        QVERIFY(event.fromMe);
        QVERIFY(event.forTickets);
        QCOMPARE(event.chat, customerLid);
        QCOMPARE(event.chatAlt.toText(), customerPhone);
        QCOMPARE(event.sender, m_phone->jid);
        QCOMPARE(event.content.text, u"typed on the phone"_s);
        QCOMPARE(event.content.destination.value(), customerLid);
        QCOMPARE(event.pushName, QString());
        // The pair of the customer's names is learnt from it.
        QCOMPARE(m_desk->store.lidOf(jidOf("15550001001@s.whatsapp.net")).value().value(), customerLid);
        // To whom the phone writes says nothing of where he writes from.
        QVERIFY(!m_desk->chats.isKnown(customerLid).value());
    }

    void noteToSelfIsNoTicket()
    {
        m_desk->receiver.take(incoming("note to self"));
        QCOMPARE(m_desk->messages().size(), 1);
        QVERIFY(!m_desk->messages().first().forTickets);
        QVERIFY(m_desk->messages().first().fromMe);
    }

    // --- Reactions, edits, revokes

    // The key of 3A01, by HMAC in another language.
    void aSealedEditsKeyIsTheKnownOne()
    {
        QCOMPARE(sealedEditKey(messageSecret(), "3A01", m_customer->jid, customerLid).exposed().toHex(),
                 "b95bf2ace99a755ff0e6e0d9759938c1fb8a92999ec21194277d2dcf7d660da2"_ba);
    }

    void aSealedEditIsOpened_data()
    {
        QTest::addColumn<QByteArray>("author");
        QTest::addColumn<QByteArray>("editor");
        QTest::addColumn<bool>("contentAlone");
        const QByteArray lid = customerLid.toText();
        QTest::newRow("by hidden id") << lid << lid << false;
        QTest::newRow("by number") << customerPhone << customerPhone << false;
        QTest::newRow("by both") << customerPhone << lid << false;
        QTest::newRow("the content alone") << lid << lid << true;
    }
    void aSealedEditIsOpened()
    {
        QFETCH(QByteArray, author);
        QFETCH(QByteArray, editor);
        QFETCH(bool, contentAlone);
        m_desk->receiver.take(fromCustomer("A1", secretText(u"No enciede"_s)));
        const QByteArray inside = contentAlone
            ? plainText(u"No enciende"_s)
            : editMessage({.chat = m_desk->own.lid, .id = "A1", .fromMe = true}, u"No enciende"_s, 5000).value();
        m_desk->receiver.take(fromCustomer("A2", sealedEdit(inside, "A1", author, editor)));
        QCOMPARE(m_desk->messages().size(), 2);
        const MessageEvent event = m_desk->messages().last();
        QCOMPARE(event.content.kind, MessageKind::Edit);
        QCOMPARE(event.content.text, u"No enciende"_s);
        QCOMPARE(event.target.id, "A1"_ba);
        QVERIFY(event.target.bySender);
        QVERIFY(!event.target.fromUs);
    }

    void aSealedEditThatDoesNotFitStaysSealed_data()
    {
        QTest::addColumn<QByteArray>("message");
        const QByteArray lid = customerLid.toText();
        const QByteArray edit = editMessage({.id = "A1", .fromMe = true}, u"better"_s, 5000).value();
        QTest::newRow("of a message without secret") << sealedEdit(edit, "A0", lid, lid);
        QTest::newRow("of one never seen") << sealedEdit(edit, "A9", lid, lid);
        QTest::newRow("by a stranger's name") << sealedEdit(edit, "A1", "200000000000002@lid", lid);
        QTest::newRow("of another inside")
            << sealedEdit(editMessage({.id = "A0", .fromMe = true}, u"better"_s, 5000).value(), "A1", lid, lid);
        QTest::newRow("of ours") << sealedEdit(edit, "A1", lid, lid, false);
        QTest::newRow("no Message inside") << sealedEdit("\xff\xff", "A1", lid, lid);
        QTest::newRow("sealed twice") << sealedEdit(sealedEdit(edit, "A1", lid, lid), "A1", lid, lid);
    }
    void aSealedEditThatDoesNotFitStaysSealed()
    {
        QFETCH(QByteArray, message);
        m_desk->receiver.take(fromCustomer("A0", plainText(u"text"_s)));
        m_desk->receiver.take(fromCustomer("A1", secretText(u"text"_s)));
        m_desk->receiver.take(fromCustomer("A2", message));
        QCOMPARE(m_desk->messages().size(), 3); // a row that can be seen
        QCOMPARE(m_desk->messages().last().content.kind, MessageKind::SealedEdit);
    }

    void whatWasWrittenHereCanBeEditedOnThePhone()
    {
        QVERIFY(m_desk->sentMessages.add("A1", customerLid, secretText(u"manana"_s), Node{.tag = "message"}));
        const QByteArray own = m_desk->own.lid.account().toText();
        const QByteArray edit = editMessage({.chat = customerLid, .id = "A1", .fromMe = true}, u"mañana"_s, 1).value();
        const QByteArray copy = deviceSentMessage(customerLid, sealedEdit(edit, "A1", own, own)).value();
        m_desk->receiver.take(ownCopy("A2", {enc(*m_phone, copy)}, {{"peer_recipient_pn", customerPhone}}));
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->messages().first().content.kind, MessageKind::Edit);
        QCOMPARE(m_desk->messages().first().content.text, u"mañana"_s);
        QVERIFY(m_desk->messages().first().target.fromUs);
    }

    void editsAndRevokesCountOnlyForOnesOwn_data()
    {
        QTest::addColumn<bool>("ofHimself");
        QTest::addColumn<bool>("revoke");
        for (const bool revoke : {false, true}) {
            QTest::newRow(revoke ? "revokes his own" : "edits his own") << true << revoke;
            QTest::newRow(revoke ? "revokes ours" : "edits ours") << false << revoke;
        }
    }
    void editsAndRevokesCountOnlyForOnesOwn()
    {
        QFETCH(bool, ofHimself);
        QFETCH(bool, revoke);
        const MessageTarget target{.chat = m_desk->own.lid.account(), .id = "M1", .fromMe = ofHimself};
        const QByteArray message = revoke ? revokeMessage(target) : editMessage(target, u"better"_s, 5000).value();
        m_desk->receiver.take(fromCustomer("A1", message));
        const MessageEvent event = m_desk->messages().value(0);
        QCOMPARE(event.content.kind, revoke ? MessageKind::Revoke : MessageKind::Edit);
        QCOMPARE(event.target.id, "M1"_ba);
        QCOMPARE(event.target.chat, customerLid);
        QCOMPARE(event.target.bySender, ofHimself);
        QCOMPARE(event.target.fromUs, !ofHimself);
    }

    void thePhoneRevokesOurs()
    {
        const QByteArray revoke = revokeMessage({.chat = customerLid, .id = "M1", .fromMe = true});
        m_desk->receiver.take(ownCopy("A1", {enc(*m_phone, deviceSentMessage(customerLid, revoke).value())}));
        const MessageEvent event = m_desk->messages().value(0);
        QVERIFY(event.target.bySender);
        QVERIFY(event.target.fromUs);
        QCOMPARE(event.target.id, "M1"_ba);
    }

    // --- Without content

    void viewOnceIsSeenOnThePhone()
    {
        m_desk->receiver.take(customerStanza("A1", {unavailable("view_once")}));
        const MessageEvent event = m_desk->messages().value(0);
        QCOMPARE(event.substitute, MessageEvent::Substitute::OpenOnPhone);
        QCOMPARE(event.content.kind, MessageKind::OpenOnPhone);
        QVERIFY(!event.placeholder);
        QCOMPARE(m_desk->phoneRequests, 0);
    }

    void theUnavailableIsAskedFromThePhoneAtOnce()
    {
        const Node node = customerStanza("A1", {unavailable({})});
        m_desk->receiver.take(node);
        QVERIFY(m_desk->messages().value(0).placeholder);
        QCOMPARE(m_desk->phoneRequests, 1);
        qint64 nextAt = 0;
        QCOMPARE(m_desk->received.duePhoneRequests(m_desk->clock.nowMs(), 10, &nextAt).value().size(), 1);
        m_desk->receiver.take(node);
        QCOMPARE(m_desk->messages().size(), 1);
        m_desk->receiver.take(phoneAnswer("P1", {webMessage(customerPhone, "A1", u"from an advertisement"_s)}));
        QCOMPARE(m_desk->messages().last().content.text, u"from an advertisement"_s);
    }

    void whatIsForNobodyHereLeavesNothing()
    {
        m_desk->receiver.take(customerStanza("A1", {unavailable("hosted_unavailable_fanout")}));
        m_desk->receiver.take(customerStanza("A2", {unavailable("bot_unavailable_fanout")}));
        QVERIFY(m_desk->messages().isEmpty());
        QCOMPARE(m_desk->phoneRequests, 0);
    }

    void theOldUnavailableIsNotAskedFor()
    {
        Node node = customerStanza("A1", {unavailable({})});
        node.set({"t", m_desk->seconds() - 15 * 86400});
        m_desk->receiver.take(node);
        QVERIFY(m_desk->messages().value(0).placeholder);
        QCOMPARE(m_desk->phoneRequests, 0);
    }

    void whatIsNotUnderstoodIsShownAsSuch_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::newRow("broken protobuf") << "broken protobuf"_ba;
        QTest::newRow("broken padding") << "broken padding"_ba;
        QTest::newRow("unknown cipher") << "unknown cipher"_ba;
    }
    void whatIsNotUnderstoodIsShownAsSuch()
    {
        QFETCH(QByteArray, what);
        const Node node = incoming(what);
        const auto first = linesOf(m_desk->answersTo(node));
        const MessageEvent event = m_desk->messages().value(0);
        QCOMPARE(event.substitute, MessageEvent::Substitute::Broken);
        QCOMPARE(event.content.kind, MessageKind::Unsupported);
        QVERIFY(!event.problem.isEmpty());
        QCOMPARE(event.content.reason, event.problem);
        QVERIFY(!event.placeholder);
        // Again: no second row, and no answer of another kind than a plain one or the same.
        m_desk->receiver.take(node);
        QCOMPARE(m_desk->messages().size(), 1);
    }

    void thetimerOfAChatIsKept()
    {
        // protocolMessage{type 3, ephemeralExpiration}
        m_desk->receiver.take(fromCustomer("A1", field(12, number(2, 3) + number(4, 86400))));
        const ChatBook::Timer timer = m_desk->chats.timerOf(customerLid).value();
        QCOMPARE(timer.expiration, 86400s);
        QCOMPARE(timer.setAt, m_desk->seconds());
        QCOMPARE(m_desk->messages().value(0).content.kind, MessageKind::TimerChange);
    }

    // --- Identity

    void anotherIdentityIsTold()
    {
        m_desk->receiver.take(fromCustomer("A1", plainText(u"text"_s)));
        QVERIFY(m_desk->eventsOf<IdentityEvent>().isEmpty());
        m_customer = std::make_unique<Party>("100000012345678:3@lid", "installed anew");
        m_customer->start(*m_desk);
        m_desk->receiver.take(fromCustomer("A2", plainText(u"a new phone"_s)));
        QCOMPARE(m_desk->changedIdentities, QList{m_customer->jid});
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().size(), 1);
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().first().user, customerLid);
        QCOMPARE(m_desk->eventsOf<IdentityEvent>().first().userAlt.toText(), customerPhone);
        QCOMPARE(m_desk->messages().last().content.text, u"a new phone"_s);
    }

    // --- Groups

    void theKeyInTheStanzaOpensWhatIsNextToIt()
    {
        const QByteArray key = m_customer->groups.createDistribution(group, m_customer->jid).value();
        const QByteArray text = m_customer->groups.encrypt(group, m_customer->jid, padded(plainText(u"to all"_s)))
                                    .value();
        // In whatever order they stand.
        m_desk->receiver.take(inGroup("A1", {groupEncNode(text), enc(*m_customer, senderKeyMessage(group, key))}));
        const MessageEvent event = m_desk->messages().value(0);
        QCOMPARE(event.content.text, u"to all"_s);
        QCOMPARE(event.chat, group);
        QCOMPARE(event.sender, m_customer->jid);
        QVERIFY(!event.forTickets);
        // Later ones need none.
        const QByteArray next = m_customer->groups.encrypt(group, m_customer->jid, padded(plainText(u"more"_s)))
                                    .value();
        m_desk->receiver.take(inGroup("A2", {groupEncNode(next)}));
        QCOMPARE(m_desk->messages().last().content.text, u"more"_s);
        // Twice is once.
        const auto again = linesOf(m_desk->answersTo(inGroup("A2", {groupEncNode(next)})));
        QVERIFY(again.value(0).startsWith("receipt "));
        QCOMPARE(m_desk->messages().size(), 2);
    }

    void aKeyForAnotherGroupIsNotTaken()
    {
        const Jid other = jidOf("120363000000000002@g.us");
        const QByteArray key = m_customer->groups.createDistribution(other, m_customer->jid).value();
        m_desk->receiver.take(inGroup("A1", {enc(*m_customer, senderKeyMessage(other, key))}));
        const QByteArray text = m_customer->groups.encrypt(other, m_customer->jid, padded(plainText(u"x"_s))).value();
        Node node = inGroup("A2", {groupEncNode(text)});
        node.set({"from", other});
        const auto request = parseRetry(m_desk->answersTo(node).value(0));
        QVERIFY(request.has_value());
        QCOMPARE(request->reason, RetryReason::NoSession);
        QVERIFY(request->keys); // without it he could not write to us alone
    }

    void aResendInAGroupComesAlone()
    {
        const QByteArray key = m_customer->groups.createDistribution(group, m_customer->jid).value();
        const QByteArray lost = m_customer->groups.encrypt(group, m_customer->jid, padded(plainText(u"lost"_s)))
                                    .value();
        m_desk->receiver.take(inGroup("A1", {groupEncNode(lost)}));
        QVERIFY(m_desk->messages().value(0).placeholder);
        const QByteArray resend = withSenderKey(plainText(u"lost"_s), group, key).value();
        m_desk->receiver.take(inGroup("A1", {enc(*m_customer, resend)}));
        QCOMPARE(m_desk->messages().last().content.text, u"lost"_s);
        // With the key that came along the next one is read.
        const QByteArray next = m_customer->groups.encrypt(group, m_customer->jid, padded(plainText(u"more"_s)))
                                    .value();
        m_desk->receiver.take(inGroup("A2", {groupEncNode(next)}));
        QCOMPARE(m_desk->messages().last().content.text, u"more"_s);
    }

    void aBrokenPairwisePartKeepsTheGroupsPartForLater()
    {
        const QByteArray key = m_customer->groups.createDistribution(group, m_customer->jid).value();
        QVERIFY(m_desk->groups.processDistribution(group, m_customer->jid, key));
        const QByteArray text = m_customer->groups.encrypt(group, m_customer->jid, padded(plainText(u"x"_s))).value();
        m_desk->receiver.take(inGroup("A1", {spoilt(), groupEncNode(text)}));
        QVERIFY(m_desk->messages().value(0).placeholder);
        // The counter is not used up.
        m_desk->receiver.take(inGroup("A1", {groupEncNode(text)}));
        QCOMPARE(m_desk->messages().last().content.text, u"x"_s);
    }

    // --- When nothing can be stored

    void withoutADiskNothingIsAnswered_data()
    {
        QTest::addColumn<QString>("refused");
        QTest::newRow("events") << u"INSERT ON inbound_event"_s;
        QTest::newRow("ratchets") << u"INSERT ON session"_s;
        QTest::newRow("what is known") << u"INSERT ON received_message"_s;
        QTest::newRow("addresses") << u"INSERT ON chat"_s;
        QTest::newRow("pairs of names") << u"INSERT ON lid_mapping"_s;
        QTest::newRow("used keys") << u"DELETE ON pre_key"_s;
    }
    void withoutADiskNothingIsAnswered()
    {
        QFETCH(QString, refused);
        const Node node = fromCustomer("A1", plainText(u"text"_s));
        const QByteArray before = m_desk->snapshot();
        m_desk->refuseTo(refused);
        QVERIFY(m_desk->answersTo(node).isEmpty());
        QCOMPARE(m_desk->storageFailures, 1);
        QVERIFY(m_desk->events().isEmpty());
        QCOMPARE(m_desk->snapshot(), before);

        m_desk->allowAgain();
        QCOMPARE(m_desk->answersTo(node).size(), 1);
        QCOMPARE(m_desk->messages().size(), 1);
        QCOMPARE(m_desk->messages().first().content.text, u"text"_s);
        QCOMPARE(m_desk->storageFailures, 1);
    }

    void withoutADiskNothingIsAskedForAgain_data()
    {
        QTest::addColumn<QString>("refused");
        QTest::newRow("events") << u"INSERT ON inbound_event"_s;
        QTest::newRow("what is known") << u"INSERT ON received_message"_s;
        QTest::newRow("requests to the phone") << u"INSERT ON phone_request"_s;
    }
    void withoutADiskNothingIsAskedForAgain()
    {
        QFETCH(QString, refused);
        m_desk->refuseTo(refused);
        QVERIFY(m_desk->answersTo(garbage("A1")).isEmpty());
        QCOMPARE(m_desk->storageFailures, 1);
        QCOMPARE(m_desk->undecryptable, 0);
        m_desk->allowAgain();
        QCOMPARE(parseRetry(m_desk->answersTo(garbage("A1")).value(0)).value().count, 1);
    }

    void whatIsStoredWithoutALinkIsAnsweredTheNextTime()
    {
        m_desk->linkUp = false;
        const Node node = fromCustomer("A1", plainText(u"text"_s));
        QVERIFY(m_desk->answersTo(node).isEmpty());
        m_desk->linkUp = true;
        QCOMPARE(linesOf(m_desk->answersTo(node)),
                 QByteArrayList{"receipt id=A1 to=100000012345678:3@lid type=inactive"});
        QCOMPARE(m_desk->messages().size(), 1);
    }

private:
    void begin(std::unique_ptr<Receiving> made)
    {
        m_desk = std::move(made);
        m_customer = std::make_unique<Party>("100000012345678:3@lid");
        m_customer->start(*m_desk);
        m_phone = std::make_unique<Party>("900000000000001@lid");
        m_phone->start(*m_desk);
    }
    static QByteArrayList sorted(QByteArrayList lines)
    {
        // The order of attributes is lineOf()'s; that of the answers counts.
        for (QByteArray &line : lines) {
            QByteArrayList words = line.split(' ');
            std::sort(words.begin() + 1, words.end());
            line = words.join(' ');
        }
        return lines;
    }
    Node enc(Party &from, const QByteArray &message, const QList<Attribute> &more = {}) const
    {
        return encNode(from.write(*m_desk, padded(message)), more);
    }
    static Node spoilt(const QList<Attribute> &more = {})
    {
        return encNode({CiphertextKind::Message, "\x33no ciphertext"_ba}, more);
    }
    Node customerStanza(const QByteArray &id, const QList<Node> &children, const QList<Attribute> &more = {}) const
    {
        QList<Attribute> attributes{{"from", m_customer->jid}, {"sender_pn", customerPhone}, {"type", "text"}};
        return m_desk->message(id, attributes + more, children);
    }
    static SecretBytes messageSecret()
    {
        SecretBytes secret(32);
        std::iota(secret.data(), secret.data() + secret.size(), static_cast<unsigned char>(0x80));
        return secret;
    }
    static QByteArray secretText(const QString &text)
    {
        MessageExtras extras;
        extras.messageSecret = messageSecret();
        return textMessage(text, extras).value();
    }
    /// secretEncryptedMessage{targetMessageKey{fromMe, id}, encPayload, encIv, secretEncType}
    static QByteArray sealedEdit(const QByteArray &message, const QByteArray &target, const QByteArray &author,
                                 const QByteArray &editor, bool hisOwn = true)
    {
        const QByteArray iv(aead::nonceBytes, 'n');
        const SecretBytes key = sealedEditKey(messageSecret(), target, jidOf(author.constData()),
                                              jidOf(editor.constData()));
        const QByteArray sealed = aead::seal(key, iv, message).value();
        return field(82,
                     field(1, number(2, hisOwn ? 1 : 0) + field(3, target)) + field(2, sealed) + field(3, iv)
                         + number(4, 2));
    }
    Node fromCustomer(const QByteArray &id, const QByteArray &message, const QList<Attribute> &more = {},
                      const QList<Attribute> &encMore = {})
    {
        return customerStanza(id, {enc(*m_customer, message, encMore)}, more);
    }
    /// What nobody can decrypt.
    Node garbage(const QByteArray &id, const QList<Attribute> &encMore = {})
    {
        return customerStanza(id, {spoilt(encMore)});
    }
    /// The customer, by number and without his other name.
    Node byNumber(const QByteArray &id, const QList<Node> &children) const
    {
        return m_desk->message(id, {{"from", "15550001001:3@s.whatsapp.net"}, {"type", "text"}}, children);
    }
    Node inGroup(const QByteArray &id, const QList<Node> &children) const
    {
        return m_desk->message(id, {{"from", group}, {"participant", m_customer->jid}, {"type", "text"}}, children);
    }
    static QByteArray copyFor(const Jid &chat)
    {
        return deviceSentMessage(chat, plainText(u"typed on the phone"_s)).value();
    }
    Node ownCopy(const QByteArray &id, const QList<Node> &children, const QList<Attribute> &more = {}) const
    {
        QList<Attribute> attributes{{"from", m_phone->jid}, {"recipient", customerLid}, {"type", "text"}};
        return m_desk->message(id, attributes + more, children);
    }
    Node peer(const QByteArray &id, const QByteArray &message)
    {
        return m_desk->message(id, {{"from", "15550009000@s.whatsapp.net"}, {"category", "peer"}, {"type", "text"}},
                               {enc(*m_phone, message)});
    }
    static QByteArray webMessage(const QByteArray &chat, const QByteArray &id, const QString &text)
    {
        return webMessageBytes({.key = {.chat = *Jid::parse(chat), .id = id},
                                .message = plainText(text),
                                .timestamp = 1,
                                .pushName = u"Maria"_s});
    }
    Node phoneAnswer(const QByteArray &id, const QList<QByteArray> &webMessages)
    {
        return peer(id, peerAnswerMessage(4, "R1", webMessages));
    }
    static Node unavailable(const QByteArray &type)
    {
        Node node{.tag = "unavailable"};
        if (!type.isEmpty())
            node.set({"type", type});
        return node;
    }
    // protocolMessage{type 5, historySyncNotification{syncType 3}}
    static QByteArray historyMessage() { return field(12, number(2, 5) + field(6, number(6, 3) + field(5, "/v/x"))); }
    // protocolMessage{type 6, appStateSyncKeyShare{keys{keyId, keyData}}}
    static QByteArray appStateKeyMessage()
    {
        const QByteArray key = field(1, field(1, "id")) + field(2, field(1, QByteArray(32, 'k')) + number(3, 7));
        return field(12, number(2, 6) + field(7, field(1, key)));
    }
    // protocolMessage{type 22, lidMigrationMappingSyncMessage{encodedMappingPayload}}
    static QByteArray mappingMessage()
    {
        const QByteArray pair = number(1, 15550002002) + number(2, 200000000000002);
        return field(12, number(2, 22) + field(23, field(1, field(1, pair))));
    }
    /// The desk writes to the customer, so that he sends "msg" from now on.
    void answerToCustomer()
    {
        const Ciphertext answer = m_desk->write(*m_customer, "answer");
        QCOMPARE(m_customer->textOf(*m_desk, answer), "answer"_ba);
    }

    /// A stanza of each row of the table.
    Node incoming(const QByteArray &what)
    {
        const QByteArray text = plainText(u"text"_s);
        const Node broken{.tag = "message"};
        if (what == "customer, active")
            m_desk->receiver.setActive(true);
        if (what == "customer" || what == "customer, active")
            return fromCustomer("A1", text);
        if (what == "customer, twice") {
            const Node node = fromCustomer("A1", text);
            m_desk->receiver.take(node);
            return node;
        }
        if (what == "group")
            return inGroup("A1", {enc(*m_customer, text)});
        if (what == "own copy")
            return ownCopy("A1", {enc(*m_phone, copyFor(customerLid))});
        if (what == "own copy, twice") {
            const Node node = ownCopy("A1", {enc(*m_phone, copyFor(customerLid))});
            m_desk->receiver.take(node);
            return node;
        }
        if (what == "note to self")
            return m_desk->message("A1", {{"from", m_phone->jid}, {"type", "text"}},
                                   {enc(*m_phone, copyFor(m_phone->jid))});
        if (what == "peer")
            return peer("A1", appStateKeyMessage());
        if (what == "history")
            return peer("A1", historyMessage());
        if (what == "status" || what == "undecryptable, status of yesterday") {
            const bool read = what == "status";
            Node node = m_desk->message(
                "A1", {{"from", "status@broadcast"}, {"participant", m_customer->jid}, {"type", "text"}},
                {read ? enc(*m_customer, text) : spoilt()});
            if (!read)
                node.set({"t", m_desk->seconds() - 86401});
            return node;
        }
        if (what == "newsletter")
            return m_desk->message("A1", {{"from", "120363000000000009@newsletter"}, {"type", "text"}},
                                   {Node{.tag = "plaintext", .content = text}});
        if (what == "undecryptable")
            return garbage("A1");
        if (what == "undecryptable, group")
            return inGroup("A1", {spoilt()});
        if (what == "undecryptable, own copy")
            return ownCopy("A1", {spoilt()});
        if (what == "undecryptable, peer")
            return m_desk->message(
                "A1", {{"from", "15550009000@s.whatsapp.net"}, {"category", "peer"}, {"type", "text"}}, {spoilt()});
        if (what == "undecryptable, too old") {
            Node node = garbage("A1");
            node.set({"t", m_desk->seconds() - 14 * 86400 - 1});
            return node;
        }
        if (what == "bot in a group") {
            Party bot("13135550002@s.whatsapp.net");
            bot.start(*m_desk);
            return m_desk->message("A1", {{"from", group}, {"participant", bot.jid}, {"type", "text"}},
                                   {enc(bot, text)});
        }
        if (what == "unavailable")
            return customerStanza("A1", {unavailable({})});
        if (what == "broken protobuf")
            return customerStanza("A1", {enc(*m_customer, "\xff\xff\xff\xff")});
        if (what == "broken padding")
            return customerStanza("A1", {encNode(m_customer->write(*m_desk, text + "\x05\x05"_ba))});
        if (what == "secret of bots")
            return m_desk->message(
                "A1", {{"from", "867051314767696@bot"}, {"type", "text"}},
                {Node{.tag = "enc", .attributes = {{"v", "2"}, {"type", "msmsg"}}, .content = text}});
        if (what == "unknown cipher")
            return customerStanza("A1",
                                  {Node{.tag = "enc", .attributes = {{"v", "2"}, {"type", "xmsg"}}, .content = text}});
        if (what == "nothing inside")
            return customerStanza("A1", {});
        if (what == "no time") {
            Node node{.tag = "message", .attributes = {{"id", "A1"}, {"from", m_customer->jid}, {"type", "text"}}};
            return node.append(enc(*m_customer, text));
        }
        Node node{.tag = "message", .attributes = {{"from", m_customer->jid}, {"t", m_desk->seconds()}}};
        return node.append(enc(*m_customer, text));
    }

    std::unique_ptr<Receiving> m_desk;
    std::unique_ptr<Party> m_customer;
    std::unique_ptr<Party> m_phone;
};

QTEST_GUILESS_MAIN(ReceiverTest)
#include "tst_receiver.moc"
