#include "ui/statusline.h"

#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

StatusLine::StatusLine(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QStatusBar(parent), m_gateway(gateway), m_theme(theme), m_link(addPart()), m_queue(addPart()),
      m_refused(addPart()), m_paused(addPart()), m_panel(addPart(End::Right)), m_disk(addPart(End::Right)),
      m_backup(addPart(End::Right)), m_assistant(gateway), m_desk(gateway)
{
    m_disk->setFocusPolicy(Qt::NoFocus); // it only tells
    m_paused->setToolTip(tr("Let the assistant answer again"));
    connect(m_paused, &QPushButton::clicked, &m_assistant, [this] { m_assistant.setPaused(false); });
    connect(&m_assistant, &AssistantSwitch::changed, this, &StatusLine::update);
    connect(&m_desk, &Housekeeping::changed, this, &StatusLine::updateDesk);
    connect(m_panel, &QPushButton::clicked, this, &StatusLine::panelClicked);
    connect(m_backup, &QPushButton::clicked, this, &StatusLine::backupClicked);

    setSizeGripEnabled(false);
    connect(m_link, &QPushButton::clicked, this, &StatusLine::linkClicked);
    connect(m_queue, &QPushButton::clicked, this, &StatusLine::queueClicked);
    connect(m_refused, &QPushButton::clicked, this, &StatusLine::refusedClicked);
    connect(&m_gateway, &CoreGateway::linkChanged, this, &StatusLine::update);
    connect(&m_theme, &Theme::changed, this, &StatusLine::update);
    update();
}

QPushButton *StatusLine::addPart(End end)
{
    auto *part = new QPushButton(this);
    buttonrole::give(part, buttonrole::quiet);
    part->setFocusPolicy(Qt::TabFocus);
    if (end == End::Left)
        addWidget(part);
    else
        addPermanentWidget(part);
    return part;
}

void StatusLine::setCounts(const DeskCounts &counts)
{
    m_counts = counts;
    update();
}

void StatusLine::setPart(QPushButton &part, const QString &icon, Token color, const QString &words) const
{
    part.setIcon(m_theme.icon(icon, color));
    part.setText(words);
    part.setProperty(buttonrole::ink, int(color));
    part.update();
}

void StatusLine::update()
{
    switch (m_gateway.link().state) {
    case LinkState::Ready:
        setPart(*m_link, u"wifi"_s, Token::Done, tr("WhatsApp connected"));
        break;
    case LinkState::Connecting:
        setPart(*m_link, u"wifi"_s, Token::Wait, tr("Connecting to WhatsApp…"));
        break;
    case LinkState::Pairing:
        setPart(*m_link, u"qr-code"_s, Token::Wait, tr("Linking WhatsApp…"));
        break;
    case LinkState::Unpaired:
        setPart(*m_link, u"wifi-off"_s, Token::Danger, tr("WhatsApp not linked"));
        break;
    case LinkState::Disconnected:
    case LinkState::Stopped:
        setPart(*m_link, u"wifi-off"_s, Token::Wait, tr("No connection to WhatsApp"));
        break;
    }
    QString queue = tr("Nothing waits to be sent");
    if (m_counts.queued > 0) {
        queue = tr("%n queued", nullptr, m_counts.queued);
        if (m_counts.oldestQueuedAt > 0)
            queue += u", "_s + tr("the oldest for %1").arg(Words::since(m_counts.oldestQueuedAt));
    }
    setPart(*m_queue, u"list-ordered"_s, m_counts.queued > 0 ? Token::Wait : Token::Text3, queue);
    setPart(*m_refused, u"circle-alert"_s, Token::Danger, tr("%n refused", nullptr, m_counts.refused));
    m_refused->setVisible(m_counts.refused > 0);
    setPart(*m_paused, u"bot"_s, Token::Wait, tr("Assistant paused in every chat"));
    m_paused->setVisible(m_assistant.isPaused());
    updateDesk();
}

void StatusLine::updateDesk()
{
    const Housekeeping::State &state = m_desk.state();
    const bool shared = state.panel.lan && !state.panel.addresses.isEmpty();
    QString panel = shared ? tr("Panel at %1:%2").arg(state.panel.addresses.constFirst().address).arg(state.panel.port)
                           : tr("Panel on this computer only");
    if (state.people > 0)
        panel += u", "_s + tr("%n people", nullptr, state.people);
    setPart(*m_panel, u"globe"_s, Token::Text3, panel);
    m_panel->setToolTip(tr("Share the panel with your team"));
    m_panel->setVisible(state.panel.port != 0);

    setPart(*m_disk, u"hard-drive"_s, state.isScarce() ? Token::Danger : Token::Text3,
            tr("%1 free").arg(Words::size(state.freeBytes)));
    m_disk->setToolTip(state.isScarce() ? tr("The disk is almost full. Messages may not be stored before long.")
                                        : tr("Room on the disk of the data folder"));
    m_disk->setVisible(state.freeBytes >= 0);

    const bool none = state.backupAt == 0;
    const bool bad = state.backupFailed || (state.backupsDaily && none);
    setPart(*m_backup, u"database-backup"_s, bad ? Token::Wait : Token::Text3,
            state.backupFailed ? tr("The last backup failed")
                : none         ? tr("No backup yet")
                               : tr("Backup %1").arg(Words::shortTime(state.backupAt)));
    m_backup->setToolTip(none ? tr("Back the desk up") : tr("Last backup: %1").arg(Words::fullTime(state.backupAt)));
    m_backup->setVisible(!none || state.backupFailed || state.backupsDaily);
}

void StatusLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Sunken));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
