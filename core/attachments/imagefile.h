#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QSize>
#include <QString>

class QIODevice;

// Looks at images of strangers and makes clean ones of them. Decodes only formats that were told by their bytes, only below a number of
// pixels, and nothing that was made to take for ever. Pure; heavy: not on the core thread.
namespace desk {

constexpr qint64 maxImagePixels = 50'000'000;
/// What decoding one image may take. Most JPEGs are decoded small and stay far below whatever their pixels; those that are stored in
/// several passes, and images of other formats, are in memory whole.
constexpr qint64 maxDecodedBytes = 128 * 1024 * 1024;

struct ImageLook
{
    QSize size = {}; ///< pixels, as shown; empty when it cannot be told
    QString problem =
        {}; ///< why it is not decoded: "too_many_pixels" (or bytes, once decoded) or "broken"; empty: it can be tried
};
/// Reads the header only (of a JPEG its segments). @param device open and at its begin. @param format of imageFormatOf().
[[nodiscard]] ImageLook lookAtImage(QIODevice &device, const QByteArray &format);

struct CleanImage
{
    QByteArray bytes = {};
    QByteArray type = {}; ///< "image/jpeg", or "image/png" where it is transparent
    QSize size = {};
};
/// The first frame, turned upright, no larger than @p side pixels each way, without any metadata.
/// @return Protocol for what cannot be decoded, TooLarge for too many pixels.
[[nodiscard]] Result<CleanImage> cleanImage(QIODevice &device, const QByteArray &format, int side);

/// A JPEG of at most @p maxBytes for the inside of a message; empty when it cannot be made.
[[nodiscard]] QByteArray tinyJpeg(const QByteArray &image, const QByteArray &format, qsizetype maxBytes);

} // namespace desk
