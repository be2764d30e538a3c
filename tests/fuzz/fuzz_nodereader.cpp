// Reading never crashes, and what was read is written and read again to the same node.
#include "whatsapp/binary/nodejson.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"

#include <cstdio>
#include <cstdlib>

using namespace desk::wa;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// The node that writing and reading leave of this one: no empty attributes, canonical addresses.
Node canonical(const Node &node)
{
    Node result{.tag = node.tag};
    for (const Attribute &attribute : node.attributes) {
        const auto jid = attribute.value.contains('@') ? Jid::parse(QByteArrayView(attribute.value)) : std::nullopt;
        if (!attribute.value.isEmpty())
            result.attributes.append({attribute.name, jid ? jid->toText() : attribute.value});
    }
    result.content = node.content;
    if (auto *nodes = std::get_if<QList<Node>>(&result.content))
        for (Node &child : *nodes)
            child = canonical(child);
    return result;
}

/// Equal but for text that comes back as bytes.
bool same(const Node &a, const Node &b)
{
    const auto isBytes = [](const Node &node) {
        return std::holds_alternative<QByteArray>(node.content) || std::holds_alternative<Text>(node.content);
    };
    if (a.tag != b.tag || a.attributes != b.attributes || isBytes(a) != isBytes(b) || a.bytes() != b.bytes()
        || std::holds_alternative<std::monostate>(a.content) != std::holds_alternative<std::monostate>(b.content)
        || a.children().size() != b.children().size())
        return false;
    for (qsizetype i = 0; i < a.children().size(); ++i)
        if (!same(a.children().at(i), b.children().at(i)))
            return false;
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto read = readNode(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!read)
        return 0;
    const auto written = writeNode(*read);
    require(written.has_value(), "what was read can be written");
    const auto again = readNode(*written);
    require(again.has_value(), "what was written can be read");
    require(same(*again, canonical(*read)), "it is the same node");
    const auto writtenAgain = writeNode(*again);
    require(writtenAgain && *writtenAgain == *written, "it is written the same");
    require(!toXml(*read).isEmpty(), "it can be shown");
    require(nodeFromJson(toJson(*read)).has_value(), "its JSON can be read");
    return 0;
}
