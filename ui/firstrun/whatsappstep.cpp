#include "ui/firstrun/whatsappstep.h"

#include "ui/checkline.h"
#include "ui/pairing/pairingpage.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

WhatsAppStep::WhatsAppStep(CoreGateway &gateway, const Theme &theme)
    : FirstRunStep(u"whatsapp"_s, tr("WhatsApp"), theme), m_gateway(gateway), m_page(new PairingPage(gateway, theme)),
      m_state(new CheckLine(theme)), m_action(new QPushButton)
{
    column().addWidget(m_page, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_action->setObjectName(u"pairing_action"_s);
    m_action->setAutoDefault(false);
    buttonrole::give(m_action, buttonrole::primary);
    row->addWidget(m_state, 1);
    row->addWidget(m_action);
    column().addLayout(row);
    connect(m_action, &QPushButton::clicked, m_page, &PairingPage::act);
    connect(m_page, &PairingPage::stepChanged, this, &WhatsAppStep::showStep);
    connect(&gateway, &CoreGateway::linkChanged, this, &WhatsAppStep::showLink);
    showLink();
    showStep();
}

void WhatsAppStep::enter()
{
    showLink();
    m_page->begin();
}

void WhatsAppStep::leave()
{
    m_page->cancel();
}

void WhatsAppStep::showLink()
{
    const LinkInfo &link = m_gateway.link();
    if (link.state == LinkState::Ready)
        setStanding(true, link.phone.isEmpty() ? tr("linked") : tr("%1, linked").arg(Words::maskedPhone(link.phone)));
    else if (!link.phone.isEmpty()) // a session is there, without connection at the moment
        setStanding(true, Words::maskedPhone(link.phone));
    else
        setStanding(false, {});
}

void WhatsAppStep::showStep()
{
    switch (m_page->step()) {
    case PairingStep::Linked:
        m_state->clear(); // the page says it itself
        break;
    case PairingStep::Failed:
    case PairingStep::Forget:
        m_state->show(CheckLine::State::Bad, m_page->status());
        break;
    case PairingStep::Offline:
    case PairingStep::Expired:
        m_state->show(CheckLine::State::Warning, m_page->status());
        break;
    default:
        m_state->show(CheckLine::State::Working, m_page->status());
    }
    m_action->setText(m_page->actionText());
    m_action->setVisible(!m_page->actionText().isEmpty());
}

} // namespace desk::ui
