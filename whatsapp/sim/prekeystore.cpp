#include "whatsapp/sim/prekeystore.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/sim/stanzas.h"

#include <QCryptographicHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype keyBytes = 32;
constexpr qsizetype signatureBytes = 64;
constexpr qsizetype idBytes = 3;
constexpr qsizetype registrationBytes = 4;

QByteArray content(const Node *node)
{
    return node ? node->bytes() : QByteArray();
}

} // namespace

PreKeyStore::PreKeyStore(quint32 registrationId, QByteArray identity, SignedPreKey signedPreKey)
    : m_registrationId(registrationId), m_identity(std::move(identity)), m_signed(std::move(signedPreKey))
{
}

Result<PreKeyStore::SignedPreKey> PreKeyStore::readSigned(const Node *skey) const
{
    if (!skey)
        return fail(Errc::Invalid, u"there is no skey"_s);
    const QByteArray id = content(skey->child("id"));
    SignedPreKey key{fromBigEndian(id), content(skey->child("value")), content(skey->child("signature"))};
    if (id.size() != idBytes || key.value.size() != keyBytes || key.signature.size() != signatureBytes)
        return fail(Errc::Invalid, u"a field of skey has the wrong size"_s);
    if (!isPreKeySignedBy(m_identity, key.value, key.signature))
        return fail(Errc::Invalid, u"the signature of skey is wrong"_s);
    return key;
}

Result<> PreKeyStore::upload(const Node &iq)
{
    const QByteArray registration = content(iq.child("registration"));
    if (registration.size() != registrationBytes)
        return fail(Errc::Invalid, u"registration has not 4 bytes"_s);
    if (fromBigEndian(registration) != m_registrationId)
        return fail(Errc::Invalid, u"registration is not the one of the pairing"_s);
    if (content(iq.child("type")) != QByteArray(1, '\5'))
        return fail(Errc::Invalid, u"type is not 05"_s);
    if (content(iq.child("identity")) != m_identity)
        return fail(Errc::Invalid, u"identity is not the one of the pairing"_s);
    auto signedKey = readSigned(iq.child("skey"));
    if (!signedKey)
        return fail(signedKey.error());

    const Node *list = iq.child("list");
    if (!list || list->children().isEmpty())
        return fail(Errc::Invalid, u"there is no list of keys"_s);
    QHash<quint32, QByteArray> fresh;
    std::deque<OneTime> inOrder;
    for (const Node &key : list->children()) {
        const QByteArray id = content(key.child("id"));
        const QByteArray value = content(key.child("value"));
        if (key.tag != "key" || id.size() != idBytes || value.size() != keyBytes)
            return fail(Errc::Invalid, u"a key of the list has the wrong form"_s);
        const quint32 number = fromBigEndian(id);
        const auto known = m_seen.constFind(number);
        if (known != m_seen.cend() && *known != value)
            return fail(Errc::Invalid, u"key %1 was uploaded before with another value"_s.arg(number));
        if (fresh.contains(number))
            return fail(Errc::Invalid, u"key %1 is there twice"_s.arg(number));
        if (known == m_seen.cend()) {
            fresh.insert(number, value);
            inOrder.push_back({number, value});
        }
    }
    m_signed = *std::move(signedKey);
    m_seen.insert(fresh);
    m_oneTime.insert(m_oneTime.end(), inOrder.begin(), inOrder.end());
    for (const OneTime &key : inOrder)
        m_waiting.insert(key.id);
    return {};
}

Result<> PreKeyStore::rotate(const Node &skey)
{
    auto signedKey = readSigned(&skey);
    if (!signedKey)
        return fail(signedKey.error());
    m_signed = *std::move(signedKey);
    return {};
}

void PreKeyStore::add(quint32 id, const QByteArray &value)
{
    m_seen.insert(id, value);
    m_waiting.insert(id);
    m_oneTime.push_back({id, value});
}

void PreKeyStore::succeed(const PreKeyStore &former)
{
    for (auto key = former.m_seen.cbegin(); key != former.m_seen.cend(); ++key) {
        if (!former.isWaiting(key.key()))
            noteHandedOut(key.key(), key.value());
    }
}

