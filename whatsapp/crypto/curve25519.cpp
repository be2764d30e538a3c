#include "whatsapp/crypto/curve25519.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/openssl.h"

extern "C" {
#include <signal/curve.h>
#include <signal/signal_protocol.h>
}

#include <cstring>

using namespace Qt::StringLiterals;

namespace desk::wa::curve25519 {

namespace {

void releaseType(void *object)
{
    signal_type_unref(static_cast<signal_type_base *>(object));
}

using SignalContext = std::unique_ptr<signal_context, openssl::Release<signal_context_destroy>>;
using SignalPublicKey = std::unique_ptr<ec_public_key, openssl::Release<releaseType>>;
using SignalPrivateKey = std::unique_ptr<ec_private_key, openssl::Release<releaseType>>;
using SignalBuffer = std::unique_ptr<signal_buffer, openssl::Release<signal_buffer_free>>;

int fillRandom(uint8_t *data, size_t size, void *random)
{
    const SecretBytes drawn = SecretBytes::random(*static_cast<Random *>(random), qsizetype(size));
    std::memcpy(data, drawn.data(), size);
    return 0;
}

/// A library context that knows nothing but randomness; signing needs no more, and nothing is shared between threads.
SignalContext randomOnly(Random &random)
{
    signal_context *raw = nullptr;
    if (signal_context_create(&raw, &random) != 0)
        return nullptr;
    SignalContext context(raw);
    signal_crypto_provider provider = {};
    provider.random_func = fillRandom;
    // The library refuses a provider with gaps.
    provider.hmac_sha256_init_func = [](void **, const uint8_t *, size_t, void *) { return SG_ERR_UNKNOWN; };
    provider.hmac_sha256_update_func = [](void *, const uint8_t *, size_t, void *) { return SG_ERR_UNKNOWN; };
    provider.hmac_sha256_final_func = [](void *, signal_buffer **, void *) { return SG_ERR_UNKNOWN; };
    provider.hmac_sha256_cleanup_func = [](void *, void *) {};
    provider.sha512_digest_init_func = [](void **, void *) { return SG_ERR_UNKNOWN; };
    provider.sha512_digest_update_func = [](void *, const uint8_t *, size_t, void *) { return SG_ERR_UNKNOWN; };
    provider.sha512_digest_final_func = [](void *, signal_buffer **, void *) { return SG_ERR_UNKNOWN; };
    provider.sha512_digest_cleanup_func = [](void *, void *) {};
    provider.encrypt_func = [](signal_buffer **, int, const uint8_t *, size_t, const uint8_t *, size_t, const uint8_t *,
                               size_t, void *) { return SG_ERR_UNKNOWN; };
    provider.decrypt_func = [](signal_buffer **, int, const uint8_t *, size_t, const uint8_t *, size_t, const uint8_t *,
                               size_t, void *) { return SG_ERR_UNKNOWN; };
    provider.user_data = &random;
    if (signal_context_set_crypto_provider(context.get(), &provider) != 0)
        return nullptr;
    return context;
}

openssl::Key privateKeyObject(const SecretBytes &privateKey)
{
    return openssl::Key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, privateKey.data(), size_t(privateKey.size())));
}

} // namespace

KeyPair generate(Random &random)
{
    auto pair = fromPrivate(SecretBytes::random(random, keyBytes).view());
    if (!pair)
        qFatal("X25519 is not available");
    return std::move(*pair);
}

Result<KeyPair> fromPrivate(QByteArrayView privateKey)
{
    if (privateKey.size() != keyBytes)
        return fail(Errc::Invalid, u"an X25519 private key has 32 bytes"_s);

    KeyPair pair{SecretBytes::copyOf(privateKey), QByteArray(keyBytes, '\0')};
    pair.privateKey.data()[0] &= 248;
    pair.privateKey.data()[31] &= 127;
    pair.privateKey.data()[31] |= 64;

    const openssl::Key key = privateKeyObject(pair.privateKey);
    size_t size = keyBytes;
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), openssl::writable(pair.publicKey), &size) != 1
        || size != keyBytes)
        return fail(Errc::Invalid, u"X25519 failed to compute a public key"_s);
    return pair;
}

Result<SecretBytes> agree(const SecretBytes &privateKey, QByteArrayView publicKey)
{
    if (privateKey.size() != keyBytes || publicKey.size() != keyBytes)
        return fail(Errc::Invalid, u"an X25519 key has 32 bytes"_s);

    const openssl::Key own = privateKeyObject(privateKey);
    const openssl::Key peer(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, openssl::bytes(publicKey), size_t(publicKey.size())));
    const openssl::KeyContext context(own ? EVP_PKEY_CTX_new(own.get(), nullptr) : nullptr);
    SecretBytes secret(keyBytes);
    size_t size = keyBytes;
    const bool derived = peer && context && EVP_PKEY_derive_init(context.get()) == 1
        && EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1
        && EVP_PKEY_derive(context.get(), secret.data(), &size) == 1 && size == keyBytes;
    // OpenSSL refuses this by itself today; the note asks for it, so it does not hang on the library.
    const QByteArray zero(keyBytes, '\0');
    if (!derived || equalInConstantTime(secret.view(), zero))
        return fail(Errc::Protocol, u"the key agreement gives an all-zero secret"_s);
    return secret;
}

Result<QByteArray> sign(const SecretBytes &privateKey, QByteArrayView message, Random &random)
{
    if (privateKey.size() != keyBytes)
        return fail(Errc::Invalid, u"an X25519 private key has 32 bytes"_s);

    const SignalContext context = randomOnly(random);
    ec_private_key *rawKey = nullptr;
    if (!context
        || curve_decode_private_point(&rawKey, privateKey.data(), size_t(privateKey.size()), context.get()) != 0)
        return fail(Errc::Invalid, u"the signature library refuses the private key"_s);
    const SignalPrivateKey key(rawKey);

    signal_buffer *rawSignature = nullptr;
    const int done = curve_calculate_signature(context.get(), &rawSignature, key.get(), openssl::bytes(message),
                                               size_t(message.size()));
    const SignalBuffer signature(rawSignature);
    if (done != 0 || !signature || signal_buffer_len(signature.get()) != size_t(signatureBytes))
        return fail(Errc::Invalid, u"the signature library failed to sign"_s);
    return QByteArray(reinterpret_cast<const char *>(signal_buffer_const_data(signature.get())), signatureBytes);
}

bool verify(QByteArrayView publicKey, QByteArrayView message, QByteArrayView signature)
{
    if (publicKey.size() != keyBytes || signature.size() != signatureBytes)
        return false;
    const QByteArray typed = joined({QByteArrayView("\x05", 1), publicKey});
    ec_public_key *raw = nullptr;
    if (curve_decode_point(&raw, openssl::bytes(typed), size_t(typed.size()), nullptr) != 0)
        return false;
    const SignalPublicKey key(raw);
    return curve_verify_signature(key.get(), openssl::bytes(message), size_t(message.size()), openssl::bytes(signature),
                                  size_t(signature.size()))
        == 1;
}

} // namespace desk::wa::curve25519
