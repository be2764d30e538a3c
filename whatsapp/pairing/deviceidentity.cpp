#include "whatsapp/pairing/deviceidentity.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/proto/adv.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

// What is signed begins with two bytes that say what it is.
constexpr QByteArrayView accountPrefix("\x06\x00", 2);
constexpr QByteArrayView devicePrefix("\x06\x01", 2);
constexpr QByteArrayView hostedAccountPrefix("\x06\x05", 2);

QByteArrayView accountPrefixOf(proto::ADVEncryptionType deviceType)
{
    return deviceType == proto::HOSTED ? hostedAccountPrefix : accountPrefix;
}

QByteArray containerHmac(const SecretBytes &advSecret, proto::ADVEncryptionType accountType, QByteArrayView signedBytes)
{
    const QByteArrayView prefix = accountType == proto::HOSTED ? hostedAccountPrefix : QByteArrayView();
    return hmacSha256(advSecret.view(), joined({prefix, signedBytes}));
}

QByteArray deviceMessage(QByteArrayView details, QByteArrayView companionIdentity, QByteArrayView accountKey)
{
    return joined({devicePrefix, details, companionIdentity, accountKey});
}

tl::unexpected<IdentityRefusal> internalError(QString detail)
{
    return tl::unexpected(IdentityRefusal{500, u"internal-error"_s, std::move(detail)});
}

tl::unexpected<IdentityRefusal> wrongSignature(QString detail)
{
    return tl::unexpected(IdentityRefusal{401, u"signature-mismatch"_s, std::move(detail)});
}

AccountKind kindOf(proto::ADVEncryptionType type)
{
    return type == proto::HOSTED ? AccountKind::Hosted : AccountKind::EndToEnd;
}

proto::ADVEncryptionType typeOf(AccountKind kind)
{
    return kind == AccountKind::Hosted ? proto::HOSTED : proto::E2EE;
}

} // namespace

tl::expected<AcceptedIdentity, IdentityRefusal> acceptDeviceIdentity(QByteArrayView container,
                                                                     const SecretBytes &advSecret,
                                                                     const KeyPair &identity, Random &random)
{
    const auto outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(container);
    if (!outer || !outer->has_details() || !outer->has_hmac())
        return internalError(u"the device identity's container cannot be read"_s);
    const QByteArray signedBytes = toBytes(outer->details());
    // No secret, no HMAC: an empty key would let anybody in.
    if (advSecret.isEmpty()
        || !equalInConstantTime(containerHmac(advSecret, outer->account_type(), signedBytes), toBytes(outer->hmac())))
        return tl::unexpected(
            IdentityRefusal{401, u"hmac-mismatch"_s, u"the device identity does not come from who saw our code"_s});

    auto signedIdentity = parsed<proto::ADVSignedDeviceIdentity>(signedBytes);
    if (!signedIdentity || !signedIdentity->has_details())
        return internalError(u"the signed device identity cannot be read"_s);
    const QByteArray details = toBytes(signedIdentity->details());
    const auto inner = parsed<proto::ADVDeviceIdentity>(details);
    if (!inner)
        return internalError(u"the device identity cannot be read"_s);

    const QByteArray accountKey = toBytes(signedIdentity->account_signature_key());
    const QByteArray accountSignature = toBytes(signedIdentity->account_signature());
    if (accountKey.size() != curve25519::keyBytes || accountSignature.size() != curve25519::signatureBytes)
        return wrongSignature(u"the account's key or signature has the wrong length"_s);
    if (!curve25519::verify(accountKey, joined({accountPrefixOf(inner->device_type()), details, identity.publicKey}),
                            accountSignature))
        return wrongSignature(u"the account's signature is wrong"_s);

    const auto deviceSignature = curve25519::sign(identity.privateKey,
                                                  deviceMessage(details, identity.publicKey, accountKey), random);
    if (!deviceSignature)
        return internalError(deviceSignature.error().detail);

    AcceptedIdentity accepted;
    accepted.details = {inner->raw_id(), inner->timestamp(), inner->key_index(), kindOf(inner->account_type()),
                        kindOf(inner->device_type())};
    accepted.accountKey = accountKey;
    signedIdentity->set_device_signature(toStdString(*deviceSignature));
    accepted.signedIdentity = serialized(*signedIdentity);
    signedIdentity->clear_account_signature_key();
    accepted.pairDeviceSign = serialized(*signedIdentity);
    return accepted;
}

Result<QByteArray> issueDeviceIdentity(const DeviceIdentityDetails &details, const KeyPair &account,
                                       QByteArrayView companionIdentity, const SecretBytes &advSecret, Random &random)
{
    if (companionIdentity.size() != curve25519::keyBytes)
        return fail(Errc::Invalid, u"the companion's identity key has not 32 bytes"_s);

    proto::ADVDeviceIdentity inner;
    inner.set_raw_id(details.rawId);
    inner.set_timestamp(details.timestamp);
    inner.set_key_index(details.keyIndex);
    inner.set_account_type(typeOf(details.accountType));
    inner.set_device_type(typeOf(details.deviceType));
    const QByteArray innerBytes = serialized(inner);
    const auto signature = curve25519::sign(
        account.privateKey, joined({accountPrefixOf(inner.device_type()), innerBytes, companionIdentity}), random);
    if (!signature)
        return fail(signature.error());

    proto::ADVSignedDeviceIdentity signedIdentity;
    signedIdentity.set_details(toStdString(innerBytes));
    signedIdentity.set_account_signature_key(toStdString(account.publicKey));
    signedIdentity.set_account_signature(toStdString(*signature));
    const QByteArray signedBytes = serialized(signedIdentity);

    proto::ADVSignedDeviceIdentityHMAC container;
    container.set_details(toStdString(signedBytes));
    container.set_hmac(toStdString(containerHmac(advSecret, inner.account_type(), signedBytes)));
    if (inner.account_type() == proto::HOSTED)
        container.set_account_type(proto::HOSTED);
    return serialized(container);
}

Result<> checkPairDeviceSign(QByteArrayView pairDeviceSign, QByteArrayView container, QByteArrayView companionIdentity)
{
    const auto outer = parsed<proto::ADVSignedDeviceIdentityHMAC>(container);
    const auto issued = outer ? parsed<proto::ADVSignedDeviceIdentity>(toBytes(outer->details())) : std::nullopt;
    if (!issued)
        return fail(Errc::Invalid, u"this is no container that was issued"_s);
    const auto answer = parsed<proto::ADVSignedDeviceIdentity>(pairDeviceSign);
    if (!answer)
        return fail(Errc::Protocol, u"the pair-device-sign cannot be read"_s);
    if (answer->details() != issued->details())
        return fail(Errc::Protocol, u"the pair-device-sign changes the details"_s);
    if (answer->account_signature() != issued->account_signature())
        return fail(Errc::Protocol, u"the pair-device-sign changes the account's signature"_s);
    // The key may be left in (note 1, section 4.4), but not changed.
    if (answer->has_account_signature_key() && answer->account_signature_key() != issued->account_signature_key())
        return fail(Errc::Protocol, u"the pair-device-sign changes the account's key"_s);
    if (!curve25519::verify(
            companionIdentity,
            deviceMessage(toBytes(issued->details()), companionIdentity, toBytes(issued->account_signature_key())),
            toBytes(answer->device_signature())))
        return fail(Errc::Protocol, u"the device's signature is wrong"_s);
    return {};
}

} // namespace desk::wa
