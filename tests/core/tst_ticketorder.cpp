#include "core/storage/savedfilterrepository.h"
#include "core/storage/searchwords.h"
#include "core/storage/ticketlines.h"
#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(desk::TicketFilter)

namespace desk {

/// Orders, choices and saved filters of ticket lists.
class TicketOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidLastComesFirst()
    {
        TestDesk desk;
        const Ticket first = open(desk, 1);
        const Ticket second = open(desk, 2);
        const Ticket third = open(desk, 3);
        desk.clock.advance(1min);
        write(desk, 1, u"sigo aquí"_s);
        desk.clock.advance(1min);
        answer(desk, second);

        QCOMPARE(idsOf(desk, {}, TicketOrder::RecentActivity), (QList{second.id, first.id, third.id}));
        QCOMPARE(idsOf(desk, {}, TicketOrder::Newest), (QList{third.id, second.id, first.id}));
        QCOMPARE(desk.tickets.find(second.id)->revision, second.revision); // words are no change of the ticket
    }

    void whoWaitsLongestComesFirst()
    {
        TestDesk desk;
        const Ticket first = open(desk, 1);
        desk.clock.advance(1min);
        const Ticket second = open(desk, 2);
        desk.clock.advance(1min);
        const Ticket third = open(desk, 3);
        TicketFilter filter;
        filter.openOnly = true;
        QCOMPARE(idsOf(desk, filter, TicketOrder::OldestWaiting), (QList{first.id, second.id, third.id}));

        desk.clock.advance(1min);
        answer(desk, first); // waits no more
        QCOMPARE(idsOf(desk, filter, TicketOrder::OldestWaiting), (QList{second.id, third.id, first.id}));
        QCOMPARE(desk.tickets.find(first.id)->waitingSince, 0);
        desk.clock.advance(1min);
        write(desk, 1, u"gracias, pero sigue igual"_s); // and waits again
        QCOMPARE(desk.tickets.find(first.id)->waitingSince, desk.clock.nowMs());

        TicketPatch close;
        close.status = TicketStatus::Closed;
        QVERIFY(desk.ticketService.patch(second.id, close, {Actor::Type::Technician, {}, u"tec"_s}));
        QCOMPARE(desk.tickets.find(second.id)->waitingSince, 0);
        QCOMPARE(idsOf(desk, filter, TicketOrder::OldestWaiting), (QList{third.id, first.id}));
    }

    void priorityGoesBeforeActivity()
    {
        TestDesk desk;
        const Ticket low = open(desk, 1, u"low"_s);
        const Ticket high = open(desk, 2, u"high"_s);
        const Ticket normal = open(desk, 3);
        desk.clock.advance(1min);
        const Ticket alsoHigh = open(desk, 4, u"high"_s);
        QCOMPARE(idsOf(desk, {}, TicketOrder::Priority), (QList{alsoHigh.id, high.id, normal.id, low.id}));
    }

    void pagesOfAnyOrderMeetWithoutGapOrRepeat()
    {
        TestDesk desk;
        for (int number = 1; number <= 23; ++number) {
            (void)open(desk, number, number % 3 == 0 ? u"high"_s : number % 3 == 1 ? u"normal"_s : u"low"_s);
            if (number % 2 == 0)
                desk.clock.advance(1min); // some at the same time
        }
        for (const TicketOrder order :
             {TicketOrder::Newest, TicketOrder::RecentActivity, TicketOrder::OldestWaiting, TicketOrder::Priority}) {
            TicketFilter filter;
            filter.openOnly = true;
            QList<Ticket> all;
            TicketCursor after;
            while (true) {
                const auto page = desk.tickets.page(filter, order, after, 5);
                QVERIFY(page);
                all += page->tickets;
                after = {page->lastKey, page->last};
                if (!page->hasMore)
                    break;
            }
            QCOMPARE(all.size(), 23);
            for (int i = 1; i < all.size(); ++i) {
                QVERIFY(standsAbove(all.at(i - 1), all.at(i), order));
                QVERIFY(!standsAbove(all.at(i), all.at(i - 1), order));
            }
        }
    }

