#include "whatsapp/message/sender.h"

#include "protofields.h"
#include "sendingdesk.h"
#include "whatsapp/binary/nodewriter.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;
using namespace std::chrono_literals;

namespace {

const Jid customerLid = jidOf("100000012345678@lid");
const Jid customerPhone = jidOf("15550001001@s.whatsapp.net");
const Jid otherLid = jidOf("100000099999999@lid");
const Jid ownLid = jidOf("900000000000001@lid");
const Jid ownPhone = jidOf("15550009000@s.whatsapp.net");
const Jid group = jidOf("120363000000000001@g.us");

using Waiting = std::shared_ptr<std::optional<Result<SendResult>>>;

/// A sender as after a start of the program, logged in and begun.
struct Sending : SendingParts
{
    Sender sender{{desk.store, desk.cipher, desk.groups, devices, groups, sessions, sentMessages, holders, desk.chats,
                   desk.inbound, desk.tokens, limits,
                   [this](MediaKind kind, const QString &path) {
                       uploads << std::pair(kind, path);
                       uploading << Completer<UploadedMedia>();
                       return uploading.constLast().future();
                   }},
                  [this](const Node &node) { return desk.send(node); },
                  desk.clock,
                  desk.random};
    QList<std::pair<MediaKind, QString>> uploads;
    QList<Completer<UploadedMedia>> uploading;

    Sending(DeskParty &theDesk, World &theWorld) : SendingParts(theDesk, theWorld)
    {
        sender.logIn(desk.own, "identity of the desk");
        sender.begin();
    }

    /// Begins; what came of it is in the answer once it ended.
    Waiting start(const SendRequest &request)
    {
        auto waiting = std::make_shared<std::optional<Result<SendResult>>>();
        auto sending = sender.send(request);
        QCoro::connect(std::move(sending), &context,
                       [waiting](const Result<SendResult> &result) { *waiting = result; });
        return waiting;
    }
    Waiting startText(const QByteArray &id, const Jid &to = customerLid, const QString &text = u"text"_s)
    {
        return start({.id = id, .to = to, .content = TextToSend{.text = text}});
    }
    Waiting startFile(const QByteArray &id, const Jid &to = customerLid)
    {
        const auto waiting = start({.id = id,
                                    .to = to,
                                    .content = MediaToSend{.type = MediaDescription::Type::Image,
                                                           .filePath = u"/some/picture"_s,
                                                           .mimeType = u"image/jpeg"_s,
                                                           .caption = u"caption"_s}});
        settle();
        return waiting;
    }
    void uploaded()
    {
        uploading.takeFirst().complete(UploadedMedia{.key = SecretBytes(32),
                                                     .sha256 = QByteArray(32, 'p'),
                                                     .encryptedSha256 = QByteArray(32, 'e'),
                                                     .size = 5,
                                                     .directPath = "/v/x?y",
                                                     .url = "https://mmg.whatsapp.net/v/x?y",
                                                     .keyTime = 1'790'000'000});
        settle();
    }
    /// Until the stanza is on its way.
    Node written(const SendRequest &request)
    {
        desk.sent.clear();
        m_last = start(request);
        settle();
        return desk.sent.value(0);
    }
    Node writtenText(const QByteArray &id, const Jid &to = customerLid, const QString &text = u"text"_s)
    {
        return written({.id = id, .to = to, .content = TextToSend{.text = text}});
    }
    const Waiting &last() const { return m_last; }
    void ack(const QByteArray &id, const QList<Attribute> &more = {})
    {
        Node node{.tag = "ack",
                  .attributes = {{"class", "message"}, {"id", id}, {"from", customerLid}, {"t", "1790000001"}}};
        node.attributes += more;
        sender.takeAck(node);
        settle();
    }
    /// The link breaks and comes back.
    void reconnect()
    {
        breakLink();
        sender.logIn(desk.own, "identity of the desk");
        sender.begin();
        settle();
    }
    void breakLink()
    {
        sender.stop();
        iqs.failAll(u"the connection ended"_s);
        requests.clear();
        settle();
    }

private:
    Waiting m_last;
};

QByteArrayList recipientsOf(const Node &stanza)
{
    QByteArrayList recipients;
    if (const Node *participants = stanza.child("participants")) {
        for (const Node *to : participants->children("to"))
            recipients << to->attr("jid");
    }
    std::sort(recipients.begin(), recipients.end());
    return recipients;
}

QSet<QByteArray> typesOf(const Node &stanza)
{
    QSet<QByteArray> types;
    if (const Node *participants = stanza.child("participants")) {
        for (const Node *to : participants->children("to"))
            types << to->child("enc")->attr("type");
    }
    return types;
}

QByteArray bytesOf(const Node &stanza)
{
    return writeNode(stanza).value_or(QByteArray());
}

MessageContent contentOf(const QByteArray &message, bool own = false)
{
    return parseMessage(message, {own, false}).value_or(MessageContent{});
}

bool isAccepted(const Waiting &waiting)
{
    return *waiting && **waiting && (**waiting)->accepted();
}

Errc errorOf(const Waiting &waiting)
{
    return *waiting && !**waiting ? (**waiting).error().code : Errc::Unauthorized; // which nobody says here
}

} // namespace

/// Real ratchets at both ends; the server's answers are scripted.
class SenderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_line.reset();
        m_world = std::make_unique<World>();
        m_customer = &m_world->add("15550001001@s.whatsapp.net", "100000012345678@lid", {0, 3});
        m_ours = &m_world->add("15550009000@s.whatsapp.net", "900000000000001@lid", {0, 7});
        m_world->add("", "100000099999999@lid", {0});
        m_desk = std::make_unique<DeskParty>();
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        m_line = std::make_unique<Sending>(*m_desk, *m_world);
    }
    void cleanup() { m_line.reset(); }

    // --- To whom

