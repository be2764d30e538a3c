#include "whatsapp/message/retryreceipt.h"

#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/keys/keynumber.h"
#include "whatsapp/message/messageid.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int maxCount = 100;
constexpr qsizetype maxRetryIdentityBytes = 4096;

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

/// Nothing unless @p node is there and has exactly @p length bytes.
std::optional<QByteArray> bytesOf(const Node *node, qsizetype length)
{
    QByteArray bytes = node ? node->bytes() : QByteArray();
    return bytes.size() == length ? std::optional(std::move(bytes)) : std::nullopt;
}

std::optional<RetryKeys> parseKeys(const Node &node)
{
    using namespace curve25519;
    RetryKeys keys;
    const Node *signedKey = node.child("skey");
    const auto identity = bytesOf(node.child("identity"), keyBytes);
    const auto id = keyNumber(signedKey ? signedKey->child("id") : nullptr);
    const auto value = bytesOf(signedKey ? signedKey->child("value") : nullptr, keyBytes);
    const auto signature = bytesOf(signedKey ? signedKey->child("signature") : nullptr, signatureBytes);
    if (!identity || !id || !value || !signature)
        return std::nullopt;
    keys.identity = *identity;
    keys.signedKeyId = *id;
    keys.signedKey = *value;
    keys.signature = *signature;
    if (const Node *preKey = node.child("key")) {
        const auto preKeyId = keyNumber(preKey->child("id"));
        const auto preKeyValue = bytesOf(preKey->child("value"), keyBytes);
        if (!preKeyId || !preKeyValue)
            return std::nullopt;
        keys.preKeyId = *preKeyId;
        keys.preKey = *preKeyValue;
    }
    if (const Node *deviceIdentity = node.child("device-identity"))
        keys.deviceIdentity = deviceIdentity->bytes();
    return keys.deviceIdentity.size() <= maxRetryIdentityBytes ? std::optional(keys) : std::nullopt;
}

} // namespace

QList<Node> retryChildren(const RetryRequest &request)
{
    Node retry{
        .tag = "retry",
        .attributes = {{"count", request.count}, {"id", request.messageId}, {"t", request.timestamp}, {"v", "1"}}};
    if (request.reason != RetryReason::Unknown)
        retry.set({"error", static_cast<int>(request.reason)});
    QList<Node> children{retry, leaf("registration", bigEndian(request.registrationId, 4))};
    if (request.keys) {
        const RetryKeys &keys = *request.keys;
        Node node{.tag = "keys", .content = QList{leaf("type", QByteArray(1, 5)), leaf("identity", keys.identity)}};
        if (!keys.preKey.isEmpty())
            node.append(
                {.tag = "key", .content = QList{leaf("id", bigEndian(keys.preKeyId, 3)), leaf("value", keys.preKey)}});
        node.append({.tag = "skey",
                     .content = QList{leaf("id", bigEndian(keys.signedKeyId, 3)), leaf("value", keys.signedKey),
                                      leaf("signature", keys.signature)}});
        if (!keys.deviceIdentity.isEmpty())
            node.append(leaf("device-identity", keys.deviceIdentity));
        children.append(node);
    }
    return children;
}

Result<RetryRequest> parseRetry(const Node &receipt)
{
    const Node *retry = receipt.child("retry");
    if (!retry)
        return fail(Errc::Protocol, u"a retry receipt without retry"_s);
    RetryRequest request;
    const qint64 count = retry->has("count") ? retry->number("count").value_or(0) : 1;
    if (count < 1 || count > maxCount)
        return fail(Errc::Protocol, u"a retry receipt with an odd count"_s);
    request.count = int(count);
    request.messageId = retry->has("id") ? retry->attr("id") : receipt.attr("id");
    if (!isMessageId(request.messageId))
        return fail(Errc::Protocol, u"a retry receipt without message id"_s);
    request.timestamp = retry->number("t").value_or(0);
    const qint64 reason = retry->number("error").value_or(0);
    if (reason > 0 && reason <= static_cast<int>(RetryReason::StatusRevokeDelay))
        request.reason = static_cast<RetryReason>(reason);
    request.registrationId = keyNumber(receipt.child("registration")).value_or(0);
    if (const Node *keys = receipt.child("keys")) {
        request.keys = parseKeys(*keys);
        if (!request.keys)
            return fail(Errc::Protocol, u"a retry receipt with broken keys"_s);
    }
    return request;
}

} // namespace desk::wa
