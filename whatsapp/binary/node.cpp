#include "whatsapp/binary/node.h"

#include "core/base/redact.h"
#include "whatsapp/binary/tokens.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype shownBytes = 16;

QString shownValue(const QByteArray &value, Detail detail)
{
    const QString text = QString::fromUtf8(value);
    if (detail == Detail::Full || value.isEmpty() || tokens::find(value) != 0)
        return text.toHtmlEscaped();
    return redact(text).toHtmlEscaped();
}

QString shownContent(const QByteArray &bytes, Detail detail)
{
    QString shown = u"[%1 bytes]"_s.arg(bytes.size());
    if (detail == Detail::Full && !bytes.isEmpty())
        shown += u' ' + QString::fromLatin1(bytes.first(std::min(shownBytes, bytes.size())).toHex())
            + (bytes.size() > shownBytes ? u"..."_s : QString());
    return shown;
}

void appendXml(const Node &node, Detail detail, int level, QString &xml)
{
    const QString tag = QString::fromUtf8(node.tag).toHtmlEscaped();
    const QString indent(level * 2, u' ');
    xml += indent + u'<' + tag;
    for (const Attribute &attribute : node.attributes)
        xml += u' ' + QString::fromUtf8(attribute.name).toHtmlEscaped() + u"=\""_s + shownValue(attribute.value, detail)
            + u'"';
    if (std::holds_alternative<std::monostate>(node.content)) {
        xml += u"/>\n"_s;
    } else if (const auto *nodes = std::get_if<QList<Node>>(&node.content)) {
        xml += u">\n"_s;
        for (const Node &child : *nodes)
            appendXml(child, detail, level + 1, xml);
        xml += indent + u"</"_s + tag + u">\n"_s;
    } else {
        xml += u'>' + shownContent(node.bytes(), detail) + u"</"_s + tag + u">\n"_s;
    }
}

} // namespace

const Attribute *Node::find(QByteArrayView name) const
{
    for (qsizetype i = attributes.size() - 1; i >= 0; --i)
        if (attributes.at(i).name == name)
            return &attributes.at(i);
    return nullptr;
}

QByteArray Node::attr(QByteArrayView name) const
{
    const Attribute *found = find(name);
    return found ? found->value : QByteArray();
}

std::optional<Jid> Node::jid(QByteArrayView name) const
{
    const Attribute *found = find(name);
    return found ? Jid::parse(QByteArrayView(found->value)) : std::nullopt;
}

std::optional<qint64> Node::number(QByteArrayView name) const
{
    const Attribute *found = find(name);
    bool ok = false;
    const qint64 value = found ? found->value.toLongLong(&ok) : 0;
    return ok ? std::optional(value) : std::nullopt;
}

const QList<Node> &Node::children() const
{
    static const QList<Node> none;
    const auto *nodes = std::get_if<QList<Node>>(&content);
    return nodes ? *nodes : none;
}

QList<const Node *> Node::children(QByteArrayView childTag) const
{
    QList<const Node *> found;
    for (const Node &node : children())
        if (node.tag == childTag)
            found.append(&node);
    return found;
}

const Node *Node::child(QByteArrayView childTag) const
{
    for (const Node &node : children())
        if (node.tag == childTag)
            return &node;
    return nullptr;
}

QByteArray Node::bytes() const
{
    if (const auto *bytes = std::get_if<QByteArray>(&content))
        return *bytes;
    if (const auto *text = std::get_if<Text>(&content))
        return text->utf8;
    return {};
}

Node &Node::set(const Attribute &attribute)
{
    for (Attribute &known : attributes) {
        if (known.name == attribute.name) {
            known.value = attribute.value;
            return *this;
        }
    }
    attributes.append(attribute);
    return *this;
}

Node &Node::append(Node childNode)
{
    if (!std::holds_alternative<QList<Node>>(content))
        content = QList<Node>();
    std::get<QList<Node>>(content).append(std::move(childNode));
    return *this;
}

bool operator==(const Node &a, const Node &b)
{
    return a.tag == b.tag && a.attributes == b.attributes && a.content == b.content;
}

QString toXml(const Node &node, Detail detail)
{
    QString xml;
    appendXml(node, detail, 0, xml);
    xml.chop(1); // the last line feed
    return xml;
}

} // namespace desk::wa
