#include "ui/audio/voicerecorder.h"

#include "core/base/onreply.h"
#include "ui/audio/soundwave.h"

#include <QDir>
#include <QFile>
#include <QtConcurrentRun>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr qsizetype shortestVoice = voiceRate / 2;

/// Ends what may be in the middle of telling us something.
template<typename T>
void endLater(std::unique_ptr<T> &object)
{
    if (!object)
        return;
    object->disconnect();
    object.release()->deleteLater();
}

/// Empty: it could not be written.
QString writtenVoice(const QByteArray &bytes)
{
    QTemporaryFile file(QDir::temp().filePath(u"ventanilla-XXXXXX.ogg"_s));
    file.setAutoRemove(false);
    if (file.open() && file.write(bytes) == bytes.size() && file.flush())
        return file.fileName();
    file.setAutoRemove(true);
    return {};
}

} // namespace

VoiceRecorder::VoiceRecorder(AudioSystem *audio, QObject *parent) : QObject(parent), m_audio(audio)
{
    m_ticks.setInterval(200ms);
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        if (length() >= longest)
            finish();
        Q_EMIT changed();
    });
    if (m_audio)
        connect(m_audio, &AudioSystem::devicesChanged, this, &VoiceRecorder::changed);
}

VoiceRecorder::~VoiceRecorder() = default;

std::chrono::milliseconds VoiceRecorder::length() const
{
    return std::chrono::milliseconds(m_state == State::Recording ? m_time.elapsed() : 0);
}

void VoiceRecorder::start()
{
    if (!isAvailable() || m_state != State::Idle)
        return;
    m_recording = m_audio->record();
    if (!m_recording)
        return giveUp();
    m_writer = std::make_unique<OpusWriter>();
    connect(m_recording.get(), &SoundRecording::failed, this, &VoiceRecorder::giveUp);
    connect(m_recording.get(), &SoundRecording::heard, this, [this](const QList<qint16> &samples) {
        m_samples += samples;
        m_writer->write(samples);
    });
    ++m_count;
    m_state = State::Recording;
    m_time.start();
    m_ticks.start();
    Q_EMIT changed();
}

void VoiceRecorder::end()
{
    m_ticks.stop();
    endLater(m_recording);
    m_writer.reset();
    m_samples = {};
    m_state = State::Idle;
}

void VoiceRecorder::giveUp()
{
    end();
    Q_EMIT changed();
    Q_EMIT failed();
}

void VoiceRecorder::cancel()
{
    if (m_state == State::Idle)
        return;
    end();
    Q_EMIT changed();
}

void VoiceRecorder::finish()
{
    if (m_state != State::Recording)
        return;
    if (m_samples.size() < shortestVoice)
        return cancel();
    endLater(m_recording);
    const QByteArray wave = waveOf(std::span(m_samples.constData(), size_t(m_samples.size())), waveBars);
    const QByteArray bytes = m_writer->finish();
    end();
    if (bytes.isEmpty())
        return giveUp();
    m_state = State::Finishing;
    Q_EMIT changed();
    onReply(QtConcurrent::run(writtenVoice, bytes), this, [this, wave, count = m_count](const QString &path) {
        if (count != m_count || m_state != State::Finishing) {
            QFile::remove(path);
            return;
        }
        if (path.isEmpty())
            return giveUp();
        end();
        Q_EMIT changed();
        Q_EMIT recorded(path, wave);
    });
}

} // namespace desk::ui
