#include "ui/pairing/pairingdialog.h"

#include "ui/theme/deskstyle.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

PairingDialog::PairingDialog(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_page(new PairingPage(gateway, theme))
{
    setWindowTitle(tr("Link WhatsApp"));
    setFixedSize(648, 500);

    m_footer = new QWidget;
    m_footer->setFixedHeight(52);
    auto *footer = new QHBoxLayout(m_footer);
    footer->setContentsMargins(28, 0, 16, 0);
    footer->setSpacing(8);
    m_statusIcon = new QLabel;
    m_status = new QLabel;
    m_status->setTextFormat(Qt::PlainText);
    m_action = new QPushButton;
    m_action->setProperty(buttonrole::property, QString::fromLatin1(buttonrole::primary));
    m_close = new QPushButton;
    m_close->setAutoDefault(false);
    footer->addWidget(m_statusIcon);
    footer->addWidget(m_status, 1);
    footer->addWidget(m_action);
    footer->addWidget(m_close);

    auto *body = new QVBoxLayout;
    body->setContentsMargins(28, 22, 28, 12);
    body->addWidget(m_page);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(body, 1);
    rows->addWidget(m_footer);

    connect(m_action, &QPushButton::clicked, m_page, &PairingPage::act);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_page, &PairingPage::stepChanged, this, &PairingDialog::showState);
    connect(&m_theme, &Theme::changed, this, &PairingDialog::showState);
    showState();
}

void PairingDialog::showState()
{
    const PairingStep step = m_page->step();
    const bool linked = step == PairingStep::Linked;
    const bool bad = step == PairingStep::Failed || step == PairingStep::Forget || step == PairingStep::Offline;
    m_statusIcon->setPixmap(m_theme.pixmap(linked    ? u"circle-check-big"_s
                                               : bad ? u"circle-alert"_s
                                                     : u"qr-code"_s,
                                           linked    ? Token::Done
                                               : bad ? Token::Danger
                                                     : Token::Text3,
                                           16, devicePixelRatioF()));
    m_status->setText(m_page->status());
    m_action->setText(m_page->actionText());
    m_action->setVisible(!m_page->actionText().isEmpty());
    m_close->setText(linked ? tr("Close") : tr("Cancel"));
    update();
}

void PairingDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const QRect footer = m_footer->geometry();
    painter.fillRect(footer, m_theme.color(Token::Window));
    painter.fillRect(QRect(footer.topLeft(), QSize(footer.width(), 1)), m_theme.color(Token::Line));
}

void PairingDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_page->begin();
}

void PairingDialog::done(int result)
{
    m_page->cancel();
    QDialog::done(result);
}

} // namespace desk::ui
