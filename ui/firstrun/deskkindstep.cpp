#include "ui/firstrun/deskkindstep.h"

#include "core/administration/deskpreset.h"
#include "ui/checkline.h"
#include "ui/firstrun/choicecard.h"
#include "ui/settings/consolepreferences.h"
#include "ui/settings/settingstore.h"
#include "ui/settings/settingwords.h"
#include "ui/theme/deskstyle.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

DeskKindStep::DeskKindStep(CoreGateway &gateway, const Theme &theme, QSettings &file, bool offersDemo)
    : FirstRunStep(u"kind"_s, tr("Kind of desk"), theme), m_gateway(gateway)
{
    addHeading(tr("What kind of desk is it?"),
               tr("Folios and the notices to your customers begin as your trade uses them. You can change all of it "
                  "later."));
    addKinds();
    addNames(file);
    m_problem = new CheckLine(theme);
    column().addWidget(m_problem);
    column().addStretch();
    if (offersDemo)
        addDemo();
    m_it->setChecked(true);
    nameAsUsual();
}

void DeskKindStep::addKinds()
{
    m_it = new ChoiceCard(theme(), u"monitor"_s, tr("IT department"),
                          tr("Tickets about the computers, network and accounts of your own company."));
    m_it->setObjectName(u"it"_s);
    m_workshop = new ChoiceCard(theme(), u"wrench"_s, tr("Repair shop"),
                                tr("Service orders, with notices for approval, hand-over and warranty. Folios begin "
                                   "with OS."));
    m_workshop->setObjectName(u"workshop"_s);
    auto *group = new QButtonGroup(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    for (ChoiceCard *card : {m_it, m_workshop}) {
        group->addButton(card);
        row->addWidget(card, 1, Qt::AlignTop);
        connect(card, &QAbstractButton::clicked, this, [this] {
            m_touched = true;
            nameAsUsual();
        });
    }
    column().addLayout(row);
    column().addSpacing(10);
}

void DeskKindStep::addNames(QSettings &file)
{
    m_name = new QLineEdit;
    m_name->setObjectName(u"name"_s);
    m_name->setMaxLength(60);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_named = m_touched = true;
        setReady(acceptable(*findSetting(u"desk.name"_s), text.trimmed()).has_value());
    });
    column().addWidget(makeField(tr("&Name of the desk"), m_name));
    m_customers = new QComboBox;
    m_customers->setObjectName(u"customers"_s);
    for (const QString &word : findSetting(u"desk.language"_s)->choices)
        m_customers->addItem(SettingWords::choice(u"desk.language"_s, word), word);
    connect(m_customers, &QComboBox::activated, this, [this] {
        m_touched = true;
        nameAsUsual();
    });
    column().addWidget(makeField(tr("Language for &customers"), m_customers));
    m_console = new QComboBox;
    m_console->setObjectName(u"console"_s);
    m_console->addItem(tr("As the system"), QString());
    m_console->addItem(u"Español"_s, u"es"_s);
    m_console->addItem(u"Português (Brasil)"_s, u"pt_BR"_s);
    m_console->addItem(u"English"_s, u"en"_s);
    m_console->setCurrentIndex(qMax(0, m_console->findData(ConsolePreferences(file).language())));
    column().addWidget(makeField(tr("Language of this &window"), m_console));

    m_restart = new QWidget;
    auto *row = new QHBoxLayout(m_restart);
    row->setContentsMargins(158, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(
        new TintedLabel(theme(), tr("Ventanilla speaks it after a restart, and goes on here."))); // no stretch
    auto *now = new QPushButton(tr("Restart now"));
    now->setAutoDefault(false);
    row->addWidget(now);
    m_restart->hide();
    column().addWidget(m_restart);
    connect(now, &QPushButton::clicked, this, &DeskKindStep::restartRequested);
    connect(m_console, &QComboBox::activated, this, [this, &file] {
        const QString language = m_console->currentData().toString();
        m_restart->setVisible(language != ConsolePreferences(file).language() || m_restart->isVisible());
        ConsolePreferences(file).setLanguage(language);
    });
}

void DeskKindStep::addDemo()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    column().addWidget(line);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    auto *words = new TintedLabel(
        theme(),
        tr("Only want to look around? In the demo, made-up customers write on a simulated WhatsApp. It opens in a window "
           "and a folder of its own; nothing of this desk changes."));
    m_demo = new QPushButton(theme().icon(u"play"_s), tr("Try with example data"));
    m_demo->setObjectName(u"demo"_s);
    m_demo->setAutoDefault(false);
    row->addWidget(words, 1);
    row->addWidget(m_demo, 0, Qt::AlignVCenter);
    column().addLayout(row);
    m_demoState = new CheckLine(theme());
    m_demoState->setObjectName(u"demo_state"_s);
    column().addWidget(m_demoState);
    connect(m_demo, &QPushButton::clicked, this, &DeskKindStep::demoRequested);
}

void DeskKindStep::showDemo(bool started)
{
    if (!m_demoState)
        return;
    m_demo->setEnabled(!started);
    if (started)
        m_demoState->show(CheckLine::State::Good,
                          tr("The demo opens in a window of its own. Close it when you are done."));
    else
        m_demoState->show(CheckLine::State::Bad, tr("The demo could not be started. Try it as: ventanilla --demo"));
}

QString DeskKindStep::kind() const
{
    return m_workshop->isChecked() ? u"workshop"_s : u"it"_s;
}

void DeskKindStep::nameAsUsual()
{
    if (!m_named)
        m_name->setText(DeskPreset::usualName(kind(), m_customers->currentData().toString()));
    setReady(!m_name->text().trimmed().isEmpty());
}

void DeskKindStep::load()
{
    const auto values = SettingStore::read(m_gateway, {u"desk.kind"_s, u"desk.name"_s, u"desk.language"_s});
    onReply(values, this, [this](const Result<SettingStore::Values> &answer) {
        if (!answer)
            return;
        const StoredSetting stored = answer->value(u"desk.kind"_s);
        const StoredSetting name = answer->value(u"desk.name"_s);
        if (m_touched) // somebody was quicker than the answer
            return;
        (stored.value.toString() == "workshop"_L1 ? m_workshop : m_it)->setChecked(true);
        m_customers->setCurrentIndex(
            qMax(0, m_customers->findData(answer->value(u"desk.language"_s).value.toString())));
        m_named = name.source != DeskSettings::Source::Default;
        if (m_named)
            m_name->setText(name.value.toString());
        nameAsUsual();
        if (stored.source != DeskSettings::Source::Default)
            showKind();
    });
}

void DeskKindStep::showKind()
{
    setStanding(true, m_workshop->isChecked() ? m_workshop->text() : m_it->text());
}

void DeskKindStep::submit()
{
    m_problem->clear();
    const DeskPreset::Choice choice{
        .kind = kind(), .name = m_name->text().trimmed(), .language = m_customers->currentData().toString()};
    const auto done = m_gateway.ask<void>(
        [choice, source = AuditSource{.actor = m_gateway.actor()}](DeskServices &services) {
            return DeskPreset(services.database, *services.administration).apply(choice, source);
        });
    onReply(done, this, [this](const Result<> &applied) {
        if (!applied)
            return m_problem->show(CheckLine::State::Bad, SettingStore::words(applied.error()));
        m_touched = false;
        showKind();
        Q_EMIT submitted();
    });
}

} // namespace desk::ui
