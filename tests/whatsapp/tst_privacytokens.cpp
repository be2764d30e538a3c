#include "deskparty.h"
#include "whatsapp/privacy/tokenrules.h"
#include "whatsapp/privacy/tokenstanzas.h"
#include "whatsapp/store/privacytokens.h"

#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid anaLid = jidOf("100000012345678@lid");
const Jid anaPhone = jidOf("15550001001@s.whatsapp.net");
constexpr qint64 aWeek = 604'800;
constexpr qint64 aThursday = 2'960 * aWeek; // 00:00 UTC, 2026-09-24

Node tokenNotice(const QList<Attribute> &ofNotice, const QList<Attribute> &ofToken, const QByteArray &bytes = "token")
{
    Node token{.tag = "token", .attributes = ofToken, .content = bytes};
    Node notice{.tag = "notification",
                .attributes = {{"id", "N1"}, {"type", "privacy_token"}},
                .content = QList{Node{.tag = "tokens", .content = QList{token}}}};
    notice.attributes += ofNotice;
    return notice;
}

const QList<Attribute> goodToken{
    {"type", "trusted_contact"}, {"t", 1'790'000'000}, {"jid", "15550009000@s.whatsapp.net"}};

} // namespace

/// Note 2, section 4.8.
class PrivacyTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<DeskParty>(); }
    void cleanup() { m_desk.reset(); }

    // --- Time

    void aTokenLastsThreeToFourWeeks_data()
    {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<qint64>("t");
        QTest::addColumn<bool>("usable");
        const qint64 cutoff = aThursday - 3 * aWeek;
        QTest::addRow("just given") << aThursday << aThursday << true;
        QTest::addRow("at the cutoff") << aThursday << cutoff << true;
        QTest::addRow("a second before") << aThursday << cutoff - 1 << false;
        QTest::addRow("21 days old on a Thursday") << aThursday << aThursday - 21 * 86'400 << true;
        QTest::addRow("28 days old, a second before Thursday") << aThursday - 1 << aThursday - 28 * 86'400 << true;
        QTest::addRow("28 days old on a Thursday") << aThursday << aThursday - 28 * 86'400 << false;
        QTest::addRow("no time") << aThursday << qint64(0) << false;
        QTest::addRow("before there was time") << qint64(1000) << qint64(5) << true;
    }
    void aTokenLastsThreeToFourWeeks()
    {
        QFETCH(qint64, now);
        QFETCH(qint64, t);
        QFETCH(bool, usable);
        QCOMPARE(tokenrules::isUsable(t, now), usable);
        QCOMPARE(tokenrules::isDueAgain(t, now), usable);
    }

    void oursIsGivenOnceAWeek_data()
    {
        QTest::addColumn<qint64>("given");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<bool>("due");
        QTest::addRow("never") << qint64(0) << aThursday << true;
        QTest::addRow("a moment ago") << aThursday << aThursday + 1 << false;
        QTest::addRow("at the end of the week") << aThursday << aThursday + aWeek - 1 << false;
        QTest::addRow("next Thursday") << aThursday << aThursday + aWeek << true;
        QTest::addRow("a second before Thursday") << aThursday - 1 << aThursday << true;
        QTest::addRow("the clock went back") << aThursday + aWeek << aThursday << false;
    }
    void oursIsGivenOnceAWeek()
    {
        QFETCH(qint64, given);
        QFETCH(qint64, now);
        QFETCH(bool, due);
        QCOMPARE(tokenrules::isDue(given, now), due);
    }

    // --- On the wire

    void aNoticeIsRead_data()
    {
        QTest::addColumn<Node>("notice");
        QTest::addColumn<Jid>("contact");
        const QList<Attribute> byPhone{{"from", anaPhone}};
        const QList<Attribute> byBoth{{"from", anaPhone}, {"sender_lid", anaLid}};
        QTest::addRow("by both names") << tokenNotice(byBoth, goodToken) << anaLid;
        QTest::addRow("by number") << tokenNotice(byPhone, goodToken) << anaPhone;
        QTest::addRow("by device") << tokenNotice({{"from", "100000012345678:3@lid"}}, goodToken) << anaLid;
        QTest::addRow("hidden id that is none")
            << tokenNotice({{"from", anaPhone}, {"sender_lid", anaPhone}}, goodToken) << anaPhone;
        QTest::addRow("of nobody") << tokenNotice({}, goodToken) << Jid();
        QTest::addRow("of the service") << tokenNotice({{"from", "0@s.whatsapp.net"}}, goodToken) << Jid();
        QTest::addRow("of a bot") << tokenNotice({{"from", "13135550002@s.whatsapp.net"}}, goodToken) << Jid();
        QTest::addRow("of a group") << tokenNotice({{"from", "120363000000000001@g.us"}}, goodToken) << Jid();
        QTest::addRow("another type") << tokenNotice(byPhone, {{"type", "other"}, {"t", 1'790'000'000}}) << Jid();
        QTest::addRow("without a time") << tokenNotice(byPhone, {{"type", "trusted_contact"}}) << Jid();
        QTest::addRow("time that is none") << tokenNotice(byPhone, {{"type", "trusted_contact"}, {"t", "x"}}) << Jid();
        QTest::addRow("negative time") << tokenNotice(byPhone, {{"type", "trusted_contact"}, {"t", "-5"}}) << Jid();
        QTest::addRow("empty") << tokenNotice(byPhone, goodToken, {}) << Jid();
        QTest::addRow("huge") << tokenNotice(byPhone, goodToken, QByteArray(2'000, 'x')) << Jid();
        QTest::addRow("without tokens") << Node{.tag = "notification", .attributes = {{"from", anaPhone}}} << Jid();
    }
    void aNoticeIsRead()
    {
        QFETCH(Node, notice);
        QFETCH(Jid, contact);
        const auto read = parseTokenNotification(notice);
        QCOMPARE(read.has_value(), !contact.isNull());
        if (!read)
            return;
        QCOMPARE(read->contact, contact);
        QCOMPARE(read->token, QByteArray("token"));
        QCOMPARE(read->t, 1'790'000'000);
    }

    void theRequestThatGivesOurs()
    {
        const Node request = tokenRequest(jidOf("100000012345678:3@lid"), 1'790'000'000);
        QCOMPARE(lineOf(request), "iq to=@s.whatsapp.net type=set xmlns=privacy"_ba);
        QCOMPARE(lineOf(*request.child("tokens")->child("token")),
                 "token jid=100000012345678@lid t=1790000000 type=trusted_contact"_ba);
    }

    /// Known answer, computed with Python's hmac.
    void theFallbackIsMadeFromTheSalt()
    {
        const QByteArray salt = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        QCOMPARE(fallbackToken(salt, anaLid).toHex(),
                 QByteArray("ddc30ed82f47a15b1ae13da716881cf1bb20e61b35c03be5e88ab550b9c02a74"));
        QCOMPARE(fallbackToken(salt, jidOf("100000012345678:3@lid")), fallbackToken(salt, anaLid));
        QVERIFY(fallbackToken(salt, anaPhone).isEmpty()); // needs a hidden id
        QVERIFY(fallbackToken({}, anaLid).isEmpty());
    }

    // --- On disk

    void theNewestIsKeptAndWhenOursWasGivenApartFromIt()
    {
        const qint64 now = m_desk->seconds();
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(*tokens.take(anaLid, "second", now - 100));
        QVERIFY(!*tokens.take(anaLid, "first", now - 200));
        QCOMPARE(tokens.of(anaLid)->token, QByteArray("second"));
        QVERIFY(tokens.noteGiven(anaLid, now - 50));
        QVERIFY(*tokens.take(anaLid, "third", now));
        QCOMPARE(tokens.of(anaLid)->givenAt, now - 50);
        QVERIFY(tokens.noteGiven(anaLid, now - 80)); // an earlier time says nothing new
        QCOMPARE(tokens.of(anaLid)->givenAt, now - 50);
        QCOMPARE(tokens.of(anaLid)->token, QByteArray("third"));
        QVERIFY(!*tokens.take(anaLid, "from far ahead", now + 30 * 86'400));
        QVERIFY(!*tokens.take(anaLid, {}, now));
        QVERIFY(!*tokens.take(anaLid, QByteArray(5'000, 'x'), now));
        QVERIFY(!*tokens.take(jidOf("0@s.whatsapp.net"), "x", now));
    }

    void whatIsFiledUnderTheNumberMovesToTheHiddenId()
    {
        const qint64 now = m_desk->seconds();
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(*tokens.take(anaPhone, "by number", now - 100));
        QVERIFY(tokens.noteGiven(anaPhone, now - 90));
        QVERIFY(m_desk->addresses.learn(anaLid, anaPhone));
        QCOMPARE(tokens.of(anaPhone)->token, QByteArray("by number"));
        QCOMPARE(tokens.of(anaLid)->givenAt, now - 90);
        QCOMPARE(m_desk->rowsIn("privacy_token"), 1);
        QCOMPARE(*tokens.keyOf(anaPhone), anaLid);
        QVERIFY(*tokens.take(anaPhone, "newer", now));
        QCOMPARE(tokens.of(anaLid)->token, QByteArray("newer"));
    }

    void ofTwoNamesTheNewerTokenCounts()
    {
        const qint64 now = m_desk->seconds();
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(*tokens.take(anaPhone, "older", now - 100));
        QVERIFY(*tokens.take(anaLid, "newer", now - 50));
        QVERIFY(m_desk->addresses.learn(anaLid, anaPhone));
        QCOMPARE(tokens.of(anaPhone)->token, QByteArray("newer"));
        QCOMPARE(m_desk->rowsIn("privacy_token"), 1);
    }

    void aMessageCarriesTheTokenElseTheFallbackElseNothing()
    {
        const qint64 now = m_desk->seconds();
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(tokens.attachmentFor(anaLid)->token.isEmpty() && tokens.attachmentFor(anaLid)->fallback.isEmpty());
        QVERIFY(tokens.setSalt("salt"));
        QCOMPARE(tokens.attachmentFor(anaLid)->fallback, fallbackToken("salt", anaLid));
        QVERIFY(tokens.attachmentFor(anaPhone)->fallback.isEmpty()); // no hidden id known
        QVERIFY(*tokens.take(anaLid, "token", now));
        QCOMPARE(tokens.attachmentFor(anaLid)->token, QByteArray("token"));
        QVERIFY(tokens.attachmentFor(anaLid)->fallback.isEmpty());
        m_desk->clock.advance(29 * 24h);
        QVERIFY(tokens.attachmentFor(anaLid)->token.isEmpty());
        QCOMPARE(tokens.attachmentFor(anaLid)->fallback, fallbackToken("salt", anaLid));
        QVERIFY(tokens.setSalt({}));
        QVERIFY(tokens.attachmentFor(anaLid)->fallback.isEmpty());
        QVERIFY(!tokens.setSalt(QByteArray(1'000, 'x')));
    }

    void theClockThatCountsIsTheServers()
    {
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(m_desk->store.setNumber(SessionStore::Value::ServerTimeOffset, 3'600'000));
        QCOMPARE(tokens.now(), m_desk->seconds() + 3'600);
    }

    void cleaningUpKeepsWhenOursWasGiven()
    {
        const qint64 now = m_desk->seconds();
        const Jid old = jidOf("100000000000002@lid"), both = jidOf("100000000000003@lid");
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(*tokens.take(anaLid, "fresh", now));
        QVERIFY(*tokens.take(old, "old", now - 40 * 86'400));
        QVERIFY(*tokens.take(both, "old", now - 40 * 86'400));
        QVERIFY(tokens.noteGiven(both, now - 86'400));
        QVERIFY(tokens.prune());
        QCOMPARE(m_desk->rowsIn("privacy_token"), 2);
        QCOMPARE(tokens.of(anaLid)->token, QByteArray("fresh"));
        QVERIFY(tokens.of(both)->token.isEmpty());
        QCOMPARE(tokens.of(both)->givenAt, now - 86'400);
        m_desk->clock.advance(40 * 24h);
        QVERIFY(tokens.prune());
        QCOMPARE(m_desk->rowsIn("privacy_token"), 0);
    }

    void neitherTokensNorSaltLieInClear()
    {
        PrivacyTokens tokens(m_desk->store, m_desk->clock);
        QVERIFY(*tokens.take(anaLid, "findme-token", m_desk->seconds()));
        QVERIFY(tokens.setSalt("findme-salt"));
        Statement query = m_desk->store.database().prepare(
            u"SELECT sealed FROM privacy_token UNION ALL SELECT sealed FROM privacy_salt"_s);
        QVERIFY(query.exec());
        int rows = 0;
        for (; query.next(); ++rows)
            QVERIFY(!query.value(0).toByteArray().contains("findme"));
        QCOMPARE(rows, 2);
        QCOMPARE(tokens.salt()->exposed(), QByteArray("findme-salt"));
    }

private:
    std::unique_ptr<DeskParty> m_desk;
};

QTEST_GUILESS_MAIN(PrivacyTokensTest)
#include "tst_privacytokens.moc"