    void goesToEachDeviceOfBothSides()
    {
        const Node stanza = m_line->writtenText("3EB0AA", customerLid, u"No enciende"_s);
        QCOMPARE(stanza.tag, "message"_ba);
        QCOMPARE(stanza.attr("id"), "3EB0AA"_ba);
        QCOMPARE(stanza.jid("to"), customerLid);
        QCOMPARE(stanza.attr("type"), "text"_ba);
        QCOMPARE(stanza.jid("peer_recipient_pn"), customerPhone);
        QCOMPARE(recipientsOf(stanza),
                 (QByteArrayList{"100000012345678:3@lid", "100000012345678@lid", "900000000000001:7@lid",
                                 "900000000000001@lid"}));
        for (const char *device : {"100000012345678@lid", "100000012345678:3@lid"})
            QCOMPARE(contentOf(m_world->readAt(jidOf(device), stanza)).text, u"No enciende"_s);
        for (const char *device : {"900000000000001@lid", "900000000000001:7@lid"}) {
            const MessageContent copy = contentOf(m_world->readAt(jidOf(device), stanza), true);
            QCOMPARE(copy.text, u"No enciende"_s);
            QCOMPARE(copy.destination, customerLid);
        }
        // All begin a session; without our identity they would refuse it.
        QCOMPARE(typesOf(stanza), QSet{"pkmsg"_ba});
        QVERIFY(stanza.child("device-identity"));
        QCOMPARE(stanza.child("device-identity")->bytes(), "identity of the desk"_ba);
        QVERIFY(!*m_line->last());
        m_line->ack("3EB0AA");
        QVERIFY(isAccepted(m_line->last()));
        QCOMPARE((**m_line->last())->timestamp, 1790000001);
    }

    void anAnsweredSessionNeedsNoIdentity()
    {
        const Node first = m_line->writtenText("A1");
        for (const QByteArray &jid : recipientsOf(first)) {
            QVERIFY(!m_world->readAt(*Jid::parse(jid), first).isEmpty());
            Party &party = *m_world->device(*Jid::parse(jid));
            QCOMPARE(m_desk->textOf(party, party.write(*m_desk, "answer")), "answer"_ba);
        }
        const Node second = m_line->writtenText("A2");
        QCOMPARE(typesOf(second), QSet{"msg"_ba});
        QVERIFY(!second.child("device-identity"));
        QCOMPARE(m_world->bundlesAskedFor.size(), 4);
        QCOMPARE(m_world->listsAskedFor, 1);
    }

