#pragma once

#include "whatsapp/binary/node.h"
#include "whatsapp/crypto/hashes.h"

#include <QByteArray>

#include <optional>

namespace desk::wa {

/// What looks like a Signal ciphertext to whoever has no keys (note 2, section 1.1): the server's view. Not decryptable.
struct FakeCiphertext
{
    QByteArray chain = "chain"; ///< another text, another ratchet key
    quint32 counter = 0;
    QByteArray text = "text"; ///< another text, other bytes

    [[nodiscard]] static QByteArray varint(quint64 value)
    {
        QByteArray bytes;
        for (; value >= 0x80; value >>= 7)
            bytes.append(char(value | 0x80));
        return bytes + char(value);
    }
    [[nodiscard]] static QByteArray number(int field, quint64 value)
    {
        return varint(quint64(field) << 3) + varint(value);
    }
    [[nodiscard]] static QByteArray bytes(int field, const QByteArray &value)
    {
        return varint(quint64(field) << 3 | 2) + varint(quint64(value.size())) + value;
    }
    [[nodiscard]] static QByteArray key(const QByteArray &seed) { return '\5' + sha256(seed); }

    [[nodiscard]] QByteArray message() const
    {
        return "\x33" + bytes(1, key(chain)) + number(2, counter) + number(3, 0) + bytes(4, sha256(text))
            + sha256(text).first(8);
    }
    /// @param identity of the sender, 32 bytes. @param preKey the one-time key used.
    [[nodiscard]] QByteArray preKeyMessage(const QByteArray &identity,
                                           std::optional<quint32> preKey = std::nullopt) const
    {
        return "\x33" + (preKey ? number(1, *preKey) : QByteArray()) + bytes(2, key("base " + chain))
            + bytes(3, '\5' + identity) + bytes(4, message()) + number(5, 1) + number(6, 1);
    }
    [[nodiscard]] QByteArray senderKeyMessage(quint32 keyId) const
    {
        return "\x33" + number(1, keyId) + number(2, counter) + bytes(3, sha256(text)) + QByteArray(64, 's');
    }

    [[nodiscard]] static Node enc(const QByteArray &type, const QByteArray &content)
    {
        return {.tag = "enc", .attributes = {{"v", 2}, {"type", type}}, .content = content};
    }
};

} // namespace desk::wa
