// Draws the ticket list in its states, the customers and the outbox into a folder, to be looked at.
#include "tests/support/exampledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/customers/customerspane.h"
#include "ui/customers/mergedialog.h"
#include "ui/mainwindow.h"
#include "ui/outbox/outboxpane.h"
#include "ui/places.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/listmenu.h"
#include "ui/tickets/openticket.h"
#include "ui/tickets/savedfilters.h"
#include "ui/tickets/ticketlistpane.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
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
    const auto details = [&](MainWindow &window) {
        TicketPatch patch;
        patch.assetNumber = u"4521"_s;
        patch.tags = u"préstamo, Dell 5420"_s;
        window.ticket().change(patch);
        QTest::qWait(300);
    };
    desk.run([](ConsoleDesk::Core *core) {
        TicketPatch patch;
        patch.assetNumber = u"4521"_s;
        for (const qint64 ticket : {3, 5})
            (void)core->ticketService.patch({ticket}, patch, {Actor::Type::Bot, {}, {}});
    });
    shoot(u"details-light-1366"_s, Scheme::Light, small, example, details);
    shoot(u"details-dark-1920"_s, Scheme::Dark, large, example, details);
    shoot(u"details-drawer-light-900"_s, Scheme::Light, {1000, 640}, example,
          [](MainWindow &window) { Q_EMIT window.chat().detailsToggled(); });
    const auto customers = [](MainWindow &window) {
        window.places().showCustomer(window.ticket().dossier().customer.id);
        QTest::qWait(200);
    };
    shoot(u"customers-light-1366"_s, Scheme::Light, small, example, customers);
    shoot(u"customers-dark-1920"_s, Scheme::Dark, large, example, customers);
    shoot(u"customers-none-light-1366"_s, Scheme::Light, small, {}, [](MainWindow &window) {
        window.places().show(TicketView::customers);
        QTest::qWait(200);
    });
    shoot(u"customers-light-900"_s, Scheme::Light, {900, 600}, example, customers);
    const auto outbox = [](MainWindow &window) {
        window.places().showOutbox(OutboxLines::Part::Attention);
        QTest::qWait(200);
    };
    shoot(u"outbox-light-1366"_s, Scheme::Light, small, example, outbox);
    desk.run([example](ConsoleDesk::Core *core) {
        core->link.state = {.state = LinkState::Disconnected, .cause = u"connection_lost"_s};
        core->channel.ready = false;
        Q_EMIT core->link.changed(core->link.state);
        const auto ticket = core->tickets.find(example);
        for (const QString &text :
             {u"Ya quedó lista tu laptop"_s, u"Pasa por ella a la ventanilla antes de las 18:00"_s})
            (void)core->outbox.enqueue(ticket->customerId, example, {Author::Type::Technician, 1, u"Daniela Ruiz"_s},
                                       text);
    });
    shoot(u"outbox-dark-1920"_s, Scheme::Dark, large, example, outbox);
    shoot(u"outbox-waiting-light-1366"_s, Scheme::Light, small, example, [](MainWindow &window) {
        window.places().showOutbox(OutboxLines::Part::Waiting);
        QTest::qWait(200);
    });
    shoot(u"merge-light-1366"_s, Scheme::Light, small, example, [&](MainWindow &window) {
        window.places().showCustomer(window.ticket().dossier().customer.id);
        QTest::qWait(200);
        window.places().customers().startMerge();
        auto *dialog = window.findChild<MergeDialog *>();
        QTest::qWait(300);
        dialog->findChild<QListView *>()->setCurrentIndex(dialog->findChild<CustomerListModel *>()->index(2));
        QTest::qWait(300);
        dialog->grab().save(folder.filePath(u"views-merge-dialog-light.png"_s));
    });
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
