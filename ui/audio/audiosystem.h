#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QObject>

#include <memory>

namespace desk::ui {

/// A sound file on its way to samples, at voiceRate, one channel. Dropped, it stops.
class SoundDecoding : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void decoded(const QList<qint16> &samples);
    void finished();
    /// It is no sound that can be played here.
    void failed();
};

/// What is heard while it is there. Dropped, it is silent.
class SoundOutput : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void setPaused(bool paused) = 0;
    /// Samples that were taken from the source and are not heard yet.
    [[nodiscard]] virtual qint64 ahead() const = 0;

Q_SIGNALS:
    /// All of the source has been heard.
    void drained();
    /// The device went away.
    void failed();
};

/// What the microphone hears, at voiceRate, one channel. Dropped, it stops.
class SoundRecording : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void heard(const QList<qint16> &samples);
    /// The microphone went away.
    void failed();
};

/// The sound of this computer: behind an interface, because the console is also built without Qt Multimedia, and tested without devices.
/// Lives on the GUI thread; decoding happens elsewhere.
class AudioSystem : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual std::unique_ptr<SoundDecoding> decode(const QByteArray &file) = 0;
    /// @param source of samples at voiceRate; it outlives the output. @return null: there is nothing to hear it with.
    [[nodiscard]] virtual std::unique_ptr<SoundOutput> play(QIODevice &source) = 0;
    /// Asking for the first time looks for the devices, which takes a moment.
    [[nodiscard]] virtual bool canRecord() = 0;
    /// @return null: there is no microphone.
    [[nodiscard]] virtual std::unique_ptr<SoundRecording> record() = 0;

Q_SIGNALS:
    /// A microphone came or went.
    void devicesChanged();
};

/// Null where the console was built without Qt Multimedia.
[[nodiscard]] std::unique_ptr<AudioSystem> makeAudioSystem();

} // namespace desk::ui
