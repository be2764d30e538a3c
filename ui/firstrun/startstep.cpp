#include "ui/firstrun/startstep.h"

#include "ui/checkline.h"
#include "ui/settings/settingstore.h"
#include "ui/settings/settingwords.h"
#include "ui/shell/autostart.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
const QString startDailyKey = u"backup.daily"_s;
const QString startFolderKey = u"backup.folder"_s;
} // namespace

StartStep::StartStep(CoreGateway &gateway, const Theme &theme, Autostart *autostart)
    : FirstRunStep(u"start"_s, tr("Start and backup"), theme), m_gateway(gateway), m_autostart(autostart),
      m_start(new QCheckBox(tr("&Start with this computer"))), m_problem(new CheckLine(theme))
{
    addHeading(tr("So that nothing gets lost"),
               tr("Messages arrive while Ventanilla runs. With a daily backup the desk is back after a broken disk."));
    m_start->setObjectName(u"autostart"_s);
    m_start->setFont(Theme::strong(theme.bodyFont()));
    m_start->setEnabled(m_autostart);
    auto *help = new TintedLabel(theme,
                                 m_autostart ? tr("In the tray, when you sign in to this computer.")
                                             : tr("This system has no switch for it that Ventanilla knows."));
    help->setContentsMargins(24, 0, 0, 0);
    auto *start = new QVBoxLayout;
    start->setSpacing(2);
    start->addWidget(m_start);
    start->addWidget(help);
    column().addLayout(start);
    column().addSpacing(8);
    column().addWidget(makeBackup());
    column().addWidget(m_problem);
    column().addStretch();
    connect(m_start, &QCheckBox::clicked, this, &StartStep::setAutostart);
}

QWidget *StartStep::makeBackup()
{
    auto *part = new QWidget;
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    m_daily = new QCheckBox(tr("&Back up every day"));
    m_daily->setObjectName(u"daily"_s);
    m_daily->setFont(Theme::strong(theme().bodyFont()));
    m_folder = new QLineEdit;
    m_folder->setObjectName(u"folder"_s);
    m_folder->setPlaceholderText(tr("In the data folder of this desk"));
    m_folder->setAccessibleName(tr("Folder for backups"));
    auto *choose = new QPushButton(theme().icon(u"hard-drive"_s), tr("Choose…"));
    choose->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(24, 0, 0, 0);
    line->setSpacing(6);
    line->addWidget(m_folder, 1);
    line->addWidget(choose);
    m_place = new CheckLine(theme());
    m_place->setObjectName(u"place"_s);
    m_place->setContentsMargins(24, 0, 0, 0);
    rows->addWidget(m_daily);
    rows->addLayout(line);
    rows->addWidget(m_place);
    connect(m_daily, &QCheckBox::clicked, this, &StartStep::showPlace);
    connect(m_folder, &QLineEdit::textEdited, this, &StartStep::showPlace);
    connect(choose, &QPushButton::clicked, this, &StartStep::chooseFolder);
    connect(m_daily, &QCheckBox::clicked, this, [this] { m_touched = true; });
    connect(m_folder, &QLineEdit::textEdited, this, [this] { m_touched = true; });
    return part;
}

void StartStep::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for backups"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_folder->setText(QDir::toNativeSeparators(folder));
        m_daily->setChecked(true);
        m_touched = true;
        showPlace();
    });
    dialog->open();
}

void StartStep::showPlace()
{
    const QString folder = m_folder->text().trimmed();
    const bool fits = acceptable(*findSetting(startFolderKey), folder).has_value();
    m_folder->setEnabled(m_daily->isChecked());
    setReady(fits || !m_daily->isChecked());
    if (!m_daily->isChecked())
        m_place->show(CheckLine::State::Warning, tr("Without a backup, a broken disk takes the desk along."));
    else if (!fits)
        m_place->show(CheckLine::State::Bad, SettingWords::reason(*findSetting(startFolderKey)));
    else if (folder.isEmpty())
        m_place->show(
            CheckLine::State::Warning,
            tr("This protects from mistakes, not from a broken disk: better choose another drive or a share."));
    else
        m_place->clear();
}

void StartStep::load()
{
    m_start->setChecked(m_autostart && m_autostart->isOn());
    const auto values = SettingStore::read(m_gateway, {startDailyKey, startFolderKey});
    onReply(values, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer || m_touched)
            return;
        const StoredSetting daily = answer->value(startDailyKey);
        m_isDaily = daily.value.toBool();
        m_daily->setChecked(m_isDaily || daily.source == DeskSettings::Source::Default); // meant to be on
        m_daily->setEnabled(daily.source != DeskSettings::Source::Environment);
        m_folder->setText(answer->value(startFolderKey).value.toString());
        m_folder->setReadOnly(answer->value(startFolderKey).source == DeskSettings::Source::Environment);
        showPlace();
        showStanding();
    });
    showStanding();
}

void StartStep::showStanding()
{
    QStringList parts;
    if (m_start->isChecked())
        parts << tr("Starts with the computer");
    if (m_isDaily)
        parts << tr("daily backup");
    setStanding(!parts.isEmpty(), parts.join(u", "_s));
}

void StartStep::submit()
{
    m_problem->clear();
    QJsonObject changes;
    if (m_daily->isEnabled() && m_daily->isChecked() != m_isDaily)
        changes.insert(startDailyKey, m_daily->isChecked());
    if (m_daily->isChecked() && !m_folder->isReadOnly())
        changes.insert(startFolderKey, m_folder->text().trimmed());
    const auto stored = SettingStore::store(m_gateway, changes);
    onReply(stored, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer)
            return m_problem->show(CheckLine::State::Bad, SettingStore::words(answer.error()));
        m_touched = false;
        load();
        Q_EMIT submitted();
    });
}

void StartStep::setAutostart(bool on)
{
    m_problem->clear();
    if (!m_autostart->setOn(on))
        m_problem->show(
            CheckLine::State::Bad,
            tr("The system did not take it. Look whether your account may write its own start-up programs."));
    load();
}

} // namespace desk::ui
