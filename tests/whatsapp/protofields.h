#pragma once

#include <QByteArray>
#include <QtEndian>

#include <cstring>

// Protobufs written field by field, by the numbers of the protocol note and not by ours.
namespace desk::wa::test {

inline QByteArray varint(quint64 value)
{
    QByteArray bytes;
    while (value >= 0x80) {
        bytes += char(value | 0x80);
        value >>= 7;
    }
    return bytes + char(value);
}

/// Length-delimited: text, bytes, a message.
inline QByteArray field(int number, const QByteArray &bytes)
{
    return varint(quint64(number) << 3 | 2) + varint(quint64(bytes.size())) + bytes;
}

inline QByteArray field(int number, const char *text)
{
    return field(number, QByteArray(text));
}

inline QByteArray number(int fieldNumber, quint64 value)
{
    return varint(quint64(fieldNumber) << 3) + varint(value);
}

inline QByteArray real(int fieldNumber, double value)
{
    quint64 bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    char bytes[8];
    qToLittleEndian(bits, bytes);
    return varint(quint64(fieldNumber) << 3 | 1) + QByteArray(bytes, 8);
}

} // namespace desk::wa::test
