#include "whatsapp/crypto/aead.h"

#include "whatsapp/crypto/openssl.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk::wa::aead {

namespace {

// OpenSSL counts in int.
bool countable(QByteArrayView data)
{
    return data.size() <= std::numeric_limits<int>::max() - tagBytes;
}

Result<> checkParameters(const SecretBytes &key, QByteArrayView nonce, QByteArrayView data, QByteArrayView additional)
{
    if (key.size() != keyBytes || nonce.size() != nonceBytes)
        return fail(Errc::Invalid, u"AES-256-GCM needs a key of 32 and a nonce of 12 bytes"_s);
    if (!countable(data) || !countable(additional))
        return fail(Errc::Invalid, u"too many bytes for one AES-GCM message"_s);
    return {};
}

} // namespace

Result<QByteArray> seal(const SecretBytes &key, QByteArrayView nonce, QByteArrayView plaintext,
                        QByteArrayView additional)
{
    if (const auto good = checkParameters(key, nonce, plaintext, additional); !good)
        return fail(good.error());

    const openssl::Cipher cipher(EVP_CIPHER_CTX_new());
    QByteArray sealed(plaintext.size() + tagBytes, Qt::Uninitialized);
    int written = 0;
    int rest = 0;
    const bool done = cipher
        && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), openssl::bytes(nonce)) == 1
        && (additional.isEmpty()
            || EVP_EncryptUpdate(cipher.get(), nullptr, &rest, openssl::bytes(additional), int(additional.size())) == 1)
        && (plaintext.isEmpty()
            || EVP_EncryptUpdate(cipher.get(), openssl::writable(sealed), &written, openssl::bytes(plaintext),
                                 int(plaintext.size()))
                == 1)
        && EVP_EncryptFinal_ex(cipher.get(), openssl::writable(sealed) + written, &rest) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, int(tagBytes),
                               openssl::writable(sealed) + plaintext.size())
            == 1;
    if (!done)
        return fail(Errc::Invalid, u"AES-256-GCM failed to encrypt"_s);
    return sealed;
}

Result<QByteArray> open(const SecretBytes &key, QByteArrayView nonce, QByteArrayView sealed, QByteArrayView additional)
{
    if (const auto good = checkParameters(key, nonce, sealed, additional); !good)
        return fail(good.error());
    if (sealed.size() < tagBytes)
        return fail(Errc::Protocol, u"sealed data is shorter than its tag"_s);

    const QByteArrayView ciphertext = sealed.chopped(tagBytes);
    QByteArray tag = sealed.last(tagBytes).toByteArray(); // the interface wants it writable
    const openssl::Cipher cipher(EVP_CIPHER_CTX_new());
    QByteArray plaintext(ciphertext.size(), Qt::Uninitialized);
    int written = 0;
    int rest = 0;
    const bool authentic = cipher
        && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), openssl::bytes(nonce)) == 1
        && (additional.isEmpty()
            || EVP_DecryptUpdate(cipher.get(), nullptr, &rest, openssl::bytes(additional), int(additional.size())) == 1)
        && (ciphertext.isEmpty()
            || EVP_DecryptUpdate(cipher.get(), openssl::writable(plaintext), &written, openssl::bytes(ciphertext),
                                 int(ciphertext.size()))
                == 1)
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, int(tagBytes), openssl::writable(tag)) == 1
        && EVP_DecryptFinal_ex(cipher.get(), openssl::writable(plaintext) + written, &rest) == 1;
    if (!authentic) {
        wipe(plaintext); // nobody may look at what is not authentic
        return fail(Errc::Protocol, u"sealed data is not authentic"_s);
    }
    return plaintext;
}

} // namespace desk::wa::aead
