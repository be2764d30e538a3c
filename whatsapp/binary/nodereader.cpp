#include "whatsapp/binary/nodereader.h"

#include "whatsapp/binary/inflate.h"
#include "whatsapp/binary/tokens.h"
#include "whatsapp/binary/wiretag.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype smallestNode = 3; // list header and tag
constexpr qsizetype smallestAttribute = 2;
constexpr qsizetype longestUnpacked = 254;

/// Half byte -> character, for the two packed alphabets (note 1, section 3.4). 0: no character.
constexpr std::array<char, 16> nibbles{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '.', 0, 0, 0, 0};
constexpr std::array<char, 16> hexDigits{'0', '1', '2', '3', '4', '5', '6', '7',
                                         '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

/// A string where it lies: in the dictionary, in the frame, or unpacked in a Scratch.
struct Chars
{
    const char *data = nullptr;
    qsizetype size = 0;
    bool isToken = false;

    [[nodiscard]] QByteArrayView view() const { return {data, size}; }
    [[nodiscard]] QByteArray toByteArray() const
    {
        return isToken ? QByteArray::fromRawData(data, size) : QByteArray(data, size);
    }
};
using Scratch = std::array<char, longestUnpacked>;

class Reader
{
public:
    Reader(QByteArrayView bytes, const ReadLimits &limits)
        : m_start(reinterpret_cast<const quint8 *>(bytes.data())), m_at(m_start), m_end(m_start + bytes.size()),
          m_depth(limits.depth), m_items(limits.items)
    {
    }

    [[nodiscard]] bool readAll(Node &node)
    {
        if (!spend(1) || !readNode(node, 1))
            return false;
        return m_at == m_end || failed("bytes after the node");
    }

    [[nodiscard]] Error error() const
    {
        return {m_code, u"%1 at byte %2"_s.arg(QLatin1StringView(m_why)).arg(m_at - m_start)};
    }

private:
    bool failed(const char *why, Errc code = Errc::Protocol)
    {
        m_why = why;
        m_code = code;
        return false;
    }
    [[nodiscard]] bool spend(qsizetype items)
    {
        m_items -= items;
        return m_items >= 0 || failed("too many nodes and attributes", Errc::TooLarge);
    }
    bool cutShort() { return failed("frame ends too early"); }

    [[nodiscard]] qsizetype remaining() const { return m_end - m_at; }

    [[nodiscard]] bool readByte(quint8 &value)
    {
        if (m_at == m_end)
            return cutShort();
        value = *m_at++;
        return true;
    }

    /// Big-endian number of @p count bytes.
    [[nodiscard]] bool readNumber(int count, quint32 &value)
    {
        if (remaining() < count)
            return cutShort();
        value = 0;
        for (int i = 0; i < count; ++i)
            value = value << 8 | *m_at++;
        return true;
    }

    [[nodiscard]] bool readListSize(quint8 tag, quint32 &size)
    {
        if (tag == wiretag::list8)
            return readNumber(1, size);
        if (tag == wiretag::list16)
            return readNumber(2, size);
        return failed("no list where one belongs");
    }

    /// The bytes of a BINARY_8, 20 or 32, where they lie.
    [[nodiscard]] bool readBinary(quint8 tag, Chars &bytes)
    {
        quint32 size = 0;
        if (!readNumber(tag == wiretag::binary8 ? 1 : tag == wiretag::binary20 ? 3 : 4, size))
            return false;
        if (tag == wiretag::binary20)
            size &= 0xfffff;
        if (size > static_cast<quint64>(remaining()))
            return cutShort();
        bytes = {reinterpret_cast<const char *>(m_at), static_cast<qsizetype>(size), false};
        m_at += size;
        return true;
    }

    [[nodiscard]] bool readPacked(const std::array<char, 16> &alphabet, Scratch &scratch, Chars &chars)
    {
        quint8 header = 0;
        if (!readByte(header))
            return false;
        const qsizetype count = header & 0x7f;
        const bool odd = (header & 0x80) != 0 && count > 0;
        if (remaining() < count)
            return cutShort();
        char *out = scratch.data();
        bool good = true;
        for (qsizetype i = 0; i < count; ++i) {
            const quint8 pair = *m_at++;
            *out++ = alphabet[pair >> 4];
            *out++ = alphabet[pair & 0xf];
            // Of an odd string the last half is dropped; 15 is only good there.
            good = good && out[-2] != 0 && (out[-1] != 0 || (odd && i == count - 1 && (pair & 0xf) == 0xf));
        }
        if (!good)
            return failed("no such packed character");
        chars = {scratch.data(), count * 2 - (odd ? 1 : 0), false};
        return true;
    }

    /// A token, packed or UTF-8 string; LIST_EMPTY is the empty one.
    [[nodiscard]] bool readString(quint8 tag, Scratch &scratch, Chars &chars)
    {
        if (tag <= wiretag::lastToken) {
            const std::string_view token = tokens::singleByte[tag];
            chars = {token.data(), static_cast<qsizetype>(token.size()), true};
            return true;
        }
        switch (tag) {
        case wiretag::nibble8:
            return readPacked(nibbles, scratch, chars);
        case wiretag::hex8:
            return readPacked(hexDigits, scratch, chars);
        case wiretag::binary8:
        case wiretag::binary20:
        case wiretag::binary32:
            return readBinary(tag, chars) && (chars.view().isValidUtf8() || failed("text that is no UTF-8"));
        default:
            break;
        }
        if (tag > wiretag::dictionary3)
            return failed("no string where one belongs");
        quint8 index = 0;
        if (!readByte(index))
            return false;
        const std::string_view token = tokens::doubleByte[static_cast<std::size_t>(tag - wiretag::dictionary0)][index];
        chars = {token.data(), static_cast<qsizetype>(token.size()), true};
        return true;
    }

    [[nodiscard]] bool readString(Scratch &scratch, Chars &chars)
    {
        quint8 tag = 0;
        return readByte(tag) && readString(tag, scratch, chars);
    }

    /// An address as "[integrator-]user[:device]@server", put together with one allocation.
    static QByteArray addressText(int integrator, const Chars &user, quint32 device, std::string_view server)
    {
        std::array<char, 16> number{};
        const auto decimal = [](char *end, quint32 value) {
            do
                *--end = static_cast<char>('0' + value % 10);
            while ((value /= 10) != 0);
            return end;
        };
        char *const end = number.data() + number.size();
        qsizetype size = user.size + 1 + static_cast<qsizetype>(server.size());
        char *deviceText = end;
        if (device != 0) {
            deviceText = decimal(end, device);
            *--deviceText = ':';
        }
        size += end - deviceText;
        char *integratorText = deviceText;
        if (integrator >= 0) {
            *--integratorText = '-';
            integratorText = decimal(integratorText, static_cast<quint32>(integrator));
        }
        size += deviceText - integratorText;

        QByteArray text(size, Qt::Uninitialized);
        char *out = std::copy(integratorText, deviceText, text.data());
        out = std::copy_n(user.data, user.size, out);
        out = std::copy(deviceText, end, out);
        *out++ = '@';
        std::copy(server.begin(), server.end(), out);
        return text;
    }

    static constexpr bool isJid(quint8 tag)
    {
        return tag == wiretag::jidPair || (tag >= wiretag::interopJid && tag <= wiretag::deviceJid);
    }

    [[nodiscard]] bool readJid(quint8 tag, QByteArray &text)
    {
        Scratch userScratch;   // NOLINT: written before it is read
        Scratch serverScratch; // NOLINT
        Chars user;
        Chars server;
        if (tag == wiretag::jidPair) {
            if (!readString(userScratch, user) || !readString(serverScratch, server))
                return false;
            if (server.size == 0)
                return failed("address without server");
            text = addressText(-1, user, 0, {server.data, static_cast<std::size_t>(server.size)});
            return true;
        }
        if (tag == wiretag::deviceJid) {
            quint32 domain = 0;
            quint32 device = 0;
            if (!readNumber(1, domain) || !readNumber(1, device) || !readString(userScratch, user))
                return false;
            const char *name = domain == 0 ? "s.whatsapp.net"
                : domain == 1              ? "lid"
                : domain == 128            ? "hosted"
                : domain == 129            ? "hosted.lid"
                                           : nullptr;
            if (!name || user.size == 0)
                return failed(name ? "device address without user" : "unknown domain of a device address");
            text = addressText(-1, user, device, name);
            return true;
        }
        quint32 device = 0;
        quint32 integrator = 0;
        if (!readString(userScratch, user) || !readNumber(2, device))
            return false;
        const bool interop = tag == wiretag::interopJid;
        if ((interop && !readNumber(2, integrator)) || !readString(serverScratch, server))
            return false;
        const std::string_view name = interop ? "interop" : "msgr";
        if (user.size == 0 || std::string_view(server.data, static_cast<std::size_t>(server.size)) != name)
            return failed("address with a wrong server");
        text = addressText(interop ? static_cast<int>(integrator) : -1, user, device, name);
        return true;
    }

    [[nodiscard]] bool readAttributes(QList<Attribute> &attributes, qsizetype count)
    {
        if (count * smallestAttribute > remaining() - m_owed)
            return cutShort();
        if (!spend(count))
            return false;
        attributes = QList<Attribute>(count);
        Attribute *attribute = attributes.data();
        Scratch scratch; // NOLINT
        Chars chars;
        for (qsizetype i = 0; i < count; ++i, ++attribute) {
            if (!readString(scratch, chars))
                return false;
            if (chars.size == 0)
                return failed("attribute without name");
            attribute->name = chars.toByteArray();
            quint8 tag = 0;
            if (!readByte(tag))
                return false;
            if (isJid(tag)) {
                if (!readJid(tag, attribute->value))
                    return false;
            } else {
                if (!readString(tag, scratch, chars))
                    return false;
                attribute->value = chars.toByteArray();
            }
        }
        return true;
    }

    [[nodiscard]] bool readContent(Content &content, int level)
    {
        quint8 tag = 0;
        if (!readByte(tag))
            return false;
        if (tag == wiretag::listEmpty) {
            content.emplace<QList<Node>>();
            return true;
        }
        if (tag == wiretag::list8 || tag == wiretag::list16)
            return readChildren(tag, content.emplace<QList<Node>>(), level);
        if (tag >= wiretag::binary8 && tag <= wiretag::binary32) {
            Chars bytes;
            if (!readBinary(tag, bytes))
                return false;
            content.emplace<QByteArray>(bytes.data, bytes.size);
            return true;
        }
        Text text;
        if (isJid(tag)) {
            if (!readJid(tag, text.utf8))
                return false;
        } else {
            Scratch scratch; // NOLINT
            Chars chars;
            if (!readString(tag, scratch, chars))
                return false;
            text.utf8 = chars.toByteArray();
        }
        content = std::move(text);
        return true;
    }

    /// m_owed are the bytes that the lists opened so far need at the very least: lists in lists cannot promise the same bytes
    /// again, so what is allocated stays in proportion to the frame.
    [[nodiscard]] bool readChildren(quint8 tag, QList<Node> &nodes, int level)
    {
        quint32 count = 0;
        if (!readListSize(tag, count))
            return false;
        m_owed += count * smallestNode;
        if (m_owed > remaining())
            return cutShort();
        if (!spend(count)) // before the room for them is taken, so that the limit bounds what lists in lists take
            return false;
        nodes = QList<Node>(count);
        Node *node = nodes.data();
        for (quint32 i = 0; i < count; ++i, ++node) {
            m_owed -= smallestNode;
            if (!readNode(*node, level + 1))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool readNode(Node &node, int level)
    {
        if (level > m_depth)
            return failed("nodes nested too deep");
        quint8 tag = 0;
        quint32 size = 0;
        if (!readByte(tag) || !readListSize(tag, size))
            return false;
        if (size == 0)
            return failed("node without tag");
        const qsizetype attributes = (size - 1) / 2;

        Scratch scratch; // NOLINT
        Chars chars;
        if (!readString(scratch, chars))
            return false;
        if (chars.size == 0)
            return failed("node without tag");
        node.tag = chars.toByteArray();
        if (attributes > 0 && !readAttributes(node.attributes, attributes))
            return false;
        return size % 2 != 0 || readContent(node.content, level);
    }

    const quint8 *m_start;
    const quint8 *m_at;
    const quint8 *m_end;
    int m_depth;
    qsizetype m_items;
    qsizetype m_owed = 0;
    const char *m_why = "";
    Errc m_code = Errc::Protocol;
};

Result<Node> decoded(QByteArrayView bytes, const ReadLimits &limits)
{
    Result<Node> node(tl::in_place);
    Reader reader(bytes, limits);
    if (!reader.readAll(*node))
        node = fail(reader.error());
    return node;
}

} // namespace

Result<Node> readNode(QByteArrayView frame, const ReadLimits &limits)
{
    if (frame.isEmpty())
        return fail(Errc::Protocol, u"empty frame"_s);
    const QByteArrayView rest = frame.sliced(1);
    if ((static_cast<quint8>(frame.front()) & wiretag::flagCompressed) == 0)
        return decoded(rest, limits);
    const auto plain = inflated(rest, limits.inflated);
    if (!plain)
        return fail(plain.error());
    return decoded(*plain, limits);
}

} // namespace desk::wa
