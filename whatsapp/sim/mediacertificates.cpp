#include "whatsapp/sim/mediacertificates.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr long mediaHour = 3600;

template<auto release>
struct ReleaseWith
{
    template<typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, ReleaseWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, ReleaseWith<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, ReleaseWith<X509_EXTENSION_free>>;
using PemMemory = std::unique_ptr<BIO, ReleaseWith<BIO_free>>;

struct MediaExtension
{
    int id;
    const char *value;
};

QByteArray mediaPem(X509 *certificate)
{
    const PemMemory memory(BIO_new(BIO_s_mem()));
    char *bytes = nullptr;
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return {};
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, qsizetype(size)};
}

QByteArray mediaPem(EVP_PKEY *key)
{
    const PemMemory memory(BIO_new(BIO_s_mem()));
    char *bytes = nullptr;
    if (!memory || PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, qsizetype(size)};
}

/// @param issuer null: itself.
Certificate certifyMedia(EVP_PKEY *key, const char *name, X509 *issuer, EVP_PKEY *issuerKey,
                         std::initializer_list<MediaExtension> extras)
{
    Certificate certificate(X509_new());
    quint32 serial = 0;
    if (!certificate || RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return nullptr;
    X509 *raw = certificate.get();
    X509_NAME *subject = X509_get_subject_name(raw);
    const bool filled = X509_set_version(raw, X509_VERSION_3) == 1
        && ASN1_INTEGER_set(X509_get_serialNumber(raw), long(serial >> 1) + 1) == 1
        && X509_gmtime_adj(X509_getm_notBefore(raw), -mediaHour)
        && X509_gmtime_adj(X509_getm_notAfter(raw), 25 * mediaHour) && X509_set_pubkey(raw, key) == 1
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(name), -1,
                                      -1, 0)
            == 1
        && X509_set_issuer_name(raw, issuer ? X509_get_subject_name(issuer) : subject) == 1;
    if (!filled)
        return nullptr;
    for (const MediaExtension &extra : extras) {
        X509V3_CTX context;
        X509V3_set_ctx_nodb(&context);
        X509V3_set_ctx(&context, issuer ? issuer : raw, raw, nullptr, nullptr, 0);
        const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, extra.id, extra.value));
        if (!extension || X509_add_ext(raw, extension.get(), -1) != 1)
            return nullptr;
    }
    if (X509_sign(raw, issuerKey, EVP_sha256()) == 0)
        return nullptr;
    return certificate;
}

} // namespace

Result<MediaCertificates> MediaCertificates::make()
{
    const PrivateKey authorityKey(EVP_EC_gen("P-256"));
    const PrivateKey serverKey(EVP_EC_gen("P-256"));
    if (!authorityKey || !serverKey)
        return fail(Errc::Protocol, u"OpenSSL makes no keys"_s);
    const Certificate authority = certifyMedia(authorityKey.get(), "wa-sim authority", nullptr, authorityKey.get(),
                                               {{NID_basic_constraints, "critical,CA:TRUE"},
                                                {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                                {NID_subject_key_identifier, "hash"}});
    if (!authority)
        return fail(Errc::Protocol, u"OpenSSL makes no certificate"_s);
    const Certificate server = certifyMedia(serverKey.get(), "wa-sim media", authority.get(), authorityKey.get(),
                                            {{NID_basic_constraints, "critical,CA:FALSE"},
                                             {NID_key_usage, "critical,digitalSignature"},
                                             {NID_ext_key_usage, "serverAuth"},
                                             {NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost"}});
    if (!server)
        return fail(Errc::Protocol, u"OpenSSL makes no certificate"_s);

    MediaCertificates certificates{.authority = mediaPem(authority.get()),
                                   .server = QSslConfiguration::defaultConfiguration()};
    certificates.server.setLocalCertificateChain(QSslCertificate::fromData(mediaPem(server.get()), QSsl::Pem));
    certificates.server.setPrivateKey(QSslKey(mediaPem(serverKey.get()), QSsl::Ec));
    certificates.server.setPeerVerifyMode(QSslSocket::VerifyNone);
    return certificates;
}

} // namespace desk::wa::sim
