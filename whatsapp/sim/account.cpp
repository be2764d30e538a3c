#include "whatsapp/sim/account.h"

#include "whatsapp/crypto/hashes.h"

#include "whatsapp/pairing/softwareauthenticator.h"
#include "whatsapp/sim/stanzas.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr quint16 highestDevice = 98; // 99 is the hosted one

QMap<QByteArray, QByteArray> defaultPrivacy()
{
    return {{"last", "all"},         {"online", "all"},   {"profile", "all"}, {"status", "all"},
            {"readreceipts", "all"}, {"groupadd", "all"}, {"calladd", "all"}, {"messages", "all"}};
}

QJsonObject toJson(const Device &device)
{
    return {{u"jid"_s, device.jid.toString()},
            {u"lid"_s, device.lid.toString()},
            {u"key_index"_s, qint64(device.keyIndex)},
            {u"noise_key"_s, toHex(device.noiseKey)},
            {u"signed_identity"_s, toHex(device.signedIdentity)},
            {u"os"_s, device.os},
            {u"keys"_s, device.keys.toJson()}};
}

std::unique_ptr<Device> deviceFromJson(const QJsonObject &json)
{
    const auto jid = Jid::parse(json["jid"_L1].toString());
    const auto lid = Jid::parse(json["lid"_L1].toString());
    if (!jid || !lid)
        return nullptr;
    auto device = std::make_unique<Device>(*jid, *lid);
    device->keyIndex = quint32(json["key_index"_L1].toInteger());
    device->noiseKey = fromHex(json["noise_key"_L1]);
    device->signedIdentity = fromHex(json["signed_identity"_L1]);
    device->os = json["os"_L1].toString();
    device->keys = PreKeyStore::fromJson(json["keys"_L1].toObject());
    return device;
}

} // namespace

Account::Account(QByteArray number, QByteArray lidUser, QString name_, quint32 rawId, Phone phone)
    : name(std::move(name_)), privacy(defaultPrivacy()), m_number(std::move(number)), m_lidUser(std::move(lidUser)),
      m_rawId(rawId), m_phone(std::move(phone))
{
}

QByteArray Account::privacySalt() const
{
    return sha256({QByteArrayView("privacy salt"), m_number});
}

Result<Account::Slot> Account::nextSlot()
{
    for (int tried = 0; tried < highestDevice; ++tried) {
        m_lastDevice = quint16(m_lastDevice % highestDevice + 1);
        if (!m_devices.contains(m_lastDevice))
            return Slot{m_lastDevice, ++m_lastKeyIndex};
    }
    return fail(Errc::Conflict, u"the account has no free device number"_s);
}

Device &Account::addDevice(Slot slot)
{
    auto device = std::make_unique<Device>(jid(slot.device), lid(slot.device));
    device->keyIndex = slot.keyIndex;
    return *(m_devices[slot.device] = std::move(device));
}

std::unique_ptr<Device> Account::removeDevice(quint16 device)
{
    auto node = m_devices.extract(device);
    return node ? std::move(node.mapped()) : nullptr;
}

Device *Account::device(quint16 number) const
{
    const auto found = m_devices.find(number);
    return found == m_devices.end() ? nullptr : found->second.get();
}

Node Account::deviceList(qint64 now, Random &random) const
{
    QList<Node> list{Node{.tag = "device", .attributes = {{"id", 0}}}};
    QList<quint32> indexes;
    for (const auto &[number, device] : m_devices) {
        list.append(Node{.tag = "device", .attributes = {{"id", number}, {"key-index", device->keyIndex}}});
        indexes.append(device->keyIndex);
    }
    return {.tag = "devices",
            .content = QList{Node{.tag = "device-list", .content = std::move(list)},
                             Node{.tag = "key-index-list",
                                  .attributes = {{"ts", now}},
                                  .content = m_phone.keyIndexList(m_rawId, now, indexes, random)}}};
}

const AccountPasskey &Account::addPasskey(Random &random)
{
    const p256::KeyPair key = p256::generate(random);
    passkey = AccountPasskey{{random.bytes(16), random.bytes(16), key.publicPoint, 0}, key.privateKey};
    return *passkey;
}

