#pragma once

#include <QSize>
#include <QString>

#include <chrono>

class QIODevice;

namespace desk {

struct PlayTime
{
    std::chrono::milliseconds duration{0}; ///< 0: not known
    QSize size = {};                       ///< of a film, pixels; empty: not known
};

/// How long an Ogg Opus, MP4 or WAV file plays and how large its picture is, by what its headers say; a few hundred reads at most.
/// Other types, and what makes no sense: nothing. Pure, any thread.
[[nodiscard]] PlayTime playTimeOf(QIODevice &device, const QString &type);

} // namespace desk
