#include "ui/settings/consolepage.h"

#include "ui/settings/consolepreferences.h"
#include "ui/shell/autostart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int labelWidth = 176; // as that of the other pages' rows
constexpr int helpIndent = 24;
} // namespace

ConsolePage::ConsolePage(const Theme &theme, QSettings &file, Autostart *autostart, QWidget *parent)
    : SettingsPage(theme, tr("This computer"), u"monitor"_s, parent), m_autostart(autostart), m_look(new QComboBox),
      m_language(new QComboBox), m_hideText(new QCheckBox(tr("Hide the text in notices"))),
      m_start(new QCheckBox(tr("Start with the system"))), m_problem(new QLabel)
{
    addIntroduction(tr("For this program on this computer. Changes here are made at once."));
    addSection(tr("Look and language"));
    addLook(file);
    addSection(tr("Privacy"));
    addNotices(file);
    addSection(tr("Start"));
    addStart();
    finish();
}

void ConsolePage::addLine(const QString &label, QWidget *editor, const QString &help)
{
    auto *line = new QWidget;
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    if (!label.isEmpty()) {
        auto *words = new QLabel(label);
        words->setFixedWidth(labelWidth);
        words->setBuddy(editor);
        row->addWidget(words);
    }
    row->addWidget(editor);
    row->addStretch();
    column->addLayout(row);
    if (!help.isEmpty()) {
        auto *words = new QLabel(help);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        words->setFont(theme().captionFont());
        words->setContentsMargins(label.isEmpty() ? helpIndent : labelWidth + 8, 0, 0, 0);
        const auto tint = [this, words] {
            QPalette quiet = palette();
            quiet.setColor(QPalette::WindowText, theme().color(Token::Text3));
            words->setPalette(quiet);
        };
        connect(&theme(), &Theme::changed, words, tint);
        tint();
        column->addWidget(words);
    }
    addContent(line, label + u' ' + editor->accessibleName() + u' ' + help);
}

void ConsolePage::addLook(QSettings &file)
{
    m_look->setObjectName(u"look"_s);
    m_look->addItem(tr("As the system"), int(ConsolePreferences::Look::Automatic));
    m_look->addItem(tr("Light"), int(ConsolePreferences::Look::Light));
    m_look->addItem(tr("Dark"), int(ConsolePreferences::Look::Dark));
    m_look->setCurrentIndex(m_look->findData(int(ConsolePreferences(file).look())));
    m_language->setObjectName(u"language"_s);
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(u"Español"_s, u"es"_s);
    m_language->addItem(u"Português (Brasil)"_s, u"pt_BR"_s);
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->setCurrentIndex(qMax(0, m_language->findData(ConsolePreferences(file).language())));
    addLine(tr("Look"), m_look, {});
    addLine(tr("Language"), m_language, tr("Takes effect when Ventanilla starts again."));
    connect(m_look, &QComboBox::activated, this, [this, &file] {
        ConsolePreferences(file).setLook(ConsolePreferences::Look(m_look->currentData().toInt()));
        Q_EMIT preferencesChanged();
    });
    connect(m_language, &QComboBox::activated, this, [this, &file] {
        ConsolePreferences(file).setLanguage(m_language->currentData().toString());
        Q_EMIT languageChanged();
    });
}

void ConsolePage::addNotices(QSettings &file)
{
    m_hideText->setObjectName(u"hide_text"_s);
    m_hideText->setAccessibleName(m_hideText->text());
    m_hideText->setChecked(ConsolePreferences(file).hidesText());
    addLine({}, m_hideText, tr("Notices on the desktop say that somebody wrote, not what."));
    connect(m_hideText, &QCheckBox::clicked, this, [this, &file](bool on) {
        ConsolePreferences(file).setHidesText(on);
        Q_EMIT preferencesChanged();
    });
}

void ConsolePage::addStart()
{
    m_start->setObjectName(u"autostart"_s);
    m_start->setAccessibleName(m_start->text());
    m_start->setEnabled(m_autostart);
    m_start->setChecked(m_autostart && m_autostart->isOn());
    addLine({}, m_start,
            m_autostart ? tr("In the tray, when you sign in to this computer.")
                        : tr("This system has no switch for it that Ventanilla knows."));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->setWordWrap(true);
    m_problem->setText(
        tr("The system did not take it. Look whether your account may write its own start-up programs."));
    m_problem->hide();
    column().addWidget(m_problem);
    connect(m_start, &QCheckBox::clicked, this, &ConsolePage::setAutostart);
}

void ConsolePage::setAutostart(bool on)
{
    const auto done = m_autostart->setOn(on);
    m_problem->setVisible(!done);
    m_start->setChecked(m_autostart->isOn());
}

} // namespace desk::ui
