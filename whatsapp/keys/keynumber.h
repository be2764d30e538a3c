#pragma once

#include "whatsapp/binary/node.h"

#include <QtGlobal>

#include <optional>

namespace desk::wa {

/// An id or a registration of a key stanza: big endian, 1 to 4 bytes, since clients differ (note 2, section 1.2). Nothing for
/// other lengths or no node.
[[nodiscard]] inline std::optional<quint32> keyNumber(const Node *node)
{
    const QByteArray bytes = node ? node->bytes() : QByteArray();
    if (bytes.isEmpty() || bytes.size() > 4)
        return std::nullopt;
    quint32 value = 0;
    for (const char byte : bytes)
        value = value << 8 | quint8(byte);
    return value;
}

} // namespace desk::wa
