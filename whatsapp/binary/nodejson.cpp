#include "whatsapp/binary/nodejson.h"

#include "whatsapp/binary/wiretag.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr double exactUpTo = 9007199254740992.0; // 2^53

QJsonValue contentJson(const Content &content)
{
    if (const auto *bytes = std::get_if<QByteArray>(&content))
        return QJsonObject{{u"hex"_s, QString::fromLatin1(bytes->toHex())}};
    if (const auto *text = std::get_if<Text>(&content))
        return QString::fromUtf8(text->utf8);
    if (const auto *nodes = std::get_if<QList<Node>>(&content)) {
        QJsonArray array;
        for (const Node &node : *nodes)
            array.append(toJson(node));
        return array;
    }
    return QJsonValue::Null;
}

Result<QByteArray> attributeValue(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    const double number = value.toDouble(0.5);
    if (std::trunc(number) == number && std::abs(number) < exactUpTo)
        return QByteArray::number(static_cast<qint64>(number));
    return fail(Errc::Invalid, u"an attribute is neither a string nor a whole number"_s);
}

Result<QByteArray> byteContent(const QJsonObject &object)
{
    if (object.size() == 1 && object.value("utf8"_L1).isString())
        return object.value("utf8"_L1).toString().toUtf8();
    if (object.size() == 1 && object.value("hex"_L1).isString()) {
        const QByteArray hex = object.value("hex"_L1).toString().toUtf8().toLower();
        QByteArray bytes = QByteArray::fromHex(hex);
        if (bytes.toHex() == hex) // fromHex() skips what is no digit
            return bytes;
        return fail(Errc::Invalid, u"bad hex"_s);
    }
    return fail(Errc::Invalid, u"byte content is {\"hex\"} or {\"utf8\"}"_s);
}

Result<Node> parsed(const QJsonObject &json, int level)
{
    if (level > wiretag::maxDepth)
        return fail(Errc::Invalid, u"nodes nested too deep"_s);
    Node node;
    node.tag = json.value("tag"_L1).toString().toUtf8();
    if (node.tag.isEmpty())
        return fail(Errc::Invalid, u"a node without tag"_s);

    const QJsonValue attributes = json.value("attrs"_L1);
    if (!attributes.isObject() && !attributes.isNull() && !attributes.isUndefined())
        return fail(Errc::Invalid, u"\"attrs\" is no object"_s);
    const QJsonObject named = attributes.toObject();
    for (auto it = named.begin(); it != named.end(); ++it) {
        if (it.value().isNull())
            continue;
        auto value = attributeValue(it.value());
        if (!value)
            return fail(value.error());
        node.attributes.append({it.key().toUtf8(), std::move(*value)});
    }

    const QJsonValue content = json.value("content"_L1);
    if (content.isString()) {
        node.content = Text{content.toString().toUtf8()};
    } else if (content.isObject()) {
        auto bytes = byteContent(content.toObject());
        if (!bytes)
            return fail(bytes.error());
        node.content = std::move(*bytes);
    } else if (content.isArray()) {
        QList<Node> nodes;
        const QJsonArray array = content.toArray();
        for (const auto &value : array) {
            auto child = parsed(value.toObject(), level + 1);
            if (!child)
                return child;
            nodes.append(std::move(*child));
        }
        node.content = std::move(nodes);
    } else if (!content.isNull() && !content.isUndefined()) {
        return fail(Errc::Invalid, u"\"content\" is neither null, string, object nor list"_s);
    }
    return node;
}

} // namespace

QJsonObject toJson(const Node &node)
{
    QJsonObject attributes;
    for (const Attribute &attribute : node.attributes)
        attributes.insert(QString::fromUtf8(attribute.name), QString::fromUtf8(attribute.value));
    return {
        {u"tag"_s, QString::fromUtf8(node.tag)}, {u"attrs"_s, attributes}, {u"content"_s, contentJson(node.content)}};
}

Result<Node> nodeFromJson(const QJsonObject &json)
{
    return parsed(json, 1);
}

} // namespace desk::wa
