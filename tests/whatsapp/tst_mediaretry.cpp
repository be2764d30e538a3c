#include "whatsapp/media/mediaretry.h"

#include "tests/support/fakeclock.h"
#include "tests/support/fakerandom.h"
#include "tests/support/resultcode.h"
#include "tests/support/scriptedrandom.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/hkdf.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace desk;
using namespace desk::wa;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Jid ownPhone = *Jid::parse(QByteArrayView("15550009000:5@s.whatsapp.net"));
const Jid customerChat = *Jid::parse(QByteArrayView("5511888880002@s.whatsapp.net"));

QJsonObject vector()
{
    QFile file(QStringLiteral(DESK_TEST_DATA "/media-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no vectors");
    return QJsonDocument::fromJson(file.readAll()).object()["media_retry"_L1].toObject();
}

QByteArray hexOf(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

QByteArray messageId()
{
    return vector()["message_id_utf8"_L1].toString().toLatin1();
}

LostMedia lostMedia()
{
    return {.messageId = messageId(), .chat = customerChat, .key = SecretBytes::copyOf(hexOf(vector()["mediaKey"_L1]))};
}

/// As the phone of the vectors answers; @p plain may be another plaintext.
Node answerWith(const QByteArray &sealed, const QByteArray &nonce)
{
    return {.tag = "notification",
            .attributes = {{"type", "mediaretry"}, {"id", messageId()}, {"from", ownPhone.bare()}},
            .content = QList{Node{
                .tag = "encrypt",
                .content = QList{Node{.tag = "enc_p", .content = sealed}, Node{.tag = "enc_iv", .content = nonce}}}}};
}

Node answerOf(const QByteArray &plain)
{
    const QByteArray nonce(12, 'n');
    const SecretBytes key = hkdfSha256(lostMedia().key.view(), {}, "WhatsApp Media Retry Notification", 32);
    return answerWith(*aead::seal(key, nonce, plain, messageId()), nonce);
}

/// A protobuf of stanza id, path and result; those that are empty or negative are left out.
QByteArray notificationPlain(const QByteArray &id, const QByteArray &path, int result)
{
    QByteArray plain;
    if (!id.isEmpty())
        plain += "\x0a" + QByteArray(1, char(id.size())) + id;
    if (!path.isEmpty())
        plain += "\x12" + QByteArray(1, char(path.size())) + path;
    if (result >= 0)
        plain += "\x18" + QByteArray(1, char(result));
    return plain;
}

} // namespace

/// Known answers come from another implementation (note 2, appendix A).
class MediaRetryTest : public QObject
{
    Q_OBJECT

    struct Asking
    {
        FakeClock clock;
        FakeRandom random;
        QList<Node> sent;
        Result<> verdict = {};
        MediaRetry retry{[this](const Node &node) {
                             sent << node;
                             return verdict;
                         },
                         clock, random};

        Asking() { retry.logIn({ownPhone, {}}); }
    };

private Q_SLOTS:
    void theRequestIsThatOfTheVectors()
    {
        ScriptedRandom random({hexOf(vector()["iv"_L1])});
        const auto request = mediaRetryRequest(lostMedia(), {ownPhone, {}}, random);
        QVERIFY(request);
        QCOMPARE(request->attr("type"), "server-error");
        QCOMPARE(request->attr("to"), "15550009000@s.whatsapp.net");
        QCOMPARE(request->attr("id"), messageId());
        QCOMPARE(request->child("encrypt")->child("enc_p")->bytes(), hexOf(vector()["request_enc_p"_L1]));
        QCOMPARE(request->child("encrypt")->child("enc_iv")->bytes(), hexOf(vector()["iv"_L1]));
        QCOMPARE(request->child("rmr")->attr("jid"), customerChat.toText());
        QCOMPARE(request->child("rmr")->attr("from_me"), "false");
        QVERIFY(!request->child("rmr")->has("participant"));
        QVERIFY(checkMediaRetryRequest(*request, lostMedia().key));
        QCOMPARE(codeOf(checkMediaRetryRequest(*request, SecretBytes(32))), toString(Errc::Protocol));
    }

    void theAnswerIsThatOfTheVectors()
    {
        const Node answer = answerWith(hexOf(vector()["notification_enc_p"_L1]), hexOf(vector()["iv"_L1]));
        const auto path = parseMediaRetry(answer, messageId(), lostMedia().key);
        QVERIFY2(path, path ? "" : qPrintable(path.error().detail));
        QCOMPARE(*path, "/v/t62.7118-24/0_n.enc?ccb=1&oh=x&oe=y");
    }

    void groupsNameTheAuthor()
    {
        FakeRandom random;
        LostMedia lost = lostMedia();
        lost.chat = *Jid::parse(QByteArrayView("120363000000000001@g.us"));
        lost.author = *Jid::parse(QByteArrayView("100000012345678:3@lid"));
        const auto request = mediaRetryRequest(lost, {ownPhone, {}}, random);
        QVERIFY(request);
        QCOMPARE(request->child("rmr")->attr("participant"), "100000012345678@lid");
    }

    void nothingIsAskedWithoutKeyOrMessage()
    {
        FakeRandom random;
        LostMedia lost = lostMedia();
        lost.key = {};
        QCOMPARE(codeOf(mediaRetryRequest(lost, {ownPhone, {}}, random)), toString(Errc::Invalid));
        lost = lostMedia();
        lost.messageId.clear();
        QCOMPARE(codeOf(mediaRetryRequest(lost, {ownPhone, {}}, random)), toString(Errc::Invalid));
        QCOMPARE(codeOf(mediaRetryRequest(lostMedia(), {}, random)), toString(Errc::Invalid));
    }

    void everyAnswerMeansSomething_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<int>("code"); // -1: a path
        const QByteArray id = messageId();
        QTest::newRow("success") << notificationPlain(id, "/v/x?y", 1) << -1;
        QTest::newRow("general error") << notificationPlain(id, {}, 0) << int(Errc::TimedOut);
        QTest::newRow("not found") << notificationPlain(id, {}, 2) << int(Errc::NotFound);
        QTest::newRow("decryption error") << notificationPlain(id, {}, 3) << int(Errc::Protocol);
        QTest::newRow("unknown result") << notificationPlain(id, "/v/x?y", 9) << int(Errc::TimedOut);
        QTest::newRow("another message") << notificationPlain("3EB0OTHER", "/v/x?y", 1) << int(Errc::Protocol);
        QTest::newRow("no path") << notificationPlain(id, {}, 1) << int(Errc::Protocol);
        QTest::newRow("another host") << notificationPlain(id, "//evil.example/x", 1) << int(Errc::Protocol);
        QTest::newRow("no protobuf") << QByteArray("\xff\xff\xff") << int(Errc::Protocol);
        QTest::newRow("nothing") << QByteArray() << int(Errc::Protocol);
    }
    void everyAnswerMeansSomething()
    {
        QFETCH(QByteArray, plain);
        QFETCH(int, code);
        const auto path = parseMediaRetry(answerOf(plain), messageId(), lostMedia().key);
        QCOMPARE(path.has_value(), code < 0);
        if (!path)
            QCOMPARE(int(path.error().code), code);
    }

    void errorsNeedNoKey()
    {
        Node answer{.tag = "notification", .attributes = {{"type", "mediaretry"}, {"id", messageId()}}};
        answer.append({.tag = "error", .attributes = {{"code", 2}}});
        QCOMPARE(codeOf(parseMediaRetry(answer, messageId(), lostMedia().key)), toString(Errc::NotFound));
        QCOMPARE(codeOf(parseMediaRetry({.tag = "notification"}, messageId(), lostMedia().key)),
                 toString(Errc::Protocol));
    }

    void aForeignKeyOrATamperedAnswerOpensNothing()
    {
        Node answer = answerOf(notificationPlain(messageId(), "/v/x?y", 1));
        QCOMPARE(codeOf(parseMediaRetry(answer, messageId(), SecretBytes(32))), toString(Errc::Protocol));
        QCOMPARE(codeOf(parseMediaRetry(answer, "3EB0OTHER", lostMedia().key)), toString(Errc::Protocol));
        const QByteArray sealed = answer.child("encrypt")->child("enc_p")->bytes();
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray tampered = sealed;
            tampered[i] = char(tampered[i] ^ 1);
            QCOMPARE(codeOf(parseMediaRetry(answerWith(tampered, QByteArray(12, 'n')), messageId(), lostMedia().key)),
                     toString(Errc::Protocol));
        }
        QCOMPARE(codeOf(parseMediaRetry(answerWith(sealed, QByteArray(11, 'n')), messageId(), lostMedia().key)),
                 toString(Errc::Protocol));
    }

    void theOtherSideSpeaksTheSame()
    {
        FakeRandom random;
        const auto found = mediaRetryAnswer(lostMedia(), "/v/new?x", random);
        QVERIFY(found);
        QCOMPARE(*parseMediaRetry(*found, messageId(), lostMedia().key), "/v/new?x");
        const auto gone = mediaRetryAnswer(lostMedia(), {}, random);
        QCOMPARE(codeOf(parseMediaRetry(*gone, messageId(), lostMedia().key)), toString(Errc::NotFound));
    }

    void askersShareOneRequest()
    {
        Asking asking;
        const auto first = asking.retry.ask(lostMedia());
        const auto second = asking.retry.ask(lostMedia());
        QCOMPARE(asking.sent.size(), 1);
        QVERIFY(asking.retry.take(answerOf(notificationPlain(messageId(), "/v/x?y", 1))));
        QCOMPARE(*first.result(), "/v/x?y");
        QCOMPARE(*second.result(), "/v/x?y");
        QVERIFY(!asking.retry.take(answerOf(notificationPlain(messageId(), "/v/x?y", 1))));
    }

    void aSilentPhoneIsNotWaitedForEver()
    {
        Asking asking;
        const auto waiting = asking.retry.ask(lostMedia());
        asking.clock.advance(MediaRetry::timeout - 1s);
        QVERIFY(!waiting.isFinished());
        asking.clock.advance(1s);
        QCOMPARE(codeOf(waiting.result()), toString(Errc::TimedOut));

        // The timer of an earlier question does not end a later one.
        const auto again = asking.retry.ask(lostMedia());
        asking.clock.advance(1s);
        QVERIFY(asking.retry.take(answerOf(notificationPlain(messageId(), "/v/x?y", 1))));
        const auto third = asking.retry.ask(lostMedia());
        asking.clock.advance(MediaRetry::timeout - 1s);
        QVERIFY(again.isFinished() && !third.isFinished());
    }

    void theLinksEndAnswersEverybody()
    {
        Asking asking;
        const auto waiting = asking.retry.ask(lostMedia());
        asking.retry.linkDown();
        QCOMPARE(codeOf(waiting.result()), toString(Errc::NotConnected));
        asking.verdict = fail(Errc::NotConnected);
        QCOMPARE(codeOf(asking.retry.ask(lostMedia()).result()), toString(Errc::NotConnected));
    }
};

QTEST_GUILESS_MAIN(MediaRetryTest)
#include "tst_mediaretry.moc"
