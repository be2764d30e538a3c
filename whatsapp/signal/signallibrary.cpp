#include "whatsapp/signal/signallibrary.h"

#include "whatsapp/crypto/hashes.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>
#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int protocolVersion = 3;
constexpr size_t sha512Bytes = 64;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, ReleaseWith<EVP_CIPHER_CTX_free>>;

int fillRandom(uint8_t *data, size_t size, void *random)
{
    const SecretBytes drawn = SecretBytes::random(*static_cast<Random *>(random), qsizetype(size));
    std::memcpy(data, drawn.data(), size);
    return SG_SUCCESS;
}

int hmacInit(EVP_MAC *mac, void **context, const uint8_t *key, size_t size)
{
    std::array<char, 7> digest{"SHA256"};
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
    EVP_MAC_CTX *made = EVP_MAC_CTX_new(mac);
    if (!made || EVP_MAC_init(made, key, size, parameters.data()) != 1) {
        EVP_MAC_CTX_free(made);
        return SG_ERR_UNKNOWN;
    }
    *context = made;
    return SG_SUCCESS;
}

int hmacUpdate(void *context, const uint8_t *data, size_t size, void * /*user*/)
{
    return EVP_MAC_update(static_cast<EVP_MAC_CTX *>(context), data, size) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

int hmacFinal(void *context, signal_buffer **output, void * /*user*/)
{
    SignalBuffer result(signal_buffer_alloc(size_t(sha256Bytes)));
    size_t size = 0;
    if (!result
        || EVP_MAC_final(static_cast<EVP_MAC_CTX *>(context), signal_buffer_data(result.get()), &size,
                         size_t(sha256Bytes))
            != 1
        || size != size_t(sha256Bytes))
        return SG_ERR_UNKNOWN;
    *output = result.release();
    return SG_SUCCESS;
}

void hmacCleanup(void *context, void * /*user*/)
{
    EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX *>(context));
}

int digestInit(void **context, void * /*user*/)
{
    EVP_MD_CTX *made = EVP_MD_CTX_new();
    if (!made || EVP_DigestInit_ex(made, EVP_sha512(), nullptr) != 1) {
        EVP_MD_CTX_free(made);
        return SG_ERR_UNKNOWN;
    }
    *context = made;
    return SG_SUCCESS;
}

int digestUpdate(void *context, const uint8_t *data, size_t size, void * /*user*/)
{
    return EVP_DigestUpdate(static_cast<EVP_MD_CTX *>(context), data, size) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

/// Leaves the context ready for the next digest, as the library asks for.
int digestFinal(void *context, signal_buffer **output, void * /*user*/)
{
    auto *digest = static_cast<EVP_MD_CTX *>(context);
    SignalBuffer result(signal_buffer_alloc(sha512Bytes));
    unsigned int size = 0;
    if (!result || EVP_DigestFinal_ex(digest, signal_buffer_data(result.get()), &size) != 1 || size != sha512Bytes
        || EVP_DigestInit_ex(digest, EVP_sha512(), nullptr) != 1)
        return SG_ERR_UNKNOWN;
    *output = result.release();
    return SG_SUCCESS;
}

void digestCleanup(void *context, void * /*user*/)
{
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX *>(context));
}

/// One direction of AES-256, in CBC with PKCS#7 padding or in counter mode.
int aes(bool encrypting, signal_buffer **output, int mode, const uint8_t *key, size_t keySize, const uint8_t *iv,
        size_t ivSize, const uint8_t *input, size_t size)
{
    if (keySize != 32 || ivSize != 16 || size > size_t(std::numeric_limits<int>::max()) - EVP_MAX_BLOCK_LENGTH
        || (mode != SG_CIPHER_AES_CBC_PKCS5 && mode != SG_CIPHER_AES_CTR_NOPADDING))
        return SG_ERR_INVAL;
    const bool cbc = mode == SG_CIPHER_AES_CBC_PKCS5;
    const Cipher cipher(EVP_CIPHER_CTX_new());
    SecretBytes result(qsizetype(size) + EVP_MAX_BLOCK_LENGTH);
    int written = 0;
    int rest = 0;
    if (!cipher
        || EVP_CipherInit_ex(cipher.get(), cbc ? EVP_aes_256_cbc() : EVP_aes_256_ctr(), nullptr, key, iv, encrypting)
            != 1
        || EVP_CIPHER_CTX_set_padding(cipher.get(), cbc) != 1)
        return SG_ERR_UNKNOWN;
    // What remains is an input that no sender of ours makes: it was authentic, yet has no padding.
    if ((size > 0 && EVP_CipherUpdate(cipher.get(), result.data(), &written, input, int(size)) != 1)
        || EVP_CipherFinal_ex(cipher.get(), result.data() + written, &rest) != 1)
        return SG_ERR_INVALID_MESSAGE;
    *output = newBuffer(result.view().first(written + rest));
    return *output ? SG_SUCCESS : SG_ERR_NOMEM;
}

} // namespace

