#include "whatsapp/message/padding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

QByteArray padded(QByteArrayView message, Random &random)
{
    const int count = (random.bytes(1).at(0) & 0x0f) + 1;
    return message.toByteArray() + QByteArray(count, char(count));
}

Result<QByteArrayView> unpadded(QByteArrayView plaintext)
{
    const qsizetype count = plaintext.isEmpty() ? 0 : qsizetype(quint8(plaintext.back()));
    if (count == 0 || count > plaintext.size())
        return fail(Errc::Protocol, u"no padding, or more than there is text"_s);
    const QByteArrayView tail = plaintext.last(count);
    if (std::any_of(tail.begin(), tail.end(), [&](char byte) { return byte != tail.back(); }))
        return fail(Errc::Protocol, u"padding of different bytes"_s);
    return plaintext.chopped(count);
}

} // namespace desk::wa
