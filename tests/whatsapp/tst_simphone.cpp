#include "tests/support/signalclient.h"
#include "whatsapp/proto/message.pb.h"
#include "whatsapp/proto/protobytes.h"
#include "whatsapp/sim/phonecommands.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr auto ana = "15550001001";
constexpr auto ben = "15550001002";

} // namespace

/// The phones of the simulated service: what they write, what they read, and how they heal.
class SimPhoneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void twoPhonesTalk_data();
    void twoPhonesTalk();
    void aPhoneWritesToEveryDevice_data();
    void aPhoneWritesToEveryDevice();
    void aPhoneReadsWhatACompanionWrites_data();
    void aPhoneReadsWhatACompanionWrites();
    void readingIsAnsweredWithReceipts();
    void aSessionTakesOneOneTimeKey();
    void quotesReactionsEditsAndRevocations();
    void aNoteToSelfReachesTheCompanions();
    void rawBytesArriveAsTheyAre_data();
    void rawBytesArriveAsTheyAre();
    void readMarksAndTypingArrive();
    void whatCannotBeSentIsRefused();

    void whatCannotBeDecryptedIsAViolation_data();
    void whatCannotBeDecryptedIsAViolation();
    void aCopyForOwnDevicesToSomebodyElseIsAViolation();
    void anOwnCopyThatIsNotWrappedIsAViolation();
    void aDuplicateIsAcknowledgedQuietly();

    void aMessageIsSentAgain_data();
    void aMessageIsSentAgain();
    void retriesEnd();
    void anUnknownMessageIsNotSentAgain();
    void aForgottenSessionHeals();
    void aForgottenSessionOfAnOwnCompanionHeals();
    void onlyTheForgottenSessionIsExcused();
    void aPhoneThatForgotCanWriteFirst();
    void aPhoneStartsOver();
    void aKeyOfTheFormerIdentityIsNobodysFault();
    void startingOverUnlinksTheCompanions();
    void aRestartedPhoneHeals();

    void aMangledMessageIsAskedForAgain_data();
    void aMangledMessageIsAskedForAgain();

    void phonesTalkInAGroup();
    void aGroupMessageIsSentAgain_data();
    void aGroupMessageIsSentAgain();
    void aPhoneThatStartedOverAsksForSenderKeys();
    void aMissingSenderKeyIsAViolation();
    void reactionsAndReadMarksNameTheAuthorInAGroup();

    void aPlaceholderIsAskedFromThePhone();
    void whatThePhoneDoesNotHaveItDoesNotAnswer();

    void commands_data();
    void commands();

private:
    /// What the phones have read since.
    [[nodiscard]] bool waitForReadings(qsizetype count)
    {
        return ScriptedClient::waitFor([&] { return m_readings.size() >= count; });
    }
    /// Lets everything that is on its way arrive.
    void settle() { QTest::qWait(100); }
    [[nodiscard]] sim::Account &account(const QByteArray &number)
    {
        return *m_party->server.directory().account(number);
    }
    [[nodiscard]] QByteArray phoneWrites(const QByteArray &from, const sim::PhoneOrder &order)
    {
        const auto id = m_party->server.phones().send(account(from), order);
        if (!id)
            qFatal("%s", qUtf8Printable(id.error().detail));
        return *id;
    }
    [[nodiscard]] QByteArray phoneWrites(const QByteArray &from, const QByteArray &to, const QString &text)
    {
        return phoneWrites(from, sim::PhoneOrder{.to = account(to).lid(), .text = text});
    }
    void listen()
    {
        connect(&m_party->server.phones(), &sim::PhoneMessaging::hasRead, this,
                [this](const sim::PhoneReading &reading) { m_readings.append(reading); });
    }

    std::unique_ptr<SimParty> m_party;
    QList<sim::PhoneReading> m_readings;
};

void SimPhoneTest::init()
{
    m_party = std::make_unique<SimParty>();
    m_readings.clear();
    listen();
    for (const char *number : {ana, ben})
        QVERIFY(m_party->server.createAccount(number, QString::fromLatin1(number), false));
}

void SimPhoneTest::cleanup()
{
    m_party.reset();
}

// --- Writing and reading

void SimPhoneTest::twoPhonesTalk_data()
{
    QTest::addColumn<bool>("byNumber");
    QTest::newRow("by hidden id") << false;
    QTest::newRow("by phone number") << true;
}

