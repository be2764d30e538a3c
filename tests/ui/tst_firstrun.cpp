#include "tests/support/consoledesk.h"
#include "ui/checkline.h"
#include "ui/firstrun/firstrundialog.h"
#include "ui/firstrun/firstrunstep.h"
#include "ui/firstrun/steprail.h"
#include "ui/pairing/qrwidget.h"
#include "ui/settings/assistanttest.h"
#include "ui/shell/autostart.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTcpServer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

struct FakeAutostart final : Autostart
{
    [[nodiscard]] bool isOn() const override { return on; }
    [[nodiscard]] Result<> setOn(bool wanted) override
    {
        on = wanted;
        return {};
    }
    bool on = false;
};

enum StepPlace { KindPlace, AdministratorPlace, WhatsAppPlace, PanelPlace, AssistantPlace, StartPlace };

} // namespace

/// The first-run assistant over the real core.
class FirstRunTest : public QObject
{
    Q_OBJECT

private:
    void open(int step = -1)
    {
        m_dialog = std::make_unique<FirstRunDialog>(
            *m_gateway, FirstRunDialog::Surroundings{.theme = *m_theme, .file = *m_file, .autostart = &m_autostart});
        m_dialog->show();
        if (step >= 0)
            m_dialog->showStep(step);
    }
    [[nodiscard]] FirstRunStep &step() const { return *m_dialog->steps().at(m_dialog->current()); }
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        T *found = step().findChild<T *>(name);
        if (!found)
            qFatal("no part %s", qUtf8Printable(name));
        return found;
    }
    [[nodiscard]] QPushButton *button(const QString &name) const { return m_dialog->findChild<QPushButton *>(name); }
    static void retype(QLineEdit *field, const QString &text)
    {
        field->clear();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] QJsonValue inCore(const QString &key)
    {
        return m_desk->get<QJsonValue>(
            [&](ConsoleDesk::Core &core) { return core.administration.settings.value(key); });
    }
    void makeAdministrator()
    {
        QFuture<Result<User>> made;
        m_desk->run([&](ConsoleDesk::Core *core) {
            made = core->administration.users.create({u"oscar"_s, u"Óscar Medina"_s, u"admin"_s, u"una clave larga"_s},
                                                     AuditSource::commandLine());
        });
        made.waitForFinished();
    }
    void choose(const QString &name, int index)
    {
        auto *box = part<QComboBox>(name);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<Theme> m_theme;
    QTemporaryDir m_memory;
    std::unique_ptr<QSettings> m_file;
    FakeAutostart m_autostart;
    std::unique_ptr<FirstRunDialog> m_dialog;

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_desk->run([](ConsoleDesk::Core *core) { core->link.state = {}; });
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_theme = std::make_unique<Theme>(Scheme::Light);
        m_file = std::make_unique<QSettings>(m_memory.filePath(u"console.ini"_s), QSettings::IniFormat);
        m_file->clear();
        m_autostart = {};
    }
    void cleanup()
    {
        m_dialog.reset();
        m_gateway->close();
        m_desk->stop();
        m_gateway.reset();
        m_desk.reset();
    }

    void aWorkshopGetsItsNameFolioAndNotices()
    {
        open();
        QCOMPARE(m_dialog->current(), int(KindPlace));
        part<QAbstractButton>(u"workshop"_s)->click();
        QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"Taller de reparación"_s);
        choose(u"customers"_s, 2); // English
        QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"Repair shop"_s);
        retype(part<QLineEdit>(u"name"_s), u"Reparaciones Paz"_s);
        part<QAbstractButton>(u"it"_s)->click();
        part<QAbstractButton>(u"workshop"_s)->click();
        QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"Reparaciones Paz"_s); // what a person wrote stays
        m_dialog->next();
        QTRY_COMPARE(m_dialog->current(), int(AdministratorPlace));
        QCOMPARE(inCore(u"desk.kind"_s).toString(), u"workshop"_s);
        QCOMPARE(inCore(u"desk.name"_s).toString(), u"Reparaciones Paz"_s);
        QCOMPARE(inCore(u"desk.language"_s).toString(), u"en"_s);
        QCOMPARE(inCore(u"desk.folio_prefix"_s).toString(), u"OS"_s);
        QCOMPARE(m_dialog->steps().at(KindPlace)->summary(), u"Repair shop"_s);
    }

    void anItDeskTellsNothingOfWorkshopStatusesAndKeepsOwnChoices()
    {
        m_desk->run([](ConsoleDesk::Core *core) {
            QVERIFY(
                core->administration.settings.patch({{u"desk.folio_prefix"_s, u"TI"_s}}, AuditSource::commandLine()));
        });
        open();
        m_dialog->next();
        QTRY_COMPARE(m_dialog->current(), int(AdministratorPlace));
        const auto enabled = m_desk->get<QStringList>([](ConsoleDesk::Core &core) {
            QStringList statuses;
            const auto rules = core.administration.notificationRules.all().value();
            for (const NotificationRule &rule : rules) {
                if (rule.enabled)
                    statuses << rule.status;
            }
            return statuses;
        });
        QVERIFY(enabled.contains(u"ready"_s));
        QVERIFY(!enabled.contains(u"warranty"_s));
        QVERIFY(!enabled.contains(u"waiting_approval"_s));
        QCOMPARE(inCore(u"desk.folio_prefix"_s).toString(), u"TI"_s);
    }

    void theAdministratorSignsInWithThePasswordThatWasShown()
    {
        open(AdministratorPlace);
        QVERIFY(!button(u"next"_s)->isEnabled());
        QTest::keyClicks(part<QLineEdit>(u"name"_s), u"daniela"_s);
        QVERIFY(!button(u"next"_s)->isEnabled()); // the password is not kept yet
        const QString password = part<QLineEdit>(u"password"_s)->text();
        QVERIFY(password.size() >= 16);
        part<QPushButton>(u"copy"_s)->click();
        part<QCheckBox>(u"kept"_s)->click();
        QVERIFY(button(u"next"_s)->isEnabled());
        button(u"next"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_dialog->current(), int(WhatsAppPlace), 20000); // a memory-hard hash
        QCOMPARE(m_dialog->steps().at(AdministratorPlace)->summary(), u"daniela"_s);
        QCOMPARE(m_dialog->steps().at(AdministratorPlace)->findChild<QLineEdit *>(u"password"_s)->text(), QString());
        QCOMPARE(m_gateway->actor().name, u"daniela"_s);
        QFuture<Result<AccountService::Login>> login;
        m_desk->run([&](ConsoleDesk::Core *core) {
            login = core->accounts.login(u"daniela"_s, password, {.address = u"127.0.0.1"_s});
        });
        QTRY_VERIFY_WITH_TIMEOUT(login.isFinished(), 20000);
        QVERIFY(login.result());
        QCOMPARE(login.result()->identity.role, u"admin"_s);
    }

    void anAdministratorWhoIsThereAlreadyIsNamed()
    {
        makeAdministrator();
        open(AdministratorPlace);
        QTRY_COMPARE(step().summary(), u"oscar"_s);
        QVERIFY(part<CheckLine>(u"who"_s)->text().contains(u"Óscar Medina"_s));
        QVERIFY(button(u"next"_s)->isEnabled());
        QVERIFY(button(u"later"_s)->isHidden());
        button(u"next"_s)->click();
        QCOMPARE(m_dialog->current(), int(WhatsAppPlace));
    }

    void somebodyQuickerOnTheCommandLineIsNoSecondAdministrator()
    {
        open(AdministratorPlace);
        QTest::keyClicks(part<QLineEdit>(u"name"_s), u"daniela"_s);
        part<QCheckBox>(u"kept"_s)->click();
        makeAdministrator();
        button(u"next"_s)->click();
        QTRY_COMPARE(step().summary(), u"oscar"_s);
        QCOMPARE(m_dialog->current(), int(AdministratorPlace));
    }

    void thePhoneIsLinkedInItsStep()
    {
        open(WhatsAppPlace);
        const auto asked = [this] {
            return m_desk->get<QStringList>([](ConsoleDesk::Core &core) { return core.link.asked; });
        };
        QTRY_VERIFY(asked().contains(u"pair"_s));
        QVERIFY(!step().isDone());
        m_desk->run([](ConsoleDesk::Core *core) {
            core->link.state = {.state = LinkState::Ready, .phone = u"5215500003381"_s};
            Q_EMIT core->link.changed(core->link.state);
        });
        QTRY_VERIFY(step().isDone());
        QVERIFY(step().summary().contains(u"3381"_s));
        QVERIFY(!step().summary().contains(u"0000"_s)); // others may look
    }

    void leavingThePhoneForLaterStopsTheCodes()
    {
        open(WhatsAppPlace);
        button(u"later"_s)->click();
        QCOMPARE(m_dialog->current(), int(PanelPlace));
        QTRY_VERIFY(
            m_desk->get<QStringList>([](ConsoleDesk::Core &core) { return core.link.asked; }).contains(u"cancel"_s));
        QVERIFY(!m_dialog->steps().at(WhatsAppPlace)->isDone());
    }

    void thePanelStaysClosedWithoutAnAdministrator()
    {
        open(PanelPlace);
        QTRY_COMPARE(int(part<CheckLine>(u"account_check"_s)->state()), int(CheckLine::State::Warning));
        QVERIFY(!part<QCheckBox>(u"lan"_s)->isEnabled());
        QVERIFY(part<QLineEdit>(u"address"_s)->text().contains(u"127.0.0.1"_s));
        QVERIFY(part<QrWidget>(u"qr"_s)->text().isEmpty());
    }

    void thePanelOpensAtOnceAndShowsItsAddress()
    {
        makeAdministrator();
        open(PanelPlace);
        QTRY_VERIFY(part<QCheckBox>(u"lan"_s)->isEnabled());
        part<QCheckBox>(u"lan"_s)->click();
        QTRY_COMPARE(part<QLineEdit>(u"address"_s)->text(), u"http://192.168.1.40:8523"_s);
        QCOMPARE(part<QrWidget>(u"qr"_s)->text(), u"http://192.168.1.40:8523"_s);
        QCOMPARE(inCore(u"network.lan"_s).toBool(), true);
        part<QCheckBox>(u"tls"_s)->click();
        QTRY_COMPARE(part<QrWidget>(u"qr"_s)->text(), u"https://192.168.1.40:8523"_s);
        QCOMPARE(inCore(u"network.tls"_s).toString(), u"own"_s);
    }

    void aTakenPortIsSaidAndAFreeOneStored()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::Any));
        open(PanelPlace);
        QTRY_COMPARE(part<QLineEdit>(u"port"_s)->text(), u"8523"_s);
        retype(part<QLineEdit>(u"port"_s), QString::number(other.serverPort()));
        QTRY_COMPARE(int(part<CheckLine>(u"port_check"_s)->state()), int(CheckLine::State::Bad));
        const quint16 port = other.serverPort();
        other.close();
        retype(part<QLineEdit>(u"port"_s), QString::number(port));
        QTRY_COMPARE(int(part<CheckLine>(u"port_check"_s)->state()), int(CheckLine::State::Good));
        button(u"next"_s)->click();
        QTRY_COMPARE(m_dialog->current(), int(AssistantPlace));
        QCOMPARE(inCore(u"network.port"_s).toInt(), int(port));
    }

    void theServiceIsTestedAndStored()
    {
        m_desk->run([](ConsoleDesk::Core *core) {
            core->http.answers = {HttpResponse{401, "{}"}};
            core->http.answer = HttpResponse{200, R"({"choices":[{"message":{"content":"ready"}}]})"};
        });
        open(AssistantPlace);
        QTRY_COMPARE(step().summary(), u"Built-in rules"_s);
        choose(u"service"_s, 1);
        QVERIFY(part<QLineEdit>(u"endpoint"_s)->text().contains(u"deepseek"_s));
        QTest::keyClicks(part<QLineEdit>(u"key"_s), u"sk-example"_s);
        auto *test = step().findChild<AssistantTest *>();
        part<QPushButton>(u"test"_s)->click();
        QTRY_COMPARE(int(test->result().state()), int(CheckLine::State::Bad));
        QVERIFY(test->result().text().contains(u"key"_s));
        part<QPushButton>(u"test"_s)->click();
        QTRY_COMPARE(int(test->result().state()), int(CheckLine::State::Good));
        const auto request = m_desk->get<HttpRequest>(
            [](ConsoleDesk::Core &core) { return core.http.requests.last(); });
        QVERIFY(request.headers.contains(std::pair<QByteArray, QByteArray>("Authorization", "Bearer sk-example")));
        QCOMPARE(QJsonDocument::fromJson(request.body).object().value("model"_L1).toString(), u"deepseek-chat"_s);
        button(u"next"_s)->click();
        QTRY_COMPARE(m_dialog->current(), int(StartPlace));
        QCOMPARE(inCore(u"ai.key"_s).toString(), u"sk-example"_s);
        QCOMPARE(inCore(u"ai.endpoint"_s).toString(), u"https://api.deepseek.com/chat/completions"_s);
        QTRY_COMPARE(m_dialog->steps().at(AssistantPlace)->summary(), u"deepseek-chat"_s);
    }

    void theStoredKeyGoesToItsOwnServiceOnly()
    {
        m_desk->run([](ConsoleDesk::Core *core) {
            QVERIFY(core->administration.settings.patch(
                {{u"ai.endpoint"_s, u"https://ai.example/v1/chat/completions"_s}, {u"ai.key"_s, u"sk-kept"_s}},
                AuditSource::commandLine()));
        });
        open(AssistantPlace);
        QTRY_VERIFY(part<QLineEdit>(u"endpoint"_s)->text().contains(u"ai.example"_s));
        const auto sent = [this] {
            return m_desk->get<QList<HttpRequest>>([](ConsoleDesk::Core &core) { return core.http.requests; });
        };
        part<QPushButton>(u"test"_s)->click();
        QTRY_COMPARE(sent().size(), 1);
        QCOMPARE(sent().at(0).headers.last().second, "Bearer sk-kept");
        retype(part<QLineEdit>(u"endpoint"_s), u"https://other.example/v1/chat/completions"_s);
        part<QPushButton>(u"test"_s)->click();
        QTRY_COMPARE(sent().size(), 2);
        for (const auto &header : sent().at(1).headers)
            QVERIFY(header.first != "Authorization");
    }

    void everyStepCanBeSkippedAndClosingResumes()
    {
        open();
        for (int i = 0; i < 3; ++i)
            button(u"later"_s)->click();
        QCOMPARE(m_dialog->current(), int(PanelPlace));
        m_dialog->reject();
        QVERIFY(!FirstRunDialog::isFinished(*m_file));
        open();
        QCOMPARE(m_dialog->current(), int(PanelPlace));
        button(u"back"_s)->click();
        QCOMPARE(m_dialog->current(), int(WhatsAppPlace));
        m_dialog->findChild<StepRail *>()->button(StartPlace)->click();
        QCOMPARE(m_dialog->current(), int(StartPlace));
        button(u"later"_s)->click();
        QVERIFY(!m_dialog->isVisible());
        QVERIFY(FirstRunDialog::isFinished(*m_file));
        QCOMPARE(inCore(u"network.lan"_s).toBool(), false); // nothing was stored
        open();
        QCOMPARE(m_dialog->current(), int(KindPlace));
    }

    void theSystemStartsIt()
    {
        open(StartPlace);
        part<QCheckBox>(u"autostart"_s)->click();
        QVERIFY(m_autostart.on);
        QVERIFY(step().isDone());
    }

    void aDailyBackupIsMeantToBeOn()
    {
        open(StartPlace);
        QTRY_VERIFY(part<QCheckBox>(u"daily"_s)->isChecked());
        QCOMPARE(inCore(u"backup.daily"_s).toBool(), false); // not before it is confirmed
        retype(part<QLineEdit>(u"folder"_s), u"usb"_s);
        QVERIFY(!button(u"next"_s)->isEnabled()); // no whole path
        retype(part<QLineEdit>(u"folder"_s), m_memory.path());
        QVERIFY(button(u"next"_s)->isEnabled());
        button(u"next"_s)->click();
        QTRY_VERIFY(!m_dialog->isVisible());
        QVERIFY(FirstRunDialog::isFinished(*m_file));
        QCOMPARE(inCore(u"backup.daily"_s).toBool(), true);
        QCOMPARE(inCore(u"backup.folder"_s).toString(), m_memory.path());
    }

    void exampleDataIsAskedForAndSaysWhatHappens()
    {
        open();
        QSignalSpy demo(m_dialog.get(), &FirstRunDialog::demoRequested);
        part<QPushButton>(u"demo"_s)->click();
        QCOMPARE(demo.count(), 1);
        m_dialog->showDemo(false);
        QCOMPARE(int(part<CheckLine>(u"demo_state"_s)->state()), int(CheckLine::State::Bad));
        m_dialog->showDemo(true);
        QCOMPARE(int(part<CheckLine>(u"demo_state"_s)->state()), int(CheckLine::State::Good));
        QVERIFY(!part<QPushButton>(u"demo"_s)->isEnabled());
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale::c());
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    FirstRunTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_firstrun.moc"
