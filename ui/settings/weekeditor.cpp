#include "ui/settings/weekeditor.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
const QString weekKeys[] = {u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
constexpr int workdays = 5;
} // namespace

WeekEditor::WeekEditor()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    const QLocale locale;
    for (int day = 0; day < int(m_days.size()); ++day) {
        QString name = locale.standaloneDayName(day + 1);
        name.replace(0, 1, locale.toUpper(name.left(1)));
        auto *label = new QLabel(name);
        auto *field = new QLineEdit;
        field->setPlaceholderText(tr("Closed", "a day"));
        field->setMaxLength(64);
        label->setBuddy(field);
        field->setAccessibleName(name);
        grid->addWidget(label, day, 0);
        grid->addWidget(field, day, 1);
        connect(field, &QLineEdit::textEdited, this, &SettingEditor::edited);
        m_days[size_t(day)] = field;
    }
    auto *copy = new QPushButton(tr("Monday's hours until Friday"));
    copy->setAutoDefault(false);
    grid->addWidget(copy, int(m_days.size()), 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    setFocusProxy(m_days.front());
    connect(copy, &QPushButton::clicked, this, &WeekEditor::copyMonday);
}

QJsonValue WeekEditor::value() const
{
    QJsonObject week;
    for (size_t day = 0; day < m_days.size(); ++day) {
        QJsonArray spans;
        const QStringList parts = m_days[day]->text().split(u',', Qt::SkipEmptyParts);
        for (const QString &part : parts) {
            QString span = part.simplified().remove(u' ');
            span.replace(u'–', u'-');
            if (!span.isEmpty())
                spans << span;
        }
        if (!spans.isEmpty())
            week.insert(weekKeys[day], spans);
    }
    return week;
}

void WeekEditor::setValue(const QJsonValue &value)
{
    const QJsonObject week = value.toObject();
    for (size_t day = 0; day < m_days.size(); ++day)
        m_days[day]->setText(week.value(weekKeys[day]).toVariant().toStringList().join(u", "_s));
}

void WeekEditor::copyMonday()
{
    for (size_t day = 1; day < workdays; ++day)
        m_days[day]->setText(m_days.front()->text());
    Q_EMIT edited();
}

} // namespace desk::ui
