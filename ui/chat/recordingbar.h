#pragma once

#include "ui/audio/voicerecorder.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace desk::ui {

/// Shown instead of the composer's buttons while a voice note is recorded: how long it is by now, and its two ends. GUI thread.
class RecordingBar : public QWidget
{
    Q_OBJECT

public:
    RecordingBar(VoiceRecorder &recorder, const Theme &theme, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();

    VoiceRecorder &m_recorder;
    QLabel *m_time;
    QPushButton *m_cancel;
    QPushButton *m_send;
};

} // namespace desk::ui
