#include "core/storage/statsrepository.h"
#include "tests/support/testdesk.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 hour = 3'600'000;

qint64 at(int day, int hours)
{
    return QDateTime(QDate(2026, 3, day), QTime(hours, 0), QTimeZone::utc()).toMSecsSinceEpoch();
}

} // namespace

/// Numbers of known tickets.
class StatsRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        QVERIFY(m_desk->database.exec(
            u"INSERT INTO user(id, name, role, password_hash, created_at) VALUES (1, 'Ana', 'technician', '', 0), (2, 'Beto', 'technician', '', 0)"_s));
        m_customer = *m_desk->customers.create(u"x"_s);
    }
    void cleanup() { m_desk.reset(); }

    void whatHappenedBetweenTwoMoments()
    {
        add({.opened = at(1, 10), .answered = at(1, 11), .closed = at(2, 10), .user = 1, .category = u"hardware"_s});
        add({.opened = at(1, 20), .answered = at(1, 23), .closed = at(3, 20), .user = 1, .category = u"hardware"_s});
        add({.opened = at(2, 10), .answered = at(2, 12), .user = 2});
        add({.opened = at(3, 10)});
        add({.opened = at(9, 10), .closed = at(9, 11), .user = 2}); // outside

        const auto stats = StatsRepository(m_desk->database).read(at(1, 0), at(4, 0), 0);
        QVERIFY(stats);
        QCOMPARE(daysOf(*stats), QStringList({u"2026-03-01 2 0"_s, u"2026-03-02 1 1"_s, u"2026-03-03 1 1"_s}));
        QCOMPARE(countsOf(stats->open), QStringList({u"new 2"_s}));
        QCOMPARE(countsOf(stats->categories), QStringList({u"hardware 2"_s, u"other 2"_s}));
        QCOMPARE(stats->technicians.size(), 2);
        QCOMPARE(stats->technicians.at(0).name, u"Ana"_s);
        QCOMPARE(std::pair(stats->technicians.at(0).open, stats->technicians.at(0).closed), std::pair(0, 2));
        QCOMPARE(std::pair(stats->technicians.at(1).open, stats->technicians.at(1).closed), std::pair(1, 0));
        QCOMPARE(stats->firstAnswer.count, 3);
        QCOMPARE(stats->firstAnswer.median, 2 * hour);
        QCOMPARE(stats->closing.count, 2);
        QCOMPARE(stats->closing.median, 24 * hour);
    }

    void daysAreThoseOfThePlace()
    {
        add({.opened = at(2, 3)}); // still the first where it is six hours earlier
        const auto stats = StatsRepository(m_desk->database).read(at(1, 6), at(3, 6), -360);
        QVERIFY(stats);
        QCOMPARE(daysOf(*stats), QStringList({u"2026-03-01 1 0"_s, u"2026-03-02 0 0"_s}));
    }

    void nothingIsNothing()
    {
        const auto stats = StatsRepository(m_desk->database).read(at(1, 0), at(2, 0), 0);
        QVERIFY(stats);
        QCOMPARE(daysOf(*stats), QStringList({u"2026-03-01 0 0"_s}));
        QVERIFY(stats->open.isEmpty() && stats->categories.isEmpty() && stats->technicians.isEmpty());
        QCOMPARE(stats->closing.count, 0);
    }

private:
    struct Past
    {
        qint64 opened = 0;
        qint64 answered = 0;
        qint64 closed = 0;
        qint64 user = 0;
        QString category = u"other"_s;
    };
    void add(const Past &past)
    {
        Ticket ticket;
        ticket.customerId = m_customer;
        ticket.createdAt = ticket.updatedAt = past.opened;
        ticket.firstResponseAt = past.answered;
        ticket.closedAt = past.closed;
        ticket.status = past.closed > 0 ? TicketStatus::Closed : TicketStatus::New;
        ticket.assigneeId = {past.user};
        ticket.category = past.category;
        QVERIFY(m_desk->tickets.insert(ticket));
    }
    static QStringList daysOf(const DeskStats &stats)
    {
        QStringList days;
        for (const DeskStats::Day &day : stats.days)
            days << u"%1 %2 %3"_s.arg(day.date.toString(Qt::ISODate)).arg(day.opened).arg(day.closed);
        return days;
    }
    static QStringList countsOf(const QList<DeskStats::Count> &counts)
    {
        QStringList list;
        for (const DeskStats::Count &count : counts)
            list << u"%1 %2"_s.arg(count.name).arg(count.count);
        return list;
    }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::StatsRepositoryTest)
#include "tst_statsrepository.moc"
