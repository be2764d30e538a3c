#include "ui/audio/timestretch.h"

#include "ui/audio/soundwave.h"

#include <algorithm>
#include <limits>

namespace desk::ui {

namespace {

constexpr qint64 stretchPiece = voiceRate * 15 / 1000; ///< what a step makes; pieces overlap by as much
constexpr qint64 stretchReach = voiceRate * 8 / 1000;  ///< how far a piece may be moved to fit
constexpr int stretchCoarse = 4;                       ///< one of so many is compared: enough for speech

} // namespace

void TimeStretch::start(qint64 at, double speed)
{
    m_position = std::max<qint64>(0, at);
    m_exact = double(m_position);
    m_speed = speed;
    m_natural = -1;
    m_ready.clear();
    m_taken = 0;
}

qsizetype TimeStretch::read(qint16 *target, qsizetype most)
{
    if (!m_samples)
        return 0;
    if (m_speed == 1) {
        const qsizetype there = std::clamp<qsizetype>(m_samples->size() - m_position, 0, most);
        std::copy_n(m_samples->constData() + m_position, there, target);
        m_position += there;
        return there;
    }
    qsizetype done = 0;
    while (done < most) {
        if (m_taken == m_ready.size()) {
            makePiece();
            if (m_ready.isEmpty())
                break;
        }
        const qsizetype part = std::min(most - done, m_ready.size() - m_taken);
        std::copy_n(m_ready.constData() + m_taken, part, target + done);
        m_taken += part;
        done += part;
    }
    return done;
}

/// Where, around @p wanted, the recording goes on most like it would have by itself.
qint64 TimeStretch::bestNear(qint64 wanted) const
{
    const qint64 last = m_samples->size() - stretchPiece;
    if (m_natural < 0 || m_natural > last)
        return std::clamp<qint64>(wanted, 0, last);
    const qint16 *samples = m_samples->constData();
    qint64 best = std::clamp<qint64>(wanted, 0, last);
    qint64 least = std::numeric_limits<qint64>::max();
    for (qint64 at = std::max<qint64>(0, wanted - stretchReach); at <= std::min(last, wanted + stretchReach); at += 2) {
        qint64 difference = 0;
        for (qint64 i = 0; i < stretchPiece; i += stretchCoarse)
            difference += std::abs(int(samples[at + i]) - int(samples[m_natural + i]));
        if (difference < least) {
            least = difference;
            best = at;
        }
    }
    return best;
}

void TimeStretch::makePiece()
{
    m_ready.clear();
    m_taken = 0;
    const qint64 size = m_samples->size();
    if (qint64(m_exact) + stretchPiece > size) {
        m_position = std::min<qint64>(size, qint64(m_exact));
        return; // less than a piece is left: the end, or the rest is still to come
    }
    const qint64 from = bestNear(qint64(m_exact));
    const qint16 *samples = m_samples->constData();
    m_ready.resize(stretchPiece);
    // What the last piece would have gone on with fades out while this one fades in.
    const bool joins = m_natural >= 0 && m_natural + stretchPiece <= size;
    for (qint64 i = 0; i < stretchPiece; ++i) {
        const int fresh = samples[from + i];
        m_ready[i] = qint16(joins ? (fresh * i + samples[m_natural + i] * (stretchPiece - i)) / stretchPiece : fresh);
    }
    m_natural = from + stretchPiece;
    m_exact += double(stretchPiece) * m_speed;
    m_position = std::min<qint64>(size, qint64(m_exact));
}

} // namespace desk::ui
