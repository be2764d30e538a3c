#include "tests/support/consoledesk.h"
#include "tests/support/fakeaudio.h"
#include "ui/audio/timestretch.h"
#include "ui/audio/voiceplayer.h"
#include "ui/audio/voicerecorder.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

QList<qint16> toneOf(double hertz, int seconds)
{
    QList<qint16> samples;
    for (int i = 0; i < voiceRate * seconds; ++i)
        samples << qint16(8000 * std::sin(2 * M_PI * hertz * i / voiceRate));
    return samples;
}

/// Half of how often it changes sides in a second.
double pitchOf(const QList<qint16> &samples)
{
    int changes = 0;
    for (qsizetype i = 1; i < samples.size(); ++i)
        changes += (samples.at(i) < 0) != (samples.at(i - 1) < 0) ? 1 : 0;
    return double(changes) / 2 * voiceRate / double(samples.size());
}

QByteArray voiceNote()
{
    QFile file(QStringLiteral(TEST_DATA) + u"/voice.ogg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Voice notes: samples, player and recorder, on a computer whose sound the test plays; the system's own where it has any.
class VoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_note = m_desk->get<AttachmentId>(
            [](ConsoleDesk::Core &core) { return core.attachments.add(voiceNote()).value_or(AttachmentId{}); });
        m_other = m_desk->get<AttachmentId>(
            [](ConsoleDesk::Core &core) { return core.attachments.add(voiceNote() + "x").value_or(AttachmentId{}); });
        QVERIFY(m_note.isValid() && m_other.isValid());
    }
    void cleanupTestCase()
    {
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }
    void init()
    {
        m_audio = std::make_unique<FakeAudio>();
        m_player = std::make_unique<VoicePlayer>(*m_gateway, m_audio.get());
    }
    void cleanup()
    {
        m_player.reset();
        m_audio.reset();
    }

    void fasterIsShorterAndNoHigher()
    {
        const QList<qint16> tone = toneOf(220, 3);
        for (const double speed : {1.0, 1.5, 2.0}) {
            TimeStretch stretch(&tone);
            stretch.start(0, speed);
            QList<qint16> heard(voiceRate * 4);
            heard.resize(stretch.read(heard.data(), heard.size()));
            QVERIFY(std::abs(double(heard.size()) - double(tone.size()) / speed) < voiceRate * 0.05);
            QVERIFY2(std::abs(pitchOf(heard) - 220) < 4, qPrintable(QString::number(pitchOf(heard))));
        }
    }

    void whatIsNotDecodedYetIsNotTheEnd()
    {
        QList<qint16> growing = toneOf(220, 1);
        TimeStretch stretch(&growing);
        stretch.start(0, 2);
        QList<qint16> heard(voiceRate * 2);
        const qsizetype first = stretch.read(heard.data(), heard.size());
        growing += toneOf(220, 1);
        const qsizetype more = stretch.read(heard.data(), heard.size());
        QVERIFY(first > voiceRate * 0.4 && more > voiceRate * 0.4);
    }

    void theWaveIsAsLoudAsTheSound()
    {
        QList<qint16> samples(4000, 0);
        for (int i = 2000; i < 3000; ++i)
            samples[i] = i % 2 ? 4000 : -4000;
        for (int i = 3000; i < 4000; ++i)
            samples[i] = i % 2 ? 8000 : -8000;
        QCOMPARE(waveOf(std::span(samples.constData(), 4000), 4), QByteArray("\x00\x00\x32\x64", 4));
        QCOMPARE(waveOf(std::span(samples.constData(), 2000), 4), QByteArray(4, 0)); // silence stays silence
        QCOMPARE(resampled(QByteArray("\x0a\x14\x1e\xff", 4), 2), QByteArray("\x14\x64", 2));
        QCOMPARE(resampled(QByteArray("\x0a\x14", 2), 4), QByteArray("\x0a\x0a\x14\x14", 4));
        QVERIFY(resampled({}, 4).isEmpty());
    }

    void aNoteIsHeardToItsEnd()
    {
        m_player->toggle(m_note);
        QVERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Loading);
        QTRY_VERIFY(m_audio->output);
        QVERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Playing);
        QTRY_COMPARE(m_player->lengthOf(m_note), 4000ms);
        QCOMPARE(m_player->waveOf(m_note).size(), VoicePlayer::bars);
        m_audio->output->hear(voiceRate);
        QCOMPARE(m_player->positionOf(m_note), 1000ms);
        m_audio->output->hear(voiceRate * 10);
        QTRY_VERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Paused);
        QCOMPARE(m_player->positionOf(m_note), 0ms);
        QVERIFY(!m_audio->output);
    }

    void oneNotePlaysAtATime()
    {
        m_player->toggle(m_note);
        QTRY_VERIFY(m_player->lengthOf(m_note) > 0ms);
        m_audio->output->hear(voiceRate * 2);
        m_player->toggle(m_other);
        QVERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Stopped);
        QCOMPARE(m_player->positionOf(m_note), 2000ms); // and goes on from there later
        QTRY_VERIFY(m_player->stateOf(m_other) == VoicePlayer::State::Playing);
        m_player->toggle(m_note);
        QTRY_VERIFY(m_audio->output && m_player->lengthOf(m_note) > 0ms);
        QCOMPARE(m_player->positionOf(m_note), 2000ms);
    }

    void itIsPausedMovedAndPlayedFaster()
    {
        m_player->seek(m_note, 0.5); // from the middle, before anything is known of it
        QTRY_VERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Playing);
        QCOMPARE(m_player->positionOf(m_note), 2000ms);
        m_player->toggle(m_note);
        QVERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Paused);
        m_player->step(-1500ms);
        QCOMPARE(m_player->positionOf(m_note), 500ms);
        m_player->toggle(m_note);
        QCOMPARE(m_player->positionOf(m_note), 500ms);
        m_player->nextSpeed();
        m_player->nextSpeed();
        QCOMPARE(m_player->speed(), 2.0);
        m_audio->output->hear(voiceRate); // a second of it is two of the note
        QVERIFY(std::chrono::abs(m_player->positionOf(m_note) - 2500ms) < 50ms);
        m_player->nextSpeed();
        QCOMPARE(m_player->speed(), 1.0);
        m_player->step(-1h);
        QCOMPARE(m_player->positionOf(m_note), 0ms);
    }

    void whatGoesWrongIsTold()
    {
        QSignalSpy outline(m_player.get(), &VoicePlayer::outlineChanged);
        m_audio->broken = true;
        m_player->toggle(m_note);
        QTRY_VERIFY(m_player->problemOf(m_note) == VoicePlayer::Problem::NotPlayable);
        QVERIFY(!outline.isEmpty());
        QVERIFY(!m_player->current().isValid());
        m_audio->broken = false;
        m_audio->silent = true;
        m_player->toggle(m_note);
        QTRY_VERIFY(m_player->problemOf(m_note) == VoicePlayer::Problem::NoOutput);
        m_player->toggle(AttachmentId{99});
        QTRY_VERIFY(m_player->problemOf(AttachmentId{99}) == VoicePlayer::Problem::NotThere);
        m_audio->silent = false;
        m_player->toggle(m_note); // the headphones are in now
        QTRY_VERIFY(m_player->stateOf(m_note) == VoicePlayer::State::Playing);
        QVERIFY(m_player->problemOf(m_note) == VoicePlayer::Problem::None);
    }

    void whatWasRecordedComesWithItsWave()
    {
        VoiceRecorder recorder(m_audio.get());
        QSignalSpy recorded(&recorder, &VoiceRecorder::recorded);
        if (!recorder.isAvailable())
            QSKIP("built without libopusenc");
        m_audio->samples = toneOf(300, 2);
        recorder.start();
        QVERIFY(recorder.state() == VoiceRecorder::State::Recording);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        recorder.finish();
        QVERIFY(recorder.state() == VoiceRecorder::State::Finishing);
        QTRY_COMPARE(recorded.size(), 1);
        QVERIFY(recorder.state() == VoiceRecorder::State::Idle);
        const QByteArray wave = recorded.at(0).at(1).toByteArray();
        QCOMPARE(wave.size(), VoiceRecorder::waveBars);
        QVERIFY(std::all_of(wave.cbegin(), wave.cend(), [](char bar) { return bar > 95; }));
        checkVoice(recorded.at(0).at(0).toString(), 1950ms, 2050ms);
    }

    void whatWasCancelledLeavesNothing()
    {
        VoiceRecorder recorder(m_audio.get());
        QSignalSpy recorded(&recorder, &VoiceRecorder::recorded);
        QSignalSpy failed(&recorder, &VoiceRecorder::failed);
        if (!recorder.isAvailable())
            QSKIP("built without libopusenc");
        recorder.start();
        recorder.finish(); // a slip of the finger: nothing was heard yet
        QVERIFY(recorder.state() == VoiceRecorder::State::Idle);
        recorder.start();
        recorder.cancel();
        QVERIFY(recorder.state() == VoiceRecorder::State::Idle);
        m_audio->microphone = false;
        QVERIFY(!recorder.hasMicrophone());
        recorder.start();
        QCOMPARE(failed.size(), 1);
        QVERIFY(recorder.state() == VoiceRecorder::State::Idle);
        QCOMPARE(recorded.size(), 0);
    }

    void thisComputerDecodesVoiceNotes()
    {
        const auto system = makeAudioSystem();
        if (!system)
            QSKIP("built without Qt Multimedia");
        qsizetype samples = 0;
        const auto decoding = system->decode(voiceNote());
        connect(decoding.get(), &SoundDecoding::decoded, this,
                [&samples](const QList<qint16> &more) { samples += more.size(); });
        QSignalSpy finished(decoding.get(), &SoundDecoding::finished);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY2(std::abs(double(samples) / voiceRate - 6) < 0.1, qPrintable(QString::number(samples)));

        const auto noise = system->decode("this is no sound"_ba);
        QSignalSpy failed(noise.get(), &SoundDecoding::failed);
        QTRY_COMPARE(failed.size(), 1);
    }

    void thisComputerPlaysThem()
    {
        const auto system = makeAudioSystem();
        if (!system)
            QSKIP("built without Qt Multimedia");
        VoicePlayer player(*m_gateway, system.get());
        player.nextSpeed();
        player.nextSpeed();
        player.seek(m_note, 0.8); // the last second or so, at twice the speed
        QTRY_VERIFY(player.problemOf(m_note) != VoicePlayer::Problem::None || player.lengthOf(m_note) > 0ms);
        if (player.problemOf(m_note) == VoicePlayer::Problem::NoOutput)
            QSKIP("no sound output here");
        QTRY_VERIFY(player.stateOf(m_note) == VoicePlayer::State::Paused);
        QCOMPARE(player.positionOf(m_note), 0ms);
    }

    void thisComputerRecords()
    {
        const auto system = makeAudioSystem();
        if (!system || !OpusWriter::isAvailable() || !system->canRecord())
            QSKIP("no microphone here");
        VoiceRecorder recorder(system.get());
        QSignalSpy recorded(&recorder, &VoiceRecorder::recorded);
        recorder.start();
        QTRY_VERIFY(recorder.length() > 1200ms);
        recorder.finish();
        QTRY_COMPARE(recorded.size(), 1);
        checkVoice(recorded.at(0).at(0).toString(), 500ms, 5s);
    }

private:
    /// It is a voice note of such a length; and it was ours to take away.
    static void checkVoice(const QString &path, std::chrono::milliseconds least, std::chrono::milliseconds most)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(file.remove());
        const Attachment found = AttachmentStore::lookAt(bytes);
        QCOMPARE(found.mime, u"audio/ogg"_s);
        QVERIFY2(found.duration >= least && found.duration <= most,
                 qPrintable(QString::number(found.duration.count())));
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<FakeAudio> m_audio;
    std::unique_ptr<VoicePlayer> m_player;
    AttachmentId m_note;
    AttachmentId m_other;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::VoiceTest)
#include "tst_voice.moc"
