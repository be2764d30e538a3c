#include "ui/audio/soundwave.h"

#include <algorithm>
#include <cmath>

namespace desk::ui {

namespace {

constexpr double quietest = 60; // of 32767: below that it is noise of the device

} // namespace

QByteArray waveOf(std::span<const qint16> samples, int bars)
{
    QList<double> loud(bars, 0);
    double most = 0;
    for (int bar = 0; bar < bars; ++bar) {
        const size_t from = samples.size() * size_t(bar) / size_t(bars);
        const size_t to = samples.size() * size_t(bar + 1) / size_t(bars);
        double squares = 0;
        for (const qint16 sample : samples.subspan(from, to - from))
            squares += double(sample) * sample;
        loud[bar] = to > from ? std::sqrt(squares / double(to - from)) : 0;
        most = std::max(most, loud.at(bar));
    }
    QByteArray wave(bars, 0);
    for (int bar = 0; most > quietest && bar < bars; ++bar)
        wave[bar] = char(std::lround(loud.at(bar) / most * 100));
    return wave;
}

QByteArray resampled(const QByteArray &wave, int bars)
{
    if (wave.isEmpty())
        return {};
    QByteArray result(bars, 0);
    for (int bar = 0; bar < bars; ++bar) {
        const qsizetype from = wave.size() * bar / bars;
        const qsizetype to = std::max(from + 1, wave.size() * (bar + 1) / bars);
        int most = 0;
        for (qsizetype i = from; i < to; ++i)
            most = std::max<int>(most, std::min<int>(100, uchar(wave.at(i))));
        result[bar] = char(most);
    }
    return result;
}

} // namespace desk::ui
