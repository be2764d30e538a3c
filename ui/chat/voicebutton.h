#pragma once

#include "ui/audio/voicerecorder.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace desk::ui {

/// The composer's microphone: begins a voice note, and says why it cannot. GUI thread.
class VoiceButton : public QToolButton
{
    Q_OBJECT

public:
    VoiceButton(AudioSystem *audio, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] VoiceRecorder &recorder() const { return *m_recorder; }
    /// The devices are looked for once somebody may want one, and not while the window is being built.
    void lookForMicrophone();
    /// @param usable whether a voice note could be sent now.
    void setUsable(bool usable);

private:
    void refresh();

    VoiceRecorder *m_recorder;
    bool m_looked = false;
    bool m_microphone = false;
    bool m_usable = false;
};

} // namespace desk::ui
