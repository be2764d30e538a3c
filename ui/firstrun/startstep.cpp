#include "ui/firstrun/startstep.h"

#include "ui/checkline.h"
#include "ui/shell/autostart.h"

#include <QCheckBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

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
    column().addWidget(m_problem);
    column().addStretch();
    connect(m_start, &QCheckBox::clicked, this, &StartStep::setAutostart);
}

void StartStep::load()
{
    const bool on = m_autostart && m_autostart->isOn();
    m_start->setChecked(on);
    setStanding(on, on ? tr("Starts with the computer") : QString());
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
