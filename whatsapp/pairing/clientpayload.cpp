#include "whatsapp/pairing/clientpayload.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/proto/clientpayload.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

using Payload = proto::ClientPayload;

/// The low @p count bytes of @p value, big-endian.
std::string bigEndian(quint32 value, int count)
{
    std::string bytes;
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8)
        bytes.push_back(char(value >> shift));
    return bytes;
}

quint32 fromBigEndian(const std::string &bytes)
{
    quint32 value = 0;
    for (const char byte : bytes)
        value = (value << 8) | quint8(byte);
    return value;
}

// Fields that are 0 are set all the same: the service is used to seeing them (note 1, section 2.5).
Payload commonPayload(const UserAgent &agent)
{
    Payload payload;
    auto &userAgent = *payload.mutable_user_agent();
    userAgent.set_platform(Payload::UserAgent::WEB);
    userAgent.mutable_app_version()->set_primary(agent.version.primary);
    userAgent.mutable_app_version()->set_secondary(agent.version.secondary);
    userAgent.mutable_app_version()->set_tertiary(agent.version.revision);
    userAgent.set_mcc("000");
    userAgent.set_mnc("000");
    userAgent.set_os_version(agent.osVersion.toStdString());
    if (agent.manufacturer)
        userAgent.set_manufacturer(agent.manufacturer->toStdString());
    userAgent.set_device(agent.device.toStdString());
    userAgent.set_os_build_number(agent.osVersion.toStdString());
    userAgent.set_release_channel(Payload::UserAgent::RELEASE);
    userAgent.set_locale_language(agent.language.toStdString());
    userAgent.set_locale_country(agent.country.toStdString());
    payload.mutable_web_info()->set_web_sub_platform(Payload::WebInfo::WEB_BROWSER);
    payload.set_connect_type(Payload::WIFI_UNKNOWN);
    payload.set_connect_reason(Payload::USER_ACTIVATED);
    return payload;
}

Result<ParsedClientPayload::Registration> readRegistration(const Payload::DevicePairingData &data)
{
    if (data.registration_id().size() != 4 || data.key_type() != "\x05" || data.identity_key().size() != 32
        || data.signed_pre_key_id().size() != 3 || data.signed_pre_key().size() != 32
        || data.signed_pre_key_signature().size() != 64)
        return fail(Errc::Protocol, u"the registration lacks a field, or one has the wrong length"_s);

    ParsedClientPayload::Registration registration;
    registration.registrationId = fromBigEndian(data.registration_id());
    registration.identityKey = toBytes(data.identity_key());
    registration.signedPreKeyId = fromBigEndian(data.signed_pre_key_id());
    registration.signedPreKey = toBytes(data.signed_pre_key());
    registration.signedPreKeySignature = toBytes(data.signed_pre_key_signature());
    registration.buildHash = toBytes(data.build_hash());
    registration.deviceProperties = toBytes(data.device_props());
    if (!isPreKeySignedBy(registration.identityKey, registration.signedPreKey, registration.signedPreKeySignature))
        return fail(Errc::Protocol, u"the signed pre-key is not signed by the identity key"_s);
    return registration;
}

} // namespace

QString WebVersion::text() const
{
    return u"%1.%2.%3"_s.arg(primary).arg(secondary).arg(revision);
}

QByteArray WebVersion::buildHash() const
{
    return md5(text().toLatin1());
}

QByteArray loginPayload(const UserAgent &agent, const Login &login)
{
    Payload payload = commonPayload(agent);
    payload.set_username(login.username);
    payload.set_device(login.device);
    payload.set_passive(true);
    payload.set_pull(true);
    payload.set_lid_db_migrated(login.lidDbMigrated);
    return serialized(payload);
}

QByteArray registrationPayload(const UserAgent &agent, const DeviceKeys &keys, QByteArrayView deviceProperties)
{
    Payload payload = commonPayload(agent);
    payload.set_passive(false);
    payload.set_pull(false);
    auto &data = *payload.mutable_device_pairing_data();
    data.set_registration_id(bigEndian(keys.registrationId, 4));
    data.set_key_type("\x05");
    data.set_identity_key(toStdString(keys.identity.publicKey));
    data.set_signed_pre_key_id(bigEndian(keys.signedPreKey.id, 3));
    data.set_signed_pre_key(toStdString(keys.signedPreKey.pair.publicKey));
    data.set_signed_pre_key_signature(toStdString(keys.signedPreKey.signature));
    data.set_build_hash(toStdString(agent.version.buildHash()));
    data.set_device_props(toStdString(deviceProperties));
    return serialized(payload);
}

Result<ParsedClientPayload> parseClientPayload(QByteArrayView bytes)
{
    const auto payload = parsed<Payload>(bytes);
    if (!payload)
        return fail(Errc::Protocol, u"the client payload cannot be read"_s);

    ParsedClientPayload result;
    const auto &version = payload->user_agent().app_version();
    result.version = {version.primary(), version.secondary(), version.tertiary()};
    result.passive = payload->passive();
    result.pull = payload->pull();
    if (payload->has_username())
        result.username = payload->username();
    if (payload->has_device())
        result.device = payload->device();
    if (payload->has_device_pairing_data()) {
        auto registration = readRegistration(payload->device_pairing_data());
        if (!registration)
            return fail(registration.error());
        result.registration = *std::move(registration);
    }
    if (!result.registration && !result.username)
        return fail(Errc::Protocol, u"the client payload is neither a registration nor a login"_s);
    return result;
}

} // namespace desk::wa
