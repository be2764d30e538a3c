#include "ui/firstrun/firstrunstep.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace desk::ui {

namespace {
constexpr int stepLabelWidth = 150;
constexpr int leadWidth = 520; // a line that is easy to read
} // namespace

FirstRunStep::FirstRunStep(QString id, QString title, const Theme &theme)
    : m_id(std::move(id)), m_title(std::move(title)), m_theme(theme), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(32, 26, 32, 20);
    m_column->setSpacing(10);
}

void FirstRunStep::addHeading(const QString &heading, const QString &sentence)
{
    auto *title = new TintedLabel(m_theme, heading, Token::Text);
    title->setFont(m_theme.headingFont());
    auto *lead = new TintedLabel(m_theme, sentence);
    lead->setFont(m_theme.messageFont());
    lead->setMaximumWidth(leadWidth);
    m_column->addWidget(title);
    m_column->addWidget(lead);
    m_column->addSpacing(10);
}

QWidget *FirstRunStep::makeField(const QString &label, QWidget *field) const
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *words = new TintedLabel(m_theme, label);
    words->setFixedWidth(stepLabelWidth);
    words->setBuddy(field);
    row->addWidget(words);
    row->addWidget(field, 1);
    if (field->maximumWidth() < QWIDGETSIZE_MAX)
        row->addStretch(1);
    return line;
}

void FirstRunStep::setStanding(bool done, const QString &summary)
{
    if (done == m_done && summary == m_summary)
        return;
    m_done = done;
    m_summary = summary;
    Q_EMIT standingChanged();
}

void FirstRunStep::setReady(bool ready)
{
    if (ready == m_ready)
        return;
    m_ready = ready;
    Q_EMIT standingChanged();
}

} // namespace desk::ui