SignalLibrary::SignalLibrary(Random &random) : m_random(random), m_hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr))
{
    signal_context *context = nullptr;
    if (!m_hmac || signal_context_create(&context, nullptr) != SG_SUCCESS)
        qFatal("libsignal-protocol-c is not available");
    m_context.reset(context);

    signal_crypto_provider provider = {};
    provider.random_func = [](uint8_t *data, size_t size, void *user) {
        return fillRandom(data, size, &static_cast<SignalLibrary *>(user)->m_random);
    };
    provider.hmac_sha256_init_func = [](void **state, const uint8_t *key, size_t size, void *user) {
        return hmacInit(static_cast<SignalLibrary *>(user)->m_hmac.get(), state, key, size);
    };
    provider.hmac_sha256_update_func = hmacUpdate;
    provider.hmac_sha256_final_func = hmacFinal;
    provider.hmac_sha256_cleanup_func = hmacCleanup;
    provider.sha512_digest_init_func = digestInit;
    provider.sha512_digest_update_func = digestUpdate;
    provider.sha512_digest_final_func = digestFinal;
    provider.sha512_digest_cleanup_func = digestCleanup;
    provider.encrypt_func = [](signal_buffer **output, int mode, const uint8_t *key, size_t keySize, const uint8_t *iv,
                               size_t ivSize, const uint8_t *input, size_t size,
                               void *) { return aes(true, output, mode, key, keySize, iv, ivSize, input, size); };
    provider.decrypt_func = [](signal_buffer **output, int mode, const uint8_t *key, size_t keySize, const uint8_t *iv,
                               size_t ivSize, const uint8_t *input, size_t size,
                               void *) { return aes(false, output, mode, key, keySize, iv, ivSize, input, size); };
    provider.user_data = this;
    if (signal_context_set_crypto_provider(context, &provider) != SG_SUCCESS)
        qFatal("libsignal-protocol-c refuses its cryptography");
}

SignalLibrary::~SignalLibrary() = default;

SignalRef<ec_public_key> SignalLibrary::publicKey(QByteArrayView typed) const
{
    ec_public_key *key = nullptr;
    if (curve_decode_point(&key, bytesOf(typed), size_t(typed.size()), context()) != SG_SUCCESS)
        return nullptr;
    return SignalRef<ec_public_key>(key);
}

SignalRef<ec_key_pair> SignalLibrary::keyPair(const KeyPair &pair) const
{
    const SignalRef<ec_public_key> publicPart = publicKey(typedKey(pair.publicKey));
    ec_private_key *decoded = nullptr;
    if (!publicPart
        || curve_decode_private_point(&decoded, pair.privateKey.data(), size_t(pair.privateKey.size()), context())
            != SG_SUCCESS)
        return nullptr;
    const SignalRef<ec_private_key> privatePart(decoded);
    ec_key_pair *made = nullptr;
    if (ec_key_pair_create(&made, publicPart.get(), privatePart.get()) != SG_SUCCESS)
        return nullptr;
    return SignalRef<ec_key_pair>(made);
}

QByteArray serialized(const ec_public_key *key)
{
    signal_buffer *buffer = nullptr;
    if (!key || ec_public_key_serialize(&buffer, key) != SG_SUCCESS)
        return {};
    return viewOf(SignalBuffer(buffer).get()).toByteArray();
}

QByteArray typedKey(QByteArrayView key)
{
    return joined({QByteArrayView("\x05", 1), key});
}

SignalError errorOf(int result)
{
    switch (result) {
    case SG_ERR_DUPLICATE_MESSAGE:
        return {SignalFault::Duplicate, u"a message with an old counter"_s};
    case SG_ERR_NO_SESSION:
        return {SignalFault::NoSession, u"there is no session"_s};
    case SG_ERR_INVALID_KEY_ID:
        return {SignalFault::InvalidKeyId, u"there is no pre-key of that id"_s};
    case SG_ERR_INVALID_KEY:
        return {SignalFault::InvalidKey, u"a key in the message is none"_s};
    case SG_ERR_LEGACY_MESSAGE:
        return {SignalFault::LegacyVersion, u"a message of an older protocol"_s};
    case SG_ERR_UNTRUSTED_IDENTITY:
        return {SignalFault::UntrustedIdentity, u"another identity than pairing vouched for"_s};
    case SG_ERR_INVALID_MAC:
    case SG_ERR_INVALID_MESSAGE:
        return {SignalFault::InvalidMessage, u"not authentic in any session, or too far ahead"_s};
    case SG_ERR_INVALID_VERSION:
    case SG_ERR_INVALID_PROTO_BUF:
    case SG_ERR_INVAL:
        return {SignalFault::InvalidMessage, u"a malformed message"_s};
    default:
        return {SignalFault::Internal, u"the Signal library failed with %1"_s.arg(result)};
    }
}

SignalResult<> checkVersion(QByteArrayView message)
{
    if (message.isEmpty())
        return refuse(SignalFault::InvalidMessage, u"an empty message"_s);
    const int version = quint8(message.front()) >> 4;
    if (version < protocolVersion)
        return refuse(SignalFault::LegacyVersion, u"a message of version %1"_s.arg(version));
    if (version > protocolVersion)
        return refuse(SignalFault::InvalidMessage, u"a message of version %1"_s.arg(version));
    return {};
}

} // namespace desk::wa