void SimPhoneTest::twoPhonesTalk()
{
    QFETCH(bool, byNumber);
    for (int round = 0; round < 3; ++round) {
        for (const auto &[from, to] : {std::pair{ana, ben}, std::pair{ben, ana}}) {
            m_readings.clear();
            const QString text = u"hello %1"_s.arg(round);
            const QByteArray id = phoneWrites(from, {.to = account(to).jid(), .byPhoneNumber = byNumber, .text = text});
            QVERIFY(waitForReadings(1));
            const sim::PhoneReading &reading = m_readings.first();
            QCOMPARE(reading.account, QByteArray(to));
            QCOMPARE(reading.from, account(from).jid());
            QCOMPARE(reading.chat, byNumber ? account(from).jid() : account(from).lid());
            QCOMPARE(reading.id, id);
            QVERIFY(!reading.own);
            QCOMPARE(kindName(reading.content), QByteArray("text"));
            QCOMPARE(reading.content.text, text);
        }
    }
    settle();
    QCOMPARE(m_readings.size(), 1);
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aPhoneWritesToEveryDevice_data()
{
    twoPhonesTalk_data();
}

void SimPhoneTest::aPhoneWritesToEveryDevice()
{
    QFETCH(bool, byNumber);
    const auto own = SignalClient::of(*m_party, ana);
    const auto first = SignalClient::of(*m_party, ben);
    const auto second = SignalClient::of(*m_party, ben);
    QVERIFY(own && first && second);
    for (int round = 0; round < 2; ++round) {
        const QString text = u"hello %1"_s.arg(round);
        const QByteArray id = phoneWrites(ana, {.to = account(ben).lid(), .byPhoneNumber = byNumber, .text = text});
        for (const auto &client : {first.get(), second.get()}) {
            const Node message = client->awaitMessage();
            QCOMPARE(message.attr("id"), id);
            const auto content = client->read(message);
            QVERIFY(content);
            QCOMPARE(content->text, text);
            QVERIFY(!content->destination);
        }
        const Node copy = own->awaitMessage();
        QCOMPARE(copy.jid("recipient").value(), byNumber ? account(ben).jid() : account(ben).lid());
        const auto content = own->read(copy);
        QVERIFY(content);
        QCOMPARE(content->text, text);
        QCOMPARE(content->destination.value(), byNumber ? account(ben).jid() : account(ben).lid());
    }
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ben));
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aPhoneReadsWhatACompanionWrites_data()
{
    twoPhonesTalk_data();
}

void SimPhoneTest::aPhoneReadsWhatACompanionWrites()
{
    QFETCH(bool, byNumber);
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = byNumber ? account(ben).jid() : account(ben).lid();
    const Jid ownPhone = byNumber ? account(ana).jid() : account(ana).lid();
    for (int round = 0; round < 2; ++round) {
        m_readings.clear();
        const QString text = u"hello %1"_s.arg(round);
        const QByteArray id = client->writeText({to}, {ownPhone}, text);
        QVERIFY(!id.isEmpty());
        QVERIFY(waitForReadings(2));
        for (const sim::PhoneReading &reading : std::as_const(m_readings)) {
            QCOMPARE(reading.id, id);
            QCOMPARE(reading.from, client->link->jid);
            QCOMPARE(reading.content.text, text);
            QCOMPARE(reading.own, reading.account == ana);
            QCOMPARE(reading.chat.account(), reading.own ? to : ownPhone);
        }
        QVERIFY(m_readings.at(0).account != m_readings.at(1).account);
        QVERIFY(!phoneWrites(ben, ana, u"answer"_s).isEmpty());
        const Node answer = client->awaitMessage();
        QCOMPARE(answer.child("enc")->attr("type"), QByteArray("msg")); // one session, whatever the names
        QCOMPARE(client->read(answer)->text, u"answer"_s);
    }
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::readingIsAnsweredWithReceipts()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const QByteArray id = client->writeText({account(ben).lid()}, {account(ana).lid()}, u"hello"_s);
    const Node receipt = client->link->await("receipt");
    QCOMPARE(receipt.attr("id"), id);
    QCOMPARE(receipt.jid("from").value(), account(ben).lid());
    QVERIFY(!receipt.has("type"));
}

void SimPhoneTest::aSessionTakesOneOneTimeKey()
{
    const auto client = SignalClient::of(*m_party, ben);
    QVERIFY(client);
    sim::PreKeyStore &keys = account(ben).device(client->link->jid.device())->keys;
    sim::PreKeyStore &phoneKeys = account(ben).phone().preKeys();
    const qsizetype before = keys.count();
    const qsizetype phoneBefore = phoneKeys.count();
    for (int round = 0; round < 3; ++round)
        (void)phoneWrites(ana, ben, u"hello"_s);
    QCOMPARE(keys.count(), before - 1);
    QCOMPARE(phoneKeys.count(), phoneBefore - 1);
    const Node first = client->awaitMessage();
    QCOMPARE(first.child("enc")->attr("type"), QByteArray("pkmsg"));
    QVERIFY(!first.child("device-identity"));
    QVERIFY(client->read(first));
    // It has been used, so it is gone from the phone as well.
    QVERIFY(waitForReadings(3));
    QVERIFY(!account(ben).phone().oneTimeKey(1));
    QVERIFY(account(ben).phone().oneTimeKey(2));
}

