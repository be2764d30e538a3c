#include "ui/settings/settingeditor.h"

#include "ui/settings/settingwords.h"
#include "ui/settings/weekeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int numberWidth = 96;
constexpr int linesShown = 3;

QHBoxLayout *tightRow(QWidget *owner)
{
    auto *row = new QHBoxLayout(owner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

class TextEditor final : public SettingEditor
{
public:
    explicit TextEditor(const SettingDescriptor &setting) : m_field(new QLineEdit)
    {
        tightRow(this)->addWidget(m_field);
        m_field->setMaxLength(int(setting.most) + 1); // one more, to say that it is too much
        setFocusProxy(m_field);
        connect(m_field, &QLineEdit::textEdited, this, &SettingEditor::edited);
    }
    [[nodiscard]] QJsonValue value() const override { return m_field->text(); }
    void setValue(const QJsonValue &value) override { m_field->setText(value.toString()); }

private:
    QLineEdit *m_field;
};

/// A field and not a spin box: what does not fit is said, not bent.
class NumberEditor final : public SettingEditor
{
public:
    explicit NumberEditor(const SettingDescriptor &setting) : m_setting(setting), m_field(new QLineEdit)
    {
        auto *row = tightRow(this);
        m_field->setFixedWidth(numberWidth);
        m_field->setAlignment(Qt::AlignRight);
        row->addWidget(m_field);
        row->addWidget(new QLabel(SettingWords::unit(setting.key)));
        row->addStretch();
        setFocusProxy(m_field);
        connect(m_field, &QLineEdit::textEdited, this, &SettingEditor::edited);
    }
    [[nodiscard]] QJsonValue value() const override
    {
        bool ok = false;
        double number = QLocale().toDouble(m_field->text().trimmed(), &ok);
        if (!ok)
            number = QLocale::c().toDouble(m_field->text().trimmed(), &ok);
        const double stored = number * double(SettingWords::scale(m_setting.key));
        if (!ok || !std::isfinite(stored))
            return m_field->text(); // no number: the registry says so
        return SettingWords::scale(m_setting.key) > 1 ? std::round(stored) : stored;
    }
    void setValue(const QJsonValue &value) override
    {
        m_field->setText(SettingWords::number(m_setting.key, value.toInteger()));
    }

private:
    const SettingDescriptor &m_setting;
    QLineEdit *m_field;
};

class SwitchEditor final : public SettingEditor
{
public:
    explicit SwitchEditor(const SettingDescriptor &setting) : m_box(new QCheckBox(SettingWords::label(setting.key)))
    {
        tightRow(this)->addWidget(m_box);
        setFocusProxy(m_box);
        connect(m_box, &QCheckBox::clicked, this, &SettingEditor::edited);
    }
    [[nodiscard]] QJsonValue value() const override { return m_box->isChecked(); }
    void setValue(const QJsonValue &value) override { m_box->setChecked(value.toBool()); }
    [[nodiscard]] bool hasLabel() const override { return true; }

private:
    QCheckBox *m_box;
};

class ChoiceEditor final : public SettingEditor
{
public:
    explicit ChoiceEditor(const SettingDescriptor &setting) : m_box(new QComboBox)
    {
        auto *row = tightRow(this);
        row->addWidget(m_box);
        row->addStretch();
        for (const QString &word : setting.choices)
            m_box->addItem(SettingWords::choice(setting.key, word), word);
        setFocusProxy(m_box);
        connect(m_box, &QComboBox::activated, this, &SettingEditor::edited);
    }
    [[nodiscard]] QJsonValue value() const override { return m_box->currentData().toString(); }
    void setValue(const QJsonValue &value) override { m_box->setCurrentIndex(m_box->findData(value.toString())); }

private:
    QComboBox *m_box;
};

class ListEditor final : public SettingEditor
{
public:
    ListEditor() : m_field(new QPlainTextEdit)
    {
        tightRow(this)->addWidget(m_field);
        m_field->setTabChangesFocus(true);
        m_field->setLineWrapMode(QPlainTextEdit::NoWrap);
        m_field->setFixedHeight(m_field->fontMetrics().lineSpacing() * linesShown + 14);
        setFocusProxy(m_field);
        connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
            if (!m_setting)
                Q_EMIT edited();
        });
    }
    [[nodiscard]] QJsonValue value() const override
    {
        QJsonArray list;
        const QStringList lines = m_field->toPlainText().split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            if (const QString entry = line.trimmed(); !entry.isEmpty())
                list << entry;
        }
        return list;
    }
    void setValue(const QJsonValue &value) override
    {
        m_setting = true;
        m_field->setPlainText(value.toVariant().toStringList().join(u'\n'));
        m_setting = false;
    }

private:
    QPlainTextEdit *m_field;
    bool m_setting = false; ///< by the program, not by a person
};

/// Never shows what is stored: it can be replaced and removed.
class SecretEditor final : public SettingEditor
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::SecretEditor)

public:
    explicit SecretEditor(const SettingDescriptor &setting)
        : m_field(new QLineEdit), m_remove(new QPushButton(tr("Remove")))
    {
        auto *row = tightRow(this);
        row->addWidget(m_field, 1);
        row->addWidget(m_remove);
        m_field->setEchoMode(QLineEdit::Password);
        m_field->setMaxLength(int(setting.most) + 1);
        m_remove->setAutoDefault(false);
        setFocusProxy(m_field);
        connect(m_field, &QLineEdit::textEdited, this, [this] {
            m_removed = false;
            showState();
            Q_EMIT edited();
        });
        connect(m_remove, &QPushButton::clicked, this, [this] {
            m_removed = true;
            m_field->clear();
            showState();
            Q_EMIT edited();
        });
    }
    [[nodiscard]] QJsonValue value() const override
    {
        if (m_removed)
            return QString();
        return m_field->text().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_field->text());
    }
    void setValue(const QJsonValue &value) override
    {
        m_isStored = value.toBool();
        m_removed = false;
        m_field->clear();
        showState();
    }

private:
    void showState()
    {
        m_field->setPlaceholderText(m_removed        ? tr("Will be removed")
                                        : m_isStored ? tr("Stored. Type to replace it.")
                                                     : tr("None"));
        m_remove->setVisible(m_isStored && !m_removed);
    }

    QLineEdit *m_field;
    QPushButton *m_remove;
    bool m_isStored = false;
    bool m_removed = false;
};

} // namespace

SettingEditor *SettingEditor::make(const SettingDescriptor &setting)
{
    switch (setting.type) {
    case SettingDescriptor::Type::Integer:
        return new NumberEditor(setting);
    case SettingDescriptor::Type::Boolean:
        return new SwitchEditor(setting);
    case SettingDescriptor::Type::Choice:
        return new ChoiceEditor(setting);
    case SettingDescriptor::Type::TextList:
        return new ListEditor;
    case SettingDescriptor::Type::Secret:
        return new SecretEditor(setting);
    case SettingDescriptor::Type::WeeklyHours:
        return new WeekEditor;
    case SettingDescriptor::Type::Text:
        break;
    }
    return new TextEditor(setting);
}

} // namespace desk::ui
