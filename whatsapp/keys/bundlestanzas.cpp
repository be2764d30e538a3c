#include "whatsapp/keys/bundlestanzas.h"

#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/keys/keynumber.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxIdentityBytes = 4096;

std::optional<QByteArray> bytesOf(const Node *node, qsizetype length)
{
    QByteArray bytes = node ? node->bytes() : QByteArray();
    return bytes.size() == length ? std::optional(std::move(bytes)) : std::nullopt;
}

std::optional<PreKeyBundle> bundleOf(const Node &user)
{
    using namespace curve25519;
    const Node *signedKey = user.child("skey");
    const auto registration = keyNumber(user.child("registration"));
    const auto identity = bytesOf(user.child("identity"), keyBytes);
    const auto signedId = keyNumber(signedKey ? signedKey->child("id") : nullptr);
    const auto signedValue = bytesOf(signedKey ? signedKey->child("value") : nullptr, keyBytes);
    const auto signature = bytesOf(signedKey ? signedKey->child("signature") : nullptr, signatureBytes);
    if (!registration || !identity || !signedId || !signedValue || !signature)
        return std::nullopt;
    PreKeyBundle bundle{.registrationId = *registration,
                        .identityKey = *identity,
                        .signedPreKeyId = *signedId,
                        .signedPreKey = *signedValue,
                        .signature = *signature,
                        .oneTimeKey = {}};
    if (const Node *key = user.child("key")) {
        const auto id = keyNumber(key->child("id"));
        const auto value = bytesOf(key->child("value"), keyBytes);
        if (!id || !value)
            return std::nullopt;
        bundle.oneTimeKey = PreKeyBundle::OneTimeKey{*id, *value};
    }
    return bundle;
}

} // namespace

Result<Node> bundleRequest(const QList<Jid> &devices)
{
    if (devices.isEmpty() || devices.size() > maxBundlesPerRequest)
        return fail(Errc::Invalid, u"a request for the keys of %1 devices"_s.arg(devices.size()));
    Node key{.tag = "key"};
    for (const Jid &device : devices)
        key.append({.tag = "user", .attributes = {{"jid", device}, {"reason", "identity"}}});
    return Node{.tag = "iq", .attributes = {{"type", "get"}, {"xmlns", "encrypt"}}, .content = QList{std::move(key)}};
}

Result<QList<FetchedBundle>> parseBundles(const Node &result)
{
    const Node *list = result.child("list");
    if (!list)
        return fail(Errc::Protocol, u"an answer without the keys asked for"_s);
    QList<FetchedBundle> bundles;
    for (const Node *user : list->children("user")) {
        const auto jid = user->jid("jid");
        if (!jid || !jid->isPerson() || bundles.size() >= maxBundlesPerRequest)
            continue;
        FetchedBundle fetched{.device = *jid};
        if (const Node *error = user->child("error")) {
            fetched.error = int(std::clamp<qint64>(error->number("code").value_or(-1), -1, 100'000));
        } else {
            fetched.bundle = bundleOf(*user);
            fetched.error = fetched.bundle ? 0 : -1;
            if (const Node *identity = user->child("device-identity");
                identity && identity->bytes().size() <= maxIdentityBytes)
                fetched.deviceIdentity = identity->bytes();
        }
        bundles.append(std::move(fetched));
    }
    return bundles;
}

PreKeyBundle bundleFrom(const RetryKeys &keys, quint32 registrationId)
{
    PreKeyBundle bundle{.registrationId = registrationId,
                        .identityKey = keys.identity,
                        .signedPreKeyId = keys.signedKeyId,
                        .signedPreKey = keys.signedKey,
                        .signature = keys.signature,
                        .oneTimeKey = {}};
    if (!keys.preKey.isEmpty())
        bundle.oneTimeKey = PreKeyBundle::OneTimeKey{keys.preKeyId, keys.preKey};
    return bundle;
}

} // namespace desk::wa
