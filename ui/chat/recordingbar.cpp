#include "ui/chat/recordingbar.h"

#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

RecordingBar::RecordingBar(VoiceRecorder &recorder, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_recorder(recorder), m_time(new QLabel(this)), m_cancel(new QPushButton(tr("Cancel"), this)),
      m_send(new QPushButton(tr("Send voice note"), this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto *icon = new QLabel(this);
    icon->setPixmap(theme.pixmap(u"mic"_s, Token::Danger, 16, devicePixelRatioF()));
    buttonrole::give(m_send, buttonrole::primary);
    m_send->setIcon(theme.icon(u"send-horizontal"_s, Token::OnAccent));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(icon);
    layout->addWidget(m_time);
    layout->addStretch();
    layout->addWidget(m_cancel);
    layout->addWidget(m_send);
    connect(m_cancel, &QPushButton::clicked, &m_recorder, &VoiceRecorder::cancel);
    connect(m_send, &QPushButton::clicked, &m_recorder, &VoiceRecorder::finish);
    connect(&m_recorder, &VoiceRecorder::changed, this, &RecordingBar::refresh);
    refresh();
}

void RecordingBar::refresh()
{
    const bool recording = m_recorder.state() == VoiceRecorder::State::Recording;
    const auto length = std::chrono::floor<std::chrono::seconds>(m_recorder.length());
    m_time->setText(recording ? tr("Recording %1").arg(Words::length(length)) : tr("Preparing the voice note…"));
    m_cancel->setEnabled(recording);
    m_send->setEnabled(recording);
}

void RecordingBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return m_recorder.cancel();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return m_recorder.finish();
    QWidget::keyPressEvent(event);
}

} // namespace desk::ui
