#include "tests/support/consoledesk.h"
#include "ui/checkline.h"
#include "ui/pairing/qrwidget.h"
#include "ui/panel/devicewords.h"
#include "ui/panel/sharepaneldialog.h"
#include "ui/settings/recordlist.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

class SharePanelTest : public QObject
{
    Q_OBJECT

private:
    void open()
    {
        m_dialog = std::make_unique<SharePanelDialog>(*m_gateway, *m_theme);
        QSignalSpy loaded(m_dialog.get(), &SharePanelDialog::loaded);
        m_dialog->show();
        QVERIFY(loaded.wait());
    }
    void makeUser(const QString &name)
    {
        QFuture<Result<User>> made;
        m_desk->run([&](ConsoleDesk::Core *core) {
            made = core->administration.users.create({name, {}, u"admin"_s, u"una clave larga"_s},
                                                     AuditSource::commandLine());
        });
        made.waitForFinished();
    }
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SharePanelDialog> m_dialog;

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_theme = std::make_unique<Theme>(Scheme::Light);
    }
    void cleanup()
    {
        m_dialog.reset();
        m_gateway->close();
        m_desk->stop();
        m_gateway.reset();
        m_desk.reset();
    }

    void withoutAnAdministratorItLeadsToTheSetup()
    {
        open();
        QCOMPARE(int(part<CheckLine>(u"state"_s)->state()), int(CheckLine::State::Warning));
        QVERIFY(part<QrWidget>(u"qr"_s)->text().isEmpty());
        QSignalSpy setup(m_dialog.get(), &SharePanelDialog::setupRequested);
        part<QPushButton>(u"open"_s)->click();
        QCOMPARE(setup.count(), 1);
    }

    void itIsOpenedAndTheCodeSaysWhere()
    {
        makeUser(u"daniela"_s);
        open();
        QVERIFY(part<QrWidget>(u"qr"_s)->text().isEmpty()); // no code that leads nowhere
        part<QPushButton>(u"open"_s)->click();
        QTRY_COMPARE(part<QrWidget>(u"qr"_s)->text(), u"http://192.168.1.40:8523"_s);
        QCOMPARE(part<QLineEdit>(u"url"_s)->text(), u"http://192.168.1.40:8523"_s);
        QVERIFY(part<QPushButton>(u"open"_s)->isHidden());
        QVERIFY(!part<QLabel>(u"fingerprint"_s)->isVisible());
    }

    void theFingerprintIsThatOfTheServer()
    {
        makeUser(u"daniela"_s);
        QStringList pairs;
        for (int i = 0; i < 32; ++i)
            pairs << QString::number(0xA0 + i, 16).toUpper();
        m_desk->run([&](ConsoleDesk::Core *core) {
            QVERIFY(core->administration.settings.patch({{u"network.lan"_s, true}, {u"network.tls"_s, u"own"_s}},
                                                        AuditSource::commandLine()));
            core->panel.fingerprint = pairs.join(u':');
        });
        open();
        auto *shown = part<QLabel>(u"fingerprint"_s);
        QVERIFY(shown->isVisible());
        QCOMPARE(QString(shown->text()).remove(u'\n'), pairs.join(u':'));
        QCOMPARE(shown->text().count(u'\n'), 1);
        QVERIFY(part<QrWidget>(u"qr"_s)->text().startsWith(u"https://"_s));
    }

    void whoIsSignedInIsSeenAndSignedOut()
    {
        makeUser(u"daniela"_s);
        makeUser(u"oscar"_s);
        QByteArray token;
        m_desk->run([&](ConsoleDesk::Core *core) {
            QVERIFY(core->accounts.openSession(UserId{1}, {.address = u"192.168.1.23"_s, .agent = u"curl/8"_s}));
            const auto login = core->accounts.openSession(
                UserId{2},
                {.address = u"192.168.1.57"_s,
                 .agent = u"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1"_s});
            QVERIFY(login);
            token = login->sessionToken;
        });
        open();
        auto *list = m_dialog->findChild<RecordList *>();
        QCOMPARE(list->table().topLevelItemCount(), 2);
        QTreeWidgetItem *phone = list->table().findItems(u"oscar"_s, Qt::MatchExactly).value(0);
        QVERIFY(phone);
        QCOMPARE(phone->text(1), u"Safari, iPhone"_s);
        QCOMPARE(phone->text(2), u"192.168.1.57"_s);
        list->table().setCurrentItem(phone);
        const auto buttons = list->findChildren<QPushButton *>();
        buttons.constLast()->click();
        auto *question = m_dialog->findChild<QMessageBox *>();
        QVERIFY(question && question->text().contains(u"oscar"_s));
        const auto answers = question->buttons();
        for (QAbstractButton *answer : answers) {
            if (question->buttonRole(answer) == QMessageBox::DestructiveRole)
                answer->click();
        }
        QTRY_COMPARE(list->table().topLevelItemCount(), 1);
        m_desk->run([&](ConsoleDesk::Core *core) { QVERIFY(!core->accounts.identityOfSession(token)); });
    }

    void devicesHaveTheNamesThatPeopleUse_data()
    {
        QTest::addColumn<QString>("agent");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QString &agent, const QString &words) {
            QTest::newRow(name) << agent << words;
        };
        row("edge", u"Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0"_s, u"Edge, Windows"_s);
        row("chrome", u"Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"_s, u"Chrome, Android"_s);
        row("safari", u"Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/17.4 Safari/605.1.15"_s, u"Safari, Mac"_s);
        row("firefox", u"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"_s,
            u"Firefox, Linux"_s);
        row("console", DeviceWords::consoleAgent(), u"This console"_s);
        row("nothing", QString(), u"Unknown device"_s);
    }
    void devicesHaveTheNamesThatPeopleUse()
    {
        QFETCH(QString, agent);
        QFETCH(QString, words);
        QCOMPARE(DeviceWords::of(agent), words);
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale::c());
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    SharePanelTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sharepanel.moc"
