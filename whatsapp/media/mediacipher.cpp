#include "whatsapp/media/mediacipher.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/openssl.h"

#include <QFile>
#include <QSaveFile>

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qint64 mediaCipherBlock = 16;
constexpr qint64 mediaMacBytes = 10;
constexpr qint64 mediaIoBlock = 64LL << 10;

using MediaMacMethod = std::unique_ptr<EVP_MAC, openssl::Release<EVP_MAC_free>>;
using MediaMacContext = std::unique_ptr<EVP_MAC_CTX, openssl::Release<EVP_MAC_CTX_free>>;

/// SHA-256 of what is added. @c ok is false once OpenSSL failed.
class MediaHash
{
public:
    MediaHash() : m_context(EVP_MD_CTX_new())
    {
        ok = m_context && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1;
    }
    void add(QByteArrayView bytes)
    {
        ok = ok && EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size())) == 1;
    }
    [[nodiscard]] QByteArray result()
    {
        QByteArray hash(sha256Bytes, '\0');
        unsigned int size = 0;
        ok = ok && EVP_DigestFinal_ex(m_context.get(), openssl::writable(hash), &size) == 1 && size == sha256Bytes;
        return ok ? hash : QByteArray();
    }

    bool ok = false;

private:
    openssl::Digest m_context;
};

/// HMAC-SHA256 of what is added.
class MediaMac
{
public:
    explicit MediaMac(const SecretBytes &key)
        : m_mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr)), m_context(EVP_MAC_CTX_new(m_mac.get()))
    {
        char digest[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                         OSSL_PARAM_construct_end()};
        ok = m_context && EVP_MAC_init(m_context.get(), key.data(), size_t(key.size()), parameters) == 1;
    }
    void add(QByteArrayView bytes)
    {
        ok = ok && EVP_MAC_update(m_context.get(), openssl::bytes(bytes), size_t(bytes.size())) == 1;
    }
    /// As much of it as goes into the file.
    [[nodiscard]] QByteArray result()
    {
        QByteArray mac(sha256Bytes, '\0');
        size_t size = 0;
        ok = ok && EVP_MAC_final(m_context.get(), openssl::writable(mac), &size, size_t(mac.size())) == 1;
        return ok ? mac.first(mediaMacBytes) : QByteArray();
    }

    bool ok = false;

private:
    MediaMacMethod m_mac;
    MediaMacContext m_context;
};

Result<> mediaCryptoFailed()
{
    return fail(Errc::Storage, u"OpenSSL failed over a file"_s);
}

/// Calls @p take with every block of the next @p length bytes.
/// @return @p onError when they cannot all be read, or what @p take says.
template<typename Take>
Result<> eachMediaBlock(QFile &file, qint64 length, Errc onError, Take take)
{
    QByteArray block;
    for (qint64 left = length; left > 0; left -= block.size()) {
        block = file.read(qMin(left, mediaIoBlock));
        if (block.isEmpty())
            return fail(onError, u"a file cannot be read to its end"_s);
        if (auto taken = take(block); !taken)
            return taken;
    }
    return {};
}

/// Pass one: whether the file is what it says.
Result<> checkSealedMedia(QFile &file, const MediaKeys &keys, const MediaPromise &promise)
{
    MediaHash hash;
    MediaMac mac(keys.macKey);
    mac.add(keys.iv.view());
    auto read = eachMediaBlock(file, file.size() - mediaMacBytes, Errc::Storage,
                               [&](const QByteArray &block) -> Result<> {
                                   hash.add(block);
                                   mac.add(block);
                                   return {};
                               });
    if (!read)
        return read;
    const QByteArray tail = file.read(mediaMacBytes);
    hash.add(tail);
    const QByteArray whole = hash.result();
    const QByteArray expected = mac.result();
    if (!hash.ok || !mac.ok)
        return mediaCryptoFailed();
    if (!promise.sealedSha256.isEmpty() && whole != promise.sealedSha256)
        return fail(Errc::Protocol, u"a file with another hash than promised"_s);
    if (!equalInConstantTime(tail, expected))
        return fail(Errc::Protocol, u"a file that is not authentic"_s);
    return {};
}

} // namespace