void PreKeyStore::keepOnly(qsizetype keep)
{
    while (count() > std::max<qsizetype>(keep, 0)) {
        m_waiting.remove(m_oneTime.front().id);
        m_oneTime.pop_front();
    }
}

Node PreKeyStore::signedNode() const
{
    return {.tag = "skey",
            .content = QList{Node{.tag = "id", .content = bigEndian(m_signed.id, idBytes)},
                             Node{.tag = "value", .content = m_signed.value},
                             Node{.tag = "signature", .content = m_signed.signature}}};
}

PreKeyBundle PreKeyStore::takeKeys()
{
    PreKeyBundle bundle{.registrationId = m_registrationId,
                        .identityKey = m_identity,
                        .signedPreKeyId = m_signed.id,
                        .signedPreKey = m_signed.value,
                        .signature = m_signed.signature,
                        .oneTimeKey = std::nullopt};
    if (!m_oneTime.empty()) {
        bundle.oneTimeKey = PreKeyBundle::OneTimeKey{m_oneTime.front().id, m_oneTime.front().value};
        m_waiting.remove(m_oneTime.front().id);
        m_oneTime.pop_front();
    }
    return bundle;
}

QList<Node> PreKeyStore::takeBundle()
{
    const PreKeyBundle keys = takeKeys();
    QList<Node> bundle{Node{.tag = "registration", .content = bigEndian(m_registrationId, registrationBytes)},
                       Node{.tag = "type", .content = QByteArray(1, '\5')},
                       Node{.tag = "identity", .content = m_identity}, signedNode()};
    if (keys.oneTimeKey) {
        bundle.append(Node{.tag = "key",
                           .content = QList{Node{.tag = "id", .content = bigEndian(keys.oneTimeKey->id, idBytes)},
                                            Node{.tag = "value", .content = keys.oneTimeKey->key}}});
    }
    return bundle;
}

QList<Node> PreKeyStore::digest() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QByteArray &part : {m_identity, m_signed.value, m_signed.signature})
        hash.addData(part);
    QList<Node> ids;
    for (const OneTime &key : m_oneTime) {
        ids.append(Node{.tag = "id", .content = bigEndian(key.id, idBytes)});
        hash.addData(key.value);
    }
    return {Node{.tag = "registration", .content = bigEndian(m_registrationId, registrationBytes)},
            Node{.tag = "type", .content = QByteArray(1, '\5')},
            Node{.tag = "identity", .content = m_identity},
            signedNode(),
            Node{.tag = "list", .content = ids},
            Node{.tag = "hash", .content = hash.result()}};
}

QJsonObject PreKeyStore::toJson() const
{
    // What is in the pool, in order, then what was handed out.
    QJsonArray pool;
    for (const OneTime &key : m_oneTime)
        pool.append(QJsonArray{qint64(key.id), toHex(key.value)});
    QJsonArray used;
    for (auto key = m_seen.cbegin(); key != m_seen.cend(); ++key) {
        if (!m_waiting.contains(key.key()))
            used.append(QJsonArray{qint64(key.key()), toHex(key.value())});
    }
    return {{u"registration"_s, qint64(m_registrationId)},
            {u"identity"_s, toHex(m_identity)},
            {u"skey"_s, QJsonArray{qint64(m_signed.id), toHex(m_signed.value), toHex(m_signed.signature)}},
            {u"pool"_s, pool},
            {u"used"_s, used}};
}

PreKeyStore PreKeyStore::fromJson(const QJsonObject &json)
{
    const QJsonArray skey = json["skey"_L1].toArray();
    PreKeyStore store(quint32(json["registration"_L1].toInteger()), fromHex(json["identity"_L1]),
                      {quint32(skey.at(0).toInteger()), fromHex(skey.at(1)), fromHex(skey.at(2))});
    const QJsonArray pool = json["pool"_L1].toArray();
    for (const auto &key : pool)
        store.add(quint32(key[0].toInteger()), fromHex(key[1]));
    const QJsonArray used = json["used"_L1].toArray();
    for (const auto &key : used)
        store.m_seen.insert(quint32(key[0].toInteger()), fromHex(key[1]));
    return store;
}

} // namespace desk::wa::sim
