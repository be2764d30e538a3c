#include "whatsapp/connection/gapcheck.h"

#include "tests/support/fakeclock.h"

#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;
using namespace std::chrono_literals;

/// What had waited at the server against what was taken (note 2, section 3.8).
class GapCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_check = std::make_unique<GapCheck>(*m_clock);
        m_reports.clear();
        connect(m_check.get(), &GapCheck::reported, this, [this](const GapReport &report) { m_reports << report; });
        m_check->begin();
    }

    void nothingWaitedAndNothingIsLost()
    {
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
    }

    void everythingCame()
    {
        m_check->announce(3);
        take("A");
        take("B");
        m_check->taken({.tag = "receipt", .attributes = {{"id", "C"}, {"offline", "2"}}});
        m_check->taken({.tag = "receipt", .attributes = {{"id", "D"}}}); // had not waited
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports.first().announced, 3);
        QCOMPARE(m_reports.first().taken, 3);
        QVERIFY(m_reports.first().isWhole());
    }

    void whatNeverCameIsMissing()
    {
        m_check->announce(5);
        take("A");
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports.first().missing(), 4);
        QVERIFY(!m_reports.first().isWhole());
    }

    void whatCannotBeReadIsAHoleInItsChat()
    {
        m_check->announce(4);
        take("A", true, ana);
        take("B", true, ana);
        take("C", true, beto);
        take("D", false, beto);
        m_check->finish();
        QVERIFY(m_reports.isEmpty()); // they were asked for again
        m_clock->advance(GapCheck::patience);
        QCOMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports.first().missing(), 0);
        QCOMPARE(m_reports.first().holes.size(), 2);
        for (const auto &hole : m_reports.first().holes)
            QCOMPARE(hole.messages, hole.chat == ana ? 2 : 1);
    }

    void whatIsSentAgainClosesTheHole()
    {
        m_check->announce(1);
        take("A", true, ana);
        m_check->finish();
        m_clock->advance(5s);
        take("A", true, ana, false); // again unreadable
        QVERIFY(m_reports.isEmpty());
        take("A", false, ana, false);
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
        m_clock->advance(1min);
        QCOMPARE(m_reports.size(), 1);
    }

    void whatIsSentAgainBeforeTheEndIsNoHole()
    {
        m_check->announce(1);
        take("A", true, ana);
        take("A", false, ana, false);
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
    }

    void groupsAreNoHoles()
    {
        m_check->announce(1);
        take("A", true, Jid("120363000000000001", Jid::Server::Group));
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
    }

    void aLinkThatGoesTellsNothing()
    {
        m_check->announce(2);
        take("A", true, ana);
        m_check->finish();
        m_check->reset();
        m_clock->advance(1min);
        QVERIFY(m_reports.isEmpty());
        m_check->begin();
        m_check->announce(1);
        take("B");
        m_check->finish();
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
        QCOMPARE(m_reports.first().announced, 1);
    }

    void whatComesLaterIsNoPartOfIt()
    {
        m_check->finish();
        take("A", true, ana, false);
        m_clock->advance(1min);
        QCOMPARE(m_reports.size(), 1);
        QVERIFY(m_reports.first().isWhole());
    }

private:
    const Jid ana{"15550001002", Jid::Server::Phone};
    const Jid beto{"100000000015838", Jid::Server::Lid};

    void take(const QByteArray &id, bool unreadable = false, const Jid &chat = Jid("15550001002", Jid::Server::Phone),
              bool offline = true)
    {
        if (unreadable) {
            IncomingStanza stanza;
            stanza.id = id;
            stanza.chat = chat;
            stanza.offline = offline;
            m_check->unreadable(stanza);
        }
        Node node{.tag = "message", .attributes = {{"id", id}}};
        if (offline)
            node.set({"offline", "0"});
        m_check->taken(node);
    }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<GapCheck> m_check;
    QList<GapReport> m_reports;
};

QTEST_GUILESS_MAIN(GapCheckTest)
#include "tst_gapcheck.moc"