    /// What an open list costs must not grow with what was closed: it is read by its own index and never sorted.
    void openListsAreReadByTheirIndex_data()
    {
        QTest::addColumn<TicketFilter>("filter");
        const auto row = [](const char *name, auto fill) {
            TicketFilter filter;
            filter.openOnly = true;
            fill(filter);
            QTest::newRow(name) << filter;
        };
        row("open", [](TicketFilter &) {});
        row("unassigned", [](TicketFilter &filter) { filter.assigneeId = UserId{}; });
        row("mine", [](TicketFilter &filter) { filter.assigneeId = UserId{1}; });
        row("team", [](TicketFilter &filter) { filter.assigneeOther = UserId{1}; });
        row("priority", [](TicketFilter &filter) { filter.priority = u"high"_s; });
        row("category and tag", [](TicketFilter &filter) {
            filter.category = u"network"_s;
            filter.tag = u"vip"_s;
        });
        row("waiting", [](TicketFilter &filter) {
            filter.openOnly = false;
            filter.statuses = {u"waiting_customer"_s, u"waiting_parts"_s};
        });
    }
    void openListsAreReadByTheirIndex()
    {
        QFETCH(TicketFilter, filter);
        TestDesk desk;
        const QHash<TicketOrder, QString> indexes{{TicketOrder::Newest, u"ticket_open"_s},
                                                  {TicketOrder::RecentActivity, u"ticket_open_activity"_s},
                                                  {TicketOrder::OldestWaiting, u"ticket_open_waiting"_s},
                                                  {TicketOrder::Priority, u"ticket_open_priority"_s}};
        for (auto index = indexes.cbegin(); index != indexes.cend(); ++index) {
            for (const TicketCursor &after : {TicketCursor{}, TicketCursor{1000, {7}}}) {
                const QString plan = planOf(desk, filter, index.key(), after);
                const QString first = plan.section(u'\n', 0, 0) + u' ';
                QVERIFY2(first.contains(u"INDEX "_s + index.value() + u' '), qPrintable(plan));
                QVERIFY2(!plan.contains(u"TEMP B-TREE"_s), qPrintable(plan));
            }
        }
    }
    void closedListsAreNotSorted()
    {
        TestDesk desk;
        TicketFilter closed;
        closed.statuses = {u"closed"_s, u"cancelled"_s};
        for (const TicketOrder order : {TicketOrder::RecentActivity, TicketOrder::Priority}) {
            const QString plan = planOf(desk, closed, order, {1000, {7}});
            QVERIFY2(!plan.contains(u"TEMP B-TREE"_s), qPrintable(plan));
        }
        // Nobody waits on what is closed: that order is another one there.
        QVERIFY(orderOf(closed, TicketOrder::OldestWaiting) == TicketOrder::RecentActivity);
    }
    void otherTicketsOfADeviceAreFoundByItsNumber()
    {
        TestDesk desk;
        TicketFilter same;
        same.assetNumber = u"4521"_s;
        QVERIFY(planOf(desk, same, TicketOrder::Newest, {}).contains(u"ticket_asset"_s));
        Ticket ticket = open(desk, 1);
        ticket.assetNumber = u"ab-4521"_s;
        QVERIFY(desk.tickets.update(ticket));
        (void)open(desk, 2);
        same.assetNumber = u"AB-4521"_s;
        QCOMPARE(idsOf(desk, same, TicketOrder::Newest), (QList{ticket.id}));
        QVERIFY(passes(same, ticket));
    }

