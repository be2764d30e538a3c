// Draws the first-run assistant and what belongs to the desk's surroundings, light and dark, into the folder given as argument.
#include "tests/support/consoledesk.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/firstrun/firstrunstep.h"
#include "ui/panel/sharepaneldialog.h"
#include "ui/theme/deskstyle.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

void shootFirstRun(Theme &theme, const QDir &folder, const QString &suffix)
{
    ConsoleDesk desk;
    desk.run([](ConsoleDesk::Core *core) {
        core->link.state = {};
        core->http.answer = HttpResponse{200, R"({"choices":[{"message":{"content":"ready"}}]})"};
    });
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    QTest::qWait(50);
    const QTemporaryDir memory;
    QSettings file(memory.filePath(u"console.ini"_s), QSettings::IniFormat);
    FirstRunDialog dialog(gateway, {.theme = theme, .file = file});
    dialog.show();
    const auto shoot = [&](const QString &name) {
        QTest::qWait(80);
        dialog.grab().save(folder.filePath(u"firstrun-%1-%2.png"_s.arg(name, suffix)));
    };
    const auto goOn = [&] {
        const int before = dialog.current();
        dialog.next();
        if (!QTest::qWaitFor([&] { return dialog.current() != before; }, 20000))
            qWarning("the step %d does not go on", before);
    };
    const auto step = [&] { return dialog.steps().at(dialog.current()); };
    QTest::qWait(100);
    shoot(u"1-kind"_s);
    goOn();
    shoot(u"2-administrator-empty"_s);
    step()->findChild<QLineEdit *>(u"shown"_s)->setText(u"Daniela Ruiz"_s);
    QTest::keyClicks(step()->findChild<QLineEdit *>(u"name"_s), u"daniela"_s);
    step()->findChild<QCheckBox *>(u"kept"_s)->setChecked(true);
    shoot(u"2-administrator"_s);
    goOn();
    desk.run([](ConsoleDesk::Core *core) {
        LinkInfo info;
        info.state = LinkState::Pairing;
        info.qrText = u"https://wa.me/settings/linked_devices#2@"_s + QString(120, u'k') + u",AbC+/="_s
            + QString(36, u'Z') + u",d0/"_s + QString(40, u'9') + u",s+="_s + QString(40, u'q') + u",1"_s;
        info.qrExpiresAt = QDateTime::currentMSecsSinceEpoch() + 20'000;
        core->link.state = info;
        Q_EMIT core->link.changed(info);
    });
    shoot(u"3-whatsapp"_s);
    desk.run([](ConsoleDesk::Core *core) {
        core->link.state = {.state = LinkState::Ready, .phone = u"5215500003381"_s};
        Q_EMIT core->link.changed(core->link.state);
    });
    shoot(u"3-whatsapp-linked"_s);
    goOn();
    shoot(u"4-panel-off"_s);
    step()->findChild<QCheckBox *>(u"lan"_s)->click();
    step()->findChild<QCheckBox *>(u"tls"_s)->click();
    shoot(u"4-panel"_s);
    goOn();
    shoot(u"5-assistant-rules"_s);
    auto *service = step()->findChild<QComboBox *>(u"service"_s);
    service->setCurrentIndex(1);
    Q_EMIT service->activated(1);
    QTest::keyClicks(step()->findChild<QLineEdit *>(u"key"_s), u"sk-example-key"_s);
    step()->findChild<QAbstractButton *>(u"test"_s)->click();
    shoot(u"5-assistant"_s);
    goOn();
    shoot(u"6-start"_s);
    dialog.showStep(1);
    shoot(u"2-administrator-done"_s);
    gateway.close();
}

void shootSharing(Theme &theme, const QDir &folder, const QString &suffix)
{
    ConsoleDesk desk;
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    const auto shoot = [&](const QString &name) {
        SharePanelDialog dialog(gateway, theme);
        dialog.show();
        QTest::qWait(120);
        dialog.grab().save(folder.filePath(u"share-%1-%2.png"_s.arg(name, suffix)));
    };
    shoot(u"no-administrator"_s);
    QFuture<Result<User>> made;
    desk.run([&](ConsoleDesk::Core *core) {
        made = core->administration.users.create({u"daniela"_s, u"Daniela Ruiz"_s, u"admin"_s, u"una clave larga"_s},
                                                 AuditSource::commandLine());
    });
    made.waitForFinished();
    shoot(u"off"_s);
    desk.run([](ConsoleDesk::Core *core) {
        const UserId user{1};
        const AccountService::Client phone{
            .address = u"192.168.1.57"_s,
            .agent = u"Mozilla/5.0 (Linux; Android 14; Pixel 7) Chrome/126.0.0.0 Mobile Safari/537.36"_s};
        const AccountService::Client computer{
            .address = u"192.168.1.23"_s,
            .agent = u"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"_s};
        if (!core->administration.settings.patch({{u"network.lan"_s, true}, {u"network.tls"_s, u"own"_s}},
                                                 AuditSource::commandLine())
            || !core->accounts.openSession(user, phone) || !core->accounts.openSession(user, computer))
            qFatal("the example is not taken");
        core->panel
            .fingerprint = u"3A:9C:51:E0:77:1B:24:D8:6F:02:AA:4E:90:C7:13:5D:88:F4:2B:61:0E:DD:39:A5:7C:40:B6:EF:"
                           "18:93:54:CB"_s;
    });
    shoot(u"on"_s);
    gateway.close();
}

} // namespace

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
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        theme.setScheme(scheme);
        QApplication::setPalette(theme.palette());
        const QString suffix = scheme == Scheme::Light ? u"light"_s : u"dark"_s;
        shootFirstRun(theme, folder, suffix);
        shootSharing(theme, folder, suffix);
    }
    return 0;
}
