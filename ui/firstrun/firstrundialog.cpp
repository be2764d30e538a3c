#include "ui/firstrun/firstrundialog.h"

#include "ui/firstrun/administratorstep.h"
#include "ui/firstrun/assistantstep.h"
#include "ui/firstrun/deskkindstep.h"
#include "ui/firstrun/panelstep.h"
#include "ui/firstrun/startstep.h"
#include "ui/firstrun/steprail.h"
#include "ui/firstrun/whatsappstep.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/tintedlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QShowEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr QSize firstRunSize(960, 620);
constexpr int railWidth = 236;
constexpr int firstRunFooter = 52;
const QString stepKey = u"firstrun/step"_s;
const QString finishedKey = u"firstrun/finished"_s;
const QString confirmedKey = u"firstrun/confirmed"_s; ///< steps that somebody went through, by id

} // namespace

FirstRunDialog::FirstRunDialog(CoreGateway &gateway, const Surroundings &around, QWidget *parent)
    : QDialog(parent), m_theme(around.theme), m_file(around.file), m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Set up Ventanilla"));
    resize(firstRunSize);
    setMinimumSize(860, 560);
    m_side = makeSide();
    m_footer = makeFooter();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_side);
    columns->addWidget(m_stack, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(columns, 1);
    rows->addWidget(m_footer);

    m_kind = new DeskKindStep(gateway, m_theme, m_file, around.offersDemo);
    connect(m_kind, &DeskKindStep::demoRequested, this, &FirstRunDialog::demoRequested);
    connect(m_kind, &DeskKindStep::restartRequested, this, &FirstRunDialog::restartRequested);
    addStep(m_kind);
    addStep(new AdministratorStep(gateway, m_theme));
    addStep(new WhatsAppStep(gateway, m_theme));
    addStep(new PanelStep(gateway, m_theme));
    addStep(new AssistantStep(gateway, m_theme));
    addStep(new StartStep(gateway, m_theme, around.autostart));
    QStringList titles;
    for (const FirstRunStep *step : std::as_const(m_steps))
        titles << step->title();
    m_rail->setSteps(titles);
    connect(m_rail, &StepRail::chosen, this, &FirstRunDialog::showStep);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool FirstRunDialog::isFinished(const QSettings &file)
{
    return file.value(finishedKey).toBool();
}

QWidget *FirstRunDialog::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(railWidth);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(20, 24, 16, 16);
    m_rail = new StepRail(m_theme);
    m_rail->setObjectName(u"rail"_s);
    auto *hint = new TintedLabel(m_theme, tr("You can change all of this later under File › Settings."), Token::Text3);
    hint->setFont(m_theme.captionFont());
    rows->addWidget(m_rail);
    rows->addStretch();
    rows->addWidget(hint);
    return side;
}

QWidget *FirstRunDialog::makeFooter()
{
    auto *footer = new QWidget;
    footer->setFixedHeight(firstRunFooter);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(28, 0, 16, 0);
    row->setSpacing(8);
    m_place = new TintedLabel(m_theme, {});
    m_later = new QPushButton(tr("Leave for later"));
    m_later->setObjectName(u"later"_s);
    buttonrole::give(m_later, buttonrole::quiet);
    m_back = new QPushButton(m_theme.icon(u"chevron-left"_s), tr("Back"));
    m_back->setObjectName(u"back"_s);
    m_next = new QPushButton;
    m_next->setObjectName(u"next"_s);
    m_next->setDefault(true);
    buttonrole::give(m_next, buttonrole::primary);
    m_later->setAutoDefault(false);
    m_back->setAutoDefault(false);
    row->addWidget(m_place, 1);
    row->addWidget(m_later);
    row->addWidget(m_back);
    row->addWidget(m_next);
    connect(m_later, &QPushButton::clicked, this, &FirstRunDialog::later);
    connect(m_back, &QPushButton::clicked, this, &FirstRunDialog::back);
    connect(m_next, &QPushButton::clicked, this, &FirstRunDialog::next);
    return footer;
}

