#include "whatsapp/crypto/hashes.h"

#include "whatsapp/crypto/openssl.h"

#include <QCryptographicHash>

#include <openssl/hmac.h>

namespace desk::wa {

QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    QByteArray all;
    all.reserve(size);
    for (const QByteArrayView part : parts)
        all.append(part);
    return all;
}

QByteArray sha256(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArrayView part : parts)
        hash.addData(part);
    return hash.result();
}

QByteArray sha256(QByteArrayView data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256);
}

QByteArray sha512(QByteArrayView data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha512);
}

QByteArray md5(QByteArrayView data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Md5);
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    QByteArray mac(sha256Bytes, '\0');
    unsigned int size = 0;
    if (!HMAC(EVP_sha256(), openssl::bytes(key), int(key.size()), openssl::bytes(data), size_t(data.size()),
              openssl::writable(mac), &size)
        || size != sha256Bytes)
        qFatal("HMAC-SHA256 is not available");
    return mac;
}

SecretBytes pbkdf2HmacSha256(QByteArrayView password, QByteArrayView salt, int iterations, qsizetype length)
{
    SecretBytes key(length);
    if (PKCS5_PBKDF2_HMAC(reinterpret_cast<const char *>(openssl::bytes(password)), int(password.size()),
                          openssl::bytes(salt), int(salt.size()), iterations, EVP_sha256(), int(length), key.data())
        != 1)
        qFatal("PBKDF2-HMAC-SHA256 is not available");
    return key;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(openssl::bytes(a), openssl::bytes(b), size_t(a.size())) == 0;
}

} // namespace desk::wa
