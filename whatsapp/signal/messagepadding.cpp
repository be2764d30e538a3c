#include "whatsapp/signal/messagepadding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::messagepadding {

QByteArray padded(QByteArrayView message, quint8 randomByte)
{
    const int count = (randomByte & 0x0f) + 1;
    QByteArray result;
    result.reserve(message.size() + count);
    result.append(message);
    result.append(count, char(count));
    return result;
}

QByteArray padded(QByteArrayView message, Random &random)
{
    return padded(message, quint8(random.bytes(1).at(0)));
}

Result<QByteArray> unpadded(QByteArrayView plaintext)
{
    if (plaintext.isEmpty())
        return fail(Errc::Protocol, u"a plaintext without padding"_s);
    const char value = plaintext.back();
    const qsizetype count = quint8(value);
    if (count == 0 || count > plaintext.size())
        return fail(Errc::Protocol, u"padding of an impossible length"_s);
    const QByteArrayView tail = plaintext.last(count);
    if (!std::all_of(tail.begin(), tail.end(), [&](char byte) { return byte == value; }))
        return fail(Errc::Protocol, u"padding of different bytes"_s);
    return plaintext.chopped(count).toByteArray();
}

} // namespace desk::wa::messagepadding
