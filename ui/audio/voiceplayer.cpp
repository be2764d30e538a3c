#include "ui/audio/voiceplayer.h"

#include "ui/audio/soundwave.h"

#include <QFile>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto voiceTick = 50ms;
constexpr qint64 longestVoice = qint64(voiceRate) * 60 * 90; ///< samples; more is a film's sound, not a note
constexpr qint64 shortestRest = voiceRate / 20;              ///< less than that is its end
constexpr qint64 headStart = voiceRate;                      ///< decoded before it begins to be heard
constexpr qint64 largestVoice = 64LL * 1024 * 1024;          ///< bytes of the file

Result<QByteArray> voiceBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestVoice)
        return desk::fail(Errc::Storage, u"a voice note cannot be read"_s);
    return file.readAll();
}

std::chrono::milliseconds voiceTime(qint64 samples)
{
    return std::chrono::milliseconds(samples * 1000 / voiceRate);
}

} // namespace

/// The samples as the output wants them: bytes, at the speed that is set.
class VoicePlayer::Source final : public QIODevice
{
public:
    explicit Source(VoicePlayer &player) : m_player(player) { open(QIODevice::ReadOnly); }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        const qint64 left = m_player.m_samples.size() - m_player.m_stretch.position();
        return std::max<qint64>(0, left) * 2 + QIODevice::bytesAvailable();
    }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        QList<qint16> samples(most / 2);
        const qsizetype there = m_player.m_stretch.read(samples.data(), samples.size());
        std::copy_n(reinterpret_cast<const char *>(samples.constData()), there * 2, data);
        return there * 2;
    }
    qint64 writeData(const char * /*data*/, qint64 /*size*/) override { return -1; }

private:
    VoicePlayer &m_player;
};

VoicePlayer::VoicePlayer(CoreGateway &gateway, AudioSystem *audio, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_audio(audio), m_stretch(&m_samples)
{
    m_ticks.setInterval(voiceTick);
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        Q_EMIT changed(m_file);
        if (m_output && m_output->ahead() == 0)
            finish(); // where it has come to the end
    });
}

VoicePlayer::~VoicePlayer() = default;

std::chrono::milliseconds VoicePlayer::positionOf(AttachmentId file) const
{
    return file == m_file ? voiceTime(heard()) : m_left.value(file);
}

std::chrono::milliseconds VoicePlayer::lengthOf(AttachmentId file) const
{
    return m_lengths.value(file);
}

qint64 VoicePlayer::heard() const
{
    if (!m_output)
        return m_place;
    const qint64 ahead = qint64(double(m_output->ahead()) * m_speed);
    return std::clamp<qint64>(m_stretch.position() - ahead, 0, m_samples.size());
}

void VoicePlayer::toggle(AttachmentId file)
{
    if (!m_audio || !file.isValid())
        return;
    if (file != m_file)
        return load(file);
    if (m_state == State::Playing)
        pause();
    else if (m_state == State::Paused)
        begin();
}

void VoicePlayer::seek(AttachmentId file, double fraction)
{
    if (!m_audio || !file.isValid())
        return;
    if (file != m_file)
        load(file);
    m_startAt = std::clamp(fraction, 0.0, 1.0);
    if (!m_whole)
        return; // once its length is known
    m_place = qint64(m_startAt * double(m_samples.size()));
    m_startAt = -1;
    if (m_state == State::Playing && isAtEnd(m_place))
        return end();
    if (m_state == State::Playing)
        begin();
    Q_EMIT changed(file);
}

void VoicePlayer::step(std::chrono::milliseconds by)
{
    if (!m_whole || m_samples.isEmpty())
        return;
    const double to = double(heard() + by.count() * voiceRate / 1000) / double(m_samples.size());
    seek(m_file, to);
}

void VoicePlayer::nextSpeed()
{
    const auto *const next = std::upper_bound(std::begin(speeds), std::end(speeds), m_speed);
    setSpeed(next == std::end(speeds) ? speeds[0] : *next);
}

void VoicePlayer::setSpeed(double speed)
{
    m_place = heard();
    m_speed = speed;
    if (m_state == State::Playing)
        begin();
    Q_EMIT changed(m_file);
}

void VoicePlayer::keepPosition()
{
    if (m_file.isValid() && m_whole)
        m_left.insert(m_file, voiceTime(heard()));
}

