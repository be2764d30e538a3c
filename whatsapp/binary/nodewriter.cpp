#include "whatsapp/binary/nodewriter.h"

#include "whatsapp/binary/tokens.h"
#include "whatsapp/binary/wiretag.h"

#include <zlib.h>

#include <array>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxList = 0xffff;
constexpr quint8 notPacked = 0xff;

/// Character -> half byte, for the two packed alphabets (note 1, section 3.4).
constexpr auto halfBytes(std::string_view alphabet)
{
    std::array<quint8, 256> table{};
    table.fill(notPacked);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<quint8>(alphabet[i])] = static_cast<quint8>(i);
    return table;
}
constexpr auto nibbleOf = halfBytes("0123456789-.");
constexpr auto hexDigitOf = halfBytes("0123456789ABCDEF");

class Writer
{
public:
    explicit Writer(QByteArray &out) : m_out(out) { }

    [[nodiscard]] Result<> node(const Node &node, int level)
    {
        if (level > wiretag::maxDepth)
            return fail(Errc::Invalid, u"nodes nested too deep"_s);
        if (node.tag.isEmpty())
            return fail(Errc::Invalid, u"a node without tag"_s);

        qsizetype size = 1;
        for (const Attribute &attribute : node.attributes)
            size += attribute.value.isEmpty() ? 0 : 2;
        size += std::holds_alternative<std::monostate>(node.content) ? 0 : 1;
        if (size > maxList)
            return fail(Errc::Invalid, u"too many attributes"_s);
        list(size);
        if (!text(node.tag))
            return notUtf8();
        for (const Attribute &attribute : node.attributes) {
            if (attribute.value.isEmpty())
                continue;
            if (attribute.name.isEmpty())
                return fail(Errc::Invalid, u"an attribute without name"_s);
            if (!text(attribute.name) || !value(attribute.value))
                return notUtf8();
        }
        return content(node.content, level);
    }

private:
    [[nodiscard]] static tl::unexpected<Error> notUtf8() { return fail(Errc::Invalid, u"text that is no UTF-8"_s); }

    void byte(qsizetype value) { m_out.append(static_cast<char>(value)); }
    void u16(qsizetype value)
    {
        byte(value >> 8);
        byte(value);
    }

    void list(qsizetype size)
    {
        if (size < 256) {
            byte(wiretag::list8);
            byte(size);
        } else {
            byte(wiretag::list16);
            u16(size);
        }
    }

    [[nodiscard]] Result<> content(const Content &content, int level)
    {
        if (const auto *raw = std::get_if<QByteArray>(&content)) {
            if (raw->size() > 0xffffffffLL)
                return fail(Errc::Invalid, u"content too long"_s);
            bytes(*raw);
        } else if (const auto *string = std::get_if<Text>(&content)) {
            if (!text(string->utf8))
                return notUtf8();
        } else if (const auto *nodes = std::get_if<QList<Node>>(&content)) {
            if (nodes->size() > maxList)
                return fail(Errc::Invalid, u"too many nodes in one"_s);
            if (nodes->isEmpty())
                byte(wiretag::listEmpty);
            else
                list(nodes->size());
            for (const Node &child : *nodes)
                if (auto done = node(child, level + 1); !done)
                    return done;
        }
        return {};
    }

    void bytes(QByteArrayView data)
    {
        const qsizetype size = data.size();
        if (size < 256) {
            byte(wiretag::binary8);
        } else if (size < 1 << 20) {
            byte(wiretag::binary20);
            byte(size >> 16);
            byte(size >> 8);
        } else {
            byte(wiretag::binary32);
            byte(size >> 24);
            byte(size >> 16);
            byte(size >> 8);
        }
        byte(size);
        m_out.append(data);
    }

    /// @return false when it is no UTF-8.
    [[nodiscard]] bool text(QByteArrayView string)
    {
        if (const quint16 token = tokens::find(string); token != 0) {
            if (token > 0xff)
                byte(token >> 8);
            byte(token);
            return true;
        }
        if (packed(wiretag::nibble8, nibbleOf, string) || packed(wiretag::hex8, hexDigitOf, string))
            return true;
        if (string.size() > 0xffffffffLL || !string.isValidUtf8())
            return false;
        bytes(string);
        return true;
    }

    /// Two characters a byte, the first in the high half; an odd last one is filled up with 15.
    bool packed(quint8 tag, const std::array<quint8, 256> &alphabet, QByteArrayView string)
    {
        if (string.isEmpty() || string.size() > wiretag::packedMax)
            return false;
        const auto half = [&](qsizetype i) { return alphabet[static_cast<quint8>(string[i])]; };
        for (qsizetype i = 0; i < string.size(); ++i)
            if (half(i) == notPacked)
                return false;
        const bool odd = string.size() % 2 != 0;
        byte(tag);
        byte((string.size() + 1) / 2 | (odd ? 0x80 : 0));
        for (qsizetype i = 0; i + 1 < string.size(); i += 2)
            byte(half(i) << 4 | half(i + 1));
        if (odd)
            byte(half(string.size() - 1) << 4 | 15);
        return true;
    }

    [[nodiscard]] bool value(const QByteArray &value)
    {
        if (value.contains('@'))
            if (const auto address = Jid::parse(QByteArrayView(value)))
                return jid(*address);
        return text(value);
    }

    /// The forms of note 1, section 3.5.
    [[nodiscard]] bool jid(const Jid &jid)
    {
        if (jid.isServer()) {
            byte(wiretag::jidPair);
            byte(wiretag::listEmpty);
            return text(jid.serverName());
        }
        if (const auto domain = jid.domain(); domain && (jid.device() > 0 || jid.isHosted())) {
            byte(wiretag::deviceJid);
            byte(*domain);
            byte(jid.device());
            return text(jid.user());
        }
        const bool interop = jid.serverKind() == Jid::Server::Interop;
        const bool messenger = jid.serverKind() == Jid::Server::Messenger;
        byte(interop ? wiretag::interopJid : messenger ? wiretag::messengerJid : wiretag::jidPair);
        if (!text(jid.user()))
            return false;
        if (interop || messenger)
            u16(jid.device());
        if (interop)
            u16(jid.integrator());
        return text(jid.serverName());
    }

    QByteArray &m_out;
};

} // namespace

Result<QByteArray> writeNode(const Node &node)
{
    QByteArray out;
    out.reserve(256);
    out.append('\0');
    if (auto done = Writer(out).node(node, 1); !done)
        return fail(done.error());
    return out;
}

QByteArray compressFrame(const QByteArray &frame)
{
    Q_ASSERT(!frame.isEmpty());
    const auto plain = static_cast<uLong>(frame.size() - 1);
    uLongf size = compressBound(plain);
    QByteArray out(static_cast<qsizetype>(size) + 1, Qt::Uninitialized);
    out[0] = static_cast<char>(wiretag::flagCompressed);
    // Fails only without memory, or when the bound were too small.
    const int status = compress(reinterpret_cast<Bytef *>(out.data() + 1), &size,
                                reinterpret_cast<const Bytef *>(frame.constData() + 1), plain);
    if (status != Z_OK)
        return frame;
    out.truncate(static_cast<qsizetype>(size) + 1);
    return out;
}

} // namespace desk::wa
