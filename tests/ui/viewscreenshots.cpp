// Draws the ticket list in its states, the customers and the outbox into a folder, to be looked at.
#include "tests/support/exampledesk.h"
#include "ui/mainwindow.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/listmenu.h"
#include "ui/tickets/savedfilters.h"
#include "ui/tickets/ticketlistpane.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::Spanish, QLocale::Mexico));
    QTranslator translator;
    if (translator.load(u":/translations/desk_es.qm"_s))
        QApplication::installTranslator(&translator);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    folder.mkpath(u"."_s);
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));

    ConsoleDesk desk;
    const TicketId example = fillExample(desk);
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    QTest::qWait(100);
    const auto shoot = [&](const QString &name, Scheme scheme, QSize size, TicketId ticket, auto prepare) {
        QTemporaryDir settingsFolder;
        QSettings settings(settingsFolder.filePath(u"console.ini"_s), QSettings::IniFormat);
        theme.setScheme(scheme);
        QApplication::setPalette(theme.palette());
        MainWindow window(gateway, theme, settings);
        window.resize(size);
        window.show();
        QTest::qWait(200);
        if (ticket.isValid())
            window.openTicket(ticket);
        QTest::qWait(150);
        prepare(window);
        QTest::qWait(400);
        window.grab().save(folder.filePath(u"views-"_s + name + u".png"_s));
    };
    const QSize small(1366, 768);
    const QSize large(1920, 1080);
    shoot(u"search-light-1366"_s, Scheme::Light, small, {}, [](MainWindow &window) {
        window.list().findChild<QLineEdit *>()->setText(u"cargador"_s);
        QTest::qWait(300);
        window.list().step(1);
    });
    shoot(u"chips-dark-1366"_s, Scheme::Dark, small, example, [](MainWindow &window) {
        window.list().setChoice({.family = u"work"_s, .assignee = UserId{1}, .quietDays = 2});
    });
    shoot(u"nothing-light-1366"_s, Scheme::Light, small, example,
          [](MainWindow &window) { window.list().setChoice({.priority = u"low"_s}); });
    shoot(u"saved-light-1920"_s, Scheme::Light, large, example, [](MainWindow &window) {
        window.list().savedFilters().add(u"Prioridad alta"_s, {.priority = u"high"_s});
        QTest::qWait(150);
        window.list().savedFilters().add(u"Sin novedades en 2 días"_s, {.quietDays = 2});
        QTest::qWait(150);
        window.list().savedFilters().add(u"Esperando algo de alguien"_s, {.family = u"wait"_s});
    });
    shoot(u"saved-dark-1920"_s, Scheme::Dark, large, example, [](MainWindow &) {});
    {
        theme.setScheme(Scheme::Light);
        QApplication::setPalette(theme.palette());
        ListMenu menu(theme);
        menu.setNow({.choice = {.priority = u"high"_s}, .tags = {u"Dell 5420"_s}, .saved = u"Prioridad alta"_s});
        menu.ensurePolished();
        menu.adjustSize();
        menu.grab().save(folder.filePath(u"views-menu-light.png"_s));
    }
    gateway.close();
    return 0;
}
