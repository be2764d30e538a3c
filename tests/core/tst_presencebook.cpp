#include "core/events/presencebook.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class PresenceBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<FakeClock>();
        m_book = std::make_unique<PresenceBook>(*m_clock);
        m_changed = 0;
        m_writing.clear();
        connect(m_book.get(), &PresenceBook::changed, this, [this] { ++m_changed; });
        connect(m_book.get(), &PresenceBook::writing, this, [this](TicketId, bool anybody) { m_writing << anybody; });
    }
    void cleanup()
    {
        m_book.reset();
        m_clock.reset();
    }

    void itEndsUnlessSaidAgain()
    {
        QVERIFY(m_book->note({1}, m_ana, u""_s, true, false));
        QCOMPARE(m_changed, 1);
        m_clock->advance(20s);
        QVERIFY(m_book->note({1}, m_ana, u""_s, true, false));
        QCOMPARE(m_changed, 1); // nothing new
        m_clock->advance(29s);
        QCOMPARE(m_book->on({1}).size(), 1);
        m_clock->advance(2s);
        QVERIFY(m_book->on({1}).isEmpty());
        QVERIFY(m_book->tickets().isEmpty());
        QCOMPARE(m_changed, 2);
    }

    void severalTabsOfOnePersonCountOnce()
    {
        QVERIFY(m_book->note({1}, m_ana, u"a"_s, true, false));
        QVERIFY(m_book->note({1}, m_ana, u"b"_s, true, true));
        QCOMPARE(m_book->on({1}).size(), 1);
        QVERIFY(m_book->on({1}).first().writing);
        QVERIFY(m_book->note({1}, m_ana, u"b"_s, false, false)); // that tab is closed
        QCOMPARE(m_book->on({1}).size(), 1);
        QVERIFY(!m_book->on({1}).first().writing);
        QVERIFY(m_book->note({1}, m_ana, u"a"_s, false, false));
        QVERIFY(m_book->on({1}).isEmpty());
    }

    void severalPersonsAndTicketsAreKeptApart()
    {
        QVERIFY(m_book->note({1}, m_ana, u""_s, true, false));
        QVERIFY(m_book->note({1}, m_luis, u""_s, true, true));
        QVERIFY(m_book->note({2}, m_luis, u""_s, true, false));
        QCOMPARE(m_book->on({1}).size(), 2);
        QCOMPARE(m_book->on({1})[0].person.name, u"Ana"_s);
        QCOMPARE(m_book->on({2}).size(), 1);
        QVERIFY(m_book->on({3}).isEmpty());
    }

    void writingIsTold()
    {
        QVERIFY(m_book->note({1}, m_ana, u""_s, true, true));
        QCOMPARE(m_writing, QList<bool>({true}));
        m_clock->advance(10s);
        QVERIFY(m_book->note({1}, m_ana, u""_s, true, true)); // the other side forgets it after a while
        QCOMPARE(m_writing, QList<bool>({true, true}));
        QCOMPARE(m_changed, 1);
        m_clock->advance(31s);
        QCOMPARE(m_writing, QList<bool>({true, true, false}));
        QCOMPARE(m_changed, 2);
    }

    void itIsBounded()
    {
        for (int i = 1; i <= 200; ++i) {
            QVERIFY(m_book->note({i}, m_ana, u""_s, true, false));
            m_clock->advance(1ms);
        }
        QCOMPARE(m_book->tickets().size(), PresenceBook::entriesPerPerson);
        QVERIFY(m_book->on({1}).isEmpty());
        QCOMPARE(m_book->on({200}).size(), 1);
        const auto crowd = [this](int from, int count, TicketId ticket) {
            int refused = 0;
            for (int person = from; person < from + count; ++person) {
                const PresenceBook::Person somebody{u"user:%1"_s.arg(person), person, u"x"_s};
                refused += m_book->note(ticket, somebody, u""_s, true, false) ? 0 : 1;
            }
            return refused;
        };
        QCOMPARE(crowd(1000, 250, {500}), 250 - PresenceBook::entriesPerTicket);
        int refused = 0;
        for (int i = 0; i < 30; ++i)
            refused += crowd(2000 + i * 200, 200, {600 + i});
        QCOMPARE(refused, 6000 - (PresenceBook::entriesInAll - PresenceBook::entriesPerPerson - 200));
    }

private:
    const PresenceBook::Person m_ana{u"user:1"_s, 1, u"Ana"_s};
    const PresenceBook::Person m_luis{u"user:2"_s, 2, u"Luis"_s};
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<PresenceBook> m_book;
    int m_changed = 0;
    QList<bool> m_writing;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::PresenceBookTest)
#include "tst_presencebook.moc"
