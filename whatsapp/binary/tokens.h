#pragma once

#include <QByteArray>

#include <array>
#include <string_view>

/// The dictionaries of the binary codec, version 3 (note 1, section 3.7): 235 one-byte tokens and four times 256 two-byte
/// ones. No string occurs twice. Constant data, usable from any thread.
namespace desk::wa::tokens {

/// Index 0 is empty and never travels as a token.
extern const std::array<std::string_view, 236> singleByte;
extern const std::array<std::array<std::string_view, 256>, 4> doubleByte;

/// How @p text travels: 0 when it is no token, up to 235 the one byte, else the two bytes with the first in the high half.
[[nodiscard]] quint16 find(QByteArrayView text);

/// A byte array over static storage: neither allocated nor copied.
[[nodiscard]] inline QByteArray bytesOf(std::string_view token)
{
    return QByteArray::fromRawData(token.data(), static_cast<qsizetype>(token.size()));
}

} // namespace desk::wa::tokens
