// Draws the console's window in its states, light and dark, at the sizes that matter, into the folder given as argument.
#include "tests/support/exampledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/mainwindow.h"
#include "ui/pairing/pairingdialog.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketlistpane.h"
#include "ui/toast.h"

#include <QApplication>
#include <QDir>
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
        QTest::qWait(150);
        if (ticket.isValid())
            window.openTicket(ticket);
        QTest::qWait(150);
        prepare(window);
        QTest::qWait(250);
        window.grab().save(folder.filePath(name + u".png"_s));
    };
    const auto nothing = [](MainWindow &) {};
    const QSize small(1366, 768);
    const QSize large(1920, 1080);
    if (argc > 2 && QLatin1StringView(argv[2]) == "--large-scale"_L1) { // a screen of 1920x1080 at 200 %
        const QSize left(960, 540);
        shoot(u"console-light-960"_s, Scheme::Light, left, example, nothing);
        shoot(u"console-dark-960"_s, Scheme::Dark, left, example, nothing);
        shoot(u"console-light-1366"_s, Scheme::Light, small, example, nothing);
        gateway.close();
        return 0;
    }
    shoot(u"console-light-1366"_s, Scheme::Light, small, example, [](MainWindow &window) {
        window.chat().composer().focusField();
        window.chat().composer().insert(u"Mientras, ¿hay algo urgente que necesites sacar de la laptop?"_s);
    });
    shoot(u"console-dark-1366"_s, Scheme::Dark, small, example, nothing);
    shoot(u"console-top-light-1366"_s, Scheme::Light, small, example,
          [](MainWindow &window) { window.chat().view().setCurrentRow(0); });
    shoot(u"console-empty-light-1366"_s, Scheme::Light, small, {},
          [](MainWindow &window) { window.list().setCurrentView(u"parts"_s); });
    shoot(u"console-note-dark-1366"_s, Scheme::Dark, small, example, [](MainWindow &window) {
        window.chat().composer().setKind(Draft::Kind::Note);
        window.chat().composer().focusField();
    });
    shoot(u"console-quick-light-1366"_s, Scheme::Light, small, example, [](MainWindow &window) {
        window.chat().composer().field().clear();
        window.chat().composer().focusField();
        window.chat().composer().insert(u"/"_s);
    });
    shoot(u"console-refused-dark-1366"_s, Scheme::Dark, small, example, [](MainWindow &window) {
        window.chat().composer().field().clear();
        window.list().setCurrentView(u"refused"_s);
        window.notice(QCoreApplication::translate("desk::ui::ChatPane", "The file was saved."));
        window.toast().undoable(QCoreApplication::translate("desk::ui::MainWindow", "Ticket %1 given to %2.")
                                    .arg(u"2026-00129"_s, u"Óscar Medina"_s),
                                [] {});
    });
    shoot(u"console-unread-light-1366"_s, Scheme::Light, small, TicketId{12}, nothing);
    shoot(u"console-narrow-light-900"_s, Scheme::Light, {900, 600}, example, nothing);
    desk.run([](ConsoleDesk::Core *core) {
        core->link.state = {.state = LinkState::Disconnected,
                            .cause = u"connection_lost"_s,
                            .since = core->clock.nowMs() - 60'000,
                            .until = core->clock.nowMs() + 12'000};
        core->channel.ready = false;
        Q_EMIT core->link.changed(core->link.state);
    });
    shoot(u"console-dark-1920"_s, Scheme::Dark, large, example, [](MainWindow &) { QTest::qWait(3200); });

    const auto shootPairing = [&](const QString &name, const LinkInfo &link) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
            theme.setScheme(scheme);
            QApplication::setPalette(theme.palette());
            PairingDialog dialog(gateway, theme);
            dialog.show();
            desk.run([&link](ConsoleDesk::Core *core) {
                core->link.state = link;
                Q_EMIT core->link.changed(link);
            });
            QTest::qWait(200);
            dialog.grab().save(
                folder.filePath(u"pairing-%1-%2.png"_s.arg(name, scheme == Scheme::Light ? u"light"_s : u"dark"_s)));
        }
    };
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    shootPairing(u"scan"_s,
                 {.state = LinkState::Pairing,
                  .qrText = u"https://wa.me/settings/linked_devices#2@"_s + QString(220, u'k'),
                  .qrExpiresAt = now + 41'000});
    shootPairing(u"passkey"_s, {.state = LinkState::Pairing, .passkeyNeeded = true, .passkeyOptions = "{}"});
    shootPairing(u"compare"_s, {.state = LinkState::Pairing, .passkeyNeeded = true, .passkeyCode = u"K3M9-7QXT"_s});
    shootPairing(u"expired"_s, {.state = LinkState::Unpaired, .cause = u"pairing_timed_out"_s});
    shootPairing(u"ended"_s, {.state = LinkState::Stopped, .cause = u"logged_out"_s});
    gateway.close();
    return 0;
}
