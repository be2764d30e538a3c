#include "tests/support/testdesk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

class TicketServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_customer = *m_desk->customers.resolve(u"5215510000001"_s, u"Ana"_s);
    }
    void cleanup() { m_desk.reset(); }

    void foliosCountWithinTheYear()
    {
        QCOMPARE(open(u"uno"_s).folio, u"2026-00001"_s);
        QCOMPARE(open(u"dos"_s).folio, u"2026-00002"_s);
        m_desk->clock.advance(std::chrono::hours(24 * 120));
        QCOMPARE(open(u"tres"_s).folio, u"2027-00001"_s);
    }

    void everyChangeLeavesItsTrail()
    {
        const Ticket ticket = open(u"no prende"_s);
        TicketPatch patch;
        patch.status = TicketStatus::Diagnosing;
        patch.assetNumber = u"4521"_s;
        const Actor actor{Actor::Type::Technician, {}, u"tec"_s};
        QVERIFY(m_desk->ticketService.patch(ticket.id, patch, actor));
        const auto trail = m_desk->tickets.audit(ticket.id);
        QVERIFY(trail);
        QCOMPARE(trail->size(), 3);
        QCOMPARE(trail->at(1).field, u"asset_number"_s);
        QCOMPARE(trail->at(2).oldValue, u"new"_s);
        QCOMPARE(trail->at(2).newValue, u"diagnosing"_s);
        QCOMPARE(trail->at(2).actorName, u"tec"_s);
    }

    void illegalTransitionChangesNothing()
    {
        const Ticket ticket = open(u"no prende"_s);
        TicketPatch patch;
        patch.status = TicketStatus::Delivered;
        patch.assetNumber = u"4521"_s;
        const auto changed = m_desk->ticketService.patch(ticket.id, patch, {});
        QVERIFY(!changed);
        QCOMPARE(toString(changed.error().code), toString(Errc::Conflict));
        QCOMPARE(m_desk->tickets.find(ticket.id)->assetNumber, u""_s);
        QCOMPARE(m_desk->tickets.audit(ticket.id)->size(), 1);
    }

    void closingAndCancellingIsLegalFromEveryOpenStatus()
    {
        for (int value = 0; value <= int(TicketStatus::Warranty); ++value) {
            const auto status = TicketStatus(value);
            QCOMPARE(isLegalTransition(status, TicketStatus::Closed), isOpen(status));
            QCOMPARE(isLegalTransition(status, TicketStatus::Cancelled), isOpen(status));
            QVERIFY(ticketStatusFrom(toString(status)) == status);
            QVERIFY(!isLegalTransition(status, status));
        }
    }

    void unknownWordsAreRefused_data()
    {
        QTest::addColumn<QString>("equipment");
        QTest::addColumn<QString>("category");
        QTest::addColumn<QString>("subcategory");
        QTest::addRow("equipment") << u"toaster"_s << u"other"_s << u""_s;
        QTest::addRow("category") << u"laptop"_s << u"nonsense"_s << u""_s;
        QTest::addRow("subcategory of another top") << u"laptop"_s << u"software"_s << u"screen"_s;
    }
    void unknownWordsAreRefused()
    {
        QFETCH(QString, equipment);
        QFETCH(QString, category);
        QFETCH(QString, subcategory);
        Ticket draft;
        draft.customerId = m_customer;
        draft.equipmentType = equipment;
        draft.category = category;
        draft.subcategory = subcategory;
        const auto ticket = m_desk->ticketService.open(draft, {});
        QVERIFY(!ticket);
        QCOMPARE(toString(ticket.error().code), toString(Errc::Invalid));
    }

    void pagesFollowEachOtherWithoutGaps()
    {
        for (int i = 0; i < 7; ++i)
            open(u"falla %1"_s.arg(i));
        QList<qint64> seen;
        qint64 before = 0;
        for (int page = 0; page < 4; ++page) {
            const auto rows = m_desk->tickets.page({}, before, 3);
            QVERIFY(rows);
            for (const Ticket &ticket : rows->tickets)
                seen << ticket.id.value;
            if (!rows->hasMore)
                break;
            before = seen.last();
        }
        QCOMPARE(seen, (QList<qint64>{7, 6, 5, 4, 3, 2, 1}));
    }

    void searchFoldsAccentsAndLooksInMessagesAndNotes()
    {
        const Ticket fault = open(u"La impresión sale con rayas"_s);
        const Ticket noted = open(u"otra cosa"_s);
        QVERIFY(m_desk->ticketService.addNote(noted.id, u"Se cambió el fusor"_s, {}));
        QVERIFY(
            m_desk->inbox.take({.address = u"5215510000001"_s, .wireId = u"A1"_s, .text = u"también el teléfono"_s}));
        const auto idsOf = [&](const QString &text) {
            TicketFilter filter;
            filter.text = text;
            const auto found = m_desk->tickets.page(filter, 0, 10);
            QList<qint64> ids;
            for (const Ticket &ticket : found ? found->tickets : QList<Ticket>{})
                ids << ticket.id.value;
            return ids;
        };
        QCOMPARE(idsOf(u"IMPRESION"_s), QList<qint64>{fault.id.value});
        QCOMPARE(idsOf(u"cambio fusor"_s), QList<qint64>{noted.id.value});
        QCOMPARE(idsOf(u"telefono"_s), QList<qint64>{noted.id.value});
        QCOMPARE(idsOf(u"\" OR * NEAR("_s), QList<qint64>{});
        QCOMPARE(idsOf(u"inexistente"_s), QList<qint64>{});
    }

    void changeOfStatusIsToldOnce()
    {
        m_desk->channel.answer = SendOutcome{};
        NotificationService notifications(m_desk->database, m_desk->tickets, m_desk->customers, m_desk->outbox,
                                          m_desk->clock, {});
        m_desk->ticketService.setStatusObserver(&notifications);
        QVERIFY(m_desk->outbox.start());
        const Ticket ticket = open(u"no prende"_s);
        TicketPatch patch;
        patch.status = TicketStatus::Closed;
        QVERIFY(m_desk->ticketService.patch(ticket.id, patch, {Actor::Type::Technician, {}, u"tec"_s}));
        QVERIFY(m_desk->ticketService.patch(ticket.id, patch,
                                            {Actor::Type::Technician, {}, u"tec"_s})); // already closed: no change
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 1);
        QVERIFY(m_desk->channel.sent.first().text.contains(ticket.folio));
        QVERIFY(m_desk->channel.sent.first().text.startsWith(u"Hola Ana"_s));
    }

    void quietHoursHoldANotificationBack()
    {
        m_desk->channel.answer = SendOutcome{};
        const QTime now = m_desk->clock.nowUtc().toLocalTime().time();
        NotificationService notifications(m_desk->database, m_desk->tickets, m_desk->customers, m_desk->outbox,
                                          m_desk->clock, {now.addSecs(-3600), now.addSecs(3600)});
        m_desk->ticketService.setStatusObserver(&notifications);
        QVERIFY(m_desk->outbox.start());
        notifications.start();
        const Ticket ticket = open(u"no prende"_s);
        TicketPatch patch;
        patch.status = TicketStatus::Closed;
        QVERIFY(m_desk->ticketService.patch(ticket.id, patch, {Actor::Type::Technician, {}, u"tec"_s}));
        m_desk->clock.advance(30min);
        QTest::qWait(20);
        QCOMPARE(m_desk->channel.sent.size(), 0);
        m_desk->clock.advance(40min);
        QTRY_COMPARE(m_desk->channel.sent.size(), 1);
    }

    void bracesInCustomersWordsStayWords()
    {
        Ticket ticket;
        ticket.folio = u"2026-00001"_s;
        ticket.requester = u"{folio}"_s;
        QCOMPARE(NotificationService::render(u"Hola {nombre}: {folio} {otro}"_s, ticket, {}),
                 u"Hola {folio}: 2026-00001 {otro}"_s);
    }

    void changedTicketsAreFoundWhetherFewOrMany()
    {
        for (int i = 0; i < 5; ++i) {
            m_desk->clock.advance(std::chrono::seconds(1));
            open(u"no enciende"_s);
        }
        TicketFilter filter;
        filter.updatedSince = m_desk->clock.nowMs() - 1000;
        QCOMPARE(m_desk->tickets.page(filter, 0, 10)->tickets.size(), 2);
        QCOMPARE(m_desk->tickets.page(filter, 5, 10)->tickets.size(), 1);
        QVERIFY(m_desk->database.exec(
            u"INSERT INTO ticket(folio, customer_id, created_at, updated_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
            "SELECT i + 1 FROM n WHERE i < 2500) SELECT 'X' || i, 1, 1, 9000000000000 FROM n"_s));
        QCOMPARE(m_desk->tickets.page(filter, 0, 10)->tickets.size(), 10);
        QCOMPARE(m_desk->tickets.page(filter, 6, 10)->tickets.size(), 2);
    }

private:
    Ticket open(const QString &fault)
    {
        Ticket draft;
        draft.customerId = m_customer;
        draft.requester = u"Ana Pérez"_s;
        draft.fault = fault;
        const auto ticket = m_desk->ticketService.open(draft, {});
        return ticket ? *ticket : Ticket{};
    }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::TicketServiceTest)
#include "tst_ticketservice.moc"