Result<SealedMedia> sealMedia(const QString &path, const QString &sealedPath, const MediaKeys &keys, qint64 limit)
{
    QFile plain(path);
    if (!plain.open(QIODevice::ReadOnly))
        return fail(Errc::Invalid, u"the file cannot be read"_s);
    QFile sealed(sealedPath);
    if (!sealed.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail(Errc::Storage, u"no room for the sealed file"_s);

    SealedMedia result;
    MediaHash plainHash;
    MediaHash sealedHash;
    MediaMac mac(keys.macKey);
    mac.add(keys.iv.view());
    const openssl::Cipher cipher(EVP_CIPHER_CTX_new());
    if (!cipher
        || EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, keys.cipherKey.data(), keys.iv.data()) != 1)
        return fail(mediaCryptoFailed().error());
    const auto write = [&](QByteArrayView bytes) {
        mac.add(bytes);
        sealedHash.add(bytes);
        result.sealedSize += bytes.size();
        return sealed.write(bytes.data(), bytes.size()) == bytes.size();
    };
    QByteArray output(mediaIoBlock + mediaCipherBlock, Qt::Uninitialized);
    int written = 0;
    for (;;) {
        QByteArray block = plain.read(mediaIoBlock);
        if (block.isEmpty())
            break;
        result.size += block.size();
        if (result.size > limit)
            return fail(Errc::TooLarge, u"a file of more than %1 bytes"_s.arg(limit));
        plainHash.add(block);
        if (EVP_EncryptUpdate(cipher.get(), openssl::writable(output), &written, openssl::bytes(block),
                              int(block.size()))
            != 1)
            return fail(mediaCryptoFailed().error());
        if (!write(QByteArrayView(output).first(written)))
            return fail(Errc::Storage, u"no room for the sealed file"_s);
    }
    if (plain.error() != QFile::NoError)
        return fail(Errc::Invalid, u"the file cannot be read"_s);
    if (EVP_EncryptFinal_ex(cipher.get(), openssl::writable(output), &written) != 1)
        return fail(mediaCryptoFailed().error());
    if (!write(QByteArrayView(output).first(written)))
        return fail(Errc::Storage, u"no room for the sealed file"_s);

    const QByteArray tail = mac.result();
    sealedHash.add(tail);
    result.sealedSize += tail.size();
    result.sha256 = plainHash.result();
    result.sealedSha256 = sealedHash.result();
    if (!mac.ok || !plainHash.ok || !sealedHash.ok)
        return fail(mediaCryptoFailed().error());
    if (sealed.write(tail) != tail.size() || !sealed.flush())
        return fail(Errc::Storage, u"no room for the sealed file"_s);
    return result;
}

Result<qint64> openMedia(const QString &sealedPath, const QString &path, const MediaKeys &keys,
                         const MediaPromise &promise, qint64 limit)
{
    QFile sealed(sealedPath);
    if (!sealed.open(QIODevice::ReadOnly))
        return fail(Errc::Storage, u"the sealed file cannot be read"_s);
    const qint64 length = sealed.size() - mediaMacBytes;
    if (length < mediaCipherBlock || length % mediaCipherBlock != 0)
        return fail(Errc::Protocol, u"a sealed file of %1 bytes"_s.arg(sealed.size()));
    if (length - mediaCipherBlock > limit) // its plain form has up to 16 bytes less than the ciphertext
        return fail(Errc::TooLarge, u"a file of more than %1 bytes"_s.arg(limit));
    if (auto checked = checkSealedMedia(sealed, keys, promise); !checked)
        return fail(checked.error());

    QSaveFile plain(path);
    if (!plain.open(QIODevice::WriteOnly))
        return fail(Errc::Storage, u"no room for the file"_s);
    if (!sealed.seek(0))
        return fail(Errc::Storage, u"the sealed file cannot be read"_s);
    const openssl::Cipher cipher(EVP_CIPHER_CTX_new());
    if (!cipher
        || EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, keys.cipherKey.data(), keys.iv.data()) != 1)
        return fail(mediaCryptoFailed().error());
    MediaHash hash;
    // A second time: the file may have changed under us.
    MediaMac mac(keys.macKey);
    mac.add(keys.iv.view());
    qint64 size = 0;
    QByteArray output(mediaIoBlock + mediaCipherBlock, Qt::Uninitialized);
    int written = 0;
    const auto write = [&]() -> Result<> {
        const QByteArrayView bytes = QByteArrayView(output).first(written);
        hash.add(bytes);
        size += bytes.size();
        if (plain.write(bytes.data(), bytes.size()) != bytes.size())
            return fail(Errc::Storage, u"no room for the file"_s);
        return {};
    };
    auto decrypted = eachMediaBlock(sealed, length, Errc::Storage, [&](const QByteArray &block) -> Result<> {
        mac.add(block);
        if (EVP_DecryptUpdate(cipher.get(), openssl::writable(output), &written, openssl::bytes(block),
                              int(block.size()))
            != 1)
            return mediaCryptoFailed();
        return write();
    });
    if (!decrypted)
        return fail(decrypted.error());
    if (EVP_DecryptFinal_ex(cipher.get(), openssl::writable(output), &written) != 1)
        return fail(Errc::Protocol, u"a file with wrong padding"_s);
    if (auto last = write(); !last)
        return fail(last.error());
    const QByteArray sha256 = hash.result();
    const QByteArray again = mac.result();
    if (!hash.ok || !mac.ok)
        return fail(mediaCryptoFailed().error());
    if (!equalInConstantTime(again, sealed.read(mediaMacBytes)))
        return fail(Errc::Storage, u"the sealed file changed meanwhile"_s);
    if (!promise.sha256.isEmpty() && sha256 != promise.sha256)
        return fail(Errc::Protocol, u"a file with another content than promised"_s);
    if (promise.size > 0 && size != promise.size)
        return fail(Errc::Protocol, u"a file of %1 bytes, not of %2"_s.arg(size).arg(promise.size));
    if (size > limit)
        return fail(Errc::TooLarge, u"a file of more than %1 bytes"_s.arg(limit));
    if (!plain.commit())
        return fail(Errc::Storage, u"the file cannot be put in its place"_s);
    return size;
}

} // namespace desk::wa
