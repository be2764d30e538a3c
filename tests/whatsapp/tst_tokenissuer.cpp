#include "deskparty.h"
#include "whatsapp/privacy/tokenissuer.h"

#include <QCoreApplication>
#include <QtTest>

#include <memory>

using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

namespace {

const Jid anaLid = jidOf("100000012345678@lid");
const Jid anaPhone = jidOf("15550001001@s.whatsapp.net");

} // namespace

/// When ours is given, and to whom (note 2, section 4.8).
class TokenIssuerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<DeskParty>();
        m_iqs = std::make_unique<IqChannel>(
            [this](const Node &node) -> Result<> {
                m_requests << node;
                return {};
            },
            m_desk->clock, m_desk->random);
        m_issuer = std::make_unique<TokenIssuer>(m_desk->tokens, *m_iqs);
        m_issuer->logIn(m_desk->own);
        m_requests.clear();
        m_seen = 0;
    }
    void cleanup()
    {
        m_issuer.reset();
        m_iqs.reset();
        m_desk.reset();
    }

    void onceAWeekAfterAMessage()
    {
        const qint64 first = m_desk->seconds();
        m_issuer->wroteTo(anaLid);
        QCOMPARE(given(), (QList<std::pair<Jid, qint64>>{{anaLid, first}}));
        m_issuer->wroteTo(anaLid); // while it is under way
        QVERIFY(given().isEmpty());
        answer();
        m_issuer->wroteTo(anaLid);
        QVERIFY(given().isEmpty());
        QCOMPARE(m_desk->tokens.of(anaLid)->givenAt, first);
        m_desk->clock.advance(7 * 24h);
        m_issuer->wroteTo(anaLid);
        QCOMPARE(given(), (QList<std::pair<Jid, qint64>>{{anaLid, first + 7 * 86'400}}));
    }

    void underTheHiddenIdWhereItIsKnown()
    {
        m_issuer->wroteTo(anaPhone);
        QCOMPARE(given().value(0).first, anaPhone);
        answer();
        QVERIFY(m_desk->addresses.learn(anaLid, anaPhone));
        m_desk->clock.advance(7 * 24h);
        m_issuer->wroteTo(anaPhone);
        QCOMPARE(given().value(0).first, anaLid);
    }

    void whatFailsIsMadeUpForByTheNextMessage()
    {
        m_issuer->wroteTo(anaLid);
        QCOMPARE(given().size(), 1);
        refuse();
        QCOMPARE(m_desk->tokens.of(anaLid)->givenAt, 0);
        m_issuer->wroteTo(anaLid);
        QCOMPARE(given().size(), 1);
        m_iqs->failAll(u"the connection ended"_s);
        settle();
        m_issuer->wroteTo(anaLid);
        QCOMPARE(given().size(), 1);
    }

    void aNewIdentityIsGivenTheOldOneAgain()
    {
        m_issuer->identityChanged(anaLid);
        QVERIFY(given().isEmpty()); // he never had one
        const qint64 first = m_desk->seconds();
        m_issuer->wroteTo(anaLid);
        (void)given();
        answer();
        m_desk->clock.advance(10 * 24h);
        m_issuer->identityChanged(jidOf("100000012345678:3@lid"));
        QCOMPARE(given(), (QList<std::pair<Jid, qint64>>{{anaLid, first}})); // with its own time
        answer();
        QCOMPARE(m_desk->tokens.of(anaLid)->givenAt, first);
        m_desk->clock.advance(20 * 24h);
        m_issuer->identityChanged(anaLid);
        QVERIFY(given().isEmpty()); // too old to be of use to him
    }

    void notToOurselvesNorToMachines()
    {
        for (const char *nobody : {"900000000000001@lid", "15550009000@s.whatsapp.net", "0@s.whatsapp.net",
                                   "13135550002@s.whatsapp.net", "120363000000000001@g.us"})
            m_issuer->wroteTo(jidOf(nobody));
        QVERIFY(given().isEmpty());
    }

    void anAnswerMayBringTheirs()
    {
        const qint64 now = m_desk->seconds();
        m_issuer->wroteTo(anaLid);
        (void)given();
        answer({Node{.tag = "tokens",
                     .content = QList{Node{.tag = "token",
                                           .attributes = {{"jid", anaLid}, {"t", now - 5}, {"type", "trusted_contact"}},
                                           .content = QByteArray("theirs")}}}});
        QCOMPARE(m_desk->tokens.of(anaLid)->token, QByteArray("theirs"));
        QCOMPARE(m_desk->tokens.of(anaLid)->t, now - 5);
    }

private:
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    /// What was asked for since the last look.
    QList<std::pair<Jid, qint64>> given()
    {
        QList<std::pair<Jid, qint64>> all;
        for (; m_seen < m_requests.size(); ++m_seen) {
            const Node *token = m_requests.at(m_seen).child("tokens")->child("token");
            all.append({*token->jid("jid"), *token->number("t")});
        }
        return all;
    }
    void answer(const QList<Node> &children = {})
    {
        m_iqs->handle({.tag = "iq",
                       .attributes = {{"type", "result"}, {"id", m_requests.last().attr("id")}},
                       .content = children});
        settle();
    }
    void refuse()
    {
        m_iqs->handle({.tag = "iq", .attributes = {{"type", "error"}, {"id", m_requests.last().attr("id")}}});
        settle();
    }

    std::unique_ptr<DeskParty> m_desk;
    std::unique_ptr<IqChannel> m_iqs;
    std::unique_ptr<TokenIssuer> m_issuer;
    QList<Node> m_requests;
    qsizetype m_seen = 0;
};

QTEST_GUILESS_MAIN(TokenIssuerTest)
#include "tst_tokenissuer.moc"
