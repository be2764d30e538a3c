// The web panel as a window of its own: a browser's engine is large and not ours, so it gets a process, which the console starts when somebody
// opens the panel. ventanilla-panel SOCKET LANGUAGE: the console tells over the socket what to show; when it goes, so does this.
// ventanilla-panel --passkey LANGUAGE: asks for a passkey with the script that stands on one line of standard input, and writes the answer to
// standard output; exit code 1: there is none.
#include "app/panel/panelview.h"
#include "app/panel/passkeyview.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLibraryInfo>
#include <QLocalSocket>
#include <QTextStream>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

void speak(QApplication &app, const QString &language)
{
    const QLocale locale(language);
    QLocale::setDefault(locale);
    auto *qt = new QTranslator(&app);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *ours = new QTranslator(&app);
    if (ours->load(locale, u"desk"_s, u"_"_s, u":/translations"_s))
        QCoreApplication::installTranslator(ours);
}

void tell(QLocalSocket &console, const QJsonObject &news)
{
    console.write(QJsonDocument(news).toJson(QJsonDocument::Compact) + '\n');
    console.flush();
}

int askForPasskey(QApplication &app)
{
    if (!engineKnowsPasskeys)
        return 1;
    PasskeyView view(QTextStream(stdin).readLine());
    QObject::connect(&view, &PasskeyView::answered, &app, [&view](const QString &answer) {
        const bool given = answer.size() > 2; // "{}": refused
        if (given)
            QTextStream(stdout) << answer << Qt::endl;
        view.disconnect();
        QCoreApplication::exit(given ? 0 : 1);
    });
    view.show();
    return app.exec();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Ventanilla"_s);
    QGuiApplication::setDesktopFileName(u"ventanilla"_s);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    speak(app, arguments.at(2));
    if (arguments.at(1) == "--passkey"_L1)
        return askForPasskey(app);
    QLocalSocket console;
    console.connectToServer(arguments.at(1));
    if (!console.waitForConnected(5000))
        return 1;
    QObject::connect(&console, &QLocalSocket::disconnected, &app, &QCoreApplication::quit);

    PanelView view;
    QObject::connect(&view, &PanelView::shown, &console, [&](bool ok) { tell(console, {{u"shown"_s, ok}}); });
    QObject::connect(&view, &PanelView::reloadRequested, &console, [&] { tell(console, {{u"again"_s, true}}); });
    QObject::connect(&console, &QLocalSocket::readyRead, &view, [&] {
        while (console.canReadLine()) {
            const QJsonObject order = QJsonDocument::fromJson(console.readLine()).object();
            if (order.contains("url"_L1))
                view.open(QUrl(order.value("url"_L1).toString()), order.value("session"_L1).toString().toLatin1());
            view.show();
            view.setWindowState(view.windowState() & ~Qt::WindowMinimized);
            view.raise();
            view.activateWindow();
        }
    });
    return app.exec();
}
