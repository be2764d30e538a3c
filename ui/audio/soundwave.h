#pragma once

#include <QByteArray>
#include <QList>

#include <span>

namespace desk::ui {

/// Speech as we play it: one channel, 16 bits, at this rate. A minute takes under 3 MB.
inline constexpr int voiceRate = 24'000;

/// How loud a sound is along its length, as bars from 0 to 100, the loudest at 100 unless all is silence. Pure.
[[nodiscard]] QByteArray waveOf(std::span<const qint16> samples, int bars);
/// The same bars at another number of them: each is the loudest of those that it stands for. Values over 100 count as 100.
[[nodiscard]] QByteArray resampled(const QByteArray &wave, int bars);

} // namespace desk::ui
