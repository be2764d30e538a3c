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

/// Ends what may be in the middle of telling us something.
template<typename T>
void later(std::unique_ptr<T> &object)
{
    if (!object)
        return;
    object->disconnect();
    object.release()->deleteLater();
}

QByteArray readWhole(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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

VoiceRecorder::~VoiceRecorder()
{
    m_recording.reset();
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

std::chrono::milliseconds VoiceRecorder::length() const
{
    return std::chrono::milliseconds(m_state == State::Recording ? m_time.elapsed() : 0);
}

void VoiceRecorder::start()
{
    if (!m_audio || m_state != State::Idle)
        return;
    QTemporaryFile file(QDir::temp().filePath(u"ventanilla-XXXXXX.ogg"_s));
    file.setAutoRemove(false);
    if (!file.open())
        return Q_EMIT failed();
    m_path = file.fileName();
    file.close();
    m_recording = m_audio->record(m_path);
    if (!m_recording)
        return giveUp();
    connect(m_recording.get(), &SoundRecording::finished, this, &VoiceRecorder::stopped);
    connect(m_recording.get(), &SoundRecording::failed, this, &VoiceRecorder::giveUp);
    m_state = State::Recording;
    m_time.start();
    m_ticks.start();
    Q_EMIT changed();
}

void VoiceRecorder::end()
{
    m_ticks.stop();
    later(m_recording);
    later(m_decoding);
    m_samples = {};
    m_state = State::Idle;
}

void VoiceRecorder::giveUp()
{
    end();
    QFile::remove(std::exchange(m_path, {}));
    Q_EMIT changed();
    Q_EMIT failed();
}

void VoiceRecorder::cancel()
{
    if (m_state == State::Idle)
        return;
    end();
    QFile::remove(std::exchange(m_path, {}));
    Q_EMIT changed();
}

void VoiceRecorder::finish()
{
    if (m_state != State::Recording)
        return;
    m_state = State::Finishing;
    m_ticks.stop();
    Q_EMIT changed();
    m_recording->stop();
}

void VoiceRecorder::stopped()
{
    if (m_state != State::Finishing)
        return giveUp(); // it ended by itself: the device went away
    later(m_recording);
    onReply(QtConcurrent::run(readWhole, m_path), this, [this, path = m_path](const QByteArray &bytes) {
        if (m_state != State::Finishing || path != m_path)
            return;
        if (bytes.isEmpty())
            return giveUp();
        draw(bytes);
    });
}

void VoiceRecorder::draw(const QByteArray &file)
{
    m_decoding = m_audio->decode(file);
    connect(m_decoding.get(), &SoundDecoding::decoded, this,
            [this](const QList<qint16> &samples) { m_samples += samples; });
    connect(m_decoding.get(), &SoundDecoding::finished, this, &VoiceRecorder::drawn);
    // What cannot be played here will not be playable there either.
    connect(m_decoding.get(), &SoundDecoding::failed, this, &VoiceRecorder::giveUp);
}

void VoiceRecorder::drawn()
{
    const QByteArray wave = waveOf(std::span(m_samples.constData(), size_t(m_samples.size())), waveBars);
    const QString path = std::exchange(m_path, {});
    end();
    Q_EMIT changed();
    Q_EMIT recorded(path, wave);
}

} // namespace desk::ui
