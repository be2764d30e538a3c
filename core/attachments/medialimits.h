#pragma once

#include <QString>

namespace desk {

/// How large files may be, in bytes, both ways. Plain value.
struct MediaLimits
{
    qint64 image = 16LL * 1024 * 1024; ///< stickers too
    qint64 video = 16LL * 1024 * 1024;
    qint64 audio = 16LL * 1024 * 1024;
    qint64 document = 100LL * 1024 * 1024;

    /// @param kind of a message. What is of no known kind may be as large as a document.
    [[nodiscard]] qint64 of(const QString &kind) const;

    friend bool operator==(const MediaLimits &, const MediaLimits &) = default;
};

} // namespace desk
