#include "core/http/byterange.h"

#include <algorithm>

namespace desk {

namespace {

constexpr qsizetype mostDigits = 18;

/// Digits only, and few enough to fit.
std::optional<qint64> positionFrom(const QByteArray &text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.isEmpty() || text.size() > mostDigits || !digits)
        return std::nullopt;
    return text.toLongLong();
}

} // namespace

std::optional<ByteRange> byteRangeOf(const QByteArray &header, qint64 size)
{
    const QByteArray unit = "bytes=";
    if (!header.toLower().startsWith(unit))
        return std::nullopt;
    const QByteArray range = header.mid(unit.size()).trimmed();
    const qsizetype dash = range.indexOf('-');
    if (dash < 0 || range.contains(','))
        return std::nullopt;
    const auto first = positionFrom(range.left(dash));
    const auto last = positionFrom(range.mid(dash + 1));
    if (dash == 0) { // the last so many
        if (!last)
            return std::nullopt;
        const qint64 length = std::min(*last, size);
        return ByteRange{size - length, length};
    }
    if (!first || (!last && dash + 1 < range.size()) || (last && *last < *first))
        return std::nullopt;
    if (*first >= size)
        return ByteRange{};
    const qint64 end = last ? std::min(*last, size - 1) : size - 1;
    return ByteRange{*first, end - *first + 1};
}

} // namespace desk
