#include "tests/support/consoledesk.h"
#include "ui/checkline.h"
#include "ui/settings/consolepreferences.h"
#include "ui/settings/formdialog.h"
#include "ui/settings/noticespage.h"
#include "ui/settings/recordlist.h"
#include "ui/settings/settingsdialog.h"
#include "ui/settings/settingwords.h"
#include "ui/settings/webhooklist.h"
#include "ui/shell/autostart.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
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
        if (refuses)
            return fail(Errc::Storage);
        on = wanted;
        return {};
    }
    bool on = false;
    bool refuses = false;
};

} // namespace

class SettingsDialogTest : public QObject
{
    Q_OBJECT

private:
    void open()
    {
        m_dialog = std::make_unique<SettingsDialog>(
            *m_gateway, SettingsDialog::Surroundings{.theme = *m_theme, .file = *m_file, .autostart = &m_autostart});
        QSignalSpy loaded(m_dialog.get(), &SettingsDialog::loaded);
        m_dialog->show();
        QVERIFY(loaded.wait());
    }
    [[nodiscard]] QLineEdit *field(const QString &key) const { return m_dialog->row(key)->findChild<QLineEdit *>(); }
    void type(const QString &key, const QString &text) const
    {
        QLineEdit *line = field(key);
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    template<typename W>
    [[nodiscard]] W *part(const QString &name) const
    {
        return m_dialog->findChild<W *>(name);
    }
    static QPushButton *button(const QWidget &parent, const QString &text)
    {
        const auto all = parent.findChildren<QPushButton *>();
        for (QPushButton *one : all) {
            if (one->text() == text)
                return one;
        }
        qFatal("no button %s", qUtf8Printable(text));
    }
    [[nodiscard]] SettingsPage *page(const QString &icon) const
    {
        for (SettingsPage *page : m_dialog->pages()) {
            if (page->icon() == icon)
                return page;
        }
        qFatal("no page %s", qUtf8Printable(icon));
    }
    [[nodiscard]] QString wrongOf(const QString &key) const
    {
        const auto *label = m_dialog->row(key)->findChild<QLabel *>(u"wrong"_s);
        return label->isHidden() ? QString() : label->text();
    }
    [[nodiscard]] QJsonValue inCore(const QString &key) const
    {
        return m_desk->get<QJsonValue>(
            [key](ConsoleDesk::Core &core) { return core.administration.settings.value(key); });
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<Theme> m_theme;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_file;
    FakeAutostart m_autostart;
    std::unique_ptr<SettingsDialog> m_dialog;

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_theme = std::make_unique<Theme>(Scheme::Light);
        m_file = std::make_unique<QSettings>(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        m_file->clear();
        m_autostart = {};
        m_desk->run([](ConsoleDesk::Core *core) { QVERIFY(core->administration.settings.load()); });
    }
    void cleanup()
    {
        m_dialog.reset();
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }

    void everySettingHasItsRowAndItsWords()
    {
        open();
        for (const SettingDescriptor &setting : settingDescriptors()) {
            QVERIFY2(m_dialog->row(setting.key), qUtf8Printable(setting.key));
            QVERIFY2(!SettingWords::label(setting.key).isEmpty(), qUtf8Printable(setting.key));
            for (const QString &word : setting.choices)
                QVERIFY2(SettingWords::choice(setting.key, word) != word, qUtf8Printable(setting.key + word));
        }
    }

    void nothingToSaveUntilSomethingIsTyped()
    {
        open();
        QVERIFY(!m_dialog->isDirty());
        QVERIFY(part<QPushButton>(u"save"_s)->isHidden());
        type(u"desk.name"_s, u"Soporte"_s);
        QVERIFY(!part<QPushButton>(u"save"_s)->isHidden());
        QVERIFY(!part<QPushButton>(u"discard"_s)->isHidden());
        type(u"desk.name"_s, u"Mesa de ayuda"_s); // as it was
        QVERIFY(part<QPushButton>(u"save"_s)->isHidden());
    }

    void whatIsSavedIsInTheCoreAtOnce()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"desk.name"_s, u"Soporte"_s);
        type(u"conversation.quiet_time_ms"_s, u"2.5"_s);
        m_dialog->row(u"calls.reject"_s)->findChild<QCheckBox *>()->click();
        part<QPushButton>(u"save"_s)->click();
        QVERIFY(saved.wait());
        QCOMPARE(inCore(u"desk.name"_s).toString(), u"Soporte"_s);
        QCOMPARE(inCore(u"conversation.quiet_time_ms"_s).toInt(), 2500);
        QCOMPARE(inCore(u"calls.reject"_s).toBool(), true);
        QVERIFY(!m_dialog->isDirty());
        const auto trail = m_desk->get<QStringList>([](ConsoleDesk::Core &core) {
            QStringList targets;
            const auto trailPage = core.administration.audit.page({}, 0, 10).value();
            for (const AdminAuditEntry &entry : trailPage.entries)
                targets << entry.target;
            return targets;
        });
        QVERIFY(trail.contains(u"setting:desk.name"_s));
    }

