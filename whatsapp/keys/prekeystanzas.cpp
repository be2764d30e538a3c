#include "whatsapp/keys/prekeystanzas.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

Node leaf(const QByteArray &tag, const QByteArray &bytes)
{
    return {.tag = tag, .content = bytes};
}

QByteArray bigEndian(quint32 value, int length)
{
    char bytes[4];
    qToBigEndian(value, bytes);
    return {bytes + 4 - length, length};
}

Node signedKeyNode(const SignedPreKey &key)
{
    return {.tag = "skey",
            .content = QList{leaf("id", bigEndian(key.id, 3)), leaf("value", key.pair.publicKey),
                             leaf("signature", key.signature)}};
}

Node request(const QByteArray &type, QList<Node> content)
{
    return {.tag = "iq", .attributes = {{"type", type}, {"xmlns", "encrypt"}}, .content = std::move(content)};
}

} // namespace

Node preKeyCountRequest()
{
    return request("get", {Node{.tag = "count"}});
}

Result<int> parsePreKeyCount(const Node &result)
{
    const Node *count = result.child("count");
    const auto value = count ? count->number("value") : std::nullopt;
    if (!value || *value < 0 || *value > 1'000'000)
        return fail(Errc::Protocol, u"no count of pre-keys"_s);
    return int(*value);
}

Node preKeyUploadRequest(const DeviceKeys &keys, const QList<PreKey> &preKeys)
{
    Node list{.tag = "list"};
    for (const PreKey &key : preKeys)
        list.append(
            {.tag = "key", .content = QList{leaf("id", bigEndian(key.id, 3)), leaf("value", key.pair.publicKey)}});
    return request("set",
                   {leaf("registration", bigEndian(keys.registrationId, 4)), leaf("type", QByteArray(1, 5)),
                    leaf("identity", keys.identity.publicKey), list, signedKeyNode(keys.signedPreKey)});
}

Node rotateSignedPreKeyRequest(const SignedPreKey &key)
{
    return request("set", {Node{.tag = "rotate", .content = QList{signedKeyNode(key)}}});
}

} // namespace desk::wa
