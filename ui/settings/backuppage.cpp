#include "ui/settings/backuppage.h"

#include "ui/settings/backupwords.h"
#include "ui/settings/recordlist.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto lookWhileRunning = 700ms;
const QString backupFolderKey = u"backup.folder"_s;

/// Runs on the core thread.
Result<BackupPage::Standing> backupStanding(DeskServices &services)
{
    if (!services.backups)
        return fail(Errc::NotFound);
    const auto last = services.backups->lastRun();
    const auto good = services.backups->lastGoodRun();
    if (!last || !good)
        return fail(last ? good.error() : last.error());
    return BackupPage::Standing{.last = *last,
                                .lastGood = *good,
                                .running = services.backups->isRunning(),
                                .folder = services.backups->folder(),
                                .staged = services.backups->stagedRestore(),
                                .restoreProblem = services.backups->restoreProblem(),
                                .demo = services.demo};
}

QString madeWords(const BackupFile &file)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(file.madeAt), QLocale::ShortFormat);
}

} // namespace

BackupPage::BackupPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("Backup"), u"database-backup"_s, parent), m_gateway(gateway)
{
    addIntroduction(
        tr("Tickets, conversations, photos and settings. The WhatsApp session is never in it: after a restore "
           "the phone is linked anew."));
    addContent(makeState(), tr("Back up now last backup result"));
    addSection(tr("Daily backup"));
    addRow(u"backup.daily"_s);
    addRow(u"backup.time"_s);
    addRow(backupFolderKey);
    addContent(makeFolderLine(), tr("Choose folder drive share"));
    addRow(u"backup.keep"_s);
    addSection(tr("Restore"));
    addContent(makeRestore(), tr("Restore go back to a backup"), 1);
    m_again.setSingleShot(true);
    m_again.setInterval(lookWhileRunning);
    connect(&m_again, &QTimer::timeout, this, &BackupPage::load);
}

QWidget *BackupPage::makeState()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_state = new CheckLine(theme());
    m_state->setObjectName(u"backup_state"_s);
    m_now = new QPushButton(theme().icon(u"database-backup"_s), tr("Back up now"));
    m_now->setObjectName(u"backup_now"_s);
    m_now->setAutoDefault(false);
    row->addWidget(m_state, 1, Qt::AlignVCenter);
    row->addWidget(m_now, 0, Qt::AlignTop);
    connect(m_now, &QPushButton::clicked, this, &BackupPage::backUp);
    return box;
}

QWidget *BackupPage::makeFolderLine()
{
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(184, 0, 0, 0); // under the field
    line->setSpacing(12);
    auto *choose = new QPushButton(theme().icon(u"hard-drive"_s), tr("Choose folder…"));
    choose->setAutoDefault(false);
    m_place = new TintedLabel(theme(), {}, Token::Text3);
    m_place->setFont(theme().captionFont());
    line->addWidget(choose);
    line->addWidget(m_place, 1);
    connect(choose, &QPushButton::clicked, this, [this] {
        auto *field = row(backupFolderKey)->editor().findChild<QLineEdit *>();
        auto *dialog = new QFileDialog(this, tr("Folder for backups"), field->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString &folder) {
            if (!field->isEnabled())
                return;
            field->setText(QDir::toNativeSeparators(folder));
            Q_EMIT row(backupFolderKey)->editor().edited();
        });
        dialog->open();
    });
    return box;
}

QWidget *BackupPage::makeRestore()
{
    auto *box = new QWidget;
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    m_staged = new QWidget;
    auto *staged = new QHBoxLayout(m_staged);
    staged->setContentsMargins(0, 0, 0, 0);
    staged->setSpacing(8);
    m_stagedLine = new CheckLine(theme());
    m_stagedLine->setObjectName(u"staged"_s);
    auto *restart = new QPushButton(tr("Restart now"));
    auto *cancel = new QPushButton(tr("Do not restore"));
    cancel->setObjectName(u"cancel_restore"_s);
    buttonrole::give(restart, buttonrole::primary);
    for (QPushButton *button : {restart, cancel})
        button->setAutoDefault(false);
    staged->addWidget(m_stagedLine, 1, Qt::AlignVCenter);
    staged->addWidget(cancel, 0, Qt::AlignTop);
    staged->addWidget(restart, 0, Qt::AlignTop);
    m_staged->hide();
    m_list = new RecordList(theme(), {tr("Made"), tr("Size"), tr("File")}, tr("There is no backup in the folder."));
    rows->addWidget(makeNotRestored());
    rows->addWidget(m_staged);
    rows->addWidget(m_list, 1);
    connect(restart, &QPushButton::clicked, this, &BackupPage::restartRequested);
    connect(cancel, &QPushButton::clicked, this, [this] {
        const auto done = m_gateway.ask<void>([](DeskServices &services) -> Result<> {
            services.backups->cancelRestore();
            return {};
        });
        onReply(done, this, [this](const Result<> &) { load(); });
    });
    connect(m_list->addButton(tr("Another file…"), u"file-text"_s), &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Backup to restore"), m_place->toolTip(), tr("Backups (desk-*.db)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this,
                [this](const QString &file) { askToRestore(file, QFileInfo(file).fileName()); });
        dialog->open();
    });
    connect(m_list->addDangerButton(tr("Restore…")), &QPushButton::clicked, this, [this] {
        const qsizetype chosen = m_list->chosen() - 1;
        if (chosen >= 0 && chosen < m_files.size())
            askToRestore(m_files[chosen].path, madeWords(m_files[chosen]));
    });
    return box;
}