    void aChoiceNarrowsAList()
    {
        TestDesk desk;
        Ticket tagged = open(desk, 1, u"high"_s);
        tagged.tags = u"préstamo, Dell 5420"_s;
        tagged.category = u"hardware"_s;
        QVERIFY(desk.tickets.update(tagged));
        const Ticket other = open(desk, 2);
        TicketFilter open;
        open.openOnly = true;
        const auto ids = [&](const TicketChoice &choice) {
            const auto filter = choice.narrowed(open, desk.clock.nowMs());
            return filter ? idsOf(desk, *filter, TicketOrder::Newest) : QList<TicketId>();
        };
        QCOMPARE(ids({.tag = u"dell 5420"_s}), (QList{tagged.id}));
        QCOMPARE(ids({.tag = u"dell"_s}), QList<TicketId>()); // a tag is whole
        QCOMPARE(ids({.priority = u"high"_s, .category = u"hardware"_s}), (QList{tagged.id}));
        QCOMPARE(ids({.priority = u"low"_s}), QList<TicketId>());
        QCOMPARE(ids({.family = u"new"_s}), (QList{other.id, tagged.id}));
        QCOMPARE(ids({.assignee = UserId{}}), (QList{other.id, tagged.id}));
        QCOMPARE(ids({.quietDays = 2}), QList<TicketId>());
        desk.clock.advance(49h);
        write(desk, 2, u"¿hola?"_s);
        QCOMPARE(ids({.quietDays = 2}), (QList{tagged.id}));
        QCOMPARE(desk.tickets.tagsInUse().value(), (QStringList{u"Dell 5420"_s, u"préstamo"_s}));

        TicketPatch close;
        close.status = TicketStatus::Closed;
        QVERIFY(desk.ticketService.patch(other.id, close, {Actor::Type::Technician, {}, u"tec"_s}));
        QCOMPARE(ids({.family = u"off"_s}), (QList{other.id})); // although the list is of open ones
        TicketFilter unassigned = open;
        unassigned.assigneeId = UserId{};
        QVERIFY(!TicketChoice{.assignee = UserId{3}}.narrowed(unassigned, 0));
        TicketFilter waiting;
        waiting.statuses = {u"waiting_customer"_s};
        QVERIFY(!TicketChoice{.family = u"done"_s}.narrowed(waiting, 0));
    }

    void whatAViewCounts()
    {
        TestDesk desk;
        const Ticket one = open(desk, 1, u"high"_s);
        (void)open(desk, 2);
        TicketPatch close;
        close.status = TicketStatus::Closed;
        QVERIFY(desk.ticketService.patch(one.id, close, {Actor::Type::Technician, {}, u"tec"_s}));
        TicketFilter open;
        open.openOnly = true;
        const qint64 now = desk.clock.nowMs();
        const auto counts = TicketLines(desk.database, {7}).counts(now - 1000, {{4, open}});
        QVERIFY(counts);
        QCOMPARE(counts->closedToday, 1);
        QCOMPARE(counts->saved.value(4), 1);
        QCOMPARE(counts->byAssignee.value({}), 1);
        QCOMPARE(TicketLines(desk.database, {7}).counts(now + 1000)->closedToday, 0);
    }

    void savedFiltersArePersonal()
    {
        TestDesk desk;
        SavedFilterRepository filters(desk.database);
        const TicketChoice choice{.priority = u"high"_s, .assignee = UserId{}, .quietDays = 2};
        const auto saved = filters.add({.owner = {3}, .name = u"  Prioridad   alta "_s, .choice = choice}, 5);
        QVERIFY(saved);
        QCOMPARE(saved->name, u"Prioridad alta"_s);
        QVERIFY(filters.of({4})->isEmpty());
        QCOMPARE(filters.of({3})->size(), 1);
        QVERIFY(filters.of({3})->first().choice == choice);
        QVERIFY(filters.change({saved->id, {4}, u"Mía"_s, choice}).error().code == Errc::NotFound);
        QVERIFY(filters.change({saved->id, {3}, u"Urgente"_s, {.priority = u"high"_s}}));
        QCOMPARE(filters.of({3})->first().name, u"Urgente"_s);
        QVERIFY(filters.add({.owner = {3}, .name = u"  "_s, .choice = choice}, 5).error().code == Errc::Invalid);
        QVERIFY(filters.add({.owner = {3}, .name = u"Todo"_s}, 5).error().code == Errc::Invalid);
        QVERIFY(!filters.remove(saved->id, {4}));
        QVERIFY(filters.remove(saved->id, {3}));
        QVERIFY(filters.of({3})->isEmpty());
    }