void SimPhoneTest::quotesReactionsEditsAndRevocations()
{
    const QByteArray question = phoneWrites(ben, ana, u"question"_s);
    const Jid to = account(ben).lid();
    (void)phoneWrites(ana,
                      {.to = to,
                       .text = u"answer"_s,
                       .quote = Quote{.id = question, .author = account(ben).jid(), .text = u"question"_s}});
    (void)phoneWrites(ana, {.to = to, .reaction = sim::PhoneOrder::Reaction{.id = question, .emoji = u"👍"_s}});
    const QByteArray wrong = phoneWrites(ana, ben, u"wrnog"_s);
    (void)phoneWrites(ana, {.to = to, .text = u"wrong"_s, .edits = wrong});
    (void)phoneWrites(ana, {.to = to, .revokes = wrong});
    QVERIFY(waitForReadings(6));
    QCOMPARE(m_readings.at(1).content.text, u"answer"_s);
    QCOMPARE(m_readings.at(1).content.quoted->id, question);
    QCOMPARE(m_readings.at(1).content.quoted->sender, account(ben).lid());
    QCOMPARE(m_readings.at(1).content.quoted->text, u"question"_s);
    QCOMPARE(kindName(m_readings.at(2).content), QByteArray("reaction"));
    QCOMPARE(m_readings.at(2).content.text, u"👍"_s);
    QCOMPARE(m_readings.at(2).content.target->id, question);
    QVERIFY(!m_readings.at(2).content.target->fromMe);
    QCOMPARE(kindName(m_readings.at(4).content), QByteArray("protocol:MESSAGE_EDIT"));
    QCOMPARE(m_readings.at(4).content.text, u"wrong"_s);
    QCOMPARE(m_readings.at(4).content.target->id, wrong);
    QCOMPARE(kindName(m_readings.at(5).content), QByteArray("protocol:REVOKE"));
    QCOMPARE(m_readings.at(5).content.target->id, wrong);
    QVERIFY(m_readings.at(5).content.target->fromMe);
}

void SimPhoneTest::aNoteToSelfReachesTheCompanions()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    (void)phoneWrites(ana, ana, u"remember"_s);
    QCOMPARE(client->readText(), u"remember"_s);
    QVERIFY(!client->writeText({account(ana).lid()}, {}, u"noted"_s).isEmpty());
    QVERIFY(waitForReadings(1));
    QCOMPARE(m_readings.first().content.text, u"noted"_s);
    QVERIFY(m_readings.first().own);
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::rawBytesArriveAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<sim::Padding>("padding");
    QTest::addColumn<QByteArray>("plaintext"); // begins with
    const QByteArray text = textMessage(u"hello"_s).value();
    QTest::newRow("a message") << text << sim::Padding::Right << text;
    QTest::newRow("no protobuf") << QByteArray("\xff\xff\xff") << sim::Padding::Right << QByteArray("\xff\xff\xff");
    QTest::newRow("bad padding") << text << sim::Padding::Bad << text + QByteArray("\1\2\3");
    QTest::newRow("no padding") << text << sim::Padding::None << text;
}

void SimPhoneTest::rawBytesArriveAsTheyAre()
{
    QFETCH(QByteArray, bytes);
    QFETCH(sim::Padding, padding);
    QFETCH(QByteArray, plaintext);
    const auto client = SignalClient::of(*m_party, ben);
    QVERIFY(client);
    (void)phoneWrites(ana, {.to = account(ben).lid(), .raw = bytes, .padding = padding, .type = "event"});
    const Node message = client->awaitMessage();
    QCOMPARE(message.attr("type"), QByteArray("event"));
    const auto decrypted = client->sessions.decrypt(account(ana).lid(), CiphertextKind::PreKeyMessage,
                                                    message.child("enc")->bytes());
    QVERIFY(decrypted);
    QVERIFY(decrypted->plaintext.startsWith(plaintext));
    if (padding != sim::Padding::Right)
        QCOMPARE(decrypted->plaintext, plaintext);
    else
        QCOMPARE(messagepadding::unpadded(decrypted->plaintext).value(), bytes);
}

void SimPhoneTest::readMarksAndTypingArrive()
{
    const auto client = SignalClient::of(*m_party, ben);
    QVERIFY(client);
    client->link->send(presenceNode(true, u"Ben"_s));
    const QByteArray first = client->writeText({account(ana).jid()}, {account(ben).jid()}, u"one"_s);
    const QByteArray second = client->writeText({account(ana).jid()}, {account(ben).jid()}, u"two"_s);
    QVERIFY(waitForReadings(4));
    // In the namespace they came in, whatever the command says.
    m_party->server.phones().read(account(ana), account(ben).lid(), {first, second});
    const Node read = client->link->await(
        [](const Node &node) { return node.tag == "receipt" && node.attr("type") == "read"; });
    QCOMPARE(read.attr("id"), first);
    QCOMPARE(read.child("list")->child("item")->attr("id"), second);
    QCOMPARE(read.jid("from")->account(), account(ana).jid());

    m_party->server.phones().chatState(account(ana), account(ben).lid(), ChatState::Recording);
    const Node typing = client->link->await("chatstate");
    QCOMPARE(typing.child("composing")->attr("media"), QByteArray("audio"));
}

void SimPhoneTest::whatCannotBeSentIsRefused()
{
    sim::PhoneMessaging &phones = m_party->server.phones();
    const Jid nobody("15550009999", Jid::Server::Phone);
    QVERIFY(phones.send(account(ana), {.to = nobody, .text = u"x"_s}).error().code == Errc::NotFound);
    QVERIFY(phones.send(account(ana), {.to = account(ben).jid(), .text = {}}).error().code == Errc::Invalid);
    // Nobody but the phone itself.
    QVERIFY(phones.send(account(ana), {.to = account(ana).jid(), .text = u"x"_s}).error().code == Errc::Invalid);
    QVERIFY(phones.forget(account(ana), nobody).error().code == Errc::NotFound);
    QVERIFY(phones.forget(account(ana), account(ben).jid(7)).error().code == Errc::NotFound);
    QVERIFY(m_party->server.resetPhone("15550009999").error().code == Errc::NotFound);
}