    void whatIsTypedWhileSavingStays()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"desk.name"_s, u"Soporte"_s);
        m_dialog->save();
        type(u"desk.folio_prefix"_s, u"TI"_s); // before the answer is here
        QCOMPARE(saved.count(), 0);
        QVERIFY(saved.wait());
        QCOMPARE(inCore(u"desk.name"_s).toString(), u"Soporte"_s);
        QCOMPARE(inCore(u"desk.folio_prefix"_s).toString(), QString());
        QCOMPARE(field(u"desk.folio_prefix"_s)->text(), u"TI"_s);
        QVERIFY(m_dialog->isDirty());
    }

    void aRefusedValueSaysWhyAndIsNotSaved()
    {
        open();
        type(u"network.port"_s, u"99000"_s);
        QCOMPARE(wrongOf(u"network.port"_s), SettingWords::reason(*findSetting(u"network.port"_s)));
        m_dialog->save();
        QVERIFY(m_dialog->isDirty());
        QVERIFY(field(u"network.port"_s)->isVisible()); // brought to the eye
        QCOMPARE(inCore(u"network.port"_s).toInt(), 8523);
        type(u"network.port"_s, u"9000"_s);
        QCOMPARE(wrongOf(u"network.port"_s), QString());
        type(u"network.port"_s, u"nine"_s);
        QVERIFY(!wrongOf(u"network.port"_s).isEmpty());
    }

    void whatOnlyTheCoreCanRefuseIsSaidAtItsRow()
    {
        open();
        m_dialog->row(u"network.lan"_s)->findChild<QCheckBox *>()->click();
        m_dialog->save();
        QTRY_VERIFY(wrongOf(u"network.lan"_s).contains(u"administrator"_s));
        QCOMPARE(inCore(u"network.lan"_s).toBool(), false);
        QVERIFY(m_dialog->isDirty());
    }

    void aRestartIsOfferedForWhatNeedsOne()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"desk.name"_s, u"Soporte"_s);
        m_dialog->save();
        QVERIFY(saved.wait());
        QVERIFY(part<QPushButton>(u"restart"_s)->isHidden()); // at once
        type(u"network.port"_s, u"9000"_s);
        m_dialog->save();
        QVERIFY(saved.wait());
        QVERIFY(part<QPushButton>(u"restart"_s)->isVisible());
        QSignalSpy restart(m_dialog.get(), &SettingsDialog::restartRequested);
        part<QPushButton>(u"restart"_s)->click();
        QCOMPARE(restart.count(), 1);
    }

    void discardedIsAsItWas()
    {
        open();
        type(u"desk.name"_s, u"Otra"_s);
        m_dialog->row(u"calls.reject"_s)->findChild<QCheckBox *>()->click();
        part<QPushButton>(u"discard"_s)->click();
        QCOMPARE(field(u"desk.name"_s)->text(), u"Mesa de ayuda"_s);
        QVERIFY(!m_dialog->row(u"calls.reject"_s)->findChild<QCheckBox *>()->isChecked());
        QVERIFY(!m_dialog->isDirty());
    }

    void whatTheEnvironmentDecidesIsLockedAndSaysSo()
    {
        std::unique_ptr<Administration> locked;
        m_desk->run([&](ConsoleDesk::Core *core) {
            locked = std::make_unique<Administration>(core->database, core->clock, core->random, core->accounts,
                                                      QHash<QString, QJsonValue>{{u"ai.model"_s, u"llama"_s}});
            core->services.administration = locked.get();
        });
        open();
        QVERIFY(m_dialog->row(u"ai.model"_s)->isLocked());
        QVERIFY(!field(u"ai.model"_s)->isEnabled());
        QCOMPARE(field(u"ai.model"_s)->text(), u"llama"_s);
        const auto *note = m_dialog->row(u"ai.model"_s)->findChild<QLabel *>(u"note"_s);
        QVERIFY(note->text().contains(u"VENTANILLA_AI_MODEL"_s));
        QVERIFY(field(u"ai.endpoint"_s)->isEnabled());
        m_dialog.reset();
        m_desk->run([&](ConsoleDesk::Core *core) {
            core->services.administration = &core->administration;
            locked.reset();
        });
    }

    void aSecretIsReplacedAndRemovedButNeverShown()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"ai.key"_s, u"sk-example"_s);
        m_dialog->save();
        QVERIFY(saved.wait());
        QCOMPARE(inCore(u"ai.key"_s).toString(), u"sk-example"_s);
        QCOMPARE(field(u"ai.key"_s)->text(), QString());
        QVERIFY(!m_dialog->isDirty());
        button(*m_dialog->row(u"ai.key"_s), u"Remove"_s)->click();
        QVERIFY(m_dialog->isDirty());
        m_dialog->save();
        QVERIFY(saved.wait());
        QCOMPARE(inCore(u"ai.key"_s).toString(), QString());
    }

    void hoursAreWrittenByTheDay()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        const auto days = m_dialog->row(u"hours.business"_s)->findChildren<QLineEdit *>();
        QCOMPARE(days.size(), 7);
        days[0]->setText(u"9:00 - 14:00, 16:00–19:00"_s); // as pasted
        button(*m_dialog->row(u"hours.business"_s), u"Monday's hours until Friday"_s)->click();
        m_dialog->save();
        QVERIFY(saved.wait());
        const QJsonObject week = inCore(u"hours.business"_s).toObject();
        QCOMPARE(week.keys(), QStringList({u"fri"_s, u"mon"_s, u"thu"_s, u"tue"_s, u"wed"_s}));
        QCOMPARE(week.value("fri"_L1).toArray(), QJsonArray({u"9:00-14:00"_s, u"16:00-19:00"_s}));
        QTest::keyClicks(days[6], u"all day"_s);
        QVERIFY(!wrongOf(u"hours.business"_s).isEmpty());
    }

    void builtInValueComesBack()
    {
        open();
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"desk.name"_s, u"Soporte"_s);
        m_dialog->save();
        QVERIFY(saved.wait());
        m_dialog->row(u"desk.name"_s)->findChild<QToolButton *>()->click();
        m_dialog->save();
        QVERIFY(saved.wait());
        const auto source = m_desk->get<DeskSettings::Source>(
            [](ConsoleDesk::Core &core) { return core.administration.settings.sourceOf(u"desk.name"_s); });
        QVERIFY(source == DeskSettings::Source::Default);
    }

    void searchFindsPagesAndRowsWithoutAccentsOrCase()
    {
        open();
        m_dialog->search(u"PÓRT"_s);
        auto *list = m_dialog->findChild<QListWidget *>();
        int shown = 0;
        for (int row = 0; row < list->count(); ++row)
            shown += list->item(row)->isHidden() ? 0 : 1;
        QVERIFY(shown > 0 && shown < list->count());
        QVERIFY(field(u"network.port"_s)->isVisible());
        QVERIFY(m_dialog->row(u"network.https_only"_s)->isHidden());
        m_dialog->search(u"zzz"_s);
        QVERIFY(std::all_of(m_dialog->pages().begin(), m_dialog->pages().end(),
                            [](SettingsPage *page) { return !page->filter(u"zzz"_s); }));
        m_dialog->search({});
        QVERIFY(!m_dialog->row(u"network.https_only"_s)->isHidden());
    }

    void noticeIsPreviewedAndSaved()
    {
        open();
        auto *notices = qobject_cast<NoticesPage *>(page(u"bell"_s));
        QTRY_VERIFY(notices->status().count() > 0);
        notices->status().setCurrentIndex(notices->status().findData(u"ready"_s));
        notices->text().setPlainText(u"{nombre}: {folio} listo"_s);
        QCOMPARE(notices->preview(), u"María: 2026-00123 listo"_s);
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        m_dialog->save();
        QVERIFY(saved.wait());
        QVERIFY(!m_dialog->isDirty());
        const auto text = m_desk->get<QString>([](ConsoleDesk::Core &core) {
            const auto rules = core.administration.notificationRules.all().value();
            for (const NotificationRule &rule : rules) {
                if (rule.status == "ready"_L1)
                    return rule.text;
            }
            return QString();
        });
        QCOMPARE(text, u"{nombre}: {folio} listo"_s);
        notices->text().setPlainText(u"{contraseña}"_s); // there is no such variable
        m_dialog->save();
        QTRY_VERIFY(part<QLabel>(u"status"_s)->text().contains(notices->title()));
        QVERIFY(m_dialog->isDirty());
    }

    void userIsAddedAndTheLastAdministratorStays()
    {
        open();
        SettingsPage *users = page(u"users-round"_s);
        m_dialog->showPage(users);
        button(*users, u"Add user…"_s)->click();
        auto *dialog = users->findChild<FormDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"daniela"_s);
        const QString password = dialog->findChild<QLineEdit *>(u"password"_s)->text();
        QVERIFY(password.size() >= 16);
        dialog->action().click();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLineEdit *>(u"secret"_s), 20000); // a memory-hard hash
        QCOMPARE(dialog->findChild<QLineEdit *>(u"secret"_s)->text(), password);
        dialog->reject();
        auto *list = users->findChild<RecordList *>();
        QTRY_COMPARE(list->table().topLevelItemCount(), 1);
        list->table().setCurrentItem(list->table().topLevelItem(0));
        button(*users, u"Keep out…"_s)->click();
        auto *question = users->findChild<QMessageBox *>();
        QVERIFY(question);
        button(*question, u"Keep out"_s)->click();
        const auto says = [list](const QString &text) {
            const auto labels = list->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](QLabel *label) { return label->isVisible() && label->text() == text; });
        };
        QTRY_VERIFY(says(u"One administrator has to stay."_s));
    }

    void tokenIsShownOnceAndRevoked()
    {
        open();
        SettingsPage *tokens = page(u"key-round"_s);
        m_dialog->showPage(tokens);
        button(*tokens, u"Make token…"_s)->click();
        auto *dialog = tokens->findChild<FormDialog *>();
        dialog->action().click(); // without a name
        QTRY_VERIFY(dialog->findChild<QLabel *>(u"problem"_s)->isVisible());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Inventario"_s);
        dialog->action().click();
        QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"secret"_s));
        const QString secret = dialog->findChild<QLineEdit *>(u"secret"_s)->text();
        dialog->reject();
        auto *list = tokens->findChild<RecordList *>();
        QTRY_COMPARE(list->table().topLevelItemCount(), 1);
        QVERIFY(secret.startsWith(list->table().topLevelItem(0)->text(1).chopped(1)));
        list->table().setCurrentItem(list->table().topLevelItem(0));
        button(*tokens, u"Revoke…"_s)->click();
        button(*tokens->findChild<QMessageBox *>(), u"Revoke"_s)->click();
        QTRY_COMPARE(list->table().topLevelItemCount(), 0);
    }

    void aWebhookIsAddedTriedAndRemoved()
    {
        open();
        SettingsPage *programs = page(u"key-round"_s);
        m_dialog->showPage(programs);
        auto *webhooks = programs->findChild<WebhookList *>();
        button(*webhooks, u"Add webhook…"_s)->click();
        auto *dialog = webhooks->findChild<FormDialog *>();
        auto *url = dialog->findChild<QLineEdit *>(u"url"_s);
        QTest::keyClicks(url, u"ftp://example.org"_s);
        dialog->action().click();
        const auto *problem = dialog->findChild<QLabel *>(u"problem"_s);
        QTRY_VERIFY(problem->text().contains(u"https://"_s));
        url->setText(u"https://hooks.example.org/ventanilla?key=abc"_s);
        dialog->action().click();
        QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"secret"_s));
        dialog->reject();
        RecordList &list = webhooks->list();
        QTRY_COMPARE(list.table().topLevelItemCount(), 1);
        const auto trail = m_desk->get<QString>([](ConsoleDesk::Core &core) {
            return QString::fromUtf8(
                QJsonDocument(
                    core.administration.audit.page({.action = u"webhook.create"_s}, 0, 1)->entries.at(0).newValue)
                    .toJson());
        });
        QVERIFY(trail.contains(u"hooks.example.org"_s));
        QVERIFY(!trail.contains(u"abc"_s)); // the rest of an address may be a secret
        list.table().setCurrentItem(list.table().topLevelItem(0));
        m_desk->run([](ConsoleDesk::Core *core) { core->http.answer = HttpResponse{204, {}}; });
        button(*webhooks, u"Test"_s)->click();
        auto *result = webhooks->findChild<CheckLine *>(u"webhook_result"_s);
        QTRY_COMPARE(int(result->state()), int(CheckLine::State::Good));
        m_desk->run([](ConsoleDesk::Core *core) { core->http.answer = HttpResponse{500, {}}; });
        button(*webhooks, u"Test"_s)->click();
        QTRY_COMPARE(int(result->state()), int(CheckLine::State::Bad));
        QVERIFY(result->text().contains(u"500"_s));
        button(*webhooks, u"Switch off"_s)->click();
        const auto enabled = [this] {
            return m_desk->get<bool>([](ConsoleDesk::Core &core) { return core.webhooks.all()->at(0).enabled; });
        };
        QTRY_VERIFY(!enabled());
        QTRY_VERIFY(list.chosen() > 0);
        button(*webhooks, u"Remove…"_s)->click();
        button(*webhooks->findChild<QMessageBox *>(), u"Remove"_s)->click();
        QTRY_COMPARE(list.table().topLevelItemCount(), 0);
    }

    void quickReplyWithATakenShortcutIsRefused()
    {
        m_desk->run([](ConsoleDesk::Core *core) {
            QVERIFY(core->administration.quickReplies.create({.shortcut = u"horario"_s, .text = u"De 9 a 19"_s},
                                                             AuditSource::commandLine()));
        });
        open();
        SettingsPage *replies = page(u"zap"_s);
        auto *list = replies->findChild<RecordList *>();
        QTRY_COMPARE(list->table().topLevelItemCount(), 1);
        button(*replies, u"Add reply…"_s)->click();
        auto *dialog = replies->findChild<FormDialog *>();
        auto *shortcut = dialog->findChild<QLineEdit *>(u"shortcut"_s);
        QTest::keyClicks(shortcut, u"Horario"_s);
        dialog->findChild<QPlainTextEdit *>()->setPlainText(u"De 9 a 18"_s);
        dialog->action().click();
        const auto *problem = dialog->findChild<QLabel *>(u"problem"_s);
        QTRY_COMPARE(problem->text(), u"There is a reply with that shortcut already."_s);
        shortcut->setText(u"nuevo"_s);
        dialog->action().click();
        QTRY_COMPARE(list->table().topLevelItemCount(), 2);
    }

    void forgettingTheSessionAsksFirstAndThenPairs()
    {
        open();
        SettingsPage *whatsApp = page(u"smartphone"_s);
        m_dialog->showPage(whatsApp);
        QSignalSpy pairing(m_dialog.get(), &SettingsDialog::pairingRequested);
        button(*whatsApp, u"Forget session and link again…"_s)->click();
        auto *question = whatsApp->findChild<QMessageBox *>();
        QVERIFY(question->informativeText().contains(u"conversations"_s)); // what is kept
        QCOMPARE(pairing.count(), 0);
        button(*question, u"Delete and link"_s)->click();
        const auto asked = [this] {
            return m_desk->get<QStringList>([](ConsoleDesk::Core &core) { return core.link.asked; });
        };
        QTRY_VERIFY(asked().contains(u"reset"_s));
        QCOMPARE(pairing.count(), 0); // not before the session is gone
        m_desk->run([](ConsoleDesk::Core *core) { core->link.resets.constLast().complete({}); });
        QTRY_COMPARE(pairing.count(), 1);
    }

    void aBackupIsMadeAndStagedToBeRestored()
    {
        open();
        SettingsPage *backup = page(u"database-backup"_s);
        m_dialog->showPage(backup);
        auto *state = backup->findChild<CheckLine *>(u"backup_state"_s);
        QTRY_COMPARE(int(state->state()), int(CheckLine::State::Warning)); // none yet
        part<QPushButton>(u"backup_now"_s)->click();
        QTRY_COMPARE(int(state->state()), int(CheckLine::State::Good));
        auto *list = backup->findChild<RecordList *>();
        QTRY_COMPARE(list->table().topLevelItemCount(), 1);
        list->table().setCurrentItem(list->table().topLevelItem(0));
        button(*backup, u"Restore…"_s)->click();
        auto *question = backup->findChild<QMessageBox *>();
        QVERIFY(question->informativeText().contains(u"WhatsApp"_s)); // what it costs
        button(*question, u"Restore at the next start"_s)->click();
        auto *staged = backup->findChild<CheckLine *>(u"staged"_s);
        QTRY_VERIFY(staged->isVisible());
        const auto file = [this] {
            return m_desk->get<QString>([](ConsoleDesk::Core &core) { return core.backups.stagedRestore(); });
        };
        QVERIFY(!file().isEmpty());
        QSignalSpy restart(m_dialog.get(), &SettingsDialog::restartRequested);
        button(*backup, u"Restart now"_s)->click();
        QCOMPARE(restart.count(), 1);
        part<QPushButton>(u"cancel_restore"_s)->click();
        QTRY_VERIFY(!staged->isVisible());
        QCOMPARE(file(), QString());
    }

    void aRestoreThatWasNotDoneIsToldUntilItIsDismissed()
    {
        open();
        m_desk->run([](ConsoleDesk::Core *core) {
            const Restore restore(core->data);
            if (!restore.stage(u"/no-such-folder/desk-20251129-130500.db"_s, 1) || restore.perform())
                qFatal("it was restored");
        });
        SettingsPage *backup = page(u"database-backup"_s);
        m_dialog->showPage(backup);
        backup->load();
        auto *line = backup->findChild<CheckLine *>(u"not_restored"_s);
        QTRY_VERIFY(line->isVisible());
        QVERIFY(line->text().contains(u"desk-20251129-130500.db"_s));
        QVERIFY(line->text().contains(u"Plug the drive in"_s));
        part<QPushButton>(u"dismiss_not_restored"_s)->click();
        QTRY_VERIFY(!line->isVisible());
    }

    void aFailedBackupSaysWhatToDo()
    {
        open();
        SettingsPage *backup = page(u"database-backup"_s);
        m_dialog->showPage(backup);
        QSignalSpy saved(m_dialog.get(), &SettingsDialog::saved);
        type(u"backup.folder"_s, QDir::tempPath() + u"/no-such-folder-of-ventanilla"_s);
        m_dialog->save();
        QVERIFY(saved.wait());
        part<QPushButton>(u"backup_now"_s)->click();
        auto *state = backup->findChild<CheckLine *>(u"backup_state"_s);
        QTRY_COMPARE(int(state->state()), int(CheckLine::State::Bad));
        QVERIFY(state->text().contains(u"Plug the drive in"_s));
    }

    void choicesOfThisComputerAreKeptAtOnce()
    {
        open();
        QSignalSpy changed(m_dialog.get(), &SettingsDialog::preferencesChanged);
        auto *look = part<QComboBox>(u"look"_s);
        look->setCurrentIndex(look->findData(int(ConsolePreferences::Look::Dark)));
        Q_EMIT look->activated(look->currentIndex());
        part<QCheckBox>(u"hide_text"_s)->click();
        part<QCheckBox>(u"autostart"_s)->click();
        QCOMPARE(changed.count(), 2);
        QCOMPARE(ConsolePreferences(*m_file).scheme(Scheme::Light), Scheme::Dark);
        QVERIFY(ConsolePreferences(*m_file).hidesText());
        QVERIFY(m_autostart.on);
        QVERIFY(!m_dialog->isDirty());
        m_autostart.refuses = true;
        part<QCheckBox>(u"autostart"_s)->click();
        QVERIFY(part<QCheckBox>(u"autostart"_s)->isChecked()); // as the system has it
    }

    void closingWithChangesAsks()
    {
        open();
        type(u"desk.name"_s, u"Soporte"_s);
        m_dialog->reject();
        QVERIFY(m_dialog->isVisible());
        auto *question = m_dialog->findChild<QMessageBox *>();
        QVERIFY(question);
        button(*question, u"Save"_s)->click();
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(inCore(u"desk.name"_s).toString(), u"Soporte"_s);
    }

    void closingTheCoreMeanwhileLeavesNothingDangling()
    {
        open();
        type(u"desk.name"_s, u"Soporte"_s);
        m_dialog->save();
        m_dialog.reset();
        m_gateway->close();
        m_desk->stop();
        QVERIFY(!m_dialog);
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale::c());
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));
    SettingsDialogTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_settingsdialog.moc"