void FirstRunDialog::addStep(FirstRunStep *step)
{
    m_steps << step;
    m_stack->addWidget(step);
    connect(step, &FirstRunStep::standingChanged, this, &FirstRunDialog::follow);
    connect(step, &FirstRunStep::submitted, this, [this, step] {
        QStringList confirmed = m_file.value(confirmedKey).toStringList();
        if (!confirmed.contains(step->id()))
            m_file.setValue(confirmedKey, confirmed << step->id());
        if (step == m_steps.value(m_current))
            advance();
        follow();
    });
}

void FirstRunDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (event->spontaneous() || m_current >= 0)
        return;
    const QString left = m_file.value(stepKey).toString();
    const auto found = std::find_if(m_steps.begin(), m_steps.end(),
                                    [&](FirstRunStep *step) { return step->id() == left; });
    showStep(found == m_steps.end() ? 0 : int(found - m_steps.begin()));
    for (FirstRunStep *step : std::as_const(m_steps)) {
        if (step != m_steps[m_current])
            step->load();
    }
}

void FirstRunDialog::showStep(int index)
{
    if (index == m_current || index < 0 || index >= m_steps.size())
        return;
    if (m_current >= 0)
        m_steps[m_current]->leave();
    m_current = index;
    m_stack->setCurrentIndex(index);
    m_rail->setCurrent(index);
    m_file.setValue(stepKey, m_steps[index]->id());
    m_steps[index]->enter();
    follow();
    QWidget *first = m_steps[index]->firstField();
    (first ? first : m_next)->setFocus(Qt::OtherFocusReason);
}

void FirstRunDialog::next()
{
    if (m_current >= 0 && m_steps[m_current]->isReady())
        m_steps[m_current]->submit(); // one that is refused says so itself, and can be tried again
}

void FirstRunDialog::back()
{
    showStep(m_current - 1);
}

void FirstRunDialog::later()
{
    advance();
}

void FirstRunDialog::advance()
{
    if (m_current + 1 < m_steps.size())
        return showStep(m_current + 1);
    m_file.setValue(finishedKey, true);
    m_file.remove(stepKey);
    accept();
}

void FirstRunDialog::done(int result)
{
    if (m_current >= 0)
        m_steps[m_current]->leave();
    m_current = -1; // shown again, it looks again
    QDialog::done(result);
}

void FirstRunDialog::showDemo(bool started)
{
    m_kind->showDemo(started);
}

bool FirstRunDialog::isDone(const FirstRunStep &step) const
{
    return step.isDone() || m_file.value(confirmedKey).toStringList().contains(step.id());
}

void FirstRunDialog::follow()
{
    for (int i = 0; i < m_steps.size(); ++i) {
        const bool done = isDone(*m_steps[i]);
        m_rail->setStep(i, done, done ? m_steps[i]->summary() : QString());
    }
    if (m_current < 0)
        return;
    const bool last = m_current == m_steps.size() - 1;
    m_place->setText(tr("Step %1 of %2").arg(m_current + 1).arg(m_steps.size()));
    m_back->setVisible(m_current > 0);
    m_later->setVisible(!isDone(*m_steps[m_current]));
    m_next->setText(last ? tr("Finish") : tr("Next"));
    m_next->setEnabled(m_steps[m_current]->isReady());
}

void FirstRunDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const QRect side = m_side->geometry();
    painter.fillRect(side, m_theme.color(Token::Window));
    painter.fillRect(QRect(side.right(), 0, 1, side.height()), m_theme.color(Token::Line));
    const QRect footer = m_footer->geometry();
    painter.fillRect(footer, m_theme.color(Token::Window));
    painter.fillRect(QRect(footer.topLeft(), QSize(footer.width(), 1)), m_theme.color(Token::Line));
}

} // namespace desk::ui
