#include "whatsapp/sim/phone.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/pairing/devicekeys.h"
#include "whatsapp/proto/adv.pb.h"
#include "whatsapp/proto/protobytes.h"
#include "whatsapp/sim/stanzas.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype fewPreKeys = 5;
constexpr int preKeyBatch = 30;

} // namespace

Phone Phone::generate(Random &random)
{
    return generate(random, 1);
}

Phone Phone::anew(Random &random) const
{
    Phone phone = generate(random, m_nextId);
    phone.m_preKeys.succeed(m_preKeys);
    return phone;
}

Phone Phone::generate(Random &random, quint32 firstId)
{
    // The same keys as any new client makes; noise key and ADV secret are of no use to a phone.
    DeviceKeys keys = DeviceKeys::generate(random);
    Phone phone;
    phone.m_preKeys = PreKeyStore(
        keys.registrationId, keys.identity.publicKey,
        {keys.signedPreKey.id, keys.signedPreKey.pair.publicKey, keys.signedPreKey.signature});
    phone.m_identity = std::move(keys.identity);
    phone.m_signedPreKey = std::move(keys.signedPreKey.pair);
    phone.m_nextId = firstId;
    phone.refill(random);
    return phone;
}

void Phone::refill(Random &random)
{
    if (m_preKeys.count() >= fewPreKeys)
        return;
    for (int made = 0; made < preKeyBatch; ++made) {
        KeyPair key = curve25519::generate(random);
        m_preKeys.add(m_nextId, key.publicKey);
        m_oneTime[m_nextId++] = std::move(key.privateKey);
    }
}

DeviceKeys Phone::deviceKeys() const
{
    const PreKeyStore::SignedPreKey &signedPreKey = m_preKeys.signedPreKey();
    DeviceKeys keys;
    keys.identity = m_identity;
    keys.signedPreKey.id = signedPreKey.id;
    keys.signedPreKey.pair = m_signedPreKey;
    keys.signedPreKey.signature = signedPreKey.signature;
    keys.registrationId = m_preKeys.registrationId();
    return keys;
}

std::optional<PreKey> Phone::oneTimeKey(quint32 id) const
{
    const auto secret = m_oneTime.constFind(id);
    if (secret == m_oneTime.cend())
        return std::nullopt;
    auto pair = curve25519::fromPrivate(secret->view());
    return pair ? std::optional(PreKey{id, *std::move(pair)}) : std::nullopt;
}

PreKey Phone::freshOneTimeKey(Random &random)
{
    PreKey key{m_nextId++, curve25519::generate(random)};
    m_oneTime[key.id] = key.pair.privateKey;
    return key;
}

Result<QByteArray> Phone::vouchFor(const DeviceIdentityDetails &details, QByteArrayView companionIdentity,
                                   const SecretBytes &advSecret, ScanFault fault, Random &random) const
{
    if (fault == ScanFault::Hmac)
        return issueDeviceIdentity(details, m_identity, companionIdentity, SecretBytes::random(random, 32), random);
    if (fault == ScanFault::AccountSignature) {
        KeyPair wrong = curve25519::generate(random);
        wrong.publicKey = m_identity.publicKey;
        return issueDeviceIdentity(details, wrong, companionIdentity, advSecret, random);
    }
    return issueDeviceIdentity(details, m_identity, companionIdentity, advSecret, random);
}

QByteArray Phone::keyIndexList(quint32 rawId, qint64 timestamp, const QList<quint32> &valid, Random &random) const
{
    proto::ADVKeyIndexList list;
    list.set_raw_id(rawId);
    list.set_timestamp(quint64(timestamp));
    list.set_account_type(proto::E2EE);
    quint32 current = 0;
    for (const quint32 index : valid) {
        list.add_valid_indexes(index);
        current = std::max(current, index);
    }
    list.set_current_index(current);
    const QByteArray details = serialized(list);

    // Nobody verifies it, and so no source tells the prefix; 06 02 follows those that are known.
    const auto signature = curve25519::sign(m_identity.privateKey, joined({QByteArrayView("\6\2", 2), details}),
                                            random);
    proto::ADVSignedKeyIndexList signedList;
    signedList.set_details(toStdString(details));
    signedList.set_account_signature(toStdString(signature.value_or(QByteArray())));
    signedList.set_account_signature_key(toStdString(m_identity.publicKey));
    return serialized(signedList);
}

QJsonObject Phone::toJson() const
{
    QJsonObject oneTime;
    for (auto key = m_oneTime.cbegin(); key != m_oneTime.cend(); ++key)
        oneTime.insert(QString::number(key.key()), toHex(key.value().view()));
    return {{u"identity"_s, toHex(m_identity.privateKey.view())},
            {u"signed_pre_key"_s, toHex(m_signedPreKey.privateKey.view())},
            {u"one_time"_s, oneTime},
            {u"next_id"_s, qint64(m_nextId)},
            {u"keys"_s, m_preKeys.toJson()}};
}

Result<Phone> Phone::fromJson(const QJsonObject &json)
{
    auto identity = curve25519::fromPrivate(fromHex(json["identity"_L1]));
    auto signedPreKey = curve25519::fromPrivate(fromHex(json["signed_pre_key"_L1]));
    if (!identity || !signedPreKey)
        return fail(Errc::Storage, u"the phone's keys cannot be read"_s);
    Phone phone;
    phone.m_identity = *std::move(identity);
    phone.m_signedPreKey = *std::move(signedPreKey);
    const QJsonObject oneTime = json["one_time"_L1].toObject();
    for (auto key = oneTime.begin(); key != oneTime.end(); ++key)
        phone.m_oneTime.insert(key.key().toUInt(), SecretBytes::takeFrom(fromHex(key.value())));
    phone.m_nextId = quint32(json["next_id"_L1].toInteger(1));
    phone.m_isFromEarlierRun = true;
    phone.m_preKeys = PreKeyStore::fromJson(json["keys"_L1].toObject());
    return phone;
}

} // namespace desk::wa::sim
