#pragma once

#include <QByteArray>

#include <optional>

namespace desk {

/// A part of a file that a Range header asks for (RFC 9110, section 14).
struct ByteRange
{
    qint64 offset = 0;
    qint64 length = 0; ///< 0: nothing of the file is in it, which is answered 416
};

/// @param header of one Range field. @param size of the file.
/// @return nothing for what is to be answered with the whole file: no header, several ranges, other units, what makes no sense.
[[nodiscard]] std::optional<ByteRange> byteRangeOf(const QByteArray &header, qint64 size);

} // namespace desk
