// Draws every page of the settings, light and dark, into the folder given as argument.
#include "tests/support/consoledesk.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/recordlist.h"
#include "ui/settings/settingsdialog.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

void fillSettings(ConsoleDesk &desk)
{
    desk.run([](ConsoleDesk::Core *core) {
        const AuditSource source = AuditSource::commandLine();
        auto &administration = core->administration;
        const auto week = QJsonObject{{u"mon"_s, QJsonArray{u"9:00-14:00"_s, u"16:00-19:00"_s}},
                                      {u"tue"_s, QJsonArray{u"9:00-14:00"_s, u"16:00-19:00"_s}}};
        if (!administration.settings.load()
            || !administration.settings.patch({{u"hours.business"_s, week},
                                               {u"network.port"_s, 8600},
                                               {u"ai.endpoint"_s, u"https://api.deepseek.com"_s},
                                               {u"ai.key"_s, u"secret"_s}},
                                              source)
            || !administration.quickReplies.create(
                {.shortcut = u"horario"_s,
                 .text = u"Atendemos de lunes a viernes de 9:00 a 19:00 en la planta baja, junto a recepción."_s},
                source)
            || !administration.quickReplies.create(
                {.shortcut = u"reinicio"_s, .text = u"¿Puedes apagarla, esperar 30 segundos y encenderla otra vez?"_s},
                source)
            || !administration.tokens.create({.name = u"Inventario"_s, .scopes = {u"read"_s}}, source))
            qFatal("the example is not taken");
    });
    for (const UserService::Draft &draft :
         {UserService::Draft{u"daniela"_s, u"Daniela Ruiz"_s, u"admin"_s, u"una clave larga"_s},
          UserService::Draft{u"oscar"_s, u"Óscar Peña"_s, u"technician"_s, u"otra clave larga"_s}}) {
        QFuture<Result<User>> made;
        desk.run([&](ConsoleDesk::Core *core) {
            made = core->administration.users.create(draft, AuditSource::commandLine());
        });
        made.waitForFinished();
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::Spanish, QLocale::Mexico));
    QTranslator translator;
    if (translator.load(u":/translations/desk_es.qm"_s))
        QApplication::installTranslator(&translator);
    QCoreApplication::setApplicationVersion(u"0.1.0"_s);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    folder.mkpath(u"."_s);
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    ConsoleDesk desk;
    fillSettings(desk);
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    QTest::qWait(100);
    const QTemporaryDir memory;
    QSettings file(memory.filePath(u"console.ini"_s), QSettings::IniFormat);
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        theme.setScheme(scheme);
        QApplication::setPalette(theme.palette());
        const QString suffix = scheme == Scheme::Light ? u"light"_s : u"dark"_s;
        SettingsDialog dialog(gateway, {.theme = theme, .file = file});
        dialog.show();
        QTest::qWait(300);
        for (const SettingsPage *page : dialog.pages()) {
            dialog.showPage(page);
            QTest::qWait(30);
            dialog.grab().save(folder.filePath(u"settings-%1-%2.png"_s.arg(page->icon(), suffix)));
        }
        if (auto *port = dialog.row(u"network.port"_s)->findChild<QLineEdit *>())
            port->setText(u"99000"_s);
        Q_EMIT dialog.row(u"network.port"_s)->editor().edited();
        dialog.save();
        QTest::qWait(30);
        dialog.grab().save(folder.filePath(u"settings-wrong-%1.png"_s.arg(suffix)));
        dialog.discard();
        for (SettingsPage *page : dialog.pages()) {
            const auto buttons = page->findChildren<QPushButton *>();
            if (!page->findChild<RecordList *>())
                continue;
            dialog.showPage(page);
            buttons.first()->click(); // the one that adds
            if (auto *form = page->findChild<FormDialog *>()) {
                QTest::qWait(30);
                form->grab().save(folder.filePath(u"settings-%1-new-%2.png"_s.arg(page->icon(), suffix)));
                if (auto *name = form->findChild<QLineEdit *>(u"name"_s); name && page->icon() == "key-round"_L1) {
                    name->setText(u"Reportes"_s);
                    form->action().click();
                    QTest::qWait(150);
                    form->grab().save(folder.filePath(u"settings-token-%1.png"_s.arg(suffix)));
                }
                form->reject();
            }
            auto &table = page->findChild<RecordList *>()->table();
            table.setCurrentItem(table.topLevelItem(0));
            QTest::qWait(30);
            dialog.grab().save(folder.filePath(u"settings-%1-chosen-%2.png"_s.arg(page->icon(), suffix)));
        }
        dialog.search(u"clave"_s);
        QTest::qWait(30);
        dialog.grab().save(folder.filePath(u"settings-search-%1.png"_s.arg(suffix)));
    }
    gateway.close();
    return 0;
}