QWidget *BackupPage::makeNotRestored()
{
    m_notRestored = new QWidget;
    auto *row = new QHBoxLayout(m_notRestored);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_notRestoredLine = new CheckLine(theme());
    m_notRestoredLine->setObjectName(u"not_restored"_s);
    auto *read = new QPushButton(tr("Dismiss"));
    read->setObjectName(u"dismiss_not_restored"_s);
    read->setAutoDefault(false);
    row->addWidget(m_notRestoredLine, 1, Qt::AlignVCenter);
    row->addWidget(read, 0, Qt::AlignTop);
    m_notRestored->hide();
    connect(read, &QPushButton::clicked, this, [this] {
        const auto done = m_gateway.ask<void>([](DeskServices &services) -> Result<> {
            services.backups->forgetRestoreProblem();
            return {};
        });
        onReply(done, this, [this](const Result<> &) { load(); });
    });
    return m_notRestored;
}

void BackupPage::load()
{
    const auto standing = m_gateway.ask<Standing>([](DeskServices &services) { return backupStanding(services); });
    onReply(standing, this, [this](const Result<Standing> &answer) {
        if (answer)
            take(*answer);
    });
    const auto files = m_gateway.askLater<QList<BackupFile>>([](DeskServices &services) {
        if (services.backups)
            return services.backups->available();
        const Completer<QList<BackupFile>> none;
        none.complete(QList<BackupFile>());
        return none.future();
    });
    onReply(files, this,
            [this](const Result<QList<BackupFile>> &answer) { takeFiles(answer.value_or(QList<BackupFile>())); });
}

void BackupPage::take(const Standing &standing)
{
    BackupWords::show(*m_state, standing.last, standing.lastGood, standing.running);
    m_now->setEnabled(!standing.running);
    m_place->setText(tr("At present: %1").arg(QDir::toNativeSeparators(standing.folder)));
    m_place->setToolTip(standing.folder);
    m_staged->setVisible(!standing.staged.isEmpty());
    if (!standing.staged.isEmpty())
        m_stagedLine->show(
            CheckLine::State::Warning,
            tr("%1 takes this desk's place at the next start.").arg(QFileInfo(standing.staged).fileName()));
    m_notRestored->setVisible(standing.restoreProblem.has_value());
    if (standing.restoreProblem)
        m_notRestoredLine->show(
            CheckLine::State::Bad,
            tr("%1 was not restored; the desk is as it was.").arg(QFileInfo(standing.restoreProblem->file).fileName())
                + u' ' + BackupWords::problem(standing.restoreProblem->word));
    m_list->setEnabled(!standing.demo); // a real desk has no place in the demo's folder
    if (standing.running)
        m_again.start();
}

void BackupPage::takeFiles(const QList<BackupFile> &files)
{
    m_files = files;
    QList<RecordList::Record> records;
    for (const BackupFile &file : files)
        records << RecordList::Record{
            .id = records.size() + 1,
            .cells = {madeWords(file), Words::size(file.bytes), QFileInfo(file.path).fileName()}};
    m_list->setRecords(records);
}

void BackupPage::backUp()
{
    m_now->setEnabled(false);
    m_state->show(CheckLine::State::Working, tr("A backup is being made…"));
    const auto made = m_gateway.askLater<BackupRun>([](DeskServices &services) {
        if (services.backups)
            return services.backups->backUp();
        const Completer<BackupRun> none;
        none.complete(fail(Errc::NotFound));
        return none.future();
    });
    onReply(made, this, [this](const Result<BackupRun> &) { load(); }); // which says how it went
}

void BackupPage::askToRestore(const QString &file, const QString &name)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Restore"), tr("Go back to the desk of %1?").arg(name),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr(
        "What came since then is not in it. The desk as it is now stays in a folder of its own. WhatsApp has to be linked "
        "again, and messages that waited in the backup go out only when somebody sends them again."));
    QPushButton *yes = box->addButton(tr("Restore at the next start"), QMessageBox::DestructiveRole);
    buttonrole::give(yes, buttonrole::danger);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, file] { stage(file); });
    box->open();
}

void BackupPage::stage(const QString &file)
{
    m_list->setProblem({});
    const auto staged = m_gateway.askLater<void>(
        [file, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return services.backups->stageRestore(file, source);
        });
    onReply(staged, this, [this](const Result<> &done) {
        if (!done)
            m_list->setProblem(BackupWords::problem(done.error().detail.section(u' ', 0, 0)));
        load();
    });
}

} // namespace desk::ui
