#include "core/accounts/passwordhash.h"

#include <QCryptographicHash>
#include <QStringList>

#include <openssl/crypto.h>
#include <openssl/evp.h>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int keyBytes = 32;

QByteArray derive(const QString &password, const QByteArray &salt, int logN)
{
    QByteArray secret = password.normalized(QString::NormalizationForm_KC).toUtf8();
    QByteArray key(keyBytes, '\0');
    const int ok = EVP_PBE_scrypt(secret.constData(), size_t(secret.size()),
                                  reinterpret_cast<const unsigned char *>(salt.constData()), size_t(salt.size()),
                                  1ULL << logN, 8, 1, 64ULL * 1024 * 1024,
                                  reinterpret_cast<unsigned char *>(key.data()), keyBytes);
    OPENSSL_cleanse(secret.data(), size_t(secret.size()));
    return ok == 1 ? key : QByteArray();
}

} // namespace

QString hashPassword(const QString &password, const QByteArray &salt)
{
    const QByteArray key = derive(password, salt, 15);
    return u"scrypt$15$8$1$%1$%2"_s.arg(QString::fromLatin1(salt.toBase64(QByteArray::Base64UrlEncoding)),
                                        QString::fromLatin1(key.toBase64(QByteArray::Base64UrlEncoding)));
}

bool verifyPassword(const QString &password, const QString &hash)
{
    const QStringList parts = hash.split(u'$');
    if (parts.size() != 6 || parts.at(0) != "scrypt"_L1 || parts.at(1) != "15"_L1)
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts.at(4).toLatin1(), QByteArray::Base64UrlEncoding);
    const QByteArray expected = QByteArray::fromBase64(parts.at(5).toLatin1(), QByteArray::Base64UrlEncoding);
    const QByteArray key = derive(password, salt, 15);
    return expected.size() == keyBytes && key.size() == keyBytes
        && CRYPTO_memcmp(expected.constData(), key.constData(), keyBytes) == 0;
}

bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    const QByteArray left = QCryptographicHash::hash(a, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(b, QCryptographicHash::Sha256);
    return CRYPTO_memcmp(left.constData(), right.constData(), size_t(left.size())) == 0;
}

QString tokenHash(const QByteArray &token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex());
}

} // namespace desk
