#include "ui/chat/voicebutton.h"

#include "ui/theme/deskstyle.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

VoiceButton::VoiceButton(AudioSystem *audio, const Theme &theme, QWidget *parent)
    : QToolButton(parent), m_recorder(new VoiceRecorder(audio, this))
{
    buttonrole::give(this, buttonrole::quiet);
    setIcon(theme.icon(u"mic"_s));
    setAccessibleName(tr("Record a voice note"));
    connect(this, &QToolButton::clicked, m_recorder, &VoiceRecorder::start);
    connect(m_recorder, &VoiceRecorder::changed, this, [this] {
        if (m_recorder->state() != VoiceRecorder::State::Idle)
            return;
        m_microphone = m_looked && m_recorder->hasMicrophone();
        refresh();
    });
    refresh();
}

void VoiceButton::lookForMicrophone()
{
    if (std::exchange(m_looked, true))
        return;
    m_microphone = m_recorder->hasMicrophone();
    refresh();
}

void VoiceButton::setUsable(bool usable)
{
    m_usable = usable;
    refresh();
}

void VoiceButton::refresh()
{
    setEnabled(m_microphone && m_usable);
    setToolTip(m_microphone ? tr("Record a voice note") : tr("No microphone was found."));
}

} // namespace desk::ui