    void writesInTheNamespaceOfTheCustomer_data()
    {
        QTest::addColumn<QByteArray>("wroteFrom");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("wrote by hidden id, asked by number") << "100000012345678@lid"_ba
                                                             << "15550001001@s.whatsapp.net"_ba
                                                             << "100000012345678@lid"_ba;
        QTest::newRow("wrote by number, asked by hidden id") << "15550001001@s.whatsapp.net"_ba
                                                             << "100000012345678@lid"_ba
                                                             << "15550001001@s.whatsapp.net"_ba;
        QTest::newRow("wrote by number, asked by number") << "15550001001@s.whatsapp.net"_ba
                                                          << "15550001001@s.whatsapp.net"_ba
                                                          << "15550001001@s.whatsapp.net"_ba;
        QTest::newRow("never wrote") << ""_ba
                                     << "15550001001@s.whatsapp.net"_ba
                                     << "100000012345678@lid"_ba;
    }
    void writesInTheNamespaceOfTheCustomer()
    {
        QFETCH(QByteArray, wroteFrom);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, written);
        if (!wroteFrom.isEmpty())
            QVERIFY(m_desk->chats.noteAddress(*Jid::parse(wroteFrom)));
        const Node stanza = m_line->writtenText("A1", *Jid::parse(to));
        QCOMPARE(stanza.attr("to"), written);
        const bool lid = stanza.jid("to")->isLid();
        QCOMPARE(recipientsOf(stanza).size(), 4);
        for (const QByteArray &jid : recipientsOf(stanza)) {
            QCOMPARE(Jid::parse(jid)->isLid(), lid);
            QVERIFY(!m_world->readAt(*Jid::parse(jid), stanza).isEmpty());
        }
        QCOMPARE(stanza.has("peer_recipient_pn"), lid);
        const MessageContent copy = contentOf(
            m_world->readAt((lid ? ownLid : ownPhone), m_line->writtenText("A2", *Jid::parse(to))), true);
        QCOMPARE(copy.destination.value_or(Jid()).toText(), written);
        // Whatever stands in the stanza, there is one session per device.
        QVERIFY(m_desk->store.sessionAddresses(u"15550001001"_s).value().isEmpty());
    }

    void theHiddenIdOfANewNumberIsLookedUp()
    {
        m_world->add("15550003003@s.whatsapp.net", "100000033333333@lid", {0});
        const Node stanza = m_line->writtenText("A1", jidOf("15550003003@s.whatsapp.net"));
        QCOMPARE(stanza.attr("to"), "100000033333333@lid"_ba);
        QCOMPARE(stanza.attr("peer_recipient_pn"), "15550003003@s.whatsapp.net"_ba);
    }

    void aNumberWithoutHiddenIdIsWrittenTo()
    {
        m_world->add("15550004004@s.whatsapp.net", "", {0});
        const Node stanza = m_line->writtenText("A1", jidOf("15550004004@s.whatsapp.net"));
        QCOMPARE(stanza.attr("to"), "15550004004@s.whatsapp.net"_ba);
        QCOMPARE(recipientsOf(stanza),
                 (QByteArrayList{"15550004004@s.whatsapp.net", "15550009000:7@s.whatsapp.net",
                                 "15550009000@s.whatsapp.net"}));
    }

    void aNoteToSelfNamesEachDeviceOnce()
    {
        const Node stanza = m_line->writtenText("A1", ownPhone);
        QCOMPARE(recipientsOf(stanza), (QByteArrayList{"900000000000001:7@lid", "900000000000001@lid"}));
        QCOMPARE(contentOf(m_world->readAt(ownLid, stanza), true).text, u"text"_s);
    }

    void aDeviceWithoutKeysIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("device");
        QTest::addColumn<int>("error");
        QTest::newRow("forged keys of his companion") << "100000012345678:3@lid"_ba << 0;
        QTest::newRow("no keys of his companion") << "100000012345678:3@lid"_ba << 500;
        QTest::newRow("forged keys of our companion") << "900000000000001:7@lid"_ba << 0;
        QTest::newRow("our companion is gone") << "900000000000001:7@lid"_ba << 406;
    }
    void aDeviceWithoutKeysIsLeftOut()
    {
        QFETCH(QByteArray, device);
        QFETCH(int, error);
        if (error == 0)
            m_world->badSignatures << *Jid::parse(device);
        else
            m_world->refusals.insert(*Jid::parse(device), error);
        const Node stanza = m_line->writtenText("A1");
        QCOMPARE(recipientsOf(stanza).size(), 3);
        QVERIFY(!recipientsOf(stanza).contains(device));
        // Who is gone is not in the next list any more; so it is asked for.
        m_line->writtenText("A2");
        QCOMPARE(m_world->listsAskedFor, error == 406 ? 2 : 1);
    }

    void withoutARecipientNothingIsSent_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("cause");
        QTest::newRow("not on WhatsApp") << "15550005005@s.whatsapp.net"_ba << int(SendCause::NoRecipient);
        QTest::newRow("forged keys") << "100000012345678@lid"_ba << int(SendCause::NoKeys);
        QTest::newRow("no such group") << "120363000000000009@g.us"_ba << int(SendCause::NoRecipient);
    }
    void withoutARecipientNothingIsSent()
    {
        QFETCH(QByteArray, to);
        QFETCH(int, cause);
        m_world->badSignatures << customerLid << jidOf("100000012345678:3@lid");
        m_line->writtenText("A1", *Jid::parse(to));
        QVERIFY(m_desk->sent.isEmpty());
        QVERIFY(*m_line->last() && **m_line->last());
        const SendResult result = ***m_line->last();
        QCOMPARE(int(result.cause), cause);
        QCOMPARE(result.error, 0);
        QVERIFY(!result.accepted());
        QVERIFY(!m_line->sentMessages.find("A1").value());
        // Nothing is final about it.
        m_world->badSignatures.clear();
        if (to == customerLid.toText())
            QCOMPARE(recipientsOf(m_line->writtenText("A1")).size(), 4);
    }

    void whatCannotBeSentIsInvalid()
    {
        m_line->writtenText("A1", customerLid, QString());
        QVERIFY(errorOf(m_line->last()) == Errc::Invalid);
        m_line->writtenText("A2", jidOf("13135550002@s.whatsapp.net"));
        QVERIFY(errorOf(m_line->last()) == Errc::Invalid);
        m_line->writtenText("A3", jidOf("120363000000000009@newsletter"));
        QVERIFY(errorOf(m_line->last()) == Errc::Invalid);
        m_line->writtenText("A4", jidOf("status@broadcast"));
        QVERIFY(errorOf(m_line->last()) == Errc::Invalid);
        QVERIFY(m_desk->sent.isEmpty());
    }

    // --- Contents

    void contentsAreMarkedInTheStanza()
    {
        const Node reaction = m_line->written(
            {.id = "A1", .to = customerLid, .content = ReactionToSend{.target = {.id = "M1"}, .emoji = u"👍"_s}});
        QCOMPARE(reaction.attr("type"), "reaction"_ba);
        QCOMPARE(reaction.child("participants")->child("to")->child("enc")->attr("decrypt-fail"), "hide"_ba);
        const MessageContent read = contentOf(m_world->readAt(customerLid, reaction));
        QCOMPARE(read.kind, MessageKind::Reaction);
        QCOMPARE(read.target->id, "M1"_ba);
        QVERIFY(!read.target->fromMe);

        const Node edit = m_line->written(
            {.id = "A2", .to = customerLid, .content = EditToSend{.target = "M2", .text = u"better"_s}});
        QCOMPARE(edit.attr("edit"), "1"_ba);
        const MessageContent edited = contentOf(m_world->readAt(customerLid, edit));
        QCOMPARE(edited.kind, MessageKind::Edit);
        QCOMPARE(edited.text, u"better"_s);
        QVERIFY(edited.target->fromMe);

        const Node revoke = m_line->written({.id = "A3", .to = customerLid, .content = RevokeToSend{.target = "M3"}});
        QCOMPARE(revoke.attr("edit"), "7"_ba);
        QCOMPARE(contentOf(m_world->readAt(customerLid, revoke)).kind, MessageKind::Revoke);
    }

    void aReplyQuotesWithItsAuthor()
    {
        m_line->writtenText("A1", customerLid, u"ours"_s);
        const Node ours = m_line->written(
            {.id = "A2",
             .to = customerLid,
             .content = TextToSend{.text = u"again"_s, .quoted = MessageRef{.id = "A1", .fromMe = true}}});
        const MessageContent first = contentOf(m_world->readAt(customerLid, ours));
        QVERIFY(first.quoted);
        QCOMPARE(first.quoted->id, "A1"_ba);
        QCOMPARE(first.quoted->sender, ownLid);
        QCOMPARE(first.quoted->text, u"ours"_s);
        const Node theirs = m_line->written(
            {.id = "A3",
             .to = customerLid,
             .content = TextToSend{.text = u"yes"_s, .quoted = MessageRef{.id = "M1"}, .quotedText = u"does it?"_s}});
        const MessageContent second = contentOf(m_world->readAt(customerLid, theirs));
        QCOMPARE(second.quoted->sender, customerLid);
        QCOMPARE(second.quoted->text, u"does it?"_s);
    }

    void theTimerOfTheChatGoesWithIt()
    {
        QVERIFY(m_desk->chats.setTimer(customerLid, {.expiration = 86400s, .setAt = 1234}));
        const MessageContent read = contentOf(m_world->readAt(customerLid, m_line->writtenText("A1")));
        QCOMPARE(read.ephemeralExpiration, std::optional(86400s));
        QCOMPARE(read.ephemeralSettingTime, 1234);
    }

    // --- One after the other

    void aChatKeepsItsOrder()
    {
        m_line->serverAnswers = false;
        const Waiting first = m_line->startText("A1");
        const Waiting second = m_line->startText("A2");
        const Waiting third = m_line->startText("A3");
        m_line->settle();
        QCOMPARE(m_line->requests.size(), 1); // the others wait for their turn
        // Another chat does not wait for this one.
        m_line->startText("B1", otherLid);
        m_line->settle();
        QCOMPARE(m_line->requests.size(), 2);
        m_line->serverAnswers = true;
        m_line->settle();
        QByteArrayList order;
        for (const Node &stanza : m_desk->sent) {
            if (stanza.jid("to") == customerLid)
                order << stanza.attr("id");
        }
        QCOMPARE(order, (QByteArrayList{"A1", "A2", "A3"}));
        QCOMPARE(m_desk->sent.size(), 4);
        // They wait for their turn, not for the answer of the one before.
        m_line->ack("A3");
        QVERIFY(isAccepted(third));
        QVERIFY(!*first && !*second);
    }

    void aFailureGivesTheTurnOn()
    {
        m_line->serverAnswers = false;
        const Waiting first = m_line->startText("A1", customerLid, QString());
        const Waiting second = m_line->startText("A2");
        m_line->serverAnswers = true;
        m_line->settle();
        QVERIFY(errorOf(first) == Errc::Invalid);
        QCOMPARE(m_desk->sent.size(), 1);
        QCOMPARE(m_desk->sent.first().attr("id"), "A2"_ba);
    }

    void oneIdAtTheSameTimeIsOneMessage()
    {
        const Waiting first = m_line->startText("A1");
        const Waiting second = m_line->startText("A1");
        m_line->settle();
        QCOMPARE(m_desk->sent.size(), 1);
        m_line->ack("A1");
        QVERIFY(isAccepted(first));
        QVERIFY(isAccepted(second));
    }

    // --- Once for ever

    void whatWasAnsweredIsAnsweredTheSameAgain_data()
    {
        QTest::addColumn<int>("error");
        QTest::newRow("accepted") << 0;
        QTest::newRow("refused") << 463;
    }
    void whatWasAnsweredIsAnsweredTheSameAgain()
    {
        QFETCH(int, error);
        m_line->writtenText("A1");
        m_line->ack("A1", error == 0 ? QList<Attribute>{} : QList<Attribute>{{"error", error}});
        const SendResult first = ***m_line->last();
        const QByteArray before = m_desk->snapshot();
        QCOMPARE(m_line->writtenText("A1").tag, QByteArray());
        QVERIFY(*m_line->last() && **m_line->last());
        const SendResult again = ***m_line->last();
        QCOMPARE(again.id, first.id);
        QCOMPARE(again.error, error);
        QCOMPARE(again.cause, first.cause);
        QCOMPARE(again.timestamp, first.timestamp);
        QCOMPARE(m_desk->snapshot(), before);
    }

    void withoutAnAnswerTheSameStanzaGoesAgain()
    {
        const Node stanza = m_line->writtenText("A1");
        const Waiting waiting = m_line->last();
        const QByteArray before = m_desk->snapshot();
        m_desk->takeSent();
        m_line->reconnect();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        QCOMPARE(m_desk->sent.size(), 1);
        QCOMPARE(bytesOf(m_desk->sent.first()), bytesOf(stanza));
        QCOMPARE(m_desk->snapshot(), before);
        // Who asks again waits for that one.
        QCOMPARE(m_line->writtenText("A1").tag, QByteArray());
        QVERIFY(!*m_line->last());
        m_line->ack("A1");
        QVERIFY(isAccepted(m_line->last()));
        m_desk->takeSent();
        m_line->reconnect();
        QVERIFY(m_desk->sent.isEmpty());
    }

    void theSameAfterACrash()
    {
        const Node first = m_line->writtenText("A1");
        const Node second = m_line->writtenText("A2");
        m_line.reset();
        m_desk->takeSent();
        const QByteArray before = m_desk->snapshot();
        m_line = std::make_unique<Sending>(*m_desk, *m_world);
        m_line->settle();
        QCOMPARE(m_desk->sent.size(), 2);
        QCOMPARE(bytesOf(m_desk->sent.at(0)), bytesOf(first));
        QCOMPARE(bytesOf(m_desk->sent.at(1)), bytesOf(second));
        QCOMPARE(m_desk->snapshot(), before);
        m_line->ack("A1");
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 1);
    }

    void aLinkThatBreaksInTheWriteLosesNothing()
    {
        m_line->writtenText("A0"); // lists and sessions are there now
        m_desk->linkUp = false;
        m_line->writtenText("A1");
        QVERIFY(errorOf(m_line->last()) == Errc::NotConnected);
        const auto stanza = m_line->sentMessages.stanza("A1").value();
        QVERIFY(stanza);
        const QByteArray before = m_desk->snapshot();
        m_desk->linkUp = true;
        m_desk->takeSent();
        m_line->reconnect();
        QCOMPARE(m_desk->sent.size(), 2);
        QCOMPARE(bytesOf(m_desk->sent.at(1)), bytesOf(*stanza));
        QCOMPARE(m_desk->snapshot(), before);
    }

    void aLinkThatBreaksBeforeLeavesNothing()
    {
        m_line->serverAnswers = false;
        const Waiting waiting = m_line->startText("A1");
        m_line->settle();
        QCOMPARE(m_line->requests.size(), 1);
        m_line->breakLink();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        QVERIFY(!m_line->sentMessages.find("A1").value());
    }

    void aFileIsUploadedAndThenSealed()
    {
        const auto waiting = m_line->startFile("A1");
        QCOMPARE(m_line->uploads, (QList{std::pair(MediaKind::Image, u"/some/picture"_s)}));
        QVERIFY(m_desk->sent.isEmpty());
        m_line->uploaded();
        QCOMPARE(m_desk->sent.size(), 1);
        const Node stanza = m_desk->sent.constFirst();
        QCOMPARE(stanza.attr("type"), "media");
        QCOMPARE(stanza.child("participants")->child("to")->child("enc")->attr("mediatype"), "image");
        const MessageContent content = contentOf(m_world->readAt(customerLid, stanza));
        QCOMPARE(content.kind, MessageKind::Image);
        QCOMPARE(content.text, u"caption"_s);
        QCOMPARE(content.media->directPath, "/v/x?y");
        QCOMPARE(content.media->encryptedSha256, QByteArray(32, 'e'));
        QVERIFY(content.media->canBeDownloaded());
        m_line->ack("A1");
        QVERIFY(isAccepted(waiting));
    }

    void whatIsSealedIsNotUploadedAgain()
    {
        m_line->startFile("A1");
        m_line->uploaded();
        const Node stanza = m_desk->sent.constFirst();
        m_desk->sent.clear();
        m_line->reconnect();
        m_line->startFile("A1");
        QCOMPARE(m_line->uploads.size(), 1);
        QCOMPARE(m_desk->sent.size(), 1);
        QCOMPARE(bytesOf(m_desk->sent.constFirst()), bytesOf(stanza));
        m_line->ack("A1");
        QVERIFY(isAccepted(m_line->startFile("A1")));
        QCOMPARE(m_line->uploads.size(), 1);
    }

    void aLinkThatBreaksWhileAFileIsUploadedCostsNoSecondUpload()
    {
        const auto waiting = m_line->startFile("A1");
        m_line->breakLink();
        m_line->uploaded();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        m_line->sender.logIn(m_desk->own, "identity of the desk");
        m_line->sender.begin();
        m_line->startFile("A1");
        QCOMPARE(m_line->uploads.size(), 1);
        QCOMPARE(m_desk->sent.size(), 1);
    }

    void aFileKeepsTheOrderOfItsChatAndHoldsUpNoOther()
    {
        m_line->startFile("A1");
        m_line->startText("A2");
        m_line->startText("B1", otherLid);
        m_line->settle();
        QCOMPARE(m_desk->sent.size(), 1);
        QCOMPARE(m_desk->sent.constFirst().attr("id"), "B1");
        m_line->uploaded();
        QCOMPARE(m_desk->sent.size(), 3);
        QCOMPARE(m_desk->sent.at(1).attr("id"), "A1");
        QCOMPARE(m_desk->sent.at(2).attr("id"), "A2");
    }

    void anUploadThatFailsGivesTheTurnOn()
    {
        for (const Errc code : {Errc::TooLarge, Errc::Invalid, Errc::NotConnected}) {
            const auto waiting = m_line->startFile("A1");
            m_line->startText("A2");
            m_line->uploading.takeFirst().complete(fail(code));
            m_line->settle();
            QVERIFY(errorOf(waiting) == code);
            QVERIFY(!m_line->sentMessages.find("A1").value());
        }
        QCOMPARE(m_desk->sent.size(), 1);
    }

    void whatDoesNotFitIntoAMessageIsNotUploaded()
    {
        const auto waiting = m_line->start(
            {.id = "A1",
             .to = customerLid,
             .content = MediaToSend{.filePath = u"/some/file"_s, .thumbnail = QByteArray(20'000, 't')}});
        m_line->settle();
        QVERIFY(errorOf(waiting) == Errc::Invalid);
        QVERIFY(m_line->uploads.isEmpty());
    }

    void beforeALoginThereIsNoLink()
    {
        m_line.reset();
        SendingParts parts(*m_desk, *m_world);
        Sender sender(
            {m_desk->store, m_desk->cipher, m_desk->groups, parts.devices, parts.groups, parts.sessions,
             parts.sentMessages, parts.holders, m_desk->chats, m_desk->inbound, m_desk->tokens, parts.limits},
            [this](const Node &node) { return m_desk->send(node); }, m_desk->clock, m_desk->random);
        Waiting waiting = std::make_shared<std::optional<Result<SendResult>>>();
        const auto start = [&] {
            waiting->reset();
            auto sending = sender.send({.id = "A1", .to = customerLid, .content = TextToSend{.text = u"text"_s}});
            QCoro::connect(std::move(sending), this,
                           [waiting](const Result<SendResult> &result) { *waiting = result; });
            parts.settle();
        };
        start();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        // After the login it waits for the end of what waited at the server.
        sender.logIn(m_desk->own, "identity of the desk");
        start();
        QVERIFY(!*waiting);
        QVERIFY(m_desk->sent.isEmpty());
        sender.begin();
        parts.settle();
        QCOMPARE(m_desk->sent.size(), 1);
        // And when the link breaks while it waits, it hears of it.
        sender.stop();
        parts.settle();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        sender.logIn(m_desk->own, "identity of the desk");
        start();
        QVERIFY(!*waiting);
        sender.stop();
        parts.settle();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
        // Without a link nobody waits for the next one, which may never come.
        start();
        QVERIFY(errorOf(waiting) == Errc::NotConnected);
    }

    void aLateAnswerCountsAfterATimeOut()
    {
        m_line->writtenText("A1");
        m_desk->clock.advance(75s);
        m_line->settle();
        QVERIFY(errorOf(m_line->last()) == Errc::TimedOut);
        // Asked again on the same link, it is not written again.
        QCOMPARE(m_line->writtenText("A1").tag, QByteArray());
        QVERIFY(!*m_line->last());
        m_line->ack("A1");
        QVERIFY(isAccepted(m_line->last()));
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 1);
        m_line->writtenText("A1");
        QVERIFY(isAccepted(m_line->last()));
    }

    void underBothNamesItIsOneChat()
    {
        QVERIFY(m_desk->addresses.learn(customerLid, customerPhone));
        m_line->serverAnswers = false; // the first waits for its list of devices
        m_desk->sent.clear();
        const Waiting first = m_line->startText("A1", customerLid);
        const Waiting second = m_line->startText("A2", customerPhone);
        m_line->settle();
        QCOMPARE(m_line->requests.size(), 1); // the second has not even begun
        m_line->serverAnswers = true;
        m_line->settle();
        QCOMPARE(m_desk->sent.size(), 2);
        QCOMPARE(m_desk->sent.at(0).attr("id"), "A1"_ba);
        QCOMPARE(m_desk->sent.at(1).attr("id"), "A2"_ba);
        QCOMPARE(m_desk->sent.at(0).jid("to"), m_desk->sent.at(1).jid("to"));
        m_line->ack("A1");
        m_line->ack("A2");
        QVERIFY(isAccepted(first));
        QVERIFY(isAccepted(second));
    }

    void anAnswerRightAfterTheRepetitionIsNotMissed()
    {
        m_line->writtenText("A1");
        m_line->breakLink();
        m_line->sender.logIn(m_desk->own, "identity of the desk");
        const Waiting waiting = m_line->startText("A1");
        m_line->settle();
        QVERIFY(!*waiting);
        m_line->sender.begin(); // writes it, and the answer is there before who waits goes on
        m_line->ack("A1");
        QVERIFY(isAccepted(waiting));
    }

    // --- The server's answer (note 2, section 4.5)

    void everyErrorHasItsCause_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("cause");
        const auto row = [](const char *error, SendCause cause) {
            QTest::newRow(error) << QByteArray(error) << int(cause);
        };
        row("400", SendCause::Malformed);
        row("401", SendCause::Refused);
        row("403", SendCause::Refused);
        row("404", SendCause::NoRecipient);
        row("405", SendCause::Refused);
        row("406", SendCause::Refused);
        row("420", SendCause::Refused);
        row("421", SendCause::StaleGroup);
        row("463", SendCause::ReachOut);
        row("475", SendCause::NewChatsSpent);
        row("479", SendCause::SchemaInvalid);
        row("599", SendCause::Other);
        row("word", SendCause::Other);
        row("", SendCause::Other);
    }
    void everyErrorHasItsCause()
    {
        QFETCH(QByteArray, error);
        QFETCH(int, cause);
        m_line->writtenText("A1");
        m_line->ack("A1", {{"error", error}});
        QVERIFY(*m_line->last() && **m_line->last());
        const SendResult result = ***m_line->last();
        QCOMPARE(int(result.cause), cause);
        QVERIFY(!result.accepted());
        QVERIFY(result.error != 0);
        const auto events = m_desk->eventsOf<SentEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().id, "A1"_ba);
        QCOMPARE(events.first().chat, customerLid);
        QCOMPARE(int(events.first().cause), cause);
        QCOMPARE(events.first().error, result.error);
        // Never again by itself.
        m_desk->takeSent();
        m_desk->clock.advance(1h);
        m_line->reconnect();
        QVERIFY(m_desk->sent.isEmpty());
    }

    // --- First contacts (section 4.5)

    void aRefusedFirstContactIsToldApart_data()
    {
        QTest::addColumn<QByteArray>("limits");
        QTest::addColumn<int>("cause");
        QTest::newRow("the account is free")
            << R"({"data":{"xwa2_fetch_account_reachout_timelock":{"is_active":false}}})"_ba
            << int(SendCause::ReachOutContact);
        QTest::newRow("the account is locked")
            << R"({"data":{"xwa2_fetch_account_reachout_timelock":{"is_active":true}}})"_ba
            << int(SendCause::ReachOutAccount);
        QTest::newRow("the service does not say") << R"({"data":{}})"_ba << int(SendCause::ReachOut);
        QTest::newRow("the service refuses") << ""_ba << int(SendCause::ReachOut);
    }
    void aRefusedFirstContactIsToldApart()
    {
        QFETCH(QByteArray, limits);
        QFETCH(int, cause);
        m_world->limits = limits;
        m_line->writtenText("A1");
        m_line->ack("A1", {{"error", 463}});
        QVERIFY(*m_line->last() && **m_line->last());
        QCOMPARE(int((***m_line->last()).cause), cause);
        const auto events = m_desk->eventsOf<SentEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(int(events.first().cause), cause);
        // And the same when it is asked for again.
        m_line->writtenText("A1");
        QCOMPARE(int((***m_line->last()).cause), cause);
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 1);
    }

    /// The link breaks while it is asked what the refusal was about: the message does not go again.
    void aRefusalStandsWhateverHappensToTheQuestion()
    {
        m_line->writtenText("A1");
        m_line->serverAnswers = false;
        m_line->ack("A1", {{"error", 463}});
        m_desk->takeSent();
        m_line->reconnect();
        QVERIFY(m_desk->takeSent().isEmpty());
        const auto events = m_desk->eventsOf<SentEvent>();
        QCOMPARE(events.size(), 1);
        QVERIFY(events.first().cause == SendCause::ReachOut);
        m_line->serverAnswers = true;
        QCOMPARE(m_line->writtenText("A1").tag, QByteArray());
        QVERIFY((***m_line->last()).cause == SendCause::ReachOut);
    }

    void underALockNothingIsTriedWithoutAToken()
    {
        m_line->limits.take(
            {.tag = "notification",
             .attributes = {{"type", "mex"}},
             .content = QList{
                 Node{.tag = "update",
                      .content = R"({"data":{"xwa2_notify_account_reachout_timelock":{"is_active":true}}})"_ba}}});
        QVERIFY(m_line->writtenText("A1").tag.isEmpty());
        const SendResult refused = ***m_line->last();
        QVERIFY(refused.cause == SendCause::ReachOutAccount && refused.error == 0);
        QVERIFY(*m_desk->tokens.take(customerLid, "token", m_desk->seconds()));
        QCOMPARE(m_line->writtenText("A2").child("tctoken")->bytes(), "token"_ba);
        m_desk->clock.advance(61s); // the lock is over; the first message was never sent, so it can be
        QCOMPARE(m_line->writtenText("A1").tag, "message"_ba);
    }

    void whenTheMonthsNewChatsAreSpentOnlyAnswersGo()
    {
        const QByteArray ends = QByteArray::number(m_desk->seconds() + 1'000);
        m_line->limits.take(
            {.tag = "notification",
             .attributes = {{"type", "mex"}},
             .content = QList{
                 Node{.tag = "update",
                      .content = "{\"data\":{\"xwa2_notify_new_chat_messages_capping_info_update\":{\"capping_status\":"
                                 "\"CAPPED\",\"cycle_end_timestamp\":\""
                          + ends + "\"}}}"}}});
        QVERIFY(m_line->writtenText("A1").tag.isEmpty());
        QVERIFY((***m_line->last()).cause == SendCause::NewChatsSpent);
        QVERIFY(m_desk->chats.noteAddress(customerLid)); // he writes
        QCOMPARE(m_line->writtenText("A2").tag, "message"_ba);
        m_desk->clock.advance(1'001s);
        QCOMPARE(m_line->writtenText("A3", otherLid).tag, "message"_ba);
    }

    void aMessageCarriesWhatLetsItIn()
    {
        QVERIFY(!m_line->writtenText("A1").child("tctoken"));
        QVERIFY(m_desk->tokens.setSalt("salt"));
        QVERIFY(m_line->writtenText("A2").child("cstoken"));
        QVERIFY(*m_desk->tokens.take(customerLid, "token", m_desk->seconds()));
        const Node with = m_line->writtenText("A3");
        QCOMPARE(with.child("tctoken")->bytes(), "token"_ba);
        QVERIFY(!with.child("cstoken"));
        const Node toSelf = m_line->writtenText("A4", ownLid);
        QVERIFY(!toSelf.child("tctoken") && !toSelf.child("cstoken"));
    }

    void whoIsWrittenToIsToldOnce()
    {
        QList<Jid> told;
        connect(&m_line->sender, &Sender::wroteTo, &m_line->context, [&](const Jid &person) { told << person; });
        m_line->writtenText("A1");
        QCOMPARE(told, QList{customerLid});
        m_line->reconnect(); // the same stanza again
        QCOMPARE(told.size(), 1);
        m_line->written({.id = "A2", .to = customerLid, .content = RevokeToSend{"A1"}});
        QCOMPARE(told.size(), 1);
    }

    void theListIsAskedForAgainOnlyAfterDoubts_data()
    {
        QTest::addColumn<QList<Attribute>>("answer");
        QTest::addColumn<bool>("again");
        QTest::newRow("accepted") << QList<Attribute>{} << false;
        QTest::newRow("another list at the server") << QList<Attribute>{{"phash", "2:AAAAAAAA"}} << true;
        QTest::newRow("refused") << QList<Attribute>{{"error", 463}} << false;
        QTest::newRow("does not fit") << QList<Attribute>{{"error", 479}} << true;
    }
    void theListIsAskedForAgainOnlyAfterDoubts()
    {
        QFETCH(QList<Attribute>, answer);
        QFETCH(bool, again);
        m_line->writtenText("A1");
        m_line->ack("A1", answer);
        m_desk->takeSent();
        World::addDevice(*m_customer, 9);
        QCOMPARE(recipientsOf(m_line->writtenText("A2")).size(), again ? 5 : 4);
        QCOMPARE(m_world->listsAskedFor, again ? 2 : 1);
        QCOMPARE(m_desk->sent.size(), 1); // the first one is not sent again
    }

    void troubleAtTheServerRepeatsTheSameStanzaTwice_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("firstPause");
        QTest::addColumn<int>("cause");
        QTest::newRow("500") << 500 << 5 << int(SendCause::ServerTrouble);
        QTest::newRow("503") << 503 << 5 << int(SendCause::ServerTrouble);
        QTest::newRow("429") << 429 << 60 << int(SendCause::RateLimited);
    }
    void troubleAtTheServerRepeatsTheSameStanzaTwice()
    {
        QFETCH(int, error);
        QFETCH(int, firstPause);
        QFETCH(int, cause);
        const Node stanza = m_line->writtenText("A1");
        for (const int pause : {firstPause, 60}) {
            m_desk->takeSent();
            m_line->ack("A1", {{"error", error}});
            QVERIFY(m_desk->eventsOf<SentEvent>().isEmpty());
            m_desk->clock.advance(std::chrono::seconds(pause) - 1ms);
            QVERIFY(m_desk->sent.isEmpty());
            m_desk->clock.advance(1ms);
            QCOMPARE(m_desk->sent.size(), 1);
            QCOMPARE(bytesOf(m_desk->sent.first()), bytesOf(stanza));
        }
        m_desk->takeSent();
        m_line->ack("A1", {{"error", error}});
        m_desk->clock.advance(1h);
        QVERIFY(m_desk->sent.isEmpty());
        const auto events = m_desk->eventsOf<SentEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(int(events.first().cause), cause);
        QCOMPARE(events.first().error, error);
        m_line->writtenText("A1");
        QCOMPARE(int((**m_line->last())->cause), cause);
        // It has arrived after all.
        m_line->ack("A1");
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 2);
        QCOMPARE(m_desk->eventsOf<SentEvent>().last().error, 0);
        m_line->writtenText("A1");
        QVERIFY(isAccepted(m_line->last()));
        // And what was accepted is not refused later.
        m_line->ack("A1", {{"error", 400}});
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 2);
    }

    void aServerThatIsHurriedGetsNothingNewForAWhile()
    {
        m_line->writtenText("A1");
        m_desk->takeSent();
        m_line->ack("A1", {{"error", 429}});
        const Waiting other = m_line->startText("A2", otherLid);
        m_line->settle();
        m_desk->clock.advance(60s - 1ms);
        m_line->settle();
        QVERIFY(m_desk->sent.isEmpty());
        m_desk->clock.advance(1ms);
        m_line->settle();
        QCOMPARE(m_desk->sent.size(), 2);
        QCOMPARE(m_desk->sent.at(0).attr("id"), "A1"_ba);
        QCOMPARE(m_desk->sent.at(1).attr("id"), "A2"_ba);
        m_line->ack("A2");
        QVERIFY(isAccepted(other));
    }

    void aRepetitionBelongsToItsConnection()
    {
        m_line->writtenText("A1");
        m_line->ack("A1", {{"error", 500}});
        m_desk->takeSent();
        m_line->reconnect();
        QCOMPARE(m_desk->sent.size(), 1); // with the login
        m_desk->clock.advance(5s);
        QCOMPARE(m_desk->sent.size(), 1); // and not once more
    }

    void anAnswerToNothingIsNoEvent()
    {
        m_line->ack("UNKNOWN");
        m_line->ack("UNKNOWN", {{"error", 500}});
        QVERIFY(!m_line->sender.takeAck({.tag = "ack", .attributes = {{"class", "receipt"}, {"id", "A1"}}}));
        QVERIFY(m_desk->events().isEmpty());
    }

    // --- When nothing can be stored

    void withoutADiskNothingIsSent_data()
    {
        QTest::addColumn<QString>("refused");
        QTest::newRow("messages") << u"INSERT ON sent_message"_s;
        QTest::newRow("sessions") << u"INSERT ON session"_s;
    }
    void withoutADiskNothingIsSent()
    {
        QFETCH(QString, refused);
        m_line->writtenText("A0");
        const QByteArray before = m_desk->snapshot();
        m_desk->refuseTo(refused);
        QCOMPARE(m_line->writtenText("A1").tag, QByteArray());
        QVERIFY(errorOf(m_line->last()) == Errc::Storage);
        QCOMPARE(m_desk->snapshot(), before);
        m_desk->allowAgain();
        const Node stanza = m_line->writtenText("A1");
        QVERIFY(!m_world->readAt(customerLid, stanza).isEmpty());
    }

    void anAnswerThatCannotBeStoredIsGivenAgain()
    {
        const Node stanza = m_line->writtenText("A1");
        m_desk->refuseTo(u"INSERT ON inbound_event"_s);
        m_line->ack("A1");
        QVERIFY(!isAccepted(m_line->last()));
        m_desk->allowAgain();
        m_desk->takeSent();
        m_line->reconnect();
        QCOMPARE(m_desk->sent.size(), 1);
        QCOMPARE(bytesOf(m_desk->sent.first()), bytesOf(stanza));
        m_line->ack("A1");
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 1);
    }

    // --- Groups

    void aGroupGetsTheKeyOnce()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        const Node first = m_line->writtenText("A1", group, u"to all"_s);
        QCOMPARE(first.jid("to"), group);
        QCOMPARE(first.attr("addressing_mode"), "lid"_ba);
        QCOMPARE(recipientsOf(first),
                 (QByteArrayList{"100000012345678:3@lid", "100000012345678@lid", "100000099999999@lid",
                                 "900000000000001:7@lid", "900000000000001@lid"}));
        QCOMPARE(first.attr("phash"),
                 participantHash({jidOf("100000012345678:3@lid"), customerLid, otherLid, ownLid,
                                  jidOf("900000000000001:7@lid"), jidOf("900000000000001:5@lid")}));
        QVERIFY(first.child("device-identity"));
        for (const QByteArray &jid : recipientsOf(first))
            QCOMPARE(readInGroup(*Jid::parse(jid), first), u"to all"_s);
        m_line->ack("A1");
        QVERIFY(isAccepted(m_line->last()));

        const Node second = m_line->writtenText("A2", group, u"more"_s);
        QVERIFY(!second.child("participants"));
        QVERIFY(!second.child("device-identity"));
        QCOMPARE(readInGroup(otherLid, second), u"more"_s);
        QCOMPARE(m_world->listsAskedFor, 1);
    }

    void aNewDeviceOfAMemberGetsTheKey()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        readInGroup(customerLid, m_line->writtenText("A1", group));
        World::addDevice(*m_customer, 9);
        m_line->devices.forget(customerLid);
        const Node second = m_line->writtenText("A2", group, u"more"_s);
        QCOMPARE(recipientsOf(second), QByteArrayList{"100000012345678:9@lid"});
        QCOMPARE(readInGroup(jidOf("100000012345678:9@lid"), second), u"more"_s);
        QCOMPARE(readInGroup(customerLid, second), u"more"_s);
    }

    void whoLeftCannotReadOn()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        QCOMPARE(readInGroup(otherLid, m_line->writtenText("A1", group)), u"text"_s);
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->groups.forget(group);
        const Node second = m_line->writtenText("A2", group, u"without him"_s);
        QCOMPARE(recipientsOf(second).size(), 4); // all others get a new key
        QCOMPARE(readInGroup(otherLid, second), QString());
        QCOMPARE(readInGroup(customerLid, second), u"without him"_s);
        QVERIFY(!m_line->writtenText("A3", group).child("participants"));
    }

    void aMemberWithoutKeysGetsThemWithALaterMessage()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        m_world->refusals.insert(otherLid, 500);
        QCOMPARE(recipientsOf(m_line->writtenText("A1", group)).size(), 4);
        m_world->refusals.clear();
        const Node second = m_line->writtenText("A2", group, u"more"_s);
        QCOMPARE(recipientsOf(second), QByteArrayList{"100000099999999@lid"});
        QCOMPARE(readInGroup(otherLid, second), u"more"_s);
    }

    void withoutADiskAGroupsKeyStays()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        readInGroup(customerLid, m_line->writtenText("A1", group));
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->groups.forget(group);
        const QByteArray before = m_desk->snapshot();
        m_desk->refuseTo(u"INSERT ON sent_message"_s);
        m_line->writtenText("A2", group);
        QVERIFY(errorOf(m_line->last()) == Errc::Storage);
        QCOMPARE(m_desk->snapshot(), before);
        QCOMPARE(m_line->holders.of(group).value().size(), 5);
        m_desk->allowAgain();
        QCOMPARE(recipientsOf(m_line->writtenText("A2", group)).size(), 4);
    }

    void aGroupThatIsAddressedOtherwiseNowGetsItOnceMore()
    {
        m_world->groups.insert(group, {ownLid, customerLid, otherLid});
        QCOMPARE(m_line->writtenText("A1", group).attr("addressing_mode"), "lid"_ba);
        m_desk->takeSent();
        m_world->groupsByPhone = true;
        m_line->ack("A1", {{"error", 421}, {"from", group}});
        QCOMPARE(m_desk->sent.size(), 1);
        const Node again = m_desk->sent.first();
        QCOMPARE(again.attr("id"), "A1"_ba);
        QCOMPARE(again.attr("addressing_mode"), "pn"_ba);
        QVERIFY(recipientsOf(again).contains("15550001001@s.whatsapp.net"));
        QVERIFY(m_desk->eventsOf<SentEvent>().isEmpty());
        QVERIFY(!*m_line->last());
        // After a crash it is the later one that is repeated.
        m_line->reconnect();
        QCOMPARE(bytesOf(m_desk->sent.last()), bytesOf(again));
        // Once only.
        m_desk->takeSent();
        m_line->ack("A1", {{"error", 421}});
        QVERIFY(m_desk->sent.isEmpty());
        const auto events = m_desk->eventsOf<SentEvent>();
        QCOMPARE(events.size(), 1);
        QCOMPARE(int(events.first().cause), int(SendCause::StaleGroup));
    }

    void aGroupThatIsGoneMeanwhileRefusesIt()
    {
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->writtenText("A1", group);
        m_world->groups.remove(group);
        m_desk->takeSent();
        m_line->ack("A1", {{"error", 421}});
        QVERIFY(m_desk->sent.isEmpty());
        QCOMPARE(m_desk->eventsOf<SentEvent>().size(), 1);
    }

    void aHiddenGroupNeedsOurHiddenId()
    {
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->sender.logIn({.phone = m_desk->own.phone, .lid = {}}, "identity of the desk");
        m_line->writtenText("A1", group);
        QVERIFY(errorOf(m_line->last()) == Errc::NotConnected);
    }

    // --- The own phone

    void aPeerMessageGoesToThePhoneAlone()
    {
        std::optional<Result<>> done;
        auto sending = m_line->sender.sendToOwnPhone(placeholderResendRequest({{.chat = customerLid, .id = "M1"}}));
        QCoro::connect(std::move(sending), this, [&done](const Result<> &result) { done = result; });
        m_line->settle();
        QVERIFY(done && *done);
        QCOMPARE(m_desk->sent.size(), 1);
        const Node stanza = m_desk->sent.first();
        QCOMPARE(stanza.attr("to"), "15550009000@s.whatsapp.net"_ba);
        QCOMPARE(stanza.attr("category"), "peer"_ba);
        QVERIFY(!stanza.child("participants"));
        QVERIFY(!stanza.child("tctoken"));
        QVERIFY(stanza.child("device-identity"));
        const QByteArray read = m_world->readAt(ownLid, stanza);
        QVERIFY(read.contains("M1"));
        // Nobody keeps it for a repetition.
        m_desk->takeSent();
        m_line->reconnect();
        QVERIFY(m_desk->sent.isEmpty());
    }

    // --- The end

    void goingAwayWhileSomebodyWaitsIsNoMisfortune_data()
    {
        QTest::addColumn<int>("answers");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("for the address") << 0 << "15550007007@s.whatsapp.net"_ba;
        QTest::newRow("for the list") << 0 << "100000012345678@lid"_ba;
        QTest::newRow("for the keys") << 1 << "100000012345678@lid"_ba;
        QTest::newRow("for the server") << 2 << "100000012345678@lid"_ba;
        QTest::newRow("for the group") << 0 << "120363000000000001@g.us"_ba;
        QTest::newRow("for the list of a group") << 1 << "120363000000000001@g.us"_ba;
        QTest::newRow("for the keys of a group") << 2 << "120363000000000001@g.us"_ba;
    }
    void goingAwayWhileSomebodyWaitsIsNoMisfortune()
    {
        QFETCH(int, answers);
        QFETCH(QByteArray, to);
        m_world->groups.insert(group, {ownLid, customerLid});
        m_line->serverAnswers = false;
        m_line->startText("A1", *Jid::parse(to));
        m_line->startText("A2", *Jid::parse(to)); // waits for its turn
        m_line->settle();
        for (int i = 0; i < answers; ++i) {
            m_line->serve();
            m_line->settle();
        }
        m_line.reset();
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        QVERIFY(m_desk->store.deviceKeys().has_value());
    }

private:
    /// Takes the key that came along, and reads.
    QString readInGroup(const Jid &jid, const Node &stanza)
    {
        Party &party = *m_world->device(jid);
        if (stanza.child("participants")) {
            const QByteArray inside = m_world->readAt(jid, stanza);
            for (const SenderKeyDistribution &key : contentOf(inside).senderKeys) {
                if (key.group == group && !party.groups.processDistribution(group, m_desk->own.lid, key.bytes))
                    qFatal("the key is not taken");
            }
        }
        const auto plain = party.groups.decrypt(group, m_desk->own.lid, stanza.child("enc")->bytes());
        return plain ? contentOf(messagepadding::unpadded(*plain).value_or(QByteArray())).text : QString();
    }

    std::unique_ptr<World> m_world;
    World::Person *m_customer = nullptr;
    World::Person *m_ours = nullptr;
    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<Sending> m_line;
};

QTEST_GUILESS_MAIN(SenderTest)
#include "tst_sender.moc"