QJsonObject Account::toJson() const
{
    QJsonArray devices;
    for (const auto &[number, device] : m_devices)
        devices.append(sim::toJson(*device));
    QJsonObject privacyJson;
    for (auto category = privacy.cbegin(); category != privacy.cend(); ++category)
        privacyJson.insert(QString::fromUtf8(category.key()), QString::fromUtf8(category.value()));
    QJsonArray blockedJson;
    for (const QByteArray &address : blocked)
        blockedJson.append(QString::fromUtf8(address));
    QJsonObject json{{u"number"_s, QString::fromLatin1(m_number)},
                     {u"lid"_s, QString::fromLatin1(m_lidUser)},
                     {u"name"_s, name},
                     {u"raw_id"_s, qint64(m_rawId)},
                     {u"last_device"_s, m_lastDevice},
                     {u"last_key_index"_s, qint64(m_lastKeyIndex)},
                     {u"privacy"_s, privacyJson},
                     {u"blocked"_s, blockedJson},
                     {u"hides_number"_s, hidesNumber},
                     {u"phone"_s, m_phone.toJson()},
                     {u"devices"_s, devices}};
    if (passkey) {
        json.insert(u"passkey"_s,
                    QJsonObject{{u"credential_id"_s, toHex(passkey->credential.id)},
                                {u"user_handle"_s, toHex(passkey->credential.userHandle)},
                                {u"sign_count"_s, qint64(passkey->credential.signCount)},
                                {u"private_key"_s, toHex(passkey->privateKey.view())}});
    }
    return json;
}

QJsonObject Account::queuesToJson() const
{
    QJsonObject queues;
    for (const auto &[number, device] : m_devices) {
        if (!device->queue.isEmpty())
            queues.insert(QString::number(number), device->queue.toJson());
    }
    return queues;
}

void Account::takeQueues(const QJsonObject &json)
{
    for (auto queue = json.begin(); queue != json.end(); ++queue) {
        if (Device *owner = device(quint16(queue.key().toUInt())))
            owner->queue = OutgoingQueue::fromJson(queue.value().toArray());
    }
}

Result<std::unique_ptr<Account>> Account::fromJson(const QJsonObject &json)
{
    auto phone = Phone::fromJson(json["phone"_L1].toObject());
    if (!phone)
        return fail(phone.error());
    auto account = std::make_unique<Account>(json["number"_L1].toString().toLatin1(),
                                             json["lid"_L1].toString().toLatin1(), json["name"_L1].toString(),
                                             quint32(json["raw_id"_L1].toInteger()), *std::move(phone));
    account->m_lastDevice = quint16(json["last_device"_L1].toInt());
    account->m_lastKeyIndex = quint32(json["last_key_index"_L1].toInteger());
    const QJsonObject privacy = json["privacy"_L1].toObject();
    for (auto category = privacy.begin(); category != privacy.end(); ++category)
        account->privacy.insert(category.key().toUtf8(), category.value().toString().toUtf8());
    const QJsonArray blocked = json["blocked"_L1].toArray();
    for (const auto &address : blocked)
        account->blocked.append(address.toString().toUtf8());
    account->hidesNumber = json["hides_number"_L1].toBool();
    const QJsonArray devices = json["devices"_L1].toArray();
    for (const auto &value : devices) {
        auto device = deviceFromJson(value.toObject());
        if (!device)
            return fail(Errc::Storage, u"a device of the account cannot be read"_s);
        account->m_devices.emplace(device->jid.device(), std::move(device));
    }
    if (const QJsonObject passkey = json["passkey"_L1].toObject(); !passkey.isEmpty()) {
        auto key = p256::fromPrivate(fromHex(passkey["private_key"_L1]));
        if (!key)
            return fail(Errc::Storage, u"the account's passkey cannot be read"_s);
        account->passkey = AccountPasskey{{fromHex(passkey["credential_id"_L1]), fromHex(passkey["user_handle"_L1]),
                                           key->publicPoint, quint32(passkey["sign_count"_L1].toInteger())},
                                          std::move(key->privateKey)};
    }
    return account;
}

} // namespace desk::wa::sim