// --- Violations

void SimPhoneTest::whatCannotBeDecryptedIsAViolation_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("another session") << 0;
    QTest::newRow("bad padding") << 1;
    QTest::newRow("no protobuf") << 2;
}

void SimPhoneTest::whatCannotBeDecryptedIsAViolation()
{
    QFETCH(int, fault);
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    const QByteArray content = textMessage(u"hello"_s).value();
    const QByteArray copy = deviceSentMessage(to, content).value();
    DeviceCiphertext wrong;
    if (fault == 0) { // encrypted for a phone that has another identity
        SignalClient other;
        QVERIFY(other.store.open(u":memory:"_s, SecretBytes(32)));
        const DeviceKeys keys = other.store.deviceKeys().value();
        QVERIFY(client->sessions.processBundle(to,
                                               {.registrationId = keys.registrationId,
                                                .identityKey = keys.identity.publicKey,
                                                .signedPreKeyId = keys.signedPreKey.id,
                                                .signedPreKey = keys.signedPreKey.pair.publicKey,
                                                .signature = keys.signedPreKey.signature,
                                                .oneTimeKey = std::nullopt}));
        wrong = client->seal(to, client->padded(content));
    } else if (fault == 1) {
        wrong = client->seal(to, content + QByteArray("\1\2\3"));
    } else {
        wrong = client->seal(to, client->padded("\xff\xff\xff"));
    }
    const QByteArray id = client->submit(to, content, {wrong, client->seal(account(ana).lid(), client->padded(copy))});
    QTRY_COMPARE(m_party->violations, QByteArrayList{"phone_cannot_decrypt"});
    QCOMPARE(m_party->senders, QByteArrayList{client->link->jid.toText()});
    settle();
    QCOMPARE(m_readings.size(), 1); // on the own phone
    QVERIFY(std::ranges::none_of(client->link->inbox, [](const Node &node) { return node.attr("type") == "retry"; }));
}

void SimPhoneTest::aCopyForOwnDevicesToSomebodyElseIsAViolation()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    const QByteArray content = textMessage(u"hello"_s).value();
    const QByteArray copy = deviceSentMessage(to, content).value();
    QVERIFY(
        !client
             ->submit(to, content,
                      {client->seal(to, client->padded(copy)), client->seal(account(ana).lid(), client->padded(copy))})
             .isEmpty());
    QTRY_COMPARE(m_party->violations, QByteArrayList{"deviceSentMessage_to_other_user"});
    QCOMPARE(m_party->senders, QByteArrayList{client->link->jid.toText()});
    QVERIFY(waitForReadings(1));
    QCOMPARE(m_readings.first().account, QByteArray(ana));
}

void SimPhoneTest::anOwnCopyThatIsNotWrappedIsAViolation()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const QByteArray content = textMessage(u"hello"_s).value();
    const Jid to = account(ben).lid();
    QVERIFY(!client
                 ->submit(to, content,
                          {client->seal(to, client->padded(content)),
                           client->seal(account(ana).lid(), client->padded(content))})
                 .isEmpty());
    QTRY_COMPARE(m_party->violations, QByteArrayList{"own_copy_without_deviceSentMessage"});
    QCOMPARE(m_party->senders, QByteArrayList{client->link->jid.toText()});
}

void SimPhoneTest::aDuplicateIsAcknowledgedQuietly()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    m_party->server.faults().set(sim::RelayFaults::Kind::Duplicate, account(ben).jid().toText(), 1);
    QVERIFY(!client->writeText({account(ben).lid()}, {account(ana).lid()}, u"hello"_s).isEmpty());
    for (int receipts = 0; receipts < 2; ++receipts)
        QVERIFY(!client->link->await([](const Node &node) { return node.tag == "receipt" && !node.has("type"); })
                     .tag.isEmpty());
    QCOMPARE(m_readings.size(), 2); // one on each phone
    QCOMPARE(m_party->violations, QByteArrayList());
}

// --- Retries

void SimPhoneTest::aMessageIsSentAgain_data()
{
    QTest::addColumn<bool>("own");
    QTest::addColumn<bool>("withKeys");
    QTest::addColumn<bool>("sessionLost");
    QTest::newRow("in the session") << false << false << false;
    QTest::newRow("with the keys of the receipt") << false << true << true;
    QTest::newRow("an own copy, with keys") << true << true << true;
    QTest::newRow("an own copy, in the session") << true << false << false;
}

