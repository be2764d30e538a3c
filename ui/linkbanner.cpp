#include "ui/linkbanner.h"

#include "core/messaging/refusalcatalogue.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto shortDrop = 3s;
constexpr int bannerHeight = 36;

/// The session is over: nothing comes back by itself.
bool needsPairing(const LinkInfo &link)
{
    return link.state == LinkState::Unpaired || link.cause == "logged_out"_L1;
}

} // namespace

LinkBanner::LinkBanner(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_theme(theme), m_icon(new QLabel(this)), m_what(new QLabel(this)),
      m_meaning(new QLabel(this)), m_next(new QLabel(this)), m_action(new QPushButton(this))
{
    setMinimumHeight(bannerHeight);
    m_what->setFont(Theme::strong(m_theme.bodyFont()));
    for (QLabel *label : {m_what, m_meaning, m_next})
        label->setTextFormat(Qt::PlainText);
    m_meaning->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(panePadding, 4, panePadding, 4);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_what);
    layout->addWidget(m_meaning, 1);
    layout->addWidget(m_next);
    layout->addWidget(m_action);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &QWidget::show);
    connect(&m_second, &QTimer::timeout, this, &LinkBanner::update);
    connect(m_action, &QPushButton::clicked, this, &LinkBanner::act);
    connect(&m_gateway, &CoreGateway::linkChanged, this, &LinkBanner::follow);
    connect(&m_theme, &Theme::changed, this, &LinkBanner::update);
    hide();
    follow(m_gateway.link());
}

void LinkBanner::setQueued(int messages)
{
    m_queued = messages;
    update();
}

void LinkBanner::follow(const LinkInfo &link)
{
    if (link.state == LinkState::Ready || link.state == LinkState::Pairing) {
        m_patience.stop();
        m_second.stop();
        return hide();
    }
    if (!isVisible() && !m_patience.isActive())
        m_patience.start(needsPairing(link) ? 0s : shortDrop);
    m_second.start(1s);
    update();
}

void LinkBanner::act()
{
    if (needsPairing(m_gateway.link()))
        return Q_EMIT pairingRequested();
    auto asked = m_gateway.ask<void>([](DeskServices &services) -> Result<> {
        if (services.link)
            services.link->reconnect();
        return {};
    });
    onReply(asked, this, [](const Result<> &) {});
}

void LinkBanner::update()
{
    const LinkInfo &link = m_gateway.link();
    const bool over = needsPairing(link);
    m_icon->setPixmap(m_theme.pixmap(u"wifi-off"_s, over ? Token::Danger : Token::Wait, 18, devicePixelRatioF()));
    if (link.state == LinkState::Unpaired && link.cause.isEmpty()) {
        m_what->setText(tr("WhatsApp is not linked yet."));
        m_meaning->setText(tr("Link it with the phone to receive and send messages."));
    } else if (over) {
        m_what->setText(tr("The session was closed on the phone."));
        m_meaning->setText(tr("Link again; tickets and messages are still here."));
    } else {
        m_what->setText(link.since > 0 ? tr("No connection to WhatsApp since %1.").arg(Words::clockTime(link.since))
                                       : tr("No connection to WhatsApp."));
        const QString queued = m_queued > 0 ? u' ' + tr("%n message(s) queued.", nullptr, m_queued) : QString();
        m_meaning->setText(tr("What you write is kept and goes out in order when it is back.") + queued);
        if (link.cause != "connection_lost"_L1 && link.cause != "connect_failed"_L1 && !link.cause.isEmpty()) {
            const Refusal why = RefusalCatalogue().linkState(link.cause, QLocale().name().left(2));
            if (!why.title.isEmpty()) {
                m_what->setText(why.title + u'.');
                m_meaning->setText(why.advice + queued);
            }
        }
    }
    const qint64 left = link.until - QDateTime::currentMSecsSinceEpoch();
    m_next->setText(!over && left > 0 ? tr("Next try in %1 s").arg((left + 999) / 1000) : QString());
    m_action->setText(over ? tr("Link…") : tr("Try now"));
    QWidget::update();
}

void LinkBanner::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(needsPairing(m_gateway.link()) ? Token::DangerBack : Token::WaitBack));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
