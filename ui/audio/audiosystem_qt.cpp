#include "ui/audio/audiosystem.h"
#include "ui/audio/soundwave.h"

#include <QAudioBuffer>
#include <QAudioDecoder>
#include <QAudioDevice>
#include <QAudioSink>
#include <QAudioSource>
#include <QBuffer>
#include <QMediaDevices>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

// The sound of this computer through Qt Multimedia, as samples only. Its own player raises the pitch of what is played faster, and in
// Qt 6.4 neither that nor its recorder survives every computer.
namespace desk::ui {

namespace {

constexpr int bytesPerSample = 2;
constexpr int bufferedMs = 300;
constexpr int heardMs = 40; ///< of what is recorded; as much may be lost at its end
constexpr std::chrono::milliseconds decodingPatience{3000};

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
        // What it cannot read, FFmpeg's decoder of Qt 6.4 neither decodes nor refuses.
        m_patience.setSingleShot(true);
        m_patience.setInterval(decodingPatience);
        connect(&m_patience, &QTimer::timeout, this, &SoundDecoding::failed);
        m_patience.start();
        connect(&m_decoder, &QAudioDecoder::bufferReady, this, &QtSoundDecoding::take);
        connect(&m_decoder, &QAudioDecoder::finished, this, [this] {
            take();
            m_patience.stop();
            Q_EMIT finished();
        });
        connect(&m_decoder, qOverload<QAudioDecoder::Error>(&QAudioDecoder::error), this, &SoundDecoding::failed);
        // Not before the caller listens.
        QMetaObject::invokeMethod(&m_decoder, &QAudioDecoder::start, Qt::QueuedConnection);
    }

private:
    void take()
    {
        m_patience.start();
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

    QTimer m_patience;
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
    explicit QtSoundRecording(const QAudioDevice &device) : m_source(device, voiceFormat())
    {
        m_source.setBufferSize(voiceRate * bytesPerSample * heardMs / 1000);
        m_device = m_source.start();
        if (!m_device) {
            QMetaObject::invokeMethod(this, &SoundRecording::failed, Qt::QueuedConnection);
            return;
        }
        connect(m_device, &QIODevice::readyRead, this, &QtSoundRecording::take);
        connect(&m_source, &QAudioSource::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::StoppedState && m_source.error() != QAudio::NoError)
                Q_EMIT failed();
        });
    }
    ~QtSoundRecording() override
    {
        m_source.disconnect(this);
        m_source.stop();
    }

private:
    void take()
    {
        m_rest += m_device->readAll();
        const qsizetype whole = m_rest.size() / bytesPerSample;
        QList<qint16> samples(whole);
        std::copy_n(m_rest.constData(), whole * bytesPerSample, reinterpret_cast<char *>(samples.data()));
        m_rest.remove(0, whole * bytesPerSample);
        if (whole > 0)
            Q_EMIT heard(samples);
    }

    QAudioSource m_source;
    QIODevice *m_device = nullptr; ///< of the source
    QByteArray m_rest;             ///< half a sample
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
    [[nodiscard]] std::unique_ptr<SoundRecording> record() override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioInput();
        if (device.isNull() || !device.isFormatSupported(voiceFormat()))
            return nullptr;
        return std::make_unique<QtSoundRecording>(device);
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
