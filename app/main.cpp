#include "app/commandline.h"
#include "app/console.h"
#include "app/singleinstance.h"
#include "app/stopsignals.h"
#include "core/base/logging.h"
#include "ui/settings/consolepreferences.h"

#include <QApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QMessageBox>
#include <QProcess>
#include <QSettings>
#include <QTextStream>
#include <QTranslator>

#include <memory>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

int refuse(const QString &text, bool show)
{
    QTextStream(stderr) << "ventanilla: " << text << Qt::endl;
    if (show)
        QMessageBox::critical(nullptr, u"Ventanilla"_s, text.toHtmlEscaped());
    return 1;
}

/// Qt's own words and ours. @param name "es", "pt_BR", "en"; empty: the system's.
void installLanguage(QApplication &app, const QString &name)
{
    const QLocale locale = name.isEmpty() ? QLocale::system() : QLocale(name);
    QLocale::setDefault(locale);
    auto *qt = new QTranslator(&app);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *ours = new QTranslator(&app);
    if (ours->load(locale, u"desk"_s, u"_"_s, u":/translations"_s))
        QCoreApplication::installTranslator(ours);
}

/// As set for the console on this computer; empty: the system's.
QString chosenLanguage(const QString &dataDir)
{
    QSettings file(QDir(dataDir).filePath(u"console.ini"_s), QSettings::IniFormat);
    return ui::ConsolePreferences(file).language();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"ventanilla"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DESK_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Ventanilla"_s);
    QGuiApplication::setDesktopFileName(u"ventanilla"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false); // it may live in the tray
    QCommandLineParser parser;
    addDeskOptions(parser);
    parser.addOptions({{u"minimized"_s, u"Start in the tray."_s},
                       {u"lang"_s, u"Language of the console: es, pt_BR or en."_s, u"language"_s}});
    parser.process(app);
    std::unique_ptr<Console> console;
    onStopSignal([&console] { // heard by the loop only
        if (console)
            console->quit();
        else
            QCoreApplication::exit(1);
    });
    const bool scripted = parser.isSet(u"print-ready"_s); // nobody may be there to close a dialog

    const auto settings = readSettings(parser);
    if (!settings)
        return refuse(settings.error().detail, !scripted);
    installLanguage(app, parser.isSet(u"lang"_s) ? parser.value(u"lang"_s) : chosenLanguage(settings->dataDir));
    auto instance = std::make_unique<SingleInstance>(settings->dataDir);
    const auto standing = instance->claim(app.arguments().mid(1));
    if (standing == SingleInstance::Standing::Passed)
        return 0;
    if (standing == SingleInstance::Standing::Unanswered)
        return refuse(QCoreApplication::translate("desk::main", "Ventanilla is running already, but does not answer."),
                      !scripted);
    if (!installLogging(QDir(settings->dataDir).filePath(u"logs"_s), settings->logLevel))
        QTextStream(stderr) << "ventanilla: no log file can be written; logging to standard error" << Qt::endl;

    console = std::make_unique<Console>(
        *settings, Console::Options{.minimized = parser.isSet(u"minimized"_s), .printReady = scripted});
    QObject::connect(instance.get(), &SingleInstance::asked, console.get(), &Console::raise);
    console->start();
    const int code = app.exec();
    if (!console->isRestarting())
        return code;
    console.reset(); // gives the data folder back
    instance.reset();
    QStringList arguments = app.arguments().mid(1);
    arguments.removeAll(u"--minimized"_s); // somebody sits here
    return QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments) ? code : 1;
}
