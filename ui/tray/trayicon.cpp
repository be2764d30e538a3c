#include "ui/tray/trayicon.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto trayInterval = 5s; // no system tells when a tray comes

QString linkWords(LinkState state)
{
    switch (state) {
    case LinkState::Ready:
        return TrayIcon::tr("WhatsApp connected");
    case LinkState::Unpaired:
        return TrayIcon::tr("No phone linked");
    case LinkState::Pairing:
    case LinkState::Connecting:
        return TrayIcon::tr("Connecting to WhatsApp…");
    case LinkState::Disconnected:
    case LinkState::Stopped:
        break;
    }
    return TrayIcon::tr("No connection to WhatsApp");
}

} // namespace

TrayIcon::TrayIcon(const Theme &theme, QObject *parent)
    : QObject(parent), m_theme(theme), m_menu(std::make_unique<QMenu>())
{
    QAction *open = m_menu->addAction(tr("Open Ventanilla"));
    m_menu->setDefaultAction(open);
    m_menu->addSeparator();
    m_pauseAssistant = m_menu->addAction(tr("Pause the assistant"));
    m_pauseAssistant->setCheckable(true);
    m_doNotDisturb = m_menu->addAction(tr("Do not disturb"));
    m_doNotDisturb->setCheckable(true);
    m_menu->addSeparator();
    QAction *quit = m_menu->addAction(tr("Quit"));
    connect(open, &QAction::triggered, this, &TrayIcon::openRequested);
    connect(quit, &QAction::triggered, this, &TrayIcon::quitRequested);
    connect(m_pauseAssistant, &QAction::triggered, this, [this](bool wanted) {
        m_pauseAssistant->setChecked(!wanted); // until the desk has done it
        Q_EMIT assistantPauseRequested(wanted);
    });
    connect(m_doNotDisturb, &QAction::toggled, this, &TrayIcon::doNotDisturbToggled);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openRequested();
    });
    connect(&m_theme, &Theme::changed, this, &TrayIcon::refresh);
    m_icon.setContextMenu(m_menu.get());
    m_look.setInterval(trayInterval);
    connect(&m_look, &QTimer::timeout, this, &TrayIcon::lookForTray);
    refresh();
    lookForTray();
}

TrayIcon::~TrayIcon()
{
    m_icon.hide();
}

void TrayIcon::lookForTray()
{
    if (QSystemTrayIcon::isSystemTrayAvailable()) {
        m_icon.show();
        m_look.stop();
    } else if (!m_look.isActive()) {
        m_look.start();
    }
}

void TrayIcon::setLink(const LinkInfo &link)
{
    m_state = link.state;
    refresh();
}

void TrayIcon::setUnread(int count)
{
    if (count == m_unread)
        return;
    m_unread = count;
    refresh();
}

void TrayIcon::setAssistantPaused(bool paused)
{
    m_pauseAssistant->setChecked(paused);
    refresh();
}

void TrayIcon::setDoNotDisturb(bool on)
{
    m_doNotDisturb->setChecked(on);
}

void TrayIcon::refresh()
{
    QIcon icon;
    for (const int size : {16, 22, 32, 48})
        icon.addPixmap(picture(m_theme, m_state, m_unread, size));
    m_icon.setIcon(icon);
    QString text = u"Ventanilla\n"_s + linkWords(m_state);
    if (m_unread > 0)
        text += u'\n' + tr("%n unread chat(s)", nullptr, m_unread);
    if (m_pauseAssistant->isChecked())
        text += u'\n' + tr("The assistant is paused");
    m_icon.setToolTip(text);
}

QPixmap TrayIcon::picture(const Theme &theme, LinkState state, int unread, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 16.0, size / 16.0);
    painter.setPen(Qt::NoPen);
    const bool connected = state == LinkState::Ready;
    const QColor body = theme.color(connected ? Token::AccentFill : Token::LineStrong);
    painter.setBrush(body);
    painter.drawRoundedRect(QRectF(1, 1, 14, 14), 3, 3);
    QPainterPath window; // an arch with a bar in the middle: a service window
    window.moveTo(4, 12);
    window.lineTo(4, 6.6);
    window.arcTo(QRectF(4, 2.6, 8, 8), 180, -180);
    window.lineTo(12, 12);
    window.closeSubpath();
    painter.fillPath(window, theme.color(Token::OnAccent));
    painter.setPen(QPen(body, 1.2));
    painter.drawLine(QPointF(8, 3.2), QPointF(8, 12));
    painter.setPen(Qt::NoPen);
    if (unread > 0) {
        painter.setBrush(theme.color(Token::DangerFill));
        painter.drawEllipse(QPointF(11.5, 11.5), 4.5, 4.5);
        QFont font = painter.font();
        font.setPixelSize(unread > 9 ? 6 : 7);
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(theme.color(Token::OnAccent));
        painter.drawText(QRectF(7, 7, 9, 9), Qt::AlignCenter, unread > 9 ? u"9+"_s : QString::number(unread));
    } else if (!connected) {
        painter.setBrush(theme.color(Token::WaitBack));
        painter.setPen(QPen(theme.color(Token::Wait), 1.4));
        painter.drawEllipse(QPointF(12, 12), 2.8, 2.8);
    }
    return pixmap;
}

} // namespace desk::ui