void VoicePlayer::stop()
{
    keepPosition();
    const AttachmentId before = std::exchange(m_file, {});
    m_ticks.stop();
    m_output.reset();
    m_source.reset();
    if (m_decoding) {
        // It may be its own signal that ends it.
        m_decoding->disconnect(this);
        m_decoding.release()->deleteLater();
    }
    m_samples = {};
    m_whole = m_starved = false;
    m_place = 0;
    m_startAt = -1;
    m_state = State::Stopped;
    if (before.isValid())
        Q_EMIT changed(before);
}

void VoicePlayer::load(AttachmentId file)
{
    stop();
    m_file = file;
    m_state = State::Loading;
    m_place = m_left.value(file).count() * voiceRate / 1000;
    if (m_problems.remove(file) > 0)
        Q_EMIT outlineChanged(file);
    Q_EMIT changed(file);
    auto path = m_gateway.ask<QString>([file](DeskServices &services) -> Result<QString> {
        const auto attachment = services.attachments.find(file);
        return attachment ? Result<QString>(services.attachments.pathOf(*attachment)) : desk::fail(attachment.error());
    });
    onReply(path, this, [this, file](const Result<QString> &found) {
        if (file != m_file)
            return;
        if (!found)
            return fail(Problem::NotThere);
        onReply(QtConcurrent::run(voiceBytes, *found), this, [this, file](const Result<QByteArray> &bytes) {
            if (file != m_file)
                return;
            if (!bytes)
                return fail(Problem::NotThere);
            decode(*bytes);
        });
    });
}

void VoicePlayer::decode(const QByteArray &bytes)
{
    m_decoding = m_audio->decode(bytes);
    connect(m_decoding.get(), &SoundDecoding::decoded, this, [this](const QList<qint16> &samples) {
        if (m_samples.size() < longestVoice)
            m_samples += samples;
        if (m_state == State::Loading && m_startAt < 0 && m_samples.size() > m_place + headStart)
            begin();
    });
    connect(m_decoding.get(), &SoundDecoding::finished, this, &VoicePlayer::decodedAll);
    connect(m_decoding.get(), &SoundDecoding::failed, this, [this] { fail(Problem::NotPlayable); });
}

void VoicePlayer::decodedAll()
{
    if (m_samples.isEmpty())
        return fail(Problem::NotPlayable);
    m_whole = true;
    m_lengths.insert(m_file, voiceTime(m_samples.size()));
    m_waves.insert(m_file, desk::ui::waveOf(std::span(m_samples.constData(), size_t(m_samples.size())), bars));
    if (m_startAt >= 0)
        m_place = qint64(std::exchange(m_startAt, -1) * double(m_samples.size()));
    Q_EMIT outlineChanged(m_file);
    if (m_state == State::Playing && m_starved)
        m_place = heard();
    if (m_state == State::Loading || (m_state == State::Playing && m_starved))
        begin();
}

void VoicePlayer::begin()
{
    m_starved = false;
    // Where it ended, it begins again.
    if (isAtEnd(m_place))
        m_place = 0;
    m_output.reset();
    m_stretch.start(m_place, m_speed);
    m_source = std::make_unique<Source>(*this);
    m_output = m_audio->play(*m_source);
    if (!m_output)
        return fail(Problem::NoOutput);
    connect(m_output.get(), &SoundOutput::drained, this, [this] {
        // Without the rest of it that is a pause in the decoding, not the end.
        m_starved = !m_whole;
        if (m_whole)
            QMetaObject::invokeMethod(this, &VoicePlayer::finish, Qt::QueuedConnection);
    });
    connect(
        m_output.get(), &SoundOutput::failed, this, [this] { fail(Problem::NoOutput); }, Qt::QueuedConnection);
    m_state = State::Playing;
    m_ticks.start();
    Q_EMIT changed(m_file);
}

void VoicePlayer::pause()
{
    m_place = heard();
    m_output.reset();
    m_ticks.stop();
    m_state = State::Paused;
    Q_EMIT changed(m_file);
}

void VoicePlayer::finish()
{
    if (m_state == State::Playing && m_whole && isAtEnd(m_stretch.position()))
        end();
}

bool VoicePlayer::isAtEnd(qint64 sample) const
{
    return sample >= m_samples.size() - shortestRest;
}

void VoicePlayer::end()
{
    m_output.reset();
    m_ticks.stop();
    m_place = 0;
    m_state = State::Paused;
    m_left.remove(m_file);
    Q_EMIT changed(m_file);
}

void VoicePlayer::fail(Problem problem)
{
    const AttachmentId file = m_file;
    stop();
    m_problems.insert(file, problem);
    Q_EMIT outlineChanged(file);
}

} // namespace desk::ui
