#include "ui/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace desk::ui {

class TranslationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What the sources say by now goes into copies of the files, so that a text which nobody has collected is seen as well.
    void initTestCase()
    {
        for (const QString &language : {u"es"_s, u"pt_BR"_s, u"en"_s}) {
            const QString name = u"desk_%1.ts"_s.arg(language);
            QVERIFY(QFile::copy(QStringLiteral(TRANSLATIONS "/") + name, m_folder.filePath(name)));
            QVERIFY(QFile::setPermissions(m_folder.filePath(name), QFile::ReadOwner | QFile::WriteOwner));
        }
#ifdef Q_OS_UNIX
        QProcess collecting;
        collecting.start(u"bash"_s, {QStringLiteral(TRANSLATIONS "/update.sh"), m_folder.path()});
        QVERIFY(collecting.waitForFinished());
        QVERIFY2(collecting.exitCode() == 0, collecting.readAllStandardError().constData());
#endif
    }

    void nothingIsUnfinished_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Spanish") << u"es"_s;
        QTest::newRow("Brazilian Portuguese") << u"pt_BR"_s;
        QTest::newRow("English plurals") << u"en"_s;
    }
    void nothingIsUnfinished()
    {
        QFETCH(QString, language);
        QFile file(m_folder.filePath(u"desk_%1.ts"_s.arg(language)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int texts = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == "source"_L1) {
                source = xml.readElementText();
                ++texts;
            } else if (xml.name() == "name"_L1) {
                // lupdate loses the namespace; translations/update.sh gives it back.
                const QString context = xml.readElementText();
                QVERIFY2(context.startsWith("desk::"_L1), qPrintable(context));
            } else if (xml.name() == "translation"_L1) {
                QVERIFY2(!xml.attributes().hasAttribute("type"_L1), qPrintable(source));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                QVERIFY2(!text.trimmed().isEmpty(), qPrintable(source));
                QVERIFY2(text.count(u"%1"_s) >= source.count(u"%1"_s)
                             && text.contains(u"%2"_s) == source.contains(u"%2"_s),
                         qPrintable(source));
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY(texts > 0);
    }

    void theProgramSpeaksSpanish()
    {
        QTranslator translator;
        QVERIFY(translator.load(u":/translations/desk_es.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&translator));
        QCOMPARE(Words::of(TicketStatus::WaitingCustomer), u"Esperando respuesta"_s);
        // The words of the desk are the same wherever they stand.
        for (const QString &name : ticketStatusNames()) {
            const TicketStatus status = *ticketStatusFrom(name);
            QCOMPARE(Words::of(status), spanishLabel(status));
        }
        QCOMPARE(Words::of(DeliveryState::Queued), u"En cola"_s);
        QCoreApplication::removeTranslator(&translator);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace desk::ui

QTEST_GUILESS_MAIN(desk::ui::TranslationsTest)
#include "tst_translations.moc"
