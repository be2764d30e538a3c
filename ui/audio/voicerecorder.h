#pragma once

#include "ui/audio/audiosystem.h"

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

    [[nodiscard]] bool isAvailable() const { return m_audio != nullptr; }
    [[nodiscard]] bool hasMicrophone() const { return m_audio && m_audio->canRecord(); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::chrono::milliseconds length() const;

    void start();
    /// What was said is thrown away.
    void cancel();
    /// recorded() or failed() tells the rest.
    void finish();

Q_SIGNALS:
    void changed();
    /// @param path of a file that is whoever takes it; it is removed by them. @param wave of it, waveBars values of 0 to 100; may be empty.
    void recorded(const QString &path, const QByteArray &wave);
    void failed();

private:
    void stopped();
    void draw(const QByteArray &file);
    void drawn();
    void giveUp();
    void end();

    AudioSystem *m_audio;
    State m_state = State::Idle;
    QString m_path; ///< empty: there is no file of ours
    QElapsedTimer m_time;
    QTimer m_ticks;
    QList<qint16> m_samples;
    std::unique_ptr<SoundRecording> m_recording;
    std::unique_ptr<SoundDecoding> m_decoding;
};

} // namespace desk::ui
