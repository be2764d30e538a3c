#include "whatsapp/message/webmessage.h"

#include "protofields.h"
#include "whatsapp/message/messagebuilder.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace desk::wa::test;

namespace {

// WebMessageInfo{key 1 {remoteJid 1, fromMe 2, id 3, participant 4}, message 2, messageTimestamp 3, participant 5, pushName 19}
QByteArray key(const QByteArray &remote, const QByteArray &id, bool fromMe = false, const QByteArray &participant = {})
{
    QByteArray bytes = field(1, remote) + number(2, fromMe) + field(3, id);
    if (!participant.isEmpty())
        bytes += field(4, participant);
    return field(1, bytes);
}

} // namespace

class WebMessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatThePhoneWrites()
    {
        const QByteArray message = field(1, "hello");
        const auto read = parseWebMessage(key("15550001001@s.whatsapp.net", "A1", true) + field(2, message)
                                          + number(3, 1767225600) + field(19, "Maria\n"));
        QVERIFY(read.has_value());
        QCOMPARE(read->key.chat.toText(), "15550001001@s.whatsapp.net"_ba);
        QCOMPARE(read->key.id, "A1"_ba);
        QVERIFY(read->key.fromMe);
        QVERIFY(read->key.participant.isNull());
        QCOMPARE(read->message, message);
        QCOMPARE(read->timestamp, 1767225600);
        QCOMPARE(read->pushName, u"Maria"_s);
    }

    void theAuthorInAGroupStandsInEitherPlace()
    {
        const QByteArray group = "120363000000000001@g.us";
        QCOMPARE(parseWebMessage(key(group, "A1", false, "100000012345678@lid"))->key.participant.toText(),
                 "100000012345678@lid"_ba);
        QCOMPARE(parseWebMessage(key(group, "A1") + field(5, "100000012345678@lid"))->key.participant.toText(),
                 "100000012345678@lid"_ba);
        QVERIFY(parseWebMessage(key(group, "A1") + field(5, "nonsense"))->key.participant.isNull());
    }

    void thePhoneMayNotHaveItEither()
    {
        const auto read = parseWebMessage(key("100000012345678@lid", "A1"));
        QVERIFY(read.has_value());
        QVERIFY(read->message.isEmpty());
        QCOMPARE(read->timestamp, 0);
        QVERIFY(read->pushName.isEmpty());
    }

    void oddTimesAreNone_data()
    {
        QTest::addColumn<quint64>("time");
        QTest::newRow("2^63") << (quint64(1) << 63);
        QTest::newRow("milliseconds") << quint64(1767225600000);
    }
    void oddTimesAreNone()
    {
        QFETCH(quint64, time);
        QCOMPARE(parseWebMessage(key("100000012345678@lid", "A1") + number(3, time))->timestamp, 0);
    }

    void withoutAKeyItIsNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no protobuf") << "\xff\xff\xff"_ba;
        QTest::newRow("no key") << field(2, field(1, "hello"));
        QTest::newRow("no id") << key("100000012345678@lid", "");
        QTest::newRow("absurd id") << key("100000012345678@lid", QByteArray(129, 'A'));
        QTest::newRow("no chat") << key("", "A1");
        QTest::newRow("odd chat") << key("no where", "A1");
        QTest::newRow("cut") << key("100000012345678@lid", "A1").chopped(1);
    }
    void withoutAKeyItIsNothing()
    {
        QFETCH(QByteArray, bytes);
        const auto read = parseWebMessage(bytes);
        QVERIFY(!read);
        QVERIFY(read.error().code == Errc::Protocol);
    }

    void whatIsWrittenIsRead()
    {
        const WebMessage written{.key = {.chat = *Jid::parse("120363000000000001@g.us"_ba),
                                         .id = "A1",
                                         .participant = *Jid::parse("100000012345678@lid"_ba)},
                                 .message = field(1, "hello"),
                                 .timestamp = 1767225600,
                                 .pushName = u"Maria"_s};
        const auto read = parseWebMessage(webMessageBytes(written));
        QVERIFY(read.has_value());
        QCOMPARE(read->key, written.key);
        QCOMPARE(read->message, written.message);
        QCOMPARE(read->timestamp, written.timestamp);
        QCOMPARE(read->pushName, written.pushName);
    }

    void theAnswerNamesItsRequest()
    {
        const QByteArray web = key("100000012345678@lid", "A1") + field(2, field(1, "hello"));
        // protocolMessage 12 {type 2 = 17, peerDataOperationRequestResponseMessage 17
        //   {type 1, stanzaId 2, peerDataOperationResult 3 {placeholderMessageResendResponse 4 {webMessageInfoBytes 1}}}}
        const QByteArray expected = field(12,
                                          number(2, 17)
                                              + field(17,
                                                      number(1, 4) + field(2, "R1") + field(3, field(4, field(1, web)))
                                                          + field(3, field(4, field(1, "second")))));
        QCOMPARE(peerAnswerMessage(4, "R1", {web, "second"}), expected);
        const auto read = parseMessage(expected, {.ownAccount = true, .ownPhone = true});
        QVERIFY(read.has_value());
        QCOMPARE(read->kind, MessageKind::PeerAnswer);
        QCOMPARE(read->peerAnswer->operation, 4U);
        QCOMPARE(read->peerAnswer->requestId, "R1"_ba);
        QCOMPARE(read->peerAnswer->webMessages, (QList<QByteArray>{web, "second"}));
    }
};

QTEST_GUILESS_MAIN(WebMessageTest)
#include "tst_webmessage.moc"
