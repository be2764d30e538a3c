#include "whatsapp/crypto/p256.h"

#include "whatsapp/crypto/openssl.h"

#include <openssl/core_names.h>

using namespace Qt::StringLiterals;

namespace desk::wa::p256 {

namespace {

constexpr qsizetype scalarBytes = 32;
constexpr qsizetype pointBytes = 65;

/// @param scalar null: a public key only.
openssl::Key keyObject(QByteArrayView point, const BIGNUM *scalar)
{
    const openssl::ParamBuilder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, openssl::bytes(point),
                                            size_t(point.size()))
            != 1
        || (scalar && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) != 1))
        return nullptr;
    const openssl::Params parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const openssl::KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get())
            != 1)
        return nullptr;
    return openssl::Key(key);
}

openssl::Number number(QByteArrayView bytes)
{
    openssl::Number secure(BN_secure_new());
    if (secure && !BN_bin2bn(openssl::bytes(bytes), int(bytes.size()), secure.get()))
        return nullptr;
    return secure;
}

} // namespace

KeyPair generate(Random &random)
{
    // One draw in 2^32 lies outside the order of the curve.
    for (int attempt = 0; attempt < 8; ++attempt) {
        if (auto pair = fromPrivate(SecretBytes::random(random, scalarBytes).view()))
            return std::move(*pair);
    }
    qFatal("P-256 is not available");
}

Result<KeyPair> fromPrivate(QByteArrayView privateKey)
{
    const auto refused = fail(Errc::Invalid, u"not a P-256 private key"_s);
    if (privateKey.size() != scalarBytes)
        return refused;
    const openssl::Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    const openssl::Point point(group ? EC_POINT_new(group.get()) : nullptr);
    const openssl::Number scalar = number(privateKey);
    if (!point || !scalar || BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), EC_GROUP_get0_order(group.get())) >= 0)
        return refused;

    KeyPair pair{SecretBytes::copyOf(privateKey), QByteArray(pointBytes, '\0')};
    if (EC_POINT_mul(group.get(), point.get(), scalar.get(), nullptr, nullptr, nullptr) != 1
        || EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                              openssl::writable(pair.publicPoint), size_t(pointBytes), nullptr)
            != size_t(pointBytes))
        return refused;
    return pair;
}

Result<QByteArray> sign(const KeyPair &key, QByteArrayView message)
{
    const openssl::Number scalar = number(key.privateKey.view());
    const openssl::Key object = scalar ? keyObject(key.publicPoint, scalar.get()) : nullptr;
    const openssl::Digest digest(EVP_MD_CTX_new());
    size_t size = 0;
    if (!object || !digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, object.get()) != 1
        || EVP_DigestSign(digest.get(), nullptr, &size, openssl::bytes(message), size_t(message.size())) != 1)
        return fail(Errc::Invalid, u"not a P-256 key pair"_s);
    QByteArray signature(qsizetype(size), '\0');
    if (EVP_DigestSign(digest.get(), openssl::writable(signature), &size, openssl::bytes(message),
                       size_t(message.size()))
        != 1)
        return fail(Errc::Invalid, u"P-256 failed to sign"_s);
    signature.truncate(qsizetype(size)); // the first answer is the longest it may be
    return signature;
}

bool verify(QByteArrayView publicPoint, QByteArrayView message, QByteArrayView signature)
{
    if (publicPoint.size() != pointBytes || signature.isEmpty())
        return false;
    const openssl::Key object = keyObject(publicPoint, nullptr);
    const openssl::Digest digest(EVP_MD_CTX_new());
    return object && digest && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, object.get()) == 1
        && EVP_DigestVerify(digest.get(), openssl::bytes(signature), size_t(signature.size()), openssl::bytes(message),
                            size_t(message.size()))
        == 1;
}

} // namespace desk::wa::p256
