#pragma once

#include <QByteArrayView>

#include <algorithm>

namespace desk::wa {

/// Longest id of a message, receipt or request that is taken from outside; ours have 22 characters.
constexpr qsizetype maxMessageIdBytes = 128;

/// Printable ASCII without blanks.
[[nodiscard]] inline bool isPrintableAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

[[nodiscard]] inline bool isMessageId(QByteArrayView id)
{
    return !id.isEmpty() && id.size() <= maxMessageIdBytes && isPrintableAscii(id);
}

} // namespace desk::wa