void SimPhoneTest::aMessageIsSentAgain()
{
    QFETCH(bool, own);
    QFETCH(bool, withKeys);
    QFETCH(bool, sessionLost);
    const auto client = SignalClient::of(*m_party, own ? ana : ben);
    QVERIFY(client);
    const QByteArray id = phoneWrites(ana, ben, u"hello"_s);
    const Node message = client->awaitMessage();
    if (sessionLost)
        QVERIFY(client->sessions.removeSession(account(ana).lid()));
    client->askAgain(message, withKeys ? 2 : 1, withKeys);
    const Node again = client->awaitMessage();
    QCOMPARE(again.attr("id"), id);
    QCOMPARE(again.child("enc")->attr("count"), QByteArray(withKeys ? "2" : "1"));
    const auto content = client->read(again);
    QVERIFY(content);
    QCOMPARE(content->text, u"hello"_s);
    QCOMPARE(content->destination.has_value(), own);
    settle();
    QCOMPARE(m_readings.size(), 1); // by the other phone, of the first sending
}

void SimPhoneTest::retriesEnd()
{
    const auto client = SignalClient::of(*m_party, ben);
    QVERIFY(client);
    (void)phoneWrites(ana, ben, u"hello"_s);
    const Node message = client->awaitMessage();
    client->askAgain(message, 5, true);
    settle();
    QVERIFY(std::ranges::none_of(client->link->inbox, [](const Node &node) { return node.tag == "message"; }));
}

void SimPhoneTest::anUnknownMessageIsNotSentAgain()
{
    const auto client = SignalClient::of(*m_party, ben);
    QVERIFY(client);
    (void)phoneWrites(ana, ben, u"hello"_s);
    Node message = client->awaitMessage();
    message.set({"id", "ACNEVERWRITTEN"});
    client->askAgain(message, 1, false);
    settle();
    QVERIFY(std::ranges::none_of(client->link->inbox, [](const Node &node) { return node.tag == "message"; }));
}

void SimPhoneTest::aForgottenSessionHeals()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    QVERIFY(!client->writeText({to}, {account(ana).lid()}, u"one"_s).isEmpty());
    QVERIFY(waitForReadings(2));
    (void)phoneWrites(ben, ana, u"so it is no pkmsg any more"_s);
    QCOMPARE(client->readText(), u"so it is no pkmsg any more"_s);

    QVERIFY(m_party->server.phones().forget(account(ben), account(ana).jid()));
    m_readings.clear();
    const QByteArray id = client->writeText({to}, {account(ana).lid()}, u"two"_s);
    const Node retry = client->awaitRetry(id);
    QCOMPARE(retry.attr("id"), id);
    QCOMPARE(retry.child("retry")->attr("count"), QByteArray("1"));
    QVERIFY(retry.child("keys"));
    client->sendAgain(retry, client->written.value(id));
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ben));
    QCOMPARE(m_readings.last().content.text, u"two"_s);
    QCOMPARE(m_readings.last().id, id);

    // And it goes on both ways.
    (void)phoneWrites(ben, ana, u"three"_s);
    QCOMPARE(client->readText(), u"three"_s);
    QVERIFY(!client->writeText({to}, {account(ana).lid()}, u"four"_s).isEmpty());
    QVERIFY(ScriptedClient::waitFor([this] { return m_readings.last().content.text == u"four"_s; }));
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aForgottenSessionOfAnOwnCompanionHeals()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    (void)phoneWrites(ana, ben, u"zero"_s);
    QCOMPARE(client->readText(), u"zero"_s);
    QVERIFY(!client->writeText({to}, {account(ana).lid()}, u"one"_s).isEmpty());
    QVERIFY(waitForReadings(3));
    QVERIFY(m_party->server.phones().forget(account(ana), client->link->jid));
    m_readings.clear();
    const QByteArray id = client->writeText({to}, {account(ana).lid()}, u"two"_s);
    const Node retry = client->awaitRetry(id);
    QVERIFY(retry.child("keys"));
    client->sendAgain(retry, deviceSentMessage(to, client->written.value(id)).value(), to);
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ana));
    QVERIFY(m_readings.last().own);
    QCOMPARE(m_readings.last().content.text, u"two"_s);
    QCOMPARE(m_readings.last().chat, to);
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::onlyTheForgottenSessionIsExcused()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    QVERIFY(m_party->server.phones().forget(account(ben), account(ben).jid()));
    QVERIFY(m_party->server.phones().forget(account(ana), account(ben).jid()));
    const Jid to = account(ben).lid();
    QVERIFY(
        !client->submit(to, "", {client->seal(to, "\1\2\3"), client->seal(account(ana).lid(), "\1\2\3")}).isEmpty());
    QTRY_COMPARE(m_party->violations, (QByteArrayList{"phone_cannot_decrypt", "phone_cannot_decrypt"}));
}

