#include "core/storage/noterepository.h"
#include "core/storage/readworker.h"
#include "core/storage/searchwords.h"
#include "core/storage/ticketsearch.h"
#include "tests/support/testdesk.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

QString mustOr(const Result<QString> &text)
{
    return text ? *text : u"failed: "_s + text.error().detail;
}

} // namespace

class TicketSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<TestDesk>(); }

    void wordsAreFoldedLikeTheTokenizersAre()
    {
        QCOMPARE(SearchWords::wordsOf(u"¡La NÓMINA, según Peña-Nieto (x2)!"_s),
                 (QStringList{u"la"_s, u"nomina"_s, u"segun"_s, u"pena"_s, u"nieto"_s, u"x2"_s}));
        QCOMPARE(SearchWords::wordsOf(u"  ...  "_s), QStringList());
    }

    void noInputIsSyntax_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"\""_s, u"a\" OR \"b"_s, u"NEAR(a b)"_s, u"-x"_s, u"col:x"_s, u"*"_s, u"a*"_s,
                                    u"("_s, u"^a"_s, u"'"_s, u"\u0000"_s, u"🙂"_s, QString(5000, u'a')})
            QTest::addRow("%s", qUtf8Printable(text.left(12))) << text;
    }
    void noInputIsSyntax()
    {
        QFETCH(QString, text);
        addTicket(u"a b x"_s);
        TicketFilter filter;
        filter.text = text;
        const auto page = m_desk->tickets.page(filter, 0, 10);
        QVERIFY2(page.has_value(), page ? "" : qPrintable(page.error().detail));
    }

    void theBeginningOfAWordFindsItAndAccentsDoNotMatter()
    {
        const TicketId printer = addTicket(u"Las impresoras de Nómina"_s);
        addTicket(u"otra cosa"_s);
        for (const QString &text : {u"impre"_s, u"IMPRESORA"_s, u"nomina impresoras"_s, u"nóm"_s})
            QCOMPARE(idsOf(text), QList<qint64>{printer.value});
        QCOMPARE(idsOf(u"presora"_s), QList<qint64>());
        QCOMPARE(idsOf(u"impresora cosa"_s), QList<qint64>());
    }

    void aBeginningThatManyWordsShareFindsThemAll()
    {
        QList<qint64> expected;
        for (int i = 0; i < 150; ++i)
            expected.prepend(addTicket(u"serie abc%1"_s.arg(i)).value);
        QVERIFY(mustOr(SearchWords(m_desk->database).matchExpression(u"abc"_s)).endsWith(u'*'));
        QCOMPARE(idsOf(u"abc"_s), expected);
    }

    void messagesAndNotesLeadToTheirTicket()
    {
        const TicketId ticket = addTicket(u"falla"_s);
        addMessage(ticket, u"se oye un zumbido"_s);
        QVERIFY(NoteRepository(m_desk->database)
                    .add({.ticketId = ticket, .text = u"cambiar ventilador"_s, .createdAt = 1}));
        QCOMPARE(idsOf(u"zumbido"_s), QList<qint64>{ticket.value});
        QCOMPARE(idsOf(u"ventilador"_s), QList<qint64>{ticket.value});
        // One message, one note or the ticket's own fields: words spread over them are no hit.
        QCOMPARE(idsOf(u"zumbido ventilador"_s), QList<qint64>());
    }

    void messagesFromBeforeTheTicketAreFoundOnceTheyBelongToIt()
    {
        const MessageId message = addMessage({}, u"mi cafetera inteligente"_s);
        QCOMPARE(idsOf(u"cafetera"_s), QList<qint64>());
        const TicketId ticket = addTicket(u"falla"_s);
        QVERIFY(m_desk->messages.assignToTicket(m_customer, ticket, message));
        QCOMPARE(idsOf(u"cafetera"_s), QList<qint64>{ticket.value});
        QVERIFY(m_desk->database.exec(u"INSERT INTO message_fts(message_fts, rank) VALUES ('integrity-check', 1)"_s));
    }

    void pagesFollowOneAnotherWithoutGapsOrRepeats()
    {
        QRandomGenerator random(7);
        QList<qint64> expected;
        for (int i = 0; i < 400; ++i) {
            const TicketId ticket = addTicket(random.bounded(2) ? u"comun"_s : u"otra"_s);
            bool hit = m_lastFault == "comun"_L1;
            for (int n = random.bounded(40); n > 0; --n) {
                const bool common = random.bounded(3) == 0;
                addMessage(ticket, common ? u"algo comun"_s : u"nada"_s);
                hit = hit || common;
            }
            if (hit)
                expected.prepend(ticket.value);
        }
        for (const int size : {1, 7, 50, 200}) {
            QList<qint64> found;
            qint64 before = 0;
            bool more = true;
            for (int pages = 0; more && pages < 1000; ++pages) {
                TicketFilter filter;
                filter.text = u"comun"_s;
                const auto page = m_desk->tickets.page(filter, before, size);
                QVERIFY(page);
                for (const Ticket &ticket : page->tickets)
                    found << ticket.id.value;
                more = page->hasMore;
                before = page->last.value;
                QVERIFY(page->tickets.size() <= size);
            }
            QCOMPARE(found, expected);
        }
    }

    void aFilterThatFewHitsPassLosesNone()
    {
        QList<qint64> expected;
        QVERIFY(m_desk->database.transaction([&]() -> Result<> {
            for (int i = 0; i < 6000; ++i) {
                const TicketId ticket = addTicket(u"comun"_s, i % 2000 == 5 ? u"network"_s : u"hardware"_s);
                if (i % 2000 == 5)
                    expected.prepend(ticket.value);
            }
            return {};
        }));
        QList<qint64> found;
        qint64 before = 0;
        int pages = 0;
        for (bool more = true; more && pages < 20; ++pages) {
            TicketFilter filter;
            filter.text = u"comun"_s;
            filter.category = u"network"_s;
            const auto page = m_desk->tickets.page(filter, before, 10);
            QVERIFY(page);
            for (const Ticket &ticket : page->tickets)
                found << ticket.id.value;
            more = page->hasMore;
            before = page->last.value;
        }
        QCOMPARE(found, expected);
        QVERIFY(pages > 1); // one page does not look at everything
    }

    void theWorkerReadsWhatWasCommittedAndCannotWrite()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"desk.db"_s);
        Database database;
        QVERIFY(database.open(path));
        QVERIFY(deskMigrator(database).migrate());
        ReadWorker worker(path);
        QVERIFY(database.exec(u"INSERT INTO setting(key, value) VALUES ('a', 'b')"_s));
        const auto read = worker.run<qint64>([](Database &reading) -> Result<qint64> {
            Statement query = reading.prepare(u"SELECT count(*) FROM setting"_s);
            if (auto done = query.exec(); !done)
                return fail(done.error());
            return query.next() ? query.int64(0) : -1;
        });
        QTRY_VERIFY(read.isFinished());
        QCOMPARE(read.result().value_or(-1), 1);
        const auto written = worker.run<void>([](Database &reading) { return reading.exec(u"DELETE FROM setting"_s); });
        QTRY_VERIFY(written.isFinished());
        QVERIFY(!written.result());
    }

