#pragma once

#include "ui/audio/audiosystem.h"
#include "ui/audio/soundwave.h"

#include <QTimer>

namespace desk::ui {

/// A computer's sound without devices: what is decoded is given by the test, what is played is read when the test says so.
class FakeAudio final : public AudioSystem
{
public:
    class Decoding final : public SoundDecoding
    {
    public:
        Decoding(const QList<qint16> &samples, bool fails)
        {
            QTimer::singleShot(0, this, [this, samples, fails] {
                if (fails)
                    return Q_EMIT failed();
                Q_EMIT decoded(samples);
                Q_EMIT finished();
            });
        }
    };
    class Output final : public SoundOutput
    {
    public:
        Output(FakeAudio &audio, QIODevice &source) : m_audio(audio), m_source(source) { m_audio.output = this; }
        ~Output() override
        {
            if (m_audio.output == this)
                m_audio.output = nullptr;
        }
        void setPaused(bool /*paused*/) override { }
        [[nodiscard]] qint64 ahead() const override { return 0; }
        /// Hears as many samples as there are, up to @p most.
        qint64 hear(qint64 most)
        {
            const qint64 heard = m_source.read(most * 2).size() / 2;
            if (heard < most)
                Q_EMIT drained();
            return heard;
        }

    private:
        FakeAudio &m_audio;
        QIODevice &m_source;
    };
    class Recording final : public SoundRecording
    {
    public:
        explicit Recording(FakeAudio &audio)
        {
            QTimer::singleShot(0, this, [this, &audio] { Q_EMIT heard(audio.samples); });
        }
    };

    [[nodiscard]] std::unique_ptr<SoundDecoding> decode(const QByteArray & /*file*/) override
    {
        return std::make_unique<Decoding>(samples, broken);
    }
    [[nodiscard]] std::unique_ptr<SoundOutput> play(QIODevice &source) override
    {
        return silent ? nullptr : std::make_unique<Output>(*this, source);
    }
    [[nodiscard]] bool canRecord() override { return microphone; }
    [[nodiscard]] std::unique_ptr<SoundRecording> record() override
    {
        return microphone ? std::make_unique<Recording>(*this) : nullptr;
    }

    QList<qint16> samples = QList<qint16>(qsizetype(voiceRate) * 4, 1000); ///< four seconds
    bool broken = false;
    bool silent = false;
    bool microphone = true;
    Output *output = nullptr; ///< what sounds now
};

} // namespace desk::ui