void SimPhoneTest::aPhoneThatForgotCanWriteFirst()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    (void)phoneWrites(ben, ana, u"one"_s);
    QCOMPARE(client->readText(), u"one"_s);
    QVERIFY(m_party->server.phones().forget(account(ben), client->link->lid));
    (void)phoneWrites(ben, ana, u"two"_s);
    const Node message = client->awaitMessage();
    QCOMPARE(message.child("enc")->attr("type"), QByteArray("pkmsg"));
    QCOMPARE(client->read(message)->text, u"two"_s);
    QVERIFY(!client->writeText({account(ben).lid()}, {account(ana).lid()}, u"three"_s).isEmpty());
    QVERIFY(ScriptedClient::waitFor([this] { return m_readings.last().content.text == u"three"_s; }));
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aPhoneStartsOver()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    QVERIFY(!client->writeText({to}, {account(ana).lid()}, u"one"_s).isEmpty());
    (void)phoneWrites(ben, ana, u"so it is no pkmsg any more"_s);
    QCOMPARE(client->readText(), u"so it is no pkmsg any more"_s);
    QVERIFY(waitForReadings(3));
    const QByteArray identity = account(ben).phone().identity().publicKey;

    QVERIFY(m_party->server.resetPhone(ben));
    QVERIFY(account(ben).phone().identity().publicKey != identity);
    const Node notice = client->link->awaitNotification("encrypt");
    QVERIFY(notice.child("identity"));

    // In the old session: asked for again, with the new identity.
    m_readings.clear();
    const QByteArray id = client->writeText({to}, {account(ana).lid()}, u"two"_s);
    const Node retry = client->awaitRetry(id);
    QCOMPARE(retry.child("keys")->child("identity")->bytes(), account(ben).phone().identity().publicKey);
    client->sendAgain(retry, client->written.value(id));
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().content.text, u"two"_s);

    // The other phone was told, and writes to the new identity at once.
    (void)phoneWrites(ana, ben, u"three"_s);
    QVERIFY(waitForReadings(3));
    QCOMPARE(m_readings.last().account, QByteArray(ben));
    (void)phoneWrites(ben, ana, u"four"_s);
    QVERIFY(waitForReadings(4));
    QCOMPARE(m_readings.last().account, QByteArray(ana));
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aKeyOfTheFormerIdentityIsNobodysFault()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    client->begin(account(ben).lid());        // fetches a bundle ...
    QVERIFY(m_party->server.resetPhone(ben)); // ... that is out of date when it is used
    const QByteArray id = client->writeText({account(ben).lid()}, {account(ana).lid()}, u"hello"_s);
    const Node retry = client->awaitRetry(id);
    QVERIFY(retry.child("keys"));
    client->sendAgain(retry, client->written.value(id));
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ben));
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::startingOverUnlinksTheCompanions()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    QList<Jid> unlinked;
    connect(&m_party->server, &sim::SimServer::unlinked, this, [&unlinked](const Jid &jid) { unlinked.append(jid); });
    QVERIFY(m_party->server.resetPhone(ana));
    QCOMPARE(unlinked, QList{client->link->jid});
    QVERIFY(account(ana).devices().empty());
    QCOMPARE(client->link->await("stream:error").child("conflict")->attr("type"), QByteArray("device_removed"));
    // A companion can be linked anew.
    const auto next = SignalClient::of(*m_party, ana);
    QVERIFY(next);
    (void)phoneWrites(ana, ben, u"hello"_s);
    QCOMPARE(next->readText(), u"hello"_s);
}

void SimPhoneTest::aRestartedPhoneHeals()
{
    const QTemporaryDir folder;
    m_party = std::make_unique<SimParty>(sim::Options{.stateDir = folder.path()});
    listen();
    for (const char *number : {ana, ben})
        QVERIFY(m_party->server.createAccount(number, u"x"_s, false));
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    (void)phoneWrites(ben, ana, u"zero"_s);
    QCOMPARE(client->readText(), u"zero"_s);
    QVERIFY(!client->writeText({to}, {account(ana).lid()}, u"one"_s).isEmpty());
    QVERIFY(waitForReadings(3));
    m_party.reset();

    m_party = std::make_unique<SimParty>(sim::Options{.stateDir = folder.path()});
    listen();
    m_readings.clear();
    QVERIFY(client->reconnect(*m_party));
    const QByteArray id = client->writeText({to}, {account(ana).lid()}, u"two"_s);
    for (const char *number : {ana, ben}) {
        const Node retry = client->awaitRetry(id);
        QVERIFY2(!retry.tag.isEmpty(), number);
        const bool own = retry.jid("from")->account() == account(ana).lid();
        const QByteArray content = client->written.value(id);
        client->sendAgain(retry, own ? deviceSentMessage(to, content).value() : content, own ? to : Jid());
    }
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_party->violations, QByteArrayList());
    m_party.reset(); // before the folder
}

void SimPhoneTest::aMangledMessageIsAskedForAgain_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::newRow("for somebody else's phone") << QByteArray(ben);
    QTest::newRow("for the own phone") << QByteArray(ana);
}

void SimPhoneTest::aMangledMessageIsAskedForAgain()
{
    QFETCH(QByteArray, who);
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid to = account(ben).lid();
    m_party->server.faults().set(sim::RelayFaults::Kind::Mangle, account(who).jid().toText(), 1);
    const QByteArray id = client->writeText({to}, {account(ana).lid()}, u"one"_s);
    const Node retry = client->awaitRetry(id);
    QCOMPARE(retry.jid("from").value(), account(who).lid());
    const bool own = who == ana;
    const QByteArray content = client->written.value(id);
    client->sendAgain(retry, own ? deviceSentMessage(to, content).value() : content, own ? to : Jid());
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, who);
    QCOMPARE(m_readings.last().content.text, u"one"_s);
    QCOMPARE(m_party->violations, QByteArrayList());
}

// --- Groups

