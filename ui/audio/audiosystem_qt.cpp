#include "ui/audio/audiosystem.h"
#include "ui/audio/soundwave.h"

#include <QAudioBuffer>
#include <QAudioDecoder>
#include <QAudioDevice>
#include <QAudioInput>
#include <QAudioSink>
#include <QBuffer>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QMediaFormat>
#include <QMediaRecorder>
#include <QUrl>

using namespace Qt::StringLiterals;

// The sound of this computer through Qt Multimedia. Sounds are decoded to samples and played by us: its own player raises the pitch of
// what is played faster, and in Qt 6.4 does not survive a computer without an output.
namespace desk::ui {

namespace {

constexpr int bytesPerSample = 2;
constexpr int bufferedMs = 300;
constexpr int voiceBitRate = 24'000;

QAudioFormat voiceFormat()
{
    QAudioFormat format;
    format.setSampleRate(voiceRate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    return format;
}

class QtSoundDecoding final : public SoundDecoding
{
public:
    explicit QtSoundDecoding(const QByteArray &file)
    {
        m_file.setData(file);
        m_file.open(QIODevice::ReadOnly);
        m_decoder.setAudioFormat(voiceFormat());
        m_decoder.setSourceDevice(&m_file);
        connect(&m_decoder, &QAudioDecoder::bufferReady, this, &QtSoundDecoding::take);
        connect(&m_decoder, &QAudioDecoder::finished, this, [this] {
            take();
            Q_EMIT finished();
        });
        connect(&m_decoder, qOverload<QAudioDecoder::Error>(&QAudioDecoder::error), this, &SoundDecoding::failed);
        // Not before the caller listens.
        QMetaObject::invokeMethod(&m_decoder, &QAudioDecoder::start, Qt::QueuedConnection);
    }

private:
    void take()
    {
        while (m_decoder.bufferAvailable()) {
            const QAudioBuffer buffer = m_decoder.read();
            // Asked for and mostly given; what a backend gives instead is converted.
            const int channels = std::max(1, buffer.format().channelCount());
            QList<qint16> samples;
            samples.reserve(buffer.frameCount());
            for (qsizetype frame = 0; frame < buffer.frameCount(); ++frame) {
                const auto *at = buffer.constData<char>() + frame * buffer.format().bytesPerFrame();
                float sum = 0;
                for (int channel = 0; channel < channels; ++channel)
                    sum += buffer.format().normalizedSampleValue(at + channel * buffer.format().bytesPerSample());
                samples << qint16(std::clamp(sum / float(channels), -1.0F, 1.0F) * 32767);
            }
            Q_EMIT decoded(samples);
        }
    }

    QBuffer m_file;
    QAudioDecoder m_decoder;
};

class QtSoundOutput final : public SoundOutput
{
public:
    QtSoundOutput(const QAudioDevice &device, QIODevice &source) : m_sink(device, voiceFormat())
    {
        m_sink.setBufferSize(voiceRate * bytesPerSample * bufferedMs / 1000);
        connect(&m_sink, &QAudioSink::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::IdleState)
                Q_EMIT drained();
            else if (state == QAudio::StoppedState && m_sink.error() != QAudio::NoError)
                Q_EMIT failed();
        });
        m_sink.start(&source);
    }
    ~QtSoundOutput() override
    {
        m_sink.disconnect(this);
        m_sink.reset();
    }

    void setPaused(bool paused) override
    {
        if (paused)
            m_sink.suspend();
        else
            m_sink.resume();
    }
    [[nodiscard]] qint64 ahead() const override
    {
        return std::max<qint64>(0, m_sink.bufferSize() - m_sink.bytesFree()) / bytesPerSample;
    }

private:
    QAudioSink m_sink;
};

class QtSoundRecording final : public SoundRecording
{
public:
    explicit QtSoundRecording(const QString &path)
    {
        QMediaFormat format(QMediaFormat::Ogg);
        format.setAudioCodec(QMediaFormat::AudioCodec::Opus);
        m_session.setAudioInput(&m_input);
        m_session.setRecorder(&m_recorder);
        m_recorder.setMediaFormat(format);
        m_recorder.setAudioChannelCount(1);
        m_recorder.setAudioSampleRate(48'000); // what Opus counts in
        m_recorder.setEncodingMode(QMediaRecorder::AverageBitRateEncoding);
        m_recorder.setAudioBitRate(voiceBitRate);
        m_recorder.setOutputLocation(QUrl::fromLocalFile(path));
        connect(&m_recorder, &QMediaRecorder::errorOccurred, this, &SoundRecording::failed);
        connect(&m_recorder, &QMediaRecorder::recorderStateChanged, this, [this](QMediaRecorder::RecorderState state) {
            if (state == QMediaRecorder::StoppedState)
                Q_EMIT finished();
        });
        m_recorder.record();
    }
    ~QtSoundRecording() override
    {
        m_recorder.disconnect(this);
        m_recorder.stop();
    }

    void stop() override { m_recorder.stop(); }

private:
    QAudioInput m_input;
    QMediaCaptureSession m_session;
    QMediaRecorder m_recorder;
};

class QtAudioSystem final : public AudioSystem
{
public:
    [[nodiscard]] std::unique_ptr<SoundDecoding> decode(const QByteArray &file) override
    {
        return std::make_unique<QtSoundDecoding>(file);
    }
    [[nodiscard]] std::unique_ptr<SoundOutput> play(QIODevice &source) override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull() || !device.isFormatSupported(voiceFormat()))
            return nullptr;
        return std::make_unique<QtSoundOutput>(device, source);
    }
    [[nodiscard]] bool canRecord() override
    {
        if (!m_devices) {
            m_devices = std::make_unique<QMediaDevices>();
            connect(m_devices.get(), &QMediaDevices::audioInputsChanged, this, &AudioSystem::devicesChanged);
        }
        return !QMediaDevices::audioInputs().isEmpty();
    }
    [[nodiscard]] std::unique_ptr<SoundRecording> record(const QString &path) override
    {
        if (!canRecord())
            return nullptr;
        return std::make_unique<QtSoundRecording>(path);
    }

private:
    std::unique_ptr<QMediaDevices> m_devices; ///< once asked for
};

} // namespace

std::unique_ptr<AudioSystem> makeAudioSystem()
{
    // Up to Qt 6.4 the default is GStreamer, which needs plugins that few have; FFmpeg's backend comes with Qt.
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND"))
        qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    return std::make_unique<QtAudioSystem>();
}

} // namespace desk::ui
