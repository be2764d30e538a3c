#pragma once

#include "ui/audio/audiosystem.h"
#include "ui/audio/opuswriter.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace desk::ui {

/// Records a voice note into a file of its own, and draws its wave. One at a time. GUI thread; does not own what it is given.
class VoiceRecorder : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Recording, Finishing };
    static constexpr std::chrono::minutes longest{15};
    static constexpr int waveBars = 64;

    /// @param audio null: nothing is recorded here.
    explicit VoiceRecorder(AudioSystem *audio, QObject *parent = nullptr);
    ~VoiceRecorder() override;

    [[nodiscard]] bool isAvailable() const { return m_audio && OpusWriter::isAvailable(); }
    [[nodiscard]] bool hasMicrophone() const { return isAvailable() && m_audio->canRecord(); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::chrono::milliseconds length() const;

    void start();
    /// What was said is thrown away.
    void cancel();
    /// recorded() or failed() tells the rest. What is too short to be meant is thrown away.
    void finish();

Q_SIGNALS:
    void changed();
    /// @param path of a file that is whoever takes it; it is removed by them. @param wave of it, waveBars values of 0 to 100.
    void recorded(const QString &path, const QByteArray &wave);
    void failed();

private:
    void giveUp();
    void end();

    AudioSystem *m_audio;
    State m_state = State::Idle;
    quint64 m_count = 0; ///< of recordings: what is still written of an earlier one is of no use
    QElapsedTimer m_time;
    QTimer m_ticks;
    QList<qint16> m_samples;
    std::unique_ptr<OpusWriter> m_writer;
    std::unique_ptr<SoundRecording> m_recording;
};

} // namespace desk::ui
