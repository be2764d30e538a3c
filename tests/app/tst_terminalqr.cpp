#include "app/terminalqr.h"

#include <QtTest>

#include <qrencode.h>

#include <memory>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

// As long as what WhatsApp shows: a reference, three keys and a letter.
const QString pairingText = u"2@"_s + QString(60, u'A') + u',' + QStringList(3, QString(43, u'b') + u'=').join(u',')
    + u",1"_s;

/// The rows of dark (true) and light modules that the half blocks stand for.
QList<QList<bool>> modules(const QString &lines)
{
    QList<QList<bool>> rows;
    const QStringList texts = lines.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &text : texts) {
        QList<bool> upper;
        QList<bool> lower;
        for (const QChar c : text) {
            upper << (c == u'█' || c == u'▀');
            lower << (c == u'█' || c == u'▄');
        }
        rows << upper << lower;
    }
    return rows;
}

} // namespace

class TerminalQrTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBlocksAreTheCodesModules()
    {
        const auto lines = TerminalQr::render(pairingText, TerminalQr::Style::Plain);
        QVERIFY(lines);
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString8bit(qUtf8Printable(pairingText), 0, QR_ECLEVEL_L), &QRcode_free);
        const int width = code->width;
        const auto rows = modules(*lines);
        const int edge = TerminalQr::quietZone;
        QVERIFY(rows.size() == width + 2 * edge || rows.size() == width + 2 * edge + 1); // whole lines
        for (int y = 0; y < rows.size(); ++y) {
            QCOMPARE(rows.at(y).size(), width + 2 * edge);
            for (int x = 0; x < rows.at(y).size(); ++x) {
                const bool inside = x >= edge && y >= edge && x < width + edge && y < width + edge;
                const bool dark = inside && (code->data[(y - edge) * width + x - edge] & 1) != 0;
                QCOMPARE(rows.at(y).at(x), dark);
            }
        }
    }

    void itFitsAnOrdinaryTerminal()
    {
        const auto lines = TerminalQr::render(pairingText, TerminalQr::Style::Plain);
        QVERIFY(lines->section(u'\n', 0, 0).size() <= 80);
    }

    void coloursAreBlackOnWhiteAndEndWithTheLine()
    {
        const auto plain = TerminalQr::render(pairingText, TerminalQr::Style::Plain);
        const auto coloured = TerminalQr::render(pairingText, TerminalQr::Style::Colours);
        QVERIFY(plain && coloured);
        const QStringList lines = coloured->split(u'\n', Qt::SkipEmptyParts);
        QString bare;
        for (const QString &line : lines) {
            QVERIFY(line.startsWith(u"\u001b[30;107m"_s));
            QVERIFY(line.endsWith(u"\u001b[0m"_s));
            bare += line.mid(9).chopped(4) + u'\n';
        }
        QCOMPARE(bare, *plain);
    }

    void whatHasNoCodeIsRefused()
    {
        QVERIFY(TerminalQr::render({}, TerminalQr::Style::Plain).error().code == Errc::Invalid);
        QVERIFY(TerminalQr::render(QString(4000, u'x'), TerminalQr::Style::Plain).error().code == Errc::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TerminalQrTest)
#include "tst_terminalqr.moc"