void SimPhoneTest::phonesTalkInAGroup()
{
    const auto client = SignalClient::of(*m_party, ana);
    const auto other = SignalClient::of(*m_party, ben);
    QVERIFY(client && other);
    const Jid group = client->makeGroup({account(ben).lid()});
    QVERIFY(group.isGroup());

    // A phone to everybody, twice: sender keys go out once.
    for (int round = 0; round < 2; ++round) {
        const QString text = u"hello %1"_s.arg(round);
        const QByteArray id = phoneWrites(ben, {.to = group, .text = text});
        for (const auto &reader : {client.get(), other.get()}) {
            const Node message = reader->awaitMessage();
            QCOMPARE(message.attr("id"), id);
            QCOMPARE(message.children("enc").size(), round == 0 ? 2 : 1);
            QCOMPARE(message.jid("participant").value(), account(ben).lid());
            const auto content = reader->read(message);
            QVERIFY(content);
            QCOMPARE(content->text, text);
        }
    }
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ana));
    QCOMPARE(m_readings.last().chat, group);
    QCOMPARE(m_readings.last().from, account(ben).jid());
    QVERIFY(!m_readings.last().own);

    // A companion to everybody.
    m_readings.clear();
    const QList<Jid> devices{account(ana).lid(), account(ben).lid(), other->link->lid};
    const QByteArray id = client->writeToGroup(group, devices, u"from the companion"_s);
    QVERIFY(!id.isEmpty());
    QVERIFY(waitForReadings(2));
    for (const sim::PhoneReading &reading : std::as_const(m_readings)) {
        QCOMPARE(reading.content.text, u"from the companion"_s);
        QCOMPARE(reading.from, client->link->jid);
        QCOMPARE(reading.chat, group);
        QCOMPARE(reading.own, reading.account == ana);
    }
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aGroupMessageIsSentAgain_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::newRow("to a member") << QByteArray(ben);
    QTest::newRow("to the own companion") << QByteArray(ana);
}

void SimPhoneTest::aGroupMessageIsSentAgain()
{
    QFETCH(QByteArray, who);
    const auto client = SignalClient::of(*m_party, who);
    QVERIFY(client);
    const Jid group = client->makeGroup({account(who == ana ? ben : ana).lid()});
    const QByteArray id = phoneWrites(ana, {.to = group, .text = u"hello"_s});
    client->askAgain(client->awaitMessage(), 1, true);
    const Node again = client->awaitMessage();
    QCOMPARE(again.attr("id"), id);
    QCOMPARE(again.children("enc").size(), 1);
    const auto content = client->read(again);
    QVERIFY(content);
    QCOMPARE(content->text, u"hello"_s);
    // The sender key came along.
    (void)phoneWrites(ana, {.to = group, .text = u"more"_s});
    QCOMPARE(client->readText(), u"more"_s);
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aPhoneThatStartedOverAsksForSenderKeys()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid group = client->makeGroup({account(ben).lid()});
    QVERIFY(!client->writeToGroup(group, {account(ana).lid(), account(ben).lid()}, u"one"_s).isEmpty());
    QVERIFY(waitForReadings(2));
    (void)phoneWrites(ben, {.to = group, .text = u"two"_s});
    QCOMPARE(client->readText(), u"two"_s);
    QVERIFY(m_party->server.resetPhone(ben));

    m_readings.clear();
    const QByteArray id = client->writeToGroup(group, {}, u"three"_s);
    const Node retry = client->awaitRetry(id);
    QVERIFY(retry.child("keys"));
    const QByteArray distribution = client->groups.createDistribution(group, client->link->lid).value();
    client->sendAgain(retry, withSenderKey(client->written.value(id), group, distribution).value());
    QVERIFY(waitForReadings(2));
    QCOMPARE(m_readings.last().account, QByteArray(ben));
    QCOMPARE(m_readings.last().content.text, u"three"_s);
    QVERIFY(!client->writeToGroup(group, {}, u"four"_s).isEmpty());
    QVERIFY(waitForReadings(4));
    // And it has a sender key of its own again.
    (void)phoneWrites(ben, {.to = group, .text = u"five"_s});
    QCOMPARE(client->readText(), u"five"_s);
    QCOMPARE(m_party->violations, QByteArrayList());
}

void SimPhoneTest::aMissingSenderKeyIsAViolation()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid group = client->makeGroup({account(ben).lid()});
    QVERIFY(!client->writeToGroup(group, {account(ana).lid()}, u"not for everybody"_s).isEmpty());
    QTRY_COMPARE(m_party->violations, QByteArrayList{"phone_cannot_decrypt"});
    QCOMPARE(m_readings.size(), 1);
    QVERIFY(m_party->server.phones()
                .send(account(ben), {.to = Jid("1203630", Jid::Server::Group), .text = u"x"_s})
                .error()
                .code
            == Errc::NotFound);
}

