#include "ui/settings/settingspage.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int rowGap = 12;
constexpr int sectionGap = 20;
} // namespace

QString foldedForSearch(const QString &text)
{
    QString folded = text.normalized(QString::NormalizationForm_D).toCaseFolded();
    folded.removeIf([](QChar c) { return c.isMark(); });
    return folded;
}

SettingsPage::SettingsPage(const Theme &theme, const QString &title, QString icon, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(title), m_icon(std::move(icon)), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(24, 20, 24, 24);
    m_column->setSpacing(rowGap);
    auto *heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(theme.headingFont());
    m_column->addWidget(heading);
    connect(&theme, &Theme::changed, this, &SettingsPage::tint);
}

void SettingsPage::addIntroduction(const QString &text)
{
    m_introduction = new QLabel(text);
    m_introduction->setTextFormat(Qt::PlainText);
    m_introduction->setWordWrap(true);
    m_column->addWidget(m_introduction);
    tint();
}

void SettingsPage::addSection(const QString &title)
{
    auto *label = new QLabel(title);
    label->setTextFormat(Qt::PlainText);
    label->setFont(m_theme.titleFont());
    label->setContentsMargins(0, m_parts.isEmpty() ? 0 : sectionGap - rowGap, 0, 0);
    m_column->addWidget(label);
    m_sections << label;
}

void SettingsPage::addRow(const QString &key)
{
    const SettingDescriptor *setting = findSetting(key);
    Q_ASSERT(setting);
    auto *row = new SettingRow(*setting, m_theme);
    m_rows << row;
    addContent(row, row->searchText());
    connect(row, &SettingRow::edited, this, &SettingsPage::edited);
}

void SettingsPage::addContent(QWidget *content, const QString &searchText, int stretch)
{
    m_column->addWidget(content, stretch);
    m_parts << Part{content, foldedForSearch(searchText), int(m_sections.size()) - 1};
}

void SettingsPage::finish()
{
    m_column->addStretch();
}

SettingRow *SettingsPage::row(const QString &key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](SettingRow *row) { return row->key() == key; });
    return found == m_rows.end() ? nullptr : *found;
}

SettingRow *SettingsPage::firstWrongRow() const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](SettingRow *row) { return !row->isAcceptable(); });
    return found == m_rows.end() ? nullptr : *found;
}

bool SettingsPage::isDirty() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](SettingRow *row) { return row->isDirty(); });
}

void SettingsPage::discard()
{
    for (SettingRow *row : std::as_const(m_rows))
        row->discard();
}

bool SettingsPage::filter(const QString &words)
{
    const QString wanted = foldedForSearch(words.trimmed());
    const bool whole = wanted.isEmpty() || foldedForSearch(m_title).contains(wanted);
    QList<bool> sectionShown(m_sections.size(), whole);
    bool any = whole;
    for (const Part &part : std::as_const(m_parts)) {
        const bool section = part.section >= 0 && foldedForSearch(m_sections[part.section]->text()).contains(wanted);
        const bool shown = whole || section || part.searchText.contains(wanted);
        part.widget->setVisible(shown);
        any = any || shown;
        if (shown && part.section >= 0)
            sectionShown[part.section] = true;
    }
    for (qsizetype i = 0; i < m_sections.size(); ++i)
        m_sections[i]->setVisible(sectionShown[i]);
    return any;
}

void SettingsPage::tint()
{
    if (!m_introduction)
        return;
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Token::Text2));
    m_introduction->setPalette(palette);
}

} // namespace desk::ui
