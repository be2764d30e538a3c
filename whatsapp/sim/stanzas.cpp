#include "whatsapp/sim/stanzas.h"

namespace desk::wa::sim {

Node iqResult(const Node &request, QList<Node> children, qint64 now)
{
    const std::optional<Jid> to = request.jid("to");
    Node result{.tag = "iq",
                .attributes = {
                    {"from", to.value_or(Jid::server())}, {"type", "result"}, {"id", request.attr("id")}, {"t", now}}};
    if (!children.isEmpty())
        result.content = std::move(children);
    return result;
}

QByteArray errorText(int code)
{
    switch (code) {
    case 400:
        return "bad-request";
    case 401:
        return "not-authorized";
    case 403:
        return "forbidden";
    case 404:
        return "item-not-found";
    case 406:
        return "not-acceptable";
    case 410:
        return "gone";
    case 429:
        return "rate-overlimit";
    case 501:
        return "feature-not-implemented";
    default:
        return "internal-server-error";
    }
}

Node iqError(const Node &request, int code, QByteArray text)
{
    const std::optional<Jid> to = request.jid("to");
    return {.tag = "iq",
            .attributes = {{"from", to.value_or(Jid::server())}, {"type", "error"}, {"id", request.attr("id")}},
            .content = QList{
                Node{.tag = "error",
                     .attributes = {{"code", code}, {"text", text.isEmpty() ? errorText(code) : std::move(text)}}}}};
}

Node streamError(const QByteArray &code, const QByteArray &conflict)
{
    Node error{.tag = "stream:error"};
    if (!code.isEmpty())
        error.set({"code", code});
    if (!conflict.isEmpty())
        error.append(Node{.tag = "conflict", .attributes = {{"type", conflict}}});
    return error;
}

Node serverNotification(const QByteArray &type, const QByteArray &id, qint64 now, QList<Node> children)
{
    return {.tag = "notification",
            .attributes = {{"from", Jid::server()}, {"type", type}, {"id", id}, {"t", now}},
            .content = std::move(children)};
}

Node lowPreKeys(const QByteArray &id, qint64 now, qsizetype count)
{
    return serverNotification("encrypt", id, now, {Node{.tag = "count", .attributes = {{"value", count}}}});
}

QList<QByteArray> idsOf(const Node &receipt)
{
    QList<QByteArray> ids{receipt.attr("id")};
    if (const Node *list = receipt.child("list")) {
        for (const Node *item : list->children("item"))
            ids.append(item->attr("id"));
    }
    return ids;
}

QByteArray bigEndian(quint32 value, qsizetype bytes)
{
    QByteArray result(bytes, '\0');
    for (qsizetype at = bytes - 1; at >= 0; --at, value >>= 8)
        result[at] = char(value & 0xff);
    return result;
}

quint32 fromBigEndian(QByteArrayView bytes)
{
    quint32 value = 0;
    for (const char byte : bytes)
        value = (value << 8) | quint8(byte);
    return value;
}

QString toHex(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

QByteArray fromHex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

} // namespace desk::wa::sim