void SimPhoneTest::reactionsAndReadMarksNameTheAuthorInAGroup()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const Jid group = client->makeGroup({account(ben).lid()});
    const QByteArray id = client->writeToGroup(group, {account(ana).lid(), account(ben).lid()}, u"one"_s);
    QVERIFY(waitForReadings(2));
    (void)phoneWrites(ben, {.to = group, .reaction = sim::PhoneOrder::Reaction{.id = id, .emoji = u"👍"_s}});
    const auto content = client->read(client->awaitMessage());
    QVERIFY(content && content->target);
    QCOMPARE(content->target->participant, client->link->lid.bare());
    m_party->server.phones().read(account(ben), group, {id});
    const Node read = client->link->await(
        [](const Node &node) { return node.tag == "receipt" && node.attr("type") == "read"; });
    QCOMPARE(read.jid("from").value(), group);
    QCOMPARE(read.jid("participant")->account(), account(ben).lid());
    QCOMPARE(m_party->violations, QByteArrayList());
}

// --- Placeholders

void SimPhoneTest::aPlaceholderIsAskedFromThePhone()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const QByteArray id = phoneWrites(ben, ana, u"hello"_s);
    QVERIFY(waitForReadings(1));
    QCOMPARE(client->awaitMessage().attr("id"), id);

    const QByteArray request = placeholderResendRequest({{.chat = account(ben).lid(), .id = id}});
    const Node stanza = peerStanza("3EB0PEER", client->own(), client->seal(account(ana).lid(), client->padded(request)),
                                   client->signedIdentity())
                            .value();
    client->link->send(stanza);
    const Node answer = client->awaitMessage();
    QCOMPARE(answer.attr("category"), QByteArray("peer"));
    QCOMPARE(answer.jid("from").value(), account(ana).jid());
    const auto content = client->read(answer);
    QVERIFY(content && content->peerAnswer);
    QCOMPARE(content->peerAnswer->operation, 4u);
    QCOMPARE(content->peerAnswer->requestId, QByteArray("3EB0PEER"));
    QCOMPARE(content->peerAnswer->webMessages.size(), 1);
    const auto info = parsed<proto::WebMessageInfo>(content->peerAnswer->webMessages.first());
    QVERIFY(info);
    QCOMPARE(toBytes(info->key().id()), id);
    QCOMPARE(toBytes(info->key().remote_jid()), account(ben).lid().toText());
    QVERIFY(!info->key().from_me());
    QVERIFY(info->message_timestamp() > 0);
    QCOMPARE(parseMessage(toBytes(info->message()), {}).value().text, u"hello"_s);
}

void SimPhoneTest::whatThePhoneDoesNotHaveItDoesNotAnswer()
{
    const auto client = SignalClient::of(*m_party, ana);
    QVERIFY(client);
    const QByteArray request = placeholderResendRequest({{.chat = account(ben).lid(), .id = "NEVER"}});
    client->link->send(peerStanza("3EB0PEER", client->own(), client->seal(account(ana).lid(), client->padded(request)),
                                  client->signedIdentity())
                           .value());
    settle();
    QVERIFY(std::ranges::none_of(client->link->inbox, [](const Node &node) { return node.tag == "message"; }));
    QVERIFY(m_readings.isEmpty());
    QCOMPARE(m_party->violations, QByteArrayList());
}

// --- Commands

void SimPhoneTest::commands_data()
{
    QTest::addColumn<QJsonObject>("command");
    QTest::addColumn<QString>("error");
    const QJsonObject plain{{u"to"_s, u"15550001002"_s}, {u"text"_s, u"hello"_s}};
    const auto with = [&plain](const QString &name, const QJsonValue &value) {
        QJsonObject command = plain;
        command.insert(name, value);
        return command;
    };
    QTest::newRow("a text") << plain << QString();
    QTest::newRow("to a hidden id") << with(u"to"_s, u"100000000007919@lid"_s) << QString();
    QTest::newRow("by number") << with(u"mode"_s, u"pn"_s) << QString();
    QTest::newRow("a file") << with(u"file"_s, u"/tmp/x.jpg"_s) << QString();
    QTest::newRow("to nobody") << with(u"to"_s, u"nobody at all"_s) << u"no address of a person or group"_s;
    QTest::newRow("another mode") << with(u"mode"_s, u"telepathy"_s) << u"mode is pn or lid"_s;
    QTest::newRow("another padding") << with(u"padding"_s, u"soft"_s) << u"padding is bad or none"_s;
    QTest::newRow("odd bytes") << with(u"raw_message"_s, u"0a0"_s) << u"raw_message is not hexadecimal"_s;
    QTest::newRow("no bytes") << with(u"raw_message"_s, u"zz"_s) << u"raw_message is not hexadecimal"_s;
    QTest::newRow("a quote of nobody") << with(u"quote"_s, QJsonObject{{u"id"_s, u"1"_s}, {u"sender"_s, u"?"_s}})
                                       << u"no address of a person or group"_s;
}

void SimPhoneTest::commands()
{
    QFETCH(QJsonObject, command);
    QFETCH(QString, error);
    const auto order = sim::phoneOrder(command);
    QCOMPARE(order ? QString() : order.error().detail, error);
    if (!order)
        return;
    QCOMPARE(order->text, u"hello"_s);
    QCOMPARE(order->byPhoneNumber, command.contains(u"mode"_s));
}

} // namespace desk::wa

QTEST_GUILESS_MAIN(desk::wa::SimPhoneTest)
#include "tst_simphone.moc"
