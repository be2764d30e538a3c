#include "app/autostartentry.h"
#include "app/autostartfile.h"

#include <QtTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace desk;

class AutostartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsGetsACommandLine_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"C:/Program Files/Ventanilla/ventanilla.exe"_s << QStringList{u"--minimized"_s}
                               << u"\"C:\\Program Files\\Ventanilla\\ventanilla.exe\" --minimized"_s;
        QTest::newRow("folder with blanks and a backslash at its end")
            << u"C:/v.exe"_s << QStringList{u"--data-dir"_s, u"D:\\mesa de ayuda\\"_s}
            << u"\"C:\\v.exe\" --data-dir \"D:\\mesa de ayuda\\\\\""_s;
        QTest::newRow("quote") << u"C:/v.exe"_s << QStringList{u"a \"b\""_s} << u"\"C:\\v.exe\" \"a \\\"b\\\"\""_s;
    }
    void windowsGetsACommandLine()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QTEST(AutostartEntry({program, arguments}).windowsCommand(), "expected");
    }

    void linuxGetsADesktopFile()
    {
        const AutostartEntry entry{u"/opt/mesa de ayuda/ventanilla"_s, {u"--minimized"_s, u"100%$x\\"_s}};
        const QByteArray file = entry.xdgFile();
        QVERIFY(file.startsWith("[Desktop Entry]\nType=Application\nName=Ventanilla\n"));
        QVERIFY2(file.contains("\nExec=\"/opt/mesa de ayuda/ventanilla\" \"--minimized\" \"100%%\\\\$x\\\\\\\\\"\n"),
                 file.constData());
        QVERIFY(file.contains("\nTerminal=false\n"));
    }

    void macGetsALaunchAgent()
    {
        const AutostartEntry entry{u"/Applications/Ventanilla.app/Contents/MacOS/ventanilla"_s,
                                   {u"--minimized"_s, u"--data-dir"_s, u"/a & b/<c>"_s}};
        QXmlStreamReader xml(entry.launchAgent());
        QStringList strings;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "string"_L1)
                strings << xml.readElementText();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(strings,
                 QStringList({launchAgentLabel, entry.program, u"--minimized"_s, u"--data-dir"_s, u"/a & b/<c>"_s,
                              u"Interactive"_s}));
    }

    void theFileIsTheSwitch()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"autostart/ventanilla.desktop"_s);
        AutostartFile file(path, AutostartEntry{u"/v"_s, {}}.xdgFile());
        QVERIFY(!file.isOn());
        QVERIFY(file.setOn(true));
        QVERIFY(file.isOn());
        QFile hidden(path);
        QVERIFY(hidden.open(QIODevice::Append));
        hidden.write("Hidden=true\n"); // as a desktop's own settings do it
        hidden.close();
        QVERIFY(!file.isOn());
        QVERIFY(file.setOn(true));
        QVERIFY(file.isOn());
        QVERIFY(file.setOn(false));
        QVERIFY(!QFile::exists(path));
        QVERIFY(file.setOn(false));
    }

    void aFolderThatCannotBeMadeIsToldSo()
    {
        AutostartFile file(u"/proc/none/ventanilla.desktop"_s, "x");
        QVERIFY(file.setOn(true).error().code == Errc::Storage);
    }
};

QTEST_GUILESS_MAIN(AutostartTest)
#include "tst_autostart.moc"
