#include "core/tickets/ticketcsv.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

/// What a spreadsheet gets to see.
class TicketCsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("plain") << u"no enciende"_s << u"no enciende"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("equals") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("plus") << u"+52 1 55"_s << u"'+52 1 55"_s;
        QTest::newRow("minus") << u"-2"_s << u"'-2"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1"_s;
        QTest::newRow("carriage return") << u"\r=1"_s << u"\"'\r=1\""_s;
        QTest::newRow("later") << u"a=1"_s << u"a=1"_s;
        QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
        QTest::newRow("quote") << u"dice \"hola\""_s << u"\"dice \"\"hola\"\"\""_s;
        QTest::newRow("lines") << u"a\nb"_s << u"\"a\nb\""_s;
        QTest::newRow("quoted formula") << u"=HYPERLINK(\"x\",\"y\")"_s << u"\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""_s;
    }
    void fields()
    {
        QFETCH(QString, text);
        QFETCH(QString, field);
        QCOMPARE(csvField(text), field);
    }

    void aLineHasAsManyFieldsAsTheHead()
    {
        Ticket ticket;
        ticket.id = {7};
        ticket.folio = u"2026-00007"_s;
        ticket.fault = u"ñandú"_s;
        ticket.createdAt = 1'790'000'000'000;
        const QByteArray line = ticketCsvLine(ticket);
        QCOMPARE(line.count(','), ticketCsvHead().count(','));
        QVERIFY(line.startsWith("7,2026-00007,new,normal,"));
        QVERIFY(line.contains(u"ñandú"_s.toUtf8()));
        QVERIFY(line.endsWith("\r\n"));
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::TicketCsvTest)
#include "tst_ticketcsv.moc"
