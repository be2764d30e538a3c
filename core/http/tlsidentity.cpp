#include "core/http/tlsidentity.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr long day = 24 * 3600;
constexpr long validity = 820 * day; // some systems refuse more than 825 days
constexpr qint64 renewBefore = 30 * day;
constexpr qint64 maxFile = 1024 * 1024;

template<auto free>
struct FreeWith
{
    template<typename T>
    void operator()(T *pointer) const
    {
        free(pointer);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, FreeWith<X509_free>>;
using BioPointer = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

/// "DNS:localhost,IP:127.0.0.1"
QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList parts;
    for (const QString &name : names) {
        QString bare = name;
        const QHostAddress address(bare.remove(u'[').remove(u']'));
        const QByteArray plain = bare.toLatin1();
        const bool isName = !plain.isEmpty() && plain.size() <= 253
            && std::all_of(plain.begin(), plain.end(),
                           [](char c) { return std::isalnum(uchar(c)) || c == '-' || c == '.'; });
        if (!address.isNull())
            parts << "IP:" + plain;
        else if (isName)
            parts << "DNS:" + plain;
    }
    return parts.join(',');
}

bool addExtension(X509 *certificate, int id, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509 *certificate, EVP_PKEY *key, const QByteArray &names)
{
    quint64 serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return false;
    X509_NAME *subject = X509_get_subject_name(certificate);
    const auto *label = reinterpret_cast<const unsigned char *>("Ventanilla");
    return X509_set_version(certificate, X509_VERSION_3) == 1
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -day)
        && X509_gmtime_adj(X509_getm_notAfter(certificate), validity - day) && X509_set_pubkey(certificate, key) == 1
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, label, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(certificate, NID_key_usage, "critical,digitalSignature")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && addExtension(certificate, NID_subject_alt_name, names.constData())
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    return length > 0 ? QByteArray(data, length) : QByteArray();
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::NotFound, u"cannot read "_s + path);
    return file.read(maxFile);
}

Result<> writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(content) != content.size() || !file.commit())
        return fail(Errc::Storage, u"cannot write "_s + path);
    return {};
}

bool isStillGood(const TlsIdentity &identity, const QStringList &names)
{
    const QSslCertificate certificate(identity.certificate);
    if (!identity.configuration() || QDateTime::currentDateTimeUtc().secsTo(certificate.expiryDate()) < renewBefore)
        return false;
    const QStringList known = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    return std::all_of(names.begin(), names.end(), [&known](const QString &name) {
        const QByteArray entry = alternativeNames({name});
        return !entry.startsWith("DNS:") || known.contains(QString::fromLatin1(entry.mid(4)), Qt::CaseInsensitive);
    });
}

} // namespace

QString TlsIdentity::fingerprint() const
{
    const QByteArray digest = QSslCertificate(certificate).digest(QCryptographicHash::Sha256);
    return QSslCertificate(certificate).isNull() ? QString() : QString::fromLatin1(digest.toHex(':').toUpper());
}

Result<QSslConfiguration> TlsIdentity::configuration() const
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(certificate, QSsl::Pem);
    if (chain.isEmpty() || chain.first().isNull())
        return fail(Errc::Invalid, u"this is no certificate in PEM"_s);
    const QSsl::KeyAlgorithm algorithm = chain.first().publicKey().algorithm();
    const QSslKey secret(key, algorithm, QSsl::Pem, QSsl::PrivateKey);
    if (secret.isNull())
        return fail(Errc::Invalid, u"this is no unencrypted private key in PEM that fits the certificate"_s);
    // Qt would only notice at the first handshake.
    const BioPointer keyBio(BIO_new_mem_buf(key.constData(), int(key.size())));
    const BioPointer certificateBio(BIO_new_mem_buf(certificate.constData(), int(certificate.size())));
    const KeyPointer keyPointer(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    const CertificatePointer certificatePointer(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    if (!keyPointer || !certificatePointer || X509_check_private_key(certificatePointer.get(), keyPointer.get()) != 1)
        return fail(Errc::Invalid, u"the private key does not belong to the certificate"_s);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(secret);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    return configuration;
}

Result<TlsIdentity> makeIdentity(const QStringList &names)
{
    const KeyPointer key(EVP_EC_gen("P-256"));
    const CertificatePointer certificate(X509_new());
    const BioPointer keyText(BIO_new(BIO_s_mem()));
    const BioPointer certificateText(BIO_new(BIO_s_mem()));
    const QByteArray alternatives = alternativeNames(names);
    if (!key || !certificate || !keyText || !certificateText || alternatives.isEmpty()
        || !fill(certificate.get(), key.get(), alternatives)
        || PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1
        || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1)
        return fail(Errc::Protocol, u"OpenSSL could not make a certificate"_s);
    return TlsIdentity{contentOf(certificateText.get()), contentOf(keyText.get())};
}

Result<TlsIdentity> loadIdentity(const QString &certificateFile, const QString &keyFile)
{
    const auto certificate = readFile(certificateFile);
    if (!certificate)
        return fail(certificate.error());
    const auto key = readFile(keyFile);
    if (!key)
        return fail(key.error());
    TlsIdentity identity{*certificate, *key};
    if (auto usable = identity.configuration(); !usable)
        return fail(usable.error());
    return identity;
}

Result<TlsIdentity> ownIdentity(const QString &folder, const QStringList &names)
{
    const QString certificateFile = QDir(folder).filePath(u"tls-certificate.pem"_s);
    const QString keyFile = QDir(folder).filePath(u"tls-key.pem"_s);
    if (auto known = loadIdentity(certificateFile, keyFile); known && isStillGood(*known, names))
        return known;
    auto made = makeIdentity(names);
    if (!made)
        return made;
    if (auto written = writeFile(keyFile, made->key); !written)
        return fail(written.error());
    if (auto written = writeFile(certificateFile, made->certificate); !written)
        return fail(written.error());
    return made;
}

} // namespace desk
