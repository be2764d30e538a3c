#pragma once

#include "ui/audio/audiosystem.h"
#include "ui/audio/timestretch.h"
#include "ui/coregateway.h"

#include <QHash>
#include <QTimer>

namespace desk::ui {

/// Plays the voice notes of conversations, one at a time: from anywhere in them, and faster where wanted.
///
/// The file is read on a worker and decoded elsewhere; what is decoded can be heard at once. GUI thread. Does not own what it is given.
class VoicePlayer : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Loading, Playing, Paused };
    enum class Problem { None, NoOutput, NotPlayable, NotThere };
    static constexpr int bars = 44;
    static constexpr double speeds[] = {1, 1.5, 2};

    /// @param audio null: nothing is played here.
    VoicePlayer(CoreGateway &gateway, AudioSystem *audio, QObject *parent = nullptr);
    ~VoicePlayer() override;

    [[nodiscard]] bool isAvailable() const { return m_audio != nullptr; }
    /// The note that is on; invalid: none.
    [[nodiscard]] AttachmentId current() const { return m_file; }
    [[nodiscard]] State stateOf(AttachmentId file) const { return file == m_file ? m_state : State::Stopped; }
    /// Where it is, also of one that was left in the middle.
    [[nodiscard]] std::chrono::milliseconds positionOf(AttachmentId file) const;
    /// As decoded; 0: not known yet.
    [[nodiscard]] std::chrono::milliseconds lengthOf(AttachmentId file) const;
    /// How loud it is along its length, from 0 to 100; empty until it has been decoded.
    [[nodiscard]] QByteArray waveOf(AttachmentId file) const { return m_waves.value(file); }
    [[nodiscard]] Problem problemOf(AttachmentId file) const { return m_problems.value(file); }
    [[nodiscard]] double speed() const { return m_speed; }

    /// Plays, or pauses what plays. Another one stops.
    void toggle(AttachmentId file);
    /// @param fraction of its length. A note that is not on begins there.
    void seek(AttachmentId file, double fraction);
    /// In the note that is on; nothing else.
    void step(std::chrono::milliseconds by);
    /// One of speeds, of all notes from now on.
    void setSpeed(double speed);
    /// The next of them, and around.
    void nextSpeed();
    void stop();

Q_SIGNALS:
    /// What is shown of it is another now.
    void changed(desk::AttachmentId file);
    /// Its place for an error, or its length, is another: it needs to be laid out anew.
    void outlineChanged(desk::AttachmentId file);

private:
    class Source; ///< what the output reads

    void load(AttachmentId file);
    void decode(const QByteArray &bytes);
    void decodedAll();
    void begin();
    void pause();
    void finish(); ///< if it is at its end
    void end();
    [[nodiscard]] bool isAtEnd(qint64 sample) const;
    void fail(Problem problem);
    [[nodiscard]] qint64 heard() const; ///< the sample that is heard now
    void keepPosition();

    CoreGateway &m_gateway;
    AudioSystem *m_audio;
    AttachmentId m_file;
    State m_state = State::Stopped;
    double m_speed = 1;
    QList<qint16> m_samples;
    bool m_whole = false;   ///< all of it is decoded
    bool m_starved = false; ///< it was heard faster than decoded
    double m_startAt = -1;  ///< where to begin once the length is known; negative: at m_place
    qint64 m_place = 0;     ///< the sample to go on with
    TimeStretch m_stretch;
    QTimer m_ticks;
    QHash<AttachmentId, QByteArray> m_waves;
    QHash<AttachmentId, std::chrono::milliseconds> m_lengths;
    QHash<AttachmentId, std::chrono::milliseconds> m_left; ///< where others were left
    QHash<AttachmentId, Problem> m_problems;
    std::unique_ptr<SoundDecoding> m_decoding;
    std::unique_ptr<Source> m_source;
    std::unique_ptr<SoundOutput> m_output; ///< goes before what it reads
};

} // namespace desk::ui