private:
    TicketId addTicket(const QString &fault, const QString &category = u"hardware"_s)
    {
        if (!m_customer.isValid() || !m_desk->customers.find(m_customer))
            m_customer = m_desk->customers.create(u"Cliente"_s).value_or(CustomerId{});
        Ticket ticket;
        ticket.customerId = m_customer;
        ticket.fault = m_lastFault = fault;
        ticket.category = category;
        ticket.createdAt = 1'700'000'000'000;
        const auto stored = m_desk->tickets.insert(ticket);
        return stored ? stored->id : TicketId{};
    }

    MessageId addMessage(TicketId ticket, const QString &text)
    {
        if (!m_customer.isValid() || !m_desk->customers.find(m_customer))
            m_customer = m_desk->customers.create(u"Cliente"_s).value_or(CustomerId{});
        Message message;
        message.customerId = m_customer;
        message.ticketId = ticket;
        message.wireId = QString::number(++m_serial);
        message.kind = u"text"_s;
        message.text = text;
        const auto stored = m_desk->messages.insert(message);
        return stored ? stored->id : MessageId{};
    }

    QList<qint64> idsOf(const QString &text)
    {
        TicketFilter filter;
        filter.text = text;
        const auto page = m_desk->tickets.page(filter, 0, 200);
        QList<qint64> ids;
        for (const Ticket &ticket : page ? page->tickets : QList<Ticket>())
            ids << ticket.id.value;
        return ids;
    }

    std::unique_ptr<TestDesk> m_desk;
    CustomerId m_customer;
    QString m_lastFault;
    int m_serial = 0;
};

QTEST_GUILESS_MAIN(TicketSearchTest)
#include "tst_ticketsearch.moc"
