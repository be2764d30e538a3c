// Draws the first-run assistant and what belongs to the desk's surroundings, light and dark, into the folder given as argument.
#include "tests/support/consoledesk.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/firstrun/firstrunstep.h"
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
        shootFirstRun(theme, folder, scheme == Scheme::Light ? u"light"_s : u"dark"_s);
    }
    return 0;
}
