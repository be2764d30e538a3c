#include "ui/settings/settingrow.h"

#include "ui/settings/settingwords.h"
#include "ui/theme/deskstyle.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int labelColumn = 176;
constexpr int switchIndent = 24; // under the words of a check box

QLabel *wrappedLabel(const QFont &font, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    return label;
}

} // namespace

SettingRow::SettingRow(const SettingDescriptor &setting, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_setting(setting), m_theme(theme), m_editor(SettingEditor::make(setting)),
      m_label(wrappedLabel(theme.bodyFont(), this)), m_help(wrappedLabel(theme.captionFont(), this)),
      m_note(wrappedLabel(theme.captionFont(), this)), m_wrong(wrappedLabel(theme.captionFont(), this)),
      m_reset(new QToolButton(this))
{
    setObjectName(setting.key);
    build();
    connect(m_editor, &SettingEditor::edited, this, [this] {
        m_problem.clear();
        showState();
        Q_EMIT edited();
    });
    connect(m_reset, &QToolButton::clicked, this, &SettingRow::backToBuiltIn);
    connect(&theme, &Theme::changed, this, &SettingRow::showState);
}

void SettingRow::build()
{
    m_label->setText(SettingWords::label(m_setting.key));
    m_label->setBuddy(m_editor);
    m_help->setText(SettingWords::help(m_setting.key));
    m_help->setVisible(!m_help->text().isEmpty());
    m_wrong->setForegroundRole(QPalette::BrightText);
    m_wrong->setObjectName(u"wrong"_s);
    m_note->setObjectName(u"note"_s);
    if (QWidget *field = m_editor->focusProxy(); field && field->accessibleName().isEmpty()) {
        field->setAccessibleName(m_label->text());
        field->setAccessibleDescription(m_help->text());
    }
    buttonrole::give(m_reset, buttonrole::quiet);
    m_reset->setIcon(m_theme.icon(u"rotate-ccw"_s));
    m_reset->setToolTip(tr("Back to what Ventanilla comes with"));
    m_reset->setAccessibleName(m_reset->toolTip());
    QSizePolicy keepsRoom = m_reset->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsRoom);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const bool wide = m_editor->hasLabel();
    if (!wide) {
        m_label->setMinimumHeight(controlHeight);
        grid->addWidget(m_label, 0, 0, Qt::AlignTop);
    }
    m_label->setVisible(!wide);
    const int column = wide ? 0 : 1;
    grid->setColumnMinimumWidth(0, wide ? 0 : labelColumn);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_editor, 0, column, 1, 2 - column);
    grid->addWidget(m_reset, 0, 2, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(wide ? switchIndent : 0, 0, 0, 0);
    words->setSpacing(2);
    for (QLabel *label : {m_help, m_note, m_wrong})
        words->addWidget(label);
    grid->addLayout(words, 1, column, 1, 2 - column);
}

void SettingRow::take(const StoredSetting &stored, bool keepTyped)
{
    m_stored = stored;
    m_problem.clear();
    if (!keepTyped)
        m_editor->setValue(stored.value);
    showState();
}

void SettingRow::discard()
{
    take(m_stored);
}

bool SettingRow::isDirty() const
{
    if (m_stored.key.isEmpty() || isLocked())
        return false;
    const QJsonValue typed = m_editor->value();
    if (m_setting.type == SettingDescriptor::Type::Secret)
        return !typed.isUndefined();
    return acceptable(m_setting, typed).value_or(typed) != m_stored.value;
}

bool SettingRow::isAcceptable() const
{
    return !isDirty() || acceptable(m_setting, m_editor->value()).has_value();
}

QJsonValue SettingRow::change() const
{
    const auto value = acceptable(m_setting, m_editor->value());
    return value && *value != m_setting.fallback ? *value : QJsonValue(QJsonValue::Null);
}

void SettingRow::setProblem(const QString &text)
{
    m_problem = text;
    showState();
}

QString SettingRow::searchText() const
{
    return m_label->text() + u' ' + m_help->text();
}

void SettingRow::backToBuiltIn()
{
    m_editor->setValue(m_setting.fallback);
    Q_EMIT m_editor->edited();
}

void SettingRow::showState()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, m_theme.color(Token::Text3));
    m_help->setPalette(quiet);

    m_editor->setEnabled(!isLocked());
    QString note;
    if (isLocked())
        note = m_setting.environment.isEmpty()
            ? tr("Locked: this program was started with a value for it.")
            : tr("Locked: %1 decides it, in the environment or the settings file of this computer.")
                  .arg(m_setting.environment.join(tr(" or ")));
    else if (m_stored.isRestartNeeded)
        note = tr("Takes effect when Ventanilla starts again.");
    else if (m_setting.effect == SettingDescriptor::Effect::Restart && isDirty())
        note = tr("Will take effect when Ventanilla starts again.");
    else if (m_setting.effect == SettingDescriptor::Effect::Kept)
        note = tr("For programs that ask through the API; the desk itself does not act on it.");
    // What waits for something has its colour; what is so by nature has not.
    const bool waits = isLocked() || m_setting.effect != SettingDescriptor::Effect::Kept;
    QPalette notice = palette();
    notice.setColor(QPalette::WindowText, m_theme.color(waits ? Token::Wait : Token::Text3));
    m_note->setPalette(notice);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());

    const QString wrong = !m_problem.isEmpty() ? m_problem
        : isAcceptable()                       ? QString()
                                               : SettingWords::reason(m_setting);
    m_wrong->setText(wrong);
    m_wrong->setVisible(!wrong.isEmpty());

    const bool isSecret = m_setting.type == SettingDescriptor::Type::Secret;
    const QJsonValue typed = m_editor->value();
    m_reset->setVisible(!isSecret && !isLocked() && acceptable(m_setting, typed).value_or(typed) != m_setting.fallback);
}

} // namespace desk::ui