    void aHitIsTheNewestMessageWithItsWords()
    {
        TestDesk desk;
        const Ticket ticket = open(desk, 1);
        write(desk, 1, u"el cargador está flojo"_s);
        const MessageId second = write(
            desk, 1,
            u"Buenas tardes, ya regresé de la junta y les cuento que el CARGADÓR de la laptop no prende nada"_s);
        const Ticket named = open(desk, 2, u"normal"_s, u"Cargador perdido"_s);
        TicketFilter filter;
        filter.text = u"cargador"_s;
        const auto page = TicketLines(desk.database, {}).page(filter, 0, 10);
        QVERIFY(page);
        QCOMPARE(page->lines.size(), 2);
        QCOMPARE(page->lines.at(0).ticket.id, named.id);
        QVERIFY(!page->lines.at(0).hit.isValid());
        QVERIFY(page->lines.at(0).excerpt.isEmpty());
        QCOMPARE(page->lines.at(1).ticket.id, ticket.id);
        QCOMPARE(page->lines.at(1).hit, second);
        const QString excerpt = page->lines.at(1).excerpt;
        QVERIFY(excerpt.startsWith(u"…"_s));
        const auto ranges = SearchWords::rangesOf(excerpt, SearchWords::wordsOf(u"carga"_s));
        QCOMPARE(ranges.size(), 1);
        QCOMPARE(excerpt.mid(ranges.first().first, ranges.first().second), u"CARGADÓR"_s);
        QVERIFY(ranges.first().first < 30);
    }

private:
    static Ticket open(TestDesk &desk, int number, const QString &priority = u"normal"_s,
                       const QString &fault = u"no prende"_s)
    {
        Ticket draft;
        draft.customerId = desk.customers.resolve(addressOf(number), u"Cliente %1"_s.arg(number)).value();
        draft.fault = fault;
        draft.priority = priority;
        return desk.ticketService.open(draft, {Actor::Type::Bot, {}, {}}).value();
    }
    static QString addressOf(int number) { return u"52155100%1"_s.arg(number, 5, 10, QChar(u'0')); }
    MessageId write(TestDesk &desk, int number, const QString &text)
    {
        const auto taken = desk.inbox.take(
            {.address = addressOf(number), .wireId = u"W%1"_s.arg(++m_written), .text = text});
        return taken.value_or(MessageId{});
    }
    static void answer(TestDesk &desk, const Ticket &ticket)
    {
        QVERIFY(desk.outbox.enqueue(ticket.customerId, ticket.id, {Author::Type::Technician, 7, u"tec"_s}, u"voy"_s));
    }
    static QList<TicketId> idsOf(TestDesk &desk, const TicketFilter &filter, TicketOrder order)
    {
        QList<TicketId> ids;
        const auto page = desk.tickets.page(filter, order, {}, 50);
        for (const Ticket &ticket : page->tickets)
            ids << ticket.id;
        return ids;
    }
    static QString planOf(TestDesk &desk, const TicketFilter &filter, TicketOrder order, const TicketCursor &after)
    {
        const auto query = desk.tickets.statementOf(filter, order, after, nullptr);
        if (!query)
            return query.error().detail;
        Statement plan = desk.database.prepare(u"EXPLAIN QUERY PLAN "_s + query->sql);
        for (const QVariant &value : query->values)
            plan.bind(value);
        if (auto done = plan.bind(61).exec(); !done)
            return done.error().detail;
        QStringList steps;
        while (plan.next())
            steps << plan.text(3);
        return steps.join(u'\n');
    }

    int m_written = 0;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::TicketOrderTest)
#include "tst_ticketorder.moc"
